"""Bytes to text: what is no UTF-8 text gets a word of its own."""

from __future__ import annotations

import gzip

import pytest

from pinvet.text.decode import decode
from pinvet.text.document import Trouble
from pinvet.text.limits import LIMITS


@pytest.mark.parametrize(
    ("data", "text"),
    [
        (b"", ""),
        (b"{}", "{}"),
        ("é😀\r\n".encode(), "é😀\r\n"),
        (b"\xef\xbb\xbf[1]", "[1]"),
        (b"\xef\xbb\xbf", ""),
    ],
)
def test_utf8_is_text_and_its_mark_is_dropped(data: bytes, text: str) -> None:
    assert decode(data) == text


@pytest.mark.parametrize(
    ("data", "message", "line", "column"),
    [
        ('{"a": 1}'.encode("utf-16"), "the text is encoded as UTF-16, not as UTF-8", 1, 1),
        ('{"a": 1}'.encode("utf-16-le"), "the text is encoded as UTF-16, not as UTF-8", 1, 1),
        ('{"a": 1}'.encode("utf-16-be"), "the text is encoded as UTF-16, not as UTF-8", 1, 1),
        ('{"a": 1}'.encode("utf-32"), "the text is encoded as UTF-32, not as UTF-8", 1, 1),
        ('{"a": 1}'.encode("utf-32-le"), "the text is encoded as UTF-32, not as UTF-8", 1, 1),
        ('{"a": 1}'.encode("utf-32-be"), "the text is encoded as UTF-32, not as UTF-8", 1, 1),
        (gzip.compress(b"{}", mtime=0), "this is gzip, not text", 1, 1),
        (b"PK\x03\x04....", "this is a zip archive, not text", 1, 1),
        (b'{"a":\n "caf\xe9"}', "byte 0xe9 is not UTF-8", 2, 6),
        (b'\xef\xbb\xbf"\xff"', "byte 0xff is not UTF-8", 1, 2),
        (b'["\xc3\xa9\xed\xa0\x80"]', "byte 0xed is not UTF-8", 1, 4),
        (b"abc\r\ndef\0", "a NUL byte: this is binary data, not text", 2, 4),
        (b"\x89PNG\r\n\x1a\n\0\0", "byte 0x89 is not UTF-8: this is binary data, not text", 1, 1),
        (b"ab\xe2\x82", "byte 0xe2 is not UTF-8", 1, 3),
    ],
)
def test_everything_else_is_named_and_located(data: bytes, message: str, line: int, column: int) -> None:
    trouble = decode(data)
    assert isinstance(trouble, Trouble)
    assert (trouble.kind, trouble.message, trouble.line, trouble.column) == ("unreadable", message, line, column)


def test_too_large_a_text_is_not_even_decoded() -> None:
    trouble = decode(b"\xff" * 11, LIMITS._replace(max_bytes=10))
    assert isinstance(trouble, Trouble)
    assert trouble.kind == "limit"
    assert trouble.message == "the text has 11 bytes; at most 10 are read"
    assert trouble.hint is not None
