"""Ways to the entities of an account: from a parent to its children, from a text to what is or holds it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from pinvet.account.known import PARENTS

if TYPE_CHECKING:
    from collections.abc import Iterable

    from pinvet.account.known import Known

    Ids = dict[str, None]


class Ways:
    """The ids of entities by their parents, and by the texts of those parameters that somebody asked for.

    What stands here may have another parent or another text by now: whoever asks looks again.
    """

    __slots__ = ("_children", "_named")

    def __init__(self) -> None:
        self._children: dict[tuple[str, str], Ids] = {}
        self._named: dict[tuple[str, str], dict[str, Ids]] = {}

    def copy(self) -> Ways:
        """Return ways that can be changed without changing these; those of texts are made anew when asked for."""
        other = Ways()
        other._children = {key: dict(items) for key, items in self._children.items()}
        return other

    def add(self, collection: str, known: Known, before: Known | None) -> None:
        """Lead to an entity, of which `before` was known until now."""
        name = PARENTS.get(collection)
        if name is not None:
            parent = known.values.get(name)
            if before is not None and before.values.get(name) != parent:
                self._drop_child(collection, before)
            if isinstance(parent, str):
                children = self._children.get((collection, parent))
                if children is None:
                    self._children[collection, parent] = {known.id: None}
                else:
                    children[known.id] = None
        for (named, key), identities in self._named.items():
            if named == collection:
                _file(identities, known, key)

    def drop(self, collection: str, known: Known) -> None:
        """Lead to an entity no more."""
        self._drop_child(collection, known)
        for (named, key), identities in self._named.items():
            if named == collection:
                for text in texts_of(known.values.get(key)):
                    _take(identities, text, known.id)

    def children(self, collection: str, parent: Any) -> Iterable[str]:
        """Return the ids of what was seen under a parent, in the order first seen."""
        return self._children.get((collection, parent), ())

    def named(self, collection: str, key: str, value: str, entities: Iterable[Known]) -> Iterable[str]:
        """Return the ids of what was seen with a text as a parameter; `entities` are all that there are."""
        identities = self._named.get((collection, key))
        if identities is None:
            identities = self._named[collection, key] = {}
            for known in entities:
                _file(identities, known, key)
        return identities.get(value, ())

    def _drop_child(self, collection: str, known: Known) -> None:
        parent = known.values.get(PARENTS.get(collection, ""))
        if isinstance(parent, str):
            _take(self._children, (collection, parent), known.id)


def texts_of(value: Any) -> list[str]:
    """Return the texts that a value is, or holds as a list."""
    return [one for one in (value if isinstance(value, list) else [value]) if isinstance(one, str)]


def _file(identities: dict[str, Ids], known: Known, key: str) -> None:
    for text in texts_of(known.values.get(key)):
        identities.setdefault(text, {})[known.id] = None


def _take(ways: dict[Any, Ids], key: Any, identity: str) -> None:
    """Take an id out, and with the last one the way."""
    identities = ways.get(key)
    if identities is not None:
        identities.pop(identity, None)
        if not identities:
            del ways[key]
