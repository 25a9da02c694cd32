"""``known: {p: q}`` with ``match: [before-dot]``: what stands before a dot in ``p`` is one of the texts at ``q``.

Both are parameters of the same entity, such as the fields of a dimension and the tables of a connector's targets.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from pinvet.checks.kinds.kind import Kind, heads, label
from pinvet.checks.paths import nodes, placeholder_above, steps
from pinvet.checks.problem import Problem
from pinvet.checks.states import is_placeholder

if TYPE_CHECKING:
    from collections.abc import Iterable

    from pinvet.checks.scope import Scope
    from pinvet.checks.view import View

BEFORE_DOT: Final = "before-dot"


def referring(argument: dict[str, str], scope: Scope) -> Kind:
    """Compile the check: a problem for every text that begins with none of the names, a skip where one is not known."""
    lines = tuple((label(scope, name), steps(name), target) for name, target in argument.items())

    def find(view: View) -> Iterable[Problem]:
        problems: list[Problem] = []
        for name, path, target in lines:
            there = [node for _, node in nodes(view.root.value, steps(target))]
            is_open = any(map(is_placeholder, there)) or placeholder_above(view.root.value, steps(target)) is not None
            names = {node for node in there if isinstance(node, str)}
            message = f"{name} begins with none of the names at {target}; expected one of them, a dot, and a field"
            for pointer, value in nodes(view.value, path):
                if _is_judged(value) and value.partition(".")[0] not in names:
                    missing = (target,) if is_open else ()
                    problems.append(Problem(pointer, "relation", message, value, missing=missing, names=(name,)))
        return problems

    paths = tuple(path for _, path, _ in lines)
    return Kind(find, paths, needs=heads(paths))


def _is_judged(value: Any) -> bool:
    return isinstance(value, str) and value != "" and not is_placeholder(value)
