"""Captures followed: which requests are judged, what is known at each, what only the end shows, and what is counted."""

from __future__ import annotations

import io
import json
from pathlib import Path
from typing import TYPE_CHECKING, Any, ClassVar

import pytest

from pinvet.config import Settings
from pinvet.config.settings import Assumption, Ignore
from pinvet.lint import Linter, following, late, origins, refusals, run, traffic
from pinvet.lint.refusals import Refusals
from pinvet.lint.traffic import ELSEWHERE, Traffic, shown_path
from pinvet.model import Place, Request, Response
from pinvet.sources.inputs import inputs
from pinvet.sources.record import Record
from recordings import FORMATS, HOST, Call, flat_ndjson, har, ndjson, timed
from rulebench import a_pack, a_rule, rules_of, table

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from pinvet.report import Report
    from pinvet.sources.readers import CaptureFile

    Files = dict[str, bytes]
    Own = Callable[..., Report]

CREATE, UPDATE, GROUPS = "campaigns/create", "campaigns/update", "ad_groups/create"
PACK = a_pack(
    a_rule("CMP1", required=["start_time"]),
    a_rule("FIX1", immutable=["objective_type"], operations=[UPDATE]),
    a_rule("GRP1", required=["bid_strategy_type"], when={"campaign.is_performance_plus": True}, operations=[GROUPS]),
    a_rule("CNT1", count={"per": ["campaign_id"], "at_most": 1}, operations=[GROUPS]),
    a_rule(
        "SIB1",
        same_across={"siblings": "campaign", "parameters": ["name"], "within": "capture"},
        operations=["ad_groups/update"],
    ),
    a_rule("SHP1", structure="shape", operations=["@any"]),
    a_rule("SIZ1", structure="size", operations=["@any"]),
    a_rule("BEF1", before={"earlier": "ads/list", "when_missing": "report"}, operations=["ads/update"]),
    a_rule("NOW1", compare={"start_time": {"at_least": "now"}}),
    a_rule("VAL1", values={"name": "Known"}, severity="note", enabled=False),
    a_rule("END1", forbidden=["objective_type"], severity="warning", deprecated="2027-01-01", enabled=False),
    a_rule("ITM1", values={"operation": "UPSERT"}, operations=["items_batch/post"], enabled=False),
    a_rule(
        "EVT1",
        eventually={"later": "product_group_promotions/create", "joined_by": {"ad_group_id": "id"}},
        operations=[GROUPS],
        enabled=False,
    ),
    a_rule("QRY1", values={"page_size": {"maximum": 250}}, operations=["campaigns/list"]),
)
GOOD = {"name": "Spring", "start_time": 1_799_999_999, "objective_type": "SALES"}


def ids(*identities: str) -> dict[str, Any]:
    return {"items": [{"data": {"id": identity}, "exceptions": []} for identity in identities]}


def new(**values: Any) -> Call:
    return Call("POST", "campaigns", [{**GOOD, **values}], 200, ids("1"))


def bad(**changes: Any) -> Call:
    return Call("POST", "campaigns", [{"name": "Spring"}])._replace(**changes)


def group(**values: Any) -> Call:
    return Call("POST", "ad_groups", [{"name": "G", "campaign_id": "1", **values}], 200, ids("11"))


