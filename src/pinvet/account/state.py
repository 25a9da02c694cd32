"""What is known about an ad account so far: entities, their parents, their siblings, and what was declared.

An account is built from context files, flags, and exchanges in order of time. An entity that was created here,
read, or listed is known *whole*: what it does not tell is at its default or unset. One seen only through updates
is known *in part*: what it does not tell is unknown.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

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

# parameters that an accepted write never changes once they are known; only a read moves them
FIXED: Final[dict[str, frozenset[str]]] = {"campaigns": frozenset({"is_performance_plus", "objective_type"})}


class Known(NamedTuple):
    """One entity as the account knows it."""

    id: str
    values: dict[str, Any]
    whole: bool = True
    deleted: bool = False
    by_client: bool = False
    presumed: bool = False
    ad_account_id: str | None = None


class Declared(NamedTuple):
    """What the caller says of every entity whose parents nobody saw; None where nothing is said."""

    performance_plus: bool | None = None
    new_customer_acquisition: bool | None = None
    objective_type: str | None = None


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


class Account:
    """The state that requests are judged against. ``copy`` before changing one that somebody else may hold."""

    __slots__ = ("_children", "created", "entities", "listed", "sent", "touched")

    def __init__(self) -> None:
        self.entities: dict[str, dict[str, Known]] = {name: {} for name in KINDS}
        self.listed: set[str] = set()
        self.sent: dict[str, bool] = {}
        self.created: dict[tuple[str, ...], list[Creation]] = {}
        self.touched: dict[tuple[str, str, str], dict[str, Touch]] = {}
        self._children: dict[tuple[str, str], dict[str, None]] = {}

    def copy(self) -> Account:
        """Return an account that can be changed without changing this one."""
        other = Account()
        other.entities = {name: dict(items) for name, items in self.entities.items()}
        other.listed = set(self.listed)
        other.sent = dict(self.sent)
        other.created = {key: list(items) for key, items in self.created.items()}
        other.touched = {key: dict(items) for key, items in self.touched.items()}
        other._children = {key: dict(items) for key, items in self._children.items()}
        return other

    def get(self, collection: str, identity: Any) -> Known | None:
        """Return what is known of one entity, or None where it was never seen."""
        return self.entities[collection].get(identity) if isinstance(identity, str) else None

    def put(self, collection: str, known: Known) -> None:
        """Keep an entity, in place of what was known of it."""
        self.entities[collection][known.id] = known
        parent = known.values.get(PARENTS.get(collection, ""))
        if isinstance(parent, str):
            self._children.setdefault((collection, parent), {})[known.id] = None

    def children(self, collection: str, parent: Any) -> Iterator[Known]:
        """Yield the entities of a collection under a parent that are not deleted, in the order first seen."""
        for identity in self._children.get((collection, parent), ()):
            known = self.entities[collection][identity]
            if not known.deleted and known.values.get(PARENTS[collection]) == parent:
                yield known

    def is_listed(self, collection: str, parent: Any = None) -> bool:
        """Tell whether a collection, or the part of it under a parent, was read whole."""
        return collection in self.listed or (parent is not None and f"{collection} of {parent}" in self.listed)

    def write(self, collection: str, known: Known) -> None:
        """Lay a write of the client over what was known; fixed parameters keep their first value."""
        before = self.get(collection, known.id)
        if before is None:
            self.put(collection, known)
            return
        fixed = FIXED.get(collection, frozenset())
        kept = {name: value for name, value in known.values.items() if name not in fixed or name not in before.values}
        if before.values.get("status") == "DRAFT":
            kept = known.values
        self.put(collection, before._replace(values=overlay(before.values, kept), presumed=known.presumed))

    def read(self, collection: str, values: Mapping[str, Any], *, ad_account_id: str | None = None) -> None:
        """Keep an entity as the API, or a context file, shows it whole."""
        identity = values.get("id")
        if not isinstance(identity, str):
            return
        before = self.get(collection, identity)
        account = values.get("ad_account_id")
        self.put(
            collection,
            Known(
                identity,
                dict(values),
                whole=values.get("partial") is not True,
                deleted=values.get("deleted") is True,
                by_client=before.by_client if before else False,
                ad_account_id=account if isinstance(account, str) else ad_account_id,
            ),
        )


def overlay(known: Mapping[str, Any], request: Mapping[str, Any]) -> dict[str, Any]:
    """Lay what a request says over what is known; null and absent leave what was there."""
    return {**known, **{name: value for name, value in request.items() if value is not None}}
