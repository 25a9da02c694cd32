"""Two versions of the API compared: every edit of a description is told once, and nothing else."""

from __future__ import annotations

import copy
import json
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pinvet.api.build import write_table
from pinvet.api.change import Change, Place
from pinvet.api.describe import Layout, operations
from pinvet.api.diff import differences
from pinvet.api.error import ApiTableError
from pinvet.api.facts import doing
from pinvet.api.merge import Version, merged
from pinvet.api.operation import Operation
from pinvet.api.parameter import Parameter
from pinvet.api.sides import sides
from pinvet.api.table import load_table

OFFICIAL = Path(__file__).resolve().parents[3] / "shared" / "reference" / "openapi-5.23.0.yaml"
needs_official = pytest.mark.skipif(not OFFICIAL.is_file(), reason="the official description is not here")
PATH = "/ad_accounts/{ad_account_id}/things"
STATUS = {"type": "string", "enum": ["ACTIVE", "PAUSED"], "default": "ACTIVE"}


def obj(required: list[str] | None = None, **properties: object) -> dict[str, Any]:
    return {"type": "object", "properties": properties} | ({"required": required} if required else {})


def described(things: dict[str, Any] | None = None) -> dict[str, Any]:
    """A small API: things are created, updated, listed; parts hold a thing each; the status is shared by all."""
    thing = things or obj(
        ["name"],
        name={"type": "string", "maxLength": 255},
        status={"$ref": "#/components/schemas/Status"},
        size=obj(width={"type": "integer", "minimum": 1}, height={"type": "integer"}, unit={"type": "string"}),
        tags={"type": "array", "items": {"type": "string", "enum": ["A", "B"]}, "maxItems": 3},
    )
    account = {"name": "ad_account_id", "in": "path", "required": True, "schema": {"type": "string"}}
    ref = {"$ref": "#/components/schemas/Thing"}

    def posted(name: str, schema: dict[str, Any], **more: Any) -> dict[str, Any]:
        content = {"application/json": {"schema": schema}}
        security = [{"oauth": ["ads:read", "ads:write"]}]
        return {"operationId": name, "requestBody": {"content": content}, "security": security, **more}

    return {
        "openapi": "3.0.3",
        "info": {"version": "5.1.0"},
        "paths": {
            PATH: {
                "parameters": [account],
                "post": posted("things/create", {"type": "array", "minItems": 1, "maxItems": 30, "items": ref}),
                "patch": posted("things/update", {"type": "array", "items": ref}),
                "get": {
                    "operationId": "things/list",
                    "parameters": [
                        {"name": "page_size", "in": "query", "schema": {"type": "integer", "maximum": 250}},
                        {
                            "name": "statuses",
                            "in": "query",
                            "schema": {"type": "array", "items": {"$ref": "#/components/schemas/Status"}},
                        },
                    ],
                },
            },
            "/parts": {"post": posted("parts/create", obj(["thing"], thing=ref), **{"x-ratelimit-category": "write"})},
        },
        "components": {"schemas": {"Thing": thing, "Status": copy.deepcopy(STATUS)}},
    }


def table(root: dict[str, Any], layouts: dict[str, Layout] | None = None) -> dict[str, Operation]:
    stored = merged([Version("5.1", operations(root, "here", layouts or {}), is_overlay=False)])
    for one in stored.values():
        one |= {"entity": None, "does": doing(one["id"], one["method"])}
    return {name: Operation(one) for name, one in stored.items()}


def changes(old: dict[str, Any], new: dict[str, Any], layouts: dict[str, Layout] | None = None) -> tuple[Change, ...]:
    return differences(table(old, layouts), table(new, layouts))


def edited(old: dict[str, Any], edit: Any, layouts: dict[str, Layout] | None = None) -> Change:
    """Return the one change that an edit makes."""
    new = copy.deepcopy(old)
    edit(new)
    found = changes(old, new, layouts)
    assert len(found) == 1, found
    return found[0]


def thing(root: dict[str, Any]) -> dict[str, Any]:
    properties: dict[str, Any] = root["components"]["schemas"]["Thing"]["properties"]
    return properties


def places(change: Change) -> list[str]:
    return [":".join(part for part in place if part) for place in change.places]


def test_the_same_is_no_difference() -> None:
    assert changes(described(), described()) == ()


EVERYWHERE = ["parts/create:body:thing.{}", "things/create:body:{}", "things/update:body:{}"]


