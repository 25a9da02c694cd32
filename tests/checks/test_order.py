"""What comes first, what must follow, and how often: rules about several requests of one input."""

from __future__ import annotations

from typing import Any

import pytest

from pinvet.account.events import MOST
from pinvet.engine.fold import finish
from rulebench import Log, a_rule, account_of, book, create, update

CAMPAIGNS, GROUPS, ADS, AD_LIST = "campaigns/create", "ad_groups/create", "ads/update", "ads/list"
PROMOTED, BATCH, INGEST = "product_group_promotions/create", "items_batch/post", "feeds/ingest"
KNOWN = {"ads": {"21": {"ad_group_id": "11"}, "22": {"ad_group_id": "12"}}}


def before(**argument: Any) -> dict[str, Any]:
    joined = {"query.ad_group_ids": "ad_group.id"}
    return {"earlier": AD_LIST, "joined_by": joined, "when_missing": "report", **argument}


def listed_first(context: dict[str, Any] | None = KNOWN, **keys: Any) -> Log:
    return Log(book(a_rule(**{"before": before(), "operations": [ADS], "severity": "note", **keys})), context)


class TestBefore:
    def test_in_order(self) -> None:
        log = listed_first()
        log.send(AD_LIST, query={"ad_group_ids": ["11", "12"]}, answer={"items": []})
        assert log.send(ADS, [{"id": "21", "name": "A"}, {"id": "22", "name": "A"}]).found == []

    def test_not_seen(self) -> None:
        judged = listed_first().send(ADS, [{"id": "21", "name": "A"}])
        assert judged.found == [("TST1", "/0", "note")]
        assert judged.only.message == (
            "ads/list with the same ad group comes first, and none was seen before this request"
        )  # fmt: skip

    def test_seen_for_another(self) -> None:
        log = listed_first()
        log.send(AD_LIST, query={"ad_group_ids": ["12"]}, answer={"items": []})
        body = [{"id": "22", "name": "A"}, {"id": "21", "ad_group_id": "11"}]
        assert log.send(ADS, body).found == [("TST1", "/1/ad_group_id", "note")]

    def test_seen_too_late(self) -> None:
        log = listed_first()
        assert log.send(ADS, [{"id": "21", "name": "A"}]).found != []
        log.send(AD_LIST, query={"ad_group_ids": ["11"]}, answer={"items": []})
        assert log.send(ADS, [{"id": "21", "name": "B"}]).found == []

    def test_a_refused_one_was_not_there(self) -> None:
        log = listed_first()
        log.send(AD_LIST, query={"ad_group_ids": ["11"]}, status=429)
        assert log.send(ADS, [{"id": "21", "name": "A"}]).found != []

    def test_without_an_answer_it_is_presumed(self) -> None:
        log = listed_first()
        log.send(AD_LIST, query={"ad_group_ids": ["11"]})
        assert log.send(ADS, [{"id": "21", "name": "A"}]).found == []

    def test_any_of_several(self) -> None:
        log = listed_first(before=before(earlier=["ads/get", AD_LIST], joined_by={"query.ad_group_ids": "ad_group.id"}))
        log.send(AD_LIST, query={"ad_group_ids": ["11"]})
        assert log.send(ADS, [{"id": "21", "name": "A"}]).found == []
        assert log.send(ADS, [{"id": "22", "name": "A"}]).only.message.startswith(
            "ads/get or ads/list with the same ad group"
        )

    def test_what_joins_is_unknown(self) -> None:
        judged = listed_first().send(ADS, [{"id": "29", "name": "A"}])
        assert (judged.found, judged.skips) == ([], [("TST1", ("ad_group.id",))])

    def test_an_unknown_condition(self) -> None:
        log = listed_first(when={"campaign.objective_type": "SALES"})
        assert log.send(ADS, [{"id": "21", "name": "A"}]).skips == [("TST1", ("campaign.objective_type",))]

    def test_a_request_judged_by_itself_has_no_past(self) -> None:
        rule = a_rule(before=before(), operations=[ADS])
        judged = update(rule, {"id": "21", "name": "A"}, ADS, context=KNOWN, operations=[ADS])
        assert (judged.found, judged.skips) == ([], [])

    def test_a_linter_that_learned_of_traffic_has_one(self) -> None:
        log = listed_first()
        log.send(AD_LIST, query={"ad_group_ids": ["12"]}, answer={"items": []})
        judged = update(log.book, {"id": "21", "name": "A"}, ADS, account=log.account)
        assert judged.found == [("TST1", "/0", "note")]
        assert update(log.book, {"id": "22", "name": "A"}, ADS, account=log.account.copy()).found == []

    def test_not_joined_but_of_a_kind(self) -> None:
        argument = {
            "earlier": [BATCH, "promotions/create"],
            "with": {"set": "promotion_code"},
            "when_missing": "report",
        }
        rule = a_rule(before={**argument, "earlier": "promotions/create"}, point="promotion_id", operations=[GROUPS])
        log = Log(book(rule))
        sent = [{"name": "A", "promotion_id": "4"}]
        judged = log.send(GROUPS, sent, ids=["1"])
        assert judged.found == [("TST1", "/0/promotion_id", "error")]
        assert judged.only.message == (
            "promotions/create in which promotion_code is set comes first, and none was seen before this request"
        )  # fmt: skip
        log.send("promotions/create", [{"promotion_title": "T"}], ids=["4"])
        assert log.send(GROUPS, sent, ids=["2"]).found != []
        log.send("promotions/create", [{"promotion_title": "T", "promotion_code": "X"}], ids=["5"])
        assert log.send(GROUPS, sent, ids=["3"]).found == []

    def test_where_the_version_lacks_the_earlier_one_nothing_is_said(self) -> None:
        rule = a_rule(before=before(earlier="catalogs_local_stores/list", joined_by={"query.ids": "ad_group.id"}))
        log = Log(book(rule, operations=[ADS], version="5.23"), KNOWN)
        assert log.send(ADS, [{"id": "21", "name": "A"}]).found == []

    def test_what_is_forgotten_is_unknown(self) -> None:
        log = listed_first()
        for number in range(MOST + 1):
            log.account.events.see("TST1", (str(number + 100),))
        assert log.send(ADS, [{"id": "21", "name": "A"}]).skips == [
            ("TST1", ("the requests before those that are remembered",))
        ]
        assert MOST * 0.9 < len(log.account.events.seen["TST1"]) <= MOST

    def test_a_long_value_is_compared_by_its_digest(self) -> None:
        log = listed_first({"ads": {"21": {"ad_group_id": "1" * 80}}})
        log.send(AD_LIST, query={"ad_group_ids": ["1" * 80]})
        assert log.send(ADS, [{"id": "21", "name": "A"}]).found == []
        assert all(len(part) == 64 for key in log.account.events.seen["TST1"] for part in key)


