"""Conditions in three values, and skips: a rule is skipped only where its answer would change what is reported."""

from __future__ import annotations

from itertools import product
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pinvet.checks.condition import ALWAYS
from pinvet.checks.conditions import condition
from pinvet.checks.scope import Scope
from pinvet.checks.view import Call, View
from rulebench import a_rule, account_of, create, judge, table, update

OPERATION = "campaigns/create"

# three parameters of a campaign that stand for the three answers, as a condition asks for them
TRUE = {"status": "ACTIVE"}
FALSE = {"status": "PAUSED"}
UNKNOWN = {"objective_type": "SALES"}
BODY = {"status": "ACTIVE", "objective_type": "{{objective}}"}


def holds(
    when: dict[str, Any], entity: dict[str, Any] = BODY, operation: str = OPERATION, context: Any = None
) -> bool | None:
    scope = Scope(table().operation(operation), table(), (), {})
    call = Call(operation, "campaign", update=scope.update)
    call.account = account_of(context)
    call.unset = {name: one.unset for name, one in scope.operation.parameters.items() if one.unset}
    return condition(when, scope).holds(View(call, entity))


def both(*parts: dict[str, Any]) -> dict[str, Any]:
    """Join parts, which may be about the same parameter, so that all must hold."""
    return {"not": {"any": [{"not": part} for part in parts]}} if len(parts) > 1 else parts[0]


LEAVES = {True: TRUE, False: FALSE, None: UNKNOWN}


@pytest.mark.parametrize("parts", [*product((True, False, None), repeat=2), *product((True, False, None), repeat=3)])
def test_kleene(parts: tuple[bool | None, ...]) -> None:
    conditions = [LEAVES[part] for part in parts]
    every = False if False in parts else None if None in parts else True
    some = True if True in parts else None if None in parts else False
    assert holds({"any": conditions}) is some
    assert holds(both(*conditions)) is every


def test_lines_are_joined() -> None:
    assert holds({**TRUE, "set": "objective_type"}) is True
    assert holds({**TRUE, **UNKNOWN}) is None
    assert holds({**FALSE, **UNKNOWN}) is False
    assert holds({**UNKNOWN, **FALSE}) is False
    assert holds({"not": UNKNOWN}) is None
    assert holds({"not": FALSE}) is True
    assert holds({}) is True


TREES = st.recursive(
    st.sampled_from([TRUE, FALSE, UNKNOWN]),
    lambda inner: st.one_of(
        inner.map(lambda one: {"not": one}),
        st.lists(inner, min_size=2, max_size=3).map(lambda some: {"any": some}),
    ),
    max_leaves=8,
)


@given(TREES)
def test_an_unknown_answer_covers_both_worlds(tree: dict[str, Any]) -> None:
    """Filling in what is unknown never changes an answer that was given without it."""
    answer = holds(tree)
    filled = {holds(tree, {**BODY, "objective_type": value}) for value in ("SALES", "LEADS")}
    assert None not in filled
    assert answer is None or filled == {answer}


@pytest.mark.parametrize(
    ("when", "entity", "answer"),
    [
        ({"status": {"none_of": ["ACTIVE"]}}, {}, False),
        ({"not": {"status": "ACTIVE"}}, {}, True),
        ({"status": "ACTIVE"}, {"status": None}, False),
        ({"status": "ACTIVE"}, {"status": 5}, None),
        ({"status": "ACTIVE"}, {"status": "<status>"}, None),
        ({"set": "status"}, {"status": "<status>"}, True),
        ({"set": ["status", "name"]}, {"status": "A"}, False),
        ({"set": "daily_spend_cap"}, {"daily_spend_cap": 0}, False),
        ({"unset": "daily_spend_cap"}, {"daily_spend_cap": 0}, True),
        ({"unset": ["status", "name"]}, {"name": "A"}, False),
        ({"touched": "status"}, {"status": ""}, True),
        ({"touched": "status"}, {"status": None}, False),
        ({"touched": "tracking_urls.*"}, {"tracking_urls": {"click": []}}, True),
        ({"touched": "tracking_urls.*"}, {"tracking_urls": {}}, False),
        ({"cleared": "status"}, {"status": ""}, True),
        ({"cleared": "status"}, {"status": "A"}, False),
        ({"changed": "status"}, {"status": "A"}, True),
        ({"changed": "status"}, {"status": ""}, False),
        ({"tracking_urls.*": {"minItems": 2}}, {"tracking_urls": {"click": [1], "engagement": [1, 2]}}, True),
        ({"tracking_urls.*": {"minItems": 2}}, {"tracking_urls": {"click": [1], "engagement": "{{u}}"}}, None),
        ({"tracking_urls.*": {"minItems": 2}}, {"tracking_urls": {"click": [1]}}, False),
        ({"tracking_urls.*": {"minItems": 2}}, {}, False),
        ({"set": "tracking_urls.*"}, {"tracking_urls": {"click": []}}, False),
        ({"set": "tracking_urls.*"}, {"tracking_urls": {"click": [], "engagement": [1]}}, True),
        ({"set": "tracking_urls.click"}, {"tracking_urls": "text"}, False),
        ({"was.status": "ACTIVE"}, {"status": "ACTIVE"}, False),
        ({"unset": "was.status"}, {}, True),
    ],
)
def test_tests_and_states(when: dict[str, Any], entity: dict[str, Any], answer: bool | None) -> None:
    assert holds(when, entity) is answer