def everywhere(name: str) -> list[str]:
    return [place.format(name) for place in EVERYWHERE]


def test_a_parameter_that_came_goes_with_all_that_is_in_it() -> None:
    new = obj(x={"type": "integer"}, y=obj(z={"type": "string"}))
    change = edited(described(), lambda root: thing(root).update(place=new))
    assert (change.what, change.fact, change.before, change.after) == ("came", "", None, {"type": "object"})
    assert places(change) == everywhere("place")
    assert change.inside == ("x", "y", "y.z")
    assert change.operations == ("parts/create", "things/create", "things/update")
    assert not change.of_operation


def test_a_list_that_went_is_told_with_its_items() -> None:
    change = edited(described(), lambda root: thing(root).pop("tags"))
    assert (change.what, change.after, change.inside) == ("gone", None, ("*",))
    assert change.before == {"type": "array", "maxItems": 3, "items": {"type": "string", "enum": ["A", "B"]}}


@pytest.mark.parametrize("name", ["heading", "names"])
def test_a_parameter_with_the_same_facts_beside_it_was_renamed(name: str) -> None:
    def rename(root: dict[str, Any]) -> None:
        thing(root)[name] = thing(root).pop("name")
        root["components"]["schemas"]["Thing"]["required"] = [name]

    change = edited(described(), rename)
    assert (change.what, change.before, change.after, places(change)) == ("renamed", "name", name, everywhere("name"))


def test_a_renamed_parameter_that_is_required_no_longer_is_two_changes() -> None:
    new = described()
    thing(new)["heading"] = thing(new).pop("name")
    renamed, changed = sorted(changes(described(), new), key=lambda one: one.fact)
    assert (renamed.what, renamed.after, places(renamed)) == ("renamed", "heading", everywhere("name"))
    assert (changed.fact, changed.before, changed.after) == ("required", True, None)


def test_an_object_that_was_renamed_is_one_change() -> None:
    change = edited(described(), lambda root: thing(root).update(extent=thing(root).pop("size")))
    assert (change.what, change.before, change.after, change.inside) == ("renamed", "size", "extent", ())


def test_what_is_alike_but_for_a_fact_is_renamed_and_changed() -> None:
    new = described()
    thing(new)["widths"] = obj(width={"type": "integer", "minimum": 2}, height={"type": "integer"})
    thing(new)["sizes"] = thing(new).pop("size")
    thing(new)["sizes"]["properties"]["width"]["minimum"] = 2
    del thing(new)["widths"]
    renamed, changed = changes(described(), new)
    assert (renamed.what, renamed.before, renamed.after) == ("renamed", "size", "sizes")
    assert (changed.fact, changed.before, changed.after, places(changed)) == ("minimum", 1, 2, everywhere("size.width"))


def test_names_that_are_alike_twice_are_told_apart_by_their_likeness() -> None:
    old = described(obj(start_day={"type": "string"}, end_day={"type": "string"}))
    new = described(obj(start_date={"type": "string"}, end_date={"type": "string"}))
    found = {(one.what, one.before, one.after) for one in changes(old, new)}
    assert found == {("renamed", "start_day", "start_date"), ("renamed", "end_day", "end_date")}


def test_what_is_neither_alike_in_facts_nor_in_name_went_and_came() -> None:
    old = described(obj(color={"type": "string", "maxLength": 3}, count={"type": "integer"}))
    new = described(obj(paint={"type": "string", "maxLength": 4}, counts={"type": "string"}))
    assert sorted((one.what, one.places[0].name) for one in changes(old, new)) == [
        ("came", "thing.counts"),
        ("came", "thing.paint"),
        ("gone", "thing.color"),
        ("gone", "thing.count"),
    ]


def test_two_likely_names_for_one_are_none() -> None:
    old = described(obj(spend_cap_one={"type": "string"}, spend_cap_two={"type": "string"}))
    new = described(obj(spend_cap={"type": "string"}))
    assert sorted(one.what for one in changes(old, new)) == ["gone", "renamed"]


def test_of_very_many_names_none_is_guessed_to_be_another() -> None:
    old, new = (
        described(obj(**{f"{word}_{number}": {"type": "string"} for number in range(101)}))
        for word in ("some_name", "same_name")
    )
    assert {one.what for one in changes(old, new)} == {"gone", "came"}


