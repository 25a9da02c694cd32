"""Captures judged in order of time, the account followed through them, and what never came judged at their end."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from pinvet.checks.words import count, listing
from pinvet.engine.fold import finish
from pinvet.engine.requests import Routed, Setting, examine
from pinvet.lint.judging import Recorded, record
from pinvet.lint.late import report_late
from pinvet.lint.learning import retried, take_in
from pinvet.lint.origins import Origin, Origins
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
    from pinvet.model import Place
    from pinvet.rulebook.program import Program
    from pinvet.sources.readers import CaptureFile
    from pinvet.sources.record import Record

MOST_STRANGERS: Final = 20  # notices about unknown paths, one each


class Follower:
    """Takes the records of captures in order of time. ``account`` is what is known after the last one."""

    def __init__(
        self,
        terms: Terms,
        account: Account,
        tally: Tally,
        traffic: Traffic,
        declared: Callable[[str], Declared],
        *,
        dated: bool = False,
    ) -> None:
        """Begin with an account, which is changed. `dated` tells that somebody said which day it was."""
        self.dated = dated
        self.terms = terms
        self.account = account
        self.tally = tally
        self.traffic = traffic
        self.declared = declared
        self.refusals = Refusals(terms.setting.book.rules, terms.setting.book.table)
        self.programs: dict[str, Program] = {}
        self._origins = Origins()
        self._serial = 0
        self._strangers: set[tuple[str, str, str]] = set()
        self._requests: dict[str, int] = {}
        self._said: dict[str, Declared] = {}
        self._bodiless: dict[str, tuple[Place, int]] = {}

    def take(self, capture: CaptureFile, item: Record, at: float | None) -> None:
        """Judge a record and learn from it. ``at`` is its time in Unix seconds."""
        request, response, place, time, written = item
        way = self.traffic.way(request.method or "GET", request.url or "")
        if way is ELSEWHERE:
            self.tally.elsewhere += 1
            return
        path = capture.path
        self._requests[path] = self._requests.get(path, 0) + 1
        operation = way.operation
        if operation is None:
            self._stranger(path, item)
            return
        if request.cut and request.body is None and operation.body is not None:
            first, number = self._bodiless.get(path, (place, 0))
            self._bodiless[path] = first, number + 1
        account, setting = self.account, self.terms.setting
        if at is not None:
            setting = Setting(setting.book, int(at))
        request = with_query(request, operation)
        if account.unnamed:
            bind(request.body, operation, account)
        program = setting.book.program(operation.id)
        retry = retried(request, program, account, response)
        self._serial += 1
        undated = at is None and response.status is not None and not self.dated  # who knows when it was answered
        routed = Routed(request, operation.id, way.path, path, None, (), retry, self._serial, undated)
        outcome = examine(routed, setting, account, self._declared(path), endless=False)
        if not record(outcome, routed, self.terms, self.tally, Recorded(item, self._origins)):
            self.refusals.take(path, item, operation, way.path)
        for program, _ in outcome.parts:
            self.programs[program.operation.id] = program
        take_in(outcome, routed, operation, account, response, time)
        if account.events.latest == self._serial:  # something later may speak of it
            origin = Origin(path, request.position, place, request.method, operation.id)
            self._origins.keep(self._serial, origin, written)

    def _declared(self, path: str) -> Declared:
        said = self._said.get(path)
        if said is None:
            said = self._said[path] = self.declared(path)
        return said

    def inputs(self, captures: Sequence[CaptureFile], *, partial: bool) -> None:
        """Add what was read to the run. Of a run that was interrupted, nothing is said of what it did not come to."""
        unread = {notice.path for notice in self.tally.notices if notice.fatal}
        for capture in captures:
            self._tell_of_bodies(capture.path)
            number = self._requests.get(capture.path, 0)
            self.tally.inputs.append(Input(capture.path, capture.format, requests=number))
            if not number and not partial and capture.path not in unread:
                message = "no request to the Pinterest API is recorded here"
                self.tally.notices.append(Notice("capture", capture.path, message))

    def _tell_of_bodies(self, path: str) -> None:
        """Say how many bodies are not there to be judged, but for those of which their reader said why."""
        place, number = self._bodiless.get(path, (None, 0))
        number -= sum(notice.path == path and notice.kind == "record" for notice in self.tally.notices)
        if place is not None and number > 0:
            message = f"{count(number, 'body is', 'bodies are')} not recorded: no more than the address is judged"
            hint = "let whatever records this keep bodies; a log may have other names for them (capture.fields)"
            self.tally.notices.append(Notice("capture", path, message, place.line, place.column, hint=hint))

    def finish(self) -> None:
        """Judge what never came, after the last record."""
        self._tell_what_was_forgotten()
        for program in self.programs.values():
            for late in finish(program, self.account):
                report_late(late, program, self._origins, self.terms, self.tally)
        self.tally.refusals = self.refusals.entries()

    def _tell_what_was_forgotten(self) -> None:
        """Say once of what there was more than is remembered."""
        if self.account.forgot:
            named = listing([name.replace("_", " ") for name in sorted(self.account.forgot)])
            message = f"more {named} than are remembered: of those seen longest ago nothing is known any more"
            self.tally.notices.append(Notice("limit", "", message))
        rules = sorted(self.account.events.forgot & self.terms.policy.selected)
        if rules:
            message = f"more requests than {listing(rules)} can remember: of those sent longest ago nothing is known"
            self.tally.notices.append(Notice("limit", "", message))

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
