"""What stands behind the name spaces of facts: ``campaign.objective_type``, ``was.status``, ``query.page_size``."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable

    from pinvet.api.operation import Operation
    from pinvet.api.table import Table

DECLARED = frozenset({"performance_plus", "new_customer_acquisition", "objective_type"})
CLOCK = ("today", "now")
# what a name space tells beside the parameters of its entity
BESIDE = {
    "campaign": frozenset({"is_performance_plus", "is_nca", "objective_type", "id"}),
    "ad_group": frozenset({"id", "role"}),
    "was": frozenset({"role", "position"}),
    "promotion": frozenset({"id", "deleted", "by_client", "in_use"}),
    "catalog_product_group": frozenset({"id", "deleted", "type", "in_use"}),
    "feed": frozenset({"id", "deleted", "type", "in_use"}),
    "account": frozenset({"has_feeds"}),
}
# name space -> the operations whose parameters describe its entities
DESCRIBED = {
    "campaign": ("campaigns/create", "campaigns/update"),
    "ad_group": ("ad_groups/create", "ad_groups/update"),
    "promotion": ("promotions/create", "promotions/update"),
    "catalog_product_group": ("catalogs_product_groups/create", "catalogs_product_groups/update"),
    "feed": ("feeds/create", "feeds/update"),
}


def told_by(space: str, operations: Iterable[Operation], known: set[str], table: Table) -> set[str]:
    """Return what may stand behind a name space, for rules of some operations whose own parameters are `known`."""
    if space in ("path", "query"):
        field = "path_parameters" if space == "path" else "query"
        return {name for operation in operations for name in getattr(operation, field)}
    if space == "request":
        return {"method"}
    names = set(BESIDE.get(space, ()))
    if space in ("was", "entity", "body"):
        return names | known
    for operation in DESCRIBED.get(space, ()):
        names |= set(table.operation(operation).parameters)
    return names