@pytest.mark.parametrize(
    ("name", "schema", "fact", "before", "after"),
    [
        ("name", {"type": "string", "maxLength": 300}, "maxLength", 255, 300),
        ("name", {"type": "string"}, "maxLength", 255, None),
        ("name", {"type": "string", "maxLength": 255, "nullable": True}, "nullable", None, True),
        ("name", {"type": "string", "maxLength": 255, "pattern": "^a"}, "pattern", None, "^a"),
        ("name", {"type": "string", "maxLength": 255, "default": "x"}, "default", None, "x"),
    ],
)
def test_a_fact_that_changed(name: str, schema: dict[str, Any], fact: str, before: Any, after: Any) -> None:
    change = edited(described(), lambda root: thing(root).update({name: schema}))
    assert (change.what, change.fact, change.before, change.after) == ("changed", fact, before, after)
    assert places(change) == everywhere(name)


def test_a_number_is_the_same_however_it_is_written_but_true_is_not_one() -> None:
    one, same, other = (described(obj(a={"maximum": 1, "default": value})) for value in (1, 1.0, True))
    assert changes(one, same) == ()
    assert [(change.before, change.after) for change in changes(one, other)] == [(1, True)]


def test_what_is_inside_goes_and_comes_with_the_type() -> None:
    change = edited(described(), lambda root: thing(root).update(size={"type": "array", "items": {"type": "string"}}))
    assert (change.fact, change.before, change.after) == ("type", "object", "array")
    assert change.inside == ("height", "unit", "width", "*")


def test_the_last_member_of_an_object_goes_without_another_word() -> None:
    old = described(obj(size=obj(width={"type": "integer"})))
    change = edited(old, lambda root: thing(root)["size"]["properties"].clear())
    assert (change.what, places(change)) == ("gone", everywhere("size.width"))


def test_an_object_that_takes_free_names_now_is_told() -> None:
    change = edited(described(), lambda root: thing(root)["size"].update(additionalProperties=True))
    assert (change.fact, change.before, change.after) == ("map", None, True)


def test_a_shared_enum_is_one_change_under_all_its_names() -> None:
    change = edited(described(), lambda root: root["components"]["schemas"]["Status"].update(enum=["ACTIVE", "HELD"]))
    assert (change.fact, change.before, change.after) == ("enum", ["ACTIVE", "PAUSED"], ["ACTIVE", "HELD"])
    assert places(change) == [
        "parts/create:body:thing.status",
        "things/create:body:status",
        "things/list:query:statuses.*",
        "things/update:body:status",
    ]


def test_the_order_of_an_enum_says_nothing() -> None:
    new = described()
    new["components"]["schemas"]["Status"]["enum"].reverse()
    assert changes(described(), new) == ()


@pytest.mark.parametrize(("before", "after"), [(None, ["A"]), (["A"], None)])
def test_an_enum_comes_and_goes(before: list[str] | None, after: list[str] | None) -> None:
    old, new = (described(obj(kind={"type": "string", **({"enum": one} if one else {})})) for one in (before, after))
    [change] = changes(old, new)
    assert (change.fact, change.before, change.after) == ("enum", before, after)


@pytest.mark.parametrize(("required", "after"), [([], None), (["name", "tags"], True)])
def test_what_is_required(required: list[str], after: bool | None) -> None:
    change = edited(described(), lambda root: root["components"]["schemas"]["Thing"].update(required=required))
    assert (change.fact, change.after) == ("required", after)
    assert places(change) == everywhere("tags" if after else "name")


def test_parameters_of_the_query_and_the_path() -> None:
    def edit(root: dict[str, Any]) -> None:
        root["paths"][PATH]["get"]["parameters"][0]["schema"]["maximum"] = 100

    change = edited(described(), edit)
    assert (change.fact, change.before, change.after) == ("maximum", 250, 100)
    assert change.places == (Place("things/list", "query", "page_size"),)

    def rename(root: dict[str, Any]) -> None:
        root["paths"]["/ad_accounts/{account_id}/things"] = root["paths"].pop(PATH)
        root["paths"]["/ad_accounts/{account_id}/things"]["parameters"][0]["name"] = "account_id"

    change = edited(described(), rename)
    assert (change.what, change.before, change.after) == ("renamed", "ad_account_id", "account_id")
    assert places(change) == [f"things/{name}:path:ad_account_id" for name in ("create", "list", "update")]


# Operations


