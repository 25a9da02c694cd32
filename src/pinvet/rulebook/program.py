"""The compiled form of all rules of one operation: grouped by condition, so that each is asked once."""

from collections.abc import Callable, Iterable
from typing import Any, NamedTuple

from pinvet.api.table import Operation, Table
from pinvet.checks.conditions import ALWAYS, Condition, all_of, condition
from pinvet.checks.expect import Expectation, expectation
from pinvet.checks.kinds.kind import Kind
from pinvet.checks.kinds.memory import End, Remember, Watch
from pinvet.checks.kinds.spelling import Speller, speller
from pinvet.checks.kinds.structure import BODY_ASPECTS
from pinvet.checks.paths import Steps
from pinvet.checks.reads import Reads
from pinvet.checks.registry import ENDINGS, KINDS, MEMORIES, OTHERS, PRECEDENCE, SPELLING, WATCHES
from pinvet.checks.scope import Scope
from pinvet.checks.view import View
from pinvet.rulebook.plan import Changes, Plans
from pinvet.rulebook.rule import Rule


class Weaker(NamedTuple):
    """One entry under ``weaker``: when it applies, and what it says instead."""

    values: tuple[tuple[str, Expectation], ...]
    parameters: frozenset[str]
    at_default: bool
    empty: bool
    when: Condition
    versions: str | None
    severity: str
    contested: str | None
    remark: str | None


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
    defaults: dict[str, Any]
    presumes: bool
    final: bool


class Group(NamedTuple):
    """Checks that share a condition. ``reads`` is what of a create tells whether it holds; None where more does."""

    holds: Callable[[View], bool | None]
    reads: Reads | None
    checks: tuple[Check, ...]


class Program(NamedTuple):
    """All checks of one operation, grouped by condition; ``placed`` are those judged ``at`` places inside.

    ``record`` remembers an accepted entity for later requests, ``watch`` for rules about other operations, ``finals``
    are judged when the input ends.
    """

    operation: Operation
    rules: tuple[Rule, ...]
    groups: tuple[Group, ...]
    plans: Plans
    changes: Changes
    placed: tuple[Check, ...]
    body_checks: tuple[Check, ...]
    spellers: tuple[tuple[Check, Speller], ...]
    record: tuple[tuple[Check, Remember], ...]
    watch: tuple[Watch, ...]
    finals: tuple[tuple[Check, End], ...]
    unset: dict[str, tuple[Any, ...]]


def program(
    rules: Iterable[Rule], operation: Operation, table: Table, version: str, watching: Iterable[Rule] = ()
) -> Program:
    """Compile the rules that hold for an operation and an API version.

    ``watching`` are rules about other operations that wait for this one.
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
        if rule.kind in MEMORIES:
            records.append((check, MEMORIES[rule.kind](rule.argument, scope)))
        end = ENDINGS[rule.kind](rule.argument, scope) if rule.kind in ENDINGS else None
        if end is not None:
            finals.append((check, end))
    watches = (WATCHES[one.kind](one.argument, scope_of(one, operation, table)) for one in watching)
    unset = {name: one.unset for name, one in operation.parameters.items() if one.unset}
    compiled = tuple(
        Group(
            checks[0].condition.holds,
            checks[0].condition.reads,
            tuple(checks),
        )
        for checks in groups.values()
    )
    return Program(
        operation,
        tuple(held),
        compiled,
        Plans(compiled, operation, (one for _, one in spellers), placed),
        Changes(compiled),
        tuple(placed),
        tuple(whole),
        tuple(spellers),
        tuple(records),
        tuple(watches),
        tuple(finals),
        unset,
    )


def scope_of(rule: Rule, operation: Operation, table: Table) -> Scope:
    """Return the scope that a rule is compiled in."""
    at = tuple(rule.body["at"].split(".")) if "at" in rule.body else ()
    return Scope(operation, table, at, rule.body)


def _check(rule: Rule, scope: Scope) -> Check:
    outer, own = (condition(one, scope) for one in rule.when)
    when = all_of([outer, own])
    scope = scope._replace(applies=when.holds)
    kind = _nothing() if rule.kind == SPELLING else KINDS[rule.kind](rule.argument, scope)
    weaker = tuple(_weaker(entry, scope) for entry in rule.body.get("weaker", ()))
    parameters = scope.operation.parameters if any(entry.at_default for entry in weaker) else {}
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
        {name: one.default for name, one in parameters.items() if one.default is not None},
        rule.kind == "immutable"
        or any(one.name.startswith(("campaign.", "ad_group.", "was.")) for one in (*when.facts, *kind.facts)),
        rule.kind == "same_across" and rule.argument["within"] == "capture",
    )


def _nothing() -> Kind:
    return Kind(lambda _: ())


def _weaker(entry: dict[str, Any], scope: Scope) -> Weaker:
    return Weaker(
        tuple((name, expectation(test)) for name, test in entry.get("values", {}).items()),
        frozenset(entry.get("parameters", ())),
        entry.get("at_default", False),
        entry.get("empty", False),
        condition(entry["when"], scope) if "when" in entry else ALWAYS,
        entry.get("versions"),
        entry["severity"],
        entry.get("contested"),
        entry.get("remark"),
    )


def holds_for(spec: str | None, version: str) -> bool:
    """Tell whether an API version such as ``5.28`` fits a specification such as ``>=5.28`` or ``<5.28``."""
    if spec is None:
        return True
    operator = spec.rstrip("0123456789.")
    ours, theirs = _numbers(version), _numbers(spec[len(operator) :])
    return {
        ">=": ours >= theirs,
        "<=": ours <= theirs,
        ">": ours > theirs,
        "<": ours < theirs,
        "": ours == theirs,
        "==": ours == theirs,
    }[operator.strip()]


def _numbers(version: str) -> tuple[int, ...]:
    return tuple(int(part) for part in version.split("."))
