"""The nearest known word."""

from __future__ import annotations

import pytest

from pinvet.text.words import nearest

KNOWN = [
    "daily_spend_cap",
    "lifetime_spend_cap",
    "objective_type",
    "name",
    "status",
    "is_performance_plus",
    "AWARENESS",
]


@pytest.mark.parametrize(
    ("word", "found"),
    [
        ("daily_spend_cap", "daily_spend_cap"),
        ("dailySpendCap", "daily_spend_cap"),
        ("daily-spend-cap", "daily_spend_cap"),
        ("DAILY_SPEND_CAP", "daily_spend_cap"),
        ("daily_spend", "daily_spend_cap"),
        ("objective", "objective_type"),
        ("objetive_type", "objective_type"),
        ("awareness", "AWARENESS"),
        ("AWARNESS", "AWARENESS"),
        ("isPerformancePlus", "is_performance_plus"),
        ("nmae", "name"),
        ("zzz", None),
        ("", None),
        ("x" * 65, None),
    ],
)
def test_misspelt_words_lead_to_the_known_one(word: str, found: str | None) -> None:
    assert nearest(word, KNOWN) == found


def test_any_iterable_will_do() -> None:
    assert nearest("nam", (word for word in KNOWN)) == "name"
    assert nearest("name", []) is None


def test_of_words_that_differ_in_case_only_the_first_is_taken() -> None:
    assert nearest("abcx", ["Abc", "ABC"]) == "Abc"
