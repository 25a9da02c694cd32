"""Facts that conditions and checks ask for, by name: the entity's own parameters, its parents, the account, the clock.

A fact is a value, None where the parameter is absent, or UNKNOWN where nobody told. Own evidence beats the account,
the account beats what is declared; a lack of evidence is never false.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, NamedTuple

from pinvet.checks.paths import Steps, get, nodes, placeholder_above, steps
from pinvet.checks.reads import Reads, values_of
from pinvet.checks.states import is_placeholder, is_set
from pinvet.model import UNKNOWN, Pointer

if TYPE_CHECKING:
    from collections.abc import Callable

    from pinvet.account import Known
    from pinvet.checks.scope import Scope
    from pinvet.checks.view import View

NAMESPACES = (
    "entity", "body", "query", "path", "request", "campaign", "ad_group", "was", "catalog_product_group",
    "promotion", "feed", "declared", "today", "now",
)  # fmt: skip

# what the API has no field for: only a context file can tell
NEVER_TOLD = frozenset({"role", "position"})
SETTINGS = "performance_plus_campaign_settings"


class Fact(NamedTuple):
    """A named fact: how to get it, which of its values count as empty, and which own parameter it is, if any.

    ``leads`` is the own parameter through which the fact is reached, where a finding about it may stand. ``reads``
    is what of a create tells the fact; None where more than the entity does.
    """

    name: str
    get: Callable[[View], Any]
    unset: tuple[Any, ...] = ()
    own: Steps | None = None
    leads: str | None = None
    reads: Reads | None = None


def fact(name: str, scope: Scope) -> Fact:
    """Compile a fact of an operation. Raises KeyError where no name space or parameter of that name exists."""
    space, _, rest = name.partition(".")
    if space not in NAMESPACES or (rest == "" and space not in ("today", "now")):
        return _own(name, scope)
    if space in ("campaign", "ad_group", "was", "catalog_product_group", "promotion", "feed"):
        return _account_fact(name, space, rest, scope)
    return _call_fact(name, space, rest, scope)


def own_value(view: View, path: Steps) -> Any:
    """Return an own parameter: as sent, else on an update as the account knows it."""
    value = get(view.value, path)
    if value is not None or not view.call.update:
        return value
    return known_value(view, path)


def known_value(view: View, path: Steps) -> Any:
    """Return what the account knows of an own parameter before this request."""
    if any(isinstance(step, int) for step in view.prefix):
        return None  # an element of a list that the request itself brings
    was = view.root.was
    if was is None:
        return UNKNOWN if view.call.update else None  # before a create there was nothing
    full = (*(str(step) for step in view.prefix), *path)
    value = get(was.values, full)
    if value is None and (full[0] in NEVER_TOLD or (not was.whole and full[0] not in was.values)):
        return UNKNOWN
    return value


def own_nodes(view: View, path: Steps) -> list[tuple[Pointer, Any]] | None:
    """Return (pointer, value) of an own parameter's nodes, wildcards included; None where nobody knows."""
    if not view.call.update or view.value.get(path[0]) is not None:
        found = list(nodes(view.value, path))
        above = None if found else placeholder_above(view.value, path)
        return found if above is None else [above]
    value = known_value(view, path[:1])
    if value is UNKNOWN:
        return None
    return list(nodes({path[0]: value}, path))


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
    if space in ("today", "now"):
        return Fact(name, _today if space == "today" else _now)
    if space == "request":
        return Fact(name, lambda view: _known(view.call.method))
    source = "path" if space == "path" else "query"
    return Fact(name, lambda view: _from_url(getattr(view.call, source), rest))


def _today(view: View) -> str:
    from time import gmtime, strftime

    return strftime("%Y-%m-%d", gmtime(view.call.now))


def _now(view: View) -> int:
    return view.call.now


def _known(value: Any) -> Any:
    return UNKNOWN if value is None else value


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
        return Fact(name, derived, (), _derived_from(space, rest, scope), _leads(space, scope), reads)
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
        lambda view: _parent_value(find(view), path, default=default, required=required),
        unset,
        None,
        _leads(space, scope),
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


def _parent_value(known: Known | None, path: Steps, *, default: Any = None, required: bool = False) -> Any:
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


