"""One line for each finding and notice, then the counts: for editors, `grep` and long lists."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pinvet.reporters.closing import strictness
from pinvet.reporters.paint import Paint
from pinvet.reporters.phrases import counts, is_told, unplugged
from pinvet.reporters.text import headline, notice_line

if TYPE_CHECKING:
    from pinvet.report import Report
    from pinvet.reporters import Options


def render(report: Report, options: Options) -> str:
    """Print a report with one line each; `quiet` leaves out the counts and what is no failure."""
    paint = Paint(options)
    lines = [headline(finding, paint) for finding in report.findings]
    lines += [notice_line(notice, paint) for notice in report.notices if is_told(notice, options)]
    if not options.quiet:
        lines.append(counts(report.summary))
    lines += strictness(report, options)
    text = "".join(f"{line}\n" for line in lines)
    return unplugged(text) if options.github_actions else text
