"""Where every node of a document stands in its text, kept in flat arrays.

The nodes are numbered in the order of the text, so a node's children follow it and its subtree ends where its
next sibling begins. Arrays of plain numbers keep a document of a million values at tens of megabytes.
"""

from __future__ import annotations

from array import array
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from pinvet.model import Pointer

ROOT: Final = 0


class Index:
    """The spans of all nodes, as offsets: node `i` is `starts[i]` to `ends[i]`, its key `keys[i]` to `key_ends[i]`.

    `names` holds the key or list index that leads to a node from its parent, `nexts` the node after its subtree,
    `containers` 1 for lists and objects. A YAML alias is a node of its own, and `targets` leads to what it repeats.
    """

    __slots__ = (
        "_children",
        "containers",
        "ends",
        "key_ends",
        "keys",
        "names",
        "nexts",
        "parents",
        "starts",
        "targets",
    )

    def __init__(self) -> None:
        self.names: list[str | int] = []
        self.parents = array("I")
        self.nexts = array("I")
        self.keys = array("I")
        self.key_ends = array("I")
        self.starts = array("I")
        self.ends = array("I")
        self.containers = bytearray()
        self.targets: dict[int, int] = {}
        self._children: dict[int, dict[str | int, int]] = {}

    def add(self, name: str | int, parent: int, key: tuple[int, int], start: int, end: int) -> int:
        """Append a node and return its number; a list element's key is an empty span."""
        node = len(self.starts)
        self.names.append(name)
        self.parents.append(parent)
        self.nexts.append(node + 1)
        self.keys.append(key[0])
        self.key_ends.append(key[1])
        self.starts.append(start)
        self.ends.append(end)
        self.containers.append(0)
        return node

    def close(self, node: int, end: int) -> None:
        """Say where a container ends; every node added since is inside it."""
        self.ends[node] = end
        self.nexts[node] = len(self.starts)

    def children(self, node: int) -> dict[str | int, int]:
        """Return the members of a container by key or list index; of a key that stands twice, the last."""
        node = self.targets.get(node, node)
        known = self._children.get(node)
        if known is None:
            known = self._children[node] = {self.names[child]: child for child in self.offspring(node)}
        return known

    def offspring(self, node: int) -> list[int]:
        """Return every member of a container in the order of the text, repeated keys included."""
        found = []
        child, stop = node + 1, self.nexts[node]
        while child < stop:
            found.append(child)
            child = self.nexts[child]
        return found

    def find(self, pointer: Pointer) -> int | None:
        """Return the node that a pointer leads to, or None where it leads nowhere."""
        node: int | None = ROOT
        for step in pointer:
            if node is None:
                return None
            node = self.children(node).get(step)
        return node

    def nearest_container(self, pointer: Pointer) -> int:
        """Return the deepest list or object on the way to a pointer; the root where there is none."""
        node = found = ROOT
        for step in pointer:
            child = self.children(node).get(step)
            if child is None:
                return found
            node = child
            if self.containers[self.targets.get(node, node)]:
                found = node
        return found

    def pointer(self, node: int) -> Pointer:
        """Return the way from the root to a node."""
        steps: list[str | int] = []
        while node != ROOT:
            steps.append(self.names[node])
            node = self.parents[node]
        return tuple(reversed(steps))

    def shadowed(self, node: int) -> bool:
        """Tell whether a later member of the same key hides a node from the value that was read."""
        return self.find(self.pointer(node)) != node
