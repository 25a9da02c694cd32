"""What the vendor's Python client sends for valid Performance+ entities: nulls and defaults are no finding.

A campaign with an objective that Pinterest is retiring gives the one warning that says so. Notes are allowed.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest
from desk import AD_GROUP, ALL_PRODUCTS, CAMPAIGN, grave, linter, under
from sdk import Model, imported

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

OBJECTIVES = ("CONSIDERATION", "WEB_CONVERSION", "CATALOG_SALES", "SALES", "LEADS", "APP_INSTALL")
RETIRING = {
    "CATALOG_SALES": {("OB102", "warning", "/0/objective_type")},
    "WEB_CONVERSION": {("OB106", "warning", "/0/objective_type")},
}
CONVERTING = {"WEB_CONVERSION": "CHECKOUT", "CATALOG_SALES": "CHECKOUT", "SALES": "ADD_TO_CART", "LEADS": "SIGNUP"}
START, END = 1796108400, 1798675200


@pytest.fixture(scope="module")
def client() -> Iterator[Callable[[str, str], type[Model]]]:
    """Return a function that imports one model class of the vendor's client."""
    with imported() as found:
        yield lambda module, name: found(f"models.{module}", name)


def itself(model: Model) -> Any:
    """Hand the model over as it is."""
    return model


def as_dict(model: Model) -> Any:
    """What the client's own method gives: defaults, but no nulls; enums are members, not texts."""
    return model.to_dict()


def dumped(model: Model) -> Any:
    """What pydantic gives: a null for every parameter that was left out."""
    return model.model_dump(mode="json", by_alias=True)


WRITES = pytest.mark.parametrize("write", [itself, as_dict, dumped])


def campaign(client: Callable[..., Any], objective: str, **changes: Any) -> Model:
    settings = {"daily_spend_cap": 35_000_000, "is_flexible_daily_budgets": True}
    apps = {"app_id": "123456789", "app_platform": "IOS"} if objective == "APP_INSTALL" else {}
    types_ = {"CATALOG_SALES": "LEGACY", "WEB_CONVERSION": "LEGACY"}.get(objective, "STANDARD_AD")
    values = {"intended_promotion_type": types_, **apps, **(changes or settings)}
    model = client("campaign_create_item", "CampaignCreateItem")
    return model(
        name="Lamps", objective_type=objective, status="PAUSED", start_time=START, is_performance_plus=True, **values
    )


def ad_group(client: Callable[..., Any], objective: str) -> Model:
    goal: dict[str, Any] = {}
    if objective in CONVERTING:
        event = {"conversion_event": CONVERTING[objective], "conversion_tag_id": "2613000000001"}
        goal = {"optimization_goal_metadata": {"conversion_tag_v3_goal_metadata": event}}
    model = client("ad_group_create_create", "AdGroupCreateCreate")
    return model(
        name="Base",
        status="PAUSED",
        campaign_id=CAMPAIGN,
        billable_event="CLICKTHROUGH",
        bid_strategy_type="AUTOMATIC_BID",
        targeting_spec={"LOCATION": ["NL"], "AUDIENCE_EXCLUDE": ["2542620900002"]},
        **goal,
    )


@WRITES
@pytest.mark.parametrize("objective", OBJECTIVES)
def test_campaigns(client: Callable[..., Any], objective: str, write: Callable[[Model], Any]) -> None:
    report = under(objective).check([write(campaign(client, objective))], operation="campaigns/create")
    warnings = {(one.rule, one.severity, one.pointer) for one in report.findings if one.severity != "note"}
    assert warnings == RETIRING.get(objective, set())
    assert not report.skips


@WRITES
def test_a_campaign_with_a_lifetime_cap_keeps_the_clients_false_switch(
    client: Callable[..., Any], write: Callable[[Model], Any]
) -> None:
    model = campaign(client, "SALES", lifetime_spend_cap=900_000_000, end_time=END, is_flexible_daily_budgets=False)
    report = under("SALES").check([write(model)], operation="campaigns/create")
    assert grave(report) == []
    assert "/0/is_flexible_daily_budgets" in {one.pointer for one in report.findings}  # a note tells of it


