"""The account followed through requests and answers: what is learned, what is refused, and what never changes."""

from __future__ import annotations

from typing import Any, ClassVar

import pytest

from rulebench import Log, a_rule, account_of, book

CREATE, UPDATE, GROUPS, GROUP_UPDATE = "campaigns/create", "campaigns/update", "ad_groups/create", "ad_groups/update"
LIST, GROUP_LIST, PROMOTIONS = "campaigns/list", "ad_groups/list", "promotions/create"


def log(*rules: dict[str, Any], context: dict[str, Any] | None = None) -> Log:
    return Log(book(*(rules or (a_rule(required=["name"]),)), operations=["@any"]), context)


def known(one: Log, collection: str, identity: str) -> dict[str, Any] | None:
    found = one.account.get(collection, identity)
    return None if found is None else found.values


class TestWrites:
    def test_a_create_is_known_whole_under_the_id_of_its_answer(self) -> None:
        one = log()
        one.send(CREATE, [{"name": "A", "daily_spend_cap": None}], ids=["1"])
        campaign = one.account.get("campaigns", "1")
        assert campaign is not None
        assert (campaign.values, campaign.whole, campaign.by_client, campaign.presumed) == (
            {"name": "A", "id": "1"}, True, True, False,
        )  # fmt: skip

    def test_an_update_is_known_in_part(self) -> None:
        one = log()
        one.send(UPDATE, [{"id": "1", "name": "B"}], answer={"items": [{"data": None, "exceptions": []}]})
        campaign = one.account.get("campaigns", "1")
        assert campaign is not None
        assert (campaign.values, campaign.whole, campaign.by_client) == ({"id": "1", "name": "B"}, False, False)

    def test_an_update_is_laid_over_what_is_known(self) -> None:
        one = log(context={"campaigns": {"1": {"name": "A", "status": "ACTIVE"}}})
        one.send(UPDATE, [{"id": "1", "name": "B", "status": None, "start_time": 5}], status=200)
        assert known(one, "campaigns", "1") == {"id": "1", "name": "B", "status": "ACTIVE", "start_time": 5}

    def test_without_an_answer_it_is_presumed(self) -> None:
        one = log()
        one.send(UPDATE, [{"id": "1", "name": "B"}])
        campaign = one.account.get("campaigns", "1")
        assert campaign is not None
        assert campaign.presumed is True

    @pytest.mark.parametrize("status", [400, 401, 500, 302, 100])
    def test_a_refused_request_teaches_nothing(self, status: int) -> None:
        one = log()
        one.send(UPDATE, [{"id": "1", "name": "B"}], status=status)
        assert known(one, "campaigns", "1") is None

    @pytest.mark.parametrize("exceptions", [[{"code": 1}], {"code": 1, "message": "no"}])
    def test_a_refusal_inside_an_answer_is_per_item(self, exceptions: Any) -> None:
        one = log()
        answer = {"items": [{"data": None, "exceptions": exceptions}, {"data": {"id": "2"}, "exceptions": None}]}
        one.send(CREATE, [{"name": "A"}, {"name": "B"}], answer=answer)
        assert known(one, "campaigns", "2") == {"name": "B", "id": "2"}
        assert len(one.account.entities["campaigns"]) == 1
        single = log()
        single.send(CREATE, [{"name": "A"}], answer={"items": [{"exception": exceptions}]})
        assert single.account.entities["campaigns"] == {}

    @pytest.mark.parametrize(
        "answer",
        [{}, {"items": []}, {"items": "none"}, {"items": [5]}, {"items": [{"data": 7}]}, {"data": {}}, [], "text"],
    )
    def test_an_answer_that_tells_no_id(self, answer: Any) -> None:
        one = log()
        one.send(CREATE, [{"name": "A"}], answer=answer)
        assert not any(name.isdigit() for name in one.account.entities["campaigns"])
        one.send(UPDATE, [{"id": "3", "name": "B"}], answer=answer)
        assert known(one, "campaigns", "3") == {"id": "3", "name": "B"}

    def test_an_answer_of_one_object(self) -> None:
        one = log()
        one.send(CREATE, {"name": "A"}, answer={"id": "1"})
        assert known(one, "campaigns", "1") == {"name": "A", "id": "1"}

    def test_promotions_are_answered_under_their_own_name(self) -> None:
        one = log()
        one.send(PROMOTIONS, [{"promotion_title": "T"}], answer={"promotions": [{"data": {"id": "4"}}]})
        assert known(one, "promotions", "4") == {"promotion_title": "T", "id": "4"}

    def test_a_misspelled_parameter_is_learned_under_its_right_name(self) -> None:
        one = log(a_rule(spelling={"names": {"objective": "objective_type"}}))
        one.send(CREATE, [{"objective": "SALES"}], ids=["1"])
        assert known(one, "campaigns", "1") == {"objective_type": "SALES", "id": "1"}

    def test_what_is_created_without_a_known_id_makes_no_list_whole(self) -> None:
        rule = a_rule(known={"promotion_id": "promotions"}, operations=[GROUPS])
        one = log(rule, context={"listed": ["promotions", "ad_groups of 1", "ad_groups of 2"]})
        assert one.send(GROUPS, [{"promotion_id": "4", "campaign_id": "1"}]).found != []
        assert one.account.listed == {"promotions", "ad_groups of 2"}
        one.send(PROMOTIONS, [{"promotion_title": "T"}])
        judged = one.send(GROUPS, [{"promotion_id": "4", "campaign_id": "1"}])
        assert (judged.found, judged.skips) == ([], [("TST1", ("promotions",))])

    def test_fixed_parameters_keep_their_first_value(self) -> None:
        one = log(context={"campaigns": {"1": {"objective_type": "SALES", "is_performance_plus": True, "name": "A"}}})
        changes = {"id": "1", "objective_type": "LEADS", "is_performance_plus": False, "name": "B"}
        one.send(UPDATE, [changes], status=200)
        assert known(one, "campaigns", "1") == {
            "id": "1", "objective_type": "SALES", "is_performance_plus": True, "name": "B",
        }  # fmt: skip
        one.send("campaigns/get", None, answer={"id": "1", "objective_type": "LEADS"})
        assert known(one, "campaigns", "1") == {"id": "1", "objective_type": "LEADS"}

    def test_a_draft_may_still_change_them(self) -> None:
        one = log(context={"campaigns": {"1": {"objective_type": "SALES", "status": "DRAFT"}}})
        one.send(UPDATE, [{"id": "1", "objective_type": "LEADS"}], status=200)
        assert known(one, "campaigns", "1") == {"id": "1", "objective_type": "LEADS", "status": "DRAFT"}

    def test_ad_groups_move_their_parent_along(self) -> None:
        one = log(context={"ad_groups": {"5": {"campaign_id": "1"}}})
        one.send(GROUP_UPDATE, [{"id": "5", "campaign_id": "2"}], status=200)
        assert [g.id for g in one.account.children("ad_groups", "1")] == []
        assert [g.id for g in one.account.children("ad_groups", "2")] == ["5"]

    def test_operations_of_nothing_that_is_kept(self) -> None:
        one = log()
        one.send("items_batch/post", {"items": [{"item_id": "1"}]}, answer={"items": [{"id": "1"}]})
        one.send("feeds/ingest", {}, status=200)
        one.send("promotions/delete", None, status=200)
        assert not any(one.account.entities.values())


