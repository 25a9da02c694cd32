"""The siblings of an entity: the ad groups of a campaign, what lies in them, ads at one position, ad groups by role."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, NamedTuple

from pinvet.account import COLLECTIONS, PARENTS

if TYPE_CHECKING:
    from collections.abc import Callable

    from pinvet.account import Account, Known
    from pinvet.checks.view import View


class Family(NamedTuple):
    """The siblings of an entity, itself included: what names the family, its known members, whether all are known."""

    key: str
    members: tuple[Known, ...]
    complete: bool
    missing: str


def family(view: View, siblings: Any) -> Family | None:
    """Return the siblings of an entity as the account knows them; None where not even the parent is known."""
    kind, account = view.call.entity, view.call.account
    campaign = view.campaign_id()
    if kind is None or not isinstance(campaign, str):
        return None
    collection = COLLECTIONS[kind]
    unseen = unseen_list(account, collection, campaign)
    complete, missing = unseen is None, unseen or ""
    groups = tuple(account.children("ad_groups", campaign))
    if siblings == "position":
        own = view.root.was
        place = own.values.get("position") if own is not None else None
        if place is None:
            return Family(campaign, (), complete=False, missing="was.position")
        members = _inside(account, collection, groups, lambda known: known.values.get("position") == place)
        return Family(f"{campaign}:{place}", members, complete, missing)
    if collection != "ad_groups":
        return Family(campaign, _inside(account, collection, groups, lambda _: True), complete, missing)
    if siblings == "campaign":
        return Family(campaign, groups, complete, missing)
    roles = siblings["role"]
    if view.root.was is None or view.root.was.values.get("role") is None:
        return Family(campaign, (), complete=False, missing="was.role")
    if view.root.was.values["role"] not in roles:
        return None
    return Family(campaign, tuple(g for g in groups if g.values.get("role") in roles), complete, missing)


def unseen_list(account: Account, collection: str, campaign: str) -> str | None:
    """Return the first list that nobody saw whole of those that show all siblings under a campaign, or None."""
    if not account.is_listed("ad_groups", campaign):
        return f"ad_groups of {campaign}"
    if collection == "ad_groups":
        return None
    groups = account.children("ad_groups", campaign)
    return next((f"{collection} of {one.id}" for one in groups if not account.is_listed(collection, one.id)), None)


def _inside(
    account: Account, collection: str, groups: tuple[Known, ...], wanted: Callable[[Known], bool]
) -> tuple[Known, ...]:
    parents = {group.id for group in groups}
    return tuple(
        known
        for parent in parents
        for known in account.children(collection, parent)
        if known.values.get(PARENTS[collection]) in parents and wanted(known)
    )


def members_at(account: Account, collection: str, key: str, siblings: Any) -> tuple[str, ...]:
    """Return the ids of a family by its key, as the account knows it at the end of the input."""
    campaign, _, position = key.partition(":")
    groups = tuple(account.children("ad_groups", campaign))
    if isinstance(siblings, dict):
        groups = tuple(known for known in groups if known.values.get("role") in siblings["role"])
    if collection == "ad_groups":
        return tuple(known.id for known in groups)
    members = (known for group in groups for known in account.children(collection, group.id))
    return tuple(known.id for known in members if not position or str(known.values.get("position")) == position)
