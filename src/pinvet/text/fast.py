"""The fast reader of JSON values without places: orjson, for captures, where most records are clean."""

from __future__ import annotations

from typing import Any, Final

import orjson

INVALID: Final = object()


def parse(text: str | bytes, otherwise: Any = None) -> Any:
    """Return the value of a JSON text, or `otherwise` where orjson refuses it.

    Of a key that stands twice the last value counts, as for our own reader. What orjson refuses may still be JSON
    (an integer of many digits): our own reader decides.
    """
    try:
        return orjson.loads(text)
    except ValueError:
        return otherwise


def digest(value: Any) -> bytes:
    """Return 16 bytes that are the same for equal JSON values, whatever the order of their keys."""
    from hashlib import blake2b

    try:
        text = orjson.dumps(value, option=orjson.OPT_SORT_KEYS | orjson.OPT_NON_STR_KEYS)
    except TypeError:  # a half surrogate, or a number beyond 64 bits
        import json

        text = json.dumps(value, sort_keys=True, default=str).encode()
    return blake2b(text, digest_size=16).digest()
