"""The report for a person at a terminal: findings with their code, then what was not judged, then the counts."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pinvet.redact import clean
from pinvet.reporters.closing import closing, set_aside, skipped, strictness
from pinvet.reporters.folded import captures_of, folded
from pinvet.reporters.paint import Paint
from pinvet.reporters.phrases import at, counted, headline_place, is_told, notice_place, spot, unplugged, wrap

if TYPE_CHECKING:
    from collections.abc import Iterator

    from pinvet.finding import Finding, Related
    from pinvet.model import Input, Notice
    from pinvet.report import Report
    from pinvet.reporters import Options


def render(report: Report, options: Options) -> str:
    """Print a report in blocks with an empty line between them."""
    paint = Paint(options)
    blocks = [block for block in _blocks(report, options, paint) if block]
    text = "\n".join("\n".join(block) + "\n" for block in blocks)
    return unplugged(text) if options.github_actions else text


def headline(finding: Finding, paint: Paint) -> str:
    """Say where, how grave, which rule and what, in one line."""
    where = paint("strong", headline_place(finding))
    rule = paint.link(clean(finding.rule), finding.url)
    label = paint(finding.severity, f"{finding.severity}[{rule}]")
    return f"{where}: {label} {paint('strong', clean(finding.name))}: {clean(finding.message)}"


def notice_line(notice: Notice, paint: Paint) -> str:
    """Say in one line what is the matter with an input."""
    where = paint("strong", notice_place(notice))
    label = paint("error", "fatal notice") if notice.fatal else paint("warning", "notice")
    return f"{where}: {label}: {clean(notice.message)}"


def _blocks(report: Report, options: Options, paint: Paint) -> Iterator[list[str]]:
    inputs = {source.path: source for source in report.inputs}
    if options.verbose:
        yield [_input_line(source) for source in report.inputs]
    findings = report.findings if options.show_all else folded(report.findings, captures_of(report))
    for finding in findings:
        yield _finding(finding, inputs.get(finding.path), options, paint)
    yield [line for notice in report.notices if is_told(notice, options) for line in _notice(notice, paint)]
    if options.quiet:
        yield strictness(report, options)
        return
    yield from set_aside(report.suppressed, options, paint)
    yield from skipped(report.skips, options, paint)
    if report.refusals or options.statistics:
        from pinvet.reporters.measured import refused, statistics, unapplied

        yield refused(report.refusals, options, paint)
    if options.statistics:
        yield statistics(report.rules, paint)
        yield from unapplied(report, options, paint)
    yield closing(report, options, paint)


def _finding(finding: Finding, source: Input | None, options: Options, paint: Paint) -> list[str]:
    from pinvet.reporters.frames import draw, gutter

    margin = " " * (gutter(finding.frame) + 2)
    arrow = f"{margin[1:]}{paint('gutter', '-->')} {spot(finding, source)}"
    lines = [headline(finding, paint), arrow]
    if finding.frame:
        lines += draw(finding.frame, finding.severity, options.width, paint)
        lines.append(paint("gutter", f"{margin}|"))
    for label, text in _remarks(finding):
        opening = f"{margin}= {label}: "
        wrapped = wrap(clean(text), options.width - len(opening))
        lines.append(f"{margin}{paint('gutter', '=')} {paint('strong', label + ':')} {wrapped[0]}")
        lines += [" " * len(opening) + line for line in wrapped[1:]]
    return lines


def _remarks(finding: Finding) -> Iterator[tuple[str, str]]:
    for related in finding.related:
        yield "note", _related(related, finding)
    if finding.contested:
        yield "contested", finding.contested
    if finding.remark:
        yield "remark", finding.remark
    if finding.confidence != "documented":
        yield "confidence", CONFIDENCE[finding.confidence]
    if finding.witness != "unknown":
        yield "witness", WITNESS[finding.witness]
    if finding.times > 1:
        yield "seen", f"{finding.times:,} times; this is the first"
    source = ", ".join(text for text in (finding.section, finding.url) if text)
    if source:
        yield "source", source
    if finding.fix:
        yield "fix", f"{finding.fix.title} ({'safe' if finding.fix.safe else 'unsafe'})"
    if finding.also:
        yield "also", ", ".join(finding.also)


def _related(related: Related, finding: Finding) -> str:
    """Say where else to look; a place in another request is told by that request."""
    parts = [at(related.path, related.place, "")]
    if related.place is None:
        parts.append(related.pointer)
    if related.request != finding.request:
        parts.append(f"(request {related.request})")
    where = " ".join(part for part in parts if part)
    return f"{where}: {related.message}" if where else related.message


CONFIDENCE = {
    "stricter": "the document asks for more than the API does",
    "inferred": "no document says this in so many words",
}
WITNESS = {
    "confirmed": "confirmed, the API refused this request",
    "contradicted": "contradicted, the API accepted this request",
}


def _notice(notice: Notice, paint: Paint) -> list[str]:
    lines = [notice_line(notice, paint)]
    if notice.hint:
        lines.append(f"   {paint('gutter', '=')} {paint('strong', 'hint:')} {clean(notice.hint)}")
    return lines


def _input_line(source: Input) -> str:
    how = " (inferred from its parameters)" if source.inferred else ""
    judged = f", judged as {source.operation}{how}" if source.operation else ""
    return clean(f"{source.path or 'input'}: {source.kind}{judged}, {counted(source.requests, 'request')}")
