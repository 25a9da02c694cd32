"""Comparisons of dates, ages, prices and lists; tables of rules by the value of a parameter."""

from __future__ import annotations

from typing import Any

import pytest

from rulebench import NOON, a_rule, create, judge, update

SPEC = "ad_groups/create"


def compared(line: dict[str, Any], left: Any, right: Any, **keys: Any) -> list[str]:
    entity = {"start_time": left, "end_time": right}
    return create(a_rule(compare={"start_time": line}), entity, **keys).at


@pytest.mark.parametrize(
    ("operator", "below", "equal", "above"),
    [
        ("above", True, True, False),
        ("at_least", True, False, False),
        ("below", False, True, True),
        ("at_most", False, False, True),
    ],
)
def test_operators(operator: str, below: bool, equal: bool, above: bool) -> None:
    for left, found in ((4, below), (5, equal), (6, above)):
        assert bool(compared({operator: "end_time"}, left, 5)) is found
        assert bool(compared({operator: 5}, left, None)) is found


UNREADABLE: list[Any] = [None, "", "soon", True, [], {}, "{{t}}", float("inf"), float("nan"), 10**400]


@pytest.mark.parametrize("kind", ["number", "date", "age", "price"])
@pytest.mark.parametrize("value", UNREADABLE, ids=repr)
def test_what_cannot_be_read_is_not_compared(kind: str, value: Any) -> None:
    for operator in ("above", "at_most"):
        assert compared({operator: "end_time", "as": kind}, value, 5) == []
        assert compared({operator: "end_time", "as": kind}, 5, value) == []


@pytest.mark.parametrize(
    ("kind", "smaller", "greater"),
    [
        ("number", 1.5, 2),
        ("date", "2026-11-20", "2026-11-21"),
        ("date", "2026-11-20T23:59:59", "2026-11-21"),
        ("date", 1_795_132_800, "2026-11-21"),
        ("age", "18", "21"),
        ("age", "65", "65+"),
        ("age", 20, "21"),
        ("price", "9.99 USD", "24.99 USD"),
        ("price", "9.99", "10.00USD"),
        ("price", " 9 eur", "10.50EUR "),
        ("price", 9, "10"),
        ("price", 9, "10 EUR"),
    ],
)
def test_kinds_of_values(kind: str, smaller: Any, greater: Any) -> None:
    assert compared({"below": "end_time", "as": kind}, smaller, greater) == []
    assert compared({"above": "end_time", "as": kind}, smaller, greater) == ["/start_time"]


@pytest.mark.parametrize(
    ("kind", "value"),
    [("age", "²"), ("age", "1000"), ("age", "-5"), ("price", "²"), ("price", "1.2.3"), ("price", "USD")],
)
def test_texts_that_are_no_ages_or_prices(kind: str, value: str) -> None:
    assert compared({"below": 0, "as": kind}, value, None) == []


@pytest.mark.parametrize(("left", "right"), [("10 USD", "9 EUR"), ("10", "9EUR"), ("900 JPY", "9")])
def test_prices_in_different_currencies_are_not_compared(left: str, right: str) -> None:
    assert compared({"below": "end_time", "as": "price"}, left, right) == []
    assert compared({"above": "end_time", "as": "price"}, left, right) == []


def test_a_number_of_a_rule_has_no_currency() -> None:
    assert compared({"below": 100, "as": "price"}, "99 EUR", None) == []
    assert compared({"below": 100, "as": "price"}, "100 EUR", None) == ["/start_time"]


def test_an_amount_beyond_reading() -> None:
    assert compared({"below": 1, "as": "price"}, "1" * 19, None) == []


def test_days_are_added_to_the_right_side() -> None:
    day = 86_400
    assert compared({"at_most": "end_time", "plus": {"days": 2}}, 3 * day, day) == []
    assert compared({"at_most": "end_time", "plus": {"days": 2}}, 3 * day + 1, day) == ["/start_time"]
    line = {"at_most": "end_time", "plus": {"days": 3}, "as": "date"}
    assert compared(line, "2026-11-24", "2026-11-21") == []
    assert compared(line, "2026-11-25", "2026-11-21") == ["/start_time"]
    assert compared({"below": "end_time", "plus": {"days": 0.5}}, 43_199, 0) == []


