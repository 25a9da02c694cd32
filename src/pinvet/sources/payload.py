"""A payload file, one body or one request with its address, -> what it asks for."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final, Literal, NamedTuple

from pinvet.model import Notice, Pointer, Request
from pinvet.sources.captures import format_of_value, is_request
from pinvet.sources.discover import STDIN_SHOWN, SUFFIXES
from pinvet.sources.formats import PAYLOAD, READERS
from pinvet.sources.naming import operation_in_name, words_in_name
from pinvet.text.decode import decode
from pinvet.text.document import Document, Trouble
from pinvet.text.limits import LIMITS

if TYPE_CHECKING:
    from collections.abc import Mapping

    from pinvet.config import Settings
    from pinvet.sources.formats import Format
    from pinvet.sources.secrets import Secrets

Kind = Literal["json", "yaml"]

_YAML: Final = (".yaml", ".yml")
FOREIGN: Final = "this is no payload in JSON or YAML, and no capture that can be told by its name or content"
CAPTURES: Final = f"if it is a capture, say which with --input-format: {', '.join(READERS)}"


class Payload(NamedTuple):
    """One file: its document, and the requests in it, each with the pointer of its body inside the document.

    `named` tells a file that was named from one that was met in a folder. Where the file cannot be judged, there
    are no requests, and a notice says why. `capture` is the format of a file that is no payload but a capture.
    `secrets` are those written out in it. `variables` are those of a file that is a Postman environment.
    """

    path: str
    kind: Kind
    document: Document | None
    requests: tuple[tuple[Pointer, Request], ...] = ()
    notices: tuple[Notice, ...] = ()
    named: bool = True
    capture: Format | None = None
    secrets: Secrets | None = None
    variables: Mapping[str, str] | None = None


def read_payload(path: str, data: bytes, settings: Settings, *, named: bool = True) -> Payload:
    """Read one file. Nothing raises for what is in it: what cannot be judged becomes a notice."""
    text = decode(data, LIMITS)
    nothing = Payload(path, _kind(path), None, named=named)
    if isinstance(text, Trouble):
        return _with_trouble(nothing, text, fatal=True)
    fatal = named or settings.strict
    if not text.strip():
        message = "the file is empty: there is nothing to check"
        return nothing._replace(notices=(Notice("shape", path, message, fatal=_is_meant(path, settings)),))
    document = _parse(text, path)
    if isinstance(document, Trouble):
        is_payload = nothing.kind == "json" or _is_meant(path, settings)
        if document.kind == "syntax" and _is_foreign(path, text, settings):
            document = document._replace(line=1, column=1, message=FOREIGN, hint=CAPTURES)
        return _with_trouble(nothing, document, fatal=fatal or is_payload)
    capture = None if settings.input_format == PAYLOAD else format_of_value(document.value)
    if capture is not None:  # records in YAML are those of cassettes
        return nothing._replace(capture="cassette" if document.kind == "yaml" else capture)
    if isinstance(document.value, dict) and "_postman_variable_scope" in document.value:
        from pinvet.sources.postman.environment import environment_of

        variables = environment_of(document.value)
        if variables is not None:
            return nothing._replace(variables=variables)
    read = nothing._replace(kind=document.kind, document=document)
    return _with_requests(read, document, settings, fatal=fatal)


def _is_meant(path: str, settings: Settings) -> bool:
    """Tell whether the map or the file's name says that a payload is meant, so that passing it over would be wrong."""
    return settings.mapped_operation(path) is not None or _named_operation(path) is not None


def _is_foreign(path: str, text: str, settings: Settings) -> bool:
    """Tell whether nothing says that a file is JSON: not its name, not how it begins, not whoever runs us."""
    named = path == STDIN_SHOWN or path.lower().removesuffix(".gz").endswith(SUFFIXES)
    return not named and text.lstrip()[0] not in "{[" and settings.input_format is None


def _kind(path: str) -> Kind:
    return "yaml" if path.lower().removesuffix(".gz").endswith(_YAML) else "json"


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
    from pinvet.api.query import query_of
    from pinvet.api.routes import is_api

    body = value.get("body")
    if isinstance(body, str):
        message = "the body is a text: write it as JSON instead of JSON in quotes, so that findings can point into it"
        return _with_shape(payload, document, ("body",), message, fatal=fatal or is_api(value.get("url", "/")))
    address = "url" if "url" in value else "path"
    query = query_of(value[address])
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


def _with_trouble(payload: Payload, trouble: Trouble, *, fatal: bool) -> Payload:
    kind, message, line, column, hint = trouble
    return payload._replace(notices=(Notice(kind, payload.path, message, line, column, fatal=fatal, hint=hint),))


def _with_shape(payload: Payload, document: Document, pointer: Pointer, message: str, *, fatal: bool) -> Payload:
    place = document.value_place(pointer)
    line, column = (place.line, place.column) if place else (1, 1)
    return payload._replace(notices=(Notice("shape", payload.path, message, line, column, fatal=fatal),))
