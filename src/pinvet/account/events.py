"""What happened so far, as rules about order and number remember it: a bounded list for each rule."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, NamedTuple

if TYPE_CHECKING:
    from pinvet.account.known import Touch

MOST: Final = 20_000  # of each kind, for one rule; what is older is forgotten

Key = tuple[str, ...]


class Waiting(NamedTuple):
    """An entity that something must follow, or must not: where it stands, and the fact that nobody knows, if any."""

    touch: Touch
    missing: str | None = None


class Events:
    """What rules wait for. ``seen`` holds the keys of what has come, ``waiting`` those of what waits for something.

    Both are by rule; ``waiting`` also by operation. ``times`` holds the latest times of what is counted.
    ``forgot`` are the rules of which something had to be forgotten.
    """

    __slots__ = ("forgot", "seen", "times", "waiting")

    def __init__(self) -> None:
        self.seen: dict[str, dict[Key, None]] = {}
        self.waiting: dict[tuple[str, str], dict[Key, Waiting]] = {}
        self.times: dict[tuple[str, str], dict[Key, list[float]]] = {}
        self.forgot: set[str] = set()

    def copy(self) -> Events:
        """Return events that can be changed without changing these."""
        other = Events()
        other.seen = {rule: dict(keys) for rule, keys in self.seen.items()}
        other.waiting = {rule: dict(keys) for rule, keys in self.waiting.items()}
        other.times = {rule: {key: list(times) for key, times in keys.items()} for rule, keys in self.times.items()}
        other.forgot = set(self.forgot)
        return other

    def see(self, rule: str, key: Key) -> None:
        """Remember that what a rule waits for has come."""
        keys = self.seen.setdefault(rule, {})
        keys[key] = None
        if len(keys) > MOST:
            del keys[next(iter(keys))]
            self.forgot.add(rule)

    def has_seen(self, rule: str, key: Key) -> bool:
        """Tell whether what a rule waits for has come."""
        return key in self.seen.get(rule, ())

    def wait(self, rule: str, operation: str, key: Key, waiting: Waiting) -> None:
        """Remember the first entity with a key that waits for something."""
        keys = self.waiting.setdefault((rule, operation), {})
        if len(keys) < MOST:
            keys.setdefault(key, waiting)
        else:
            self.forgot.add(rule)

    def clock(self, rule: str, operation: str, key: Key) -> list[float]:
        """Return the times that are kept for a key, to be changed in place."""
        keys = self.times.setdefault((rule, operation), {})
        if key not in keys and len(keys) >= MOST:
            del keys[next(iter(keys))]
            self.forgot.add(rule)
        return keys.setdefault(key, [])
