"""Where the body of a record stands in its log: read once more, and only to place a finding."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, NamedTuple

from pinvet.model import Place
from pinvet.sources.ndjson.names import fields_of, is_packed
from pinvet.sources.record import NO_PLACE
from pinvet.text.document import Document
from pinvet.text.fast import INVALID, parse

if TYPE_CHECKING:
    from collections.abc import Callable

    from pinvet.model import Pointer
    from pinvet.sources.ndjson.names import Mapped
    from pinvet.text.fragment import Placing


class Where(NamedTuple):
    """A record in its text: its value, the span of what a pointer leads to in it, and the position of an offset."""

    text: str
    value: Any
    span: Callable[[Pointer], tuple[int, int] | None]
    position: Callable[[int], tuple[int, int]]


def on_line(line: bytes, number: int) -> Where:
    """Return where the record is that has a line of its own, which was read before."""
    from pinvet.sources.ndjson.spans import span
    from pinvet.text.json import read_json

    text = line.decode()
    value = parse(line, INVALID)
    if value is INVALID:  # the fast reader refused it, ours did not
        value = getattr(read_json(text), "value", None)
    return Where(text, value, lambda pointer: span(text, pointer), lambda offset: (number, offset + 1))


def in_document(document: Document, at: Pointer) -> Where:
    """Return where the record is that a pointer leads to in a log that was read whole."""
    index, value = document.index, document.value
    for step in at:
        value = value[step]

    def span(pointer: Pointer) -> tuple[int, int] | None:
        node = index.find((*at, *pointer))
        return None if node is None else (index.starts[node], index.ends[node])

    return Where(document.text, value, span, document.lines.position)


def written_on_line(line: bytes, number: int) -> Document | None:
    """Return the body of a record that has a line of its own, with its places in the file."""
    return written(lambda: on_line(line, number), {})


def written(opened: Callable[[], Where], mapped: Mapped) -> Document | None:
    """Return the body of a record, a value or a string of JSON, with its places in the file; None without a body."""
    from pinvet.text.fragment import Fragment, fragment
    from pinvet.text.json_index import index_json

    text, places = _body(opened(), mapped)
    if text is None:
        return None
    value = parse(text, INVALID)
    if value is not INVALID:  # as when it was judged; our own reader would take twenty times as long
        return Fragment(Document("json", text, value, index_json, repeats=True), places)
    read = fragment(text, places)
    return read if isinstance(read, Document) else None


def spots(opened: Callable[[], Where], mapped: Mapped) -> Placing:
    """Return the places of the text of a body that is a string."""
    return _body(opened(), mapped)[1]


def _body(where: Where, mapped: Mapped) -> tuple[str | None, Placing]:
    """Return the text of a record's body, None where it cannot be read in place, and the places of the text."""
    from pinvet.text.spots import Spot, Spots, json_string_runs

    fields = fields_of(where.value, mapped)
    pointer, body = ((), None) if fields is None else fields.find("body")
    found = None if body is None else where.span(pointer)
    if found is None:
        return None, Spot(NO_PLACE)
    start, end = found
    if not isinstance(body, str):
        return where.text[start:end], Spots([(0, start), (end - start, end)], where.position)
    if is_packed(pointer):
        return None, Spot(Place(*where.position(start), *where.position(end)))
    return body, Spots(json_string_runs(where.text, start + 1, end - 1), where.position)
