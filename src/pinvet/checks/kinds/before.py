"""``before: {earlier, joined_by, with, when_missing}``: another operation comes first.

``when_missing: report``: a request is at fault where the earlier one was not seen. ``pass``: only where it is seen
later; that is said when the input ends.

A request that is judged by itself has no past: nothing is said of it, neither a finding nor a skip. In a capture, and
in a linter that has learned of traffic, the past is what was seen; a capture may have begun in the middle, so such a
rule is a note or a warning.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from pinvet.account import Touch
from pinvet.account.events import Waiting
from pinvet.checks.kinds.awaited import Awaited, awaited
from pinvet.checks.kinds.kind import Kind
from pinvet.checks.kinds.memory import Ending
from pinvet.checks.kinds.values import fact_place
from pinvet.checks.paths import dotted
from pinvet.checks.problem import Problem
from pinvet.checks.view import is_alone

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from pinvet.account import Account
    from pinvet.checks.kinds.memory import End, Learned, Remember
    from pinvet.checks.scope import Scope
    from pinvet.checks.view import View
    from pinvet.model import Pointer


def compile_kind(argument: dict[str, Any], scope: Scope) -> Kind:
    """Compile the check: a problem where the earlier operation was not seen."""
    first = awaited(argument, scope, "earlier")
    reports = argument["when_missing"] == "report" and bool(first.others)

    def find(view: View) -> Iterable[Problem]:
        account = view.call.account
        if not reports or is_alone(view):
            return ()
        own = first.keys(view)
        if any(first.has_come(account, key) for key in own):
            return ()
        unseen = first.missing(account)
        unknown = tuple(one.name for one in first.ours) if not own else (unseen,) if unseen is not None else ()
        message = f"{first.title}{first.words} comes first, and none was seen before this request"
        return [Problem(place(view, first, scope), "relation", message, missing=unknown)]

    return Kind(find, facts=first.ours)


def place(view: View, one: Awaited, scope: Scope) -> Pointer:
    """Return where a finding stands: the parameter that joins two requests, else the rule's point, else the entity."""
    point = scope.rule.get("point")
    if one.ours:
        return fact_place(view, one.ours[0], scope)
    return (point,) if point is not None and view.value.get(point) is not None else ()


def remembering(argument: dict[str, Any], scope: Scope) -> Remember | None:
    """Return the function that remembers an entity which came without the earlier operation, where that is no fault."""
    if argument["when_missing"] == "report":
        return None
    first = awaited(argument, scope, "earlier")

    def remember(view: View, learned: Learned) -> None:
        account = view.call.account
        for key in first.keys(view, learned.identity) if learned.applies else ():
            if not first.has_come(account, key):
                pointer = place(view, first, scope)
                level = learned.level(Problem(pointer, "relation", ""))
                touch = Touch(view.call.request, view.index, dotted(pointer), *level)
                account.events.wait(first.rule, first.operation, key, Waiting(touch))

    return remember


def ending(argument: dict[str, Any], scope: Scope) -> End | None:
    """Return the function that tells, at the end, which entities came before what had to come first."""
    if argument["when_missing"] == "report":
        return None
    first = awaited(argument, scope, "earlier")

    def late(account: Account) -> Iterator[Ending]:
        for key, waiting in account.events.waiting.get((first.rule, first.operation), {}).items():
            if first.has_come(account, key):
                message = f"{first.title}{first.words} comes first, but was sent only after this request"
                yield Ending(waiting.touch, waiting.touch.value, message)

    return late
