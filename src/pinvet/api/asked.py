"""What a request without a body asks for: its query, as an object of values."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from pinvet.api.operation import Operation
    from pinvet.api.parameter import Parameter

BOOLEANS: Final = {"true": True, "false": False}
MOST_STEPS: Final = 8  # into an object that is written in brackets


def asked(query: Mapping[str, Sequence[str]], operation: Operation) -> dict[str, Any]:
    """Return the parameters of a query by the types of the API table: lists, numbers, true and false, texts.

    What does not read as its type stays the text that it is; what stands there more than once is a list, but for plain
    texts, which may hold commas. An object is written in brackets: ``parameters[report][feed_id]=1``.
    """
    found: dict[str, Any] = {}
    for name, values in query.items():
        head, *steps = name.removesuffix("]").replace("][", "[").split("[")
        known = operation.query.get(head)
        is_inside = 0 < len(steps) <= MOST_STEPS and known is not None and known.types == ("object",)
        if not is_inside or not _put(found.setdefault(head, {}), steps, _value(values, None)):
            found[name] = _value(values, operation.query.get(name))
    return found


def _put(holder: Any, steps: Sequence[str], value: Any) -> bool:
    """Put a value into an object; False where something else stands in its way."""
    for step in steps[:-1]:
        if not isinstance(holder, dict):
            return False
        holder = holder.setdefault(step, {})
    if not isinstance(holder, dict):
        return False
    holder[steps[-1]] = value
    return True


def _value(values: Sequence[str], known: Parameter | None) -> Any:
    types = known.types if known is not None else ()
    if known is not None and types == ("string",) and known.enum is None and known.pattern is None:
        return ",".join(values)
    if len(values) != 1 or "array" in types:
        inner = known.items if known is not None else None
        return [_read(text, inner) for text in values]
    return _read(values[0], known)


def _read(text: str, known: Parameter | None) -> Any:
    types = known.types if known is not None else ()
    if known is not None and known.enum is not None and " " in text and text not in known.enum:
        plus = text.replace(" ", "+")  # most clients leave a plus in a URL as it is, and it reads as a space
        return plus if plus in known.enum else text
    if "boolean" in types:
        return BOOLEANS.get(text, text)
    whole, point, fraction = text.removeprefix("-").partition(".")
    if len(text) > 18 or not (whole.isascii() and whole.isdigit()):
        return text
    if "number" in types and point and fraction.isascii() and fraction.isdigit():
        return float(text)
    return int(text) if not point and ("integer" in types or "number" in types) else text
