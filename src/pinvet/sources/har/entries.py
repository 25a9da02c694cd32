"""A HAR file -> the requests that were sent, in the order of the file."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from pinvet.model import Notice
from pinvet.sources.har.entry import answer_of, body_of, request_of, time_of
from pinvet.sources.har.packed import PackedError, unpacked
from pinvet.sources.har.scan import END, LIST, LIST_END, MOST_BYTES, MOST_DEPTH, OBJECT, OBJECT_END, Piece, Scanner
from pinvet.sources.har.text import EntryText
from pinvet.sources.record import Recorded, record
from pinvet.text.document import Trouble
from pinvet.text.limits import MIB

if TYPE_CHECKING:
    from collections.abc import Iterator

    from pinvet.model import NoticeKind
    from pinvet.sources.record import Capture, Record

_STATES: Final = {
    "long": f"the entry has more than {MOST_BYTES // MIB} MiB, and is passed over",
    "deep": f"the entry nests more than {MOST_DEPTH:,} deep: neither it nor what follows is read",
    "cut": "the file ends inside the entry that begins here: it was cut off, or a quote or bracket is never closed",
}
_NO_LIST: Final = "the file holds no list log.entries: it is no HAR file, or was cut off before its first entry"
_NO_END: Final = "the file ends before its list of entries does: it was cut off; the entries before are read"
_REPLACED: Final = "a byte here is not UTF-8; it is read as U+FFFD"
_SAVE_AGAIN: Final = "export it again"


def read(capture: Capture) -> Iterator[Record | Notice]:
    """Give the requests of a HAR file and the notices about it, one entry at a time."""
    whole = 0  # entries that could be read: without one, what ends the file early makes all of it unreadable
    line = column = 1
    try:
        scanner = Scanner(unpacked(capture.stream))
        if not _enter(scanner):
            yield _no_list(capture, scanner)
            return
        position = 0
        while (first := scanner.peek()) not in (END, LIST_END):
            line, column = scanner.line, scanner.column
            if first == OBJECT_END:  # one too many
                scanner.step_in(OBJECT_END)
                continue
            piece = scanner.value()
            whole += piece.state == "whole"
            yield from _entry(capture, position, piece, fatal=not whole)
            position += 1
            if piece.state in ("cut", "deep"):
                return
        if first == END:
            yield _notice(capture, _NO_END, scanner.line, scanner.column, fatal=not whole, hint=_SAVE_AGAIN)
    except PackedError as error:
        yield _notice(capture, error.message, line, column, fatal=not whole, hint=error.hint)


def _enter(scanner: Scanner) -> bool:
    """Go to the first of `log.entries`; tell whether there is such a list."""
    is_log = scanner.step_in(OBJECT) and scanner.find(b'"log"') and scanner.step_in(OBJECT)
    return is_log and scanner.find(b'"entries"') and scanner.step_in(LIST)


def _no_list(capture: Capture, scanner: Scanner) -> Notice:
    from pinvet.text.decode import decode

    head = decode(scanner.head)
    if isinstance(head, Trouble):
        return _notice(capture, head.message, 1, 1, fatal=True, hint=head.hint)
    return _notice(capture, _NO_LIST, scanner.line, scanner.column, fatal=True)


def _entry(capture: Capture, position: int, piece: Piece, *, fatal: bool) -> Iterator[Record | Notice]:
    text = EntryText(piece.text, piece.line, piece.column)
    if piece.state != "whole":
        hint = _SAVE_AGAIN if piece.state == "cut" else None
        yield _notice(capture, _STATES[piece.state], *text.place[:2], fatal=fatal and piece.state != "long", hint=hint)
        return
    value = text.value()
    bad = text.bad_byte() if not piece.text.isascii() else None
    if isinstance(value, Trouble):
        yield _notice(capture, f"the entry is not read: {value.message}", value.line, value.column, hint=value.hint)
        return
    if not isinstance(value, dict):
        yield _notice(capture, "the entry is no object, and is passed over", *text.place[:2])
        return
    request = request_of(value)
    if request is None:
        return
    method, url = request.get("method"), request.get("url")
    if bad is not None:
        yield _notice(capture, _REPLACED, *bad, hint="save the file as UTF-8")
    if not isinstance(method, str) or not isinstance(url, str) or not method or not url:
        yield _notice(capture, "the request of the entry has no method or no url, and is passed over", *text.place[:2])
        return
    yield from _record(capture, position, text, value, request)


def _record(
    capture: Capture, position: int, text: EntryText, entry: dict[str, Any], request: dict[str, Any]
) -> Iterator[Record | Notice]:
    body = body_of(request)
    if body.trouble is not None:
        yield _notice(capture, body.trouble, *text.place[:2])
    recorded = Recorded(body.text, body.media, lambda: text.spots(body.pointer, verbatim=body.verbatim), cut=body.cut)
    one, notice = record(
        capture,
        position,
        request["method"],
        request["url"],
        recorded,
        response=answer_of(entry),
        place=text.place,
        at=time_of(entry),
    )
    if notice is not None:
        yield notice
    yield one


def _notice(
    capture: Capture, message: str, line: int, column: int, *, fatal: bool = False, hint: str | None = None
) -> Notice:
    kind: NoticeKind = "unreadable" if fatal else "record"
    return Notice(kind, capture.path, message, line, column, fatal=fatal, hint=hint)
