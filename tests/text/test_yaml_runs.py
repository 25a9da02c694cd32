"""Where the characters of a YAML string stand: PyYAML writes a string in any style, and every part is found again."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from pinvet.text.document import Document
from pinvet.text.lines import Lines
from pinvet.text.spots import Spots
from pinvet.text.yaml import read_cassette_yaml
from pinvet.text.yaml_runs import yaml_string_runs

if TYPE_CHECKING:
    from pinvet.text.spots import Runs

PIECES = st.sampled_from(
    [
        "word",
        " ",
        "  ",
        "\n",
        "\n\n",
        '"',
        "'",
        "''",
        "\\",
        ":",
        "#",
        "{",
        "é",
        "😀",
        "\t",
        "\x85",
        "\u2028",
        "\x07",
        ",",
    ]
)
TEXTS = st.lists(PIECES, max_size=60).map("".join)


def scalar(source: str) -> tuple[str, int, int]:
    """Return the value of the member `a` of a YAML text, and the offsets of its source."""
    document = read_cassette_yaml(source)
    assert isinstance(document, Document)
    node = document.index.find(("a",))
    assert node is not None
    return document.value["a"], document.index.starts[node], document.index.ends[node]


def runs_of(source: str) -> tuple[str, Runs | None]:
    value, start, end = scalar(source)
    return value, yaml_string_runs(source, start, end, value)


def part(source: str, runs: Runs, start: int, end: int) -> str:
    """Return the source of the characters from `start` up to `end` of the string."""
    lines = Lines(source)
    place = Spots(runs, lines.position).place(start, end)
    return source[lines.offset(place.line, place.column) : lines.offset(place.end_line, place.end_column)]


@pytest.mark.parametrize(
    ("source", "span", "expected"),
    [
        ("a: plain text", (6, 10), "text"),
        ("a: plain\n  text", (6, 10), "text"),
        ("a: plain\n\n\n  text", (7, 11), "text"),
        ("a: 'it''s \"b\"'", (5, 8), '"b"'),
        ("a: 'it''s'", (2, 3), "''"),
        ("a: 'one\n  two'", (4, 7), "two"),
        ("a: 'one\r\n  \r\n  two'\r\n", (4, 7), "two"),
        ('a: "\\"x\\" \\u00e9 \\U0001F600 \\x41"', (0, 3), '\\"x\\"'),
        ('a: "\\"x\\" \\u00e9 \\U0001F600 \\x41"', (4, 7), "\\u00e9 \\U0001F600"),
        ('a: "\\"x\\" \\u00e9 \\U0001F600 \\x41"', (8, 9), "\\x41"),
        ('a: "{\\"k\\"\\\n  : 1}"', (1, 4), '\\"k\\"'),  # ends where the writer broke the line
        ('a: "{\\"k\\"\\\n  : 1}"', (4, 7), ": 1"),  # begins there
        ('a: "{\\"k\\"\\\n  : 1}"', (4, 4), ""),
        ('a: "one\\\n  \\ two"', (4, 7), "two"),
        ('a: "one\\\n\n  two"', (4, 7), "two"),
        ('a: "one  \n  two"', (4, 7), "two"),
        ('a: "one  two \t"', (5, 8), "two"),
        ('a: "\\0\\a\\b\\t\\n\\v\\f\\r\\e\\/\\N\\_\\L\\P"', (9, 10), "\\/"),
        ("a: |\n  one\n  two\n", (4, 7), "two"),
        ("a: |-\n\n    one\n      two\n\n\nb: 1\n", (7, 10), "two"),
        ("a: |2+\n    one\r\n  two\n\n", (6, 9), "two"),
        ("a: | # why\n  one\n  two", (4, 7), "two"),
        ("a: &x 'one two'", (4, 7), "two"),
        ("a: !!python/unicode 'one two'", (4, 7), "two"),
    ],
)
def test_a_part_of_a_string_is_found_in_its_source(source: str, span: tuple[int, int], expected: str) -> None:
    _, runs = runs_of(source)
    assert runs is not None
    assert part(source, runs, *span) == expected


@pytest.mark.parametrize("source", ["a: >\n  one\n  two\n", 'a: "one\u2028  two"'])
def test_what_cannot_be_told_apart_has_no_runs(source: str) -> None:
    assert runs_of(source)[1] is None


def test_only_the_string_itself_has_runs() -> None:
    for source in ("a: one", "a: 'one'", 'a: "one"', "a: |\n  one", "a: |", "a: ''"):
        _, start, end = scalar(source)
        assert yaml_string_runs(source, start, end, "two") is None


@given(
    TEXTS,
    st.sampled_from([None, "'", '"', "|"]),
    st.sampled_from([20, 80, 1000]),
    st.booleans(),
    st.sampled_from([yaml.Dumper, yaml.CDumper]) if yaml.__with_libyaml__ else st.just(yaml.Dumper),
    st.sampled_from(["\n", "\r\n"]),
    st.data(),
)
def test_what_pyyaml_writes_is_found(
    text: str, style: str | None, width: int, unicode: bool, dumper: type, line_break: str, data: st.DataObject
) -> None:
    source = yaml.dump(
        {"a": text, "b": 1}, Dumper=dumper, default_style=style, width=width, allow_unicode=unicode,
        line_break=line_break,
    )  # fmt: skip
    document = read_cassette_yaml(source)
    if not isinstance(document, Document) or document.value.get("a") != text:
        return  # YAML 1.1 and 1.2 differ: a word that is a number, a line end that is none
    value, runs = runs_of(source)
    if runs is None:
        assert "\u2028" in source or "\x85" in source or not text.strip()
        return
    words = [match.span() for match in re.finditer("word", value)]
    if words:
        start, end = data.draw(st.sampled_from(words))
        assert part(source, runs, start, end) == "word"
