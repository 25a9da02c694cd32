"""What the client created, as rules that count remember it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from pinvet.account.known import Creation

MOST_SHOWN: Final = 5  # entities that are named of those with the same key
MOST_VALUES: Final = 1_000  # of them that are told apart


class Created:
    """The entities with one key that the client created: how many, the first of them, and their values."""

    __slots__ = ("first", "latest", "number", "values")

    def __init__(self) -> None:
        self.first: list[Creation] = []
        self.number = self.latest = 0
        self.values: dict[str, None] = {}

    def add(self, creation: Creation) -> None:
        """Take in one more."""
        self.number += 1
        self.latest = creation.request
        if len(self.first) < MOST_SHOWN:
            self.first.append(creation)
        if len(self.values) < MOST_VALUES:
            self.values[repr(creation.value)] = None

    def copy(self) -> Created:
        """Return one that can be changed without changing this."""
        other = Created()
        other.first, other.values = list(self.first), dict(self.values)
        other.number, other.latest = self.number, self.latest
        return other