class TestReads:
    def test_a_list_makes_its_entities_whole(self) -> None:
        one = log()
        one.send(UPDATE, [{"id": "1", "name": "B"}], status=200)
        one.send(
            LIST, None, answer={"items": [{"id": "1", "status": "ACTIVE"}, "text", {"name": "no id"}], "bookmark": None}
        )
        campaign = one.account.get("campaigns", "1")
        assert campaign is not None
        assert (campaign.values, campaign.whole) == ({"id": "1", "status": "ACTIVE"}, True)
        assert one.account.is_listed_in("campaigns", None)

    @pytest.mark.parametrize(
        ("query", "listed"),
        [
            ({}, {"ad_groups"}),
            ({"page_size": ["25"], "bookmark": ["x"], "order": ["ASCENDING"]}, {"ad_groups"}),
            ({"campaign_ids": ["1", "2"]}, {"ad_groups of 1", "ad_groups of 2"}),
            ({"campaign_ids": ["1"], "entity_statuses": ["ACTIVE"]}, set()),
            ({"ad_group_ids": ["5"]}, set()),
        ],
    )
    def test_a_list_is_whole_without_a_bookmark_and_another_filter(
        self, query: dict[str, list[str]], listed: set[str]
    ) -> None:
        one = log()
        one.send(GROUP_LIST, None, query=query, answer={"items": [{"id": "5", "campaign_id": "1"}]})
        assert one.account.listed == listed
        paged = log()
        paged.send(GROUP_LIST, None, query=query, answer={"items": [{"id": "5"}], "bookmark": "more"})
        assert paged.account.listed == set()
        assert paged.account.get("ad_groups", "5") is not None

    def test_campaigns_have_no_parent_to_be_listed_by(self) -> None:
        one = log()
        one.send(LIST, None, query={"campaign_ids": ["1"]}, answer={"items": [{"id": "1"}]})
        assert one.account.listed == set()

    @pytest.mark.parametrize(
        ("status", "answer"), [(None, None), (404, {"items": [{"id": "1"}]}), (200, "text"), (200, [])]
    )
    def test_an_answer_that_shows_nothing(self, status: int | None, answer: Any) -> None:
        one = log()
        one.send(LIST, None, status=status, answer=answer)
        assert not any(one.account.entities.values())
        assert one.account.listed == set()

    def test_one_entity(self) -> None:
        one = log()
        one.send("campaigns/get", None, answer={"id": "1", "name": "A"})
        assert known(one, "campaigns", "1") == {"id": "1", "name": "A"}
        assert one.account.listed == set()

    def test_the_client_stays_the_one_who_made_it(self) -> None:
        one = log()
        one.send(GROUPS, [{"campaign_id": "1"}], ids=["5"])
        one.send(GROUP_LIST, None, answer={"items": [{"id": "5", "campaign_id": "1"}, {"id": "6", "campaign_id": "1"}]})
        assert [g.by_client for g in one.account.children("ad_groups", "1")] == [True, False]


