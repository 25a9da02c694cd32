"""A compiled value test, and the JSON types with their words."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, NamedTuple

from pinvet.model import UNKNOWN

if TYPE_CHECKING:
    from collections.abc import Callable

    from pinvet.model import Pointer

Answer = bool | None
TYPES: dict[str, tuple[type, ...]] = {
    "string": (str,),
    "boolean": (bool,),
    "integer": (int,),
    "number": (int, float),
    "array": (list,),
    "object": (dict,),
}
TYPE_WORDS = {
    "string": "a text",
    "boolean": "true or false, without quotes",
    "integer": "a whole number, without quotes",
    "number": "a number, without quotes",
    "array": "a list",
    "object": "an object",
}


class Expectation(NamedTuple):
    """A compiled value test: its answer, what it expects in words, the constants it spells out."""

    holds: Callable[[Any], Answer]
    words: str
    constants: tuple[Any, ...] = ()
    items: Expectation | None = None
    wants_empty: bool = False

    def failures(self, value: Any) -> list[tuple[Pointer, Any, str]]:
        """Return (pointer, value, expected in words) for every part of a value that fails."""
        if self.holds(value) is False:
            return [((), value, self.words)]
        if self.items is None or not isinstance(value, list):
            return []
        return [
            ((index,), item, self.items.words)
            for index, item in enumerate(value)
            if item is not None and self.items.holds(item) is False
        ]

    @property
    def single(self) -> Any:
        """The one value that passes, or UNKNOWN where there are several."""
        return self.constants[0] if len(self.constants) == 1 else UNKNOWN
