"""Which rules a change of the API touches: what a rule speaks of, and what of that changed."""

from __future__ import annotations

from typing import Any

import pytest

from pinvet.api.change import Change, Place
from pinvet.api.table import load_table
from pinvet.checks.registry import ALL_KINDS
from pinvet.rulebook.load import load_packs
from pinvet.rulebook.mentions import mentions
from pinvet.rulebook.rule import Rule, rule_from
from pinvet.rulebook.said import NOTHING, Said, said_of
from pinvet.rulebook.touched import Touch, named_operations, touched

PACK = {
    "pack": "house/own",
    "source": {"title": "Page", "url": "https://example.com", "verified": "2026-11-21"},
    "operations": ["campaigns/create"],
}


def rule(body: dict[str, Any], **pack: Any) -> Rule:
    common = {"id": "H1", "name": "one", "title": "One", "covers": [], "severity": "error", "section": "Here"}
    return rule_from(PACK | pack, common | body, ALL_KINDS, ours=False)


def named(body: dict[str, Any], **pack: Any) -> set[str]:
    """What a rule names; of other operations with the first of them, of the query and the path with that word."""
    found = set()
    for one in mentions(rule(body, **pack)):
        space = f"{one.operations[0]} " if one.operations else f"{one.part} " if one.part else ""
        found.add(f"{space}{one.name}")
    return found


@pytest.mark.parametrize(
    ("body", "names"),
    [
        ({"required": ["name", "objective_type"]}, {"name", "objective_type"}),
        ({"at_most_one": ["a", ["b", "c"]]}, {"a", "b", "c"}),
        ({"forbidden": ["a"], "at": "targeting_spec"}, {"targeting_spec", "targeting_spec.a"}),
        ({"only": ["a", "b"], "at": "spec"}, {"spec", "spec.a", "spec.b"}),
        ({"values": {"a": [1], "campaign.status": "X"}}, {"a", "campaigns/create status"}),
        (
            {"must_be": {"a": True}, "when": {"set": "b", "not": {"c": 1}, "any": [{"d": 1}, {"unset": ["e"]}]}},
            set("abcde"),
        ),
        ({"empty_as": {"a": ["0"]}, "point": "p"}, {"a", "p"}),
        ({"compare": {"a": {"at_most": "b", "plus": {"days": 3}}, "c": {"above": 5, "as": "number"}}}, set("abc")),
        ({"compare": {"a": {"above": "now"}}}, {"a"}),
        (
            {"table": {"by": "a", "rows": [{"for": "X", "required": ["b"]}, {"for": ["Y"], "values": {"c": 1}}]}},
            set("abc"),
        ),
        ({"spelling": {"names": {"aa": "a"}, "values": {"b": {"x": "X"}}}}, {"aa", "a", "b"}),
        (
            {"known": {"a": ["promotions", "a.b"]}, "match": ["id"], "no_overlap": ["start_time"]},
            {"a", "promotions/create id", "promotions/create start_time"},
        ),
        ({"known": {"a": "ads"}, "match": ["pin_id"]}, {"a"}),
        ({"known": {"request.scope": "token.scopes"}}, {"scopes "}),
        ({"immutable": ["a"]}, {"a"}),
        ({"count": {"per": ["campaign_id"], "distinct": "a", "at_most": 1}}, {"campaign_id", "a"}),
        ({"same_across": {"siblings": "campaign", "parameters": ["a"], "within": "any"}}, {"a"}),
        ({"rate": {"per": "day", "by": ["path.feed_id"], "at_most": 4}}, {"path feed_id"}),
        (
            {
                "before": {
                    "earlier": "ads/list",
                    "joined_by": {"query.ad_group_ids": "ad_group.id", "id": "own"},
                    "with": {"status": "ACTIVE"},
                    "when_missing": "report",
                }
            },
            {"ads/list ad_group_ids", "ad_groups/create id", "ads/list id", "own", "ads/list status"},
        ),
        ({"eventually": {"later": ["a/x", "b/y"]}}, set()),
        ({"structure": "unknown"}, set()),
        ({"required": ["a"], "when": {"declared.performance_plus": True, "entity.b": 1, "was.c": 2}}, set("abc")),
        (
            {
                "required": ["a"],
                "weaker": [{"values": {"b": 1}, "severity": "note"}, {"parameters": ["c"], "when": {"d": 1}}],
                "fix": {"set": {"e": 1}},
            },
            set("abcde"),
        ),
        ({"required": ["a"], "fix": {"remove": "b"}}, {"a", "b"}),
    ],
)
def test_what_a_rule_names(body: dict[str, Any], names: set[str]) -> None:
    assert named(body) == names


