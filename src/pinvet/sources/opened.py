"""Files and standard input as streams: their first bytes seen ahead, gzip undone, and no bomb let through."""

from __future__ import annotations

import io
from pathlib import Path
from typing import TYPE_CHECKING, BinaryIO, Final

from pinvet.sources.discover import STDIN
from pinvet.text.limits import MIB

if TYPE_CHECKING:
    import gzip
    from collections.abc import Callable

    from _typeshed import WriteableBuffer

    from pinvet.sources.discover import Found

GZIP: Final = b"\x1f\x8b"
MOST_GROWN: Final = 200  # times that a packed file may grow; a log grows ten to thirty times
BUFFER: Final = 1 << 18
FREE: Final = 64 * MIB  # that may come out of a packed file, however small


class BombError(OSError):
    """A packed file grows as no log does."""

    def __init__(self) -> None:
        super().__init__(0, f"the packed file grows more than {MOST_GROWN} times, as no log does")


def ahead(found: Found, stdin: BinaryIO, size: int) -> tuple[Found, bytes, BinaryIO]:
    """Return the file, its first bytes, unpacked, and for standard input the stream that still begins with them.

    What comes packed on standard input is not unpacked. A pipe, as of `<(command)`, is read once only too, and comes
    back as if it were standard input. Raises OSError where the file cannot be read.
    """
    if found.location == STDIN:
        return found, *_begun(stdin, size, owned=False)
    path = Path(found.location)
    if not path.is_file():
        return found._replace(location=STDIN), *_begun(path.open("rb"), size, owned=True)
    with path.open("rb") as file:
        head = file.read(size)
        if not head.startswith(GZIP):
            return found, head, file
        file.seek(0)
        try:
            return found._replace(packed=True), _unpacked(file).read(size), file
        except OSError:  # damaged, or no gzip after all: whoever reads the file will say so
            return found, head, file


def _begun(stream: BinaryIO, size: int, *, owned: bool) -> tuple[bytes, BinaryIO]:
    """Return the first bytes of a stream, and the stream that still begins with them."""
    head = stream.read(size)
    return head, io.BufferedReader(_Chained(head, stream, owned=owned))


def opener(found: Found, stream: BinaryIO | None, data: bytes | None = None) -> Callable[[], BinaryIO]:
    """Return what opens a capture: a file from its beginning, or what was read of standard input."""
    if found.location == STDIN:
        return lambda: io.BytesIO(data) if data is not None else _whole(stream)
    return lambda: _opened(Path(found.location))


def _opened(path: Path) -> BinaryIO:
    file = path.open("rb", buffering=BUFFER)
    head = file.read(len(GZIP))
    file.seek(0)
    is_packed = head == GZIP and not path.name.lower().endswith(".zhar")  # its reader unpacks that itself
    return _unpacked(file) if is_packed else file


def _whole(stream: BinaryIO | None) -> BinaryIO:
    return stream if stream is not None else io.BytesIO()


def _unpacked(file: BinaryIO) -> BinaryIO:
    import gzip

    return io.BufferedReader(_Capped(gzip.GzipFile(fileobj=file), file), BUFFER)


class _Capped(io.RawIOBase):
    """A packed stream that stops where it grows as only a bomb does."""

    def __init__(self, unpacking: gzip.GzipFile, packed: BinaryIO) -> None:
        self._unpacking = unpacking
        self._packed = packed
        self._given = 0

    def readable(self) -> bool:
        """Say that it can be read."""
        return True

    def readinto(self, buffer: WriteableBuffer, /) -> int:
        """Fill a buffer. Raises BombError, and OSError for a damaged stream."""
        import zlib

        view = memoryview(buffer)
        try:
            data = self._unpacking.read1(len(view))  # what stands before a damage is given
        except (EOFError, OSError, ValueError, zlib.error):
            raise OSError(0, "the packed file is damaged") from None
        self._given += len(data)
        if self._given > FREE and self._packed.seekable() and self._given > MOST_GROWN * self._packed.tell():
            raise BombError
        view[: len(data)] = data
        return len(data)

    def close(self) -> None:
        """Close the file too."""
        self._unpacking.close()
        self._packed.close()
        super().close()


class _Chained(io.RawIOBase):
    """What was read of a stream, and then the rest of it, which is closed with it where it is its own."""

    def __init__(self, head: bytes, rest: BinaryIO, *, owned: bool) -> None:
        self._head = head
        self._rest = rest
        self._owned = owned

    def readable(self) -> bool:
        """Say that it can be read."""
        return True

    def readinto(self, buffer: WriteableBuffer, /) -> int:
        """Fill a buffer."""
        view = memoryview(buffer)
        data = self._head[: len(view)] or self._rest.read1(len(view))  # type: ignore[attr-defined]
        self._head = self._head[len(view) :]
        view[: len(data)] = data
        return len(data)

    def close(self) -> None:
        """Close the stream."""
        if self._owned:
            self._rest.close()
        super().close()
