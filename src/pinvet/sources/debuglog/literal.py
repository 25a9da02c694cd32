r"""Bytes literals as Python prints them: the bytes, and where each character of the text in them is written.

``repr`` writes printable ASCII as it is, and every other byte as an escape. Nothing here is ever evaluated.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final, NamedTuple

if TYPE_CHECKING:
    from pinvet.text.spots import Runs

_INNER: Final = {
    quote: re.compile(rf"(?:[ !#-&(-\[\]-~]++|[^\\{quote}\x00-\x1f\x7f-\U0010ffff]|\\x[0-9a-f]{{2}}|\\[^x])*+")
    for quote in ("'", '"')
}
_ESCAPE: Final = re.compile(r"\\(?:x[0-9a-f]{2}|.)")
_ESCAPED_BYTE: Final = re.compile(_ESCAPE.pattern.encode())
_BYTES: Final = {rb"\x%02x" % byte: bytes([byte]) for byte in range(256)} | {
    rb"\n": b"\n", rb"\r": b"\r", rb"\t": b"\t", rb"\\": b"\\", rb"\'": b"'",
}  # fmt: skip

# What stands for one character: the escapes of its two, three or four bytes in UTF-8, or one escape.
_CHARACTER: Final = re.compile(r"\\(?:x[cd].\\x..|xe.(?:\\x..){2}|xf.(?:\\x..){3}|x..|.)")


class Piece(NamedTuple):
    """The text between the quotes of a literal, its 1-based line and column, and whether the end is missing."""

    text: str
    line: int
    column: int
    cut: bool


def piece(line: str, start: int, quote: str, number: int) -> Piece:
    """Return the literal whose text begins at an offset of a line, after an opening quote."""
    match = _INNER[quote].match(line, start)
    end = start if match is None else match.end()
    return Piece(line[start:end], number, start + 1, line[end : end + 1] != quote)


def decoded(text: str) -> bytes:
    """Return the bytes that the text of a literal stands for."""
    data = text.encode()
    return _ESCAPED_BYTE.sub(lambda match: _BYTES.get(match[0], match[0]), data) if b"\\" in data else data


def byte_runs(text: str) -> Runs:
    """Return the runs that join the bytes that a literal stands for to its text."""
    return _runs(_ESCAPE, text)


def character_runs(text: str) -> Runs:
    """Return the runs that join the characters in UTF-8 that a literal stands for to its text."""
    return _runs(_CHARACTER, text)


def _runs(pattern: re.Pattern[str], text: str) -> Runs:
    runs: Runs = [(0, 0)]
    inner, last = 0, 0
    for match in pattern.finditer(text):
        inner += match.start() - last
        runs += [(inner, match.start()), (inner + 1, match.end())]
        inner, last = inner + 1, match.end()
    runs.append((inner + len(text) - last, len(text)))
    return runs
