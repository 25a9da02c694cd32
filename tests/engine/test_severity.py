"""How grave a finding is: the worst case, weakened by the first entry that is not false; unknown facts; presumption."""

from __future__ import annotations

from typing import Any

import pytest

from rulebench import Judged, Log, a_rule, book, create, judge, update

GROUPS = "ad_groups/create"


def grave(judged: Judged) -> list[str]:
    return [one.severity for one in judged.verdicts]


def weaker(*entries: dict[str, Any], kind: dict[str, Any] | None = None, **keys: Any) -> dict[str, Any]:
    return a_rule(**(kind or {"forbidden": ["name", "status", "is_top_of_search"]}), weaker=list(entries), **keys)


class TestWeaker:
    def test_by_value(self) -> None:
        rule = weaker({"values": {"status": ["ACTIVE", "PAUSED"], "name": {"maxLength": 2}}, "severity": "note"})
        judged = create(rule, {"name": "A", "status": "ACTIVE", "is_top_of_search": True})
        assert {one.pointer[-1]: one.severity for one in judged.verdicts} == {
            "name": "note", "status": "note", "is_top_of_search": "error",
        }  # fmt: skip
        assert grave(create(rule, {"name": "ABC"})) == ["error"]
        assert grave(create(rule, {"status": "{{s}}"})) == ["error"]  # a placeholder is no harmless value
        assert grave(create(rule, {"status": 5})) == ["error"]

    def test_by_parameter(self) -> None:
        rule = weaker({"parameters": ["name"], "severity": "warning"})
        assert grave(create(rule, {"name": "A"})) == ["warning"]
        assert grave(create(rule, {"status": "A"})) == ["error"]

    def test_by_parameter_inside_a_place(self) -> None:
        rule = a_rule(at="template_values.*", forbidden=["amount", "percent"],
                      weaker=[{"parameters": ["percent"], "severity": "note"}])  # fmt: skip
        judged = create(rule, {"template_values": [{"amount": 1, "percent": 2}]}, "promotions/create")
        assert grave(judged) == ["error", "note"]

    def test_by_default(self) -> None:
        rule = weaker({"at_default": True, "severity": "note"})
        assert grave(create(rule, {"is_top_of_search": False})) == ["note"]
        assert grave(create(rule, {"is_top_of_search": True})) == ["error"]
        assert grave(create(rule, {"name": ""})) == []
        assert grave(create(rule, {"name": "A"})) == ["error"]

    def test_by_default_inside_a_place(self) -> None:
        operation = "catalogs_product_groups/create"
        rule = a_rule(
            at="filters.all_of.*.BRAND", forbidden=["negated"], weaker=[{"at_default": True, "severity": "note"}]
        )
        for negated, severity in ((False, "note"), (True, "error")):
            body = {"filters": {"all_of": [{"BRAND": {"negated": negated}}]}}
            assert grave(judge(rule, body, operation)) == [severity]

    def test_sent_empty(self) -> None:
        rule = weaker({"empty": True, "severity": "warning"})
        empty = create(rule, {"name": ""})
        assert (grave(empty), empty.only.message) == (["warning"], "name is sent empty and does not belong here")
        assert grave(create(rule, {"name": "A"})) == ["error"]
        assert grave(create(rule, {"name": None})) == []
        only = weaker({"empty": True, "severity": "note"}, kind={"only": ["name"]})
        told = create(only, {"status": "", "start_time": 5, "end_time": None})
        assert [(one.pointer[-1], one.severity) for one in told.verdicts] == [
            ("start_time", "error"),
            ("status", "note"),
        ]
        assert "is sent empty and is not among" in told.verdicts[1].message

    def test_sent_empty_may_be_weighed_further(self) -> None:
        rule = weaker(
            {"empty": True, "parameters": ["name"], "severity": "warning"},
            {"values": {"status": "A"}, "severity": "note"},
        )
        assert grave(create(rule, {"name": ""})) == ["warning"]
        assert grave(create(rule, {"status": ""})) == []
        assert grave(create(rule, {"status": "A"})) == ["note"]

    @pytest.mark.parametrize(("status", "severity"), [("ACTIVE", "warning"), ("PAUSED", "error"), ("{{s}}", "warning")])
    def test_by_condition_that_is_not_false(self, status: str, severity: str) -> None:
        rule = a_rule(required=["name"], weaker=[{"when": {"status": "ACTIVE"}, "severity": "warning"}])
        assert grave(create(rule, {"status": status})) == [severity]

    def test_by_date(self) -> None:
        rule = a_rule(required=["name"], weaker=[{"when": {"today": {"before": "2027-02-01"}}, "severity": "warning"}])
        assert grave(create(rule, {})) == ["warning"]
        assert grave(create(rule, {}, now=1_801_440_000)) == ["error"]

    @pytest.mark.parametrize(
        ("versions", "severity"),
        [
            ("<5.28", "error"),
            ("<=5.28", "note"),
            (">=5.28", "note"),
            (">5.28", "error"),
            ("==5.28", "note"),
            ("5.28", "note"),
        ],
    )
    def test_by_version(self, versions: str, severity: str) -> None:
        assert grave(create(a_rule(required=["name"], weaker=[{"versions": versions, "severity": "note"}]), {})) == [
            severity
        ]

    def test_every_word_of_an_entry_must_fit(self) -> None:
        entry = {"parameters": ["name"], "values": {"name": "A"}, "when": {"status": "ACTIVE"}, "severity": "note"}
        rule = a_rule(forbidden=["name"], weaker=[entry])
        assert grave(create(rule, {"name": "A", "status": "ACTIVE"})) == ["note"]
        assert grave(create(rule, {"name": "B", "status": "ACTIVE"})) == ["error"]
        assert grave(create(rule, {"name": "A"})) == ["error"]

    def test_the_first_that_fits_decides(self) -> None:
        rule = weaker({"values": {"name": "A"}, "severity": "warning"}, {"parameters": ["name"], "severity": "note"})
        assert grave(create(rule, {"name": "A"})) == ["warning"]
        assert grave(create(rule, {"name": "B"})) == ["note"]

    def test_none_leaves_it_to_another_rule(self) -> None:
        rule = weaker({"parameters": ["name"], "severity": "none"})
        judged = create(rule, {"name": "A", "status": "A"})
        assert judged.found == [("TST1", "/0/status", "error")]
        unknown = a_rule(required=["name"], when={"campaign.objective_type": "SALES"}, weaker=[{"severity": "none"}])
        assert create(unknown, {}, GROUPS).skips == []

    def test_nothing_is_graver_than_the_rule(self) -> None:
        rule = a_rule(required=["name"], severity="note", weaker=[{"versions": ">5", "severity": "error"}])
        assert grave(create(rule, {})) == ["note"]

    def test_other_sides_go_with_their_entry(self) -> None:
        rule = weaker(
            {"values": {"name": "A"}, "severity": "warning", "contested": "Others do.", "remark": "Sometimes."},
            remark="Read on.",
        )
        one, two = create(rule, {"name": "A"}).only, create(rule, {"name": "B"}).only
        assert (one.contested, one.remark) == ("Others do.", "Sometimes.")
        assert (two.contested, two.remark) == (None, "Read on.")


