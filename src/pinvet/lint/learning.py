"""The account followed through the exchanges that a library user reports."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pinvet.engine.fold import is_retry, learn, read
from pinvet.engine.requests import Routed, Setting, examine
from pinvet.lint.bodies import plain
from pinvet.model import Request, Response
from pinvet.routing import operation_of

if TYPE_CHECKING:
    from pinvet.account import Account, Declared
    from pinvet.model import Exchange

MOST_FIELDS = 1000


def learned(exchange: Exchange, setting: Setting, account: Account, declared: Declared) -> Account:
    """Return an account that also knows an exchange; the one given stays as it is."""
    request = Request(plain(exchange.body), None, exchange.method, exchange.url)
    found = operation_of(request, setting.book.table)
    if found is None:
        return account
    after = account.copy()
    response = Response(exchange.status, exchange.response)
    operation = setting.book.table.operation(found[0])
    if operation.does == "read":
        read(after, operation, query_of(exchange.url), response)
        return after
    retry = is_retry(after, found[0], request.body, response)
    routed = Routed(request, found[0], found[1], retry=retry)
    outcome = examine(routed, setting, after, declared, endless=False)
    for program, judged in outcome.parts:
        learn(program, judged.views, response)
    return after


def query_of(url: str) -> dict[str, list[str]]:
    """Return the query of a URL; a list may be repeated keys or one key with commas."""
    text = url.partition("#")[0].partition("?")[2]
    if not text:
        return {}
    from urllib.parse import parse_qs

    try:
        query = parse_qs(text, max_num_fields=MOST_FIELDS)
    except ValueError:
        return {}
    return {name: [part for value in values for part in value.split(",")] for name, values in query.items()}
