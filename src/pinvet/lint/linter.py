"""The reusable linter: requests before they are sent, files of payloads, and what was learned in between."""

from __future__ import annotations

import time
from threading import Lock
from typing import TYPE_CHECKING, Any

from pinvet.engine.requests import at_once
from pinvet.lint.judging import record
from pinvet.lint.payloads import Desk, declared_of, examined, judge_payload, report_undecided, route
from pinvet.lint.rule_list import QuietReports
from pinvet.lint.setup import account_from, settings_from, terms_from
from pinvet.lint.tally import Tally
from pinvet.model import Input, Notice, Request
from pinvet.sources.payload import Payload

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from pathlib import Path

    from pinvet.account import Account
    from pinvet.config.settings import Settings
    from pinvet.engine.requests import Outcome
    from pinvet.lint.captured import Progress
    from pinvet.lint.judging import Terms
    from pinvet.model import Exchange
    from pinvet.report import Report
    from pinvet.sources.readers import CaptureFile


class Linter:
    """Rules compiled once, an account, and settings. Safe to use from several threads.

    ``check_request`` and ``check`` judge and change nothing; ``learn`` takes in what was really sent and answered.
    """

    def __init__(
        self,
        config: Settings | str | Path | None = None,
        *,
        account: Account | Mapping[str, Any] | None = None,
        assume: Iterable[str] = (),
    ) -> None:
        """Compile the rules.

        ``config`` is a configuration file such as ``pinvet.toml``, or resolved settings; without it the defaults hold.
        ``account`` is what is known beforehand, in the shape of a context file: ``{"campaigns": {"626...": {...}}}``.
        ``assume`` takes the words of ``--assume``, such as ``performance-plus``. Raises PackError and ConfigError
        for packs and settings that cannot be used.
        """
        self.settings = settings_from(config, assume)
        self.terms = terms_from(self.settings)
        book, decided = self.terms.setting.book, self.terms.policy
        self.account = account_from(account, self.settings)
        self._lock = Lock()
        enabled = frozenset(rule.id for rule in book.rules)
        self._selected = None if enabled <= decided.selected else decided.selected
        # a request without findings then has nothing else to tell, such as evidence against what was assumed
        self._tells_all = self._selected is None and not self.settings.assumptions
        self._quiet = QuietReports(book)

    def check(
        self,
        body: Any,
        *,
        operation: str | None = None,
        method: str | None = None,
        url: str | None = None,
        path: str = "",
    ) -> Report:
        """Judge one body: a dict, a list, JSON as str or bytes, or a model with ``model_dump`` or ``to_dict``.

        The operation is named (``campaigns/create``), told by method and URL, or inferred from the parameters.
        Findings of a text have places; those of Python values have JSON Pointers only.
        """
        outcome = None
        if type(body) is list and operation is not None and url is None and method is None and self._tells_all:
            outcome = self._at_once(body, operation)
            if outcome is not None and outcome.quiet:
                return self._quiet.of(operation, path, outcome)
        from pinvet.lint.bodies import read_body

        value, document, trouble = read_body(body, path)
        if trouble is not None:
            tally = self._tally()
            tally.inputs.append(Input(path, "json", requests=0))
            tally.notices.append(trouble)
            return tally.report()
        request = Request(value, operation, method, url, None if url is None else {})
        desk = self._desk()
        routed, inferred = route(request, desk.table, path, document)
        tally = self._tally()
        if routed is None:
            report_undecided(request, path, desk, tally, "json", named=True)
            return tally.report()
        outcome = examined(routed, desk) if outcome is None else outcome
        if outcome.quiet and self._tells_all and not desk.account.entities["campaigns"]:
            return self._quiet.of(routed.operation, path, outcome, inferred=inferred)
        tally.inputs.append(Input(path, "json", routed.operation, inferred))
        record(outcome, routed, desk.terms, tally)
        return tally.report()

    def check_request(self, method: str, url: str, *, json: Any = None) -> Report:
        """Judge a request before it is sent; nothing is sent and nothing changes."""
        return self.check(json, method=method, url=url)

    def learn(self, exchange: Exchange) -> None:
        """Follow the account through a request that was sent and its answer; later requests are judged by it.

        A write without a status is presumed to have been accepted; what rests on it alone is at most a warning.
        A request that no operation of the API takes teaches nothing.
        """
        from pinvet.lint.learning import learned

        with self._lock:
            self.account = learned(exchange, self.terms.setting, self.account, declared_of("", self.settings))

    def run(
        self,
        inputs: Iterable[Payload | CaptureFile],
        progress: Progress | None = None,
        *,
        interruptible: bool = False,
        frames: bool = True,
    ) -> Report:
        """Judge payload files, each by itself, and then captures together, in order of time.

        What cannot be read becomes a notice; the rest is judged. ``progress`` is told of requests and findings.
        Interruptible, Ctrl-C ends the run with the report so far, which says that it is partial. Without ``frames``
        findings come without the lines around them, which most formats do not print.
        """
        tally, desk = self._tally(), self._desk(frames=frames)
        captures: list[CaptureFile] = []
        try:
            for one in inputs:
                if type(one) is Payload:
                    judge_payload(one, desk, tally)
                else:
                    captures.append(one)  # type: ignore[arg-type]  # there is nothing else
            if captures:
                self._follow(captures, tally, desk, progress)
        except KeyboardInterrupt:
            if not interruptible:
                raise
            return tally.report(partial=True)
        if self.settings.config_file is not None or self.settings.context is not None:
            from pinvet.lint.secrets import report_own_files

            report_own_files(self.settings, self.terms, tally)
        return tally.report()

    def follow(self, inputs: Iterable[Payload | CaptureFile]) -> tuple[Account, Report]:
        """Return what is known of the account after captures, and the report on them; the linter's own stays."""
        tally = self._tally()
        captures = []
        for one in inputs:
            if type(one) is not Payload:
                captures.append(one)
            elif one.variables is None:  # else it is an environment, for the captures to use
                tally.notices.extend(one.notices or (Notice("shape", one.path, "this is no capture"),))
        account = self._follow(captures, tally, self._desk())  # type: ignore[arg-type]  # there is nothing else
        return account, tally.report()

    def _follow(
        self, captures: list[CaptureFile], tally: Tally, desk: Desk, progress: Progress | None = None
    ) -> Account:
        from pinvet.lint.captured import follow

        terms, _, settings = desk
        account = self.account.copy()
        follow(captures, terms, account, tally, settings, lambda path: declared_of(path, settings), progress)
        return account

    def _at_once(self, body: list[Any], operation: str) -> Outcome | None:
        """Judge the body of a named operation, None where that takes more than a look at each entity."""
        if self.account.entities["campaigns"]:  # it may speak against what the account knows
            return None
        return at_once(operation, body, self._terms_now().setting, self.account)

    def _tally(self) -> Tally:
        return Tally(self.settings.max_findings, self.terms.setting.book, self._selected)

    def _desk(self, *, frames: bool = True) -> Desk:
        terms = self._terms_now()
        return Desk(terms if frames else terms._replace(frames=False), self.account, self.settings)

    def _terms_now(self) -> Terms:
        """Return the terms; a linter that is kept for days still knows which day it is."""
        terms = self.terms
        now = int(time.time())
        if now != terms.setting.now and self.settings.as_of is None:
            terms = self.terms = terms._replace(setting=terms.setting._replace(now=now))
        return terms
