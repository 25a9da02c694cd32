"""All rules on bodies that nobody expects: no crash, the same answer twice, nothing changed, and no value told."""

from __future__ import annotations

import json
from copy import deepcopy
from functools import lru_cache
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pinvet.model import json_pointer
from pinvet.rulebook.book import Rulebook
from pinvet.rulebook.load import load_packs
from pinvet.rulebook.plan import Plan, Step, Touched
from pinvet.text.patches import apply_patch
from rulebench import Log, judge, table

if TYPE_CHECKING:
    from pinvet.checks.view import View
    from pinvet.rulebook.program import Program

OPERATIONS = (
    "campaigns/create", "campaigns/update", "ad_groups/create", "ad_groups/update", "ads/create", "ads/update",
    "product_group_promotions/create", "product_group_promotions/update", "promotions/create", "promotions/update",
    "items_batch/post", "catalogs_product_groups/create",
)  # fmt: skip
CONTEXT = {
    "campaigns": {"1": {"is_performance_plus": True, "objective_type": "SALES"}},
    "ad_groups": {"5": {"campaign_id": "1", "role": "base"}},
    "listed": ["ad_groups of 1", "promotions"],
}


@lru_cache(maxsize=1)
def our_rules() -> Rulebook:
    rules = [rule for pack in load_packs((), table(None)) for rule in pack.rules]
    return Rulebook(rules, table(), "5.28", selected=frozenset())


@lru_cache(maxsize=32)
def names(operation: str) -> tuple[str, ...]:
    described = table().operation(operation)
    return tuple(
        {step for name in (*described.parameters, *described.wrapper) for step in name.split(".") if step != "*"}
    )


SECRET = "hunter2/is+my secret"  # plain words are shown where the parameter is an enum
SCALARS = st.one_of(
    st.none(),
    st.booleans(),
    st.integers(-2, 40_000_000),
    st.sampled_from([10**400, -(10**400), 1e308, float("inf"), -0.0, 0.1]),
    st.sampled_from(
        ["", "1", "5", "0", "SALES", "ACTIVE", "{{x}}", "<x>", "CAMPAIGN_ID", "²", "\ud800", "2026-11-21", "65+"]
    ),
    st.just(SECRET),
)


def bodies(operation: str) -> st.SearchStrategy[Any]:
    keys = st.sampled_from(names(operation)) | st.sampled_from(["id", "campaign_id", "é", "", "0", "~/"])
    values = st.recursive(
        SCALARS, lambda v: st.lists(v, max_size=3) | st.dictionaries(keys, v, max_size=4), max_leaves=10
    )
    entity = st.dictionaries(keys, values, max_size=8)
    return st.one_of(st.lists(entity, max_size=3), entity, values)


REQUESTS = st.sampled_from(OPERATIONS).flatmap(lambda operation: st.tuples(st.just(operation), bodies(operation)))


@settings(max_examples=50)
@given(REQUESTS, st.booleans())
def test_no_body_makes_a_rule_fall_over(request_: tuple[str, Any], known: bool) -> None:
    operation, body = request_
    before = deepcopy(body)
    context = CONTEXT if known else None
    assume = ["performance-plus", "new-customer-acquisition", "objective=SALES"] if known else []
    judged = judge(our_rules(), body, operation, context=context, assume=assume)
    assert body == before
    again = judge(our_rules(), body, operation, context=context, assume=assume)
    assert (judged.found, judged.skips) == (again.found, again.skips)
    for verdict in judged.verdicts:
        json_pointer(verdict.pointer)
        said = [verdict.message, verdict.fix_title, verdict.contested or "", *(one.message for one in verdict.related)]
        assert not any(SECRET in text for text in said)
        if verdict.pointer and verdict.aspect in ("presence", "value") and verdict.position >= 0:
            assert _stands(body, verdict.pointer), (verdict.message, verdict.pointer)
        assert apply_patch(body, _shown(verdict.patch)) != body or not verdict.patch


def _shown(patch: tuple[dict[str, Any], ...]) -> list[dict[str, Any]]:
    """A patch as a report holds it, with JSON Pointers."""
    return [
        {key: json_pointer(value) if key in ("path", "from") else value for key, value in step.items()}
        for step in patch
    ]


def _stands(value: Any, pointer: tuple[Any, ...]) -> bool:
    for step in pointer:
        inside = value if isinstance(value, dict) else range(len(value)) if isinstance(value, list) else ()
        if step not in inside:
            return False
        value = value[step]
    return True


ANSWERS = st.recursive(
    st.none() | st.sampled_from(["1", "5", 7, True]),
    lambda inner: (
        st.lists(inner, max_size=3)
        | st.dictionaries(
            st.sampled_from(["items", "data", "exceptions", "id", "campaign_id", "bookmark"]), inner, max_size=4
        )
    ),
    max_leaves=10,
)


