"""JSONTestSuite: everything valid is read, everything invalid is refused at a place, the rest is pinned here."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from pinvet.text.decode import decode
from pinvet.text.document import Document, Trouble
from pinvet.text.json import read_json

SUITE = Path(__file__).parents[3] / "shared" / "suites" / "JSONTestSuite" / "test_parsing"
FILES = sorted(SUITE.glob("*.json"))

pytestmark = pytest.mark.skipif(not FILES, reason="the suite is not here")

FLOAT = "the number is beyond what a 64-bit float holds (about 1.8e308)"
HALF = "the escape is half of a surrogate pair, which is no character"
UTF16 = "the text is encoded as UTF-16, not as UTF-8"

# What RFC 8259 leaves to the reader: None where the text is read, else the start of the message.
FREE = {
    "i_number_double_huge_neg_exp": None,
    "i_number_huge_exp": FLOAT,
    "i_number_neg_int_huge_exp": FLOAT,
    "i_number_pos_double_huge_exp": FLOAT,
    "i_number_real_neg_overflow": FLOAT,
    "i_number_real_pos_overflow": FLOAT,
    "i_number_real_underflow": None,
    "i_number_too_big_neg_int": None,
    "i_number_too_big_pos_int": None,
    "i_number_very_big_negative_int": None,
    "i_object_key_lone_2nd_surrogate": HALF,
    "i_string_1st_surrogate_but_2nd_missing": HALF,
    "i_string_1st_valid_surrogate_2nd_invalid": HALF,
    "i_string_UTF-16LE_with_BOM": UTF16,
    "i_string_UTF-8_invalid_sequence": "byte 0xfa is not UTF-8",
    "i_string_UTF8_surrogate_U+D800": "byte 0xed is not UTF-8",
    "i_string_incomplete_surrogate_and_escape_valid": HALF,
    "i_string_incomplete_surrogate_pair": HALF,
    "i_string_incomplete_surrogates_escape_valid": HALF,
    "i_string_invalid_lonely_surrogate": HALF,
    "i_string_invalid_surrogate": HALF,
    "i_string_invalid_utf-8": "byte 0xff is not UTF-8",
    "i_string_inverted_surrogates_U+1D11E": HALF,
    "i_string_iso_latin_1": "byte 0xe9 is not UTF-8",
    "i_string_lone_second_surrogate": HALF,
    "i_string_lone_utf8_continuation_byte": "byte 0x81 is not UTF-8",
    "i_string_not_in_unicode_range": "byte 0xf4 is not UTF-8",
    "i_string_overlong_sequence_2_bytes": "byte 0xc0 is not UTF-8",
    "i_string_overlong_sequence_6_bytes": "byte 0xfc is not UTF-8",
    "i_string_overlong_sequence_6_bytes_null": "byte 0xfc is not UTF-8",
    "i_string_truncated-utf-8": "byte 0xe0 is not UTF-8",
    "i_string_utf16BE_no_BOM": UTF16,
    "i_string_utf16LE_no_BOM": UTF16,
    "i_structure_500_nested_arrays": "lists and objects are nested more than 128 deep",
    "i_structure_UTF-8_BOM_empty_object": None,
}


def read(path: Path) -> Document | Trouble:
    text = decode(path.read_bytes())
    return text if isinstance(text, Trouble) else read_json(text)


def test_the_suite_is_whole() -> None:
    kinds = [path.name[:2] for path in FILES]
    assert (kinds.count("y_"), kinds.count("n_"), kinds.count("i_")) == (95, 188, 35)


@pytest.mark.parametrize("path", [path for path in FILES if path.name.startswith("y_")], ids=lambda path: path.stem)
def test_what_must_be_read_is_read(path: Path) -> None:
    document = read(path)
    assert isinstance(document, Document)
    assert document.value == json.loads(path.read_bytes())
    assert document.value_place(()) is not None


@pytest.mark.parametrize("path", [path for path in FILES if path.name.startswith("n_")], ids=lambda path: path.stem)
def test_what_must_be_refused_is_refused_at_a_place(path: Path) -> None:
    trouble = read(path)
    assert isinstance(trouble, Trouble)
    lines = path.read_bytes().decode("utf-8", "replace").splitlines(keepends=True) or [""]
    assert 1 <= trouble.line <= len(lines) + 1
    assert 1 <= trouble.column <= max(map(len, lines)) + 1


@pytest.mark.parametrize("path", [path for path in FILES if path.name.startswith("i_")], ids=lambda path: path.stem)
def test_what_is_free_is_pinned(path: Path) -> None:
    outcome = read(path)
    expected = FREE[path.stem]
    if expected is None:
        assert isinstance(outcome, Document)
    else:
        assert isinstance(outcome, Trouble)
        assert outcome.message.startswith(expected)