def test_the_condition_of_a_pack_is_not_at_the_place_of_a_rule() -> None:
    assert named({"required": ["a"], "at": "s", "when": {"b": 1}}, when={"c": 1}) == {"s", "s.a", "s.b", "c"}


@pytest.mark.parametrize(
    ("test", "words", "limits"),
    [
        ("A", {"A"}, set()),
        (["A", "B", None], {"A", "B"}, set()),
        (True, set(), set()),
        ({"enum": ["A"], "none_of": ["B"], "exactly": ["C"], "const": "D"}, set("ABCD"), set()),
        ({"items": {"enum": ["A"], "maxLength": 3}, "maxItems": 2}, {"A"}, {"length", "items"}),
        ({"minimum": 1, "pattern": "^a", "type": "integer"}, set(), {"number", "form"}),
        ({"const": {"a": 1}}, set(), set()),
    ],
)
def test_what_a_test_says(test: Any, words: set[Any], limits: set[str]) -> None:
    assert said_of(test) == Said(frozenset(words), frozenset(limits))


def test_our_rules_name_what_the_table_knows() -> None:
    """What a rule names is a parameter of its operations, but where it names what is wrong."""
    table = load_table()
    for one in (rule for pack in load_packs((), table) for rule in pack.rules):
        operations = [name for name in one.operations if name in table]
        if one.kind in ("forbidden", "spelling", "structure") or one.body.get("strict") or not operations:
            continue
        known = {name for op in map(table.operation, operations) for name in (*op.parameters, *op.wrapper)}
        for mention in mentions(one):
            if mention.operations or mention.part or mention.name in ("", "id", "role", "position"):
                continue
            outer = mention.name.partition(".*")[0]
            assert any(f"{name}.".startswith(f"{outer}.") for name in known), (one.id, mention.name)


def test_the_check_of_each_of_our_rules_names_something() -> None:
    """A kind that is new has to say what it names."""
    for one in (rule for pack in load_packs((), load_table()) for rule in pack.rules):
        bare = one._replace(when=({}, {}), body={})
        if one.kind != "structure" and not named_operations(one) - set(one.operations):
            assert list(mentions(bare)), one.id


# Changes of parameters


def whys(change: Change, body: dict[str, Any], **pack: Any) -> list[Touch]:
    [told] = touched([change], [rule(body, **pack)], {"ads/list": "ads_read"})
    assert told.change is change
    return list(told.touches)


def at(name: str, operation: str = "campaigns/create", part: str = "body") -> tuple[Place, ...]:
    return (Place(operation, part, name),)


def why(change: Change, body: dict[str, Any], **pack: Any) -> str | None:
    found = whys(change, body, **pack)
    return found[0].why if found else None


@pytest.mark.parametrize("what", ["came", "gone"])
@pytest.mark.parametrize(
    ("name", "body", "expected"),
    [
        ("a", {"required": ["a"]}, "parameter"),
        ("a", {"required": ["a.b"]}, "parameter"),
        ("a.b", {"required": ["a"]}, None),
        ("a.b", {"required": ["a.c"]}, None),
        ("b", {"required": ["a"]}, None),
        ("a.*.b", {"required": ["a.*.b"]}, "parameter"),
        ("a.X.b", {"required": ["a.*.b"]}, "parameter"),
        ("a.*", {"required": ["a"]}, "parameter"),
        ("a", {"required": ["a.*"]}, "parameter"),
        ("a", {"forbidden": ["b"], "when": {"a": 1}}, "parameter"),
        ("a", {"only": ["a"]}, "parameter"),
    ],
)
def test_what_comes_and_goes_touches_who_names_it(what: Any, name: str, body: dict[str, Any], expected: str) -> None:
    assert why(Change(what, at(name)), body) == expected


