"""Wrong names and values: told at what was written, and judged by all other rules under the right name."""

from __future__ import annotations

from typing import Any

import pytest

from pinvet.model import json_pointer
from pinvet.text.patches import apply_patch
from rulebench import a_rule, create, judge, update

PROMO = "promotions/create"


def patched(body: Any, verdict: Any) -> Any:
    patch = [
        {key: json_pointer(value) if key in ("path", "from") else value for key, value in step.items()}
        for step in verdict.patch
    ]
    return apply_patch(body, patch)


def spell(names: dict[str, str] | None = None, values: dict[str, Any] | None = None, **keys: Any) -> dict[str, Any]:
    argument = {key: value for key, value in (("names", names), ("values", values)) if value}
    return a_rule("SPL1", spelling=argument, **keys)


def test_a_name_is_told_and_mended() -> None:
    judged = create(spell({"template_value": "template_values"}), {"template_value": [{"amount": 1}]}, PROMO)
    assert judged.found == [("SPL1", "/0/template_value", "error")]
    one = judged.only
    assert (one.message, one.fix_title, one.safe) == (
        "template_value is called template_values",
        "rename template_value to template_values",
        True,
    )
    assert patched([{"template_value": [{"amount": 1}]}], one) == [{"template_values": [{"amount": 1}]}]


@pytest.mark.parametrize("empty", [None, "", []])
def test_nothing_misspelled_is_nothing_said(empty: Any) -> None:
    rule = spell({"template_value": "template_values"}, {"promotion_type": {"FIX": "FIXED"}})
    assert create(rule, {"promotion_title": "T"}, PROMO).verdicts == []
    assert create(rule, {"template_value": None}, PROMO).verdicts == []
    assert create(rule, {"promotion_type": empty}, PROMO).verdicts == []
    assert create(rule, {"promotion_type": {"FIX": 1}}, PROMO).verdicts == []


def test_every_other_rule_sees_the_right_name() -> None:
    rules = [
        spell({"titel": "promotion_title", "template_values.*.number": "template_values.*.amount"}),
        a_rule("TST1", required=["promotion_title"]),
        a_rule("TST2", values={"template_values.*.amount": {"maximum": 5}}),
        a_rule("TST3", structure="unknown"),
        a_rule("TST4", at="template_values.*", required=["currency_code"]),
    ]
    body = {"titel": "T", "template_values": [{"amount": 9, "currency_code": "USD"}, {"number": 7}]}
    assert create(rules, body, PROMO).found == [
        ("SPL1", "/0/titel", "error"),
        ("SPL1", "/0/template_values/1/number", "error"),
        ("TST2", "/0/template_values/0/amount", "error"),
        ("TST2", "/0/template_values/1/number", "error"),  # where it was written
        ("TST4", "/0/template_values/1/currency_code", "error"),
    ]


def test_with_both_set_the_right_one_is_judged_and_the_wrong_one_reported() -> None:
    rules = [spell({"titel": "promotion_title"}), a_rule("TST1", values={"promotion_title": {"maxLength": 3}})]
    judged = create(rules, {"titel": "much too long", "promotion_title": "ok"}, PROMO)
    assert judged.found == [("SPL1", "/0/titel", "error")]
    one = judged.only
    assert (one.message, one.safe) == ("titel is called promotion_title, which is set too", False)
    assert patched([{"titel": "x", "promotion_title": "ok"}], one) == [{"promotion_title": "ok"}]
    empty = create(rules, {"titel": "much too long", "promotion_title": ""}, PROMO)
    assert empty.found == [("SPL1", "/0/titel", "error"), ("TST1", "/0/titel", "error")]


def test_two_wrong_names_of_one_parameter() -> None:
    judged = create(
        spell({"a_title": "promotion_title", "b_title": "promotion_title"}), {"b_title": "B", "a_title": "A"}, PROMO
    )
    assert [(one.pointer[-1], one.safe) for one in judged.verdicts] == [("a_title", True), ("b_title", False)]


def test_a_chain_of_two_spellings() -> None:
    rules = [
        spell({"template_value": "template_values", "template_values.*.number": "template_values.*.amount"}),
        a_rule("TST1", values={"template_values.*.amount": {"maximum": 5}}),
    ]
    judged = create(rules, {"template_value": [{"number": 7}]}, PROMO)
    assert judged.found == [
        ("SPL1", "/0/template_value", "error"),
        ("SPL1", "/0/template_value/0/number", "error"),
        ("TST1", "/0/template_value/0/number", "error"),
    ]


def test_a_chain_over_two_rules() -> None:
    rules = [
        spell({"template_value": "template_values"}),
        a_rule("SPL2", spelling={"names": {"template_values.*.number": "template_values.*.amount"}}),
        a_rule("TST1", values={"template_values.*.amount": {"maximum": 5}}),
    ]
    judged = create(rules, {"template_value": [{"number": 7}]}, PROMO)
    assert judged.found == [
        ("SPL1", "/0/template_value", "error"),
        ("SPL2", "/0/template_value/0/number", "error"),
        ("TST1", "/0/template_value/0/number", "error"),
    ]
    by_rule = {one.check.rule.id: one for one in judged.verdicts}
    assert by_rule["SPL1"].patch
    assert not by_rule["SPL2"].patch  # its place moves with the first fix