@WRITES
@pytest.mark.parametrize("objective", OBJECTIVES)
def test_ad_groups(client: Callable[..., Any], objective: str, write: Callable[[Model], Any]) -> None:
    report = under(objective).check([write(ad_group(client, objective))], operation="ad_groups/create")
    assert grave(report) == []
    assert {one.rule for one in report.findings} <= {"PP221"}  # promotion_id "0": the client's own default
    assert not report.skips


@WRITES
def test_ads(client: Callable[..., Any], write: Callable[[Model], Any]) -> None:
    create = client("ad_create", "AdCreate")
    models = [
        create(ad_group_id=AD_GROUP, creative_type="REGULAR", pin_id="394205770000011", status="PAUSED"),
        create(
            ad_group_id=AD_GROUP,
            creative_type="CAROUSEL",
            pin_id="394205770000012",
            status="ACTIVE",
            name="Five lamps",
            carousel_destination_urls=["https://example.com/1", "https://example.com/2"],
            tracking_urls={"click": ["https://example.com/click"]},
            is_removable=False,
        ),
    ]
    report = under("CONSIDERATION").check([write(model) for model in models], operation="ads/create")
    assert (report.findings, report.skips) == ((), ())


@WRITES
@pytest.mark.parametrize("objective", ["CATALOG_SALES", "SALES"])
def test_product_group_promotions(client: Callable[..., Any], objective: str, write: Callable[[Model], Any]) -> None:
    item = client("product_group_promotion", "ProductGroupPromotion")
    create = client("product_group_promotions_create", "ProductGroupPromotionsCreate")
    model = create(
        ad_group_id=AD_GROUP,
        product_group_promotion=[
            item(
                catalog_product_group_id=ALL_PRODUCTS,
                creative_type="SHOPPING",
                status="PAUSED",
                is_mdl=True,
                tracking_url="https://example.com/lamps",
            )
        ],
    )
    report = under(objective).check(write(model), operation="product_group_promotions/create")
    assert (report.findings, report.skips) == ((), ())


@WRITES
@pytest.mark.parametrize(
    ("kind", "values"),
    [
        ("FREE_SHIPPING", None),
        ("CASH_BACK", [{"percent": 10}]),
        ("BONUS", [{"amount": 10, "currency_code": "EUR"}]),
        ("BUY_X_GET_ONE_FREE", [{"amount": 3}]),
        ("SPEND_X_SAVE_Y", [{"amount": 100, "currency_code": "USD"}, {"amount": 20, "currency_code": "USD"}]),
        ("SITEWIDE", [{"percent": 15}]),
        ("CUSTOM", [{"custom_text": "A free lamp for every rug"}]),
    ],
)
def test_promotions(client: Callable[..., Any], kind: str, values: Any, write: Callable[[Model], Any]) -> None:
    model = client("promotion_create", "PromotionCreate")(
        promotion_title="Lamps",
        promotion_type=kind,
        template_values=values,
        platform_type="DEFAULT",
        promotion_custom_id="lamps_2026",
        start_time=START,
        end_time=END,
    )
    report = linter().check([write(model)], operation="promotions/create")
    assert grave(report) == []
    assert not report.skips


def test_enum_members_are_judged_as_the_texts_they_stand_for(client: Callable[..., Any]) -> None:
    model = campaign(client, "AWARENESS", daily_spend_cap=35_000_000, is_flexible_daily_budgets=False)
    group = ad_group(client, "CONSIDERATION")
    targeting = {"LOCATION": ["NL"], "AGE_BUCKET": ["18-24", "25-34"], "GENDER": ["female"], "APPTYPE": ["ipad"]}
    group.targeting_spec = type(group.targeting_spec)(**targeting)
    for entity, operation in ((model, "campaigns/create"), (group, "ad_groups/create")):
        reports = [under("CONSIDERATION").check([write(entity)], operation=operation) for write in (as_dict, dumped)]
        assert len(reports[0].errors) >= 2
        told = [[(one.rule, one.severity, one.pointer, one.message) for one in report.findings] for report in reports]
        assert told[0] == told[1]


