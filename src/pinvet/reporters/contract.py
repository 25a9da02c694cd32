"""The JSON report, version 1, laid out key by key.

This is the contract that other programs rely on (schemas/report.v1.schema.json), so it is spelled out and not
derived from the model: a renamed attribute must not rename a key. Keys are added, never changed or removed.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from pinvet.version import __version__

if TYPE_CHECKING:
    from pinvet.model import (
        Edit,
        Finding,
        Fix,
        Input,
        Notice,
        Place,
        Refusal,
        Related,
        Report,
        RuleInfo,
        Skip,
        Summary,
    )

SCHEMA: Final = "pinvet-report/v1"
TOOL: Final = {"name": "pinvet", "version": __version__}


def document(report: Report) -> dict[str, Any]:
    """Lay a report out as version 1 has it."""
    return {
        "schema": SCHEMA,
        "tool": TOOL,
        "partial": report.partial,
        "summary": summary_object(report.summary),
        "inputs": [_input(source) for source in report.inputs],
        "rules": [_rule(rule) for rule in report.rules],
        "findings": [finding_object(finding) for finding in report.findings],
        "skips": [skip_object(skip) for skip in report.skips],
        "suppressed": [finding_object(finding) for finding in report.suppressed],
        "notices": [notice_object(notice) for notice in report.notices],
        "refusals": [refusal_object(refusal) for refusal in report.refusals],
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


def finding_object(finding: Finding) -> dict[str, Any]:
    """Lay out a finding; its keys never go away, and what it lacks is null."""
    return {
        "rule": finding.rule,
        "name": finding.name,
        "severity": finding.severity,
        "confidence": finding.confidence,
        "contested": finding.contested,
        "message": finding.message,
        "path": finding.path,
        **_place(finding.place),
        "request": finding.request,
        "method": finding.method,
        "path_template": finding.path_template,
        "operation": finding.operation,
        "entity": finding.entity,
        "in": finding.part,
        "pointer": finding.pointer,
        "parameter": finding.parameter,
        "witness": finding.witness,
        "count": finding.times,
        "fingerprint": finding.fingerprint,
        "related": [_related(related) for related in finding.related],
        "fix": _fix(finding.fix) if finding.fix else None,
        "also": list(finding.also),
        "remark": finding.remark,
        "entity_index": finding.entity_index,
        "url": finding.url,
        "section": finding.section,
    }


def _place(place: Place | None) -> dict[str, Any]:
    return {
        "line": place.line if place else None,
        "column": place.column if place else None,
        "end_line": place.end_line if place else None,
        "end_column": place.end_column if place else None,
    }


def _related(related: Related) -> dict[str, Any]:
    return {
        "path": related.path,
        **_place(related.place),
        "request": related.request,
        "pointer": related.pointer,
        "message": related.message,
    }


def _fix(fix: Fix) -> dict[str, Any]:
    return {
        "title": fix.title,
        "safe": fix.safe,
        "patch": list(fix.patch),
        "edits": [_edit(edit) for edit in fix.edits],
    }


def _edit(edit: Edit) -> dict[str, Any]:
    return {**_place(edit.place), "text": edit.text}


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
