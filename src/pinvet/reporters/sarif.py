"""SARIF 2.1.0 (errata 01) for code scanning: one run, one result for each finding.

What GitHub, GitLab and Azure DevOps make of a log differs; the text of a message is all that each of them shows,
so it says in words which request, operation and parameter a finding is about. Bodies and headers are never added.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from pinvet.model import rank
from pinvet.reporters.data import written
from pinvet.reporters.folded import captures_of
from pinvet.reporters.phrases import counted
from pinvet.reporters.sarif_places import ROOT
from pinvet.reporters.sarif_results import result
from pinvet.reporters.sarif_rules import descriptor, descriptors
from pinvet.reporters.sarif_told import TOLD, of_notice, of_skip, told
from pinvet.version import __version__

if TYPE_CHECKING:
    from pinvet.finding import Finding
    from pinvet.report import Report
    from pinvet.reporters import Options

SCHEMA: Final = "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json"
HOME: Final = "https://pypi.org/project/pinvet/"
MOST: Final = 5_000  # GitHub refuses a run of over 25,000 results and does not reliably keep the gravest 5,000


def render(report: Report, options: Options) -> str:  # noqa: ARG001 - every reporter takes the same two
    """Write the report as one SARIF log."""
    return written({"$schema": SCHEMA, "version": "2.1.0", "runs": [_run(report)]}, indent=1) + "\n"


def _run(report: Report) -> dict[str, Any]:
    findings = [(finding, False) for finding in report.findings]
    findings += [(finding, True) for finding in report.suppressed]
    kept = sorted(findings, key=_gravest_first)[:MOST] if len(findings) > MOST else findings
    rules = descriptors(report, [finding for finding, _ in kept])
    index = {rule["id"]: position for position, rule in enumerate(rules)}
    seen: dict[str, int] = {}
    captures = captures_of(report)
    results = []
    for finding, suppressed in kept:
        seen[finding.fingerprint] = seen.get(finding.fingerprint, 0) + 1
        written_result = result(finding, index[finding.rule], seen[finding.fingerprint])
        if finding.path in captures and finding.method and finding.path_template:
            written_result["webRequest"] = {"method": finding.method, "target": f"/v5{finding.path_template}"}
        if report.suppressed:  # a run that marks suppressions marks their absence too
            written_result["suppressions"] = [{"kind": "external", "status": "accepted"}] if suppressed else []
        results.append(written_result)
    return {
        "tool": {"driver": {**_driver(), "rules": rules, "notifications": [descriptor(*row) for row in TOLD]}},
        "automationDetails": {"id": "pinvet/"},
        "columnKind": "unicodeCodePoints",
        "originalUriBaseIds": {ROOT: {"description": {"text": "The folder that pinvet was run for."}}},
        "invocations": [_invocation(report, len(findings) - len(kept))],
        "results": results,
    }


def _gravest_first(member: tuple[Finding, bool]) -> tuple[bool, int]:
    finding, suppressed = member
    return suppressed, -rank(finding.severity)


def _driver() -> dict[str, Any]:
    return {
        "name": "pinvet",
        "fullName": f"pinvet {__version__}, a linter for Pinterest Ads API requests",
        "organization": "pinvet",
        "informationUri": HOME,
        "version": __version__,
        "semanticVersion": __version__,
    }


def _invocation(report: Report, left_out: int) -> dict[str, Any]:
    """Say whether the run can be trusted, and what it could not read or judge."""
    nothing_judged = any(notice.fatal for notice in report.notices) and not report.summary.entities
    notifications = [of_notice(notice) for notice in report.notices]
    notifications += [of_skip(skip) for skip in report.skips]
    if left_out:
        text = f"{counted(left_out, 'result')} of {left_out + MOST:,} left out; the gravest {MOST:,} are here."
        notifications.append(told("limit", "warning", text))
    return {
        "executionSuccessful": not (nothing_judged or report.partial),
        "toolExecutionNotifications": notifications,
    }
