"""A walk down an entity and the API table side by side: everything that is wrong on the way, by aspect."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from pinvet.api.tree import here
from pinvet.checks.kinds.kind import remove
from pinvet.checks.problem import Problem
from pinvet.checks.states import is_placeholder
from pinvet.checks.structure import enums, ids, limits, money, names, times, types
from pinvet.checks.structure.part import Part

if TYPE_CHECKING:
    from pinvet.api.parameter import Parameter
    from pinvet.api.tree import Node, Told
    from pinvet.checks.gauge import Gauge
    from pinvet.checks.scope import Scope
    from pinvet.model import Pointer

Problems = dict[str, list[Problem]]

DEEPEST: Final = 128


def problems(scope: Scope, root: Node, value: dict[str, Any], told: Told, gauge: Gauge | None = None) -> Problems:
    """Return what is wrong with an entity by aspect; `told` is what stands around it decides between branches.

    Where the gauge finds nothing wrong with a parameter, nobody walks down that one.
    """
    walk = _Walk(scope, gauge)
    walk.inside(root, (), value, told)
    return walk.found


class _Walk:
    def __init__(self, scope: Scope, gauge: Gauge | None) -> None:
        self._scope = scope
        self._gauge = gauge
        self.found: Problems = {}

    def _add(self, aspect: str, problem: Problem | None) -> bool:
        if problem is not None:
            self.found.setdefault(aspect, []).append(problem)
        return problem is not None

    def inside(self, node: Node, pointer: Pointer, value: Any, told: Told) -> None:
        """Walk down what lies in a value."""
        if isinstance(value, list):
            self._elements(node, pointer, value, told)
        elif isinstance(value, dict) and len(pointer) < DEEPEST:
            self._members(node, pointer, value, node.told(value, told))

    def _elements(self, node: Node, pointer: Pointer, value: list[Any], told: Told) -> None:
        known = None if node.known is None else here(node.known, told)
        items = None if known is None else known.items
        if known is None or items is None or {"array", "object"} & set(items.types):
            for index, item in enumerate(value):
                if node.each is not None:
                    self._one(node.each, (*pointer, index), item, told)
            return
        one = items._replace(id=known.id or items.id)
        for index, item in enumerate(value):
            if item is None:
                self._null(node, (*pointer, index), one)
            elif not is_placeholder(item):
                self._scalar(Part((*pointer, index), node.name, item, one, self._scope))

    def _members(self, node: Node, pointer: Pointer, value: dict[str, Any], told: Told) -> None:
        for problem in names.missing(self._scope, node, pointer, value, told):
            self._add("required", problem)
        if not node.members and node.each is None:
            return  # nothing is known of what lies here
        for step, item in value.items():
            inner, at = node.inner(step), (*pointer, str(step))  # a Python value may have keys that JSON makes texts
            if inner is not None:
                if pointer or self._gauge is None or not self._gauge.passes(inner, item):
                    self._one(inner, at, item, told)
            elif item is not None and not node.free and not self._stands_around(node, step):
                self._add("unknown", names.unknown(self._scope, node, at, item, value))

    def _stands_around(self, node: Node, step: str) -> bool:
        """Tell whether a name on an entity is one that belongs around it."""
        return not node.name and step in self._scope.operation.wrapper

    def _one(self, node: Node, pointer: Pointer, value: Any, told: Told) -> None:
        known = None if node.known is None else here(node.known, told)
        if known is None and node.known is not None:
            if value is not None:
                self._add("unknown", names.astray(node, pointer, value, told))
            return
        if value is None:
            self._null(node, pointer, known)
            return
        if is_placeholder(value) or (
            known is not None and self._scalar(Part(pointer, node.name, value, known, self._scope))
        ):
            return
        self.inside(node, pointer, value, told)

    def _null(self, node: Node, pointer: Pointer, known: Parameter | None) -> None:
        if known is None or known.nullable or known.required or not known.types:
            return  # what is required and null is missing
        name = ".".join(str(step) for step in pointer)
        message = f"{name} is null, which the API's description does not allow; leave it out where nothing is meant"
        self._add("null", Problem(pointer, "value", message, names=(node.name,), **remove(pointer, f"remove {name}")))

    def _scalar(self, part: Part) -> bool:
        """Judge a value by itself; True where it has the wrong type, so that nothing in it can be judged."""
        known, value = part.known, part.value
        if known.id and known.types != ("array",) and isinstance(value, (str, int)) and not isinstance(value, bool):
            return self._add("id", ids.judge(part)) or self._add("limits", limits.judge(part))
        if known.money is not None and not isinstance(value, (list, dict)):
            return self._add("money", money.judge(part)) or self._add("amount", money.amount(part))
        if times.is_time(part) and not isinstance(value, (list, dict)):
            return self._add("time", times.judge(part)) or self._add("limits", limits.judge(part))
        if self._add("type", types.judge(part)):
            return True
        self._add("enum", enums.judge(part))
        self._add("limits", limits.judge(part))
        return False
