"""One fault, one finding: what silences what, and that no fault goes without a finding."""

from __future__ import annotations

from itertools import permutations
from typing import Any

import pytest
from generated import ENTITIES, rule_sets
from hypothesis import given, settings
from hypothesis import strategies as st

from pinvet.engine.precedence import settle
from pinvet.model import json_pointer, rank
from pinvet.rulebook.book import Rulebook
from rulebench import Judged, a_pack, a_rule, create, judge, rules_of, table, update

GROUPS, PROMO = "ad_groups/create", "promotions/create"


def found(judged: Judged) -> list[tuple[str, str]]:
    return [(one.check.rule.id, json_pointer(one.pointer[len(one.entity) :])) for one in judged.verdicts]


def also(judged: Judged) -> dict[str, tuple[str, ...]]:
    return {one.check.rule.id: one.also for one in judged.verdicts}


class TestSamePlaceAndAspect:
    def test_the_order_of_kinds(self) -> None:
        """Spelling, the other kinds, forbidden, structure, only: whatever the severities."""
        rules: dict[str, dict[str, Any]] = {
            "ONLY1": {"only": ["status"]},
            "STRU1": {"structure": "unknown"},
            "FORB1": {"forbidden": ["name", "nmae"]},
            "MOST1": {"at_most_one": ["status", "name"]},
        }
        for order in permutations(rules):
            several = [a_rule(rule, severity="error", **rules[rule]) for rule in order]
            judged = create(several, {"name": "A", "status": "A", "nmae": 1})
            assert set(found(judged)) == {("MOST1", "/name"), ("FORB1", "/nmae")}
            assert also(judged)["MOST1"] == ("FORB1", "ONLY1")
            assert also(judged)["FORB1"] == ("STRU1",)

    def test_a_misspelled_name_is_told_once(self) -> None:
        rules = [
            a_rule("TST1", forbidden=["nmae"]),
            a_rule("TST2", structure="unknown"),
            a_rule("SPL1", spelling={"names": {"nmae": "name"}}),
        ]
        assert found(create(rules, {"nmae": "A"})) == [("SPL1", "/nmae")]

    def test_then_the_graver_then_a_document_before_the_api_then_the_id(self) -> None:
        rules = [a_rule("TST2", forbidden=["name"], severity="warning"), a_rule("TST3", forbidden=["name"])]
        assert create(rules, {"name": "A"}).found == [("TST3", "/0/name", "error")]
        api = rules_of(a_pack(a_rule("AAA1", forbidden=["name"]), pack="api/campaign"))
        page = rules_of(a_pack(a_rule("ZZZ1", forbidden=["name"]), pack="pages/campaign"))
        both = Rulebook([*api, *page], table(), "5.28", selected=frozenset())
        assert found(judge(both, [{"name": "A"}])) == [("ZZZ1", "/name")]
        same = [a_rule("TST5", required=["name"]), a_rule("TST4", required=["name"])]
        assert also(create(same, {})) == {"TST4": ("TST5",)}

    def test_a_rule_that_says_it_twice_is_not_its_own_witness(self) -> None:
        rule = a_rule(forbidden=["name", "name"])
        assert also(create(rule, {"name": "A"})) == {"TST1": ()}

    def test_different_things_missing_in_one_object_are_different_faults(self) -> None:
        rules = [
            a_rule("TST1", at_least_one=["name", "status"]),
            a_rule("TST2", at_least_one=["start_time", "end_time"]),
            a_rule("TST3", at_least_one=["start_time", "daily_spend_cap"]),
        ]
        assert found(create(rules, {"objective_type": "SALES"})) == [("TST1", ""), ("TST2", "")]
        listed = [
            a_rule("TST1", required=["template_values.*.amount"]),
            a_rule("TST2", required=["template_values.*.currency_code"]),
        ]
        assert found(create(listed, {"template_values": [{"x": 1}, {}]}, PROMO)) == [
            ("TST1", "/template_values"),
            ("TST2", "/template_values"),
        ]

    def test_different_facts_that_no_parameter_leads_to_are_different_faults(self) -> None:
        rules = [
            a_rule("TST1", values={"declared.performance_plus": False}),
            a_rule("TST2", must_be={"path.ad_account_id": {"minLength": 5}}),
            a_rule("TST3", must_be={"declared.performance_plus": False}),
        ]
        judged = create(rules, {"name": "A"}, assume=["performance-plus"], path={"ad_account_id": "1"})
        assert [rule for rule, _ in found(judged)] == ["TST1", "TST2"]

    @pytest.mark.parametrize(
        ("change", "value", "told"),
        [("error", "error", "TST1"), ("error", "warning", "TST1"), ("warning", "error", "TST2")],
    )
    def test_a_change_and_the_value_it_is_to_are_one_fault(self, change: str, value: str, told: str) -> None:
        rules = [
            a_rule("TST1", immutable=["objective_type"], severity=change),
            a_rule("TST2", values={"objective_type": "SALES"}, severity=value),
        ]
        known = {"campaigns": {"1": {"objective_type": "SALES"}}}
        judged = update(rules, {"id": "1", "objective_type": "AWARENESS"}, context=known)
        assert found(judged) == [(told, "/objective_type")]
        assert also(judged)[told] == ({"TST1": "TST2", "TST2": "TST1"}[told],)

    def test_a_change_that_is_misspelled_is_two(self) -> None:
        rules = [
            a_rule("TST1", immutable=["objective_type"]),
            a_rule("TST2", spelling={"values": {"objective_type": {"AWARE": "AWARENESS"}}}, severity="warning"),
        ]
        known = {"campaigns": {"1": {"objective_type": "SALES"}}}
        judged = update(rules, {"id": "1", "objective_type": "AWARE"}, context=known)
        assert {rule for rule, _ in found(judged)} == {"TST1", "TST2"}

    def test_relations_of_one_kind_are_one_fault(self) -> None:
        immutable = [a_rule("TST1", immutable=["name"]), a_rule("TST2", immutable=["name"])]
        known = {"campaigns": {"1": {"name": "A"}}}
        assert found(update(immutable, {"id": "1", "name": "B"}, context=known)) == [("TST1", "/name")]
        other = [
            a_rule("TST1", known={"promotion_id": "promotions"}),
            a_rule("TST2", count={"per": ["promotion_id"], "at_most": 0}),
        ]
        judged = create(other, {"promotion_id": "4"}, GROUPS, context={"listed": ["promotions"]})
        assert found(judged) == [("TST1", "/promotion_id"), ("TST2", "/promotion_id")]

    def test_other_entities_are_other_faults(self) -> None:
        judged = judge(a_rule(required=["name"]), [{}, {}])
        assert len(judged.verdicts) == 2
        assert settle(judged.verdicts) == judged.verdicts


