"""The report of a run, put together request by request."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pinvet.lint.skips import Missing, Skips
from pinvet.model import Finding, Input, Notice, Report, RuleInfo, Summary, rank

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from pinvet.rulebook.rule import Rule

__all__ = ["Missing", "Tally"]


class Tally:
    """Findings, skips, notices and exact counts of one run. ``report`` closes it."""

    def __init__(self, max_findings: int) -> None:
        self.max_findings = max_findings
        self.findings: list[Finding] = []
        self.suppressed: list[Finding] = []
        self.notices: list[Notice] = []
        self.inputs: list[Input] = []
        self.strangers: list[str] = []
        self.skips = Skips()
        self.rules: dict[str, Rule] = {}
        self.judged: dict[str, int] = {}
        self.counts = {"error": 0, "warning": 0, "note": 0}
        self.requests = self.entities = self.hidden = 0

    def ran(self, rules: Iterable[Rule], judged: Mapping[str, int]) -> None:
        """Remember which rules ran and how many entities each judged."""
        for rule in rules:
            self.rules.setdefault(rule.id, rule)
        for rule_id, number in judged.items():
            self.judged[rule_id] = self.judged.get(rule_id, 0) + number

    def notice_once(self, notice: Notice) -> None:
        """Keep a notice unless it was said of the same file before."""
        if notice not in self.notices:
            self.notices.append(notice)

    def found(self, finding: Finding, *, listed: bool) -> None:
        """Count a finding, and list it if its severity is shown and there is room."""
        self.counts[finding.severity] += 1
        if not listed:
            self.hidden += 1
        elif len(self.findings) < self.max_findings:
            self.findings.append(finding)

    def report(self, *, partial: bool = False) -> Report:
        """Return the report: everything in a fixed order, by path, request, line, column and rule."""
        skips = self.skips.entries()
        shown = sum(1 for _ in self.findings)
        over = sum(self.counts.values()) - self.hidden - shown
        notices = [*self.notices, *_strangers(self.strangers)]
        if over:
            message = f"{over} more findings are counted but not listed; raise --max-findings to see them"
            notices.append(Notice("limit", "", message))
        skipped: dict[str, int] = {}
        for skip in skips:
            for rule in skip.rules:
                skipped[rule] = skipped.get(rule, 0) + skip.entities
        return Report(
            summary=Summary(
                files=len(self.inputs),
                requests=self.requests,
                entities=self.entities,
                errors=self.counts["error"],
                warnings=self.counts["warning"],
                notes=self.counts["note"],
                suppressed=len(self.suppressed),
                skips=sum(skip.entities for skip in skips),
                notices=len(notices),
                rules=len(self.rules),
                hidden=self.hidden,
            ),
            inputs=tuple(self.inputs),
            rules=tuple(self._info(rule, skipped) for _, rule in sorted(self.rules.items())),
            findings=tuple(sorted(self.findings, key=_order)),
            suppressed=tuple(sorted(self.suppressed, key=_order)),
            skips=skips,
            notices=tuple(sorted(notices, key=lambda notice: (notice.path, notice.line, notice.column))),
            partial=partial,
        )

    def _info(self, rule: Rule, skipped: Mapping[str, int]) -> RuleInfo:
        return rule_info(rule, self.judged.get(rule.id, 0), skipped.get(rule.id, 0))


def _strangers(paths: list[str]) -> list[Notice]:
    """Return one notice for all files met in folders that hold no payload that can be told."""
    if not paths:
        return []
    shown = ", ".join(sorted(paths)[:3]) + (", ..." if len(paths) > 3 else "")
    what = "1 file is no payload" if len(paths) == 1 else f"{len(paths)} files are no payloads"
    message = f"{what} of an operation that can be told, and not judged: {shown}"
    return [Notice("unknown-operation", "", message, hint="name one on the command line to see how to map it")]


def rule_info(rule: Rule, judged: int = 0, skipped: int = 0) -> RuleInfo:
    """Return what a report tells of a rule."""
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
        skipped,
    )


def _order(finding: Finding) -> tuple[str, int, int, int, str, str, int]:
    place = finding.place
    line, column = (place.line, place.column) if place is not None else (0, 0)
    return (finding.path, finding.request, line, column, finding.rule, finding.pointer, -rank(finding.severity))
