"""How grave a problem is: the rule's worst case, weakened by the first entry that is not false."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from pinvet.model import rank

if TYPE_CHECKING:
    from pinvet.checks.problem import Problem
    from pinvet.checks.view import View
    from pinvet.rulebook.program import Check


class Decision(NamedTuple):
    """The severity of one problem, and the other side where sources disagree."""

    severity: str
    contested: str | None
    remark: str | None
    reached: tuple[str, ...] = ()


def decide(check: Check, problem: Problem, view: View) -> Decision | None:
    """Return how grave a problem is, or None where another rule says it."""
    rule = check.rule
    severity: str = problem.severity or rule.severity
    contested = problem.contested or rule.contested
    remark = problem.remark or rule.remark
    reached = () if problem.row is None else (f"row {problem.row}",)
    number = _entry(check, problem, view)
    if _is_dropped(check, problem, number):
        return None
    if number is not None:
        entry = check.weaker[number]
        reached = (*reached, f"weaker {number}")
        severity = _weaker_of(severity, entry.severity)
        contested, remark = entry.contested or contested, entry.remark or remark
    if contested is not None:
        severity = _weaker_of(severity, "warning")
    if _presumed(check, view):
        severity = _weaker_of(severity, "warning")
    return Decision(severity, contested, remark, reached)


def is_told(check: Check, problem: Problem, view: View) -> bool:
    """Tell whether a problem is one to speak of, however grave; `decide` would return something."""
    return not _is_dropped(check, problem, _entry(check, problem, view))


def _entry(check: Check, problem: Problem, view: View) -> int | None:
    """Return the number of the entry that weakens a problem: the first that is not false."""
    return next((number for number, one in enumerate(check.weaker) if one.applies(problem, view)), None)


def _is_dropped(check: Check, problem: Problem, number: int | None) -> bool:
    if number is None:
        return problem.empty  # what is sent empty is a finding only where an entry says so
    return check.weaker[number].severity == "none"


def unknown(check: Check, problem: Problem) -> Decision | None:
    """Return how grave a problem is whose answer depends on an unknown fact, or None where that is a skip."""
    verdict = check.rule.body.get("if_unknown", "skip")
    if verdict == "skip" or problem.never_guess:
        return None
    return Decision(
        _weaker_of(verdict, problem.severity or verdict),
        problem.contested or check.rule.contested,
        problem.remark or check.rule.remark,
        ("if_unknown",),
    )


def _weaker_of(one: str, other: str) -> str:
    return one if rank(one) <= rank(other) else other


def _presumed(check: Check, view: View) -> bool:
    """Tell whether a check asks what is only presumed: of the parents, or of the entity that an update changes."""
    if check.presumes and any(known is not None and known.presumed for known in (view.campaign(), view.ad_group())):
        return True
    root = view.root
    if root.was is None or not root.was.presumed:
        return False
    told = root.was.values
    heads = {(*check.at, *path)[0] for path in check.names}
    return check.presumes or any(head in told and root.value.get(head) is None for head in heads)
