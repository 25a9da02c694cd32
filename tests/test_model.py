"""The shared words: severities in order, pointers, the unknown, and a report that is raised."""

from __future__ import annotations

import pickle

import pytest

from pinvet.finding import Finding
from pinvet.model import UNKNOWN, Notice, Severity, json_pointer, rank
from pinvet.report import Rejected, Report, Summary


def a_finding(severity: Severity, pointer: str = "/0/name", rule: str = "PP1") -> Finding:
    return Finding(
        rule=rule,
        name="n",
        severity=severity,
        confidence="documented",
        contested=None,
        remark=None,
        message="is missing",
        url="u",
        section="s",
        path="",
        place=None,
        request=0,
        method=None,
        path_template=None,
        operation="campaigns/create",
        entity="campaign",
        entity_index=0,
        part="body",
        pointer=pointer,
        parameter="name",
    )


def test_severities_have_an_order() -> None:
    assert [rank(word) for word in ("none", "note", "warning", "error")] == [-1, 0, 1, 2]


@pytest.mark.parametrize(
    ("pointer", "text"),
    [((), ""), (("a", 0, "b"), "/a/0/b"), (("a/b", "m~n", "~1"), "/a~1b/m~0n/~01"), (("",), "/"), ((1,), "/1")],
)
def test_pointers_are_written_as_rfc_6901_says(pointer: tuple[str | int, ...], text: str) -> None:
    assert json_pointer(pointer) == text


def test_the_unknown_is_neither_true_nor_false() -> None:
    with pytest.raises(TypeError, match="neither true nor false"):
        bool(UNKNOWN)
    assert repr(UNKNOWN) == "UNKNOWN"


ERROR = Report(
    Summary(errors=1), findings=(a_finding("error"), a_finding("warning", "/0/status"), a_finding("error", ""))
)


def test_a_report_with_errors_is_raised() -> None:
    assert [finding.severity for finding in ERROR.errors] == ["error", "error"]
    with pytest.raises(Rejected) as caught:
        ERROR.raise_for_errors()
    assert str(caught.value) == "PP1 /0/name: is missing\nPP1 /: is missing"
    assert caught.value.report is ERROR


def test_warnings_are_not() -> None:
    for report in (
        Report(),
        Report(Summary(warnings=3), findings=(a_finding("warning"),)),
        Report(notices=(Notice("limit", "", "x"),)),
    ):
        assert report.raise_for_errors() is report


def test_errors_beyond_the_limit_count() -> None:
    with pytest.raises(Rejected):
        Report(Summary(errors=1)).raise_for_errors()


def test_what_was_not_judged_is_not_passed() -> None:
    report = Report(notices=(Notice("syntax", "a.json", "a bracket is missing", fatal=True),))
    with pytest.raises(Rejected, match="a bracket is missing"):
        report.raise_for_errors()


def test_reports_travel_between_processes() -> None:
    assert pickle.loads(pickle.dumps(ERROR)) == ERROR
