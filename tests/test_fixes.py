"""A JSON Patch on a value, and the same as edits of the text the value was read from."""

from __future__ import annotations

import copy
import json
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pinvet.fixes import edits_for
from pinvet.text.document import Document
from pinvet.text.edits import apply
from pinvet.text.json import read_json
from pinvet.text.patches import apply_patch, parse_pointer
from pinvet.text.yaml import read_yaml

if TYPE_CHECKING:
    from pinvet.model import Pointer

Patch = list[dict[str, Any]]

PRETTY = """\
{
  "name": "Spring",
  "daily_spend_cap": 20000000,
  "lifetime_spend_cap": 90000000,
  "targeting": {"GEO": ["US", "DE"]}
}
"""


def add(path: str, value: object) -> dict[str, Any]:
    return {"op": "add", "path": path, "value": value}


def remove(path: str) -> dict[str, Any]:
    return {"op": "remove", "path": path}


def replace(path: str, value: object) -> dict[str, Any]:
    return {"op": "replace", "path": path, "value": value}


def move(source: str, path: str) -> dict[str, Any]:
    return {"op": "move", "from": source, "path": path}


def document(text: str) -> Document:
    read = read_json(text)
    assert isinstance(read, Document)
    return read


def fixed(text: str, patch: Patch, base: Pointer = ()) -> str | None:
    """Return the text after a patch, having compared it with what the patch makes of the value."""
    edits = edits_for(patch, document(text), base)
    if not edits:
        return None
    after = apply(text, edits)
    value = json.loads(text)
    inner = value
    for step in base:
        inner = inner[step]
    expected = apply_patch(inner, patch)
    read = json.loads(after)
    for step in base:
        read = read[step]
    assert read == expected
    return after


@pytest.mark.parametrize(
    ("value", "patch", "expected"),
    [
        ({"a": 1}, [add("/b", 2)], {"a": 1, "b": 2}),
        ({"a": 1}, [add("/a", 2)], {"a": 2}),
        ([1, 3], [add("/1", 2)], [1, 2, 3]),
        ([1], [add("/-", 2), add("/2", 3)], [1, 2, 3]),
        ({"a": {"b": [0]}}, [add("/a/b/0", 1)], {"a": {"b": [1, 0]}}),
        ({"a": 1}, [add("", [])], []),
        ({"a": 1, "b": 2}, [remove("/a")], {"b": 2}),
        ([1, 2], [remove("/0"), remove("/0")], []),
        ({"a": 1}, [remove("")], None),
        ({"a": 1}, [replace("/a", None)], {"a": None}),
        ({"a": 1}, [replace("", 5)], 5),
        ([1, 2], [replace("/1", 3)], [1, 3]),
        ({"a": 1}, [move("/a", "/b")], {"b": 1}),
        ({"a": {"b": 1}}, [move("/a/b", "/b")], {"a": {}, "b": 1}),
        ({"a/b": 1, "m~n": 2, "": 3}, [remove("/a~1b"), remove("/m~0n"), replace("/", 4)], {"": 4}),
        ({"0": 1}, [replace("/0", 2)], {"0": 2}),
    ],
)
def test_a_patch_makes_a_new_value(value: Any, patch: Patch, expected: Any) -> None:
    before = copy.deepcopy(value)
    assert apply_patch(value, patch) == expected
    assert value == before


@pytest.mark.parametrize(
    "patch",
    [
        [remove("/x")],
        [replace("/x", 1)],
        [replace("/l/2", 1)],
        [add("/x/y", 1)],
        [add("/l/3", 1)],
        [add("/l/01", 1)],
        [add("/l/-1", 1)],
        [add("/l/²", 1)],
        [remove("/l/-")],
        [add("/s/x", 1)],
        [move("/x", "/y")],
        [add("s", 1)],
        [{"op": "test", "path": "/s", "value": ""}],
    ],
)
def test_a_patch_that_leads_nowhere_is_refused(patch: Patch) -> None:
    with pytest.raises(ValueError, match=r"leads nowhere|starts with /|is not one of"):
        apply_patch({"s": "", "l": [1, 2]}, patch)


def test_pointers_are_unescaped_in_the_right_order() -> None:
    assert parse_pointer("") == ()
    assert parse_pointer("/a~01/~1/") == ("a~1", "/", "")


