"""What recorded answers say of the rules: refusals that none explains, and what each judged and found."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from pinvet.redact import clean
from pinvet.reporters.phrases import counted

if TYPE_CHECKING:
    from collections.abc import Sequence

    from pinvet.model import Refusal, RuleInfo
    from pinvet.reporters import Options
    from pinvet.reporters.paint import Paint

SHOWN: Final = 10
COLUMNS: Final = ("judged", "found", "confirmed", "contradicted", "skipped")


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


def is_doubtful(rule: RuleInfo) -> bool:
    """Tell whether the API accepted more of what a rule finds wrong than it refused."""
    return rule.contradicted > rule.confirmed
