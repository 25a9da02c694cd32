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
    raised: list[Raised] = []
    if view.call.update:
        _update(program, view, raised, tally)
    else:
        _create(program, view, raised, tally)
    for check in program.placed:
        if check.at[0] in view.value:
            _inside(check, view, raised, tally)
    return raised


def _create(program: Program, view: View, raised: list[Raised], tally: Judgings) -> None:
    """Judge a new entity by what its shape leaves to judge."""
    plan = program.plans.of(view)
    tally.plans.append(plan)
    for number, holds, finders in plan.steps:
        answer = True if holds is None else holds(view)
        if answer is False:
            continue
        known = answer is True
        if known and holds is not None:
            tally.groups[number] = tally.groups.get(number, 0) + 1
        for find, check in finders:
            for problem in find(view):
                raised.append(Raised(check, view, problem, known))  # noqa: PERF401  # most lists are empty


def _update(program: Program, view: View, raised: list[Raised], tally: Judgings) -> None:
    """Judge a change: only by the checks that it touches."""
    for holds, checks in program.changes.of(view.value):
        answer = holds(view)
        if answer is not False:
            for check in checks:
                _check(check, view, raised, tally, known=answer is True)


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