class TestPresence:
    def test_it_silences_what_stands_there_and_inside(self) -> None:
        rules = [
            a_rule("TST1", forbidden=["tracking_urls"]),
            a_rule("TST2", values={"tracking_urls": {"type": "string"}}),
            a_rule("TST3", values={"tracking_urls.click": {"maxItems": 1}}),
            a_rule("TST4", required=["tracking_urls.engagement"]),
            a_rule("TST5", forbidden=["tracking_urls.click"]),
        ]
        judged = create(rules, {"tracking_urls": {"click": ["a", "b"]}})
        assert found(judged) == [("TST1", "/tracking_urls")]
        assert also(judged)["TST1"] == ("TST5", "TST2", "TST3", "TST4")

    def test_the_outer_one_first(self) -> None:
        rules = [a_rule("TST1", forbidden=["tracking_urls.click"]), a_rule("TST2", forbidden=["tracking_urls"])]
        assert found(create(rules, {"tracking_urls": {"click": ["a"]}})) == [("TST2", "/tracking_urls")]

    def test_not_beside(self) -> None:
        rules = [a_rule("TST1", forbidden=["name"]), a_rule("TST2", values={"status": "A"})]
        assert len(found(create(rules, {"name": "A", "status": "B"}))) == 2


class TestValueAndAbsence:
    def test_a_wrong_value_silences_what_is_missing_there_and_inside(self) -> None:
        rules = [
            a_rule("TST1", values={"tracking_urls": {"type": "array"}}),
            a_rule("TST2", required=["tracking_urls.click"]),
            a_rule("TST3", required=["name"]),
        ]
        assert found(create(rules, {"tracking_urls": {"x": 1}})) == [("TST1", "/tracking_urls"), ("TST3", "/name")]

    def test_a_missing_object_silences_what_is_missing_in_it(self) -> None:
        rules = [a_rule("TST1", required=["tracking_urls.click"]), a_rule("TST2", required=["tracking_urls"])]
        assert found(create(rules, {"name": "A"})) == [("TST2", "/tracking_urls")]

    def test_a_missing_alternative_does_not(self) -> None:
        rules = [
            a_rule("TST1", at_least_one=["daily_spend_cap", "lifetime_spend_cap"]),
            a_rule("TST2", required=["name"]),
        ]
        assert found(create(rules, {"status": "A"})) == [("TST1", ""), ("TST2", "/name")]

    def test_a_required_parameter_is_not_told_again_as_one_of_several(self) -> None:
        rules = [a_rule("TST1", at_least_one=["name", "status"]), a_rule("TST2", required=["name"])]
        judged = create(rules, {"start_time": 5})
        assert ("TST2", "/name") in found(judged)

    def test_a_fact_at_the_entity_silences_nothing_in_it(self) -> None:
        rules = [
            a_rule("TST1", values={"declared.performance_plus": False}),
            a_rule("TST2", required=["name"]),
            a_rule("TST3", values={"status": "A"}, when={"set": "start_time"}),
        ]
        judged = create(rules, {"status": "B", "start_time": 5}, assume=["performance-plus"])
        assert {rule for rule, _ in found(judged)} == {"TST1", "TST2", "TST3"}


