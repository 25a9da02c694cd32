"""``required: [p, ...]``: each parameter is set."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from pinvet.checks.kinds.kind import Kind, label
from pinvet.checks.own import own_nodes, own_value
from pinvet.checks.paths import Steps, is_misshapen, missing_pointer, nodes, steps
from pinvet.checks.problem import Problem
from pinvet.checks.reads import states_of
from pinvet.checks.states import is_set
from pinvet.model import UNKNOWN

if TYPE_CHECKING:
    from collections.abc import Iterable

    from pinvet.checks.scope import Scope
    from pinvet.checks.view import View


def compile_kind(names: list[str], scope: Scope) -> Kind:
    """Compile the check: a problem for every parameter that is not set."""
    wanted = tuple((label(scope, name), steps(name), scope.unset(name)) for name in names)
    plain = tuple(path[0] for _, path, unset in wanted if len(path) == 1 and not unset)
    simple = len(plain) == len(wanted)

    def find(view: View) -> Iterable[Problem]:
        if simple and all(map(view.value.get, plain)):
            return ()  # the common case first: plain parameters that all have a value
        problems: list[Problem] = []
        for name, path, unset in wanted:
            problem = absence(view, name, path, unset)
            if problem is not None:
                problems.append(problem)
        return problems

    names_of = tuple(path for _, path, _ in wanted)
    return Kind(find, names_of, reads=states_of(names_of))


def absence(view: View, name: str, path: Steps, unset: tuple[Any, ...]) -> Problem | None:
    """Return the problem of a parameter that is not set, or None where it is."""
    if "*" in path:
        found = own_nodes(view, path)
        if found is not None and any(is_set(value, unset) for _, value in found):
            return None
        if is_misshapen(view.value, path):
            return None  # its type is the fault, and is told
        missing: tuple[str, ...] = () if found is not None else (f"was.{name}",)
    else:
        value = own_value(view, path)
        if value is not UNKNOWN and is_set(value, unset):
            return None
        missing = () if value is not UNKNOWN else (f"was.{name}",)
    own = next(iter(nodes(view.value, path)), (None, None))[1]
    return Problem(
        missing_pointer(view.value, path),
        "absence",
        f"{name} is missing" if own is None else f"{name} is empty",
        own,
        missing=missing,
        names=(name,),
    )
