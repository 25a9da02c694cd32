"""Offsets into a text as lines and columns, and back."""

from __future__ import annotations

import re
from bisect import bisect_right
from typing import Final

from pinvet.model import Place

_BREAK: Final = re.compile(r"\r\n?|\n")


class Lines:
    """Where the lines of one text start; LF, CRLF and a lone CR each end a line."""

    __slots__ = ("_length", "_starts")

    def __init__(self, text: str) -> None:
        self._starts = [0, *(match.end() for match in _BREAK.finditer(text))]
        self._length = len(text)

    def __len__(self) -> int:
        return len(self._starts)

    def position(self, offset: int) -> tuple[int, int]:
        """Return the 1-based line and column, in code points, of a 0-based offset."""
        line = bisect_right(self._starts, offset)
        return line, offset - self._starts[line - 1] + 1

    def place(self, start: int, end: int) -> Place:
        """Return the span between two offsets."""
        return Place(*self.position(start), *self.position(end))

    def start(self, line: int) -> int:
        """Return the offset of the first character of a 1-based line; past the last line, the text's end."""
        return self._starts[line - 1] if line <= len(self._starts) else self._length

    def offset(self, line: int, column: int) -> int:
        """Return the 0-based offset of a 1-based line and column, at most the text's length."""
        return min(self.start(line) + column - 1, self._length)
