"""Code frames: the underline stands under what it marks, whatever the line holds and however long it is."""

from __future__ import annotations

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pinvet.finding import Frame
from pinvet.model import Place
from pinvet.reporters import Options
from pinvet.reporters.frames import draw, gutter
from pinvet.reporters.paint import Paint

PLAIN = Paint(Options())


def drawn(text: str, column: int, end_column: int, width: int = 80) -> list[str]:
    """Return the marked line and its underline."""
    frame = Frame(((1, text),), Place(1, column, 1, end_column))
    return draw(frame, "error", width, PLAIN)[1:]


@pytest.mark.parametrize(
    ("text", "column", "end_column", "expected"),
    [
        ('"cap": 1', 1, 6, [' 1 | "cap": 1', "   | ^^^^^"]),
        ("", 1, 1, [" 1 |", "   | ^"]),
        ("ab", 3, 3, [" 1 | ab", "   |   ^"]),
        ("ab", 9, 12, [" 1 | ab", "   |   ^"]),
        ("\tab", 2, 4, [" 1 |     ab", "   |     ^^"]),
        ("日本 ab", 4, 6, [" 1 | 日本 ab", "   |      ^^"]),
        ("e\u0301a", 3, 4, [" 1 | e\u0301a", "   |  ^"]),
        ("\x1bab", 2, 4, [r" 1 | \u{1b}ab", "   |       ^^"]),
        ("\u202eab", 1, 2, [r" 1 | \u{202e}ab", "   | ^^^^^^^^"]),
    ],
)
def test_the_underline_stands_under_the_span(text: str, column: int, end_column: int, expected: list[str]) -> None:
    assert drawn(text, column, end_column) == expected


def test_lines_far_apart_and_wide_numbers() -> None:
    frame = Frame(((8, "{"), (99, '  "a": {'), (100, "    1"), (101, "  }")), Place(99, 3, 101, 4))
    assert gutter(frame) == 3
    assert draw(frame, "error", 80, PLAIN) == [
        "     |",
        "   8 | {",
        "…",
        '  99 |   "a": {',
        "     |   ^^^^^^",
        " 100 |     1",
        " 101 |   }",
    ]


@pytest.mark.parametrize(
    ("text", "column", "end_column", "expected"),
    [
        ("a" * 60, 1, 4, [" 1 | aaaaaaaaaaaaaaaaaaaaaaaaaa…", "   | ^^^"]),
        ("a" * 40 + "XYZ" + "a" * 40, 41, 44, [" 1 | …aaaaaaaaaXYZaaaaaaaaaaaaa…", "   |           ^^^"]),
        ("a" * 40 + "XYZ", 41, 44, [" 1 | …aaaaaaaaaXYZ", "   |           ^^^"]),
        ("X" * 90, 1, 91, [" 1 | XXXXXXXXXXXXXXXXXXXXXXXXXX…", "   | ^^^^^^^^^^^^^^^^^^^^^^^^^^"]),
        ("a" * 500 + "XYZ", 501, 504, [" 1 | …aaaaaaaaaXYZ", "   |           ^^^"]),
    ],
)
def test_a_long_line_is_cut_around_the_span(text: str, column: int, end_column: int, expected: list[str]) -> None:
    assert drawn(text, column, end_column, width=32) == expected


def test_a_long_line_beside_the_span_is_cut_at_its_end() -> None:
    frame = Frame(((1, "b" * 50), (2, "a")), Place(2, 1, 2, 2))
    assert draw(frame, "error", 32, PLAIN)[1] == " 1 | " + "b" * 26 + "…"


@given(
    st.text(st.characters(codec=None), max_size=200),
    st.integers(0, 220),
    st.integers(0, 220),
    st.integers(0, 120),
)
def test_no_line_is_wider_than_asked_and_the_underline_is_inside(
    text: str, column: int, length: int, width: int
) -> None:
    marked, underline = drawn(text, column + 1, column + 1 + length, width)
    room = max(width, 24 + 5) + 10  # an escape is not broken, so the last one may stand over the edge
    assert _columns(marked) <= room
    assert _columns(underline) <= room
    assert underline.lstrip(" |").strip("^") == ""
    assert underline.endswith("^")
    assert marked.isprintable()


def _columns(text: str) -> int:
    return sum(
        0 if unicodedata.combining(character) else 1 + (unicodedata.east_asian_width(character) in "WF")
        for character in text
    )
