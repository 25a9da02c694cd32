"""Ids that the account knows, and how often the client creates what may be there once."""

from __future__ import annotations

from typing import Any

import pytest

from rulebench import Log, a_rule, account_of, book, create, judge, update

GROUPS, PROMOTED = "ad_groups/create", "product_group_promotions/create"
HERE, THERE = {"ad_account_id": "10"}, {"ad_account_id": "20"}


def promotions(*listed: str, **entities: dict[str, Any]) -> dict[str, Any]:
    return {"promotions": {name.removeprefix("p"): values for name, values in entities.items()}, "listed": list(listed)}


class TestKnown:
    rule = a_rule(known={"promotion_ids.*": "promotions", "promotion_id": "promotions"})

    def found(self, value: Any, context: dict[str, Any], **keys: Any) -> tuple[list[str], list[Any]]:
        judged = create(self.rule, {"promotion_ids": value}, GROUPS, context=context, **keys)
        return judged.at, judged.skips

    def test_there(self) -> None:
        assert self.found(["4"], promotions(p4={})) == ([], [])

    def test_deleted(self) -> None:
        judged = create(self.rule, {"promotion_id": "4"}, GROUPS, context=promotions(p4={"deleted": True}))
        assert judged.at == ["/promotion_id"]
        assert judged.only.message == "promotion_id names one of the promotions that was deleted"

    def test_of_another_ad_account(self) -> None:
        context = promotions(p4=HERE, p5=THERE, p6={})
        assert self.found(["4", "5", "6"], context, path=HERE) == (["/promotion_ids/1"], [])
        assert self.found(["4", "5", "6"], context) == ([], [])

    def test_never_seen_is_unknown_unless_the_list_was_whole(self) -> None:
        assert self.found(["4", "9"], promotions(p4={})) == ([], [("TST1", ("promotions",))])
        assert self.found(["4", "9"], promotions("promotions", p4={})) == (["/promotion_ids/1"], [])

    @pytest.mark.parametrize("value", [None, [], "", [None], ["{{id}}"], [5], "text", {"a": [1]}])
    def test_what_is_no_id_is_left_alone(self, value: Any) -> None:
        assert self.found(value, promotions("promotions")) == ([], [])

    def test_unset_values_name_nothing(self) -> None:
        assert create(self.rule, {"promotion_id": "0"}, GROUPS, context=promotions("promotions")).at == []

    def test_untouched_ids_are_not_judged(self) -> None:
        known = {"ad_groups": {"5": {"promotion_id": "9"}}, "listed": ["promotions"]}
        for sent, found in (
            ({"promotion_id": "9"}, []),
            ({"promotion_id": "8"}, ["/promotion_id"]),
            ({"name": "A"}, []),
        ):
            assert update(self.rule, {"id": "5", **sent}, "ad_groups/update", context=known).at == found

    def test_by_other_keys(self) -> None:
        rule = a_rule(known={"promotion_ids.*": "promotions"}, match=["id", "external_id"])
        context = promotions("promotions", p4={"external_id": "spring"}, p5={"external_id": "old", "deleted": True})
        judged = create(rule, {"promotion_ids": ["4", "spring", "old", "never"]}, GROUPS, context=context)
        assert judged.at == ["/promotion_ids/2", "/promotion_ids/3"]
        only_other = a_rule(known={"promotion_ids.*": "promotions"}, match=["external_id"])
        assert create(only_other, {"promotion_ids": ["4"]}, GROUPS, context=context).at == ["/promotion_ids/0"]

    def test_what_is_deleted_counts_only_where_nothing_else_has_the_name(self) -> None:
        rule = a_rule(known={"promotion_ids.*": "promotions"}, match=["external_id"])
        context = promotions(p4={"external_id": "x", "deleted": True}, p5={"external_id": "x"})
        assert create(rule, {"promotion_ids": ["x"]}, GROUPS, context=context).at == []

    def test_turned_round(self) -> None:
        rule = a_rule(known={"promotion_ids.*": "promotions"}, match=["promotion_custom_id"], expect="absent")
        context = promotions(p4={"promotion_custom_id": "spring"})
        judged = create(rule, {"promotion_ids": ["spring", "4"]}, GROUPS, context=context)
        assert (judged.at, judged.skips) == (["/promotion_ids/0"], [])
        assert judged.only.message == "promotion_ids.* is an id from promotions"

    def test_in_several_collections_all_must_be_whole(self) -> None:
        rule = a_rule(known={"promotion_id": ["promotions", "feeds"]})
        assert create(rule, {"promotion_id": "9"}, GROUPS, context={"listed": ["promotions"]}).skips == [
            ("TST1", ("feeds",))
        ]
        whole = {"listed": ["promotions", "feeds"], "feeds": {"7": {}}}
        assert create(rule, {"promotion_id": "9"}, GROUPS, context=whole).at == ["/promotion_id"]
        assert create(rule, {"promotion_id": "7"}, GROUPS, context=whole).at == []

    def test_a_key_of_the_same_body(self) -> None:
        entity = {"tracking_urls": {"click": ["engagement", "impression"], "engagement": []}}
        rule = a_rule(known={"tracking_urls.click.*": "tracking_urls.*"})
        assert create(rule, entity).at == ["/tracking_urls/click/1"]
        turned = a_rule(known={"tracking_urls.click.*": "tracking_urls.*"}, expect="absent")
        assert create(turned, entity).at == ["/tracking_urls/click/0"]

    def periods(self, **ends: tuple[Any, Any]) -> dict[str, Any]:
        return promotions(**{name: {"start_time": start, "end_time": end} for name, (start, end) in ends.items()})

    def test_periods_that_overlap(self) -> None:
        rule = a_rule(known={"promotion_ids.*": "promotions"}, no_overlap=["start_time", "end_time"])
        context = self.periods(p1=(0, 10), p2=(10, 20), p3=(5, None), p4=(5, 10**400), p5=(None, 1), p6=(30, -1))

        def overlaps(*ids: str) -> list[str]:
            return create(rule, {"promotion_ids": list(ids)}, GROUPS, context=context).at

        assert overlaps("1", "2") == []
        assert overlaps("1", "3") == ["/promotion_ids/1"]
        assert overlaps("5", "1", "2") == ["/promotion_ids/1"]
        assert overlaps("1", "2", "6") == []
        assert overlaps("6", "4", "99") == ["/promotion_ids/1"]
        tie = create(rule, {"promotion_ids": ["3", "4"]}, GROUPS, context=context).only
        assert "undefined" in tie.message
        assert tie.related == (((0, "promotion_ids", 0), "the other one", None),)


