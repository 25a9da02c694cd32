"""Entities whose ids nobody told, and the placeholders that scripts put for them."""

from __future__ import annotations

from typing import Final

from pinvet.account.bounded import make_room

MOST: Final = 10_000  # placeholders that are remembered


class Unnamed:
    """Created entities under names of ours, by collection, until a placeholder is bound to each."""

    __slots__ = ("_bound", "_waiting")

    def __init__(self) -> None:
        self._waiting: dict[str, dict[str, None]] = {}
        self._bound: dict[tuple[str, str], str] = {}

    def copy(self) -> Unnamed:
        """Return what can be changed without changing this."""
        other = Unnamed()
        other._waiting = {key: dict(items) for key, items in self._waiting.items()}
        other._bound = dict(self._bound)
        return other

    def __bool__(self) -> bool:
        return any(self._waiting.values())

    def add(self, collection: str, name: str) -> None:
        """Remember a new entity."""
        self._waiting.setdefault(collection, {})[name] = None

    def remove(self, collection: str, name: str) -> None:
        """Forget an entity, where it still waits."""
        self._waiting.get(collection, {}).pop(name, None)

    def waiting(self, collection: str) -> tuple[str, ...]:
        """Return the names of the entities that no placeholder stands for."""
        return tuple(self._waiting.get(collection, ()))

    def bind(self, collection: str, placeholder: str) -> None:
        """Take a placeholder as the id of the only entity that waits; where several do, it stays unknown."""
        waiting = self._waiting.get(collection, {})
        if len(waiting) == 1 and (collection, placeholder) not in self._bound:
            make_room(self._bound, MOST)
            self._bound[collection, placeholder] = waiting.popitem()[0]

    def name(self, collection: str, identity: object) -> str | None:
        """Return our name of the entity that a placeholder was taken for, or None."""
        return self._bound.get((collection, identity)) if self._bound and isinstance(identity, str) else None
