"""Findings as SARIF results."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from pinvet.redact import clean
from pinvet.reporters.sarif_places import artifact, location, region
from pinvet.reporters.sarif_rules import LEVELS, sentence

if TYPE_CHECKING:
    from pinvet.finding import Finding, Fix

LINKED: Final = 5  # related places that a message links; a host shows those that are linked


def result(finding: Finding, rule_index: int, occurrence: int) -> dict[str, Any]:
    """Write a finding; `occurrence` counts the findings of a run that share its fingerprint, from 1."""
    written: dict[str, Any] = {
        "ruleId": finding.rule,
        "ruleIndex": rule_index,
        "level": LEVELS[finding.severity],
        "message": {"text": _message(finding)},
        "locations": [location(finding.path, finding.place, finding.pointer, finding.part, finding.operation)],
    }
    if finding.related:
        written["relatedLocations"] = _related(finding)
    if finding.fingerprint:
        # A line's own hash says little of a recorded body and its text is not at hand: ours serves as both.
        written["partialFingerprints"] = {
            "primaryLocationLineHash": f"{finding.fingerprint}:{occurrence}",
            "pinvet/v1": finding.fingerprint,
        }
    if finding.times > 1:
        written["occurrenceCount"] = finding.times
    if finding.fix and finding.fix.edits and finding.path:
        written["fixes"] = [_fix(finding.fix, finding.path)]
    written["properties"] = _properties(finding)
    return written


def _message(finding: Finding) -> str:
    """Say everything in words: hosts show the text and little else."""
    sentences = [_plain(sentence(finding.message)), _plain(sentence(_where(finding)))]
    links = [
        f"[{_linked(related.message)}]({number})" for number, related in enumerate(finding.related[:LINKED], start=1)
    ]
    if links:
        sentences.append(f"See {', '.join(links)}.")
    if finding.contested:
        sentences.append(_plain(f"Contested: {sentence(finding.contested)}"))
    if finding.remark:
        sentences.append(_plain(f"Remark: {sentence(finding.remark)}"))
    if finding.fix:
        sentences.append(_plain(f"Fix: {sentence(finding.fix.title)}"))
    return " ".join(sentences)


def _where(finding: Finding) -> str:
    if not finding.operation:
        return "In the file itself, whatever is judged of it"
    of = f"{finding.part} of {finding.operation}" if finding.operation else finding.part
    at = f"At {finding.pointer} in the {of}" if finding.pointer else f"At the whole {of}"
    if finding.method and finding.path_template:
        at += f", request {finding.request}, {finding.method} {finding.path_template}"
    return at


def _plain(text: str) -> str:
    """Keep a text from being read as a link: in a plain message that is `[text](target)`."""
    return text.replace("](", "] (")


def _linked(text: str) -> str:
    """Escape a text to stand as that of a link."""
    return clean(text).replace("\\", "\\\\").replace("[", "\\[").replace("]", "\\]")


def _related(finding: Finding) -> list[dict[str, Any]]:
    return [
        {
            "id": number,
            **location(related.path, related.place, related.pointer, "body", finding.operation),
            "message": {"text": _plain(sentence(related.message))},
        }
        for number, related in enumerate(finding.related, start=1)
    ]


def _fix(fix: Fix, path: str) -> dict[str, Any]:
    replacements = [
        {
            "deletedRegion": region(edit.place),
            **({"insertedContent": {"text": edit.text}} if edit.text else {}),
        }
        for edit in fix.edits
    ]
    return {
        "description": {"text": sentence(fix.title)},
        "artifactChanges": [{"artifactLocation": artifact(path), "replacements": replacements}],
    }


def _properties(finding: Finding) -> dict[str, Any]:
    return {
        "confidence": finding.confidence,
        "contested": finding.contested is not None,
        "witness": finding.witness,
        "operation": finding.operation,
        "entity": finding.entity,
        "parameter": finding.parameter,
        "request": finding.request,
        "also": list(finding.also),
    }
