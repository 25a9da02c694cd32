"""The account followed through exchanges: recorded ones, and those that a library user reports."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from pinvet.engine.fold import is_retry, learn, read
from pinvet.engine.requests import Routed, Setting, examine
from pinvet.lint.bodies import plain
from pinvet.lint.query import with_query
from pinvet.model import Request, Response
from pinvet.routing import operation_of

if TYPE_CHECKING:
    from pinvet.account import Account, Declared
    from pinvet.api.operation import Operation
    from pinvet.engine.requests import Outcome
    from pinvet.model import Exchange
    from pinvet.rulebook.program import Program

OK: Final = range(200, 300)


def learned(exchange: Exchange, setting: Setting, account: Account, declared: Declared) -> Account:
    """Return an account that also knows an exchange; the one given stays as it is."""
    request = Request(plain(exchange.body), None, exchange.method, exchange.url)
    found = operation_of(request, setting.book.table)
    if found is None:
        return account
    after = account.copy()
    response = Response(exchange.status, exchange.response)
    operation = setting.book.table.operation(found[0])
    request = with_query(request, operation)
    retry = retried(request, setting.book.program(found[0]), after, response)
    routed = Routed(request, found[0], found[1], retry=retry)
    outcome = examine(routed, setting, after, declared, endless=False)
    take_in(outcome, routed, operation, after, response)
    return after


def retried(request: Request, program: Program, account: Account, response: Response) -> bool:
    """Tell whether a write is one that was sent before; the account remembers it.

    Nobody asks this of a request that only reads, nor of a change that no rule remembers: it changes nothing twice.
    """
    operation = program.operation
    if operation.does == "read" or (operation.does == "update" and not program.record):
        return False
    return is_retry(account, operation.id, request.body, response)


def take_in(
    outcome: Outcome,
    routed: Routed,
    operation: Operation,
    account: Account,
    response: Response,
    at: float | None = None,
) -> None:
    """Lay a judged request and its answer over the account. ``at`` is its time in Unix seconds."""
    if operation.body is not None and operation.body.parts and response.status in OK:
        response = Response()  # a request that holds others is only queued
    for program, judged in outcome.parts:
        if len(outcome.parts) > 1:
            for view in judged.views:
                view.look_again()
        learn(program, judged.views, response, at)
    if operation.does == "read":
        read(account, operation, routed.request.query, response, routed.path.get("ad_account_id"))