@pytest.mark.parametrize(
    ("name", "body", "expected"),
    [
        ("b", {"only": ["a"]}, "list"),
        ("s.b", {"only": ["a"], "at": "s"}, "list"),
        ("s.b", {"only": ["s"]}, None),
        ("b", {"only": ["a"], "at": "s"}, None),
    ],
)
def test_what_comes_touches_a_list_without_it(name: str, body: dict[str, Any], expected: str | None) -> None:
    assert why(Change("came", at(name)), body) == expected
    assert why(Change("gone", at(name)), body) is None


def test_a_renamed_parameter_touches_who_names_either_name() -> None:
    change = Change("renamed", at("s.old"), before="old", after="new")
    assert why(change, {"required": ["s.old"]}) == "parameter"
    assert why(change, {"required": ["s.new.x"]}) == "parameter"
    assert why(change, {"required": ["s.other"]}) is None
    assert why(change, {"only": ["old"], "at": "s"}) == "parameter"
    assert why(change, {"only": ["other"], "at": "s"}) == "list"
    assert why(Change("renamed", at("old"), before="old", after="new"), {"required": ["new"]}) == "parameter"


def changed(fact: str, before: Any = None, after: Any = None, name: str = "a") -> Change:
    return Change("changed", at(name), fact, before, after)


def test_a_fact_touches_who_names_the_parameter_itself() -> None:
    assert why(changed("required", None, True), {"forbidden": ["a"]}) == "parameter"
    assert why(changed("required", None, True), {"forbidden": ["a.b"]}) is None
    assert why(changed("type", "object", "array"), {"forbidden": ["a.b"]}) == "parameter"
    assert why(changed("a fact of tomorrow", 1, 2), {"forbidden": ["a"]}) == "parameter"
    assert why(changed("required", None, True), {"only": ["a"]}) is None


def test_a_limit_touches_who_states_one() -> None:
    assert why(changed("maxLength", 9, 5), {"values": {"a": {"minLength": 2}}}) == "limit"
    assert why(changed("maxLength", 9, 5), {"values": {"a": {"maxItems": 2}}}) is None
    assert why(changed("maximum", 9, 5), {"compare": {"a": {"at_most": 5}}}) == "limit"
    assert why(changed("maximum", 9, 5), {"required": ["a"]}) is None


def test_an_enum_touches_who_names_its_words() -> None:
    change = changed("enum", ["A", "B"], ["B", "C"])
    assert whys(change, {"values": {"a": ["A", "C"]}}) == [Touch("H1", "member", ("A", "C"))]
    assert whys(change, {"required": ["b"], "when": {"a": "B"}}) == [Touch("H1", "values")]
    assert whys(change, {"required": ["a"]}) == []
    assert whys(changed("enum", ["A", "B"], ["A"]), {"values": {"a": ["A"]}}) == []
    assert whys(changed("enum", None, ["A"]), {"values": {"a": ["B"]}}) == [Touch("H1", "values")]
    spelling = {"spelling": {"values": {"a": {"B": "A"}}}}
    assert whys(changed("enum", ["A"], None), spelling) == [Touch("H1", "member", ("A",))]


def test_the_gravest_reason_is_told_once() -> None:
    body = {"values": {"a": ["A"]}, "when": {"a": ["B"]}}
    assert whys(changed("enum", ["A", "B"], ["A", "B", "C"]), body) == [Touch("H1", "values")]
    places = (*at("b"), *at("c"))
    assert whys(Change("came", places), {"only": ["b"]}) == [Touch("H1", "parameter")]


