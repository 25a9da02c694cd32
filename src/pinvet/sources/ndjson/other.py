"""The records that take a closer look: other names, packed or cut bodies, forms, and what holds no request."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, Any, Final, NamedTuple

from pinvet.model import Notice, Request
from pinvet.sources.captures import WRITES
from pinvet.sources.ndjson.names import fields_of, is_packed
from pinvet.sources.ndjson.times import unix_seconds
from pinvet.sources.ndjson.written import spots, written
from pinvet.sources.packed import from_base64, unpacked
from pinvet.sources.record import Record, Recorded, is_elsewhere, record, response_of
from pinvet.text.limits import LIMITS

if TYPE_CHECKING:
    from collections.abc import Callable

    from pinvet.model import Place, Response
    from pinvet.sources.ndjson.names import Fields, Mapped
    from pinvet.sources.ndjson.troubles import Troubles
    from pinvet.sources.ndjson.written import Where
    from pinvet.sources.record import Capture

_TRUE: Final = (True, "true")


class Seat(NamedTuple):
    """Which record of the log it is, where it begins, and how to open the text that it stands in."""

    position: int
    place: Place
    opened: Callable[[], Where]


def other_record(capture: Capture, value: Any, mapped: Mapped, seat: Seat, troubles: Troubles) -> Record | None:
    """Return the exchange of any record, or None where it holds none that was sent; `troubles` takes the notices."""
    fields = fields_of(value, mapped)
    if fields is None:
        troubles.stranger(seat.place)
        return None
    if fields.method.upper() == "OPTIONS":  # a browser asks before it sends
        troubles.nothing = False
        return None
    pointer, body = fields.find("body")
    response, at = _response(fields), unix_seconds(fields.find("time")[1])
    cut = fields.find("truncated")[1] in _TRUE
    if body is None and fields.method.upper() in WRITES and fields.find("size", int)[1] != 0:
        cut = True  # it is sent with a body, of which nothing is told
    if not isinstance(body, str):
        request = Request(body, None, fields.method.upper(), fields.url, None, None, seat.position, cut)
        return Record(request, response, seat.place, at, partial(written, seat.opened, mapped))
    text, problem = _text(body, packed=is_packed(pointer))
    if problem is not None and not is_elsewhere(fields.url, capture.hosts):
        troubles.add(Notice("record", capture.path, problem, seat.place.line, seat.place.column))
    recorded = Recorded(
        text,
        _media(fields.find("headers")[1]),
        partial(spots, seat.opened, mapped),
        cut or problem is not None or _is_short(text, fields.find("size", int)[1]),
    )
    made, notice = record(
        capture, seat.position, fields.method, fields.url, recorded, response=response, place=seat.place, at=at
    )
    if notice is not None:
        troubles.add(notice)
    return made


def _text(body: str, *, packed: bool) -> tuple[str | bytes | None, str | None]:
    """Return the text of a body that is a string, or what is wrong with it."""
    if len(body) > LIMITS.max_bytes:
        return None, f"the body has more than {LIMITS.max_bytes:,} characters and is not read"
    if not packed:
        return body, None
    data = from_base64(body)
    if data is None:
        return None, "the body is no base64"
    text = unpacked(data)
    if text is None:
        return None, "the body is gzip that cannot be unpacked, or unpacks to more than is read"
    return text, None


def _is_short(text: str | bytes | None, size: Any) -> bool:
    """Tell whether fewer bytes were recorded than were sent."""
    if type(size) is not int or text is None:
        return False
    return len(text.encode() if isinstance(text, str) else text) < size


def _response(fields: Fields) -> Response:
    pointer, body = fields.find("response_body")
    status = fields.find("status", int)[1]
    if not isinstance(body, str):
        return response_of(status, None)._replace(body=body)
    return response_of(status, _text(body, packed=is_packed(pointer))[0])


def _media(headers: Any) -> str:
    """Return the media type that headers tell: an object of them, a list of pairs or objects, or the type alone."""
    if not isinstance(headers, dict | list):
        return headers if isinstance(headers, str) else ""
    for header in headers.items() if isinstance(headers, dict) else headers:
        if isinstance(header, str):  # a list of the types alone
            return header
        name, value = _header(header)
        if isinstance(name, str) and name.lower() == "content-type":
            return _media([value] if isinstance(value, str) else value)
    return ""


def _header(header: Any) -> tuple[Any, Any]:
    if isinstance(header, dict):
        return header.get("name"), header.get("value")
    return (header[0], header[1]) if isinstance(header, list | tuple) and len(header) == 2 else (None, None)
