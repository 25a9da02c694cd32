"""What is left to judge of an entity, by its shape: names, types, what is filled, and the values of its switches.

Clients send the same few shapes all day. What depends on nothing but the shape is judged once, when the first entity
of that shape comes: conditions are answered, and checks that find nothing there have nothing to find in the next.
"""

from __future__ import annotations

from operator import itemgetter
from typing import TYPE_CHECKING, Any, Final, NamedTuple

from pinvet.checks.reads import Reads

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from pinvet.api.table import Operation
    from pinvet.checks.kinds.spelling import Speller
    from pinvet.checks.problem import Problem
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
    """What is left to judge; ``held`` are the groups that hold for the shape.

    ``placed`` are the checks that are judged at places inside what is sent; ``is_open`` says that names or values may
    have to be respelled first.
    """

    steps: tuple[Step, ...]
    held: tuple[int, ...]
    placed: tuple[Check, ...]
    is_open: bool


class Layout(NamedTuple):
    """Entities with the same names in the same order: how to read their switches, and the plans of their shapes."""

    switches: Callable[[dict[str, Any]], Any]
    plans: dict[Any, Plan]


class Touched(NamedTuple):
    """A group of which a change may concern some checks: how to ask its condition, and which checks those are."""

    holds: Callable[[View], bool | None]
    checks: tuple[Check, ...]


class Changes:
    """Which checks of one operation a change concerns, by the names of the parameters that it sends."""

    __slots__ = ("_groups", "_made")

    def __init__(self, groups: tuple[Group, ...]) -> None:
        self._groups = groups
        self._made: dict[tuple[str, ...], tuple[Touched, ...]] = {}

    def of(self, value: dict[str, Any]) -> tuple[Touched, ...]:
        """Return the groups with the checks of which an entity sends a parameter, or that name none."""
        names = tuple(value)
        found = self._made.get(names)
        if found is None:
            found = self._found(frozenset(names))
            if len(self._made) < MOST_PLANS and len(names) < MOST_NAMES:
                self._made[names] = found
        return found

    def _found(self, names: frozenset[str]) -> tuple[Touched, ...]:
        left = ((group.holds, tuple(one for one in group.checks if _concerns(one, names))) for group in self._groups)
        return tuple(Touched(holds, checks) for holds, checks in left if checks)


def _concerns(check: Check, names: frozenset[str]) -> bool:
    return not check.names or any(path[0] in names for path in check.names)


class Plans:
    """The plans of one operation that creates."""

    __slots__ = ("_doubtful", "_groups", "_layouts", "_made", "_placed", "_spellers", "_switches")

    def __init__(
        self, groups: tuple[Group, ...], operation: Operation, spellers: Iterable[Speller], placed: Iterable[Check]
    ) -> None:
        """Plan for groups of checks, and for those that are judged at places inside."""
        self._groups = groups
        self._spellers = tuple(spellers)
        self._placed = tuple(placed)
        plain = {name: known for name, known in operation.parameters.items() if "." not in name}
        self._switches = frozenset(name for name, known in plain.items() if "boolean" in known.types or known.enum)
        self._doubtful = frozenset(name for name, known in plain.items() if any(known.unset))
        self._layouts: dict[tuple[str, ...], Layout] = {}
        self._made = 0

    def of(self, view: View) -> Plan:
        """Return the plan for an entity as its checks see it."""
        value = view.value
        try:
            layout = self._layouts[tuple(value)]
        except KeyError:
            layout = self._layout(tuple(value))
        items = value.values()
        try:
            shape = (view.call.declared, layout.switches(value), *map(type, items), *map(bool, items))
            plan = layout.plans.get(shape)
        except (TypeError, ValueError):  # a list or an object stands where a switch belongs: no shape to remember
            return self._plan(view)
        if plan is None:
            plan = self._plan(view)
            if self._made < MOST_PLANS and len(value) < MOST_NAMES:
                layout.plans[shape] = plan
                self._made += 1
        return plan

    def _layout(self, names: tuple[str, ...]) -> Layout:
        there = [name for name in names if name in self._switches]
        layout = Layout(itemgetter(*there) if there else _nothing, {})
        if len(self._layouts) < MOST_PLANS and len(names) < MOST_NAMES:
            self._layouts[names] = layout
        return layout

    def _plan(self, view: View) -> Plan:
        steps: list[Step] = []
        held: list[int] = []
        for number, group in enumerate(self._groups):
            answer = group.holds(view) if self._is_told(group.reads, view) else None
            if answer is False:
                continue
            finders = tuple((_finder(check, view), check) for check in group.checks if self._is_left(check, view))
            if answer is True:
                held.append(number)
            if answer is not True or finders:
                steps.append(Step(number, None if answer is True else group.holds, finders))
        placed = tuple(check for check in self._placed if check.at[0] in view.value)
        return Plan(tuple(steps), tuple(held), placed, self._is_open(view))

    def _is_open(self, view: View) -> bool:
        told = all(self._is_told(Reads(one.heads), view) and one.apply(view.value) is None for one in self._spellers)
        return not told

    def _is_left(self, check: Check, view: View) -> bool:
        """Tell whether a check can find something in entities of this shape."""
        needs = check.kind.needs
        if needs is not None and needs.isdisjoint(view.value):
            return False
        return not self._is_told(check.kind.reads, view) or any(True for _ in check.kind.find(view))

    def _is_told(self, reads: Reads | None, view: View) -> bool:
        """Tell whether a shape holds everything that is read.

        Values are told of switches, of what is not there, and of what is empty: its type and its truth are part of the
        shape. So they tell whether a parameter is set, but where the API reads a value that is true as unset, such
        as -1.
        """
        if reads is None or "*" in reads.values:
            return False
        there = {name for name in reads.values & view.value.keys() if view.value[name]}
        return there <= self._switches and self._doubtful.isdisjoint(reads.filled & view.value.keys())


def _finder(check: Check, view: View) -> Find:
    return check.kind.find if check.kind.narrow is None else check.kind.narrow(view)


def _nothing(_: dict[str, Any]) -> None:
    """Return the switches of an entity without any."""
