"""What campaign an entity is, or is under: Performance+ or not, for new customers or not, its objective.

Own evidence beats the account, the account beats what is declared; a lack of evidence is never false.
"""

from __future__ import annotations

from functools import wraps
from typing import TYPE_CHECKING, Any

from pinvet.checks.own import or_unknown, own_value
from pinvet.checks.parents import parent_value
from pinvet.checks.reads import Reads, values_of
from pinvet.checks.states import is_placeholder, is_set
from pinvet.model import UNKNOWN

if TYPE_CHECKING:
    from collections.abc import Callable

    from pinvet.checks.view import View

SETTINGS = "performance_plus_campaign_settings"


def _once(find: Callable[[View], Any]) -> Callable[[View], Any]:
    """Ask a fact once for each entity, and of the whole one: many rules want to know."""

    @wraps(find)
    def found(view: View) -> Any:
        root = view if view.outer is None else view.outer
        memo = root.memo
        if find not in memo:
            memo[find] = find(root)
        return memo[find]

    return found


@_once
def is_performance_plus(view: View) -> Any:
    """Tell whether the campaign that the entity is, or is under, is a Performance+ campaign."""
    call, value = view.call, view.value
    if call.entity == "campaign" and not call.update:
        own = value.get("is_performance_plus")
        if own is None:
            return call.declared.performance_plus is True
        if isinstance(own, bool):
            return own
        return or_unknown(call.declared.performance_plus) if is_placeholder(own) else UNKNOWN
    if call.entity in ("campaign", "ad_group") and _shows_performance_plus(value):
        return True
    if call.entity != "campaign":
        group = view.ad_group()
        if group is not None and _shows_performance_plus(group.values):
            return True
    told = parent_value(view.campaign(), ("is_performance_plus",), default=False)
    return told if isinstance(told, bool) else or_unknown(call.declared.performance_plus)


def _shows_performance_plus(values: dict[str, Any]) -> bool:
    """Tell whether an entity carries what only Performance+ campaigns and ad groups carry."""
    return is_set(values.get(SETTINGS)) or is_set(values.get("customer_segment_id"), ("0", 0))


@_once
def is_nca(view: View) -> Any:
    """Tell whether the campaign that the entity is, or is under, focuses on new customer acquisition."""
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
    return or_unknown(call.declared.new_customer_acquisition)


def _shows_nca(values: dict[str, Any]) -> bool:
    if is_set(values.get("customer_segment_id"), ("0", 0)):
        return True
    settings = values.get(SETTINGS)
    if not isinstance(settings, dict):
        return False
    boost = settings.get("boost_prospecting_ad_group_bid")
    return boost is True or is_set(settings.get("pinner_list_exclusions"))


@_once
def objective_type(view: View) -> Any:
    """Return the objective of the campaign that the entity is, or is under."""
    call = view.call
    if call.entity == "campaign":
        told = own_value(view, ("objective_type",))
        if told is None and not call.update and call.declared.objective_type is None:
            return None
    else:
        told = parent_value(view.campaign(), ("objective_type",), required=True)
    if told is None or told is UNKNOWN or is_placeholder(told):
        return or_unknown(call.declared.objective_type)
    return told


# what the facts about a campaign that is created are derived from, beside what is declared
READS: dict[str, Reads] = {
    "campaign.is_performance_plus": values_of([("is_performance_plus",)]),
    "campaign.is_nca": values_of([("customer_segment_id",), (SETTINGS,)]),
    "campaign.objective_type": values_of([("objective_type",)]),
}
