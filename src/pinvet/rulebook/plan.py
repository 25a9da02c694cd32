"""What is left to judge of an entity, by its shape: names, types, what is filled, and the values of its switches.

Clients send the same few shapes all day. What depends on nothing but the shape is judged once, when the first entity
of that shape comes: conditions are answered, and checks that find nothing there have nothing to find in the next.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from pinvet.api.table import Operation
    from pinvet.checks.problem import Problem
    from pinvet.checks.reads import Reads
    from pinvet.checks.view import View
    from pinvet.rulebook.program import Check, Group

    Find = Callable[[View], Iterable[Problem]]

MOST_PLANS: Final = 256  # whoever sends more shapes than these, or huge ones, waits a little longer
MOST_NAMES: Final = 100


class Step(NamedTuple):
    """A group of checks, by its number: how to ask its condition (None: it holds) and which finders are left."""

    number: int
    holds: Callable[[View], bool | None] | None
    finders: tuple[tuple[Find, Check], ...]


class Plan(NamedTuple):
    """What is left to judge; ``held`` are the groups that hold for the shape and have nothing more to find."""

    steps: tuple[Step, ...]
    held: tuple[int, ...]


class Plans:
    """The plans of one operation that creates."""

    __slots__ = ("_doubtful", "_groups", "_made", "_switches")

    def __init__(self, groups: tuple[Group, ...], operation: Operation) -> None:
        self._groups = groups
        plain = {name: known for name, known in operation.parameters.items() if "." not in name}
        self._switches = tuple(name for name, known in plain.items() if "boolean" in known.types or known.enum)
        self._doubtful = frozenset(name for name, known in plain.items() if any(known.unset))
        self._made: dict[Any, Plan] = {}

    def of(self, view: View) -> Plan:
        """Return the plan for an entity as its checks see it."""
        value = view.value
        items = value.values()
        switches = [value.get(name) for name in self._switches]
        try:
            shape = (view.call.declared, *value, *map(type, items), *map(bool, items), *switches)
            plan = self._made.get(shape)
        except (TypeError, ValueError):  # a list or an object stands where a switch belongs: no shape to remember
            return self._plan(view)
        if plan is None:
            plan = self._plan(view)
            if len(self._made) < MOST_PLANS and len(value) < MOST_NAMES:
                self._made[shape] = plan
        return plan

    def _plan(self, view: View) -> Plan:
        steps: list[Step] = []
        held: list[int] = []
        for number, group in enumerate(self._groups):
            answer = group.holds(view) if self._is_told(group.reads, view) else None
            if answer is False:
                continue
            finders = tuple((find, check) for _, find, check in group.runs if self._is_left(check, view))
            if answer is True and not finders:
                held.append(number)
            else:
                steps.append(Step(number, None if answer is True else group.holds, finders))
        return Plan(tuple(steps), tuple(held))

    def _is_left(self, check: Check, view: View) -> bool:
        """Tell whether a check can find something in entities of this shape."""
        needs = check.kind.needs
        if needs is not None and needs.isdisjoint(view.value):
            return False
        return not self._is_told(check.kind.reads, view) or any(True for _ in check.kind.find(view))

    def _is_told(self, reads: Reads | None, view: View) -> bool:
        """Tell whether a shape holds everything that is read.

        Values are told of switches and of what is not there; whether a parameter is set is told by its type and its
        truth, but where the API reads a value that is true as unset, such as -1.
        """
        if reads is None or "*" in reads.values:
            return False
        there = reads.values & view.value.keys()
        return there <= frozenset(self._switches) and self._doubtful.isdisjoint(reads.filled & view.value.keys())
