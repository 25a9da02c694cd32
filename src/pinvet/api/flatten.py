"""Shapes written flat: the parameters inside a value, by dotted name.

`a.b` steps into an object, `*` stands for each element of a list and for each value of a map. A list of scalars is
one parameter with `items`.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from pinvet.api.error import ApiTableError
from pinvet.api.shape import ABOUT, types_of
from pinvet.api.unions import mark

if TYPE_CHECKING:
    from collections.abc import Iterator

    from pinvet.api.shape import Facts, Shape

Parameters = dict[str, dict[str, Any]]

MAX_PARAMETERS: Final = 20_000
MAX_STEPS: Final = 32
ORDER: Final = (*ABOUT, "items", "map", "required")


def flatten(shape: Shape, where: str, stop: frozenset[str] = frozenset()) -> Parameters:
    """Return the parameters inside a value, sorted by name; nothing below the names in `stop` is told.

    Raises ApiTableError, with `where` in its message, if there are more than a description can mean.
    """
    found: Parameters = {}
    waiting = [*_members("", shape)]
    told = [("", union) for union in shape.unions]
    while waiting:
        name, part, is_required = waiting.pop()
        if len(found) >= MAX_PARAMETERS or name.count(".") >= MAX_STEPS:
            raise ApiTableError(f"{where}: more parameters than {MAX_PARAMETERS}, or nested beyond {MAX_STEPS}")
        found[name] = parameter(part, is_required=is_required)
        if name not in stop:
            waiting += _members(f"{name}.", part)
            told += [(f"{name}.", union) for union in part.unions]
    found = dict(sorted(found.items()))
    for prefix, union in told:
        branches = {value: flatten(branch, where, _below(stop, prefix)) for value, branch in union.branches.items()}
        mark(found, union, prefix, branches)
    return found


def _below(stop: frozenset[str], prefix: str) -> frozenset[str]:
    return frozenset(name.removeprefix(prefix) for name in stop if name.startswith(prefix))


def _members(prefix: str, shape: Shape) -> Iterator[tuple[str, Shape, bool]]:
    for name, part in shape.properties.items():
        yield prefix + name, part, name in shape.required
    if shape.values is not None:
        yield prefix + "*", shape.values, False
    if shape.elements is not None and structured(shape.elements):
        yield prefix + "*", shape.elements, False


def structured(shape: Shape) -> bool:
    """Tell whether a list element is more than a scalar, so that it is a parameter of its own."""
    return bool(
        shape.properties
        or shape.values is not None
        or shape.elements is not None
        or {"object", "array"}.intersection(types_of(shape.facts))
    )


def parameter(shape: Shape, *, is_required: bool = False) -> Facts:
    """Return the facts of one parameter, in a fixed order and without those that say nothing."""
    facts = {word: fact for word, fact in shape.facts.items() if word != "nullable" or fact is True}
    if "type" not in facts:
        if shape.properties or shape.values is not None:
            facts["type"] = "object"
        elif shape.elements is not None:
            facts["type"] = "array"
    if shape.elements is not None:
        items = parameter(shape.elements)
        facts["items"] = {"type": items.get("type", "object")} if structured(shape.elements) else items
    if facts.get("type") == "object" and not shape.properties and shape.values is None:
        facts["map"] = True
    if is_required:
        facts["required"] = True
    return {word: facts[word] for word in ORDER if word in facts}
