"""The comparison for a terminal: what touches rules in full, the rest in a few lines."""

from __future__ import annotations

import textwrap
from typing import TYPE_CHECKING, Final

from pinvet.redact import clean
from pinvet.reporters.api_diff.entries import entries, operations
from pinvet.reporters.api_diff.groups import grouped
from pinvet.reporters.api_diff.summary import counts, headline, remarks, summed

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from pinvet.reporters.api_diff import Comparison
    from pinvet.reporters.api_diff.groups import Group

WIDTH: Final = 100
FEW: Final = 20  # changes that are read sooner than summed up


def render(comparison: Comparison, *, every: bool) -> str:
    """Print the comparison; with `every`, or where there are few, what touches no rule is told in full as well."""
    every = every or len(comparison.told) <= FEW
    title, *counted = headline(comparison)
    lines = [title, *(line for one in counted for line in _wrapped(one, 2))]
    if comparison.told:
        lines += ["", *_body(comparison, every=every)]
        lines += (line for one in remarks(comparison, every=every) for line in _wrapped(one, 0))
    return "\n".join(lines).rstrip("\n") + "\n"


def _body(comparison: Comparison, *, every: bool) -> Iterator[str]:
    parts = grouped(comparison)
    known = [rule.id for rule in comparison.rules]
    for title, groups in (
        ("Touching rules", parts.touching),
        ("Touching none, in operations that rules name", parts.beside),
        ("In operations that no rule names", parts.others),
    ):
        if not groups:
            continue
        yield from [title, ""]
        if every or groups is parts.touching:
            yield from (line for group in groups for line in _group(group, known, every=every))
        else:
            yield from [*(_named if groups is parts.beside else _counted)(groups), ""]


def _group(group: Group, known: Sequence[str], *, every: bool) -> Iterator[str]:
    title = operations(group.operations, every=every) if group.operations else "whole operations"
    yield from _wrapped(title, 2)
    for entry in entries(group, known, every=every):
        yield from _wrapped(f"{entry.sign} {entry.text}", 4)
        yield from (line for reason in entry.reasons for line in _wrapped(reason, 8))
    yield ""


def _named(groups: Iterable[Group]) -> Iterator[str]:
    """Sum up each group in a line or two, with the names of parameters."""
    for group in groups:
        title = operations(group.operations, every=False)
        yield from _wrapped(f"{title}: {summed(group.changes, group.operations)}", 2)


def _counted(groups: Sequence[Group]) -> Iterator[str]:
    """Count changes, and name the operations that came and went."""
    yield from _wrapped(counts(change for group in groups for change in group.changes), 2)
    for group in groups:
        for entry in entries(group, (), every=False) if not group.operations else ():
            yield from _wrapped(f"{entry.sign} {entry.text}", 4)


def _wrapped(text: str, indent: int) -> list[str]:
    return textwrap.wrap(
        clean(text),
        WIDTH,
        initial_indent=" " * indent,
        subsequent_indent=" " * (indent + 2),
        break_long_words=False,
        break_on_hyphens=False,
    )