@pytest.mark.parametrize("empty", [None, ""])
def test_an_empty_id_makes_no_update_of_a_create(client: Callable[..., Any], empty: Any) -> None:
    body = {**dumped(ad_group(client, "CONSIDERATION")), "id": empty}
    assert grave(under("CONSIDERATION").check([body], operation="ad_groups/create")) == []


# what the client wrote for a campaign and its ad group, kept as it was: nulls, defaults, and what the caller said
RECORDED_CAMPAIGN = {
    "ad_account_id": None,
    "app_id": None,
    "app_platform": None,
    "bid_options": None,
    "daily_spend_cap": 35000000,
    "default_ad_group_budget_in_micro_currency": None,
    "end_time": None,
    "intended_promotion_type": "STANDARD_AD",
    "is_automated_campaign": False,
    "is_campaign_budget_optimization": True,
    "is_flexible_daily_budgets": True,
    "is_ltv_optimized": None,
    "is_performance_plus": True,
    "is_top_of_search": False,
    "lifetime_spend_cap": None,
    "name": "Lamps",
    "objective_type": "CONSIDERATION",
    "order_line_id": None,
    "start_time": 1796108400,
    "status": "PAUSED",
    "tracking_urls": None,
}
RECORDED_AD_GROUP = {
    "auto_targeting_enabled": None,
    "bid_in_micro_currency": None,
    "bid_multiplier": None,
    "bid_strategy_type": "AUTOMATIC_BID",
    "billable_event": "CLICKTHROUGH",
    "budget_in_micro_currency": None,
    "budget_type": None,
    "campaign_id": CAMPAIGN,
    "customer_segment_id": None,
    "end_time": None,
    "ext_features": None,
    "feed_profile_id": None,
    "is_creative_optimization": None,
    "is_local_inventory": None,
    "lifetime_frequency_cap": None,
    "local_inventory_radius_in_miles": None,
    "name": "Base",
    "optimization_goal_metadata": None,
    "pacing_delivery_type": None,
    "performance_plus_campaign_settings": None,
    "placement_group": None,
    "placement_traffic_type": None,
    "promotion_application_level": None,
    "promotion_id": "0",
    "promotion_ids": None,
    "start_time": None,
    "status": "PAUSED",
    "targeting_spec": {
        "AGE_BUCKET": None,
        "APPTYPE": None,
        "AUDIENCE_EXCLUDE": ["2542620900002"],
        "AUDIENCE_INCLUDE": None,
        "GENDER": None,
        "GEO": None,
        "GEO_EXCLUDE": None,
        "INTEREST": None,
        "LOCALE": None,
        "LOCATION": ["NL"],
        "LOCATION_EXCLUDE": None,
        "MAXIMUM_AGE": None,
        "MINIMUM_AGE": None,
        "SHOPPING_RETARGETING": None,
        "TARGETING_STRATEGY": None,
    },
    "targeting_template_ids": None,
    "tracking_urls": None,
}
RECORDED = [
    ("campaigns/create", RECORDED_CAMPAIGN, ["PP107", "PP108", "PP108", "PP108", "PP109"]),
    ("ad_groups/create", RECORDED_AD_GROUP, ["PP221"]),
]


@pytest.mark.parametrize(("operation", "body", "notes"), RECORDED)
def test_recorded_bodies_give_these_notes_and_nothing_else(operation: str, body: Any, notes: list[str]) -> None:
    report = under("CONSIDERATION").check([body], operation=operation)
    assert grave(report) == []
    assert sorted(one.rule for one in report.findings) == notes
    assert all(one.contested for one in report.findings)


def test_the_recorded_bodies_are_what_the_client_still_writes(client: Callable[..., Any]) -> None:
    assert dumped(campaign(client, "CONSIDERATION")) == RECORDED_CAMPAIGN
    assert dumped(ad_group(client, "CONSIDERATION")) == RECORDED_AD_GROUP
