"""Where keys and values stand: 1-based lines and columns in code points, quotes included."""

from __future__ import annotations

import pytest

from pinvet.model import Place, Pointer
from pinvet.text.document import Document
from pinvet.text.json import read_json
from pinvet.text.lines import Lines
from pinvet.text.yaml import read_yaml


def document(text: str, kind: str = "json") -> Document:
    read = read_json(text) if kind == "json" else read_yaml(text)
    assert isinstance(read, Document), read
    return read


def cut(read: Document, place: Place | None) -> str:
    """Return the text that a place spans."""
    assert place is not None
    lines = Lines(read.text)
    return read.text[lines.offset(place.line, place.column) : lines.offset(place.end_line, place.end_column)]


PRETTY = '[\n  {\n    "name": "Spring",\n    "caps": [1, -2.5e3],\n    "o": {}\n  }\n]\n'


@pytest.mark.parametrize(
    ("pointer", "place", "text"),
    [
        ((), Place(1, 1, 7, 2), PRETTY.strip()),
        ((0,), Place(2, 3, 6, 4), PRETTY[4:-3]),
        ((0, "name"), Place(3, 13, 3, 21), '"Spring"'),
        ((0, "caps"), Place(4, 13, 4, 24), "[1, -2.5e3]"),
        ((0, "caps", 0), Place(4, 14, 4, 15), "1"),
        ((0, "caps", 1), Place(4, 17, 4, 23), "-2.5e3"),
        ((0, "o"), Place(5, 10, 5, 12), "{}"),
    ],
)
def test_a_value_is_found_with_its_quotes_and_brackets(pointer: Pointer, place: Place, text: str) -> None:
    read = document(PRETTY)
    assert read.value_place(pointer) == place
    assert cut(read, place) == text


def test_a_key_is_found_with_its_quotes() -> None:
    read = document(PRETTY)
    assert read.key_place((0, "name")) == Place(3, 5, 3, 11)
    assert read.key_place((0,)) is None
    assert read.key_place(()) is None
    assert read.key_place((0, "missing")) is None


@pytest.mark.parametrize(
    "pointer", [(1,), (0, "x"), (0, "name", "x"), (0, "o", 0), ("0",), (0, "caps", "0"), (0, "x", "y")]
)
def test_a_pointer_that_leads_nowhere_has_no_place(pointer: Pointer) -> None:
    assert document(PRETTY).value_place(pointer) is None


@pytest.mark.parametrize(
    ("pointer", "place"),
    [
        ((0, "daily_spend_cap"), Place(2, 3, 2, 4)),
        ((0, "o", "x", "y"), Place(5, 10, 5, 11)),
        ((0, "caps", 7), Place(4, 13, 4, 14)),
        ((0, "name", "x"), Place(2, 3, 2, 4)),
        ((0, "caps"), Place(4, 13, 4, 14)),
        ((9,), Place(1, 1, 1, 2)),
    ],
)
def test_what_is_missing_stands_at_the_bracket_of_the_nearest_container(pointer: Pointer, place: Place) -> None:
    assert document(PRETTY).opening_place(pointer) == place


def test_a_document_that_is_one_scalar_opens_with_it() -> None:
    assert document(" 12").opening_place(("x",)) == Place(1, 2, 1, 3)


@pytest.mark.parametrize(
    ("text", "pointer", "place"),
    [
        ('{\r\n"a": 1}', ("a",), Place(2, 6, 2, 7)),
        ('{\r"a": 1}', ("a",), Place(2, 6, 2, 7)),
        ('{\n\r"a": 1}', ("a",), Place(3, 6, 3, 7)),
        ('{\t"a":\t1}', ("a",), Place(1, 8, 1, 9)),
        ('\ufeff{"a": 1}', ("a",), Place(1, 7, 1, 8)),
        ('{"\U0001f600": "\U0001f600", "b": 2}', ("b",), Place(1, 17, 1, 18)),
        ('{"\\ud83d\\ude00": 1}', ("\U0001f600",), Place(1, 18, 1, 19)),
        ('{"a\\"b": "c\\\\", "d": 1}', ("d",), Place(1, 22, 1, 23)),
        ('{"a\\u0062": [true, null]}', ("ab", 1), Place(1, 20, 1, 24)),
        ('"x\u2028y\x85z"', (), Place(1, 1, 1, 8)),
    ],
)
def test_places_hold_over_line_ends_tabs_marks_escapes_and_wide_characters(
    text: str, pointer: Pointer, place: Place
) -> None:
    assert document(text).value_place(pointer) == place


