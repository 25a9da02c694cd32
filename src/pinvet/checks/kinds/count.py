"""``count: {per: [key, ...], at_most: n, distinct: p, within: request}``: how many entities have the same key.

Accepted and presumed creates of the client count, in order, this request included; refused ones and retries do not.
``within: request`` counts the entities of each request by itself.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from pinvet.account import COLLECTIONS, PARENTS, Creation, Known
from pinvet.account.created import MOST_SHOWN, Created
from pinvet.checks.facts import Fact, fact
from pinvet.checks.kinds.kind import Kind
from pinvet.checks.kinds.memory import lost
from pinvet.checks.problem import Beside, Problem
from pinvet.model import UNKNOWN

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from pinvet.checks.kinds.memory import Learned, Remember
    from pinvet.checks.scope import Scope
    from pinvet.checks.view import View
    from pinvet.model import Pointer

ORDINALS = {1: "first", 2: "second", 3: "third"}
GONE = ("ARCHIVED", "DELETED_DRAFT")
EARLIER = "an earlier one"
NOTHING = Created()
ENDINGS = {1: "st", 2: "nd", 3: "rd"}


def compile_kind(argument: dict[str, Any], scope: Scope) -> Kind:
    """Compile the check: a problem for every entity beyond the number allowed."""
    per = tuple(fact(name, scope) for name in argument["per"])
    key = key_of(scope.rule["id"], per)
    distinct = fact(argument["distinct"], scope) if "distinct" in argument else None
    limit, everything = argument["at_most"], argument.get("of") == "all"
    alone = argument.get("within") == "request"
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
    told = by_parent and distinct is None and not alone
    weigh = _weight(told=told, everything=everything) if told or everything else None

    def find(view: View) -> Iterable[Problem]:
        mine = key(view)
        if mine is None or (view.call.retry and not alone):
            return ()
        here = [
            other
            for other in view.call.siblings
            if other.index < view.index and key(other) == mine and scope.applies(other) is not False
        ]
        before = NOTHING if alone else view.call.account.events.created.get(mine, NOTHING)
        others = _others(view, before, here, distinct)
        if weigh is not None:
            others += _existing(view, weigh)
        number = 1 + others
        if distinct is not None and _repeats(view, before, here, distinct):
            return ()
        if number > limit:
            return [_problem(view, number, here, before)]
        unseen = None if alone else lost(view, mine[0])
        return () if unseen is None else [_unseen(view, unseen)]

    same = " and ".join(name.replace("campaign.id", "campaign") for name in argument["per"])
    allowed = "only one is" if limit == 1 else f"at most {limit} are" if limit else "none is"

    def _unseen(view: View, missing: str) -> Problem:
        return Problem(_pointer(view), "relation", f"{allowed} allowed", missing=(missing,), never_guess=True)

    def _pointer(view: View) -> Pointer:
        return (own,) if own is not None and view.value.get(own) is not None else ()

    def _problem(view: View, number: int, here: list[View], before: Created) -> Problem:
        where = " in this request" if alone else ""
        message = f"this is the {_ordinal(number)} {noun} for the same {same}{where}; {allowed} allowed"
        pointer = _pointer(view)
        earlier = (Beside(pointer, EARLIER, one.position, one.request) for one in before.first)
        related = (*earlier, *(Beside(pointer, EARLIER, other.index) for other in here))[:MOST_SHOWN]
        return Problem(pointer, "relation", message, related=related, names=tuple(argument["per"]))

    names = tuple(one.own for one in per if one.own is not None)
    return Kind(find, names, facts=per)


def _ordinal(number: int) -> str:
    ending = "th" if number % 100 in (11, 12, 13) else ENDINGS.get(number % 10, "th")
    return ORDINALS.get(number, f"{number}{ending}")


def key_of(rule: str, per: tuple[Fact, ...]) -> Callable[[View], tuple[str, ...] | None]:
    """Return the function that gives an entity's counting key, or None where a part of it is absent or unknown."""

    def key(view: View) -> tuple[str, ...] | None:
        parts = [rule]
        for get in gets:
            value = get(view)
            if value is None or value is UNKNOWN or isinstance(value, (dict, list)):
                return None  # under an unknown parent nothing can be counted together
            parts.append(f"{type(value).__name__}:{value}")
        return tuple(parts)

    gets = [one.get for one in per]
    return key


def remembering(argument: dict[str, Any], scope: Scope) -> Remember | None:
    """Return the function that remembers an accepted create for later requests; None where each counts by itself.

    Where nobody knows whether the rule applies it is remembered too: what has the same key later may tell.
    """
    key = key_of(scope.rule["id"], tuple(fact(name, scope) for name in argument["per"]))
    distinct = fact(argument["distinct"], scope) if "distinct" in argument else None

    def remember(view: View, _: Learned) -> None:
        mine = key(view)
        if mine is not None:
            value = distinct.get(view) if distinct is not None else None
            creation = Creation(view.call.request, view.index, value)
            view.call.account.events.create(mine, creation)

    return None if argument.get("within") == "request" else remember


def _others(view: View, before: Created, here: list[View], distinct: Fact | None) -> int:
    if distinct is None:
        return before.number + len(here)
    return len(_values(before, here, distinct) - {repr(distinct.get(view))})


def _repeats(view: View, before: Created, here: list[View], distinct: Fact) -> bool:
    return repr(distinct.get(view)) in _values(before, here, distinct)


def _values(before: Created, here: list[View], distinct: Fact) -> set[str]:
    return before.values.keys() | {repr(distinct.get(other)) for other in here}


def _weight(*, told: bool, everything: bool) -> Callable[[Known], int]:
    """Return what an entity that the account knows adds: one that a context tells of, or one that others created.

    Of everything that is there, what is archived does not count.
    """

    def weigh(known: Known) -> int:
        if not everything:
            return int(known.told)
        gone = known.values.get("status") in GONE
        return int(told and known.told) + int(not known.by_client) - int(gone)

    return weigh


def _existing(view: View, weigh: Callable[[Known], int]) -> int:
    """Return how many of the entities under the parent count already."""
    collection = COLLECTIONS[view.call.entity or ""]
    parent = view.parent_id(PARENTS[collection])
    if not isinstance(parent, str):
        return 0
    return sum(map(weigh, view.call.account.children(collection, parent)))