class TestContested:
    def test_a_contested_finding_is_a_warning_at_most(self) -> None:
        assert grave(create(a_rule(required=["name"], contested="Not so."), {})) == ["warning"]
        assert grave(create(a_rule(required=["name"], contested="Not so.", severity="note"), {})) == ["note"]
        entry = {"values": {"name": "A"}, "severity": "error", "contested": "Not so."}
        assert grave(create(a_rule(forbidden=["name"], weaker=[entry]), {"name": "A"})) == ["warning"]

    def test_a_remark_changes_nothing(self) -> None:
        one = create(a_rule(required=["name"], remark="But."), {}).only
        assert (one.severity, one.remark) == ("error", "But.")

    def test_a_fix_of_it_is_never_safe_but_for_a_rename(self) -> None:
        entity = {"status": "PAUSED"}
        kind: dict[str, Any] = {"must_be": {"is_flexible_daily_budgets": True}}
        assert create(a_rule(**kind), entity).only.safe is True
        assert create(a_rule(**kind, contested="Not so."), entity).only.safe is False
        entry = {"versions": ">5", "severity": "warning", "contested": "Not so."}
        assert create(a_rule(**kind, weaker=[entry]), entity).only.safe is False
        spelling = {"names": {"nmae": "name"}}
        assert (
            create(a_rule(spelling=spelling, contested="Not so.", severity="warning"), {"nmae": "A"}).only.safe is True
        )


