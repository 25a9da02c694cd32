"""The API table against what hangs together: branches of unions, objects around entities, queries, and versions."""

from __future__ import annotations

from typing import Any

import pytest

from pinvet.checks.structure.walk import DEEPEST
from pinvet.model import json_pointer
from rulebench import a_rule, judge, table

ASPECTS = ("unknown", "required", "null", "type", "enum", "limits", "id")
RULES = [a_rule(f"S{aspect.upper()}", structure=aspect) for aspect in ASPECTS]
Body = Any


def told(operation: str, body: Body, **keys: Any) -> list[tuple[str, str, str]]:
    """What is found: the aspect, the place, and what is said of it."""
    found = judge(RULES, body, operation, **keys).verdicts
    return [(one.check.rule.argument, json_pointer(one.pointer), one.message) for one in found]


def places(operation: str, body: Body, **keys: Any) -> list[tuple[str, str]]:
    return [(aspect, pointer) for aspect, pointer, _ in told(operation, body, **keys)]


# branches

RETAIL = {"catalog_type": "RETAIL", "country": "US", "language": "en-US"}
HOTEL = {**RETAIL, "catalog_type": "HOTEL"}
PIN = {"board_id": "1"}
FIELDS = "targeting_spec_operations"


def item(operation: str, **more: Any) -> Body:
    return {"items": [{"item_id": "A", "operation": operation, **more}]}


