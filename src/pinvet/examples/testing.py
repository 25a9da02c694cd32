"""Rules tested by their own examples: noisy (found too much), missing (found too little), wrong (another severity).

``finds`` is exact for the rule alone, with all spelling on; under all rules together the same finding is there, or one
that silences it. Every ``weaker`` entry, table row and ``if_unknown`` is reached by an example.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, NamedTuple

from pinvet.examples.base import base_findings
from pinvet.examples.bodies import first_operation
from pinvet.examples.judging import Bench, Found, judge
from pinvet.rulebook.mistakes import Mistake

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from pinvet.api.table import Table
    from pinvet.model import Pointer
    from pinvet.rulebook.load import Pack
    from pinvet.rulebook.rule import Rule


class Failure(NamedTuple):
    """An example that does not do what it says: where it stands, how it fails, and what came out."""

    path: str
    line: int
    column: int
    rule: str
    how: str
    message: str

    def __str__(self) -> str:
        return f"{self.path}:{self.line}:{self.column}: {self.rule} {self.how}: {self.message}"


def judge_packs(
    packs: Sequence[Pack], table: Table, names: Iterable[str] = (), *, beside: Sequence[Rule] = ()
) -> list[Failure]:
    """Judge every example of the named packs (all by default) and return those that fail, in order.

    All rules together are those of the packs, and those ``beside`` them.
    """
    bench = Bench([*beside, *(rule for pack in packs for rule in pack.rules)], table)
    wanted = tuple(names)
    return [
        failure
        for pack in packs
        if not wanted or any(pack.name == name or pack.name.startswith(f"{name}/") for name in wanted)
        for failure in _test_pack(pack, bench)
    ]


def vet(packs: Sequence[Pack], table: Table, *, beside: Sequence[Rule] = ()) -> list[Mistake]:
    """Return what the examples of users' packs show to be wrong with them, as mistakes."""
    names = [pack.name for pack in packs if not pack.ours]
    return [
        Mistake(one.path, one.line, one.column, f"{one.rule} is {one.how}: {one.message}")
        for one in judge_packs(packs, table, names, beside=beside)
    ]


def count_examples(packs: Iterable[Pack]) -> int:
    """Return how many examples the packs hold."""
    return sum(
        len(rule["examples"]["valid"]) + len(rule["examples"]["invalid"])
        for pack in packs
        for rule in pack.document.value["rules"]
    )


def _test_pack(pack: Pack, bench: Bench) -> Iterator[Failure]:
    value = pack.document.value
    yield from _test_base(pack, bench)
    for number, rule in enumerate(pack.rules):
        examples = value["rules"][number]["examples"]
        reached: set[str] = set()
        for group in ("valid", "invalid"):
            for index, example in enumerate(examples[group]):
                at: Pointer = ("rules", number, "examples", group, index)
                for how, message in _test_example(pack, rule, example, group, bench, reached):
                    yield _failure(pack, at, rule.id, how, message)
        yield from _unreached(pack, number, rule, reached)
    for index, example in enumerate(value.get("examples", ())):
        for how, message in _test_whole(pack, example, bench):
            yield _failure(pack, ("examples", index), "pack", how, message)


def _failure(pack: Pack, at: Pointer, rule: str, how: str, message: str) -> Failure:
    place = pack.document.value_place(at) or pack.document.opening_place(at)
    return Failure(pack.path, place.line, place.column, rule, how, message)


def _test_base(pack: Pack, bench: Bench) -> Iterator[Failure]:
    for one in base_findings(pack, bench):
        if not one.stranger:
            where = one.pointer or "the entity"
            yield _failure(pack, ("base",), one.rule, "noisy", f"the base has {_an(one.severity)} at {where}")


