"""Every check that applies to an entity is asked, and what it says is kept: most say nothing."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from pinvet.checks.paths import nodes
from pinvet.checks.state_tests import is_touched

if TYPE_CHECKING:
    from collections.abc import Iterator

    from pinvet.checks.problem import Problem
    from pinvet.checks.view import View
    from pinvet.engine.tally import Judgings
    from pinvet.rulebook.plan import Plan
    from pinvet.rulebook.program import Check, Program


class Raised(NamedTuple):
    """What a check said of an entity, or of an object inside it.

    ``known`` tells that the check's condition holds; else nobody knows whether it does. ``problem`` is None where
    the check could not be asked at all.
    """

    check: Check
    view: View
    problem: Problem | None
    known: bool


def ask(program: Program, view: View, tally: Judgings) -> list[Raised]:
    """Return what the checks of an operation say of one entity."""
    return by_plan(program.plans.of(view), view, tally)


def by_plan(plan: Plan, view: View, tally: Judgings) -> list[Raised]:
    """Return what the checks that a plan leaves say of one entity."""
    raised: list[Raised] = []
    tally.plans.append(plan)
    for number, holds, finders, _ in plan.steps:
        answer = True if holds is None else holds(view)
        if answer is False:
            continue
        known = answer is True
        if known and holds is not None:
            tally.groups[number] = tally.groups.get(number, 0) + 1
        for find, check in finders:
            for problem in find(view):
                raised.append(Raised(check, view, problem, known))  # noqa: PERF401  # most lists are empty
    if plan.fits is None or view.call.query or not plan.fits(view.value):
        for check in plan.gauged:
            raised += [Raised(check, view, problem, known=True) for problem in check.kind.find(view)]
    if plan.touched or plan.placed:
        _rarely(plan, view, raised, tally)
    return raised


def _rarely(plan: Plan, view: View, raised: list[Raised], tally: Judgings) -> None:
    """Ask the checks that a change touches, and those of places inside."""
    for holds, checks in plan.touched:
        answer = holds(view)
        if answer is not False:
            for check in checks:
                _check(check, view, raised, tally, known=answer is True)
    for check in plan.placed:
        _inside(check, view, raised, tally)


def ask_address(program: Program, view: View, tally: Judgings) -> list[Raised]:
    """Return what the checks of the address say of a request in which no entity was found."""
    raised: list[Raised] = []
    for group in program.groups:
        checks = [check for check in group.checks if check.kind.of_address]
        answer = group.condition.holds(view) if checks else False
        for check in checks if answer is not False else ():
            _check(check, view, raised, tally, known=answer is True)
    return raised


def _inside(check: Check, view: View, raised: list[Raised], tally: Judgings) -> None:
    for inner in places(view, check):
        answer = check.condition.holds(inner)
        if answer is not False:
            _check(check, inner, raised, tally, known=answer is True)


def _check(check: Check, view: View, raised: list[Raised], tally: Judgings, *, known: bool) -> None:
    call = view.call
    if call.update and check.names and not _touches(view, check):
        return
    if known:
        tally.checks[check.rule.id] = tally.checks.get(check.rule.id, 0) + 1
    elif check.final and not call.endless:
        raised.append(Raised(check, view, None, known))
        return
    for problem in check.kind.find(view):
        raised.append(Raised(check, view, problem, known))  # noqa: PERF401  # most lists are empty


def places(view: View, check: Check) -> Iterator[View]:
    """Yield the objects inside an entity at which a check is judged."""
    for pointer, value in nodes(view.value, check.at):
        if isinstance(value, dict):
            yield view.inside(pointer, value)


def _touches(view: View, check: Check) -> bool:
    if check.kind.nulls:
        return any(path[0] in view.value for path in check.names)
    return any(is_touched(view, path) for path in check.names)
