"""JSON that was cut off is closed where it ends: what is whole is kept, and nothing is made up."""

from __future__ import annotations

import json
from time import perf_counter
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pinvet.text.json_cut import closed

TEXTS = st.text(st.sampled_from('ab"\\ {}[]:,é😀\n1'), max_size=8)
VALUES = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False, allow_infinity=False) | TEXTS,
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(TEXTS, inner, max_size=3),
    max_leaves=10,
)
BODIES = VALUES.filter(lambda value: isinstance(value, (dict, list)))


def is_part(part: Any, whole: Any) -> bool:
    """Tell whether everything in a value stands in another at the same place."""
    if isinstance(part, dict):
        return isinstance(whole, dict) and all(key in whole and is_part(part[key], whole[key]) for key in part)
    if isinstance(part, list):
        return isinstance(whole, list) and len(part) <= len(whole) and all(map(is_part, part, whole))
    return type(part) is type(whole) and bool(part == whole)


def leaves(value: Any) -> int:
    inner = value.values() if isinstance(value, dict) else value if isinstance(value, list) else None
    return 1 if inner is None else sum(map(leaves, inner))


@given(BODIES, st.sampled_from([None, 1]), st.data())
def test_a_part_of_any_body_is_a_part_of_its_value(body: Any, indent: int | None, data: st.DataObject) -> None:
    text = json.dumps(body, indent=indent, ensure_ascii=False)
    end = data.draw(st.integers(0, len(text) - 1))
    part = closed(text[:end])
    if part is None:
        assert not text[:end].strip()
        return
    assert is_part(json.loads(part), body)
    assert part.startswith(text[:end].rstrip()[:1])


@given(BODIES)
def test_nothing_whole_is_lost(body: Any) -> None:
    """Cut in front of the last bracket, all members are there but a number that may go on."""
    text = json.dumps(body)[:-1]
    part = closed(text)
    assert part is not None
    lost = leaves(body) - leaves(json.loads(part))
    assert lost == (0 if text[-1] in '[{"]}' else 1)


@pytest.mark.parametrize(
    ("text", "part"),
    [
        ("[", "[]"),
        ("[{", "[{}]"),
        ("[1, 2", "[1]"),
        ("[1, 2,", "[1, 2]"),
        ("[1, 2 ", "[1, 2]"),
        ('{"a": "b"', '{"a": "b"}'),
        ('{"a": "b', "{}"),
        ('{"a": "b\\', "{}"),
        ('{"a": "b\\"', "{}"),
        ('{"a": tru', "{}"),
        ('{"a": 1, "b"', '{"a": 1}'),
        ('{"a": 1, "b":', '{"a": 1}'),
        ('{"a": [1, {"b": null}, {"c', '{"a": [1, {"b": null}, {}]}'),
        (" \r\n\t[1,\n", " \r\n\t[1]"),
        ('["a", "b"', '["a", "b"]'),
    ],
)
def test_where_it_is_closed(text: str, part: str) -> None:
    assert closed(text) == part
    json.loads(part)


@pytest.mark.parametrize(
    "text", ["", "   ", "12", '"text"', '"te', "nul", "[1]", '{"a": 1}', "[}", "[1}", "]", ":", '"']
)
def test_what_holds_no_part(text: str) -> None:
    """A whole text is not for closing either: where it is no JSON, that is another fault."""
    assert closed(text) is None


@pytest.mark.parametrize("piece", ["[", '{"a":', "[1,", "\\\\", '" ', " ", '"a",'])
def test_hostile_texts_take_no_longer_than_they_are(piece: str) -> None:
    text = '["' + piece * 40_000
    start = perf_counter()
    closed(text[1:] if piece[0] in '[{ "' else text)
    closed(piece * 40_000)
    assert perf_counter() - start < 10
