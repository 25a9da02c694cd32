"""``immutable: [p, ...]``: an update does not change the parameter.

What was there before is unknown to a request that is judged by itself; a rule that is a note says nothing of it then.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from pinvet.checks.kinds.kind import Kind, found, label, remove
from pinvet.checks.own import known_value
from pinvet.checks.paths import get, steps
from pinvet.checks.problem import Problem
from pinvet.checks.states import is_placeholder, same
from pinvet.checks.view import is_alone
from pinvet.model import UNKNOWN

if TYPE_CHECKING:
    from collections.abc import Iterable

    from pinvet.checks.scope import Scope
    from pinvet.checks.view import View


def compile_kind(names: list[str], scope: Scope) -> Kind:
    """Compile the check: a problem for every parameter sent with another value than the account knows."""
    note = scope.rule["severity"] == "note"
    verb = "should not" if note else "cannot"
    parts = tuple((name, label(scope, name), steps(name), _untold(name, scope)) for name in names)

    def find(view: View) -> Iterable[Problem]:
        problems: list[Problem] = []
        for name, full, path, untold in parts if view.call.update else ():
            value = get(view.value, path)
            if value is None or is_placeholder(value):
                continue
            was = known_value(view, path)
            if was is None:
                was = untold
            fix = remove(path, f"remove {full}")
            if was is UNKNOWN:
                if note and view.was is None and is_alone(view):
                    continue
                message = f"{full} {verb} change once it is set"
                missing = (f"was.{full}",)
                problems.append(Problem(path, "relation", message, value, missing=missing, names=(full,), **fix))
            elif not same(was, value) and (was is None or _kind(was) is _kind(value)):
                before, now = found(scope, name, was), found(scope, name, value)
                message = f"{full} {verb} change from {'unset' if was is None else before} to {now}"
                problems.append(Problem(path, "relation", message, value, names=(full,), **fix))
        return problems

    return Kind(find, tuple(path for _, _, path, _ in parts))


def _kind(value: Any) -> type:
    """Return what a value is in JSON: what is none of the kind that was there is a wrong type, which others tell."""
    return float if type(value) is int else type(value)


def _untold(name: str, scope: Scope) -> Any:
    """Return what a parameter was that a whole entity does not tell: its default, unless every create has to say it."""
    described = scope.of(scope.entity or "", label(scope, name))
    return UNKNOWN if described is not None and described.required else scope.default(name)
