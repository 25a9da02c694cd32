"""The pieces of a shell script: parts of words with the way back to the script, words, and commands."""

from __future__ import annotations

from bisect import bisect_right
from itertools import accumulate
from typing import TYPE_CHECKING, NamedTuple

from pinvet.model import Place

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence


class Part(NamedTuple):
    """A piece of a word: its text, and the span of the script that it was read from.

    Where the text is as long as the span, character stands for character, else the whole for the whole. A part with
    a `name` is a variable: without a text it is still to be looked up, with one it is a placeholder for a value that
    is not known here. The shell splits the value of a `split` variable at blanks.
    """

    text: str
    start: int
    end: int
    name: str | None = None
    split: bool = False


class Word(NamedTuple):
    """A word of a command, or the text of a here-document: its parts, and the span with all quotes."""

    parts: Sequence[Part]
    start: int
    end: int

    @property
    def text(self) -> str:
        """The text of all parts."""
        return "".join(part.text for part in self.parts)

    @property
    def is_unknown(self) -> bool:
        """Whether nothing but the value of one variable or command makes up the word."""
        return len(self.parts) == 1 and self.parts[0].name is not None

    def after(self, count: int) -> Word:
        """Return the word without its first `count` characters."""
        return Word(cut(self.parts, count), self.start, self.end)


class Command(NamedTuple):
    """A simple command: its words, redirections taken out, and where its standard input comes from.

    That is the text of a here-document or here-string, a file, or the command before the pipe.
    """

    words: Sequence[Word]
    given: Word | None = None
    file: Word | None = None
    piped: Command | None = None


class Broken(NamedTuple):
    """A command that cannot be read: why, where it begins, and where what is not closed in it opens."""

    message: str
    start: int
    opened: int | None = None
    hint: str | None = None


class UnreadError(Exception):
    """A command cannot be read. `stop` is how far the script was searched for its end."""

    def __init__(self, message: str, stop: int, opened: int | None = None) -> None:
        super().__init__(message)
        self.message = message
        self.stop = stop
        self.opened = opened


def cut(parts: Iterable[Part], start: int, end: int | None = None) -> list[Part]:
    """Return the parts of a text from one offset up to another."""
    found, offset = [], 0
    for part in parts:
        low = max(start - offset, 0)
        high = len(part.text) if end is None else min(end - offset, len(part.text))
        if low < high:
            found.append(_slice(part, low, high))
        offset += len(part.text)
    return found


def _slice(part: Part, low: int, high: int) -> Part:
    text = part.text[low:high]
    if len(part.text) != part.end - part.start:
        return part._replace(text=text)
    return part._replace(text=text, start=part.start + low, end=part.start + high)


class Places:
    """The places of a text that was put together from parts. `position` gives the line and column of an offset."""

    __slots__ = ("_offsets", "_parts", "_position")

    def __init__(self, parts: Iterable[Part], position: Callable[[int], tuple[int, int]]) -> None:
        self._parts = [part for part in parts if part.text]
        self._offsets = list(accumulate((len(part.text) for part in self._parts), initial=0))
        self._position = position

    def place(self, start: int, end: int) -> Place:
        """Return the span in the file of the characters from `start` up to `end`.

        It ends behind the last of them, not where the next one begins: quotes and escapes may stand between.
        """
        first = self._start(start)
        last = self._end(end) if end > start else first
        return Place(*self._position(first), *self._position(max(first, last)))

    def _start(self, offset: int) -> int:
        if offset >= self._offsets[-1]:
            return self._end(offset)
        part, inner = self._part(offset)
        return part.start + inner if len(part.text) == part.end - part.start else part.start

    def _end(self, offset: int) -> int:
        part, inner = self._part(min(offset, self._offsets[-1]) - 1)
        return part.start + inner + 1 if len(part.text) == part.end - part.start else part.end

    def _part(self, offset: int) -> tuple[Part, int]:
        index = bisect_right(self._offsets, offset) - 1
        return self._parts[index], offset - self._offsets[index]
