"""What the API tells of an entity in its answers: names that nobody sends are read-only."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

if TYPE_CHECKING:
    from pinvet.api.schemas import Schemas
    from pinvet.api.shape import Shape

LISTS: Final = ("items", "promotions")  # what answers to batches call their list, an item for each entity
WRAPPED: Final = "data"  # what stands beside the exceptions of an item


def told(schemas: Schemas, operation: dict[str, Any], at: str) -> tuple[str, ...]:
    """Return the names that the answer to a successful request has for an entity; none where it is no JSON."""
    responses, where = schemas.follow(operation.get("responses", {}), f"{at}/responses")
    status = next((status for status in responses if str(status).startswith("2")), None)
    found = None if status is None else schemas.json_body(responses[status], f"{where}/{status}")
    if found is None:
        return ()
    entity = _entity(found[0])
    data = entity.properties.get(WRAPPED)
    return tuple(sorted((entity if data is None or not data.properties else data).properties))


def _entity(answer: Shape) -> Shape:
    """Return what an answer says of one entity: an answer to a batch is a list of these, or holds one."""
    listed = (answer.properties[name].elements for name in LISTS if name in answer.properties)
    return next((one for one in (*listed, answer.elements) if one is not None), answer)
