"""What checks said, as verdicts with rule, severity and places, or as gaps where a fact is missing."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from pinvet.checks.clock import today
from pinvet.checks.kinds.kind import applicable
from pinvet.checks.paths import dotted
from pinvet.checks.problem import Problem
from pinvet.checks.registry import SPELLING
from pinvet.checks.view import View
from pinvet.checks.words import listing
from pinvet.engine.severity import decide, is_told, unknown
from pinvet.engine.verdict import Elsewhere, Gap, Verdict

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from pinvet.checks.problem import Beside
    from pinvet.checks.view import Call
    from pinvet.engine.ask import Raised
    from pinvet.engine.seat import Seat
    from pinvet.engine.severity import Decision
    from pinvet.model import Pointer
    from pinvet.routing import Fault
    from pinvet.rulebook.program import Program


def settled(raised: Raised, seat: Seat, seats: Mapping[int, Seat]) -> Verdict | Gap | None:
    """Return the verdict on a problem, the gap where its answer depends on what nobody knows, or None for neither."""
    check, view, problem, known = raised
    if view.call.cut and problem is not None and problem.aspect == "absence":
        return None  # it may stand in the part that was not recorded
    if problem is None:
        return Gap(check, view, check.condition.missing(view), seat.slot.pointer)
    if known and not problem.missing:
        decision = decide(check, problem, view)
        return None if decision is None else _verdict(raised, problem, seat, seats, decision)
    decision = None if check.outer.holds(view) is None else unknown(check, problem)
    if decision is not None:
        return _verdict(raised, problem, seat, seats, decision)
    if not is_told(check, problem, view):
        return None
    missing = problem.missing if known else (*check.condition.missing(view), *problem.missing)
    at = () if problem.part is not None else problem.pointer
    return Gap(check, view, missing, seat.written((*view.prefix, *at)))


def whole(program: Program, call: Call, faults: tuple[Fault, ...]) -> list[Verdict]:
    """Return the verdicts on the body as a whole: each fault of its shape by the rule of its aspect."""
    verdicts: list[Verdict] = []
    if call.cut and call.body is None:
        return verdicts  # nothing of the body was recorded
    for check in program.body_checks:
        for fault in faults:
            if fault.aspect != check.rule.argument or (call.cut and fault.aspect == "size"):
                continue
            view = View(call, {}, 0)
            problem = Problem((), "value", fault.message)
            if check.condition.holds(view) is False:
                continue
            decision = decide(check, problem, view)
            if decision is None:
                continue
            verdicts.append(
                Verdict(
                    check,
                    decision.severity,  # type: ignore[arg-type]  # the pack schema allows nothing else
                    decision.contested,
                    decision.remark,
                    fault.message,
                    fault.pointer,
                    dotted(fault.pointer),
                    "value",
                    (),
                    -1,
                    request=call.request,
                )
            )
    return verdicts


def _verdict(raised: Raised, problem: Problem, seat: Seat, seats: Mapping[int, Seat], decision: Decision) -> Verdict:
    check, view = raised.check, raised.view
    prefix = view.prefix
    rests = tuple(seat.written(pointer) for pointer in (*check.condition.rests(view), *problem.rests))

    def place(pointer: Pointer) -> Pointer:
        if check.rule.kind == SPELLING:  # its pointers are those of what was written
            return seat.origin(pointer)
        return seat.written((*prefix, *pointer))

    return Verdict(
        check=check,
        severity=decision.severity,  # type: ignore[arg-type]  # the pack schema allows nothing else
        contested=decision.contested,
        remark=decision.remark,
        message=_message(raised, problem),
        pointer=place(problem.pointer) if problem.part is None else problem.pointer,
        parameter=dotted((*prefix, *problem.pointer) if problem.part is None else problem.pointer),
        aspect=problem.aspect,
        entity=seat.slot.pointer,
        position=view.index,
        names=problem.names,
        rests=rests,
        related=tuple(_beside(one, seat, seats, place) for one in problem.related),
        request=view.call.request,
        identity=view.identity,
        reached=decision.reached,
        ended=_has_ended(raised),
        part=problem.part,
        **_fix(raised, problem, seat, decision, place),
    )


def _beside(one: Beside, seat: Seat, seats: Mapping[int, Seat], place: Callable[[Pointer], Pointer]) -> Elsewhere:
    if one.request is not None:
        entity = tuple((one.entity or 0) if isinstance(step, int) else step for step in seat.slot.pointer)
        return Elsewhere((*entity, *one.pointer), one.message, one.request)  # alike, in an earlier body
    if one.entity is None or one.entity == seat.view.index:
        return Elsewhere(place(one.pointer), one.message)
    return Elsewhere(seats[one.entity].written(one.pointer), one.message)


def _message(raised: Raised, problem: Problem) -> str:
    """Return what a problem says, for what reason, and when what it is about ends."""
    check, known, message = raised.check, raised.known, problem.message
    if check.condition.words:
        message = f"{message}, {'because' if known else 'if'} {listing(check.condition.words)}"
    end = check.rule.body.get("deprecated")
    return message if end is None else f"{message}; its documented end {'was' if _has_ended(raised) else 'is'} {end}"


def _has_ended(raised: Raised) -> bool:
    """Tell whether what a rule is about had its documented end before a request was sent."""
    end: str | None = raised.check.rule.body.get("deprecated")
    day = None if end is None else today(raised.view)
    return isinstance(day, str) and end is not None and day >= end


def _fix(
    raised: Raised, problem: Problem, seat: Seat, decision: Decision, place: Callable[[Pointer], Pointer]
) -> dict[str, Any]:
    check = raised.check
    own = check.rule.body.get("fix")
    if own == "none":
        return {}
    patch, title, safe = problem.patch, problem.fix_title, problem.safe
    if isinstance(own, dict) and "set" in own:
        name, value = next(iter(own["set"].items()))
        patch, title = ({"op": "add", "path": tuple(name.split(".")), "value": value},), f"set {name}"
        safe = False
    elif isinstance(own, dict) and "remove" in own:
        patch, title = ({"op": "remove", "path": tuple(own["remove"].split("."))},), f"remove {own['remove']}"
        safe = False
    elif own in ("safe", "unsafe"):
        safe = own == "safe"
    spelled = check.rule.kind == SPELLING
    if decision.contested is not None and not spelled:
        safe = False
    if problem.part is not None and not isinstance(own, dict):  # it stands outside the entity, and so does its fix
        return {"patch": patch, "fix_title": title, "safe": safe} if patch else {}
    value = seat.sent if spelled else raised.view.value
    steps = [part for step in patch for part in applicable(step, value)]
    if not steps:
        return {}
    written = tuple(
        {key: place(value) if key in ("path", "from") else value for key, value in step.items()} for step in steps
    )
    return {"patch": written, "fix_title": title, "safe": safe}
