"""Schemas over documents: every violation at its place, in our own words."""

from __future__ import annotations

import threading
from http.server import BaseHTTPRequestHandler, HTTPServer
from typing import Any

import pytest
from referencing.exceptions import Unresolvable

from pinvet.text.document import Document
from pinvet.text.json import read_json
from pinvet.text.schema import Schema, check
from pinvet.text.yaml import read_yaml


def said(schema: dict[str, Any], text: str) -> list[tuple[int, int, str, str | None]]:
    document = read_yaml(text)
    assert isinstance(document, Document), document
    troubles = check(document, schema)
    assert all(trouble.kind == "shape" for trouble in troubles)
    return [(trouble.line, trouble.column, trouble.message, trouble.hint) for trouble in troubles]


OBJECT = {
    "type": "object",
    "properties": {
        "severity": {"enum": ["error", "warning", "note"]},
        "count": {"type": "integer", "minimum": 1, "maximum": 9},
        "title": {"type": "string", "minLength": 2, "maxLength": 4},
        "tags": {"type": "array", "items": {"type": "string"}, "minItems": 1, "maxItems": 2, "uniqueItems": True},
        "id": {"type": "string", "pattern": "^[A-Z]+$", "description": "two capital letters"},
        "code": {"type": "string", "pattern": "^[0-9]$"},
        "on": {"type": "boolean"},
    },
    "required": ["severity"],
    "additionalProperties": False,
}


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("severity: error", []),
        ("{}", [(1, 1, "severity is missing here", None)]),
        ("[1]", [(1, 1, "an object is expected here, not a list", None)]),
        ("severity: warn", [(1, 11, "error, warning or note is expected here", "did you mean warning?")]),
        ("severity: 7", [(1, 11, "error, warning or note is expected here", None)]),
        ("severity: note\nseverty: 1", [(2, 1, "the key severty is unknown here", "did you mean severity?")]),
        (
            "severity: note\nzzz: 1",
            [(2, 1, "the key zzz is unknown here", "known here: code, count, id, on, severity, tags and title")],
        ),
        (
            "severity: note\n'pina x y': 1",
            [(2, 1, "the key is unknown here", "known here: code, count, id, on, severity, tags and title")],
        ),
        (
            "severity: note\ncount: '1'",
            [(2, 8, "a whole number is expected here, not a string", "write it without quotes")],
        ),
        ("severity: note\ncount: 1.5", [(2, 8, "a whole number is expected here, not a number", None)]),
        ("severity: note\ncount: null", [(2, 8, "a whole number is expected here, not null", None)]),
        ("severity: note\ncount: true", [(2, 8, "a whole number is expected here, not true or false", None)]),
        ("severity: note\ncount: 0", [(2, 8, "the number is below 1", None)]),
        ("severity: note\ncount: 10", [(2, 8, "the number is above 9", None)]),
        ("severity: note\ntitle: 12", [(2, 8, "a string is expected here, not a number", "write it in double quotes")]),
        ("severity: note\ntitle: x", [(2, 8, "the text needs at least 2 characters", None)]),
        ("severity: note\ntitle: xxxxx", [(2, 8, "the text has more than 4 characters", None)]),
        ("severity: note\ntags: []", [(2, 7, "the list needs at least 1 element", None)]),
        ("severity: note\ntags: [a, b, c]", [(2, 7, "the list has more than 2 elements", None)]),
        ("severity: note\ntags: [a, a]", [(2, 7, "an element of the list stands twice", None)]),
        ("severity: note\ntags: [a, {}]", [(2, 11, "a string is expected here, not an object", None)]),
        (
            "severity: note\nid: ab",
            [(2, 5, "the text does not have the form that is expected here", "two capital letters")],
        ),
        (
            "severity: note\ncode: ab",
            [(2, 7, "the text does not have the form that is expected here", "the form is ^[0-9]$")],
        ),
        (
            "severity: note\non: 'yes'",
            [(2, 5, "true or false is expected here, not a string", "write it without quotes")],
        ),
        (
            "count: 0\nseverity: x\nbad: 1",
            [
                (1, 8, "the number is below 1", None),
                (2, 11, "error, warning or note is expected here", None),
                (3, 1, "the key bad is unknown here", "known here: code, count, id, on, severity, tags and title"),
            ],
        ),
    ],
)
def test_each_keyword_has_its_words(text: str, expected: list[tuple[int, int, str, str | None]]) -> None:
    assert said(OBJECT, text) == expected


