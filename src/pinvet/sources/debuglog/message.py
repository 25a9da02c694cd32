"""One request as it went over the wire -> its method, its URL, and its body as slices of what was sent."""

from __future__ import annotations

import re
from typing import Final, NamedTuple

_REQUEST: Final = re.compile(rb"([A-Z]{3,10}) (\S+) HTTP/[0-9]")
_CHUNK: Final = re.compile(rb"([0-9a-fA-F]{1,8})[^\r\n]*\r\n")
_HEAD_END: Final = b"\r\n\r\n"
_READ: Final = frozenset({"host", "content-type", "content-length", "transfer-encoding"})

_ABSENT: Final = "the log lacks the body that was sent with this request"
_MIXED: Final = "more was sent than the Content-Length of this request says, as where several threads write one log"

Slices = list[tuple[int, int]]


class Message(NamedTuple):
    """A request. `slices` of the bytes that were sent are its body; `cut` where the log lacks some of it."""

    method: str
    url: str
    media: str
    slices: Slices
    cut: bool
    problem: str | None


def begins_request(data: bytes) -> bool:
    """Tell whether bytes that were sent begin a request."""
    return _REQUEST.match(data) is not None


def message(data: bytes) -> Message:
    """Return the request that was sent as these bytes, which begin with one."""
    head, end, _ = data.partition(_HEAD_END)
    line = _REQUEST.match(head)
    method, target = (b"", b"") if line is None else line.groups()
    headers = _headers(head)
    url = target.decode("latin-1")
    if "host" in headers and url.startswith("/"):
        url = f"https://{headers['host']}{url}"
    slices, cut, problem = _body(data, len(head) + len(end), headers)
    return Message(method.decode(), url, headers.get("content-type", ""), slices, cut or not end, problem)


def _headers(head: bytes) -> dict[str, str]:
    """Return the few headers that say how to read a body; no other is kept."""
    found = {}
    for line in head.split(b"\r\n")[1:]:
        name, _, value = line.partition(b":")
        word = name.decode("latin-1").lower()
        if word in _READ:
            found[word] = value.decode("latin-1").strip()
    return found


def _body(data: bytes, start: int, headers: dict[str, str]) -> tuple[Slices, bool, str | None]:
    """Return the slices of the body that begins at an offset, whether some of it is missing, and what is wrong."""
    if "chunked" in headers.get("transfer-encoding", "").lower():
        slices, whole = _chunks(data, start)
        return slices, not whole, None if whole or slices else _ABSENT
    there = len(data) - start
    said = headers.get("content-length", "")
    length = int(said) if said.isdecimal() and len(said) < 16 else there
    if there > length:
        return [], True, _MIXED
    slices = [(start, len(data))] if there else []
    return slices, there < length, _ABSENT if length and not there else None


def _chunks(data: bytes, start: int) -> tuple[Slices, bool]:
    """Return the slices of a chunked body, and whether its last chunk is there."""
    slices: Slices = []
    while (size := _CHUNK.match(data, start)) is not None:
        begin = size.end()
        end = begin + int(size[1], 16)
        if begin == end:
            return slices, True
        slices.append((begin, min(end, len(data))))
        start = end + 2  # the line end after a chunk
    return [(begin, end) for begin, end in slices if begin < end], False