BRANCHES: list[tuple[str, Body, list[tuple[str, str]]]] = [
    ("items_batch/post", {**RETAIL, **item("UPSERT", attributes={"title": "A", "image_link": ["u"]})}, []),
    (
        "items_batch/post",
        {**RETAIL, **item("UPDATE", attributes={"title": "A", "image_link": ["u"]}, update_mask=["title"])},
        [("unknown", "/items/0/attributes/image_link")],
    ),
    ("items_batch/post", {**RETAIL, **item("UPDATE", attributes={"title": None, "image_link": None})}, [
        ("null", "/items/0/attributes/title"),  # what another branch has is not sent at all where it is null
    ]),
    ("items_batch/post", {**RETAIL, **item("CREATE")}, [("required", "/items/0/attributes")]),
    ("items_batch/post", {**RETAIL, **item("CREATE", attributes="{{attributes}}")}, []),
    ("items_batch/post", {**RETAIL, **item("DELETE")}, []),
    ("items_batch/post", {**RETAIL, **item("DELETE", attributes={"x": 1})}, [("unknown", "/items/0/attributes")]),
    # nobody knows which branch is meant: all of them are
    ("items_batch/post", {**RETAIL, **item("{{operation}}", attributes={"image_link": ["u"]})}, []),
    ("items_batch/post", {**RETAIL, **item("{{operation}}")}, []),
    ("items_batch/post", {**RETAIL, **item("MOVE", attributes={"x": 1})},
     [("unknown", "/items/0/attributes/x"), ("enum", "/items/0/operation")]),
    ("items_batch/post", {**HOTEL, "items": [{"hotel_id": "A", "operation": "DELETE"}]}, []),
    ("items_batch/post", {**HOTEL, **item("DELETE")},
     [("unknown", "/items/0/item_id"), ("required", "/items/0/hotel_id")]),
    ("items_batch/post", {**RETAIL, "catalog_type": "{{type}}", "items": [{"hotel_id": "A", "operation": "DELETE"}]},
     []),
    ("items_batch/post",
     {**HOTEL, "items": [{"hotel_id": "A", "operation": "UPSERT", "attributes": {"custom_label_0": "x" * 128}}]},
     [("limits", "/items/0/attributes/custom_label_0")]),
    ("items_batch/post", {**RETAIL, **item("UPSERT", attributes={"custom_label_0": "x" * 128})}, []),
    # the older form, in which the batch has an operation
    ("items_batch/post", {"country": "US", "language": "US", "operation": "UPDATE",
                          "items": [{"item_id": "A", "attributes": {"title": "B"}}]}, [("enum", "/language")]),
    ("items_batch/post", {"country": "US", "language": "EN", "operation": "DELETE",
                          "items": [{"item_id": "A", "attributes": {"title": "B"}}]},
     [("unknown", "/items/0/attributes")]),
    ("catalogs_product_groups/create",
     {"catalog_type": "RETAIL", "catalog_id": "1", "name": "A", "country": "US",
      "filters": {"any_of": [{"BRAND": {"values": ["x"]}}, {"MIN_PRICE": {"values": 5.5}}]}}, []),
    ("catalogs_product_groups/create",
     {"catalog_type": "HOTEL", "catalog_id": "1", "name": "A", "country": "US",
      "filters": {"all_of": [{"BRAND": {"values": ["x"]}}, {"GENDER": {"values": ["male"]}}]}},
     [("unknown", "/country"), ("unknown", "/filters/all_of/1/GENDER")]),
    ("catalogs_product_groups/create",
     {"feed_id": "1", "name": "A", "filters": {"any_of": [{"BRAND": {"values": [5]}}]}},
     [("type", "/filters/any_of/0/BRAND/values/0")]),
    ("catalogs_product_groups/create", {"catalog_type": "RETAIL", "name": "A", "filters": {"any_of": [{"BRAND": 5}]}},
     [("required", "/catalog_id"), ("type", "/filters/any_of/0/BRAND")]),
    ("reports/create", {"catalog_type": "RETAIL", "report": {"report_type": "FEED_INGESTION_ISSUES", "feed_id": "1"}},
     []),
    ("reports/create", {"catalog_type": "RETAIL", "report": {"report_type": "FEED_INGESTION_ISSUES"}},
     [("required", "/report/feed_id")]),
    ("reports/create", {"catalog_type": "RETAIL", "report": {"report_type": "ALL_ITEMS", "feed_id": "1"}},
     [("unknown", "/report/feed_id")]),
    ("reports/create", {"report": {"report_type": "ALL_ITEMS"}}, [("required", "/catalog_type")]),
    ("pins/create", {**PIN, "media_source": {"source_type": "image_url", "url": "u"}}, []),
    ("pins/create", {**PIN, "media_source": {"source_type": "image_url"}}, [("required", "/media_source/url")]),
    ("pins/create", {**PIN, "media_source": {"source_type": "video_id", "media_id": "1", "url": "u"}},
     [("unknown", "/media_source/url")]),
    ("pins/create", {**PIN, "media_source": {"url": "u"}}, [("required", "/media_source/source_type")]),
    ("pins/create", {**PIN, "media_source": "{{media}}"}, []),
    ("ad_groups/update",  # lists whose entries are texts in some branches, objects in another
     [{"id": "1", FIELDS: [{"field": "GENDER", "operation": "ADD", "values": ["female"]},
                           {"field": "SHOPPING_RETARGETING", "operation": "SET", "values": [{"lookback_window": 1}]},
                           {"field": "MAXIMUM_AGE", "operation": "SET", "value": None}]}],  # null clears it
     []),
    ("ad_groups/update", [{"id": "1", FIELDS: [{"field": "MAXIMUM_AGE", "operation": "SET"}]}],
     [("required", f"/0/{FIELDS}/0/value")]),
    ("items_batch/post", {**RETAIL, **item("CREATE", attributes={})}, []),
    ("ad_groups/update",
     [{"id": "1", FIELDS: [{"field": "GENDER", "operation": "SET", "values": ["Female", {"lookback_window": 1}]},
                           {"field": "SHOPPING_RETARGETING", "operation": "ADD", "values": ["a", {"look": 1}]},
                           {"field": "{{field}}", "operation": "ADD", "values": ["a", {"lookback_window": 1}]}]}],
     [("unknown", f"/0/{FIELDS}/1/values/1/look"), ("type", f"/0/{FIELDS}/0/values/1"),
      ("type", f"/0/{FIELDS}/1/values/0"), ("enum", f"/0/{FIELDS}/0/values/0"),
      ("enum", f"/0/{FIELDS}/1/operation")]),
]  # fmt: skip


@pytest.mark.parametrize(("operation", "body", "found"), BRANCHES)
def test_branches_of_unions(operation: str, body: Body, found: list[tuple[str, str]]) -> None:
    assert sorted(places(operation, body)) == sorted(found)


MESSAGES: list[tuple[str, Body, str]] = [
    (
        "items_batch/post",
        {**RETAIL, **item("DELETE", attributes={})},
        "attributes is not known where operation is DELETE; it goes with CREATE, UPDATE or UPSERT",
    ),
    (
        "items_batch/post",
        {**RETAIL, "items": [{"operation": "DELETE", "item_id": "1", "creative_assets_id": "A"}]},
        "creative_assets_id is not known where catalog_type is RETAIL; it goes with CREATIVE_ASSETS",
    ),
    (
        "items_batch/post",
        {**RETAIL, **item("CREATE")},
        "attributes is missing; items_batch/post requires it where operation is CREATE",
    ),
    (
        "items_batch/post",
        {**RETAIL, "items": [{"operation": "DELETE"}]},
        "item_id is missing; items_batch/post requires it where catalog_type is RETAIL",
    ),
    (
        "reports/create",
        {"catalog_type": "RETAIL", "report": {"report_type": "DISTRIBUTION_ISSUES", "feed_id": "1"}},
        (
            "report.feed_id is not known where report.report_type is DISTRIBUTION_ISSUES; "
            "it goes with FEED_INGESTION_ISSUES"
        ),
    ),
    (
        "ad_groups/update",
        [{"id": "1", FIELDS: [{"field": "MINIMUM_AGE", "operation": "SET", "value": "1", "values": []}]}],
        f"{FIELDS}.0.values is not known where {FIELDS}.0.field is MINIMUM_AGE; it goes with 12 other words",
    ),
    (
        "ad_groups/update",
        [{"id": "1", FIELDS: [{"field": "MINIMUM_AGE", "operation": "SET"}]}],
        f"{FIELDS}.0.value is missing; ad_groups/update requires it where {FIELDS}.0.field is MINIMUM_AGE",
    ),
]


