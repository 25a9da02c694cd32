"""The text of one entry: its value, and where its parts stand in the file."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any, Final, NamedTuple

from pinvet.model import Place
from pinvet.text.document import Document, Trouble
from pinvet.text.fast import INVALID, parse

if TYPE_CHECKING:
    from pinvet.text.fragment import Placing
    from pinvet.text.lines import Lines

# A pair of surrogates, half of one, or any other escape.
_ESCAPE: Final = re.compile(r"\\u[dD][89abAB]..\\u[dD][c-fC-F]..|(\\u[dD][89a-fA-F]..)|\\.", re.DOTALL)


class EntryText(NamedTuple):
    """The bytes of an entry, and the 1-based line and column of the file where they begin."""

    raw: bytes
    line: int
    column: int

    @property
    def place(self) -> Place:
        """Where the entry begins."""
        return Place(self.line, self.column, self.line, self.column + 1)

    def value(self) -> Any | Trouble:
        """Return the value of the entry, or why it has none, at a place in the file."""
        from pinvet.text.json import read_json

        value = parse(self.raw, INVALID)
        if value is not INVALID:
            return value
        text = self.text()
        value = parse(text, INVALID)
        if value is not INVALID:
            return value
        read = read_json(text)
        if isinstance(read, Document):
            return read.value
        line, column = self._in_file(read.line, read.column)
        return read._replace(line=line, column=column)

    def text(self) -> str:
        """Return the entry as text. Bytes that are no UTF-8, and halves of surrogate pairs, become U+FFFD.

        Browsers send that character for half of a pair, and write the half into the file.
        """
        text = self.raw.decode("utf-8", "replace")
        return _ESCAPE.sub(lambda match: "\\ufffd" if match[1] else match[0], text)

    def bad_byte(self) -> tuple[int, int] | None:
        """Return the line and column of the first byte that is no UTF-8, None where all are."""
        from pinvet.text.lines import Lines

        try:
            self.raw.decode("utf-8")
        except UnicodeDecodeError as error:
            before = self.raw[: error.start].decode("utf-8")
            return self._in_file(*Lines(before).position(len(before)))
        return None

    def spots(self, pointer: tuple[str, ...], *, verbatim: bool) -> Placing:
        """Return the places of the string that a pointer leads to; all of them the whole value if not `verbatim`."""
        from pinvet.text.index import ROOT
        from pinvet.text.json_index import index_json
        from pinvet.text.lines import Lines
        from pinvet.text.spots import Spot, Spots, json_string_runs

        text = self.text()
        lines = Lines(text)
        index = index_json(text)
        node = index.find(pointer) or ROOT
        start, end = index.starts[node], index.ends[node]
        if not verbatim:
            return Spot(Place(*self._position(lines, start), *self._position(lines, end)))
        return Spots(json_string_runs(text, start + 1, end - 1), lambda offset: self._position(lines, offset))

    def _position(self, lines: Lines, offset: int) -> tuple[int, int]:
        return self._in_file(*lines.position(offset))

    def _in_file(self, line: int, column: int) -> tuple[int, int]:
        return self.line + line - 1, column + (self.column - 1 if line == 1 else 0)
