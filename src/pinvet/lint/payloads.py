"""Requests that are judged by themselves, of payload files and of library calls: routed, examined, reported."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, NamedTuple

from pinvet.account import declared
from pinvet.checks.view import NOTHING_DECLARED
from pinvet.engine.requests import Outcome, Routed, examine
from pinvet.lint.judging import record
from pinvet.model import Input
from pinvet.routing import CONNECTOR, infer, operation_of

if TYPE_CHECKING:
    from pinvet.account import Account, Declared
    from pinvet.api.table import Table
    from pinvet.config.settings import Settings
    from pinvet.lint.judging import Terms
    from pinvet.lint.tally import Tally
    from pinvet.model import Request
    from pinvet.sources.payload import Payload
    from pinvet.text.document import Document


class Desk(NamedTuple):
    """What requests are judged by: rules and their terms, an account, settings."""

    terms: Terms
    account: Account
    settings: Settings

    @property
    def table(self) -> Table:
        """The API that they are held to."""
        return self.terms.setting.book.table


def judge_payload(payload: Payload, desk: Desk, tally: Tally) -> None:
    """Judge every request of a payload file."""
    tally.notices.extend(payload.notices)
    if payload.secrets is not None:
        from pinvet.lint.secrets import report_payload

        found = (route(request, desk.table)[0] for _, request in payload.requests)
        is_configuration = any(one is not None and one.operation == CONNECTOR for one in found)
        report_payload(payload, is_configuration, desk.terms, tally)
    for base, request in payload.requests if payload.document is not None else ():
        routed, inferred = route(request, desk.table, payload.path, payload.document, base)
        if routed is None:
            report_undecided(request, payload.path, desk, tally, payload.kind, named=payload.named)
            continue
        tally.inputs.append(Input(payload.path, payload.kind, routed.operation, inferred))
        record(examined(routed, desk), routed, desk.terms, tally)


def route(
    request: Request, table: Table, path: str = "", document: Document | None = None, base: Any = ()
) -> tuple[Routed | None, bool]:
    """Return a request with its operation, None where that cannot be told, and whether it was inferred."""
    found = operation_of(request, table)
    inferred = found is None and request.method is None and request.operation is None
    if inferred:
        operation = infer(request.body, table)
        found = None if operation is None else (operation, {})
    if found is None or found[0] not in table:
        return None, inferred
    if request.url is not None:
        from pinvet.lint.query import with_query

        request = with_query(request, table.operation(found[0]))
    return Routed(request, found[0], found[1], path, document, base), inferred


def examined(routed: Routed, desk: Desk) -> Outcome:
    """Judge a request by what is known of the account, and what is declared of its file."""
    return examine(routed, desk.terms.setting, desk.account, declared_of(routed.file, desk.settings))


def declared_of(path: str, settings: Settings) -> Declared:
    """Return what the caller says of the entities in a file."""
    return declared(settings.declared(path)) if settings.assumptions else NOTHING_DECLARED


def report_undecided(request: Request, path: str, desk: Desk, tally: Tally, kind: str, *, named: bool) -> None:
    """Say of an input that its operation cannot be told, or count it where nobody meant it as a payload."""
    from pinvet.api.routes import is_api
    from pinvet.lint.undecided import is_own, undecided

    tally.inputs.append(Input(path, kind, requests=0))
    if named or (request.url is not None and is_api(request.url)):
        tally.notices.append(undecided(request, path, desk.table))
    elif not is_own(path, request.body, desk.settings):
        tally.strangers.append(path)