def test_an_operation_that_went_and_one_that_came() -> None:
    gone = edited(described(), lambda root: root["paths"].pop("/parts"))
    assert (gone.what, gone.of_operation, places(gone)) == ("gone", True, ["parts/create"])
    assert (gone.before, gone.after) == ({"method": "POST", "path": "/parts"}, None)
    new = described()
    old = copy.deepcopy(new)
    del old["paths"]["/parts"]
    [came] = changes(old, new)
    assert (came.what, came.after) == ("came", {"method": "POST", "path": "/parts"})


def create(root: dict[str, Any]) -> dict[str, Any]:
    operation: dict[str, Any] = root["paths"][PATH]["post"]
    return operation


def test_an_operation_with_another_id_is_known_by_its_route() -> None:
    change = edited(described(), lambda root: create(root).update(operationId="things/make"))
    assert (change.what, change.before, change.after) == ("renamed", "things/create", "things/make")


def test_another_method_path_and_body() -> None:
    def method(root: dict[str, Any]) -> None:
        root["paths"][PATH]["put"] = root["paths"][PATH].pop("post")

    change = edited(described(), method)
    assert (change.fact, change.before, change.after) == ("method", "POST", "PUT")
    change = edited(described(), lambda root: root["paths"].update({"/pieces": root["paths"].pop("/parts")}))
    assert (change.fact, change.before, change.after) == ("path", "/parts", "/pieces")
    change = edited(described(), lambda root: create(root).pop("requestBody"))
    assert (change.fact, change.before, change.after) == ("body", True, None)
    assert change.inside == ("name", "size", "status", "tags")
    body = {"content": {"application/json": {"schema": {"$ref": "#/components/schemas/Thing"}}}}
    change = edited(described(), lambda root: create(root).update(requestBody=body))
    assert (change.fact, change.before, change.after) == ("body.type", "array", "object")


def test_how_many_entities_a_body_takes() -> None:
    def edit(root: dict[str, Any]) -> None:
        create(root)["requestBody"]["content"]["application/json"]["schema"]["maxItems"] = 50

    change = edited(described(), edit)
    assert (change.fact, change.before, change.after) == ("body.max", 30, 50)


def test_a_scope_of_many_operations_is_one_change() -> None:
    def edit(root: dict[str, Any]) -> None:
        for path in root["paths"].values():
            for one in path.values():
                if "security" in one:
                    one["security"] = [{"oauth": ["ads:write", "ads:manage"]}]

    change = edited(described(), edit)
    assert (change.fact, change.before) == ("scopes", ["ads:read", "ads:write"])
    assert change.after == ["ads:manage", "ads:write"]
    assert places(change) == ["parts/create", "things/create", "things/update"]


def test_the_class_of_a_rate_limit() -> None:
    change = edited(described(), lambda root: root["paths"]["/parts"]["post"].pop("x-ratelimit-category"))
    assert (change.fact, change.before, change.after) == ("rate", "write", None)


def test_where_entities_have_moved_nothing_else_is_told() -> None:
    old, new = described(), described()
    layouts = {"parts/create": Layout(("thing",))}
    schema = new["paths"]["/parts"]["post"]["requestBody"]["content"]["application/json"]["schema"]
    schema["properties"] = {"item": schema["properties"]["thing"]}
    schema["required"] = ["item"]
    [change] = differences(table(old, layouts), table(new))
    assert (change.fact, change.before, change.after) == ("body.at", ["thing"], None)


# Unions


def branch(kind: str, **properties: object) -> dict[str, Any]:
    return obj(["kind"], kind={"type": "string", "enum": [kind]}, **properties)


def union(*branches: dict[str, Any]) -> dict[str, Any]:
    return described({"oneOf": list(branches), "discriminator": {"propertyName": "kind"}})


TEXT = {"type": "string", "maxLength": 9}
COLORS = obj(red={"type": "integer"}, blue={"type": "integer"})
BRANCHES = (
    branch("ONE", label=TEXT, alone=TEXT, colors=COLORS),
    branch("TWO", label=TEXT, colors=COLORS),
    branch("THREE", label=TEXT),
)


def of_union(*branches: dict[str, Any]) -> tuple[Change, ...]:
    return changes(union(*BRANCHES), union(*branches))


def test_a_branch_that_differs_is_told_with_its_value() -> None:
    other = branch("TWO", label={"type": "string", "maxLength": 5}, colors=COLORS)
    [change] = of_union(BRANCHES[0], other, BRANCHES[2])
    assert (change.fact, change.before, change.after) == ("maxLength", 9, 5)
    assert change.where == (("thing.kind", ("TWO",)),)
    assert places(change) == everywhere("label")


