"""Rules changed on purpose, one thing at a time, to see whether their examples notice."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Iterator
from functools import lru_cache
from typing import TYPE_CHECKING, Any, NamedTuple

from desk import API_VERSION
from entities import packs

from pinvet.api.table import load_table
from pinvet.checks.registry import SPELLING
from pinvet.examples import judge_packs
from pinvet.text.json import read_json

if TYPE_CHECKING:
    from pinvet.examples import Failure
    from pinvet.rulebook.load import Pack
    from pinvet.rulebook.rule import Rule

NEVER = "<0"  # the versions of a rule that holds for none: as if it were not there
TYPES = ("string", "boolean", "number", "array", "object")
FLIPPED = {
    "above": "at_most",
    "at_least": "below",
    "below": "at_least",
    "at_most": "above",
    "disjoint_from": "same_length_as",
    "same_length_as": "disjoint_from",
}
OPPOSITE = {
    "required": "forbidden",
    "forbidden": "required",
    "only": "forbidden",
    "at_most_one": "at_least_one",
    "at_least_one": "at_most_one",
    "exactly_one": "all_or_none",
    "all_or_none": "exactly_one",
}


class Mutant(NamedTuple):
    """A rule with one change, and the change in words."""

    change: str
    rule: Rule


@lru_cache
def homes() -> dict[str, tuple[Pack, int]]:
    """Return the pack and the position in it of every rule, by id."""
    return {rule.id: (pack, number) for pack in packs().values() for number, rule in enumerate(pack.rules)}


@lru_cache
def alone(rule_id: str) -> Pack:
    """Return a pack with this one rule and its examples."""
    pack, number = homes()[rule_id]
    value = {key: item for key, item in pack.document.value.items() if key != "examples"}
    value |= {"pack": "mutants/one", "rules": [value["rules"][number]]}
    document = read_json(json.dumps(value, ensure_ascii=False))
    return pack._replace(document=document, rules=(pack.rules[number],))  # type: ignore[arg-type]  # dumped just now


@lru_cache
def spelling_packs() -> tuple[Pack, ...]:
    """Return our packs with their spelling rules only: what stands by while a rule is judged alone."""
    return tuple(
        pack._replace(rules=tuple(rule for rule in pack.rules if rule.kind == SPELLING)) for pack in packs().values()
    )


def failures(rule_id: str, rule: Rule | None = None) -> list[Failure]:
    """Judge a rule's own examples with the rule, or with a changed one in its place."""
    pack = alone(rule_id)
    if rule is not None:
        pack = pack._replace(rules=(rule,))
    others = [one._replace(rules=tuple(r for r in one.rules if r.id != rule_id)) for one in spelling_packs()]
    return judge_packs([pack, *others], load_table().at(API_VERSION), ["mutants/one"])


def removed(rule: Rule) -> Rule:
    """Return a rule that never holds."""
    return rule._replace(body={**rule.body, "versions": NEVER})


def mutants(rule: Rule) -> Iterator[Mutant]:
    """Yield every changed form of a rule: its check negated, and each of its parts taken out."""
    for change, kind, argument in _arguments(rule.kind, rule.argument):
        yield Mutant(change, rule._replace(kind=kind, argument=argument))
    for key in rule.when[1]:
        own = {name: test for name, test in rule.when[1].items() if name != key}
        yield Mutant(f"without the condition {key}", rule._replace(when=(rule.when[0], own)))
    if rule.when[0]:
        yield Mutant("without the pack's condition", rule._replace(when=({}, rule.when[1])))
    entries = rule.body.get("weaker", ())
    for number in range(len(entries)):
        fewer = [entry for index, entry in enumerate(entries) if index != number]
        yield Mutant(f"without weaker entry {number}", rule._replace(body={**rule.body, "weaker": fewer}))
    if "if_unknown" in rule.body:
        body = {key: value for key, value in rule.body.items() if key != "if_unknown"}
        yield Mutant("a skip where a fact is unknown", rule._replace(body=body))


def _arguments(kind: str, argument: Any) -> Iterator[tuple[str, str, Any]]:
    """Yield (change in words, kind, argument) for a check."""
    if isinstance(argument, dict) and kind == "all_or_none":
        for name in argument:
            yield f"without the pair of {name}", kind, {one: other for one, other in argument.items() if one != name}
    elif kind in OPPOSITE:
        yield f"{OPPOSITE[kind]} instead", OPPOSITE[kind], argument
    if kind in ("required", "forbidden") and len(argument) > 1:
        for name in argument:
            yield f"without {name}", kind, [one for one in argument if one != name]
    changed = CHANGES.get(kind)
    for change, other in changed(argument) if changed is not None else ():
        yield change, kind, other


