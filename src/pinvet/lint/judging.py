"""A judged request to findings and skips: selection, severities, suppressions, places."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, NamedTuple

from pinvet.checks.view import NOTHING_DECLARED
from pinvet.model import Notice

if TYPE_CHECKING:
    from pinvet.engine.judge import Judged
    from pinvet.engine.requests import Outcome, Routed, Setting
    from pinvet.engine.verdict import Verdict
    from pinvet.lint.tally import Tally
    from pinvet.model import Severity
    from pinvet.policy import Policy


class Terms(NamedTuple):
    """What a run reports by: the engine's setting, the team's policy, whether deprecations fail after their date."""

    setting: Setting
    policy: Policy
    fail_deprecated: bool = False


def record(outcome: Outcome, routed: Routed, run: Terms, tally: Tally) -> None:
    """Turn what a request came to into findings and skips of the run."""
    tally.requests += 1
    tally.entities += outcome.entities
    for program, judged in outcome.parts:
        tally.ran(program, judged.tally)
        for gap in judged.gaps:
            if gap.check.rule.id in run.policy.selected:
                tally.skips.add(gap, routed.file, routed.request.position)
        if judged.verdicts:
            _record_verdicts(judged, routed, run, tally)
        for view in judged.views:
            if view.call.declared is not NOTHING_DECLARED or view.call.account.entities["campaigns"]:
                from pinvet.lint.contradictions import contradictions

                for message in contradictions(view):
                    tally.notice_once(Notice("context", routed.file, message))


def _record_verdicts(judged: Judged, routed: Routed, run: Terms, tally: Tally) -> None:
    from pinvet.lint.placing import Site, finding, fingerprints

    operation = run.setting.book.table.operation(routed.operation)
    request = routed.request
    site = Site(routed.file, routed.document, routed.base, request.position, request.method, operation)
    verdicts = [one for one in judged.verdicts if one.check.rule.id in run.policy.selected]
    entities: dict[int, dict[str, Any]] = {view.index: view.value for view in judged.views}
    for verdict, identity in zip(verdicts, fingerprints(verdicts, site, entities), strict=True):
        severity = severity_of(verdict, run)
        one = finding(verdict, site, severity, identity)
        reason = run.policy.suppression(one)
        if reason is not None:
            tally.suppressed.append(one._replace(remark=reason))
        else:
            tally.found(one, listed=run.policy.shows(severity))


def severity_of(verdict: Verdict, run: Terms) -> Severity:
    """Return the severity that is reported: the team's own, else the rule's; a deprecation may fail after its date."""
    rule = verdict.check.rule
    own = run.policy.severities.get(rule.id)
    if own is not None:
        return own
    sunset = rule.body.get("deprecated")
    if run.fail_deprecated and sunset is not None and verdict.severity == "warning" and day(run.setting.now) >= sunset:
        return "error"
    return verdict.severity


def day(now: int) -> str:
    """Return the day, in UTC, of a Unix time in seconds, such as ``2026-11-21``."""
    from time import gmtime, strftime

    return strftime("%Y-%m-%d", gmtime(now))
