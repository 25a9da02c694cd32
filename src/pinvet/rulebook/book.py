"""The rulebook: all rules of a run, and the compiled program of each operation, made when it is first asked for."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pinvet.checks.registry import waits_for
from pinvet.rulebook.program import Program, program

if TYPE_CHECKING:
    from collections.abc import Iterable

    from pinvet.api.table import Table
    from pinvet.rulebook.rule import Rule

ANY = "@any"
CATALOGS = "@catalogs"
CATALOG_OPERATIONS = ("catalogs", "feeds", "items", "reports/catalogs")


class Rulebook:
    """The rules that are enabled, over one version of the API table. ``compiled`` are the programs so far asked for."""

    __slots__ = ("compiled", "rules", "table", "version")

    def __init__(self, rules: Iterable[Rule], table: Table, version: str, *, selected: frozenset[str]) -> None:
        self.rules = tuple(rule for rule in rules if rule.enabled or rule.id in selected)
        self.table = table
        self.version = version
        self.compiled: dict[str, Program] = {}

    def program(self, operation: str) -> Program:
        """Return the compiled checks of an operation. Raises KeyError where the API table has no such operation."""
        found = self.compiled.get(operation)
        if found is None:
            described = self.table.operation(operation)
            rules = [rule for rule in self.rules if applies_to(rule, operation, described.rate)]
            watching = [rule for rule in self.rules if operation in waits_for(rule.kind, rule.argument)]
            found = self.compiled[operation] = program(rules, described, self.table, self.version, watching)
        return found


def applies_to(rule: Rule, operation: str, rate: str | None = None) -> bool:
    """Tell whether a rule is about an operation: by its id, a group such as ``@any``, or its class of rate limits."""
    if operation in rule.operations or ANY in rule.operations or f"@{rate}" in rule.operations:
        return True
    return CATALOGS in rule.operations and operation.startswith(CATALOG_OPERATIONS)
