"""A finding in the JSON report, version 1, laid out key by key, with its place, related places and fix."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from pinvet.finding import Edit, Finding, Fix, Related
    from pinvet.model import Place


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
