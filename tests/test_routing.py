"""A request to its operation, a bare body to the one it is meant for, and a body of any shape to its entities."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pinvet.model import Request
from pinvet.routing import Closest, closest, infer, operation_of, split
from rulebench import table

CAMPAIGNS, GROUPS, ADS = "campaigns/create", "ad_groups/create", "ads/create"
BATCH, PGP, ONE = "items_batch/post", "product_group_promotions/create", "catalogs_product_groups/create"

GROUP = {"campaign_id": "1", "billable_event": "IMPRESSION", "name": "A"}
CAMPAIGN = {"name": "A", "objective_type": "SALES", "daily_spend_cap": 5}


def test_a_named_operation_wins() -> None:
    assert operation_of(Request(operation="x/y", method="POST", url="/campaigns"), table()) == ("x/y", {})
    assert operation_of(Request(operation="x/y", path={"a": "1"}), table()) == ("x/y", {"a": "1"})


@pytest.mark.parametrize(
    ("method", "url", "found"),
    [
        (
            "POST",
            "https://api.pinterest.com/v5/ad_accounts/549755885175/campaigns",
            (CAMPAIGNS, {"ad_account_id": "549755885175"}),
        ),
        ("patch", "/v5/ad_accounts/1/ad_groups?x=1", ("ad_groups/update", {"ad_account_id": "1"})),
        ("POST", "/catalogs/items/batch", (BATCH, {})),
        ("POST", "/catalogs/items/nothing/of/this", None),
        ("BREW", "/ad_accounts/1/campaigns", None),
        ("POST", None, None),
        (None, "/ad_accounts/1/campaigns", None),
    ],
)
def test_method_and_url(method: str | None, url: str | None, found: Any) -> None:
    assert operation_of(Request(method=method, url=url), table()) == found


INFERRED: list[tuple[str, Any, str | None]] = [
    ("a campaign", [CAMPAIGN], CAMPAIGNS),
    ("a campaign without its list", CAMPAIGN, CAMPAIGNS),
    ("a campaign with an id", [{**CAMPAIGN, "id": "5"}], "campaigns/update"),
    ("an ad group", [GROUP], GROUPS),
    (
        "an ad group with an id, by its own parameters",
        [{"id": "1", "bid_multiplier": 2, "targeting_spec": {}}],
        "ad_groups/update",
    ),
    ("an ad", [{"ad_group_id": "1", "creative_type": "REGULAR", "pin_id": "2"}], ADS),
    ("a promotion", [{"promotion_title": "T", "promotion_type": "FIXED"}], "promotions/create"),
    (
        "items",
        {
            "catalog_type": "RETAIL",
            "country": "US",
            "language": "en",
            "operation": "UPSERT",
            "items": [{"item_id": "1", "attributes": {}}],
        },
        BATCH,
    ),
    (
        "a product group promotion",
        {"ad_group_id": "1", "product_group_promotion": [{"catalog_product_group_id": "2"}]},
        PGP,
    ),
    (
        "one misspelled name among many",
        [{**CAMPAIGN, "start_time": 1, "end_time": 2, "lifetime_spend_kap": 5}],
        CAMPAIGNS,
    ),
    ("only common names", [{"name": "A", "status": "ACTIVE"}], None),
    ("an id alone", [{"id": "1"}], None),
    ("names of nobody", [{"foo": 1, "bar": 2}], None),
    ("too many unknown names", [{"objective_type": "SALES", "name": "A", "foo": 1, "bar": 2, "baz": 3}], None),
    ("without what is required", [{"daily_spend_cap": 5}], None),
    ("nothing", [], None),
    ("an empty object", {}, None),
    ("null", None, None),
    ("a text", "campaign", None),
    ("a list of texts", ["a"], None),
]


@pytest.mark.parametrize(("what", "body", "operation"), INFERRED, ids=[what for what, *_ in INFERRED])
def test_a_bare_body_is_inferred_or_left_undecided(what: str, body: Any, operation: str | None) -> None:
    assert infer(body, table()) == operation


def test_a_body_that_two_operations_take_is_undecided() -> None:
    shared = {"id": "1", "status": "PAUSED", "name": "A", "tracking_urls": {}}
    assert infer([shared], table()) is None


def test_what_comes_nearest_to_an_undecided_body() -> None:
    near = closest([{"objective_type": "SALES", "daily_spend_cap": 5, "zz": 1, 7: 2}], table())
    assert near == Closest("campaigns/create", ("name",), ("7", "zz"))
    assert closest([{"id": "1", "daily_spend_cap": 5, "is_performance_plus": True}], table()) == Closest(
        "campaigns/update", (), ()
    )
    bodies: list[Any] = [[], None, [{"name": "A"}], [{"objective_type": "SALES"}], "text"]
    assert [closest(body, table()) for body in bodies] == [None] * 5


def places(body: Any, operation: str) -> list[Any]:
    slots, _ = split(body, table().operation(operation))
    return [slot.pointer for slot in slots]


def faults(body: Any, operation: str) -> list[tuple[str, Any, str]]:
    return [tuple(fault) for fault in split(body, table().operation(operation))[1]]  # type: ignore[misc]


ITEM = {"item_id": "1"}

SHAPES: list[tuple[str, Any, list[Any], list[tuple[str, Any]]]] = [
    # operation, body, pointers of the entities, faults
    (CAMPAIGNS, [{}, {}], [(0,), (1,)], []),
    (CAMPAIGNS, [], [], [("size", ())]),
    (CAMPAIGNS, [{}] * 31, [(n,) for n in range(31)], [("size", ())]),
    (CAMPAIGNS, {"name": "A"}, [()], [("shape", ())]),
    (CAMPAIGNS, {"campaigns": [{"name": "A"}]}, [("campaigns", 0)], [("shape", ())]),
    (CAMPAIGNS, {"campaigns": [{"name": "A"}, 5]}, [("campaigns", 0)], [("shape", ()), ("shape", ("campaigns", 1))]),
    (CAMPAIGNS, {"campaigns": [{}], "others": [{}]}, [()], [("shape", ())]),
    (CAMPAIGNS, {"name": "A", "others": [{}]}, [()], [("shape", ())]),
    (CAMPAIGNS, None, [], [("shape", ())]),
    (CAMPAIGNS, "text", [], [("shape", ())]),
    (CAMPAIGNS, [{}, None, [{}], True, 5, "x"], [(0,)], [("shape", (n,)) for n in range(1, 6)]),
    (BATCH, {"items": [ITEM, ITEM], "country": "US"}, [("items", 0), ("items", 1)], []),
    (BATCH, {"items": []}, [], [("size", ("items",))]),
    (BATCH, {"items": ITEM}, [("items",)], [("shape", ("items",))]),
    (BATCH, {"items": "all"}, [], [("shape", ("items",))]),
    (BATCH, {"items": None, "country": "US"}, [], [("shape", ())]),
    (BATCH, {"country": "US"}, [], [("shape", ())]),
    (BATCH, {"item_id": "1", "attributes": {}}, [()], [("shape", ())]),
    (BATCH, [{"items": [ITEM]}], [(0, "items", 0)], [("shape-of-one", ())]),
    (BATCH, [ITEM, {"items": [ITEM]}, 5], [(0,), (1, "items", 0)], [("shape", ()), ("shape", (2,))]),
    (BATCH, 7, [], [("shape", ())]),
    (ONE, {"name": "A"}, [()], []),
    (ONE, [{"name": "A"}], [(0,)], [("shape-of-one", ())]),
    (ONE, [{"name": "A"}, {}], [(0,), (1,)], [("shape", ())]),
    (ONE, [5], [], [("shape", ()), ("shape", (0,))]),
    (ONE, [], [], [("shape", ())]),
    (ONE, 5.5, [], [("shape", ())]),
    ("campaigns/list", None, [], []),
    ("campaigns/list", {"page_size": 5}, [()], []),  # what its query asks for
    ("campaigns/list", [{}], [], []),
    ("oauth/token", {"grant_type": "refresh_token"}, [], []),
]


@pytest.mark.parametrize(
    ("operation", "body", "entities", "wrong"), SHAPES, ids=[f"{o} {b}"[:60] for o, b, *_ in SHAPES]
)
def test_bodies_of_every_shape(operation: str, body: Any, entities: list[Any], wrong: list[tuple[str, Any]]) -> None:
    assert places(body, operation) == entities
    assert [(aspect, pointer) for aspect, pointer, _ in faults(body, operation)] == wrong


@pytest.mark.parametrize(
    ("operation", "body", "message"),
    [
        (CAMPAIGNS, {"name": "A"}, "campaigns/create takes a list of 1 to 30, each a campaign; this is one object"),
        (GROUPS, True, "ad_groups/create takes a list of 1 to 30, each an ad group; this is true or false"),
        (
            GROUPS,
            {"data": [{}]},
            "ad_groups/create takes a list of 1 to 30, each an ad group; this is an object around it",
        ),
        (CAMPAIGNS, [], "campaigns/create takes at least 1; the list is empty"),
        (CAMPAIGNS, [{}] * 31, "campaigns/create takes at most 30 at once; this list holds 31"),
        (CAMPAIGNS, [[]], "each entry is an object; this is a list"),
        (ONE, None, "catalogs_product_groups/create takes one object; this is null"),
        (ONE, [{}], "catalogs_product_groups/create takes one object; this is a list of one"),
        (BATCH, "x", "items_batch/post takes an object with items; this is a text"),
        (BATCH, [1, 2], "items_batch/post takes one object; this is a list of 2"),
        (BATCH, {"items": 5}, "items is a list; this is a number"),
        (BATCH, {"items": {}}, "items is a list; this is one object"),
        (BATCH, {}, "items_batch/post takes an object with the list items, which is missing"),
    ],
)
def test_what_is_said_of_a_wrong_shape(operation: str, body: Any, message: str) -> None:
    assert faults(body, operation)[0][2] == message


def test_wrappers_go_with_their_entities() -> None:
    slots, _ = split([{"items": [ITEM], "country": "US"}], table().operation(BATCH))
    assert (slots[0].value, slots[0].wrapper, slots[0].wrapper_pointer) == (ITEM, {"country": "US"}, (0,))


JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(max_size=5),
    lambda inner: (
        st.lists(inner, max_size=4)
        | st.dictionaries(st.sampled_from(["items", "name", "objective_type", "x", "campaigns"]), inner, max_size=4)
    ),
    max_leaves=12,
)


@given(JSON, st.sampled_from([CAMPAIGNS, BATCH, PGP, ONE, "campaigns/list"]))
def test_every_body_is_split_or_told_to_be_wrong(body: Any, operation: str) -> None:
    described = table().operation(operation)
    slots, wrong = split(body, described)
    assert slots or wrong or described.body is None
    for slot in slots:
        value = body
        for step in slot.pointer:
            value = value[step]
        assert value is slot.value
    infer(body, table())
