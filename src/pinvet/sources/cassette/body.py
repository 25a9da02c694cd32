"""What recorders write as a body -> its text or bytes: strings, base64, packed bytes, and the parts of iterators."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final, NamedTuple

from pinvet.sources.packed import from_base64
from pinvet.text.limits import MIB

if TYPE_CHECKING:
    from collections.abc import Iterable

GZIP: Final = b"\x1f\x8b\x08"
MOST: Final = 256 * MIB  # of all bodies of one file, unpacked; an alias repeats its body at no cost to the file
MOST_RATIO: Final = 200
_AUTO: Final = 31  # zlib: a gzip header, the largest window


class Body(NamedTuple):
    """A body: its text or bytes, the way to its string where that is the text itself, and what is wrong with it."""

    text: str | bytes | None
    string: tuple[str, ...] | None = None
    trouble: str | None = None


_NONE: Final = Body(None)


class Bodies:
    """Reads the bodies of one file, as many bytes as one file may hold."""

    def __init__(self) -> None:
        self._left = MOST

    def read(self, value: Any) -> Body:
        """Return the body that a recorded value stands for. Gzip is known by its first bytes, whatever headers say."""
        found = _body(value, self._left)
        if isinstance(found.text, bytes) and found.text.startswith(GZIP):
            found = _unpacked(found.text, self._left)
        size = len(found.text or "")
        if size > self._left:
            return _too_long(self._left)
        self._left -= size
        return found


def _body(value: Any, most: int) -> Body:
    if value is None or isinstance(value, (str, bytes)):
        return Body(value, () if isinstance(value, str) else None)
    if isinstance(value, dict):
        if not value:
            return _NONE
        if isinstance(value.get("base64_string"), str):
            return _base64(value["base64_string"])
        if "string" in value:
            inner = value["string"]
            return Body(inner, ("string",)) if isinstance(inner, str) else _made(inner, most)
    return _made(value, most)


def _made(value: Any, most: int) -> Body:
    """Return the body of a value that is no string: bytes, parts to join, or a body that was recorded as its value."""
    if value is None or isinstance(value, bytes):
        return Body(value)
    pieces: Iterable[str | bytes] | None = _parts(value)
    if pieces is None:
        from json import JSONEncoder

        pieces = JSONEncoder(default=lambda _: None).iterencode(value)
    kept, size = [], 0
    for piece in pieces:
        size += len(piece)
        if size > most:
            return _too_long(most)
        kept.append(piece if isinstance(piece, bytes) else piece.encode("utf-8", "replace"))
    return Body(b"".join(kept))


def _parts(value: Any) -> list[str | bytes] | None:
    """Return the texts that an iterator or a file in memory was recorded with, None where the value is neither.

    Such a value is a list of lists whose leaves are texts, or an object that has it as `args`; a file in memory has
    a `state` that begins with its content.
    """
    if isinstance(value, dict):
        state = value.get("state")
        value = value.get("args", state[:1] if isinstance(state, list) else state)
    parts: list[str | bytes] = []
    waiting = [value]
    while waiting:
        here = waiting.pop()
        if isinstance(here, (str, bytes)):
            parts.append(here)
        elif isinstance(here, list):
            waiting += reversed(here)
        else:
            return None
    return parts


def _base64(text: str) -> Body:
    data = from_base64(text)
    return Body(data, trouble="the body is no base64, as its key says" if data is None else None)


def _unpacked(packed: bytes, left: int) -> Body:
    import zlib

    most = min(left, MOST_RATIO * len(packed))
    try:
        data = zlib.decompressobj(_AUTO).decompress(packed, most + 1)
    except zlib.error:
        return Body(None, trouble="the body is damaged gzip")
    if len(data) > most:
        return Body(None, trouble=f"the body unpacks to more than {most:,} bytes, which is more than is read")
    return Body(data)


def _too_long(left: int) -> Body:
    message = f"the body is not read: of the {MOST:,} bytes of bodies that one file may hold, {left:,} are left"
    return Body(None, trouble=message)
