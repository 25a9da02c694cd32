"""Where the text of a body stands in the literals of a log that together hold it."""

from __future__ import annotations

from bisect import bisect_right
from itertools import accumulate
from typing import TYPE_CHECKING

from pinvet.model import Place
from pinvet.sources.debuglog.literal import Piece, byte_runs, character_runs
from pinvet.text.spots import Spots

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from pinvet.sources.debuglog.message import Slices
    from pinvet.text.spots import Runs


class Pieces:
    """The places of the text that slices of the bytes of several literals stand for; there is at least one slice."""

    def __init__(self, pieces: Sequence[Piece], slices: Slices) -> None:
        written = "".join(piece.text for piece in pieces)
        runs = byte_runs(written)
        self._parts = [(_written_offset(runs, start), _written_offset(runs, end)) for start, end in slices]
        self._part_starts = _starts(end - start for start, end in self._parts)
        self._pieces = pieces
        self._piece_starts = _starts(len(piece.text) for piece in pieces)
        body = "".join(written[start:end] for start, end in self._parts)
        self._offsets = Spots(character_runs(body), lambda offset: (0, offset))

    def place(self, start: int, end: int) -> Place:
        """Return the span in the file of the characters from `start` up to `end`."""
        _, first, _, past = self._offsets.place(start, end)
        begin = self._position(first)
        if past == first:
            return Place(*begin, *begin)
        line, column = self._position(past - 1)  # what follows may stand on another line
        return Place(*begin, line, column + 1)

    def _position(self, offset: int) -> tuple[int, int]:
        part = bisect_right(self._part_starts, offset) - 1
        offset += self._parts[part][0] - self._part_starts[part]
        piece = bisect_right(self._piece_starts, offset) - 1
        return self._pieces[piece].line, self._pieces[piece].column + offset - self._piece_starts[piece]


def of_body(pieces: Sequence[Piece], sizes: Sequence[int], slices: Slices) -> tuple[list[Piece], Slices]:
    """Return the pieces from the first byte of a body on, whose head holds secrets, and its slices in their bytes.

    `sizes` are the bytes that each piece stands for.
    """
    start = slices[0][0]
    ends = list(accumulate(sizes))
    first = bisect_right(ends, start)
    text, line, column, cut = pieces[first]
    offset = _written_offset(byte_runs(text), start - ends[first] + sizes[first])
    kept = [Piece(text[offset:], line, column + offset, cut), *pieces[first + 1 :]]
    return kept, [(begin - start, end - start) for begin, end in slices]


def _starts(lengths: Iterable[int]) -> list[int]:
    return [0, *accumulate(lengths)][:-1]


def _written_offset(runs: Runs, byte: int) -> int:
    inner, outer = runs[bisect_right(runs, byte, key=lambda run: run[0]) - 1]
    return outer + byte - inner