@pytest.mark.parametrize(
    ("schema", "text", "message"),
    [
        ({"const": True}, "a", "true is expected here"),
        ({"const": None}, "a", "null is expected here"),
        ({"enum": list("abcdefghijklmnop")}, "zz", "a, b, c, d, e, f, g, h, i, j, k, l or 4 more is expected here"),
        ({"minProperties": 2}, "a: 1", "the object needs at least 2 keys"),
        ({"maxProperties": 1}, "{a: 1, b: 2}", "the object has more than 1 key"),
        ({"exclusiveMinimum": 1}, "1", "the number is not above 1"),
        ({"exclusiveMaximum": 1}, "1", "the number is not below 1"),
        ({"multipleOf": 2}, "1", "the number is no multiple of 2"),
        ({"contains": {"const": 1}}, "[2]", "the list lacks an element that must be there"),
        ({"prefixItems": [{}], "items": False}, "[1, 2]", "the list has more elements than are known here"),
        ({"not": {}}, "1", "this value is not allowed here"),
        ({"properties": {"a": False}}, "a: 1", "this value is not allowed here"),
        ({"required": ["a", "b"]}, "c: 1", "a and b are missing here"),
        ({"dependentRequired": {"a": ["b"], "x": ["y"]}}, "a: 1", "b is missing here"),
        ({"dependentSchemas": {"a": {"required": ["b"]}}}, "a: 1", "b is missing here"),
        ({"if": {"required": ["a"]}, "then": {"required": ["b"]}}, "a: 1", "b is missing here"),
        ({"propertyNames": {"pattern": "^[a-z]$"}}, "A: 1", "the key A is not allowed here"),
        ({"propertyNames": {"enum": ["a"]}}, "'B c': 1", "the key is not allowed here"),
        ({"type": ["string", "null"]}, "1", "a string or null is expected here, not a number"),
        ({"unevaluatedProperties": {"type": "null"}}, "a: 1", "the key a is unknown here"),
    ],
)
def test_the_other_keywords_too(schema: dict[str, Any], text: str, message: str) -> None:
    assert [trouble[2] for trouble in said(schema, text)] == [message]


CONDITION = {
    "$ref": "#/$defs/condition",
    "$defs": {
        "condition": {
            "anyOf": [
                {"type": "string"},
                {"type": "array", "items": {"$ref": "#/$defs/condition"}},
                {
                    "type": "object",
                    "oneOf": [
                        {"required": ["any"], "properties": {"any": {"type": "array"}}, "additionalProperties": False},
                        {"required": ["not"], "properties": {"not": {"type": "string"}}, "additionalProperties": False},
                    ],
                },
            ]
        }
    },
}


@pytest.mark.parametrize(
    ("schema", "text", "expected"),
    [
        (
            CONDITION,
            "7",
            [(1, 1, "a string, a list or an object is expected here, not a number", "write it in double quotes")],
        ),
        (
            CONDITION,
            "[a, [b, 7]]",
            [(1, 9, "a string, a list or an object is expected here, not a number", "write it in double quotes")],
        ),
        (CONDITION, "any: x", [(1, 6, "a list is expected here, not a string", None)]),
        (CONDITION, "not: [x]", [(1, 6, "a string is expected here, not a list", None)]),
        ({"oneOf": [{"required": ["a"]}, {"required": ["b"]}]}, "c: 1", [(1, 1, "a or b is missing here", None)]),
        (
            {"oneOf": [{"required": ["a"]}, {"required": ["b"]}]},
            "{a: 1, b: 1}",
            [(1, 1, "only one of a and b may stand here", "remove the others")],
        ),
        (
            {"oneOf": [{"type": "number"}, {"type": "integer"}]},
            "1",
            [(1, 1, "the value fits more than one of the forms that are known here", None)],
        ),
        (
            {"anyOf": [{"enum": ["slow", "fast"]}, {"type": "object"}]},
            "fsat",
            [(1, 1, "slow or fast is expected here", "did you mean fast?")],
        ),
        ({"anyOf": [{"enum": ["slow"]}, {"const": "fast"}]}, "7", [(1, 1, "slow or fast is expected here", None)]),
        (
            {"anyOf": [{"enum": ["slow"]}, {"type": "object"}]},
            "7",
            [(1, 1, "an object is expected here, not a number", None)],
        ),
        (
            {
                "oneOf": [
                    {"properties": {"kind": {"const": "a"}, "x": {"type": "string"}}, "required": ["kind", "x"]},
                    {"properties": {"kind": {"const": "b"}, "y": {"type": "string"}}, "required": ["kind", "y"]},
                ]
            },
            "kind: b\ny: 1",
            [(2, 4, "a string is expected here, not a number", "write it in double quotes")],
        ),
        (
            {"oneOf": [{"anyOf": [{"type": "string"}, {"type": "null"}]}, {"type": "object", "required": ["a"]}]},
            "{}",
            [(1, 1, "a is missing here", None)],
        ),
    ],
)
def test_of_several_forms_the_one_that_was_meant_explains(
    schema: dict[str, Any], text: str, expected: list[tuple[int, int, str, str | None]]
) -> None:
    assert said(schema, text) == expected


