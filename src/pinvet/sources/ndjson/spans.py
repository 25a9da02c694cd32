"""Where one value stands in a JSON text: found by stepping over all others, which beats an index of every value."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any, Final

if TYPE_CHECKING:
    from collections.abc import Callable

    from pinvet.model import Pointer

_SPACE: Final = re.compile(r"[ \t\n\r]*+")
_COLON: Final = re.compile(r"[ \t\n\r]*+:[ \t\n\r]*+")
_NEXT: Final = re.compile(r"[ \t\n\r]*+,?[ \t\n\r]*+")


def span(text: str, pointer: Pointer) -> tuple[int, int] | None:
    """Return the start and end of the value that a pointer leads to in a valid JSON text, None where there is none.

    Of a key that stands twice, the last value counts.
    """
    from json import JSONDecoder

    decode = JSONDecoder(parse_int=len, parse_float=len).raw_decode  # only their ends matter
    found: tuple[int, int] | None = _end(_SPACE, text, 0), len(text)
    try:
        for step in pointer:
            found = None if found is None else _member(text, found[0], step, decode)
    except RecursionError:
        return None
    return found


def _member(
    text: str, opening: int, wanted: str | int, decode: Callable[[str, int], tuple[Any, int]]
) -> tuple[int, int] | None:
    """Return the span of the member of a list or object that opens at an offset."""
    found = None
    is_object = text[opening] == "{"
    position, number = _end(_SPACE, text, opening + 1), 0
    while text[position] not in "]}":
        key: str | int = number
        if is_object:
            key, position = decode(text, position)
            position = _end(_COLON, text, position)
        _, end = decode(text, position)
        if key == wanted:
            found = position, end
        position, number = _end(_NEXT, text, end), number + 1
    return found


def _end(pattern: re.Pattern[str], text: str, position: int) -> int:
    match = pattern.match(text, position)
    return position if match is None else match.end()
