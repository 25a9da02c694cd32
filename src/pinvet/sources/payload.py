"""A payload file, one body or one request with its address, -> what it asks for."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final, Literal, NamedTuple

from pinvet.api.routes import is_api
from pinvet.model import Notice, Pointer, Request
from pinvet.sources.captures import capture_of_text, capture_of_value, is_request, records_per_line
from pinvet.sources.discover import STDIN_SHOWN, discover, read_bytes
from pinvet.sources.naming import operation_in_name, words_in_name
from pinvet.text.decode import decode
from pinvet.text.document import Document, Trouble
from pinvet.text.limits import LIMITS

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence
    from pathlib import Path

    from pinvet.config import Settings

Kind = Literal["json", "yaml"]

_YAML: Final = (".yaml", ".yml")
_MOST_QUERY_FIELDS: Final = 1000
_CAPTURE_HINT: Final = 'save the request\'s body as a file of its own, or as {"method": ..., "url": ..., "body": ...}'


class Payload(NamedTuple):
    """One file: its document, and the requests in it, each with the pointer of its body inside the document.

    `named` tells a file that was named from one that was met in a folder. Where the file cannot be judged, there
    are no requests, and a notice says why.
    """

    path: str
    named: bool
    kind: Kind
    document: Document | None
    requests: tuple[tuple[Pointer, Request], ...] = ()
    notices: tuple[Notice, ...] = ()


def payloads(
    paths: Sequence[str], settings: Settings, folder: Path, stdin: Callable[[int], bytes], *, chosen: bool = True
) -> Iterator[Payload]:
    """Read what the paths of a command line stand for, one file at a time, sorted by path.

    `folder` is the absolute folder that the paths are relative to; `stdin` reads at most that many bytes. Paths that
    nobody chose, such as those that a git hook lists, are read like those met in folders.
    """
    for found in discover(paths, settings, folder):
        named = chosen and getattr(found, "named", True)
        data = found if isinstance(found, Notice) else read_bytes(found, LIMITS.max_bytes, stdin)
        if isinstance(data, Notice):
            yield Payload(data.path, named, _kind(data.path), None, (), (data,))
        else:
            yield read_payload(found.path, data, settings, named=named)


def read_payload(path: str, data: bytes, settings: Settings, *, named: bool = True) -> Payload:
    """Read one file. Nothing raises for what is in it: what cannot be judged becomes a notice."""
    text = decode(data, LIMITS)
    nothing = Payload(path, named, _kind(path), None)
    if isinstance(text, Trouble):
        return _with_trouble(nothing, text, fatal=True)
    fatal = named or settings.strict
    if not text.strip():
        message = "the file is empty: there is nothing to check"
        return nothing._replace(notices=(Notice("shape", path, message, fatal=_is_meant(path, settings)),))
    capture = capture_of_text(text)
    if capture:
        return _with_capture(nothing, capture, fatal=fatal)
    document = _parse(text, path)
    if isinstance(document, Trouble):
        if records_per_line(text):
            return _with_capture(nothing, "a log of recorded requests", fatal=fatal)
        is_payload = nothing.kind == "json" or _is_meant(path, settings)
        return _with_trouble(nothing, document, fatal=fatal or is_payload)
    capture = capture_of_value(document.value)
    if capture:
        return _with_capture(nothing, capture, fatal=fatal)
    read = nothing._replace(kind=document.kind, document=document)
    return _with_requests(read, document, settings, fatal=fatal)


def _is_meant(path: str, settings: Settings) -> bool:
    """Tell whether the map or the file's name says that a payload is meant, so that passing it over would be wrong."""
    return settings.mapped_operation(path) is not None or _named_operation(path) is not None


def _kind(path: str) -> Kind:
    return "yaml" if path.lower().endswith(_YAML) else "json"


def _parse(text: str, path: str) -> Document | Trouble:
    """Read a text as what its file's name says; what comes without a name is JSON, or else YAML."""
    from pinvet.text.json import read_json

    if _kind(path) == "json":
        document = read_json(text, LIMITS)
        looks_like_json = text.lstrip()[0] in "{["
        if isinstance(document, Document) or looks_like_json or path != STDIN_SHOWN:
            return document
    from pinvet.text.yaml import read_yaml

    return read_yaml(text, LIMITS)


def _with_requests(payload: Payload, document: Document, settings: Settings, *, fatal: bool) -> Payload:
    """Add what the document asks for: a request that names its address, or a bare body."""
    value: Any = document.value
    operation = settings.mapped_operation(payload.path)
    if not isinstance(value, (dict, list)):
        fatal = fatal or _is_meant(payload.path, settings)
        return _with_shape(
            payload, document, (), "a body is an object or a list, and this is a single value", fatal=fatal
        )
    if not is_request(value):
        operation = operation or _named_operation(payload.path)
        return payload._replace(requests=(((), Request(body=value, operation=operation)),))
    body = value.get("body")
    if isinstance(body, str):
        message = "the body is a text: write it as JSON instead of JSON in quotes, so that findings can point into it"
        return _with_shape(payload, document, ("body",), message, fatal=fatal or is_api(value.get("url", "/")))
    address = "url" if "url" in value else "path"
    query = _query(value[address])
    if query is None:
        message = "the query of the address cannot be read"
        return _with_shape(payload, document, (address,), message, fatal=fatal or is_api(value[address]))
    method = value["method"].upper()
    request = Request(body=body, operation=operation, method=method, url=value[address], query=query)
    return payload._replace(requests=((("body",), request),))


def _named_operation(path: str) -> str | None:
    """Return the operation that a file's name tells; the API table is asked only where the name has the form."""
    if not words_in_name(path):
        return None
    from pinvet.api.table import load_table

    return operation_in_name(path, load_table())


def _query(url: str) -> dict[str, list[str]] | None:
    """Return the query of an address by name, every value in order, or None where it has too many."""
    text = url.partition("#")[0].partition("?")[2]
    if not text:
        return {}
    from urllib.parse import parse_qs

    try:
        return parse_qs(text, keep_blank_values=True, max_num_fields=_MOST_QUERY_FIELDS)
    except ValueError:
        return None


def _with_trouble(payload: Payload, trouble: Trouble, *, fatal: bool) -> Payload:
    kind, message, line, column, hint = trouble
    return payload._replace(notices=(Notice(kind, payload.path, message, line, column, fatal=fatal, hint=hint),))


def _with_capture(payload: Payload, kind: str, *, fatal: bool) -> Payload:
    message = f"this is {kind}; this version does not read captures, it reads one body or one request a file"
    return payload._replace(notices=(Notice("capture", payload.path, message, fatal=fatal, hint=_CAPTURE_HINT),))


def _with_shape(payload: Payload, document: Document, pointer: Pointer, message: str, *, fatal: bool) -> Payload:
    place = document.value_place(pointer)
    line, column = (place.line, place.column) if place else (1, 1)
    return payload._replace(notices=(Notice("shape", payload.path, message, line, column, fatal=fatal),))
