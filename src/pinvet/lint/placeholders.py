"""Placeholders for ids: a script creates a campaign, and then sends what it got back under a name of its own."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from pinvet.account import COLLECTIONS
from pinvet.checks.states import is_placeholder
from pinvet.routing import split

if TYPE_CHECKING:
    from collections.abc import Iterator

    from pinvet.account import Account
    from pinvet.api.operation import Operation
    from pinvet.checks.view import View

REMARK: Final = "An id here is a placeholder; it is taken to be that of the only {} created before without a known id."

# parameters that hold the id of an entity -> its collection
IDS: Final = {
    "campaign_id": "campaigns",
    "ad_group_id": "ad_groups",
    "promotion_id": "promotions",
    "promotion_ids": "promotions",
    "catalog_product_group_id": "catalog_product_groups",
}


def bind(body: Any, operation: Operation, account: Account) -> None:
    """Bind the placeholders of a request to what was created before, where there is only one that they can mean."""
    if not account.unnamed:
        return
    for slot in split(body, operation)[0]:
        for collection, value in _ids({**slot.wrapper, **slot.value}, operation):
            if is_placeholder(value):
                account.unnamed.bind(collection, value)


def remark(view: View) -> str | None:
    """Say that an entity's parent, or itself, is known through a placeholder only."""
    account = view.call.account
    parents = (
        ("campaigns", view.root.value.get("campaign_id")),
        ("ad_groups", view.root.value.get("ad_group_id")),
        (COLLECTIONS.get(view.call.entity or "", ""), view.root.value.get("id")),
    )
    for collection, identity in parents:
        if account.unnamed.name(collection, identity) is not None:
            return REMARK.format(collection.removesuffix("s").replace("_", " "))
    return None


def _ids(value: dict[str, Any], operation: Operation) -> Iterator[tuple[str, Any]]:
    own = COLLECTIONS.get(operation.entity or "")
    if own is not None and "id" in value:
        yield own, value["id"]
    for name, collection in IDS.items():
        found = value.get(name)
        for one in found if isinstance(found, list) else [found]:
            yield collection, one
