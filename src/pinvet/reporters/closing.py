"""The end of the text report: what could not be judged and how to have it judged, the counts, the next step."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from pinvet.model import rank
from pinvet.redact import clean
from pinvet.reporters.phrases import counted, counts, headline_place, scope, unjudged

if TYPE_CHECKING:
    from collections.abc import Iterator

    from pinvet.finding import Finding, Skip
    from pinvet.report import Report
    from pinvet.reporters import Options
    from pinvet.reporters.paint import Paint

FACTS_SHOWN: Final = 5


def skipped(skips: tuple[Skip, ...], options: Options, paint: Paint) -> Iterator[list[str]]:
    """Print skips by reason: each missing fact, what hangs on it, and how to supply it."""
    groups: dict[str, list[Skip]] = {}
    for skip in skips:
        groups.setdefault(skip.reason, []).append(skip)
    for reason, members in groups.items():
        yield _group(reason, members, options, paint)


def _group(reason: str, members: list[Skip], options: Options, paint: Paint) -> list[str]:
    lines = [paint("note", f"not judged: {clean(reason.replace('-', ' '))}")]
    limit = len(members) if options.verbose else FACTS_SHOWN
    for position, skip in enumerate(members[:limit]):
        lines += [f"   - {clean(skip.missing)}", f"     {unjudged(skip)}"]
        following = members[position + 1] if position + 1 < limit and position + 1 < len(members) else None
        if skip.remedy and (following is None or following.remedy != skip.remedy):
            lines.append(f"   {paint('gutter', '=')} {paint('strong', 'remedy:')} {clean(skip.remedy)}")
    if len(members) > limit:
        lines.append(f"   - ... {len(members) - limit:,} more (-v prints all)")
    return lines


def set_aside(findings: tuple[Finding, ...], options: Options, paint: Paint) -> Iterator[list[str]]:
    """Print what was suppressed by reason: the rules, how often, and where first."""
    reasons: dict[str, dict[str, list[Finding]]] = {}
    for finding in findings:
        reasons.setdefault(finding.remark or "", {}).setdefault(finding.rule, []).append(finding)
    for reason, rules in reasons.items():
        lines = [paint("note", clean(f"suppressed: {reason}" if reason else "suppressed"))]
        for members in list(rules.values())[: None if options.verbose else FACTS_SHOWN]:
            first = members[0]
            number = counted(len(members), "finding")
            lines.append(f"   - {clean(f'{first.rule} {first.name}')}, {number}, first at {headline_place(first)}")
        if len(rules) >= len(lines):
            lines.append(f"   - ... {counted(len(rules) - len(lines) + 1, 'more rule')} (-v prints all)")
        yield lines


def closing(report: Report, options: Options, paint: Paint) -> list[str]:
    """Print the counts and what to do next."""
    summary = report.summary
    style = "error" if summary.errors else "warning" if summary.warnings else "strong"
    lines = [paint(style, counts(summary)), scope(summary)]
    doubtful = _doubtful(report) if report.findings else []
    if doubtful:
        named = ", ".join(doubtful[:6]) + (", ..." if len(doubtful) > 6 else "")
        lines.append(clean(f"the API accepted most of what {named} found: `--statistics` shows how often"))
    if report.partial:
        lines.append("stopped before the end of the input; the counts are of what was read")
    opening = "next: "
    for step in _steps(report, options):
        lines.append(f"{paint('strong', opening) if opening.strip() else opening}{clean(step)}")
        opening = " " * len(opening)
    return [*lines, *strictness(report, options)]


def strictness(report: Report, options: Options) -> list[str]:
    """Say that nothing but strictness makes the exit code 2, where that is so."""
    if not options.strict or not report.notices or report.partial or any(notice.fatal for notice in report.notices):
        return []
    return [f"{clean(options.strict)} turned {counted(len(report.notices), 'notice')} into exit code 2"]


def _doubtful(report: Report) -> list[str]:
    """Return the rules of which the API accepted more than it refused."""
    from pinvet.reporters.measured import is_doubtful

    told = {finding.rule for finding in report.findings}
    return [rule.id for rule in report.rules if rule.id in told and is_doubtful(rule)]


def _steps(report: Report, options: Options) -> Iterator[str]:
    worst = max(report.findings, key=lambda finding: rank(finding.severity), default=None)
    if worst:
        yield f"`pinvet explain {worst.rule}` tells why, and how to fix it"
    summary = report.summary
    if summary.hidden and not options.show_notes:
        what = "note" if summary.hidden == summary.notes else "hidden finding"
        yield f"`--show notes` prints {counted(summary.hidden, what)}"
    flagged = [skip for skip in report.skips if skip.remedy.startswith("--")]
    widest = max(flagged, key=lambda skip: skip.entities, default=None)
    if widest:
        concerned = sum(skip.entities for skip in flagged if skip.remedy == widest.remedy)
        yield f"`{widest.remedy}` judges {counted(concerned, 'skipped entity', 'skipped entities')}"
    if report.summary.warnings and not report.summary.errors and options.fail_on == "error":
        yield "`--fail-on warning` makes warnings fail the run"