def test_of_a_repeated_key_the_last_value_counts_and_all_places_are_told() -> None:
    read = document('{"a": 1, "b": {"c": 1,\n"c": 2}, "a": 3, "a": [4]}')
    assert read.value == {"a": [4], "b": {"c": 2}}
    assert read.value_place(("a", 0)) is not None
    assert [(each.pointer, each.first, each.second) for each in read.duplicates] == [
        (("b", "c"), Place(1, 16, 1, 19), Place(2, 1, 2, 4)),
        (("a",), Place(1, 2, 1, 5), Place(2, 10, 2, 13)),
        (("a",), Place(1, 2, 1, 5), Place(2, 18, 2, 21)),
    ]
    assert document(PRETTY).duplicates == ()


def test_keys_repeat_by_what_they_stand_for() -> None:
    assert len(document('{"a": 1, "\\u0061": 2}').duplicates) == 1


YAML = """\
# a comment
name: Spring  # another
caps: [1, {x: 2}]
block:
  - a: 'it''s'
    b: |
      text

  - &same {c: "d"}
  - *same
tagged: !!str 12
empty:
last: one
  more
"""


@pytest.mark.parametrize(
    ("pointer", "text"),
    [
        (("name",), "Spring"),
        (("caps",), "[1, {x: 2}]"),
        (("caps", 1), "{x: 2}"),
        (("caps", 1, "x"), "2"),
        (("block", 0), "a: 'it''s'\n    b: |\n      text"),
        (("block", 0, "a"), "'it''s'"),
        (("block", 0, "b"), "|\n      text"),
        (("block", 1), '{c: "d"}'),
        (("block", 2), "*same"),
        (("block", 2, "c"), '"d"'),
        (("tagged",), "12"),
        (("empty",), ""),
        (("last",), "one\n  more"),
        ((), YAML[YAML.index("name") : -1]),
    ],
)
def test_a_yaml_value_is_found_without_its_tag_and_anchor(pointer: Pointer, text: str) -> None:
    read = document(YAML, "yaml")
    assert cut(read, read.value_place(pointer)) == text


def test_yaml_keys_and_openings() -> None:
    read = document(YAML, "yaml")
    assert cut(read, read.key_place(("block", 0, "b"))) == "b"
    assert read.opening_place(("block", 0, "x")) == Place(5, 5, 5, 6)
    assert read.opening_place(("block", 5)) == Place(5, 3, 5, 4)
    assert read.opening_place(("x",)) == Place(2, 1, 2, 2)
    assert read.opening_place(("caps", 1, "y")) == Place(3, 11, 3, 12)
    assert read.opening_place(("block", 2, "y")) == Place(10, 5, 10, 6)


@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
def test_yaml_places_count_lines_as_json_does(end: str) -> None:
    text = end.join(["\ufeff'\U0001f600': a", 'b: "c\x85d\u2028e"', "e: [f,", "  g]"])
    read = document(text, "yaml")
    assert read.value_place(("e", 1)) == Place(4, 3, 4, 4)
    assert read.key_place(("e",)) == Place(3, 1, 3, 2)


def test_yaml_repeats_are_told_with_both_keys() -> None:
    read = document("a: 1\nb: {c: 1, 'c': 2}\na: 2\n", "yaml")
    assert read.value == {"a": 2, "b": {"c": 2}}
    assert [(each.pointer, each.first, each.second) for each in read.duplicates] == [
        (("b", "c"), Place(2, 5, 2, 6), Place(2, 11, 2, 14)),
        (("a",), Place(1, 1, 1, 2), Place(3, 1, 3, 2)),
    ]


def test_lines_turn_offsets_into_places_and_back() -> None:
    lines = Lines("ab\r\nc\rd\n")
    assert len(lines) == 4
    assert [lines.position(offset) for offset in range(9)] == [
        (1, 1), (1, 2), (1, 3), (1, 4), (2, 1), (2, 2), (3, 1), (3, 2), (4, 1),
    ]  # fmt: skip
    assert [lines.offset(*lines.position(offset)) for offset in range(9)] == list(range(9))
    assert lines.offset(9, 9) == 8
    assert lines.start(5) == 8
