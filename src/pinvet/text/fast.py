"""The fast reader of JSON values without places: orjson, for captures, where most records are clean."""

from __future__ import annotations

from typing import Any, Final

INVALID: Final = object()


def parse(text: str | bytes, otherwise: Any = None) -> Any:
    """Return the value of a JSON text, or `otherwise` where orjson refuses it.

    Of a key that stands twice the last value counts, as for our own reader. What orjson refuses may still be JSON
    (an integer of many digits): our own reader decides.
    """
    import orjson

    try:
        return orjson.loads(text)
    except ValueError:
        return otherwise
