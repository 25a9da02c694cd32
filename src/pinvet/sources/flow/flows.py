"""A flow file -> the requests that were sent. Lines end with a line feed, columns count bytes: the file is binary."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, BinaryIO, Final, NamedTuple

from pinvet.model import Notice, Place
from pinvet.sources.flow.message import content_of, headers_of, url_of
from pinvet.sources.flow.tnetstrings import DICT, LIST, MOST_DIGITS, NULL, DamagedError, Item
from pinvet.sources.record import Recorded, record, response_of
from pinvet.text.limits import MIB

if TYPE_CHECKING:
    from collections.abc import Iterator

    from pinvet.model import NoticeKind
    from pinvet.sources.record import Capture, Record
    from pinvet.text.fragment import Placing

MOST_BYTES: Final = 64 * MIB
NEWEST: Final = 21

_CHUNK: Final = 1 << 18
_LENGTH: Final = re.compile(rb"[0-9]{1,%d}:" % MOST_DIGITS)
_NOT_CALLS: Final = frozenset({"OPTIONS", "CONNECT"})  # a browser's preflight, a proxy's tunnel
_SWITCHED: Final = 101
_OLD_MAJORS: Final = frozenset({0, 1, 2, 3})  # versions were those of mitmproxy, as lists, up to 3

_CONVERT: Final = "convert it: mitmdump -nr in.flow --set hardump=out.har"
_NO_FLOWS: Final = "the file does not begin with a flow of mitmproxy"
_LOST: Final = "no flow begins here: the file is damaged, and what follows is not read"
_CUT: Final = "the file ends inside the flow that begins here; the flows before are read"
_LONG: Final = f"the flow has more than {MOST_BYTES // MIB} MiB, and is passed over"
_DAMAGED: Final = "the flow is damaged, and is passed over"
_NEWER: Final = f"the flows are of a version that is not known here ({NEWEST} is the newest known); what fits is read"


class Mark(NamedTuple):
    """A 1-based line and column in the file."""

    line: int = 1
    column: int = 1

    def after(self, data: bytes, end: int | None = None) -> Mark:
        """Return the mark behind bytes that begin here, or behind those of them up to an offset."""
        end = len(data) if end is None else end
        breaks = data.count(b"\n", 0, end)
        if not breaks:
            return Mark(self.line, self.column + end)
        return Mark(self.line + breaks, end - data.rfind(b"\n", 0, end))


def read(capture: Capture) -> Iterator[Record | Notice]:
    """Give the requests of a flow file and the notices about it, one flow at a time."""
    mark, position, known = Mark(), 0, True
    while head := _head(capture.stream):
        if not _LENGTH.fullmatch(head):
            message = _LOST if position else _NO_FLOWS
            yield _notice(capture, message, mark, fatal=not position, hint=_CONVERT)
            return
        start, length = mark.after(head), int(head[:-1]) + 1
        if length > MOST_BYTES:
            end = _past(capture.stream, start, length)
            yield _notice(capture, _CUT if end is None else _LONG, mark, fatal=end is None and not position)
            if end is None:
                return
            mark, position = end, position + 1
            continue
        data = _exactly(capture.stream, length)
        if len(data) < length or data[-1] != DICT:
            message = _CUT if len(data) < length else _LOST
            yield _notice(capture, message, mark, fatal=not position, hint=_CONVERT)
            return
        try:
            flow = Item(data, DICT, 0, length - 1).members()
            if known and not _is_known(flow):
                known = False
                yield _notice(capture, _NEWER, mark, hint=_CONVERT)
            yield from _exchange(capture, position, flow, mark, start)
        except DamagedError:
            yield _notice(capture, _DAMAGED, mark)
        mark, position = start.after(data), position + 1


def _head(stream: BinaryIO) -> bytes:
    """Read the length that a flow begins with, its colon included, or as much of one as there is."""
    head = b""
    while len(head) <= MOST_DIGITS and not head.endswith(b":") and (byte := stream.read(1)):
        head += byte
    return head


def _exactly(stream: BinaryIO, count: int) -> bytes:
    data = stream.read(count)
    while len(data) < count and (more := stream.read(count - len(data))):
        data += more
    return data


def _past(stream: BinaryIO, mark: Mark, count: int) -> Mark | None:
    """Pass over bytes and return the mark behind them, None where there are fewer."""
    while count:
        data = stream.read(min(count, _CHUNK))
        if not data:
            return None
        mark, count = mark.after(data), count - len(data)
    return mark


def _is_known(flow: dict[str, Item]) -> bool:
    version = flow.get("version")
    if version is not None and version.tag == LIST:
        version = next(version.items(), None)
        return version is not None and version.number in _OLD_MAJORS
    return version is not None and version.number is not None and 4 <= version.number <= NEWEST


def _exchange(
    capture: Capture, position: int, flow: dict[str, Item], mark: Mark, start: Mark
) -> Iterator[Record | Notice]:
    """Give the one exchange of a flow; none where it is no request that was sent. Raises DamagedError."""
    kind, websocket = flow.get("type"), flow.get("websocket")
    if (kind is not None and kind.text != "http") or (websocket is not None and websocket.tag != NULL):
        return
    request = _members(flow, "request")
    method = request["method"].text.upper() if "method" in request else ""
    answered = _members(flow, "response")
    status = _status(answered)
    if not method or method in _NOT_CALLS or status == _SWITCHED:
        return
    headers = headers_of(request)
    body = content_of(request, headers)
    if body.trouble is not None:
        yield _notice(capture, body.trouble, mark)
    answer = content_of(answered, headers_of(answered)).data if answered else None
    media, item = headers.get("content-type", ""), body.item
    spots = None if item is None else lambda: _placing(item, start, verbatim=body.verbatim)
    recorded = Recorded(body.data, media, spots, cut=body.cut)
    time = request.get("timestamp_start")
    one, notice = record(
        capture,
        position,
        method,
        url_of(request, headers),
        recorded,
        response=response_of(status, answer),
        place=Place(mark.line, mark.column, mark.line, mark.column + 1),
        at=None if time is None else time.number,
    )
    if notice is not None:
        yield notice
    yield one


def _members(flow: dict[str, Item], name: str) -> dict[str, Item]:
    item = flow.get(name)
    return {} if item is None else item.members()


def _status(response: dict[str, Item]) -> int | None:
    item = response.get("status_code") or response.get("code")
    return None if item is None or item.number is None else int(item.number)


def _placing(item: Item, start: Mark, *, verbatim: bool) -> Placing:
    """Return the places of a body's text, whose flow begins at `start`, or the one place of what is packed."""
    from pinvet.text.spots import Spot, Spots

    begin = start.after(item.data, item.start)
    if not verbatim:
        return Spot(Place(*begin, *begin.after(item.content)))
    text = item.content.decode("utf-8", "replace")
    return Spots([(0, 0), (len(text), len(text))], lambda offset: begin.after(text[:offset].encode()))


def _notice(capture: Capture, message: str, mark: Mark, *, fatal: bool = False, hint: str | None = None) -> Notice:
    kind: NoticeKind = "unreadable" if fatal else "record"
    return Notice(kind, capture.path, message, mark.line, mark.column, fatal=fatal, hint=hint)
