"""``structure: aspect``: the API table against the request, so that its findings are rules like any other."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from pinvet.api.tree import Node, tree_of
from pinvet.checks.gauge import Gauge
from pinvet.checks.kinds.kind import Kind

if TYPE_CHECKING:
    from collections.abc import Iterable

    from pinvet.api.operation import Operation
    from pinvet.api.tree import Told
    from pinvet.checks.problem import Problem
    from pinvet.checks.scope import Scope
    from pinvet.checks.view import View

BODY_ASPECTS: Final = ("shape", "shape-of-one", "size", "duplicate", "secret")
ASPECTS: Final = ("unknown", "required", "null", "type", "enum", "limits", "id", "time", "money", "amount")


def compile_kind(aspect: str, scope: Scope) -> Kind:
    """Compile one aspect. Those of the body, or the file, as a whole are found while these are read."""
    if aspect in BODY_ASPECTS:
        return Kind(lambda view: view.memo.get(aspect, ()))

    gauge = Gauge(tree(scope.operation), nulls=True)

    def find(view: View) -> Iterable[Problem]:
        found = view.memo.get("structure")
        if found is None:
            found = view.memo["structure"] = _found(scope, gauge, view)
        said: Iterable[Problem] = found.get(aspect, ())
        return said

    return Kind(find, gauged=True)


def tree(operation: Operation) -> Node:
    """Return the parameters of an operation's entities as a tree, made once."""
    if operation.tree is None:
        operation.tree = tree_of(operation.parameters)
    return operation.tree


def _found(scope: Scope, gauge: Gauge, view: View) -> dict[str, list[Problem]]:
    """Return all that is wrong with an entity, by aspect; the first of a request tells it of what stands around too."""
    found: dict[str, list[Problem]] = {}
    if not gauge.fits(view.value):
        from pinvet.checks.structure.walk import problems

        found = problems(scope, tree(scope.operation), view.value, _told(scope.operation, view.wrapper), gauge)
        found = _without(found, _inherited(scope.operation, view))
    if scope.operation.wrapper or (view.call.query and scope.operation.body is not None):
        from pinvet.checks.structure.around import around

        for aspect, listed in around(scope, view).items():
            found.setdefault(aspect, []).extend(listed)
    return found


def _inherited(operation: Operation, view: View) -> frozenset[str]:
    """Return the parameters that an entity has from the object around it, of which that is told there."""
    names = () if operation.body is None else operation.body.wrapper_stands_for
    return frozenset(name for name in names if name in view.wrapper and view.value.get(name) is view.wrapper[name])


def _without(found: dict[str, list[Problem]], names: frozenset[str]) -> dict[str, list[Problem]]:
    if not names:
        return found
    return {aspect: [one for one in listed if one.pointer[0] not in names] for aspect, listed in found.items()}


def _told(operation: Operation, wrapper: dict[str, Any]) -> Told:
    """Return what the parameters around an entity tell of the branches inside it."""
    there = ((name, value, operation.wrapper.get(name)) for name, value in wrapper.items())
    return {f"body.{name}": value for name, value, known in there if known is not None and value in known.branches}
