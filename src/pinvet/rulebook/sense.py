"""What the schema of packs cannot say: names that exist, ids that are unique, entries that can be reached."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from pinvet.checks.conditions import STATES
from pinvet.checks.expect import expectation
from pinvet.checks.facts import NAMESPACES
from pinvet.checks.patterns import BadPatternError
from pinvet.checks.registry import ALL_KINDS
from pinvet.model import Pointer, rank
from pinvet.rulebook.mistakes import Mistake
from pinvet.text.words import nearest

if TYPE_CHECKING:
    from collections.abc import Iterator

    from pinvet.api.table import Table
    from pinvet.text.document import Document

GROUPS = ("@any", "@catalogs")
FREE_SPACES = frozenset({"path", "query", "request", "declared"})
DERIVED = frozenset({"is_performance_plus", "is_nca", "objective_type", "id", "role", "position", "in_use", "deleted"})
DECLARED = frozenset({"performance_plus", "new_customer_acquisition", "objective_type"})


NAMED_LISTS = ("required", "immutable", "only", "at_most_one", "at_least_one", "exactly_one", "all_or_none")
NAMED_MAPPINGS = ("values", "must_be", "compare", "empty_as", "known")
NESTED_LISTS = (("count", "per"), ("same_across", "parameters"))


class Sense:
    """The checks over all packs of one load: duplicate ids and names are seen across files."""

    def __init__(self, table: Table) -> None:
        self.table = table
        self.ids: dict[str, str] = {}
        self.rows = _rows()

    def mistakes(self, path: str, document: Document, *, ours: bool) -> list[Mistake]:
        """Return every mistake of one pack that passed the schema."""
        found: list[tuple[Pointer, str, str | None]] = []
        pack = document.value
        found.extend(self._operations(("operations",), pack.get("operations", [])))
        for index, rule in enumerate(pack["rules"]):
            at: Pointer = ("rules", index)
            operations = rule.get("operations", pack.get("operations", []))
            if not operations:
                found.append(((*at, "id"), "neither the rule nor its pack names operations", None))
            found.extend(self._operations((*at, "operations"), rule.get("operations", [])))
            found.extend(self._identity(path, at, rule, ours=ours))
            found.extend(self._kind(at, rule))
            found.extend(_severities(at, rule))
            names = _Names(self.table, operations)
            found.extend(names.check_rule(at, rule))
            if "when" in pack and index == 0:
                found.extend(names.check_condition(("when",), pack["when"], ""))
        return [_mistake(path, document, pointer, message, hint) for pointer, message, hint in found]

    def _operations(self, at: Pointer, names: list[str]) -> Iterator[tuple[Pointer, str, str | None]]:
        known = (*self.table.ids(), *GROUPS, "connector/config")
        for index, name in enumerate(names):
            if name not in known:
                yield (*at, index), f"there is no operation {name}", _near(name, known)

    def _identity(
        self, path: str, at: Pointer, rule: dict[str, Any], *, ours: bool
    ) -> Iterator[tuple[Pointer, str, str | None]]:
        for key in ("id", "name"):
            word = rule[key]
            if word in self.ids:
                yield (*at, key), f"{key} {word} is already used in {self.ids[word]}", None
            self.ids[word] = path
        for index, row in enumerate(rule["covers"]):
            if row not in self.rows:
                yield (
                    (*at, "covers", index),
                    f"there is no row {row} in the constraint catalogue",
                    _near(row, self.rows),
                )
        if ours and not rule.get("why"):
            yield (*at, "id"), "the rule does not say why", "add `why:`, one or two sentences"

    def _kind(self, at: Pointer, rule: dict[str, Any]) -> Iterator[tuple[Pointer, str, str | None]]:
        kinds = [name for name in ALL_KINDS if name in rule]
        if len(kinds) != 1:
            said = " and ".join(kinds) or "none"
            yield (*at, "id"), f"a rule has exactly one kind of check; this one has {said}", None
        for pointer, test in _tests(rule, kinds):
            try:
                expectation(test)
            except BadPatternError as error:
                yield (*at, *pointer), str(error), None


def _near(word: str, known: Any) -> str | None:
    near = nearest(word, known)
    return f"did you mean {near}?" if near else None


def _mistake(path: str, document: Document, pointer: Pointer, message: str, hint: str | None) -> Mistake:
    while pointer and document.value_place(pointer) is None:
        pointer = pointer[:-1]
    place = document.key_place(pointer) or document.value_place(pointer)
    line, column = (place.line, place.column) if place is not None else (1, 1)
    return Mistake(path, line, column, message, hint)


def _severities(at: Pointer, rule: dict[str, Any]) -> Iterator[tuple[Pointer, str, str | None]]:
    severity = rule["severity"]
    if severity == "error" and "contested" in rule:
        yield (*at, "severity"), "a contested rule is a warning at most", "use `remark:` to show the other side only"
    always = False
    for index, entry in enumerate(rule.get("weaker", ())):
        if rank(entry["severity"]) > rank(severity):
            yield (*at, "weaker", index, "severity"), f"this is graver than the rule's own severity, {severity}", None
        if always:
            yield (*at, "weaker", index), "the entry before this one always applies, so this one is never reached", None
        always = not set(entry) - {"severity", "contested", "remark"}
    unknown = rule.get("if_unknown")
    if unknown is not None and rank(unknown) > rank(severity):
        yield (*at, "if_unknown"), f"this is graver than the rule's own severity, {severity}", None


def _tests(rule: dict[str, Any], kinds: list[str]) -> Iterator[tuple[Pointer, Any]]:
    for kind in kinds:
        if kind in ("values", "must_be"):
            yield from (((kind, name), test) for name, test in rule[kind].items())


def _inside(rule: dict[str, Any], steps: tuple[str, str], default: Any = ()) -> Any:
    return rule.get(steps[0], {}).get(steps[1], default) if steps[0] in rule else default


def _conditions(rule: dict[str, Any]) -> Iterator[tuple[Pointer, dict[str, Any]]]:
    if "when" in rule:
        yield ("when",), rule["when"]
    for index, entry in enumerate(rule.get("weaker", ())):
        if "when" in entry:
            yield ("weaker", index, "when"), entry["when"]


class _Names:
    """The check that every name of a rule is a parameter of one of its operations, or a fact."""

    def __init__(self, table: Table, operations: list[str]) -> None:
        self.table = table
        self.everything = any(name in GROUPS for name in operations)
        self.operations = [table.operation(name) for name in operations if name in table.ids()]
        self.known: set[str] = set()
        for operation in self.operations:
            self.known |= set(operation.parameters) | set(operation.wrapper)

    def check_rule(self, at: Pointer, rule: dict[str, Any]) -> Iterator[tuple[Pointer, str, str | None]]:
        """Yield what is wrong with the names of a rule."""
        if self.everything:
            return
        place = f"{rule['at']}." if "at" in rule else ""
        if "at" in rule:
            yield from self._name((*at, "at"), rule["at"], "")
        yield from self._check_names(at, rule, place)
        for steps in NESTED_LISTS:
            yield from self._names((*at, *steps), _inside(rule, steps), place)
        for wrong, right in _inside(rule, ("spelling", "names"), {}).items():
            yield from self._name((*at, "spelling", "names", wrong), right, place)
        for name in _inside(rule, ("spelling", "values"), {}):
            yield from self._name((*at, "spelling", "values", name), name, place)
        if "table" in rule:
            yield from self._name((*at, "table", "by"), rule["table"]["by"], place)
            for index, row in enumerate(rule["table"]["rows"]):
                yield from self._check_names((*at, "table", "rows", index), row, place)
        for inner, when in _conditions(rule):
            yield from self.check_condition((*at, *inner), when, place)

    def _check_names(self, at: Pointer, rule: dict[str, Any], place: str) -> Iterator[tuple[Pointer, str, str | None]]:
        for kind in NAMED_LISTS:
            if kind != "only" or not rule.get("strict"):
                yield from self._names((*at, kind), rule.get(kind, ()), place)
        for kind in NAMED_MAPPINGS:
            for name in rule.get(kind, {}):
                yield from self._name((*at, kind, name), name, place)

    def check_condition(
        self, at: Pointer, when: dict[str, Any], place: str
    ) -> Iterator[tuple[Pointer, str, str | None]]:
        """Yield what is wrong with the names of a condition."""
        if self.everything:
            return
        for name, test in when.items():
            if name == "not":
                yield from self.check_condition((*at, name), test, place)
            elif name == "any":
                for index, one in enumerate(test):
                    yield from self.check_condition((*at, name, index), one, place)
            elif name in STATES:
                yield from self._names((*at, name), test if isinstance(test, list) else [test], place)
            else:
                yield from self._name((*at, name), name, place)
                try:
                    expectation(test)
                except BadPatternError as error:
                    yield (*at, name), str(error), None

    def _names(self, at: Pointer, names: Any, place: str) -> Iterator[tuple[Pointer, str, str | None]]:
        for index, name in enumerate(names):
            if isinstance(name, list):
                yield from self._names((*at, index), name, place)
            else:
                yield from self._name((*at, index), name, place)

    def _name(self, at: Pointer, name: str, place: str) -> Iterator[tuple[Pointer, str, str | None]]:
        space, _, rest = name.partition(".")
        if space in NAMESPACES and (rest or space in ("today", "now")):
            yield from self._fact(at, space, rest)
            return
        full = place + name
        if not self._is_known(full):
            yield at, f"{full} is no parameter of {self._where()}", _near(full, self.known)

    def _is_known(self, name: str) -> bool:
        if name in self.known or any(known.startswith(f"{name}.") for known in self.known):
            return True
        parent, _, last = name.rpartition(".")
        return last == "*" and self._is_known(parent)

    def _where(self) -> str:
        return " or ".join(operation.id for operation in self.operations) or "its operations"

    def _fact(self, at: Pointer, space: str, rest: str) -> Iterator[tuple[Pointer, str, str | None]]:
        if space == "declared":
            if rest not in DECLARED:
                yield at, f"nothing can be declared as {rest}", _near(rest, DECLARED)
            return
        if space in FREE_SPACES or rest in DERIVED or space in ("today", "now"):
            return
        names = self._names_of(space)
        if names and rest not in names and not any(known.startswith(f"{rest}.") for known in names):
            yield at, f"{rest} is no parameter of a {space.replace('_', ' ')}", _near(rest, names)

    def _names_of(self, space: str) -> set[str]:
        if space in ("was", "entity", "body"):
            return self.known
        plural = {"campaign": "campaigns", "ad_group": "ad_groups", "promotion": "promotions"}.get(space)
        if plural is None:
            return set()
        names: set[str] = set()
        for verb in ("create", "update"):
            names |= set(self.table.operation(f"{plural}/{verb}").parameters)
        return names


def _rows() -> frozenset[str]:
    from pinvet.api.data import data_dir
    from pinvet.text.yaml import read_pack_yaml

    path = data_dir("rules") / "rows.yaml"
    document = read_pack_yaml(path.read_text(encoding="utf-8"))
    return frozenset(getattr(document, "value", {"rows": {}})["rows"])
