"""What becomes of findings in a report: selection, severities, suppressions, limits, identities, skips, order."""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from pinvet.checks.view import Call, View
from pinvet.config import Settings
from pinvet.config.settings import Ignore
from pinvet.finding import Finding
from pinvet.lint import Linter
from pinvet.lint.rules import rules_for
from pinvet.lint.skips import describe
from pinvet.sources.payload import read_payload
from rulebench import a_pack, a_rule, table

if TYPE_CHECKING:
    from collections.abc import Callable

    from pinvet.report import Report
    from pinvet.rulebook.rule import Rule

CREATE, GROUPS = "campaigns/create", "ad_groups/create"

PACK = a_pack(
    a_rule("TEAM1", required=["name"], severity="error"),
    a_rule("TEAM2", values={"status": "PAUSED"}, severity="warning", deprecated="2027-01-01"),
    a_rule("TEAM3", forbidden=["start_time"], severity="note"),
    a_rule("TEAM4", required=["end_time"], severity="error", enabled=False),
    a_rule(
        "TEAM5",
        required=["daily_spend_cap"],
        contested="Not so.",
        severity="warning",
        when={"set": "lifetime_spend_cap"},
    ),
    a_rule("SPL1", spelling={"names": {"nmae": "name"}}, severity="warning"),
    a_rule(
        "TEAM9",
        must_be={"performance_plus_campaign_settings.boost_prospecting_ad_group_bid": True},
        when={"status": "DRAFT"},
    ),
    a_rule("TEAM6", required=["bid_multiplier"], when={"campaign.is_performance_plus": True}, operations=[GROUPS]),
    a_rule("TEAM7", required=["feed_profile_id"], when={"campaign.objective_type": "SALES"}, operations=[GROUPS]),
    a_rule("TEAM8", required=["tracking_urls"], when={"campaign.is_performance_plus": True}, operations=[GROUPS]),
)