class TestRestingOnAFault:
    def test_a_condition(self) -> None:
        rules = [
            a_rule("TST1", forbidden=["daily_spend_cap"]),
            a_rule("TST2", required=["name"], when={"set": "daily_spend_cap"}),
            a_rule("TST3", values={"status": "A"}, when={"set": "daily_spend_cap"}),
        ]
        judged = create(rules, {"daily_spend_cap": 5, "status": "B"})
        assert found(judged) == [("TST1", "/daily_spend_cap")]
        assert also(judged)["TST1"] == ("TST3", "TST2")

    def test_inside_of_what_is_at_fault(self) -> None:
        rules = [
            a_rule("TST1", required=["name"], when={"set": "tracking_urls.click"}),
            a_rule("TST2", values={"tracking_urls": {"type": "string"}}),
            a_rule("TST3", forbidden=["status"], when={"set": "tracking_urls.click"}),
        ]
        judged = create(rules, {"tracking_urls": {"click": ["u"]}, "status": "A"})
        assert found(judged) == [("TST2", "/tracking_urls")]

    def test_the_key_of_a_table(self) -> None:
        rules = [
            a_rule("TST1", values={"promotion_type": ["A"]}),
            a_rule("TST2", table={"by": "promotion_type", "rows": [{"for": "B", "required": ["promotion_title"]}]}),
        ]
        assert found(create(rules, {"promotion_type": "B"}, PROMO)) == [("TST1", "/promotion_type")]

    def test_what_stands_beside(self) -> None:
        rules = [a_rule("TST1", forbidden=["start_time"]), a_rule("TST2", all_or_none=["start_time", "end_time"])]
        assert found(create(rules, {"start_time": 5})) == [("TST1", "/start_time")]

    def test_the_other_side_of_a_comparison(self) -> None:
        rules = [a_rule("TST1", forbidden=["end_time"]), a_rule("TST2", compare={"start_time": {"below": "end_time"}})]
        assert found(create(rules, {"start_time": 9, "end_time": 5})) == [("TST1", "/end_time")]

    def test_only_an_error_does(self) -> None:
        rules = [
            a_rule("TST1", forbidden=["daily_spend_cap"], severity="warning"),
            a_rule("TST2", required=["name"], when={"set": "daily_spend_cap"}),
        ]
        assert len(found(create(rules, {"daily_spend_cap": 5}))) == 2

    def test_a_finding_at_the_parameter_itself_stays(self) -> None:
        rules = [
            a_rule("TST1", values={"status": "A"}, when={"status": {"none_of": ["A"]}}),
            a_rule("TST2", forbidden=["name"]),
        ]
        assert len(found(create(rules, {"status": "B", "name": "A"}))) == 2

    def test_of_two_that_rest_on_each_other_one_is_told(self) -> None:
        rules = [
            a_rule("TST1", values={"name": "A"}, when={"set": "status"}),
            a_rule("TST2", values={"status": "A"}, when={"set": "name"}),
        ]
        assert found(create(rules, {"name": "B", "status": "B"})) == [("TST1", "/name")]


