"""The compiled form of all rules of one operation: grouped by condition, so that each is asked once."""

from collections.abc import Iterable
from typing import TYPE_CHECKING, Any, NamedTuple

from pinvet.api.operation import Operation
from pinvet.api.table import Table
from pinvet.checks.condition import Condition
from pinvet.checks.conditions import all_of, condition
from pinvet.checks.kinds.kind import Kind
from pinvet.checks.kinds.spelling import Speller, speller
from pinvet.checks.kinds.structure import BODY_ASPECTS
from pinvet.checks.paths import Steps
from pinvet.checks.registry import OTHERS, PRECEDENCE, SPELLING, compile_kind, ending, remembering, watching
from pinvet.checks.scope import Scope
from pinvet.rulebook.planning import Plans
from pinvet.rulebook.rule import Rule
from pinvet.rulebook.weaker import Weaker, holds_for, weaker_of

__all__ = ["Check", "Group", "Program", "holds_for", "program", "scope_of"]

if TYPE_CHECKING:
    from pinvet.checks.kinds.memory import End, Remember, Watch


class Check(NamedTuple):
    """The compiled form of a rule for one operation."""

    rule: Rule
    condition: Condition
    outer: Condition
    kind: Kind
    weaker: tuple[Weaker, ...]
    order: int
    names: tuple[Steps, ...]
    at: Steps
    whole: bool
    presumes: bool
    final: bool


class Group(NamedTuple):
    """Checks that share a condition."""

    condition: Condition
    checks: tuple[Check, ...]


class Program(NamedTuple):
    """All checks of one operation, grouped by condition; ``placed`` are those judged ``at`` places inside.

    ``plain`` bounds the number of entities of a body that is the list of them, None where it is something else.
    ``record`` remembers an accepted entity for later requests, ``watch`` for rules about other operations, ``finals``
    are judged when the input ends.
    """

    operation: Operation
    rules: tuple[Rule, ...]
    groups: tuple[Group, ...]
    plans: Plans
    placed: tuple[Check, ...]
    body_checks: tuple[Check, ...]
    spellers: tuple[tuple[Check, Speller], ...]
    record: tuple[tuple[Check, "Remember"], ...]
    watch: tuple["Watch", ...]
    finals: tuple[tuple[Check, "End"], ...]
    unset: dict[str, tuple[Any, ...]]
    plain: tuple[int, float] | None


def program(
    rules: Iterable[Rule], operation: Operation, table: Table, version: str, waiting: Iterable[Rule] = ()
) -> Program:
    """Compile the rules that hold for an operation and an API version.

    ``waiting`` are rules about other operations that wait for this one.
    """
    groups: dict[str, list[Check]] = {}
    spellers: list[tuple[Check, Speller]] = []
    records: list[tuple[Check, Remember]] = []
    finals: list[tuple[Check, End]] = []
    whole: list[Check] = []
    placed: list[Check] = []
    held: list[Rule] = []
    for rule in rules:
        if not holds_for(rule.versions, version):
            continue
        held.append(rule)
        scope = scope_of(rule, operation, table)
        check = _check(rule, scope)
        if rule.kind == SPELLING:
            spellers.append((check, speller(rule.argument, scope)))
        elif check.whole:
            whole.append(check)
        elif check.at:
            placed.append(check)
        else:
            groups.setdefault(repr(rule.when), []).append(check)
        remember = remembering(rule.kind, rule.argument, scope)
        if remember is not None:
            records.append((check, remember))
        end = ending(rule.kind, rule.argument, scope)
        if end is not None:
            finals.append((check, end))
    watches = (watching(one.argument, scope_of(one, operation, table)) for one in waiting)
    unset = {name: one.unset for name, one in operation.parameters.items() if one.unset}
    compiled = tuple(Group(checks[0].condition, tuple(checks)) for checks in groups.values())
    return Program(
        operation,
        tuple(held),
        compiled,
        Plans(compiled, operation, (one for _, one in spellers), placed),
        tuple(placed),
        tuple(whole),
        tuple(spellers),
        tuple(records),
        tuple(watches),
        tuple(finals),
        unset,
        _plain(operation),
    )


def _plain(operation: Operation) -> tuple[int, float] | None:
    body = operation.body
    if body is None or body.at != ("*",):
        return None
    return body.min or 1, float("inf") if body.max is None else body.max


def scope_of(rule: Rule, operation: Operation, table: Table) -> Scope:
    """Return the scope that a rule is compiled in."""
    at = tuple(rule.body["at"].split(".")) if "at" in rule.body else ()
    return Scope(operation, table, at, rule.body)


def _check(rule: Rule, scope: Scope) -> Check:
    outer, own = (condition(one, scope) for one in rule.when)
    when = all_of([outer, own])
    scope = scope._replace(applies=when.holds)
    kind = _nothing() if rule.kind == SPELLING else compile_kind(rule.kind, rule.argument, scope)
    weaker = tuple(weaker_of(entry, scope) for entry in rule.body.get("weaker", ()))
    whole = rule.body.get("judge") == "body" or (rule.kind == "structure" and rule.argument in BODY_ASPECTS)
    return Check(
        rule,
        when,
        outer,
        kind,
        weaker,
        OTHERS if rule.body.get("strict") else PRECEDENCE.get(rule.kind, OTHERS),
        (*kind.names, *when.names),
        scope.at,
        whole,
        rule.kind == "immutable"
        or any(one.name.startswith(("campaign.", "ad_group.", "was.")) for one in (*when.facts, *kind.facts)),
        rule.kind == "same_across" and rule.argument["within"] == "capture",
    )


def _nothing() -> Kind:
    return Kind(lambda _: ())
