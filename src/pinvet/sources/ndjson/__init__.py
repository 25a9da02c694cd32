"""Logs of requests as NDJSON, one record a line; also one list of records, or one record over several lines."""

from __future__ import annotations

from functools import partial
from io import BytesIO
from itertools import chain
from typing import TYPE_CHECKING, Final

from pinvet.model import Place
from pinvet.sources.loglines import BYTE_ORDER_MARK, LONGEST, log_lines
from pinvet.sources.ndjson.common import common_record
from pinvet.sources.ndjson.names import pointers
from pinvet.sources.ndjson.other import Seat, other_record
from pinvet.sources.ndjson.troubles import Troubles
from pinvet.sources.ndjson.written import in_document, on_line
from pinvet.text.document import SAVE_WHOLE, Document, Trouble
from pinvet.text.fast import INVALID, parse
from pinvet.text.limits import LIMITS

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from pinvet.model import Notice
    from pinvet.sources.record import Capture, Record

_DENSE: Final = 2 * LIMITS.max_nodes  # no shorter line holds more values than the limit


def read(capture: Capture) -> Iterator[Record | Notice]:
    """Return the records of a log in their order, and a notice for what cannot be read.

    Where nothing can be read at all, one notice says why.
    """
    troubles = Troubles(capture.path)
    lines = log_lines(capture.stream)
    blank, first = _first(lines)
    if not _begins_whole(first):
        yield from _of_lines(capture, chain((first,) if first else (), lines), blank, troubles)
        return
    data = b"\n" * blank + first + capture.stream.read(max(0, LIMITS.max_bytes + 1 - blank - len(first)))
    whole = _whole(data)
    if isinstance(whole, Document):
        yield from _of_document(capture, whole, troubles)
        return
    troubles.whole = whole.advising(SAVE_WHOLE)
    if whole.kind == "limit" and first.lstrip().startswith(b"["):
        yield from troubles.finish()
        return
    data += capture.stream.readline(LONGEST)  # up to the end of a line
    yield from _of_lines(capture, chain(log_lines(BytesIO(data)), lines), 0, troubles)


def _first(lines: Iterator[bytes]) -> tuple[int, bytes]:
    """Return how many blank lines come first, and the line after them, empty where there is none."""
    blank = 0
    for line in lines:
        text = line if blank else line.removeprefix(BYTE_ORDER_MARK)
        if text.strip():
            return blank, text
        blank += 1
    return blank, b""


def _begins_whole(line: bytes) -> bool:
    """Tell whether a log begins as a list of records, or as one record over several lines."""
    text = line.strip()
    if text.startswith(b"["):
        return text[1:].lstrip()[:1] in (b"", b"{", b"]")
    return text.startswith(b"{") and parse(text, INVALID) is INVALID


def _whole(data: bytes) -> Document | Trouble:
    from pinvet.text.decode import decode
    from pinvet.text.json import read_json

    text = decode(data, LIMITS)
    return text if isinstance(text, Trouble) else read_json(text)


def _of_lines(capture: Capture, lines: Iterable[bytes], number: int, troubles: Troubles) -> Iterator[Record | Notice]:
    """Read one record a line. In this loop a log of gigabytes spends its time."""
    mapped = pointers(capture.fields)
    waiting = troubles.waiting
    position = -1
    for line in lines:
        number += 1
        value = parse(line, INVALID)
        if value is INVALID:
            if not line.strip():
                continue
            value = troubles.reread(line, number)
        elif len(line) > _DENSE and _values(line) > LIMITS.max_nodes:
            value = troubles.dense(number)
        position += 1
        if value is INVALID:
            continue
        record = None if mapped else common_record(value, position, line, number)
        if record is None:
            seat = Seat(position, Place(number, 1, number, 1), partial(on_line, line, number))
            record = other_record(capture, value, mapped, seat, troubles)
            if record is None:
                continue
        troubles.nothing = False
        if waiting:
            yield from troubles.release()
        yield record
    yield from troubles.finish()


def _values(line: bytes) -> int:
    """Return how many values a line holds at most; commas and brackets in strings count too."""
    return line.count(b",") + line.count(b"[") + line.count(b"{") + 1


def _of_document(capture: Capture, document: Document, troubles: Troubles) -> Iterator[Record | Notice]:
    """Read a list of records, or the one record that is the whole file."""
    mapped = pointers(capture.fields)
    is_list = type(document.value) is list
    for position, value in enumerate(document.value if is_list else [document.value]):
        at = (position,) if is_list else ()
        seat = Seat(position, document.opening_place(at), partial(in_document, document, at))
        record = other_record(capture, value, mapped, seat, troubles)
        if record is not None:
            troubles.nothing = False
            yield from troubles.release()
            yield record
    yield from troubles.finish()