def test_what_changes_in_every_branch_is_told_once() -> None:
    short = {"type": "string", "maxLength": 5}
    [change] = of_union(
        branch("ONE", label=short, alone=TEXT, colors=COLORS),
        branch("TWO", label=short, colors=COLORS),
        branch("THREE", label=short),
    )
    assert (change.fact, change.before, change.after, change.where) == ("maxLength", 9, 5, ())


def test_a_branch_that_came_is_a_value_that_came() -> None:
    [change] = of_union(*BRANCHES, branch("FOUR", label=TEXT))
    assert (change.fact, change.after) == ("enum", ["ONE", "TWO", "THREE", "FOUR"])


def test_a_branch_under_another_name_is_a_value_under_another_name() -> None:
    [change] = of_union(branch("EINS", label=TEXT, alone=TEXT, colors=COLORS), *BRANCHES[1:])
    assert (change.fact, change.after) == ("enum", ["EINS", "TWO", "THREE"])


def test_a_parameter_that_leaves_a_branch_takes_with_it_what_is_inside() -> None:
    [change] = of_union(BRANCHES[0], branch("TWO", label=TEXT), BRANCHES[2])
    assert change.fact == "when"
    assert (change.before, change.after) == ({"thing.kind": ["ONE", "TWO"]}, {"thing.kind": ["ONE"]})
    assert places(change) == everywhere("colors")


def test_a_type_of_one_branch_is_told_of_that_branch_alone() -> None:
    [change] = of_union(branch("ONE", label={"type": "integer"}, alone=TEXT, colors=COLORS), *BRANCHES[1:])
    assert (change.fact, change.before, change.after) == ("type", "string", "integer")
    assert change.where == (("thing.kind", ("ONE",)),)
    # what is inside follows, whether other branches still have it or none does
    [change] = of_union(branch("ONE", label=TEXT, alone=TEXT, colors={"type": "string"}), *BRANCHES[1:])
    assert (change.fact, change.before, change.after, change.inside) == ("type", "object", "string", ())
    [change] = of_union(branch("ONE", label=obj(a=TEXT), alone=TEXT, colors=COLORS), *BRANCHES[1:])
    assert (change.fact, change.before, change.after, change.inside) == ("type", "string", "object", ("a",))


def test_the_loosest_limit_follows_from_the_branch_that_has_it() -> None:
    def limited(length: int) -> dict[str, Any]:
        return union(branch("ONE", label={"type": "string", "maxLength": length}), branch("TWO", label=TEXT))

    [change] = changes(limited(5), limited(99))
    assert (change.fact, change.before, change.after) == ("maxLength", 5, 99)
    assert change.where == (("thing.kind", ("ONE",)),)


def sort(word: str, **properties: object) -> dict[str, Any]:
    return obj(["sort"], sort={"type": "string", "enum": [word]}, **properties)


def old_and_new(*branches: dict[str, Any], **old: Any) -> dict[str, Any]:
    """A union beside which an older form stands that does not know its deciding parameter."""
    return described({"oneOf": [{"oneOf": list(branches), "discriminator": {"propertyName": "kind"}}, obj(**old)]})


def test_what_leaves_a_union_and_stays_beside_it_is_no_longer_there() -> None:
    branches = [branch("ONE", label=TEXT), branch("TWO")]
    without = [branch("ONE"), branch("TWO")]
    old, new = old_and_new(*branches, label=TEXT), old_and_new(*without, label=TEXT)
    [change] = changes(old, new)
    assert (change.fact, change.before, change.after) == ("when", {"thing.kind": ["ONE"]}, {"thing.kind": []})
    [change] = changes(new, old)
    assert (change.before, change.after) == ({"thing.kind": []}, {"thing.kind": ["ONE"]})
    sorts = {"oneOf": [sort("ONE", note=TEXT), sort("TWO")]}
    more, less = (
        old_and_new(branch("ONE", part=one), branch("TWO"), label=TEXT, part=obj(note=TEXT, sort=TEXT))
        for one in (sorts, {"oneOf": [sort("ONE"), sort("TWO")]})
    )
    [change] = changes(more, less)
    assert change.before == {"thing.kind": ["ONE"], "thing.part.sort": ["ONE"]}
    assert change.after == {"thing.kind": [], "thing.part.sort": []}