@pytest.mark.parametrize(
    ("patch", "expected"),
    [
        ([remove("/daily_spend_cap")], PRETTY.replace('"daily_spend_cap": 20000000,\n  ', "")),
        ([replace("/name", "Fall")], PRETTY.replace("Spring", "Fall")),
        ([add("/name", "Fall")], PRETTY.replace("Spring", "Fall")),
        ([replace("/name", "Grüße 🎉")], PRETTY.replace("Spring", "Grüße 🎉")),
        ([move("/name", "/title")], PRETTY.replace('"name"', '"title"')),
        ([add("/status", "PAUSED")], PRETTY.replace("]}\n", ']},\n  "status": "PAUSED"\n')),
        ([remove("/targeting/GEO/0")], PRETTY.replace('"US", ', "")),
        ([replace("/targeting", {"AGE": [1]})], PRETTY.replace('{"GEO": ["US", "DE"]}', '{"AGE": [1]}')),
        (
            [remove("/name"), remove("/daily_spend_cap")],
            PRETTY.replace('"name": "Spring",\n  "daily_spend_cap": 20000000,\n  ', ""),
        ),
        (
            [add("/a", 1), add("/b", None)],
            PRETTY.replace("]}\n", ']},\n  "a": 1,\n  "b": null\n'),
        ),
        (
            [remove("/daily_spend_cap"), replace("/name", "X"), add("/targeting/AGE", [])],
            PRETTY.replace('"daily_spend_cap": 20000000,\n  ', "")
            .replace("Spring", "X")
            .replace('"DE"]', '"DE"], "AGE": []'),
        ),
        (
            [remove("/name"), move("/daily_spend_cap", "/cap")],
            PRETTY.replace('"name": "Spring",\n  "daily_spend_cap"', '"cap"'),
        ),
    ],
)
def test_a_patch_as_edits_keeps_the_rest_of_the_text(patch: Patch, expected: str) -> None:
    assert fixed(PRETTY, patch) == expected


def test_a_patch_is_laid_over_the_entity_it_is_about() -> None:
    text = '{"items": [{"a": 1}, {"a": 1, "b": 2}]}'
    assert fixed(text, [remove("/a")], ("items", 1)) == '{"items": [{"a": 1}, {"b": 2}]}'
    assert fixed(text, [replace("", 0)], ("items", 0)) == '{"items": [0, {"a": 1, "b": 2}]}'


@pytest.mark.parametrize(
    "patch",
    [
        [],
        [remove("")],
        [remove("/x")],
        [replace("/x/y", 1)],
        [move("/a", "/b")],
        [move("/a", "/o/a")],
        [move("/l/0", "/l/1")],
        [move("/a", "")],
        [add("/l/-", 1)],
        [add("/l/0", 1)],
        [add("/a/x", 1)],
        [add("/x", float("nan"))],
        [add("/x", "\ud800")],
        [add("/x", {}), add("/x/y", 1)],
        [replace("/a", 1), remove("/a")],
        [remove("/l/0"), remove("/l/1")],
        [remove("/l/0"), replace("/l/1", 1)],
        [remove("/a"), remove("/b"), remove("/l"), remove("/o")],
        [add("/o/x", 1), add("/o/y", 1)],
        [remove("/o/z"), remove("/a")],
        [{"op": "copy", "from": "/a", "path": "/c"}],
        [{"op": "test", "path": "/a", "value": 1}],
    ],
)
def test_what_the_text_alone_cannot_tell_is_no_edit(patch: Patch) -> None:
    assert edits_for(patch, document('{"a": 1, "b": 2, "l": [1, 2], "o": {}}'), ()) == ()


def test_the_only_member_removed_and_another_added_is_no_edit() -> None:
    assert edits_for([remove("/a"), add("/b", 1)], document('{"a":1}'), ()) == ()


@pytest.mark.parametrize("base", [("x",), (0,), ("a", "b")])
def test_a_base_that_leads_nowhere_is_no_edit(base: Pointer) -> None:
    assert edits_for([remove("/a")], document('{"a": 1}'), base) == ()


def test_yaml_is_edited_where_a_scalar_or_a_key_changes() -> None:
    text = "# ours\ncap: 10 # micro\nname: Spring\n"
    read = read_yaml(text)
    assert isinstance(read, Document)
    edits = edits_for([replace("/cap", 20), move("/name", "/title")], read, ())
    assert apply(text, edits) == "# ours\ncap: 20 # micro\ntitle: Spring\n"
    assert edits_for([remove("/cap")], read, ()) == ()


KEYS = st.sampled_from(["a", "b", "c", "d"])
VALUES = st.recursive(
    st.integers(0, 9) | st.text("xy", max_size=2),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(KEYS, inner, max_size=4),
    max_leaves=12,
)
PATHS = st.lists(KEYS | st.sampled_from(["0", "1", "-"]), max_size=3).map(
    lambda steps: "".join(f"/{step}" for step in steps)
)
OPERATIONS = (
    st.builds(add, PATHS, st.integers(0, 9))
    | st.builds(replace, PATHS, st.integers(0, 9))
    | st.builds(remove, PATHS)
    | st.builds(move, PATHS, PATHS)
)


@settings(max_examples=120, deadline=None)
@given(VALUES, st.lists(OPERATIONS, min_size=1, max_size=3), st.sampled_from([None, 2]), st.booleans())
def test_edits_say_what_the_patch_says(value: object, patch: Patch, indent: int | None, tight: bool) -> None:
    text = json.dumps(value, indent=indent, separators=(",", ":") if tight else None)
    edits = edits_for(patch, document(text), ())
    if edits:
        assert json.loads(apply(text, edits)) == apply_patch(value, patch)
