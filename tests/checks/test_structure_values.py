"""The API table against single values: for each aspect what is found, what is said of it, and what fix is offered."""

from __future__ import annotations

from typing import Any

import pytest

from pinvet.checks.structure.ids import prefixes
from rulebench import a_rule, judge, table

CAMPAIGN, GROUP, AD, PROMOTION = "campaigns/create", "ad_groups/create", "ads/create", "promotions/create"
REPORT, FEED = "analytics/create_report", "feeds/create"
Case = tuple[str, Any, str, str]  # the operation, its entity, and what is said where ("" for nothing)

EMPTY = "leave it out where nothing is meant"
TYPES: list[Case] = [
    (CAMPAIGN, {"name": "A", "is_performance_plus": False, "daily_spend_cap": 5, "tracking_urls": {}}, "", ""),
    (CAMPAIGN, {"name": "{{name}}", "is_performance_plus": "${PLUS}", "tracking_urls": "<urls>"}, "", ""),
    (CAMPAIGN, {"name": 7}, "/name", "name is 7, expected a text; put it in quotes"),
    (CAMPAIGN, {"name": True}, "/name", "name is true, expected a text; put it in quotes"),
    (CAMPAIGN, {"name": ["a"]}, "/name", "name is a list of 1, expected a text"),
    (CAMPAIGN, {"name": {"a": 1}}, "/name", "name is an object with 1 parameter, expected a text"),
    (
        CAMPAIGN,
        {"is_performance_plus": "True"},
        "/is_performance_plus",
        "is_performance_plus is a text of 4 characters, expected true or false; take the quotes away",
    ),
    (
        CAMPAIGN,
        {"is_performance_plus": "yes"},
        "/is_performance_plus",
        "is_performance_plus is a text of 3 characters, expected true or false",
    ),
    (CAMPAIGN, {"is_performance_plus": 1}, "/is_performance_plus", "is_performance_plus is 1, expected true or false"),
    (
        CAMPAIGN,
        {"tracking_urls": [{"click": ["u"]}]},
        "/tracking_urls",
        "tracking_urls is a list of 1, expected an object; take the brackets away",
    ),
    (CAMPAIGN, {"tracking_urls": [1, 2]}, "/tracking_urls", "tracking_urls is a list of 2, expected an object"),
    (
        CAMPAIGN,
        {"tracking_urls": {"click": "u"}},
        "/tracking_urls/click",
        "tracking_urls.click is a text of 1 character, expected a list; put it in brackets, also if it is one",
    ),
    (
        CAMPAIGN,
        {"tracking_urls": {"click": {"a": 1}}},
        "/tracking_urls/click",
        "tracking_urls.click is an object with 1 parameter, expected a list",
    ),
    (CAMPAIGN, {"tracking_urls": {"click": ["u", 1]}}, "/tracking_urls/click/1",
     "tracking_urls.click is 1, expected a text; put it in quotes"),
    (
        PROMOTION,
        {"template_values": {"percent": "10"}},
        "/template_values",
        "template_values is an object with 1 parameter, expected a list, each an object; put this one in brackets",
    ),
    (PROMOTION, {"template_values": [5]}, "/template_values/0", "template_values.* is 5, expected an object"),
    (
        PROMOTION,
        {"template_values": [{}, {"percent": "10"}]},
        "/template_values/1/percent",
        'template_values.*.percent is "10", expected a number; take the quotes away',
    ),
    (
        PROMOTION,
        {"template_values": [{"percent": "ten"}]},
        "/template_values/0/percent",
        "template_values.*.percent is a text of 3 characters, expected a number",
    ),
    (PROMOTION, {"template_values": [{"percent": 10}, {"percent": 10.5}]}, "", ""),
    (GROUP, {"targeting_spec": {"SHOPPING_RETARGETING": [{"lookback_window": 30.0}]}}, "", ""),  # a whole number
    (
        GROUP,
        {"targeting_spec": {"SHOPPING_RETARGETING": [{"lookback_window": 30.5}]}},
        "/targeting_spec/SHOPPING_RETARGETING/0/lookback_window",
        "targeting_spec.SHOPPING_RETARGETING.*.lookback_window is 30.5, expected a whole number",
    ),
    (
        GROUP,
        {"targeting_spec": {"AUDIENCE_INCLUDE": "626756081487"}},  # an id where a list of them is due
        "/targeting_spec/AUDIENCE_INCLUDE",
        (
            'targeting_spec.AUDIENCE_INCLUDE is "626756081487", expected a list; '
            "put it in brackets, also if it is one"
        ),
    ),
    (GROUP, {"campaign_id": ["1"]}, "/campaign_id", "campaign_id is a list of 1, expected a text"),
    (GROUP, {"campaign_id": 1.5}, "/campaign_id", "campaign_id is 1.5, expected a text; put it in quotes"),
    (CAMPAIGN, {"start_time": ["1"]}, "/start_time", "start_time is a list of 1, expected a whole number"),
    (CAMPAIGN, {"daily_spend_cap": {"a": 1}}, "/daily_spend_cap",
     "daily_spend_cap is an object with 1 parameter, expected a whole number"),
    (
        "items_batch/post",
        {"items": [{"operation": "UPSERT", "attributes": {"gtin": 1.5, "image_link": 5}}]},
        "/items/0/attributes/gtin",
        (
            "attributes.gtin is 1.5, expected a whole number or a text; /items/0/attributes/image_link: "
            "attributes.image_link is 5, expected a list or a text; put it in brackets, also if it is one"
        ),
    ),
]  # fmt: skip
ENUMS: list[Case] = [
    (CAMPAIGN, {"status": "PAUSED", "objective_type": ""}, "", ""),
    (CAMPAIGN, {"status": "{{status}}"}, "", ""),
    (CAMPAIGN, {"status": "paused"}, "/status", 'status is "paused", expected PAUSED: case counts'),
    (
        CAMPAIGN,
        {"status": "Zonk"},
        "/status",
        'status is "Zonk", expected ACTIVE, PAUSED, ARCHIVED, DRAFT or DELETED_DRAFT',
    ),
    (
        CAMPAIGN,
        {"objective_type": "AWARNESS"},
        "/objective_type",
        'objective_type is "AWARNESS", expected one of the 9 words that the API lists; did you mean AWARENESS?',
    ),
    (
        CAMPAIGN,
        {"status": "hunter2/is+my secret"},
        "/status",
        "status is a text of 20 characters, expected ACTIVE, PAUSED, ARCHIVED, DRAFT or DELETED_DRAFT",
    ),
    (
        GROUP,
        {"targeting_spec": {"GENDER": ["male", "", None, "{{g}}", "Female"]}},
        "/targeting_spec/GENDER/4",
        'targeting_spec.GENDER is "Female", expected female: case counts',
    ),
    (REPORT, {"click_window_days": 7.0, "granularity": "DAY"}, "", ""),
    (
        REPORT,
        {"click_window_days": 28},
        "/click_window_days",
        "click_window_days is 28, expected 0, 1, 7, 14, 30 or 60",
    ),
    (
        REPORT,
        {"granularity": "WEEKLY"},
        "/granularity",
        'granularity is "WEEKLY", expected TOTAL, DAY, HOUR, WEEK or MONTH; did you mean WEEK?',
    ),
    ("items_batch/post", {"items": [{"attributes": {"condition": "New", "gender": "MALE"}}]}, "", ""),
    (
        "items_batch/post",
        {"items": [{"attributes": {"condition": "old"}}]},
        "/items/0/attributes/condition",
        'attributes.condition is "old", expected new, used or refurbished',
    ),
]
LONG = "x" * 256
FREQUENCY = "optimization_goal_metadata.frequency_goal_metadata.frequency"
LIMITS: list[Case] = [
    (CAMPAIGN, {"name": LONG[:255], "tracking_urls": {"click": []}}, "", ""),
    (CAMPAIGN, {"name": LONG}, "/name", "name has 256 characters, at most 255 are allowed"),
    (GROUP, {"tracking_urls": {"click": ["u"] * 4}}, "/tracking_urls/click",
     "tracking_urls.click holds 4 entries, at most 3 are allowed"),
    (GROUP, {"tracking_urls": {"click": ["u" * 2001]}}, "/tracking_urls/click/0",
     "tracking_urls.click has 2001 characters, at most 2000 are allowed"),
    (GROUP, {"optimization_goal_metadata": {"frequency_goal_metadata": {"frequency": 2}}}, "", ""),
    (
        GROUP,
        {"optimization_goal_metadata": {"frequency_goal_metadata": {"frequency": 1}}},
        f"/{FREQUENCY.replace('.', '/')}",
        f"{FREQUENCY} is 1, expected at least 2",
    ),
    (
        GROUP,
        {"optimization_goal_metadata": {"frequency_goal_metadata": {"frequency": 21}}},
        f"/{FREQUENCY.replace('.', '/')}",
        f"{FREQUENCY} is 21, expected at most 20",
    ),
    (GROUP, {"bid_multiplier": 10.5}, "/bid_multiplier", "bid_multiplier is 10.5, expected at most 10"),
    (GROUP, {"targeting_spec": {"MINIMUM_AGE": "18", "MAXIMUM_AGE": "65+"}}, "", ""),
    (
        GROUP,
        {"targeting_spec": {"MINIMUM_AGE": "18x"}},
        "/targeting_spec/MINIMUM_AGE",
        "targeting_spec.MINIMUM_AGE is a text of 3 characters, expected digits",
    ),
    (REPORT, {"ad_ids": [], "metrics_filters": [{"values": []}]}, "", ""),
    (REPORT, {"ad_ids": ["1"] * 501}, "/ad_ids", "ad_ids holds 501 entries, at most 500 are allowed"),
    (
        "pins/create",
        {"media_source": {"source_type": "multiple_image_urls", "items": [{"url": "u"}]}},
        "/media_source/items",
        "media_source.items holds 1 entry, at least 2 are asked for",
    ),
    (FEED, {"location": "https://example.com/a.csv", "preferred_processing_schedule": {"time": "07:30"}}, "", ""),
    (
        FEED,
        {"location": "example.com/a.csv"},
        "/location",
        (
            "location is a text of 17 characters, "
            "expected an address that begins with http://, https://, ftp:// or sftp://"
        ),
    ),
    (
        FEED,
        {"preferred_processing_schedule": {"time": "25:00"}},
        "/preferred_processing_schedule/time",
        "preferred_processing_schedule.time is a text of 5 characters, expected a time of day such as 07:30",
    ),
    ("msot_events/create", {"attribution_score": 0.5}, "", ""),
    ("msot_events/create", {"attribution_score": 0}, "/attribution_score",
     "attribution_score is 0, expected more than 0"),
    (
        "business_members_asset_access/delete",  # an id that is too long for one
        {"accesses": [{"asset_id": "1" * 26}]},
        "/accesses/0/asset_id",
        "accesses.*.asset_id has 26 characters, at most 25 are allowed",
    ),
    ("pins/create", {"media_source": {"source_type": "image_base64", "data": "{}"}}, "/media_source/data",
     "media_source.data is a text of 2 characters, expected base64"),
]  # fmt: skip
SECONDS = "expected a Unix time in whole seconds"
TIMES: list[Case] = [
    (CAMPAIGN, {"start_time": 1798761600, "end_time": -1}, "", ""),
    (CAMPAIGN, {"start_time": 1798761600.0, "end_time": "{{end}}"}, "", ""),
    (CAMPAIGN, {"start_time": "", "end_time": 0}, "", ""),
    (
        CAMPAIGN,
        {"start_time": 1798761600000},
        "/start_time",
        f"start_time is 1798761600000, {SECONDS}; this looks like milliseconds",
    ),
    (CAMPAIGN, {"start_time": 1798761600000000}, "/start_time", f"start_time is 1798761600000000, {SECONDS}"),
    (
        CAMPAIGN,
        {"start_time": "1798761600"},
        "/start_time",
        f'start_time is "1798761600", {SECONDS}; take the quotes away',
    ),
    (
        CAMPAIGN,
        {"start_time": "1798761600000"},
        "/start_time",
        f'start_time is "1798761600000", {SECONDS}; take the quotes away',
    ),
    (
        CAMPAIGN,
        {"start_time": "2027-01-01T01:00:00+01:00"},
        "/start_time",
        f"start_time is a date in words, {SECONDS}: 1798761600, if the date is meant in UTC",
    ),
    (CAMPAIGN, {"start_time": "9999-12-31"}, "/start_time", f"start_time is a text of 10 characters, {SECONDS}"),
    (CAMPAIGN, {"start_time": "1950-01-01"}, "/start_time", f"start_time is a text of 10 characters, {SECONDS}"),
    (CAMPAIGN, {"start_time": "0001-01-01T00:00:00+23:00"}, "/start_time",
     f"start_time is a text of 25 characters, {SECONDS}"),
    (CAMPAIGN, {"start_time": "next week"}, "/start_time", f"start_time is a text of 9 characters, {SECONDS}"),
    (CAMPAIGN, {"start_time": 1798761600.5}, "/start_time", f"start_time is 1798761600.5, {SECONDS}"),
    (CAMPAIGN, {"end_time": False}, "/end_time", f"end_time is false, {SECONDS}"),  # false is not 0
    (REPORT, {"start_date": "2026-11-01", "end_date": ""}, "", ""),
    (REPORT, {"start_date": "{{start}}"}, "", ""),
    (REPORT, {"start_date": "2026-11-31"}, "/start_date",
     "start_date is a text of 10 characters, expected a date such as 2026-11-21"),
    (REPORT, {"start_date": "20261101"}, "/start_date", 'start_date is "20261101", expected a date such as 2026-11-21'),
    (REPORT, {"start_date": 20261101}, "/start_date", "start_date is 20261101, expected a date such as 2026-11-21"),
]  # fmt: skip
GOAL = "optimization_goal_metadata.conversion_tag_v3_goal_metadata.cpa_goal_value_in_micro_currency"


