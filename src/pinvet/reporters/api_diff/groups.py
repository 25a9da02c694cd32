"""Changes put together for a reader: by the operations that rules name, what touches most rules first."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, NamedTuple

from pinvet.reporters.ids import folded
from pinvet.rulebook.touched import WHYS, named_operations

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from pinvet.api.change import Change
    from pinvet.reporters.api_diff import Comparison
    from pinvet.rulebook.touched import Told, Touch

# How each reason is said before the rules.
SAID: Final = {
    "operation": "named by",
    "parameter": "named by",
    "limit": "a limit of it is stated by",
    "list": "not in the list of",
    "values": "other values of it are named by",
    "scopes": "its scopes are judged by",
    "group": "judged, with all of their group, by",
}


class Group(NamedTuple):
    """Changes of the same operations: of those that rules name, or of all where rules name none.

    Without operations it is about those that came and went as a whole.
    """

    operations: tuple[str, ...]
    told: tuple[Told, ...]

    @property
    def rules(self) -> int:
        """How many rules these changes touch."""
        return len({touch.rule for one in self.told for touch in one.touches})

    @property
    def changes(self) -> tuple[Change, ...]:
        """The changes alone."""
        return tuple(one.change for one in self.told)


class Grouped(NamedTuple):
    """What touches rules, what else there is in operations that rules name, and everything else."""

    touching: tuple[Group, ...]
    beside: tuple[Group, ...]
    others: tuple[Group, ...]


def grouped(comparison: Comparison) -> Grouped:
    """Return the changes of a comparison in groups."""
    known = {name for rule in comparison.rules for name in named_operations(rule)}
    parts: tuple[list[Told], ...] = ([], [], [])
    for one in comparison.told:
        parts[0 if one.touches else 1 if known.intersection(one.change.operations) else 2].append(one)
    touching, beside, others = (_groups(part, known) for part in parts)
    return Grouped(touching, beside, others)


def _groups(told: Iterable[Told], known: set[str]) -> tuple[Group, ...]:
    found: dict[tuple[str, ...], list[Told]] = {}
    for one in told:
        every = () if is_whole(one.change) else one.change.operations
        named = tuple(name for name in every if name in known) or every
        found.setdefault(named, []).append(one)
    groups = [Group(named, tuple(sorted(each, key=lambda one: -len(one.touches)))) for named, each in found.items()]
    return tuple(sorted(groups, key=lambda group: (-group.rules, group.operations)))


def is_whole(change: Change) -> bool:
    """Tell whether an operation came or went as a whole."""
    return change.of_operation and change.what in ("came", "gone")


def names(change: Change, operations: Sequence[str]) -> list[str]:
    """Return what a parameter is called in some operations, or which operation came or went."""
    if is_whole(change):
        return list(change.operations)
    found = [place for place in change.places if place.operation in operations and place.part]
    parts = {"query": "query ", "path": "path "}
    return list(dict.fromkeys(f"{parts.get(place.part, '')}{place.name}" for place in found))


def reasons(touches: Iterable[Touch], known: Iterable[str]) -> tuple[str, ...]:
    """Say which rules are touched: a line for each reason, and for each word that rules name."""
    told = tuple(touches)
    ids: dict[str, list[str]] = {}
    for why in WHYS:
        for touch in told:
            if touch.why == why:
                for said in [f"{word} is named by" for word in touch.words] or [SAID[why]]:
                    ids.setdefault(said, []).append(touch.rule)
    every = tuple(known)
    return tuple(f"{said} {folded(rules, every)}" for said, rules in ids.items())
