"""The body of a request of a collection -> its text, with variables put in and comments taken out, and its places."""

from __future__ import annotations

import re
from functools import partial
from typing import TYPE_CHECKING, Any, Final

from pinvet.sources.postman.variables import VARIABLE, replaced, text_of
from pinvet.sources.record import WRITE_WHOLE, Recorded
from pinvet.text.spots import Spots, json_string_runs

if TYPE_CHECKING:
    from pinvet.model import Pointer
    from pinvet.sources.postman.variables import Variables
    from pinvet.text.document import Document
    from pinvet.text.fragment import Placing
    from pinvet.text.spots import Runs

FORM: Final = "application/x-www-form-urlencoded"
# a string, whole or never closed; a comment; a variable; what generators write for a value of a type
_TOKEN: Final = re.compile(
    r'(?P<string>"[^"\\]*+(?:\\.[^"\\]*+)*+"?)'
    r"|(?P<comment>//[^\r\n]*+|/\*(?:[^*]|\*(?!/))*+(?:\*/)?)"
    rf"|(?P<variable>{VARIABLE.pattern})|(?P<type><[A-Za-z]++>)",
    re.DOTALL,
)
_NO_BREAK: Final = re.compile(r"[^\r\n]")
_UNREAD: Final = {"formdata": "form data", "file": "a file", "graphql": "GraphQL"}


def body_of(
    sent: dict[str, Any], document: Document, pointer: Pointer, variables: Variables
) -> tuple[Recorded, str | None]:
    """Return the body of a request that stands at a pointer, and what it is where it is of a kind that is not read."""
    body = sent.get("body")
    if not isinstance(body, dict) or body.get("disabled") is True:
        return Recorded(None), None
    mode = body.get("mode", "raw")
    content = body.get(mode) if isinstance(mode, str) else None
    if mode == "raw" and isinstance(content, str):
        media = _media(sent.get("header"))
        if FORM in media.lower():
            return Recorded(variables.fill(content), media), None
        text, runs = _prepared(content, variables)
        places = partial(_spots, document, (*pointer, "body", "raw"), runs)
        return Recorded(text, media, places, remedy=WRITE_WHOLE), None
    if mode == "urlencoded" and isinstance(content, list):
        return Recorded(_form(content, variables), FORM), None
    if not content:
        return Recorded(None), None
    return Recorded(None, cut=True), _UNREAD.get(str(mode), "of an unknown kind")


def _prepared(raw: str, variables: Variables) -> tuple[str, Runs]:
    """Return the JSON text that is sent for a raw body, and the runs that lead back to it.

    Comments become blanks. A variable without a value stays where it stands in a string, and becomes a string where
    it stands for a value.
    """
    spans: list[tuple[int, int, str]] = []
    for match in _TOKEN.finditer(raw):
        if match["string"] is not None:
            if "{{" in match["string"]:
                spans += _in_string(raw, match.span(), variables)
        elif match["comment"] is not None:
            spans.append((*match.span(), _NO_BREAK.sub(" ", match["comment"])))
        elif match["type"] is not None:
            spans.append((*match.span(), f'"{match["type"]}"'))
        else:
            value = variables.value(match["variable"][2:-2])
            is_known = value is not None and "{{" not in value
            spans.append((*match.span(), value if is_known and value else f'"{match["variable"]}"'))
    return replaced(raw, spans)


def _in_string(raw: str, span: tuple[int, int], variables: Variables) -> list[tuple[int, int, str]]:
    found = ((match.span(), variables.value(match[1])) for match in VARIABLE.finditer(raw, *span))
    return [(*place, value) for place, value in found if value is not None]


def _spots(document: Document, pointer: Pointer, runs: Runs) -> Placing:
    """Return the places of a prepared body, whose raw text is the string at a pointer."""
    node = document.index.find(pointer) or 0
    start, end = document.index.starts[node] + 1, document.index.ends[node] - 1
    raw = Spots(json_string_runs(document.text, start, end), document.lines.position)
    return Spots(runs, lambda offset: raw.place(offset, offset)[:2])


def _form(fields: list[Any], variables: Variables) -> str:
    from urllib.parse import urlencode

    used = [field for field in fields if isinstance(field, dict) and field.get("disabled") is not True]
    pairs = [(text_of(field.get("key")), text_of(field.get("value"))) for field in used]
    return urlencode([(variables.fill(key), variables.fill(value)) for key, value in pairs if key], errors="replace")


def _media(headers: Any) -> str:
    """Return the media type among headers, a list of objects or one text."""
    if isinstance(headers, str):
        fields = [line.partition(":")[::2] for line in headers.splitlines()]
    else:
        used = [one for one in headers if isinstance(one, dict)] if isinstance(headers, list) else []
        fields = [
            (text_of(one.get("key")), text_of(one.get("value"))) for one in used if one.get("disabled") is not True
        ]
    return next((value.strip() for name, value in fields if name.strip().lower() == "content-type"), "")