def test_one_limit_of_two_unions_is_one_change() -> None:
    def both(length: int) -> dict[str, Any]:
        text = {"type": "string", "maxLength": length}
        kinds = [branch("ONE", label=text), branch("TWO", label=TEXT)]
        sorts = [sort("A", label=text), sort("B", label=TEXT)]
        one, other = ({"oneOf": each} for each in (kinds, sorts))
        return described({"oneOf": [one, other]})

    [change] = changes(both(5), both(7))
    assert change.where == (("thing.kind", ("ONE",)), ("thing.sort", ("A",)))


def test_what_only_the_branch_had_that_lost_its_object_is_told_with_it() -> None:
    green = obj(red={"type": "integer"}, blue={"type": "integer"}, green={"type": "integer"})
    with_green = (branch("ONE", label=TEXT, alone=TEXT, colors=COLORS), branch("TWO", label=TEXT, colors=green))
    without = (with_green[0], branch("TWO", label=TEXT))
    old, new = (union(*one, BRANCHES[2]) for one in (with_green, without))
    assert [(one.fact, one.inside) for one in changes(old, new)] == [("when", ("green",))]
    assert [(one.fact, one.inside) for one in changes(new, old)] == [("when", ("green",))]


def test_what_comes_into_an_object_that_lost_a_branch_is_a_change_of_its_own() -> None:
    green = obj(red={"type": "integer"}, blue={"type": "integer"}, green={"type": "boolean"})
    found = of_union(branch("ONE", label=TEXT, alone=TEXT, colors=green), branch("TWO", label=TEXT), BRANCHES[2])
    assert [(one.what, one.fact, one.places[0].name) for one in found] == [
        ("changed", "when", "thing.colors"),
        ("came", "", "thing.colors.green"),
    ]


def test_a_type_folds_nothing_that_lies_elsewhere() -> None:
    new = described()
    thing(new)["tags"] = {"type": "string"}
    thing(new)["size"]["properties"]["depth"] = {"type": "integer"}
    thing(new)["tags"]["maxItems"] = 3
    found = sorted((one.what, one.fact, one.inside) for one in changes(described(), new))
    assert found == [("came", "", ()), ("changed", "type", ("*",))]


def test_a_word_that_comes_into_one_branch_comes_into_the_whole() -> None:
    def colored(*words: str) -> dict[str, Any]:
        one = branch("ONE", color={"type": "string", "enum": list(words)})
        return union(one, branch("TWO", color={"type": "string", "enum": ["blue"]}))

    [change] = changes(colored("red"), colored("red", "green"))
    assert (change.fact, change.where) == ("enum", ())
    assert change.after == ["red", "green", "blue"]


def test_a_required_parameter_of_a_branch() -> None:
    strict = branch("TWO", label=TEXT, colors=COLORS)
    strict["required"] = ["kind", "label"]
    [change] = of_union(BRANCHES[0], strict, BRANCHES[2])
    assert (change.fact, change.after, change.where) == ("required", True, (("thing.kind", ("TWO",)),))


def test_whether_a_parameter_is_required_follows_from_where_it_is() -> None:
    needed = obj(["kind", "label"], kind={"type": "string", "enum": ["TWO"]}, label=TEXT, colors=COLORS)
    old = union(BRANCHES[0], needed, BRANCHES[2])
    new = union(BRANCHES[0], branch("TWO", colors=COLORS), BRANCHES[2])
    assert [one.fact for one in changes(old, new)] == ["when"]

    def nested(*inner: dict[str, Any]) -> dict[str, Any]:
        sorts = {"oneOf": list(inner), "discriminator": {"propertyName": "sort"}}
        return union(branch("ONE", part=sorts), branch("TWO", part=obj(other=TEXT)))

    def sort(word: str, **properties: object) -> dict[str, Any]:
        return obj(["sort", *properties], sort={"type": "string", "enum": [word]}, **properties)

    [change] = changes(nested(sort("X", label=TEXT), sort("Y", label=TEXT)), nested(sort("X"), sort("Y", label=TEXT)))
    assert (change.fact, change.after) == ("when", {"thing.part.sort": ["Y"]})


def test_a_deciding_parameter_that_was_renamed_is_one_change() -> None:
    old = union(*BRANCHES)
    text = json.dumps(old).replace('"kind"', '"sort"')
    [change] = changes(old, json.loads(text))
    assert (change.what, change.before, change.after) == ("renamed", "kind", "sort")


