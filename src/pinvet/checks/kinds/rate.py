"""``rate: {per, by, at_most}``: how many accepted requests come within a minute or a day, by recorded time.

The requests of all operations of the rule count together. Said when the input ends, at the request that was one too
many, and once for each minute or day. Where no times were recorded, too many requests to be sure of are a skip. A
request that is judged by itself has no rate: nothing is said of it.
"""

from __future__ import annotations

from bisect import bisect_right, insort
from typing import TYPE_CHECKING, Any, Final

from pinvet.account import Touch
from pinvet.account.events import Waiting
from pinvet.checks.facts import fact
from pinvet.checks.kinds.awaited import noun
from pinvet.checks.kinds.kind import Kind
from pinvet.checks.kinds.memory import Ending, keys
from pinvet.checks.problem import Problem
from pinvet.checks.words import listing

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from pinvet.account import Account
    from pinvet.checks.kinds.memory import End, Key, Learned, Remember
    from pinvet.checks.scope import Scope
    from pinvet.checks.view import View

NO_TIMES: Final = "the times of the requests"
SECONDS: Final = {"minute": 60, "day": 86_400}


def compile_kind(argument: dict[str, Any], scope: Scope) -> Kind:  # noqa: ARG001  # what is too many shows at the end
    """Compile what can be said before the end: in a capture, that nobody knows whether the rule applies."""

    def find(view: View) -> Iterable[Problem]:
        if view.call.endless or scope.applies(view) is not None:
            return ()
        return [Problem((), "relation", "it is counted how many requests come", never_guess=True)]

    return Kind(find)


def remembering(argument: dict[str, Any], scope: Scope) -> Remember:
    """Return the function that counts an accepted request, once for all of its entities."""
    by = tuple(fact(name, scope) for name in argument["by"])
    rule, operation = scope.rule["id"], scope.operation.id
    most, window = argument["at_most"], SECONDS[argument["per"]]

    def remember(view: View, learned: Learned) -> None:
        if view.index or not learned.applies:
            return
        for key in keys(by, view):
            if learned.at is None:
                _count(view, learned, (NO_TIMES, *key), 0, NO_TIMES)
            else:
                _count(view, learned, (*key, ""), learned.at, None)

    def _count(view: View, learned: Learned, key: Key, at: float, missing: str | None) -> None:
        events = view.call.account.events
        times = events.clock(rule, key)
        del times[: bisect_right(times, at - window)]
        insort(times, at)
        is_over = bisect_right(times, at) > most  # what came later, but was recorded before, is not in its window
        del times[: -most - 1]
        once = (*key, str(at // window))
        if is_over and not events.has_seen(rule, once):  # else it was said of another operation
            events.see(rule, once)
            level = learned.level(Problem((), "relation", ""))
            events.wait(rule, operation, once, Waiting(Touch(view.call.request, 0, None, *level), missing))

    return remember


def ending(argument: dict[str, Any], scope: Scope) -> End | None:
    """Return the function that tells, at the end, which requests were one too many."""
    rule, operation = scope.rule["id"], scope.operation.id
    same = listing([noun(name) for name in argument["by"]])
    message = f"this is more than {argument['at_most']} requests in a {argument['per']} for the same {same}"

    def late(account: Account) -> Iterator[Ending]:
        for waiting in account.events.waiting.get((rule, operation), {}).values():
            yield Ending(waiting.touch, "", message, waiting.missing, never_guess=waiting.missing is not None)

    return late
