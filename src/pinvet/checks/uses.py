"""Facts about what uses what: ad groups a promotion, product group promotions a product group, an account its feeds.

Each is true where the account shows such a use, false where nothing of the kind can be there, and else UNKNOWN.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from pinvet.model import UNKNOWN

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from pinvet.account import Account, Known
    from pinvet.checks.view import View

OVER: Final = "ARCHIVED"  # the state of an ad group that never runs again
ADDRESSED: Final = {"promotion": "promotion_id", "catalog_product_group": "product_group_id", "feed": "feed_id"}


def has_feeds(view: View) -> Any:
    """Tell whether the account has a feed."""
    call = view.call
    if any(not known.deleted for known in call.account.entities["feeds"].values()):
        return True
    return False if call.account.is_listed_in("feeds", call.ad_account_id) else UNKNOWN


def _identities(view: View, space: str) -> list[Any]:
    """Return the ids of what a request is about: what its entity refers to, else what its query or address names."""
    referred = view.parent_id(f"{space}_id")
    if referred is not None:
        return [referred]
    asked = view.root.value.get("id")  # some deletes name several, as numbers
    if isinstance(asked, list):
        return [str(one) if isinstance(one, int) else one for one in asked]
    return [(view.call.path or {}).get(ADDRESSED[space])]


def _promotion(account: Account, identity: str, ad_account_id: str | None) -> Any:
    keys = ("promotion_ids", "promotion_id")
    groups = (known for key in keys for known in account.named("ad_groups", key, identity))
    if any(not known.deleted and known.values.get("status") != OVER for known in groups):
        return True
    return False if account.is_listed_in("ad_groups", ad_account_id) else UNKNOWN


def _product_group(account: Account, identity: str, ad_account_id: str | None) -> Any:
    promoted = account.named("product_group_promotions", "catalog_product_group_id", identity)
    whole = account.is_listed_in("product_group_promotions", ad_account_id)
    return _any((*map(_is_active, promoted), False if whole else UNKNOWN))


def _is_active(known: Known) -> Any:
    status = known.values.get("status", "ACTIVE" if known.whole else UNKNOWN)
    return status if status is UNKNOWN else status == "ACTIVE" and not known.deleted


def _feed(account: Account, identity: str, ad_account_id: str | None) -> Any:
    groups = account.named("catalog_product_groups", "feed_id", identity)
    used = (_product_group(account, known.id, ad_account_id) for known in groups if not known.deleted)
    whole = account.is_listed_in("catalog_product_groups", None)
    return _any((*used, False if whole else UNKNOWN))


def _any(answers: Iterable[Any]) -> Any:
    told = tuple(answers)
    if True in told:
        return True
    return UNKNOWN if UNKNOWN in told else False


def _in_use(space: str, judge: Callable[[Account, str, str | None], Any]) -> Callable[[View], Any]:
    def get(view: View) -> Any:
        call = view.call
        found = _identities(view, space)
        return _any(judge(call.account, one, call.ad_account_id) if isinstance(one, str) else UNKNOWN for one in found)

    return get


IN_USE: Final[dict[str, Callable[[View], Any]]] = {
    "promotion.in_use": _in_use("promotion", _promotion),
    "catalog_product_group.in_use": _in_use("catalog_product_group", _product_group),
    "feed.in_use": _in_use("feed", _feed),
}
# how the facts read where they are true
WORDS: Final[dict[str, str]] = {
    "promotion.in_use": "an ad group still has the promotion",
    "catalog_product_group.in_use": "an active product group promotion still shows the product group",
    "feed.in_use": "an active product group promotion still shows a product group of the feed",
    "account.has_feeds": "the account has a feed",
}
