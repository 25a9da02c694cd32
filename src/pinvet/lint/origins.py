"""Where earlier requests of a run stand, for findings that only a later request, or the end, shows."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, NamedTuple

from pinvet.account.bounded import make_room

if TYPE_CHECKING:
    from collections.abc import Callable

    from pinvet.model import Place
    from pinvet.text.document import Document

MOST: Final = 20_000  # requests that are remembered
MOST_BODIES: Final = 1_000  # of which so many keep what finds the parameter in the text


class Origin(NamedTuple):
    """Where a request of a capture stands."""

    path: str
    position: int
    place: Place
    method: str | None
    operation: str


class Origins:
    """The requests of a run that something may still be said of, by their numbers; the oldest are forgotten."""

    def __init__(self) -> None:
        self._kept: dict[int, Origin] = {}
        self._written: dict[int, Callable[[], Document | None]] = {}

    def keep(self, number: int, origin: Origin, written: Callable[[], Document | None]) -> None:
        """Remember a request; `written` finds the parameters in its text, as long as that is kept."""
        make_room(self._kept, MOST)
        self._kept[number] = origin
        make_room(self._written, MOST_BODIES)
        self._written[number] = written

    def get(self, number: int) -> Origin | None:
        """Return where a request stands, None where that was forgotten."""
        return self._kept.get(number)

    def document(self, number: int) -> Document | None:
        """Return the text of a request's body, None where it is not kept any more."""
        written = self._written.get(number)
        return None if written is None else written()
