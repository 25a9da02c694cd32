"""A JSON text that stands inside another text: a body in a string of a log, in an argument of a shell."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Protocol

from pinvet.text.document import Document, Trouble
from pinvet.text.limits import LIMITS, Limits

if TYPE_CHECKING:
    from collections.abc import Callable

    from pinvet.finding import Frame
    from pinvet.model import Place, Pointer


class Placing(Protocol):
    """Gives the span in the file of a span of the inner text."""

    def place(self, start: int, end: int) -> Place:
        """Return the place of the characters from `start` up to `end`."""


class Fragment(Document):
    """A document inside another text: its places are those in the file, and a frame shows the parameter alone."""

    __slots__ = ("_asked", "_spots")
    embedded = True

    def __init__(self, document: Document, spots: Placing) -> None:
        """Stand for a document whose text was read out of a file; `spots` gives the places there."""
        super().__init__(document.kind, document.text, document.value, document.locate, repeats=document.repeats)
        self._spots = spots
        self._asked: dict[Place, tuple[int, int]] = {}

    def place(self, start: int, end: int) -> Place:
        """Return the span in the file of the characters from `start` up to `end`."""
        place = self._spots.place(start, end)
        self._asked[place] = (start, end)
        return place

    def frame(self, place: Place, shown: Callable[[Pointer, Any], bool | None], context: int = 1) -> Frame | None:  # noqa: ARG002
        """Return the parameter at a place with its value masked where `shown` is false; None where it is missing."""
        from pinvet.text.frame import excerpt

        span = self._asked.get(place)
        return None if span is None else excerpt(self, place.line, span, shown)


def fragment(text: str, spots: Placing, limits: Limits = LIMITS) -> Fragment | Trouble:
    """Read a JSON text that stands inside another; a trouble has the line and column in the file."""
    from pinvet.text.json import read_json
    from pinvet.text.lines import Lines

    document = read_json(text, limits)
    if isinstance(document, Document):
        return Fragment(document, spots)
    offset = Lines(text).offset(document.line, document.column)
    place = spots.place(offset, offset)
    return document._replace(line=place.line, column=place.column)