class TestListsOfAds:
    """The order of a list tells which ads belong together: copies stand at the same position of sibling ad groups."""

    def ads(self, *pairs: str) -> dict[str, Any]:
        return {"items": [{"id": one, "ad_group_id": group} for group, one in (pair.split() for pair in pairs)]}

    def positions(self, log: Log) -> dict[str, Any]:
        return {one.id: one.values.get("position") for one in log.account.entities["ads"].values()}

    def read(self, *pairs: str, following: str | None = None, **query: list[str]) -> Log:
        one = log()
        one.send("ads/list", query=query, answer={**self.ads(*pairs), "bookmark": following})
        return one

    def test_each_ad_group_is_counted_for_itself(self) -> None:
        one = self.read("11 a", "12 b", "11 c", "12 d", ad_group_ids=["11", "12"])
        assert self.positions(one) == {"a": 0, "b": 0, "c": 1, "d": 1}
        assert one.account.listed == {"ads of 11", "ads of 12"}

    def test_a_list_by_campaign_shows_all_its_ad_groups(self) -> None:
        one = log(context={"ad_groups": {"11": {"campaign_id": "1"}, "13": {"campaign_id": "1"}}})
        one.send("ads/list", query={"campaign_ids": ["1"]}, answer=self.ads("11 a", "12 b"))
        assert self.positions(one) == {"a": 0, "b": 0}
        assert one.account.listed == {"ads of 11", "ads of 12", "ads of 13"}

    @pytest.mark.parametrize(
        "query", [{}, {"ad_ids": ["a"]}, {"ad_group_ids": ["11"], "entity_statuses": ["PAUSED"]}, {"bookmark": ["x"]}]
    )
    def test_in_other_lists_the_order_tells_nothing(self, query: dict[str, list[str]]) -> None:
        assert self.positions(self.read("11 a", **query)) == {"a": None}

    def test_a_later_page_goes_on(self) -> None:
        one = self.read("11 a", "11 b", ad_group_ids=["11"], following="x")
        assert one.account.listed == set()
        for _ in range(2):  # the same page twice
            one.send("ads/list", query={"ad_group_ids": ["11"], "bookmark": ["x"]}, answer=self.ads("11 c", "12 d"))
        assert self.positions(one) == {"a": 0, "b": 1, "c": 2, "d": None}
        assert one.account.listed == {"ads of 11"}

    def test_odd_answers(self) -> None:
        one = log()
        items = [
            {"id": "a"},
            {"id": 5, "ad_group_id": "11"},
            {"ad_group_id": ["11"]},
            7,
            {"id": "b", "ad_group_id": "11"},
        ]
        one.send("ads/list", query={"ad_group_ids": ["11"]}, answer={"items": items})
        assert self.positions(one) == {"a": None, "b": 1}

    def test_what_no_later_read_shows_is_kept(self) -> None:
        one = self.read("11 a", ad_group_ids=["11"])
        one.send("ads/get", answer={"id": "a", "ad_group_id": "11", "name": "A"})
        assert self.positions(one) == {"a": 0}
        roles = log(context={"ad_groups": {"11": {"campaign_id": "1", "role": "base"}}})
        roles.send(GROUP_LIST, answer={"items": [{"id": "11", "campaign_id": "1"}]})
        assert known(roles, "ad_groups", "11") == {"id": "11", "campaign_id": "1", "role": "base"}


