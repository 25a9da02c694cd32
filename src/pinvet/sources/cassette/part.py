"""A text of a cassette that was read, the whole file or one record of a damaged one, and its places in the file."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from pinvet.text.spots import Spot, Spots, json_string_runs

if TYPE_CHECKING:
    from pinvet.model import Place, Pointer
    from pinvet.text.document import Document
    from pinvet.text.fragment import Placing
    from pinvet.text.lines import Lines


class Part(NamedTuple):
    """A document, the offset in the file where its text begins, and the lines of the file."""

    document: Document
    base: int
    lines: Lines

    def value_place(self, pointer: Pointer) -> Place:
        """Return the place of the value that a pointer leads to, of the whole part where it leads nowhere."""
        index = self.document.index
        node = index.find(pointer) or 0
        return self._place(index.starts[node], index.ends[node])

    def key_place(self, pointer: Pointer) -> Place:
        """Return the place of the key of the member that a pointer leads to."""
        index = self.document.index
        node = index.find(pointer) or 0
        return self._place(index.keys[node], index.key_ends[node])

    def is_last(self, pointer: Pointer) -> bool:
        """Tell whether the text ends, without a line end, where the value ends that a pointer leads to."""
        index = self.document.index
        return index.ends[index.find(pointer) or 0] == len(self.document.text)

    def spots(self, pointer: Pointer, text: str) -> Placing:
        """Return the places of a string that a pointer leads to; one for all its characters where it is folded."""
        index = self.document.index
        found = index.find(pointer) or 0
        node = index.targets.get(found, found)  # an alias stands for a string elsewhere
        start, end = index.starts[node], index.ends[node]
        if self.document.kind == "json":
            return Spots(json_string_runs(self.document.text, start + 1, end - 1), self._position)
        from pinvet.text.yaml_runs import yaml_string_runs

        runs = yaml_string_runs(self.document.text, start, end, text)
        return Spot(self._place(start, end)) if runs is None else Spots(runs, self._position)

    def _place(self, start: int, end: int) -> Place:
        return self.lines.place(self.base + start, self.base + end)

    def _position(self, offset: int) -> tuple[int, int]:
        return self.lines.position(self.base + offset)
