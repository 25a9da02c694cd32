"""Bytes to text: UTF-8 and nothing else, with a clear word about everything else."""

from __future__ import annotations

from typing import Final

from pinvet.text.document import Trouble, trouble_at
from pinvet.text.limits import LIMITS, Limits

_UTF8_MARK: Final = b"\xef\xbb\xbf"

# The longer marks first: UTF-32 LE begins like UTF-16 LE.
_MARKS: Final = (
    (b"\x00\x00\xfe\xff", "UTF-32"),
    (b"\xff\xfe\x00\x00", "UTF-32"),
    (b"\xfe\xff", "UTF-16"),
    (b"\xff\xfe", "UTF-16"),
)

# How text that begins with ASCII looks in its first four bytes: 1 where a byte is NUL.
_ZEROS: Final = {
    (1, 1, 1, 0): "UTF-32",
    (0, 1, 1, 1): "UTF-32",
    (1, 0, 1, 0): "UTF-16",
    (0, 1, 0, 1): "UTF-16",
}

_PACKED: Final = (
    (b"\x1f\x8b", "gzip"),
    (b"PK\x03\x04", "a zip archive"),
    (b"\x28\xb5\x2f\xfd", "Zstandard"),
    (b"BZh", "bzip2"),
    (b"\xfd7zXZ\x00", "xz"),
)


def decode(data: bytes, limits: Limits = LIMITS) -> str | Trouble:
    """Return the text that UTF-8 bytes stand for, without a byte order mark, or why they are no text.

    The trouble's line and column are those of the first byte that is at fault.
    """
    if len(data) > limits.max_bytes:
        message = f"the text has {len(data):,} bytes; at most {limits.max_bytes:,} are read"
        return Trouble("limit", message, 1, 1, "split it, or record it as NDJSON, which is read line by line")
    encoding = _other_encoding(data)
    if encoding is not None:
        return Trouble("unreadable", f"the text is encoded as {encoding}, not as UTF-8", 1, 1, "save it as UTF-8")
    packed = next((name for mark, name in _PACKED if data.startswith(mark)), None)
    if packed is not None:
        return Trouble("unreadable", f"this is {packed}, not text", 1, 1, "unpack it first")
    data = data.removeprefix(_UTF8_MARK)
    try:
        text = data.decode("utf-8")
    except UnicodeDecodeError as error:
        return _bad_byte(data, error.start)
    if "\0" in text:
        return trouble_at(text, text.index("\0"), "a NUL byte: this is binary data, not text", None, "unreadable")
    return text


def _other_encoding(data: bytes) -> str | None:
    marked = next((name for mark, name in _MARKS if data.startswith(mark)), None)
    return marked or _ZEROS.get(tuple(int(byte == 0) for byte in data[:4]))  # type: ignore[arg-type]


def _bad_byte(data: bytes, offset: int) -> Trouble:
    before = data[:offset].decode("utf-8")
    message = f"byte 0x{data[offset]:02x} is not UTF-8"
    if b"\0" in data:
        return trouble_at(before, len(before), f"{message}: this is binary data, not text", None, "unreadable")
    hint = "save it as UTF-8; it may be Latin-1 or Windows-1252, or cut in the middle of a character"
    return trouble_at(before, len(before), message, hint, "unreadable")
