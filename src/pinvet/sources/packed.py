"""Bodies that were recorded packed: as base64, or as the gzip that was sent."""

from __future__ import annotations

from typing import Final

from pinvet.text.limits import LIMITS

_GZIP: Final = b"\x1f\x8b"
_RATIO: Final = 200  # JSON packs to a tenth or so; what grows more was made to exhaust memory


def from_base64(text: str) -> bytes | None:
    """Return the bytes that base64 stands for, or None where it stands for none."""
    from binascii import a2b_base64

    try:
        return a2b_base64(text)
    except ValueError:
        return None


def unpacked(data: bytes) -> bytes | None:
    """Return a body as it was before gzip, one layer and up to the limits, or None; any other as it is."""
    if not data.startswith(_GZIP):
        return data
    import zlib

    stream = zlib.decompressobj(zlib.MAX_WBITS | 16)
    try:
        text = stream.decompress(data, min(_RATIO * len(data), LIMITS.max_bytes))
    except zlib.error:
        return None
    return text if stream.eof else None
