"""One routed request against an account: split into entities, judged by the programs of its operation."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, NamedTuple

from pinvet.checks.states import is_set
from pinvet.checks.view import Call
from pinvet.engine.judge import Judged, judge
from pinvet.engine.quiet import plainly
from pinvet.model import new
from pinvet.routing import POSTED_UPDATES, Fault, split

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
    """A request whose operation is known, with its path parameters and where its body stands.

    ``serial`` numbers the requests of a run of captures, from 1; 0 where a request is judged by itself. ``undated``
    says that it was sent at a time that nobody recorded, rather than being about to be sent.
    """

    request: Request
    operation: str
    path: Mapping[str, str]
    file: str = ""
    document: Document | None = None
    base: Pointer = ()
    retry: bool = False
    serial: int = 0
    undated: bool = False


class Outcome(NamedTuple):
    """A judged request: for each program that judged a part of it, what came out; and how many entities it held.

    ``quiet`` says that there is nothing to report; where it does not, there may be something.
    """

    parts: tuple[tuple[Program, Judged], ...]
    entities: int
    quiet: bool = False


def at_once(operation: str, body: Any, setting: Setting, account: Account) -> Outcome | None:
    """Judge the bare body of an operation the short way; None where it takes the whole one, as the first body does."""
    program = setting.book.compiled.get(operation)
    if program is None or operation in POSTED_UPDATES:
        return None
    described = program.operation
    call = Call(operation, described.entity, update=described.does == "update", account=account)
    call.body, call.method, call.unset = body, described.method, program.unset
    call.now, call.api_version = setting.now, setting.book.version
    judged = plainly(program, call, body)
    return None if judged is None else _outcome(program, judged)


def _outcome(program: Program, judged: Judged) -> Outcome:
    return new(Outcome, (((program, judged),), len(judged.views), not judged.verdicts and not judged.gaps))


def examine(routed: Routed, setting: Setting, account: Account, declared: Declared, *, endless: bool = True) -> Outcome:
    """Judge a request against an account, which stays as it is."""
    program = setting.book.program(routed.operation)
    call = _call(routed, program, setting, account, declared, endless=endless)
    body = routed.request.body
    posted = POSTED_UPDATES.get(routed.operation)
    if routed.document is None:
        judged = plainly(program, call, body, without="" if posted is None else "id")
        if judged is not None:
            return _outcome(program, judged)
    if program.operation.body is not None and program.operation.body.parts:
        return _bulk(routed, program, setting, account, declared, endless=endless)
    slots, faults = split(body, program.operation)
    if routed.document is not None:
        faults = (*faults, *_duplicates(routed.document, routed.base))
    numbered = tuple(enumerate(slots))
    updates = tuple(one for one in numbered if is_set(one[1].value.get("id"))) if posted is not None else ()
    if not updates:
        return Outcome(((program, judge(program, call, numbered, faults)),), len(slots))
    creates = tuple(one for one in numbered if one not in updates)
    parts: list[tuple[Program, Judged]] = []
    for operation, group in ((routed.operation, creates), (posted or routed.operation, updates)):
        compiled = setting.book.program(operation)
        call = _call(routed, compiled, setting, account, declared, endless=endless)
        call.method = routed.request.method or program.operation.method
        parts.append((compiled, judge(compiled, call, group, faults if operation == routed.operation else ())))
    return Outcome(tuple(parts), len(slots))


def _bulk(
    routed: Routed, program: Program, setting: Setting, account: Account, declared: Declared, *, endless: bool
) -> Outcome:
    """Judge each part of a request as the operation that it is; all against the account as it was before."""
    from pinvet.engine.bulk import parts_of

    parts: list[tuple[Program, Judged]] = []
    number = 0
    duplicates = _duplicates(routed.document, routed.base) if routed.document is not None else ()
    for operation, slots, faults in parts_of(routed.request.body, program.operation, setting.book.table):
        compiled = setting.book.program(operation)
        call = _call(routed, compiled, setting, account, declared, endless=endless)
        call.method = compiled.operation.method  # what changes an entity is no POST, whatever brings it here
        wrong = (*faults, *duplicates) if compiled is program else faults
        parts.append((compiled, judge(compiled, call, tuple(enumerate(slots, number)), wrong)))
        number += len(slots) if compiled is not program else 0
    return Outcome(tuple(parts), number)


def _duplicates(document: Document, base: Pointer) -> tuple[Fault, ...]:
    """Return the keys that stand twice in an object of the body, as faults of its shape."""
    depth = len(base)
    twice = dict.fromkeys(one.pointer for one in document.duplicates if one.pointer[:depth] == base)
    return tuple(
        Fault("duplicate", pointer[depth:], f"{_name(pointer)} stands here for the second time; the last one counts")
        for pointer in twice
    )


def _name(pointer: Pointer) -> str:
    from pinvet.checks.structure.names import shown_name

    return shown_name(str(pointer[-1]))


def _call(
    routed: Routed, program: Program, setting: Setting, account: Account, declared: Declared, *, endless: bool
) -> Call:
    request, path, operation = routed.request, routed.path, program.operation
    has_url = request.url is not None
    update = operation.does == "update"
    call = Call(routed.operation, operation.entity, update=update, account=account, declared=declared)
    call.body = request.body
    if has_url or path:
        call.path = path
        call.ad_account_id = path.get("ad_account_id")
    if has_url:
        call.query = request.query
    call.method = request.method or operation.method
    call.now, call.api_version = None if routed.undated else setting.now, setting.book.version
    if not endless or routed.retry:
        call.endless, call.retry = endless, routed.retry
        call.request = routed.serial or request.position
    call.cut = request.cut
    call.unset = program.unset
    return call