class TestUnknown:
    rule = a_rule(required=["name"], when={"campaign.objective_type": "SALES"}, if_unknown="warning")

    def test_a_verdict_where_a_fact_of_the_rule_is_unknown(self) -> None:
        judged = create(self.rule, {"campaign_id": "1"}, GROUPS)
        assert (grave(judged), judged.skips) == (["warning"], [])
        assert judged.only.message == "name is missing, if objective_type of its campaign is SALES"

    def test_known_facts_are_weighed_as_ever(self) -> None:
        assert grave(create(self.rule, {}, GROUPS, assume=["objective=SALES"])) == ["error"]
        assert grave(create(self.rule, {}, GROUPS, assume=["objective=LEADS"])) == []

    def test_an_unknown_pack_condition_is_always_a_skip(self) -> None:
        pack = {"when": {"campaign.is_performance_plus": True}}
        judged = create(self.rule, {"campaign_id": "1"}, GROUPS, **pack)
        assert judged.found == []
        assert judged.skips == [("TST1", ("campaign.is_performance_plus", "campaign.objective_type"))]
        plain = a_rule(values={"campaign.status": "ACTIVE"}, if_unknown="note")
        assert create(plain, {"campaign_id": "1"}, GROUPS, **pack).skips != []
        assert grave(create(plain, {"campaign_id": "1"}, GROUPS, **pack, assume=["performance-plus"])) == ["note"]

    def test_a_fact_that_the_check_itself_asks(self) -> None:
        rule = a_rule(known={"promotion_id": "promotions"}, if_unknown="note")
        assert grave(create(rule, {"promotion_id": "4"}, GROUPS)) == ["note"]

    def test_it_keeps_the_other_sides(self) -> None:
        rule = {**self.rule, "contested": "Not so.", "remark": "Perhaps."}
        one = create(rule, {}, GROUPS).only
        assert (one.contested, one.remark, one.severity) == ("Not so.", "Perhaps.", "warning")

    def test_it_is_no_graver_than_the_row_of_a_table(self) -> None:
        rows = [{"for": "SALES", "required": ["name"], "severity": "note"}]
        rule = a_rule(table={"by": "campaign.objective_type", "rows": rows}, if_unknown="warning")
        assert grave(create(rule, {"campaign_id": "1"}, GROUPS)) == ["note"]

    def test_skip_is_the_default(self) -> None:
        rule = {key: value for key, value in self.rule.items() if key != "if_unknown"}
        for one in (rule, {**rule, "if_unknown": "skip"}):
            assert create(one, {}, GROUPS).skips == [("TST1", ("campaign.objective_type",))]


class TestPresumed:
    """What rests on writes whose answers nobody saw is a warning at most."""

    operations = ("campaigns/create", "campaigns/update", GROUPS, "ads/create")

    def log(self, *rules: dict[str, Any]) -> Log:
        return Log(book(*rules, operations=list(self.operations)))

    @pytest.mark.parametrize(("status", "severity"), [(200, "error"), (None, "warning")])
    def test_of_a_parent(self, status: int | None, severity: str) -> None:
        log = self.log(a_rule(values={"campaign.status": "ACTIVE"}, operations=[GROUPS, "ads/create"]))
        log.send("campaigns/update", [{"id": "1", "status": "PAUSED"}], status=status)
        assert log.send(GROUPS, [{"campaign_id": "1"}], ids=["5"]).found == [("TST1", "/0/campaign_id", severity)]

    @pytest.mark.parametrize(("status", "severity"), [(200, "error"), (None, "warning")])
    def test_of_what_an_update_changes(self, status: int | None, severity: str) -> None:
        log = self.log(a_rule(at_most_one=["lifetime_spend_cap", "daily_spend_cap"]))
        log.send("campaigns/update", [{"id": "1", "lifetime_spend_cap": 5}], status=status)
        assert log.send("campaigns/update", [{"id": "1", "daily_spend_cap": 5}]).found == [
            ("TST1", "/0/daily_spend_cap", severity)
        ]

    @pytest.mark.parametrize(("status", "severity"), [(200, "error"), (None, "warning")])
    def test_of_what_was_before(self, status: int | None, severity: str) -> None:
        log = self.log(
            a_rule("TST1", immutable=["objective_type"]),
            a_rule("TST2", forbidden=["name"], when={"was.status": "PAUSED"}),
        )
        log.send("campaigns/update", [{"id": "1", "objective_type": "SALES", "status": "PAUSED"}], status=status)
        sent = [{"id": "1", "objective_type": "LEADS", "name": "B", "status": "ACTIVE"}]
        assert {grave for *_, grave in log.send("campaigns/update", sent).found} == {severity}

    def test_what_the_request_says_itself_is_not_presumed(self) -> None:
        log = self.log(a_rule("TST1", forbidden=["name"]), a_rule("TST2", all_or_none=["start_time", "end_time"]))
        log.send("campaigns/update", [{"id": "1", "status": "PAUSED"}])
        sent = [{"id": "1", "name": "B", "start_time": 5, "end_time": -1}]
        assert [severity for *_, severity in log.send("campaigns/update", sent).found] == ["error", "error"]

    def test_an_answer_seen_later_makes_it_sure(self) -> None:
        log = self.log(a_rule(values={"campaign.status": "ACTIVE"}, operations=[GROUPS]))
        log.send("campaigns/update", [{"id": "1", "status": "PAUSED"}])
        log.send("campaigns/update", [{"id": "1", "name": "B"}], status=200)
        assert log.send(GROUPS, [{"campaign_id": "1"}]).found == [("TST1", "/0/campaign_id", "error")]


