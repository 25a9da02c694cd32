"""The code frame of a finding: its lines with their numbers, the span underlined, long lines cut around it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from pinvet.redact import clean

if TYPE_CHECKING:
    from pinvet.finding import Frame
    from pinvet.model import Place
    from pinvet.reporters.paint import Paint

CUT: Final = "…"
NARROWEST: Final = 24


def draw(frame: Frame, style: str, width: int, paint: Paint) -> list[str]:
    """Return the printed lines of a frame, at most `width` columns wide, the span under carets in `style`."""
    digits = gutter(frame)
    room = max(width - digits - 4, NARROWEST)
    bar = paint("gutter", " " * (digits + 2) + "|")
    printed = [bar]
    previous: int | None = None
    for number, text in frame.lines:
        if previous is not None and number > previous + 1:
            printed.append(paint("gutter", CUT))
        previous = number
        marked = number == frame.place.line
        shown, start, end = _window(text, frame.place if marked else None, room)
        printed.append(f"{paint('gutter', f' {number:>{digits}} |')} {shown}".rstrip())
        if marked:
            printed.append(f"{bar} {' ' * start}{paint(style, '^' * max(end - start, 1))}")
    return printed


def gutter(frame: Frame | None) -> int:
    """Return how many columns the line numbers of a frame take; without a frame, one."""
    return len(str(max((number for number, _ in frame.lines), default=1))) if frame else 1


def _window(text: str, place: Place | None, room: int) -> tuple[str, int, int]:
    """Cut a line to `room` columns around a place; return it with the columns where the underline starts and ends.

    Columns of a place count code points of `text`; what is returned counts columns of the terminal.
    """
    first, last = _span(text, place)
    from_ = max(first - room, 0) if place else 0  # nothing further away can be inside the window
    cells = [_cell(character) for character in text[from_ : first + 2 * room]]
    first, last = first - from_, min(last - from_, len(cells))
    widths = [0]
    for _, wide in cells:
        widths.append(widths[-1] + wide)
    if not from_ and widths[-1] <= room:
        return "".join(shown for shown, _ in cells), widths[first], widths[last]

    margin = max(widths[first] - room // 3, 0)  # a third of the room stands before the span
    start = next(index for index, column in enumerate(widths) if column >= margin)
    before = CUT if start or from_ else ""
    limit = widths[start] + room - len(before) - len(CUT)
    stop = max((index for index, column in enumerate(widths) if column <= limit), default=start)
    whole = stop == len(cells) and from_ + len(cells) == len(text)
    shown = "".join(shown for shown, _ in cells[start:stop])
    offset = len(before) - widths[start]
    return before + shown + ("" if whole else CUT), widths[first] + offset, widths[min(last, stop)] + offset


def _span(text: str, place: Place | None) -> tuple[int, int]:
    """Return the 0-based start and end of a place in its first line; a place that goes on ends with the line."""
    if place is None:
        return 0, 0
    first = min(max(place.column - 1, 0), len(text))
    last = place.end_column - 1 if place.end_line == place.line else len(text.rstrip())
    return first, max(min(last, len(text)), first)


def _cell(character: str) -> tuple[str, int]:
    """Return a character as it is printed, and how many columns that takes."""
    if character == "\t":
        return "    ", 4
    shown = clean(character)
    if len(shown) > 1 or shown.isascii():
        return shown, len(shown)

    import unicodedata

    if unicodedata.combining(character):
        return shown, 0
    return shown, 2 if unicodedata.east_asian_width(character) in "WF" else 1