JOINED = {
    "allOf": [{"$ref": "#/$defs/base"}, {"$ref": "#/$defs/missing/nothing"}, {"$ref": "#/$defs/base"}],
    "if": {"properties": {"kind": {"const": "x"}}},
    "then": {"properties": {"extra": {}}},
    "unevaluatedProperties": False,
    "$defs": {"base": {"properties": {"severity": {}, "kind": {}}}, "missing": {"nothing": True}},
}


def test_keys_of_joined_schemas_are_known() -> None:
    assert said(JOINED, "kind: x\nseverity: 1\nextra: 1") == []
    assert said(JOINED, "kind: y\nsverity: 1\nextra: 1") == [
        (2, 1, "the key sverity is unknown here", "did you mean severity?"),
        (3, 1, "the key extra is unknown here", "did you mean extra?"),
    ]


def test_patterns_of_keys_are_known() -> None:
    schema = {"patternProperties": {"^x_": {}}, "additionalProperties": False}
    assert said(schema, "x_a: 1") == []
    assert said(schema, "y_a: 1") == [(1, 1, "the key y_a is unknown here", None)]


def test_keys_that_the_library_does_not_name_are_told_at_the_object(monkeypatch: pytest.MonkeyPatch) -> None:
    import jsonschema.exceptions

    document = read_json('{"a": 1}')
    assert isinstance(document, Document)
    schema = Schema({"unevaluatedProperties": False})
    before = jsonschema.exceptions.ValidationError.__init__

    def silent(self: Any, message: str, *args: Any, **kwargs: Any) -> None:
        before(self, "reworded", *args, **kwargs)

    monkeypatch.setattr(jsonschema.exceptions.ValidationError, "__init__", silent)
    (trouble,) = schema.check(document)
    assert (trouble.message, trouble.line, trouble.column) == ("the keys here do not go together", 1, 1)


def test_a_part_of_a_document_is_checked_at_its_place() -> None:
    document = read_json('{"a": [0,\n  {"b": "x"}]}')
    assert isinstance(document, Document)
    schema = Schema({"properties": {"b": {"type": "integer"}}, "required": ["c"]})
    assert [(each.line, each.column, each.message) for each in schema.check(document, ("a", 1))] == [
        (2, 3, "c is missing here"),
        (2, 9, "a whole number is expected here, not a string"),
    ]


def test_one_schema_serves_many_documents_in_the_same_order() -> None:
    schema = Schema(OBJECT)
    document = read_yaml("zzz: 1\nyyy: 2\ncount: 0\ntitle: x\n")
    assert isinstance(document, Document)
    first = schema.check(document)
    assert first == schema.check(document)
    assert first == sorted(first, key=lambda trouble: (trouble.line, trouble.column, trouble.message))
    assert len(first) == 5


def test_no_message_quotes_a_value() -> None:
    keys = ("severity", "count", "title", "tags", "id")
    text = "".join(f"{key}: pina_secret\n" for key in keys) + "'pina secret': 1"
    troubles = said(OBJECT, text)
    assert len(troubles) == 6
    assert not any("secret" in message + (hint or "") for _, _, message, hint in troubles)


def test_deep_recursion_is_a_limit_and_no_crash() -> None:
    document = read_json("[" * 128 + "]" * 128)
    assert isinstance(document, Document)
    schema: dict[str, Any] = {"allOf": [{"allOf": [{"allOf": [{"items": {"$ref": "#"}}]}]}]}
    (trouble,) = check(document, schema)
    assert (trouble.kind, trouble.message) == ("limit", "the value is nested too deeply to be checked")


def test_no_reference_is_fetched() -> None:
    asked = []

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            asked.append(self.path)

    with HTTPServer(("127.0.0.1", 0), Handler) as server:
        server.timeout = 0.2
        thread = threading.Thread(target=server.handle_request)
        thread.start()
        document = read_json("1")
        assert isinstance(document, Document)
        for reference in (f"http://127.0.0.1:{server.server_port}/x", "file:///etc/hostname"):
            with pytest.raises(Unresolvable):
                check(document, {"$ref": reference})
        thread.join()
    assert asked == []