@pytest.fixture
def linter(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Callable[..., Linter]:
    """A linter with the rules of the pack above alone, under settings given as keywords."""
    from rulebench import rules_of

    rules: tuple[Rule, ...] = tuple(rules_of(PACK))
    monkeypatch.setattr("pinvet.lint.setup.rules_for", lambda *_: rules)
    return lambda **keys: Linter(Settings(tmp_path, as_of="2026-11-21", **keys))


def places(report: Report) -> list[tuple[str, str, str]]:
    return [(one.rule, one.pointer, one.severity) for one in report.findings]


BODY = [{"status": "ACTIVE", "start_time": 5}]


class TestPolicy:
    def test_as_it_comes(self, linter: Callable[..., Linter]) -> None:
        report = linter().check(BODY, operation=CREATE)
        assert places(report) == [("TEAM1", "/0/name", "error"), ("TEAM2", "/0/status", "warning")]
        summary = report.summary
        assert (summary.errors, summary.warnings, summary.notes, summary.hidden, summary.rules) == (1, 1, 1, 1, 6)
        assert [rule.id for rule in report.rules] == ["SPL1", "TEAM1", "TEAM2", "TEAM3", "TEAM5", "TEAM9"]
        assert {rule.id: rule.judged for rule in report.rules} == {
            "SPL1": 1, "TEAM1": 1, "TEAM2": 1, "TEAM3": 1, "TEAM5": 0, "TEAM9": 0,
        }  # fmt: skip

    def test_notes_are_shown_when_asked_for(self, linter: Callable[..., Linter]) -> None:
        report = linter(min_severity="note").check(BODY, operation=CREATE)
        assert ("TEAM3", "/0/start_time", "note") in places(report)
        assert report.summary.hidden == 0
        errors = linter(min_severity="error").check(BODY, operation=CREATE)
        assert (places(errors), errors.summary.warnings, errors.summary.hidden) == (
            [("TEAM1", "/0/name", "error")],
            1,
            2,
        )

    def test_selected(self, linter: Callable[..., Linter]) -> None:
        assert places(linter(select=("TEAM2",)).check(BODY, operation=CREATE)) == [("TEAM2", "/0/status", "warning")]
        assert places(linter(ignore=("TEAM2",)).check(BODY, operation=CREATE)) == [("TEAM1", "/0/name", "error")]

    def test_off_until_it_is_selected(self, linter: Callable[..., Linter]) -> None:
        assert "TEAM4" not in {one.rule for one in linter().check(BODY, operation=CREATE).findings}
        for keys in ({"extend_select": ("TEAM4",)}, {"select": ("TEAM4",)}):
            assert "TEAM4" in {one.rule for one in linter(**keys).check(BODY, operation=CREATE).findings}

    def test_what_is_not_selected_still_takes_part(self, linter: Callable[..., Linter]) -> None:
        """Spelling is applied, and a silenced finding stays silent, whatever is selected."""
        body = [{"nmae": "A", "status": "PAUSED"}]
        assert places(linter(select=("TEAM1",)).check(body, operation=CREATE)) == []
        assert places(linter().check(body, operation=CREATE)) == [("SPL1", "/0/nmae", "warning")]

    def test_the_teams_severities(self, linter: Callable[..., Linter]) -> None:
        report = linter(severity={"TEAM1": "note", "TEAM2": "error", "TEAM3": "warning"}).check(BODY, operation=CREATE)
        assert places(report) == [("TEAM2", "/0/status", "error"), ("TEAM3", "/0/start_time", "warning")]
        assert (report.summary.errors, report.summary.warnings, report.summary.notes) == (1, 1, 1)
        contested = linter(severity={"TEAM5": "error"}).check(
            [{"name": "A", "lifetime_spend_cap": 5}], operation=CREATE
        )
        assert places(contested) == [("TEAM5", "/0/daily_spend_cap", "error")]

    @pytest.mark.parametrize(
        ("fails", "day", "severity"),
        [(False, "2027-01-01", "warning"), (True, "2026-12-31", "warning"), (True, "2027-01-01", "error")],
    )
    def test_a_deprecation_fails_after_its_day(
        self, linter: Callable[..., Linter], fails: bool, day: str, severity: str
    ) -> None:
        one = linter(fail_deprecated=fails)
        one = Linter(one.settings._replace(as_of=day))
        report = one.check([{"name": "A", "status": "ACTIVE"}], operation=CREATE)
        assert places(report) == [("TEAM2", "/0/status", severity)]
        verb = "is" if day == "2026-12-31" else "was"
        assert report.findings[0].message.endswith(f", expected PAUSED; its documented end {verb} 2027-01-01")
        told = Linter(one.settings._replace(severity={"TEAM2": "note"}, min_severity="note"))
        assert places(told.check([{"name": "A", "status": "ACTIVE"}], operation=CREATE)) == [
            ("TEAM2", "/0/status", "note")
        ]

    def test_set_aside_for_some_files_with_the_reason(self, linter: Callable[..., Linter]) -> None:
        ignores = (
            Ignore(("old/**",), ("TEAM1",), "sold out", "x"),
            Ignore(("*.json",), ("team/own",), "all of them", "y"),
        )
        one = linter(ignores=ignores)
        old = one.check(json.dumps(BODY), operation=CREATE, path="old/a.txt")
        assert places(old) == [("TEAM2", "/0/status", "warning")]
        assert [(f.rule, f.remark) for f in old.suppressed] == [("TEAM1", "sold out")]
        assert (old.summary.suppressed, old.summary.errors) == (1, 0)
        new = one.check(json.dumps(BODY), operation=CREATE, path="new/a.json")
        assert (places(new), {f.remark for f in new.suppressed}) == ([], {"all of them"})
        assert places(one.check(BODY, operation=CREATE, path="new/a.txt")) != []


class TestLimits:
    def test_counts_stay_exact_beyond_the_limit(self, linter: Callable[..., Linter]) -> None:
        report = linter(max_findings=3).check([{}] * 10, operation=CREATE)
        assert len(report.findings) == 3
        assert report.summary.errors == 10
        (notice,) = report.notices
        assert (notice.kind, notice.message) == (
            "limit", "7 more findings are counted but not listed; raise --max-findings to see them",
        )  # fmt: skip
        assert linter(max_findings=10).check([{}] * 10, operation=CREATE).notices == ()

    def test_hidden_notes_do_not_count_against_it(self, linter: Callable[..., Linter]) -> None:
        report = linter(max_findings=1).check([{"name": "A", "start_time": 5}] * 3, operation=CREATE)
        assert (report.findings, report.notices, report.summary.notes) == ((), (), 3)


class TestIdentities:
    def prints(self, one: Linter, body: Any, path: str = "a.json") -> list[str]:
        text = body if isinstance(body, str) else json.dumps(body)
        return [finding.fingerprint for finding in one.check(text, operation=CREATE, path=path).findings]

    def test_independent_of_values_order_and_layout(self, linter: Callable[..., Linter]) -> None:
        one = linter()
        first = self.prints(one, [{"status": "ACTIVE", "start_time": 5}])
        assert len(set(first)) == 2
        assert self.prints(one, [{"start_time": 9, "status": "ARCHIVED"}]) == first
        assert sorted(self.prints(one, '[\n\n {"start_time" : 9,\n"status": "X"}]')) == sorted(first)

    def test_independent_of_the_index(self, linter: Callable[..., Linter]) -> None:
        one = linter()
        single = self.prints(one, [{"status": "ACTIVE"}])
        assert self.prints(one, [{"name": "A", "status": "PAUSED"}, {"status": "ACTIVE"}]) == single

    def test_equal_faults_are_told_apart(self, linter: Callable[..., Linter]) -> None:
        one = linter()
        three = self.prints(one, [{"status": "PAUSED"}] * 3)
        assert len(set(three)) == 3
        assert self.prints(one, [{"status": "PAUSED"}] * 2) == three[:2]

    def test_what_makes_another_one(self, linter: Callable[..., Linter]) -> None:
        one = linter()
        base = self.prints(one, [{"status": "PAUSED"}])
        assert self.prints(one, [{"status": "PAUSED"}], "b.json") != base
        assert self.prints(one, [{"status": "PAUSED", "end_time": 5}]) != base  # other keys: another entity
        update = [f.fingerprint for f in one.check([{"id": "1", "status": "X"}], operation="campaigns/update").findings]
        assert set(update).isdisjoint(base)

    def test_an_entity_with_an_id_keeps_its_identity(self, linter: Callable[..., Linter]) -> None:
        one = linter()

        def prints(body: Any) -> list[str]:
            return [f.fingerprint for f in one.check(body, operation="catalogs_product_groups/create").findings]

        assert prints([{"id": "1"}]) == prints([{"id": "1"}])

    def test_lone_surrogates_do_no_harm(self, linter: Callable[..., Linter]) -> None:
        report = linter().check([{"\ud800": 1, "status": "\ud800"}], operation=CREATE, path="\ud800.json")
        assert len({finding.fingerprint for finding in report.findings}) == 2


class TestSkips:
    def test_one_entry_per_missing_fact(self, linter: Callable[..., Linter]) -> None:
        body = [{"campaign_id": "626736533506"}, {"campaign_id": "626736533506"}, {"campaign_id": "7"}]
        report = linter().check(body, operation=GROUPS, path="a.json")
        told = [(s.reason, s.missing, s.rules, s.entities, s.pointer, s.remedy) for s in report.skips]
        assert told == [
            ("unknown-parent", "is_performance_plus of campaign 626736533506 of this ad group", ("TEAM6", "TEAM8"), 2,
             "/0/bid_multiplier", "--assume performance-plus"),
            ("unknown-parent", "objective_type of campaign 626736533506 of this ad group", ("TEAM7",), 2,
             "/0/feed_profile_id", "--assume objective=OBJECTIVE"),
            ("unknown-parent", "is_performance_plus of campaign 7 of this ad group", ("TEAM6", "TEAM8"), 1,
             "/2/bid_multiplier", "--assume performance-plus"),
            ("unknown-parent", "objective_type of campaign 7 of this ad group", ("TEAM7",), 1,
             "/2/feed_profile_id", "--assume objective=OBJECTIVE"),
        ]  # fmt: skip
        assert report.summary.skips == 6
        assert {rule.id: rule.skipped for rule in report.rules if rule.skipped} == {"TEAM6": 3, "TEAM7": 3, "TEAM8": 3}
        assert {(s.path, s.request) for s in report.skips} == {("a.json", 0)}

    def test_those_of_many_entities_are_told_together(
        self, linter: Callable[..., Linter], monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setattr("pinvet.lint.skips.MOST", 2)
        report = linter().check([{"campaign_id": str(number)} for number in range(1, 6)], operation=GROUPS)
        assert [(skip.missing, skip.rules, skip.entities) for skip in report.skips] == [
            ("is_performance_plus of campaign 1 of this ad group", ("TEAM6", "TEAM8"), 1),
            ("objective_type of campaign 1 of this ad group", ("TEAM7",), 1),
            ("the same of further entities", ("TEAM6", "TEAM8"), 4),
            ("the same of further entities", ("TEAM7",), 4),
        ]

    def test_the_remedy_helps(self, linter: Callable[..., Linter]) -> None:
        settings = linter().settings
        helped = Linter(settings, assume=["performance-plus", "objective=LEADS"]).check(
            [{"campaign_id": "1"}], operation=GROUPS
        )
        assert helped.skips == ()
        assert {rule for rule, *_ in places(helped)} == {"TEAM6", "TEAM8"}

    def test_rules_that_are_not_selected_are_not_missed(self, linter: Callable[..., Linter]) -> None:
        report = linter(select=("TEAM7",)).check([{"campaign_id": "1"}], operation=GROUPS)
        assert [skip.rules for skip in report.skips] == [("TEAM7",)]

    @pytest.mark.parametrize(
        ("fact", "operation", "entity", "reason", "missing"),
        [
            ("campaign.id", GROUPS, {}, "unknown-parent", "the campaign of this ad group"),
            ("campaign.id", "ads/update", {"id": "9"}, "unknown-parent", "the campaign of ad 9"),
            ("campaign.status", "campaigns/update", {"id": "1"}, "unknown-parent", "status of campaign 1"),
            ("campaign.status", "campaigns/create", {}, "unknown-parent", "status of this campaign"),
            (
                "campaign.status",
                "ads/create",
                {"ad_group_id": "5"},
                "unknown-parent",
                "status of the campaign of ad group 5",
            ),
            (
                "campaign.status",
                "ads/create",
                {"ad_group_id": "x y"},
                "unknown-parent",
                "status of the campaign of this ad",
            ),
            ("ad_group.status", "ads/create", {"ad_group_id": "5"}, "unknown-parent", "status of ad group 5"),
            (
                "was.name",
                "campaigns/update",
                {"id": "1"},
                "unknown-entity",
                "the state of campaign 1 before this request",
            ),
            ("name", "campaigns/update", {"id": "1"}, "unknown-entity", "the state of campaign 1 before this request"),
            ("entity.name", "campaigns/update", {}, "unknown-entity", "the state of this campaign before this request"),
            ("name", "campaigns/create", {"name": "{{x}}"}, "unknown-value", "a value of name that can be judged"),
            (
                "catalog_product_group.type",
                "product_group_promotions/create",
                {"catalog_product_group_id": "3"},
                "unknown-reference",
                "type of catalog product group 3",
            ),
            ("promotion.start_time", GROUPS, {"promotion_id": "4"}, "unknown-reference", "start_time of promotion 4"),
            ("feed.format", "catalogs_product_groups/create", {}, "unknown-reference", "format of this feed"),
            ("ad_groups of 626", GROUPS, {}, "unknown-siblings", "the whole list of ad groups of campaign 626"),
            ("ads of 5", "ads/update", {}, "unknown-siblings", "the whole list of ads of ad group 5"),
            (
                "the end of the input",
                GROUPS,
                {},
                "end-of-input",
                "the end of the input: siblings may still change in other requests",
            ),
            ("path.ad_account_id", GROUPS, {}, "no-url", "the request's ad_account_id"),
            ("promotions", GROUPS, {}, "unknown-reference", "the promotions of this ad account"),
            ("declared.objective_type", GROUPS, {}, "unknown-fact", "what is assumed about objective_type"),
            ("today", GROUPS, {}, "no-time", "the day on which the request was sent"),
        ],
    )
    def test_what_is_missing_in_words(self, fact: str, operation: str, entity: Any, reason: str, missing: str) -> None:
        described = table().operation(operation)
        told = describe(fact, View(Call(operation, described.entity, update=described.does == "update"), entity))
        assert (told.reason, told.what) == (reason, missing)
        assert told.remedy


class TestFindings:
    def one(self, linter: Linter, text: str, **keys: Any) -> Finding:
        (finding,) = linter.check(text, operation=CREATE, **keys).findings
        return finding

    def test_everything_that_is_told_of_one(self, linter: Callable[..., Linter]) -> None:
        one = self.one(linter(), '[{"name": "A"},\n {"status": "PAUSED"}]', path="a.json")
        assert one._replace(fingerprint="", frame=None) == Finding(
            rule="TEAM1", name="rule-team1", severity="error", confidence="documented", contested=None, remark=None,
            message="name is missing", url="https://example.test/page", section="Section", path="a.json",
            place=one.place, request=0, method="POST", path_template="/ad_accounts/{ad_account_id}/campaigns",
            operation=CREATE, entity="campaign", entity_index=1, part="body", pointer="/1/name", parameter="name",
        )  # fmt: skip
        assert one.place is not None
        assert tuple(one.place) == (2, 2, 2, 3)  # the bracket of what lacks it

    def test_where_they_stand(self, linter: Callable[..., Linter]) -> None:
        strict = linter(select=("TEAM2", "TEAM3"), min_severity="note")
        value = self.one(strict, '[{"name": "A", "status": "ACTIVE"}]').place
        key = self.one(strict, '[{"name": "A", "start_time": 5}]').place
        assert value is not None
        assert key is not None
        assert (value.column, value.end_column) == (26, 34)
        assert (key.column, key.end_column) == (16, 28)

    def test_their_order(self, linter: Callable[..., Linter]) -> None:
        text = '[{"status": "ACTIVE"},\n {"status": "ACTIVE"}]'
        report = linter().check(text, operation=CREATE)
        assert [(one.place.line, one.rule) for one in report.findings if one.place] == [
            (1, "TEAM1"), (1, "TEAM2"), (2, "TEAM1"), (2, "TEAM2"),
        ]  # fmt: skip
        values = linter().check([{"status": "ACTIVE"}] * 2, operation=CREATE)
        assert [(one.rule, one.pointer) for one in values.findings] == [
            ("TEAM1", "/0/name"), ("TEAM1", "/1/name"), ("TEAM2", "/0/status"), ("TEAM2", "/1/status"),
        ]  # fmt: skip

    def test_a_fix_comes_with_its_edits(self, linter: Callable[..., Linter]) -> None:
        from pinvet.text.edits import apply
        from pinvet.text.patches import apply_patch

        text = '[{"nmae": "A"}]'
        one = self.one(linter(), text)
        assert one.fix is not None
        assert (one.fix.title, one.fix.safe) == ("rename nmae to name", True)
        assert apply_patch(json.loads(text), one.fix.patch) == [{"name": "A"}]
        assert json.loads(apply(text, one.fix.edits)) == [{"name": "A"}]

    def test_a_fix_into_an_object_that_is_not_there_has_edits_too(self, linter: Callable[..., Linter]) -> None:
        from pinvet.text.edits import apply

        text = '[{"name": "A", "status": "DRAFT"}]'
        one = self.one(linter(select=("TEAM9",)), text)
        assert one.fix is not None
        settings = {"boost_prospecting_ad_group_bid": True}
        after = {"name": "A", "status": "DRAFT", "performance_plus_campaign_settings": settings}
        assert json.loads(apply(text, one.fix.edits)) == [after]


class TestPayloads:
    def test_each_is_judged_by_itself(self, linter: Callable[..., Linter]) -> None:
        one = linter()
        files = {
            "b.campaigns.create.json": "[{}]",
            "a.campaigns.create.json": "[{}, 5",
            "c.json": '[{"x": 1}]',
            "d.json": "5",
        }
        payloads = [read_payload(name, text.encode(), one.settings) for name, text in files.items()]
        report = one.run(payloads)
        assert [finding.path for finding in report.findings] == ["b.campaigns.create.json"]
        assert {(notice.path, notice.kind) for notice in report.notices} == {
            ("a.campaigns.create.json", "syntax"), ("c.json", "unknown-operation"), ("d.json", "shape"),
        }  # fmt: skip
        assert all(notice.fatal for notice in report.notices)

    def test_what_each_rule_judged_is_counted_over_all(self, linter: Callable[..., Linter]) -> None:
        one = linter()
        names = ("a.campaigns.create.json", "b.campaigns.create.json", "c.ad_groups.create.json")
        report = one.run([read_payload(name, b'[{"name": "A"}, {}]', one.settings) for name in names])
        assert {rule.id: rule.judged for rule in report.rules if rule.judged} == {
            "SPL1": 4, "TEAM1": 4, "TEAM2": 4, "TEAM3": 4,
        }  # fmt: skip
        assert (report.summary.files, report.summary.requests, report.summary.entities) == (3, 3, 6)
        assert report.summary.rules == len(report.rules)

    def test_odd_names_are_masked_in_the_lines_around(self, linter: Callable[..., Linter]) -> None:
        (one,) = linter().check('[{"é-secret": 1,\n "x_1": "hidden"}]', operation=CREATE).findings
        assert one.frame is not None
        shown = " ".join(text for _, text in one.frame.lines)
        assert "secret" not in shown
        assert "hidden" not in shown
        assert "x_1" in shown

    def test_a_file_that_was_only_met_is_counted(self, linter: Callable[..., Linter]) -> None:
        one = linter()
        met = [read_payload(f"{n}.json", b'[{"x": 1}]', one.settings, named=False) for n in range(3)]
        report = one.run(met)
        assert not any(notice.fatal for notice in report.notices)
        assert report.findings == ()
        report.raise_for_errors()


def test_our_own_rules_are_ours() -> None:
    assert all(rule.ours for rule in rules_for(Settings(Path.cwd())))


def test_our_packs_are_read_whatever_version_is_judged_for() -> None:
    assert rules_for(Settings(Path.cwd(), api_version="5.23", cache=False))
