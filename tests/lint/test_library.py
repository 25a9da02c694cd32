"""The library call: any form of a body in, a report out, and nothing changed on the way."""

from __future__ import annotations

import json
import pickle
import tomllib
from copy import deepcopy
from enum import Enum
from pathlib import Path
from threading import Thread
from typing import TYPE_CHECKING, Any

import pytest

import pinvet
from pinvet.account import Account
from pinvet.account.context import fill
from pinvet.config import Settings
from pinvet.config.mistake import ConfigError
from pinvet.lint import Linter, run
from pinvet.model import Exchange
from pinvet.rulebook.mistakes import PackError
from pinvet.sources.payload import read_payload
from rulebench import NOON, a_pack, a_rule, write_pack

if TYPE_CHECKING:
    from pinvet.report import Report

CAMPAIGN = {
    "name": "Spring", "status": "ACTIVE", "objective_type": "CONSIDERATION", "start_time": 1798761600,
    "is_performance_plus": True, "daily_spend_cap": 20000000, "is_flexible_daily_budgets": True,
}  # fmt: skip
BROKEN = {**CAMPAIGN, "lifetime_spend_cap": 90000000, "end_time": 1801440000}
TWO_CAPS = ("PP103", "/0/daily_spend_cap", "error")
CREATE = "campaigns/create"
URL = "https://api.pinterest.com/v5/ad_accounts/549755885175/campaigns"


def places(report: Report) -> list[tuple[str, str, str]]:
    return [(one.rule, one.pointer, one.severity) for one in report.findings]


class Model:
    """What pydantic's models look like from outside."""

    def __init__(self, **values: Any) -> None:
        self.values = values

    def model_dump(self, *, mode: str, by_alias: bool) -> dict[str, Any]:
        assert (mode, by_alias) == ("json", True)
        return dict(self.values)


class Generated:
    """What a generated client's objects look like."""

    def __init__(self, values: dict[str, Any]) -> None:
        self.values = values

    def to_dict(self) -> dict[str, Any]:
        return self.values


class Status(str, Enum):  # noqa: UP042  # what generated clients still write
    ACTIVE = "ACTIVE"


class TestBodies:
    @pytest.mark.parametrize(
        "body",
        [
            [BROKEN],
            (BROKEN,),
            json.dumps([BROKEN]),
            json.dumps([BROKEN]).encode(),
            [Model(**BROKEN)],
            (Model(**BROKEN),),
            [Generated(BROKEN)],
            [{**BROKEN, "status": Status.ACTIVE}],
        ],
        ids=["list", "tuple", "str", "bytes", "models", "tuple of models", "generated", "enum"],
    )
    def test_in_every_form(self, body: Any) -> None:
        report = pinvet.check(body, operation=CREATE)
        assert places(report) == [TWO_CAPS]
        assert (report.summary.requests, report.summary.entities, report.summary.errors) == (1, 1, 1)

    @pytest.mark.parametrize("body", [BROKEN, Model(**BROKEN), Generated(BROKEN), json.dumps(BROKEN)])
    def test_one_entity_without_its_list(self, body: Any) -> None:
        found = places(pinvet.check(body, operation=CREATE))
        assert ("PP103", "/daily_spend_cap", "error") in found
        assert ("API001", "", "error") in found

    def test_models_inside_a_wrapper(self) -> None:
        item = Model(catalog_product_group_id="CAMPAIGN_ID")
        for items in ([item], (item,)):
            body = {"ad_group_id": "2680059592705", "product_group_promotion": items}
            found = places(pinvet.check(body, operation="product_group_promotions/create"))
            assert "/product_group_promotion/0/catalog_product_group_id" in {pointer for _, pointer, _ in found}

    def test_findings_of_a_text_have_places(self) -> None:
        text = json.dumps([BROKEN], indent=1)
        (one,) = pinvet.check(text, operation=CREATE).findings
        assert one.place is not None
        line = next(n for n, words in enumerate(text.splitlines(), 1) if "daily_spend_cap" in words)
        assert (one.place.line, one.place.column) == (line, 3)
        assert one.related[0].place is not None
        assert one.frame is not None

    def test_findings_of_values_have_pointers_only(self) -> None:
        (one,) = pinvet.check([BROKEN], operation=CREATE).findings
        assert (one.place, one.frame, one.path, one.related[0].pointer) == (None, None, "", "/0/lifetime_spend_cap")

    @pytest.mark.parametrize("body", ["{", b"\xff\xfe\x00", "", '{"a": 1} x', b'[{"a": NaN'])
    def test_a_text_that_is_no_json_was_not_judged(self, body: Any) -> None:
        report = pinvet.check(body, operation=CREATE)
        assert report.findings == ()
        (notice,) = report.notices
        assert notice.fatal
        with pytest.raises(pinvet.Rejected) as caught:
            report.raise_for_errors()
        assert str(caught.value) == notice.message

    @pytest.mark.parametrize(
        "body", [None, True, 5, "5", "null", [None], [[]], [5], object(), {1, 2}, {None: 1, 3: {4: 5}}]
    )
    def test_what_is_no_body_is_told(self, body: Any) -> None:
        report = pinvet.check(body, operation=CREATE)
        assert report.findings
        assert report.summary.errors

    def test_a_key_twice(self) -> None:
        text = '[{"name": "A", "name": "B",\n "name": "C", "objective_type": "AWARENESS"}]'
        report = pinvet.check(text, operation=CREATE)
        (one,) = [finding for finding in report.findings if finding.pointer == "/0/name"]
        assert one.place is not None
        assert (one.place.line, one.place.column) == (1, 16)
        assert [(r.message, r.place.column) for r in one.related if r.place] == [("the first one", 3)]


