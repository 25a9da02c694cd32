"""A JSON text that was cut off: as much of it as is whole, closed where it ends."""

from __future__ import annotations

import re
from typing import Final

# a whole string, number or word; a bracket, a comma or a colon: what matches none of them was cut
_TOKEN: Final = re.compile(r'[ \t\n\r]*+(?:("[^"\\]*+(?:\\.[^"\\]*+)*+")|([{\[])|([}\]])|([,:])|([^\s,{}\[\]":]++))')
_STRING, _OPEN, _CLOSE, _PUNCTUATION = 1, 2, 3, 4
_CLOSING: Final = {"{": "}", "[": "]"}


def closed(text: str) -> str | None:
    """Return a text that was cut off up to its last whole member, all that is open closed; None where it holds none.

    A number or word at the very end may be cut in its middle and is dropped.
    """
    opened: list[str] = []  # at the end, what is open at the last whole member: brackets are always whole
    safe = 0
    position, after_colon, last = 0, False, 0
    while (match := _TOKEN.match(text, position)) is not None:
        token, position = match.lastindex, match.end()
        if token == _OPEN:
            opened.append(match[_OPEN])
        elif token == _CLOSE and (not opened or _CLOSING[opened.pop()] != match[_CLOSE]):
            return None
        is_member = token in (_OPEN, _CLOSE) or (bool(opened) and (after_colon or opened[-1] == "["))
        whole = token in (_OPEN, _CLOSE, _STRING) or position < len(text)
        if token != _PUNCTUATION and is_member and whole:
            safe = position
        after_colon = token == _PUNCTUATION and match[_PUNCTUATION] == ":"
        last = position
    if not safe or (last == len(text) and not opened):
        return None
    return text[:safe] + "".join(_CLOSING[bracket] for bracket in reversed(opened))
