"""What readers of captures give: one request after the other, with its answer and the way back to where it stands."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, BinaryIO, Final, NamedTuple

from pinvet.api.routes import HOSTS
from pinvet.model import Notice, Place, Request, Response

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Mapping
    from pathlib import Path

    from pinvet.text.document import Document
    from pinvet.text.fragment import Placing

NO_PLACE: Final = Place(1, 1, 1, 1)
RECORD_WHOLE: Final = "let whatever records this keep whole bodies"
WRITE_WHOLE: Final = "write the whole body"


class Capture(NamedTuple):
    """One capture to read: its shown path, its bytes as a stream that is read once, and what the caller allows.

    `fields` maps our names of a log record's fields to JSON Pointers; `file_refs` is the folder that `@file` of curl
    may read from; `variables` are values for those of a Postman collection, None where unknown. `hosts` stand for
    the API.
    """

    path: str
    stream: BinaryIO
    fields: Mapping[str, str] = {}
    file_refs: Path | None = None
    variables: Mapping[str, str | None] = {}
    hosts: Collection[str] = ()


class Record(NamedTuple):
    """One recorded exchange. `at` is its time in Unix seconds; `place` where its request begins in the file.

    `written` reads the body's text once more, with places in the file: it is called to place a finding, and returns
    None where the body stands nowhere as a text.
    """

    request: Request
    response: Response
    place: Place
    at: float | None = None
    written: Callable[[], Document | None] = lambda: None


class Recorded(NamedTuple):
    """The body of a recorded request as a reader found it: its text, its media type, and the places of the text.

    `remedy` says what to do about a text that was cut off without anybody meaning it.
    """

    text: str | bytes | None
    media: str = ""
    spots: Callable[[], Placing] | None = None
    cut: bool = False
    remedy: str = RECORD_WHOLE


def record(
    capture: Capture,
    position: int,
    method: str,
    url: str,
    body: Recorded,
    *,
    response: Response = Response(),  # noqa: B008  # a frozen value
    place: Place = NO_PLACE,
    at: float | None = None,
) -> tuple[Record, Notice | None]:
    """Return the record of a request, and the notice that says why its body cannot be read where it cannot.

    A body that is a form becomes an object of its fields; one that is neither is None.
    """
    value, notice, cut = _value(capture, body, place)
    if notice is not None and is_elsewhere(url, capture.hosts):
        notice = None  # what others are sent is no business of ours
    request = Request(value, None, method.upper(), url, None, None, position, cut)
    return Record(request, response, place, at, lambda: _document(body)), notice


def response_of(status: object, body: str | bytes | None) -> Response:
    """Return the answer with a status, 0 and what is no number as unknown, and a body read as JSON where it is."""
    from pinvet.text.fast import parse

    known = status if isinstance(status, int) and not isinstance(status, bool) and 100 <= status <= 599 else None
    return Response(known, None if not body else parse(body))


def is_elsewhere(url: str, hosts: Collection[str] = ()) -> bool:
    """Tell whether a request goes to a host that is certainly none of the API's, nor of `hosts`; a variable may be."""
    host = url.partition("://")[2].partition("/")[0].partition("?")[0].rpartition("@")[2].lower()
    if not host or set(host) & set("{}$<>%"):
        return False
    return not any(name in HOSTS or name in hosts for name in (host, host.rpartition(":")[0]))


def _value(capture: Capture, body: Recorded, place: Place) -> tuple[Any, Notice | None, bool]:
    from pinvet.text.fast import INVALID, parse

    text = body.text
    if text is None or not text.strip():
        return None, None, body.cut
    if "x-www-form-urlencoded" in body.media.lower():
        return _form(text), None, body.cut
    value = parse(text, INVALID)
    if value is not INVALID:
        return value, None, body.cut
    return _damaged(capture, body, place)


def _damaged(capture: Capture, body: Recorded, place: Place) -> tuple[Any, Notice | None, bool]:
    """Return what can be judged of a body that is not JSON: the whole part of one that was cut off."""
    from pinvet.text.document import Document
    from pinvet.text.fragment import fragment
    from pinvet.text.spots import Spot

    text = _text(body.text)
    if text is None:
        return None, Notice("record", capture.path, "the body is no UTF-8 text", place.line, place.column), body.cut
    read = fragment(text, body.spots() if body.spots is not None else Spot(place))
    if isinstance(read, Document):
        return read.value, None, body.cut
    part = _part(text)
    message = f"the body is not JSON: {read.message}"
    if part is not None:
        message = f"{message}; what stands before is judged, and nothing is said to be missing"
    notice = Notice("record", capture.path, message, read.line, read.column, hint=read.advising(body.remedy).hint)
    return None if part is None else part.value, notice, True


def _part(text: str) -> Document | None:
    from pinvet.text.document import Document
    from pinvet.text.json import read_json
    from pinvet.text.json_cut import closed

    whole = closed(text)
    read = None if whole is None else read_json(whole)
    return read if isinstance(read, Document) else None


def _document(body: Recorded) -> Document | None:
    from pinvet.text.document import Document
    from pinvet.text.fragment import Fragment, fragment

    text = _text(body.text)
    if text is None or body.spots is None:
        return None
    read = fragment(text, body.spots())
    if isinstance(read, Document):
        return read
    part = _part(text)
    return None if part is None else Fragment(part, body.spots())


def _text(body: str | bytes | None) -> str | None:
    if not isinstance(body, bytes):
        return body
    try:
        return body.decode("utf-8")
    except UnicodeDecodeError:
        return None


def _form(text: str | bytes) -> dict[str, str]:
    from urllib.parse import parse_qsl

    fields = text.decode("utf-8", "replace") if isinstance(text, bytes) else text
    try:
        return dict(parse_qsl(fields, keep_blank_values=True, max_num_fields=1000))
    except ValueError:
        return {}
