"""The short way for new entities of known shapes that nothing is to be said of: most of what is ever judged.

What a plan leaves to ask is asked; where a check says anything, or may have to, the whole way is taken instead.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from pinvet.checks.view import View
from pinvet.engine.ask import places
from pinvet.engine.judge import Judged
from pinvet.engine.tally import Judgings

if TYPE_CHECKING:
    from pinvet.checks.view import Call
    from pinvet.rulebook.program import Program


def quiet(program: Program, call: Call, body: Any, *, without: str = "") -> Judged | None:
    """Judge a list of new entities, and return what it gave where that is nothing; None where it may be something.

    An entity that has the parameter `without` is none that is new.
    """
    limits = program.operation.body
    if limits is None or limits.at != ("*",) or type(body) is not list:
        return None
    if len(body) < (limits.min or 0) or (limits.max is not None and len(body) > limits.max):
        return None
    views: list[View] = []
    for index, value in enumerate(body):
        if type(value) is not dict or without in value:
            return None
        views.append(View(call, value, index))
    tally = Judgings({}, {}, [])
    call.siblings = views
    try:
        for view in views:
            if not _is_quiet(program, view, tally):
                return None
    finally:
        call.siblings = ()
    return Judged((), (), views, tally)


def _is_quiet(program: Program, view: View, tally: Judgings) -> bool:
    plan = program.plans.of(view)
    if plan.is_open:
        return False
    tally.plans.append(plan)
    for number, holds, finders in plan.steps:
        if holds is not None:
            answer = holds(view)
            if answer is None:
                return False
            if answer is False:
                continue
            tally.groups[number] = tally.groups.get(number, 0) + 1
        for find, _ in finders:
            for _ in find(view):
                return False
    for check in plan.placed:
        for inner in places(view, check):
            answer = check.condition.holds(inner)
            if answer is None or (answer and any(True for _ in check.kind.find(inner))):
                return False
            if answer:
                tally.checks[check.rule.id] = tally.checks.get(check.rule.id, 0) + 1
    return True
