"""The folder of examples: what is called clean is clean, and the broken set shows these findings."""

from __future__ import annotations

import json
from typing import Any

import pytest
from desk import EXAMPLES, grave, judge_file, lines, linter

ACCOUNT = EXAMPLES / "account.json"
CLEAN = sorted(
    path for folder in ("performance-plus", "promotions", "updates") for path in (EXAMPLES / folder).iterdir()
)
EVENT = "optimization_goal_metadata/conversion_tag_v3_goal_metadata/conversion_event"
GROUP = "/product_group_promotion"

NOTES = {  # newer than the page's table
    "lamps.campaigns.create.json": [
        "PP108 note contested /1/intended_promotion_type",
        "PP110 note contested /1/objective_type",
    ],
}

BROKEN = {
    "rugs.campaigns.create.json": [
        "API003 warning /0/advertiser_id",
        "API103 error /0/end_time",
        "API106 error /1/end_time",
        "OB101 warning contested /2/objective_type",
        "OB102 warning contested /0/objective_type",
        "OB104 error /0/intended_promotion_type",
        "PP102 error /0/status",
        "PP103 error /0/daily_spend_cap",
        "PP106 error /1/is_flexible_daily_budgets",
        "PP107 error /0/default_ad_group_budget_in_micro_currency",
        "PP107 error /1/is_automated_campaign",
        "PP108 error /0/is_campaign_budget_optimization",
        "PP108 note contested /0/intended_promotion_type",
        "PP109 note contested /0/ad_account_id",
        "PP110 error /1/objective_type",
        "PP112 error /2/is_performance_plus",
    ],
    "rugs.ad_groups.create.json": [
        "PP201 error /1/campaign_id",
        "PP202 error /1/billable_event",
        "PP204 warning contested /0/status",
        "PP205 error /0/bid_strategy_type",
        f"PP207 warning contested /1/{EVENT}",
        f"PP208 error /0/{EVENT}",
        "PP210 error /0/targeting_spec/AGE_BUCKET",
        "PP212 error /0/targeting_spec",
        "PP213 error /0/targeting_spec/GENDER",
        "PP213 error /0/targeting_spec/INTEREST",
        "PP215 error /0/bid_in_micro_currency",
        "PP215 error /0/budget_in_micro_currency",
        "PP215 error /0/budget_type",
        "PP215 error /0/placement_group",
        "PP216 error /1/is_creative_optimization",
        "PP217 warning contested /1/frequency_goal_metadata",
    ],
    "rugs.ads.create.json": [
        "API006 error /0/pin_id",
        "PP301 error /1/pin_id",
        "PP302 warning contested /0/status",
        "PP303 error /0/creative_type",
        "PP304 error /0/lead_form_id",
        "PP304 error /1/grid_click_type",
        "PP306 warning /2/ad_group_id",
    ],
    "rugs.product_group_promotions.create.json": [
        f"PP401 error {GROUP}/1/catalog_product_group_id",
        f"PP403 warning contested {GROUP}/0/status",
        f"PP405 error {GROUP}/0/creative_type",
        f"PP406 error {GROUP}/0/catalog_product_group_id",
        f"PP408 note contested {GROUP}/1/is_generate_background",
        f"PP410 error {GROUP}/0/bid_in_micro_currency",
        f"PP410 error {GROUP}/0/collections_hero_pin_id",
        f"PP411 error {GROUP}/1",
        f"PP413 note contested {GROUP}/0/id",
    ],
}


@pytest.mark.parametrize("path", CLEAN, ids=lambda path: f"{path.parent.name}/{path.name}")
def test_clean_examples_are_clean(path: Any) -> None:
    report = judge_file(path, linter(context=ACCOUNT))
    assert grave(report) == []
    assert lines(report) == (NOTES.get(path.name, []) if path.parent.name == "performance-plus" else [])
    assert not report.skips
    assert not report.notices
    assert not report.inputs[0].inferred


@pytest.mark.parametrize("name", BROKEN)
def test_broken_examples_show_their_faults(name: str) -> None:
    report = judge_file(EXAMPLES / "broken" / name, linter(context=ACCOUNT))
    assert lines(report) == BROKEN[name]
    assert not report.skips


def test_every_broken_example_is_pinned() -> None:
    assert {path.name for path in (EXAMPLES / "broken").iterdir()} == set(BROKEN)


@pytest.mark.parametrize("path", [one for one in CLEAN if one.parent.name == "updates"], ids=lambda path: path.name)
def test_an_update_of_one_sibling_alone_is_not_clean(path: Any) -> None:
    """The clean updates are clean because they change all siblings alike; left alone, the first is not."""
    entities = json.loads(path.read_text(encoding="utf-8"))
    operation = "/".join(path.name.split(".")[1:3])
    report = linter(context=ACCOUNT).check(entities[:1], operation=operation)
    assert bool(report.errors) == (len(entities) > 1)


def test_examples_hold_invented_addresses_only() -> None:
    for path in EXAMPLES.rglob("*.json"):
        text = path.read_text(encoding="utf-8")
        assert text.count("https://") == text.count("https://example.com/")
