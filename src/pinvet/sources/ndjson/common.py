"""The records that most logs hold, read without a detour: what is spent here is spent once a record."""

from __future__ import annotations

from functools import partial
from typing import Any, Final

from pinvet.model import Place, Request, Response, new
from pinvet.sources.captures import METHODS, WRITES
from pinvet.sources.ndjson.times import unix_seconds
from pinvet.sources.ndjson.written import written_on_line
from pinvet.sources.record import Record
from pinvet.text.fast import INVALID, parse
from pinvet.text.limits import LIMITS

_SENT: Final = METHODS - {"OPTIONS"}

# A record with one of these keys takes a closer look: its body is packed, or may be cut.
_RARE: Final = frozenset(
    "truncated body_truncated request_body_truncated body_size body.size request_body_size "
    "body_base64 request_body_base64 response_body_base64".split()
)


def common_record(value: Any, position: int, line: bytes, number: int) -> Record | None:
    """Return the exchange of a record in one of the two usual shapes, or None where it takes a closer look."""
    if type(value) is not dict or not _RARE.isdisjoint(value):
        return None
    request = value.get("request", value)
    if request is not value and (type(request) is not dict or not _RARE.isdisjoint(request)):
        return None
    method = request.get("method")
    url = request.get("url") or request.get("uri") or request.get("path")
    if type(url) is not str or type(method) is not str or method not in _SENT:
        return None
    body = request.get("body")
    if body is None and request is value:
        body = value.get("request_body")
    if body is None and method in WRITES:
        return None  # was it recorded?
    if type(body) is str:
        body = _parsed(body)
    response = value.get("response") or value
    if body is INVALID or type(response) is not dict or "body_base64" in response:
        return None
    time = value.get("ts") or value.get("time") or value.get("timestamp")
    return new(
        Record,
        (
            new(Request, (body, None, method, url, None, None, position, False)),
            _response(response, response.get("response_body" if response is value else "body")),
            new(Place, (number, 1, number, 1)),
            None if time is None else unix_seconds(time),
            partial(written_on_line, line, number),
        ),
    )


def _parsed(text: str) -> Any:
    if not text:
        return None
    return parse(text, INVALID) if len(text) < LIMITS.max_bytes else INVALID


def _response(response: dict[str, Any], body: Any) -> Response:
    status = response.get("status")
    if type(status) is not int:
        status = response.get("status_code")
    if type(status) is not int or not 100 <= status <= 599:
        status = None
    return new(Response, (status, parse(body) if type(body) is str else body))
