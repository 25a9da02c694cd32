"""Unions of schemas in the table: what decides between their branches, and what each branch says of a parameter."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest
from building import described, obj

if TYPE_CHECKING:
    from building import Builder

TEXT, NUMBER = {"type": "string"}, {"type": "integer"}
ONE = obj(["kind", "a"], kind={"enum": ["ONE"]}, a={"type": "string", "maxLength": 3})
TWO = obj(["kind"], kind={"enum": ["TWO"]}, a={"type": "string", "maxLength": 9}, b=NUMBER)
ONE_OR_TWO = {
    "a": {"type": "string", "maxLength": 9, "variants": {"kind": {"ONE": {"maxLength": 3, "required": True}}}},
    "b": {"type": "integer", "when": {"kind": ["TWO"]}},
    "kind": {"type": "string", "enum": ["ONE", "TWO"], "required": True, "branches": ["ONE", "TWO"]},
}


def references(*names: str) -> list[dict[str, str]]:
    return [{"$ref": f"#/components/schemas/{name}"} for name in names]


def mapping(**names: str) -> dict[str, str]:
    return {value: f"#/components/schemas/{name}" for value, name in names.items()}


def parameters(builder: Builder, entity: object, **schemas: object) -> dict[str, Any]:
    found: dict[str, Any] = builder.thing(described(entity, schemas=dict(schemas)))["parameters"]
    return found


@pytest.mark.parametrize("word", ["oneOf", "anyOf"])
def test_words_that_differ_tell_branches_apart(builder: Builder, word: str) -> None:
    assert parameters(builder, {word: [ONE, TWO]}) == ONE_OR_TWO


def test_a_discriminator_tells_branches_apart(builder: Builder) -> None:
    entity = {"oneOf": references("One", "Two"), "discriminator": {"propertyName": "kind"}}
    assert parameters(builder, entity, One=ONE, Two=TWO) == ONE_OR_TWO


def test_a_mapping_tells_more_than_the_words_of_branches(builder: Builder) -> None:
    one, two = obj(["a"], kind=TEXT, a=TEXT), obj(kind=TEXT, a=TEXT, b=NUMBER)
    told = {"propertyName": "kind", "mapping": mapping(ONE="One", FIRST="One", TWO="Two")}
    entity = {"oneOf": references("One", "Two"), "discriminator": told}
    needed = {"required": True}
    assert parameters(builder, entity, One=one, Two=two) == {
        "a": {"type": "string", "variants": {"kind": {"ONE": needed, "FIRST": needed}}},
        "b": {"type": "integer", "when": {"kind": ["TWO"]}},
        "kind": {"type": "string", "branches": ["FIRST", "ONE", "TWO"]},
    }


@pytest.mark.parametrize(
    "discriminator",
    [{}, {"propertyName": 3}, "kind", None, {"propertyName": "size"}, {"propertyName": "kind", "mapping": []}],
)
def test_a_discriminator_that_tells_nothing(builder: Builder, discriminator: object) -> None:
    one, two = obj(kind={"enum": ["ONE"]}, a=TEXT), obj(kind=TEXT, a=NUMBER)
    entity = {"oneOf": references("One", "Two"), "discriminator": discriminator}
    assert parameters(builder, entity, One=one, Two=two) == {
        "a": {"type": ["integer", "string"]},
        "kind": {"type": "string"},
    }


@pytest.mark.parametrize(
    ("one", "two"),
    [
        (obj(["kind"], kind={"enum": ["A", "B"]}), obj(["kind"], kind={"enum": ["B", "C"]})),  # B is both
        (obj(["kind"], kind={"enum": ["A"]}), obj(kind={"enum": ["B"]})),  # the second may leave it out
        (obj(["kind"], kind={"enum": ["A"]}), obj(["kind"], kind=TEXT)),  # the second may say anything
        (obj(["kind"], kind={"enum": [1]}), obj(["kind"], kind={"enum": [2]})),  # no words
        (obj(kind={"enum": ["A"]}), obj(["kind"], kind={"enum": ["B"]})),
        (obj(["kind"]), obj(["kind"], kind={"enum": ["B"]})),
    ],
)
def test_words_that_do_not_tell_branches_apart(builder: Builder, one: object, two: object) -> None:
    found = parameters(builder, {"oneOf": [one, two]})
    assert "branches" not in found["kind"]


def test_a_reference_to_a_branch_that_no_value_leads_to_tells_nothing(builder: Builder) -> None:
    told = {"propertyName": "kind", "mapping": mapping(ONE="One")}
    entity = {"oneOf": references("One", "Other"), "discriminator": told}
    other = obj(b=NUMBER)
    assert parameters(builder, entity, One=ONE, Other=other)["b"] == NUMBER


def test_what_stands_beside_a_union_holds_in_all_branches(builder: Builder) -> None:
    beside = obj(["kind"], kind=TEXT, a={"minLength": 2}, name=TEXT)
    branches = {"oneOf": [ONE, TWO]}
    both = {
        **ONE_OR_TWO,
        "a": {**ONE_OR_TWO["a"], "minLength": 2},
        "name": TEXT,
    }
    assert parameters(builder, {**beside, **branches}) == both
    assert parameters(builder, {"allOf": [beside, branches]}) == both
    assert parameters(builder, {"allOf": [branches, beside]}) == both


def test_a_union_inside_an_object_names_its_decider_from_the_entity_on(builder: Builder) -> None:
    found = parameters(builder, obj(media={"oneOf": [ONE, TWO]}))
    assert found["media.b"] == {"type": "integer", "when": {"media.kind": ["TWO"]}}
    assert found["media.kind"]["branches"] == ["ONE", "TWO"]
    listed = parameters(builder, obj(media={"type": "array", "items": {"oneOf": [ONE, TWO]}}))
    assert listed["media.*.b"] == {"type": "integer", "when": {"media.*.kind": ["TWO"]}}


def test_a_union_inside_a_branch(builder: Builder) -> None:
    inner = {"oneOf": [obj(["by"], by={"enum": ["X"]}, x=TEXT), obj(["by"], by={"enum": ["Y"]}, y=TEXT)]}
    outer = [obj(["kind", "how"], kind={"enum": ["ONE"]}, how=inner), obj(["kind"], kind={"enum": ["TWO"]})]
    found = parameters(builder, {"oneOf": outer})
    assert found["how"] == {
        "type": "object",
        "when": {"kind": ["ONE"]},
        "variants": {"kind": {"ONE": {"required": True}}},
    }
    assert found["how.x"] == {"type": "string", "when": {"how.by": ["X"], "kind": ["ONE"]}}
    assert found["how.by"]["branches"] == ["X", "Y"]


def test_what_stands_beside_a_union_inside_a_branch_is_apart_from_it(builder: Builder) -> None:
    inner = {"oneOf": [{"oneOf": [obj(["by"], by={"enum": ["X"]}), obj(["by"], by={"enum": ["Y"]})]}, obj(z=TEXT)]}
    outer = [obj(["kind"], kind={"enum": ["ONE"]}, how=inner), obj(["kind"], kind={"enum": ["TWO"]})]
    assert parameters(builder, {"oneOf": outer})["how.z"] == {
        "type": "string",
        "when": {"kind": ["ONE"]},
        "apart": ["how.by"],
    }


def test_a_union_inside_every_branch_is_told_as_far_as_they_agree(builder: Builder) -> None:
    def how(longest: int) -> dict[str, Any]:
        first = obj(["by", "x"], by={"enum": ["X"]}, x={"type": "string", "maxLength": longest})
        return {"oneOf": [first, obj(["by"], by={"enum": ["Y"]}, x={"type": "string", "maxLength": 50}, y=TEXT)]}

    outer = [obj(["kind"], kind={"enum": [kind]}, how=how(9)) for kind in ("ONE", "TWO")]
    found = parameters(builder, {"oneOf": outer})
    needed = {"maxLength": 9, "required": True}
    assert found["how.x"] == {"type": "string", "maxLength": 50, "variants": {"how.by": {"X": needed}}}
    assert found["how.y"] == {"type": "string", "when": {"how.by": ["Y"]}}
    differing = [obj(["kind"], kind={"enum": [kind]}, how=how(size)) for kind, size in (("ONE", 9), ("TWO", 8))]
    assert "variants" not in parameters(builder, {"oneOf": differing})["how.x"]


def test_a_union_of_an_old_form_and_a_union(builder: Builder) -> None:
    new = {"oneOf": references("One", "Two"), "discriminator": {"propertyName": "kind"}}
    found = parameters(builder, {"oneOf": [new, obj(["c"], c=TEXT)]}, One=ONE, Two=TWO)
    assert found["kind"] == {"type": "string", "enum": ["ONE", "TWO"], "branches": ["ONE", "TWO"]}
    assert found["b"] == {"type": "integer", "when": {"kind": ["TWO"]}}
    assert found["a"]["variants"] == {"kind": {"ONE": {"maxLength": 3, "required": True}}}
    # the old form says nothing of kind, so that its own parameters may stand beside every kind
    assert found["c"] == {"type": "string", "apart": ["kind"]}
    with_kind = parameters(builder, {"oneOf": [new, obj(["c"], c=TEXT, kind=TEXT)]}, One=ONE, Two=TWO)
    assert "branches" not in with_kind["kind"]


def test_the_elements_of_lists_differ_by_branch(builder: Builder) -> None:
    words = obj(["field"], field={"enum": ["WORDS"]}, values={"type": "array", "items": {"enum": ["A"]}})
    things = obj(["field"], field={"enum": ["THINGS"]}, values={"type": "array", "items": obj(size=NUMBER)})
    found = parameters(builder, {"oneOf": [words, things]})
    assert found["values"]["items"] == {"type": ["object", "string"]}
    assert found["values"]["variants"]["field"]["WORDS"]["items"] == {"type": "string", "enum": ["A"]}
    assert found["values.*"]["when"] == {"field": ["THINGS"]}
    assert found["values.*.size"] == {"type": "integer", "when": {"field": ["THINGS"]}}


def test_deciding_names_lead_out_of_an_entity(builder: Builder) -> None:
    items = [
        {"type": "array", "items": obj(name=TEXT, a=TEXT)},
        {"type": "array", "items": obj(name=TEXT, b={"oneOf": [ONE, TWO]})},
    ]
    body = {"oneOf": [obj(["kind"], kind={"enum": [kind]}, items=one) for kind, one in zip("XY", items, strict=True)]}
    request = {"content": {"application/json": {"schema": body}}}
    facts = {"entities": {"thing": {"operations": ["things/create"], "at": ["items", "*"]}}}
    stored = builder.thing(described({}, requestBody=request), facts=facts)
    assert stored["parameters"]["a"] == {"type": "string", "when": {"body.kind": ["X"]}}
    assert stored["parameters"]["b.b"]["when"] == {"b.kind": ["TWO"], "body.kind": ["Y"]}
    assert stored["wrapper"]["kind"]["branches"] == ["X", "Y"]


def test_an_overlay_without_a_discriminator_keeps_what_the_description_told(builder: Builder) -> None:
    told = {"propertyName": "kind", "mapping": mapping(ONE="One", TWO="Two")}
    one, two = obj(["kind"], kind=TEXT, a=TEXT), obj(["kind"], kind=TEXT, b=NUMBER)
    older = described({"oneOf": references("One", "Two"), "discriminator": told}, schemas={"One": one, "Two": two})
    newer = described({"oneOf": references("One", "Two")}, version="5.2.0", schemas={"One": one, "Two": {**two}})
    stored = builder.thing(older, overlay=newer)["parameters"]
    assert stored["b"] == {"type": "integer", "when": {"kind": ["TWO"]}}
    assert stored["kind"]["branches"] == ["ONE", "TWO"]


def test_words_of_branches_keep_their_versions(builder: Builder) -> None:
    def thing(version: str, words: list[str]) -> dict[str, Any]:
        one = obj(["kind"], kind={"enum": ["ONE"]}, mode={"type": "string", "enum": words})
        two = obj(["kind"], kind={"enum": ["TWO"]}, mode={"type": "string", "enum": ["A", "B", "C"]})
        return described({"oneOf": [one, two]}, version=version)

    mode = builder.thing(thing("5.1.0", ["A", "B"]), overlay=thing("5.2.0", ["A", "C"]))["parameters"]["mode"]
    assert mode["variants"]["kind"]["ONE"] == {
        "enum": ["A", "B", "C"],
        "enum_since": {"C": "5.2"},
        "enum_until": {"B": "5.2"},
    }


def test_a_branch_that_came_later_narrows_what_there_was(builder: Builder) -> None:
    older = described(obj(["kind"], kind={"enum": ["ONE", "TWO"]}, mode={"type": "string", "enum": ["A", "B"]}))
    one = obj(["kind"], kind={"enum": ["ONE"]}, mode={"type": "string", "enum": ["A"]})
    two = obj(["kind"], kind={"enum": ["TWO"]}, mode={"type": "string", "enum": ["A", "B"]})
    mode = builder.thing(older, overlay=described({"oneOf": [one, two]}, version="5.2.0"))["parameters"]["mode"]
    assert mode["variants"] == {"kind": {"ONE": {"enum": ["A", "B"], "enum_until": {"B": "5.2"}}}}


def test_a_body_that_is_a_list_or_an_object_is_read_as_a_list(builder: Builder) -> None:
    body = {"oneOf": [{"type": "array", "maxItems": 9, "items": obj(a=TEXT)}, obj(a=TEXT)]}
    stored = builder.thing(described({}, requestBody={"content": {"application/json": {"schema": body}}}))
    assert stored["body"] == {"type": ["array", "object"], "at": ["*"], "max": 9}
    assert stored["parameters"] == {"a": TEXT}
