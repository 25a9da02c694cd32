"""Names in rules: each is a parameter of one of the rule's operations, or a fact that exists."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from pinvet.checks.conditions import STATES
from pinvet.checks.facts import NAMESPACES
from pinvet.checks.kinds.granted import GRANTED
from pinvet.rulebook.mistakes import Slip, near
from pinvet.rulebook.spaces import CLOCK, DECLARED, DESCRIBED, told_by

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from pinvet.api.table import Table
    from pinvet.model import Pointer

GROUPS = ("@any", "@catalogs")  # beside those of a class of rate limits, such as @ads_read
NAMED_LISTS = ("required", "immutable", "only", "at_most_one", "at_least_one", "exactly_one", "all_or_none")
NAMED_MAPPINGS = ("values", "must_be", "compare", "empty_as", "known")
NESTED_LISTS = (("count", "per"), ("same_across", "parameters"), ("rate", "by"))
# kinds that look at one place: a wildcard would name none
SINGLE = frozenset({"immutable", "must_be", "compare", "empty_as", "count", "same_across", "rate", "fix"})


def groups(table: Table) -> tuple[str, ...]:
    """Return the names of all groups of operations."""
    return (*GROUPS, *(f"@{rate}" for rate in sorted(table.rates())))


class Names:
    """The check of the names of rules for some operations."""

    def __init__(self, table: Table, operations: Iterable[str]) -> None:
        operations = tuple(operations)
        self.table = table
        # a group has too many parameters to check names by; of an operation that does not exist nothing is known
        self.everything = any(name not in table for name in operations)
        self.operations = [table.operation(name) for name in operations if name in table]
        self.known: set[str] = set()
        for operation in self.operations:
            self.known |= set(operation.parameters) | set(operation.wrapper)

    def rule(self, at: Pointer, rule: dict[str, Any]) -> Iterator[Slip]:
        """Yield what is wrong with the names of a rule."""
        if self.everything:
            return
        place = f"{rule['at']}." if "at" in rule else ""
        misplaced = list(self._name((*at, "at"), rule["at"], "")) if "at" in rule else []
        if misplaced:
            yield from misplaced
            return
        if "point" in rule:
            yield from self._name((*at, "point"), rule["point"], "")
        yield from self._names_of_kinds(at, rule, place)
        for kind, key in NESTED_LISTS:
            yield from self._names((*at, kind, key), rule.get(kind, {}).get(key, ()), place, kind)
        if "distinct" in rule.get("count", {}):
            yield from self._name((*at, "count", "distinct"), rule["count"]["distinct"], place, "count")
        yield from self._spelling((*at, "spelling"), rule.get("spelling", {}), place)
        yield from self._fix((*at, "fix"), rule.get("fix"), place)
        if "table" in rule:
            yield from self._name((*at, "table", "by"), rule["table"]["by"], place)
            for index, row in enumerate(rule["table"]["rows"]):
                yield from self._names_of_kinds((*at, "table", "rows", index), row, place)
        if "when" in rule:
            yield from self.condition((*at, "when"), rule["when"], place)
        for index, entry in enumerate(rule.get("weaker", ())):
            yield from self.condition((*at, "weaker", index, "when"), entry.get("when", {}), place)

    def condition(self, at: Pointer, when: dict[str, Any], place: str = "") -> Iterator[Slip]:
        """Yield what is wrong with the names of a condition."""
        if self.everything:
            return
        for name, test in when.items():
            if name == "not":
                yield from self.condition((*at, name), test, place)
            elif name == "any":
                for index, one in enumerate(test):
                    yield from self.condition((*at, name, index), one, place)
            elif name in STATES:
                yield from self._state((*at, name), name, test if isinstance(test, list) else [test], place)
            else:
                yield from self._name((*at, name), name, place)

    def single(self, at: Pointer, name: str, kind: str) -> Iterator[Slip]:
        """Yield what is wrong with the name of one value, which a kind asks for beside the common forms."""
        if self.everything:
            return
        if "*" in name:
            yield Slip(at, f"{kind} takes no *: {name} stands for several values", None)
            return
        yield from self._name(at, name, "", kind)

    def _state(self, at: Pointer, state: str, names: list[str], place: str) -> Iterator[Slip]:
        yield from self._names(at, names, place)
        for index, name in enumerate(names) if state not in ("set", "unset") else ():
            if name.partition(".")[0] in NAMESPACES:
                message = f"{state} speaks of what the request itself sends; {name} is a fact"
                yield Slip((*at, index), message, "name the parameter without the part before the dot")
            elif "*" in name and state != "touched":
                yield Slip((*at, index), f"{state} takes no *: {name} stands for several values", None)

    def _names_of_kinds(self, at: Pointer, rule: dict[str, Any], place: str) -> Iterator[Slip]:
        for kind in NAMED_LISTS:
            if isinstance(rule.get(kind), dict):
                for pair in rule[kind].items():
                    yield from (slip for name in pair for slip in self._name((*at, kind, pair[0]), name, place, kind))
            elif kind != "only" or not rule.get("strict"):
                yield from self._names((*at, kind), rule.get(kind, ()), place, kind)
        for kind in NAMED_MAPPINGS:
            for name in rule.get(kind, {}) if rule.get(kind) != GRANTED else ():
                yield from self._name((*at, kind, name), name, place, kind)
        for name, comparison in rule.get("compare", {}).items():
            for word, other in comparison.items():
                if isinstance(other, str) and word != "as":
                    yield from self._name((*at, "compare", name, word), other, place, "compare")

    def _spelling(self, at: Pointer, spelling: dict[str, Any], place: str) -> Iterator[Slip]:
        for wrong, right in spelling.get("names", {}).items():
            yield from self._name((*at, "names", wrong), right, place)
            if wrong.split(".").count("*") != right.split(".").count("*") or wrong.endswith("*"):
                message = f"{wrong} and {right} must have the same number of *, and end in a name"
                yield Slip((*at, "names", wrong), message, None)
        for name in spelling.get("values", {}):
            yield from self._name((*at, "values", name), name, place)

    def _fix(self, at: Pointer, fix: Any, place: str) -> Iterator[Slip]:
        if isinstance(fix, dict) and "remove" in fix:
            yield from self._name((*at, "remove"), fix["remove"], place, "fix")
        for name in fix["set"] if isinstance(fix, dict) and "set" in fix else ():
            yield from self._name((*at, "set", name), name, place, "fix")

    def _names(self, at: Pointer, names: Any, place: str, kind: str = "") -> Iterator[Slip]:
        for index, name in enumerate(names):
            if isinstance(name, list):
                yield from self._names((*at, index), name, place, kind)
            else:
                yield from self._name((*at, index), name, place, kind)

    def _name(self, at: Pointer, name: str, place: str, kind: str = "") -> Iterator[Slip]:
        space, _, rest = name.partition(".")
        if space in NAMESPACES and (rest or space in CLOCK):
            yield from self._fact(at, space, rest)
            return
        full = place + name
        if not self.is_known(full):
            yield Slip(at, f"{full} is no parameter of {self._where()}", near(full, self.known))
        elif kind in SINGLE and "*" in name:
            yield Slip(at, f"{kind} takes no *: {name} stands for several values", "judge the rule `at:` each of them")

    def is_known(self, name: str) -> bool:
        """Tell whether a name is a parameter of one of the operations, or leads to some."""
        if name in self.known or any(known.startswith(f"{name}.") for known in self.known):
            return True
        parent, _, last = name.rpartition(".")
        return last == "*" and self.is_known(parent)

    def _where(self) -> str:
        return " or ".join(operation.id for operation in self.operations) or "its operations"

    def _fact(self, at: Pointer, space: str, rest: str) -> Iterator[Slip]:
        if space == "declared":
            if rest not in DECLARED:
                yield Slip(at, f"nothing can be declared as {rest}", near(rest, DECLARED))
            return
        names = told_by(space, self.operations, self.known, self.table)
        if rest in names or any(known.startswith(f"{rest}.") for known in names) or (space in CLOCK and not rest):
            return
        what = f"no parameter of a {space.replace('_', ' ')}" if space in DESCRIBED else f"not told by {space}."
        yield Slip(at, f"{rest} is {what}", near(rest, names))
