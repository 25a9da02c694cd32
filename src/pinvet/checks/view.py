"""What a check sees of one entity: the entity after spelling, its request, and the account around it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from pinvet.account import COLLECTIONS, Account, Declared, Known
from pinvet.model import UNKNOWN, Unknown

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from pinvet.model import Pointer


NOTHING_DECLARED = Declared()
NO_WRAPPER: dict[str, Any] = {}


class Call:
    """What all entities of one request share. ``None`` for path and query means that no URL was given.

    ``siblings`` are the views of all entities while they are judged. ``endless`` says that no input will end, so that
    nothing waits for its end. ``cut`` says that the body was recorded in part: nothing is missing from it. ``now`` is
    the time of the request in Unix seconds, None where nobody knows when it was sent.
    """

    body: Any = None
    path: Mapping[str, str] | None = None
    query: dict[str, list[str]] | None = None
    method: str | None = None
    now: int | None = 0
    api_version = ""
    request = 0
    endless = True
    retry = False
    cut = False
    ad_account_id: str | None = None
    siblings: Sequence[View] = ()

    def __init__(
        self,
        operation: str,
        entity: str | None,
        *,
        update: bool,
        account: Account | None = None,
        declared: Declared = NOTHING_DECLARED,
    ) -> None:
        self.operation = operation
        self.entity = entity
        self.update = update
        self.account = Account() if account is None else account
        self.declared = declared
        self.unset: dict[str, tuple[Any, ...]] = {}


class View:
    """One entity of a request, or one object inside it, as checks see it.

    ``value`` is the object that names are relative to, ``prefix`` its pointer inside the entity, ``root`` the view
    of the whole entity. ``was`` is what the account knew of the entity before this request. ``wrapper`` is the object
    around the entities, which stands in the body at ``wrapper_at``; None where there is no such object.
    """

    __slots__ = ("call", "found_campaign", "index", "memo", "outer", "prefix", "value", "was", "wrapper", "wrapper_at")

    def __init__(
        self, call: Call, value: dict[str, Any], index: int = 0, wrapper: dict[str, Any] | None = None
    ) -> None:
        self.call = call
        self.value = value
        self.index = index
        self.prefix: Pointer = ()
        self.outer: View | None = None
        self.memo: dict[Any, Any] = {}
        self.wrapper: dict[str, Any] = NO_WRAPPER if wrapper is None else wrapper
        self.wrapper_at: Pointer | None = None
        self.was: Known | None = None
        self.found_campaign: Known | Unknown | None = UNKNOWN  # until somebody asks
        if call.update and call.entity is not None:
            collection = COLLECTIONS.get(call.entity)
            self.was = call.account.get(collection, value.get("id")) if collection else None

    def inside(self, prefix: Pointer, value: dict[str, Any]) -> View:
        """Return the view of an object inside this entity, for rules that are judged ``at`` a place."""
        view = View.__new__(View)
        view.call, view.value, view.index, view.prefix = self.call, value, self.index, prefix
        view.outer, view.memo, view.was, view.found_campaign = self.root, {}, self.was, UNKNOWN
        view.wrapper, view.wrapper_at = self.wrapper, self.wrapper_at
        return view

    @property
    def root(self) -> View:
        """The view of the whole entity."""
        return self if self.outer is None else self.outer

    @property
    def identity(self) -> str | None:
        """The entity's own id, where it has one."""
        own = self.root.value.get("id")
        return own if isinstance(own, str) else None

    def parent_id(self, name: str) -> Any:
        """Return the id of a parent: from the request, else from what the account knows of the entity."""
        root = self.root
        own = root.value.get(name)
        if own is not None:
            return own
        return root.was.values.get(name) if root.was is not None else None

    def ad_group(self) -> Known | None:
        """Return the ad group that the entity is, or is in."""
        root = self.root
        if root.call.entity == "ad_group":
            return root.was
        return root.call.account.get("ad_groups", self.parent_id("ad_group_id"))

    def campaign_id(self) -> Any:
        """Return the id of the campaign that the entity is, or is under; None where nobody knows."""
        root = self.root
        kind = root.call.entity
        if kind == "campaign":
            return root.value.get("id")
        if kind == "ad_group":
            return self.parent_id("campaign_id")
        group = self.ad_group()
        return group.values.get("campaign_id") if group is not None else None

    def campaign(self) -> Known | None:
        """Return the campaign that the entity is, or is under."""
        root = self if self.outer is None else self.outer
        found = root.found_campaign
        if isinstance(found, Unknown):
            is_own = root.call.entity == "campaign"
            found = root.found_campaign = root.was if is_own else root.call.account.get("campaigns", root.campaign_id())
        return found

    def look_again(self) -> None:
        """Forget which campaign the entity is under: other parts of the same request may tell more of it."""
        self.found_campaign = UNKNOWN
        self.memo = {}


def is_alone(view: View) -> bool:
    """Tell whether a request is judged by itself: it is of no capture, and no traffic was learned before it."""
    return view.call.endless and not view.call.account.followed