@pytest.fixture
def own(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Own:
    """Judge files, given as texts by name, with the rules of the pack above alone."""
    rules = tuple(rules_of(PACK))
    monkeypatch.setattr("pinvet.lint.setup.rules_for", lambda *_: rules)

    def judge(files: Files | Sequence[Call], account: Any = None, **keys: Any) -> Report:
        given = files if isinstance(files, dict) else {"log.ndjson": ndjson(files)}
        for name, data in given.items():
            (tmp_path / name).write_bytes(data)
        settings = Settings(tmp_path, **{"as_of": "2026-11-21", "api_version": "5.28", **keys})
        return Linter(settings, account=account).run(inputs(list(given), settings, tmp_path, io.BytesIO()))

    return judge


def told(report: Report) -> list[tuple[str, int, str, str]]:
    return [(one.rule, one.request, one.pointer, one.severity) for one in report.findings]


def messages(report: Report) -> list[str]:
    return [notice.message for notice in report.notices]


def text_at(data: bytes, place: Place | None) -> str:
    assert place is not None
    assert place.line == place.end_line
    return data.decode().splitlines()[place.line - 1][place.column - 1 : place.end_column - 1]


class TestTheAccount:
    def test_a_request_is_judged_by_what_came_before_it(self, own: Own) -> None:
        plus = new(is_performance_plus=True)
        report = own([group(), plus, group(), group(bid_strategy_type="AUTOMATIC_BID")])
        assert told(report) == [
            ("GRP1", 2, "/0/bid_strategy_type", "error"),
            ("CNT1", 2, "/0/campaign_id", "error"),
            ("CNT1", 3, "/0/campaign_id", "error"),
        ]
        assert [(skip.rules, skip.request) for skip in report.skips] == [(("GRP1",), 0)]

    def test_a_list_tells_of_it_too(self, own: Own) -> None:
        answer = {"items": [{"id": "1", "is_performance_plus": True, "objective_type": "SALES"}], "bookmark": None}
        read = Call("GET", "campaigns?page_size=25", None, 200, answer)
        change = Call("PATCH", "campaigns", [{"id": "1", "objective_type": "LEADS"}], 200, ids("1"))
        assert told(own([read, group(), change])) == [
            ("GRP1", 1, "/0/bid_strategy_type", "error"),
            ("FIX1", 2, "/0/objective_type", "error"),
        ]

    def test_what_the_linter_knew_stays_as_it_was(self, own: Own, tmp_path: Path) -> None:
        context = {"campaigns": {"1": {"is_performance_plus": True}}}
        assert [rule for rule, *_ in told(own([group()], account=context))] == ["GRP1"]
        settings = Settings(tmp_path)
        linter = Linter(settings)
        before = linter.account
        for _ in range(2):
            report = linter.run(inputs(["log.ndjson"], settings, tmp_path, io.BytesIO()))
            assert "CNT1" not in {one.rule for one in report.findings}
        assert linter.account is before
        account, report = linter.follow(inputs(["log.ndjson"], settings, tmp_path, io.BytesIO()))
        assert set(account.entities["ad_groups"]) == {"11"}
        assert (linter.account is before, report.summary.requests) == (True, 1)

    def test_a_refused_request_teaches_nothing(self, own: Own) -> None:
        refused = new(is_performance_plus=True)._replace(status=400, answer={"code": 1})
        assert own([refused, group()]).skips[0].rules == ("GRP1",)

    def test_refused_items_of_an_answer_teach_nothing(self, own: Own) -> None:
        both = [{**GOOD, "is_performance_plus": True}] * 2
        answer = {"items": [{"data": {"id": "1"}, "exceptions": None}, {"data": None, "exceptions": [{"code": 5}]}]}
        call = Call("POST", "campaigns", both, 200, answer)
        report = own([call, group(), group(campaign_id="2")])
        assert told(report) == [("GRP1", 1, "/0/bid_strategy_type", "error")]

    def test_without_an_answer_a_write_is_presumed(self, own: Own) -> None:
        context = {"campaigns": {"1": {"objective_type": "SALES"}}}
        move = Call("PATCH", "campaigns", [{"id": "1", "is_performance_plus": True}], None)
        assert told(own([move, group()], account=context)) == [("GRP1", 1, "/0/bid_strategy_type", "warning")]
        sure = move._replace(status=200, answer=ids("1"))
        assert told(own([sure, group()], account=context)) == [("GRP1", 1, "/0/bid_strategy_type", "error")]

    def test_a_retry_is_no_second_request(self, own: Own) -> None:
        first = group()._replace(status=None, answer=None)
        assert told(own([first, group()])) == []
        assert told(own([group(), group()])) == [("CNT1", 1, "/0/campaign_id", "error")]

    def test_a_day_is_that_of_the_request(self, own: Own) -> None:
        soon = new(start_time=1_795_300_000)
        calls = timed([soon, soon, soon], 1_795_299_999)
        assert [one.request for one in own(calls).findings] == [2]
        assert [rule for rule, *_ in told(own([soon], as_of="2027-01-01"))] == ["NOW1"]

    def test_what_was_never_listed(self, own: Own) -> None:
        change = Call("PATCH", "ads", [{"id": "21", "name": "A"}])
        listed = Call("GET", "ads?ad_group_ids=11", None, 200, {"items": []})
        assert told(own([change])) == [("BEF1", 0, "/0", "error")]
        assert told(own([listed, change])) == []

    def test_what_is_assumed_goes_by_the_file(self, own: Own) -> None:
        assumed = (Assumption(("a.ndjson",), ("performance-plus",), "test"),)
        files = {"a.ndjson": ndjson([group()]), "b.ndjson": ndjson([group(campaign_id="2")])}
        assert [one.path for one in own(files, assumptions=assumed).findings] == ["a.ndjson"]

    def test_more_entities_than_are_remembered(self, own: Own, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setattr("pinvet.account.state.MOST", 1)
        second = new(name="B", is_performance_plus=True)._replace(answer=ids("2"))
        report = own([new(is_performance_plus=True), second, group(), group(campaign_id="2")])
        assert told(report) == [("GRP1", 3, "/0/bid_strategy_type", "error")]
        assert messages(report) == [
            "more campaigns than are remembered: of those seen longest ago nothing is known any more"
        ]
        assert report.skips[0].request == 2


class TestTheEnd:
    rename = Call("PATCH", "ad_groups", [{"id": "11", "name": "New"}], 200, ids("11"))
    other = rename._replace(body=[{"id": "12", "name": "New"}], answer=ids("12"))
    others = (group(campaign_id="8"), group(campaign_id="9"))  # which are counted, and so remembered
    context: ClassVar[dict[str, Any]] = {
        "ad_groups": {"11": {"campaign_id": "1"}, "12": {"campaign_id": "1"}},
        "listed": ["ad_groups of 1"],
    }

    def test_a_change_in_one_sibling_only(self, own: Own) -> None:
        calls = [Call("GET", "campaigns", None, 200, {}), self.rename]
        report = own(calls, account=self.context)
        assert told(report) == [("SIB1", 1, "/0/name", "error")]
        (one,) = report.findings
        assert one.message == "name changes here, but 1 of 1 sibling was never changed alike"
        assert (one.operation, one.method, one.path_template) == (
            "ad_groups/update", "PATCH", "/ad_accounts/{ad_account_id}/ad_groups",
        )  # fmt: skip
        assert text_at(ndjson(calls), one.place) == '"New"'
        assert (one.witness, one.frame is not None) == ("unknown", True)  # its own answer came long before the end
        assert {rule.id: (rule.found, rule.contradicted) for rule in report.rules if rule.found} == {"SIB1": (1, 0)}

    def test_a_change_in_all_of_them(self, own: Own) -> None:
        report = own([self.rename, self.other], account=self.context)
        assert (told(report), report.skips) == ([], ())
        assert told(own({"a.ndjson": ndjson([self.rename]), "b.ndjson": ndjson([self.other])}, self.context)) == []

    def test_a_change_that_differs_stands_at_the_later_one(self, own: Own) -> None:
        files = {
            "a.ndjson": ndjson(timed([self.rename])),
            "b.har": har(timed([self.other._replace(body=[{"id": "12", "name": "B"}])])),
        }
        (one,) = own(files, account=self.context).findings
        assert (one.path, one.request, one.message) == (
            "b.har",
            0,
            "name differs from that of a sibling changed before",
        )

    def test_siblings_that_nobody_listed_are_a_skip(self, own: Own) -> None:
        context = {"ad_groups": {"11": {"campaign_id": "1"}}}
        report = own([Call("GET", "campaigns", None, 200, {}), self.rename], account=context)
        assert told(report) == []
        (skip,) = report.skips
        assert (skip.reason, skip.rules, skip.entities) == ("unknown-siblings", ("SIB1",), 1)
        assert (skip.path, skip.request, skip.pointer) == ("log.ndjson", 1, "/0")

    def test_a_change_in_a_bulk_request_stands_at_its_place_there(
        self, own: Own, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        body = {"update": {"campaigns": [{"id": "1", "status": "PAUSED"}], "ad_groups": self.rename.body}}
        calls = [Call("POST", "bulk/upsert", body, 200, {"request_id": "1"})]
        (one,) = own(calls, account=self.context).findings
        assert (one.rule, one.pointer, one.witness) == ("SIB1", "/update/ad_groups/0/name", "unknown")
        assert (one.operation, one.path_template) == ("ad_groups/update", "/ad_accounts/{ad_account_id}/bulk/upsert")
        assert text_at(ndjson(calls), one.place) == '"New"'
        monkeypatch.setattr(origins, "MOST_BODIES", 1)
        (forgotten,) = own([*calls, group()], account=self.context).findings
        assert (forgotten.pointer, forgotten.place) == ("/name", Place(1, 1, 1, 1))

    def test_what_the_object_around_the_list_says_is_found_there(
        self, own: Own, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        promoted = "product_group_promotions/create"
        rule = a_rule(
            before={"earlier": GROUPS, "joined_by": {"id": "ad_group_id"}, "when_missing": "pass"},
            operations=[promoted],
        )
        monkeypatch.setattr("pinvet.lint.setup.rules_for", lambda *_: tuple(rules_of(a_pack(rule))))
        inside: dict[str, Any] = {"product_group_promotion": [{"catalog_product_group_id": "7", "ad_group_id": "11"}]}
        around = {"ad_group_id": "11", "product_group_promotion": [{"catalog_product_group_id": "7"}]}
        for body, pointer in ((around, "/ad_group_id"), (inside, "/product_group_promotion/0/ad_group_id")):
            calls = [Call("POST", "product_group_promotions", body, 200, ids("9")), group()]
            (one,) = own(calls).findings
            assert (one.request, one.pointer, text_at(ndjson(calls), one.place)) == (0, pointer, '"11"')

    def test_the_teams_settings_hold(self, own: Own) -> None:
        noted = own([self.rename], account=self.context, severity={"SIB1": "warning"})
        assert told(noted) == [("SIB1", 0, "/0/name", "warning")]
        assert told(own([self.rename], account=self.context, ignore=("SIB1",))) == []
        assert own([self.rename], account={}, ignore=("SIB1",)).skips == ()
        ignores = (Ignore(("*.ndjson",), ("SIB1",), "known", "test"),)
        aside = own([self.rename], account=self.context, ignores=ignores)
        assert ([one.remark for one in aside.suppressed], aside.findings) == (["known"], ())

    def test_a_retry_still_ends_at_the_first(self, own: Own) -> None:
        lost = self.rename._replace(status=None, answer=None)
        assert told(own([lost, self.rename], account=self.context)) == [("SIB1", 0, "/0/name", "error")]

    def test_a_refused_change_needs_no_other(self, own: Own) -> None:
        refused = self.rename._replace(status=400, answer={"code": 1})
        assert told(own([refused], account=self.context)) == []

    def test_only_the_latest_bodies_are_kept_for_their_places(self, own: Own, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setattr(origins, "MOST_BODIES", 1)
        (one,) = own([self.rename, group()], account=self.context).findings
        assert one.place == Place(1, 1, 1, 1)
        assert one.frame is None

    def test_of_more_requests_than_are_remembered_the_first_say_nothing(
        self, own: Own, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setattr(origins, "MOST", 1)
        monkeypatch.setattr(origins, "MOST_BODIES", 1)
        report = own([self.rename, *self.others], account=self.context)
        assert told(report) == []
        assert {skip.reason for skip in report.skips} == {"unknown-parent"}

    def test_what_is_unknown_may_be_a_finding_all_the_same(self, own: Own, monkeypatch: pytest.MonkeyPatch) -> None:
        rule = {**PACK["rules"][4], "if_unknown": "note"}
        monkeypatch.setattr("pinvet.lint.setup.rules_for", lambda *_: tuple(rules_of({**PACK, "rules": [rule]})))
        context = {"ad_groups": self.context["ad_groups"]}
        report = own([self.rename], account=context, min_severity="note")
        assert told(report) == [("SIB1", 0, "/0/name", "note")]

    def test_a_skip_of_a_request_that_is_forgotten_has_no_place(
        self, own: Own, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setattr(origins, "MOST", 1)
        context = {"ad_groups": {"11": {"campaign_id": "1"}}}
        skips = own([self.rename, *self.others], account=context).skips
        assert (skips[-1].reason, skips[-1].path, skips[-1].request) == ("unknown-siblings", "", 0)

    def test_entities_inside_an_object(self) -> None:
        promoted = table().operation("product_group_promotions/update")
        assert late._entity(promoted, 3) == ("product_group_promotion", 3)
        assert late._entity(table().operation("campaigns/update"), 3) == (3,)
        assert late._entity(table().operation("feeds/update"), 0) == ()


class TestHosts:
    @pytest.mark.parametrize(
        ("url", "ours"),
        [
            (f"{HOST}/v5/ad_accounts/1/campaigns", True),
            ("https://api-sandbox.pinterest.com/v5/ad_accounts/1/campaigns", True),
            ("HTTPS://API.Pinterest.com:443/v5/ad_accounts/1/campaigns", True),
            ("https://me:pass@api.pinterest.com/v5/ad_accounts/1/campaigns?a=https://evil.test", True),
            ("http://localhost:8080/v5/ad_accounts/1/campaigns", True),
            ("http://LOCALHOST:8080/ad_accounts/1/campaigns", True),
            ("http://proxy.test/v5/ad_accounts/1/campaigns", True),
            ("http://proxy.test:99/pinterest/v5/ad_accounts/1/campaigns", True),
            ("/v5/ad_accounts/1/campaigns", True),
            ("/ad_accounts/1/campaigns#x", True),
            ("{{baseUrl}}/ad_accounts/1/campaigns", True),
            ("${BASE}/v5/ad_accounts/1/campaigns", True),
            ("$BASE/ad_accounts/1/campaigns", True),
            ("<base>/ad_accounts/1/campaigns", True),
            ("https://{{host}}/v5/ad_accounts/1/campaigns", True),
            ("https://%7B%7Bhost%7D%7D/v5/ad_accounts/1/campaigns", True),
            ("http://localhost:8081/v5/ad_accounts/1/campaigns", False),
            ("https://www.pinterest.com/v5/ad_accounts/1/campaigns", False),
            ("https://api.pinterest.com.evil.test/v5/ad_accounts/1/campaigns", False),
            ("https://evil.test/api.pinterest.com/v5/ad_accounts/1/campaigns", False),
            ("https://evil.test/?https://api.pinterest.com/v5/ad_accounts/1/campaigns", False),
            ("https://api.pinterest.com@evil.test/v5/ad_accounts/1/campaigns", False),
            ("", False),
            ("about:blank", False),
        ],
    )
    def test_which_are_the_api(self, url: str, ours: bool) -> None:
        way = Traffic(table(), ["LocalHost:8080", "proxy.test"]).way("POST", url)
        assert way.ours is ours
        assert (way.operation.id if way.operation is not None else None) == (CREATE if ours else None)

    def test_others_are_counted_and_passed_over(self, own: Own) -> None:
        calls = [bad(path="https://ads.test/v5/ad_accounts/1/campaigns"), bad(), bad(path="https://x.test/")]
        report = own(calls)
        assert told(report) == [("CMP1", 1, "/0/start_time", "error")]
        assert (report.summary.elsewhere, report.summary.requests) == (2, 1)
        assert [one.requests for one in report.inputs] == [1]
        assert messages(report) == []

    def test_a_host_may_stand_for_the_api(self, own: Own) -> None:
        call = bad(path="http://localhost:8080/v5/ad_accounts/1/campaigns")
        assert told(own([call], hosts=("localhost:8080",))) == [("CMP1", 0, "/0/start_time", "error")]

    def test_a_capture_of_other_hosts_says_so(self, own: Own) -> None:
        report = own([bad(path="https://ads.test/")])
        assert messages(report) == ["no request to the Pinterest API is recorded here"]
        assert [(notice.kind, notice.fatal) for notice in report.notices] == [("capture", False)]

    def test_a_path_that_the_api_does_not_know_is_told_once(self, own: Own) -> None:
        odd = Call("POST", "campaing/626736533506/pina_x")
        calls = [odd, bad(), odd, odd._replace(path="campaing/7/y2"), odd._replace(method="GET"), bad(method="PUT")]
        report = own({"a.ndjson": ndjson(calls), "b.ndjson": ndjson([odd])})
        said = "no operation of the API takes {}; the request is not judged".format
        assert [(one.path, one.line, one.column, one.message) for one in report.notices] == [
            ("a.ndjson", 1, 1, said("POST /ad_accounts/.../campaing/.../...")),
            ("a.ndjson", 5, 1, said("GET /ad_accounts/.../campaing/.../...")),
            ("a.ndjson", 6, 1, said("PUT /ad_accounts/.../campaigns")),
            ("b.ndjson", 1, 1, said("POST /ad_accounts/.../campaing/.../...")),
        ]
        assert {(one.kind, one.fatal, one.hint) for one in report.notices} == {
            ("unknown-operation", False, "check the path")
        }
        assert report.summary.requests == 1
        assert [one.requests for one in report.inputs] == [6, 1]

    def test_only_so_many_unknown_paths_are_told(self, own: Own) -> None:
        report = own([Call("GET", "unknown" + "x" * number) for number in range(30)])
        assert len(report.notices) == following.MOST_STRANGERS

    def test_a_path_is_shown_without_what_may_be_secret(self) -> None:
        assert shown_path(f"{HOST}/v5/ad_accounts/1/bulk/up-sert/pina_1?token=x#y") == "/ad_accounts/.../bulk/.../..."
        assert shown_path("") == "/"

    def test_addresses_are_remembered_up_to_a_limit(self, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setattr(traffic, "MOST", 2)
        known = Traffic(table())
        for number in range(5):
            way = known.way("POST", f"/v5/ad_accounts/{number}/campaigns?x={number}")
            assert way.path == {"ad_account_id": str(number)}
            assert known.way("POST", f"/v5/ad_accounts/{number}/campaigns?y") is way
        assert known.way("GET", "https://x.test") is ELSEWHERE


class TestBodies:
    def test_what_was_cut_lacks_nothing(self, own: Own) -> None:
        whole = flat_ndjson([bad()])
        assert told(own({"a.ndjson": whole})) == [("CMP1", 0, "/0/start_time", "error")]
        cut = whole.replace(b'}]", "status', b'", "status')
        report = own({"a.ndjson": cut})
        assert cut != whole
        assert told(report) == []
        assert [notice.kind for notice in report.notices] == ["record"]

    @pytest.mark.parametrize("text", ["oops", '"[{', "%PDF"])
    def test_of_a_body_that_cannot_be_read_nothing_is_said(self, own: Own, text: str) -> None:
        record = {"method": "POST", "url": bad().url, "body": text}
        report = own({"a.ndjson": f"{json.dumps(record)}\n".encode()})
        assert [notice.kind for notice in report.notices] == ["record"]
        assert told(report) == []

    def test_the_rest_of_what_was_cut_is_judged(self, own: Own) -> None:
        log = flat_ndjson([new(start_time=5)._replace(status=None)]).replace(b'}]"', b'"')
        (one,) = own({"a.ndjson": log}).findings
        assert (one.rule, text_at(log, one.place)) == ("NOW1", "5")

    def test_findings_have_their_places_in_every_format(self, own: Own) -> None:
        for format_ in FORMATS.values():
            data = format_.write([new(start_time=5)])
            (one,) = [found for found in own({format_.name: data}).findings if found.operation]
            assert one.rule == "NOW1"
            if format_.kind != "flow":
                assert text_at(data, one.place) == "5"

    @pytest.mark.parametrize(
        ("at", "severity"), [(1_798_761_599, "warning"), (1_798_761_600, "error"), (None, "warning")]
    )
    def test_what_has_ended_had_ended_when_the_request_was_sent(
        self, own: Own, at: float | None, severity: str
    ) -> None:
        call = new(start_time=1_900_000_000)._replace(at=at)
        (one,) = own([call], extend_select=("END1",), fail_deprecated=True, as_of=None).findings
        assert (one.rule, one.severity) == ("END1", severity)
        assert one.message.endswith(f"; its documented end {'was' if severity == 'error' else 'is'} 2027-01-01")

    def test_frames_show_the_parameter_alone(self, own: Own) -> None:
        report = own([new(start_time=5, name="Secret")], extend_select=("VAL1",), severity={"VAL1": "error"})
        shown = {one.rule: one.frame.lines for one in report.findings if one.frame is not None}
        assert shown == {"NOW1": ((1, '"start_time": 5'),), "VAL1": ((1, '"name": "······"'),)}

    def test_a_request_without_a_body_is_judged_by_its_query(self, own: Own) -> None:
        call = Call("GET", "campaigns?page_size=300")
        (one,) = own([call]).findings
        assert (one.rule, one.part, one.pointer) == ("QRY1", "query", "/page_size")
        assert one.place == Place(1, 1, 1, 1)


class TestTheAnswer:
    def test_what_it_says_of_a_finding(self, own: Own) -> None:
        calls = [bad(status=400), bad(status=200, answer={"items": [{"exceptions": [{"code": 1}]}]}),
                 bad(status=200, answer=ids("5")), bad(status=None), bad(status=401)]  # fmt: skip
        report = own(calls)
        assert [one.witness for one in report.findings] == [
            "confirmed", "confirmed", "contradicted", "unknown", "unknown",
        ]  # fmt: skip
        (rule,) = [one for one in report.rules if one.id == "CMP1"]
        assert (rule.judged, rule.found, rule.confirmed, rule.contradicted) == (5, 5, 2, 1)

    def test_a_bulk_request_is_only_queued(self, own: Own) -> None:
        call = Call("POST", "bulk/upsert", {"create": {"campaigns": [{"name": "A"}]}}, 200, {"request_id": "1"})
        (one,) = own([call]).findings
        assert (one.rule, one.pointer, one.witness) == ("CMP1", "/create/campaigns/0/start_time", "unknown")
        (one,) = own([call._replace(status=400, answer={"code": 1})]).findings
        assert one.witness == "confirmed"

    @pytest.mark.parametrize(
        ("status", "answer", "said"),
        [
            (200, {"batch_id": "1", "status": "PROCESSING", "items": [{"status": "PROCESSING"}]}, "unknown"),
            (200, None, "unknown"),
            (400, {"code": 1, "message": "no"}, "confirmed"),
            (401, None, "unknown"),
        ],
    )
    def test_a_batch_of_catalog_items_is_only_queued_too(self, own: Own, status: int, answer: Any, said: str) -> None:
        item = {"item_id": "a", "operation": "DELETE"}
        url = f"{HOST}/v5/catalogs/items/batch"
        call = Call("POST", url, {"country": "US", "language": "EN", "items": [item]}, status, answer)
        (one,) = own([call], extend_select=("ITM1",)).findings
        assert (one.rule, one.witness) == ("ITM1", said)

    def test_an_answer_says_nothing_of_what_comes_after_it(self, own: Own) -> None:
        (one,) = own([group()], extend_select=("EVT1",)).findings
        assert (one.rule, one.request, one.witness) == ("EVT1", 0, "unknown")

    def test_hidden_findings_count_too(self, own: Own) -> None:
        report = own([new()], extend_select=("VAL1",))
        assert (report.findings, report.summary.notes, report.summary.hidden) == ((), 1, 1)
        (rule,) = [one for one in report.rules if one.id == "VAL1"]
        assert (rule.found, rule.contradicted) == (1, 1)


class TestRefusals:
    def test_what_no_rule_explains_is_listed(self, own: Own) -> None:
        no = new()._replace(status=400, answer={"code": 29, "message": "Invalid daily_spend_cap for Spring"})
        report = own(
            [no, no, bad(status=400, answer=no.answer), no._replace(status=500), no._replace(status=429), new()]
        )
        (one,) = report.refusals
        assert one._asdict() == {
            "operation": CREATE, "status": 400, "code": "29", "message": "Invalid daily_spend_cap for …",
            "path": "log.ndjson", "request": 0, "line": 1, "times": 2,
        }  # fmt: skip

    def test_of_single_items_too(self, own: Own) -> None:
        reasons: list[Any] = [
            [{"code": 1, "message": "No"}, {"code": 2}],
            {"code": 1, "message": "No"},
            "busy",
            [],
            None,
        ]
        answer = {"items": [{"exceptions": reason} for reason in reasons]}
        report = own([new()._replace(answer=answer)])
        assert [(one.code, one.message, one.times) for one in report.refusals] == [
            ("1", "No", 2),
            ("", "", 1),
            ("2", "", 1),
        ]

    @pytest.mark.parametrize(
        ("said", "shown"),
        [
            ("The campaign does not exist.", "The campaign does not exist."),
            ("You can't set start_time (or end_time) here!", "You can't set start_time (or end_time) here!"),
            ("'start_time' is wrong", "start_time is wrong"),
            ("Invalid value 'Summer sale' for `objective_type`", "Invalid value … for objective_type"),
            ("[1, 'x'] is not in {'a': 1} or <b>", "… is not in … or …"),
            ("Campaign 626736533506 of me@x.test is pina_abc", "Campaign … of … is …"),
            ("Spring is wrong, (Spring) too", "… is wrong, … too"),
            ("Advertiser 549755885175: no", "Advertiser … no"),
            ("a\x1b[31mb \u202e no\nvalue", "… … no value"),
            ("x" * 900, "…"),
            ("no " * 400, ("no " * 400)[:200]),
            (5, ""),
            (None, ""),
        ],
    )
    def test_their_words_are_harmless(self, said: Any, shown: str) -> None:
        found = Refusals((), table())
        request = Request([{"name": "Spring", "objective_type": "SALES"}])
        item = Record(request, Response(400, {"code": 1, "message": said}), Place(1, 1, 1, 1))
        found.take("a", item, table().operation(CREATE), {"ad_account_id": "549755885175"})
        (one,) = found.entries()
        assert one.message.split() == shown.split()

    @pytest.mark.parametrize("answer", [None, [], "x", {"code": True}, {"code": "7"}, {"message": ["x"]}])
    def test_answers_of_any_shape(self, answer: Any) -> None:
        found = Refusals((), table())
        for status in (400, 200):
            item = Record(Request({"a": [{"b": 5}]}), Response(status, answer), Place(1, 1, 1, 1))
            found.take("a", item, table().operation(CREATE), {})
        assert [(one.status, one.code, one.message) for one in found.entries()] == [(400, "", "")]

    def test_only_so_many_are_told_apart(self, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setattr(refusals, "MOST", 2)
        found = Refusals((), table())
        for code in (1, 2, 3, 2):
            item = Record(Request([]), Response(400, {"code": code}), Place(1, 1, 1, 1))
            found.take("a", item, table().operation(CREATE), {})
        assert [(one.code, one.times) for one in found.entries()] == [("2", 2), ("1", 1)]


class TestReports:
    @pytest.mark.parametrize("body", [[GOOD], [GOOD] * 3])
    def test_where_nothing_is_found_the_short_way_tells_the_same(self, own: Own, body: Any) -> None:
        own([bad()])
        linter = Linter(Settings(Path.cwd(), as_of="2026-11-21", api_version="5.28"))
        short, whole = linter.check(body, operation=CREATE), linter.check(json.dumps(body), operation=CREATE)
        assert (short, short.findings) == (whole, ())
        assert {rule.id: rule.judged for rule in short.rules}["CMP1"] == len(body)

    def test_more_findings_than_are_listed(self, own: Own) -> None:
        report = own([bad() for _ in range(10)], max_findings=3)
        assert (len(report.findings), report.summary.errors) == (3, 10)
        assert messages(report) == ["7 more findings are counted but not listed; raise --max-findings to see them"]

    def test_payloads_and_captures_in_one_run(self, own: Own) -> None:
        report = own({"a.campaigns.create.json": b'[{"name": "A"}]', "b.ndjson": ndjson([bad()])})
        assert [(one.path, one.request, one.method) for one in report.findings] == [
            ("a.campaigns.create.json", 0, "POST"),
            ("b.ndjson", 0, "POST"),
        ]
        assert [(one.kind, one.operation, one.requests) for one in report.inputs] == [
            ("json", CREATE, 1),
            ("ndjson", None, 1),
        ]

    def test_several_captures_are_one_account_in_order_of_time(self, own: Own) -> None:
        plus, later = timed([new(is_performance_plus=True)], 100), timed([group()], 200)
        found = [("GRP1", 0, "/0/bid_strategy_type", "error")]
        assert told(own({"b.ndjson": ndjson(plus), "a.har": har(later)})) == found
        assert told(own({"a.ndjson": ndjson(later), "b.ndjson": ndjson(plus)})) == found
        assert told(own({"a.har": har(timed([group()], 50)), "b.ndjson": ndjson(plus)})) == []

    def test_a_file_that_cannot_be_read_has_one_notice(self, own: Own) -> None:
        assert len(own({"a.har": b"{oops"}).notices) == 1

    def test_damage_is_told_and_the_rest_is_judged(self, own: Own) -> None:
        broken = ndjson([bad()]) + b"{oops\n" + ndjson([bad()])
        report = own({"a.ndjson": broken, "b.har": b"{oops", "c.ndjson.gz": b"\x1f\x8bx"})
        assert [one.request for one in report.findings] == [0, 2]
        fatal = [(notice.path, notice.message) for notice in report.notices if notice.fatal]
        assert [path for path, _ in fatal] == ["b.har", "c.ndjson.gz"]
        assert fatal[1][1] == "the file cannot be read: the packed file is damaged"

    def test_progress_is_told(self, own: Own, tmp_path: Path) -> None:
        own([bad() for _ in range(250)])
        seen: list[tuple[int, int, int]] = []
        settings = Settings(tmp_path)
        run(settings, inputs(["log.ndjson"], settings, tmp_path, io.BytesIO()), lambda *told: seen.append(told))
        assert [(requests, findings) for _, requests, findings in seen] == [(100, 100), (200, 200)]
        assert 0 < seen[0][0] <= seen[1][0] <= (tmp_path / "log.ndjson").stat().st_size

    def test_standard_input_is_read_once(self, own: Own, tmp_path: Path) -> None:
        (tmp_path / "a.ndjson").write_bytes(ndjson(timed([group()])))
        settings = Settings(tmp_path, as_of="2026-11-21")
        stdin = io.BytesIO(ndjson(timed([new(is_performance_plus=True)], 5)))
        own([bad()])
        report = run(settings, inputs(["a.ndjson", "-"], settings, tmp_path, stdin))
        assert told(report) == [("GRP1", 0, "/0/bid_strategy_type", "error")]
        assert [one.path for one in report.inputs] == ["<stdin>", "a.ndjson"]


class Stopping(io.BytesIO):
    """A stream at which somebody presses Ctrl-C in the middle."""

    def __init__(self, data: bytes, after: int) -> None:
        super().__init__(data)
        self.left = after

    def readline(self, *size: Any) -> bytes:
        self.left -= 1
        if self.left < 0:
            raise KeyboardInterrupt
        return super().readline(*size)


class TestCtrlC:
    def stopping(self, own: Own, tmp_path: Path, after: int) -> tuple[Settings, Iterator[Any]]:
        calls = [bad() for _ in range(600)]
        own({"a.ndjson": ndjson(calls), "b.ndjson": ndjson(calls)}, select=())
        settings = Settings(tmp_path, as_of="2026-11-21", ignore=("SHP1",))

        def captures() -> Iterator[CaptureFile]:
            for one in inputs(["a.ndjson", "b.ndjson"], settings, tmp_path, io.BytesIO()):
                assert not hasattr(one, "document")
                if one.path == "a.ndjson":
                    yield one._replace(open=lambda: Stopping(ndjson(calls), after), size=None)  # type: ignore[union-attr]
                else:
                    yield one  # type: ignore[misc]

        return settings, captures()

    def test_the_report_is_of_what_was_read(self, own: Own, tmp_path: Path) -> None:
        settings, captures = self.stopping(own, tmp_path, 400)
        report = run(settings, captures)
        assert report.partial
        assert 100 < report.summary.errors < 400
        assert report.summary.requests == report.summary.errors
        assert (report.inputs[0].path, report.inputs[0].requests) == ("a.ndjson", report.summary.requests)

    def test_a_library_call_is_interrupted(self, own: Own, tmp_path: Path) -> None:
        settings, captures = self.stopping(own, tmp_path, 400)
        with pytest.raises(KeyboardInterrupt):
            Linter(settings).run(captures)

    def test_nothing_is_said_of_what_was_not_read(self, own: Own, tmp_path: Path) -> None:
        settings, captures = self.stopping(own, tmp_path, 400)
        assert messages(run(settings, captures)) == []


def test_a_log_of_our_own_rules(tmp_path: Path) -> None:
    """Everything together, with the rules that ship."""
    path = tmp_path / "log.ndjson"
    campaign = {
        "name": "Spring", "status": "ACTIVE", "objective_type": "CONSIDERATION", "start_time": 1_798_761_600,
        "is_performance_plus": True, "daily_spend_cap": 20_000_000, "is_flexible_daily_budgets": True,
    }  # fmt: skip
    sent = {
        "name": "Base", "status": "ACTIVE", "campaign_id": "1", "billable_event": "CLICKTHROUGH",
        "bid_strategy_type": "AUTOMATIC_BID", "targeting_spec": {"LOCATION": ["NL"]},
        "budget_in_micro_currency": 5_000_000,
    }  # fmt: skip
    path.write_bytes(
        ndjson(timed([Call("POST", "campaigns", [campaign], 200, ids("1")), group()._replace(body=[sent])]))
    )
    settings = Settings(tmp_path, as_of="2026-11-21", api_version="5.28")
    report = run(settings, inputs([str(path)], settings, tmp_path, io.BytesIO()))
    errors = [one for one in report.findings if one.severity == "error"]
    assert [(one.rule, one.request, one.pointer) for one in errors] == [("PP215", 1, "/0/budget_in_micro_currency")]
    assert json.dumps(report.summary._asdict())


def test_bodies_that_a_log_leaves_out_are_no_faults(own: Own) -> None:
    address = "https://api.pinterest.com/v5/ad_accounts/549755885175/campaigns"
    asked = [{"method": method, "url": address, "status": 200} for method in ("POST", "PATCH", "GET")]
    report = own({"a.ndjson": "".join(json.dumps(one) + "\n" for one in asked).encode()})
    assert told(report) == []
    (notice,) = report.notices
    assert (notice.path, notice.line) == ("a.ndjson", 1)
    assert notice.message == "2 bodies are not recorded: no more than the address is judged"
    said_empty = {**asked[0], "body": ""}
    assert own({"b.ndjson": json.dumps(said_empty).encode() + b"\n"}).notices == ()
