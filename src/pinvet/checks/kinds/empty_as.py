"""``empty_as: {p: [form, ...]}``: if the parameter is sent empty, then in one of these forms; an empty list: never."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from pinvet.checks.kinds.kind import Kind, heads, label, put, remove
from pinvet.checks.paths import Steps, steps
from pinvet.checks.problem import Problem
from pinvet.checks.reads import values_of
from pinvet.checks.states import equal, is_set
from pinvet.checks.words import constant, listing

if TYPE_CHECKING:
    from collections.abc import Iterable

    from pinvet.checks.scope import Scope
    from pinvet.checks.view import View

ABSENT = object()


def compile_kind(forms: dict[str, list[Any]], scope: Scope) -> Kind:
    """Compile the check: a problem for every parameter sent empty in a form that is not listed.

    Null counts on updates only: on a create it is how clients leave a parameter out.
    """
    parts = tuple((label(scope, name), steps(name), scope.unset(name), right) for name, right in forms.items())

    def find(view: View) -> Iterable[Problem]:
        problems: list[Problem] = []
        for name, path, unset, right in parts:
            value = _sent(view.value, path)
            if value is ABSENT or (value is None and not view.call.update) or is_set(value, unset):
                continue
            if not any(equal(value, form) for form in right):
                problems.append(_problem(name, path, value, right))
        return problems

    names = tuple(path for _, path, _, _ in parts)
    return Kind(find, names, nulls=True, needs=heads(names), reads=values_of(names))


def _problem(name: str, path: Steps, value: Any, right: list[Any]) -> Problem:
    if not right:
        message = f"{name} is left out rather than sent as {constant(value)}"
        return Problem(path, "value", message, value, names=(name,), **remove(path, f"remove {name}"), safe=True)
    words = listing([constant(form) for form in right], "or")
    message = f"{name} is cleared with {words}, not with {constant(value)}"
    fix = put(path, right[0], f"write {constant(right[0])}", there=True)
    return Problem(path, "value", message, value, names=(name,), **fix, safe=True)


def _sent(value: Any, path: Steps) -> Any:
    for step in path:
        if not isinstance(value, dict) or step not in value:
            return ABSENT
        value = value[step]
    return value
