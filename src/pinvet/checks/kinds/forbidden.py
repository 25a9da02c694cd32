"""``forbidden: [p, ...]``: none of the parameters is set."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pinvet.checks.kinds.address import QUERY, not_in_query
from pinvet.checks.kinds.kind import Kind, heads, label, remove
from pinvet.checks.paths import nodes, steps
from pinvet.checks.problem import Problem
from pinvet.checks.reads import states_of
from pinvet.checks.state_tests import is_touched
from pinvet.checks.states import is_set

if TYPE_CHECKING:
    from collections.abc import Iterable

    from pinvet.checks.scope import Scope
    from pinvet.checks.view import View


def compile_kind(names: list[str], scope: Scope) -> Kind:
    """Compile the check: a problem for every parameter that is set (or sent empty, where the rule says so).

    Names behind ``query.`` are forbidden in the query of a request that has a body: one problem for all of them.
    ``query.*`` stands for all that the body takes.
    """
    asked = [name.removeprefix(QUERY) for name in names if name.startswith(QUERY)]
    inside = [name for name in names if not name.startswith(QUERY)]
    if scope.operation.body is None:
        return _inside([*inside, *asked], scope)
    if not asked:
        return _inside(inside, scope)
    if "*" in asked:
        asked = sorted(heads(steps(name) for name in (*scope.operation.parameters, *scope.operation.wrapper)))
    beside = not_in_query(asked)
    if not inside:
        return beside
    own = _inside(inside, scope)
    return Kind(lambda view: (*own.find(view), *beside.find(view)), own.names)


def _inside(names: list[str], scope: Scope) -> Kind:
    wanted = tuple((label(scope, name), steps(name), scope.unset(name)) for name in names)
    needs = heads(path for _, path, _ in wanted)
    empties = any(entry.get("empty") for entry in scope.rule.get("weaker", ()))

    def find(view: View) -> Iterable[Problem]:
        if needs.isdisjoint(view.value):
            return ()
        problems: list[Problem] = []
        for name, path, unset in wanted:
            for pointer, value in nodes(view.value, path):
                filled = is_set(value, unset)
                if not (filled or empties) or not is_touched(view, path):
                    continue
                message = f"{name} does not belong here" if filled else f"{name} is sent empty and does not belong here"
                fix = remove(pointer, f"remove {name}")
                problems.append(Problem(pointer, "presence", message, value, empty=not filled, names=(name,), **fix))
        return problems

    names_of = tuple(path for _, path, _ in wanted)
    return Kind(find, names_of, needs=needs, reads=states_of(names_of))