class TestKnownInTraffic:
    rule = a_rule(known={"promotion_id": "promotions"}, operations=[GROUPS])
    sent = ({"promotion_id": "4"},)

    def log(self, rule: dict[str, Any] | None = None) -> Log:
        log = Log(book(rule or self.rule))
        log.send("promotions/create", [{"promotion_title": "T"}], ids=["4"], path=HERE)
        return log

    def test_created_before(self) -> None:
        log = self.log()
        assert log.send(GROUPS, list(self.sent), path=HERE).found == []
        assert log.send(GROUPS, list(self.sent), path=THERE).found == [("TST1", "/0/promotion_id", "error")]

    @pytest.mark.parametrize(
        ("status", "severity"), [(200, ["error"]), (204, ["error"]), (None, ["warning"]), (404, [])]
    )
    def test_deleted_before(self, status: int | None, severity: list[str]) -> None:
        log = self.log()
        log.send("promotions/delete", status=status, path={**HERE, "promotion_id": "4"})
        assert [found for *_, found in log.send(GROUPS, list(self.sent)).found] == severity

    def test_deleted_and_never_seen_otherwise(self) -> None:
        log = Log(book(self.rule))
        log.send("promotions/delete", status=200, path={"promotion_id": "4"})
        assert log.send(GROUPS, list(self.sent)).found == [("TST1", "/0/promotion_id", "error")]

    def test_a_weaker_rule_stays_weaker(self) -> None:
        log = self.log({**self.rule, "severity": "note"})
        log.send("promotions/delete", path={"promotion_id": "4"})
        assert log.send(GROUPS, list(self.sent)).found == [("TST1", "/0/promotion_id", "note")]

    def test_several_deleted_at_once(self) -> None:
        rule = a_rule(known={"catalog_product_group_id": "catalog_product_groups"}, operations=[PROMOTED])
        log = Log(book(rule))
        log.send("catalogs_product_groups/delete_many", status=200, query={"id": ["7", "8"]})
        sent = {"ad_group_id": "1", "product_group_promotion": [{"catalog_product_group_id": one} for one in "789"]}
        assert len(log.send(PROMOTED, sent).found) == 2

    def test_a_new_name_is_found_too(self) -> None:
        rule = a_rule(known={"promotion_id": "promotions"}, match=["promotion_custom_id"], operations=[GROUPS])
        log = Log(book(rule), {"listed": ["promotions"]})
        assert log.send(GROUPS, [{"promotion_id": "spring"}]).found != []
        created = [{"promotion_title": "T", "promotion_custom_id": "spring"}]
        log.send("promotions/create", created, ids=["5"])
        assert log.send(GROUPS, [{"promotion_id": "spring"}]).found == []
        log.send("promotions/update", [{"id": "5", "promotion_custom_id": "summer"}], status=200)
        assert log.send(GROUPS, [{"promotion_id": "summer"}]).found == []
        assert log.send(GROUPS, [{"promotion_id": "spring"}]).found != []