@settings(max_examples=30)
@given(st.lists(st.tuples(REQUESTS, st.sampled_from([None, 200, 400]), ANSWERS), max_size=4))
def test_no_log_makes_the_account_fall_over(requests: list[Any]) -> None:
    before = deepcopy(requests)
    log = Log(our_rules(), CONTEXT)
    for (operation, body), status, answer in requests:
        judged = log.send(operation, body, status=status, answer=answer)
        assert not any(SECRET in verdict.message for verdict in judged.verdicts)
    log.send("ad_groups/list", None, query={"campaign_ids": ["1"]}, answer={"items": [{"id": "5"}]})
    assert requests == before
    for entities in log.account.entities.values():
        assert all(known.id == identity for identity, known in entities.items())
    assert all(0 <= request < log.number for _, request, *_ in log.end())


@pytest.mark.parametrize("operation", OPERATIONS)
def test_an_empty_entity_of_every_operation_is_told_something_or_nothing_is_required(operation: str) -> None:
    described = table().operation(operation)
    entity: Any = {}
    at = described.body.at if described.body is not None else ()
    body = [entity] if at == ("*",) else {at[0]: [entity]} if at else entity
    judged = judge(our_rules(), body, operation)
    needed = any(known.required and "." not in name for name, known in described.parameters.items())
    assert bool(judged.verdicts) or not needed
    assert json.dumps([one.message for one in judged.verdicts])


class Everything:
    """The plan that leaves nothing out, for any entity."""

    def __init__(self, program: Program) -> None:
        groups = program.groups
        if program.operation.does == "update":
            touched = tuple(Touched(group.condition.holds, group.checks) for group in groups)
            self.plan = Plan(touched=touched, placed=program.placed, is_open=True)
            return
        finders = [tuple((check.kind.find, check) for check in group.checks) for group in groups]
        steps = tuple(Step(n, group.condition.holds, finders[n]) for n, group in enumerate(groups))
        self.plan = Plan(steps, placed=program.placed, is_open=True)

    def of(self, _: View) -> Plan:
        return self.plan


@lru_cache(maxsize=1)
def slow_rules() -> Rulebook:
    """Our rules without any short cut over the shapes of entities."""
    rules = Rulebook(our_rules().rules, table(), "5.28", selected=frozenset())
    for operation in OPERATIONS:
        program = rules.program(operation)
        rules.compiled[operation] = program._replace(plans=Everything(program))  # type: ignore[arg-type]
    return rules


@lru_cache(maxsize=1)
def bases() -> dict[str, list[dict[str, Any]]]:
    """The bases of our packs, by the operations that create."""
    found: dict[str, list[dict[str, Any]]] = {}
    for pack in load_packs((), table(None)):
        value = pack.document.value
        for operation in value.get("operations", ()) if "base" in value else ():
            if operation in OPERATIONS:
                found.setdefault(operation, []).append(value["base"])
    return found


@st.composite
def variations(draw: st.DrawFn) -> tuple[str, list[dict[str, Any]]]:
    """Entities of one operation, near its bases: the same shapes again with other values."""
    operation = draw(st.sampled_from(sorted(bases())))
    described = table().operation(operation)
    tops = sorted({name.partition(".")[0] for name in described.parameters})
    entities = []
    for _ in range(draw(st.integers(1, 4))):
        entity = dict(draw(st.sampled_from(bases()[operation])))
        for name in draw(st.lists(st.sampled_from([*tops, *entity]), max_size=4)):
            known = described.parameters.get(name)
            listed = known.enum if known is not None and known.enum is not None else ()
            entity[name] = draw(SCALARS | st.sampled_from([*listed, True, False, [], {}, ["1"], 0, 5]))
        for name in draw(st.lists(st.sampled_from(sorted(entity)), max_size=2)):
            entity.pop(name, None)
        entities.append(entity)
    return operation, entities


@settings(max_examples=50)
@given(
    variations(),
    st.booleans(),
    st.sampled_from([(), ("performance-plus",), ("no-performance-plus", "objective=SALES")]),
)
def test_what_is_remembered_of_a_shape_changes_no_answer(
    sent: tuple[str, list[dict[str, Any]]], known: bool, assume: tuple[str, ...]
) -> None:
    operation, entities = sent
    at = table().operation(operation).body.at  # type: ignore[union-attr]
    body: Any = entities if at == ("*",) else {at[0]: entities} if at else entities[0]
    context = CONTEXT if known else None
    quick, slow = (
        judge(rules, body, operation, context=context, assume=assume) for rules in (our_rules(), slow_rules())
    )
    assert quick.found == slow.found
    assert quick.skips == slow.skips
    assert [one.message for one in quick.verdicts] == [one.message for one in slow.verdicts]
    for (program, left), (_, right) in zip(quick.outcome.parts, slow.outcome.parts, strict=True):
        assert left.tally.by_rule(program) == right.tally.by_rule(program)
