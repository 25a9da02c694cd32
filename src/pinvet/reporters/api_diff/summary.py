"""Many changes in a few words: how many of which kind, and what to do next."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from pinvet.redact import clean
from pinvet.reporters.api_diff.groups import names
from pinvet.reporters.api_diff.words import sentence
from pinvet.reporters.phrases import counted
from pinvet.rulebook.said import LIMIT_OF

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from pinvet.api.change import Change
    from pinvet.api.sides import Side
    from pinvet.reporters.api_diff import Comparison

NAMED: Final = 5
OTHER: Final = "other fact"
# Kinds of changes in the order in which they are counted: of what, and what became of it.
KINDS: Final = (
    ("operation", "went"),
    ("operation", "came"),
    ("operation", "renamed"),
    ("operation", "changed"),
    ("parameter", "went"),
    ("parameter", "came"),
    ("parameter", "renamed"),
    ("requirement", "changed"),
    ("enum", "changed"),
    ("limit", "changed"),
    ("type", "changed"),
    ("default", "changed"),
    ("branch", "changed"),
    (OTHER, "changed"),
)
BECAME: Final = {"gone": "went", "came": "came", "renamed": "renamed"}
FACTS: Final = {
    "required": "requirement",
    "enum": "enum",
    "type": "type",
    "default": "default",
    "when": "branch",
    "branches": "branch",
    **dict.fromkeys(LIMIT_OF, "limit"),
}


def headline(comparison: Comparison) -> list[str]:
    """Say in a line or three what was compared and how much changed, for rules and otherwise."""
    old, new = (_title(side) for side in (comparison.old, comparison.new))
    if not comparison.told:
        return [clean(f"no differences between {old} and {new}")]
    touching = [one.change for one in comparison.told if one.touches]
    silent = [one.change for one in comparison.told if not one.touches]
    lines = [clean(f"Pinterest API, {old} -> {new}: {counted(len(comparison.told), 'change')}")]
    if touching:
        verb = "touches" if len(touching) == 1 else "touch"
        rules = counted(len(comparison.touched), "rule")
        lines.append(f"{len(touching):,} {verb} {rules}: {counts(touching)}")
    if silent:
        lines.append(f"{len(silent):,} {'touches' if len(silent) == 1 else 'touch'} no rule: {counts(silent)}")
    return lines


def _title(side: Side) -> str:
    return side.version if side.kind == "version" else f"{side.name} ({side.version})"


def counts(changes: Iterable[Change]) -> str:
    """Count changes by their kinds."""
    return ", ".join(_of_kind(kind, members) for kind, members in _by_kind(changes))


def summed(changes: Iterable[Change], operations: Sequence[str]) -> str:
    """Count changes of some operations by their kinds, and name the first of each."""
    told = []
    for kind, members in _by_kind(changes):
        named = list(dict.fromkeys(_named(one, operations) for one in members))
        more = f" and {len(named) - NAMED} more" if len(named) > NAMED else ""
        behind = f" ({', '.join(named[:NAMED])}{more})" if named else ""
        told.append(f"{_of_kind(kind, members)}{behind}")
    return "; ".join(told)


def _named(change: Change, operations: Sequence[str]) -> str:
    """Name a change by its first parameter, and say at how many places it is the same."""
    found = names(change, operations)
    return (f"{found[0]} at {len(found)} places" if len(found) > 1 else found[0]) if found else sentence(change)


def _of_kind(kind: tuple[str, str], members: Sequence[Change]) -> str:
    what, became = kind
    return f"{counted(len(members), what)} {became}"


def _by_kind(changes: Iterable[Change]) -> Iterator[tuple[tuple[str, str], list[Change]]]:
    found: dict[tuple[str, str], list[Change]] = {kind: [] for kind in KINDS}
    for change in changes:
        what = "operation" if change.of_operation else "parameter"
        if change.what == "changed" and not change.of_operation:
            what = FACTS.get(change.fact, OTHER)
        found[what, BECAME.get(change.what, "changed")].append(change)
    return ((kind, members) for kind, members in found.items() if members)


def remarks(comparison: Comparison, *, every: bool) -> Iterator[str]:
    """Say what to do next, and what a comparison of this kind cannot tell."""
    untold = sum(not one.touches for one in comparison.told)
    if comparison.touched:
        yield f"next: `pinvet explain {comparison.touched[0]}` shows what a rule asks for, and on which page"
    if untold and not every:
        yield f"{'' if comparison.touched else 'next: '}`--all` tells each change that touches no rule"
    if comparison.old.kind == comparison.new.kind == "version":
        yield "limits and defaults are those of the newest version in the table: compare descriptions for them"
