"""``eventually: {later, joined_by, with}``: by the end of the input another operation has come, mostly after this one.

What came before counts as well. Entities that are joined by the same are one matter, told at the first of them. Where
the answer that would tell the id of a new entity was not recorded, it is a skip.

Only the end of an input tells. A request that is judged by itself is no input: nothing is said of it, neither a finding
nor a skip. For a linter that has learned of traffic, which never ends, it is a skip.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from pinvet.account import Touch
from pinvet.account.events import Waiting
from pinvet.checks.kinds.awaited import awaited
from pinvet.checks.kinds.kind import Kind
from pinvet.checks.kinds.memory import END_OF_INPUT, Ending
from pinvet.checks.problem import Problem
from pinvet.checks.view import is_alone

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from pinvet.account import Account
    from pinvet.checks.kinds.memory import End, Learned, Remember
    from pinvet.checks.scope import Scope
    from pinvet.checks.view import View

NO_ANSWER: Final = "the id that the answer gives"


def compile_kind(argument: dict[str, Any], scope: Scope) -> Kind:
    """Compile what can be said before the end: that nobody knows whether the rule applies, or that no end comes."""
    then = awaited(argument, scope, "later")

    def find(view: View) -> Iterable[Problem]:
        endless = view.call.endless
        if is_alone(view) or (not endless and scope.applies(view) is not None):
            return ()
        missing = (END_OF_INPUT,) if endless else ()
        return [Problem((), "relation", f"{then.title} must follow", missing=missing, never_guess=True)]

    return Kind(find if then.others else lambda _: (), facts=then.ours)


def remembering(argument: dict[str, Any], scope: Scope) -> Remember:
    """Return the function that remembers an accepted entity, which something has to follow."""
    then = awaited(argument, scope, "later")

    def remember(view: View, learned: Learned) -> None:
        if not learned.applies:
            return
        level = learned.level(Problem((), "relation", ""))
        touch = Touch(view.call.request, view.index, None, *level)
        own = then.keys(view, learned.identity)
        events = view.call.account.events
        for key in own:
            events.wait(then.rule, then.operation, key, Waiting(touch))
        if not own:
            place = (f"{view.call.request}:{view.index}",)
            events.wait(then.rule, then.operation, place, Waiting(touch, NO_ANSWER))

    return remember


def ending(argument: dict[str, Any], scope: Scope) -> End | None:
    """Return the function that tells, at the end, what nothing has followed."""
    then = awaited(argument, scope, "later")

    def late(account: Account) -> Iterator[Ending]:
        for key, waiting in account.events.waiting.get((then.rule, then.operation), {}).items():
            missing = waiting.missing or then.missing(account)
            if waiting.missing is not None or not then.has_come(account, key):
                message = f"no {then.title}{then.words} was seen by the end of the input"
                yield Ending(waiting.touch, "", message, missing, never_guess=missing is not None)

    return late if then.others else None
