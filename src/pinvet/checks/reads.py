"""What of a create tells an answer: that is all that has to be alike for two entities to get the same one."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterable

    from pinvet.checks.paths import Steps


class Reads(NamedTuple):
    """Parameters whose ``values`` count, and parameters of which it only counts whether they are ``filled``.

    Beside these, and the names that are there, an answer may follow from what is declared and from nothing else.
    """

    values: frozenset[Steps] = frozenset()
    filled: frozenset[Steps] = frozenset()


def values_of(paths: Iterable[Steps]) -> Reads:
    """Return that the values of parameters count."""
    return Reads(frozenset(paths))


def states_of(paths: Iterable[Steps]) -> Reads:
    """Return that it counts whether parameters are set."""
    return Reads(frozenset(), frozenset(paths))


def all_read(parts: Iterable[Reads | None]) -> Reads | None:
    """Join what several parts read: None where one of them reads more than the entity."""
    values: frozenset[Steps] = frozenset()
    filled: frozenset[Steps] = frozenset()
    for reads in parts:
        if reads is None:
            return None
        values, filled = values | reads.values, filled | reads.filled
    return Reads(values, filled)