class TestNotesJudgedAlone:
    """What is a note at most is not worth a skip where nobody told anything that could be referred to."""

    note = a_rule(known={"promotion_id": "promotions"}, severity="note")

    def skips(self, rule: dict[str, Any], **keys: Any) -> list[Any]:
        return create(rule, {"promotion_id": "4"}, GROUPS, **keys).skips

    def test_nothing_is_known(self) -> None:
        assert self.skips(self.note) == []
        assert self.skips({**self.note, "severity": "warning"}) == [("TST1", ("promotions",))]

    def test_something_is(self) -> None:
        assert self.skips(self.note, context=promotions(p5={})) == [("TST1", ("promotions",))]
        assert self.skips(self.note, endless=False) == [("TST1", ("promotions",))]
        account = account_of(None)
        account.followed = True
        assert self.skips(self.note, account=account) == [("TST1", ("promotions",))]


class TestScopes:
    rule = a_rule(known={"request.scope": "token.scopes"}, operations=["@catalogs"])
    batch = ({"items": [{"item_id": "1"}, {"item_id": "2"}]},)

    def found(self, scopes: list[str] | None, operation: str = "items_batch/post", body: Any = None) -> list[Any]:
        context = None if scopes is None else {"scopes": scopes}
        sent = self.batch[0] if body is None else body
        return judge(book(self.rule), sent, operation, context=context).verdicts

    def test_granted(self) -> None:
        assert self.found(["ads:read", "catalogs:read", "catalogs:write"]) == []

    def test_said_once_for_a_request(self) -> None:
        (one,) = self.found(["ads:read", "catalogs:read"])
        assert (one.pointer, one.message) == (
            ("items", 0), "items_batch/post needs the scope catalogs:write, which the token was not given",
        )  # fmt: skip

    def test_a_request_without_a_body(self) -> None:
        (one,) = self.found(["ads:read"], "feeds/delete", {})
        assert (one.pointer, one.message) == (
            (), "feeds/delete needs the scopes catalogs:read and catalogs:write, which the token was not given",
        )  # fmt: skip

    def test_untold_scopes_are_not_asked_for(self) -> None:
        judged = judge(book(self.rule), self.batch[0], "items_batch/post")
        assert (judged.found, judged.skips) == ([], [])

    def test_the_answer_to_a_token_request_tells_them(self) -> None:
        log = Log(book(self.rule))
        assert log.send("feeds/list", answer={"items": []}).found == []
        answer = {"access_token": "pina_SECRET", "scope": "ads:read ads:write"}
        log.send("oauth/token", {"grant_type": "authorization_code"}, answer=answer)
        assert log.send("feeds/list", status=403).found == [("TST1", "", "error")]
        assert log.send("feeds/list").found == [("TST1", "", "error")]
        log.send("oauth/token", {}, answer={"scope": "catalogs:read,catalogs:write"})
        assert log.send("feeds/list").found == []
        log.send("oauth/token", {}, answer={"scope": None})
        log.send("oauth/token", {}, status=401)
        assert log.account.scopes == {"ads:read", "ads:write", "catalogs:read", "catalogs:write"}

    def test_what_is_accepted_shows_that_the_token_may_do_it(self) -> None:
        log = Log(book(self.rule))
        log.send("feeds/list", answer={"items": []})
        assert log.account.scopes is None
        log.send("oauth/token", {}, answer={"scope": "ads:read"})
        assert log.send("feeds/list", answer={"items": []}).found == [("TST1", "", "error")]
        assert log.send("feeds/get", answer={"id": "7"}).found == []
        assert log.send("feeds/delete", status=204).found == [("TST1", "", "error")]


