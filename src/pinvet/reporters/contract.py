"""The JSON report, version 1, laid out key by key.

This is the contract that other programs rely on (schemas/report.v1.schema.json), so it is spelled out and not
derived from the model: a renamed attribute must not rename a key. Keys are added, never changed or removed.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from pinvet.reporters.contract_finding import finding_object
from pinvet.version import __version__

if TYPE_CHECKING:
    from pinvet.finding import Refusal, RuleInfo, Skip, Unapplied
    from pinvet.model import Input, Notice
    from pinvet.report import Report, Summary

SCHEMA: Final = "pinvet-report/v1"
TOOL: Final = {"name": "pinvet", "version": __version__}


def document(report: Report) -> dict[str, Any]:
    """Lay a report out as version 1 has it. Lists are iterators: a large report is never laid out as a whole."""
    return {
        "schema": SCHEMA,
        "tool": TOOL,
        "partial": report.partial,
        "summary": summary_object(report.summary),
        "inputs": (_input(source) for source in report.inputs),
        "rules": (_rule(rule) for rule in report.rules),
        "findings": (finding_object(finding) for finding in report.findings),
        "skips": (skip_object(skip) for skip in report.skips),
        "suppressed": (finding_object(finding) for finding in report.suppressed),
        "notices": (notice_object(notice) for notice in report.notices),
        "refusals": (refusal_object(refusal) for refusal in report.refusals),
        "unapplied": (_unapplied(entry) for entry in report.unapplied),
    }


def summary_object(counts: Summary) -> dict[str, Any]:
    """Lay out the counts."""
    return {
        "files": counts.files,
        "requests": counts.requests,
        "entities": counts.entities,
        "errors": counts.errors,
        "warnings": counts.warnings,
        "notes": counts.notes,
        "suppressed": counts.suppressed,
        "skips": counts.skips,
        "notices": counts.notices,
        "rules": counts.rules,
        "hidden": counts.hidden,
        "elsewhere": counts.elsewhere,
    }


def _unapplied(entry: Unapplied) -> dict[str, Any]:
    return {"pack": entry.pack, "reason": entry.reason, "rules": list(entry.rules)}


def _input(source: Input) -> dict[str, Any]:
    return {
        "path": source.path,
        "kind": source.kind,
        "operation": source.operation,
        "inferred": source.inferred,
        "requests": source.requests,
    }


def _rule(rule: RuleInfo) -> dict[str, Any]:
    return {
        "id": rule.id,
        "name": rule.name,
        "title": rule.title,
        "url": rule.url,
        "section": rule.section,
        "severity": rule.severity,
        "confidence": rule.confidence,
        "judged": rule.judged,
        "skipped": rule.skipped,
        "contested": rule.contested,
        "why": rule.why,
        "pack": rule.pack,
        "found": rule.found,
        "confirmed": rule.confirmed,
        "contradicted": rule.contradicted,
    }


def skip_object(skip: Skip) -> dict[str, Any]:
    """Lay out a skip."""
    return {
        "reason": skip.reason,
        "missing": skip.missing,
        "rules": list(skip.rules),
        "count": skip.entities,
        "first": {"path": skip.path, "request": skip.request, "pointer": skip.pointer},
        "remedy": skip.remedy,
    }


def notice_object(notice: Notice) -> dict[str, Any]:
    """Lay out a notice."""
    return {
        "kind": notice.kind,
        "path": notice.path,
        "line": notice.line,
        "column": notice.column,
        "message": notice.message,
        "fatal": notice.fatal,
        "hint": notice.hint,
    }


def refusal_object(refusal: Refusal) -> dict[str, Any]:
    """Lay out a refusal that no rule explains."""
    return {
        "operation": refusal.operation,
        "status": refusal.status,
        "code": refusal.code,
        "message": refusal.message,
        "count": refusal.times,
        "first": {"path": refusal.path, "request": refusal.request, "line": refusal.line},
    }
