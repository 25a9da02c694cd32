"""A judged request to findings and skips: selection, severities, suppressions, places."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, NamedTuple

from pinvet.checks.view import NOTHING_DECLARED
from pinvet.model import Notice

if TYPE_CHECKING:
    from collections.abc import Sequence

    from pinvet.checks.view import View
    from pinvet.engine.judge import Judged
    from pinvet.engine.requests import Outcome, Routed, Setting
    from pinvet.engine.verdict import Verdict
    from pinvet.finding import Finding
    from pinvet.lint.origins import Origins
    from pinvet.lint.tally import Tally
    from pinvet.model import Severity
    from pinvet.policy import Policy
    from pinvet.rulebook.program import Program
    from pinvet.sources.record import Record


class Terms(NamedTuple):
    """What a run reports by: the engine's setting, the team's policy, whether deprecations fail after their date.

    ``frames`` says whether somebody wants to see the lines around findings.
    """

    setting: Setting
    policy: Policy
    fail_deprecated: bool = False
    frames: bool = True


class Recorded(NamedTuple):
    """The exchange of a capture that a request was read from, and where earlier ones stand."""

    record: Record
    origins: Origins


def record(outcome: Outcome, routed: Routed, run: Terms, tally: Tally, recorded: Recorded | None = None) -> bool:
    """Turn what a request came to into findings and skips of the run. Tell whether there was a finding."""
    tally.requests += 1
    tally.entities += outcome.entities
    found = False
    for program, judged in outcome.parts:
        tally.ran(program, judged)
        for gap in judged.gaps:
            if gap.check.rule.id in run.policy.selected:
                tally.skips.add(gap, routed.file, routed.request.position)
        if judged.verdicts:
            found = _record_verdicts(program, judged, routed, run, tally, recorded) or found
        if judged.views and _may_contradict(judged.views):
            from pinvet.lint.contradictions import contradictions

            for message in (message for view in judged.views for message in contradictions(view)):
                tally.notice_once(Notice("context", routed.file, message))
    return found


def _may_contradict(views: Sequence[View]) -> bool:
    """Tell whether there is anything that the entities of a request could be evidence against."""
    call = views[0].call
    if call.declared is not NOTHING_DECLARED:
        return True
    if call.entity is None or call.entity == "campaign" or not call.account.entities["campaigns"]:
        return False
    campaigns = (view.campaign() for view in views)
    return any(one is not None and one.values.get("is_performance_plus") is False for one in campaigns)


def _record_verdicts(
    program: Program, judged: Judged, routed: Routed, run: Terms, tally: Tally, recorded: Recorded | None
) -> bool:
    from pinvet.engine.witness import is_queued, witness
    from pinvet.lint.fingerprints import fingerprints
    from pinvet.lint.placing import Site, finding

    verdicts = [one for one in judged.verdicts if one.check.rule.id in run.policy.selected]
    if not verdicts:
        return False
    operation = run.setting.book.table.operation(routed.operation)
    request, document = routed.request, routed.document
    place = None
    if recorded is not None:
        document, place = recorded.record.written(), recorded.record.place
    bulk = operation.body is not None and bool(operation.body.parts)
    site = Site(
        routed.file,
        document,
        routed.base,
        request.position,
        request.method or operation.method,
        program.operation if bulk else operation,
        operation.path,
        place,
        None if recorded is None else recorded.origins,
        run.frames,
    )
    entities: dict[int, dict[str, Any]] = {view.index: view.value for view in judged.views}
    for verdict, identity in zip(verdicts, fingerprints(verdicts, site, entities), strict=True):
        severity = severity_of(verdict, run)
        one = finding(verdict, site, severity, identity)
        if recorded is not None:
            one = _with_guess(one, verdict, judged)
            said = witness(recorded.record.response, verdict.position, queued=is_queued(operation))
            one = one._replace(witness=said)
        tally.take(one, run.policy)
    return True


def _with_guess(one: Finding, verdict: Verdict, judged: Judged) -> Finding:
    """Let a finding say where it rests on the guess that a placeholder is a certain id."""
    from pinvet.lint.placeholders import remark

    view = next((view for view in judged.views if view.index == verdict.position), None)
    said = None if view is None else remark(view)
    return one if said is None else one._replace(remark=f"{one.remark} {said}" if one.remark else said)


def severity_of(verdict: Verdict, run: Terms) -> Severity:
    """Return the severity that is reported: the team's own, else the rule's; a deprecation may fail after its date."""
    rule = verdict.check.rule
    own = run.policy.severities.get(rule.id)
    if own is not None:
        return own
    fails = run.fail_deprecated and verdict.ended and verdict.severity == "warning"
    return "error" if fails else verdict.severity
