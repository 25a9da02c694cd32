"""What kinds remember of accepted requests, what they say when the input ends, and by which keys they join requests."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from itertools import product
from typing import TYPE_CHECKING, Any, NamedTuple

if TYPE_CHECKING:
    from pinvet.account import Account, Touch
    from pinvet.checks.facts import Fact
    from pinvet.checks.kinds.kind import Level
    from pinvet.checks.view import View

END_OF_INPUT = "the end of the input"
FORGOTTEN = "the requests before those that are remembered"
LONGEST = 64  # characters of an id; of a longer text its digest is kept

Key = tuple[str, ...]


class Learned(NamedTuple):
    """What is known of an accepted entity beside the entity itself.

    ``level`` weighs a problem as it would be now, ``applies`` tells that the rule's condition holds, rather than that
    nobody knows. ``identity`` is the id that the answer or the request tells, ``at`` the time of the request in Unix
    seconds, None where nobody recorded it.
    """

    level: Level
    applies: bool = True
    identity: str | None = None
    at: float | None = None


class Ending(NamedTuple):
    """A problem that only the end of the input shows: where it stands, and the fact that nobody knows, if any.

    ``parameter`` is empty where the problem stands at the entity itself.
    """

    touch: Touch
    parameter: str
    message: str
    missing: str | None = None
    never_guess: bool = False


Remember = Callable[["View", Learned], None]
Watch = Callable[["View", "str | None"], None]  # sees an accepted entity of another operation, with its id
End = Callable[["Account"], Iterator[Ending]]


def keys(facts: Iterable[Fact], view: View, identity: str | None = None) -> tuple[Key, ...]:
    """Return what an entity is joined to others by: one key, or one for each entry of a list.

    There is none where a part of it is absent or unknown. The fact ``id`` is the id that the answer gave.
    """
    parts = [_texts(identity if one.name == "id" and identity is not None else one.get(view)) for one in facts]
    return tuple(product(*parts))


def lost(view: View, rule: str) -> str | None:
    """Return the fact that nobody knows where a rule may have forgotten a request about the campaign of an entity.

    What was sent after the latest request that had to be forgotten is remembered; so is all about a campaign that was
    created after it.
    """
    latest = view.call.account.events.lost.get(rule)
    if latest is None:
        return None
    campaign = view.campaign()
    return None if campaign is not None and campaign.since > latest else FORGOTTEN


def _texts(value: Any) -> tuple[str, ...]:
    if type(value) is str and len(value) <= LONGEST:
        return (value,)
    items = value if isinstance(value, list) else [value]
    return tuple(_short(str(item)) for item in items if isinstance(item, (str, int, float)))


def _short(text: str) -> str:
    """Return a text as it is compared: one that is no id is not kept."""
    if len(text) <= LONGEST:
        return text
    from hashlib import sha256

    return sha256(text.encode("utf-8", "surrogatepass")).hexdigest()
