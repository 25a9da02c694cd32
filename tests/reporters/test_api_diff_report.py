"""The comparison of two versions of the API as it is read: text, Markdown, and JSON by its schema."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import jsonschema
import pytest

from pinvet.api.change import Change, Place
from pinvet.api.sides import Side, sides
from pinvet.checks.registry import ALL_KINDS
from pinvet.reporters.api_diff import FORMATS, Comparison, render
from pinvet.reporters.api_diff.words import sentence
from pinvet.reporters.ids import folded
from pinvet.rulebook.rule import Rule, rule_from
from pinvet.rulebook.touched import touched

SCHEMA = json.loads((Path(__file__).resolve().parents[2] / "schemas/api-diff.v1.schema.json").read_text())
PACK = {
    "pack": "house/own",
    "source": {"title": "Page", "url": "https://example.com", "verified": "2026-11-21"},
    "operations": ["campaigns/create"],
}


def rule(number: int, body: dict[str, Any]) -> Rule:
    common = {"id": f"H10{number}", "name": f"r{number}", "title": "One", "covers": [], "severity": "error"}
    return rule_from(PACK, {**common, "section": "Here", **body}, ALL_KINDS, ours=False)


RULES = (
    rule(1, {"values": {"status": ["ACTIVE", "HELD"]}}),
    rule(2, {"required": ["name"], "when": {"status": "PAUSED"}}),
    rule(3, {"only": ["name", "status"]}),
    rule(4, {"values": {"name": {"maxLength": 255}}}),
    rule(5, {"known": {"request.scope": "token.scopes"}, "operations": ["@catalogs"]}),
    rule(6, {"eventually": {"later": "ads/create"}}),
)


def at(name: str, *operations: str, part: str = "body") -> tuple[Place, ...]:
    return tuple(Place(operation, part, name) for operation in operations or ("campaigns/create",))


def whole(what: Any, name: str, **more: Any) -> Change:
    route = {"method": "GET", "path": f"/{name}"}
    return Change(
        what, (Place(name),), before=route if what == "gone" else None, after=route if what == "came" else None
    )


TEXT = {"type": "string", "maxLength": 9}
CHANGES = (
    Change(
        "changed", at("status", "campaigns/create", "campaigns/list"), "enum", ["ACTIVE", "PAUSED"], ["ACTIVE", "HELD"]
    ),
    Change("changed", at("name"), "maxLength", 255, 300),
    Change("changed", at("name"), "required", True, None),
    Change("came", at("budget"), after={"type": "object"}, inside=("amount", "currency")),
    Change("came", at("label"), after=TEXT),
    Change("came", at("shade"), after={**TEXT, "required": True}),
    Change("renamed", at("name"), before="name", after="title"),
    whole("came", "catalogs_more/list"),
    whole("came", "catalogs_stores/list"),
    whole("gone", "ads/create"),
    Change("changed", (Place("catalogs/list"),), "scopes", ["a:read"], ["a:read", "a:write"]),
    # no rule names these
    Change("changed", at("color"), "minLength", None, 2),
    Change("changed", at("color", part="query"), "default", "red", None),
    Change("changed", (Place("campaigns/create"),), "body.max", 30, 50),
    Change("gone", at("colour", "pins/create", "pins/update"), before=TEXT),
    *(Change("gone", at(f"part_{number}", "pins/create"), before=TEXT) for number in range(7)),
    whole("came", "pins/lists"),
    Change("changed", at("x", "pins/list", part="path"), "type", "string", "integer"),
)


def comparison(changes: tuple[Change, ...] = CHANGES, old: Side | None = None, new: Side | None = None) -> Comparison:
    one = old or Side("old.yaml", "description", "5.1", {})
    return Comparison(one, new or Side("5.2", "version", "5.2", {}), touched(changes, RULES, {}), RULES)


def test_the_text() -> None:
    assert render(comparison(), "text") == (
        """\
Pinterest API, old.yaml (5.1) -> 5.2: 24 changes
  11 touch 6 rules: 1 operation went, 2 operations came, 1 operation changed, 3 parameters came, 1
    parameter renamed, 1 requirement changed, 1 enum changed, 1 limit changed
  13 touch no rule: 1 operation came, 1 operation changed, 8 parameters went, 1 limit changed, 1
    type changed, 1 default changed

