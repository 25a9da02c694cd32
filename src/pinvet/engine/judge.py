"""The checks of one operation against the entities of one request."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, NamedTuple

from pinvet.checks.conditions import is_touched
from pinvet.checks.kinds.kind import applicable
from pinvet.checks.kinds.spelling import trace
from pinvet.checks.paths import dotted, nodes
from pinvet.checks.problem import Beside, Problem
from pinvet.checks.registry import SPELLING
from pinvet.checks.view import Call, View
from pinvet.checks.words import listing
from pinvet.engine.precedence import settle
from pinvet.engine.severity import Decision, decide, unknown
from pinvet.engine.verdict import Gap, Verdict

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

    from pinvet.model import Pointer
    from pinvet.routing import Fault, Slot
    from pinvet.rulebook.plan import Plan
    from pinvet.rulebook.program import Check, Program


MOST_PLANS = 1000  # that wait to be counted


class Judgings(NamedTuple):
    """How many entities were judged: per group of checks on creates, per rule where each check decides for itself.

    ``plans`` holds the plan of each entity, for the groups that its shape alone makes judged.
    """

    groups: list[int]
    checks: dict[str, int]
    plans: list[Plan]

    def add(self, other: Judgings) -> None:
        """Take in what another request of the same operation judged."""
        for number, times in enumerate(other.groups):
            self.groups[number] += times
        for rule_id, times in other.checks.items():
            self.checks[rule_id] = self.checks.get(rule_id, 0) + times
        self.plans.extend(other.plans)
        if len(self.plans) > MOST_PLANS:
            self.count_plans()

    def count_plans(self) -> None:
        """Count what the plans hold, and let go of them."""
        for plan in self.plans:
            for number in plan.held:
                self.groups[number] += 1
        self.plans.clear()

    def by_rule(self, program: Program) -> dict[str, int]:
        """Return the number of entities that each rule judged."""
        self.count_plans()
        counts = dict(self.checks)
        for group, number in zip(program.groups, self.groups, strict=True):
            for check in group.checks if number else ():
                counts[check.rule.id] = counts.get(check.rule.id, 0) + number
        return counts


class Judged(NamedTuple):
    """What judging one request gave. ``views`` are its entities as checks saw them."""

    verdicts: list[Verdict]
    gaps: list[Gap]
    views: tuple[View, ...]
    tally: Judgings


class _Seat:
    """One entity with the way back from where checks see a parameter to where it was written.

    ``sent`` is the entity before spelling, with what the wrapper says for it.
    """

    __slots__ = ("misspelled", "moved", "peers", "sent", "slot", "view")

    def __init__(self, slot: Slot, view: View, sent: dict[str, Any], peers: dict[int, _Seat]) -> None:
        self.slot = slot
        self.view = view
        self.sent = sent
        self.moved: dict[Pointer, Pointer] = {}
        self.misspelled: list[tuple[Check, Problem]] = []
        self.peers = peers

    def written(self, pointer: Pointer) -> Pointer:
        """Return the pointer, from the body on, of a parameter named from the entity on."""
        return self.origin(trace(self.moved, pointer) or pointer)

    def origin(self, pointer: Pointer) -> Pointer:
        """Return the pointer, from the body on, of a parameter named as it was written; wrappers stand outside."""
        first = pointer[0] if pointer else None
        if first in self.slot.wrapper and self.slot.value.get(first) is None:
            return (*self.slot.wrapper_pointer, *pointer)
        return (*self.slot.pointer, *pointer)


def judge(program: Program, call: Call, slots: Iterable[tuple[int, Slot]], faults: Iterable[Fault] = ()) -> Judged:
    """Judge entities of a request, each given with its position there.

    ``call`` holds the account as it was before the request; nothing changes.
    """
    call.unset = program.unset
    peers: dict[int, _Seat] = {}
    for index, slot in slots:
        peers[index] = _seat(program, call, slot, index, peers)
    seats = list(peers.values())
    call.siblings = [seat.view for seat in seats]
    verdicts: list[Verdict] = []
    gaps: list[Gap] = []
    tally = Judgings([0] * len(program.groups), {}, [])
    faults = tuple(faults)
    if faults:
        verdicts.extend(_whole(program, call, faults))
    for seat in seats:
        found: list[Verdict] = []
        for check, problem in seat.misspelled:
            answer = check.condition.holds(seat.view)
            if answer is not False:
                _settle_problem(check, problem, seat.view, seat, found, gaps, known=answer is True)
        _entity(program, seat, found, gaps, tally)
        if found:
            verdicts.extend(settle(found))
    views = tuple(call.siblings)
    call.siblings = []  # views and calls, and seats, that point at each other would wait for the garbage collector
    peers.clear()
    return Judged(verdicts, gaps, views, tally)


def _seat(program: Program, call: Call, slot: Slot, index: int, peers: dict[int, _Seat]) -> _Seat:
    value = slot.value
    if slot.wrapper:
        body = program.operation.body
        names = body.wrapper_stands_for if body is not None else ()
        stands_for = {name: slot.wrapper[name] for name in names if name in slot.wrapper and value.get(name) is None}
        value = {**value, **stands_for} if stands_for else value
    sent = value
    moved: dict[Pointer, Pointer] = {}
    misspelled: list[tuple[Check, Problem]] = []
    for check, speller in program.spellers:
        result = speller.apply(value)
        if result is None:
            continue
        value = result.value
        for problem in result.problems:
            before = trace(moved, problem.pointer)
            misspelled.append((check, problem if before is None else problem._replace(pointer=before, patch=())))
        moved.update({target: trace(moved, source) or source for target, source in result.written.items()})
    seat = _Seat(slot, View(call, value, index, slot.wrapper), sent, peers)
    seat.moved, seat.misspelled = moved, misspelled
    return seat


def _entity(program: Program, seat: _Seat, found: list[Verdict], gaps: list[Gap], tally: Judgings) -> None:
    view = seat.view
    judged_all = _update if view.call.update else _create
    judged_all(program, seat, found, gaps, tally)
    for check in program.placed:
        if check.at[0] not in view.value:
            continue
        for inner in _places(view, check):
            answer = check.condition.holds(inner)
            if answer is not False:
                _check(check, inner, seat, found, gaps, tally, known=answer is True)


def _create(program: Program, seat: _Seat, found: list[Verdict], gaps: list[Gap], tally: Judgings) -> None:
    """Judge a new entity by what its shape leaves to judge."""
    view = seat.view
    plan = program.plans.of(view)
    tally.plans.append(plan)
    for number, holds, finders in plan.steps:
        answer = True if holds is None else holds(view)
        if answer is False:
            continue
        known = answer is True
        if known:
            tally.groups[number] += 1
        for find, check in finders:
            for problem in find(view):
                _settle_problem(check, problem, view, seat, found, gaps, known=known)


def _update(program: Program, seat: _Seat, found: list[Verdict], gaps: list[Gap], tally: Judgings) -> None:
    """Judge a change: only by the checks that it touches."""
    for group in program.groups:
        answer = group.holds(seat.view)
        if answer is not False:
            for check in group.checks:
                _check(check, seat.view, seat, found, gaps, tally, known=answer is True)


def _check(
    check: Check, view: View, seat: _Seat, found: list[Verdict], gaps: list[Gap], tally: Judgings, *, known: bool
) -> None:
    call = view.call
    if call.update and check.names and not _touches(view, check):
        return
    if known:
        tally.checks[check.rule.id] = tally.checks.get(check.rule.id, 0) + 1
    elif check.final and not call.endless:
        gaps.append(Gap(check, view, check.condition.missing(view), seat.slot.pointer))
        return
    for problem in check.kind.find(view):
        _settle_problem(check, problem, view, seat, found, gaps, known=known)


def _places(view: View, check: Check) -> Iterator[View]:
    for pointer, value in nodes(view.value, check.at):
        if isinstance(value, dict):
            yield view.inside(pointer, value)


def _touches(view: View, check: Check) -> bool:
    if check.kind.nulls:
        return any(path[0] in view.value for path in check.names)
    return any(is_touched(view, path) for path in check.names)


def _settle_problem(
    check: Check, problem: Problem, view: View, seat: _Seat, found: list[Verdict], gaps: list[Gap], *, known: bool
) -> None:
    if known and not problem.missing:
        decision = decide(check, problem, view)
    else:
        missing = problem.missing if known else (*check.condition.missing(view), *problem.missing)
        decision = None if check.outer.holds(view) is None else unknown(check, problem)
        if decision is None:
            if decide(check, problem, view) is not None:
                gaps.append(Gap(check, view, missing, seat.written((*view.prefix, *problem.pointer))))
            return
    if decision is not None:
        found.append(_verdict(check, problem, view, seat, decision, known=known))


def _verdict(check: Check, problem: Problem, view: View, seat: _Seat, decision: Decision, *, known: bool) -> Verdict:
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
        message=_message(check, problem, known=known),
        pointer=place(problem.pointer),
        parameter=dotted((*prefix, *problem.pointer)),
        aspect=problem.aspect,
        entity=seat.slot.pointer,
        position=view.index,
        names=problem.names,
        rests=rests,
        related=tuple(_beside(one, seat, place) for one in problem.related),
        request=view.call.request,
        identity=view.identity,
        reached=decision.reached,
        **_fix(check, problem, view, seat, decision, place),
    )


def _beside(one: Beside, seat: _Seat, place: Callable[[Pointer], Pointer]) -> tuple[Pointer, str]:
    if one.entity is None or one.entity == seat.view.index:
        return place(one.pointer), one.message
    return seat.peers[one.entity].written(one.pointer), one.message


def _message(check: Check, problem: Problem, *, known: bool) -> str:
    words = check.condition.words
    if not words:
        return problem.message
    return f"{problem.message}, {'because' if known else 'if'} {listing(words)}"


def _fix(
    check: Check,
    problem: Problem,
    view: View,
    seat: _Seat,
    decision: Decision,
    place: Callable[[Pointer], Pointer],
) -> dict[str, Any]:
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
    value = seat.sent if spelled else view.value
    whole = [part for step in patch for part in applicable(step, value)]
    if not whole:
        return {}
    written = tuple(
        {key: place(value) if key in ("path", "from") else value for key, value in step.items()} for step in whole
    )
    return {"patch": written, "fix_title": title, "safe": safe}


def _whole(program: Program, call: Call, faults: tuple[Fault, ...]) -> list[Verdict]:
    """Return the verdicts on the body as a whole: each fault of its shape by the rule of its aspect."""
    verdicts: list[Verdict] = []
    for check in program.body_checks:
        for fault in faults:
            if fault.aspect != check.rule.argument:
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