def _test_example(
    pack: Pack, rule: Rule, example: dict[str, Any], group: str, bench: Bench, reached: set[str]
) -> Iterator[tuple[str, str]]:
    if group == "invalid" and "finds" not in example and "skips" not in example:
        yield "wrong", "an invalid example says what it finds or skips"
        return
    outcome = judge(pack, example, rule, bench)
    reached |= outcome.reached
    expected = _expected(example.get("finds", {}), rule.severity)
    found = outcome.found.get(rule.id, {})
    yield from _compare(expected, found)
    wanted = set(example.get("skips", ()))
    skipped = outcome.skipped.get(rule.id, set())
    if skipped - wanted and not wanted:
        yield "noisy", f"skipped for want of {', '.join(sorted(skipped))}"
    for fact in sorted(wanted - skipped):
        yield "missing", f"was not skipped for want of {fact}"
    if expected and rule.enabled:
        yield from _test_among_all(pack, rule, example, bench)


def _test_among_all(pack: Pack, rule: Rule, example: dict[str, Any], bench: Bench) -> Iterator[tuple[str, str]]:
    """Under all rules together the finding is there, or in the ``also`` of one, or silenced by another finding."""
    named = {"operation": first_operation(pack.document.value, rule), **example}
    together = judge(pack, named, None, bench)
    silencers = {other for other, silenced in together.also.items() if rule.id in silenced}
    if rule.id not in together.found and not silencers:
        yield "missing", "under all rules together it is neither found nor silenced by a finding"


def _compare(expected: Found, found: Found) -> Iterator[tuple[str, str]]:
    for key in sorted(found.keys() - expected.keys()):
        yield "noisy", f"found {_an(found[key])} at {_where(key)}"
    for key in sorted(expected.keys() - found.keys()):
        yield "missing", f"found nothing at {_where(key)}"
    for key in sorted(expected.keys() & found.keys()):
        if expected[key] != found[key]:
            yield "wrong", f"found {_an(found[key])} instead of {_an(expected[key])} at {_where(key)}"


def _where(key: tuple[int, str]) -> str:
    request, pointer = key
    return f"{pointer or 'the entity'}" + (f" of request {request}" if request else "")


def _an(severity: str) -> str:
    return f"an {severity}" if severity == "error" else f"a {severity}"


def _expected(finds: Any, severity: str) -> Found:
    if isinstance(finds, list):
        return {(0, pointer): severity for pointer in finds}
    expected: Found = {}
    for key, value in finds.items():
        if key.isdigit():  # by request
            expected.update({(int(key), pointer): level for (_, pointer), level in _expected(value, severity).items()})
        else:
            expected[0, key] = value
    return expected


def _test_whole(pack: Pack, example: dict[str, Any], bench: Bench) -> Iterator[tuple[str, str]]:
    outcome = judge(pack, example, None, bench)
    names = {rule.id for rule in pack.rules}
    for rule in sorted(set(example.get("finds", {})) - names):
        yield "wrong", f"{rule} is no rule of this pack"
    for rule in sorted((set(outcome.found) | set(example.get("finds", {}))) & names):
        expected = {(0, pointer) for pointer in example.get("finds", {}).get(rule, [])}
        found = set(outcome.found.get(rule, {}))
        for key in sorted(found - expected):
            yield "noisy", f"{rule} found something at {_where(key)}"
        for key in sorted(expected - found):
            yield "missing", f"{rule} found nothing at {_where(key)}"


def _unreached(pack: Pack, number: int, rule: Rule, reached: set[str]) -> Iterator[Failure]:
    """Yield every ``weaker`` entry, table row and ``if_unknown`` that no example reaches."""
    at: Pointer = ("rules", number)
    for index, entry in enumerate(rule.body.get("weaker", ())):
        if entry["severity"] != "none" and f"{rule.id} weaker {index}" not in reached:
            yield _failure(pack, (*at, "weaker", index), rule.id, "missing", "no example reaches this entry")
    rows = rule.argument["rows"] if rule.kind == "table" else ()
    for index in range(len(rows)):
        if f"{rule.id} row {index}" not in reached:
            yield _failure(pack, (*at, "table", "rows", index), rule.id, "missing", "no example reaches this row")
    if rule.body.get("if_unknown", "skip") != "skip" and f"{rule.id} if_unknown" not in reached:
        yield _failure(pack, (*at, "if_unknown"), rule.id, "missing", "no example reaches this verdict")
