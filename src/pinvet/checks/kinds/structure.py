"""``structure: aspect``: the API table against the request, so that its findings are rules like any other."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from pinvet.checks.kinds.kind import Kind, found, heads, known_words, put, remove
from pinvet.checks.paths import get, nodes, steps
from pinvet.checks.problem import Problem
from pinvet.checks.reads import Reads, states_of, values_of
from pinvet.checks.states import is_placeholder, is_set
from pinvet.text.words import nearest

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

    from pinvet.checks.scope import Scope
    from pinvet.checks.view import View
    from pinvet.model import Pointer

Tree = dict[str, Any]
BODY_ASPECTS = ("shape", "shape-of-one", "size", "duplicate")


def compile_kind(aspect: str, scope: Scope) -> Kind:
    """Compile one aspect. Those of the body as a whole are found while it is split into entities."""
    if aspect in BODY_ASPECTS:
        return Kind(lambda view: view.memo.get(aspect, ()))
    return ASPECTS[aspect](scope)


def _unknown(scope: Scope) -> Kind:
    tree = _tree(scope)
    wrapper = _tree(scope, wrapper=True)
    places = {name.rpartition(".")[2]: name for name in reversed(tuple(scope.operation.parameters))}

    known = frozenset(tree) | frozenset(wrapper)
    nested = tuple(name for name, inner in tree.items() if inner)

    def find(view: View) -> Iterable[Problem]:
        value = view.value
        if value.keys() <= known:  # what is unknown can only stand further inside
            value = {name: value[name] for name in nested if name in value}
        return [_unknown_problem(pointer, item) for pointer, item in _strangers(value, tree, wrapper)] if value else ()

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

    return Kind(find, reads=Reads(frozenset(nested)))  # of all others only whether they are null, which types tell


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


def _id(scope: Scope) -> Kind:
    ids = tuple((name, steps(name), known.unset) for name, known in scope.operation.parameters.items() if known.id)
    prefixes = {name: _prefix(scope.operation.parameters[name].pattern or "") for name, _, _ in ids}

    def find(view: View) -> Iterable[Problem]:
        problems: list[Problem] = []
        for name, path, unset in ids:
            sent = view.value.get(path[0])
            if sent is None or (isinstance(sent, str) and sent.isascii() and sent.isdigit()):
                continue
            for pointer, node in nodes(view.value, path):
                for inner, item in _each(node):
                    if is_set(item, unset) and not is_placeholder(item):
                        problems.extend(_judge(name, (*pointer, *inner), item, unset))
        return problems

    def _judge(name: str, pointer: Pointer, value: Any, unset: tuple[Any, ...]) -> Iterable[Problem]:
        if isinstance(value, bool) or not isinstance(value, (str, int)):
            return ()
        if isinstance(value, int):
            if 0 in unset:
                return ()  # an id whose 0 means none is taken as a number too
            message = f"{name} is {found(scope, name, value)}, expected an id in quotes: long numbers lose digits"
            fix = put(pointer, str(value), "put it in quotes", there=True)
            return [Problem(pointer, "value", message, value, names=(name,), **fix)]
        digits = value.removeprefix(prefixes[name])
        if digits.isascii() and digits.isdigit():
            return ()
        looks = _looks_like_placeholder(value)
        hint = "; it looks like a placeholder that was never filled in" if looks else ""
        words = (value,) if looks else ()
        message = f"{name} is {found(scope, name, value, words)}, expected an id: a text of digits{hint}"
        return [Problem(pointer, "value", message, value, names=(name,))]

    names = tuple(path for _, path, _ in ids)
    return Kind(find, names, needs=heads(names), reads=values_of(names))


def _prefix(pattern: str) -> str:
    r"""Return the letters that an id's pattern allows before its digits: ``C`` of ``^[C]?\\d+$``, or none."""
    before = pattern.partition("\\d")[0]
    return "".join(letter for letter in before if letter.isalpha())


def _each(node: Any) -> Iterator[tuple[Pointer, Any]]:
    if isinstance(node, list):
        yield from (((index,), item) for index, item in enumerate(node))
    else:
        yield (), node


def _looks_like_placeholder(value: str) -> bool:
    """Tell whether a text is a name in capitals such as ``CAMPAIGN_ID``, or the word ``string``."""
    capitals = value.replace("_", "")
    return value == "string" or (capitals.isascii() and capitals.isalpha() and capitals.isupper() and len(value) <= 40)


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


ASPECTS: dict[str, Callable[[Scope], Kind]] = {"unknown": _unknown, "id": _id, "required": _required}

__all__ = ["ASPECTS", "BODY_ASPECTS", "compile_kind", "known_words", "shown_name"]
