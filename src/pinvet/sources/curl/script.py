"""The text of a shell script, and where its offsets stand in the file."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from pinvet.text.lines import Lines

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    Position = Callable[[int], tuple[int, int]]


class Script(NamedTuple):
    """Shell commands: the spans of a text that are read each by itself, and the line and column of an offset."""

    text: str
    spans: Sequence[tuple[int, int]]
    position: Position


def shell_script(text: str) -> Script:
    """Return a text that is a script as a whole."""
    return Script(text, [(0, len(text))], positions(text))


def positions(text: str) -> Position:
    """Return the function that gives the line and column of an offset; lines are found when it is first called."""
    lines: list[Lines] = []

    def position(offset: int) -> tuple[int, int]:
        if not lines:
            lines.append(Lines(text))
        return lines[0].position(offset)

    return position