class TestOperations:
    def test_by_method_and_url(self) -> None:
        report = pinvet.check([BROKEN], method="post", url=URL)
        (one,) = report.findings
        assert (one.operation, one.path_template) == (CREATE, "/ad_accounts/{ad_account_id}/campaigns")
        assert report.inputs[0].inferred is False

    def test_by_its_parameters(self) -> None:
        report = pinvet.check([BROKEN])
        assert places(report) == [TWO_CAPS]
        assert (report.inputs[0].operation, report.inputs[0].inferred) == (CREATE, True)

    @pytest.mark.parametrize(
        ("keys", "message", "hint"),
        [
            ({"operation": "campaigns/creat"}, "the API has no such operation", ""),
            ({"method": "PUT", "url": URL}, "no operation of the API takes PUT to this URL", "check the path"),
            ({"method": "POST", "url": "http://[::1"}, "no operation of the API takes POST to this URL", ""),
            ({}, "no operation fits the parameters of this payload", "name it with --operation"),
        ],
    )
    def test_an_unknown_one_is_not_a_pass(self, keys: Any, message: str, hint: str) -> None:
        report = pinvet.check([{"name": "A"}], **keys)
        (notice,) = report.notices
        assert (notice.kind, notice.message, notice.fatal) == ("unknown-operation", message, True)
        assert hint in (notice.hint or "")
        with pytest.raises(pinvet.Rejected):
            report.raise_for_errors()

    @pytest.mark.parametrize(
        ("body", "words"),
        [
            (
                [{"objective_type": "SALES", "daily_spend_cap": 5}],
                "the nearest is campaigns/create, which requires name",
            ),
            (
                [{"objective_type": "SALES", "daily_spend_cap": 5, "né": 1, 7: 1, "a": 1, "b": 1}],
                "which requires name and which does not know 7, a, b and a name of 2 characters",
            ),
            ([{"id": "1", "tracking_urls": {}, "start_time": 5, "end_time": 6}], "no operation fits the parameters"),
            (
                [{"id": "1", "tracking_urls": {}, "performance_plus_campaign_settings": {}}],
                "but another one fits as well",
            ),
        ],
    )
    def test_what_comes_nearest_is_told(self, body: Any, words: str) -> None:
        (notice,) = pinvet.check(body).notices
        assert words in notice.message

    def test_the_query_of_the_url_is_known(self, tmp_path: Path) -> None:
        folder = write_pack(tmp_path, a_pack(a_rule("TEAM1", required=["end_time"], operations=["@any"],
                            when={"query.mode": "dry"}, examples=EXAMPLES_QUERY)))  # fmt: skip
        linter = Linter(Settings(tmp_path, packs=(folder,), select=("TEAM1",)))
        assert places(linter.check([CAMPAIGN], method="POST", url=f"{URL}?mode=dry&x#mode=wet")) != []
        for url in (URL, f"{URL}?mode=wet", f"{URL}?{'&'.join(['a=1'] * 2000)}"):
            report = linter.check([CAMPAIGN], method="POST", url=url)
            assert (places(report), report.skips) == ([], ())


EXAMPLES_QUERY = {
    "valid": [{"body": {"end_time": 5}, "query": {"mode": "dry"}}],
    "invalid": [{"body": {}, "query": {"mode": "dry"}, "finds": ["/end_time"]}],
}


