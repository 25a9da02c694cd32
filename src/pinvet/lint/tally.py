"""The report of a run, put together request by request."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pinvet.lint.lazy import Lazy
from pinvet.lint.rule_list import Ran, infos
from pinvet.model import Input, Notice, rank
from pinvet.report import Report, Summary

if TYPE_CHECKING:
    from collections.abc import Iterable

    from pinvet.engine.judge import Judged
    from pinvet.finding import Finding, Refusal, RuleInfo, Skip, Unapplied
    from pinvet.lint.skips import Skips
    from pinvet.model import Witness
    from pinvet.policy import Policy
    from pinvet.rulebook.book import Rulebook
    from pinvet.rulebook.program import Program
    from pinvet.rulebook.rule import Rule


class Tally:
    """Findings, skips, notices and exact counts of one run. ``report`` closes it."""

    def __init__(self, max_findings: int, book: Rulebook, selected: frozenset[str] | None = None) -> None:
        """Begin a run that lists so many findings; ``selected`` are the rules that it reports, None for all."""
        self.max_findings = max_findings
        self.book = book
        self.selected = selected
        self.findings: list[Finding] = []
        self.suppressed: list[Finding] = []
        self.notices: list[Notice] = []
        self.said: set[Notice] = set()
        self.inputs: list[Input] = []
        self.strangers: list[str] = []
        self._skips: Skips | None = None
        self.programs: dict[str, Ran] = {}
        self.counts = {"error": 0, "warning": 0, "note": 0}
        self.requests = self.entities = self.hidden = self.elsewhere = self.passed_over = 0
        self.refusals: tuple[Refusal, ...] = ()
        self.witnessed: dict[str, dict[Witness, int]] = {}

    def ran(self, program: Program, judged: Judged) -> None:
        """Remember what a program judged; how many entities that is per rule is counted when somebody asks."""
        known = self.programs.get(program.operation.id)
        if known is None:
            self.programs[program.operation.id] = Ran(program, judged)
        else:
            known.add(judged)

    @property
    def skips(self) -> Skips:
        """What could not be judged; most runs need none of this."""
        if self._skips is None:
            from pinvet.lint.skips import Skips

            self._skips = Skips()
        return self._skips

    def notice_once(self, notice: Notice) -> None:
        """Keep a notice unless it was said of the same file before."""
        if notice not in self.said:
            self.said.add(notice)
            self.notices.append(notice)

    def take(self, finding: Finding, policy: Policy) -> None:
        """Count a finding, and list it if its severity is shown and there is room; or put it with the suppressed."""
        reason = policy.suppression(finding)
        if reason is not None:
            self.passed_over += 1
            if len(self.suppressed) < self.max_findings:
                self.suppressed.append(finding._replace(remark=reason))
            return
        self.counts[finding.severity] += 1
        said = self.witnessed.setdefault(finding.rule, {})
        said[finding.witness] = said.get(finding.witness, 0) + 1
        if not policy.shows(finding.severity):
            self.hidden += 1
        elif len(self.findings) < self.max_findings:
            self.findings.append(finding)

    def report(self, *, partial: bool = False) -> Report:
        """Return the report: everything in a fixed order, by path, request, line, column and rule."""
        skips = () if self._skips is None else self._skips.entries()
        counts = self.counts
        over = counts["error"] + counts["warning"] + counts["note"] - self.hidden - len(self.findings)
        over += self.passed_over - len(self.suppressed)
        rules = Lazy(lambda: self._infos(skips))
        notices = self.notices + _strangers(self.strangers) if self.strangers else self.notices
        if over:
            message = f"{over} more findings are counted but not listed; raise --max-findings to see them"
            notices = [*notices, Notice("limit", "", message)]
        return Report(
            Summary(
                len(self.inputs),
                self.requests,
                self.entities,
                counts["error"],
                counts["warning"],
                counts["note"],
                self.passed_over,
                sum(skip.entities for skip in skips) if skips else 0,
                len(notices),
                self._number_of_rules(),
                self.hidden,
                self.elsewhere,
            ),
            tuple(self.inputs),
            rules,
            _sorted(self.findings),
            _sorted(self.suppressed),
            skips,
            tuple(sorted(notices, key=lambda one: (one.path, one.line, one.column))) if notices else (),
            partial,
            self.refusals,
            Lazy(lambda: self._unapplied(rules)),
        )

    def _number_of_rules(self) -> int:
        if len(self.programs) == 1 and self.selected is None:
            return len(next(iter(self.programs.values())).program.rules)
        return len({rule.id for ran in self.programs.values() for rule in ran.program.rules if self._reports(rule)})

    def _reports(self, rule: Rule | RuleInfo) -> bool:
        return self.selected is None or rule.id in self.selected

    def _infos(self, skips: tuple[Skip, ...]) -> tuple[RuleInfo, ...]:
        skipped: dict[str, int] = {}
        for skip in skips:
            for rule_id in skip.rules:
                skipped[rule_id] = skipped.get(rule_id, 0) + skip.entities
        every = infos(self.programs.values())
        return tuple(self._witnessed(one, skipped.get(one.id, 0)) for one in every if self._reports(one))

    def _unapplied(self, ran: Iterable[RuleInfo]) -> tuple[Unapplied, ...]:
        from pinvet.lint.unapplied import unapplied

        return unapplied(ran, self.book, self.selected)

    def _witnessed(self, one: RuleInfo, skipped: int) -> RuleInfo:
        said = self.witnessed.get(one.id, {})
        confirmed, contradicted = said.get("confirmed", 0), said.get("contradicted", 0)
        return one._replace(skipped=skipped, found=sum(said.values()), confirmed=confirmed, contradicted=contradicted)


def _sorted(findings: list[Finding]) -> tuple[Finding, ...]:
    return tuple(sorted(findings, key=_order)) if findings else ()


def _strangers(paths: list[str]) -> list[Notice]:
    """Return one notice for all files met in folders that hold no payload that can be told."""
    if not paths:
        return []
    shown = ", ".join(sorted(paths)[:3]) + (", ..." if len(paths) > 3 else "")
    what = "1 file is no payload" if len(paths) == 1 else f"{len(paths)} files are no payloads"
    message = f"{what} of an operation that can be told, and not judged: {shown}"
    return [Notice("unknown-operation", "", message, hint="name one on the command line to see how to map it")]


def _order(finding: Finding) -> tuple[str, int, int, int, str, str, int]:
    place = finding.place
    line, column = (place.line, place.column) if place is not None else (0, 0)
    return (finding.path, finding.request, line, column, finding.rule, finding.pointer, -rank(finding.severity))
