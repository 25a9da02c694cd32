"""Absent, empty, set, placeholder; equal; and where a dotted name leads."""

from __future__ import annotations

from typing import Any

import pytest

from pinvet.checks.kinds.kind import applicable
from pinvet.checks.paths import dotted, get, is_misshapen, missing_pointer, nodes, reach, steps
from pinvet.checks.states import equal, is_placeholder, is_set, same
from pinvet.checks.words import constant, count, listing
from pinvet.model import json_pointer
from pinvet.text.patches import apply_patch


@pytest.mark.parametrize("value", ["{{x}}", "${X}", "<string>", "https://e.test/{{id}}", "a${B}c", "{{}}", "<>x>"])
def test_a_placeholder_is_recognised(value: str) -> None:
    assert is_placeholder(value) is True


@pytest.mark.parametrize(
    "value", ["CAMPAIGN_ID", "string", "", "<", "<>", "a < b", "{x}", "$X", "}}{{"[:2], None, 5, ["{{x}}"]]
)
def test_other_values_are_no_placeholders(value: Any) -> None:
    assert is_placeholder(value) is False


@pytest.mark.parametrize("value", [None, "", [], {}])
def test_null_and_empty_are_not_set(value: Any) -> None:
    assert is_set(value) is False
    assert is_set(value, ("0", 0)) is False


@pytest.mark.parametrize("value", [0, False, 0.0, "0", " ", [None], {"a": None}, "{{x}}", True])
def test_everything_else_is_set(value: Any) -> None:
    assert is_set(value) is True


def test_values_that_the_api_reads_as_unset() -> None:
    unset = ("0", 0, ["0"])
    assert [is_set(value, unset) for value in ("0", 0, 0.0, ["0"])] == [False] * 4
    assert [is_set(value, unset) for value in (False, "00", 1, ["0", "0"], ["1"], True)] == [True] * 6
    assert is_set(False, (False,)) is False
    assert is_set(True, (False,)) is True


def test_equal_is_equal_as_json() -> None:
    assert equal(1, 1.0)
    assert equal([1, {"a": "b"}], [1.0, {"a": "b"}])
    assert not equal(True, 1)
    assert not equal(0, False)
    assert not equal("0", 0)
    assert not equal([1, 2], [2, 1])
    assert not equal([1], [1, 2])
    assert not equal([1], "1")
    assert not equal({"a": 1}, {"b": 1})
    assert not equal({"a": 1}, [1])


def test_the_account_compares_lists_as_sets() -> None:
    assert same(["US", "CA"], ["CA", "US", "US"])
    assert not same(["1"], [1])
    assert not same([True], [1])
    assert not same(["US"], "US")
    assert not same([{"a": 1}, {"b": 2}], [{"b": 2}, {"a": 1}])
    assert same([{"a": 1}], [{"a": 1.0}])


BODY = {"a": {"b": [{"c": 1}, {"c": None}, {"d": 2}, "x"], "m": {"k": [5], "l": [6]}}, "n": None}


def test_names_lead_through_objects_lists_and_maps() -> None:
    assert get(BODY, steps("a.b")) == BODY["a"]["b"]  # type: ignore[index]
    assert get(BODY, steps("a.b.c")) is None
    assert get(BODY, steps("n.x")) is None
    assert list(nodes(BODY, steps("a.b.*.c"))) == [(("a", "b", 0, "c"), 1)]
    assert list(nodes(BODY, steps("a.m.*.*"))) == [(("a", "m", "k", 0), 5), (("a", "m", "l", 0), 6)]
    assert list(nodes(BODY, steps("n"))) == []
    assert list(nodes(7, steps("*.x"))) == []
    assert reach(BODY, ("a", "b", 2, "d")) == 2
    assert reach(BODY, ("a", "b", 9)) is None
    assert reach(BODY, ("a", "b", "c")) is None
    assert dotted(("a", 3, "b")) == "a.*.b"


@pytest.mark.parametrize(
    ("value", "name", "pointer"),
    [
        ({}, "a.b", ("a", "b")),
        ({"t": [{}]}, "t.*.x", ("t", 0, "x")),
        ({"t": [{}, {}]}, "t.*.x", ("t",)),
        ({"t": []}, "t.*.x", ("t",)),
        ({"t": {"k": 1}}, "t.*.x", ("t",)),
        ({}, "t.*.x", ("t",)),
        ({"t": "text"}, "t.*.x", ("t", "x")),
    ],
)
def test_where_a_missing_parameter_would_stand(value: Any, name: str, pointer: tuple[Any, ...]) -> None:
    assert missing_pointer(value, steps(name)) == pointer


