"""Findings about the address of a request, and about when and how often requests were sent."""

from __future__ import annotations

import io
import json
from typing import TYPE_CHECKING, Any

import pytest

from pinvet.config import Settings
from pinvet.lint import Linter
from pinvet.model import Place
from pinvet.sources.inputs import inputs
from recordings import AD_ACCOUNT, HOST, Call, ndjson, timed
from rulebench import a_pack, a_rule, rules_of

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from pinvet.report import Report

    Own = Callable[[str, bytes], Report]

REPORT, LISTING, ANALYTICS = "analytics/create_report", "ads/list", "ad_account/analytics"
PACK = a_pack(
    a_rule("PTH1", values={"path.ad_account_id": {"format": "numeric-id"}}, operations=[REPORT, ANALYTICS]),
    a_rule("QRY1", forbidden=["query.*"], operations=[REPORT]),
    a_rule("NOW1", compare={"start_date": {"at_least": "today", "as": "date"}}, operations=[ANALYTICS]),
    a_rule("RAT1", rate={"per": "minute", "by": ["path.ad_account_id"], "at_most": 2}, operations=[LISTING]),
)
PERIOD = {"start_date": "2026-11-21", "end_date": "2026-11-21", "granularity": "DAY"}


@pytest.fixture
def own(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Own:
    """Judge one file by the rules of the pack above alone."""
    rules = tuple(rules_of(PACK))
    monkeypatch.setattr("pinvet.lint.setup.rules_for", lambda *_: rules)

    def judge(name: str, data: bytes, **keys: Any) -> Report:
        (tmp_path / name).write_bytes(data)
        settings = Settings(tmp_path, api_version="5.28", **keys)
        return Linter(settings).run(inputs([name], settings, tmp_path, io.BytesIO()))

    return judge


def told(report: Report) -> list[tuple[str, str, str, int]]:
    return [(one.rule, one.part, one.pointer, one.request) for one in report.findings]


def text_at(text: str, place: Place | None) -> str:
    assert place is not None
    return text.splitlines()[place.line - 1][place.column - 1 : place.end_column - 1]


def asked(account: str = AD_ACCOUNT, day: str = "2026-11-21", **keys: Any) -> Call:
    return Call("GET", f"{HOST}/v5/ad_accounts/{account}/analytics?start_date={day}", **keys)


class TestInCaptures:
    def test_a_path_parameter(self, own: Own) -> None:
        report = own("log.ndjson", ndjson(timed([asked(), asked("MINE")], 1_795_219_200)))
        assert told(report) == [("PTH1", "path", "/ad_account_id", 1)]
        (one,) = report.findings
        assert (one.place, one.frame, one.parameter) == (Place(2, 1, 2, 1), None, "ad_account_id")

    def test_the_query_beside_a_body(self, own: Own) -> None:
        report = own("log.ndjson", ndjson([Call("POST", "reports?level=CAMPAIGN&columns=CTR", PERIOD)]))
        assert told(report) == [("QRY1", "query", "/columns", 0)]
        assert (report.findings[0].place, report.findings[0].frame) == (Place(1, 1, 1, 1), None)

    def test_the_query_without_a_body(self, own: Own) -> None:
        report = own("log.ndjson", ndjson([Call("POST", "reports?level=CAMPAIGN")]))
        assert told(report) == [("QRY1", "query", "/level", 0)]
        assert report.summary.entities == 0


class TestInPayloads:
    def test_they_stand_at_the_address(self, own: Own) -> None:
        text = f'{{"method": "POST",\n "url": "{HOST}/v5/ad_accounts/MINE/reports?level=X",\n "body": {{}}}}'
        report = own("a.json", text.encode())
        assert told(report) == [("PTH1", "path", "/ad_account_id", 0), ("QRY1", "query", "/level", 0)]
        assert {text_at(text, one.place) for one in report.findings} == {
            f'"{HOST}/v5/ad_accounts/MINE/reports?level=X"'
        }
        assert all(one.frame is not None and "MINE" not in str(one.frame.lines) for one in report.findings)
        assert len({one.fingerprint for one in report.findings}) == 2

    def test_an_address_is_also_called_a_path(self, own: Own) -> None:
        path = "/v5/ad_accounts/1/analytics?start_date=2020-01-01"
        text = json.dumps({"method": "GET", "path": path})
        report = own("a.json", text.encode())
        assert told(report) == [("NOW1", "query", "/start_date", 0)]
        assert text_at(text, report.findings[0].place) == f'"{path}"'

    def test_a_bare_query_stands_where_it_is_written(self, own: Own) -> None:
        report = own("spring.ad_account.analytics.json", b'{"start_date": "2020-01-01"}')
        assert told(report) == [("NOW1", "query", "/start_date", 0)]
        assert report.findings[0].place == Place(1, 16, 1, 28)

    @pytest.mark.usefixtures("own")
    def test_an_address_that_is_in_no_text(self, tmp_path: Path) -> None:
        settings = Settings(tmp_path, api_version="5.28")
        report = Linter(settings).check('{"granularity": "DAY"}', method="POST", url=f"{HOST}/v5/ad_accounts/X/reports")
        assert told(report) == [("PTH1", "path", "/ad_account_id", 0)]
        assert report.findings[0].place == Place(1, 1, 1, 2)


class TestTheTime:
    def test_what_was_answered_at_a_time_unknown_is_a_skip(self, own: Own) -> None:
        report = own("log.ndjson", ndjson([asked(day="2020-01-01")]))
        assert told(report) == []
        (skip,) = report.skips
        assert (skip.reason, skip.rules, skip.remedy) == ("no-time", ("NOW1",), "--as-of DATE")

    def test_unless_somebody_says_the_day(self, own: Own) -> None:
        log = ndjson([asked(day="2020-01-01")])
        assert told(own("log.ndjson", log, as_of="2020-01-02")) == [("NOW1", "query", "/start_date", 0)]
        assert told(own("log.ndjson", log, as_of="2020-01-01")) == []

    def test_what_was_never_answered_is_about_to_be_sent(self, own: Own) -> None:
        report = own("log.ndjson", ndjson([asked(day="2020-01-01", status=None)]))
        assert told(report) == [("NOW1", "query", "/start_date", 0)]

    def test_too_many_reads_are_found_at_the_one_too_many(self, own: Own) -> None:
        listing = Call("GET", "ads", status=200, answer={"items": []})
        report = own("log.ndjson", ndjson(timed([listing] * 5)))
        assert told(report) == [("RAT1", "query", "", 2)]
        assert report.findings[0].place == Place(3, 1, 3, 1)
