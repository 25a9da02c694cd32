"""``count: {per: [key, ...], at_most: n, distinct: p}``: how many entities the client creates with the same key.

Accepted and presumed creates count, in order, this request included; refused ones and retries do not.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from pinvet.account import COLLECTIONS, PARENTS, Creation, Known
from pinvet.checks.facts import Fact, fact
from pinvet.checks.kinds.kind import Kind
from pinvet.checks.problem import Beside, Problem
from pinvet.model import UNKNOWN

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from pinvet.checks.kinds.memory import Learned, Remember
    from pinvet.checks.scope import Scope
    from pinvet.checks.view import View
    from pinvet.model import Pointer

ORDINALS = {1: "first", 2: "second", 3: "third"}
EARLIER, MOST_RELATED = "an earlier one", 5
ENDINGS = {1: "st", 2: "nd", 3: "rd"}


def compile_kind(argument: dict[str, Any], scope: Scope) -> Kind:
    """Compile the check: a problem for every entity beyond the number allowed."""
    per = tuple(fact(name, scope) for name in argument["per"])
    key = key_of(scope.rule["id"], per)
    distinct = fact(argument["distinct"], scope) if "distinct" in argument else None
    limit, everything = argument["at_most"], argument.get("of") == "all"
    own = next(
        (
            name
            for name in argument["per"]
            if name in scope.operation.parameters and name not in scope.operation.wrapper
        ),
        None,
    )
    by_parent = argument["per"] == [PARENTS.get(COLLECTIONS.get(scope.entity or "", ""))]
    noun = (scope.entity or "entity").replace("_", " ")

    def find(view: View) -> Iterable[Problem]:
        mine = key(view)
        if mine is None or view.call.retry:
            return ()
        here = [
            other
            for other in view.call.siblings
            if other.index < view.index and key(other) == mine and scope.applies(other) is not False
        ]
        before = view.call.account.created.get(mine, [])
        others = _others(view, before, here, distinct)
        if by_parent and distinct is None:
            others += _existing(view, lambda known: known.told)
        number = 1 + others + (_existing(view, lambda known: not known.by_client) if everything else 0)
        if number <= limit or (distinct is not None and _repeats(view, before, here, distinct)):
            return ()
        return [_problem(view, number, here, before)]

    def _problem(view: View, number: int, here: list[View], before: list[Creation]) -> Problem:
        same = " and ".join(name.replace("campaign.id", "campaign") for name in argument["per"])
        allowed = "only one is" if limit == 1 else f"at most {limit} are" if limit else "none is"
        message = f"this is the {_ordinal(number)} {noun} for the same {same}; {allowed} allowed"
        pointer: Pointer = (own,) if own is not None and view.value.get(own) is not None else ()
        earlier = (Beside(pointer, EARLIER, one.position, one.request) for one in before)
        related = (*earlier, *(Beside(pointer, EARLIER, other.index) for other in here))[:MOST_RELATED]
        return Problem(pointer, "relation", message, related=related, names=tuple(argument["per"]))

    names = tuple(one.own for one in per if one.own is not None)
    return Kind(find, names, facts=per)


def _ordinal(number: int) -> str:
    ending = "th" if number % 100 in (11, 12, 13) else ENDINGS.get(number % 10, "th")
    return ORDINALS.get(number, f"{number}{ending}")


def key_of(rule: str, per: tuple[Fact, ...]) -> Callable[[View], tuple[str, ...] | None]:
    """Return the function that gives an entity's counting key, or None where a part of it is absent or unknown."""

    def key(view: View) -> tuple[str, ...] | None:
        values = [one.get(view) for one in per]
        if any(value is None or value is UNKNOWN or isinstance(value, (dict, list)) for value in values):
            return None  # under an unknown parent nothing can be counted together
        return (rule, *(f"{type(value).__name__}:{value}" for value in values))

    return key


def remembering(argument: dict[str, Any], scope: Scope) -> Remember:
    """Return the function that remembers an accepted create for later requests.

    Where nobody knows whether the rule applies it is remembered too: what has the same key later may tell.
    """
    key = key_of(scope.rule["id"], tuple(fact(name, scope) for name in argument["per"]))
    distinct = fact(argument["distinct"], scope) if "distinct" in argument else None

    def remember(view: View, _: Learned) -> None:
        mine = key(view)
        if mine is not None:
            value = distinct.get(view) if distinct is not None else None
            creation = Creation(view.call.request, view.index, value)
            view.call.account.created.setdefault(mine, []).append(creation)

    return remember


def _others(view: View, before: list[Creation], here: list[View], distinct: Fact | None) -> int:
    if distinct is None:
        return len(before) + len(here)
    own = distinct.get(view)
    seen = {repr(one.value) for one in before} | {repr(distinct.get(other)) for other in here}
    return len(seen - {repr(own)})


def _repeats(view: View, before: list[Creation], here: list[View], distinct: Fact) -> bool:
    own = repr(distinct.get(view))
    return own in {repr(one.value) for one in before} | {repr(distinct.get(other)) for other in here}


def _existing(view: View, counts: Callable[[Known], bool]) -> int:
    """Return how many of the entities under the parent count already, such as those that a context tells of."""
    collection = COLLECTIONS[view.call.entity or ""]
    parent = view.parent_id(PARENTS[collection])
    if not isinstance(parent, str):
        return 0
    return sum(1 for known in view.call.account.children(collection, parent) if counts(known))
