"""The example requests of Pinterest's own pages, with our ids: exactly these findings, and no other.

Their pages contradict themselves in places; what they send themselves is a contested warning at most, and what the
vendor's client sends anyway is a note.
"""

from __future__ import annotations

import pytest
from desk import EXAMPLES, judge_file, lines, linter, skips

DOCUMENTS = EXAMPLES / "documents"
SETTINGS = "/0/performance_plus_campaign_settings"
EVENT = "/0/optimization_goal_metadata/conversion_tag_v3_goal_metadata/conversion_event"

NCA_CAMPAIGN = [
    "API003 warning /0/advertiser_id",
    f"NC104 note contested {SETTINGS}",
    f"NC114 warning contested {SETTINGS}/pinner_list_exclusions",
    "OB102 warning contested /0/objective_type",
    "PP108 note contested /0/is_campaign_budget_optimization",
    "PP109 note contested /0/ad_account_id",
]
NCA_AD_GROUP = [
    "API003 warning contested /0/is_simplified_targeting",
    "API003 warning contested /0/targeting_spec/DEVICE_MODEL",
    "API003 warning contested /0/targeting_spec/INTERNET_SERVICE_PROVIDER",
    "API006 error /0/campaign_id",
    f"NC114 warning contested {SETTINGS}/pinner_list_exclusions",
    "PP213 warning contested /0/targeting_spec/APPTYPE",
    "PP213 warning contested /0/targeting_spec/GENDER",
    "PP213 warning contested /0/targeting_spec/INTEREST",
    "PP213 warning contested /0/targeting_spec/LOCALE",
    "PP213 warning contested /0/targeting_spec/TARGETING_STRATEGY",
    "PP215 warning contested /0/auto_targeting_enabled",
    "PP215 warning contested /0/budget_type",
    "PP215 warning contested /0/pacing_delivery_type",
    "PP215 warning contested /0/placement_group",
    "PP218 note /0/tracking_urls",
    "PP219 note /0/bid_multiplier",
    "PP220 warning contested /0/is_creative_optimization",
]
EVENT_MISSING = f"PP207 warning contested {EVENT}"

FINDINGS = {
    "nca-campaign.campaigns.create.json": NCA_CAMPAIGN,
    "nca-ad-group.ad_groups.create.json": NCA_AD_GROUP,
    "ended-discount.promotions.create.json": [
        "PR104 note contested /0/promotion_type",
        "PR110 warning /0/end_time",
        "PR112 warning contested /0/id",
    ],
    "attach-two.ad_groups.create.json": [
        "PR307 warning contested /0/promotion_application_level",
        "PR311 warning contested /0/id",
    ],
    "attach-with-level.ad_groups.create.json": ["PR311 warning contested /0/id"],
    "item-promotion.ad_groups.create.json": ["PR311 warning contested /0/id"],
    "tag-item.items_batch.post.json": ["API010 warning contested"],
}


def test_every_document_example_is_pinned() -> None:
    assert {path.name for path in DOCUMENTS.iterdir()} == set(FINDINGS)


@pytest.mark.parametrize("name", FINDINGS)
def test_findings_without_any_context(name: str) -> None:
    report = judge_file(DOCUMENTS / name, linter())
    assert lines(report) == FINDINGS[name]
    assert not report.notices
    assert not report.inputs[0].inferred  # told by the file's name


@pytest.mark.parametrize("name", FINDINGS)
def test_the_request_as_the_page_sends_it(name: str) -> None:
    """By method and URL the path names the ad account, which changes nothing about the findings."""
    entity = name.split(".")[1]
    path = f"/ad_accounts/549755000001/{entity}" if entity != "items_batch" else "/catalogs/items/batch"
    text = (DOCUMENTS / name).read_text(encoding="utf-8")
    report = linter().check(text, method="POST", url=f"https://api.pinterest.com/v5{path}")
    assert lines(report) == FINDINGS[name]


def test_the_ad_group_with_its_objective_given() -> None:
    report = judge_file(DOCUMENTS / "nca-ad-group.ad_groups.create.json", linter("objective=CATALOG_SALES"))
    assert lines(report) == sorted([*NCA_AD_GROUP, EVENT_MISSING])
    assert (report.summary.errors, report.summary.warnings, report.summary.notes) == (1, 15, 2)


def test_the_ad_group_for_conversions_is_an_error_where_it_names_no_event() -> None:
    report = judge_file(DOCUMENTS / "nca-ad-group.ad_groups.create.json", linter("objective=WEB_CONVERSION"))
    assert lines(report) == sorted([*NCA_AD_GROUP, f"PP207 error {EVENT}"])


def test_the_ad_group_with_its_objective_unknown_says_what_is_missing() -> None:
    report = judge_file(DOCUMENTS / "nca-ad-group.ad_groups.create.json", linter())
    assert ("objective_type", ("PP207",)) in skips(report)


def test_the_campaign_needs_nothing_from_outside() -> None:
    report = judge_file(DOCUMENTS / "nca-campaign.campaigns.create.json", linter("performance-plus"))
    assert lines(report) == NCA_CAMPAIGN
    assert not report.skips


def test_the_discount_while_it_ran_matched_the_clock() -> None:
    report = judge_file(DOCUMENTS / "ended-discount.promotions.create.json", linter(as_of="2023-09-05"))
    assert lines(report) == ["PR104 note contested /0/promotion_type", "PR112 warning contested /0/id"]


@pytest.mark.parametrize("name", [name for name in FINDINGS if name.startswith(("attach", "item-promotion"))])
def test_ad_groups_with_promotions_are_fine_under_catalog_sales(name: str) -> None:
    report = judge_file(DOCUMENTS / name, linter("no-performance-plus", "objective=CATALOG_SALES"))
    assert lines(report) == FINDINGS[name]


@pytest.mark.parametrize("name", [name for name in FINDINGS if name.startswith(("attach", "item-promotion"))])
def test_ad_groups_with_promotions_are_fully_judged_where_the_account_is_known(name: str) -> None:
    report = judge_file(DOCUMENTS / name, linter(context=EXAMPLES / "account.json"))
    assert lines(report) == FINDINGS[name]
    assert not report.skips


def test_an_item_promotion_needs_a_campaign_for_catalog_sales() -> None:
    path = DOCUMENTS / "item-promotion.ad_groups.create.json"
    report = judge_file(path, linter("no-performance-plus", "objective=WEB_CONVERSION"))
    assert lines(report) == ["PR311 warning contested /0/id", "PR403 error /0/campaign_id"]
    report = judge_file(path, linter("no-performance-plus"))
    assert ("objective_type", ("PR403",)) in skips(report)


def test_posted_ad_groups_with_an_id_are_judged_as_updates() -> None:
    report = judge_file(DOCUMENTS / "attach-with-level.ad_groups.create.json", linter("performance-plus"))
    assert "PP503 error /0/bid_in_micro_currency" in lines(report)
    assert not [one for one in report.findings if one.rule.startswith("PP2")]  # the rules for creating
