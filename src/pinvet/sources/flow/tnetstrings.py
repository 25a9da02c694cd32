"""Tagged netstrings: `5:hello,` is a length, what is that long, and a byte that says what it is.

A container is read one level at a time and only where it is asked for, so nothing recurses on the input.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterator

LIST, DICT, NULL = b"]}~"
MOST_DIGITS: Final = 12
MOST_ITEMS: Final = 20_000

_BYTES, _TEXT, _INTEGER, _FLOAT, _BOOLEAN = b",;#^!"
_TAGS: Final = frozenset({_BYTES, _TEXT, _INTEGER, _FLOAT, _BOOLEAN, LIST, DICT, NULL})
_TEXTS: Final = frozenset({_BYTES, _TEXT})
_LENGTH: Final = re.compile(rb"([0-9]{1,%d}):" % MOST_DIGITS)


class DamagedError(ValueError):
    """A container does not hold what its lengths say, or holds more than any flow does."""


class Item(NamedTuple):
    """One value in `data`: the byte that says what it is, and where its content begins and ends."""

    data: bytes
    tag: int
    start: int
    end: int

    @property
    def content(self) -> bytes:
        """The bytes of the content."""
        return self.data[self.start : self.end]

    @property
    def text(self) -> str:
        """The text of a text; of anything else, none. Old versions write bytes where newer ones write text."""
        return self.content.decode("utf-8", "replace") if self.tag in _TEXTS else ""

    @property
    def number(self) -> float | None:
        """The number of a number; of anything else, None."""
        if self.tag not in (_INTEGER, _FLOAT):
            return None
        try:
            number = float(self.content)
        except ValueError:
            return None
        return number if abs(number) < float("inf") else None

    def items(self) -> Iterator[Item]:
        """Give the members of a list, or the keys and values of a dictionary in turn. Raises DamagedError."""
        at, count = self.start, 0
        while at < self.end:
            count += 1
            match = _LENGTH.match(self.data, at, self.end)
            end = self.end if match is None else match.end() + int(match[1])
            if match is None or end >= self.end or self.data[end] not in _TAGS or count > MOST_ITEMS:
                raise DamagedError
            yield Item(self.data, self.data[end], match.end(), end)
            at = end + 1

    def members(self) -> dict[str, Item]:
        """Return the members of a dictionary by key; of anything else, none. Raises DamagedError."""
        if self.tag != DICT:
            return {}
        items = list(self.items())
        if len(items) % 2:
            raise DamagedError
        return {key.text: value for key, value in zip(items[::2], items[1::2], strict=True)}
