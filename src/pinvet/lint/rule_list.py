"""What a report tells of the rules that ran, put together when somebody looks."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from pinvet.lint.lazy import Lazy
from pinvet.model import Input
from pinvet.report import Report, Summary

if TYPE_CHECKING:
    from collections.abc import Iterable

    from pinvet.engine.judge import Judged
    from pinvet.engine.requests import Outcome
    from pinvet.engine.tally import Judgings
    from pinvet.finding import RuleInfo, Unapplied
    from pinvet.rulebook.book import Rulebook
    from pinvet.rulebook.plan import Plan
    from pinvet.rulebook.program import Program
    from pinvet.rulebook.rule import Rule


MOST_KEPT: Final = 256  # reports; whoever sends more different bodies waits a little longer


class Ran:
    """What the rules of one operation came to: what was judged, in how many bodies with how many entities."""

    __slots__ = ("bodies", "entities", "judgings", "program")

    def __init__(self, program: Program, judged: Judged) -> None:
        self.program = program
        self.judgings: Judgings = judged.tally
        self.bodies = 1
        self.entities = len(judged.views)

    def add(self, judged: Judged) -> None:
        """Take in what another request of the same operation came to."""
        self.judgings.add(judged.tally)
        self.bodies += 1
        self.entities += len(judged.views)

    def by_rule(self) -> dict[str, int]:
        """Return the number of entities, or of bodies, that each rule judged.

        Rules about spellings and about the shape of bodies look at every one, so these are not counted one by one.
        """
        counts = self.judgings.by_rule(self.program)
        counts.update({check.rule.id: self.entities for check, _ in self.program.spellers})
        counts.update({check.rule.id: self.bodies for check in self.program.body_checks})
        return counts


class QuietReports:
    """The reports of bodies of which nothing is to be said: most library calls end here.

    Where what was judged hangs on the plans of the entities alone, all bodies with these plans share one report.
    """

    __slots__ = ("_book", "_kept")

    def __init__(self, book: Rulebook) -> None:
        self._book = book
        self._kept: dict[tuple[Any, ...], tuple[Report, list[Plan]]] = {}

    def of(self, operation: str, path: str, outcome: Outcome, *, inferred: bool = False) -> Report:
        """Return the report of a request of an operation that was judged."""
        parts = outcome.parts
        tally = parts[0][1].tally
        plans = tally.plans
        if len(parts) > 1 or tally.groups or tally.checks or not plans:
            return self._report(operation, path, outcome, inferred)
        key = (operation, path, inferred, id(plans[0]) if len(plans) == 1 else (*map(id, plans),))
        kept = self._kept.get(key)
        if kept is None:
            if len(self._kept) >= MOST_KEPT:
                self._kept.clear()
            report = self._report(operation, path, outcome, inferred)
            kept = self._kept[key] = report, plans  # so that nothing else takes their identities
        return kept[0]

    def _report(self, operation: str, path: str, outcome: Outcome, inferred: bool) -> Report:  # noqa: FBT001
        parts, book = outcome.parts, self._book
        rules = len(parts[0][0].rules) if len(parts) == 1 else len(_rules_of(parts))
        told = Lazy(lambda: _rules_of(parts))
        summary = Summary(1, 1, outcome.entities, 0, 0, 0, 0, 0, 0, rules)
        inputs = (Input(path, "json", operation, inferred),)
        return Report(summary, inputs, told, unapplied=Lazy(lambda: _unapplied(told, book)))


def _rules_of(parts: Iterable[tuple[Program, Judged]]) -> tuple[RuleInfo, ...]:
    return infos(Ran(program, judged) for program, judged in parts)


def _unapplied(ran: Iterable[RuleInfo], book: Rulebook) -> tuple[Unapplied, ...]:
    from pinvet.lint.unapplied import unapplied

    return unapplied(ran, book, None)


def infos(programs: Iterable[Ran]) -> tuple[RuleInfo, ...]:
    """Return what a report tells of the rules of some programs, in the order of their ids."""
    judged: dict[str, int] = {}
    rules: dict[str, Rule] = {}
    for ran in programs:
        rules.update({rule.id: rule for rule in ran.program.rules})
        for rule_id, number in ran.by_rule().items():
            judged[rule_id] = judged.get(rule_id, 0) + number
    return tuple(rule_info(rule, judged.get(key, 0)) for key, rule in sorted(rules.items()))


def rule_info(rule: Rule, judged: int = 0) -> RuleInfo:
    """Return what a report tells of a rule."""
    from pinvet.finding import RuleInfo

    return RuleInfo(
        rule.id,
        rule.name,
        rule.title,
        rule.why,
        rule.url,
        rule.section,
        rule.severity,  # type: ignore[arg-type]  # the pack schema allows nothing else
        rule.confidence,  # type: ignore[arg-type]
        rule.contested,
        rule.pack,
        judged,
    )
