"""The words of an account: its collections, what is known of one entity, what rules remember of requests.

Annotations are evaluated here: as texts, NamedTuple would compile each of them at every start.
"""

from collections.abc import Mapping
from typing import Any, Final, NamedTuple

# collection of the account -> entity kind of the API table
KINDS: Final[dict[str, str]] = {
    "campaigns": "campaign",
    "ad_groups": "ad_group",
    "ads": "ad",
    "product_group_promotions": "product_group_promotion",
    "promotions": "promotion",
    "catalog_product_groups": "catalog_product_group",
    "feeds": "feed",
}
COLLECTIONS: Final[dict[str, str]] = {kind: collection for collection, kind in KINDS.items()}

# collection -> the parameter that names its parent
PARENTS: Final[dict[str, str]] = {
    "ad_groups": "campaign_id",
    "ads": "ad_group_id",
    "product_group_promotions": "ad_group_id",
}

# what no read shows: a context file tells a role, the order of a list a position
KEPT: Final[tuple[str, ...]] = ("role", "position")

# what a context file may say of how much is known of an entity
MARKS: Final[frozenset[str]] = frozenset({"partial", "deleted", "by_client", "presumed"})

# parameters that null clears, as the API says of each, with the value that then stands for nothing
CLEARED: Final[dict[str, dict[str, str]]] = {"ad_groups": {"promotion_id": "0"}}

# parameters that an accepted write never changes once they are known; only a read moves them
FIXED: Final[dict[str, frozenset[str]]] = {"campaigns": frozenset({"is_performance_plus", "objective_type"})}


class Known(NamedTuple):
    """One entity as the account knows it. ``told`` says that a context file tells who created it.

    ``since`` is the number of the request that created it, 0 where nobody saw that.
    """

    id: str
    values: dict[str, Any]
    whole: bool = True
    deleted: bool = False
    by_client: bool = False
    presumed: bool = False
    ad_account_id: str | None = None
    told: bool = False
    since: int = 0


class Declared(NamedTuple):
    """What the caller says of every entity whose parents nobody saw; None where nothing is said."""

    performance_plus: bool | None = None
    new_customer_acquisition: bool | None = None
    objective_type: str | None = None


def declared(said: Mapping[str, Any]) -> Declared:
    """Return what the words of ``--assume`` say, as facts about campaigns: ``is_performance_plus`` and others."""
    return Declared(said.get("is_performance_plus"), said.get("is_nca"), said.get("objective_type"))


class Creation(NamedTuple):
    """One entity created by the client, as counting rules remember it."""

    request: int
    position: int
    value: Any


class Touch(NamedTuple):
    """One parameter of one entity changed by the client, as rules about siblings remember it."""

    request: int
    position: int
    value: Any
    severity: str
    reached: tuple[str, ...] = ()
