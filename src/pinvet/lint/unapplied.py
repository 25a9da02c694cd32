"""Rules that judged nothing in a run: none of their operations came, or nothing that came met their conditions."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pinvet.finding import Unapplied
from pinvet.rulebook.program import holds_for

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable

    from pinvet.finding import RuleInfo
    from pinvet.rulebook.book import Rulebook


def unapplied(ran: Iterable[RuleInfo], book: Rulebook, selected: Collection[str] | None) -> tuple[Unapplied, ...]:
    """Return the rules that judged nothing, one entry for each pack and reason, of those that the run reports.

    ``ran`` are the rules about the operations that came. A rule that could not be judged, for want of a fact, is a
    skip and none of these.
    """
    idle: dict[str, bool] = {one.id: not (one.judged or one.skipped or one.found) for one in ran}
    found: dict[tuple[str, str], list[str]] = {}
    for rule in book.rules:
        if not holds_for(rule.versions, book.version) or (selected is not None and rule.id not in selected):
            continue
        if idle.get(rule.id, True):
            found.setdefault((rule.pack, "conditions" if rule.id in idle else "operations"), []).append(rule.id)
    entries = (Unapplied(pack, reason, tuple(sorted(ids))) for (pack, reason), ids in found.items())  # type: ignore[arg-type]  # one of the two
    return tuple(sorted(entries, key=lambda one: (one.reason, one.pack)))
