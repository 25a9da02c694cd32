"""A run over captures: read side by side in order of time, followed, and closed."""

from __future__ import annotations

from typing import TYPE_CHECKING, BinaryIO, Final

from pinvet.lint.following import Follower
from pinvet.lint.secrets import Watch
from pinvet.lint.traffic import Traffic
from pinvet.model import Notice
from pinvet.sources.ordered import NEVER, first_time, merged
from pinvet.sources.watched import watched

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from _typeshed import ReadableBuffer

    from pinvet.account import Account, Declared
    from pinvet.config import Settings
    from pinvet.lint.judging import Terms
    from pinvet.lint.tally import Tally
    from pinvet.sources.readers import CaptureFile
    from pinvet.sources.record import Record

    Progress = Callable[[int, int, int], None]

EVERY: Final = 100  # records between two signs of progress


def follow(
    captures: Sequence[CaptureFile],
    terms: Terms,
    account: Account,
    tally: Tally,
    settings: Settings,
    declared: Callable[[str], Declared],
    progress: Progress | None = None,
) -> Follower:
    """Judge captures in order of time and follow the account, which is changed.

    ``progress`` is told, now and then, how many bytes and requests were read and how many findings there are. Where the
    run is interrupted, what was read is in the tally, and KeyboardInterrupt goes on.
    """
    traffic = Traffic(terms.setting.book.table, settings.hosts)
    follower = Follower(terms, account, tally, traffic, declared, dated=settings.as_of is not None)
    paths = [capture.path for capture in captures]
    starts = [_start(capture) if len(captures) > 1 else NEVER for capture in captures]
    taken = 0
    watch = Watch(terms, tally)
    counter = _Counter()
    count = counter.count if progress is not None else None
    try:
        for item in merged(paths, starts, lambda number: _records(captures[number], watch, count)):
            if isinstance(item, Notice):
                tally.notices.append(item)
                continue
            follower.take(captures[item.file], item.record, None if item.at == NEVER else item.at)
            taken += 1
            if progress is not None and taken % EVERY == 0:
                progress(counter.bytes, taken, sum(tally.counts.values()))
    except KeyboardInterrupt:
        follower.inputs(captures, partial=True)
        watch.report()
        raise
    follower.inputs(captures, partial=False)
    watch.report()
    follower.finish()
    return follower


class _Counter:
    """Counts bytes as they go by."""

    def __init__(self) -> None:
        self.bytes = 0

    def count(self, data: ReadableBuffer) -> None:
        """Count a piece."""
        self.bytes += len(memoryview(data))


def _start(capture: CaptureFile) -> float:
    """Return the time of a capture's first records; standard input is read once, and comes first."""
    return NEVER if capture.size is None else first_time(_records(capture))


def _records(
    capture: CaptureFile, watch: Watch | None = None, count: Callable[[ReadableBuffer], None] | None = None
) -> Iterator[Record | Notice]:
    """Read a capture; one that cannot be opened, or is damaged as a whole, ends with a notice."""
    look = None if watch is None else watch.over(capture)

    def seen(stream: BinaryIO) -> BinaryIO:
        stream = stream if look is None else look(stream)
        return stream if count is None else watched(stream, count)

    try:
        yield from capture.records(seen)
    except OSError as error:
        reason = (error.strerror or "unknown reason").lower()
        yield Notice("unreadable", capture.path, f"the file cannot be read: {reason}", fatal=True)