ON_UPDATE: list[tuple[dict[str, Any], dict[str, Any], Any, Any, Any]] = [
    # condition, request, known whole, known in part, never seen
    ({"set": "name"}, {}, True, None, None),
    ({"set": "end_time"}, {}, False, None, None),
    ({"set": "status"}, {"name": "B"}, True, True, None),
    ({"set": "name"}, {"name": ""}, False, False, False),
    ({"set": "name"}, {"name": None}, True, None, None),
    ({"touched": "name"}, {"name": "A"}, False, True, True),
    ({"touched": "name"}, {"name": "B"}, True, True, True),
    ({"touched": "end_time"}, {"end_time": -1}, False, True, True),
    ({"touched": "id"}, {}, True, True, True),
    ({"cleared": "name"}, {"name": ""}, True, True, True),
    ({"cleared": "end_time"}, {"end_time": ""}, False, True, True),
    ({"changed": "name"}, {"name": "B"}, True, None, None),
    ({"changed": "name"}, {"name": "A"}, False, None, None),
    ({"changed": "end_time"}, {"end_time": 5}, True, None, None),
    ({"changed": "name"}, {}, False, False, False),
    ({"was.name": "A"}, {"name": "B"}, True, None, None),
    ({"set": "tracking_urls.*"}, {}, True, None, None),
    ({"tracking_urls.*": {"minItems": 2}}, {}, False, None, None),
    ({"tracking_urls.*": {"minItems": 2}}, {"tracking_urls": {"click": [1, 2]}}, True, True, True),
]


@pytest.mark.parametrize(
    ("when", "sent", "whole", "part", "unseen"), ON_UPDATE, ids=[f"{c[0]} {c[1]}" for c in ON_UPDATE]
)
def test_on_an_update_what_nobody_told_is_unknown(when: Any, sent: Any, whole: Any, part: Any, unseen: Any) -> None:
    known = {"name": "A", "status": "ACTIVE", "tracking_urls": {"click": ["u"]}}
    for context, answer in (
        ({"campaigns": {"1": known}}, whole),
        ({"campaigns": {"1": {"status": "ACTIVE", "partial": True}}}, part),
        ({}, unseen),
    ):
        assert holds(when, {"id": "1", **sent}, "campaigns/update", context) is answer, context


def test_a_rule_with_an_unknown_condition_is_a_skip_only_if_it_would_find_something() -> None:
    rule = a_rule(required=["name"], when={"campaign.objective_type": "SALES"}, operations=["campaigns/update"])
    assert update(rule, {"id": "1", "name": ""}).skips == [("TST1", ("campaign.objective_type",))]
    assert update(rule, {"id": "1", "name": "A"}).skips == []
    assert update(rule, {"id": "1", "name": ""}, context={"campaigns": {"1": {"objective_type": "LEADS"}}}).skips == []


def test_what_is_missing_is_named_once() -> None:
    when = {"any": [{"campaign.is_performance_plus": True}, {"not": {"campaign.is_performance_plus": True}}],
            "campaign.objective_type": "SALES"}  # fmt: skip
    judged = create(a_rule(required=["name"], when=when), {"campaign_id": "1"}, "ad_groups/create")
    assert judged.skips == [("TST1", ("campaign.is_performance_plus", "campaign.objective_type"))]


