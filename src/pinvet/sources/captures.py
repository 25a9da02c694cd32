"""Recordings of exchanges, told apart from payloads: by how their text begins, or by the shape of their value."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

if TYPE_CHECKING:
    from typing import TypeGuard

HAR: Final = "a HAR file"
CASSETTE: Final = "a cassette of vcrpy"
RUBY_CASSETTE: Final = "a cassette of Ruby's VCR"
POSTMAN: Final = "a Postman collection"
RECORDS: Final = "a log of recorded requests"
CURL: Final = "a curl script"
DEBUG_LOG: Final = "a debug log of http.client"

METHODS: Final = frozenset({"GET", "POST", "PATCH", "PUT", "DELETE", "HEAD", "OPTIONS"})

_ADDRESSES: Final = frozenset({"url", "uri", "path"})
_LINES_READ: Final = 40
_DEBUG_STARTS: Final = ("send: b'", 'send: b"')
_CASSETTE_STARTS: Final = ("interactions:", "- request:")  # the second, before its version 1
_CURL: Final = frozenset({"curl", "curl.exe"})


def capture_of_text(text: str) -> str | None:
    """Name the kind of a text that is a recording, though it may be neither JSON nor YAML that we read."""
    lines = text[: 1 << 16].splitlines()[:_LINES_READ]
    for line in lines:
        if line.startswith(_DEBUG_STARTS):
            return DEBUG_LOG
        if line.startswith(_CASSETTE_STARTS):
            return CASSETTE
        if line.startswith("http_interactions:"):
            return RUBY_CASSETTE
    commands = [line.split()[0] for line in lines if line.strip() and not line.startswith("#")]
    is_script = text.startswith("#!")
    return CURL if any(name in _CURL for name in (commands if is_script else commands[:1])) else None


def capture_of_value(value: Any) -> str | None:
    """Name the kind of a value that is a recording, by the keys that its format cannot do without."""
    if isinstance(value, list):
        return RECORDS if value and all(_is_record(item) for item in value) else None
    if not isinstance(value, dict):
        return None
    log = value.get("log")
    if isinstance(log, dict) and isinstance(log.get("entries"), list):
        return HAR
    if isinstance(value.get("interactions"), list):
        return CASSETTE
    if isinstance(value.get("http_interactions"), list):
        return RUBY_CASSETTE
    info = value.get("info")
    if isinstance(info, dict) and isinstance(value.get("item"), list) and "schema" in info:
        return POSTMAN
    return RECORDS if _is_wrapped_record(value) else None


def is_request(value: Any) -> TypeGuard[dict[str, Any]]:
    """Tell whether an object is a request with its method and address, rather than a body."""
    if not isinstance(value, dict):
        return False
    method = value.get("method")
    address = value.get("url", value.get("path"))
    return isinstance(method, str) and method.upper() in METHODS and isinstance(address, str)


def records_per_line(text: str) -> bool:
    """Tell whether a text that is not one JSON value holds a record of a request on each of its first lines."""
    from pinvet.text.document import Document
    from pinvet.text.json import read_json

    lines = [line for line in text[: 1 << 20].split("\n")[:_LINES_READ] if line.strip()]
    if len(lines) < 2 or not lines[1].lstrip().startswith("{"):
        return False
    first = read_json(lines[0])
    return isinstance(first, Document) and _is_record(first.value)


def _is_record(value: Any) -> bool:
    return is_request(value) or _is_wrapped_record(value)


def _is_wrapped_record(value: Any) -> bool:
    """Tell whether an object holds a request under its own key, as records of exchanges do."""
    request = value.get("request") if isinstance(value, dict) else None
    return isinstance(request, dict) and "method" in request and not _ADDRESSES.isdisjoint(request)
