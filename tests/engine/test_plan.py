"""What a shape tells: entities that look alike but are judged differently never share an answer."""

from __future__ import annotations

from typing import Any

import pytest

from pinvet.checks.reads import Reads, all_read, states_of, values_of
from rulebench import a_rule, book, create


def test_what_is_read_is_joined() -> None:
    one, two, three = ("a", "b"), ("c",), ("d",)
    assert values_of([one, two]) == Reads(frozenset({one, two}))
    assert states_of([one, two]) == Reads(frozenset(), frozenset({one, two}))
    joined = all_read([Reads(frozenset({one})), Reads(frozenset({two}), frozenset({three}))])
    assert joined == Reads(frozenset({one, two}), frozenset({three}))
    assert all_read([Reads(), None]) is None
    assert all_read([]) == Reads()


@pytest.mark.parametrize(
    ("rule", "good", "bad"),
    [
        ({"required": ["end_time"]}, {"end_time": 1798761600}, {"end_time": -1}),
        ({"required": ["order_line_id"]}, {"order_line_id": "7"}, {"order_line_id": "0"}),
        ({"required": ["daily_spend_cap"]}, {"daily_spend_cap": 1}, {"daily_spend_cap": 0}),
        ({"required": ["status"]}, {"status": "ACTIVE"}, {"status": ""}),
        ({"required": ["name"]}, {"name": "x"}, {"name": None}),
        ({"values": {"is_performance_plus": True}}, {"is_performance_plus": True}, {"is_performance_plus": False}),
        ({"values": {"is_ltv_optimized": {"type": "boolean"}}}, {"is_ltv_optimized": True}, {"is_ltv_optimized": 1}),
        ({"values": {"status": ["ACTIVE"]}}, {"status": "ACTIVE"}, {"status": "PAUSED"}),
        ({"forbidden": ["end_time"]}, {"end_time": -1}, {"end_time": 1798761600}),
        ({"required": ["name"], "when": {"set": "end_time"}}, {"end_time": -1}, {"end_time": 1798761600}),
        ({"required": ["name"], "when": {"unset": "end_time"}}, {"end_time": 1798761600}, {"end_time": -1}),
        ({"structure": "unknown"}, {"colour": None}, {"colour": "red"}),
        ({"structure": "unknown"}, {"tracking_urls": {"click": []}}, {"tracking_urls": {"clicks": []}}),
        ({"structure": "id"}, {"ad_account_id": "7"}, {"ad_account_id": "x"}),
    ],
)  # fmt: skip
def test_the_next_entity_of_the_same_shape_is_judged_too(rule: Any, good: Any, bad: Any) -> None:
    for first, second in ((good, bad), (bad, good)):
        used = book(a_rule(**rule))
        for entity in (first, second, first, second):
            assert bool(create(used, entity).found) is (entity is bad)


class NeitherTrueNorFalse:
    def __bool__(self) -> bool:
        raise ValueError("as arrays of numbers do")


@pytest.mark.parametrize("odd", [["ACTIVE"], {"a": 1}, NeitherTrueNorFalse()])
def test_what_has_no_shape_is_judged_without(odd: Any) -> None:
    used = book(a_rule(required=["name"]))
    for _ in range(2):
        assert create(used, {"status": odd, "objective_type": odd}).found
        assert not create(used, {"status": odd, "name": "Spring"}).found
