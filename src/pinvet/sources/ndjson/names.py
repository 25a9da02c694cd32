"""Where the fields of a record stand: under the names that logs commonly give them, or where the configuration says."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final, NamedTuple

from pinvet.sources.captures import METHODS

if TYPE_CHECKING:
    from collections.abc import Mapping

    from pinvet.model import Pointer

    Family = Mapping[str, tuple[str, ...]]
    Mapped = Mapping[str, tuple[str, ...]]  # our names, and the pointers of the configuration
    Found = tuple[Pointer, Any]

_TIMES: Final = ("ts", "time", "timestamp", "@timestamp")

# Ours, around request and response.
_WRAPPED: Final = {
    "method": ("request.method",),
    "url": ("request.url", "request.uri", "request.path"),
    "headers": ("request.headers",),
    "body": ("request.body", "request.body_base64"),
    "size": ("request.body_size", "request.body.size"),
    "truncated": ("request.truncated", "request.body_truncated", "truncated"),
    "status": ("response.status", "response.status_code", "status", "status_code"),
    "response_body": ("response.body", "response.body_base64", "response_body", "response_body_base64"),
    "time": (*_TIMES, "request.ts", "request.time", "request.timestamp"),
}
_FLAT: Final = {
    "method": ("method",),
    "url": ("url", "uri", "path"),
    "headers": ("headers", "request_headers"),
    "body": ("body", "request_body", "body_base64", "request_body_base64"),
    "size": ("body_size", "body.size", "request_body_size"),
    "truncated": ("truncated", "body_truncated", "request_body_truncated"),
    "status": ("status", "status_code", "response.status", "response.status_code"),
    "response_body": ("response_body", "response_body_base64", "response.body", "response.body_base64"),
    "time": _TIMES,
}
# The semantic conventions of OpenTelemetry, today's names first, and the Elastic Common Schema.
_TELEMETRY: Final = {
    "method": ("http.request.method", "http.method"),
    "url": ("url.full", "url.original", "http.url", "url.path", "http.target"),
    "headers": ("http.request.header.content-type", "http.request.mime_type"),
    "body": ("http.request.body.content",),
    "size": ("http.request.body.size", "http.request.body.bytes"),
    "truncated": ("http.request.body.truncated", "truncated"),
    "status": ("http.response.status_code", "http.status_code"),
    "response_body": ("http.response.body.content",),
    "time": (*_TIMES, "start_time"),
}
_ATTRIBUTES: Final = {
    name: tuple(f"attributes.{each}" for each in names) if name != "time" else names
    for name, names in _TELEMETRY.items()
}
_FAMILIES: Final = (_WRAPPED, _FLAT, _TELEMETRY, _ATTRIBUTES)
_ALL: Final = {name: tuple(each for family in _FAMILIES for each in family[name]) for name in _FLAT}


class Fields(NamedTuple):
    """A record that holds a request: its method, its URL, and where its other fields are looked for."""

    record: Any
    family: Family
    mapped: Mapped
    method: str
    url: str

    def find(self, name: str, kind: type = object) -> Found:
        """Return the pointer and the value of a field of one type; nowhere, and None, where there is none."""
        return _find(self.record, name, self.family, self.mapped, kind) or ((), None)


def fields_of(record: Any, mapped: Mapped) -> Fields | None:
    """Return the fields of a record, or None where it holds no request."""
    for family in (_ALL,) if "method" in mapped or "url" in mapped else _FAMILIES:
        method = _find(record, "method", family, mapped, str)
        url = _find(record, "url", family, mapped, str)
        if method is not None and url is not None and method[1].upper() in METHODS:
            return Fields(record, family, mapped, method[1], url[1])
    return None


def pointers(fields: Mapping[str, str]) -> Mapped:
    """Return the steps of the JSON Pointers of a configuration, each under our name of its field."""
    return {
        name: tuple(step.replace("~1", "/").replace("~0", "~") for step in pointer.split("/")[1:])
        for name, pointer in fields.items()
    }


def is_packed(pointer: Pointer) -> bool:
    """Tell whether a body stands under a name that says that it is base64."""
    return bool(pointer) and str(pointer[-1]).endswith("base64")


def _find(record: Any, name: str, family: Family, mapped: Mapped, kind: type) -> Found | None:
    if name in mapped:
        found = _follow(record, mapped[name])
        return found if found is not None and isinstance(found[1], kind) else None
    for dotted in family[name]:
        found = _seek(record, dotted)
        if found is not None and isinstance(found[1], kind):
            return found
    return None


def _follow(value: Any, steps: tuple[str, ...]) -> Found | None:
    """Return what a pointer of the configuration leads to; None for null, and where it leads nowhere."""
    pointer: Pointer = ()
    for step in steps:
        at: str | int = step
        if isinstance(value, list):
            at = int(step) if step.isdecimal() and len(step) < 10 else len(value)
        known = value if isinstance(value, dict) else range(len(value)) if isinstance(value, list) else ()
        if at not in known:
            return None
        pointer, value = (*pointer, at), value[at]
    return None if value is None else (pointer, value)


def _seek(value: Any, name: str) -> Found | None:
    """Return what a dotted name leads to, whose parts may stand in one key or in nested objects; None for null."""
    if not isinstance(value, dict):
        return None
    if value.get(name) is not None:
        return (name,), value[name]
    dot = name.find(".")
    while dot >= 0:
        inner = _seek(value.get(name[:dot]), name[dot + 1 :])
        if inner is not None:
            return (name[:dot], *inner[0]), inner[1]
        dot = name.find(".", dot + 1)
    return None
