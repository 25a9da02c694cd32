"""The entities that another one is under or refers to, and their parameters."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from pinvet.checks.own import NEVER_TOLD
from pinvet.checks.paths import Steps, get
from pinvet.checks.view import View
from pinvet.model import UNKNOWN

if TYPE_CHECKING:
    from collections.abc import Callable

    from pinvet.account import Known


def parent_value(known: Known | None, path: Steps, *, default: Any = None, required: bool = False) -> Any:
    """Return a parameter of a known entity, at its default where a whole entity does not tell.

    A parameter that the API requires on create cannot be absent: where it is not told, it is unknown.
    """
    if known is None:
        return UNKNOWN
    value = get(known.values, path)
    if value is not None:
        return value
    if required or path[0] in NEVER_TOLD or (not known.whole and path[0] not in known.values):
        return UNKNOWN
    return default


def promotion_of(view: View) -> Known | None:
    """Return the promotion that an entity refers to; catalog items may also do so by its own or its platform's id."""
    known = _referred("promotions", "promotion_id")(view)
    named = get(view.root.value, ("attributes", "promotion_id")) if known is None else None
    if not isinstance(named, str):
        return known
    account = view.call.account
    others = (one for key in ("promotion_custom_id", "external_id") for one in account.named("promotions", key, named))
    return account.get("promotions", named) or next(others, None)


def _referred(collection: str, name: str) -> Callable[[View], Known | None]:
    """Return the function that finds what an entity, or the address of the request, refers to."""

    def find(view: View) -> Known | None:
        identity = view.parent_id(name) or (view.call.path or {}).get(name)
        return view.call.account.get(collection, identity)

    return find


PARENTS: dict[str, Callable[[View], Known | None]] = {
    "campaign": View.campaign,
    "ad_group": View.ad_group,
    "catalog_product_group": _referred("catalog_product_groups", "catalog_product_group_id"),
    "promotion": promotion_of,
    "feed": _referred("feeds", "feed_id"),
}
