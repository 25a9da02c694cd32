"""The query of a URL as the parameters of the operation that it asks."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pinvet.api.asked import asked
from pinvet.api.table import load_table

TABLE = load_table().at("5.28")
ANALYTICS = TABLE.operation("ads/analytics")


def test_an_operation_without_a_body_has_the_parameters_of_its_query() -> None:
    assert ANALYTICS.parameters is ANALYTICS.query
    assert "name" in TABLE.operation("campaigns/create").parameters


@pytest.mark.parametrize(
    ("operation", "name", "written", "value"),
    [
        ("ads/analytics", "ad_ids", ["1"], ["1"]),
        ("ads/analytics", "columns", ["A", "B"], ["A", "B"]),
        ("ads/analytics", "click_window_days", ["30"], 30),
        ("ads/analytics", "click_window_days", ["-1"], -1),
        ("ads/analytics", "click_window_days", ["many"], "many"),
        ("ads/analytics", "click_window_days", ["\u00b2"], "\u00b2"),
        ("ads/analytics", "start_date", ["2026-11-21"], "2026-11-21"),
        ("ads/analytics", "granularity", ["DAY", "HOUR"], ["DAY", "HOUR"]),
        ("ads/analytics", "else", ["5"], "5"),
        ("ads/analytics", "else", [""], ""),
        ("ad_groups/list", "translate_interests_to_names", ["true"], True),
        ("ad_groups/list", "translate_interests_to_names", ["yes"], "yes"),
        ("ad_groups/list", "page_size", ["9" * 5000], "9" * 5000),
    ],
)
def test_values_have_the_types_of_the_table(operation: str, name: str, written: list[str], value: Any) -> None:
    assert asked({name: written}, TABLE.operation(operation)) == {name: value}


@given(st.dictionaries(st.sampled_from([*ANALYTICS.query, "x"]), st.lists(st.text(), max_size=3)))
def test_no_query_is_too_odd(query: dict[str, list[str]]) -> None:
    assert asked(query, ANALYTICS).keys() == query.keys()