class TestRequests:
    def test_a_good_request_passes(self, plain: Linter) -> None:
        report = plain.check_request("POST", URL, json=[CAMPAIGN])
        assert report.raise_for_errors() is report
        assert report.errors == ()

    def test_a_bad_one_is_rejected(self, plain: Linter) -> None:
        report = plain.check_request("POST", URL, json=[BROKEN])
        with pytest.raises(pinvet.Rejected) as caught:
            report.raise_for_errors()
        assert caught.value.report is report
        assert str(caught.value).startswith(
            "PP103 /0/daily_spend_cap: only one of lifetime_spend_cap and daily_spend_cap"
        )

    def test_a_request_without_a_body(self, plain: Linter) -> None:
        listing = plain.check_request("GET", f"{URL}?page_size=25")
        assert (listing.findings, listing.summary.requests, listing.summary.entities) == ((), 1, 1)
        assert plain.check_request("POST", URL).summary.errors == 1

    def test_nothing_is_changed(self, plain: Linter) -> None:
        body = [deepcopy(BROKEN), {"id": "5", "nmae": "x", "template_value": None}]
        before, account = deepcopy(body), plain.account
        first = plain.check_request("POST", URL, json=body)
        assert body == before
        assert plain.check_request("POST", URL, json=body) == first
        assert plain.account is account
        assert (account.sent, account.events.created, any(account.entities.values())) == ({}, {}, False)


class TestLearning:
    groups = "https://api.pinterest.com/v5/ad_accounts/549755885175/ad_groups"

    def test_what_was_sent_and_answered_is_known_afterwards(self) -> None:
        linter = Linter()
        group = {"campaign_id": "626736533506", "name": "A", "billable_event": "IMPRESSION"}
        assert linter.check_request("POST", self.groups, json=[group]).skips
        linter.learn(Exchange("POST", URL, [CAMPAIGN], 200, {"items": [{"data": {"id": "626736533506"}}]}))
        report = linter.check_request("POST", self.groups, json=[group])
        assert not any("626736533506" in skip.missing for skip in report.skips)

    def test_a_list_that_was_read(self) -> None:
        linter = Linter()
        answer = {"items": [{"id": "5", "campaign_id": "1"}], "bookmark": None}
        linter.learn(Exchange("GET", f"{self.groups}?campaign_ids=1,2&page_size=100", None, 200, answer))
        assert linter.account.listed == {"ad_groups of 1", "ad_groups of 2"}

    def test_a_retry_is_not_a_second_creation(self) -> None:
        linter = Linter()
        for status, answer in ((None, None), (200, {"items": [{"data": {"id": "1"}}]})):
            linter.learn(Exchange("POST", URL, [CAMPAIGN], status, answer))
        assert set(linter.account.entities["campaigns"]) == {"1"}

    def test_what_no_operation_takes_teaches_nothing(self, plain: Linter) -> None:
        before = plain.account
        plain.learn(Exchange("POST", "https://example.test/", [CAMPAIGN], 200, None))
        assert plain.account is before

    def test_a_report_made_before_is_not_changed(self) -> None:
        linter = Linter()
        account = linter.account
        linter.learn(Exchange("POST", URL, [CAMPAIGN], 200, {"items": [{"data": {"id": "1"}}]}))
        assert not any(account.entities.values())


