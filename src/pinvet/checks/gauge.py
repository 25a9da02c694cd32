"""A quick test of entities against the API table: it says that nothing is wrong, or that somebody should look.

Most of what is ever judged is as the API wants it. For each parameter there is a test made once (fitting.py), which is
true only where the walk down the entity (structure/walk.py) would find nothing.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from pinvet.checks.fitting import NEVER, is_plain, length, of_node

if TYPE_CHECKING:
    from collections.abc import Callable

    from pinvet.api.tree import Node
    from pinvet.checks.fitting import Test

    Named = tuple[tuple[str, Test], ...]
    Lengths = tuple[tuple[str, float, float], ...]


class Gauge:
    """The tests of one operation's parameters; each is made when it is first asked for."""

    __slots__ = ("_is_open", "_nulls", "_required", "_root", "_tests")

    def __init__(self, root: Node, *, nulls: bool) -> None:
        """Make tests for parameters; `nulls` says that a null is something to look at too."""
        self._root = root
        self._nulls = nulls
        self._tests: dict[str, Test] = {}
        known = {name: inner.known for name, inner in root.members.items() if inner.known is not None}
        self._required = tuple(name for name, one in known.items() if one.required)
        # What is required may hang on other parameters, or on a value that counts as none.
        self._is_open = any(one.variants or (one.required and one.unset) for one in known.values())

    def left(self, value: dict[str, Any], switches: frozenset[str]) -> Callable[[dict[str, Any]], bool] | None:
        """Return the test that is left for entities with the names, types and switches of this one.

        None where something is to be said of each of them.
        """
        if self._is_open or not all(map(value.get, self._required)):
            return None
        tests: list[tuple[str, Test]] = []
        lengths: list[tuple[str, float, float]] = []
        for name, item in value.items():
            node = self._root.members.get(name)
            if node is None or node.known is None:
                return None
            if item is None:
                if self._nulls and not node.known.nullable and node.known.types:
                    return None
            elif name in switches or item is True or item is False:
                if not self._test(name, node)(item):
                    return None
            elif type(item) is str and is_plain(node.known):
                least, most = length(node.known)
                if least or most is not NEVER:
                    lengths.append((name, least, most))
            else:
                tests.append((name, self._test(name, node)))
        return _each(tuple(tests), tuple(lengths))

    def fits(self, value: dict[str, Any]) -> bool:
        """Tell that nothing is wrong with an entity; where that takes more than a look, it is not told."""
        test = self.left(value, frozenset())
        return test is not None and test(value)

    def passes(self, node: Node, value: Any) -> bool:
        """Tell that nothing is wrong with a parameter; where that takes more than a look, it is not told."""
        return value is not None and self._test(node.name, node)(value)

    def _test(self, name: str, node: Node) -> Test:
        test = self._tests.get(name)
        if test is None:
            test = self._tests[name] = of_node(node, nulls=self._nulls)
        return test


def _each(tests: Named, lengths: Lengths) -> Callable[[dict[str, Any]], bool]:
    def fits(value: dict[str, Any]) -> bool:
        for name, least, most in lengths:
            if not least <= len(value[name]) <= most:
                return False
        for name, test in tests:  # noqa: SIM110  # a generator costs more than all of these tests
            if not test(value[name]):
                return False
        return True

    return fits
