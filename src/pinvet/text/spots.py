"""Where a text that was written inside another one stands there, through escapes and quotes.

What a reader decodes (a JSON string, a quoted argument of a shell, a bytes literal) has other offsets than its source.
A list of runs joins the two: from each run's first character on, both go on alike until the next run begins.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from typing import TYPE_CHECKING, Final

from pinvet.model import Place

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

Runs = list[tuple[int, int]]

_ESCAPE: Final = re.compile(r"\\(?:u[dD][89abAB]..\\u[dD][c-fC-F]..|u....|.)")


class Spots:
    """The places of a decoded text. `runs` are pairs of offsets, into the decoded text and into its source, sorted.

    The last run stands for the end of both. `position` gives the 1-based line and column of an offset into the source.
    """

    __slots__ = ("_inner", "_outer", "_position")

    def __init__(self, runs: Sequence[tuple[int, int]], position: Callable[[int], tuple[int, int]]) -> None:
        self._inner = [inner for inner, _ in runs]
        self._outer = [outer for _, outer in runs]
        self._position = position

    def place(self, start: int, end: int) -> Place:
        """Return the span in the file of the decoded characters from `start` up to `end`.

        It ends behind the last of them, not where the next one begins: a line break of the writer may stand between.
        """
        return Place(*self._position(self._source(start)), *self._position(self._end(start, end)))

    def _end(self, start: int, end: int) -> int:
        run = bisect_left(self._inner, end)
        is_joint = run < len(self._inner) and self._inner[run] == end
        return self._outer[run] if is_joint and end > start else self._source(end)

    def _source(self, offset: int) -> int:
        run = bisect_right(self._inner, offset) - 1
        return self._outer[run] + offset - self._inner[run]


class Spot:
    """The one place of a text whose characters cannot be told apart in the file: folded, packed, or base64."""

    __slots__ = ("_place",)

    def __init__(self, place: Place) -> None:
        self._place = place

    def place(self, start: int, end: int) -> Place:  # noqa: ARG002  # the same for every span
        """Return the place of the whole text."""
        return self._place


def json_string_runs(source: str, start: int, end: int) -> Runs:
    r"""Return the runs of the JSON string whose inner text stands from `start` to `end` in a source, quotes outside.

    Every escape (`\"`, `\u00e9`, a pair of surrogates) stands for one character.
    """
    runs: Runs = [(0, start)]
    inner, last = 0, start
    for match in _ESCAPE.finditer(source, start, end):
        inner += match.start() - last
        runs += [(inner, match.start()), (inner + 1, match.end())]
        inner, last = inner + 1, match.end()
    runs.append((inner + end - last, end))
    return runs
