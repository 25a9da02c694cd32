"""What recorded answers say of the rules: refusals that none explains, and what each judged and found."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from pinvet.redact import clean
from pinvet.reporters.ids import folded as ids
from pinvet.reporters.phrases import counted, wrap

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from pinvet.finding import Refusal, RuleInfo
    from pinvet.report import Report
    from pinvet.reporters import Options
    from pinvet.reporters.paint import Paint

SHOWN: Final = 10
COLUMNS: Final = ("judged", "found", "confirmed", "contradicted", "skipped")
REASONS: Final = {
    "conditions": "could have applied and never did: nothing that came met their conditions",
    "operations": "had nothing to apply to: no request of their operations came",
}


def refused(refusals: Sequence[Refusal], options: Options, paint: Paint) -> list[str]:
    """Print what the API refused although nothing was found."""
    if not refusals:
        return []
    lines = [paint("note", "refused by the API, and no rule explains why")]
    limit = len(refusals) if options.verbose else SHOWN
    for one in refusals[:limit]:
        code = f", code {clean(one.code)}" if one.code else ""
        said = f": {clean(one.message)}" if one.message else ""
        lines.append(f"   - {clean(one.operation)}, status {one.status}{code}{said}")
        lines.append(
            f"     {counted(one.times, 'time')}, first at {clean(one.path)}:{one.line} (request {one.request})"
        )
    if len(refusals) > limit:
        lines.append(f"   - ... {len(refusals) - limit:,} more (-v prints all)")
    return lines


def statistics(rules: Sequence[RuleInfo], paint: Paint) -> list[str]:
    """Print a table of what each rule that judged anything came to."""
    shown = [rule for rule in rules if rule.judged or rule.found or rule.skipped]
    if not shown:
        return []
    width = max(len(f"{rule.id} {rule.name}") for rule in shown)
    lines = [paint("strong", f"{'rule':<{width}}" + "".join(f"{name:>14}" for name in COLUMNS))]
    for rule in shown:
        numbers = (rule.judged, rule.found, rule.confirmed, rule.contradicted, rule.skipped)
        mark = "  contradicted more often than not" if is_doubtful(rule) else ""
        lines.append(
            f"{clean(rule.id)} {clean(rule.name)}".ljust(width) + "".join(f"{number:>14,}" for number in numbers) + mark
        )
    return lines


def unapplied(report: Report, options: Options, paint: Paint) -> Iterator[list[str]]:
    """Print the rules that judged nothing, by the reason for it and by pack."""
    known = [*(rule.id for rule in report.rules), *(rule for one in report.unapplied for rule in one.rules)]
    for reason, told in REASONS.items():
        packs = [one for one in report.unapplied if one.reason == reason]
        if not packs or not report.rules:
            continue
        number = sum(len(one.rules) for one in packs)
        lines = [paint("strong", f"{counted(number, 'rule')} {told}")]
        for one in packs:
            opening = f"   - {clean(one.pack)}: "
            first, *more = wrap(clean(ids(one.rules, known)), options.width - len(opening))
            lines += [opening + first, *(" " * len(opening) + line for line in more)]
        yield lines


def is_doubtful(rule: RuleInfo) -> bool:
    """Tell whether the API accepted more of what a rule finds wrong than it refused."""
    return rule.severity == "error" and rule.contradicted > rule.confirmed  # no other says that the API refuses
