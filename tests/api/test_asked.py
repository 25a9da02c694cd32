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
        ("ads/analytics", "click_window_days", ["1.5"], 1.5),
        ("ads/analytics", "click_window_days", ["1."], "1."),
        ("ads/analytics", "click_window_days", [".5"], ".5"),
        ("ads/analytics", "click_window_days", ["1.²"], "1.²"),
        ("ad_groups/list", "page_size", ["25.0"], "25.0"),
        ("ads/analytics", "columns[0]", ["A"], "A"),
        ("ads/analytics", "click_window_days", ["\u00b2"], "\u00b2"),
        ("ads/analytics", "start_date", ["2026-11-21"], "2026-11-21"),
        ("ads/analytics", "granularity", ["DAY", "HOUR"], ["DAY", "HOUR"]),
        ("ads/analytics", "click_window_days", ["1", "7"], ["1", "7"]),
        ("ads/analytics", "else", ["5"], "5"),
        ("ads/analytics", "else", ["5", "6"], ["5", "6"]),
        ("ads/analytics", "else", [""], ""),
        ("trends_product_categories_trending/list", "ages", ["45-49", "65 "], ["45-49", "65+"]),  # a plus, unescaped
        ("trends_product_categories_trending/list", "region", ["GB IE"], "GB+IE"),
        ("trends_product_categories_trending/list", "region", ["GB DE"], "GB DE"),
        ("ad_groups/list", "translate_interests_to_names", ["true"], True),
        ("ad_groups/list", "translate_interests_to_names", ["yes"], "yes"),
        ("ad_groups/list", "page_size", ["9" * 5000], "9" * 5000),
        ("ad_groups/list", "page_size", [], []),
        ("ad_groups/list", "campaign_ids", ["1"], ["1"]),
        ("ad_groups/list", "campaign_ids", ["1", "x"], ["1", "x"]),
        ("ad_groups/list", "bookmark", ["a", "b"], "a,b"),
        ("search_user_pins/list", "query", ["cats", " dogs"], "cats, dogs"),
        ("feeds/list", "ad_account_id", ["1", "2"], ["1", "2"]),
        ("user_account/analytics/top_pins", "metric_types", ["7"], ["7"]),
    ],
)
def test_values_have_the_types_of_the_table(operation: str, name: str, written: list[str], value: Any) -> None:
    assert asked({name: written}, TABLE.operation(operation)) == {name: value}


@pytest.mark.parametrize(
    ("query", "value"),
    [
        (
            {"parameters[a]": ["RETAIL"], "parameters[report][feed_id]": ["1"], "parameters[report][x]": ["a"]},
            {"parameters": {"a": "RETAIL", "report": {"feed_id": "1", "x": "a"}}},
        ),
        ({"parameters": ["{}"]}, {"parameters": "{}"}),
        ({"parameters": ["x"], "parameters[a]": ["b"]}, {"parameters": "x", "parameters[a]": "b"}),
        ({"parameters[a]": ["b"], "parameters[a][c]": ["d"]}, {"parameters": {"a": "b"}, "parameters[a][c]": "d"}),
        ({"parameters[a][b][c]": ["d"], "parameters[a][b]": ["e"]}, {"parameters": {"a": {"b": "e"}}}),
        ({"parameters[]": ["b"]}, {"parameters": {"": "b"}}),
        ({"parameters" + "[a]" * 9: ["b"]}, {"parameters" + "[a]" * 9: "b"}),
        ({"page_size[a]": ["b"], "[": ["c"], "x[y]": ["d"]}, {"page_size[a]": "b", "[": "c", "x[y]": "d"}),
    ],
)  # fmt: skip
def test_an_object_is_written_in_brackets(query: dict[str, list[str]], value: dict[str, Any]) -> None:
    assert asked(query, TABLE.operation("reports/stats")) == value


@given(st.dictionaries(st.sampled_from([*ANALYTICS.query, "x"]), st.lists(st.text(), max_size=3)))
def test_no_query_is_too_odd(query: dict[str, list[str]]) -> None:
    assert asked(query, ANALYTICS).keys() == query.keys()
