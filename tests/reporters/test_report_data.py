"""JSON, version 1, and JSON Lines: the keys and their order, the schema, and values that JSON finds hard."""

from __future__ import annotations

import json
import math
from pathlib import Path
from typing import Any

import jsonschema
import jsonschema_rs
import pytest
from samples import ALL, CALLED, CAPTURE, EVERYTHING, PAYLOAD, TORN, naughty

from pinvet.finding import Fix
from pinvet.report import Report, Summary
from pinvet.reporters import render
from pinvet.reporters.data import finding_line, header_line, lines
from pinvet.version import __version__

SCHEMA: dict[str, Any] = json.loads((Path(__file__).resolve().parents[2] / "schemas/report.v1.schema.json").read_text())
REPORT = jsonschema_rs.validator_for(SCHEMA)
LINE = jsonschema_rs.validator_for({"$ref": "#/$defs/line", "$defs": SCHEMA["$defs"]})


def test_the_schema_is_a_schema_and_every_key_in_it_is_described() -> None:
    jsonschema.Draft202012Validator.check_schema(SCHEMA)
    for owner in (SCHEMA, *SCHEMA["$defs"].values()):
        assert owner["description"]
        for name, key in owner.get("properties", {}).items():
            assert key.get("description"), name


@pytest.mark.parametrize("report", ALL.values(), ids=ALL)
def test_reports_are_what_the_schema_says(report: Report) -> None:
    assert [error.message for error in REPORT.iter_errors(json.loads(render(report, "json")))] == []
    for line in render(report, "jsonl").splitlines():
        assert [error.message for error in LINE.iter_errors(json.loads(line))] == []


def test_the_schema_refuses_what_the_contract_does_not_have() -> None:
    document = json.loads(render(EVERYTHING, "json"))
    assert not REPORT.is_valid(document | {"extra": 1})
    assert not REPORT.is_valid({key: value for key, value in document.items() if key != "partial"})
    for name in ("inputs", "rules", "findings", "skips", "suppressed", "notices", "refusals", "unapplied"):
        first = document[name][0]
        assert not REPORT.is_valid(document | {name: [first | {"extra": 1}]}), name
        for key in first:
            without = {other: value for other, value in first.items() if other != key}
            assert not REPORT.is_valid(document | {name: [without]}), (name, key)
    finding = document["findings"][0]
    for wrong in ({"severity": "fatal"}, {"line": 0}, {"pointer": "daily_spend_cap"}, {"count": 0}):
        assert not REPORT.is_valid(document | {"findings": [finding | wrong]}), wrong
    assert not LINE.is_valid({"type": "finding"})
    assert not LINE.is_valid({"type": "other", **finding})
    assert not LINE.is_valid(finding)


def test_the_keys_stand_in_the_order_of_the_contract_and_additions_after_them() -> None:
    document = json.loads(render(EVERYTHING, "json"))
    assert list(document) == (
        "schema tool partial summary inputs rules findings skips suppressed notices refusals unapplied".split()
    )
    assert list(document["summary"]) == (
        "files requests entities errors warnings notes suppressed skips notices rules hidden elsewhere".split()
    )
    assert list(document["inputs"][0]) == "path kind operation inferred requests".split()
    assert list(document["rules"][0]) == (
        "id name title url section severity confidence judged skipped contested why pack "
        "found confirmed contradicted".split()
    )
    finding = document["findings"][1]
    assert list(finding) == (
        "rule name severity confidence contested message path line column end_line end_column request method "
        "path_template operation entity in pointer parameter witness count fingerprint related fix "
        "also remark entity_index url section".split()
    )
    assert list(finding["related"][0]) == ("path line column end_line end_column request pointer message".split())
    fixed = document["findings"][2]["fix"]
    assert list(fixed) == "title safe patch edits".split()
    assert list(fixed["edits"][0]) == "line column end_line end_column text".split()
    assert list(document["skips"][0]) == "reason missing rules count first remedy".split()
    assert list(document["skips"][0]["first"]) == "path request pointer".split()
    assert list(document["notices"][0]) == "kind path line column message fatal hint".split()
    assert list(document["refusals"][0]) == "operation status code message count first".split()
    assert list(document["refusals"][0]["first"]) == "path request line".split()
    assert list(document["unapplied"][0]) == "pack reason rules".split()


def test_values_are_carried_over() -> None:
    document = json.loads(render(CAPTURE, "json"))
    finding, skip = document["findings"][0], document["skips"][0]
    assert document["schema"] == "pinvet-report/v1"
    assert document["tool"] == {"name": "pinvet", "version": __version__}
    assert (finding["count"], finding["in"], finding["fix"]) == (12, "body", None)
    assert (finding["line"], finding["column"], finding["end_line"], finding["end_column"]) == (
        7,
        311,
        7,
        343,
    )
    assert finding["related"][1]["line"] is None
    assert (skip["count"], skip["first"]) == (12, {"path": "logs/day.ndjson", "request": 9, "pointer": "/0"})
    assert len(document["suppressed"]) == 1
    assert document["notices"][0]["hint"] == TORN.hint
    assert json.loads(render(EVERYTHING, "json"))["unapplied"][1] == {
        "pack": "promotions/promotion",
        "reason": "operations",
        "rules": ["PR101", "PR103"],
    }


def test_no_list_is_null_in_an_empty_report() -> None:
    document = json.loads(render(Report(), "json"))
    lists = ("inputs", "rules", "findings", "skips", "suppressed", "notices", "refusals", "unapplied")
    assert [document[name] for name in lists] == [[]] * 8


def test_lines_begin_with_the_report_and_end_with_the_counts() -> None:
    kinds = [json.loads(line)["type"] for line in render(EVERYTHING, "jsonl").splitlines()]
    assert kinds == [
        "report",
        *["finding"] * 3,
        "suppressed",
        *["skip"] * 3,
        *["notice"] * 2,
        *["refusal"] * 2,
        "summary",
    ]
    assert render(EVERYTHING, "json-lines") == "".join(f"{line}\n" for line in lines(EVERYTHING))
    first, *_, last = lines(EVERYTHING)
    assert first == header_line()
    assert json.loads(last)["partial"] is True
    assert json.loads(last)["errors"] == 1


def test_a_line_is_the_finding_of_the_document_with_its_type() -> None:
    whole = json.loads(render(PAYLOAD, "json-v1"))["findings"][0]
    assert json.loads(finding_line(PAYLOAD.findings[0])) == {"type": "finding", **whole}


@pytest.mark.parametrize("text", ["\ud800", "\udfff\ud800", "\x00\x1b\u2028", "##[set-output name=a]b", "##vso[x]"])
def test_hard_texts_come_back_as_they_were_and_act_on_nothing(text: str) -> None:
    for format_ in ("json", "jsonl"):
        written = render(naughty(text), format_)
        assert written.isascii()
        assert "##[" not in written
        assert "##vso[" not in written
        assert all(line.isprintable() for line in written.splitlines())
    assert json.loads(render(naughty(text), "json"))["findings"][0]["message"] == text


def test_a_number_that_json_does_not_have_becomes_null() -> None:
    fix = Fix("t", safe=False, patch=({"op": "add", "path": "/a", "value": [math.nan, math.inf, 1]},))
    report = Report(summary=Summary(errors=1), findings=(CALLED._replace(fix=fix),))
    document = json.loads(render(report, "json"), parse_constant=pytest.fail)
    assert document["findings"][0]["fix"]["patch"][0]["value"] == [None, None, 1]
