"""Every rule is held by its own examples: without it, or with its check turned round, some of them fail."""

from __future__ import annotations

import pytest
from mutants import alone, failures, homes, mutants, removed

RULES = sorted(homes())

# changes that change nothing, and why
EQUIVALENT = {
    ("PP111", "is_performance_plus negated"): "its condition says that the parameter is unset: no value is ever tested",
    ("API003", "without weaker entry 0"): "adds the other side, not a severity; test_documents.py pins it",
    ("API003", "without weaker entry 1"): "the same; test_official_examples.py pins it",
    ("PP108", "without weaker entry 0"): "adds the other side to what at_default makes a note anyway",
}


def invalid_examples(rule_id: str) -> set[tuple[int, int]]:
    """Return the places of a rule's invalid examples."""
    document = alone(rule_id).document
    count = len(document.value["rules"][0]["examples"]["invalid"])
    places = [document.value_place(("rules", 0, "examples", "invalid", index)) for index in range(count)]
    return {(place.line, place.column) for place in places if place is not None}


@pytest.mark.parametrize("rule_id", RULES)
def test_every_invalid_example_fails_without_the_rule(rule_id: str) -> None:
    rule = alone(rule_id).rules[0]
    assert failures(rule_id) == []
    missed = {(one.line, one.column) for one in failures(rule_id, removed(rule)) if one.how == "missing"}
    assert invalid_examples(rule_id) <= missed


@pytest.mark.slow
@pytest.mark.parametrize("rule_id", RULES)
def test_no_change_of_a_rule_goes_unnoticed(rule_id: str) -> None:
    rule = alone(rule_id).rules[0]
    survivors = [mutant.change for mutant in mutants(rule) if not failures(rule_id, mutant.rule)]
    assert survivors == [change for known, change in EQUIVALENT if known == rule_id]
