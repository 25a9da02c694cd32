"""Texts inside other texts: through escapes and quotes, every place leads back to the characters that were read."""

from __future__ import annotations

import json
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pinvet.model import Place
from pinvet.text.document import Document, Trouble
from pinvet.text.fragment import Fragment, fragment
from pinvet.text.limits import LIMITS
from pinvet.text.spots import Spot, Spots, json_string_runs

HARD = st.text(st.sampled_from('ab"\\/\n\t\x00é😀\u2028 {}[]:,u0d8'), max_size=30)
BODIES = st.recursive(
    st.none() | st.booleans() | st.integers() | HARD,
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(HARD, inner, max_size=3),
    max_leaves=8,
)


def on_one_line(offset: int) -> tuple[int, int]:
    return 1, offset + 1


def columns(place: Place | None) -> slice:
    assert place is not None
    assert place.line == place.end_line == 1
    return slice(place.column - 1, place.end_column - 1)


def quoted(text: str, *, ascii_only: bool) -> tuple[str, Spots]:
    """Return a log line with a text as a JSON string in it, and the places of the text."""
    source = f'{{"é": {json.dumps(text, ensure_ascii=ascii_only)}}}'
    start = source.index(": ") + 3
    return source, Spots(json_string_runs(source, start, len(source) - 2), on_one_line)


@given(HARD, st.booleans(), st.data())
def test_a_slice_of_a_json_string_stands_where_its_place_says(text: str, ascii_only: bool, data: st.DataObject) -> None:
    source, spots = quoted(text, ascii_only=ascii_only)
    start = data.draw(st.integers(0, len(text)))
    end = data.draw(st.integers(start, len(text)))
    assert json.loads(f'"{source[columns(spots.place(start, end))]}"') == text[start:end]


def test_escapes_of_every_length_are_one_character() -> None:
    source = r"\/\u00e9\uD83D\ude00\"\\n\uDE00x"
    spots = Spots(json_string_runs(source, 0, len(source)), on_one_line)
    parts = [source[columns(spots.place(offset, offset + 1))] for offset in range(len(json.loads(f'"{source}"')))]
    assert parts == [r"\/", r"\u00e9", r"\uD83D\ude00", r"\"", "\\\\", "n", r"\uDE00", "x"]


def test_runs_may_lie_on_several_lines() -> None:
    spots = Spots([(0, 0), (3, 10), (5, 12)], lambda offset: (offset // 10 + 1, offset % 10 + 1))
    assert spots.place(1, 4) == Place(1, 2, 2, 2)
    assert spots.place(5, 5) == Place(2, 3, 2, 3)


def test_a_text_that_cannot_be_told_apart_has_one_place() -> None:
    spot = Spot(Place(3, 5, 3, 90))
    assert spot.place(0, 1) == spot.place(7, 7) == Place(3, 5, 3, 90)


def read(body: str, **keys: Any) -> tuple[str, Fragment]:
    source, spots = quoted(body, ascii_only=True)
    found = fragment(body, spots, **keys)
    assert isinstance(found, Fragment)
    return source, found


@given(BODIES, st.sampled_from([None, 1]), st.booleans())
def test_every_value_of_a_body_stands_where_its_place_says(body: Any, indent: int | None, wide: bool) -> None:
    text = json.dumps(body, indent=indent, ensure_ascii=not wide)
    source, document = read(text)
    assert document.embedded
    for pointer, value in walk(body):
        inner = json.loads(f'"{source[columns(document.value_place(pointer))]}"')
        assert json.loads(inner) == value
        key = document.key_place(pointer)
        if pointer and isinstance(pointer[-1], str):
            assert json.loads(json.loads(f'"{source[columns(key)]}"')) == pointer[-1]
        else:
            assert key is None


def walk(value: Any, at: tuple[str | int, ...] = ()) -> list[tuple[tuple[str | int, ...], Any]]:
    steps = list(value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ())
    return [(at, value), *(found for step, inner in steps for found in walk(inner, (*at, step)))]


def test_a_key_twice_is_found_in_the_file() -> None:
    source, document = read('{"a": 1, "a": 2}')
    (twice,) = document.duplicates
    assert [source[columns(place)] for place in (twice.first, twice.second)] == [r"\"a\""] * 2
    assert twice.first != twice.second


def test_a_trouble_has_its_place_in_the_file() -> None:
    body = '{"a": "x",\n "b": oops}'
    source, spots = quoted(body, ascii_only=True)
    trouble = fragment(body, spots)
    assert isinstance(trouble, Trouble)
    assert (trouble.kind, trouble.line) == ("syntax", 1)
    assert source[trouble.column - 1 :].startswith("oops")
    limited = fragment("[[[1]]]", spots, LIMITS._replace(max_depth=2))
    assert isinstance(limited, Trouble)
    assert limited.kind == "limit"


class TestFrames:
    body = '[{"name": "Secret", "cap": 20000000, "deep": {"x": [1, 2]}}]'

    def shown(self, pointer: tuple[str | int, ...], value: Any) -> bool:
        return not isinstance(value, str) or value != "Secret"

    def frame(self, place: Place | None, document: Document) -> tuple[str, str] | None:
        assert place is not None
        found = document.frame(place, self.shown)
        if found is None:
            return None
        ((line, text),) = found.lines
        assert (line, found.place.line, found.place.end_line) == (place.line, place.line, place.line)
        return text, text[found.place.column - 1 : found.place.end_column - 1]

    def test_they_show_the_member_alone(self) -> None:
        _, document = read(self.body)
        assert self.frame(document.value_place((0, "cap")), document) == ('"cap": 20000000', "20000000")
        assert self.frame(document.key_place((0, "cap")), document) == ('"cap": 20000000', '"cap"')
        assert self.frame(document.value_place((0, "deep", "x", 1)), document) == ("2", "2")

    def test_what_may_not_be_shown_is_masked(self) -> None:
        _, document = read(self.body)
        assert self.frame(document.value_place((0, "name")), document) == ('"name": "······"', '"······"')

    def test_a_long_member_is_cut(self) -> None:
        _, document = read(json.dumps([{"list": [1] * 100}]))
        found = self.frame(document.value_place((0, "list")), document)
        assert found is not None
        text, marked = found
        assert len(text) == 121
        assert text.endswith("…")
        assert text.startswith('"list": [1, ')
        assert marked == text[len('"list": ') : -1]

    def test_an_opening_bracket_shows_nothing(self) -> None:
        _, document = read(self.body)
        assert self.frame(document.opening_place((0, "gone")), document) is None

    def test_an_empty_list_is_a_bracket_and_more(self) -> None:
        _, document = read('[{"a": []}]')
        assert self.frame(document.value_place((0, "a")), document) == ('"a": []', "[]")

    @pytest.mark.parametrize("place", [Place(1, 1, 1, 2), Place(9, 1, 9, 2)])
    def test_a_place_that_nobody_asked_for_shows_nothing(self, place: Place) -> None:
        _, document = read(self.body)
        assert document.frame(place, self.shown) is None
