"""The quick test of entities: whatever it lets through, the walk down the API table finds nothing in."""

from __future__ import annotations

from functools import lru_cache
from typing import Any

import pytest
from drawn import STRANGE, changed, right
from hypothesis import given, settings
from hypothesis import strategies as st

from pinvet.api.operation import Operation
from pinvet.api.parameter import Parameter, parameter_of
from pinvet.api.tree import Node, tree_of
from pinvet.checks.fitting import of_node
from pinvet.checks.gauge import Gauge
from pinvet.checks.kinds.structure import ASPECTS
from pinvet.checks.scope import Scope
from pinvet.checks.structure.walk import problems
from pinvet.checks.view import Call, View
from pinvet.rulebook.book import Rulebook
from rulebench import a_pack, a_rule, rules_of, table

LISTS = sorted(
    name for name in table().ids() if (body := table().operation(name).body) is not None and body.at == ("*",)
)


@lru_cache
def scope_of(operation: str) -> Scope:
    return Scope(table().operation(operation), table(), (), {})


@lru_cache
def root_of(operation: str) -> Node:
    return tree_of(table().operation(operation).parameters)


@lru_cache(maxsize=2)
def book(*, nulls: bool) -> Rulebook:
    """All aspects as rules for all operations, so that plans have something to ask."""
    aspects = [aspect for aspect in ASPECTS if nulls or aspect != "null"]
    rules = [a_rule(f"TST{n}", structure=aspect) for n, aspect in enumerate(aspects)]
    return Rulebook(rules_of(a_pack(*rules, operations=["@any"])), table(), "5.28", selected=frozenset())


def said(scope: Scope, root: Node, value: dict[str, Any], *, nulls: bool) -> dict[str, list[str]]:
    """What the walk finds, without what nobody asks for."""
    found = problems(scope, root, value, {})
    return {aspect: [one.message for one in listed] for aspect, listed in found.items() if nulls or aspect != "null"}


@st.composite
def several(draw: st.DrawFn) -> tuple[str, list[dict[str, Any]]]:
    """Draw an operation, and a few entities of it that are nearly the same."""
    operation = draw(st.sampled_from(LISTS))
    base = draw(right(root_of(operation)))
    return operation, [base, *(draw(changed(base)) for _ in range(3))]


@settings(max_examples=100)
@given(several(), st.booleans())
def test_nothing_is_wrong_with_what_fits(drawn: tuple[str, list[dict[str, Any]]], nulls: bool) -> None:
    operation, entities = drawn
    gauge = Gauge(root_of(operation), nulls=nulls)
    plans = book(nulls=nulls).program(operation).plans
    for entity in entities:
        if gauge.fits(entity):
            assert said(scope_of(operation), root_of(operation), entity, nulls=nulls) == {}
        plan = plans.of(View(Call(operation, None, update=False), entity))
        if plan.fits is not None and plan.fits(entity):
            assert said(scope_of(operation), root_of(operation), entity, nulls=nulls) == {}
        assert {check.rule.argument for check in plan.gauged} == {*ASPECTS} - ({"null"} if not nulls else set())


