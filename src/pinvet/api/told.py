"""What the API tells of an entity in its answers: names that nobody sends are read-only."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from pinvet.api.schemas import step

if TYPE_CHECKING:
    from pinvet.api.schemas import Schemas

LISTS: Final = ("items", "promotions")


def told(schemas: Schemas, operation: dict[str, Any], at: str) -> tuple[str, ...]:
    """Return the names that the answer to a successful request has for an entity; none where it is no JSON.

    An answer to several entities holds them in a list of its own, each as it is or in its `data`.
    """
    responses, where = schemas.follow(operation.get("responses", {}), f"{at}/responses")
    status = next((status for status in responses if str(status).startswith("2")), None)
    if status is None:
        return ()
    response, where = schemas.follow(responses[status], f"{where}/{status}")
    content, where = schemas.follow(response.get("content", {}), f"{where}/content")
    media = next((name for name in content if str(name).split(";")[0].endswith("json")), None)
    if media is None:
        return ()
    entry, where = schemas.follow(content[media], f"{where}/{step(media)}")
    entity = schemas.shape(entry.get("schema", {}), f"{where}/schema")
    listed = (entity.properties[name].elements for name in LISTS if name in entity.properties)
    entity = next((one for one in (*listed, entity.elements) if one is not None), entity)
    data = entity.properties.get("data")
    return tuple(sorted((entity if data is None or not data.properties else data).properties))