class TestKeysOfTheSameEntity:
    rule = a_rule(known={"update_mask.*": "attributes.*"})
    batch = "items_batch/post"

    def found(self, item: dict[str, Any], **rule: Any) -> tuple[list[str], list[Any]]:
        judged = judge({**self.rule, **rule}, {"items": [{"item_id": "1", **item}]}, self.batch)
        return judged.at, judged.skips

    def test_each_is_a_key(self) -> None:
        attributes = {"title": "A", "price": None}
        assert self.found({"update_mask": ["title", "price"], "attributes": attributes}) == ([], [])
        assert self.found({"update_mask": ["title", "size"], "attributes": attributes}) == (["/update_mask/1"], [])

    @pytest.mark.parametrize("attributes", [None, {}, "text", ["title"]])
    def test_without_any_keys(self, attributes: Any) -> None:
        assert self.found({"update_mask": ["title"], "attributes": attributes}) == (["/update_mask/0"], [])

    def test_nobody_knows_the_keys_of_a_placeholder(self) -> None:
        skip = ("TST1", ("attributes.*",))
        assert self.found({"update_mask": ["title"], "attributes": "{{attributes}}"}) == ([], [skip])

    def test_turned_round(self) -> None:
        item = {"update_mask": ["title", "size"], "attributes": {"title": "A"}}
        assert self.found(item, expect="absent") == (["/update_mask/0"], [])


class TestCountOfEachRequestByItself:
    rule = a_rule(count={"per": ["item_id"], "at_most": 1, "within": "request"}, operations=["items_batch/post"])

    def items(self, *ids: Any) -> dict[str, Any]:
        return {"items": [{"item_id": identity} for identity in ids]}

    def test_each_request_is_counted_by_itself(self) -> None:
        log = Log(book(self.rule))
        for _ in range(2):
            judged = log.send("items_batch/post", self.items("a", "b", "a", None, None, "a"), status=200)
            assert judged.at == ["/item_id", "/item_id"]
        assert log.send("items_batch/post", self.items("a"), status=200).at == []
        assert log.account.events.created == {}

    def test_the_message_says_so(self) -> None:
        message = judge(self.rule, self.items("a", "a"), "items_batch/post").only.message
        assert message == "this is the second catalog item for the same item_id in this request; only one is allowed"

    def test_sent_again_it_is_as_wrong(self) -> None:
        judged = judge(self.rule, self.items("a", "a"), "items_batch/post", retry=True)
        assert judged.at == ["/item_id"]

    def test_what_stands_under_the_parent_already_does_not_count(self) -> None:
        rule = a_rule(count={"per": ["campaign_id"], "at_most": 1, "within": "request"})
        context = {"ad_groups": {"5": {"campaign_id": "1", "by_client": True}}}
        assert create(rule, {"campaign_id": "1"}, GROUPS, context=context).at == []


ONCE = a_rule(count={"per": ["campaign_id"], "at_most": 1})


def groups(*campaigns: Any, **more: Any) -> list[dict[str, Any]]:
    return [{"campaign_id": campaign, **more} for campaign in campaigns]