FACTS: list[dict[str, Any]] = [
    {},
    {"documented": True},
    {"maxLength": 3},
    {"pattern": "^a"},
    {"minimum": 2},
    {"type": "string"},
    {"type": "string", "minLength": 2, "maxLength": 4},
    {"type": "string", "enum": ["x", "ACTIVE"]},
    {"type": "string", "enum": ["x", "ACTIVE"], "maxLength": 3},
    {"type": "string", "enum": ["active"], "anycase": True},
    {"type": "string", "enum": ["x", "12"], "pattern": r"^\d+$"},
    {"type": "string", "pattern": r"^\d+$"},
    {"type": "string", "pattern": r"^(AG)?\d+$", "id": True, "maxLength": 3},
    {"type": "string", "pattern": r"^\d+$", "id": True, "unset": ["0", 0]},
    {"type": "string", "unset": ["x"], "required": True},
    {"type": "string", "required": True, "nullable": True},
    {"type": "string", "format": "date"},
    {"type": "string", "money": "micro"},
    {"type": "integer", "money": "micro", "unset": [0]},
    {"type": "integer", "time": "unix-seconds", "unset": [-1, 0]},
    {"type": "number", "time": "unix-seconds"},
    {"type": "integer", "minimum": 0, "maximum": 5},
    {"type": "integer", "enum": [1, 5]},
    {"type": "number", "exclusiveMinimum": 0},
    {"type": "boolean"},
    {"type": "boolean", "enum": [False]},
    {"type": "boolean", "required": True},
    {"type": ["integer", "string"]},
    {"type": "array"},
    {"type": "array", "minItems": 2, "maxItems": 3, "items": {"type": "string"}},
    {"type": "array", "items": {"type": "string", "minLength": 2, "maxLength": 3}},
    {"type": "array", "items": {"type": "string", "maxLength": 3}},
    {"type": "array", "items": {"type": "string", "pattern": r"^\d+$"}, "id": True},
    {"type": "array", "items": {"type": "integer"}},
    {"type": "array", "items": {"type": "object"}},
    {"type": "array", "items": {}},
    {"type": "object"},
    {"type": "object", "map": True},
    {"type": "object", "nullable": True},
    {"type": ["object", "string"]},
    {"type": "string", "enum": ["x", "ACTIVE"], "branches": ["x", "ACTIVE"]},
    {"type": "string", "when": {"name": ["x"]}},
    {"type": "string", "variants": {"name": {"x": {"required": True}}}},
    {"type": "array", "items": {}, "variants": {"name": {"x": {"items": {"type": "integer"}}}}},
]
VALUES = [
    *STRANGE, "ab", "abcd", "abcde", "a", "1234567", "AG1", ["abcd"], 2, 3, 6, 5_000_000, 5_000_001, 12_345, 20_000,
    99 * 10**9, -0.5, 0.0,
]  # fmt: skip
SCALAR = [facts for facts in FACTS if not {"when", "variants", "required", "branches"} & facts.keys()]
BRANCH = {"type": "string", "enum": ["x", "ACTIVE"], "branches": ["x", "ACTIVE"]}
NEEDED = {"o.name": {"x": {"required": True}}}
LIST, OBJECT, MAP = {"type": "array", "items": {"type": "object"}}, {"type": "object"}, {"type": "object", "map": True}
# Where a parameter stands: the table around it, and entities with a value there, and without.
SETTINGS: dict[str, tuple[Any, Any]] = {
    "top": (lambda facts: {"a": facts, "b": {}}, lambda v: [{"a": v}, {"b": v}, {"a": v, "nmae": 1}]),
    "object": (
        lambda facts: {"a": OBJECT, "a.b": facts, "a.c": {}},
        lambda v: [{"a": {"b": v}}, {"a": {"c": v}}, {"a": {}}, {"a": {"nmae": v}}],
    ),
    "list": (lambda facts: {"a": LIST, "a.*": facts}, lambda v: [{"a": [v]}, {"a": [v, v]}, {"a": v}]),
    "objects": (
        lambda facts: {"a": LIST, "a.*": OBJECT, "a.*.b": facts},
        lambda v: [{"a": [{"b": v}]}, {"a": [{}, v]}],
    ),
    "items": (
        lambda facts: {"a": {"type": "array", "minItems": 2, "maxItems": 3, "items": facts}},
        lambda v: [{"a": [v]}, {"a": [v, v]}, {"a": [v] * 4}],
    ),
    "ids": (
        lambda facts: {"a": {"type": "array", "id": True, "items": {"pattern": r"^\d+$", **facts}}},
        lambda v: [{"a": [v]}],
    ),
    "map": (lambda facts: {"a": MAP, "a.*": facts}, lambda v: [{"a": {"free": v}}]),
    "names and a map": (
        lambda facts: {"a": MAP, "a.*": facts, "a.b": {}}, lambda v: [{"a": {"free": v}}, {"a": {"b": v}}],
    ),
    "no map": (lambda facts: {"a": OBJECT, "a.*": facts, "a.b": {}}, lambda v: [{"a": {"free": v}}, {"a": {"b": v}}]),
    "branch": (lambda facts: {"a": facts, "name": BRANCH}, lambda v: [{"a": v, "name": "x"}, {"name": "x"}]),
    "branch inside": (
        lambda facts: {"o": OBJECT, "o.name": BRANCH, "o.a": {**facts, "when": {"o.name": ["ACTIVE"]}}},
        lambda v: [{"o": {"a": v, "name": "x"}}, {"o": {"name": "x"}}],
    ),
    "required in a branch": (
        lambda facts: {"o": OBJECT, "o.name": BRANCH, "o.a": {**facts, "variants": NEEDED}},
        lambda v: [{"o": {"a": v, "name": "x"}}, {"o": {"name": "x"}}, {"o": {"name": v}}],
    ),
    "untyped": (lambda facts: {"a": {}, "a.b": facts}, lambda v: [{"a": {"b": v}}, {"a": v}]),
    "around": (
        lambda facts: {"a": facts, "o": OBJECT, "o.name": BRANCH},
        lambda v: [{"a": v, "o": {"name": "x"}}, {"o": {"name": "x", "a": v}}, {"o": {"name": v}}],
    ),
}  # fmt: skip


