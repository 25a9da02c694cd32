"""Captures judged in order of time, the account followed through them, and what never came judged at their end."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from pinvet.checks.words import listing
from pinvet.engine.fold import finish
from pinvet.engine.requests import Routed, examine
from pinvet.lint.judging import Recorded, record
from pinvet.lint.late import Origin, report_late
from pinvet.lint.learning import retried, take_in
from pinvet.lint.placeholders import bind
from pinvet.lint.query import with_query
from pinvet.lint.refusals import Refusals
from pinvet.lint.traffic import ELSEWHERE, Traffic, shown_path
from pinvet.model import Input, Notice

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from pinvet.account import Account, Declared
    from pinvet.lint.judging import Terms
    from pinvet.lint.tally import Tally
    from pinvet.rulebook.program import Program
    from pinvet.sources.readers import CaptureFile
    from pinvet.sources.record import Record

MOST_STRANGERS: Final = 20  # notices about unknown paths, one each
MOST_ORIGINS: Final = 50_000  # requests whose place is remembered for what only a later one shows
MOST_BODIES: Final = 2_000  # of which so many keep what finds the parameter in the text


class Follower:
    """Takes the records of captures in order of time. ``account`` is what is known after the last one."""

    def __init__(
        self, terms: Terms, account: Account, tally: Tally, traffic: Traffic, declared: Callable[[str], Declared]
    ) -> None:
        """Begin with an account, which is changed."""
        self.terms = terms
        self.account = account
        self.tally = tally
        self.traffic = traffic
        self.declared = declared
        self.refusals = Refusals(terms.setting.book.rules)
        self.programs: dict[str, Program] = {}
        self._origins: dict[int, Origin] = {}
        self._serial = 0
        self._bodies: list[int] = []
        self._strangers: set[tuple[str, str, str]] = set()
        self._requests: dict[str, int] = {}

    def take(self, capture: CaptureFile, item: Record, at: float | None) -> None:
        """Judge a record and learn from it. ``at`` is its time in Unix seconds."""
        request = item.request
        way = self.traffic.way(request.method or "GET", request.url or "")
        if way is ELSEWHERE:
            self.tally.elsewhere += 1
            return
        self._requests[capture.path] = self._requests.get(capture.path, 0) + 1
        if way.operation is None:
            self._stranger(capture.path, item)
            return
        setting = self.terms.setting if at is None else self.terms.setting._replace(now=int(at))
        operation = setting.book.table.operation(way.operation)
        request = with_query(request, operation)
        bind(request.body, operation, self.account)
        retry = retried(request, operation, self.account, item.response)
        self._serial += 1
        routed = Routed(request, way.operation, way.path, capture.path, retry=retry, serial=self._serial)
        outcome = examine(routed, setting, self.account, self.declared(capture.path), endless=False)
        if not record(outcome, routed, self.terms, self.tally, Recorded(item, self._origins)):
            self.refusals.take(capture.path, item, operation, way.path)
        for program, _ in outcome.parts:
            self.programs[program.operation.id] = program
        take_in(outcome, routed, operation, self.account, item.response, item.at)
        if operation.does != "read":
            self._remember(routed, item)

    def inputs(self, captures: Sequence[CaptureFile], *, partial: bool) -> None:
        """Add what was read to the run. Of a run that was interrupted, nothing is said of what it did not come to."""
        unread = {notice.path for notice in self.tally.notices if notice.fatal}
        for capture in captures:
            number = self._requests.get(capture.path, 0)
            self.tally.inputs.append(Input(capture.path, capture.format, requests=number))
            if not number and not partial and capture.path not in unread:
                message = "no request to the Pinterest API is recorded here"
                self.tally.notices.append(Notice("capture", capture.path, message))

    def finish(self) -> None:
        """Judge what never came, after the last record."""
        if self.account.forgot:
            named = listing([name.replace("_", " ") for name in sorted(self.account.forgot)])
            message = f"more {named} than are remembered: of those seen longest ago nothing is known any more"
            self.tally.notices.append(Notice("limit", "", message))
        for program in self.programs.values():
            for late in finish(program, self.account):
                report_late(late, program, self._origins, self.terms, self.tally)
        self.tally.refusals = self.refusals.entries()

    def _stranger(self, path: str, item: Record) -> None:
        request = item.request
        shown = shown_path(request.url or "")
        key = (path, request.method or "", shown)
        if key in self._strangers or len(self._strangers) >= MOST_STRANGERS:
            return
        self._strangers.add(key)
        message = f"no operation of the API takes {request.method} {shown}; the request is not judged"
        self.tally.notices.append(
            Notice("unknown-operation", path, message, item.place.line, item.place.column, hint="check the path")
        )

    def _remember(self, routed: Routed, item: Record) -> None:
        """Keep where a request stands, for findings that only a later request, or the end, shows."""
        serial = routed.serial
        request = routed.request
        if len(self._origins) >= MOST_ORIGINS:
            del self._origins[next(iter(self._origins))]
        self._origins[serial] = Origin(
            routed.file, request.position, item.place, request.method, routed.operation, item.response, item.written
        )
        self._bodies.append(serial)
        if len(self._bodies) > MOST_BODIES:
            oldest = self._bodies.pop(0)
            if oldest in self._origins:
                self._origins[oldest] = self._origins[oldest]._replace(written=None)
