"""The fast reader of JSON values without places: orjson, for captures, where most records are clean."""

from __future__ import annotations

from hashlib import blake2b
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


def digest(value: Any, word: str = "") -> bytes:
    """Return 16 bytes that are the same for equal JSON values with a word, whatever the order of their keys."""
    try:
        text = orjson.dumps(value, None, orjson.OPT_SORT_KEYS)
    except TypeError:
        text = _odd(value)
    return blake2b(word.encode() + text, digest_size=16).digest()


def _odd(value: Any) -> bytes:
    """Write a value that holds what JSON has none of: keys that are no texts, half surrogates, huge numbers."""
    try:
        return orjson.dumps(value, None, orjson.OPT_SORT_KEYS | orjson.OPT_NON_STR_KEYS)
    except TypeError:
        import json

        return json.dumps(value, sort_keys=True, default=str).encode()