@pytest.mark.parametrize(
    ("line", "left", "right", "message"),
    [
        ({"at_least": "end_time"}, "2026-11-20", "2026-11-21", "on or after end_time, but lies 1 day before it"),
        ({"at_most": "end_time"}, "2026-11-23", "2026-11-21", "on or before end_time, but lies 2 days after it"),
        ({"above": "end_time"}, "2026-11-21", "2026-11-21", "after end_time, but is that day itself"),
        ({"below": "end_time"}, "2026-11-21", "2026-11-21", "before end_time, but is that day itself"),
        (
            {"at_most": "end_time", "plus": {"days": 3}},
            "2026-11-25",
            "2026-11-21",
            "at most 3 days after end_time, but lies 4 days after it",
        ),
        (
            {"at_least": "today", "plus": {"days": -1}},
            "2026-11-01",
            None,
            "at most 1 day before the day of the request, but lies 20 days before it",
        ),
        (
            {"above": "end_time", "plus": {"days": 0.5}},
            "2026-11-21",
            "2026-11-21",
            "more than 0.5 days after end_time, but is that day itself",
        ),
        (
            {"below": "end_time", "plus": {"days": -2}},
            "2026-11-21",
            "2026-11-21",
            "more than 2 days before end_time, but is that day itself",
        ),
        ({"below": "end_time", "plus": {"days": 2}}, 1_800_000_000, 1_795_262_400, "less than 2 days after end_time"),
        ({"at_most": "end_time", "plus": {"days": -2}}, "2026-11-21", "2026-11-21", "at least 2 days before end_time"),
    ],
)
def test_days_in_words(line: dict[str, Any], left: Any, right: Any, message: str) -> None:
    rule = a_rule(compare={"start_time": {**line, "as": "date"}})
    judged = create(rule, {"start_time": left, "end_time": right})
    assert judged.only.message.startswith(f"start_time must be {message}")


def test_a_day_as_a_number_is_no_time() -> None:
    assert compared({"at_least": "today", "as": "date"}, 20261101, None) == []
    assert compared({"at_least": "today", "as": "date"}, 1_793_491_200, None) == ["/start_time"]


def test_nobody_knows_when_a_request_was_sent() -> None:
    for line in ({"at_least": "today", "as": "date"}, {"at_least": "now"}):
        fact = line["at_least"]
        judged = create(a_rule(compare={"start_time": line}), {"start_time": 1_793_491_200}, undated=True)
        assert (judged.found, judged.skips) == ([], [("TST1", (fact,))])


def test_today_and_now() -> None:
    assert compared({"at_least": "now"}, NOON, None) == []
    assert compared({"at_least": "now"}, NOON - 1, None) == ["/start_time"]
    assert compared({"at_least": "today", "as": "date"}, "2026-11-21", None) == []
    assert compared({"at_least": "today", "as": "date"}, "2026-11-20", None) == ["/start_time"]


def spec(**lists: Any) -> dict[str, Any]:
    return {"targeting_spec": lists}


def test_lists_share_no_entry() -> None:
    rule = a_rule(compare={"targeting_spec.LOCATION_EXCLUDE": {"disjoint_from": "targeting_spec.LOCATION"}})
    assert create(rule, spec(LOCATION=["US"], LOCATION_EXCLUDE=["CA"]), SPEC).at == []
    shared = create(rule, spec(LOCATION=["US", "CA", "DE"], LOCATION_EXCLUDE=["CA", "DE", "FR"]), SPEC).only
    assert shared.message.endswith("must be without the entries of targeting_spec.LOCATION, but has 2 of them")
    assert create(rule, spec(LOCATION=["US"], LOCATION_EXCLUDE=["US"]), SPEC).at == ["/targeting_spec/LOCATION_EXCLUDE"]
    odd: Any
    for odd in ("US", [{}], ["{{x}}"], [], None):
        assert create(rule, spec(LOCATION=["US"], LOCATION_EXCLUDE=odd), SPEC).at == []
        assert create(rule, spec(LOCATION=odd, LOCATION_EXCLUDE=["US"]), SPEC).at == []


def test_lists_are_as_long_as_another() -> None:
    rule = a_rule(compare={"targeting_spec.GEO": {"same_length_as": "targeting_spec.LOCALE"}})
    assert create(rule, spec(GEO=["US", "CA"], LOCALE=["en", "fr"]), SPEC).at == []
    assert create(rule, spec(GEO=["US", "CA"], LOCALE=["en"]), SPEC).at == ["/targeting_spec/GEO"]


def test_against_a_parent() -> None:
    rule = a_rule(compare={"start_time": {"at_least": "campaign.start_time"}})
    group = {"campaign_id": "1", "start_time": 5}
    late = {"campaigns": {"1": {"start_time": 6}}}
    assert create(rule, group, SPEC, context=late).at == ["/start_time"]
    assert create(rule, group, SPEC, context={"campaigns": {"1": {"start_time": 5}}}).at == []
    assert create(rule, group, SPEC, context={"campaigns": {"1": {}}}).at == []
    assert create(rule, group, SPEC).skips == [("TST1", ("campaign.start_time",))]
    assert create(rule, {"campaign_id": "1", "start_time": "{{t}}"}, SPEC).skips == []
    assert create(rule, {"campaign_id": "1"}, SPEC).skips == []


def test_the_finding_stands_at_the_side_that_was_sent() -> None:
    rule = a_rule(compare={"start_time": {"below": "end_time"}}, when={"set": "name"})
    known = {"campaigns": {"1": {"start_time": 9, "end_time": 20, "name": "A"}}}
    assert update(rule, {"id": "1", "end_time": 5}, context=known).at == ["/end_time"]
    assert update(rule, {"id": "1", "start_time": 25}, context=known).at == ["/start_time"]
    assert update(
        rule, {"id": "1", "name": "B"}, context={"campaigns": {"1": {"start_time": 9, "end_time": 5}}}
    ).at == ["/start_time"]


