"""One fault, one finding: a fixed order over pointer and aspect, so that no two findings can silence each other.

Only a reported finding silences, and notes never do. What rests on a parameter that is itself at fault is judged
after the rest; within that: presence (outer first), value, absence, relation.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from pinvet.checks.registry import SPELLING
from pinvet.model import rank

if TYPE_CHECKING:
    from collections.abc import Iterable

    from pinvet.engine.verdict import Verdict
    from pinvet.model import Pointer

ASPECTS = {"presence": 0, "value": 1, "absence": 2, "relation": 3}


def settle(verdicts: list[Verdict]) -> list[Verdict]:
    """Return the verdicts that are reported; rules that said the same stand in ``also`` of the one that is."""
    if len(verdicts) < 2:
        return verdicts
    faults = {v.pointer for v in verdicts if _is_fault(v) and v.part is None}
    ordered = sorted(verdicts, key=lambda verdict: _order(verdict, faults))
    kept: list[Verdict] = []
    for verdict in ordered:
        position = next((i for i, other in enumerate(kept) if _silences(other, verdict)), None)
        if position is None:
            kept.append(verdict)
        elif verdict.check.rule.id != kept[position].check.rule.id:
            other = kept[position]
            also = tuple(dict.fromkeys((*other.also, verdict.check.rule.id)))
            kept[position] = other._replace(also=also)
    return kept


def _order(verdict: Verdict, faults: set[Pointer]) -> tuple[object, ...]:
    rule = verdict.check.rule
    return (
        verdict.severity == "note",
        any(_rests_on(verdict.rests, pointer) for pointer in faults if pointer != verdict.pointer),
        ASPECTS["presence" if _is_change(verdict) and verdict.severity == "error" else verdict.aspect],
        len(verdict.pointer),
        verdict.check.order,
        -rank(verdict.severity),
        rule.pack.startswith("api/"),
        rule.id,
    )


def _silences(reported: Verdict, verdict: Verdict) -> bool:
    if (reported.position, reported.request, reported.part) != (verdict.position, verdict.request, verdict.part):
        return False
    same_place = reported.pointer == verdict.pointer
    if same_place and reported.aspect == verdict.aspect:
        return _is_same(reported, verdict)
    if reported.severity == "note":
        return False
    if reported.check.rule.kind == SPELLING:
        return False  # what is misspelled is judged under its right name
    if same_place and (_is_one_edit(reported, verdict) or _is_one_edit(verdict, reported)):
        return rank(reported.severity) >= rank(verdict.severity)
    if reported.pointer == reported.entity and reported.aspect in ("presence", "value"):
        return False  # a fact that no parameter leads to stands at the entity: that says nothing of what is in it
    inside = verdict.pointer[: len(reported.pointer)] == reported.pointer and not same_place
    if reported.aspect == "presence" and (inside or (same_place and verdict.aspect == "value")):
        return True
    if reported.aspect == "value" and verdict.aspect == "absence" and (inside or same_place):
        return True
    if reported.aspect == "absence" and verdict.aspect == "absence":
        # what is missing in an object is not said beside the missing object; an alternative is no object
        return (inside and len(reported.names) == 1) or _names_it(reported, verdict)
    return _is_fault(reported) and _rests_on(verdict.rests, reported.pointer)


def _is_same(reported: Verdict, verdict: Verdict) -> bool:
    """Tell whether two verdicts of one place and aspect are one fault.

    What is missing in an object, and a fact that no parameter leads to, stand at the object: they are the same if
    they are about the same name.
    """
    if verdict.aspect == "relation":
        return reported.check.rule.kind == verdict.check.rule.kind
    if verdict.aspect == "absence" or verdict.pointer == verdict.entity:
        return not set(reported.names).isdisjoint(verdict.names)
    return True


def _is_change(verdict: Verdict) -> bool:
    """Tell whether a verdict says that a parameter cannot change."""
    return verdict.check.rule.kind == "immutable"


def _is_one_edit(change: Verdict, verdict: Verdict) -> bool:
    """Tell whether a parameter cannot change, and what it changes to is wrong: who takes it out mends both."""
    return _is_change(change) and verdict.aspect == "value" and verdict.check.rule.kind != SPELLING


def _is_fault(verdict: Verdict) -> bool:
    """Tell whether a verdict says that the parameter it stands at is itself an error."""
    at_parameter = verdict.pointer != verdict.entity
    return at_parameter and verdict.severity == "error" and verdict.aspect in ("presence", "value")


def _names_it(reported: Verdict, verdict: Verdict) -> bool:
    """Tell whether a missing parameter was already said to be missing by name."""
    return len(reported.names) == 1 and len(verdict.names) > 1 and reported.names[0] in verdict.names


def _rests_on(rests: Iterable[Pointer], pointer: Pointer) -> bool:
    return any(pointer == rest[: len(pointer)] for rest in rests)
