"""Edits of a document's text: the value changes as asked, and every other character stays."""

from __future__ import annotations

import copy
import json
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pinvet.finding import Edit
from pinvet.model import Place, Pointer
from pinvet.text import edits
from pinvet.text.document import Document
from pinvet.text.json import read_json
from pinvet.text.yaml import read_yaml


def document(text: str, kind: str = "json") -> Document:
    read = read_json(text) if kind == "json" else read_yaml(text)
    assert isinstance(read, Document), read
    return read


def done(text: str, edit: Edit | None) -> str:
    assert edit is not None
    return edits.apply(text, [edit])


PRETTY = '{\n  "a": 1,\n  "b": [\n    1,\n    2\n  ],\n  "c": {"d": 1, "e": 2}\n}\n'


@pytest.mark.parametrize(
    ("text", "pointer", "after"),
    [
        (PRETTY, ("a",), '{\n  "b": [\n    1,\n    2\n  ],\n  "c": {"d": 1, "e": 2}\n}\n'),
        (PRETTY, ("c",), '{\n  "a": 1,\n  "b": [\n    1,\n    2\n  ]\n}\n'),
        (PRETTY, ("b", 0), PRETTY.replace("    1,\n", "")),
        (PRETTY, ("b", 1), PRETTY.replace(",\n    2", "")),
        (PRETTY, ("c", "d"), PRETTY.replace('"d": 1, ', "")),
        (PRETTY, ("c", "e"), PRETTY.replace(', "e": 2', "")),
        ('{\n  "a": 1\n}', ("a",), "{}"),
        ("[ 1 ]", (0,), "[]"),
        ('{"a":1,"b":2}', ("a",), '{"b":2}'),
        ('{"a":1,\r\n "b":2}', ("b",), '{"a":1}'),
    ],
)
def test_a_member_goes_with_its_comma_and_its_line(text: str, pointer: Pointer, after: str) -> None:
    assert done(text, edits.remove(document(text), pointer)) == after


@pytest.mark.parametrize(
    ("text", "pointer"),
    [('{"a": 1}', ()), ('{"a": 1}', ("b",)), ('{"a": 1, "a": 2}', ("a",)), ('{"a": {}}', ("a", "b"))],
)
def test_what_no_single_span_removes_is_left(text: str, pointer: Pointer) -> None:
    assert edits.remove(document(text), pointer) is None


def test_values_are_replaced_where_they_stand() -> None:
    assert done(PRETTY, edits.replace(document(PRETTY), ("c",), "null")) == PRETTY.replace('{"d": 1, "e": 2}', "null")
    assert done(" 1 ", edits.replace(document(" 1 "), (), '"x"')) == ' "x" '
    repeated = '{"a": 1, "a": 2}'
    assert done(repeated, edits.replace(document(repeated), ("a",), "3")) == '{"a": 1, "a": 3}'
    assert edits.replace(document(PRETTY), ("x",), "1") is None


def test_keys_are_renamed_where_they_stand() -> None:
    assert done(PRETTY, edits.rename(document(PRETTY), ("c", "d"), 'f"é')) == PRETTY.replace('"d"', '"f\\"\\u00e9"')
    assert edits.rename(document(PRETTY), ("c", "d"), "e") is None
    assert edits.rename(document(PRETTY), ("b", 0), "x") is None
    assert edits.rename(document(PRETTY), (), "x") is None
    assert edits.rename(document('{"a": 1, "a": 2}'), ("a",), "b") is None


@pytest.mark.parametrize(
    ("text", "parent", "after"),
    [
        (PRETTY, (), PRETTY.replace("2}\n}", '2},\n  "k": true\n}')),
        (PRETTY, ("c",), PRETTY.replace('"e": 2}', '"e": 2, "k": true}')),
        ("{}", (), '{"k": true}'),
        ("{ \n }", (), '{"k": true}'),
        ('{"a":1}', (), '{"a":1,"k":true}'),
        ('{"a": 1}', (), '{"a": 1, "k": true}'),
        ('{ "a" : 1 }', (), '{ "a" : 1, "k" : true }'),
        ('{\n\t"a": 1\n}', (), '{\n\t"a": 1,\n\t"k": true\n}'),
        ('{\n  "a": 1\n  , "b": 2\n}', (), '{\n  "a": 1\n  , "b": 2\n  , "k": true\n}'),
        ('{"a":1,\r\n "b":2}', (), '{"a":1,\r\n "b":2,\r\n "k":true}'),
    ],
)
def test_a_member_is_added_in_the_layout_at_hand(text: str, parent: Pointer, after: str) -> None:
    assert done(text, edits.add(document(text), parent, "k", "true")) == after


def test_nothing_is_added_to_what_is_no_object_or_has_the_key() -> None:
    read = document(PRETTY)
    assert edits.add(read, ("b",), "k", "1") is None
    assert edits.add(read, ("a",), "k", "1") is None
    assert edits.add(read, ("x",), "k", "1") is None
    assert edits.add(read, (), "a", "1") is None
    assert edits.add(document("[1]"), (), "a", "1") is None


YAML = """\
name: Spring sale  # stays
status: ACTIVE
cap: 12
list: [one, two]
block:
  - x
quoted: "q"
text: |
  z
empty:
folded: a
  b
tagged: !!str 5
'key': v
null_key: 1
"""