def test_a_parameter_that_decides_no_longer_is_told_once() -> None:
    kinds = obj(
        ["kind"], kind={"type": "string", "enum": ["ONE", "TWO", "THREE"]}, label=TEXT, alone=TEXT, colors=COLORS
    )
    [change] = changes(union(*BRANCHES), described(kinds))
    assert (change.fact, change.before, change.after) == ("branches", ["ONE", "THREE", "TWO"], None)


def test_a_union_around_the_entities_is_compared_too() -> None:
    layouts = {"parts/create": Layout(("things",))}

    def wrapped(*branches: dict[str, Any], name: str = "kind") -> dict[str, Any]:
        root = described()
        content = root["paths"]["/parts"]["post"]["requestBody"]["content"]["application/json"]
        content["schema"] = {"oneOf": list(branches), "discriminator": {"propertyName": name}}
        return root

    inner = obj(label=TEXT)
    one, two, shorter = (
        branch("ONE", things=inner, note=TEXT),
        branch("TWO", things=obj(label=TEXT, more=TEXT), note=TEXT),
        branch("TWO", things=obj(label=TEXT, more=TEXT), note={"type": "string", "maxLength": 5}),
    )
    [change] = changes(wrapped(one, two), wrapped(one, shorter), layouts)
    assert (places(change), change.where) == (["parts/create:wrapper:note"], (("kind", ("TWO",)),))
    [change] = changes(wrapped(one, two), wrapped(one, branch("TWO", things=inner, note=TEXT)), layouts)
    assert (change.what, places(change)) == ("gone", ["parts/create:body:more"])
    assert change.before == {"type": "string", "maxLength": 9, "when": {"body.kind": ["TWO"]}}
    renamed = json.loads(json.dumps(wrapped(one, two)).replace('"kind"', '"sort"'))
    [change] = changes(wrapped(one, two), renamed, layouts)
    assert (change.what, places(change)) == ("renamed", ["parts/create:wrapper:kind"])


# Every edit is told, and nothing without an edit

NAMES = st.sampled_from(["name", "status", "size", "size.width", "size.height", "size.unit", "tags"])
EDITS = st.sampled_from(["remove", "rename", "limit", "enum", "default", "nullable", "require", "add"])


def apply(root: dict[str, Any], name: str, edit: str) -> None:
    """Change a parameter of the thing; each edit makes a description that says something else."""
    owner = root["components"]["schemas"]["Thing"]
    *outer, last = name.split(".")
    for step in outer:
        owner = owner["properties"][step]
    properties = owner["properties"]
    schema = properties[last]
    if "$ref" in schema:
        schema = properties[last] = copy.deepcopy(STATUS)
    if edit == "remove":
        del properties[last]
        owner["required"] = [one for one in owner.get("required", []) if one != last]
    elif edit == "rename":
        properties[f"{last}_x"] = properties.pop(last)
        owner["required"] = [f"{last}_x" if one == last else one for one in owner.get("required", [])]
    elif edit == "limit":
        schema["minimum"] = schema.get("minimum", 0) + 7
    elif edit == "enum":
        schema["enum"] = [*schema.get("enum", []), "NEW"]
    elif edit == "default":
        schema["default"] = "other"
    elif edit == "nullable":
        schema["nullable"] = True
    elif edit == "require":
        needed = owner.setdefault("required", [])
        needed.remove(last) if last in needed else needed.append(last)
    else:
        properties["brand_new"] = {"type": "boolean", "default": True}


@settings(max_examples=60, deadline=None)
@given(NAMES, EDITS)
def test_every_edit_is_told_once_in_both_directions(name: str, edit: str) -> None:
    old, new = described(), described()
    apply(new, name, edit)
    forth, back = changes(old, new), changes(new, old)
    assert len(forth) == len(back) == 1
    assert forth[0].operations == back[0].operations == ("parts/create", "things/create", "things/update")
    assert changes(new, new) == ()


@settings(max_examples=40, deadline=None)
@given(st.lists(st.tuples(st.sampled_from(["name", "tags", "size.width", "size.unit"]), EDITS), max_size=4))
def test_several_edits_are_each_told(edits: list[tuple[str, str]]) -> None:
    old, new = described(), described()
    chosen = dict(edits)  # one edit of each parameter
    for name, edit in chosen.items():
        apply(new, name, edit if edit != "add" else "default")
    assert len(changes(old, new)) == len(chosen)


