"""One recorded interaction -> a record."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, Any, Final

from pinvet.model import Notice, Response
from pinvet.sources.cassette.body import Bodies
from pinvet.sources.record import Recorded, is_elsewhere, record, response_of
from pinvet.text.spots import Spot

if TYPE_CHECKING:
    from collections.abc import Iterator

    from pinvet.model import Place, Pointer
    from pinvet.sources.cassette.body import Body
    from pinvet.sources.cassette.part import Part
    from pinvet.sources.record import Capture, Record
    from pinvet.text.document import Trouble
    from pinvet.text.fragment import Placing

_MEDIA: Final = "content-type"
_PORTS: Final = {"http": 80, "https": 443}
_LONGEST_METHOD: Final = 20
_LONGEST_DATE: Final = 64
_LONGEST_PART: Final = 1 << 16  # of an address; an alias may repeat a text at no cost to the file
_ANSWERS: Final = ("body", "content", "parsed_body")  # the second is of httpx before vcrpy 6


class Exchanges:
    """Makes records of the interactions of one cassette, and counts them."""

    def __init__(self, capture: Capture) -> None:
        self._capture = capture
        self._position = -1
        self._bodies = Bodies()

    def read(self, value: Any, part: Part, pointer: Pointer) -> Iterator[Record | Notice]:
        """Yield the record of the interaction that stands at a pointer of a part, and what is wrong with it."""
        self._position += 1
        sent = value.get("request") if isinstance(value, dict) else None
        if not isinstance(sent, dict):
            yield self._notice(part.value_place(pointer), "this is no recorded interaction: it has no request")
            return
        place = part.key_place((*pointer, "request"))
        method, url = _text(sent.get("method"), _LONGEST_METHOD), _url(sent)
        if method is None or url is None:
            missing = "method" if method is None else "address"
            yield self._notice(place, f"the recorded request has no {missing}")
            return
        if "response" not in value and part.document.kind == "yaml" and part.is_last(pointer):
            yield self._notice(place, "the file ends in the middle of this record, which is not judged")
            return
        # some serializers keep the value of a JSON body instead of its text
        key = "parsed_body" if sent.get("body") is None and "parsed_body" in sent else "body"
        body = self._bodies.read(sent.get(key))
        if body.trouble is not None and not is_elsewhere(url, self._capture.hosts):
            yield self._notice(part.key_place((*pointer, "request", key)), body.trouble)
        spots = partial(_spots, part, (*pointer, "request", key), body)
        recorded = Recorded(body.text, _media(sent.get("headers")), spots, cut=body.trouble is not None)
        response = self._response(value.get("response"))
        at = _time(value.get("recorded_at"))
        made, notice = record(
            self._capture, self._position, method, url, recorded, response=response, place=place, at=at
        )
        if notice is not None:
            yield notice
        yield made

    def damaged(self, trouble: Trouble, line: int, column: int) -> Notice:
        """Count an interaction that cannot be read, and return the notice that says why."""
        self._position += 1
        message = f"the record cannot be read: {trouble.message}"
        return Notice("record", self._capture.path, message, line, column, hint=trouble.hint)

    def _response(self, answer: Any) -> Response:
        if not isinstance(answer, dict):
            return Response()
        key = next((key for key in _ANSWERS if answer.get(key) is not None), "body")
        return response_of(_status(answer), self._bodies.read(answer.get(key)).text)

    def _notice(self, place: Place, message: str) -> Notice:
        return Notice("record", self._capture.path, message, place.line, place.column)


def _spots(part: Part, pointer: Pointer, body: Body) -> Placing:
    """Return the places of a body that stands at a pointer."""
    if body.string is None or not isinstance(body.text, str):
        return Spot(part.value_place(pointer))
    return part.spots((*pointer, *body.string), body.text)


def _url(sent: dict[str, Any]) -> str | None:
    """Return the address of a request; before version 1 vcrpy wrote its parts."""
    address = sent.get("uri", sent.get("url"))
    if address is not None:
        return _text(address, _LONGEST_PART)
    scheme, host, path = (_text(sent.get(key), _LONGEST_PART) for key in ("protocol", "host", "path"))
    if scheme is None or host is None or path is None:
        return None
    port = sent.get("port")
    is_told = isinstance(port, int) and port != _PORTS.get(scheme)
    return f"{scheme}://{host}:{port}{path}" if is_told else f"{scheme}://{host}{path}"


def _status(answer: dict[str, Any]) -> int | None:
    """Return the status of an answer: a number, or an object that holds it, some recorders write it as a text."""
    status = answer.get("status", answer.get("status_code"))
    if isinstance(status, dict):
        status = status.get("code", status.get("status_code"))
    if isinstance(status, str):
        return int(status) if len(status) == 3 and status.isascii() and status.isdigit() else None
    return status if isinstance(status, int) else None


def _media(headers: Any) -> str:
    """Return the media type among headers: an object of texts or lists, or the pairs of before version 1."""
    if isinstance(headers, list):
        pairs = headers[0] if len(headers) == 1 and isinstance(headers[0], list) else headers
        fields = [pair for pair in pairs if isinstance(pair, list) and len(pair) == 2]
    else:
        fields = [[name, value] for name, value in headers.items()] if isinstance(headers, dict) else []
    for name, value in fields:
        if isinstance(name, str) and len(name) == len(_MEDIA) and name.lower() == _MEDIA:
            first = value[0] if isinstance(value, list) and value else value
            return _text(first, _LONGEST_PART) or ""
    return ""


def _text(value: Any, longest: int) -> str | None:
    return value if isinstance(value, str) and len(value) <= longest else None


def _time(date: Any) -> float | None:
    """Return the Unix time of a date as HTTP or ISO 8601 writes it, in UTC where it names no zone."""
    text = _text(date, _LONGEST_DATE)
    if text is None:
        return None
    from datetime import UTC, datetime
    from email.utils import parsedate_to_datetime

    for read in (parsedate_to_datetime, datetime.fromisoformat):
        try:
            moment = read(text)
            return (moment if moment.tzinfo is not None else moment.replace(tzinfo=UTC)).timestamp()
        except (ValueError, TypeError, OverflowError, IndexError):
            text = text.removesuffix(" GMT")  # R writes it behind a date of ISO 8601
    return None
