"""The short way for a plain list of entities under their right names, which is most of what is ever judged.

There is nothing to split and nothing to respell, so that each entity stands where it is judged.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from pinvet.checks.view import View
from pinvet.engine.ask import by_plan
from pinvet.engine.judge import Judged, settle_all
from pinvet.engine.seat import Seat
from pinvet.engine.tally import Judgings
from pinvet.model import new
from pinvet.routing import Slot

if TYPE_CHECKING:
    from pinvet.checks.view import Call
    from pinvet.engine.ask import Raised
    from pinvet.rulebook.program import Program


def plainly(program: Program, call: Call, body: Any, *, without: str = "") -> Judged | None:
    """Judge a list of entities, and return what it gave; None where that takes the whole way.

    An entity that has the parameter `without` is one of another operation.
    """
    limits = program.plain
    if limits is None or type(body) is not list or not limits[0] <= len(body) <= limits[1]:
        return None
    views: list[View] = []
    for index, value in enumerate(body):
        if type(value) is not dict or without in value:
            return None
        views.append(View(call, value, index))
    call.siblings = views
    tally = Judgings()
    said: list[tuple[View, list[Raised]]] = []
    plan_of = program.plans.of
    for view in views:
        plan = plan_of(view)
        if plan.is_open:  # names or values may have to be respelled
            call.siblings = ()
            return None
        raised = by_plan(plan, view, tally)
        if raised:
            said.append((view, raised))
    if not said:
        call.siblings = ()  # views and calls that point at each other would wait for the garbage collector
        return new(Judged, ((), (), views, tally))
    verdicts, gaps = settle_all(program, call, said, _seats(views), ())
    call.siblings = ()
    return Judged(verdicts, gaps, views, tally)


def _seats(views: list[View]) -> dict[int, Seat]:
    return {view.index: Seat(Slot((view.index,), view.value, {}, ()), view, view.value, None) for view in views}
