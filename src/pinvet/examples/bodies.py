"""The request of an example: a body, items or a raw value over the pack's base, as the engine takes it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from pinvet.api.asked import asked
from pinvet.engine.requests import Routed
from pinvet.model import Request

if TYPE_CHECKING:
    from pinvet.api.operation import Operation
    from pinvet.rulebook.rule import Rule
    from pinvet.text.document import Document

ABSENT = "$absent"


def first_operation(value: dict[str, Any], rule: Rule | None) -> str:
    """Return the operation of an example that names none: the rule's first, else the pack's."""
    if rule is not None and not rule.operations[0].startswith("@"):
        return rule.operations[0]
    named: list[str] = value.get("operations", [])
    return next((one for one in named if not one.startswith("@")), "campaigns/create")


def routed(value: dict[str, Any], example: dict[str, Any], operation: Operation, number: int) -> Routed:
    """Return an example of a pack as a request whose operation is known."""
    path = example.get("path", value.get("path", {}))
    query = _query(example.get("query", {}))
    document = _document(example["text"]) if "text" in example else None
    body = document.value if document is not None else body_of(value, example, operation)
    if operation.body is None:
        query = {**_query(body), **query}
        body = asked(query, operation)
    url = "/" if path or query or "path" in example or operation.body is None else None
    request = Request(body, operation.id, None, url, query or None, None, number)
    return Routed(request, operation.id, path, "", document, serial=number)


def _query(values: dict[str, Any]) -> dict[str, list[str]]:
    """Return parameters as they stand in a query: texts, in lists."""
    return {name: [_text(one) for one in (item if isinstance(item, list) else [item])] for name, item in values.items()}


def _text(value: Any) -> str:
    return str(value).lower() if isinstance(value, bool) else str(value)


def _document(text: str) -> Document:
    """Read the text of an example. Raises ValueError where it is no JSON."""
    from pinvet.text.document import Trouble
    from pinvet.text.json import read_json

    document = read_json(text)
    if isinstance(document, Trouble):
        raise ValueError(document.message)  # noqa: TRY004  # the text is at fault, not its type
    return document


def body_of(value: dict[str, Any], example: dict[str, Any], operation: Operation) -> Any:
    """Return the body of an example as it would be sent: its entities inside what the operation puts around them."""
    if "raw" in example:
        return example["raw"]
    base = {} if example.get("only_body") else value.get("base", {})
    if operation.body is None and operation.id not in value.get("operations", ()):
        base = {}  # the pack's entities are no query
    entities = [over(base, one) for one in example.get("items", [example.get("body", {})])]
    entities *= example.get("repeat", 1)
    at = operation.body.at if operation.body is not None else ()
    if not at:
        return entities[0]
    wrapper = over(value.get("body", {}), example.get("wrapper", {}))
    return entities if at == ("*",) else {**wrapper, at[0]: entities}


def over(base: dict[str, Any], changes: dict[str, Any]) -> dict[str, Any]:
    """Return the base with parameters put in place by dotted path; ``$absent`` takes one out."""
    result = base
    for name, change in changes.items():
        steps = tuple(int(step) if step.isdigit() else step for step in name.split("."))
        result = _put(result, steps, change)
    return result


def _put(value: Any, steps: tuple[str | int, ...], change: Any) -> Any:
    step, rest = steps[0], steps[1:]
    if isinstance(value, list) and isinstance(step, int):
        new = [_put(item, rest, change) if rest else change for item in value[step : step + 1]]
        return [item for item in (*value[:step], *new, *value[step + 1 :]) if item != ABSENT]
    key = str(step)
    inner = value if isinstance(value, dict) else {}
    if rest:
        return {**inner, key: _put(inner.get(key, {}), rest, change)}
    if change == ABSENT:
        return {name: item for name, item in inner.items() if name != key}
    return {**inner, key: change}


def merged(pack: dict[str, Any], own: Any) -> dict[str, Any] | None:
    """Merge an example's context over its pack's, parameter by parameter; ``unknown`` drops it all."""
    if own == "unknown":
        return None
    merged: dict[str, Any] = {}
    for collection in {**pack, **own}:
        ours, theirs = own.get(collection, {}), pack.get(collection, {})
        if collection in ("listed", "scopes"):
            merged[collection] = [*theirs, *ours] if collection == "listed" else ours or theirs
            continue
        merged[collection] = {
            identity: over(theirs.get(identity, {}), ours.get(identity, {})) for identity in {**theirs, **ours}
        }
    return merged
