"""The reusable linter: requests before they are sent, files of payloads, and what was learned in between."""

from __future__ import annotations

import time
from threading import Lock
from typing import TYPE_CHECKING, Any

from pinvet.account import declared
from pinvet.api.routes import is_api
from pinvet.api.table import load_table
from pinvet.checks.view import NOTHING_DECLARED
from pinvet.engine.requests import Outcome, Routed, Setting, at_once, examine
from pinvet.lint.bodies import read_body
from pinvet.lint.judging import Terms, record
from pinvet.lint.query import with_query
from pinvet.lint.rule_list import QuietReports
from pinvet.lint.rules import rules_for
from pinvet.lint.setup import account_from, settings_from
from pinvet.lint.tally import Tally
from pinvet.lint.undecided import is_own, undecided
from pinvet.model import Input, Notice, Report, Request
from pinvet.policy import policy
from pinvet.routing import CONNECTOR, infer, operation_of
from pinvet.rulebook.book import Rulebook
from pinvet.sources.payload import Payload

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from pathlib import Path

    from pinvet.account import Account, Declared
    from pinvet.config.settings import Settings
    from pinvet.lint.captured import Progress
    from pinvet.model import Exchange
    from pinvet.sources.readers import CaptureFile
    from pinvet.text.document import Document


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
        table = load_table().at(self.settings.api_version)
        version = table.version or ""
        rules = rules_for(self.settings)
        decided = policy(self.settings, rules)
        book = Rulebook(rules, table, version, selected=decided.selected)
        self.terms = Terms(Setting(book, _now(self.settings.as_of)), decided, self.settings.fail_deprecated)
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
        value, document, trouble = read_body(body, path)
        if trouble is not None:
            tally = self._tally()
            tally.inputs.append(Input(path, "json", requests=0))
            tally.notices.append(trouble)
            return tally.report()
        request = Request(value, operation, method, url, None if url is None else {})
        found, inferred = self._operation(request)
        if found is not None and url is not None:
            request = with_query(request, self.terms.setting.book.table.operation(found[0]))
        if found is None:
            tally = self._tally()
            self._undecided(request, path, tally, "json", named=True)
            return tally.report()
        routed = Routed(request, found[0], found[1], path, document)
        outcome = self._examine(routed) if outcome is None else outcome
        if outcome.quiet and self._tells_all and not self.account.entities["campaigns"]:
            return self._quiet.of(found[0], path, outcome, inferred=inferred)
        tally = self._tally()
        tally.inputs.append(Input(path, "json", found[0], inferred))
        record(outcome, routed, self.terms, tally)
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
            self.account = learned(exchange, self.terms.setting, self.account, self._declared(""))

    def run(
        self, inputs: Iterable[Payload | CaptureFile], progress: Progress | None = None, *, interruptible: bool = False
    ) -> Report:
        """Judge payload files, each by itself, and then captures together, in order of time.

        What cannot be read becomes a notice; the rest is judged. ``progress`` is told of requests and findings.
        Interruptible, Ctrl-C ends the run with the report so far, which says that it is partial.
        """
        tally = self._tally()
        captures: list[CaptureFile] = []
        try:
            for one in inputs:
                if type(one) is Payload:
                    self._payload(one, tally)
                else:
                    captures.append(one)  # type: ignore[arg-type]  # there is nothing else
            if captures:
                self._follow(captures, tally, progress)
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
        account = self._follow(captures, tally)  # type: ignore[arg-type]  # there is nothing else
        return account, tally.report()

    def _follow(self, captures: list[CaptureFile], tally: Tally, progress: Progress | None = None) -> Account:
        from pinvet.lint.captured import follow

        account = self.account.copy()
        follow(captures, self._terms_now(), account, tally, self.settings, self._declared, progress)
        return account

    def _at_once(self, body: list[Any], operation: str) -> Outcome | None:
        """Judge the body of a named operation, None where that takes more than a look at each entity."""
        if self.account.entities["campaigns"]:  # it may speak against what the account knows
            return None
        return at_once(operation, body, self._terms_now().setting, self.account)

    def _tally(self) -> Tally:
        return Tally(self.settings.max_findings, self.terms.setting.book, self._selected)

    def _payload(self, payload: Payload, tally: Tally) -> None:
        tally.notices.extend(payload.notices)
        if payload.secrets is not None:
            from pinvet.lint.secrets import report_payload

            found = (self._operation(request)[0] for _, request in payload.requests)
            report_payload(payload, any(one is not None and one[0] == CONNECTOR for one in found), self.terms, tally)
        if payload.document is None or not payload.requests:
            return
        for base, request in payload.requests:
            self._judge(request, payload.document, base, payload.path, tally, named=payload.named, kind=payload.kind)

    def _judge(
        self,
        request: Request,
        document: Document | None,
        base: Any,
        path: str,
        tally: Tally,
        *,
        named: bool,
        kind: str = "json",
    ) -> None:
        found, inferred = self._operation(request)
        if found is None:
            self._undecided(request, path, tally, kind, named=named)
            return
        if request.url is not None:
            request = with_query(request, self.terms.setting.book.table.operation(found[0]))
        tally.inputs.append(Input(path, kind, found[0], inferred))
        routed = Routed(request, found[0], found[1], path, document, base)
        record(self._examine(routed), routed, self.terms, tally)

    def _operation(self, request: Request) -> tuple[tuple[str, dict[str, str]] | None, bool]:
        """Return the operation of a request with its path parameters, and whether it was inferred."""
        table = self.terms.setting.book.table
        found = operation_of(request, table)
        inferred = found is None and request.method is None and request.operation is None
        if inferred:
            operation = infer(request.body, table)
            found = None if operation is None else (operation, {})
        return (None if found is None or found[0] not in table else found), inferred

    def _undecided(self, request: Request, path: str, tally: Tally, kind: str, *, named: bool) -> None:
        """Say of an input that its operation cannot be told, or count it where nobody meant it as a payload."""
        tally.inputs.append(Input(path, kind, requests=0))
        if named or (request.url is not None and is_api(request.url)):
            tally.notices.append(undecided(request, path, self.terms.setting.book.table))
        elif not is_own(path, request.body, self.settings):
            tally.strangers.append(path)

    def _examine(self, routed: Routed) -> Outcome:
        said = self._declared(routed.file) if self.settings.assumptions else NOTHING_DECLARED
        return examine(routed, self._terms_now().setting, self.account, said)

    def _terms_now(self) -> Terms:
        """Return the terms; a linter that is kept for days still knows which day it is."""
        terms = self.terms
        now = int(time.time())
        if now != terms.setting.now and self.settings.as_of is None:
            terms = self.terms = terms._replace(setting=terms.setting._replace(now=now))
        return terms

    def _declared(self, path: str) -> Declared:
        if not self.settings.assumptions:
            return NOTHING_DECLARED
        return declared(self.settings.declared(path))


def _now(as_of: str | None) -> int:
    if as_of is None:
        return int(time.time())
    from datetime import UTC, datetime

    return int(datetime.fromisoformat(as_of).replace(tzinfo=UTC).timestamp())
