"""Facts that conditions and checks ask for, by name: the entity's own parameters, its parents, the account, the clock.

A fact is a value, None where the parameter is absent, or UNKNOWN where nobody told. Own evidence beats the account,
the account beats what is declared; a lack of evidence is never false.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, NamedTuple

from pinvet.checks.campaign_facts import READS, is_nca, is_performance_plus, objective_type
from pinvet.checks.clock import now, today
from pinvet.checks.own import known_value, or_unknown, own_nodes, own_value
from pinvet.checks.parents import PARENTS, parent_value, promotion_of
from pinvet.checks.paths import Steps, get, steps
from pinvet.checks.reads import Reads, values_of
from pinvet.checks.uses import IN_USE, has_feeds
from pinvet.model import UNKNOWN

if TYPE_CHECKING:
    from collections.abc import Callable

    from pinvet.checks.scope import Scope
    from pinvet.checks.view import View

NAMESPACES = (
    "entity", "body", "query", "path", "request", "campaign", "ad_group", "was", "catalog_product_group",
    "promotion", "feed", "account", "declared", "today", "now",
)  # fmt: skip


class Fact(NamedTuple):
    """A named fact: how to get it, which of its values count as empty, and which own parameter it is, if any.

    ``leads`` is the own parameter through which the fact is reached, where a finding about it may stand. ``reads``
    is what of a create tells the fact; None where more than the entity does. ``few`` says that it takes few values.
    """

    name: str
    get: Callable[[View], Any]
    unset: tuple[Any, ...] = ()
    own: Steps | None = None
    leads: str | None = None
    reads: Reads | None = None
    few: bool = False


def fact(name: str, scope: Scope) -> Fact:
    """Compile a fact of an operation. Raises KeyError where no name space or parameter of that name exists."""
    space, _, rest = name.partition(".")
    if space not in NAMESPACES or (rest == "" and space not in ("today", "now")):
        return _own(name, scope)
    if space in ("campaign", "ad_group", "was", "catalog_product_group", "promotion", "feed"):
        return _account_fact(name, space, rest, scope)
    return _call_fact(name, space, rest, scope)


def _own(name: str, scope: Scope) -> Fact:
    path = steps(name)
    unset, reads = scope.unset(name), values_of([path])
    if "*" in path:
        return Fact(name, lambda view: _first(view, path), unset, path, reads=reads)
    if not scope.update:
        if len(path) == 1:
            key = path[0]
            return Fact(name, lambda view: view.value.get(key), unset, path, reads=reads)
        return Fact(name, lambda view: get(view.value, path), unset, path, reads=reads)
    return Fact(name, lambda view: own_value(view, path), unset, path)


def _first(view: View, path: Steps) -> Any:
    found = own_nodes(view, path)
    if found is None:
        return UNKNOWN
    return found[0][1] if found else None


def _call_fact(name: str, space: str, rest: str, scope: Scope) -> Fact:
    path = steps(rest) if rest else ()
    if space == "entity":
        inner = _own(rest, scope._replace(at=()))
        return Fact(name, lambda view: inner.get(view.root), inner.unset, None)
    if space == "body":
        return Fact(name, lambda view: get(view.root.wrapper, path), scope.unset(rest))
    if space == "declared":
        return Fact(name, lambda view: getattr(view.call.declared, rest), reads=Reads())
    if space == "account":
        return Fact(name, has_feeds, few=True)
    if space in ("today", "now"):
        return Fact(name, today if space == "today" else now)
    if space == "request":
        return Fact(name, lambda view: or_unknown(view.call.method), few=True)
    source = "path" if space == "path" else "query"
    return Fact(name, lambda view: _from_url(getattr(view.call, source), rest))


def _from_url(values: dict[str, Any] | None, name: str) -> Any:
    if values is None:
        return UNKNOWN
    value = values.get(name)
    return value[0] if isinstance(value, list) and len(value) == 1 else value


def _account_fact(name: str, space: str, rest: str, scope: Scope) -> Fact:
    if space == "was":
        known = scope.parameter(rest)
        return Fact(name, lambda view: known_value(view.root, steps(rest)), known.unset if known else ())
    derived = DERIVED.get(name)
    if derived is not None:
        reads = READS.get(name) if space == scope.entity and not scope.update else None
        few = rest != "id"
        return Fact(name, derived, (), _derived_from(space, rest, scope), _leads(space, scope), reads, few)
    described = scope.of(space, rest)
    unset = described.unset if described is not None else ()
    default = described.default if described is not None else None
    required = described is not None and described.required
    path = steps(rest)
    if space == scope.entity:
        inner = _own(rest, scope._replace(at=()))
        own = None if scope.at else inner.own
        return Fact(name, lambda view: _with_default(inner.get(view.root), default), unset, own, reads=inner.reads)
    find = PARENTS[space]
    return Fact(
        name,
        lambda view: parent_value(find(view), path, default=default, required=required),
        unset,
        None,
        _leads(space, scope),
        few=described is not None and ("boolean" in described.types or bool(described.enum)),
    )


def _derived_from(space: str, rest: str, scope: Scope) -> Steps | None:
    """Return the own parameter that a derived fact of a campaign comes from where it is created."""
    own = space == scope.entity and not scope.update and not scope.at
    return (rest,) if own and rest in scope.operation.parameters else None


def _leads(space: str, scope: Scope) -> str | None:
    if space == scope.entity:
        return None
    if space in ("campaign", "ad_group"):
        return "campaign_id" if scope.entity == "ad_group" else "ad_group_id"
    return f"{space}_id" if space in PARENTS else None


def _with_default(value: Any, default: Any) -> Any:
    return default if value is None else value


DERIVED: dict[str, Callable[[View], Any]] = {
    "campaign.is_performance_plus": is_performance_plus,
    "campaign.is_nca": is_nca,
    "campaign.objective_type": objective_type,
    "campaign.id": lambda view: or_unknown(view.campaign_id()),
    "ad_group.id": lambda view: or_unknown(view.parent_id("ad_group_id")),
    "promotion.by_client": lambda view: UNKNOWN if (known := promotion_of(view)) is None else known.by_client,
    **IN_USE,
}
