"""What a rule is compiled for: one operation of the API table, and a place inside its entities."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Callable

    from pinvet.api.operation import Operation
    from pinvet.api.parameter import Parameter
    from pinvet.api.table import Table
    from pinvet.checks.paths import Steps
    from pinvet.checks.view import View

# collection of the account -> the operation whose parameters describe its entities
DESCRIBED_BY = {
    "campaign": "campaigns/create",
    "ad_group": "ad_groups/create",
    "ad": "ads/create",
    "product_group_promotion": "product_group_promotions/create",
    "promotion": "promotions/create",
    "catalog_product_group": "catalogs_product_groups/create",
    "feed": "feeds/create",
}


class Scope(NamedTuple):
    """The operation, the place of the rule inside an entity (``at``), and the rule as written.

    ``applies`` is the rule's own condition, for checks that look at other entities of the same request.
    """

    operation: Operation
    table: Table
    at: Steps
    rule: dict[str, Any]
    applies: Callable[[View], bool | None] = lambda _: True

    @property
    def update(self) -> bool:
        """Whether entities are judged as changes of something that exists."""
        return self.operation.does == "update"

    @property
    def entity(self) -> str | None:
        """The kind of entity that the operation writes."""
        return self.operation.entity

    def parameter(self, name: str) -> Parameter | None:
        """Return what the API table knows of a parameter named relative to the rule's place."""
        full = ".".join((*self.at, name)) if self.at else name
        operation = self.operation
        return operation.parameters.get(full) or operation.wrapper.get(full) or operation.query.get(full)

    def of(self, kind: str, name: str) -> Parameter | None:
        """Return what the API table knows of a parameter of another kind of entity, or of the entity around a place."""
        if kind == "entity":
            return self.operation.parameters.get(name)
        described = DESCRIBED_BY.get(kind)
        if described is None or described not in self.table:
            return None
        return self.table.operation(described).parameters.get(name)

    def unset(self, name: str) -> tuple[Any, ...]:
        """Return the values of a parameter that count as empty."""
        known = self.parameter(name)
        return known.unset if known is not None else ()

    def default(self, name: str) -> Any:
        """Return the value that the API assumes where a parameter is left out, or None."""
        known = self.parameter(name)
        return known.default if known is not None else None
