"""What happened so far, as rules about order and number remember it: a bounded list for each rule."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, NamedTuple

from pinvet.account.bounded import make_room
from pinvet.account.created import Created

if TYPE_CHECKING:
    from pinvet.account.known import Creation, Touch

MOST: Final = 10_000  # of each kind, mostly for one rule; what is older is forgotten

Key = tuple[str, ...]


class Waiting(NamedTuple):
    """An entity that something must follow, or must not: where it stands, and the fact that nobody knows, if any."""

    touch: Touch
    missing: str | None = None


class Events:
    """What rules wait for, count and compare.

    ``seen`` holds the keys of what has come, ``waiting`` those of what waits for something; both are by rule, and
    ``waiting`` also by operation. ``times`` holds the latest times of what a rule counts, ``created`` what the client
    created, ``touched`` the changes of siblings: their keys begin with a rule. ``forgot`` are the rules of which
    something had to be forgotten, ``lost`` the latest request that a rule had to forget. ``latest`` is the number of
    the request that was remembered last.
    """

    __slots__ = ("_touches", "created", "forgot", "latest", "lost", "seen", "times", "touched", "waiting")

    def __init__(self) -> None:
        self.seen: dict[str, dict[Key, None]] = {}
        self.waiting: dict[tuple[str, str], dict[Key, Waiting]] = {}
        self.times: dict[str, dict[Key, list[float]]] = {}
        self.created: dict[Key, Created] = {}
        self.touched: dict[tuple[str, str, str], dict[str, Touch]] = {}
        self.forgot: set[str] = set()
        self.lost: dict[str, int] = {}
        self.latest = -1
        self._touches = 0

    def copy(self) -> Events:
        """Return events that can be changed without changing these."""
        other = Events()
        other.seen = {rule: dict(keys) for rule, keys in self.seen.items()}
        other.waiting = {rule: dict(keys) for rule, keys in self.waiting.items()}
        other.times = {rule: {key: list(times) for key, times in keys.items()} for rule, keys in self.times.items()}
        other.created = {key: one.copy() for key, one in self.created.items()}
        other.touched = {key: dict(touches) for key, touches in self.touched.items()}
        other.forgot, other.lost = set(self.forgot), dict(self.lost)
        other._touches = self._touches
        return other

    def see(self, rule: str, key: Key) -> None:
        """Remember that what a rule waits for has come."""
        keys = self.seen.get(rule)
        if keys is None:
            keys = self.seen[rule] = {}
        elif len(keys) >= MOST and key not in keys and make_room(keys, MOST):
            self.forgot.add(rule)
        keys[key] = None

    def has_seen(self, rule: str, key: Key) -> bool:
        """Tell whether what a rule waits for has come."""
        return key in self.seen.get(rule, ())

    def wait(self, rule: str, operation: str, key: Key, waiting: Waiting) -> None:
        """Remember the first entity with a key that waits for something."""
        keys = self.waiting.setdefault((rule, operation), {})
        if len(keys) < MOST:
            keys.setdefault(key, waiting)
            self.latest = waiting.touch.request
        else:
            self.forgot.add(rule)

    def clock(self, rule: str, key: Key) -> list[float]:
        """Return the times that are kept for a key, in order, to be changed in place."""
        keys = self.times.setdefault(rule, {})
        if key not in keys and make_room(keys, MOST):
            self.forgot.add(rule)
        return keys.setdefault(key, [])

    def create(self, key: Key, creation: Creation) -> None:
        """Remember an entity that the client created, for the rule that counts those with its key."""
        made = self.created.get(key)
        if made is None:
            for (rule, *_), oldest in make_room(self.created, MOST):
                self._lose(rule, oldest.latest)
            made = self.created[key] = Created()
        made.add(creation)
        self.latest = creation.request

    def touch(self, key: tuple[str, str, str], identity: str, touch: Touch) -> None:
        """Remember a change of one of several siblings, for the rule that compares them."""
        if self._touches >= MOST:
            for (rule, *_), oldest in make_room(self.touched, len(self.touched)):
                self._touches -= len(oldest)
                self._lose(rule, max(one.request for one in oldest.values()))
        touches = self.touched.setdefault(key, {})
        self._touches += identity not in touches
        touches[identity] = touch
        self.latest = touch.request

    def _lose(self, rule: str, request: int) -> None:
        self.forgot.add(rule)
        self.lost[rule] = max(self.lost.get(rule, 0), request)
