"""A stream that shows every byte it gives to somebody else too."""

from __future__ import annotations

import io
from typing import TYPE_CHECKING, BinaryIO, Final

if TYPE_CHECKING:
    from collections.abc import Callable

    from _typeshed import ReadableBuffer, WriteableBuffer

CHUNK: Final = 1 << 16


def watched(stream: BinaryIO, show: Callable[[ReadableBuffer], None]) -> BinaryIO:
    """Return a stream that gives the same bytes, shown in pieces of at most `CHUNK` as they are read."""
    return io.BufferedReader(_Watched(stream, show), CHUNK)


class _Watched(io.RawIOBase):
    def __init__(self, stream: BinaryIO, show: Callable[[ReadableBuffer], None]) -> None:
        self._stream = stream
        self._show = show

    def readable(self) -> bool:
        """Say that it can be read."""
        return True

    def readinto(self, buffer: WriteableBuffer, /) -> int:
        """Fill a buffer with what there is, so that what stands before a damage is given."""
        view = memoryview(buffer)
        count: int = self._stream.readinto1(view)  # type: ignore[attr-defined]  # streams of captures are buffered
        for start in range(0, count, CHUNK):
            self._show(view[start : min(start + CHUNK, count)])
        return count