class TestNotes:
    def test_a_note_never_silences_more_than_a_note(self) -> None:
        rules = [
            a_rule("TST1", forbidden=["tracking_urls"], severity="note"),
            a_rule("TST2", values={"tracking_urls.click": {"maxItems": 1}}, severity="warning"),
            a_rule("TST3", required=["tracking_urls.engagement"]),
        ]
        judged = create(rules, {"tracking_urls": {"click": ["a", "b"]}})
        assert {rule for rule, _ in found(judged)} == {"TST1", "TST2", "TST3"}

    def test_at_the_same_place_the_note_gives_way(self) -> None:
        rules = [a_rule("TST1", forbidden=["name"], severity="note"), a_rule("TST2", only=["status"])]
        assert create(rules, {"name": "A"}).found == [("TST2", "/0/name", "error")]


@settings(max_examples=60)
@given(rule_sets(), ENTITIES)
def test_every_single_fault_yields_a_finding(rules: list[dict[str, Any]], entity: dict[str, Any]) -> None:
    """What one rule finds alone is found among all, by it or by one that names it; notes silence nothing graver."""
    together = create(rules, entity)
    told = {one.check.rule.id for one in together.verdicts}
    spelling = [rule for rule in rules if "spelling" in rule]
    for rule in rules:
        alone = create([rule, *(one for one in spelling if one is not rule)], entity)
        mine = [one for one in alone.verdicts if one.check.rule.id == rule["id"]]
        if not mine:
            assert rule["id"] not in told
            continue
        witnesses = [one for one in together.verdicts if rule["id"] in (one.check.rule.id, *one.also)]
        assert witnesses, rule
        if any(one.severity != "note" for one in mine):
            assert any(one.severity != "note" for one in witnesses)


@settings(max_examples=60)
@given(rule_sets(), ENTITIES, st.randoms(use_true_random=False))
def test_the_order_of_rules_changes_nothing(rules: list[dict[str, Any]], entity: dict[str, Any], random: Any) -> None:
    spelling = [rule for rule in rules if "spelling" in rule][:1]
    others = [rule for rule in rules if "spelling" not in rule]
    shuffled = random.sample(others, len(others))
    first, second = create([*spelling, *others], entity), create([*spelling, *shuffled], entity)
    assert first.found == second.found
    assert also(first) == also(second)


@settings(max_examples=60)
@given(rule_sets(), ENTITIES)
def test_what_is_told_silences_nothing_else_that_is_told(rules: list[dict[str, Any]], entity: dict[str, Any]) -> None:
    told = create(rules, entity).verdicts
    again = settle([one._replace(also=()) for one in told])
    assert {(one.check.rule.id, one.pointer) for one in again} == {(one.check.rule.id, one.pointer) for one in told}
    places = [(one.pointer, one.aspect, one.names) for one in told if one.aspect != "relation"]
    assert len(places) == len(set(places))
    for one in told:
        for other in told:
            graver = rank(one.severity) > 0 and one.pointer != one.entity
            inside = other.pointer[: len(one.pointer)] == one.pointer and other.pointer != one.pointer
            if graver and inside and one.check.rule.kind != "spelling":
                assert one.aspect != "presence", (one.message, other.message)
