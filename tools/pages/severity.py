"""How grave a rule's findings are, in words: the worst case, and what weakens it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from pages.markdown import code, listing, one_line
from pinvet.checks.conditions import condition
from pinvet.checks.expect import expectation
from pinvet.rulebook.program import scope_of

if TYPE_CHECKING:
    from collections.abc import Iterator

    from pinvet.api.table import Table
    from pinvet.checks.scope import Scope
    from pinvet.rulebook.rule import Rule

UNKNOWN = {"note": "a note", "warning": "a warning"}


def scope(rule: Rule, table: Table) -> Scope | None:
    """Return the scope of a rule's first operation; None for a rule of a whole group of operations."""
    named = [name for name in rule.operations if name in table]
    return scope_of(rule, table.operation(named[0]), table) if named else None


def conditions(rule: Rule, where: Scope | None) -> list[str]:
    """Return the conditions under which a rule is judged, in words."""
    if where is None:
        return []
    return [one_line(words) for one in rule.when for words in condition(one, where).words]


def severities(rule: Rule, where: Scope | None) -> Iterator[str]:
    """Yield the worst case, each entry that weakens it, and the verdict on unknown facts."""
    yield rule.severity if rule.enabled else f"{rule.severity}, and off unless selected"
    for entry in rule.body.get("weaker", ()):
        yield _weaker(entry, where)
    verdict = rule.body.get("if_unknown", "skip")
    if verdict in UNKNOWN:
        yield f"{UNKNOWN[verdict]} where a fact that decides is not known"
    sunset = rule.body.get("deprecated")
    if sunset is not None:
        yield f"with {code('--fail-deprecated')}, an error in place of a warning from {sunset} on"


def _weaker(entry: dict[str, Any], where: Scope | None) -> str:
    severity = "nothing" if entry["severity"] == "none" else f"a {entry['severity']}"
    other = entry.get("contested") or entry.get("remark")
    return f"{severity} {listing(_grounds(entry, where))}" + (f": {one_line(other)}" if other else "")


def _grounds(entry: dict[str, Any], where: Scope | None) -> Iterator[str]:
    if "values" in entry:
        tests = (f"{code(name)} is {expectation(test).words}" for name, test in entry["values"].items())
        yield f"where {listing(tests, 'or')}"
    if "parameters" in entry:
        yield f"for {listing(map(code, entry['parameters']), 'or')}"
    if entry.get("at_default"):
        yield "where the value is the one that the API assumes anyway"
    if entry.get("empty"):
        yield "where the parameter is sent empty"
    if "versions" in entry:
        yield f"for API versions {code(entry['versions'])}"
    if "when" in entry and where is not None:
        yield f"where {listing(condition(entry['when'], where).words)}, or where that is not known"
