"""What reports tell of recorded traffic: findings that are alike, refusals, answers as a measure of the rules."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import pytest
from samples import (
    CALLED,
    CAPTURE,
    CONTESTED,
    EVERYTHING,
    FLEXIBLE,
    NEVER_CAME,
    NEVER_HELD,
    ONE_CAP,
    PAYLOAD,
    REFUSED,
    TWO_CAPS,
)

from pinvet.model import Input, Place
from pinvet.report import Report, Summary
from pinvet.reporters import Options, render
from pinvet.reporters.folded import CAPTURES, captures_of, folded
from pinvet.reporters.measured import is_doubtful, refused, statistics, unapplied
from pinvet.reporters.paint import Paint
from pinvet.sources.formats import READERS

if TYPE_CHECKING:
    from collections.abc import Sequence

    from pinvet.finding import Finding

LOG = "logs/day.ndjson"
PLAIN = Paint(Options())


def found_in(*findings: Finding, **keys: object) -> Report:
    return CAPTURE._replace(findings=findings, **keys)  # type: ignore[arg-type]


def alike(*requests: int) -> list[Finding]:
    return [
        CONTESTED._replace(request=request, place=Place(request + 1, 5, request + 1, 9), times=1, related=())
        for request in requests
    ]


def seen(findings: Sequence[Finding]) -> list[tuple[int, int]]:
    return [(one.request, one.times) for one in folded(findings, frozenset({LOG}))]


class TestFolding:
    def test_every_format_of_captures_is_folded(self) -> None:
        assert set(READERS) == CAPTURES
        inputs = [Input(kind, kind) for kind in (*READERS, "json", "yaml")]
        assert captures_of(Report(inputs=tuple(inputs))) == set(READERS)

    def test_what_says_the_same_is_one_with_its_number(self) -> None:
        assert seen(alike(6, 8, 9)) == [(6, 3)]
        first, second = alike(6, 8)
        assert seen([first._replace(times=4), second]) == [(6, 5)]

    @pytest.mark.parametrize(
        "change",
        [
            {"rule": "PP108"},
            {"severity": "error"},
            {"operation": "campaigns/update"},
            {"parameter": "name"},
            {"message": "is_flexible_daily_budgets is true, expected false"},
            {"witness": "confirmed"},
        ],
        ids=lambda change: next(iter(change)),
    )
    def test_what_differs_stands_for_itself(self, change: dict[str, str]) -> None:
        first, second, third = alike(6, 8, 9)
        assert seen([first, second._replace(**change), third]) == [(6, 2), (8, 1)]  # type: ignore[arg-type]

    def test_where_it_stands_makes_no_difference(self) -> None:
        first, second = alike(6, 8)
        other = second._replace(pointer="/3/is_flexible_daily_budgets", entity_index=3, fingerprint="x", also=("A",))
        assert seen([first, other]) == [(6, 2)]

    def test_each_file_by_itself_and_payloads_not_at_all(self) -> None:
        payload = TWO_CAPS._replace(path="a.json")
        elsewhere = CONTESTED._replace(path="b.har", times=1)
        findings = [payload, payload, *alike(6, 8), elsewhere, elsewhere]
        assert [(one.path, one.times) for one in folded(findings, frozenset({LOG, "b.har"}))] == [
            ("a.json", 1),
            ("a.json", 1),
            (LOG, 2),
            ("b.har", 2),
        ]

    def test_in_text_they_are_one_and_counted(self) -> None:
        text = render(found_in(*alike(6, 8, 9)), "text")
        assert text.count("warning[PP107]") == 1
        assert f"{LOG}:7:5: warning" in text
        assert "   = seen: 3 times; this is the first\n" in text

    def test_asked_for_all_of_them_are_printed(self) -> None:
        text = render(found_in(*alike(6, 8, 9)), "text", Options(show_all=True))
        assert [line.split(":")[1] for line in text.splitlines() if "warning[PP107]" in line] == ["7", "9", "10"]
        assert "= seen:" not in text

    def test_a_number_is_grouped(self) -> None:
        text = render(found_in(CONTESTED._replace(times=12_000)), "text")
        assert "= seen: 12,000 times; this is the first" in text

    @pytest.mark.parametrize("format_", ["concise", "github", "json", "jsonl", "sarif"])
    def test_other_formats_tell_each_of_them(self, format_: str) -> None:
        text = render(found_in(*alike(6, 8, 9), suppressed=()), format_)
        marks = {"concise": "warning[PP107]", "github": "::warning file=logs/day.ndjson,line="}
        mark = marks.get(format_, '"ruleId": "PP107"' if format_ == "sarif" else '"rule": "PP107"')
        assert text.count(mark) == 3 + (format_ == "github")  # and the notice


class TestRefusals:
    def test_they_are_told_with_the_first_of_each(self) -> None:
        report = CAPTURE._replace(refusals=(REFUSED, REFUSED._replace(code="", message="", times=1, request=5, line=6)))
        assert (
            "\nrefused by the API, and no rule explains why\n"
            "   - ads/create, status 400, code 29: Invalid creative_type for …\n"
            "     3 times, first at logs/day.ndjson:42 (request 41)\n"
            "   - ads/create, status 400\n"
            "     1 time, first at logs/day.ndjson:6 (request 5)\n"
            "\n"
        ) in render(report, "text")

    def test_ten_are_shown_and_with_v_all(self) -> None:
        many = tuple(REFUSED._replace(code=str(number)) for number in range(1012))
        short, full = refused(many, Options(), PLAIN), refused(many, Options(verbose=1), PLAIN)
        assert (len(short), short[-1]) == (22, "   - ... 1,002 more (-v prints all)")
        assert len(full) == 1 + 2 * 1012

    def test_without_any_nothing_is_said(self) -> None:
        assert refused((), Options(), PLAIN) == []
        assert "refused" not in render(PAYLOAD, "text")
        assert "refused by" not in render(EVERYTHING, "text", Options(quiet=True))

    def test_what_they_say_acts_on_no_terminal(self) -> None:
        evil = REFUSED._replace(operation="a\x1b[1m", message="b\x1b[1m", path="c\nd")
        assert all(line.isprintable() for line in refused((evil,), Options(), PLAIN))

    def test_programs_get_them_too(self) -> None:
        document = json.loads(render(EVERYTHING, "json"))
        assert document["refusals"][0] == {
            "operation": "ads/create",
            "status": 400,
            "code": "29",
            "message": "Invalid creative_type for …",
            "count": 3,
            "first": {"path": LOG, "request": 41, "line": 42},
        }
        lines = [json.loads(line) for line in render(EVERYTHING, "jsonl").splitlines()]
        assert [line for line in lines if line["type"] == "refusal"] == [
            {"type": "refusal", **one} for one in document["refusals"]
        ]


class TestStatistics:
    rules = (
        ONE_CAP._replace(judged=1234, found=7, confirmed=5, contradicted=1, skipped=2),
        FLEXIBLE._replace(severity="error", judged=30, found=3, contradicted=3),
        FLEXIBLE._replace(id="PP999", judged=0),
    )

    def test_a_table_of_what_each_rule_came_to(self) -> None:
        assert statistics(self.rules, PLAIN) == [
            "rule                                judged         found     confirmed  contradicted       skipped",
            "PP103 one-spend-cap                  1,234             7             5             1             2",
            (
                "PP107 flexible-with-lifetime            30             3             0             3             0"
                "  contradicted more often than not"
            ),
        ]

    def test_it_is_printed_when_asked_for(self) -> None:
        report = CAPTURE._replace(rules=self.rules)
        table = "\n".join(statistics(self.rules, PLAIN))
        assert table not in render(report, "text")
        assert f"\n\n{table}\n\n" in render(report, "text", Options(statistics=True))
        assert table not in render(report, "text", Options(statistics=True, quiet=True))

    def test_without_anything_judged_there_is_no_table(self) -> None:
        assert statistics((), PLAIN) == statistics(self.rules[2:], PLAIN) == []

    def test_rules_that_judged_nothing_are_told_by_reason_and_pack(self) -> None:
        other = NEVER_HELD._replace(pack="shopping/objectives", rules=("OB101",))
        report = CAPTURE._replace(rules=self.rules, unapplied=(NEVER_HELD, other, NEVER_CAME))
        text = render(report, "text", Options(statistics=True))
        assert (
            "\n\n5 rules could have applied and never did: nothing that came met their conditions\n"
            "   - performance-plus/campaign: PP104-PP106, PP108\n"
            "   - shopping/objectives: OB101\n"
            "\n"
            "2 rules had nothing to apply to: no request of their operations came\n"
            "   - promotions/promotion: PR101, PR103\n"
            "\n"
        ) in text
        assert "apply to" not in render(report, "text")
        assert "apply to" not in render(report, "text", Options(statistics=True, quiet=True))

    def test_many_of_them_are_broken_into_lines(self) -> None:
        idle = tuple(f"PP{number}" for number in range(101, 160, 2))
        judged = tuple(ONE_CAP._replace(id=f"PP{number}") for number in range(102, 160, 2))
        report = CAPTURE._replace(rules=judged, unapplied=(NEVER_CAME._replace(rules=idle),))
        ((_, first, *more),) = unapplied(report, Options(width=60), PLAIN)
        assert first.startswith("   - promotions/promotion: PP101, PP103")
        assert len(more) > 1
        assert all(line.startswith(" " * 27 + "PP") for line in more)

    def test_a_run_that_judged_nothing_at_all_measures_no_rule(self) -> None:
        report = Report(unapplied=(NEVER_CAME,))
        assert list(unapplied(report, Options(), PLAIN)) == []

    @pytest.mark.parametrize(("confirmed", "contradicted", "doubtful"), [(0, 0, False), (2, 2, False), (2, 3, True)])
    def test_when_a_rule_is_doubtful(self, confirmed: int, contradicted: int, doubtful: bool) -> None:
        rule = ONE_CAP._replace(confirmed=confirmed, contradicted=contradicted)
        assert is_doubtful(rule) is doubtful

    def test_rules_that_the_api_contradicts_are_named_at_the_end(self) -> None:
        rules = tuple(
            FLEXIBLE._replace(id=f"PP{number}", severity="error", contradicted=1) for number in range(101, 110)
        )
        findings = tuple(CONTESTED._replace(rule=rule.id) for rule in rules[1:])
        line = "the API accepted most of what PP102, PP103, PP104, PP105, PP106, PP107, ... found: `--statistics`"
        assert line in render(CAPTURE._replace(rules=rules, findings=findings), "text")
        one = render(CAPTURE._replace(rules=rules, findings=findings[:1]), "text")
        assert "the API accepted most of what PP102 found: `--statistics` shows how often\n" in one
        assert "the API accepted most" not in render(CAPTURE, "text")
        assert "the API accepted most" not in render(CAPTURE._replace(rules=rules, findings=()), "text")

    def test_programs_get_the_numbers_without_asking(self) -> None:
        (first, *_) = json.loads(render(CAPTURE._replace(rules=self.rules), "json"))["rules"]
        assert {name: first[name] for name in ("judged", "found", "confirmed", "contradicted", "skipped")} == {
            "judged": 1234,
            "found": 7,
            "confirmed": 5,
            "contradicted": 1,
            "skipped": 2,
        }


def test_requests_to_other_hosts_are_counted() -> None:
    passed = CAPTURE._replace(summary=CAPTURE.summary._replace(elsewhere=1))
    assert "held against 143 rules; 1 request to other hosts passed over\n" in render(passed, "text")
    many = CAPTURE._replace(summary=CAPTURE.summary._replace(elsewhere=1200))
    assert "; 1,200 requests to other hosts passed over\n" in render(many, "text")
    assert "other hosts" not in render(CAPTURE, "text")
    assert json.loads(render(many, "json"))["summary"]["elsewhere"] == 1200


class TestSarif:
    def results(self, report: Report) -> list[dict[str, object]]:
        return json.loads(render(report, "sarif"))["runs"][0]["results"]  # type: ignore[no-any-return]

    def test_a_result_of_a_capture_names_its_request_and_no_more(self) -> None:
        first, second = self.results(CAPTURE)
        assert (
            first["webRequest"]
            == second["webRequest"]
            == {
                "method": "POST",
                "target": "/v5/ad_accounts/{ad_account_id}/campaigns",
            }
        )
        for word in ("headers", "body", "parameters", "webResponse"):
            assert f'"{word}":' not in render(CAPTURE, "sarif")

    @pytest.mark.parametrize("finding", [TWO_CAPS, CALLED, TWO_CAPS._replace(method="POST", path_template="/x")])
    def test_payloads_and_calls_have_no_request(self, finding: Finding) -> None:
        (one,) = self.results(PAYLOAD._replace(findings=(finding,)))
        assert "webRequest" not in one

    def test_what_is_found_in_the_file_itself_has_none_either(self) -> None:
        finding = CONTESTED._replace(method=None, path_template=None, operation="", pointer="", entity="")
        (one,) = self.results(found_in(finding, suppressed=()))
        assert "webRequest" not in one

    def test_an_interrupted_run_was_no_success(self) -> None:
        assert '"executionSuccessful": false' in render(EVERYTHING, "sarif")
        assert '"executionSuccessful": true' in render(CAPTURE, "sarif")


def test_an_interrupted_run_says_so_in_every_format() -> None:
    assert "stopped before the end of the input" in render(EVERYTHING, "text")
    assert json.loads(render(EVERYTHING, "json"))["partial"] is True
    assert json.loads(render(EVERYTHING, "jsonl").splitlines()[-1])["partial"] is True
    assert Report(Summary()).partial is False