@pytest.mark.parametrize(
    ("pointer", "text", "before", "after"),
    [
        (("name",), '"Autumn"', "Spring sale", '"Autumn"'),
        (("cap",), "90", "12", "90"),
        (("list", 1), "null", "two", "null"),
        (("list", 0), '"a, b"', "one", '"a, b"'),
        (("block", 0), "true", "- x", "- true"),
    ],
)
def test_plain_yaml_values_are_replaced(pointer: Pointer, text: str, before: str, after: str) -> None:
    read = document(YAML, "yaml")
    changed = done(YAML, edits.replace(read, pointer, text))
    assert changed == YAML.replace(before, after)
    value: Any = document(changed, "yaml").value
    for step in pointer:
        value = value[step]
    assert value == json.loads(text)


@pytest.mark.parametrize(
    "pointer", [("list",), ("quoted",), ("text",), ("empty",), ("folded",), ("tagged",), (), ("x",)]
)
def test_other_yaml_values_are_left(pointer: Pointer) -> None:
    assert edits.replace(document(YAML, "yaml"), pointer, "1") is None


@pytest.mark.parametrize("text", ['"a\\\\u00e9"', "[1]", "{}", '"a\nb"', "1\n2"])
def test_yaml_takes_only_scalars_without_escapes(text: str) -> None:
    assert edits.replace(document(YAML, "yaml"), ("cap",), text) is None


def test_yaml_with_aliases_is_left() -> None:
    read = document("a: &x {b: c}\nd: *x\ne: f\n", "yaml")
    assert edits.replace(read, ("a", "b"), "1") is None
    assert edits.replace(read, ("e",), "1") is None
    assert edits.rename(read, ("e",), "g") is None


def test_plain_yaml_keys_are_renamed_and_nothing_else_is_edited() -> None:
    read = document(YAML, "yaml")
    assert done(YAML, edits.rename(read, ("cap",), "daily_spend_cap")) == YAML.replace("cap:", "daily_spend_cap:")
    assert edits.rename(read, ("key",), "other") is None
    assert edits.rename(read, ("cap",), "null") is None
    assert edits.rename(read, ("cap",), "a b") is None
    assert edits.remove(read, ("cap",)) is None
    assert edits.add(read, (), "k", "1") is None


def test_several_edits_are_made_at_once_in_any_order() -> None:
    read = document(PRETTY)
    some = [edits.replace(read, ("c", "e"), "3"), edits.remove(read, ("a",)), edits.rename(read, ("b",), "bb")]
    known = [edit for edit in some if edit is not None]
    expected = PRETTY.replace('"a": 1,\n  ', "").replace('"b"', '"bb"').replace('"e": 2', '"e": 3')
    assert edits.apply(PRETTY, known) == expected
    assert edits.apply(PRETTY, [*reversed(known), known[0]]) == expected
    assert edits.apply("\ufeff" + PRETTY, known) == "\ufeff" + expected
    assert edits.apply(PRETTY, []) == PRETTY


def test_edits_that_overlap_are_refused() -> None:
    with pytest.raises(ValueError, match="two edits change the same text"):
        edits.apply("abc", [Edit(Place(1, 1, 1, 3), "x"), Edit(Place(1, 2, 1, 4), "y")])


JSON = st.recursive(
    st.none() | st.booleans() | st.integers(-9, 9) | st.text(max_size=3),
    lambda children: st.lists(children, max_size=3) | st.dictionaries(st.text(max_size=3), children, max_size=3),
    max_leaves=8,
)
LAYOUTS: list[dict[str, Any]] = [
    {},
    {"indent": 2},
    {"indent": "\t", "ensure_ascii": False},
    {"separators": (",", ":")},
    {"indent": 1, "separators": (" , ", " : ")},
]


def pointers(value: Any, at: Pointer = ()) -> list[Pointer]:
    items = value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ()
    return [at, *(pointer for key, each in items for pointer in pointers(each, (*at, key)))]


def parent_of(value: Any, pointer: Pointer) -> Any:
    for step in pointer[:-1]:
        value = value[step]
    return value


@given(JSON, st.sampled_from(LAYOUTS), st.data())
def test_an_edit_gives_what_the_patch_gives(value: Any, layout: dict[str, Any], data: st.DataObject) -> None:
    text = json.dumps(value, **layout)
    read = document(text)
    pointer = data.draw(st.sampled_from(pointers(value)))
    operation = data.draw(st.sampled_from(["remove", "replace", "rename", "add"]))
    new = data.draw(JSON)
    key = data.draw(st.text(max_size=3))
    expected = copy.deepcopy(value)
    parent = parent_of(expected, pointer)
    target = parent[pointer[-1]] if pointer else expected
    if operation == "remove" and pointer:
        edit = edits.remove(read, pointer)
        del parent[pointer[-1]]
    elif operation == "replace":
        edit = edits.replace(read, pointer, json.dumps(new))
        if pointer:
            parent[pointer[-1]] = new
        else:
            expected = new
    elif operation == "rename" and pointer and isinstance(parent, dict) and key not in parent:
        edit = edits.rename(read, pointer, key)
        parent[key] = parent.pop(pointer[-1])
    elif operation == "add" and isinstance(target, dict) and key not in target:
        edit = edits.add(read, pointer, key, json.dumps(new))
        target[key] = new
    else:
        return
    assert edit is not None
    changed = edits.apply(text, [edit])
    assert document(changed).value == expected
    lines = read.lines
    start, end = (
        lines.offset(edit.place.line, edit.place.column),
        lines.offset(edit.place.end_line, edit.place.end_column),
    )
    assert changed == text[:start] + edit.text + text[end:]