Changes = Iterable[tuple[str, Any]]


def _tests(argument: dict[str, Any]) -> Changes:
    for name, test in argument.items():
        yield f"{name} negated", {**argument, name: inverse(test)}
        if len(argument) > 1:
            yield f"without {name}", {one: test for one, test in argument.items() if one != name}


def _comparisons(argument: dict[str, Any]) -> Changes:
    for name, spec in argument.items():
        yield f"{name} flipped", {**argument, name: {FLIPPED.get(word, word): other for word, other in spec.items()}}


def _emptiness(argument: dict[str, Any]) -> Changes:
    for name, forms in argument.items():
        yield f"{name} cleared in any form", {**argument, name: [None, "", [], {}, 0, "0", False, ["0"], -1]}
        if forms:
            yield f"{name} never cleared", {**argument, name: []}


def _counts(argument: dict[str, Any]) -> Changes:
    for change, number in (("more", 1), ("less", -1)):
        yield f"one {change} allowed", {**argument, "at_most": argument["at_most"] + number}


def _siblings(argument: dict[str, Any]) -> Changes:
    if argument["within"] == "request":
        yield "any value will do", {**argument, "equal": not argument.get("equal", True)}


def _others(argument: dict[str, Any]) -> Changes:
    """Wait for another operation in other ways: for any of its requests, for none, whenever it comes."""
    for key in ("joined_by", "with"):
        if key in argument:
            yield f"without {key}", {name: part for name, part in argument.items() if name != key}
    awaited = "earlier" if "earlier" in argument else "later"
    yield "waits for nothing that comes", {**argument, awaited: "ads_credit/redeem"}
    if "when_missing" in argument:
        other = {"report": "pass", "pass": "report"}[argument["when_missing"]]
        yield f"{other} where it is missing", {**argument, "when_missing": other}


def _rows(argument: dict[str, Any]) -> Changes:
    rows = argument["rows"]
    for number, row in enumerate(rows):
        before, after = rows[:number], rows[number + 1 :]
        yield f"without row {number}", {**argument, "rows": [*before, *after]}
        cells = ("required", "forbidden", "values", "must_be", "at_least_one", "compare")
        cell = next(name for name in row if name in cells)
        rest = {key: item for key, item in row.items() if key != cell}
        for change, kind, inner in _arguments(cell, row[cell]):
            if kind in ("required", "forbidden", "values", "must_be", "at_least_one", "compare"):
                changed = {**rest, kind: inner}
                yield f"row {number}: {change}", {**argument, "rows": [*before, changed, *after]}
        for one in row["for"] if isinstance(row["for"], list) else ():
            fewer = {**row, "for": [word for word in row["for"] if word != one]}
            yield f"row {number} not for {one}", {**argument, "rows": [*before, fewer, *after]}


def _spellings(argument: dict[str, Any]) -> Changes:
    names = argument.get("names", {})
    for wrong in names:
        fewer = {key: right for key, right in names.items() if key != wrong}
        yield f"{wrong} is right", {**argument, "names": fewer}
    for name, pairs in argument.get("values", {}).items():
        for wrong in pairs:
            fewer = {key: right for key, right in pairs.items() if key != wrong}
            yield f"{name} {wrong} is right", {**argument, "values": {**argument["values"], name: fewer}}


CHANGES: dict[str, Callable[[Any], Changes]] = {
    "values": _tests,
    "must_be": _tests,
    "compare": _comparisons,
    "table": _rows,
    SPELLING: _spellings,
    "empty_as": _emptiness,
    "count": _counts,
    "same_across": _siblings,
    "before": _others,
    "eventually": _others,
    "rate": _counts,
}


def inverse(test: Any) -> Any:
    """Return a value test that what passes this one fails, and mostly the other way round."""
    if not isinstance(test, dict):
        return {"none_of": test if isinstance(test, list) else [test]}
    if "none_of" in test:
        return test["none_of"]
    if "empty" in test:
        return {"empty": not test["empty"]}
    if "items" in test:
        return {"type": "array", "items": inverse(test["items"])}
    if "maxItems" in test:
        return {"minItems": test["maxItems"] + 1}
    if "minItems" in test:
        return {"maxItems": test["minItems"] - 1}
    if "uniqueItems" in test:
        return {"maxItems": 0}
    if "maximum" in test:
        return {"exclusiveMinimum": test["maximum"]}
    if "exactly" in test:
        return {"exactly": ["never"]}
    if "enum" in test or "const" in test:
        return {"none_of": test.get("enum", [test.get("const")])}
    own = test.get("type", ["string", "number"])
    others = [name for name in TYPES if name not in (own if isinstance(own, list) else [own])]
    return {"type": [name for name in others if not (name == "number" and own == "integer")]}
