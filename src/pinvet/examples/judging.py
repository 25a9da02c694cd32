"""Examples judged as the engine judges requests; ``requests`` are a capture that is followed to its end."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, NamedTuple

from pinvet.account import Account, Declared, declared
from pinvet.account.context import fill
from pinvet.config.assume import facts
from pinvet.engine.fold import finish, is_retry, learn, read
from pinvet.engine.requests import Setting, examine
from pinvet.examples.bodies import first_operation, merged, routed
from pinvet.model import Pointer, Response, json_pointer
from pinvet.rulebook.book import Rulebook
from pinvet.rulebook.program import holds_for
from pinvet.sources.secrets import secrets_in

if TYPE_CHECKING:
    from collections.abc import Sequence

    from pinvet.api.operation import Operation
    from pinvet.api.table import Table
    from pinvet.engine.fold import Late
    from pinvet.rulebook.load import Pack
    from pinvet.rulebook.rule import Rule

AS_OF = "2026-11-21"
Found = dict[tuple[int, str], str]  # (request, pointer) -> severity


class Outcome(NamedTuple):
    """What judging an example gave, per rule: findings by place, what they say, and the facts that were missing."""

    found: dict[str, Found]
    also: dict[str, set[str]]
    skipped: dict[str, set[str]]
    reached: set[str]
    said: dict[tuple[str, int, str], str]


class Bench:
    """Rulebooks for examples: one per rule judged alone, one for all, per API version."""

    def __init__(self, rules: Sequence[Rule], table: Table) -> None:
        self.rules = tuple(rules)
        self.table = table
        self._books: dict[tuple[str, str], Rulebook] = {}

    def book(self, rule: Rule | None, version: str | None) -> Rulebook:
        """Return the rulebook of one rule with all spelling rules, or of all rules."""
        table = self.table.at(version)
        key = (rule.id if rule is not None else "", table.version or "")
        if key not in self._books:
            rules = self.rules
            if rule is not None:
                rules = tuple(one for one in rules if one.id == rule.id or one.kind == "spelling")
            selected = frozenset({rule.id}) if rule is not None else frozenset()
            self._books[key] = Rulebook(rules, table, table.version or "", selected=selected)
        return self._books[key]


def judge(pack: Pack, example: dict[str, Any], rule: Rule | None, bench: Bench) -> Outcome:
    """Judge an example of a pack by one rule (with all spelling), or by all rules together."""
    value = pack.document.value
    book = bench.book(rule, example.get("api_version"))
    setting = Setting(book, _seconds(example.get("as_of", AS_OF)))
    account = Account()
    context = merged(value.get("context", {}), example.get("context", {}))
    if context is not None:
        fill(account, context)
    said = declared(facts(example.get("assume", ())))
    operation = example.get("operation") or first_operation(value, rule)
    outcome = Outcome({}, {}, {}, set(), {})
    if "requests" not in example:
        judged = examine(routed(value, example, bench.table.operation(operation), 0), setting, account, said)
        whole = "raw" in example or "text" in example
        _collect(judged, outcome, 0, single=not whole and "items" not in example, indexed=not whole)
        if "text" in example:
            _collect_secrets(example["text"], book, outcome)
        return outcome
    _follow(value, example["requests"], operation, setting, account, said, outcome)
    return outcome


def _follow(
    value: dict[str, Any],
    requests: list[dict[str, Any]],
    operation: str,
    setting: Setting,
    account: Account,
    said: Declared,
    outcome: Outcome,
) -> None:
    """Judge the requests of an example in order, following the account, and then the end of the input."""
    now = setting.now
    timed = any("after" in one for one in requests)
    programs = {}
    sent = (one for one in requests for _ in range(one.get("repeat", 1)))
    for number, one in enumerate(sent):
        now += int(one.get("after", 0))
        call = routed(value, one, setting.book.table.operation(one.get("operation", operation)), number)
        response = answer_of(one)
        retry = is_retry(account, call.operation, call.request.body, response)
        judged = examine(call._replace(retry=retry), setting._replace(now=now), account, said, endless=False)
        _collect(judged, outcome, number, single=False)
        for program, part in judged.parts:
            programs[program.operation.id] = program
            learn(program, part.views, response, now if timed else None)
            if program.operation.does == "read":
                read(account, program.operation, call.request.query, response, call.path.get("ad_account_id"))
    for program in programs.values():
        for late in finish(program, account):
            _collect_late(late, program.operation, outcome)


def _collect_late(late: Late, operation: Operation, outcome: Outcome) -> None:
    rule = late.check.rule
    severity, reached = late.touch.severity, late.touch.reached
    if late.missing is not None:
        severity, reached = rule.body.get("if_unknown", "skip"), ("if_unknown",)
        if severity == "skip" or late.never_guess:
            outcome.skipped.setdefault(rule.id, set()).add(late.missing)
            return
    listed = operation.body is not None and operation.body.at
    pointer = json_pointer((late.touch.position, *late.pointer) if listed else late.pointer)
    outcome.found.setdefault(rule.id, {})[late.touch.request, pointer] = severity
    outcome.reached.update(f"{rule.id} {what}" for what in reached)


def answer_of(one: dict[str, Any]) -> Response:
    """Return the answer of a request of an example: as it is written, or to the ids that it gives."""
    body = one.get("response")
    if body is None and "ids" in one:
        body = {"items": [{"data": {"id": identity}, "exceptions": None} for identity in one["ids"]]}
    status = one.get("status", 200 if body is not None else None)
    return Response(status, body)


def _collect_secrets(text: str, book: Rulebook, outcome: Outcome) -> None:
    """Find what is found in a file as a whole, before anything of it is judged."""
    if secrets_in(text.encode()) is not None:
        for rule in book.rules:
            if rule.kind == "structure" and rule.argument == "secret" and holds_for(rule.versions, book.version):
                outcome.found[rule.id] = {(0, ""): rule.severity}


def _seconds(day: str) -> int:
    from datetime import UTC, datetime

    return int(datetime.fromisoformat(day).replace(tzinfo=UTC).timestamp())


def _collect(judged: Any, outcome: Outcome, number: int, *, single: bool, indexed: bool = True) -> None:
    for _, part in judged.parts:
        for verdict in part.verdicts:
            pointer = verdict.pointer
            if single:
                pointer = _inside(pointer, verdict.entity)
            elif indexed and verdict.position >= 0 and len(verdict.entity) > 1:
                pointer = _indexed(pointer, verdict.entity, verdict.position)
            found = outcome.found.setdefault(verdict.check.rule.id, {})
            found[number, json_pointer(pointer)] = verdict.severity
            outcome.said[verdict.check.rule.id, number, json_pointer(pointer)] = verdict.message
            outcome.also.setdefault(verdict.check.rule.id, set()).update(verdict.also)
            outcome.reached.update(f"{verdict.check.rule.id} {what}" for what in verdict.reached)
        for gap in part.gaps:
            outcome.skipped.setdefault(gap.check.rule.id, set()).update(gap.facts)


def _inside(pointer: Pointer, entity: Pointer) -> Pointer:
    """Return a pointer from the entity on; one into the wrapper stays as it is."""
    return pointer[len(entity) :] if pointer[: len(entity)] == entity else pointer


def _indexed(pointer: Pointer, entity: Pointer, index: int) -> Pointer:
    """Return a pointer that starts with the entity's index, without the name of the list around it."""
    return (index, *pointer[len(entity) :]) if pointer[: len(entity)] == entity else pointer
