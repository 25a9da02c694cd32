"""What is left to judge of an entity: what depends on nothing but its shape, and on a few facts, is judged once.

Conditions are answered, and checks that find nothing in the first entity of a shape have nothing to find in the next.
A fact that takes few values, such as whether the campaign is Performance+, is asked once for each entity; the
conditions that follow from such facts are answered once for each of their values.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from pinvet.checks.gauge import Gauge
from pinvet.checks.kinds.structure import tree
from pinvet.checks.reads import values_of
from pinvet.rulebook.plan import Plan, Step, Touched
from pinvet.rulebook.shapes import Shapes

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

    from pinvet.api.operation import Operation
    from pinvet.checks.condition import Condition
    from pinvet.checks.kinds.spelling import Speller
    from pinvet.checks.problem import Problem
    from pinvet.checks.reads import Reads
    from pinvet.checks.view import View
    from pinvet.rulebook.plan import Find
    from pinvet.rulebook.program import Check, Group

MOST_STATES: Final = 32  # combinations of facts that are told apart for one shape


class Plans:
    """The plans of one operation."""

    __slots__ = ("_gauge", "_groups", "_has_wrapper", "_placed", "_shapes", "_spellers")

    def __init__(
        self, groups: tuple[Group, ...], operation: Operation, spellers: Iterable[Speller], placed: Iterable[Check]
    ) -> None:
        """Plan for groups of checks, and for those that are judged at places inside."""
        self._groups = groups
        self._spellers = tuple(spellers)
        self._placed = tuple(placed)
        nulls = any(check.rule.argument == "null" for group in groups for check in group.checks)
        self._gauge = Gauge(tree(operation), nulls=nulls)
        self._has_wrapper = bool(operation.wrapper)
        make = self._of_change if operation.does == "update" else self._of_new
        self._shapes = Shapes(operation, _read(groups), make)

    def of(self, view: View) -> Plan:
        """Return the plan for an entity as its checks see it."""
        plan = self._shapes.of(view)
        if not plan.asked:
            return plan
        facts = [ask(view) for ask in plan.asked]
        states = {} if plan.states is None else plan.states
        key = (*facts, *map(type, facts))
        try:
            found: Plan | None = states.get(key)
        except TypeError:  # a list or an object stands where a switch belongs
            return plan
        if found is None:
            found = _told(plan, view)
            if len(states) < MOST_STATES:
                states[key] = found
        return found

    def _of_new(self, view: View) -> Plan:
        steps: list[Step] = []
        held: list[int] = []
        gauged: list[Check] = []
        asked: dict[str, Callable[[View], Any]] = {}
        for number, group in enumerate(self._groups):
            answer = self._answer(group.condition, view)
            if answer is False:
                continue
            quick, slow = _by_gauge(group, holds=answer is True)
            gauged += quick
            finders = tuple((_finder(check, view), check) for check in slow if self._is_left(check, view))
            if answer is True:
                held.append(number)
                if finders:
                    steps.append(Step(number, None, finders))
                continue
            more = [fact for fact in group.condition.facts if not self._shapes.tell(fact.reads, view)]
            follows = all(fact.few for fact in more)
            asked.update({fact.name: fact.get for fact in more if follows})
            steps.append(Step(number, group.condition.holds, finders, follows))
        return Plan(
            tuple(steps), held=tuple(held), asked=tuple(asked.values()), states={}, **self._common(view, gauged)
        )

    def _of_change(self, view: View) -> Plan:
        touched: list[Touched] = []
        gauged: list[Check] = []
        for group in self._groups:
            answer = self._answer(group.condition, view)
            if answer is False:
                continue
            quick, slow = _by_gauge(group, holds=answer is True)
            gauged += quick
            concerned = tuple(check for check in slow if _concerns(check, view.value))
            if concerned:
                touched.append(Touched(group.condition.holds, concerned))
        judged = tuple(check.rule.id for check in gauged)
        return Plan(touched=tuple(touched), judged=judged, **self._common(view, gauged))

    def _common(self, view: View, gauged: list[Check]) -> dict[str, Any]:
        is_open = not all(
            self._shapes.tell(values_of((name,) for name in one.heads), view) and one.apply(view.value) is None
            for one in self._spellers
        )
        return {
            "placed": tuple(check for check in self._placed if view.value.get(check.at[0]) is not None),
            "is_open": is_open,
            "fits": None if is_open or self._has_wrapper else self._gauge.left(view.value, self._shapes.switches),
            "gauged": tuple(gauged),
        }

    def _answer(self, condition: Condition, view: View) -> bool | None:
        """Return what a condition comes to in every entity of this shape, None where that may differ."""
        tell = self._shapes.tell
        if tell(condition.reads, view):
            return condition.holds(view)
        fails = any(tell(part.reads, view) and part.holds(view) is False for part in condition.parts)
        return False if fails else None

    def _is_left(self, check: Check, view: View) -> bool:
        """Tell whether a check can find something in new entities of this shape."""
        needs = check.kind.needs
        if needs is not None and needs.isdisjoint(view.value):
            return False
        if not self._shapes.tell(check.kind.reads, view):
            return True
        return not all(self._is_dropped(check, problem, view) for problem in check.kind.find(view))

    def _is_dropped(self, check: Check, problem: Problem, view: View) -> bool:
        """Tell whether another rule says what a check finds in every entity of this shape."""
        for entry in check.weaker:
            if entry.speaks_of(problem, view):
                if entry.values or entry.defaults is not None or not self._shapes.tell(entry.when.reads, view):
                    return False
                if entry.when.holds(view) is not False:
                    return entry.severity == "none"
        return problem.empty


def _read(groups: tuple[Group, ...]) -> Iterator[Reads | None]:
    """Yield all that conditions and checks read of an entity."""
    for group in groups:
        yield group.condition.reads
        yield from (part.reads for part in group.condition.parts)
        yield from (fact.reads for fact in group.condition.facts)
        yield from (check.kind.reads for check in group.checks)


def _told(plan: Plan, view: View) -> Plan:
    """Return a plan with the conditions answered that follow from the facts of an entity."""
    steps: list[Step] = []
    held = list(plan.held)
    for step in plan.steps:
        if not step.follows or step.holds is None:
            steps.append(step)
            continue
        answer = step.holds(view)
        if answer is None:
            steps.append(step._replace(holds=_nobody_knows))
        elif answer:
            held.append(step.number)
            if step.finders:
                steps.append(step._replace(holds=None))
    return plan._replace(steps=tuple(steps), held=tuple(held), asked=(), states=None)


def _nobody_knows(_: View) -> None:
    """Answer a condition that follows from facts that nobody knows."""


def _by_gauge(group: Group, *, holds: bool) -> tuple[list[Check], list[Check]]:
    """Return the checks of a group that the gauge speaks for, where the group holds, and the others."""
    if not holds:
        return [], list(group.checks)
    quick = [check for check in group.checks if check.kind.gauged]
    return quick, [check for check in group.checks if not check.kind.gauged]


def _concerns(check: Check, sent: dict[str, Any]) -> bool:
    return not check.names or any(path[0] in sent for path in check.names)


def _finder(check: Check, view: View) -> Find:
    return check.kind.find if check.kind.narrow is None else check.kind.narrow(view)
