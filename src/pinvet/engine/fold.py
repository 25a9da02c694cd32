"""The account followed through exchanges: what an accepted request and its response teach, and the end of the input."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, NamedTuple

from pinvet.account import COLLECTIONS, PARENTS, Account, Known, Touch
from pinvet.checks.kinds.same_across import unseen_list
from pinvet.checks.states import same
from pinvet.checks.words import count
from pinvet.engine.severity import decide

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from pinvet.checks.kinds.kind import Level
    from pinvet.checks.kinds.same_across import Sync
    from pinvet.checks.problem import Problem
    from pinvet.checks.view import View
    from pinvet.model import Response
    from pinvet.rulebook.program import Check, Program


class Late(NamedTuple):
    """A problem that only the end of the input shows: the rule, and the change that was not made everywhere."""

    check: Check
    touch: Touch
    parameter: str
    message: str
    missing: str | None
    never_guess: bool = False


def is_retry(account: Account, operation: str, body: Any, response: Response) -> bool:
    """Tell whether a request was sent before and never answered, or is itself without an answer: not a second write.

    The account remembers the request.
    """
    import json
    from hashlib import sha256

    text = json.dumps([operation, body], sort_keys=True, default=str)
    digest = sha256(text.encode("utf-8", "surrogatepass")).hexdigest()
    answered = response.status is not None
    before = account.sent.get(digest)
    account.sent[digest] = answered or before is True
    return before is not None and not (before and answered)


def learn(program: Program, views: Iterable[View], response: Response) -> None:
    """Lay an accepted request over the account that its views hold. Refused items teach nothing.

    Without a recorded status a write is presumed to have been accepted. Of a retry only the ids are new: it is
    not counted again.
    """
    if response.status is not None and not 200 <= response.status < 300:
        return
    operation = program.operation
    collection = COLLECTIONS.get(operation.entity or "")
    answers = list(_answers(response.body))
    for view in views:
        answer = answers[view.index] if view.index < len(answers) else None
        if answer is REFUSED or collection is None:
            continue
        if operation.does in ("create", "update"):
            _write(view, collection, answer, created=operation.does == "create", presumed=response.status is None)
            for check, record in () if view.call.retry else program.record:
                if check.condition.holds(view) is True:
                    record(view, _level(check, view))


def read(account: Account, operation: Any, query: dict[str, list[str]] | None, response: Response) -> None:
    """Learn what a list or get response shows: its entities whole, and a list that has no further page as complete."""
    collection = COLLECTIONS.get(operation.entity or "")
    if collection is None or not isinstance(response.body, dict) or response.status not in range(200, 300):
        return
    items = response.body.get("items")
    for item in items if isinstance(items, list) else [response.body]:
        if isinstance(item, dict):
            account.read(collection, item)
    if not isinstance(items, list) or response.body.get("bookmark"):
        return
    filters = {name: values for name, values in (query or {}).items() if name not in ("bookmark", "page_size", "order")}
    parent = f"{PARENTS[collection]}s" if collection in PARENTS else None
    if not filters:
        account.listed.add(collection)
    elif parent is not None and set(filters) == {parent}:
        account.listed.update(f"{collection} of {identity}" for identity in filters[parent])


REFUSED = object()


def _answers(body: Any) -> Iterator[Any]:
    """Yield per item of a batch what the server made of it: its data, REFUSED, or None where it does not tell."""
    if not isinstance(body, dict):
        return
    items = body.get("items", body.get("promotions"))
    for item in items if isinstance(items, list) else [body]:
        if not isinstance(item, dict):
            yield None
            continue
        refused = item.get("exceptions") or item.get("exception")
        data = item.get("data", item)
        yield REFUSED if refused else data if isinstance(data, dict) else None


def _write(view: View, collection: str, answer: Any, *, created: bool, presumed: bool) -> None:
    values = {name: value for name, value in view.value.items() if value is not None}
    account = view.call.account
    told = answer.get("id") if isinstance(answer, dict) else None
    identity = told if isinstance(told, str) else view.identity
    if identity is None:
        if created:  # something exists now whose id nobody told: no list is whole any more
            account.listed -= {collection, f"{collection} of {values.get(PARENTS.get(collection, ''))}"}
        return
    known = Known(
        identity,
        {**values, "id": identity},
        whole=created,
        by_client=created,
        presumed=presumed,
        ad_account_id=view.call.ad_account_id,
    )
    account.write(collection, known)


def finish(program: Program, account: Account) -> Iterator[Late]:
    """Judge what never came: changes that were not made alike in all siblings by the end of the input."""
    for check, sync in program.finals:
        for (rule, key, name), touches in account.touched.items():
            if rule == check.rule.id:
                late = _late(check, sync, account, key, name, touches)
                yield from (one for one in late if one.touch.severity != "none")


def _late(check: Check, sync: Sync, account: Account, key: str, name: str, touches: dict[str, Touch]) -> Iterator[Late]:
    first, *others = touches.values()
    if sync.equal:
        for other in others:
            if not same(first.value, other.value):
                yield Late(check, other, name, f"{name} differs from that of a sibling changed before", None)
                return
    members = _members(check, sync, account, key)
    absent = [identity for identity in members if identity not in touches]
    unseen = unseen_list(account, _collection(check), key.partition(":")[0])
    if absent:
        total = count(len(members) - 1, "sibling")
        verb = "was" if len(absent) == 1 else "were"
        message = f"{name} changes here, but {len(absent)} of {total} {verb} never changed alike"
        yield Late(check, first, name, message, unseen)
    elif unseen is not None and not isinstance(sync.siblings, dict):
        message = f"{name} changes here; its siblings must change alike"
        yield Late(check, first, name, message, unseen, never_guess=True)


def _level(check: Check, view: View) -> Level:
    def level(problem: Problem) -> tuple[str, tuple[str, ...]]:
        decision = decide(check, problem, view)
        return ("none", ()) if decision is None else (decision.severity, decision.reached)

    return level


def _collection(check: Check) -> str:
    return check.rule.operations[0].partition("/")[0]


def _members(check: Check, sync: Sync, account: Account, key: str) -> list[str]:
    campaign, _, position = key.partition(":")
    groups = list(account.children("ad_groups", campaign))
    if isinstance(sync.siblings, dict):
        groups = [known for known in groups if known.values.get("role") in sync.siblings["role"]]
    collection = _collection(check)
    if collection == "ad_groups":
        return [known.id for known in groups]
    members = [known for group in groups for known in account.children(collection, group.id)]
    return [known.id for known in members if not position or str(known.values.get("position")) == position]