def goal(value: Any) -> Any:
    name = "cpa_goal_value_in_micro_currency"
    return {"optimization_goal_metadata": {"conversion_tag_v3_goal_metadata": {name: value}}}


MICRO = "expected a whole number of micro-currency"
MONEY: list[Case] = [
    (CAMPAIGN, {"daily_spend_cap": 20000000, "lifetime_spend_cap": 0}, "", ""),
    (CAMPAIGN, {"daily_spend_cap": "{{cap}}", "lifetime_spend_cap": ""}, "", ""),
    (CAMPAIGN, {"daily_spend_cap": 20000000.0}, "", ""),
    (CAMPAIGN, {"daily_spend_cap": 19.99}, "/daily_spend_cap", f"daily_spend_cap is 19.99, {MICRO}: 1 unit is 1000000"),
    (
        CAMPAIGN,
        {"daily_spend_cap": "20000000"},
        "/daily_spend_cap",
        f'daily_spend_cap is "20000000", {MICRO} without quotes',
    ),
    (
        CAMPAIGN,
        {"daily_spend_cap": "$20"},
        "/daily_spend_cap",
        f"daily_spend_cap is a text of 3 characters, {MICRO} without quotes",
    ),
    (CAMPAIGN, {"daily_spend_cap": True}, "/daily_spend_cap", f"daily_spend_cap is true, {MICRO}"),
    (CAMPAIGN, {"daily_spend_cap": False}, "/daily_spend_cap", f"daily_spend_cap is false, {MICRO}"),
    (GROUP, goal("5000000"), "", ""),
    (GROUP, goal(5000000), f"/{GOAL.replace('.', '/')}",
     f"{GOAL} is 5000000, expected a text of digits; put it in quotes"),
    (GROUP, goal("5.5"), f"/{GOAL.replace('.', '/')}",
     f"{GOAL} is a text of 3 characters, expected digits: micro-currency as a text"),
    (GROUP, goal(-5), f"/{GOAL.replace('.', '/')}", f"{GOAL} is -5, expected a text of digits: micro-currency"),
    (GROUP, goal(True), f"/{GOAL.replace('.', '/')}", f"{GOAL} is true, expected a text of digits: micro-currency"),
]  # fmt: skip
UNIT = "which is less than one unit of the account's currency; 1 unit is written 1000000"
CENT = "which is less than a cent; 1 unit is written 1000000"
AMOUNTS: list[Case] = [
    (CAMPAIGN, {"daily_spend_cap": 1000000, "lifetime_spend_cap": 0}, "", ""),
    (CAMPAIGN, {"daily_spend_cap": "20"}, "", ""),  # another type
    (GROUP, {"bid_in_micro_currency": 10000}, "", ""),
    (GROUP, goal("250000"), "", ""),
    (CAMPAIGN, {"daily_spend_cap": 20}, "/daily_spend_cap", f"daily_spend_cap is 20 in micro-currency, {UNIT}"),
    (GROUP, {"bid_in_micro_currency": 5}, "/bid_in_micro_currency",
     f"bid_in_micro_currency is 5 in micro-currency, {CENT}"),
    (GROUP, goal("50"), f"/{GOAL.replace('.', '/')}", f'{GOAL} is "50" in micro-currency, {CENT}'),
]  # fmt: skip
NULL = "is null, which the API's description does not allow; leave it out where nothing is meant"
NULLS: list[Case] = [
    (GROUP, {"targeting_spec": {"GENDER": None}, "promotion_id": None}, "", ""),
    (GROUP, {"name": None}, "", ""),  # what is required and null is missing
    (GROUP, {"custom_url_parameters": None, "nmae": None}, "", ""),  # nothing is known of them
    (GROUP, {"budget_type": None}, "/budget_type", f"budget_type {NULL}"),
    (GROUP, {"targeting_spec": {"GENDER": ["male", None]}}, "/targeting_spec/GENDER/1",
     f"targeting_spec.GENDER.1 {NULL}"),
    (PROMOTION, {"template_values": [{"amount": None}]}, "/template_values/0/amount",
     f"template_values.0.amount {NULL}"),
    (PROMOTION, {"template_values": [None]}, "/template_values/0", f"template_values.0 {NULL}"),
]  # fmt: skip
ASPECTS = {
    "type": TYPES, "enum": ENUMS, "limits": LIMITS, "time": TIMES, "money": MONEY, "amount": AMOUNTS, "null": NULLS,
}  # fmt: skip
CASES = [(aspect, *case) for aspect, cases in ASPECTS.items() for case in cases]


