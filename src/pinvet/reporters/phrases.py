"""What several formats say in the same words: places, counts, skips."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pinvet.redact import clean

if TYPE_CHECKING:
    from pinvet.finding import Finding, Skip
    from pinvet.model import Input, Notice, Place
    from pinvet.report import Summary
    from pinvet.reporters import Options


def counted(number: int, noun: str, plural: str | None = None) -> str:
    """Write a number with its noun: `1 entity`, `3 entities`."""
    return f"{number:,} {noun if number == 1 else plural or noun + 's'}"


def at(path: str, place: Place | None, otherwise: str) -> str:
    """Write `path:line:column`, the path alone, or, where there is no file, what else names the place."""
    if not path:
        return clean(otherwise)
    return f"{clean(path)}:{place.line}:{place.column}" if place else clean(path)


def headline_place(finding: Finding) -> str:
    """Say where a finding stands; one of a library call stands in no file but in a body."""
    return at(finding.path, finding.place, f"{finding.operation} {finding.pointer or '(whole body)'}")


def notice_place(notice: Notice) -> str:
    """Say where a notice stands."""
    return f"{clean(notice.path)}:{notice.line}:{notice.column}" if notice.path else "input"


def is_told(notice: Notice, options: Options) -> bool:
    """Tell whether a notice is printed: where little is wanted, only if it fails the run."""
    return notice.fatal or bool(options.strict) or not options.quiet


def spot(finding: Finding, source: Input | None) -> str:
    """Name the operation, request and pointer of a finding, for a body that no line can show.

    `source` is the input where it is known. A payload is one body, so its request is not told. What is found in a file
    as a whole belongs to no operation.
    """
    if not finding.operation:
        return "the file itself"
    parts = [finding.operation]
    if source and source.operation and source.inferred:
        parts = [f"judged as {finding.operation} (inferred from its parameters)"]
    if finding.method and finding.path_template and not (source and source.operation):
        parts.append(f"{finding.method} {finding.path_template}")
        if finding.path:
            parts.append(f"request {finding.request}")
    parts.append(f"{finding.part} {finding.pointer}".rstrip())
    return clean(", ".join(part for part in parts if part))


def counts(summary: Summary) -> str:
    """Write the counts of findings, and of what was not judged, leaving out what is zero."""
    all_hidden = summary.hidden == summary.notes  # as a rule, notes are what is not shown
    notes = 0 if all_hidden else summary.notes
    found = [
        counted(summary.errors, "error") if summary.errors else "",
        counted(summary.warnings, "warning") if summary.warnings else "",
        counted(notes, "note") if notes else "",
    ]
    hidden = f"{counted(summary.hidden, 'note')} hidden" if all_hidden else f"{summary.hidden:,} of them hidden"
    beside = [
        hidden if summary.hidden else "",
        f"{summary.suppressed:,} suppressed" if summary.suppressed else "",
        counted(summary.skips, "skip") if summary.skips else "",
        counted(summary.notices, "notice") if summary.notices else "",
    ]
    shown = [text for text in found if text] or ["no findings"]
    return ", ".join(shown + [text for text in beside if text])


def scope(summary: Summary) -> str:
    """Write how much was looked at."""
    judged = ", ".join(
        (
            counted(summary.files, "file"),
            counted(summary.requests, "request"),
            counted(summary.entities, "entity", "entities"),
        )
    )
    elsewhere = f"; {counted(summary.elsewhere, 'request')} to other hosts passed over" if summary.elsewhere else ""
    return f"{judged} held against {counted(summary.rules, 'rule')}{elsewhere}"


def unjudged(skip: Skip) -> str:
    """Say which rules were skipped, how often, and where first: `2 rules (PP201, PP202) on 12 entities`."""
    named = ", ".join(skip.rules[:6]) + (", ..." if len(skip.rules) > 6 else "")
    where = ", ".join(
        text
        for text in (skip.path, f"request {skip.request}" if skip.path and skip.request else "", skip.pointer)
        if text
    )
    on = f"{counted(len(skip.rules), 'rule')} ({named}) on {counted(skip.entities, 'entity', 'entities')}"
    return clean(f"{on}, first at {where}" if where else on)


def unplugged(text: str) -> str:
    """Take the power from what a CI log would run as a command.

    A runner reads `::` at the start of a line, past its leading spaces, and `##[` or `##vso[` anywhere in it.
    """
    text = text.replace("##[", r"\u{23}#[").replace("##vso[", r"\u{23}#vso[")
    if "::" not in text:
        return text
    return "\n".join(
        line.replace("::", r"\u{3a}:", 1) if line.lstrip().startswith("::") else line for line in text.split("\n")
    )


def wrap(text: str, width: int) -> list[str]:
    """Break a text at spaces into lines of at most `width` columns; a longer word has a line of its own."""
    lines: list[str] = []
    for word in text.split(" "):
        if lines and len(lines[-1]) + 1 + len(word) <= max(width, 40):
            lines[-1] += " " + word
        else:
            lines.append(word)
    return lines
