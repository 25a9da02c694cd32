"""Tables built from small descriptions, and the checked-in one built again from the official description."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from building import PATH, Builder, described, obj
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from pinvet.api.build import build, write_table
from pinvet.api.data import data_dir
from pinvet.api.error import ApiTableError
from pinvet.api.table import load_table

ROOT = Path(__file__).resolve().parents[2]
OFFICIAL = ROOT.parent / "shared" / "reference" / "openapi-5.23.0.yaml"
SHIPPED = data_dir("schemas") / "api"
needs_official = pytest.mark.skipif(not OFFICIAL.is_file(), reason="the official description is not here")


@needs_official
def test_the_checked_in_table_is_what_is_built() -> None:
    built = build([OFFICIAL], [SHIPPED / "overlay-5.28.json"], SHIPPED / "facts.yaml")
    there = {
        path.relative_to(SHIPPED).as_posix()
        for path in [SHIPPED / "operations.json", *(SHIPPED / "operations").iterdir()]
    }
    assert there == built.keys()
    changed = [name for name, content in built.items() if (SHIPPED / name).read_bytes() != content]
    assert changed == []


@needs_official
def test_a_description_alone_makes_a_table_that_routes(tmp_path: Path) -> None:
    changed = write_table([OFFICIAL], None, tmp_path / "table")
    table = load_table(tmp_path / "table")
    assert len(changed) == 233  # with the index, and the connector's configuration
    assert len(table.ids()) == 231
    found = table.match("POST", "/v5/ad_accounts/1/campaigns")
    assert found == ("campaigns/create", {"ad_account_id": "1"})
    create = table.operation("campaigns/create")
    assert create.parameters["ad_account_id"].required
    assert create.parameters["daily_spend_cap"].unset == (0,)
    assert "intended_promotion_type" not in create.parameters


def test_parameters_are_flat(builder: Builder) -> None:
    entity = obj(
        ["name"],
        name={"type": "string", "maxLength": 9},
        tags={"type": "array", "items": {"type": "string", "enum": ["A", "B"]}, "maxItems": 3},
        parts={"type": "array", "items": obj(["size"], size={"type": "integer", "minimum": 1})},
        grid={"type": "array", "items": {"type": "array", "items": {"type": "string"}}},
        rates={"type": "object", "additionalProperties": {"type": "number", "maximum": 10}},
        free={"type": "object"},
        loose={"additionalProperties": True, "properties": {"a": {"type": "boolean", "default": False}}},
        any={},
    )
    stored = builder.thing(described(entity))
    assert stored["body"] == {"type": "array", "at": ["*"], "min": 1, "max": 30}
    assert stored["parameters"] == {
        "any": {},
        "free": {"type": "object", "map": True},
        "grid": {"type": "array", "items": {"type": "array"}},
        "grid.*": {"type": "array", "items": {"type": "string"}},
        "loose": {"type": "object", "map": True},
        "loose.a": {"type": "boolean", "default": False},
        "name": {"type": "string", "maxLength": 9, "required": True},
        "parts": {"type": "array", "items": {"type": "object"}},
        "parts.*": {"type": "object"},
        "parts.*.size": {"type": "integer", "minimum": 1, "required": True},
        "rates": {"type": "object", "map": True},
        "rates.*": {"type": "number", "maximum": 10},
        "tags": {"type": "array", "items": {"type": "string", "enum": ["A", "B"]}, "maxItems": 3},
    }


def test_later_parts_of_a_composition_refine_earlier_ones(builder: Builder) -> None:
    schemas = {
        "Kind": {"type": "string", "enum": ["A", "B", "C"], "nullable": True},
        "Common": obj(["id"], id={"type": "string"}, kind={"$ref": "#/components/schemas/Kind"}),
    }
    narrowed = {"type": "string", "enum": ["B", "C", "D"], "nullable": False, "default": "B"}
    entity = {
        "allOf": [
            {"$ref": "#/components/schemas/Common"},
            obj(["kind"], kind=narrowed, id={"type": "string", "pattern": r"^\d+$"}),
        ]
    }
    assert builder.thing(described(entity, schemas=schemas))["parameters"] == {
        "id": {"type": "string", "pattern": r"^\d+$", "required": True},
        "kind": {"type": "string", "enum": ["B", "C"], "default": "B", "required": True},
    }


def test_a_reference_may_have_facts_beside_it(builder: Builder) -> None:
    schemas = {"Text": {"type": "string", "maxLength": 5}}
    entity = obj(a={"$ref": "#/components/schemas/Text", "nullable": True, "default": None})
    assert builder.thing(described(entity, schemas=schemas))["parameters"] == {
        "a": {"type": "string", "maxLength": 5, "nullable": True}
    }


def test_a_union_knows_all_names_and_asks_for_what_all_ask_for(builder: Builder) -> None:
    one = obj(["kind", "a"], kind={"type": "string"}, a={"type": "string", "maxLength": 3}, x={"type": "integer"})
    two = obj(["kind"], kind={"enum": ["TWO"]}, a={"type": "string", "maxLength": 9}, x={"type": "string"}, b={})
    entity = {"oneOf": [one, two]}
    assert builder.thing(described(entity))["parameters"] == {
        "a": {"type": "string", "maxLength": 9},
        "b": {},
        "kind": {"type": "string", "required": True},
        "x": {"type": ["integer", "string"]},
    }


@pytest.mark.parametrize(
    ("branches", "facts"),
    [
        (
            [
                {"type": "string", "minLength": 2},
                {"type": "array", "items": {"type": "string"}, "minItems": 1},
            ],
            {"type": ["array", "string"], "minLength": 2, "minItems": 1, "items": {"type": "string"}},
        ),
        (
            [{"type": "integer", "minimum": 2}, {"type": "number", "minimum": 1}],
            {"type": "number", "minimum": 1},
        ),
        ([{"type": "string", "enum": ["A"]}, {"type": "string"}], {"type": "string"}),
        ([{"type": "string", "pattern": "a"}, {"type": "string", "pattern": "b"}], {"type": "string"}),
        (
            [{"type": "string", "pattern": "a"}, {"type": "string", "pattern": "a"}],
            {"type": "string", "pattern": "a"},
        ),
        ([{"type": "string"}, {}], {}),
        (
            [{"type": "string", "default": "x"}, {"type": "integer", "default": "x", "nullable": True}],
            {"type": ["integer", "string"], "default": "x", "nullable": True},
        ),
        (
            [{"additionalProperties": {"type": "string"}}, {"additionalProperties": {"type": "integer"}}],
            {"type": "object", "map": True},
        ),
    ],
)
def test_a_union_keeps_the_loosest_bound(builder: Builder, branches: list[object], facts: dict[str, Any]) -> None:
    parameters = builder.thing(described(obj(v={"anyOf": branches})))["parameters"]
    assert parameters["v"] == facts


@pytest.mark.parametrize(
    ("schema", "facts"),
    [
        (
            {"type": "number", "minimum": 0, "exclusiveMinimum": True},
            {"type": "number", "exclusiveMinimum": 0},
        ),
        ({"type": "number", "minimum": 0, "exclusiveMinimum": False}, {"type": "number", "minimum": 0}),
        ({"type": "number", "exclusiveMaximum": 3}, {"type": "number", "exclusiveMaximum": 3}),
        ({"type": ["string", "null"]}, {"type": "string", "nullable": True}),
        ({"enum": ["A", None]}, {"type": "string", "enum": ["A"], "nullable": True}),
        ({"enum": [None]}, {"enum": [], "nullable": True}),
        ({"const": 3}, {"type": "integer", "enum": [3]}),
        (True, {}),
        ({"items": {"type": "string"}}, {"type": "array", "items": {"type": "string"}}),
    ],
)
def test_both_openapi_spellings_are_read(builder: Builder, schema: object, facts: dict[str, Any]) -> None:
    assert builder.thing(described(obj(v=schema)))["parameters"] == {"v": facts}


def test_a_schema_that_holds_itself_ends_in_an_open_object(builder: Builder) -> None:
    schemas = {
        "Node": obj(name={"type": "string"}, next={"$ref": "#/components/schemas/Other"}),
        "Other": obj(size={"type": "integer"}, back={"$ref": "#/components/schemas/Node"}),
    }
    entity = obj(a={"$ref": "#/components/schemas/Node"}, b={"$ref": "#/components/schemas/Other"})
    parameters = builder.thing(described(entity, schemas=schemas))["parameters"]
    assert parameters["a.next.back"] == {"type": "object", "map": True}
    assert parameters["b.back.next.back"] == {"type": "object", "map": True}
    assert {"a.next.size", "b.back.name"} <= parameters.keys()


def test_query_and_path_parameters_are_told(builder: Builder) -> None:
    description = described({}, parameters=[
        {"name": "ids", "in": "query", "schema": {"type": "array", "items": {"type": "string"}}},
        {"name": "X-Token", "in": "header", "schema": {"type": "string"}},
    ], security=[{"oauth": ["b:write", "a:read"]}, "odd", {"key": None}])  # fmt: skip
    description["paths"][PATH]["parameters"] = [{"$ref": "#/components/parameters/account"}]
    description["components"]["parameters"] = {
        "account": {"name": "ad_account_id", "in": "path", "required": True, "schema": {"type": "string"}}
    }
    description["paths"][PATH]["post"]["x-ratelimit-category"] = "ads_write"
    stored = builder.thing(description)
    assert stored["query"] == {"ids": {"type": "array", "items": {"type": "string"}}}
    assert stored["path_parameters"] == {"ad_account_id": {"type": "string", "required": True}}
    assert stored["scopes"] == ["a:read", "b:write"]
    assert stored["rate"] == "ads_write"


@pytest.mark.parametrize("content", [{}, {"application/x-www-form-urlencoded": {"schema": {"type": "object"}}}])
def test_a_body_that_is_not_json_is_none(builder: Builder, content: object) -> None:
    stored = builder.thing(described({}, requestBody={"content": content}))
    assert stored["body"] is None
    assert stored["parameters"] == {}


SENT = obj(name={"type": "string"})
READ = obj(id={"type": "string"}, name={"type": "string"}, created_time={"type": "integer"})


def answered(schema: object) -> dict[str, Any]:
    return {"200": {"content": {"application/json; charset=utf-8": {"schema": schema}}}, "default": {}}


@pytest.mark.parametrize(
    "schema",
    [
        READ,
        {"type": "array", "items": READ},
        obj(items={"type": "array", "items": READ}),
        obj(items={"type": "array", "items": obj(data=READ, exceptions={"type": "array"})}),
        obj(promotions={"type": "array", "items": READ}),
        {"$ref": "#/components/schemas/Thing"},
    ],
)
def test_what_only_answers_hold_is_read_only(builder: Builder, schema: object) -> None:
    description = described(SENT, schemas={"Thing": READ}, responses=answered(schema))
    assert builder.thing(description)["read_only"] == ["created_time", "id"]


@pytest.mark.parametrize(
    "responses",
    [{}, {"default": {}}, {"204": {}}, {"200": {"content": {"text/csv": {"schema": READ}}}}, answered(SENT)],
)
def test_an_answer_may_tell_nothing_more(builder: Builder, responses: object) -> None:
    assert "read_only" not in builder.thing(described(SENT, responses=responses))


def test_what_a_newer_version_takes_is_not_read_only(builder: Builder) -> None:
    older = described(SENT, responses=answered(READ))
    newer = described(obj(name={"type": "string"}, id={"type": "string"}), version="5.2.0")
    assert builder.thing(older, overlay=newer)["read_only"] == ["created_time"]
    assert "read_only" not in builder.thing(older, newer)


FACTS = {
    "entities": {
        "thing": {
            "operations": ["things/create", "things/list"],
            "parameters": {
                "cap": {"unset": [0]},
                "mode": {"default": None},
                "gone": {"fixed": True},
                "ref": {"id": True},
                "ref_ids": {"id": True},
            },
            "documented": {"extra": {"type": "string"}, "cap": {"type": "string"}},
        }
    },
    "operations": {
        "things/create": {"does": "other", "max": 5, "parameters": {"cap": {"required": True}}},
        "things/list": {"does": "other", "max": 5},
        "no/such": {"min": 1},
    },
    "names": [
        {"ends": ["_id"], "patterns": [r"^\d+$"], "facts": {"id": True}},
        {"is": ["cap"], "types": ["integer"], "facts": {"money": "micro"}},
    ],
}


def test_facts_are_laid_over(builder: Builder) -> None:
    entity = obj(
        cap={"type": "integer"},
        mode={"type": "string", "default": "A"},
        ref={"type": "string"},
        ref_ids={"type": "array"},
        thing_id={"type": "string", "pattern": r"^\d+$"},
        other_id={"type": "string"},
    )
    description = described(entity)
    description["paths"][PATH]["get"] = {"operationId": "things/list"}
    built = builder.build(description, facts=FACTS)
    stored = built["operations/things.create.json"]
    assert (stored["entity"], stored["does"], stored["body"]["max"]) == ("thing", "other", 5)
    assert stored["parameters"] == {
        "cap": {"type": "integer", "required": True, "unset": [0], "money": "micro"},
        "extra": {"type": "string", "documented": True},
        "mode": {"type": "string"},
        "other_id": {"type": "string"},
        "ref": {"type": "string", "pattern": r"^\d+$", "id": True},
        "ref_ids": {"type": "array", "items": {"type": "string", "pattern": r"^\d+$"}, "id": True},
        "thing_id": {"type": "string", "pattern": r"^\d+$", "id": True},
    }
    listed = built["operations/things.list.json"]
    assert (listed["entity"], listed["does"], listed["body"]) == ("thing", "other", None)
    assert built["operations.json"]["operations"]["things/create"]["keys"] == list(stored["parameters"])


def test_facts_tell_where_entities_lie(builder: Builder) -> None:
    body = obj(["things"], kind={"type": "string"}, things={"type": "array", "maxItems": 4, "items": obj(a={})})
    request = {"content": {"application/json": {"schema": body}}}
    facts = {
        "entities": {"thing": {"operations": ["things/create"], "at": ["things", "*"], "wrapper_stands_for": ["kind"]}}
    }
    stored = builder.thing(described({}, requestBody=request), facts=facts)
    assert stored["body"] == {
        "type": "object",
        "at": ["things", "*"],
        "max": 4,
        "wrapper_stands_for": ["kind"],
    }
    assert list(stored["parameters"]) == ["a"]
    assert list(stored["wrapper"]) == ["kind", "things"]
    facts["entities"]["thing"]["at"] = ["stuff", "*"]
    with pytest.raises(ApiTableError, match=r"entities lie at stuff\.\*, which this body does not have"):
        builder.thing(described({}, requestBody=request), facts=facts)


def test_parts_are_left_to_the_operations_that_they_belong_to(builder: Builder) -> None:
    body = obj(create=obj(things={"type": "array", "items": obj(a={})}), note={"type": "string"})
    request = {"content": {"application/json": {"schema": body}}}
    facts = {"operations": {"things/create": {"parts": {"create.things": "others/create"}}}}
    stored = builder.thing(described({}, requestBody=request), facts=facts)
    assert stored["body"] == {"type": "object", "at": [], "parts": {"create.things": "others/create"}}
    assert list(stored["parameters"]) == ["create", "create.things", "note"]


@pytest.mark.parametrize(
    ("facts", "message"),
    [
        ([], "expected an object"),
        ({"thing": {}}, "unknown key thing; known are entities, operations, names"),
        ({"names": {}}, "names: expected list"),
        ({"entities": {"a": []}}, r"entities\.a: expected an object"),
        ({"entities": {"a": {"parameters": []}}}, r"entities\.a: parameters: expected dict"),
        ({"operations": {"a": {"max": "3"}}}, r"operations\.a: max: expected int"),
        ({"names": [{"end": ["_id"]}]}, r"names\[0\]: unknown key end"),
    ],
)
def test_facts_of_the_wrong_form_are_told(builder: Builder, facts: object, message: str) -> None:
    path = builder.file("facts.json", facts)
    with pytest.raises(ApiTableError, match=message):
        build([builder.file("d.json", described({}))], [], path)


def test_versions_are_merged(builder: Builder) -> None:
    older = described(
        obj(
            ["a", "b"],
            a={"type": "string", "enum": ["X", "Y"], "maxLength": 5},
            b={"type": "integer"},
            gone=obj(inner={"type": "string"}),
            tags={"type": "array", "items": {"type": "string", "enum": ["P"]}},
        ),
    )
    newer = described(
        obj(
            ["a", "tags"],
            a={"type": "string", "enum": ["Y", "Z"]},
            b={"type": "string"},
            new={"type": "boolean"},
            tags={"type": "array", "items": {"type": "string", "enum": ["Q"]}},
        ),
        version="5.10.0",
    )
    older["paths"]["/old"] = {"get": {"operationId": "old/get"}}
    newer["paths"]["/new"] = {"get": {"operationId": "new/get"}}
    newer["paths"][PATH]["post"]["operationId"] = "things/renamed"
    built = builder.build(newer, older)
    assert built["operations.json"]["versions"] == ["5.1", "5.10"]
    index = built["operations.json"]["operations"]
    assert {name: (entry["since"], entry["until"]) for name, entry in index.items()} == {
        "new/get": ("5.10", None),
        "old/get": ("5.1", "5.10"),
        "things/create": ("5.1", None),
    }
    assert built["operations/things.create.json"]["parameters"] == {
        "a": {
            "type": "string",
            "enum": ["X", "Y", "Z"],
            "required": True,
            "enum_since": {"Z": "5.10"},
            "enum_until": {"X": "5.10"},
        },
        "b": {"type": ["integer", "string"], "required_until": "5.10"},
        "gone": {"type": "object", "until": "5.10"},
        "gone.inner": {"type": "string", "until": "5.10"},
        "new": {"type": "boolean", "since": "5.10"},
        "tags": {
            "type": "array",
            "items": {
                "type": "string",
                "enum": ["P", "Q"],
                "enum_since": {"Q": "5.10"},
                "enum_until": {"P": "5.10"},
            },
            "required": True,
            "required_since": "5.10",
        },
    }


def test_three_versions_keep_what_the_first_said(builder: Builder) -> None:
    versions = [
        described(obj(["a"], a={}, gone={}), version="5.1"),
        described(obj(a={}, b={}), version="5.2"),
        described(obj(a={}, b={}, gone={}), version="5.3"),
    ]
    assert builder.thing(*versions)["parameters"] == {
        "a": {"required_until": "5.2"},
        "b": {"since": "5.2"},
        "gone": {},
    }


def test_what_an_overlay_does_not_say_is_unchanged(builder: Builder) -> None:
    older = described(
        obj(
            a={"type": "string", "enum": ["X"], "maxLength": 5, "default": "X"},
            tags={"type": "array", "items": {"type": "string", "pattern": "p"}},
            rates={"type": "object", "additionalProperties": {"type": "number"}},
            gone={"type": "string"},
        ),
        security=[{"oauth": ["ads:write"]}],
    )
    older["paths"][PATH]["post"]["x-ratelimit-category"] = "ads_write"
    overlay = described(
        obj(
            a={"type": "string", "maxLength": 9},
            tags={"type": "array", "items": {"type": "string"}},
            rates={"type": "object", "additionalProperties": True},
        ),
        version="5.2.0",
    )
    stored = builder.thing(older, overlay=overlay)
    assert stored["parameters"] == {
        "a": {"type": "string", "enum": ["X"], "maxLength": 9, "default": "X"},
        "gone": {"type": "string", "until": "5.2"},
        "rates": {"type": "object", "map": True},
        "rates.*": {"type": "number"},
        "tags": {"type": "array", "items": {"type": "string", "pattern": "p"}},
    }
    assert (stored["rate"], stored["scopes"]) == ("ads_write", ["ads:write"])
    del overlay["paths"][PATH]["post"]["requestBody"]
    assert builder.thing(older, overlay=overlay)["parameters"].keys() == stored["parameters"].keys()


@pytest.mark.parametrize(
    ("description", "message"),
    [
        ([], "expected an object; is this an OpenAPI 3 description"),
        ({"info": {"version": "x"}}, "at /info/version: expected a version"),
        ({"info": []}, "at /info/version: expected a version"),
        ({"info": {"version": "5.1"}}, "at /paths: expected an object of paths"),
        ({"info": {"version": "5.1"}, "paths": {"/a/b": 3}}, "at /paths/~1a~1b: expected an object"),
        (
            {"info": {"version": "5.1"}, "paths": {"/a": {"get": {}}}},
            "at /paths/~1a/get: an operation needs an operationId",
        ),
        (described({"$ref": "https://example.com/x.json#/A"}), r"items: \$ref leads out of this file"),
        (described({"$ref": 3}), r"items: \$ref leads out of this file"),
        (
            described({"$ref": "#/components/schemas/No"}),
            "#/components/schemas/No names nothing in this file",
        ),
        (described(3), "expected a schema, which is an object"),
        (described({"properties": []}), "properties: expected an object of schemas"),
        (described({"required": "a"}), "required: expected a list of names"),
        (described({"allOf": {}}), "allOf: expected a list of schemas"),
        (described({"type": "string", "enum": "A"}), "enum: enum holds a value that it cannot have"),
        (described({"type": ["string", 3]}), "type: type holds a value"),
        (described({"minimum": "3"}), "minimum: minimum holds a value"),
        (described({"maxLength": True}), "maxLength: maxLength holds a value"),
        (described({}, operationId="a b"), "operationId of letters, digits"),
        (described({}, operationId="../../x\\"), "operationId of letters, digits"),
        (described({}, parameters={}), "parameters: expected a list of parameters"),
        (described({}, parameters=[{"name": "a"}]), "parameters/0: a parameter needs a name and a place"),
        ('{"info": ', r"d0\.json:1:1\d"),
        ("info: [\n", r"d0\.json:\d"),
    ],
)
def test_a_bad_description_is_told_with_its_place(builder: Builder, description: object, message: str) -> None:
    with pytest.raises(ApiTableError, match=message):
        builder.build(description)


def test_an_operation_id_stands_for_one_operation(builder: Builder) -> None:
    description = described({})
    description["paths"]["/other"] = {"get": {"operationId": "things.create"}}
    with pytest.raises(ApiTableError, match=r"things\.create stands for two operations"):
        builder.build(description)


WHOLE = described(
    {
        "allOf": [{"$ref": "#/components/schemas/Common"}, obj(["b"], b={"oneOf": [{"type": "string"}, {}]})],
        "additionalProperties": {"type": "integer", "minimum": 1},
    },
    schemas={"Common": obj(a={"type": "array", "items": {"type": "string", "enum": ["A"]}, "maxItems": 3})},
    parameters=[{"name": "q", "in": "query", "schema": {"type": "string"}}],
    security=[{"oauth": ["a:read"]}],
)
JUNK: st.SearchStrategy[Any] = st.one_of(
    st.none(), st.booleans(), st.integers(-2, 2), st.sampled_from(["", "#/", "#/paths", "string", "null"]),
    st.just([]), st.just({}), st.just([1, None]), st.just({"$ref": "#/components/schemas/Common"}),
)  # fmt: skip


def _places(value: object, at: tuple[Any, ...] = ()) -> list[tuple[Any, ...]]:
    steps = value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ()
    return [at, *(place for step, inner in steps for place in _places(inner, (*at, step)))]


@given(place=st.sampled_from(_places(WHOLE)[1:]), junk=JUNK)
@settings(max_examples=80, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_a_description_with_anything_wrong_is_built_or_told(
    builder: Builder, place: tuple[Any, ...], junk: object
) -> None:
    description = json.loads(json.dumps(WHOLE))
    holder = description
    for step in place[:-1]:
        holder = holder[step]
    holder[place[-1]] = junk
    try:
        built = builder.build(description)
    except ApiTableError as error:
        assert str(error).isprintable()  # noqa: PT017  # it may be raised, and may not
        return
    operations = built["operations.json"]["operations"]
    assert {f"operations/{name.replace('/', '.')}.json" for name in operations} == set(built) - {"operations.json"}


def test_references_that_only_lead_to_each_other_are_told(builder: Builder) -> None:
    description = described({}, requestBody={"$ref": "#/components/requestBodies/a"})
    description["components"]["requestBodies"] = {
        "a": {"$ref": "#/components/requestBodies/b"},
        "b": {"$ref": "#/components/requestBodies/a"},
    }
    with pytest.raises(ApiTableError, match=r"\$ref #/components/requestBodies/a leads back to itself"):
        builder.build(description)


def test_a_bomb_of_references_is_refused(builder: Builder) -> None:
    schemas = {
        f"L{level}": {"properties": {f"p{n}": {"$ref": f"#/components/schemas/L{level + 1}"} for n in range(10)}}
        for level in range(9)
    } | {"L9": {"type": "string"}}
    with pytest.raises(ApiTableError, match="more parameters than"):
        builder.build(described({"$ref": "#/components/schemas/L0"}, schemas=schemas))


def test_a_deep_schema_is_refused(builder: Builder) -> None:
    schemas = {f"L{n}": obj(p={"$ref": f"#/components/schemas/L{n + 1}"}) for n in range(200)}
    schemas["L200"] = {"type": "string"}
    with pytest.raises(ApiTableError, match="nested too deeply or too many"):
        builder.build(described({"$ref": "#/components/schemas/L0"}, schemas=schemas))
    short = {f"L{n}": schemas[f"L{n}"] for n in range(12)} | {"L12": _nested(30)}
    with pytest.raises(ApiTableError, match="nested beyond"):
        builder.build(described({"$ref": "#/components/schemas/L0"}, schemas=short))


def _nested(levels: int) -> dict[str, Any]:
    return obj(p=_nested(levels - 1)) if levels else {"type": "string"}


def test_missing_and_double_input_is_told(builder: Builder, tmp_path: Path) -> None:
    with pytest.raises(ApiTableError, match="no API description is given"):
        builder.build()
    with pytest.raises(ApiTableError, match=r"version 5\.1 of the API is there twice"):
        builder.build(described({}), described({}))
    (tmp_path / "latin.yaml").write_bytes(b"info: \xff\n")
    with pytest.raises(ApiTableError, match=r"latin\.yaml:1:7"):
        build([tmp_path / "latin.yaml"], [], builder.file("facts.json", {}))
    with pytest.raises(ApiTableError, match="cannot be read"):
        build([tmp_path / "nowhere.yaml"], [], builder.file("facts.json", {}))


def test_writing_changes_only_what_differs(builder: Builder, tmp_path: Path) -> None:
    output = tmp_path / "out"
    description = described(obj(name={"type": "string"}))
    path = builder.file("d.json", description)
    names = ["operations.json", "operations/connector.config.json", "operations/things.create.json"]
    assert write_table([path], None, output) == names
    assert write_table([path], None, output) == []
    description["paths"][PATH]["post"]["operationId"] = "things/make"
    builder.file("d.json", description)
    assert write_table([path], None, output) == [
        "operations.json",
        "operations/things.make.json",
        "operations/things.create.json",
    ]
    written = sorted(file.name for file in (output / "operations").iterdir())
    assert written == ["connector.config.json", "things.make.json"]


def test_a_folder_that_cannot_be_written_is_told(builder: Builder, tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    path = builder.file("d.json", described({}))
    with pytest.raises(ApiTableError, match="cannot be written"):
        write_table([path], None, tmp_path / "file")