def test_only_operations_that_a_rule_speaks_of() -> None:
    gone = Change("gone", at("a", "ads/create"))
    assert why(gone, {"required": ["a"]}) is None
    assert why(gone, {"required": ["a"], "operations": ["@any"]}) == "parameter"
    parent = Change("gone", at("status", "campaigns/update"))
    assert (
        why(parent, {"required": ["a"], "when": {"campaign.status": "X"}, "operations": ["ads/create"]}) == "parameter"
    )


def test_the_query_and_the_path_are_places_of_their_own() -> None:
    body = {"required": ["a"], "when": {"query.b": 1, "path.c": 2}}
    assert why(Change("gone", at("b", part="query")), body) == "parameter"
    assert why(Change("gone", at("b")), body) is None
    assert why(Change("gone", at("c", part="path")), body) == "parameter"
    assert why(Change("gone", at("a", part="path")), body) is None
    assert why(Change("gone", at("a", part="wrapper")), body) == "parameter"
    assert why(Change("gone", at("ad_account_id", "ads/list", part="path")), READS) == "parameter"
    assert why(Change("gone", at("ad_account_id", "ads/create", part="path")), READS) is None


# Changes of operations


def operation(what: Any, name: str, fact: str = "", before: Any = None, after: Any = None) -> Change:
    return Change(what, (Place(name),), fact, before, after)


READS = {"rate": {"per": "minute", "by": ["path.ad_account_id"], "at_most": 4}, "operations": ["@ads_read"]}
WAITING = {"eventually": {"later": "ads/create"}}
SCOPES = {"known": {"request.scope": "token.scopes"}, "operations": ["@catalogs"]}


@pytest.mark.parametrize(
    ("change", "body", "expected"),
    [
        (operation("gone", "campaigns/create"), {"required": ["a"]}, "operation"),
        (operation("gone", "ads/create"), WAITING, "operation"),
        (operation("gone", "ads/create"), {"required": ["a"]}, None),
        (operation("gone", "ads/create"), {"required": ["a"], "operations": ["@any"]}, None),
        (operation("renamed", "x/y", before="x/y", after="campaigns/create"), {"required": ["a"]}, "operation"),
        (
            operation("renamed", "campaigns/create", before="campaigns/create", after="x/y"),
            {"required": ["a"]},
            "operation",
        ),
        (operation("changed", "campaigns/create", "path", "/a", "/b"), {"required": ["a"]}, "operation"),
        (operation("changed", "campaigns/create", "body.at", ["*"], []), {"required": ["a"]}, "operation"),
        (operation("changed", "campaigns/create", "body.max", 30, 50), {"required": ["a"]}, None),
        (operation("came", "catalogs_more/create"), SCOPES, "group"),
        (operation("gone", "catalogs_more/create"), SCOPES, None),
        (operation("came", "ads/list"), READS, "group"),
        (operation("came", "ads/get"), READS, None),
        (operation("came", "ads/get"), {"structure": "unknown", "operations": ["@any"]}, None),
        (operation("changed", "ads/get", "rate", "ads_read", "ads_write"), READS, "group"),
        (operation("changed", "ads/get", "rate", None, "ads_write"), READS, None),
        (operation("changed", "catalogs/create", "scopes", ["a"], ["b"]), SCOPES, "scopes"),
        (operation("changed", "ads/create", "scopes", ["a"], ["b"]), SCOPES, None),
        (operation("changed", "campaigns/create", "scopes", ["a"], ["b"]), {"required": ["a"]}, None),
    ],
)
def test_changes_of_operations(change: Change, body: dict[str, Any], expected: str | None) -> None:
    assert why(change, body) == expected


def test_rules_are_told_by_id_and_operations_are_named() -> None:
    one, two = rule({"required": ["a"]}), rule({"id": "H2", **WAITING})
    [told] = touched([operation("gone", "campaigns/create")], [two, one], {})
    assert [touch.rule for touch in told.touches] == ["H1", "H2"]
    assert named_operations(two) == {"campaigns/create", "ads/create"}
    assert said_of({}) == NOTHING
