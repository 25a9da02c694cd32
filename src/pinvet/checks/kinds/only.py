"""``only: [p, ...]``: of the parameters that the API knows at this place, only these are set."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pinvet.checks.kinds.kind import Kind, heads, label, remove
from pinvet.checks.problem import Problem
from pinvet.checks.state_tests import is_touched
from pinvet.checks.states import is_set

if TYPE_CHECKING:
    from collections.abc import Iterable

    from pinvet.checks.scope import Scope
    from pinvet.checks.view import View


def compile_kind(names: list[str], scope: Scope) -> Kind:
    """Compile the check: a problem for every set parameter that is known here and not listed."""
    allowed = frozenset(names)
    known = None if scope.rule.get("strict") else frozenset(known_here(scope))
    empties = any(entry.get("empty") for entry in scope.rule.get("weaker", ()))
    unset = {name: scope.unset(name) for name in known_here(scope)}

    def find(view: View) -> Iterable[Problem]:
        if view.value.keys() <= allowed:
            return ()
        extra = view.value.keys() - allowed
        problems: list[Problem] = []
        for name in view.value:
            if name not in extra or (known is not None and name not in known):
                continue
            value = view.value[name]
            filled = is_set(value, unset.get(name, ()))
            if not (filled or (empties and value is not None)) or not is_touched(view, (name,)):
                continue
            problems.append(_problem(view, name, filled=filled))
        return problems

    def _problem(view: View, name: str, *, filled: bool) -> Problem:
        from pinvet.checks.structure.names import shown_name
        from pinvet.text.words import nearest

        near = nearest(name, allowed)
        hint = f"; did you mean {near}?" if near else ""
        full = label(scope, name)
        shown = shown_name(full)  # under `strict` the request brings the name
        verb = "is" if filled else "is sent empty and is"
        return Problem(
            (name,),
            "presence",
            f"{shown} {verb} not among the {len(names)} parameters that the page lists{hint}",
            view.value[name],
            empty=not filled,
            names=(full,),
            **remove((name,), f"remove {shown}"),
        )

    paths = tuple((name,) for name in known_here(scope) if name not in allowed)
    return Kind(find, paths, needs=heads(paths) if known is not None else None)


def known_here(scope: Scope) -> tuple[str, ...]:
    """Return the names that the API table knows directly at the rule's place."""
    depth = len(scope.at)
    names: dict[str, None] = {}
    for dotted in scope.operation.parameters:
        path = tuple(dotted.split("."))
        if len(path) > depth and path[:depth] == scope.at and path[depth] != "*":
            names[path[depth]] = None
    return tuple(names)
