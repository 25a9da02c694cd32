"""What a run tells: its counts, the rules that ran, what was found, skipped and could not be read.

Annotations are evaluated here: as texts, NamedTuple would compile each of them at every start.
"""

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any, NamedTuple

from pinvet.model import Input, Notice

if TYPE_CHECKING:
    from pinvet.finding import Finding, Refusal, RuleInfo, Skip, Unapplied


class Summary(NamedTuple):
    """The exact counts of a run."""

    files: int = 0
    requests: int = 0
    entities: int = 0
    errors: int = 0
    warnings: int = 0
    notes: int = 0
    suppressed: int = 0
    skips: int = 0
    notices: int = 0
    rules: int = 0
    hidden: int = 0
    elsewhere: int = 0


class Report(NamedTuple):
    """What a run found, skipped and could not read, ready for any reporter."""

    summary: Summary = Summary()
    inputs: tuple[Input, ...] = ()
    rules: Sequence["RuleInfo"] = ()
    findings: tuple["Finding", ...] = ()
    suppressed: tuple["Finding", ...] = ()
    skips: tuple["Skip", ...] = ()
    notices: tuple[Notice, ...] = ()
    partial: bool = False
    refusals: tuple["Refusal", ...] = ()
    unapplied: Sequence["Unapplied"] = ()

    @property
    def errors(self) -> tuple["Finding", ...]:
        """The findings that are errors."""
        return tuple(finding for finding in self.findings if finding.severity == "error")

    def raise_for_errors(self) -> "Report":
        """Return the report if it holds no error. Raises Rejected, which carries it, if it does.

        An input that could not be read, or whose operation is unknown, counts as an error: it was not judged.
        """
        if self.summary.errors or any(notice.fatal for notice in self.notices):
            raise Rejected(self)
        return self


class Rejected(Exception):  # noqa: N818  # the word that users catch: a request was rejected before it was sent
    """A request that pinvet found errors in. ``report`` tells which."""

    def __init__(self, report: Report) -> None:
        lines = [f"{finding.rule} {finding.pointer or '/'}: {finding.message}" for finding in report.errors]
        lines += [notice.message for notice in report.notices if notice.fatal]
        super().__init__("\n".join(lines))
        self.report = report

    def __reduce__(self) -> tuple[Any, ...]:
        return Rejected, (self.report,)  # made again from its report in another process