@pytest.mark.parametrize(("operation", "body", "message"), MESSAGES)
def test_what_is_said_of_branches(operation: str, body: Body, message: str) -> None:
    assert [said for _, _, said in told(operation, body)] == [message]


# what stands around entities

PROMOTED = {"catalog_product_group_id": "1"}
WRAPPERS: list[tuple[str, Body, list[tuple[str, str]]]] = [
    ("product_group_promotions/create", {"ad_group_id": "1", "product_group_promotion": [PROMOTED]}, []),
    ("product_group_promotions/create", {"ad_group_id": "{{x}}", "product_group_promotion": [PROMOTED]}, []),
    ("product_group_promotions/create", {"product_group_promotion": [PROMOTED]}, [("required", "/ad_group_id")]),
    ("product_group_promotions/create", {"ad_group_id": None, "product_group_promotion": [PROMOTED, PROMOTED]},
     [("required", "/ad_group_id")]),
    ("product_group_promotions/create", {"ad_group_id": "AG1", "product_group_promotion": [PROMOTED]}, []),
    # one fault is told once, however many entities read the parameter
    ("product_group_promotions/create", {"ad_group_id": "AGx", "product_group_promotion": [PROMOTED, PROMOTED]},
     [("id", "/ad_group_id")]),
    ("product_group_promotions/create",
     {"ad_group_id": "1", "product_group_promotion": [{**PROMOTED, "ad_group_id": "x"}, PROMOTED], "adgroup": 1},
     [("unknown", "/adgroup"), ("id", "/product_group_promotion/0/ad_group_id")]),
    ("product_group_promotions/create", [PROMOTED], []),  # no object around them: the shape of the body says so
    ("product_group_promotions/create", [{"product_group_promotion": [PROMOTED]}],
     [("required", "/0/ad_group_id")]),
    ("items_batch/post", {"items": [{"item_id": "1", "operation": "DELETE"}]},
     [("required", "/country"), ("required", "/language")]),
    ("items_batch/post", {**RETAIL, "country": "USA", "language": ["en"], "catalog_id": "x", "catalog": "1",
                          "items": [{"item_id": "1", "operation": "DELETE"}] * 2},
     [("unknown", "/catalog"), ("type", "/language"), ("enum", "/country"), ("id", "/catalog_id")]),
    # what belongs around entities is not unknown in them
    ("items_batch/post", {**RETAIL, **item("DELETE", country="US", language="xx")}, []),
]  # fmt: skip


@pytest.mark.parametrize(("operation", "body", "found"), WRAPPERS)
def test_the_object_around_entities(operation: str, body: Body, found: list[tuple[str, str]]) -> None:
    assert sorted(places(operation, body)) == sorted(found)


def test_a_fix_of_what_stands_around_is_a_fix_of_the_body() -> None:
    for body, at in (
        ({"ad_group_id": 5, "product_group_promotion": [PROMOTED]}, ("ad_group_id",)),
        ([{"ad_group_id": 5, "product_group_promotion": [PROMOTED]}], (0, "ad_group_id")),
    ):
        one = judge(RULES, body, "product_group_promotions/create").only
        assert one.pointer == at
        assert one.patch == ({"op": "replace", "path": at, "value": "5"},)


GROUPS = [{"name": "A", "feed_id": "1", "filters": {"any_of": [{"BRAND": {"values": ["x"]}}]}}] * 2


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ({}, []),
        ({"ad_account_id": ["1"]}, []),
        ({"ad_account_id": [""]}, []),
        ({"ad_account_id": ["x"]}, [("id", "/ad_account_id")]),
        ({"ad_account": ["1"]}, [("unknown", "/ad_account")]),
    ],
)
def test_the_query_beside_a_body(query: dict[str, list[str]], found: list[tuple[str, str]]) -> None:
    for _ in range(2):  # the second request finds what was made for the first
        judged = judge(RULES, GROUPS, "catalogs_product_groups/create_many", query=query, url="/x")
        assert [(one.check.rule.argument, json_pointer(one.pointer)) for one in judged.verdicts] == found
        assert all((one.part, one.patch) == ("query", ()) for one in judged.verdicts)
    assert places("catalogs_product_groups/create_many", GROUPS, query=query) == []  # no URL is known


