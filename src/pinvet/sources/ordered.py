"""Records of one or several captures in the order of time."""

from __future__ import annotations

from bisect import insort
from collections import deque
from itertools import islice
from typing import TYPE_CHECKING, Final, NamedTuple

from pinvet.model import Notice, new

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Sequence

    from pinvet.sources.record import Record

WINDOW: Final = 256  # records that wait for an earlier one to come
MOST_OPEN: Final = 64  # captures that are read side by side

NEVER: Final = float("-inf")


class Timed(NamedTuple):
    """A record with the time that it is judged at: its own, or that of the one before it in its file."""

    at: float
    file: int
    position: int
    record: Record


def in_order(number: int, records: Iterable[Record | Notice], path: str) -> Iterator[Timed | Notice]:
    """Give the records of one file by time, ties by position; notices as they come.

    Only so many wait for an earlier one: one that comes later still stands where it was read, and a notice says so.
    """
    waiting: deque[Timed] = deque()  # by time; nearly every record belongs at the end
    clock, latest, given, told = NEVER, NEVER, NEVER, False
    for item in records:
        if type(item) is Notice:
            yield item
            continue
        request, _, place, at, _ = item  # type: ignore[misc]  # there is nothing else
        if at is not None:
            clock = at
        timed = new(Timed, (clock, number, request.position, item))
        if clock >= latest:
            latest = clock
            waiting.append(timed)
        else:
            insort(waiting, timed)
            if clock < given and not told:
                told = True
                message = f"the clock runs back by more than {WINDOW} records; such records are judged where they stand"
                yield Notice("clock", path, message, place.line, place.column)
        if len(waiting) > WINDOW:
            first = waiting.popleft()
            given = max(given, first[0])
            yield first
    yield from waiting


def merged(
    paths: Sequence[str], starts: Sequence[float], read: Callable[[int], Iterator[Record | Notice]]
) -> Iterator[Timed | Notice]:
    """Give the records of several files by time. `starts` are the times of their first records, `read` opens one.

    Files that overlap in time are read side by side, up to a limit; a file without times comes in its place.
    """
    if len(paths) == 1:
        yield from in_order(0, read(0), paths[0])
        return
    coming = sorted(range(len(paths)), key=lambda number: (starts[number], number))
    fronts: dict[int, tuple[Timed, Iterator[Timed | Notice]]] = {}
    while coming or fronts:
        while coming and len(fronts) < MOST_OPEN and _is_due(starts[coming[0]], fronts):
            number = coming.pop(0)
            yield from _advance(number, in_order(number, read(number), paths[number]), fronts)
        if not fronts:
            continue
        number = min(fronts, key=lambda one: fronts[one][0][:3])
        timed, rest = fronts.pop(number)
        yield timed
        yield from _advance(number, rest, fronts)


def _is_due(start: float, fronts: dict[int, tuple[Timed, Iterator[Timed | Notice]]]) -> bool:
    """Tell whether a file has to be opened before the next record is given."""
    return not fronts or start <= min(front.at for front, _ in fronts.values())


def _advance(
    number: int, rest: Iterator[Timed | Notice], fronts: dict[int, tuple[Timed, Iterator[Timed | Notice]]]
) -> Iterator[Notice]:
    """Let a file's next record stand at the front; give the notices on the way to it."""
    for item in rest:
        if isinstance(item, Notice):
            yield item
            continue
        fronts[number] = (item, rest)
        return


def first_time(records: Iterator[Record | Notice]) -> float:
    """Return the earliest time among the first records of a file."""
    times = [item.at for item in islice(records, WINDOW) if not isinstance(item, Notice) and item.at is not None]
    return min(times, default=NEVER)
