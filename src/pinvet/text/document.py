"""A text that was read: its value, and where each part of the value stands."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final, Literal, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Callable

    from pinvet.finding import Frame
    from pinvet.model import NoticeKind, Place, Pointer
    from pinvet.text.index import Index
    from pinvet.text.lines import Lines


class Trouble(NamedTuple):
    """Why a text cannot be read, and where: 1-based line and column in code points. It never quotes a value."""

    kind: NoticeKind
    message: str
    line: int
    column: int
    hint: str | None = None

    def advising(self, advice: str) -> Trouble:
        """Return the trouble of a text that nobody sends: its hint tells something else than to send it whole."""
        return self if self.hint is None else self._replace(hint=self.hint.replace(SEND_WHOLE, advice))


SEND_WHOLE: Final = "send the whole body"
SAVE_WHOLE: Final = "save the whole file"


class Duplicate(NamedTuple):
    """A key that stands more than once in one object: the places of its first and of a later occurrence."""

    pointer: Pointer
    first: Place
    second: Place


class RefusedError(Exception):
    """A reader gave up on a text; caught by the function that was called, which returns the trouble."""

    def __init__(self, trouble: Trouble) -> None:
        super().__init__(trouble.message)
        self.trouble = trouble


def trouble_at(text: str, offset: int, message: str, hint: str | None = None, kind: NoticeKind = "syntax") -> Trouble:
    """Return the trouble with a text at a 0-based offset."""
    from pinvet.text.lines import Lines

    line, column = Lines(text).position(offset)
    return Trouble(kind, message, line, column, hint)


class Document:
    """A JSON or YAML text and its value; nobody changes either.

    Places are found in one pass over the text when the first is asked for, so a clean payload never pays
    for them. Of a key that stands twice, the last value counts.
    """

    __slots__ = ("_index", "_lines", "kind", "locate", "repeats", "text", "value")
    embedded = False  # whether the text stands inside another one

    def __init__(
        self,
        kind: Literal["json", "yaml"],
        text: str,
        value: Any,
        locate: Callable[[str], Index],
        *,
        repeats: bool = False,
    ) -> None:
        self.kind: Literal["json", "yaml"] = kind
        self.text = text
        self.value = value
        self.locate = locate
        self.repeats = repeats
        self._index: Index | None = None
        self._lines: Lines | None = None

    @property
    def index(self) -> Index:
        """The spans of all nodes."""
        if self._index is None:
            self._index = self.locate(self.text)
        return self._index

    @property
    def lines(self) -> Lines:
        """Where the lines of the text start."""
        if self._lines is None:
            from pinvet.text.lines import Lines

            self._lines = Lines(self.text)
        return self._lines

    def place(self, start: int, end: int) -> Place:
        """Return the place of the characters from `start` up to `end`."""
        return self.lines.place(start, end)

    @property
    def duplicates(self) -> tuple[Duplicate, ...]:
        """Every later occurrence of a key in its object, in the order of the text."""
        return self._duplicates() if self.repeats else ()

    def value_place(self, pointer: Pointer) -> Place | None:
        """Return the span of a value, quotes included, or None where the pointer leads nowhere."""
        index = self.index
        node = index.find(pointer)
        return None if node is None else self.place(index.starts[node], index.ends[node])

    def key_place(self, pointer: Pointer) -> Place | None:
        """Return the span of a member's key, quotes included; None for list elements and the whole document."""
        index = self.index
        node = index.find(pointer)
        if node is None or index.keys[node] == index.key_ends[node]:
            return None
        return self._key(node)

    def opening_place(self, pointer: Pointer) -> Place:
        """Return where the nearest list or object on the way to a pointer opens: one character."""
        start = self.index.starts[self.index.nearest_container(pointer)]
        return self.place(start, min(start + 1, len(self.text)))

    def frame(self, place: Place, shown: Callable[[Pointer, Any], bool | None], context: int = 1) -> Frame | None:
        """Return the lines around a place, each value masked for which `shown` is false; None hides its length too.

        `shown` is asked with the pointer and value of each scalar, and with the pointer of a member and its key
        where the key is not a plain name. `context` counts the lines before and after.
        """
        from pinvet.text.frame import frame

        return frame(self, place, shown, context)

    def _duplicates(self) -> tuple[Duplicate, ...]:
        index = self.index
        found = []
        for node in (node for node, container in enumerate(index.containers) if container):
            first: dict[str | int, int] = {}
            for child in index.offspring(node):
                kept = first.setdefault(index.names[child], child)
                if kept != child:
                    found.append(Duplicate(index.pointer(child), self._key(kept), self._key(child)))
        return tuple(sorted(found, key=lambda duplicate: duplicate.second))

    def _key(self, node: int) -> Place:
        return self.place(self.index.keys[node], self.index.key_ends[node])
