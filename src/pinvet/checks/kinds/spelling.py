"""``spelling: {names: {wrong: right}, values: {p: {wrong: right}}}``: a known parameter or value under another name.

Spelling is applied before any other check, whether or not its rule is selected: all others see the right name,
place and value. Pointers of the problems are those of what was written.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, NamedTuple

from pinvet.checks.kinds.kind import label
from pinvet.checks.paths import Steps, nodes, reach, steps
from pinvet.checks.problem import Problem
from pinvet.checks.states import is_set
from pinvet.checks.words import constant

if TYPE_CHECKING:
    from pinvet.checks.scope import Scope
    from pinvet.model import Pointer


class Spelled(NamedTuple):
    """An entity with the right names: its value, where moved parameters were written, and what was wrong."""

    value: dict[str, Any]
    written: dict[Pointer, Pointer]
    problems: tuple[Problem, ...] = ()


class Speller(NamedTuple):
    """The compiled spelling rule of one operation."""

    names: tuple[tuple[str, Steps, Steps, str], ...]
    values: tuple[tuple[str, Steps, dict[str, Any]], ...]
    heads: frozenset[str]

    def apply(self, entity: dict[str, Any]) -> Spelled | None:
        """Return the entity under the right names, or None where nothing was misspelled."""
        if self.heads.isdisjoint(entity):
            return None
        value = entity
        written: dict[Pointer, Pointer] = {}
        problems: list[Problem] = []
        for wrong, path, right, title in self.names:
            if path[0] not in value:
                continue
            for pointer, node in nodes(value, path):
                target = _target(pointer, path, right)
                taken = is_set(reach(value, target))
                problems.append(_traced(_misnamed(pointer, target, node, wrong, title, taken=taken), written))
                value = _without(value, pointer)
                if not taken:
                    value = _with(value, target, node)
                    written[target] = trace(written, pointer) or pointer
        for name, path, words in self.values:
            sent = value.get(path[0])
            if sent is None or (isinstance(sent, str) and sent not in words):
                continue  # the common case first: nothing, or a plain text that is spelled right
            for pointer, node in nodes(value, path):
                if isinstance(node, str) and node in words:
                    problems.append(_traced(_misspelled(pointer, node, words[node], name), written))
                    value = _with(value, pointer, words[node])
        return Spelled(value, written, tuple(problems)) if problems else None


def trace(written: dict[Pointer, Pointer], pointer: Pointer) -> Pointer | None:
    """Return where a parameter was written that was moved, itself or with what it is in; None where it was not."""
    for length in range(len(pointer), 0, -1) if written else ():
        source = written.get(pointer[:length])
        if source is not None:
            return (*source, *pointer[length:])
    return None


def _traced(problem: Problem, written: dict[Pointer, Pointer]) -> Problem:
    """Lead a problem back to what was written. A fix inside of what another fix moves waits for that one."""
    source = trace(written, problem.pointer)
    return problem if source is None else problem._replace(pointer=source, patch=())


def speller(argument: dict[str, Any], scope: Scope) -> Speller:
    """Compile the spelling of one rule."""
    names = tuple(
        (label(scope, wrong), (*scope.at, *steps(wrong)), (*scope.at, *steps(right)), label(scope, right))
        for wrong, right in argument.get("names", {}).items()
    )
    values = tuple(
        (label(scope, name), (*scope.at, *steps(name)), words) for name, words in argument.get("values", {}).items()
    )
    return Speller(names, values, frozenset(part[1][0] for part in (*names, *values)))


def _misnamed(pointer: Pointer, target: Pointer, node: Any, wrong: str, right: str, *, taken: bool) -> Problem:
    message = f"{wrong} is called {right}" + (", which is set too" if taken else "")
    patch: dict[str, Any] = {"op": "move", "from": pointer, "path": target}
    if taken:
        patch = {"op": "remove", "path": pointer}
    title = f"remove {wrong}" if taken else f"rename {wrong} to {right}"
    return Problem(
        pointer, "presence", message, node, patch=(patch,), fix_title=title, safe=not taken, names=(wrong, right)
    )


def _misspelled(pointer: Pointer, node: str, right: Any, name: str) -> Problem:
    patch = {"op": "replace", "path": pointer, "value": right}
    verb = "spelled" if isinstance(right, str) else "written"
    message = f"{name} is {verb} {constant(right)}, not {node}"
    return Problem(
        pointer, "value", message, node, patch=(patch,), fix_title=f"write {constant(right)}", safe=True, names=(name,)
    )


def _target(pointer: Pointer, path: Steps, right: Steps) -> Pointer:
    """Return the right place of a node: wildcards of the right name take the indexes of the wrong one."""
    indexes = iter([step for step, name in zip(pointer, path, strict=True) if name == "*"])
    return tuple(next(indexes) if name == "*" else name for name in right)


def _with(value: Any, pointer: Pointer, node: Any) -> Any:
    """Return a copy with a node put at a pointer; objects on the way that are missing are made."""
    if not pointer:
        return node
    step, rest = pointer[0], pointer[1:]
    if isinstance(step, int):
        items = value if isinstance(value, list) else []
        items = [*items, *[None] * (step + 1 - len(items))]
        return [_with(item, rest, node) if index == step else item for index, item in enumerate(items)]
    inner = value if isinstance(value, dict) else {}
    return {**inner, step: _with(inner.get(step), rest, node)}


def _without(value: Any, pointer: Pointer) -> Any:
    step, rest = pointer[0], pointer[1:]
    if isinstance(value, list):
        return [_without(item, rest) if index == step else item for index, item in enumerate(value)]
    if not rest:
        return {key: item for key, item in value.items() if key != step}
    return {key: _without(item, rest) if key == step else item for key, item in value.items()}
