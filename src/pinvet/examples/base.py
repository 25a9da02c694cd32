"""The base of a pack, held to all rules: it stands for a valid request, so that its examples show one thing alone."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from pinvet.examples.judging import Bench, judge

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from pinvet.api.table import Table
    from pinvet.rulebook.load import Pack


class BaseFinding(NamedTuple):
    """What a rule finds in a base; `stranger` tells that the pack is a user's and the rule pinvet's."""

    rule: str
    pointer: str
    severity: str
    message: str
    stranger: bool


def base_findings(pack: Pack, bench: Bench) -> Iterator[BaseFinding]:
    """Yield what all rules together find in the base of a pack, but for notes."""
    if "base" not in pack.document.value:
        return
    outcome = judge(pack, {}, None, bench)
    ours = {rule.id for rule in bench.rules if rule.ours}
    for rule, found in outcome.found.items():
        for (number, pointer), severity in found.items():
            if severity != "note":
                message = outcome.said[rule, number, pointer]
                yield BaseFinding(rule, pointer, severity, message, stranger=rule in ours and not pack.ours)


def base_remarks(packs: Sequence[Pack], table: Table, names: Iterable[str]) -> list[str]:
    """Say what pinvet's rules find in the bases of users' packs, of those that are named.

    Such a base is no mistake: its pack is about something else, and the next version of pinvet may have a rule more.
    """
    wanted = frozenset(names)
    bench = Bench([rule for pack in packs for rule in pack.rules], table)
    remarks: list[str] = []
    for pack in packs:
        for one in base_findings(pack, bench) if pack.name in wanted else ():
            place = pack.document.value_place(("base",)) or pack.document.opening_place(("base",))
            if one.stranger:
                said = f"remark: the base has {one.severity}[{one.rule}]: {one.message}"
                remarks.append(f"{pack.path}:{place.line}:{place.column}: {said}")
    return remarks
