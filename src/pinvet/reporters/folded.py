"""Findings of captures that are alike, as one with a count: the same mistake is made in a hundred requests."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from pinvet.finding import Finding
    from pinvet.report import Report

CAPTURES = frozenset({"ndjson", "har", "cassette", "curl", "postman", "debuglog", "flow"})


def captures_of(report: Report) -> frozenset[str]:
    """Return the paths of the captures of a run."""
    return frozenset(source.path for source in report.inputs if source.kind in CAPTURES)


def folded(findings: Sequence[Finding], captures: frozenset[str]) -> Iterator[Finding]:
    """Give the first of the findings of one capture that say the same of the same parameter, with their number."""
    times: dict[tuple[str, ...], int] = {}
    for finding in findings:
        if finding.path in captures:
            key = _key(finding)
            times[key] = times.get(key, 0) + finding.times
    for finding in findings:
        if finding.path not in captures:
            yield finding
            continue
        number = times.pop(_key(finding), 0)
        if number:
            yield finding._replace(times=number)


def _key(finding: Finding) -> tuple[str, ...]:
    return (
        finding.path,
        finding.rule,
        finding.severity,
        finding.operation,
        finding.parameter,
        finding.message,
        finding.witness,
    )
