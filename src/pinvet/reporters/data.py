"""The report for programs: one JSON document, or one JSON document a line."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

from pinvet.reporters.contract import (
    SCHEMA,
    TOOL,
    document,
    notice_object,
    refusal_object,
    skip_object,
    summary_object,
)
from pinvet.reporters.contract_finding import finding_object

if TYPE_CHECKING:
    from pinvet.finding import Finding
    from pinvet.report import Report
    from pinvet.reporters import Options


def render(report: Report, options: Options) -> Iterator[str]:  # noqa: ARG001 - every reporter takes the same two
    """Write the report as one JSON document, indented: member by member, and lists entry by entry."""
    before = "{"
    for name, member in document(report).items():
        yield f"{before}\n {written(name)}: "
        if isinstance(member, Iterator):
            yield from _entries(member)
        else:
            yield written(member, indent=1).replace("\n", "\n ")
        before = ","
    yield "\n}\n"


def _entries(entries: Iterator[Any]) -> Iterator[str]:
    before = "["
    for entry in entries:
        yield before + "\n  " + written(entry, indent=1).replace("\n", "\n  ")
        before = ","
    yield "[]" if before == "[" else "\n ]"


def render_lines(report: Report, options: Options) -> Iterator[str]:  # noqa: ARG001 - as every reporter
    """Write the report as one JSON document a line, each with its `type`; the summary comes last."""
    return (f"{line}\n" for line in lines(report))


def lines(report: Report) -> Iterator[str]:
    """Give the lines of `render_lines` one by one, without their line breaks."""
    yield header_line()
    for kind, members in (("finding", report.findings), ("suppressed", report.suppressed)):
        for member in members:
            yield finding_line(member, kind)
    for skip in report.skips:
        yield written({"type": "skip", **skip_object(skip)})
    for notice in report.notices:
        yield written({"type": "notice", **notice_object(notice)})
    for refusal in report.refusals:
        yield written({"type": "refusal", **refusal_object(refusal)})
    yield written({"type": "summary", "partial": report.partial, **summary_object(report.summary)})


def header_line() -> str:
    """Write the first line, which can go out before anything was read."""
    return written({"type": "report", "schema": SCHEMA, "tool": TOOL})


def finding_line(finding: Finding, kind: str = "finding") -> str:
    """Write one finding as a line; `kind` is `finding` or `suppressed`."""
    return written({"type": kind, **finding_object(finding)})


def written(value: object, indent: int | None = None) -> str:
    """Write JSON in ASCII, so that lone surrogates survive and no terminal acts on it.

    A number that JSON does not have, which a library call may put into a fix, becomes null. `##[` and `##vso[`
    stand only inside strings, where an escape takes their meaning for CI logs and leaves the value as it is.
    """
    import json

    try:
        text = json.dumps(value, ensure_ascii=True, allow_nan=False, indent=indent)
    except ValueError:
        finite = json.loads(json.dumps(value), parse_constant=lambda _: None)
        text = json.dumps(finite, ensure_ascii=True, allow_nan=False, indent=indent)
    return text.replace("##[", r"#\u0023[").replace("##vso[", r"#\u0023vso[")
