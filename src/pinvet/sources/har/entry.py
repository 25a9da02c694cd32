"""One entry of a HAR file -> the request that was sent, and what was answered."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final, NamedTuple

from pinvet.sources.captures import WRITES
from pinvet.sources.record import response_of
from pinvet.text.limits import LIMITS

if TYPE_CHECKING:
    from pinvet.model import Response

POST_TEXT: Final = ("request", "postData", "text")
POST_PARAMS: Final = ("request", "postData", "params")

_FORM: Final = "application/x-www-form-urlencoded"
_NOT_CALLS: Final = frozenset({"OPTIONS", "CONNECT"})  # a browser's preflight, a proxy's tunnel
_FROM_CACHE: Final = frozenset({"Memory Cache", "Disk Cache", "Service Worker"})  # WebKit's words
_SWITCHED: Final = 101


class Body(NamedTuple):
    """A recorded body: its text, or why it cannot be read; whether the text stands in the file as it is."""

    text: str | bytes | None
    media: str = ""
    pointer: tuple[str, ...] = POST_TEXT
    verbatim: bool = False
    cut: bool = False
    trouble: str | None = None


def request_of(entry: dict[str, Any]) -> dict[str, Any] | None:
    """Return the request of an entry that was sent to a server, None for any other entry.

    Left out are preflights, tunnels, websockets, and what came from a cache or a service worker, which sends a request
    of its own where it sends one.
    """
    request, response = entry.get("request"), _object(entry.get("response"))
    if not isinstance(request, dict):
        return None
    cached = entry.get("_fromCache") or entry.get("fromCache") or response.get("_fetchedViaServiceWorker")
    if cached or _text(entry.get("_fetchType")) in _FROM_CACHE:
        return None
    method, url = _text(request.get("method")).upper(), _text(request.get("url")).lower()
    websocket = entry.get("_resourceType") == "websocket" or "_webSocketMessages" in entry
    if websocket or url.startswith(("ws:", "wss:")) or response.get("status") == _SWITCHED:
        return None
    return None if method in _NOT_CALLS else request


def body_of(request: dict[str, Any]) -> Body:
    """Return the body of a request: its text, which is what was sent, else the fields of a form."""
    post = _object(request.get("postData"))
    media = _text(post.get("mimeType")) or _header(request.get("headers"), "content-type")
    text = _text(post.get("text"))
    if "multipart/" in media.lower():
        return Body(None, media, cut=True)
    if text and post.get("encoding") == "base64":
        return _unpacked(text, media)
    if text:
        return _limited(Body(text, media, verbatim=True))
    if _FORM in media.lower() and (fields := _fields(post.get("params"))):
        from urllib.parse import urlencode

        return Body(urlencode(fields, errors="replace"), media, POST_PARAMS)
    return Body(None, media, cut=_is_missing(request, post))


def answer_of(entry: dict[str, Any]) -> Response:
    """Return the answer of an entry."""
    response = _object(entry.get("response"))
    content = _object(response.get("content"))
    text: str | bytes | None = _text(content.get("text"))
    if text and content.get("encoding") == "base64":
        text = _unpacked(str(text), "").text
    return response_of(response.get("status"), text if text and len(text) <= LIMITS.max_bytes else None)


def time_of(entry: dict[str, Any]) -> float | None:
    """Return when a request was sent in Unix seconds; a time without a zone is taken for UTC."""
    from datetime import UTC, datetime

    try:
        time = datetime.fromisoformat(_text(entry.get("startedDateTime")))
    except ValueError:
        return None
    return (time if time.tzinfo is not None else time.replace(tzinfo=UTC)).timestamp()


def _is_missing(request: dict[str, Any], post: dict[str, Any]) -> bool:
    """Tell whether a request may have had a body that was not recorded: browsers leave out large ones."""
    if _text(request.get("method")).upper() not in WRITES:
        return False
    size = request.get("bodySize")
    if post.get("text") == "" and not post.get("comment"):
        return isinstance(size, int) and size > 0
    return size != 0


def _unpacked(text: str, media: str) -> Body:
    import binascii

    try:
        return _limited(Body(binascii.a2b_base64(text.encode("ascii", "replace")), media))
    except binascii.Error:
        return Body(None, media, cut=True, trouble="the body is marked as base64, and is none")


def _limited(body: Body) -> Body:
    if body.text is not None and len(body.text) > LIMITS.max_bytes:
        trouble = f"the body has more than {LIMITS.max_bytes:,} bytes, and is not read"
        return body._replace(text=None, cut=True, trouble=trouble)
    return body


def _fields(params: object) -> list[tuple[str, str]]:
    named = [param for param in params if isinstance(param, dict)] if isinstance(params, list) else []
    return [(_text(param.get("name")), _text(param.get("value"))) for param in named]


def _header(headers: object, name: str) -> str:
    """Return the value of a header; headers are objects, or lists of a name and a value."""
    for header in headers if isinstance(headers, list) else ():
        pair = (header.get("name"), header.get("value")) if isinstance(header, dict) else header
        if isinstance(pair, (list, tuple)) and len(pair) == 2 and _text(pair[0]).lower() == name:
            return _text(pair[1])
    return ""


def _object(value: object) -> dict[str, Any]:
    return value if isinstance(value, dict) else {}


def _text(value: object) -> str:
    return value if isinstance(value, str) else ""
