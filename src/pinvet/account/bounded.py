"""Memory that has an end: where a dict holds as much as it may, what came first is let go."""

from __future__ import annotations

from itertools import islice
from typing import TYPE_CHECKING, Final, TypeVar

if TYPE_CHECKING:
    from collections.abc import Iterable

Key = TypeVar("Key")
Value = TypeVar("Value")

LOTS: Final = 20  # to look for the first key of a dict each time would cost more than all that is kept


def make_room(items: dict[Key, Value], most: int) -> Iterable[tuple[Key, Value]]:
    """Let go of the oldest twentieth of a dict that holds `most`, and return it; nothing where there is room."""
    if len(items) < most:
        return ()
    oldest = list(islice(items.items(), max(1, most // LOTS)))
    for key, _ in oldest:
        del items[key]
    return oldest
