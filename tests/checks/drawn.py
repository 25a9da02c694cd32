"""Entities that hypothesis draws from the API table: right values, and the same with things changed in places."""

from __future__ import annotations

import copy
from typing import TYPE_CHECKING, Any

from hypothesis import strategies as st

if TYPE_CHECKING:
    from pinvet.api.parameter import Parameter
    from pinvet.api.tree import Node

Entity = dict[str, Any]
At = tuple[str | int, ...]

STRANGE = [
    None, True, False, 0, -1, 1, 5, 1.5, 5.0, 10**12, 10**20, float("inf"), "", "x", "0", "12", "true", "ACTIVE",
    "active", "CAMPAIGN_ID", "AG12", "{{x}}", "<x>", "y" * 300, "2026-02-30", "2026-11-21", [], {}, [None], ["x"], [1],
    ["1", "2", "3", "4"], [{}], [["x"]], {"a": 1}, {"": None}, [{"name": None}],
]  # fmt: skip
ODD = st.sampled_from(STRANGE).map(copy.deepcopy)  # each draw its own, since things are put inside
TEXTS = st.sampled_from(["Lamps", "Été 2027", "https://example.com/a"])
NAMES = st.sampled_from(["nmae", "id", "name", "status", "", "0", "*"])


@st.composite
def right(draw: st.DrawFn, node: Node) -> Any:
    """Draw a value that the table takes for a parameter; of an object a few members, and all that it requires."""
    known = node.known
    if known is None or known.types in ((), ("object",)):
        return draw(_object(node))
    if known.types == ("array",):
        size = draw(st.integers(max(known.minItems or 0, 1), min(known.maxItems or 2, 2)))
        return [draw(_element(node, known)) for _ in range(size)]
    return draw(scalar(known))


@st.composite
def _object(draw: st.DrawFn, node: Node) -> Entity:
    needed = [name for name, inner in node.members.items() if inner.known is not None and inner.known.required]
    some = draw(st.lists(st.sampled_from(sorted(node.members)), max_size=4, unique=True)) if node.members else []
    found = {name: draw(right(node.members[name])) for name in dict.fromkeys([*needed, *some])}
    if node.free and node.each is not None and draw(st.booleans()):
        found["free"] = draw(right(node.each))
    return found


def _element(node: Node, known: Parameter) -> st.SearchStrategy[Any]:
    if node.each is not None:
        return right(node.each)
    return scalar(known.items._replace(id=known.id or known.items.id)) if known.items is not None else TEXTS


def scalar(known: Parameter) -> st.SearchStrategy[Any]:
    """Draw one value of a parameter that is no list and no object."""
    if known.enum is not None:
        return st.sampled_from(known.enum)
    if known.id:
        return st.sampled_from(["626756081487", "1"])
    kind = known.types[0] if known.types else "string"
    if kind == "boolean":
        return st.booleans()
    if kind in ("integer", "number"):
        high = known.maximum if known.maximum is not None else 30_000_000
        return st.sampled_from([min(5_000_000, int(high)), int(high), int(known.minimum or 1)])
    if known.money or known.pattern in (r"^\d+$", r"^[0-9]+$"):
        return st.just("5000000")
    return st.just("2026-11-21") if known.format == "date" else TEXTS


@st.composite
def changed(draw: st.DrawFn, entity: Any, *, most: int = 3) -> Any:
    """Draw a value with strange things put into some of its places, names that are not known, and things left out."""
    value = copy.deepcopy(entity)
    for _ in range(draw(st.integers(0, most))):
        at = draw(st.sampled_from(places(value)))
        holder = value
        for step in at[:-1]:
            holder = holder[step]
        act = draw(st.sampled_from(["put", "put", "drop", "name"]))
        if act == "name" and isinstance(holder, dict):
            holder[draw(NAMES)] = draw(ODD)
        elif at and act == "drop":
            del holder[at[-1]]
        elif at:
            holder[at[-1]] = draw(ODD)
    return value


def places(value: Any, at: At = ()) -> list[At]:
    """Return the pointers of a value and of all that lies in it."""
    steps = value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ()
    return [at, *(place for step, inner in steps for place in places(inner, (*at, step)))]