def said(aspect: str, operation: str, entity: Any) -> tuple[str, str]:
    """Where the first problem stands, from the entity on, and what all of them say."""
    body = table().operation(operation).body
    sent = [entity] if body is not None and body.at == ("*",) else entity
    found = judge(a_rule(structure=aspect), sent, operation).verdicts
    places = ["/" + "/".join(map(str, one.pointer[len(sent) if isinstance(sent, list) else 0 :])) for one in found]
    told = [one.message if not n else f"{places[n]}: {one.message}" for n, one in enumerate(found)]
    return (places[0] if places else "", "; ".join(told))


@pytest.mark.parametrize(("aspect", "operation", "entity", "at", "message"), CASES)
def test_what_is_said_of_a_value(aspect: str, operation: str, entity: Any, at: str, message: str) -> None:
    assert said(aspect, operation, entity) == (at, message)


@pytest.mark.parametrize(
    ("entity", "at"),
    [
        ({"name": []}, "/name"),
        ({"tracking_urls": []}, "/tracking_urls"),
        ({"tracking_urls": ""}, "/tracking_urls"),
        ({"is_performance_plus": {}}, "/is_performance_plus"),
        ({"tracking_urls": {"click": [{}]}}, "/tracking_urls/click/0"),
    ],
)
def test_what_is_empty_in_the_wrong_way_is_a_warning(entity: Any, at: str) -> None:
    (one,) = judge(a_rule(structure="type"), [entity]).verdicts
    assert one.severity == "warning"
    assert one.message.endswith(EMPTY)
    assert one.patch == ()
    assert "/" + "/".join(map(str, one.pointer[1:])) == at


