"""The bytes of a HAR file, unpacked where it is packed: `.zhar` files are gzip, zlib, or a zip archive of one HAR."""

from __future__ import annotations

from typing import TYPE_CHECKING, BinaryIO, Final

from pinvet.text.limits import MIB

if TYPE_CHECKING:
    import zipfile
    from collections.abc import Iterator

MOST_UNPACKED: Final = 256 * MIB
MOST_ARCHIVED: Final = 64 * MIB
RATIO: Final = 200
FREE: Final = MIB  # what may come out of a packed file of any size: so little does no harm

_CHUNK: Final = 1 << 18
_BITE: Final = 1 << 14  # what is unpacked at once: where it is damaged, so much is lost before the damage
_GZIP: Final = b"\x1f\x8b"
_ZIP: Final = b"PK\x03\x04"
_ZLIB: Final = 0x78  # the first byte that every writer of zlib streams begins with; no JSON text does
_EITHER_HEADER: Final = 32 + 15
_STORED, _DEFLATED, _ENCRYPTED = 0, 8, 1


class PackedError(Exception):
    """A packed file cannot be unpacked, or not any further."""

    def __init__(self, message: str, hint: str | None = None) -> None:
        super().__init__(message)
        self.message = message
        self.hint = hint


def unpacked(stream: BinaryIO) -> Iterator[bytes]:
    """Give the text of a HAR file chunk by chunk. Raises PackedError where what is packed is damaged or too large."""
    head = stream.read(_CHUNK)
    while len(head) < len(_ZIP) and (more := stream.read(_CHUNK)):
        head += more
    if head.startswith(_ZIP):
        yield from _unzipped(_chunks(head, stream))
    elif head.startswith(_GZIP) or _is_zlib(head):
        yield from _inflated(_chunks(head, stream))
    else:
        yield from _chunks(head, stream)


def _chunks(head: bytes, stream: BinaryIO) -> Iterator[bytes]:
    while head:
        yield head
        head = stream.read(_CHUNK)


def _is_zlib(head: bytes) -> bool:
    return len(head) > 1 and head[0] == _ZLIB and (head[0] << 8 | head[1]) % 31 == 0


def _inflated(chunks: Iterator[bytes]) -> Iterator[bytes]:
    """Unpack gzip or zlib. Where the stream ends too early, what came out before is all: the text itself tells."""
    import zlib

    unpacker = zlib.decompressobj(_EITHER_HEADER)
    taken = given = 0
    for chunk in chunks:
        for start in range(0, len(chunk), _BITE):
            left = chunk[start : start + _BITE]
            taken += len(left)
            text = b""
            while left or len(text) == _CHUNK:
                try:
                    text = unpacker.decompress(left, _CHUNK)
                except zlib.error:
                    raise PackedError("the packed file is damaged: what follows cannot be unpacked") from None
                left = unpacker.unconsumed_tail
                given += len(text)
                _check(given, taken)
                if text:
                    yield text
            if unpacker.eof:
                return


def _unzipped(chunks: Iterator[bytes]) -> Iterator[bytes]:
    """Unpack the one HAR file in a zip archive, whose table of contents stands at its end."""
    import io
    import struct
    import zipfile
    import zlib

    data = bytearray()
    for chunk in chunks:
        data += chunk
        if len(data) > MOST_ARCHIVED:
            raise PackedError(f"the archive has more than {MOST_ARCHIVED // MIB} MiB", "unpack it first")
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            member = _member(archive.infolist())
            given = 0
            with archive.open(member) as opened:
                while text := opened.read(_CHUNK):
                    given += len(text)
                    _check(given, min(member.compress_size, len(data)))
                    yield text
    except (zipfile.BadZipFile, zlib.error, struct.error, EOFError, OSError, ValueError, OverflowError, RuntimeError):
        raise PackedError("the archive is damaged: what follows cannot be unpacked", "unpack it first") from None


def _member(members: list[zipfile.ZipInfo]) -> zipfile.ZipInfo:
    """Return the one HAR file of an archive. macOS adds a file of its own beside every other one."""
    found = [
        member
        for member in members
        if member.filename.lower().endswith(".har") and not member.filename.startswith("__MACOSX/")
    ]
    if len(found) != 1:
        count = "no HAR file" if not found else f"{len(found):,} HAR files"
        raise PackedError(f"the archive holds {count}; one is read", "unpack it and name the files")
    if found[0].flag_bits & _ENCRYPTED or found[0].compress_type not in (_STORED, _DEFLATED):
        raise PackedError("the archive is encrypted, or packed in a way that is not read", "unpack it first")
    return found[0]


def _check(given: int, taken: int) -> None:
    if given > MOST_UNPACKED:
        message = f"the packed file holds more than {MOST_UNPACKED // MIB} MiB; what follows is not read"
        raise PackedError(message, "unpack it first: a plain file may be of any size")
    if given > max(FREE, RATIO * taken):
        message = f"the packed file grows to more than {RATIO} times its size; what follows is not read"
        raise PackedError(message, "unpack it first if you trust it")