class TestFixes:
    def fix(self, rule: dict[str, Any], entity: dict[str, Any], operation: str = "campaigns/create") -> tuple[Any, ...]:
        one = create(rule, entity, operation).only
        return one.patch, one.fix_title, one.safe

    def test_none_holds_it_back(self) -> None:
        assert self.fix(a_rule(forbidden=["name"], fix="none"), {"name": "A"}) == ((), "", False)

    def test_safe_and_unsafe_are_the_packs_word(self) -> None:
        removed = ({"op": "remove", "path": (0, "name")},)
        assert self.fix(a_rule(forbidden=["name"], fix="safe"), {"name": "A"}) == (removed, "remove name", True)
        assert self.fix(a_rule(forbidden=["name"]), {"name": "A"}) == (removed, "remove name", False)
        added = ({"op": "add", "path": (0, "status"), "value": "PAUSED"},)
        rule = a_rule(must_be={"status": "PAUSED"}, fix="unsafe")
        assert self.fix(rule, {"name": "A"}) == (added, "set status to PAUSED", False)

    def test_another_parameter_is_set_or_removed(self) -> None:
        rule = a_rule(required=["name"], fix={"set": {"tracking_urls.click": ["u"]}})
        added = ({"op": "add", "path": (0, "tracking_urls"), "value": {"click": ["u"]}},)
        assert self.fix(rule, {"status": "A"}) == (added, "set tracking_urls.click", False)
        rule = a_rule(required=["name"], fix={"remove": "status"})
        assert self.fix(rule, {"status": "A"}) == (({"op": "remove", "path": (0, "status")},), "remove status", False)
        assert self.fix(rule, {"start_time": 5}) == ((), "", False)

    def test_a_constant_is_put_where_it_belongs(self) -> None:
        rule = a_rule(values={"status": "PAUSED"})
        assert self.fix(rule, {"status": "X"}) == (
            ({"op": "replace", "path": (0, "status"), "value": "PAUSED"},), "set it to PAUSED", False,
        )  # fmt: skip
        assert self.fix(a_rule(values={"status": ["A", "B"]}), {"status": "X"}) == ((), "", False)
        missing = a_rule(must_be={"performance_plus_campaign_settings.boost_prospecting_ad_group_bid": True})
        patch = {"op": "add", "path": (0, "performance_plus_campaign_settings"),
                 "value": {"boost_prospecting_ad_group_bid": True}}  # fmt: skip
        title = "set performance_plus_campaign_settings.boost_prospecting_ad_group_bid to true"
        assert self.fix(missing, {"name": "A"}) == ((patch,), title, True)

    @pytest.mark.parametrize(("written", "right"), [("true", True), ("False", False)])
    def test_a_boolean_in_quotes_is_converted(self, written: str, right: bool) -> None:
        rule = a_rule(values={"is_performance_plus": {"type": "boolean"}})
        replaced = {"op": "replace", "path": (0, "is_performance_plus"), "value": right}
        assert self.fix(rule, {"is_performance_plus": written}) == (
            (replaced,),
            f"write {written.lower()} without quotes",
            True,
        )
        assert self.fix(rule, {"is_performance_plus": "yes"}) == ((), "", False)

    def test_what_is_sent_empty_in_the_wrong_form(self) -> None:
        rule = a_rule(empty_as={"customer_segment_id": ["0", 0]})
        one = update(rule, {"id": "1", "customer_segment_id": None}, "ad_groups/update").only
        assert one.patch == ({"op": "replace", "path": (0, "customer_segment_id"), "value": "0"},)
        assert (one.fix_title, one.safe) == ('write "0"', True)
        one = create(a_rule(empty_as={"name": []}), {"name": ""}).only
        assert (one.patch, one.safe) == (({"op": "remove", "path": (0, "name")},), True)
