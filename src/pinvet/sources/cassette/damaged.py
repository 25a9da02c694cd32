"""A cassette whose text cannot be read as one value, cut off or damaged in a record: its whole interactions."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any, Final

from pinvet.model import Notice
from pinvet.sources.cassette.exchange import Exchanges
from pinvet.sources.cassette.part import Part
from pinvet.sources.whole import WHOLE, fatal
from pinvet.text.document import Trouble
from pinvet.text.lines import Lines

if TYPE_CHECKING:
    from collections.abc import Iterator

    from pinvet.model import Pointer
    from pinvet.sources.record import Capture, Record
    from pinvet.text.document import Document

_MOST_DAMAGED: Final = 1000
_DEEPEST_ITEM: Final = 64
_YAML_LIST: Final = re.compile(r"^(?:http_)?interactions:[ \t]*+(?:#[^\r\n]*+)?\r?$", re.MULTILINE)
_YAML_ITEM: Final = re.compile(r"^( *+)-(?=[ \t\r\n])", re.MULTILINE)
_JSON_LIST: Final = re.compile(r'"(?:http_)?interactions"[ \t\r\n]*+:[ \t\r\n]*+\[')
_JSON_TOKEN: Final = re.compile(r'"[^"\\]*+(?:\\.[^"\\]*+)*+"?|([{\[])|([}\]])', re.DOTALL)


def salvaged(capture: Capture, text: str, trouble: Trouble) -> Iterator[Record | Notice]:
    """Yield the interactions of a text one by one; `trouble` is why they cannot be read together.

    Where none can be read alone either, that trouble is all there is to say.
    """
    is_json = text.lstrip()[:1] in ("{", "[")
    lines, exchanges = Lines(text), Exchanges(capture)
    held: list[Record | Notice] = []  # until one record shows that this is a cassette at all
    found = damaged = 0
    for start, end in _json_items(text) if is_json else _yaml_items(text):
        outcome = list(_item(exchanges, text[start:end], start, lines, is_json=is_json))
        held += outcome
        if isinstance(outcome[-1], Notice):
            damaged += 1
        else:
            found += 1
        if found:
            yield from held
            held = []
        if damaged == _MOST_DAMAGED:
            break
    if not found:
        yield fatal(capture, trouble)
    elif damaged == _MOST_DAMAGED:
        yield Notice(
            "record", capture.path, f"{damaged:,} records are damaged: what follows is not read", *lines.position(end)
        )
    elif not damaged and trouble.kind != "limit":  # a limit of the whole file that no record alone comes near
        yield fatal(capture, trouble)._replace(kind="record", fatal=False)


def _item(exchanges: Exchanges, text: str, start: int, lines: Lines, *, is_json: bool) -> Iterator[Record | Notice]:
    """Yield what one interaction holds, its record last, or the notice that says why it has none."""
    document = _document(text, is_json=is_json)
    if isinstance(document, Trouble):
        line, column = lines.position(start)
        column = document.column + (column - 1 if document.line == 1 else 0)
        yield exchanges.damaged(document, line + document.line - 1, column)
        return
    value: Any = document.value
    pointer: Pointer = ()
    if not is_json and isinstance(value, list):  # the list of one item
        value, pointer = value[0], (0,)
    yield from exchanges.read(value, Part(document, start, lines), pointer)


def _document(text: str, *, is_json: bool) -> Document | Trouble:
    if is_json:
        from pinvet.text.json import read_json

        return read_json(text, WHOLE)
    from pinvet.text.yaml import read_cassette_yaml

    return read_cassette_yaml(text, WHOLE)


def _yaml_items(text: str) -> Iterator[tuple[int, int]]:
    """Yield where each item of the list of interactions begins and ends, by its dash and the indentation of it."""
    header = _YAML_LIST.search(text)
    first = _YAML_ITEM.search(text, 0 if header is None else header.end())
    if first is None or len(first[1]) > _DEEPEST_ITEM:
        return
    dash = first.end() - first.start() - 1
    outer = re.compile(rf"^ {{0,{dash}}}[^ \r\n#]", re.MULTILINE)
    begun: int | None = None
    for match in outer.finditer(text, first.start()):
        if begun is not None:
            yield begun, match.start()
        begun = match.start() if _YAML_ITEM.match(text, match.start()) else None
    if begun is not None:
        yield begun, len(text)


def _json_items(text: str) -> Iterator[tuple[int, int]]:
    """Yield where each object of the list of interactions begins and ends, by counting brackets."""
    header = _JSON_LIST.search(text)
    if header is None and text.lstrip()[0] == "{":
        return
    begin = text.index("[") + 1 if header is None else header.end()
    begun = depth = 0
    for match in _JSON_TOKEN.finditer(text, begin):
        if match[1] is not None:
            begun = begun if depth else match.start()
            depth += 1
        elif match[2] is not None:
            depth -= 1
            if depth < 0:
                return
            if depth == 0:
                yield begun, match.end()
    if depth:
        yield begun, len(text)
