"""A JSON text that comes in chunks, taken apart value by value: nothing is held but the value at hand.

The scan only finds where values end, by strings and brackets; whether they are JSON is for a parser to say. So a
value that is not JSON costs itself, and the ones after it are still found.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final, Literal, NamedTuple

from pinvet.text.limits import MIB

if TYPE_CHECKING:
    from collections.abc import Iterator

END: Final = -1
QUOTE, LIST, LIST_END, OBJECT, OBJECT_END = b'"[]{}'
MOST_BYTES: Final = 64 * MIB
MOST_DEPTH: Final = 1024

_MARK: Final = b"\xef\xbb\xbf"
_BACKSLASH: Final = ord("\\")
_OPENING: Final = {OBJECT_END: OBJECT, LIST_END: LIST}
_INNER_BYTES: Final = bytes(range(0x80, 0xC0))  # of UTF-8: those that begin no character
_PLAIN: Final = rb'[^"{}\[\]]*+(?:"[^"\\]*+(?:\\.[^"\\]*+)*+"[^"{}\[\]]*+)*+'


def _nested(depth: int) -> bytes:
    """Return the pattern of what stands between two brackets: strings, and up to a depth whole lists and objects."""
    if not depth:
        return _PLAIN
    inner = _nested(depth - 1)
    return rb"%b(?:(?:\{%b\}|\[%b\])%b)*+" % (_PLAIN, inner, inner, _PLAIN)


# One match passes over all headers or timings of an entry, which nest less deep. Unrolled so, the pattern reads twice
# as fast as one of alternatives.
_INSIDE: Final = re.compile(_nested(3), re.DOTALL)
_IN_STRING: Final = re.compile(rb'[^"\\]*+(?:\\.[^"\\]*+)*+', re.DOTALL)
_WORD: Final = re.compile(rb'[^\s,:{}\[\]"]*+')
_GAP: Final = re.compile(rb"[\s,:]*+")


class Piece(NamedTuple):
    """One value's text, the 1-based line and column where it begins, and the state it was found in.

    A `cut` value ends with the file; `long` and `deep` ones go beyond the limits. None of these has a text, and nothing
    follows one that is cut or deep.
    """

    text: bytes
    line: int
    column: int
    state: Literal["whole", "cut", "long", "deep"] = "whole"


class Scanner:
    """A text that is being read. `line` and `column`, in code points, tell how far; `head` is its first four bytes."""

    def __init__(self, chunks: Iterator[bytes]) -> None:
        self.line = self.column = 1
        self._chunks = chunks
        self._buffer = bytearray()
        self._at = 0  # what stands before is read and counted
        self._returned = False  # a carriage return was read last: a line feed after it ends no other line
        while len(self._buffer) < 4 and self._more():
            pass
        self.head = bytes(self._buffer[:4])
        if self.head.startswith(_MARK):
            del self._buffer[: len(_MARK)]

    def peek(self) -> int:
        """Pass over white space, commas and colons, and return the byte that stands next; END where the text ends."""
        while True:
            end = _end(_GAP, self._buffer, self._at)
            self._pass(end)
            if end < len(self._buffer):
                return self._buffer[end]
            if not self._more():
                return END

    def step_in(self, bracket: int) -> bool:
        """Pass over a bracket, and tell whether it is what stands next."""
        found = self.peek() == bracket
        self._pass(self._at + found)
        return found

    def find(self, key: bytes) -> bool:
        """Pass over the members of an object up to the value of a key, in quotes; tell whether there is one."""
        while self.peek() == QUOTE:
            if self.value().text == key:
                return True
            if self.peek() not in (END, LIST_END, OBJECT_END):
                self.value()
        return False

    def value(self) -> Piece:
        """Return the value that stands next, once `peek` has said that one does, and no closing bracket."""
        line, column = self.line, self.column
        del self._buffer[: self._at]
        self._at = at = 0
        walk = _Walk(self._buffer[0])
        state: Literal["whole", "long"] = "whole"
        while True:
            at = walk.on(self._buffer, at)
            if len(walk.opened) > MOST_DEPTH:
                self._buffer.clear()
                self._chunks = iter(())
                return Piece(b"", line, column, "deep")
            if at > MOST_BYTES:
                state = "long"
                self._pass(at)
                del self._buffer[:at]
                self._at = at = 0
            if walk.ended:
                text = b"" if state == "long" else bytes(self._buffer[:at])
                self._pass(at)
                return Piece(text, line, column, state)
            if not self._more():
                self._pass(len(self._buffer))
                return Piece(b"", line, column, "cut")

    def _more(self) -> bool:
        chunk = next(self._chunks, b"")
        self._buffer += chunk
        return bool(chunk)

    def _pass(self, end: int) -> None:
        """Count the lines and columns up to an offset of the buffer, from where the last count ended."""
        text = bytes(self._buffer[self._at : end])
        if not text:
            return
        self._at = end
        breaks = text.count(b"\n") - (self._returned and text.startswith(b"\n"))
        last = text.rfind(b"\n")
        if b"\r" in text:
            breaks += text.count(b"\r") - text.count(b"\r\n")
            last = max(last, text.rfind(b"\r"))
        self._returned = text.endswith(b"\r")
        self.line += breaks
        tail = text[last + 1 :]
        count = len(tail) if tail.isascii() else len(tail.translate(None, _INNER_BYTES))
        self.column = count + (self.column if last < 0 else 1)


class _Walk:
    """The way through one value: the brackets that are open, and whether it stands in a string, or has ended."""

    __slots__ = ("_in_string", "_is_word", "ended", "opened")

    def __init__(self, first: int) -> None:
        self.ended = False
        self.opened = bytearray()
        self._in_string = False
        self._is_word = first not in (QUOTE, LIST, OBJECT)

    def on(self, text: bytearray, at: int) -> int:
        """Go on from an offset, and return the one where the value or the text ends, or too much is open."""
        if self._is_word:
            at = _end(_WORD, text, at)
            self.ended = at < len(text)
            return at
        while not self.ended and len(self.opened) <= MOST_DEPTH:
            if self._in_string:
                at = _end(_IN_STRING, text, at)
            elif self.opened:
                at = _end(_INSIDE, text, at)
            if at == len(text) or (self._in_string and text[at] == _BACKSLASH):
                break
            self._take(text[at])
            at += 1
        return at

    def _take(self, byte: int) -> None:
        """Take a quote or bracket. A closing one closes what was opened inside its own, and is nothing without one."""
        if byte == QUOTE:
            self._in_string = not self._in_string
        elif byte in (LIST, OBJECT):
            self.opened.append(byte)
        else:
            opening = self.opened.rfind(_OPENING[byte])
            del self.opened[opening if opening >= 0 else len(self.opened) :]
        self.ended = not self.opened and not self._in_string


def _end(pattern: re.Pattern[bytes], text: bytearray, at: int) -> int:
    match = pattern.match(text, at)
    return at if match is None else match.end()