def test_at_each_object_of_a_list() -> None:
    rule = a_rule(at="template_values.*", compare={"amount": {"below": "percent"}})
    values = [{"amount": 1, "percent": 2}, {"amount": 2, "percent": 1}, "text", {"amount": 1}]
    judged = create(rule, {"template_values": values}, "promotions/create")
    assert judged.at == ["/template_values/1/amount"]
    assert judged.only.message == "template_values.*.amount must be below percent, but is 2"
    assert judged.only.rests == ((0, "template_values", 1, "percent"),)
    assert judged.only.related == (((0, "template_values", 1, "percent"), "percent stands here", None),)


TABLE = {
    "by": "promotion_type",
    "rows": [
        {"for": ["FIXED", "BONUS"], "required": ["template_values"]},
        {"for": "FREE_SHIPPING", "forbidden": ["template_values"], "severity": "warning", "contested": "Not so."},
        {"for": {"none_of": ["FIXED", "BONUS", "FREE_SHIPPING"]}, "at_least_one": ["promotion_code", "external_id"]},
        {"for": "FIXED", "values": {"promotion_code": {"maxLength": 3}}, "remark": "The API takes more."},
        {"for": "BONUS", "must_be": {"platform_type": "OTHER"}},
        {"for": "BONUS", "compare": {"start_time": {"below": "end_time"}}},
    ],
}


def table(entity: dict[str, Any]) -> list[tuple[str, str]]:
    judged = create(a_rule(table=TABLE), entity, "promotions/create")
    assert judged.skips == []
    return [(pointer.removeprefix("/0"), severity) for _, pointer, severity in judged.found]


@pytest.mark.parametrize(
    ("entity", "found"),
    [
        ({}, []),
        ({"promotion_type": None}, []),
        ({"promotion_type": 5}, []),
        ({"promotion_type": "FIXED", "template_values": [{}]}, []),
        ({"promotion_type": "FIXED"}, [("/template_values", "error")]),
        ({"promotion_type": "FREE_SHIPPING"}, []),
        ({"promotion_type": "FREE_SHIPPING", "template_values": [{}]}, [("/template_values", "warning")]),
        ({"promotion_type": "OTHER"}, [("", "error")]),
        ({"promotion_type": "OTHER", "external_id": "x"}, []),
        ({"promotion_type": "FIXED", "template_values": [1], "promotion_code": "ABCD"}, [("/promotion_code", "error")]),
        (
            {"promotion_type": "BONUS", "template_values": [1], "start_time": 5, "end_time": 5},
            [("/start_time", "error"), ("/platform_type", "error")],
        ),
    ],
)
def test_rows_are_chosen_by_the_value(entity: dict[str, Any], found: list[tuple[str, str]]) -> None:
    if entity.get("promotion_type") == 5:
        assert create(a_rule(table=TABLE), entity, "promotions/create").verdicts == []
    else:
        assert table(entity) == found


def test_a_row_has_its_own_sides() -> None:
    one = create(
        a_rule(table=TABLE), {"promotion_type": "FREE_SHIPPING", "template_values": [1]}, "promotions/create"
    ).only
    assert (one.contested, one.message) == (
        "Not so.",
        'template_values does not belong here for promotion_type "FREE_SHIPPING"',
    )
    two = create(a_rule(table=TABLE), {"promotion_type": "FIXED", "template_values": [1], "promotion_code": "ABCD"},
                 "promotions/create").only  # fmt: skip
    assert (two.contested, two.remark) == (None, "The API takes more.")
    assert two.rests == ((0, "promotion_type"),)


def test_an_unknown_key_is_a_skip_only_if_some_row_would_find_something() -> None:
    unknown = create(a_rule(table=TABLE), {"promotion_type": "{{type}}"}, "promotions/create")
    assert unknown.verdicts == []
    assert {facts for _, facts in unknown.skips} == {("promotion_type",)}
    rule = a_rule(table={"by": "promotion_type", "rows": [{"for": "FIXED", "required": ["promotion_title"]}]})
    assert create(rule, {"promotion_type": "{{type}}", "promotion_title": "T"}, "promotions/create").skips == []


def test_by_a_fact() -> None:
    rows = [{"for": "SALES", "forbidden": ["bid_multiplier"]}]
    rule = a_rule(table={"by": "campaign.objective_type", "rows": rows})
    group = {"campaign_id": "1", "bid_multiplier": 2}
    assert create(rule, group, SPEC).skips == [("TST1", ("campaign.objective_type",))]
    assert create(rule, group, SPEC, assume=["objective=SALES"]).at == ["/bid_multiplier"]
    assert create(rule, group, SPEC, assume=["objective=LEADS"]).at == []


def test_the_body_of_a_report_is_one_object() -> None:
    rows = [{"for": "HOUR", "compare": {"end_date": {"at_most": "start_date", "plus": {"days": 3}, "as": "date"}}}]
    rule = a_rule(table={"by": "granularity", "rows": rows})
    body = {"granularity": "HOUR", "start_date": "2026-01-01", "end_date": "2026-01-05"}
    judged = judge(rule, body, "analytics/create_report")
    assert judged.found == [("TST1", "/end_date", "error")]
