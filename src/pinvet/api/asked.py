"""What a request without a body asks for: its query, as an object of values."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from pinvet.api.parameter import Parameter
    from pinvet.api.table import Operation

BOOLEANS = {"true": True, "false": False}


def asked(query: Mapping[str, Sequence[str]], operation: Operation) -> dict[str, Any]:
    """Return the parameters of a query by the types of the API table: lists, numbers, true and false, texts.

    What does not read as its type stays the text that it is; what stands there more than once is a list.
    """
    return {name: _value(values, operation.query.get(name)) for name, values in query.items()}


def _value(values: Sequence[str], known: Parameter | None) -> Any:
    types = known.types if known is not None else ()
    if len(values) != 1 or "array" in types:
        return list(values)
    text = values[0]
    if "boolean" in types:
        return BOOLEANS.get(text, text)
    digits = text.removeprefix("-")
    if ("integer" in types or "number" in types) and digits.isascii() and digits.isdigit() and len(digits) < 19:
        return int(text)
    return text
