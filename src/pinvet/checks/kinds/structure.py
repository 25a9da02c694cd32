"""``structure: aspect``: the API table against the request, so that its findings are rules like any other."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from pinvet.checks.kinds.kind import Kind, known_words, remove
from pinvet.checks.kinds.structure_id import ids_are_digits
from pinvet.checks.paths import get, steps
from pinvet.checks.problem import Problem
from pinvet.checks.reads import Reads, states_of
from pinvet.checks.states import is_set
from pinvet.text.words import nearest

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

    from pinvet.checks.scope import Scope
    from pinvet.checks.view import View
    from pinvet.model import Pointer

Tree = dict[str, Any]
BODY_ASPECTS = ("shape", "shape-of-one", "size", "duplicate", "secret")


def compile_kind(aspect: str, scope: Scope) -> Kind:
    """Compile one aspect. Those of the body, or the file, as a whole are found while these are read."""
    if aspect in BODY_ASPECTS:
        return Kind(lambda view: view.memo.get(aspect, ()))
    return ASPECTS[aspect](scope)


def _unknown(scope: Scope) -> Kind:
    tree = _tree(scope)
    wrapper = _tree(scope, wrapper=True)
    places = {name.rpartition(".")[2]: name for name in reversed(tuple(scope.operation.parameters))}

    known = frozenset(tree) | frozenset(wrapper)
    nested = frozenset(name for name, inner in tree.items() if inner)

    def find(view: View) -> Iterable[Problem]:
        return [_unknown_problem(pointer, item) for pointer, item in _strangers(view.value, tree, wrapper)]

    def narrow(view: View) -> Callable[[View], Iterable[Problem]]:
        if not view.value.keys() <= known:
            return find
        inside = tuple((name, tree[name]) for name in view.value if name in nested)

        def find_inside(view: View) -> Iterable[Problem]:
            for name, inner in inside:
                if not _is_known(view.value[name], inner):
                    return find(view)
            return ()

        return find_inside

    def _unknown_problem(pointer: Pointer, value: Any) -> Problem:
        name = ".".join(str(step) for step in pointer)
        siblings = _names_at(tree, pointer[:-1])
        last = str(pointer[-1])
        near = nearest(last, siblings) or places.get(last)
        hint = f"; did you mean {near}?" if near is not None else ""
        message = f"{shown_name(name)} is not a parameter that {scope.operation.id} knows{hint}"
        return Problem(
            pointer, "presence", message, value, names=(name,), **remove(pointer, f"remove {shown_name(name)}")
        )

    return Kind(find, reads=Reads(nested), narrow=narrow)  # of all others only whether they are null, which types tell


def shown_name(name: str) -> str:
    """Show a name that a request brought: as it is where it looks like a parameter, else by its length."""
    from pinvet.redact import looks_secret

    plain = not looks_secret(name) and all(
        letter.isascii() and (letter.isalnum() or letter in "_.-") for letter in name
    )
    return name if plain and len(name) <= 80 else f"a name of {len(name)} characters"


def _tree(scope: Scope, *, wrapper: bool = False) -> Tree:
    tree: Tree = {}
    parameters = scope.operation.wrapper if wrapper else scope.operation.parameters
    for dotted, known in parameters.items():
        node = tree
        for step in dotted.split("."):
            node = node.setdefault(step, {})
        if known.map:
            node.setdefault("*", {})  # the members of a map have free names
    return tree


def _names_at(tree: Tree, pointer: Pointer) -> list[str]:
    node = tree
    for step in pointer:
        node = node.get(str(step)) or node.get("*") or {}
    return [name for name in node if name != "*"]


def _is_known(value: Any, tree: Tree) -> bool:
    """Tell quickly that nothing inside a value is unknown; where that takes more than a look, it is not told."""
    if not isinstance(value, dict):
        return not isinstance(value, list) or "*" not in tree
    for name, item in value.items():
        inner = tree.get(name)
        if inner is None or (inner and isinstance(item, (dict, list)) and not _is_known(item, inner)):
            return False
    return True


def _strangers(value: Any, tree: Tree, wrapper: Tree, at: Pointer = ()) -> Iterator[tuple[Pointer, Any]]:
    """Yield (pointer, value) of every parameter that the table does not know; its inside is not looked at."""
    if isinstance(value, list):
        inner = tree.get("*") or {}
        for index, item in enumerate(value if inner else ()):
            yield from _strangers(item, inner, {}, (*at, index))
        return
    if not isinstance(value, dict) or not tree:
        return
    free = tree.get("*")
    for name, item in value.items():
        inner = tree.get(name, free)
        if inner is None and name not in wrapper:
            if item is not None:
                yield (*at, str(name)), item  # a Python value may have keys that JSON turns into texts
        elif inner and isinstance(item, (dict, list)):
            yield from _strangers(item, inner, {}, (*at, name))


def _required(scope: Scope) -> Kind:
    wanted = tuple(
        (name, steps(name), known.unset)
        for name, known in scope.operation.parameters.items()
        if known.required and "*" not in name
    )

    plain = tuple(path[0] for _, path, unset in wanted if not unset)
    simple = all(len(path) == 1 and not unset for _, path, unset in wanted)

    def find(view: View) -> Iterable[Problem]:
        if simple and all(map(view.value.get, plain)):
            return ()
        problems: list[Problem] = []
        for name, path, unset in wanted:
            if len(path) > 1 and not isinstance(get(view.value, path[:-1]), dict):
                continue  # the object that should hold it is missing: nothing is missing in it
            value = get(view.value, path)  # what is required of a request stands in it, whatever is known already
            if is_set(value, unset):
                continue
            message = f"{name} is missing; {scope.operation.id} requires it"
            problems.append(Problem(path, "absence", message, value, names=(name,)))
        return problems

    return Kind(find, reads=states_of(path for _, path, _ in wanted))


ASPECTS: dict[str, Callable[[Scope], Kind]] = {"unknown": _unknown, "id": ids_are_digits, "required": _required}

__all__ = ["ASPECTS", "BODY_ASPECTS", "compile_kind", "known_words", "shown_name"]