Touching rules

  campaigns/create
    ~ name: looks renamed to title
        named by H102-H104
    ~ status: value HELD came; value PAUSED went (also in campaigns/list)
        HELD is named by H101
        PAUSED is named by H102
    ~ name: no longer required
        named by H102, H104
    ~ name: maxLength 255 -> 300
        a limit of it is stated by H104
    + budget, label, shade
        not in the list of H103

  whole operations
    + catalogs_more/list, catalogs_stores/list
        judged, with all of their group, by H105
    - ads/create: GET /ads/create
        named by H106

  catalogs/list
    ~ scope a:write came
        its scopes are judged by H105

Touching none, in operations that rules name

  campaigns/create: 1 operation changed (entities at most 30 -> 50); 1 limit changed (color); 1
    default changed (query color)

In operations that no rule names

  1 operation came, 8 parameters went, 1 type changed
    + pins/lists: GET /pins/lists

next: `pinvet explain H101` shows what a rule asks for, and on which page
`--all` tells each change that touches no rule
"""
    )


def test_every_change_in_text() -> None:
    text = render(comparison(), "text", every=True)
    assert "    + budget: object, 2 parameters inside\n        not in the list of H103\n" in text
    assert "    + shade: string, required\n" in text
    assert "  pins/create, pins/update\n    - colour: string\n" in text
    assert "    - part_0, part_1, part_2, part_3, part_4, part_5, part_6: string\n" in text
    assert "  pins/list\n    ~ path x: type string -> integer\n" in text
    assert "`--all`" not in text


def test_many_names_and_operations_are_shortened() -> None:
    many = tuple(f"pins/make_{letter}" for letter in "abcdef")
    named = comparison((Change("came", at("x", "campaigns/create", *many), after=TEXT),))
    text = render(named, "text")
    assert "    + x: string (also in pins/make_a, pins/make_b, pins/make_c, pins/make_d, pins/make_e,\n" in text
    alone = (*CHANGES, Change("changed", at("name", "campaigns/create", *many), "default", 1, 2))
    short = "default 1 -> 2 (also in pins/make_a, pins/make_b, pins/make_c and 3 more)"
    assert short in " ".join(render(comparison(alone), "text").split())
    beside = comparison(tuple(Change("gone", at(f"p{n}"), before=TEXT) for n in range(21)))
    assert "campaigns/create: 21 parameters went (p0, p1, p2, p3, p4 and 16 more)" in render(beside, "text")
    several = (Place("campaigns/create", "body", "a.x"), Place("campaigns/create", "body", "b.x"))
    twice = comparison(
        (*(Change("gone", at(f"p{n}"), before=TEXT) for n in range(20)), Change("came", several, after=TEXT))
    )
    assert "1 parameter came (a.x at 2 places)" in " ".join(render(twice, "text").split())
    waiting = rule(7, {"before": {"earlier": list(many), "when_missing": "pass"}})
    gone = tuple(Change("gone", at(f"p{n}", *many), before=TEXT) for n in range(21))
    summed = Comparison(named.old, named.new, touched(gone, (waiting,), {}), (waiting,))
    assert "  pins/make_a, pins/make_b, pins/make_c and 3 more: 21 parameters went (p0" in render(summed, "text")


def test_nothing_but_what_touches() -> None:
    text = render(comparison(CHANGES[1:2]), "text")
    assert text.startswith("Pinterest API, old.yaml (5.1) -> 5.2: 1 change\n  1 touches 1 rule: 1 limit changed\n\n")
    assert "Touching none" not in text
    assert "In operations" not in text
    assert "touch no rule" not in text


def test_nothing_that_touches() -> None:
    text = render(comparison(CHANGES[-1:]), "text")
    assert "  1 touches no rule: 1 type changed\n" in text
    assert text.endswith("  pins/list\n    ~ path x: type string -> integer\n")
    many = tuple(Change("gone", at(f"p{n}", "pins/x"), before=TEXT) for n in range(21))
    assert render(comparison(many), "text").endswith("\n\nnext: `--all` tells each change that touches no rule\n")


def test_no_differences() -> None:
    same = comparison(())
    assert render(same, "text") == "no differences between old.yaml (5.1) and 5.2\n"
    assert render(same, "markdown") == "No differences between old.yaml (5.1) and 5.2.\n"
    assert json.loads(render(same, "json"))["changes"] == []


def test_two_versions_of_our_table_are_told_with_what_it_does_not_keep() -> None:
    side = Side("5.2", "version", "5.2", {})
    assert "limits and defaults are those of the newest version" in render(comparison(CHANGES[:1], side, side), "text")


def test_markdown() -> None:
    text = render(comparison(), "markdown")
    assert text.startswith("## Pinterest API, old.yaml (5.1) -&gt; 5.2: 24 changes\n\n- 11 touch 6 rules: ")
    assert (
        "| campaigns/create | **came** budget: object, 2 parameters inside | not in the list of H103 |\n"
        "| campaigns/create | **came** label: string | not in the list of H103 |\n"
    ) in text
    assert "| HELD is named by H101<br>PAUSED is named by H102 |" in text
    assert "| whole operations | **went** ads/create: GET /ads/create | named by H106 |" in text
    assert "<details><summary>In operations that no rule names</summary>\n\n| operations | change |\n" in text
    assert text.endswith("- next: `pinvet explain H101` shows what a rule asks for, and on which page\n")
    assert "<details>" not in render(comparison(), "markdown", every=True)
    assert "### In operations that no rule names\n" in render(comparison(), "markdown", every=True)
    assert "### Touching" not in render(comparison(CHANGES[-1:]), "markdown")


def test_what_a_description_says_is_harmless() -> None:
    bad = Change("changed", at("a|b"), "enum", ["A"], ["A", "<b>`@x`_\x1b[31m"])
    text = render(comparison((bad,)), "markdown", every=True)
    assert "a\\|b: value &lt;b&gt;\\`\\@x\\`\\_\\\\u{1b}\\[31m came" in text
    assert "\x1b" not in render(comparison((bad,)), "text", every=True)


@pytest.mark.parametrize("changes", [CHANGES, (), CHANGES[:1]])
def test_json_is_as_its_schema_says(changes: tuple[Change, ...]) -> None:
    jsonschema.Draft202012Validator.check_schema(SCHEMA)
    document = json.loads(render(comparison(changes), "json"))
    jsonschema.Draft202012Validator(SCHEMA).validate(document)
    assert document["summary"]["changes"] == len(document["changes"]) == len(changes)


def test_json_tells_everything() -> None:
    where = (("kind", ("ONE",)),)
    change = Change("changed", at("status"), "enum", ["ACTIVE"], ["ACTIVE", "HELD"], ("x",), where)
    document = json.loads(render(comparison((change, CHANGES[9])), "json"))
    assert document["schema"] == "pinvet-api-diff/v1"
    assert document["old"] == {"name": "old.yaml", "kind": "description", "version": "5.1", "operations": 0}
    first, second = document["changes"]
    assert first == {
        "what": "changed",
        "of": "parameter",
        "fact": "enum",
        "before": ["ACTIVE"],
        "after": ["ACTIVE", "HELD"],
        "members": {"came": ["HELD"], "gone": []},
        "with": [{"parameter": "kind", "values": ["ONE"]}],
        "inside": ["x"],
        "places": [{"operation": "campaigns/create", "in": "body", "parameter": "status"}],
        "rules": [
            {"id": "H101", "why": "member", "words": ["HELD"]},
            {"id": "H102", "why": "values", "words": []},
        ],
    }
    assert second["places"] == [{"operation": "ads/create", "in": None, "parameter": None}]
    assert (second["of"], second["fact"], second["members"], second["with"]) == ("operation", None, None, [])
    assert [one["id"] for one in document["rules"]] == ["H101", "H102", "H106"]
    assert document["rules"][0] == {
        "id": "H101",
        "name": "r1",
        "title": "One",
        "pack": "house/own",
        "url": "https://example.com",
        "section": "Here",
        "verified": "2026-11-21",
    }


@pytest.mark.parametrize("name", FORMATS)
def test_our_own_versions_in_every_format(name: str) -> None:
    old, new = sides("5.28", "5.28")
    assert render(Comparison(old, new, (), RULES), name)


@pytest.mark.parametrize(
    ("fact", "before", "after", "said"),
    [
        ("required", None, True, "required now"),
        ("required", True, None, "no longer required"),
        ("nullable", None, True, "null is allowed now"),
        ("map", True, None, "only known names inside now"),
        ("fixed", None, True, "never changes, by pinvet's facts"),
        ("documented", True, None, "part of the description now"),
        ("id", None, True, "an id of digits now"),
        ("body", True, None, "no longer has a body"),
        ("body.type", "array", "object", "the body array -> object"),
        ("body.min", 1, None, "entities at least 1 -> none"),
        ("body.parts", {"a": "b"}, None, 'body, parts {"a": "b"} -> none'),
        (
            "body.at",
            ["items", "*"],
            None,
            "entities lay at items.*, which is no longer there; their parameters are not compared",
        ),
        ("body.at", None, ["*"], "entities lay at the body itself, now at *; their parameters are not compared"),
        ("enum", None, ["A", "B"], "only A, B now"),
        ("enum", ["A", 1], None, "any value now, no longer only A, 1"),
        ("enum", ["A"], list("ABCDEFGHIJKL"), "values B, C, D, E, F, G, H, I and 3 more came"),
        ("enum", ["A", "B", "C"], ["A"], "values B, C went"),
        ("scopes", None, ["a:b"], "scope a:b came"),
        ("scopes", ["a:b"], None, "scope a:b went"),
        ("type", ["integer", "string"], "string", "type integer or string -> string"),
        ("default", None, False, "default none -> false"),
        ("unset", [0], None, "what counts as unset 0 -> none"),
        ("unset", [], None, "what counts as unset none -> none"),
        ("a fact of tomorrow", "x" * 99, 1.5, f"a fact of tomorrow {'x' * 57}... -> 1.5"),
        ("branches", ["A"], ["A", "B"], "decides what else is there, by A, B; it was by A"),
        ("branches", None, ["A", "B"], "decides what else is there, by A, B"),
        ("branches", ["A"], None, "no longer decides what else is there"),
        ("when", {"k": ["A"]}, {"k": ["A", "B"]}, "there with k B too"),
        ("when", {"k": ["A", "B"]}, {"k": ["A"]}, "no longer there with k B"),
        ("when", {"k": ["A"]}, {"k": ["B"]}, "there with k B too; no longer there with k A"),
        ("when", {"k": ["A"], "m": ["C", "D"]}, {"k": [], "m": []}, "no longer there with k A or with m C, D"),
    ],
)
def test_facts_in_words(fact: str, before: Any, after: Any, said: str) -> None:
    assert sentence(Change("changed", at("a"), fact, before, after)) == said


def test_changes_in_words() -> None:
    items = {"type": "array", "items": {"type": "string", "enum": ["A"]}}
    came = {"type": "string", "enum": ["A", "B"], "required": True, "when": {"kind": ["ONE"]}}
    with_it = Change("changed", at("a"), "type", "object", "string", ("x", "y"))
    assert sentence(with_it) == "type object -> string, and with it 2 parameters"
    assert (
        sentence(Change("changed", at("a"), "minimum", 1, 2, where=(("kind", ("ONE",)), ("sort", ("A", "B")))))
        == "minimum 1 -> 2, with kind ONE or with sort A, B"
    )
    assert sentence(Change("came", at("a"), after=items, inside=("*",))) == "array of string, one of A"
    assert sentence(Change("came", at("a"), after=came)) == "string, one of A, B, required, with kind ONE"
    assert sentence(Change("gone", at("a"), before={})) == "any type"
    assert sentence(Change("renamed", (Place("a/b"),), before="a/b", after="a/c")) == "now called a/c"


def test_ids_are_folded_as_far_as_they_stand_together() -> None:
    known = ["PP101", "PP102", "PP103", "PP105", "PP201", "PP202", "NC101", "H1"]
    assert folded(["PP103", "PP101", "PP102"], known) == "PP101-PP103"
    assert folded(["PP101", "PP102", "PP105"], known) == "PP101, PP102, PP105"
    assert folded(["PP102", "PP103", "PP105", "PP201", "PP202", "NC101"], known) == "NC101, PP102-PP105, PP201, PP202"
    assert folded(["PP103", "PP105", "PP201", "NC101"], known, wide=True) == "NC101, PP103-PP201"
    assert folded(["NEW1"], known) == "NEW1"
    assert folded([], known) == ""
