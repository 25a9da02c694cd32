"""One routed request against an account: split into entities, judged by the programs of its operation."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from pinvet.checks.states import is_set
from pinvet.checks.view import Call
from pinvet.engine.judge import Judged, judge
from pinvet.routing import POSTED_UPDATES, Fault, Slot, split

if TYPE_CHECKING:
    from collections.abc import Mapping

    from pinvet.account import Account, Declared
    from pinvet.model import Pointer, Request
    from pinvet.rulebook.book import Rulebook
    from pinvet.rulebook.program import Program
    from pinvet.text.document import Document


class Setting(NamedTuple):
    """What all requests of a run are judged with."""

    book: Rulebook
    now: int


class Routed(NamedTuple):
    """A request whose operation is known, with its path parameters and where its body stands."""

    request: Request
    operation: str
    path: Mapping[str, str]
    file: str = ""
    document: Document | None = None
    base: Pointer = ()
    retry: bool = False


class Outcome(NamedTuple):
    """A judged request: for each program that judged a part of it, what came out."""

    parts: tuple[tuple[Program, Judged], ...]
    slots: tuple[Slot, ...]


def examine(routed: Routed, setting: Setting, account: Account, declared: Declared, *, endless: bool = True) -> Outcome:
    """Judge a request against an account, which stays as it is."""
    program = setting.book.program(routed.operation)
    slots, faults = split(routed.request.body, program.operation)
    faults = (*faults, *_duplicates(routed))
    posted = POSTED_UPDATES.get(routed.operation)
    numbered = tuple(enumerate(slots))
    updates = tuple(one for one in numbered if is_set(one[1].value.get("id"))) if posted is not None else ()
    if not updates:
        call = _call(routed, program, setting, account, declared, endless=endless)
        return Outcome(((program, judge(program, call, numbered, faults)),), slots)
    creates = tuple(one for one in numbered if one not in updates)
    parts: list[tuple[Program, Judged]] = []
    for operation, group in ((routed.operation, creates), (posted or routed.operation, updates)):
        compiled = setting.book.program(operation)
        call = _call(routed, compiled, setting, account, declared, endless=endless)
        parts.append((compiled, judge(compiled, call, group, faults if operation == routed.operation else ())))
    return Outcome(tuple(parts), slots)


def _duplicates(routed: Routed) -> tuple[Fault, ...]:
    """Return the keys that stand twice in an object of the body, as faults of its shape."""
    if routed.document is None:
        return ()
    depth = len(routed.base)
    twice = dict.fromkeys(one.pointer for one in routed.document.duplicates if one.pointer[:depth] == routed.base)
    return tuple(
        Fault("duplicate", pointer[depth:], f"{_name(pointer)} stands here for the second time; the last one counts")
        for pointer in twice
    )


def _name(pointer: Pointer) -> str:
    from pinvet.checks.kinds.structure import shown_name

    return shown_name(str(pointer[-1]))


def _call(
    routed: Routed, program: Program, setting: Setting, account: Account, declared: Declared, *, endless: bool
) -> Call:
    request = routed.request
    update = program.operation.does == "update"
    call = Call(routed.operation, program.operation.entity, update=update, account=account, declared=declared)
    call.body = request.body
    call.path = dict(routed.path) if request.url is not None or routed.path else None
    call.query = request.query if request.url is not None else None
    call.method = request.method or setting.book.table.operation(routed.operation).method
    call.now, call.api_version = setting.now, setting.book.version
    call.request, call.endless = request.position, endless
    call.retry = routed.retry
    call.ad_account_id = routed.path.get("ad_account_id")
    return call