@pytest.mark.parametrize(
    ("operation", "asked", "found"),
    [
        ("campaigns/list", {"campaign_ids": ["1", "x"], "page_size": 25}, [("id", "/campaign_ids/1")]),
        ("campaigns/list", {"page_size": "many", "entity_statuses": ["ACTIVE", "ALIVE"]},
         [("type", "/page_size"), ("enum", "/entity_statuses/1")]),
        ("campaigns/list", {"page_size": 251}, [("limits", "/page_size")]),
        ("reports/stats", {}, [("required", "/parameters")]),
        ("reports/stats", {"parameters": {"catalog_type": "RETAIL"}}, []),
    ],
)  # fmt: skip
def test_a_query_without_a_body(operation: str, asked: Body, found: list[tuple[str, str]]) -> None:
    assert places(operation, asked) == found


# versions

SALES = {"ad_account_id": "1", "name": "A", "objective_type": "SALES", "intended_promotion_type": "CATALOG"}
OLDER = {"name": "A", "objective_type": "VIDEO_COMPLETION", "ad_account_id": "1"}


def test_words_and_names_of_another_version() -> None:
    assert places("campaigns/create", [SALES], version="5.28") == []
    assert told("campaigns/create", [SALES], version="5.23") == [
        (
            "unknown",
            "/0/intended_promotion_type",
            "intended_promotion_type is not a parameter that campaigns/create knows in version 5.23: it came with 5.28",
        ),
        ("enum", "/0/objective_type", 'objective_type is "SALES", a word that came with version 5.28 of the API'),
    ]
    (_, word) = judge(RULES, [SALES], "campaigns/create", version="5.23").verdicts
    assert word.severity == "warning"


def test_a_word_that_is_gone() -> None:
    body = {"catalog_type": "HOTEL", "report": {"report_type": "ALL_ITEMS"}}
    assert places("reports/create", body, version="5.23") == []
    (one,) = judge(RULES, body, "reports/create", version="5.28").verdicts
    assert one.severity == "warning"
    assert one.message == 'report.report_type is "ALL_ITEMS", a word that is gone since version 5.28 of the API'


def test_a_name_that_is_gone() -> None:
    gone = next(
        (operation, name, until)
        for operation in table("5.28").ids()
        if (hidden := table("5.28").operation(operation)).body is not None and hidden.body.at == ("*",)
        for name, (since, until) in hidden.parameters.hidden.items()
        if until is not None and since is None and "." not in name
    )
    operation, name, until = gone
    said = [message for aspect, _, message in told(operation, [{name: "x"}], version="5.28") if aspect == "unknown"]
    assert said == [f"{name} is not a parameter that {operation} knows in version 5.28: it is gone since {until}"]
    assert ("unknown", f"/0/{name}") not in places(operation, [{name: "x"}], version="5.23")


def test_what_was_required_in_another_version() -> None:
    body = [{"name": "A", "objective_type": "CONSIDERATION"}]
    assert places("campaigns/create", body, version="5.28") == []
    assert places("campaigns/create", body, version="5.23") == [("required", "/0/ad_account_id")]


# shapes that nobody expects


def test_a_body_that_is_a_list_or_an_object() -> None:
    rules = [a_rule("S1", structure="shape"), a_rule("S2", structure="size"), *RULES]
    for body in ({"a": 1}, [{"a": {"b": None}}], [{"a": 1}] * 100):
        assert judge(rules, body, "notification/post").found == []
    assert judge(rules, [], "notification/post").found == [("S2", "", "error")]
    assert judge(rules, "text", "notification/post").found == [("S1", "", "error")]


def test_deep_things_are_not_walked_to_their_end() -> None:
    deep: Body = {"x": 1}
    for _ in range(5000):
        deep = {"deeper": deep}
    wide: Body = [[[["x"]]]]
    found = places("campaigns/create", [{"name": "A", "objective_type": "SALES", "tracking_urls": {"click": wide}}])
    assert found == [("type", "/0/tracking_urls/click/0")]
    entity = {"name": "A", "objective_type": "SALES", "performance_plus_campaign_settings": deep}
    assert places("campaigns/create", [entity]) == [("unknown", "/0/performance_plus_campaign_settings/deeper")]
    assert DEEPEST < 200


def test_names_that_are_no_texts() -> None:
    assert places("campaigns/create", [{"name": "A", "objective_type": "SALES", 5: "x"}]) == [("unknown", "/0/5")]