@pytest.mark.parametrize(
    ("value", "name", "wrong"),
    [
        ({}, "t.*.x", False),
        ({"t": None}, "t.*.x", False),
        ({"t": []}, "t.*.x", False),
        ({"t": [{}, None, {"x": "text"}, "{{value}}"]}, "t.*.x", False),
        ({"t": [{}, "text"]}, "t.*.x", True),
        ({"t": [[{}]]}, "t.*.x", True),
        ({"t": {"k": {"x": 1}}}, "t.*.x", False),
        ({"t": {"k": 1}}, "t.*.x", True),
        ({"t": {"k": 1}}, "t.*", False),
        ({"t": 5}, "t.*", True),
        ({"t": "<urls>"}, "t.*", False),
        ({"a": False}, "a.b", True),
    ],
)
def test_what_is_sent_wrongly_holds_nothing_that_could_be_missing(value: Any, name: str, wrong: bool) -> None:
    assert is_misshapen(value, steps(name)) is wrong


def test_pieces_of_english() -> None:
    assert [listing([]), listing(["a"]), listing(["a", "b", "c"], "or")] == ["", "a", "a, b or c"]
    assert [count(1, "entry", "entries"), count(2, "entry", "entries"), count(0, "day")] == [
        "1 entry",
        "2 entries",
        "0 days",
    ]
    assert constant(["A", 0, "0"]) == '[A, 0, "0"]'


STEPS: list[tuple[dict[str, Any], Any, Any]] = [
    # a step of a fix, the entity, the entity after it (None: the step cannot be done)
    ({"op": "remove", "path": ("a",)}, {"a": None, "b": 1}, {"b": 1}),
    ({"op": "remove", "path": ("a",)}, {"b": 1}, None),
    ({"op": "remove", "path": ("a", 1)}, {"a": [1, 2]}, {"a": [1]}),
    ({"op": "remove", "path": ("a", 2)}, {"a": [1, 2]}, None),
    ({"op": "replace", "path": ("a", "b"), "value": 2}, {"a": {"b": 1}}, {"a": {"b": 2}}),
    ({"op": "replace", "path": ("a", "b"), "value": 2}, {"a": 1}, None),
    ({"op": "add", "path": ("a",), "value": 2}, {}, {"a": 2}),
    ({"op": "add", "path": ("a", "b", "c"), "value": 2}, {}, {"a": {"b": {"c": 2}}}),
    ({"op": "add", "path": ("a", "b"), "value": 2}, {"a": None}, {"a": {"b": 2}}),
    ({"op": "add", "path": ("a", "b"), "value": 2}, {"a": "text"}, None),
    ({"op": "add", "path": ("a", "b", "c"), "value": 2}, {"a": "text"}, None),
    ({"op": "add", "path": ("a", 0, "b"), "value": 2}, {"a": [{}]}, {"a": [{"b": 2}]}),
    ({"op": "add", "path": ("a", 0, "b"), "value": 2}, {}, None),
    ({"op": "add", "path": ("a", "b"), "value": 2}, {"a": []}, None),
    ({"op": "add", "path": ("a", 1), "value": 2}, {"a": [1]}, {"a": [1, 2]}),
    ({"op": "add", "path": ("a", 0), "value": 2}, {"a": {"b": 1}}, None),
    ({"op": "move", "from": ("x",), "path": ("a",)}, {"x": 1}, {"a": 1}),
    ({"op": "move", "from": ("x",), "path": ("a", "b")}, {"x": 1}, {"a": {"b": 1}}),
    ({"op": "move", "from": ("x",), "path": ("a",)}, {}, None),
]


@pytest.mark.parametrize(("step", "entity", "after"), STEPS)
def test_the_step_of_a_fix_can_be_done_or_is_left_out(step: dict[str, Any], entity: Any, after: Any) -> None:
    patch = [
        {key: json_pointer(value) if key in ("path", "from") else value for key, value in part.items()}
        for part in applicable(step, entity)
    ]
    assert bool(patch) is (after is not None)
    if after is not None:
        assert apply_patch(entity, patch) == after