class TestCountWithinARequest:
    def test_the_second_is_one_too_many(self) -> None:
        judged = judge(ONCE, groups("1", "2", "1", "1"), GROUPS)
        assert judged.found == [("TST1", "/2/campaign_id", "error"), ("TST1", "/3/campaign_id", "error")]
        assert [one.message for one in judged.verdicts] == [
            "this is the second ad group for the same campaign_id; only one is allowed",
            "this is the third ad group for the same campaign_id; only one is allowed",
        ]
        assert judged.verdicts[0].related == (((0, "campaign_id"), "an earlier one", None),)

    @pytest.mark.parametrize("key", [None, [], {}, ["1"]])
    def test_without_a_key_nothing_is_counted(self, key: Any) -> None:
        assert judge(ONCE, groups(key, key), GROUPS).found == []

    def test_keys_of_another_type_are_others(self) -> None:
        assert judge(ONCE, groups("1", 1, True), GROUPS).found == []

    def test_only_what_the_rule_is_about_is_counted(self) -> None:
        rule = {**ONCE, "when": {"set": "customer_segment_id"}}
        body = [*groups("1"), *groups("1", customer_segment_id="7"), *groups("1", customer_segment_id="8")]
        assert judge(rule, body, GROUPS).found == [("TST1", "/2/campaign_id", "error")]

    def test_an_unknown_condition_is_a_skip(self) -> None:
        rule = {**ONCE, "when": {"campaign.is_performance_plus": True}}
        judged = judge(rule, groups("1", "1"), GROUPS)
        assert (judged.found, judged.skips) == ([], [("TST1", ("campaign.is_performance_plus",))])

    @pytest.mark.parametrize(
        ("limit", "number", "message"),
        [
            (0, 1, "this is the first ad group for the same campaign_id; none is allowed"),
            (2, 3, "this is the third ad group for the same campaign_id; at most 2 are allowed"),
            (10, 11, "this is the 11th ad group for the same campaign_id; at most 10 are allowed"),
            (20, 21, "this is the 21st ad group for the same campaign_id; at most 20 are allowed"),
            (21, 22, "this is the 22nd ad group for the same campaign_id; at most 21 are allowed"),
            (22, 23, "this is the 23rd ad group for the same campaign_id; at most 22 are allowed"),
        ],
    )
    def test_messages(self, limit: int, number: int, message: str) -> None:
        rule = a_rule(count={"per": ["campaign_id"], "at_most": limit})
        assert judge(rule, groups(*["1"] * number), GROUPS).only.message == message

    def test_distinct_values_are_counted(self) -> None:
        rule = a_rule(count={"per": ["campaign.id", "pin_id"], "distinct": "ad_group_id", "at_most": 1})
        context = {"ad_groups": {"5": {"campaign_id": "1"}, "6": {"campaign_id": "1"}, "7": {"campaign_id": "2"}}}
        ads = [{"ad_group_id": one, "pin_id": "9"} for one in ("5", "5", "7", "6", "5", "8")]
        judged = judge(rule, ads, "ads/create", context=context)
        assert judged.found == [("TST1", "/3/pin_id", "error")]
        assert judged.only.message == "this is the second ad for the same campaign and pin_id; only one is allowed"

    def test_what_pinterest_made_counts_where_the_rule_says_so(self) -> None:
        context = {"ad_groups": {"5": {"campaign_id": "1"}, "6": {"campaign_id": "1", "deleted": True}}}
        every = a_rule(count={"per": ["campaign_id"], "at_most": 1, "of": "all"})
        assert judge(every, groups("1"), GROUPS, context=context).found == [("TST1", "/0/campaign_id", "error")]
        assert judge(every, groups("2"), GROUPS, context=context).found == []
        assert judge(ONCE, groups("1"), GROUPS, context=context).found == []
        odd = a_rule(count={"per": ["name"], "at_most": 1, "of": "all"})
        assert judge(odd, groups(["1"], name="A"), GROUPS, context=context).found == []

    @pytest.mark.parametrize("gone", ["ARCHIVED", "DELETED_DRAFT"])
    def test_what_is_archived_does_not_count_among_all(self, gone: str) -> None:
        every = a_rule(count={"per": ["campaign_id"], "at_most": 1, "of": "all"})
        context = {"ad_groups": {"5": {"campaign_id": "1", "status": gone}, "6": {"campaign_id": "2"}}}
        assert judge(every, groups("1", "2"), GROUPS, context=context).found == [("TST1", "/1/campaign_id", "error")]