class TestBeforeOnlyIfSeenLater:
    def log(self, **keys: Any) -> Log:
        argument = {"earlier": GROUPS, "joined_by": {"id": "ad_group_id"}, "when_missing": "pass"}
        return Log(book(a_rule(before=argument, operations=[PROMOTED], **keys)))

    promoted = {"ad_group_id": "11", "product_group_promotion": [{"status": "PAUSED"}]}  # noqa: RUF012

    def test_in_order(self) -> None:
        log = self.log()
        log.send(GROUPS, [{"name": "A"}], ids=["11"])
        log.send(PROMOTED, self.promoted, status=200)
        assert log.end() == []

    def test_never_created_here(self) -> None:
        log = self.log()
        assert log.send(PROMOTED, self.promoted, status=200).found == []
        log.send(GROUPS, [{"name": "A"}], ids=["12"])
        assert log.end() == []

    def test_created_later(self) -> None:
        log = self.log()
        log.send(PROMOTED, self.promoted, status=200)
        log.send(GROUPS, [{"name": "A"}], ids=["11"])
        (late,) = finish(log.programs[PROMOTED], log.account)
        assert (late.touch.request, late.touch.position, late.pointer, late.missing) == (0, 0, ("ad_group_id",), None)
        assert late.message == (
            "ad_groups/create with the same ad group comes first, but was sent only after this request"
        )  # fmt: skip

    def test_a_refused_one_waits_for_nothing(self) -> None:
        log = self.log()
        log.send(PROMOTED, self.promoted, status=404)
        log.send(GROUPS, [{"name": "A"}], ids=["11"])
        assert log.end() == []

    def test_without_an_answer_nobody_knows_which_was_created(self) -> None:
        log = self.log()
        log.send(PROMOTED, self.promoted)
        log.send(GROUPS, [{"name": "A"}])
        assert log.end() == []

    def test_only_under_the_rules_condition(self) -> None:
        log = self.log(when={"status": "ACTIVE"})
        log.send(PROMOTED, self.promoted, status=200)
        log.send(GROUPS, [{"name": "A"}], ids=["11"])
        assert log.end() == []


