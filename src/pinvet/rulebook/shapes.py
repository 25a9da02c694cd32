"""Entities told apart by their shapes: names, types, what is filled, and the values of their switches.

Clients send the same few shapes all day, so what is worked out for one entity is kept for the next of its shape.
"""

from __future__ import annotations

from operator import itemgetter
from typing import TYPE_CHECKING, Any, Final, NamedTuple

from pinvet.checks.view import NOTHING_DECLARED

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from pinvet.api.operation import Operation
    from pinvet.checks.paths import Steps
    from pinvet.checks.reads import Reads
    from pinvet.checks.view import View
    from pinvet.rulebook.plan import Plan

Shape = tuple[Any, ...]

MOST: Final = 256  # shapes that are kept; whoever sends more of them, or huge ones, waits a little longer
MOST_NAMES: Final = 100


class Layout(NamedTuple):
    """Entities with the same names in the same order: how to read their switches, and what was made of their shapes.

    ``open`` are the parameters whose own names, types and so on belong to the shape.
    """

    switches: Callable[[dict[str, Any]], Any]
    open: tuple[str, ...]
    made: dict[Any, Any]


class Shapes:
    """What is made once for all entities of a shape, for one operation. ``switches`` are parameters of few values."""

    __slots__ = ("_doubtful", "_layouts", "_make", "_number", "_open", "switches")

    def __init__(self, operation: Operation, read: Iterable[Reads | None], make: Callable[[View], Plan]) -> None:
        """Tell shapes apart as finely as what is ever `read` of an entity asks for."""
        known = operation.parameters
        self.switches = frozenset(name for name, one in known.items() if "boolean" in one.types or one.enum)
        self._doubtful = frozenset(name for name, one in known.items() if any(one.unset))
        paths = (path for reads in read if reads is not None for path in reads.values | reads.filled)
        self._open = frozenset(path[0] for path in paths if len(path) > 1)
        self._make = make
        self._layouts: dict[tuple[str, ...], Layout] = {}
        self._number = 0

    def of(self, view: View) -> Plan:
        """Return what was made for the shape of an entity as its checks see it."""
        value = view.value
        names = tuple(value)
        layout = self._layouts.get(names)
        if layout is None:
            layout = self._layout(names)
        try:
            declared = view.call.declared
            shape: Shape = (None if declared is NOTHING_DECLARED else declared, layout.switches(value), _types(value))
            for name in layout.open:
                inner = value[name]
                if type(inner) is dict:
                    shape += (tuple(inner), _types(inner))
            made: Plan | None = layout.made.get(shape)
        except (TypeError, ValueError):  # a list or an object stands where a switch belongs: no shape to remember
            return self._make(view)
        if made is None:
            made = self._make(view)
            if len(names) + sum(len(value[name]) for name in layout.open if type(value[name]) is dict) < MOST_NAMES:
                self._keep(layout, names, shape, made)
        return made

    def _layout(self, names: tuple[str, ...]) -> Layout:
        there = [name for name in names if name in self.switches]
        is_open = tuple(name for name in names if name in self._open)
        return Layout(itemgetter(*there) if there else _nothing, is_open, {})

    def _keep(self, layout: Layout, names: tuple[str, ...], shape: tuple[Any, ...], made: Plan) -> None:
        if self._number >= MOST:
            self._layouts.clear()
            self._number = 0
        layout = self._layouts.setdefault(names, layout)
        layout.made[shape] = made
        self._number += 1

    def tell(self, reads: Reads | None, view: View) -> bool:
        """Tell whether the shape of an entity holds everything that is read of it.

        Values are told of switches, of what is not there, and of what is empty: its type and its truth are part of the
        shape. So they tell whether a parameter is set, but where the API reads a value that is true as unset, such
        as -1.
        """
        if reads is None:
            return False
        value = view.value
        return all(self._is_told(path, value, filled=False) for path in reads.values) and all(
            self._is_told(path, value, filled=True) for path in reads.filled
        )

    def _is_told(self, path: Steps, value: dict[str, Any], *, filled: bool) -> bool:
        """Tell whether the value of a parameter, or whether it is ``filled``, belongs to the shape of an entity."""
        name = path[0]
        item = value.get(name)
        if not item and name != "*":
            return True
        if len(path) > 1:
            if type(item) is not dict or name not in self._open or path[1] == "*":
                return False
            item = item.get(path[1])
            if not item:
                return True
            name = f"{name}.{path[1]}"
        if len(path) > 2:
            return False
        return name not in self._doubtful if filled else item is True or (len(path) == 1 and name in self.switches)


def _types(value: dict[str, Any]) -> tuple[Any, ...]:
    """Return the types of the parameters of an object, and which of them are empty."""
    items = value.values()
    types = tuple(map(type, items))
    return types if all(items) else (types, tuple(map(bool, items)))


def _nothing(_: dict[str, Any]) -> None:
    """Return the switches of an entity without any."""
