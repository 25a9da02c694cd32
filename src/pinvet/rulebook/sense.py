"""What the schema of packs cannot say: names that exist, ids that are unique, entries that can be reached."""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING, Any

from pinvet.model import Pointer, rank
from pinvet.rulebook.example_words import example_words
from pinvet.rulebook.forms import condition_tests, forms
from pinvet.rulebook.mistakes import Mistake, Slip, near
from pinvet.rulebook.names import Names, groups
from pinvet.rulebook.order import orders

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from pinvet.api.table import Table
    from pinvet.rulebook.rule import Rule
    from pinvet.text.document import Document


class Sense:
    """The checks over all packs of one load: duplicate ids and names are seen across files, and ``beside`` them."""

    def __init__(self, table: Table, beside: Iterable[Rule] = ()) -> None:
        self.table = table
        self.ids = {word: f"rules/{rule.pack}.yaml" for rule in beside for word in (rule.id, rule.name)}
        self.rows = _rows()

    def mistakes(self, path: str, document: Document, *, ours: bool) -> list[Mistake]:
        """Return every mistake of one pack that passed the schema."""
        pack = document.value
        slips = list(self._pack(pack))
        for index, rule in enumerate(pack["rules"]):
            slips.extend(self._rule(path, ("rules", index), rule, pack, ours=ours))
        return [_mistake(path, document, slip) for slip in slips]

    def _pack(self, pack: dict[str, Any]) -> Iterator[Slip]:
        yield from self._operations(("operations",), pack.get("operations", []))
        if "when" in pack:
            rules = [rule for rule in pack["rules"] if rule.get("pack_when") != "ignored"]
            operations = {name for rule in rules for name in _operations_of(rule, pack)}
            yield from Names(self.table, sorted(operations)).condition(("when",), pack["when"])
            yield from condition_tests(("when",), pack["when"])
        for index, example in enumerate(pack.get("examples", ())):
            own = {key: value for key, value in example.items() if key != "finds"}  # those are by rule
            yield from example_words(("examples", index), own, self.table)

    def _rule(
        self, path: str, at: Pointer, rule: dict[str, Any], pack: dict[str, Any], *, ours: bool
    ) -> Iterator[Slip]:
        operations = _operations_of(rule, pack)
        if not operations:
            yield Slip((*at, "id"), "neither the rule nor its pack names operations", None)
        yield from self._operations((*at, "operations"), rule.get("operations", []))
        yield from self._identity(path, at, rule, ours=ours)
        names = Names(self.table, operations)
        yield from forms(at, rule, names)
        yield from _severities(at, rule)
        yield from names.rule(at, rule)
        yield from orders(at, rule, names)
        for group, examples in rule["examples"].items():
            for index, example in enumerate(examples):
                yield from example_words((*at, "examples", group, index), example, self.table, operations)

    def _operations(self, at: Pointer, names: list[str]) -> Iterator[Slip]:
        for index, name in enumerate(names):
            if name not in self.table and name not in groups(self.table):
                known = (*self.table.ids(), *self.table.pseudo, *groups(self.table))
                yield Slip((*at, index), f"there is no operation {name}", near(name, known))

    def _identity(self, path: str, at: Pointer, rule: dict[str, Any], *, ours: bool) -> Iterator[Slip]:
        for key in ("id", "name"):
            word = rule[key]
            if word in self.ids:
                yield Slip((*at, key), f"{key} {word} is already used in {self.ids[word]}", None)
            self.ids[word] = path
        for index, row in enumerate(rule["covers"]):
            if row not in self.rows:
                message = f"there is no row {row} in the constraint catalogue"
                yield Slip((*at, "covers", index), message, near(row, self.rows))
        if ours and not rule.get("why"):
            yield Slip((*at, "id"), "the rule does not say why", "add `why:`, one or two sentences")


def _operations_of(rule: dict[str, Any], pack: dict[str, Any]) -> list[str]:
    operations: list[str] = rule.get("operations", pack.get("operations", []))
    return operations


def _mistake(path: str, document: Document, slip: Slip) -> Mistake:
    pointer = slip.pointer
    while pointer and document.value_place(pointer) is None:
        pointer = pointer[:-1]
    place = document.key_place(pointer) or document.value_place(pointer)
    line, column = (place.line, place.column) if place is not None else (1, 1)
    return Mistake(path, line, column, slip.message, slip.hint)


def _severities(at: Pointer, rule: dict[str, Any]) -> Iterator[Slip]:
    severity = rule["severity"]
    if severity == "error" and "contested" in rule:
        message = "a contested rule is a warning at most"
        yield Slip((*at, "severity"), message, "use `remark:` to show the other side only")
    graver = f"this is graver than the rule's own severity, {severity}"
    always = False
    for index, entry in enumerate(rule.get("weaker", ())):
        if rank(entry["severity"]) > rank(severity):
            yield Slip((*at, "weaker", index, "severity"), graver, None)
        if entry["severity"] == "error" and "contested" in entry:
            message = "what is contested is a warning at most"
            yield Slip((*at, "weaker", index, "severity"), message, "use `remark:` to show the other side only")
        if always:
            message = "the entry before this one always applies, so this one is never reached"
            yield Slip((*at, "weaker", index), message, None)
        always = always or not set(entry) - {"severity", "contested", "remark"}
    for index, row in enumerate(rule.get("table", {}).get("rows", ())):
        if rank(row.get("severity", "note")) > rank(severity):
            yield Slip((*at, "table", "rows", index, "severity"), graver, None)
    if rank(rule.get("if_unknown", "note")) > rank(severity):
        yield Slip((*at, "if_unknown"), graver, None)


@lru_cache(maxsize=1)
def _rows() -> frozenset[str]:
    from pinvet.api.data import data_dir
    from pinvet.text.yaml import read_pack_yaml

    path = data_dir("rules") / "rows.yaml"
    document = read_pack_yaml(path.read_text(encoding="utf-8"))
    return frozenset(getattr(document, "value", {"rows": {}})["rows"])