def made(stored: dict[str, Any]) -> tuple[Scope, Node]:
    """Return the scope and the tree of an operation with these parameters."""
    head = {"id": "things/create", "method": "POST", "path": "/t", "entity": None, "does": "create", "since": "5.28"}
    head |= {"until": None, "rate": None, "scopes": [], "body": {"type": "array", "at": ["*"]}}
    operation = Operation({**head, "parameters": stored, "wrapper": {}, "query": {}, "path_parameters": {}})
    return Scope(operation, table(), (), {}), tree_of(operation.parameters)


@pytest.mark.parametrize("nulls", [True, False])
@pytest.mark.parametrize("setting", SETTINGS)
def test_nothing_is_wrong_with_what_fits_whatever_is_known_of_it(setting: str, nulls: bool) -> None:
    table_of, entities_of = SETTINGS[setting]
    for facts in FACTS if setting in ("top", "object", "objects", "branch", "around") else SCALAR:
        scope, root = made(table_of(facts))
        gauge = Gauge(root, nulls=nulls)
        shared: dict[Any, Any] = {}
        for value in VALUES:
            for entity in entities_of(value):
                wrong = said(scope, root, entity, nulls=nulls)
                assert not (gauge.fits(entity) and wrong), (facts, entity, wrong)
                left = shared.setdefault(repr(_shape(entity)), gauge.left(entity, frozenset()))
                assert not (left is not None and left(entity) and wrong), (facts, entity, wrong)


def _shape(value: dict[str, Any]) -> tuple[Any, ...]:
    switches = tuple(item if isinstance(item, bool) else None for item in value.values())
    return (*value, *map(type, value.values()), *map(bool, value.values()), *switches)


@pytest.mark.parametrize("facts", FACTS, ids=str)
def test_most_tests_let_something_through(facts: dict[str, Any]) -> None:
    known = parameter_of(facts)
    test = of_node(Node("name", known), nulls=True)
    slow = known.money == "micro" and known.types == ("string",)
    slow |= bool(known.when or known.variants or known.anycase or known.format) or len(known.types) > 1
    slow |= known.exclusiveMinimum is not None or (
        not known.types and known not in (Parameter(documented=True), Parameter())
    )
    slow |= known.enum is not None and (known.types != ("string",) or known.pattern is not None)
    slow |= known.types == ("string",) and known.pattern is not None and not known.id
    assert any(test(value) for value in VALUES if value is not None) is not slow


CLEAN = [
    ("campaigns/create", {"name": "Spring", "objective_type": "CONSIDERATION", "status": None, "end_time": 1798761600,
                          "daily_spend_cap": 20000000, "is_performance_plus": True,
                          "tracking_urls": {"click": ["https://example.com"], "engagement": []}}),
    ("ad_groups/create", {"name": "A", "campaign_id": "C626756081487", "billable_event": "IMPRESSION",
                          "targeting_spec": {"LOCATION": ["US"], "GENDER": ["female"], "AUDIENCE_INCLUDE": ["12"],
                                             "SHOPPING_RETARGETING": [{"lookback_window": 30, "tag_types": [0]}]},
                          "bid_multiplier": 1.5, "promotion_id": None}),
    ("ads/create", {"ad_group_id": "2680059592705", "creative_type": "REGULAR", "pin_id": "394205773611545468"}),
    ("promotions/create", {"promotion_title": "A", "promotion_type": "VARIABLE", "template_values": [{"percent": 10}]}),
]  # fmt: skip


@pytest.mark.parametrize(("operation", "entity"), CLEAN)
def test_what_is_right_is_let_through_quickly(operation: str, entity: dict[str, Any]) -> None:
    assert Gauge(root_of(operation), nulls=False).fits(entity)
    plan = book(nulls=False).program(operation).plans.of(View(Call(operation, None, update=False), entity))
    assert plan.fits is not None
    assert plan.fits(entity)
