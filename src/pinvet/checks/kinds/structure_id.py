"""``structure: id``: every id is a text of digits, as the API table says of each parameter that is one."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from pinvet.checks.kinds.kind import Kind, found, heads, put
from pinvet.checks.paths import nodes, steps
from pinvet.checks.problem import Problem
from pinvet.checks.reads import values_of
from pinvet.checks.states import is_placeholder, is_set

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

    from pinvet.checks.paths import Steps
    from pinvet.checks.scope import Scope
    from pinvet.checks.view import View
    from pinvet.model import Pointer

Ids = tuple[tuple[str, "Steps", tuple[Any, ...]], ...]


def ids_are_digits(scope: Scope) -> Kind:
    """Compile the check of all ids of an operation."""
    ids = tuple((name, steps(name), known.unset) for name, known in scope.operation.parameters.items() if known.id)
    prefixes = {name: _prefix(scope.operation.parameters[name].pattern or "") for name, _, _ in ids}

    def finder(ids: Ids) -> Callable[[View], Iterable[Problem]]:
        def find(view: View) -> Iterable[Problem]:
            value = view.value
            problems: list[Problem] = []
            for name, path, unset in ids:
                sent = value.get(path[0])
                if sent is None or (isinstance(sent, str) and sent.isascii() and sent.isdigit()):
                    continue
                for pointer, item in _each(value, path):
                    if is_set(item, unset) and not is_placeholder(item):
                        problems.extend(_judge(scope, name, prefixes[name], pointer, item, unset))
            return problems

        return find

    def narrow(view: View) -> Callable[[View], Iterable[Problem]]:
        return finder(tuple(one for one in ids if one[1][0] in view.value))

    names = tuple(path for _, path, _ in ids)
    return Kind(finder(ids), names, needs=heads(names), reads=values_of(names), narrow=narrow)


def _judge(
    scope: Scope, name: str, prefix: str, pointer: Pointer, value: Any, unset: tuple[Any, ...]
) -> Iterable[Problem]:
    if isinstance(value, bool) or not isinstance(value, (str, int)):
        return ()
    if isinstance(value, int):
        if 0 in unset:
            return ()  # an id whose 0 means none is taken as a number too
        message = f"{name} is {found(scope, name, value)}, expected an id in quotes: long numbers lose digits"
        fix = put(pointer, str(value), "put it in quotes", there=True)
        return [Problem(pointer, "value", message, value, names=(name,), **fix)]
    digits = value.removeprefix(prefix)
    if digits.isascii() and digits.isdigit():
        return ()
    looks = _looks_like_placeholder(value)
    hint = "; it looks like a placeholder that was never filled in" if looks else ""
    words = (value,) if looks else ()
    message = f"{name} is {found(scope, name, value, words)}, expected an id: a text of digits{hint}"
    return [Problem(pointer, "value", message, value, names=(name,))]


def _prefix(pattern: str) -> str:
    r"""Return the letters that an id's pattern allows before its digits: ``C`` of ``^[C]?\d+$``, or none."""
    before = pattern.partition(r"\d")[0]
    return "".join(letter for letter in before if letter.isalpha())


def _each(value: Any, path: Steps) -> Iterator[tuple[Pointer, Any]]:
    """Yield every id under a path: the value itself, or each entry of a list."""
    for pointer, node in nodes(value, path):
        if isinstance(node, list):
            yield from (((*pointer, index), item) for index, item in enumerate(node))
        else:
            yield pointer, node


def _looks_like_placeholder(value: str) -> bool:
    """Tell whether a text is a name in capitals such as ``CAMPAIGN_ID``, or the word ``string``."""
    capitals = value.replace("_", "")
    return value == "string" or (capitals.isascii() and capitals.isalpha() and capitals.isupper() and len(value) <= 40)
