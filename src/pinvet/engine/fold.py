"""The account followed through exchanges: what an accepted request and its response teach, and the end of the input."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, NamedTuple

from pinvet.account import COLLECTIONS, Account, Touch
from pinvet.account.bounded import make_room
from pinvet.account.lists import listing
from pinvet.checks.kinds.memory import Learned
from pinvet.engine.answers import REFUSED, answers_of, is_accepted
from pinvet.engine.severity import decide
from pinvet.engine.writes import delete, identity_of, write
from pinvet.text.fast import digest

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from pinvet.api.operation import Operation
    from pinvet.checks.kinds.kind import Level
    from pinvet.checks.problem import Problem
    from pinvet.checks.view import View
    from pinvet.model import Pointer, Response
    from pinvet.rulebook.program import Check, Program

TOKENS = "oauth/token"
MOST_SENT = 10_000  # requests that are remembered, in case they are sent again


class Late(NamedTuple):
    """A problem that only the end of the input shows: the rule, and the request and entity that it stands at.

    ``parameter`` is empty where it stands at the entity itself. ``missing`` is the fact that nobody knows, if any.
    """

    check: Check
    touch: Touch
    parameter: str
    message: str
    missing: str | None
    never_guess: bool = False

    @property
    def pointer(self) -> Pointer:
        """The pointer of the parameter, from the entity on."""
        return tuple(self.parameter.split(".")) if self.parameter else ()


def is_retry(account: Account, operation: str, body: Any, response: Response) -> bool:
    """Tell whether a request was sent before and never answered, or is itself without an answer: not a second write.

    The account remembers the request, unless it was refused: then it is sent again for good reason. One without a body
    has nothing to be known again by.
    """
    if not body:
        return False
    key = digest(body, operation)
    answered, accepted = response.status is not None, is_accepted(response)
    sent = account.sent
    before = sent.pop(key, None)
    if len(sent) >= MOST_SENT:
        make_room(sent, MOST_SENT)
    if accepted or before is not None or not answered:
        sent[key] = accepted or before is True
    return before is not None and not (before and answered)


def learn(program: Program, views: Iterable[View], response: Response, at: float | None = None) -> None:
    """Lay an accepted request over the account that its views hold. Refused items teach nothing.

    Without a recorded status a write is presumed to have been accepted. Of a retry only the ids are new: it is
    not counted again. ``at`` is the time of the request in Unix seconds, where it was recorded.
    """
    presumed = response.status is None
    accepted = is_accepted(response)
    if not presumed and not accepted:
        return
    operation = program.operation
    does = operation.does
    collection = COLLECTIONS.get(operation.entity or "")
    answers = [] if does == "read" else answers_of(response.body)
    for view in views:
        answer = answers[view.index] if view.index < len(answers) else None
        if answer is REFUSED:
            continue
        call = view.call
        account = call.account
        account.followed = True
        if account.scopes is not None and accepted:
            account.grant(operation.scopes)  # what is accepted shows what the token may do
        identity = identity_of(view, answer)
        if collection is not None:
            if does in ("create", "update"):
                write(view, collection, identity, answer, created=does == "create", presumed=presumed)
            elif does == "delete":
                delete(view, collection, operation, presumed=presumed)
        for check, remember in () if call.retry else program.record:
            applies = check.condition.holds(view)
            if applies is not False:
                remember(view, Learned(_level(check, view), applies is True, identity, at))
        for watch in program.watch:
            watch(view, identity)


def read(
    account: Account,
    operation: Operation,
    query: dict[str, list[str]] | None,
    response: Response,
    ad_account_id: str | None = None,
) -> None:
    """Learn what a list or get response shows: its entities whole, and a list that has no further page as complete.

    The answer to a request for a token tells its scopes; the token is not looked at.
    """
    account.followed = True
    if not is_accepted(response) or not isinstance(response.body, dict):
        return
    if operation.id == TOKENS:
        scope = response.body.get("scope")
        if isinstance(scope, str):
            account.grant(scope.replace(",", " ").split())
        return
    collection = COLLECTIONS.get(operation.entity or "")
    if collection is not None:
        listing(account, collection, query or {}, response.body, ad_account_id)


def finish(program: Program, account: Account) -> Iterator[Late]:
    """Judge what never came: what rules still wait for when the input ends."""
    for check, ending in program.finals:
        for one in ending(account):
            if one.touch.severity != "none":
                yield Late(check, *one)


def _level(check: Check, view: View) -> Level:
    def level(problem: Problem) -> tuple[str, tuple[str, ...]]:
        decision = decide(check, problem, view)
        return ("none", ()) if decision is None else (decision.severity, decision.reached)

    return level
