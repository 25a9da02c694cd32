"""SARIF: the schema of the standard, and what the hosts make of a log."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import jsonschema_rs
import pytest
from samples import (
    ALL,
    BROKEN,
    CALLED,
    CAPTURE,
    CONTESTED,
    EMPTY,
    EVERYTHING,
    LIBRARY,
    PAYLOAD,
    TORN,
    TWO_CAPS,
)

from pinvet.finding import Related, RuleInfo
from pinvet.report import Report, Summary
from pinvet.reporters import render
from pinvet.reporters.sarif_places import artifact, logical

SCHEMA = Path(__file__).resolve().parents[3] / "shared/data/sarif-schema-2.1.0.json"


def run(report: Report) -> dict[str, Any]:
    log = json.loads(render(report, "sarif"))
    assert (log["version"], len(log["runs"])) == ("2.1.0", 1)
    written: dict[str, Any] = log["runs"][0]
    return written


def wrong(schema: Any, document: Any) -> list[str]:
    """Return what a schema has against a document."""
    return [f"{error.instance_path}: {error.message}" for error in schema.iter_errors(document)]


def results(report: Report) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = run(report)["results"]
    return found


@pytest.mark.skipif(not SCHEMA.exists(), reason="the shared material is absent")
@pytest.mark.parametrize("report", ALL.values(), ids=ALL)
def test_logs_are_what_the_standard_says(report: Report) -> None:
    standard = jsonschema_rs.validator_for(json.loads(SCHEMA.read_text()))
    assert wrong(standard, json.loads(render(report, "sarif"))) == []


def test_a_clean_run_has_results_and_they_are_none() -> None:
    written = run(EMPTY)
    assert written["results"] == []
    assert written["invocations"] == [{"executionSuccessful": True, "toolExecutionNotifications": []}]
    assert written["automationDetails"] == {"id": "pinvet/"}
    assert written["columnKind"] == "unicodeCodePoints"
    assert "uri" not in written["originalUriBaseIds"]["SRCROOT"]


def test_a_result() -> None:
    assert results(PAYLOAD) == [
        {
            "ruleId": "PP103",
            "ruleIndex": 0,
            "level": "error",
            "message": {
                "text": (
                    "only one of lifetime_spend_cap, daily_spend_cap; daily_spend_cap is the second. "
                    "At /daily_spend_cap in the body of campaigns/create. "
                    "See [lifetime_spend_cap is the first](1). "
                    "Remark: The API keeps neither cap. Fix: Remove daily_spend_cap."
                )
            },
            "locations": [
                {
                    "physicalLocation": {
                        "artifactLocation": {"uri": "spring.json", "uriBaseId": "SRCROOT"},
                        "region": {"startLine": 4, "startColumn": 3, "endLine": 4, "endColumn": 30},
                    },
                    "logicalLocations": [
                        {
                            "name": "daily_spend_cap",
                            "fullyQualifiedName": "/daily_spend_cap",
                            "kind": "property",
                        }
                    ],
                }
            ],
            "relatedLocations": [
                {
                    "id": 1,
                    "physicalLocation": {
                        "artifactLocation": {"uri": "spring.json", "uriBaseId": "SRCROOT"},
                        "region": {"startLine": 3, "startColumn": 3, "endLine": 3, "endColumn": 33},
                    },
                    "logicalLocations": [
                        {
                            "name": "lifetime_spend_cap",
                            "fullyQualifiedName": "/lifetime_spend_cap",
                            "kind": "property",
                        }
                    ],
                    "message": {"text": "lifetime_spend_cap is the first."},
                }
            ],
            "partialFingerprints": {
                "primaryLocationLineHash": "3f2a9c41d07be865:1",
                "pinvet/v1": "3f2a9c41d07be865",
            },
            "fixes": [
                {
                    "description": {"text": "Remove daily_spend_cap."},
                    "artifactChanges": [
                        {
                            "artifactLocation": {"uri": "spring.json", "uriBaseId": "SRCROOT"},
                            "replacements": [
                                {
                                    "deletedRegion": {
                                        "startLine": 3,
                                        "startColumn": 33,
                                        "endLine": 4,
                                        "endColumn": 30,
                                    }
                                }
                            ],
                        }
                    ],
                }
            ],
            "properties": {
                "confidence": "documented",
                "contested": False,
                "witness": "unknown",
                "operation": "campaigns/create",
                "entity": "campaign",
                "parameter": "daily_spend_cap",
                "request": 0,
                "also": ["PP105"],
            },
        }
    ]


def test_a_message_names_the_request_of_a_capture() -> None:
    result = results(CAPTURE)[0]
    assert result["message"]["text"] == (
        "is_flexible_daily_budgets is true, expected false because lifetime_spend_cap is set. "
        "At /1/is_flexible_daily_budgets in the body of campaigns/create, request 6, "
        "POST /ad_accounts/{ad_account_id}/campaigns. "
        "See [lifetime_spend_cap is set here](1), [the campaign is known from the context](2). "
        "Contested: The reference lists both, the guide forbids it."
    )
    assert result["occurrenceCount"] == 12


def test_a_library_call_has_no_file() -> None:
    result = results(LIBRARY)[0]
    assert result["locations"] == [
        {"logicalLocations": [{"name": "campaigns/create", "fullyQualifiedName": "#", "kind": "value"}]}
    ]
    assert "partialFingerprints" not in result
    assert "fixes" not in result
    assert result["message"]["text"].startswith('objective_type is "AWARENESS"')
    assert "At the whole body of campaigns/create, request 0" in result["message"]["text"]


def test_a_file_without_a_place_is_marked_at_its_start() -> None:
    result = results(Report(findings=(TWO_CAPS._replace(place=None),)))[0]
    assert result["locations"][0]["physicalLocation"]["region"] == {
        "startLine": 1,
        "startColumn": 1,
        "endLine": 1,
        "endColumn": 1,
    }


@pytest.mark.parametrize(
    ("pointer", "part", "expected"),
    [
        ("/1/a~1b~0c", "body", ("a/b~c", "/1/a~1b~0c", "property")),
        ("/items/0", "body", ("0", "/items/0", "value")),
        ("/", "body", ('""', "/", "property")),
        ("", "body", ("campaigns/create", "#", "value")),
        ("/ad_account_id", "path", ("ad_account_id", "/ad_account_id", "parameter")),
    ],
)
def test_pointers_are_logical_locations(pointer: str, part: str, expected: tuple[str, str, str]) -> None:
    written = logical(pointer, part, "campaigns/create")
    assert (written["name"], written["fullyQualifiedName"], written["kind"]) == expected


@pytest.mark.parametrize(
    ("path", "uri"),
    [
        ("a/b.json", "a/b.json"),
        ("a b#c%d.json", "a%20b%23c%25d.json"),
        ("weird:name?.json", "weird%3Aname%3F.json"),
        ("größe.json", "gr%C3%B6%C3%9Fe.json"),
        ("bad\udcff.json", "bad%FF.json"),
        ("lone\ud800.json", "lone%ED%A0%80.json"),
    ],
)
def test_paths_are_relative_uris(path: str, uri: str) -> None:
    assert artifact(path) == {"uri": uri, "uriBaseId": "SRCROOT"}


@pytest.mark.parametrize(
    ("path", "uri"),
    [
        ("/tmp/a b.json", "file:///tmp/a%20b.json"),
        ("//server/share/a.json", "file://server/share/a.json"),
        ("C:/data/a.json", "file:///C:/data/a.json"),
        ("C:\\data\\a.json", "file:///C:/data/a.json"),
    ],
)
def test_a_file_outside_the_root_has_its_own_address(path: str, uri: str) -> None:
    assert artifact(path) == {"uri": uri}


def test_rules_carry_what_hosts_show() -> None:
    first, contested, unlisted = run(EVERYTHING)["tool"]["driver"]["rules"]
    assert (first["id"], first["name"]) == ("PP103", "OneSpendCap")
    assert first["helpUri"].startswith("https://developers.pinterest.com/")
    assert first["defaultConfiguration"] == {"level": "error"}
    assert first["properties"] == {
        "tags": ["pinterest-ads-api", "documented", "performance-plus"],
        "precision": "very-high",
        "problem.severity": "error",
    }
    assert "[Step 1: Create a campaign](https://" in first["help"]["markdown"]
    assert contested["properties"]["precision"] == "low"
    assert "Contested: The reference lists both" in contested["help"]["text"]
    assert unlisted["id"] == "PP112"  # a finding named it, the report's rules do not
    assert "helpUri" not in unlisted
    assert unlisted["properties"]["problem.severity"] == "recommendation"


def test_every_result_points_at_its_rule() -> None:
    written = run(EVERYTHING)
    rules = written["tool"]["driver"]["rules"]
    assert [rules[result["ruleIndex"]]["id"] for result in written["results"]] == [
        result["ruleId"] for result in written["results"]
    ]
    assert len({rule["id"] for rule in rules}) == len(rules)


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("one-spend-cap", "OneSpendCap"),
        ("", "NamedRule"),
        ("ab1", "Ab1Rule"),
        ("a b_c/d", "ABCD"),
        ("a", "A"),
    ],
)
def test_the_name_of_a_rule_is_pascal_case_and_not_its_id(name: str, expected: str) -> None:
    rule = EMPTY.rules[0]._replace(id="AB1", name=name)
    assert run(Report(rules=(rule,)))["tool"]["driver"]["rules"][0]["name"] == expected


def test_texts_of_a_rule_of_any_pack_are_cut_and_harmless() -> None:
    rule: RuleInfo = EMPTY.rules[0]._replace(
        title="<b>Bold</b> [a](javascript:x)\nand `more` " + "w" * 2000,
        url="javascript:alert(1)",
        section="x](y)",
    )
    written = run(Report(rules=(rule,)))["tool"]["driver"]["rules"][0]
    assert all(len(written[key]["text"]) <= 1024 for key in ("shortDescription", "fullDescription", "help"))
    assert written["shortDescription"]["text"].startswith("<b>Bold</b> [a](javascript:x) and `more` ww")
    assert written["shortDescription"]["text"].endswith(" ...")
    assert written["help"]["markdown"].startswith("\\<b\\>Bold\\</b\\> \\[a\\]\\(javascript:x\\) and \\`more\\`")
    assert "helpUri" not in written


@pytest.mark.parametrize(
    ("url", "is_kept"),
    [
        ("https://developers.pinterest.com/docs/a%20b?x=1&y=2#step-1", True),
        ("http://localhost:8000", True),
        ("https://a/%zz", False),
        ("https://a/#b#c", False),
        ("https://a/b c", False),
        ("https://größe.example/", False),
        ("https://a/\n", False),
        ("ftp://a/", False),
        ("see the docs", False),
        ("", False),
    ],
)
def test_only_a_web_address_becomes_a_link(url: str, is_kept: bool) -> None:
    rule = EMPTY.rules[0]._replace(url=url)
    written = run(Report(rules=(rule,)))["tool"]["driver"]["rules"][0]
    assert ("helpUri" in written) is is_kept
    assert (f"]({url})" in written["help"]["markdown"]) is is_kept


def test_no_text_of_the_input_becomes_a_link() -> None:
    related = (Related("", "", r"a [link](1) \ here"),)
    finding = TWO_CAPS._replace(message="see [this](https://evil.example)", related=related)
    text = results(Report(findings=(finding,)))[0]["message"]["text"]
    assert "see [this] (https://evil.example)." in text
    assert r"See [a \[link\](1) \\ here](1)." in text


def test_suppressed_findings_say_so_and_then_all_others_that_they_are_not() -> None:
    assert [result["suppressions"] for result in results(CAPTURE)] == [
        [],
        [{"kind": "external", "status": "accepted"}],
    ]
    assert "suppressions" not in results(PAYLOAD)[0]


def test_equal_fingerprints_are_counted() -> None:
    hashes = [
        result["partialFingerprints"]["primaryLocationLineHash"]
        for result in results(Report(findings=(TWO_CAPS, CONTESTED, TWO_CAPS)))
    ]
    assert hashes == ["3f2a9c41d07be865:1", "90b1c7e2a4d85f36:1", "3f2a9c41d07be865:2"]


def test_notices_and_skips_are_notifications_with_descriptors() -> None:
    written = run(EVERYTHING)
    told = written["invocations"][0]["toolExecutionNotifications"]
    described = written["tool"]["driver"]["notifications"]
    assert [(one["level"], one["descriptor"]["id"]) for one in told] == [
        ("error", "NOTICE-SYNTAX"),
        ("warning", "NOTICE-CAPTURE"),
        ("note", "NOTICE-SKIP"),
        ("note", "NOTICE-SKIP"),
        ("note", "NOTICE-SKIP"),
    ]
    for one in told:
        assert described[one["descriptor"]["index"]]["id"] == one["descriptor"]["id"]
    assert told[1]["message"]["text"] == ("record 12 ends before its body does. Record it again with a larger limit.")
    assert told[1]["locations"][0]["physicalLocation"]["region"]["startColumn"] == 220
    assert told[2]["message"]["text"] == (
        "Not judged: 2 rules (PP201, PP202) on 12 entities, first at logs/day.ndjson, request 9, /0. "
        "Missing: campaign 626735565838 of this ad group. Remedy: --assume performance-plus."
    )
    assert "locations" not in told[4]


def test_every_kind_of_notice_has_a_descriptor() -> None:
    from typing import get_args

    from pinvet.model import NoticeKind

    notices = tuple(TORN._replace(kind=kind, path="") for kind in get_args(NoticeKind))
    told = run(Report(notices=notices))["invocations"][0]["toolExecutionNotifications"]
    assert len(told) == len(notices)
    assert all("locations" not in one for one in told)


@pytest.mark.parametrize(
    ("report", "successful"),
    [
        (EMPTY, True),
        (Report(summary=Summary(entities=1), notices=(TORN, BROKEN)), True),
        (Report(notices=(TORN,)), True),
        (Report(notices=(BROKEN,)), False),
        (Report(partial=True), False),
    ],
)
def test_a_run_that_cannot_be_trusted_is_no_success(report: Report, successful: bool) -> None:
    assert run(report)["invocations"][0]["executionSuccessful"] is successful


def test_the_gravest_five_thousand_results_are_kept_and_the_rest_told() -> None:
    report = Report(findings=(CALLED,) * 3 + (CONTESTED,) * 2 + (TWO_CAPS,) * 4_999, suppressed=(TWO_CAPS,))
    written = run(report)
    levels = [result["level"] for result in written["results"]]
    assert levels == ["error"] * 4_999 + ["warning"]
    assert written["invocations"][0]["toolExecutionNotifications"] == [
        {
            "descriptor": {"id": "NOTICE-LIMIT", "index": 9},
            "level": "warning",
            "message": {"text": "5 results of 5,005 left out; the gravest 5,000 are here."},
        }
    ]
