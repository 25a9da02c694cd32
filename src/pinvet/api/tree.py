"""The parameters of an operation as a tree, for whoever walks down a value and its parameters side by side."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from pinvet.api.parameter import Parameter

Told = dict[str, str]  # what the parameters that decide between branches say, by their dotted names


class Node:
    """One parameter with what lies in it.

    `name` is its dotted name, `known` what the table knows of it (None for the root and for what has no entry).
    `members` are the parameters of an object, `each` what every element of a list and every value of a map is.
    `free` tells that an object's members have free names.
    """

    __slots__ = ("deciding", "each", "free", "known", "members", "name")

    def __init__(self, name: str = "", known: Parameter | None = None) -> None:
        self.name = name
        self.known = known
        self.members: dict[str, Node] = {}
        self.each: Node | None = None
        self.free = known is not None and known.map
        self.deciding: tuple[str, ...] = ()

    def inner(self, step: str) -> Node | None:
        """Return what stands under a key; None for one that the table does not know."""
        return self.members.get(step, self.each if self.free or not self.members else None)

    def told(self, value: Mapping[str, object], told: Told) -> Told:
        """Return what is told inside an object: also by its own parameters that decide between branches."""
        prefix = f"{self.name}." if self.name else ""
        own = {}
        for step in self.deciding:
            said, known = value.get(step), self.members[step].known
            if isinstance(said, str) and known is not None and said in known.branches:
                own[prefix + step] = said
        return {**told, **own} if own else told

    def every(self) -> Iterator[Node]:
        """Yield this parameter and all that lie in it."""
        yield self
        for inner in self.members.values():
            yield from inner.every()
        if self.each is not None:
            yield from self.each.every()


def tree_of(parameters: Mapping[str, Parameter]) -> Node:
    """Return the tree of parameters given by dotted name."""
    root = Node()
    for dotted, known in parameters.items():
        node = root
        *way, last = dotted.split(".")
        prefix = ""
        for step in way:
            prefix += step
            node = _step(node, step, prefix, None)
            prefix += "."
        _step(node, last, dotted, known)
    return root


def _step(node: Node, step: str, name: str, known: Parameter | None) -> Node:
    found = node.each if step == "*" else node.members.get(step)
    if found is None:
        found = Node(name, known)
        if step == "*":
            node.each = found
        else:
            node.members[step] = found
            if known is not None and known.branches:
                node.deciding = (*node.deciding, step)
    return found


def here(known: Parameter, told: Told) -> Parameter | None:
    """Return a parameter as it is where branches are told apart so; None where it is not there at all."""
    for name, among in (known.when or {}).items():
        if name in told and told[name] not in among:
            return None
    for name, others in (known.variants or {}).items():
        other = others.get(told.get(name, ""))
        if other is not None:
            return other
    return known
