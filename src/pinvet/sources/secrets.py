"""Secrets that are written out in an input: how many there are, and where the first one stands.

The bytes are looked at as they go by, whatever the format, and what is found is never kept.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, BinaryIO, Final, NamedTuple

from pinvet.model import Place
from pinvet.sources.secret_words import words_in
from pinvet.sources.watched import watched

if TYPE_CHECKING:
    from collections.abc import Callable

    from _typeshed import ReadableBuffer

MOST: Final = 1_000  # are counted; what comes after changes nothing
LARGE: Final = 1 << 21  # bytes, from which on it pays to make the screen

BEFORE: Final = 64  # bytes before such a word that count
REACH: Final = 8_192  # bytes behind it; no secret is read further

_MARK: Final = b"\xef\xbb\xbf"
_CONTINUING: Final = bytes(range(0x80, 0xC0))  # the bytes of a character in UTF-8 but for its first


class Secrets(NamedTuple):
    """The secrets of one file: how many, MOST for that many or more, and where the first begins."""

    times: int
    place: Place


def secrets_in(data: bytes) -> Secrets | None:
    """Return the secrets of a whole file, None where there is none."""
    scanner = Scanner()
    scanner.feed(data)
    return scanner.close()


class Scanner:
    """Finds secrets in bytes that come piece by piece.

    `screen` makes, for a large input, what tells at once that a text holds no secret. Lines and columns count as
    everywhere, and in a `binary` file as its reader does: line feeds alone end a line, columns are bytes.
    """

    def __init__(self, screen: Callable[[], Callable[[bytes], bool]] | None = None, *, binary: bool = False) -> None:
        """Begin a file."""
        self._may_hold: Callable[[bytes], bool] | None = None
        self._screen = screen
        self._binary = binary
        self._seen = 0
        self._held: bytes | None = None  # the end of what came, in which a secret may begin
        self._start = 0  # from where on in that
        self._line, self._column = 1, 1  # where what is held begins
        self._times = 0
        self._place: Place | None = None

    def feed(self, data: ReadableBuffer) -> None:
        """Take the next bytes."""
        if self._times >= MOST:
            return
        if self._held is None:
            text = bytes(data)
            text = text if self._binary else text.removeprefix(_MARK)
        else:
            text = b"".join((self._held, data))
        self._seen += len(text)
        if self._screen is not None and self._seen > LARGE:
            self._may_hold, self._screen = self._screen(), None
        self._look(text, len(text) - REACH)

    def close(self) -> Secrets | None:
        """End the file. Returns its secrets, None where there is none."""
        if self._held and self._times < MOST:
            self._look(self._held, len(self._held))
        self._held = b""
        return None if self._place is None else Secrets(self._times, self._place)

    def around(self, stream: BinaryIO) -> BinaryIO:
        """Return a stream that is looked at while somebody reads it."""
        return watched(stream, self.feed)

    def _look(self, text: bytes, end: int) -> None:
        """Look for secrets whose words stand before an offset, and hold what may matter to later ones."""
        if end <= self._start:
            self._held = text
            return
        last = end
        if self._may_hold is None or self._may_hold(text):
            last = max(last, self._count(text, end))
        held = max(last - BEFORE, 0)
        if self._place is None:
            self._pass(text, held)
        self._held, self._start = text[held:], last - held

    def _count(self, text: bytes, end: int) -> int:
        """Count the secrets before an offset; return where the last one ends."""
        last = self._start
        for at, word in words_in(text, last, end):
            from pinvet.sources.secret_shapes import secret_at

            found = secret_at(text, at, word) if at >= last else None  # a token behind Bearer is not a second one
            if found is None:
                continue
            begin, last = found
            self._times += 1
            if self._place is None:
                self._pass(text, begin)
                self._place = Place(self._line, self._column, self._line, self._column + 1)
            if self._times >= MOST:
                break
        return last

    def _pass(self, text: bytes, end: int) -> None:
        """Move the mark over the first bytes of a text."""
        breaks = text.count(b"\n", 0, end)
        last = text.rfind(b"\n", 0, end)
        if not self._binary and text.find(b"\r", 0, end) >= 0:  # alone it ends a line too
            breaks += text.count(b"\r", 0, end) - text.count(b"\r\n", 0, end + 1)
            lone = text.rfind(b"\r", 0, end)
            last = lone if lone > last and text[lone + 1 : lone + 2] != b"\n" else last
        self._line += breaks
        rest = text[last + 1 : end]
        width = len(rest) if self._binary or rest.isascii() else len(rest.translate(None, _CONTINUING))
        self._column = width + (1 if breaks else self._column)