def test_pack_and_rule_conditions_are_joined_unless_the_rule_says_otherwise() -> None:
    pack: dict[str, Any] = {"when": {"status": "ACTIVE"}}
    rule = a_rule(required=["name"], when={"set": "start_time"})
    assert create(rule, {"status": "ACTIVE", "start_time": 5}, **pack).at == ["/name"]
    assert create(rule, {"status": "ACTIVE"}, **pack).at == []
    assert create(rule, {"status": "PAUSED", "start_time": 5}, **pack).at == []
    assert create({**rule, "pack_when": "ignored"}, {"status": "PAUSED", "start_time": 5}, **pack).at == ["/name"]


def test_conditions_inside_a_place() -> None:
    rule = a_rule(
        at="template_values.*", required=["amount"], when={"set": "currency_code", "entity.promotion_type": "FIXED"}
    )
    values = [{"currency_code": "USD"}, {"amount": 1, "currency_code": "USD"}, {}]
    judged = create(rule, {"promotion_type": "FIXED", "template_values": values}, "promotions/create")
    assert judged.at == ["/template_values/0/amount"]
    assert judged.only.rests == ((0, "template_values", 0, "currency_code"),)
    assert create(rule, {"promotion_type": "OTHER", "template_values": values}, "promotions/create").at == []
    unknown = create(rule, {"promotion_type": "{{t}}", "template_values": values}, "promotions/create")
    assert unknown.skips == [("TST1", ("entity.promotion_type",))]


def test_what_a_finding_rests_on() -> None:
    when = {"set": "start_time", "any": [{"status": "ACTIVE"}, {"unset": "name"}], "campaign.objective_type": "SALES"}
    judged = create(
        a_rule(required=["end_time"], when=when), {"start_time": 5, "status": "ACTIVE", "objective_type": "SALES"}
    )
    assert set(judged.only.rests) == {(0, "start_time"), (0, "status"), (0, "objective_type")}
    group = create(a_rule(required=["name"], when={"campaign.objective_type": "SALES"}), {"campaign_id": "1"},
                   "ad_groups/create", assume=["objective=SALES"])  # fmt: skip
    assert group.only.rests == ()  # a parent that was found was named rightly


WORDS = [
    ({"campaign.is_performance_plus": True}, "its campaign is Performance+"),
    ({"not": {"campaign.is_performance_plus": True}}, "its campaign is not Performance+"),
    ({"campaign.objective_type": ["SALES", "LEADS"]}, "objective_type of its campaign is one of SALES or LEADS"),
    ({"any": [{"set": "name"}, {"unset": "start_time"}]}, "name is set or start_time is not set"),
    ({"not": {"set": ["name", "start_time"]}}, "not all of this holds: name is set and start_time is set"),
    ({"touched": "name"}, "name changes"),
    ({"promotion_ids.*": "4"}, 'an entry of promotion_ids is "4"'),
]


@pytest.mark.parametrize(("when", "words"), WORDS)
def test_how_conditions_read(when: dict[str, Any], words: str) -> None:
    scope = Scope(table().operation("ad_groups/create"), table(), (), {})
    assert condition(when, scope).words == (words,)


def test_no_condition_costs_nothing() -> None:
    assert condition({}, Scope(table().operation(OPERATION), table(), (), {})) is ALWAYS


def test_the_request_itself_can_be_asked() -> None:
    rule = a_rule(required=["name"], when={"request.method": "POST", "set": "query.dry", "query.page": "2"})
    sent: dict[str, Any] = {"query": {"dry": ["1"], "page": ["2"]}, "url": "/"}
    assert judge(rule, [{}], OPERATION, **sent).at == ["/name"]
    assert judge(rule, [{}], OPERATION, query={"dry": ["1"], "page": ["3"]}, url="/").at == []
    assert judge(rule, [{}], OPERATION, query={"dry": ["1"], "page": ["2", "3"]}, url="/").found == []
    assert judge(rule, [{}], OPERATION).skips == [("TST1", ("query.dry", "query.page"))]
    account = a_rule(required=["name"], when={"path.ad_account_id": "5"})
    assert judge(account, [{}], OPERATION, path={"ad_account_id": "5"}).at == ["/name"]
    assert judge(account, [{}], OPERATION).skips == [("TST1", ("path.ad_account_id",))]


def test_the_clock_can_be_asked() -> None:
    rule = a_rule(required=["name"], when={"today": {"before": "2026-11-22"}, "now": {"minimum": 5}})
    assert create(rule, {}).at == ["/name"]
    assert create(rule, {}, now=2_000_000_000).at == []