class TestOtherReads:
    def test_product_group_promotions_are_listed_by_one_ad_group(self) -> None:
        one = log()
        one.send("product_group_promotions/list", query={"ad_group_id": ["11"]}, answer={"items": []})
        assert one.account.listed == {"product_group_promotions of 11"}

    def test_feeds_listed_for_an_ad_account_are_whole(self) -> None:
        one = log()
        one.send("feeds/list", query={"ad_account_id": ["9"]}, answer={"items": [{"id": "7"}]})
        assert one.account.listed == {"feeds"}
        one.send("catalogs_product_groups/list", query={"feed_id": ["7"]}, answer={"items": [{"id": "8"}]})
        assert one.account.listed == {"feeds"}

    def test_the_path_tells_whose_entities_are_read(self) -> None:
        one = log()
        one.send("promotions/list", answer={"items": [{"id": "4"}]}, path={"ad_account_id": "9"})
        promotion = one.account.get("promotions", "4")
        assert promotion is not None
        assert promotion.ad_account_id == "9"

    def test_the_server_tells_the_type_of_a_new_product_group(self) -> None:
        one = log()
        one.send(
            "catalogs_product_groups/create", {"name": "A"}, answer={"id": "8", "type": "MERCHANT_CREATED", "name": "B"}
        )
        assert known(one, "catalog_product_groups", "8") == {"id": "8", "type": "MERCHANT_CREATED", "name": "A"}


class TestUpdatesOverTheAccount:
    """The commonest update of all: raising the daily cap."""

    rules = (
        a_rule("TST1", must_be={"is_flexible_daily_budgets": True}, when={"set": "daily_spend_cap"}),
        a_rule("TST2", at_most_one=["lifetime_spend_cap", "daily_spend_cap"]),
    )
    sent = ({"id": "1", "daily_spend_cap": 30_000_000},)

    def send(self, context: dict[str, Any] | None) -> Any:
        return Log(book(*self.rules, operations=[UPDATE]), context).send(UPDATE, list(self.sent))

    def test_clean_where_it_is_known_to_be_flexible(self) -> None:
        judged = self.send({"campaigns": {"1": {"daily_spend_cap": 20_000_000, "is_flexible_daily_budgets": True}}})
        assert (judged.found, judged.skips) == ([], [])

    def test_an_error_where_a_lifetime_cap_is_known(self) -> None:
        judged = self.send({"campaigns": {"1": {"lifetime_spend_cap": 5, "is_flexible_daily_budgets": True}}})
        assert judged.found == [("TST2", "/0/daily_spend_cap", "error")]

    def test_a_skip_where_nothing_is_known(self) -> None:
        judged = self.send(None)
        assert (judged.found, judged.skips) == ([], [("TST1", ("was.is_flexible_daily_budgets",))])

    def test_all_items_are_judged_against_the_account_before_the_request(self) -> None:
        one = log(a_rule(at_most_one=["lifetime_spend_cap", "daily_spend_cap"], operations=[UPDATE]))
        body = [{"id": "1", "lifetime_spend_cap": 5}, {"id": "1", "daily_spend_cap": 5}]
        assert one.send(UPDATE, body, status=200).found == []
        assert one.send(UPDATE, [{"id": "1", "daily_spend_cap": 6}]).found == [("TST1", "/0/daily_spend_cap", "error")]


