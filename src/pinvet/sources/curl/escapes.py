r"""The escapes inside $'...': \n, \xHH, \uHHHH and their kind."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from pinvet.sources.curl.parts import Part

if TYPE_CHECKING:
    from collections.abc import Iterator

_BYTE: Final = re.compile(r"\\(?:x([0-9A-Fa-f]{1,2})|([0-7]{1,3}))")
_ESCAPE: Final = re.compile(
    rf"((?:{_BYTE.pattern})++)|\\(?:u([0-9A-Fa-f]{{1,4}})|U([0-9A-Fa-f]{{1,8}})|c(\\\\|.)|(.))", re.DOTALL
)
_BYTES, _SHORT, _LONG, _CONTROL, _CHARACTER = 1, 4, 5, 6, 7
_NAMED: Final = {
    "a": "\a", "b": "\b", "e": "\x1b", "E": "\x1b", "f": "\f", "n": "\n", "r": "\r", "t": "\t", "v": "\v",
    "\\": "\\", "'": "'", '"': '"', "?": "?",
}  # fmt: skip
_NO_CHARACTER: Final = "\ufffd"


def ansi(text: str, start: int, end: int) -> list[Part]:
    r"""Return the text that stands between $' and ' as parts. As in bash, a \0 ends it."""
    parts: list[Part] = []
    at = start
    for match in _ESCAPE.finditer(text, start, end):
        if match.start() > at:
            parts.append(Part(text[at : match.start()], at, match.start()))
        at = match.end()
        for part in _bytes(match) if match[_BYTES] else [Part(_character(match), match.start(), at)]:
            if part.text[:1] == "\0":
                return parts
            parts.append(part)
    if at < end:
        parts.append(Part(text[at:end], at, end))
    return parts


def _bytes(match: re.Match[str]) -> Iterator[Part]:
    r"""Read escapes of bytes that follow each other: each an ASCII character, or all of them UTF-8 (\xc3\xa9)."""
    escapes = list(_BYTE.finditer(match.string, match.start(), match.end()))
    values = [int(escape[1], 16) if escape[1] else int(escape[2], 8) & 0xFF for escape in escapes]
    if max(values) < 0x80:
        for escape, value in zip(escapes, values, strict=True):
            yield Part(chr(value), escape.start(), escape.end())
        return
    ended = 0 in values
    text = bytes(values[: values.index(0)] if ended else values).decode("utf-8", "replace")
    yield Part(text, match.start(), match.end())
    if ended:
        yield Part("\0", match.end(), match.end())


def _character(match: re.Match[str]) -> str:
    digits = match[_SHORT] or match[_LONG]
    if digits:
        code = int(digits, 16)
        return chr(code) if code <= 0x10FFFF and not 0xD800 <= code <= 0xDFFF else _NO_CHARACTER
    if match[_CONTROL]:
        return chr(ord(match[_CONTROL][0]) & 0x1F)
    return _NAMED.get(match[_CHARACTER], match[0])