class TestCountOverALog:
    def log(self, rule: dict[str, Any] = ONCE) -> Log:
        return Log(book(rule, operations=[GROUPS]))

    def test_accepted_creates_count(self) -> None:
        log = self.log()
        assert log.send(GROUPS, groups("1", "2"), ids=["11", "12"]).found == []
        assert log.send(GROUPS, groups("3", "2"), ids=["13", "14"]).found == [("TST1", "/1/campaign_id", "error")]

    def test_refused_creates_do_not(self) -> None:
        log = self.log()
        log.send(GROUPS, groups("1"), status=400)
        refused = {"items": [{"data": None, "exceptions": [{"code": 1}]}, {"data": {"id": "12"}, "exceptions": []}]}
        log.send(GROUPS, groups("1", "2"), answer=refused)
        log.send(GROUPS, groups("3"), answer={"items": [{"exceptions": {"code": 1}}]})
        assert log.send(GROUPS, groups("1", "3"), ids=["13", "14"]).found == []
        assert log.send(GROUPS, groups("2"), ids=["15"]).found == [("TST1", "/0/campaign_id", "error")]

    def test_what_the_client_archived_counts_only_where_not_all_are_counted(self) -> None:
        every = a_rule(count={"per": ["campaign_id"], "at_most": 1, "of": "all"})
        for rule, second in ((every, []), (ONCE, [("TST1", "/0/campaign_id", "error")])):
            log = self.log(rule)
            log.send(GROUPS, groups("1"), ids=["11"])
            log.send("ad_groups/update", [{"id": "11", "status": "ARCHIVED"}], ids=["11"])
            assert log.send(GROUPS, groups("1"), ids=["12"]).found == second
            assert log.send(GROUPS, groups("1", name="B"), ids=["13"]).found == [("TST1", "/0/campaign_id", "error")]

    def test_presumed_creates_count(self) -> None:
        log = self.log()
        log.send(GROUPS, groups("1"))
        assert log.send(GROUPS, groups("1", name="B")).found != []

    def test_a_retry_does_not(self) -> None:
        log = self.log()
        assert log.send(GROUPS, groups("1")).found == []
        assert log.send(GROUPS, groups("1")).found == []
        assert log.send(GROUPS, groups("1"), ids=["11"]).found == []  # the answer at last
        assert log.account.get("ad_groups", "11") is not None
        assert log.send(GROUPS, groups("1", name="B")).found != []

    def test_the_same_body_answered_twice_is_two_creations(self) -> None:
        log = self.log()
        log.send(GROUPS, groups("1"), ids=["11"])
        assert log.send(GROUPS, groups("1"), ids=["12"]).found == [("TST1", "/0/campaign_id", "error")]

    def test_after_a_refusal_it_is_sent_again(self) -> None:
        log = self.log()
        log.send(GROUPS, groups("1"), status=503)
        assert log.send(GROUPS, groups("1"), ids=["11"]).found == []
        assert log.send(GROUPS, groups("1", name="B")).found != []

    def test_after_a_refusal_what_nobody_answered_counts(self) -> None:
        log = self.log()
        log.send(GROUPS, groups("1"), status=400)
        assert log.send(GROUPS, groups("1")).found == []
        assert log.send(GROUPS, groups("1", name="B")).found != []
        assert log.send(GROUPS, groups("1"), status=400).found == []  # still the one that nobody answered
        assert log.send(GROUPS, groups("1"), ids=["11"]).found == []

    def test_distinct_over_requests(self) -> None:
        rule = a_rule(count={"per": ["pin_id"], "distinct": "ad_group_id", "at_most": 1})
        log = Log(book(rule, operations=["ads/create"]))
        log.send("ads/create", [{"pin_id": "9", "ad_group_id": "5"}], ids=["1"])
        assert log.send("ads/create", [{"pin_id": "9", "ad_group_id": "5"}], ids=["2"]).found == []
        assert log.send("ads/create", [{"pin_id": "9", "ad_group_id": "6"}], ids=["3"]).found != []

    def test_without_a_key_nothing_is_remembered(self) -> None:
        log = self.log()
        log.send(GROUPS, groups(None, ["1"]), ids=["11", "12"])
        assert log.account.events.created == {}

    def test_an_unknown_condition_may_be_answered_later(self) -> None:
        log = self.log({**ONCE, "when": {"campaign.is_performance_plus": True}})
        log.send(GROUPS, groups("1"), ids=["11"])
        assert log.send(GROUPS, groups("1", name="B"), status=400).skips == [
            ("TST1", ("campaign.is_performance_plus",))
        ]
        log.send("campaigns/get", answer={"id": "1", "is_performance_plus": True})
        assert log.send(GROUPS, groups("1", name="C")).found == [("TST1", "/0/campaign_id", "error")]

    def test_only_under_the_rules_condition(self) -> None:
        log = self.log({**ONCE, "when": {"set": "name"}})
        log.send(GROUPS, groups("1"), ids=["11"])
        assert log.send(GROUPS, groups("1", name="A"), ids=["12"]).found == []
        assert log.send(GROUPS, groups("1", name="B"), ids=["13"]).found != []
