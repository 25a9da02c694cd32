"""The one shape of a compiled check: names it speaks of, and a function from a view to problems."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Any, NamedTuple

from pinvet.checks.paths import reach

if TYPE_CHECKING:
    from collections.abc import Iterable

    from pinvet.api.parameter import Parameter
    from pinvet.checks.facts import Fact
    from pinvet.checks.paths import Steps
    from pinvet.checks.problem import Problem
    from pinvet.checks.reads import Reads
    from pinvet.checks.scope import Scope
    from pinvet.checks.view import View
    from pinvet.model import Pointer


Level = Callable[["Problem"], tuple[str, tuple[str, ...]]]  # how grave a problem would be, and what said so


class Kind(NamedTuple):
    """A compiled check of one kind.

    ``find`` reports only on the entity it is given. ``names`` are the own parameters whose touch lets an update be
    judged. ``nulls`` says that null is a statement for this kind. ``needs`` are top-level names of which one must be
    sent for a create to have a problem at all; None where there is no such list. ``reads`` is what of a
    create tells whether it has a problem; None where more than the entity does. ``narrow`` gives, for one create, a
    shorter ``find`` that is as good for all that have the same names and types. ``of_address`` says that the check
    looks at nothing but the address, so that it is asked of a request in which no entity was found, too. ``gauged``
    says that a gauge (gauge.py) tells quickly where there is nothing to find.
    """

    find: Callable[[View], Iterable[Problem]]
    names: tuple[Steps, ...] = ()
    nulls: bool = False
    facts: tuple[Fact, ...] = ()
    needs: frozenset[str] | None = None
    reads: Reads | None = None
    narrow: Callable[[View], Callable[[View], Iterable[Problem]]] | None = None
    of_address: bool = False
    gauged: bool = False


def heads(paths: Iterable[Steps]) -> frozenset[str]:
    """Return the top-level names of some parameters."""
    return frozenset(path[0] for path in paths)


def remove(pointer: Pointer, title: str) -> dict[str, Any]:
    """Return the fix fields of a problem that is solved by taking a parameter out."""
    return {"patch": ({"op": "remove", "path": pointer},), "fix_title": title}


def rename(pointer: Pointer, last: str, title: str) -> dict[str, Any]:
    """Return the fix fields of a problem that is solved by giving a parameter another name."""
    return {"patch": ({"op": "move", "from": pointer, "path": (*pointer[:-1], last)},), "fix_title": title}


def put(pointer: Pointer, value: Any, title: str, *, there: bool) -> dict[str, Any]:
    """Return the fix fields of a problem that is solved by giving a parameter a value."""
    operation = "replace" if there else "add"
    return {"patch": ({"op": operation, "path": pointer, "value": value},), "fix_title": title}


def applicable(step: dict[str, Any], value: Any) -> tuple[dict[str, Any], ...]:
    """Return what a fix's step takes on an entity: missing objects on the way are made. Nothing if it cannot be done.

    An object that is missing on the way is put there whole, so that one step stays one edit of a text.
    """
    path, source = step["path"], step.get("from")
    if step["op"] in ("remove", "replace"):
        return (step,) if _stands(value, path) else ()
    if source is not None and not _stands(value, source):
        return ()
    way = next((length for length in range(1, len(path)) if reach(value, path[:length]) is None), None)
    if way is None:
        return (step,) if isinstance(reach(value, path[:-1]), list if isinstance(path[-1], int) else dict) else ()
    if not isinstance(reach(value, path[: way - 1]), dict) or any(isinstance(key, int) for key in path[way - 1 :]):
        return ()
    filling = step["value"] if source is None else reach(value, source)
    for key in reversed(path[way:]):
        filling = {key: filling}
    added = {"op": "add", "path": path[:way], "value": filling}
    return (added,) if source is None else ({"op": "remove", "path": source}, added)


def _stands(value: Any, pointer: Pointer) -> bool:
    """Tell whether something, be it null, stands at a pointer."""
    holder = reach(value, pointer[:-1])
    return pointer[-1] in holder if isinstance(holder, dict) else reach(value, pointer) is not None


def label(scope: Scope, name: str) -> str:
    """Name a parameter for people: dotted, from the entity on."""
    return ".".join((*scope.at, name)) if scope.at else name


def found(scope: Scope, name: str, value: Any, words: Iterable[Any] = ()) -> str:
    """Render what was found, as far as it may be shown; words that a rule or the API spells out may be."""
    from pinvet.redact import render

    plain = str.__str__(value) if isinstance(value, str) else value  # members of enums show as their text
    return render(plain, **_terms(scope, name, words))


def may_show(scope: Scope, name: str, value: Any) -> bool:
    """Tell whether what was found may be shown itself, in a fix too."""
    from pinvet.redact import shown

    return shown(value, **_terms(scope, name, ()))


def _terms(scope: Scope, name: str, words: Iterable[Any]) -> dict[str, Any]:
    space, _, rest = name.partition(".")
    members = known_words(scope.parameter(name) or scope.of(space, rest))
    texts = {word for word in words if isinstance(word, str)}
    enum = bool(members) or (bool(texts) and all(word.isupper() for word in texts))
    operation = scope.operation.id
    return {"parameter": label(scope, name), "operation": operation, "words": texts | members, "enum": enum}


def known_words(parameter: Parameter | None) -> frozenset[str]:
    """Return the words that the API table lists for a parameter or for its list's entries."""
    if parameter is None:
        return frozenset()
    listed = parameter.enum or (parameter.items.enum if parameter.items is not None else None) or ()
    return frozenset(word for word in listed if isinstance(word, str))


def named(argument: dict[str, Any], key: str) -> tuple[str, ...]:
    """Return the operations that an argument names under a key: one, or a list."""
    names = argument[key]
    return (names,) if isinstance(names, str) else tuple(names)