def test_an_amount_with_parts_of_a_cent_is_a_note() -> None:
    one = judge(a_rule(structure="amount"), [{"daily_spend_cap": 33333333}]).only
    assert one.severity == "note"
    assert one.message == "daily_spend_cap is 33333333 in micro-currency, which is no whole number of cents"


FIXES: list[tuple[str, str, Any, str, Any]] = [
    ("type", CAMPAIGN, {"name": 7}, "put it in quotes", "7"),
    ("type", CAMPAIGN, {"is_performance_plus": "FALSE"}, "take the quotes away", False),
    ("type", CAMPAIGN, {"tracking_urls": {"click": [1]}}, "put it in quotes", "1"),
    ("type", PROMOTION, {"template_values": [{"percent": "10"}]}, "take the quotes away", 10),
    ("type", GROUP, {"targeting_spec": {"AUDIENCE_INCLUDE": "12"}}, "put it in brackets", ["12"]),
    ("enum", CAMPAIGN, {"status": "paused"}, "write PAUSED", "PAUSED"),
    ("enum", CAMPAIGN, {"objective_type": "SALE"}, "write SALES", "SALES"),
    ("enum", GROUP, {"targeting_spec": {"GENDER": ["Male"]}}, "write male", "male"),
    ("time", CAMPAIGN, {"start_time": 1798761600123}, "write seconds", 1798761600),
    ("time", CAMPAIGN, {"start_time": "1798761600"}, "take the quotes away", 1798761600),
    ("time", CAMPAIGN, {"start_time": "2027-01-01"}, "write Unix seconds", 1798761600),
    ("money", CAMPAIGN, {"daily_spend_cap": "20000000"}, "take the quotes away", 20000000),
    ("money", GROUP, goal(5000000), "put it in quotes", "5000000"),
    ("id", GROUP, {"campaign_id": 626756081487}, "put it in quotes", "626756081487"),
]


