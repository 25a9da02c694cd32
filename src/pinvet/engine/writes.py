"""What an accepted write makes of an entity that the account knows."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from pinvet.account import CLEARED, PARENTS, Known

if TYPE_CHECKING:
    from pinvet.api.operation import Operation
    from pinvet.checks.view import View

TOLD = ("type",)  # what the server alone decides of a new entity, and rules ask for


def identity_of(view: View, answer: Any) -> str | None:
    """Return the id of an entity: as its answer tells, else as the request does."""
    told = answer.get("id") if isinstance(answer, dict) else None
    return told if isinstance(told, str) else view.identity


def write(
    view: View, collection: str, identity: str | None, answer: dict[str, Any] | None, *, created: bool, presumed: bool
) -> None:
    """Remember what an accepted create or update makes of an entity; one whose id nobody told has a name of ours."""
    if identity is None and not created:
        return
    call = view.call
    account = call.account
    values = _values(view.value, collection, answer, created=created)
    name = identity or f"new {call.request} {view.index}"
    values["id"] = name
    known = Known(
        name,
        values,
        whole=created and not call.cut,
        by_client=created,
        presumed=presumed,
        ad_account_id=call.ad_account_id,
        since=call.request if created else 0,
    )
    if identity is not None:
        if call.retry and created:
            account.drop_unnamed(collection, values)
        account.write(collection, known)
    elif not call.retry:  # something exists now whose id nobody told: no list is whole any more
        account.unlist(collection, values.get(PARENTS.get(collection, "")), call.ad_account_id)
        account.put_unnamed(collection, known)


def _values(sent: dict[str, Any], collection: str, answer: dict[str, Any] | None, *, created: bool) -> dict[str, Any]:
    """Return what a request and its answer tell of an entity, made anew; null tells nothing but where it clears."""
    values = {name: value for name, value in sent.items() if value is not None}
    if not created and collection in CLEARED:
        values |= {name: nothing for name, nothing in CLEARED[collection].items() if sent.get(name, name) is None}
    if answer is not None:
        for name in TOLD:
            if isinstance(answer.get(name), str):
                values.setdefault(name, answer[name])
    return values


def delete(view: View, collection: str, operation: Operation, *, presumed: bool) -> None:
    """Remember that what the address of a request names is gone; some deletes name several in their query."""
    own = view.value.get("id")
    last = operation.path.rpartition("{")[2].rpartition("}")[0]
    named = own if isinstance(own, list) else [(view.call.path or {}).get(last)]
    for identity in (str(one) if isinstance(one, int) else one for one in named):
        if isinstance(identity, str):
            known = view.call.account.get(collection, identity) or Known(identity, {"id": identity}, whole=False)
            view.call.account.put(collection, known._replace(deleted=True, presumed=presumed))
