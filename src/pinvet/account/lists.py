"""What the answers to list and get requests show: entities, lists that are complete, the order of ads."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from pinvet.account.known import PARENTS

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from pinvet.account.state import Account

PAGING: Final = frozenset({"bookmark", "page_size", "order", "ad_account_id"})  # these leave nothing out
ORDERED: Final = "ads"  # the list whose order tells which entities belong together


def listing(
    account: Account,
    collection: str,
    query: dict[str, list[str]],
    body: dict[str, Any],
    ad_account_id: str | None = None,
) -> None:
    """Learn what an answer shows: its entities whole, and a list without a further page as complete."""
    shown = body.get("items")
    if not isinstance(shown, list):
        account.read(collection, body, ad_account_id=ad_account_id)
        return
    items = [one for one in shown if isinstance(one, dict)]
    filters = {name: values for name, values in query.items() if name not in PAGING}
    parents = _parents(account, collection, filters, items)
    if collection == ORDERED and parents is not None:
        items = list(_placed(account, items, first="bookmark" not in query))
    for item in items:
        account.read(collection, item, ad_account_id=ad_account_id)
    if body.get("bookmark"):
        return
    if not filters:
        account.list_whole(collection, ad_account_id)
    account.listed.update(f"{collection} of {identity}" for identity in parents or ())


def _parents(
    account: Account, collection: str, filters: dict[str, list[str]], items: list[dict[str, Any]]
) -> list[Any] | None:
    """Return the parents whose children a list was asked for, where it was filtered by nothing else."""
    parent = PARENTS.get(collection, "")
    if not parent or len(filters) != 1:
        return None
    name, values = next(iter(filters.items()))
    if name in (parent, f"{parent}s"):
        return values
    if name != "campaign_ids":
        return None
    groups = [known.id for campaign in values for known in account.children("ad_groups", campaign)]
    return [*groups, *(item.get(parent) for item in items)]


def _placed(account: Account, items: Iterable[dict[str, Any]], *, first: bool) -> Iterator[dict[str, Any]]:
    """Yield ads with their positions in their ad groups; a later page goes on where the one before it ended."""
    following: dict[str, int | None] = {}
    for item in items:
        group, before = item.get(PARENTS[ORDERED]), account.get(ORDERED, item.get("id"))
        if not isinstance(group, str):
            yield item
            continue
        if group not in following:
            following[group] = 0 if first else _following(account, group)
        place = following[group]
        if place is None or (not first and before is not None and "position" in before.values):
            yield item
            continue
        following[group] = place + 1
        yield {**item, "position": place}


def _following(account: Account, group: str) -> int | None:
    """Return the position after the last one known in an ad group; None where the pages before were not seen."""
    places = [known.values.get("position") for known in account.children(ORDERED, group)]
    return max((place + 1 for place in places if isinstance(place, int)), default=None)