def _promotion(view: View) -> Known | None:
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
    "campaign": lambda view: view.campaign(),
    "ad_group": lambda view: view.ad_group(),
    "catalog_product_group": _referred("catalog_product_groups", "catalog_product_group_id"),
    "promotion": _promotion,
    "feed": _referred("feeds", "feed_id"),
}


def is_performance_plus(view: View) -> Any:
    """Tell whether the campaign that the entity is, or is under, is a Performance+ campaign."""
    root = view.root
    memo = root.memo
    if "performance_plus" not in memo:
        memo["performance_plus"] = _is_performance_plus(root)
    return memo["performance_plus"]


def _is_performance_plus(view: View) -> Any:
    call, value = view.call, view.value
    if call.entity == "campaign" and not call.update:
        own = value.get("is_performance_plus")
        if own is None:
            return call.declared.performance_plus is True
        if isinstance(own, bool):
            return own
        return _known(call.declared.performance_plus) if is_placeholder(own) else UNKNOWN
    if call.entity in ("campaign", "ad_group") and _shows_performance_plus(value):
        return True
    if call.entity != "campaign":
        group = view.ad_group()
        if group is not None and _shows_performance_plus(group.values):
            return True
    told = _parent_value(view.campaign(), ("is_performance_plus",), default=False)
    return told if isinstance(told, bool) else _known(call.declared.performance_plus)


def _shows_performance_plus(values: dict[str, Any]) -> bool:
    """Tell whether an entity carries what only Performance+ campaigns and ad groups carry."""
    return is_set(values.get(SETTINGS)) or is_set(values.get("customer_segment_id"), ("0", 0))


def is_nca(view: View) -> Any:
    """Tell whether the campaign that the entity is, or is under, focuses on new customer acquisition."""
    root = view.root
    memo = root.memo
    if "nca" not in memo:
        memo["nca"] = _is_nca(root)
    return memo["nca"]


def _is_nca(view: View) -> Any:
    call, value = view.call, view.value
    if call.entity in ("campaign", "ad_group") and _shows_nca(value):
        return True
    if call.entity == "campaign" and not call.update:
        return call.declared.new_customer_acquisition is True
    if call.entity != "campaign":
        group = view.ad_group()
        if group is not None and _shows_nca(group.values):
            return True
    campaign = view.campaign()
    if campaign is not None:
        if _shows_nca(campaign.values):
            return True
        if campaign.whole or SETTINGS in campaign.values:
            return False
    return _known(call.declared.new_customer_acquisition)


def _shows_nca(values: dict[str, Any]) -> bool:
    if is_set(values.get("customer_segment_id"), ("0", 0)):
        return True
    settings = values.get(SETTINGS)
    if not isinstance(settings, dict):
        return False
    boost = settings.get("boost_prospecting_ad_group_bid")
    return boost is True or is_set(settings.get("pinner_list_exclusions"))


def objective_type(view: View) -> Any:
    """Return the objective of the campaign that the entity is, or is under."""
    root = view.root
    call = root.call
    if call.entity == "campaign":
        told = own_value(root, ("objective_type",))
        if told is None and not call.update and call.declared.objective_type is None:
            return None
    else:
        told = _parent_value(root.campaign(), ("objective_type",), required=True)
    if told is None or told is UNKNOWN or is_placeholder(told):
        return _known(call.declared.objective_type)
    return told


DERIVED: dict[str, Callable[[View], Any]] = {
    "campaign.is_performance_plus": is_performance_plus,
    "campaign.is_nca": is_nca,
    "campaign.objective_type": objective_type,
    "campaign.id": lambda view: _known(view.campaign_id()),
    "ad_group.id": lambda view: _known(view.parent_id("ad_group_id")),
    "promotion.by_client": lambda view: UNKNOWN if (known := _promotion(view)) is None else known.by_client,
}
# what the facts about a campaign that is created are derived from, beside what is declared
READS: dict[str, Reads] = {
    "campaign.is_performance_plus": Reads(frozenset({"is_performance_plus"})),
    "campaign.is_nca": Reads(frozenset({"customer_segment_id", SETTINGS})),
    "campaign.objective_type": Reads(frozenset({"objective_type"})),
}
