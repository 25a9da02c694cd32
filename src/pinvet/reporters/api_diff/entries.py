"""The lines about the changes of one group: what is said alike of several is said once."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, NamedTuple

from pinvet.reporters.api_diff.groups import is_whole, names, reasons
from pinvet.reporters.api_diff.words import sentence

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from pinvet.api.change import Change
    from pinvet.reporters.api_diff.groups import Group

SIGNS: Final = {"came": "+", "gone": "-", "renamed": "~", "changed": "~"}
SHOWN: Final = 3  # of the operations and the names of one change


class Entry(NamedTuple):
    """One line: what changed, and why rules are touched by it."""

    sign: str
    names: tuple[str, ...]
    said: str
    reasons: tuple[str, ...]

    @property
    def text(self) -> str:
        """The names and what is said of them."""
        return ": ".join(part for part in (", ".join(self.names), self.said) if part)


def entries(group: Group, known: Sequence[str], *, every: bool) -> Iterator[Entry]:
    """Yield the entries of a group; unless `every` is wanted, what came or went is named without its facts."""
    found: dict[Entry, list[Entry]] = {}
    for one in group.told:
        said = sentence(one.change) + _elsewhere(one.change, group, every=every)
        entry = Entry(
            SIGNS[one.change.what],
            (_shortened(names(one.change, group.operations), every=every),),
            said,
            reasons(one.touches, known),
        )
        is_short = one.change.what in ("came", "gone") and not every
        alike = entry._replace(names=() if one.change.what != "renamed" else entry.names, said="" if is_short else said)
        found.setdefault(alike, []).append(entry)
    for alike, members in found.items():
        labels = tuple(dict.fromkeys(name for entry in members for name in entry.names if name))
        yield alike._replace(names=labels, said=members[0].said if len(members) == 1 else alike.said)


def operations(ids: Sequence[str], *, every: bool) -> str:
    """Name operations, the first ones unless `every` is wanted."""
    return _shortened(ids, every=every)


def _elsewhere(change: Change, group: Group, *, every: bool) -> str:
    """Name the operations beside those of the group in which it is the same."""
    others = [] if is_whole(change) else [name for name in change.operations if name not in group.operations]
    return f" (also in {_shortened(others, every=every)})" if others else ""


def _shortened(words: Sequence[str], *, every: bool) -> str:
    most = len(words) if every or len(words) == SHOWN + 1 else SHOWN
    more = f" and {len(words) - most} more" if len(words) > most else ""
    return ", ".join(words[:most]) + more
