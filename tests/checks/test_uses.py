"""What still uses a promotion, a product group or a feed that is deleted, and whether an account has feeds."""

from __future__ import annotations

from typing import Any

import pytest

from pinvet.checks.facts import fact
from pinvet.checks.scope import Scope
from pinvet.checks.view import Call, View
from pinvet.lint.skips import describe
from pinvet.model import UNKNOWN
from rulebench import Log, a_rule, account_of, book, judge, table

ALL_GROUPS, ALL_PROMOTED = {"listed": ["ad_groups"]}, {"listed": ["product_group_promotions"]}
DELETES = {
    "promotion": ("promotions/delete", "promotion_id"),
    "catalog_product_group": ("catalogs_product_groups/delete", "product_group_id"),
    "feed": ("feeds/delete", "feed_id"),
}


def in_use(space: str, context: dict[str, Any], identity: str | None = "7", query: Any = None) -> Any:
    operation, name = DELETES[space] if query is None else ("catalogs_product_groups/delete_many", "")
    described = table().operation(operation)
    call = Call(operation, described.entity, update=False, account=account_of(context))
    call.path = {name: identity} if identity is not None else None
    return fact(f"{space}.in_use", Scope(described, table(), (), {})).get(View(call, query or {}))


def groups(*entities: dict[str, Any], **keys: Any) -> dict[str, Any]:
    return {"ad_groups": {str(number): one for number, one in enumerate(entities)}, **keys}


@pytest.mark.parametrize(
    ("context", "expected"),
    [
        ({}, UNKNOWN),
        (ALL_GROUPS, False),
        (groups({"promotion_id": "7"}), True),
        (groups({"promotion_ids": ["6", "7"]}), True),
        (groups({"promotion_ids": ["7"], "status": "PAUSED", "partial": True}), True),
        (groups({"promotion_ids": ["6", 7, None], "promotion_id": "0"}, **ALL_GROUPS), False),
        (groups({"promotion_ids": ["7"], "status": "ARCHIVED"}, **ALL_GROUPS), False),
        (groups({"promotion_ids": ["7"], "deleted": True}), UNKNOWN),
    ],
)
def test_promotions(context: dict[str, Any], expected: Any) -> None:
    assert in_use("promotion", context) is expected


def promoted(*entities: dict[str, Any], **keys: Any) -> dict[str, Any]:
    shown = {str(number): {"catalog_product_group_id": "7", **one} for number, one in enumerate(entities)}
    return {"product_group_promotions": shown, **keys}


PROMOTED: list[tuple[dict[str, Any], Any]] = [
    ({}, UNKNOWN),
    (ALL_PROMOTED, False),
    (promoted({}), True),
    (promoted({"status": "ACTIVE", "partial": True}), True),
    (promoted({"partial": True}, **ALL_PROMOTED), UNKNOWN),
    (promoted({"status": "PAUSED"}, {"status": "ARCHIVED"}, {"deleted": True}, **ALL_PROMOTED), False),
    (promoted({"status": "PAUSED"}, {"status": "ACTIVE"}), True),
    (promoted({"catalog_product_group_id": "8"}), UNKNOWN),
]


@pytest.mark.parametrize(("context", "expected"), PROMOTED)
def test_product_groups(context: dict[str, Any], expected: Any) -> None:
    assert in_use("catalog_product_group", context) is expected


@pytest.mark.parametrize(("context", "expected"), PROMOTED)
def test_feeds_are_used_as_their_product_groups_are(context: dict[str, Any], expected: Any) -> None:
    known = {**context, "catalog_product_groups": {"7": {"feed_id": "9"}}}
    listed = {**known, "listed": [*context.get("listed", ()), "catalog_product_groups"]}
    assert in_use("feed", listed, "9") is expected
    assert in_use("feed", known, "9") is (True if expected is True else UNKNOWN)


def test_a_deleted_product_group_uses_no_feed() -> None:
    gone = {"catalog_product_groups": {"7": {"feed_id": "9", "deleted": True}}, "listed": ["catalog_product_groups"]}
    assert in_use("feed", promoted({}, **gone), "9") is False


@pytest.mark.parametrize(
    ("ids", "expected"),
    [(["6", "7"], True), ([6, 7], True), (["6"], False), (["6", None], UNKNOWN), ([], False), ("7", UNKNOWN)],
)
def test_several_in_a_query(ids: Any, expected: Any) -> None:
    assert in_use("catalog_product_group", promoted({}, **ALL_PROMOTED), None, {"id": ids}) is expected


