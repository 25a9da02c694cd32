"""The checks of one operation against the entities of one request: respelled, asked, settled."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from pinvet.checks.view import View
from pinvet.engine.ask import Raised, ask, ask_address
from pinvet.engine.seat import Seat, respell, sent
from pinvet.engine.tally import Judgings
from pinvet.routing import Slot

if TYPE_CHECKING:
    from collections.abc import Sequence

    from pinvet.checks.view import Call
    from pinvet.engine.seat import Respelled
    from pinvet.engine.verdict import Gap, Verdict
    from pinvet.routing import Fault
    from pinvet.rulebook.program import Program


class Judged(NamedTuple):
    """What judging one request gave. ``views`` are its entities as checks saw them."""

    verdicts: Sequence[Verdict]
    gaps: Sequence[Gap]
    views: Sequence[View]
    tally: Judgings


def judge(program: Program, call: Call, slots: Sequence[tuple[int, Slot]], faults: tuple[Fault, ...] = ()) -> Judged:
    """Judge entities of a request, each given with its position there.

    ``call`` holds the account as it was before the request; nothing changes.
    """
    respelled: dict[int, Respelled] = {}
    views: list[View] = []
    for index, slot in slots:
        value = sent(program, slot) if slot.wrapper else slot.value
        other = respell(program, value) if program.spellers else None
        if other is not None:
            respelled[index], value = other, other.value
        view = View(call, value, index, slot.wrapper)
        view.wrapper_at = None if slot.pointer == slot.wrapper_pointer else slot.wrapper_pointer
        views.append(view)
    tally = Judgings()
    said: list[tuple[View, list[Raised]]] = []
    if not views:
        return _without_entities(program, call, faults, tally)
    call.siblings = views
    quiet = not faults and not respelled
    for view in views:
        raised = ask(program, view, tally)
        said.append((view, raised))
        quiet = quiet and not raised
    call.siblings = ()  # views and calls that point at each other would wait for the garbage collector
    if quiet:
        return Judged((), (), views, tally)
    call.siblings = views
    seats = {
        index: Seat(slot, view, sent(program, slot), respelled.get(index))
        for (index, slot), view in zip(slots, views, strict=True)
    }
    verdicts, gaps = settle_all(program, call, said, seats, faults)
    call.siblings = ()
    return Judged(verdicts, gaps, views, tally)


def _without_entities(program: Program, call: Call, faults: tuple[Fault, ...], tally: Judgings) -> Judged:
    """Judge a request in which no entity was found: the shape of its body, and its address."""
    view = View(call, {})
    call.siblings = (view,)
    raised = ask_address(program, view, tally)
    if call.body is None and any(one.known and one.problem is not None and one.problem.part for one in raised):
        faults = ()  # what the body lacks was written into the address, and that is said
    seats = {0: Seat(Slot((), {}, {}, ()), view, {}, None)}
    verdicts, gaps = settle_all(program, call, [(view, raised)], seats, faults)
    call.siblings = ()
    return Judged(verdicts, gaps, (), tally)


def settle_all(
    program: Program,
    call: Call,
    said: list[tuple[View, list[Raised]]],
    seats: dict[int, Seat],
    faults: tuple[Fault, ...],
) -> tuple[list[Verdict], list[Gap]]:
    """Return what is reported of what was said: one fault once, and what could not be decided."""
    from pinvet.engine.precedence import settle
    from pinvet.engine.settling import settled, whole
    from pinvet.engine.verdict import Gap

    verdicts = whole(program, call, faults) if faults else []
    gaps: list[Gap] = []
    for view, raised in said:
        seat = seats[view.index]
        found: list[Verdict] = []
        for one in (*_misspelled(seat), *raised):
            answer = settled(one, seat, seats)
            if isinstance(answer, Gap):
                gaps.append(answer)
            elif answer is not None:
                found.append(answer)
        verdicts.extend(settle(found))
    return verdicts, gaps


def _misspelled(seat: Seat) -> list[Raised]:
    problems = () if seat.respelled is None else seat.respelled.problems
    answers = [(check, problem, check.condition.holds(seat.view)) for check, problem in problems]
    return [
        Raised(check, seat.view, problem, answer is True) for check, problem, answer in answers if answer is not False
    ]
