"""Rules as SARIF reporting descriptors."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from pinvet.finding import RuleInfo
from pinvet.redact import clean

if TYPE_CHECKING:
    from pinvet.finding import Finding
    from pinvet.report import Report

LONGEST_TEXT: Final = 1_024  # GitHub's limit for each text of a rule
LEVELS: Final = {"error": "error", "warning": "warning", "note": "note"}
PROBLEM: Final = {"error": "error", "warning": "warning", "note": "recommendation"}
# How sure a finding is: what a document says outright, what it asks beyond the API, what was concluded.
PRECISION: Final = {"documented": "very-high", "stricter": "high", "inferred": "medium"}
_CHARACTER: Final = r"(?:[\w.~:/?@!$&'()*+,;=-]|%[0-9A-Fa-f]{2})"
WEB_ADDRESS: Final = rf"https?://[\w.-]+(?::\d+)?(?:[/?]{_CHARACTER}*)?(?:#{_CHARACTER}*)?"


def descriptors(report: Report, findings: list[Finding]) -> list[dict[str, Any]]:
    """Describe every rule of the report, and a rule that a finding names though the report does not list it."""
    rules = {rule.id: rule for rule in report.rules}
    for finding in findings:
        if finding.rule not in rules:
            rules[finding.rule] = _unlisted(finding)
    return [_rule(rule) for rule in rules.values()]


def descriptor(identity: str, name: str, short: str, full: str, help_: str) -> dict[str, Any]:
    """Lay out what rules and notifications have in common."""
    return {
        "id": identity,
        "name": name,
        "shortDescription": {"text": _text(short)},
        "fullDescription": {"text": _text(full)},
        "help": {"text": _text(help_)},
    }


def address(url: str) -> bool:
    """Tell whether an address of a pack is a web address that a log may hold as it is (RFC 3986)."""
    import re

    return re.fullmatch(WEB_ADDRESS, url, re.ASCII) is not None


def _unlisted(finding: Finding) -> RuleInfo:
    return RuleInfo(
        id=finding.rule,
        name=finding.name,
        title=finding.name.replace("-", " "),
        why="",
        url=finding.url,
        section=finding.section,
        severity=finding.severity,
        confidence=finding.confidence,
        contested=finding.contested,
        pack="",
    )


def _rule(rule: RuleInfo) -> dict[str, Any]:
    title = sentence(rule.title or rule.id)
    full = " ".join(sentence(text) for text in (rule.title or rule.id, rule.why) if text)
    paragraphs = [full]
    if rule.contested:
        paragraphs.append(f"Contested: {sentence(rule.contested)}")
    paragraphs.append(f"`pinvet explain {rule.id}` shows the rule with its examples.")
    source = ", ".join(text for text in (rule.section, rule.url) if text)
    plain = [*paragraphs, f"Source: {source}"] if source else paragraphs
    described = descriptor(rule.id, _pascal(rule), title, full, "\n\n".join(plain))
    if address(rule.url):
        described["helpUri"] = rule.url
    link = f"Source: [{_escaped(rule.section or rule.url)}]({rule.url.replace('(', '%28').replace(')', '%29')})"
    marked = [_escaped(text) for text in paragraphs[:-1]] + paragraphs[-1:]
    described["help"]["markdown"] = _text(
        "\n\n".join([*marked, link] if address(rule.url) else marked),
    )
    described["defaultConfiguration"] = {"level": LEVELS[rule.severity]}
    tags = ["pinterest-ads-api", rule.confidence, *rule.pack.split("/")[:1]]
    described["properties"] = {
        "tags": [clean(tag) for tag in tags if tag] + (["contested"] if rule.contested else []),
        "precision": "low" if rule.contested else PRECISION[rule.confidence],
        "problem.severity": PROBLEM[rule.severity],
    }
    return described


def _pascal(rule: RuleInfo) -> str:
    """Write the name as the standard wants it; it has to differ from the id, whatever the case."""
    words = "".join(letter if letter.isalnum() else " " for letter in rule.name).split()
    name = "".join(word[0].upper() + word[1:] for word in words)[:255]
    return name if name and name.casefold() != rule.id.casefold() else f"{name or 'Named'}Rule"


def sentence(text: str) -> str:
    """Put a text on one line and end it with a full stop; texts of SARIF are whole sentences."""
    text = clean(" ".join(text.split()))
    return text if text.endswith((".", "!", "?")) else f"{text}."


def _text(text: str) -> str:
    kept = "\n\n".join(clean(paragraph) for paragraph in text.split("\n\n"))
    return kept if len(kept) <= LONGEST_TEXT else kept[: LONGEST_TEXT - 4].rstrip() + " ..."


def _escaped(text: str) -> str:
    """Take the meaning from what Markdown and HTML would act on."""
    return "".join(f"\\{character}" if character in r"\`*_[]()<>#|~!&" else character for character in text)