def test_every_fact_of_a_parameter_is_compared() -> None:
    """A fact that the table learns to hold is compared without a line here."""
    marks = {word for word in Parameter._fields if word.endswith(("since", "until"))}
    unions = {"when", "apart", "variants", "branches"}
    fields = {**dict.fromkeys(Parameter._fields, "x"), "enum": ("x",), "unset": ("x",), "items": Parameter(type="x")}
    stored = next(iter(merged([Version("5.1", operations(described(), "here", {}), is_overlay=False)]).values()))
    stored |= {"entity": None, "does": "create"}
    told = set()
    for word in Parameter._fields:
        if word in marks | unions:
            continue
        old, new = Operation(stored), Operation(stored)
        old.parameters._built["thing.name"] = Parameter()
        new.parameters._built["thing.name"] = Parameter(**{word: fields[word]})
        told |= {one.fact or one.what for one in differences({old.id: old}, {new.id: new})}
    assert told == (set(Parameter._fields) - marks - unions - {"items"}) | {"came"}


# Sides


def write(path: Path, root: object) -> str:
    path.write_text(json.dumps(root), encoding="utf-8")
    return str(path)


def test_a_side_is_a_version_a_folder_or_a_description(tmp_path: Path) -> None:
    name = write(tmp_path / "api.json", described())
    write_table([Path(name)], None, tmp_path / "table")
    old, new = sides(str(tmp_path / "table"), name)
    assert (old.kind, old.version, new.kind, new.version) == ("table", "5.1", "description", "5.1")
    assert old.operations.keys() == new.operations.keys()
    assert differences(old.operations, new.operations) == ()
    shipped, _ = sides("5.28", name)
    assert (shipped.kind, shipped.version) == ("version", "5.28")
    assert "campaigns/create" in shipped.operations


def test_what_is_no_request_is_no_part_of_the_api() -> None:
    side, _ = sides("5.28", "5.28")
    assert all(operation.path for operation in side.operations.values())
    assert side.operations.keys() <= set(load_table().ids())


@pytest.mark.parametrize(
    ("name", "root", "said"),
    [
        ("5.99", None, "5.99: there is no such file or folder, and no such version in pinvet's own table (5.23, 5.28)"),
        ("list.json", [], "list.json: expected an object; is this an OpenAPI 3 description?"),
        ("none.json", {}, "at /info/version: expected a version such as 5.28.0"),
        ("paths.json", {"info": {"version": "5.1.0"}}, "at /paths: expected an object of paths"),
    ],
)
def test_a_side_that_cannot_be_read(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, name: str, root: object, said: str
) -> None:
    monkeypatch.chdir(tmp_path)
    if root is not None:
        write(Path(name), root)
    with pytest.raises(ApiTableError) as raised:
        sides("5.28", name)
    assert said in str(raised.value)


def test_entities_that_moved_in_a_description_are_told(tmp_path: Path) -> None:
    def promotions(key: str) -> dict[str, Any]:
        body = obj(**{key: {"type": "array", "items": obj(creative_type={"type": "string"})}})
        content = {"content": {"application/json": {"schema": body}}}
        operation = {"operationId": "product_group_promotions/create", "requestBody": content}
        other = {"operationId": "things/list"}
        paths = {"/a/product_group_promotions": {"post": operation, "parameters": []}, "/things": {"get": other}}
        return {"openapi": "3.0.3", "info": {"version": "5.1.0"}, "paths": paths}

    old = write(tmp_path / "old.json", promotions("product_group_promotion"))
    new = write(tmp_path / "new.json", promotions("promotions"))
    one, other = sides(old, new)
    [change] = differences(one.operations, other.operations)
    assert (change.fact, change.before, change.after) == ("body.at", ["product_group_promotion", "*"], None)


@needs_official
def test_the_official_description_is_what_the_table_holds_of_it(tmp_path: Path) -> None:
    write_table([OFFICIAL], None, tmp_path / "table")
    one, other = sides(str(OFFICIAL), str(tmp_path / "table"))
    assert differences(one.operations, other.operations) == ()


def test_the_two_versions_of_our_table_differ_in_what_came() -> None:
    one, other = sides("5.23", "5.28")
    found = differences(one.operations, other.operations)
    came = {change.operations[0] for change in found if change.of_operation and change.what == "came"}
    assert len(came) == len(other.operations) - len(one.operations) == 35
    caps = [change for change in found if change.places[0].name == "objective_type" and change.fact == "enum"]
    assert caps == [] or all("campaigns/create" in change.operations for change in caps)
    assert differences(one.operations, one.operations) == ()
