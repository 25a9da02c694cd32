"""When a rule is less grave than its worst case, and for which API versions something holds."""

from typing import Any, NamedTuple

from pinvet.checks.condition import ALWAYS, Condition
from pinvet.checks.conditions import condition
from pinvet.checks.expect import Expectation, expectation
from pinvet.checks.paths import dotted
from pinvet.checks.problem import Problem
from pinvet.checks.scope import Scope
from pinvet.checks.states import equal
from pinvet.checks.view import View


class Weaker(NamedTuple):
    """One entry under ``weaker``: when it applies, and what it says instead.

    ``defaults`` are what the API assumes, by the dotted name from the entity on; None where that does not matter.
    """

    values: tuple[tuple[str, Expectation], ...]
    parameters: frozenset[str]
    defaults: dict[str, Any] | None
    empty: bool
    when: Condition
    versions: str | None
    severity: str
    contested: str | None
    remark: str | None

    def speaks_of(self, problem: Problem, view: View) -> bool:
        """Tell whether it is about a problem: its emptiness, the API's version, and the parameter."""
        if self.empty is not problem.empty:
            return False
        if self.versions is not None and not holds_for(self.versions, view.call.api_version):
            return False
        named = self.parameters
        return not named or dotted(problem.pointer) in named or not named.isdisjoint(problem.names[:1])

    def applies(self, problem: Problem, view: View) -> bool:
        """Tell whether a problem is as grave as it says."""
        if not self.speaks_of(problem, view):
            return False
        name = dotted(problem.pointer)
        if self.values and not any(name == own and test.holds(problem.value) is True for own, test in self.values):
            return False
        if self.defaults is not None and not (name in self.defaults and equal(self.defaults[name], problem.value)):
            return False
        return self.when.holds(view) is not False


def weaker_of(entry: dict[str, Any], scope: Scope) -> Weaker:
    """Compile one entry under ``weaker``."""
    return Weaker(
        tuple((name, expectation(test)) for name, test in entry.get("values", {}).items()),
        frozenset(entry.get("parameters", ())),
        _defaults(scope) if entry.get("at_default", False) else None,
        entry.get("empty", False),
        condition(entry["when"], scope) if "when" in entry else ALWAYS,
        entry.get("versions"),
        entry["severity"],
        entry.get("contested"),
        entry.get("remark"),
    )


def _defaults(scope: Scope) -> dict[str, Any]:
    """Return what the API assumes, by dotted names from the place on that a rule is judged at."""
    prefix = "".join(f"{step}." for step in scope.at)
    known = {name: one.default for name, one in scope.operation.parameters.items() if one.default is not None}
    return {name.removeprefix(prefix): default for name, default in known.items() if name.startswith(prefix)}


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
