"""The address of a request: what is said of its path and its query stands there, and is said once."""

from __future__ import annotations

from typing import Any

from pinvet.model import json_pointer
from rulebench import Judged, a_rule, create, judge

REPORT, ANALYTICS, GROUPS = "analytics/create_report", "ad_account/analytics", "ad_groups/create"
PERIOD = {"start_date": "2026-11-01", "end_date": "2026-11-10", "granularity": "DAY"}


def placed(judged: Judged) -> list[tuple[str | None, str]]:
    return [(one.part, json_pointer(one.pointer)) for one in judged.verdicts]


class TestFacts:
    digits: dict[str, Any] = {"path.ad_account_id": {"format": "numeric-id"}}  # noqa: RUF012

    def test_a_path_parameter_stands_in_the_path(self) -> None:
        judged = judge(a_rule(values=self.digits), [{}, {}], path={"ad_account_id": "X"})
        assert placed(judged) == [("path", "/ad_account_id")]
        assert judged.only.parameter == "ad_account_id"
        assert judged.only.entity == (0,)
        assert judge(a_rule(values=self.digits), [{}, {}], path={"ad_account_id": "12"}).found == []

    def test_so_it_does_where_it_has_to_be_set(self) -> None:
        judged = judge(a_rule(must_be=self.digits), [{}, {}], path={"ad_account_id": "X"})
        assert placed(judged) == [("path", "/ad_account_id")]

    def test_a_query_parameter_stands_in_the_query(self) -> None:
        rule = a_rule(values={"query.page_size": "25"}, operations=["ads/list"])
        judged = judge(rule, {"page_size": 5}, "ads/list", query={"page_size": ["5"]}, url="/")
        assert placed(judged) == [(None, "/page_size")]  # there the query is what is judged
        posted = judge(a_rule(must_be={"query.x": "1"}), [{}], query={"x": ["2"]}, url="/")
        assert placed(posted) == [("query", "/x")]

    def test_without_an_address_it_is_a_skip_of_the_entity(self) -> None:
        judged = judge(a_rule(values=self.digits), [{}, {}])
        assert judged.skips == [("TST1", ("path.ad_account_id",))]
        assert [gap.pointer for gap in judged.gaps] == [(0,)]
        assert judge(a_rule(must_be=self.digits), [{}]).skips == [("TST1", ("path.ad_account_id",))]

    def test_inside_an_entity_too(self) -> None:
        rule = a_rule(values=self.digits, at="performance_plus_campaign_settings", operations=[GROUPS])
        entity = {"performance_plus_campaign_settings": {"boost_prospecting_ad_group_bid": True}}
        judged = create(rule, entity, GROUPS, path={"ad_account_id": "X"})
        assert placed(judged) == [("path", "/ad_account_id")]

    def test_it_says_nothing_of_a_parameter_of_the_same_name(self) -> None:
        rules = [a_rule("TST1", values=self.digits), a_rule("TST2", values={"ad_account_id": "1"})]
        judged = create(rules, {"ad_account_id": "2"}, path={"ad_account_id": "X"})
        assert sorted(one.part or "" for one in judged.verdicts) == ["", "path"]
        tied = [a_rule("TST1", values=self.digits), a_rule("TST2", required=["name"], when={"set": "ad_account_id"})]
        assert len(create(tied, {"ad_account_id": "2"}, path={"ad_account_id": "X"}).verdicts) == 2

    def test_two_rules_about_one_path_parameter_are_one_fault(self) -> None:
        rules = [a_rule("TST1", values=self.digits), a_rule("TST2", values=self.digits)]
        judged = create(rules, {}, path={"ad_account_id": "X"})
        assert (judged.only.check.rule.id, judged.only.also) == ("TST1", ("TST2",))


class TestForbiddenInTheQuery:
    def sent(self, names: list[str], query: dict[str, list[str]], body: Any = PERIOD, **keys: Any) -> Judged:
        return judge(a_rule(forbidden=names, **keys), body, REPORT, query=query, url="/")

    def test_what_the_body_takes(self) -> None:
        judged = self.sent(["query.*"], {"level": ["CAMPAIGN"], "columns": ["CTR", "{{x}}"], "trace": ["1"]})
        assert placed(judged) == [("query", "/columns")]
        assert judged.only.message == "columns and level do not belong in the query"
        assert judged.only.patch == ()

    def test_one_by_name(self) -> None:
        judged = self.sent(["query.level"], {"level": ["CAMPAIGN"], "columns": ["CTR"]})
        assert judged.only.message == "level does not belong in the query"

    def test_beside_others_in_the_body(self) -> None:
        judged = self.sent(["granularity", "query.level"], {"level": ["CAMPAIGN"]})
        assert placed(judged) == [(None, "/granularity"), ("query", "/level")]

    def test_what_is_clean(self) -> None:
        for query in ({}, {"level": [""]}, {"trace": ["1"]}):
            assert self.sent(["query.*"], query).found == []
        assert judge(a_rule(forbidden=["query.*"]), PERIOD, REPORT).found == []

    def test_once_for_a_request_of_many(self) -> None:
        judged = judge(a_rule(forbidden=["query.*"]), [{}, {}, {}], query={"name": ["A"]}, url="/")
        assert placed(judged) == [("query", "/name")]

    def test_without_a_body_the_query_is_what_is_judged(self) -> None:
        rule = a_rule(forbidden=["query.granularity"])
        judged = judge(rule, {"granularity": "DAY"}, ANALYTICS, query={"granularity": ["DAY"]}, url="/")
        assert placed(judged) == [(None, "/granularity")]


class TestWithoutEntities:
    shape = a_rule("TST9", structure="shape")
    query: dict[str, Any] = {"query": {"level": ["CAMPAIGN"]}, "url": "/"}  # noqa: RUF012

    def test_the_address_is_judged_all_the_same(self) -> None:
        judged = judge(a_rule(forbidden=["query.*"]), None, REPORT, **self.query)
        assert placed(judged) == [("query", "/level")]
        assert judge(a_rule(forbidden=["query.*"]), 7, REPORT, **self.query).found == [("TST1", "/level", "error")]

    def test_a_missing_body_is_not_said_beside_what_should_stand_in_it(self) -> None:
        rules = [a_rule(forbidden=["query.*"]), self.shape]
        assert [rule for rule, *_ in judge(rules, None, REPORT, **self.query).found] == ["TST1"]
        assert [rule for rule, *_ in judge(rules, 7, REPORT, **self.query).found] == ["TST9", "TST1"]
        assert [rule for rule, *_ in judge(rules, None, REPORT).found] == ["TST9"]

    def test_by_its_condition(self) -> None:
        about = {"when": {"request.method": "PUT"}}
        assert judge(a_rule(forbidden=["query.*"], **about), None, REPORT, **self.query).found == []
        unknown = a_rule(forbidden=["query.*"], when={"campaign.is_performance_plus": True})
        judged = judge([unknown, self.shape], None, REPORT, **self.query)
        assert [rule for rule, *_ in judged.found] == ["TST9"]
        assert judged.skips == [("TST1", ("campaign.is_performance_plus",))]

    def test_of_an_empty_list_too(self) -> None:
        rule = a_rule(values={"path.ad_account_id": {"format": "numeric-id"}})
        assert placed(judge(rule, [], path={"ad_account_id": "X"})) == [("path", "/ad_account_id")]

    def test_what_looks_at_entities_is_not_asked(self) -> None:
        rules = [a_rule(required=["name"]), a_rule("TST2", values={"path.ad_account_id": "1", "name": "A"})]
        assert judge(rules, None, path={"ad_account_id": "X"}).found == []