def test_values_are_mended_in_place() -> None:
    rules = [
        spell(values={"objective_type": {"CONVERSION": "SALES"}, "bid_options.*.*": {"x": 1}}),
        a_rule("TST1", required=["start_time"], when={"objective_type": "SALES"}),
    ]
    body = {"objective_type": "CONVERSION", "bid_options": {"app_type_multipliers": {"A": "x", "B": "y"}}}
    judged = create(rules, body)
    assert judged.found == [
        ("SPL1", "/0/objective_type", "error"),
        ("SPL1", "/0/bid_options/app_type_multipliers/A", "error"),
        ("TST1", "/0/start_time", "error"),
    ]
    mended = [body]
    for one in judged.verdicts[:2]:
        assert one.safe
        mended = patched(mended, one)
    assert mended == [{"objective_type": "SALES", "bid_options": {"app_type_multipliers": {"A": 1, "B": "y"}}}]


def test_a_name_that_moves_into_an_object_that_is_not_there() -> None:
    right = "optimization_goal_metadata.conversion_tag_v3_goal_metadata.conversion_event"
    rules = [spell({"conversion_event": right}), a_rule("TST1", values={right: "CHECKOUT"})]
    body = {"conversion_event": "SIGNUP", "optimization_goal_metadata": None}
    judged = create(rules, body, "ad_groups/create")
    assert judged.found == [("SPL1", "/0/conversion_event", "error"), ("TST1", "/0/conversion_event", "error")]
    inner = {"conversion_tag_v3_goal_metadata": {"conversion_event": "SIGNUP"}}
    assert patched([body], judged.verdicts[0]) == [{"optimization_goal_metadata": inner}]


def test_lists_that_are_made_on_the_way() -> None:
    rules = [
        spell({"values.*.number": "template_values.*.amount"}),
        a_rule("TST1", values={"template_values.*.amount": {"maximum": 5}}),
    ]
    judged = create(rules, {"values": [{"x": 1}, {"number": 7}]}, PROMO)
    assert judged.found == [("SPL1", "/0/values/1/number", "error"), ("TST1", "/0/values/1/number", "error")]


def test_at_a_place_inside() -> None:
    rules = [
        spell({"GEOS": "GEO"}, {"GEO.*": {"USA": "US"}}, at="targeting_spec"),
        a_rule("TST1", required=["targeting_spec.GEO"]),
        a_rule("TST2", values={"targeting_spec.GEO": {"items": ["US"]}}),
    ]
    judged = create(rules, {"GEOS": ["other"], "targeting_spec": {"GEOS": ["USA", "CA"]}}, "ad_groups/create")
    assert judged.found == [
        ("SPL1", "/0/targeting_spec/GEOS", "error"),
        ("SPL1", "/0/targeting_spec/GEOS/0", "error"),
        ("TST2", "/0/targeting_spec/GEOS/1", "error"),
    ]


def test_what_stands_on_the_wrapper_is_told_there() -> None:
    rules = [
        spell(values={"ad_group_id": {"x": "12"}}),
        a_rule("TST1", values={"ad_group_id": {"minLength": 3}}),
    ]
    body = {"ad_group_id": "x", "product_group_promotion": [{"catalog_product_group_id": "1"}]}
    judged = judge(rules, body, "product_group_promotions/create")
    assert judged.found == [("SPL1", "/ad_group_id", "error")]
    assert judged.only.also == ("TST1",)
    assert patched(body, judged.only)["ad_group_id"] == "12"


def test_a_condition_limits_what_is_told_but_not_what_is_mended() -> None:
    rules = [
        spell({"titel": "promotion_title"}, when={"promotion_type": "FIXED"}),
        a_rule("TST1", required=["promotion_title"]),
    ]
    assert create(rules, {"titel": "T", "promotion_type": "OTHER"}, PROMO).found == []
    assert create(rules, {"titel": "T", "promotion_type": "FIXED"}, PROMO).found == [("SPL1", "/0/titel", "error")]
    unknown = create(rules, {"titel": "T", "promotion_type": "{{t}}"}, PROMO)
    assert (unknown.found, unknown.skips) == ([], [("SPL1", ("promotion_type",))])


def test_on_updates_the_account_is_asked_under_the_right_name() -> None:
    rules = [spell({"objective": "objective_type"}), a_rule("TST1", immutable=["objective_type"])]
    known = {"campaigns": {"1": {"objective_type": "SALES"}}}
    judged = update(rules, {"id": "1", "objective": "LEADS"}, context=known)
    assert judged.found == [("SPL1", "/0/objective", "error"), ("TST1", "/0/objective", "error")]
