"""Values, types and lists of words as a sentence about a schema names them."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any, Final

if TYPE_CHECKING:
    from collections.abc import Iterable

_NAME: Final = re.compile(r"[A-Za-z_@$][A-Za-z0-9_@$.*/-]{0,63}")
_MOST: Final = 12  # words listed in one message
_TYPES: Final = {
    "object": "an object",
    "array": "a list",
    "string": "a string",
    "integer": "a whole number",
    "number": "a number",
    "boolean": "true or false",
    "null": "null",
}
_WORDS: Final = {None: "null", True: "true", False: "false"}


def listed(words: Iterable[str], joint: str) -> str:
    """Join words for a sentence; of many, the first ones."""
    known = list(words)
    if len(known) > _MOST:
        return f"{', '.join(known[:_MOST])} {joint} {len(known) - _MOST} more"
    return known[0] if len(known) == 1 else f"{', '.join(known[:-1])} {joint} {known[-1]}"


def types(names: Iterable[str]) -> str:
    """Name the types that a schema asks for."""
    return listed((_TYPES[name] for name in dict.fromkeys(names)), "or")


def type_of(value: Any) -> str:
    """Name the type of a value, never the value."""
    if value is None or isinstance(value, bool):
        return "null" if value is None else "true or false"
    kinds: dict[type, str] = {dict: "object", list: "array", str: "string"}
    return _TYPES[kinds.get(type(value), "number")]


def word(value: Any) -> str:
    """Return a word of a schema's own vocabulary as JSON writes it, strings without quotes."""
    return _WORDS[value] if value is None or isinstance(value, bool) else str(value)


def key_name(key: str) -> str:
    """Return a space and a key of the document where it is a plain name, else nothing."""
    return f" {key}" if _NAME.fullmatch(key) else ""


def counted(count: int, noun: str) -> str:
    """Return a count with its noun, whose plural takes an s."""
    return f"{count:,} {noun}" if count == 1 else f"{count:,} {noun}s"
