"""Value tests: true, false, or no answer for a placeholder or a type that the test does not speak about."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pinvet.checks.expect import TYPE_WORDS, WORDS, expectation
from pinvet.checks.patterns import BadPatternError, _no_retrieval, searcher
from pinvet.model import UNKNOWN

HUGE = 10**400
DIGEST = "aF" * 32

CASES: list[tuple[Any, list[Any], list[Any], list[Any]]] = [
    # test, what passes, what fails, what it does not answer
    ("ACTIVE", ["ACTIVE"], ["PAUSED", "", "active"], [1, True, ["ACTIVE"], "{{status}}", "<string>", "${S}"]),
    (0, [0, 0.0], [1, -1, 0.5], ["0", False, []]),
    (True, [True], [False], ["true", 1, "{{x}}"]),
    (1.5, [1.5], [1], ["1.5"]),
    (["A", "B"], ["A", "B"], ["C"], [3, "{{x}}"]),
    ([1, "A"], [1, 1.0, "A"], [2, "B"], [True, "{{x}}", {}]),
    ([[1, 2]], [[1, 2]], [[2, 1], []], ["x"]),
    ({"const": {"a": 1}}, [{"a": 1.0}], [{"a": 2}, {"a": 1, "b": 2}, {}], [[1]]),
    ({"const": None}, [], [], ["x", 1, True]),
    ({"none_of": ["QUIZ", "SHOWCASE"]}, ["VIDEO", ""], ["QUIZ"], [1, "{{type}}"]),
    ({"none_of": [1, "A"]}, [2, "B"], [1, 1.0, "A"], [True, "{{x}}", []]),
    ({"enum": ["A"]}, ["A"], ["B"], [1]),
    ({"type": "string"}, ["x", ""], [1, True, []], ["{{x}}"]),
    ({"type": "boolean"}, [True, False], ["true", 1, 0], ["${flag}"]),
    ({"type": "integer"}, [1, -3, 2.0, HUGE], [1.5, "1", True], ["{{n}}"]),
    ({"type": "number"}, [1, 1.5], ["1", False], ["{{n}}"]),
    ({"type": ["array", "object"]}, [[], {}], ["x", 1], []),
    ({"pattern": "^[0-9]+$"}, ["12"], ["a", ""], [12, "{{id}}"]),
    ({"no_match": "[A-Z]"}, ["ab"], ["aB"], [3, "{{X}}"]),
    ({"one_kind": "^[0-9]+$"}, [["1", "2"], ["a"], [], ["1", "{{x}}"]], [["1", "a"]], ["x", [1, "2"]]),
    ({"no_entry": "^X_"}, [["A", "{{x}}", 5], []], [["A", "X_B"]], ["X_B", {"X_B": 1}]),
    ({"none_of": ["QUIZ"], "words": "no quiz"}, ["VIDEO"], ["QUIZ"], [1]),
    ({"format": "numeric-id"}, ["626736533506"], ["A1", "", "٣"], [5, "{{id}}"]),
    ({"format": "unix-seconds"}, [0, 1798761600, 5.0], [-1, 1.5, 1798761600000, HUGE, float("inf")], ["x", True]),
    ({"format": "micro-amount"}, [0, 1_000_000, 20_010_000], [5, 1_000_001, HUGE + 1], ["5", False]),
    (
        {"format": "date"},
        ["2026-11-21"],
        ["2026-11-31", "tomorrow", "20261121", "2026-W01-1", "2026-11-21T00:00", "", "21-11-2026"],
        [20261121, "{{day}}"],
    ),
    ({"format": "iso4217"}, ["USD"], ["usd", "XXX"], [1, "{{currency}}"]),
    (
        {"format": "price"},
        ["24.99 USD", "24.99USD", "24.99", " 2499 jpy ", "9" * 400],
        ["$24.99", "24,99 EUR", "1,299.00", "USD 24.99", "24.99 €", "24.99 EURO", "-5", ".5", "5.", "1.2.3", "٣", ""],
        [24.99, "{{price}}", True],
    ),
    ({"format": "price-with-currency"}, ["24.99 USD", "9EUR"], ["24.99", " 5 "], ["$24.99", "free", 5, "{{price}}"]),
    ({"format": "sha256"}, [DIGEST], [DIGEST[1:], "z" * 64], [1, "<hash>"]),
    ({"minimum": 3}, [3, 4.5, HUGE], [2], ["3", True, None]),
    ({"maximum": 3}, [3, -HUGE], [4, float("inf")], ["x"]),
    ({"exclusiveMinimum": 0}, [0.1], [0, -1], ["1"]),
    ({"multipleOf": 10}, [20, 0, -10], [15, HUGE, float("inf")], ["20", True]),
    ({"multipleOf": 0.5}, [1.5], [1.25, HUGE], []),
    ({"minLength": 2}, ["ab"], ["a"], [["a", "b"], "{{}}"]),
    ({"maxLength": 2}, ["ab"], ["abc"], [3, "{{long name}}"]),
    ({"minItems": 1}, [[1]], [[]], ["x"]),
    ({"maxItems": 1}, [[1]], [[1, 2]], ["xx"]),
    (
        {"uniqueItems": True},
        [[1, 2], [1, True], [0, False], [None, None], ["{{x}}", "{{x}}"], [[1], [2]], [{}], [1, "1"]],
        [[1, 1.0], ["a", "b", "a"], [[1], [1]], [{"a": 1}, {"a": 1.0}], [True, True]],
        ["aa", 1],
    ),
    (
        {"unique_by": "id"},
        [[{"id": 1}, {"id": 2}, {}, "x", 3], [{"id": "{{a}}"}, {"id": "{{a}}"}], [{"id": None}, {"id": None}]],
        [[{"id": 1}, {"id": 1}]],
        ["x"],
    ),
    ({"exactly": ["A", "B"]}, [["B", "A"], ["A", "B", "A"]], [["A"], ["A", "B", "C"], []], ["A", ["{{x}}"]]),
    ({"empty": True}, ["", [], {}, None], ["x", 0, False, [0]], []),
    ({"empty": False}, ["x", 0], ["", []], []),
    ({"before": "2027-02-01"}, ["2027-01-31", "2026-12-31T10:00:00"], ["2027-02-01"], ["soon", 5, "{{day}}", ""]),
    ({"from": "2027-02-01"}, ["2027-02-01"], ["2027-01-31"], ["soon", "{{day}}"]),
    ({"minimum": 1, "maximum": 3}, [2], [0, 4], ["x"]),
    ({"minimum": 1, "maxLength": 2}, [], [0, "abc"], [5, "ab"]),
    ({"items": {"pattern": "^a"}}, [[], ["b"], "x"], [], []),
]


@pytest.mark.parametrize(("test", "passes", "fails", "silent"), CASES, ids=[repr(case[0]) for case in CASES])
def test_answers(test: Any, passes: list[Any], fails: list[Any], silent: list[Any]) -> None:
    holds = expectation(test).holds
    assert [holds(value) for value in passes] == [True] * len(passes)
    assert [holds(value) for value in fails] == [False] * len(fails)
    assert [holds(value) for value in silent] == [None] * len(silent)


WORDING = [
    ("ACTIVE", "ACTIVE"),
    (["A", "B", "C"], "one of A, B or C"),
    (True, "true"),
    ({"const": []}, "[]"),
    ({"const": {}}, "{}"),
    ({"const": None}, "null"),
    ("0", '"0"'),
    ("two words", '"two words"'),
    (["A+", 3], "one of A+ or 3"),
    ({"type": "boolean"}, "true or false, without quotes"),
    ({"none_of": ["A", "B"]}, "any value but A or B"),
    ({"minimum": 1, "maximum": 5}, "at least 1 and at most 5"),
    ({"type": "string", "pattern": "^x"}, "a text that matches ^x"),
    ({"minLength": 1}, "at least 1 character"),
    ({"maxLength": 2}, "at most 2 characters"),
    ({"items": {"enum": ["A"]}}, "a list, each A"),
    ({"items": ["A", "B"]}, "a list, each one of A or B"),
    ({"maxItems": 2, "items": ["A", "B"]}, "a list of at most 2"),
    ({"exactly": ["A", "B"]}, "exactly A and B"),
    ({"unique_by": "id"}, "a list without a repeated id"),
    ({"empty": False}, "not empty"),
    ({"format": "date"}, "a date such as 2026-11-21"),
    ({"no_entry": "^X"}, "a list without entries that match ^X"),
    ({"no_entry": "^X", "words": "plain columns"}, "plain columns"),
    ({"minimum": 1, "maximum": 5, "words": "a grade"}, "a grade"),
    ({"items": {"pattern": "^a", "words": "an a"}}, "a list, each an a"),
    ({"items": ["A"], "words": "a list of A"}, "a list of A"),
]


@pytest.mark.parametrize(("test", "words"), WORDING, ids=[repr(case[0]) for case in WORDING])
def test_words(test: Any, words: str) -> None:
    assert expectation(test).words == words


def test_items_are_named_one_by_one() -> None:
    test = expectation({"maxItems": 5, "items": ["A", "B"]})
    assert test.failures(["A", "X", None, "{{b}}", 4]) == [((1,), "X", "one of A or B")]
    assert test.failures(["A"] * 6) == [((), ["A"] * 6, "a list of at most 5")]
    assert test.failures("X") == []
    assert expectation("A").failures("A") == []


def test_the_only_answer_is_known_where_there_is_one() -> None:
    assert expectation("A").single == "A"
    assert expectation({"const": []}).single == []
    assert expectation({"exactly": ["A", "B"]}).single == ["A", "B"]
    assert expectation({"type": "string", "const": "A"}).single == "A"
    assert expectation(["A", "B"]).single is UNKNOWN
    assert expectation({"minimum": 1}).single is UNKNOWN


def test_every_word_and_type_is_tried() -> None:
    words = {word for test, *_ in CASES if isinstance(test, dict) for word in test}
    assert set(WORDS) | {"items", "words"} == words
    types = [test["type"] for test, *_ in CASES if isinstance(test, dict) and "type" in test]
    assert {name for one in types for name in (one if isinstance(one, list) else [one])} == set(TYPE_WORDS)


VALUES = st.recursive(
    st.none() | st.booleans() | st.integers() | st.just(HUGE) | st.floats() | st.text(max_size=12) | st.just("{{x}}"),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=3), inner, max_size=3),
    max_leaves=6,
)


@given(VALUES)
def test_no_test_falls_over_any_value(value: Any) -> None:
    for test, *_ in CASES:
        compiled = expectation(test)
        assert compiled.holds(value) in (True, False, None)
        compiled.failures(value)


def test_a_long_list_is_compared_in_one_pass() -> None:
    ids = [str(number) for number in range(50_000)]
    assert expectation({"uniqueItems": True}).holds(ids) is True
    assert expectation({"uniqueItems": True}).holds([*ids, "0"]) is False


@pytest.mark.parametrize("pattern", ["(?=a)", "(?!a)b", r"(a)\1", "(", "[z-a]", "(a{1000}){1000}{1000}"])
def test_patterns_that_no_linear_engine_runs_are_refused(pattern: str) -> None:
    with pytest.raises(BadPatternError) as caught:
        searcher(pattern)
    assert pattern not in str(caught.value)
    assert caught.value.__cause__ is None


def test_patterns_fetch_nothing() -> None:
    with pytest.raises(BadPatternError, match="28 characters of address refused"):
        _no_retrieval("https://example.test/x.json?")


def test_patterns_search_and_do_not_hang() -> None:
    assert searcher("b")("abc") is True
    assert searcher("^(a+)+$")("a" * 5000 + "!") is False
    assert searcher("^a$")("a\n") is False
    assert searcher(r"^\d$")("٣") is False
    assert searcher("^.$")("\ud800") in (True, False)  # a lone surrogate, as JSON escapes can write it