class TestLinters:
    def test_from_several_threads_at_once(self) -> None:
        linter = Linter()
        reports: list[Report] = []
        failures: list[BaseException] = []

        def judge(number: int) -> None:
            try:
                for turn in range(5):
                    body = [BROKEN] if number % 2 else [CAMPAIGN]
                    reports.append(linter.check_request("POST", URL, json=body))
                    linter.learn(Exchange("POST", URL, [{**CAMPAIGN, "name": f"{number}-{turn}"}], 200,
                                          {"items": [{"data": {"id": f"{number}{turn}"}}]}))  # fmt: skip
                    linter.check([{"promotion_title": "T", "promotion_type": "FIXED"}], operation="promotions/create")
            except BaseException as error:  # noqa: BLE001  # told by the assertion below
                failures.append(error)

        threads = [Thread(target=judge, args=(number,)) for number in range(8)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
        assert failures == []
        assert sorted(len(report.errors) for report in reports) == [0] * 20 + [1] * 20
        assert len(linter.account.entities["campaigns"]) == 40

    def test_what_is_known_beforehand_stays_the_callers(self, tmp_path: Path) -> None:
        account = Account()
        fill(account, {"campaigns": {"1": {"name": "A"}}})
        (tmp_path / "more.json").write_text('{"campaigns": {"2": {}}}')
        linter = Linter(Settings(tmp_path, context=tmp_path / "more.json"), account=account)
        assert set(linter.account.entities["campaigns"]) == {"1", "2"}
        assert set(account.entities["campaigns"]) == {"1"}
        assert set(Linter(account={"campaigns": {"3": {}}}).account.entities["campaigns"]) == {"3"}

    def test_assumptions(self) -> None:
        group = {"campaign_id": "1", "name": "A", "billable_event": "IMPRESSION"}
        told = Linter(assume=["performance-plus", "objective=AWARENESS"]).check([group], operation="ad_groups/create")
        assert not any("is_performance_plus" in skip.missing for skip in told.skips)
        with pytest.raises(ConfigError, match="nothing can be assumed as 'performance'"):
            Linter(assume=["performance"])

    def test_an_assumption_that_the_request_contradicts_is_told(self) -> None:
        report = Linter(assume=["no-performance-plus"]).check([CAMPAIGN], operation=CREATE)
        (notice,) = [one for one in report.notices if one.kind == "context"]
        assert "is_performance_plus" in notice.message

    def test_a_campaign_that_the_request_contradicts_is_told(self) -> None:
        linter = Linter(account={"campaigns": {"1": {"is_performance_plus": False}}})
        group = {"campaign_id": "1", "name": "A", "billable_event": "IMPRESSION", "customer_segment_id": "7"}
        (notice,) = [
            one for one in linter.check([group], operation="ad_groups/create").notices if one.kind == "context"
        ]
        assert "it is judged as Performance+" in notice.message

    def test_a_configuration_file(self, tmp_path: Path) -> None:
        config = tmp_path / "pinvet.toml"
        config.write_text('ignore = ["PP103"]\n')
        assert places(Linter(config).check([BROKEN], operation=CREATE)) == []
        with pytest.raises(ConfigError):
            Linter(tmp_path / "nowhere.toml")

    def test_what_cannot_be_used_is_told_at_once(self, tmp_path: Path) -> None:
        write_pack(tmp_path, a_pack(a_rule("TEAM1", required=["nmae"])))
        with pytest.raises(PackError, match="nmae is no parameter"):
            Linter(Settings(tmp_path, packs=(tmp_path,)))
        with pytest.raises(ConfigError, match="no rule, prefix or pack is called 'PP9999'"):
            Linter(Settings(tmp_path, select=("PP9999",)))

    def test_examples_of_users_packs_must_do_what_they_say(self, tmp_path: Path) -> None:
        wrong = {"valid": [{"body": {}}], "invalid": [{"body": {"name": "A"}, "finds": ["/name"]}]}
        write_pack(tmp_path, a_pack(a_rule("TEAM1", required=["name"], examples=wrong)))
        with pytest.raises(PackError) as caught:
            Linter(Settings(tmp_path, packs=(tmp_path,)))
        told = str(caught.value)
        assert "TEAM1 is noisy: found an error at /name" in told
        assert "TEAM1 is missing: found nothing at /name" in told
        assert all(line.startswith(f"{tmp_path.as_posix()}/own.yaml:") for line in told.splitlines())

    def test_an_older_version_of_the_api(self) -> None:
        linter = Linter(Settings(Path.cwd(), api_version="5.23"))
        assert linter.terms.setting.book.version == "5.23"
        assert linter.check([CAMPAIGN], operation=CREATE).summary.errors >= 0

    def test_a_linter_that_is_kept_for_days_knows_the_day(
        self, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
    ) -> None:
        examples = {
            "valid": [{"body": {"start_time": NOON * 2}}],
            "invalid": [{"body": {"start_time": 5}, "finds": ["/start_time"]}],
        }
        rule = a_rule("TEAM1", compare={"start_time": {"at_least": "now"}}, examples=examples)
        settings = Settings(tmp_path, packs=(write_pack(tmp_path, a_pack(rule)),), select=("TEAM1",))
        monkeypatch.setattr("pinvet.lint.linter.time.time", lambda: NOON + 0.0)
        kept, fixed = Linter(settings), Linter(settings._replace(as_of="2026-11-21"))
        body = [{**CAMPAIGN, "start_time": NOON + 5}]
        assert places(kept.check(body, operation=CREATE)) == []
        monkeypatch.setattr("pinvet.lint.linter.time.time", lambda: NOON + 86_400.0)
        assert places(kept.check(body, operation=CREATE)) == [("TEAM1", "/0/start_time", "error")]
        assert places(fixed.check(body, operation=CREATE)) == []


class TestReports:
    def test_they_travel_between_processes(self, plain: Linter) -> None:
        report = plain.check([BROKEN], operation=CREATE)
        again = pickle.loads(pickle.dumps(report))
        assert again == report
        assert deepcopy(report) == report
        assert [rule.id for rule in again.rules] == [rule.id for rule in report.rules]

    def test_those_of_bodies_with_one_shape_tell_the_same(self, plain: Linter) -> None:
        one, other = [{**CAMPAIGN, "name": "One"}], [{**CAMPAIGN, "name": "Other"}]
        plain.check(one, operation=CREATE)  # the first one of an operation is looked at more closely
        first, second = plain.check(one, operation=CREATE), plain.check(other, operation=CREATE)
        both = plain.check(one + other, operation=CREATE)
        assert first == second == plain.check(one, operation=CREATE)
        counts = [{rule.id: rule.judged for rule in report.rules} for report in (first, second, both)]
        assert [count["PP103"] for count in counts] == [1, 1, 2]
        assert (first.summary.entities, both.summary.entities) == (1, 2)
        assert plain.check(one, operation=CREATE, path="a.json").inputs[0].path == "a.json"

    def test_their_rules_are_a_sequence(self, plain: Linter) -> None:
        rules = plain.check([BROKEN], operation=CREATE).rules
        assert rules == tuple(rules)
        assert rules[0] is rules[0]
        assert rules != ()
        assert len(rules) == len(list(rules)) == len(set(rules))
        assert hash(rules) == hash(tuple(rules))
        assert repr(rules) == repr(tuple(rules))


class TestFiles:
    def test_a_payload_file(self, tmp_path: Path) -> None:
        path = tmp_path / "spring.campaigns.create.json"
        path.write_text(json.dumps([BROKEN], indent=1))
        report = pinvet.check_file(path)
        (one,) = report.findings
        assert (one.rule, one.path) == ("PP103", path.as_posix())
        assert one.place is not None
        assert pinvet.check_file(str(path)) == report
        assert report.inputs[0].kind == "json"

    def test_a_request_in_yaml(self, tmp_path: Path) -> None:
        path = tmp_path / "request.yaml"
        path.write_text(f"method: POST\nurl: {URL}\nbody:\n  - name: A\n")
        report = pinvet.check_file(path)
        assert (report.inputs[0].kind, report.inputs[0].operation) == ("yaml", CREATE)
        assert {one.place.line for one in report.findings if one.place} == {4}

    def test_a_file_that_is_not_there(self, tmp_path: Path) -> None:
        report = pinvet.check_file(tmp_path / "nowhere.json")
        (notice,) = report.notices
        assert (notice.kind, notice.message, notice.fatal) == ("unreadable", "there is no such file or folder", True)
        with pytest.raises(pinvet.Rejected):
            report.raise_for_errors()

    @pytest.mark.parametrize("name", ["a b.json", "a [1].json", "a?*.json", 'a"b.json', "a\\b.json"])
    def test_the_line_to_paste_maps_the_file(self, tmp_path: Path, name: str) -> None:
        settings = Settings(tmp_path)
        (notice,) = run(settings, [read_payload(name, b'[{"name": "A"}]', settings)]).notices
        line = (notice.hint or "").rpartition("under [operations], ")[2]
        ((glob, operation),) = tomllib.loads(f"[operations]\n{line}\n")["operations"].items()
        mapped = settings._replace(operations=((glob, operation),))
        assert mapped.mapped_operation(name) == "campaigns/create"

    def test_files_under_settings(self, tmp_path: Path) -> None:
        settings = Settings(tmp_path, ignore=("PP103",))
        payload = read_payload("spring.campaigns.create.json", json.dumps([BROKEN]).encode(), settings)
        assert run(settings, [payload]).findings == ()

    def test_a_file_with_a_syntax_error(self, tmp_path: Path) -> None:
        path = tmp_path / "x.json"
        path.write_text("[{]")
        assert pinvet.check_file(path).notices[0].fatal

    def test_a_file_that_is_undecided_says_what_to_write(self, tmp_path: Path) -> None:
        path = tmp_path / "x.json"
        path.write_text('[{"name": "A"}]')
        (notice,) = pinvet.check_file(path).notices
        assert f'"{path.as_posix()}" = "campaigns/create"' in (notice.hint or "")


def test_the_package_exports_what_it_says() -> None:
    assert {name for name in pinvet.__all__ if not hasattr(pinvet, name)} == set()
    with pytest.raises(AttributeError, match="has no attribute 'lint_everything'"):
        pinvet.lint_everything  # noqa: B018