class TestPostedUpdates:
    """An ad group sent by POST with its id is judged as the update that it is."""

    rules = (
        a_rule("CRE1", required=["billable_event"], operations=[GROUPS]),
        a_rule("UPD1", immutable=["billable_event"], operations=[GROUP_UPDATE]),
        a_rule("CNT1", count={"per": ["campaign_id"], "at_most": 1}, operations=[GROUPS]),
        a_rule("SHP1", structure="shape", operations=[GROUPS, GROUP_UPDATE]),
        a_rule("MET1", values={"request.method": "PATCH"}, operations=[GROUP_UPDATE]),
    )
    known: ClassVar[dict[str, Any]] = {"ad_groups": {"5": {"campaign_id": "1", "billable_event": "IMPRESSION"}}}

    def log(self) -> Log:
        return Log(book(*self.rules), self.known)

    def test_with_an_id(self) -> None:
        sent = [{"id": "5", "billable_event": "CLICKTHROUGH"}]
        assert {rule for rule, *_ in self.log().send(GROUPS, sent).found} == {"UPD1", "MET1"}

    def test_beside_creates_every_entity_keeps_its_place(self) -> None:
        body = [{"campaign_id": "1"}, {"id": "5", "billable_event": "CLICKTHROUGH"}, {"campaign_id": "1"}]
        one = self.log()
        judged = one.send(GROUPS, body, ids=["7", "5", "8"])
        places = [(verdict.check.rule.id, verdict.pointer[0], verdict.position) for verdict in judged.verdicts]
        assert sorted(places) == [("CNT1", 2, 2), ("CRE1", 0, 0), ("CRE1", 2, 2), ("MET1", 1, 1), ("UPD1", 1, 1)]
        count = next(verdict for verdict in judged.verdicts if verdict.check.rule.id == "CNT1")
        assert count.related == (((0, "campaign_id"), "an earlier one", None),)
        assert set(one.account.entities["ad_groups"]) == {"5", "7", "8"}
        assert known(one, "ad_groups", "5") == {"campaign_id": "1", "billable_event": "CLICKTHROUGH", "id": "5"}

    def test_the_shape_is_told_once(self) -> None:
        judged = self.log().send(GROUPS, {"id": "5", "campaign_id": "1"})
        assert [rule for rule, *_ in judged.found].count("SHP1") == 1

    @pytest.mark.parametrize("identity", [None])
    def test_a_null_id_is_no_id(self, identity: Any) -> None:
        judged = self.log().send(GROUPS, [{"id": identity, "campaign_id": "1"}])
        assert [rule for rule, *_ in judged.found] == ["CRE1"]


def test_a_copy_can_be_changed_without_changing_the_account() -> None:
    account = account_of(
        {"campaigns": {"1": {"name": "A"}}, "ad_groups": {"5": {"campaign_id": "1"}}, "listed": ["ads"]}
    )
    one = Log(book(a_rule(count={"per": ["campaign_id"], "at_most": 1}, operations=[GROUPS])))
    one.account = account.copy()
    one.send(GROUPS, [{"campaign_id": "1"}], ids=["6"])
    one.send(UPDATE, [{"id": "1", "name": "B"}], status=200)
    one.account.listed.add("feeds")
    assert [g.id for g in account.children("ad_groups", "1")] == ["5"]
    assert account.get("campaigns", "1").values == {"name": "A", "id": "1"}  # type: ignore[union-attr]
    assert (account.listed, account.events.created, account.sent, account.events.touched) == ({"ads"}, {}, {}, {})


def test_an_account_is_asked_by_texts_only() -> None:
    account = account_of({"campaigns": {"1": {}}})
    assert account.get("campaigns", 1) is None
    assert account.get("campaigns", None) is None
    assert account.get("campaigns", ["1"]) is None
    account.read("campaigns", {"id": 5})
    assert set(account.entities["campaigns"]) == {"1"}
    account.read("campaigns", {"id": "2", "deleted": True, "ad_account_id": "9"})
    two = account.get("campaigns", "2")
    assert two is not None
    assert (two.deleted, two.ad_account_id) == (True, "9")
    account.read("ad_groups", {"id": "5", "campaign_id": "1", "deleted": True}, ad_account_id="10")
    assert list(account.children("ad_groups", "1")) == []
    assert not account.is_listed("ad_groups", "1")
