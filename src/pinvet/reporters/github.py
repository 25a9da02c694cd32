"""GitHub workflow commands: annotations beside the lines of a pull request.

A step shows ten annotations of each level, so ten are printed, the worst levels first, and one last line says
what else there is. Everything that comes from the input is escaped as the runner unescapes it.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from pinvet.model import Place
from pinvet.redact import clean
from pinvet.reporters.phrases import counted, counts, headline_place

if TYPE_CHECKING:
    from pinvet.finding import Finding
    from pinvet.model import Notice
    from pinvet.report import Report
    from pinvet.reporters import Options

SHOWN: Final = 10  # of each level and step; documented with the toolkit's problem matchers
LEVELS: Final = {"error": "error", "warning": "warning", "note": "notice"}


def render(report: Report, options: Options) -> str:
    """Print the commands, and a last line of counts unless there is nothing to tell and `quiet` is set."""
    commands: dict[str, list[str]] = {"error": [], "warning": [], "notice": []}
    for finding in report.findings:
        commands[LEVELS[finding.severity]].append(_finding(finding))
    for notice in report.notices:
        commands["error" if notice.fatal else "warning"].append(_notice(notice))
    lines = [line for level in commands.values() for line in level[:SHOWN]]
    left = [counted(len(level) - SHOWN, name) for name, level in commands.items() if len(level) > SHOWN]
    if left:
        lines.append(_last(report, f"; without an annotation: {', '.join(left)}"))
    elif not options.quiet:
        lines.append(_last(report, ""))
    return "".join(f"{line}\n" for line in lines)


def _last(report: Report, left: str) -> str:
    return f"pinvet: {counts(report.summary)}{left}"


def _finding(finding: Finding) -> str:
    text = finding.message if finding.path else f"{headline_place(finding)}: {finding.message}"
    source = ", ".join(part for part in (finding.section, finding.url) if part)
    more = [
        f"contested: {finding.contested}" if finding.contested else "",
        f"remark: {finding.remark}" if finding.remark else "",
        f"fix: {finding.fix.title}" if finding.fix else "",
        f"source: {source}" if source else "",
    ]
    message = "\n".join(clean(line) for line in (text, *more) if line)
    title = f"{finding.rule} {finding.name}"
    return _command(LEVELS[finding.severity], finding.path, finding.place, title, message)


def _notice(notice: Notice) -> str:
    place = Place(notice.line, notice.column, notice.line, notice.column)
    message = "\n".join(clean(line) for line in (notice.message, notice.hint) if line)
    return _command("error" if notice.fatal else "warning", notice.path, place, "pinvet", message)


def _command(level: str, path: str, place: Place | None, title: str, message: str) -> str:
    properties = {"file": path} if path else {}
    if path and place:
        properties |= {"line": str(place.line), "endLine": str(place.end_line), "col": str(place.column)}
        if place.end_line == place.line:  # GitHub takes an end column for a single line only
            properties["endColumn"] = str(place.end_column)
    properties["title"] = title
    written = ",".join(f"{key}={_property(clean(value))}" for key, value in properties.items())
    return f"::{level} {written}::{_data(message)}"


def _data(text: str) -> str:
    return text.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")


def _property(text: str) -> str:
    return _data(text).replace(":", "%3A").replace(",", "%2C")
