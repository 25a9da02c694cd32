"""Captures told apart from payloads: by their name, by how their text begins, or by the shape of their value."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any, Final

if TYPE_CHECKING:
    from typing import TypeGuard

    from pinvet.sources.formats import Format

HEAD: Final = 1 << 16  # bytes of a file that are looked at
METHODS: Final = frozenset({"GET", "POST", "PATCH", "PUT", "DELETE", "HEAD", "OPTIONS"})
WRITES: Final = frozenset({"POST", "PATCH", "PUT"})  # what is hardly ever sent without a body

# file endings that leave no doubt; .json, .yaml, .txt and .log do
ENDINGS: Final[tuple[tuple[str, Format], ...]] = (
    (".har", "har"),
    (".zhar", "har"),
    (".ndjson", "ndjson"),
    (".jsonl", "ndjson"),
    (".postman_collection.json", "postman"),
    (".sh", "curl"),
    (".bash", "curl"),
    (".zsh", "curl"),
    (".md", "curl"),
    (".markdown", "curl"),
    (".mdx", "curl"),
    (".bat", "curl"),
    (".cmd", "curl"),
    (".mitm", "flow"),
    (".flow", "flow"),
    (".flows", "flow"),
)
MARKDOWN: Final = (".md", ".markdown")
# captures that are judged where they are met in a folder; scripts, notes and binary files are not, unless named
MET: Final = (".har", ".zhar", ".har.gz", ".ndjson", ".jsonl", ".ndjson.gz", ".jsonl.gz", ".json.gz")

_ADDRESSES: Final = frozenset({"url", "uri", "path"})
_LINES_READ: Final = 40
_DEBUG: Final = re.compile(r"send: b['\"]")
_CASSETTE_STARTS: Final = ("interactions:", "- request:", "http_interactions:")  # the second, before its version 1
_CURL: Final = frozenset({"curl", "curl.exe"})
_FLOW: Final = re.compile(rb"\d{1,9}:.{0,40}:", re.DOTALL)
_FLOW_KEYS: Final = (b"7:version", b"7:request", b"8:response", b"4:type")
_FIRST_KEY: Final = re.compile(r'\s*\{\s*"(\w+)"\s*:')
_HAR: Final = re.compile(r'\s*\{\s*"log"\s*:\s*\{\s*"')
_FIRST_KEYS: Final[dict[str, Format]] = {
    "interactions": "cassette", "http_interactions": "cassette", "info": "postman",
}  # fmt: skip
_POSTMAN: Final = "schema.getpostman.com"


def format_of(path: str, head: bytes) -> Format | None:
    """Return the format of a capture, from its name and its first bytes; None for a payload, or what may be one."""
    name = path.lower().removesuffix(".gz")
    named = next((format_ for ending, format_ in ENDINGS if name.endswith(ending)), None)
    if named is not None:
        return named
    if _FLOW.match(head) and any(key in head for key in _FLOW_KEYS):
        return "flow"
    return _format_of_text(head.removeprefix(b"\xef\xbb\xbf").decode("utf-8", "replace"))


def _format_of_text(text: str) -> Format | None:
    start = text.lstrip()[:1]
    if start == "{":
        return _format_of_object(text)
    if start == "[":
        return None  # its elements tell: a body, or records
    lines = text.splitlines()[:_LINES_READ]
    for line in lines:
        if _DEBUG.search(line[:200]):
            return "debuglog"
        if line.startswith(_CASSETTE_STARTS):
            return "cassette"
    commands = [line.split()[0] for line in lines if line.strip() and not line.startswith("#")]
    is_script = text.startswith("#!")
    return "curl" if any(name in _CURL for name in (commands if is_script else commands[:1])) else None


def _format_of_object(text: str) -> Format | None:
    first, _, rest = text.lstrip().partition("\n")
    if rest.lstrip().startswith("{") and _begins_record(first):
        return "ndjson"
    if _HAR.match(text):
        return "har"
    key = _FIRST_KEY.match(text)
    format_ = _FIRST_KEYS.get(key[1]) if key is not None else None
    return format_ if format_ != "postman" or _POSTMAN in text else None


def _begins_record(line: str) -> bool:
    """Tell whether a line is the record of a request; of one that is longer than what was read, its keys tell."""
    from pinvet.text.fast import parse

    value = parse(line)
    if value is None:
        return len(line) > HEAD // 2 and '"method"' in line
    return is_request(value) or _is_wrapped_record(value) or "http.request.method" in value


def format_of_value(value: Any) -> Format | None:
    """Return the format of a value that is a recording, by the keys that it cannot do without."""
    if isinstance(value, list):
        is_log = bool(value) and all(is_request(item) or _is_wrapped_record(item) for item in value)
        return None if not is_log else "cassette" if _is_taped(value[0]) else "ndjson"
    if not isinstance(value, dict):
        return None
    log = value.get("log")
    if isinstance(log, dict) and isinstance(log.get("entries"), list):
        return "har"
    if isinstance(value.get("interactions"), list) or isinstance(value.get("http_interactions"), list):
        return "cassette"
    info = value.get("info")
    if isinstance(info, dict) and isinstance(value.get("item"), list) and "schema" in info:
        return "postman"
    return "ndjson" if _is_wrapped_record(value) else None


def is_request(value: Any) -> TypeGuard[dict[str, Any]]:
    """Tell whether an object is a request with its method and address, rather than a body."""
    if not isinstance(value, dict):
        return False
    method = value.get("method")
    address = value.get("url", value.get("path"))
    return isinstance(method, str) and method.upper() in METHODS and isinstance(address, str)


def _is_wrapped_record(value: Any) -> bool:
    """Tell whether an object holds a request under its own key, as records of exchanges do."""
    request = value.get("request") if isinstance(value, dict) else None
    return isinstance(request, dict) and "method" in request and not _ADDRESSES.isdisjoint(request)


def _is_taped(record: dict[str, Any]) -> bool:
    """Tell whether a record is an interaction of a cassette: its answer has a status of several parts."""
    response = record.get("response")
    return isinstance(response, dict) and isinstance(response.get("status"), dict)