class TestEventually:
    def log(self, context: dict[str, Any] | None = None, **keys: Any) -> Log:
        argument = {"later": PROMOTED, "joined_by": {"ad_group_id": "id"}}
        return Log(
            book(a_rule(**{"eventually": argument, "operations": [GROUPS], "severity": "note", **keys})), context
        )

    def promote(self, log: Log, group: str = "11", status: int = 200) -> None:
        log.send(PROMOTED, {"ad_group_id": group, "product_group_promotion": [{}]}, status=status)

    def test_it_follows(self) -> None:
        log = self.log()
        assert log.send(GROUPS, [{"name": "A"}], ids=["11"]).found == []
        self.promote(log)
        assert log.end() == []

    def test_it_never_comes(self) -> None:
        log = self.log()
        log.send(GROUPS, [{"name": "A"}, {"name": "B"}], ids=["11", "12"])
        self.promote(log)
        (late,) = finish(log.programs[GROUPS], log.account)
        assert (late.touch.request, late.touch.position, late.pointer, late.missing) == (0, 1, (), None)
        assert late.message == (
            "no product_group_promotions/create with the same ad group was seen by the end of the input"
        )  # fmt: skip
        assert late.touch.severity == "note"

    def test_a_refused_one_does_not_count(self) -> None:
        log = self.log()
        log.send(GROUPS, [{"name": "A"}], ids=["11"])
        self.promote(log, status=400)
        assert log.end() == [("TST1", 0, "", None, "note")]

    def test_nor_does_a_refused_beginning(self) -> None:
        log = self.log()
        log.send(GROUPS, [{"name": "A"}], status=400)
        assert log.end() == []

    def test_without_an_answer_it_is_a_skip(self) -> None:
        log = self.log()
        log.send(GROUPS, [{"name": "A"}])
        self.promote(log)
        assert log.end() == [("TST1", 0, "", "the id that the answer gives", "note")]

    def test_an_unknown_condition_is_a_skip_before_the_end(self) -> None:
        log = self.log(when={"campaign.objective_type": "SALES"})
        sent = [{"name": "A", "campaign_id": "1"}]
        assert log.send(GROUPS, sent, ids=["11"]).skips == [("TST1", ("campaign.objective_type",))]
        assert log.end() == []

    def test_a_request_judged_by_itself_is_no_input(self) -> None:
        judged = create(self.log().book, {"name": "A"}, GROUPS, context={"campaigns": {"1": {}}})
        assert (judged.found, judged.skips) == ([], [])

    def test_for_a_linter_no_end_comes(self) -> None:
        log = self.log()
        log.send(GROUPS, [{"name": "A"}], ids=["11"])
        judged = create(log.book, {"name": "B"}, GROUPS, account=log.account)
        assert (judged.found, judged.skips) == ([], [("TST1", ("the end of the input",))])

    def test_one_matter_is_told_once_and_may_have_come_before(self) -> None:
        argument = {"later": GROUPS, "with": {"promotion_application_level": "ITEM"}}
        rule = a_rule(eventually=argument, when={"set": "attributes.promotion_id"}, operations=[BATCH])
        item = {"item_id": "1", "attributes": {"promotion_id": "4"}}
        log = Log(book(rule))
        log.send(BATCH, {"items": [{"item_id": "0"}, item, item]}, status=200)
        log.send(BATCH, {"items": [item]}, status=200)
        assert log.end() == [("TST1", 0, "", None, "error")]
        other = Log(book(rule))
        other.send(GROUPS, [{"promotion_application_level": "ITEM"}], ids=["11"])
        other.send(BATCH, {"items": [item]}, status=200)
        assert other.end() == []

    def test_what_may_be_meant_counts(self) -> None:
        argument = {"later": GROUPS, "with": {"campaign.objective_type": "SALES"}}
        log = Log(book(a_rule(eventually=argument, operations=[BATCH])))
        log.send(BATCH, {"items": [{"item_id": "1"}]}, status=200)
        log.send(GROUPS, [{"name": "A", "campaign_id": "9"}], ids=["11"])
        assert log.end() == []

    def test_where_the_version_lacks_the_later_one_nothing_is_said(self) -> None:
        rule = a_rule(eventually={"later": "catalogs_local_stores/list"}, operations=[GROUPS])
        log = Log(book(rule, version="5.23"))
        log.send(GROUPS, [{"name": "A"}], ids=["11"])
        assert log.end() == []

    def test_too_many_to_remember(self) -> None:
        log = self.log()
        for _ in range(MOST // 500 + 1):
            log.send(GROUPS, [{"name": "A"}] * 500, ids=[f"{log.number}-{number}" for number in range(500)])
        assert "TST1" in log.account.events.forgot
        assert {late[3] for late in log.end()} == {"the requests before those that are remembered"}


class TestRate:
    def log(self, **keys: Any) -> Log:
        argument = {"per": "day", "by": ["path.feed_id"], "at_most": 2}
        return Log(book(a_rule(rate=argument, operations=[INGEST], **keys)))

    def ingest(self, log: Log, *hours: float, feed: str = "7", status: int = 200) -> None:
        for hour in hours:
            judged = log.send(INGEST, path={"feed_id": feed}, at=hour * 3600, status=status)
            assert judged.found == []

    def test_one_too_many(self) -> None:
        log = self.log()
        self.ingest(log, 1, 2, 3, 4)
        (late,) = finish(log.programs[INGEST], log.account)
        assert (late.touch.request, late.pointer) == (2, ())
        assert late.message == "this is more than 2 requests in a day for the same feed"

    def test_once_a_day(self) -> None:
        log = self.log()
        self.ingest(log, *range(1, 70))
        assert [late[1] for late in log.end()] == [2, 23, 47]  # the first that is too many, of each day

    @pytest.mark.parametrize("hours", [(1, 2), (1, 2, 25.1), (1, 20, 30, 45, 55)])
    def test_within_the_limit(self, hours: tuple[float, ...]) -> None:
        log = self.log()
        self.ingest(log, *hours)
        assert log.end() == []

    def test_each_for_itself(self) -> None:
        log = self.log()
        self.ingest(log, 1, 2)
        self.ingest(log, 3, 4, feed="8")
        assert log.end() == []

    def test_refused_ones_do_not_count(self) -> None:
        log = self.log()
        self.ingest(log, 1, 2)
        self.ingest(log, 3, status=429)
        assert log.end() == []

    def test_without_times_too_many_are_a_skip(self) -> None:
        log = self.log()
        for feed in ("7", "7", "8", "8"):
            log.send(INGEST, path={"feed_id": feed}, status=200)
        assert log.end() == []  # so few are within the limit whenever they came
        for _ in range(2):
            log.send(INGEST, path={"feed_id": "7"}, status=200)
        assert log.end() == [("TST1", 4, "", "the times of the requests", "error")]

    def test_all_operations_of_a_rule_count_together(self) -> None:
        rule = a_rule(rate={"per": "minute", "by": ["path.ad_account_id"], "at_most": 2}, operations=["@ads_read"])
        log = Log(book(rule))
        account = {"ad_account_id": "5"}
        for second, operation in enumerate((AD_LIST, "campaigns/list", "ad_groups/list", AD_LIST, "feeds/list")):
            log.send(operation, path=account, at=second, status=200, answer={"items": []})
        assert [late[1] for late in log.end()] == [2]  # once a minute, whichever operation comes next
        log.send("campaigns/list", path={}, at=6, status=200)  # nothing to count it by
        assert len(log.account.events.times["TST1"]) == 1

    def test_requests_that_come_out_of_order(self) -> None:
        log = self.log()
        self.ingest(log, 30, 1, 2)
        assert log.end() == []
        self.ingest(log, 1.5)
        self.ingest(log, 3)
        assert [late[1] for late in log.end()] == [4]

    def test_an_unknown_condition_is_a_skip(self) -> None:
        log = self.log(when={"promotion.by_client": True})
        judged = log.send(INGEST, path={"feed_id": "7"}, at=1, status=200)
        assert judged.skips == [("TST1", ("promotion.by_client",))]

    def test_a_request_judged_by_itself_has_no_rate(self) -> None:
        judged = create(self.log(when={"promotion.by_client": True}).book, {}, INGEST, path={"feed_id": "7"})
        assert (judged.found, judged.skips) == ([], [])

    def test_once_for_all_entities_of_a_request(self) -> None:
        rule = a_rule(rate={"per": "minute", "by": ["request.method"], "at_most": 1}, operations=[CAMPAIGNS])
        log = Log(book(rule))
        log.send(CAMPAIGNS, [{"name": "A"}, {"name": "B"}], ids=["1", "2"], at=1)
        assert log.end() == []
        log.send(CAMPAIGNS, [{"name": "C"}], ids=["3"], at=59)
        assert [late[1] for late in log.end()] == [1]

    def test_the_times_kept_are_bounded(self) -> None:
        log = self.log()
        self.ingest(log, *range(1, 70))
        assert [len(times) for times in log.account.events.times["TST1"].values()] == [3]
        for number in range(MOST):
            log.account.events.clock("TST1", (f"n{number}",))
        assert MOST * 0.9 < len(log.account.events.times["TST1"]) <= MOST
        assert log.account.events.forgot == {"TST1"}


def test_a_copy_waits_for_itself() -> None:
    account = account_of({"scopes": ["ads:read"]})
    argument = {"later": PROMOTED, "joined_by": {"ad_group_id": "id"}}
    log = Log(book(a_rule(eventually=argument, operations=[GROUPS]), a_rule(
        "TST2", rate={"per": "day", "by": ["path.feed_id"], "at_most": 2}, operations=[INGEST]
    )))  # fmt: skip
    log.account = account.copy()
    log.send(GROUPS, [{"name": "A"}], ids=["11"])
    log.send(PROMOTED, {"ad_group_id": "12", "product_group_promotion": [{}]}, status=200)
    log.send(INGEST, path={"feed_id": "7"}, at=1, status=200)
    log.account.grant(["ads:write"])
    assert (account.events.seen, account.events.waiting, account.events.times) == ({}, {}, {})
    assert (account.followed, account.scopes) == (False, frozenset({"ads:read"}))
    again = log.account.copy()
    again.events.see("TST1", ("11",))
    assert log.end() == [("TST1", 0, "", None, "error")]