def test_of_what_nobody_names_nothing_is_known() -> None:
    assert in_use("promotion", ALL_GROUPS, None) is UNKNOWN


def test_what_an_entity_refers_to() -> None:
    described = table().operation("product_group_promotions/create")
    call = Call(described.id, described.entity, update=False, account=account_of(promoted({})))
    known = fact("catalog_product_group.in_use", Scope(described, table(), (), {}))
    assert known.get(View(call, {"catalog_product_group_id": "7"})) is True


class TestInTraffic:
    rule = a_rule(values={"promotion.in_use": False}, operations=["promotions/delete"])

    @pytest.mark.parametrize(
        ("change", "found"),
        [
            ({"promotion_id": None}, 0),
            ({"promotion_id": "0"}, 0),
            ({"promotion_id": "6"}, 0),
            ({"name": "Renamed"}, 1),
        ],
    )
    def test_null_takes_a_promotion_off(self, change: dict[str, Any], found: int) -> None:
        log = Log(book(self.rule), ALL_GROUPS)
        log.send("ad_groups/update", [{"id": "1", "promotion_id": "7"}], status=200)
        log.send("ad_groups/update", [{"id": "1", **change}], status=200)
        assert len(log.send("promotions/delete", status=204, path={"promotion_id": "7"}).verdicts) == found

    def test_what_it_says(self) -> None:
        log = Log(book(self.rule), groups({"promotion_id": "7"}))
        judged = log.send("promotions/delete", path={"promotion_id": "7"})
        assert judged.only.message == "an ad group still has the promotion"

    def test_what_a_condition_says(self) -> None:
        rule = a_rule(when={"account.has_feeds": True}, required=["operation"], operations=["items_batch/post"])
        judged = judge(rule, {"items": [{"item_id": "1"}]}, context={"feeds": {"1": {}}}, operation="items_batch/post")
        assert judged.only.message == "operation is missing, because the account has a feed"

    def test_in_a_create_null_is_nothing(self) -> None:
        log = Log(book(self.rule))
        log.send("ad_groups/create", [{"campaign_id": "1", "name": "A", "promotion_id": None}], ids=["2"])
        known = log.account.get("ad_groups", "2")
        assert known is not None
        assert "promotion_id" not in known.values

    def test_lists_that_change(self) -> None:
        log = Log(book(self.rule))

        def found(identity: str) -> int:
            return len(log.send("promotions/delete", status=400, path={"promotion_id": identity}).verdicts)

        log.send("ad_groups/update", [{"id": "1", "promotion_ids": ["6", "7"]}], status=200)
        assert (found("6"), found("7")) == (1, 1)
        log.send("ad_groups/update", [{"id": "1", "promotion_ids": ["7", "8"]}], status=200)
        assert (found("6"), found("7"), found("8")) == (0, 1, 1)
        log.send("ad_groups/update", [{"id": "1", "promotion_ids": []}], status=200)
        assert (found("7"), found("8")) == (0, 0)


@pytest.mark.parametrize(
    ("context", "expected"),
    [
        ({}, UNKNOWN),
        ({"listed": ["feeds"]}, False),
        ({"feeds": {"1": {"name": "A"}}}, True),
        ({"feeds": {"1": {"name": "A", "deleted": True}}, "listed": ["feeds"]}, False),
        ({"feeds": {"1": {"deleted": True}, "2": {"name": "B"}}}, True),
    ],
)
def test_an_account_and_its_feeds(context: dict[str, Any], expected: Any) -> None:
    described = table().operation("items_batch/post")
    call = Call(described.id, described.entity, update=False, account=account_of(context))
    assert fact("account.has_feeds", Scope(described, table(), (), {})).get(View(call, {})) is expected


@pytest.mark.parametrize(
    ("name", "operation", "words"),
    [
        ("promotion.in_use", "promotions/delete", "what still uses the promotions that are deleted"),
        ("feed.in_use", "feeds/delete", "what still uses the feeds that are deleted"),
        (
            "catalog_product_group.in_use",
            "catalogs_product_groups/delete",
            "what still uses the catalog product groups that are deleted",
        ),
        ("account.has_feeds", "items_batch/post", "the feeds of this account"),
    ],
)
def test_what_is_missing_in_words(name: str, operation: str, words: str) -> None:
    described = table().operation(operation)
    told = describe(name, View(Call(operation, described.entity, update=False), {}))
    assert told.what == words
    assert told.remedy
