"""The lines around a place, with everything masked that may not be shown."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from typing import TYPE_CHECKING, Any, Final

from pinvet.finding import Frame
from pinvet.model import Place

if TYPE_CHECKING:
    from collections.abc import Callable

    from pinvet.model import Pointer
    from pinvet.text.document import Document

    Shown = Callable[[Pointer, Any], bool | None]

MASK: Final = "·"
HIDDEN: Final = MASK * 3
WIDTH: Final = 120
MAX_LINES: Final = 5
_MARGIN: Final = 40  # columns kept before a place that stands far to the right

_PLAIN_KEY: Final = re.compile(r"[A-Za-z_.*-]{1,64}")  # a token has digits: such a key is asked about
_BLANKS: Final = dict.fromkeys(map(ord, "\t\r\n"), " ")
_WORDS: Final = re.compile(r"[^\s!-/:-@\[-`{-~]")

# Characters that move or hide text on a terminal: C0 and C1 controls, bidirectional marks, zero-width ones.
_UNSAFE: Final = re.compile(
    "[\x00-\x1f\x7f-\x9f\xad\u061c\u115f\u1160\u17b4\u17b5\u180b-\u180f\u200b-\u200f\u2028-\u202e\u2060-\u206f"
    "\u3164\ufe00-\ufe0f\ufeff\uffa0\ufff0-\ufffb\ud800-\udfff\U000e0000-\U000e0fff]"
)


def frame(document: Document, place: Place, shown: Shown, context: int) -> Frame:
    """Return at most five lines of a place and `context` lines on each side, cut to about 120 columns.

    Where lines are cut, the columns of the frame's place count in the cut lines. A line ends where something begins of
    which `shown` says None: that is masked without its length.
    """
    lines = document.lines
    end_line = min(place.end_line, place.line + MAX_LINES - 1)
    first = max(1, place.line - context)
    last = min(len(lines), end_line + (context if end_line == place.end_line else 0))
    if last > end_line and last == len(lines) and lines.start(last) == len(document.text):
        last -= 1  # what follows the final line break is no line to show
    spans = {line: (lines.start(line), _line_end(document, line)) for line in range(first, last + 1)}
    left = _left_edge(place, max(end - start for start, end in spans.values()))
    shift = left - 1 if left else 0  # the mark of a cut takes one column itself
    texts = {}
    for line, (start, end) in spans.items():
        begin, stop = min(start + left, end), min(start + left + WIDTH, end)
        masked, is_whole = _masked(document, start, begin, stop, shown)
        texts[line] = ("…" if left else "") + masked + ("…" if stop < end and is_whole else "")
    column = min(place.column - shift, len(texts[place.line]) + 1)
    end_column = place.end_column - shift if end_line == place.end_line else WIDTH + 2
    end_column = min(max(end_column, column if end_line == place.line else 1), len(texts[end_line]) + 1)
    return Frame(tuple(texts.items()), Place(place.line, column, end_line, end_column))


def excerpt(document: Document, line: int, span: tuple[int, int], shown: Shown) -> Frame | None:
    """Return the member that begins or ends a span of a text, alone on a line; None for an opening bracket.

    `line` is what the line is called. The frame's place counts in what is shown.
    """
    index = document.index
    node = min(bisect_left(index.starts, span[0]), len(index.starts) - 1)
    begin = index.keys[node] if index.keys[node] < index.key_ends[node] else index.starts[node]
    stop = min(index.ends[node], begin + WIDTH)
    if index.containers[node] and span[1] - span[0] == 1:
        return None
    flat, is_whole = _masked(document, begin, begin, stop, shown)
    start, end = span[0] - begin, min(span[1] - begin, len(flat))
    text = flat + ("…" if stop < index.ends[node] and is_whole else "")
    return Frame(((line, text),), Place(line, start + 1, line, max(end, start) + 1))


def _left_edge(place: Place, longest: int) -> int:
    """Return how many columns to cut on the left so that the place begins within the width."""
    last = place.end_column if place.end_line == place.line else place.column
    if longest <= WIDTH or last - 1 <= WIDTH:
        return 0
    left = place.column - 1 - _MARGIN
    return left if left > 1 else 0


def _line_end(document: Document, line: int) -> int:
    end = document.lines.start(line + 1)
    while end > document.lines.start(line) and document.text[end - 1] in "\r\n":
        end -= 1
    return end


def _masked(document: Document, line_start: int, begin: int, stop: int, shown: Shown) -> tuple[str, bool]:
    """Return the text between two offsets of one line: what is neither key, value nor punctuation is masked.

    Tell too whether all of it is there, and does not end where something is hidden.
    """
    index, text = document.index, document.text
    characters = list(_WORDS.sub(MASK, text[begin:stop]))
    hidden = stop  # from here on nothing is told

    def put(start: int, end: int, *, open_: bool) -> None:
        if not open_ and end - start > 1 and text[start] == text[end - 1] and text[start] in "\"'":
            start, end = start + 1, end - 1
        low, high = max(start, begin), min(end, stop)
        if low >= high:
            return
        part = text[low:high]
        if not open_:
            # The indentation of a value's further lines stays, so that the lines still line up.
            bare = part.lstrip() if start < line_start and low == line_start else part
            part = part[: len(part) - len(bare)] + MASK * len(bare)
        characters[low - begin : high - begin] = part

    node = max(bisect_right(index.starts, begin) - 1, 0)
    while node < len(index.starts):
        start, end = index.starts[node], index.ends[node]
        key, key_end = index.keys[node], index.key_ends[node]
        if (key if key < key_end else start) >= stop:
            break
        pointer = index.pointer(node)
        # What a later member of the same key hides has no value to ask about.
        visible = not index.shadowed(node)
        if key < key_end and key_end > begin:
            name = str(index.names[node])
            put(key, key_end, open_=bool(_PLAIN_KEY.fullmatch(name) or (visible and shown(pointer, name))))
        if not index.containers[node] and end > begin and start < stop:
            known = visible and node not in index.targets
            answer = known and shown(pointer, _value(document.value, pointer))
            put(start, end, open_=bool(answer))
            hidden = min(hidden, max(start, begin)) if answer is None else hidden
        node += 1
    told = "".join(characters[: hidden - begin]) + (HIDDEN if hidden < stop else "")
    return _UNSAFE.sub(MASK, told.translate(_BLANKS)), hidden == stop


def _value(value: Any, pointer: Pointer) -> Any:
    for step in pointer:
        value = value[step]
    return value
