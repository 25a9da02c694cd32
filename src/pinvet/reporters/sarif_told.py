"""Notices and skips as SARIF notifications: what the tool has to say about its run rather than about a request."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from pinvet.model import Place
from pinvet.reporters.phrases import unjudged
from pinvet.reporters.sarif_places import artifact, location, region
from pinvet.reporters.sarif_rules import sentence

if TYPE_CHECKING:
    from pinvet.finding import Skip
    from pinvet.model import Notice

# Id, name, short text, full text, help. The kinds of notices, and the skip.
TOLD: Final = tuple(
    (f"NOTICE-{kind.upper()}", name, short, short, help_)
    for kind, name, short, help_ in (
        (
            "syntax",
            "SyntaxError",
            "A file is not well-formed.",
            "Correct the text at the place that is named.",
        ),
        (
            "unreadable",
            "UnreadableInput",
            "An input could not be read.",
            "Check its format, size and encoding.",
        ),
        (
            "unknown-operation",
            "UnknownOperation",
            "What a request or payload is for could not be told.",
            "Name the operation in the configuration, the file name or with --operation.",
        ),
        ("unknown-format", "UnknownFormat", "The format of a file is not known.", "Name the format."),
        (
            "capture",
            "UnusedCapture",
            "A capture, or a part of it, holds no request to judge.",
            "Record requests to the Pinterest API.",
        ),
        (
            "record",
            "DamagedRecord",
            "A record of a capture is damaged.",
            "Record the exchange again, whole.",
        ),
        (
            "clock",
            "UnorderedRecords",
            "The times of a capture's records run backwards.",
            "Record with one clock; records are judged in the order of their times.",
        ),
        (
            "shape",
            "UnexpectedShape",
            "A body has not the shape its operation takes.",
            "Compare the API reference.",
        ),
        (
            "context",
            "UnusableContext",
            "What is told about the account cannot be used.",
            "Correct the context.",
        ),
        ("limit", "LimitReached", "A limit was reached.", "Split the input, or raise the limit."),
        (
            "skip",
            "NotJudged",
            "Rules could not be judged because a fact is missing.",
            "Supply the fact as the remedy says.",
        ),
    )
)
INDEX: Final = {row[0]: position for position, row in enumerate(TOLD)}


def told(kind: str, level: str, text: str) -> dict[str, Any]:
    """Write a notification of a kind of `TOLD`."""
    identity = f"NOTICE-{kind.upper()}"
    return {
        "descriptor": {"id": identity, "index": INDEX[identity]},
        "level": level,
        "message": {"text": text},
    }


def of_notice(notice: Notice) -> dict[str, Any]:
    """Write a notice; one that fails the run is an error."""
    text = " ".join(sentence(part) for part in (notice.message, notice.hint) if part)
    written = told(notice.kind, "error" if notice.fatal else "warning", text)
    if notice.path:
        place = Place(notice.line, notice.column, notice.line, notice.column)
        physical = {"artifactLocation": artifact(notice.path), "region": region(place)}
        written["locations"] = [{"physicalLocation": physical}]
    return written


def of_skip(skip: Skip) -> dict[str, Any]:
    """Write a skip: what is missing, what hangs on it, and how to supply it."""
    parts = [f"Not judged: {unjudged(skip)}", f"Missing: {skip.missing}"]
    if skip.remedy:
        parts.append(f"Remedy: {skip.remedy}")
    written = told("skip", "note", " ".join(sentence(part) for part in parts))
    if skip.path:
        written["locations"] = [location(skip.path, None, skip.pointer, "body", "")]
    return written