@pytest.mark.parametrize(("aspect", "operation", "entity", "title", "value"), FIXES)
def test_a_fix_puts_the_right_value(aspect: str, operation: str, entity: Any, title: str, value: Any) -> None:
    one = judge(a_rule(structure=aspect), [entity], operation).only
    assert one.patch == ({"op": "replace", "path": one.pointer, "value": value},)
    assert one.fix_title == title
    assert one.safe is (aspect == "enum" and title != "write SALES")  # only where case alone is wrong


NO_FIX: list[tuple[str, str, Any]] = [
    ("type", CAMPAIGN, {"name": 1.5}),
    ("type", CAMPAIGN, {"name": True}),
    ("type", CAMPAIGN, {"is_performance_plus": "yes"}),
    ("type", PROMOTION, {"template_values": {"percent": 1}}),  # what is in it may not be shown
    ("type", CAMPAIGN, {"tracking_urls": {"click": "u"}}),
    ("time", CAMPAIGN, {"start_time": 1798761600000000}),
    ("time", CAMPAIGN, {"start_time": "1798761600000"}),
    ("time", CAMPAIGN, {"start_time": "soon"}),
    ("money", CAMPAIGN, {"daily_spend_cap": "9" * 30}),
    ("money", CAMPAIGN, {"daily_spend_cap": 1.5}),
    ("amount", CAMPAIGN, {"daily_spend_cap": 5}),
    ("limits", CAMPAIGN, {"name": LONG}),
    ("id", GROUP, {"campaign_id": "CAMPAIGN_ID"}),
]


@pytest.mark.parametrize(("aspect", "operation", "entity"), NO_FIX)
def test_nobody_knows_how_to_mend_these(aspect: str, operation: str, entity: Any) -> None:
    assert judge(a_rule(structure=aspect), [entity], operation).only.patch == ()


def test_a_null_is_mended_by_leaving_it_out() -> None:
    one = judge(a_rule(structure="null"), [{"budget_type": None}], GROUP).only
    assert (one.patch, one.fix_title) == (({"op": "remove", "path": (0, "budget_type")},), "remove budget_type")


@pytest.mark.parametrize(
    ("pattern", "letters"),
    [
        (r"^\d+$", ()),
        ("^[0-9]+$", ()),
        (r"^[C]?\d+$", ("C",)),
        (r"^(AG)?\d+$", ("AG",)),
        (r"^((AG)|C)?\d+$", ("AG", "C")),
    ],
)
def test_letters_before_the_digits_of_an_id(pattern: str, letters: tuple[str, ...]) -> None:
    assert prefixes(pattern) == letters
