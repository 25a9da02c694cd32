"""Arguments of kinds: what the schema of packs lets through and no check could be made of."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from pinvet.account import KINDS, PARENTS
from pinvet.checks.conditions import STATES
from pinvet.checks.expect import expectation
from pinvet.checks.kinds.compare import LISTS, OPERATORS
from pinvet.checks.kinds.granted import GRANTED
from pinvet.checks.kinds.reference import BEFORE_DOT
from pinvet.checks.kinds.structure import BODY_ASPECTS
from pinvet.checks.kinds.table import CELLS
from pinvet.checks.patterns import BadPatternError
from pinvet.checks.registry import ALL_KINDS
from pinvet.rulebook.mistakes import Slip, near

if TYPE_CHECKING:
    from collections.abc import Iterator

    from pinvet.model import Pointer
    from pinvet.rulebook.names import Names


def forms(at: Pointer, rule: dict[str, Any], names: Names) -> Iterator[Slip]:
    """Yield what is wrong with the kind of a rule and its argument."""
    kinds = [name for name in ALL_KINDS if name in rule]
    if len(kinds) != 1:
        said = " and ".join(kinds) or "none"
        yield Slip((*at, "id"), f"a rule has exactly one kind of check; this one has {said}", None)
    if rule.get("judge") == "body" and rule.get("structure") not in BODY_ASPECTS:
        yield Slip((*at, "judge"), "only the shape of a body is judged as a whole", "leave `judge:` out")
    if "structure" in rule and "at" in rule:
        yield Slip((*at, "at"), "the API table is held against whole entities, not at places", "leave `at:` out")
    for pointer, test in _tests(rule):
        yield from _test((*at, *pointer), test)
    yield from _comparisons((*at, "compare"), rule.get("compare", {}))
    for index, row in enumerate(rule.get("table", {}).get("rows", ())):
        place = (*at, "table", "rows", index)
        cells = [name for name in CELLS if name in row]
        if len(cells) != 1:
            yield Slip(place, f"a row has exactly one check; this one has {' and '.join(cells) or 'none'}", None)
        yield from _comparisons((*place, "compare"), row.get("compare", {}))
    yield from _collections((*at, "known"), rule.get("known", {}), names)
    yield from _referring(at, rule)
    yield from _siblings(at, rule, names)


def condition_tests(at: Pointer, when: dict[str, Any]) -> Iterator[Slip]:
    """Yield what is wrong with the tests of a condition."""
    for pointer, test in _of_condition(when):
        yield from _test((*at, *pointer), test)


def _tests(rule: dict[str, Any]) -> Iterator[tuple[Pointer, Any]]:
    """Yield every value test of a rule, with its pointer from the rule on."""
    yield from _cell_tests(rule)
    for index, row in enumerate(rule.get("table", {}).get("rows", ())):
        yield ("table", "rows", index, "for"), row["for"]
        yield from (((*("table", "rows", index), *pointer), test) for pointer, test in _cell_tests(row))
    yield from ((("when", *pointer), test) for pointer, test in _of_condition(rule.get("when", {})))
    for index, entry in enumerate(rule.get("weaker", ())):
        at: Pointer = ("weaker", index)
        yield from (((*at, "values", name), test) for name, test in entry.get("values", {}).items())
        yield from (((*at, "when", *pointer), test) for pointer, test in _of_condition(entry.get("when", {})))


def _cell_tests(cell: dict[str, Any]) -> Iterator[tuple[Pointer, Any]]:
    for kind in ("values", "must_be"):
        yield from (((kind, name), test) for name, test in cell.get(kind, {}).items())


def _of_condition(when: dict[str, Any]) -> Iterator[tuple[Pointer, Any]]:
    for name, test in when.items():
        if name == "not":
            yield from (((name, *pointer), one) for pointer, one in _of_condition(test))
        elif name == "any":
            for index, part in enumerate(test):
                yield from (((name, index, *pointer), one) for pointer, one in _of_condition(part))
        elif name not in STATES:
            yield (name,), test


def _test(at: Pointer, test: Any) -> Iterator[Slip]:
    if isinstance(test, dict) and test.get("multipleOf", 1) <= 0:
        yield Slip(at, "multipleOf is a number above 0", None)
        return
    if isinstance(test, dict) and not set(test) - {"words"}:
        yield Slip((*at, "words"), "words say what a test expects; there is no test here", None)
        return
    if isinstance(test, dict) and isinstance(test.get("items"), dict):
        yield from _test(at, test["items"])
        test = {word: argument for word, argument in test.items() if word != "items"}
    try:
        expectation(test)
    except BadPatternError as error:
        yield Slip(at, str(error), None)


def _comparisons(at: Pointer, lines: dict[str, Any]) -> Iterator[Slip]:
    for name, line in lines.items():
        operators = [word for word in line if word in OPERATORS]
        if len(operators) != 1:
            said = " and ".join(operators) or "none"
            yield Slip((*at, name), f"a comparison has exactly one operator; this one has {said}", None)
        elif operators[0] in LISTS and not isinstance(line[operators[0]], str):
            yield Slip((*at, name), f"{operators[0]} compares with another list, not with a number", None)


def _collections(at: Pointer, lines: dict[str, Any], names: Names) -> Iterator[Slip]:
    for name, target in lines.items() if lines != GRANTED else ():
        for collection in target if isinstance(target, list) else [target]:
            if collection not in KINDS and not names.is_known(collection):
                hint = near(collection, KINDS) or f"collections are {', '.join(KINDS)}"
                yield Slip((*at, name), f"{collection} is neither a collection nor a parameter", hint)


def _referring(at: Pointer, rule: dict[str, Any]) -> Iterator[Slip]:
    """Yield what is wrong with a rule about the names before dots, which are those of one parameter."""
    if BEFORE_DOT not in rule.get("match", ()):
        return
    for name, target in rule.get("known", {}).items():
        if not isinstance(target, str) or target in KINDS or len(rule["match"]) > 1:
            message = f"{BEFORE_DOT} stands alone, and asks for the texts of one parameter of the same entity"
            yield Slip((*at, "known", name), message, None)


def _siblings(at: Pointer, rule: dict[str, Any], names: Names) -> Iterator[Slip]:
    """Yield what is wrong with rules about the children of a parent, which need operations on such children."""
    parents = {f"{operation.entity}s": PARENTS.get(f"{operation.entity}s") for operation in names.operations}
    if "same_across" in rule and (names.everything or None in parents.values()):
        message = f"same_across is about {', '.join(PARENTS)}; the operations write something else too"
        yield Slip((*at, "same_across"), message, None)
    if rule.get("count", {}).get("of") == "all" and any(rule["count"]["per"] != [one] for one in parents.values()):
        message = "`of: all` counts what stands under one parent, so `per` is the parent alone"
        yield Slip((*at, "count", "per"), message, "such as [campaign_id] for ad groups")
