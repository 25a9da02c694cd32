"""The JSON reader: values, and one located message for every mistake."""

from __future__ import annotations

import json
import sys

import pytest

from pinvet.text.document import Document, Trouble
from pinvet.text.json import read_json
from pinvet.text.limits import LIMITS


def value(text: str) -> object:
    document = read_json(text)
    assert isinstance(document, Document), document
    assert document.kind == "json"
    return document.value


def trouble(text: str, **limits: int) -> Trouble:
    found = read_json(text, LIMITS._replace(**limits))
    assert isinstance(found, Trouble), found.value
    return found


@pytest.mark.parametrize(
    "text",
    [
        "null",
        " true ",
        "-0",
        "-0.0",
        "1E+2",
        "123.25e-1",
        '""',
        "[]",
        "{}",
        "[ ]",
        "{\t}",
        "[[],{}]",
        '{"a":{},"b":[]}',
        '["\\"\\\\\\/\\b\\f\\n\\r\\t\\u0041\\u00e9\\ud83d\\ude00\\u0000"]',
        '{"\\u0061": 1, "\\ud83d\\ude00": 2}',
        '"caf\u00e9 \U0001f600 \u2028 \x7f \x85"',
        '\r\n{ "a" :\r[ 1 , 2 ] ,\n"b"\t: null }\n',
        str(2**200),
    ],
)
def test_valid_text_reads_like_the_standard_library(text: str) -> None:
    expected = json.loads(text)
    assert value(text) == expected
    assert type(value(text)) is type(expected)


def test_whole_numbers_stay_whole_at_any_size() -> None:
    assert value("9" * 4300) == int("9" * 4300)
    assert value("-" + "9" * 4300) == -int("9" * 4300)
    assert type(value("1.0")) is float


def test_a_byte_order_mark_is_no_part_of_the_text() -> None:
    document = read_json('\ufeff{"a": 1}')
    assert isinstance(document, Document)
    assert document.text == '{"a": 1}'


NDJSON = "give each value a file of its own, or put them into one list"
CUT = "it looks cut off: send the whole body"
RENDER = "render it first and pipe the result in with --stdin-filename"
TEMPLATE = "a template stands here, not a value"


@pytest.mark.parametrize(
    ("text", "message", "line", "column"),
    [
        # nothing, too little, too much
        ("", "the text is empty", 1, 1),
        (" \n\t", "the text is empty", 1, 1),
        ('{\n  "a": [1,', "the text ends inside the list that opens at line 2, column 8", 2, 11),
        ('{"a": 1', "the text ends inside the object that opens at line 1, column 1", 1, 8),
        ('{"a": {"b"', "the text ends after a key inside the object that opens at line 1, column 7", 1, 11),
        ('{"a":', "the text ends inside the object that opens at line 1, column 1", 1, 6),
        ('{"a": 1, ', "the text ends inside the object that opens at line 1, column 1", 1, 10),
        ("[true, fal", "the text ends in the middle of a word inside the list that opens at line 1, column 1", 1, 11),
        ("nul", "the text ends in the middle of a word where a value should stand", 1, 4),
        ('["abc', "the string that opens here is never closed", 1, 2),
        ('["abc\\', "the string that opens here is never closed", 1, 2),
        ('{"ab', "the string that opens here is never closed", 1, 2),
        ('{"a": 1}\n{"a": 2}', "a second value follows the first", 2, 1),
        ("1 2", "a second value follows the first", 1, 3),
        ('""x', "a second value follows the first", 1, 3),
        ("[1],", "a comma follows the value", 1, 4),
        ("1,", "a comma follows the value", 1, 2),
        ("[1]]", "] closes nothing: the value ended before it", 1, 4),
        ("}", "} closes nothing", 1, 1),
        ('"a": 1', "a key stands outside an object", 1, 1),
        ("[1] @", "@ stands where the end of the text should", 1, 5),
        ("{} {{ x }}", TEMPLATE, 1, 4),
        # commas, colons, brackets
        ('{"a": 1,}', "a comma stands before the closing bracket", 1, 8),
        ("[1,\n]", "a comma stands before the closing bracket", 1, 3),
        ("[,1]", "a comma stands where a value should", 1, 2),
        ("[1,,2]", "a comma stands where a value should", 1, 4),
        ('{"a":}', "a closing bracket stands where a value should", 1, 6),
        ('{"a"::1}', "a colon stands where a value should", 1, 6),
        ("{,}", "a comma stands where a key should", 1, 2),
        ('{"a":1,,"b":2}', "a comma stands where a key should", 1, 8),
        ("[{,", "a comma stands where a key should", 1, 3),
        ("[[,", "a comma stands where a value should", 1, 3),
        ("{:1}", "a colon stands without a key before it", 1, 2),
        ('{"a" 1}', "a colon is missing between the key and this value", 1, 6),
        ('{"a" = 1}', "an equals sign stands where a colon should", 1, 6),
        ('{"a" {{ b }}}', TEMPLATE, 1, 6),
        ('{"a"}', "a key stands here without a value", 1, 5),
        ('{"a", "b": 1}', "a key stands here without a value", 1, 5),
        ('{"a": 1 "b": 2}', "a comma is missing before this", 1, 9),
        ("[1 2]", "a comma is missing before this", 1, 4),
        ("[1 true]", "a comma is missing before this", 1, 4),
        ("[1; 2]", "a semicolon stands where a comma should", 1, 3),
        ('["a": 1]', "a key stands outside an object", 1, 2),
        ("[1:2]", "a colon stands where a comma or ] should", 1, 3),
        ('{"a": [1}', "} closes the list that opens at line 1, column 7", 1, 9),
        ('{"a": 1]', "] closes the object that opens at line 1, column 1", 1, 8),
        ("[1 ${X}]", TEMPLATE, 1, 4),
        # keys
        ("{a: 1}", "the key is not quoted", 1, 2),
        ("{1: 1}", "the key is not quoted", 1, 2),
        ("{'a': 1}", "single quotes do not quote in JSON", 1, 2),
        ("{[1]: 1}", "[ stands where a key in double quotes should", 1, 2),
        ("{é: 1}", "the key is not quoted", 1, 2),
        # strings
        ("['a']", "single quotes do not quote in JSON", 1, 2),
        ("[`a`]", "backquotes do not quote in JSON", 1, 2),
        ("[“a”]", "curly quotes do not quote in JSON", 1, 2),
        ('["a\nb"]', "the string that opens here is not closed on its line", 1, 2),
        ('["a\tb"]', "a tab stands inside a string", 1, 4),
        ('["a\x01b"]', "the control character U+0001 stands inside a string", 1, 4),
        ('["\\x41"]', "the backslash begins no escape that JSON knows", 1, 3),
        ('["\\u00g1"]', "a \\u escape needs four hexadecimal digits", 1, 3),
        ('["\\ud83d"]', "the escape is half of a surrogate pair, which is no character", 1, 3),
        ('["a\\ude00"]', "the escape is half of a surrogate pair, which is no character", 1, 4),
        ('{"\\ud83dx": 1}', "the escape is half of a surrogate pair, which is no character", 1, 3),
        ('["\ud83d"]', "half of a surrogate pair stands here, which is no character", 1, 3),
        ("[\\n]", "a backslash stands outside a string", 1, 2),
        # numbers and words
        ("[012]", "a number has no leading zeros in JSON", 1, 2),
        ("[-012]", "a number has no leading zeros in JSON", 1, 2),
        ("[+1]", "a number has no plus sign in JSON", 1, 2),
        ("[.5]", "a number needs a digit before the point", 1, 2),
        ("[5.]", "a number needs a digit after the point", 1, 2),
        ("[1e]", "the exponent has no digits", 1, 2),
        ("[0x1F]", "JSON has decimal numbers only", 1, 2),
        ("[1_000]", "a number has no underscores in JSON", 1, 2),
        ("[2026-11-21]", "a date or a range stands here without quotes", 1, 2),
        ("[1.2.3]", "this is no JSON number", 1, 2),
        ("[-]", "a number needs at least one digit", 1, 2),
        ("[NaN]", "NaN is no JSON number", 1, 2),
        ("[-Infinity]", "Infinity is no JSON number", 1, 2),
        ("[None]", "None is no JSON word", 1, 2),
        ("[True]", "JSON writes true in lower case", 1, 2),
        ("[undefined]", "undefined is no JSON word", 1, 2),
        ("[trueish]", "a bare word stands here", 1, 2),
        ("[ACTIVE]", "a bare word stands here", 1, 2),
        # comments, templates, odd characters
        ("// x\n{}", "a comment stands here; JSON has none", 1, 1),
        ('{"a": 1 /* x */}', "a comment stands here; JSON has none", 1, 9),
        ("{} # x", "a comment stands here; JSON has none", 1, 4),
        ("[/]", "/ stands where a value should", 1, 2),
        ('{"a": {{ budget }}}', TEMPLATE, 1, 7),
        ("{{ body }}", TEMPLATE, 1, 1),
        ('{"a": {% x %}}', TEMPLATE, 1, 7),
        ('{"a": ${BUDGET}}', TEMPLATE, 1, 7),
        ('{"a": $BUDGET}', TEMPLATE, 1, 7),
        ('{"a": <% x %>}', TEMPLATE, 1, 7),
        ('{"a": <campaign id>}', TEMPLATE, 1, 7),
        ('{"a": %(x)s}', TEMPLATE, 1, 7),
        ('[{"a": 1}, {% for %}]', TEMPLATE, 1, 12),
        ("[\u00a01]", "the character U+00A0 stands where a value should", 1, 2),
        ("[\x0c]", "the character U+000C stands where a value should", 1, 2),
        ("[\ufeff1]", "a byte order mark stands inside the text", 1, 2),
        ("[€]", "the character U+20AC stands where a value should", 1, 2),
        # positions over all kinds of line ends, tabs and wide characters
        ("[1,\r\n2,\r3,\n\tx]", "a bare word stands here", 4, 2),
        ('["\U0001f600", x]', "a bare word stands here", 1, 7),
    ],
)
def test_every_mistake_has_its_own_words_and_place(text: str, message: str, line: int, column: int) -> None:
    found = trouble(text)
    assert (found.message, found.line, found.column) == (message, line, column)
    assert found.kind == "syntax"


@pytest.mark.parametrize(
    ("text", "hint"),
    [
        ("[1] [2]", NDJSON),
        ("[1", CUT),
        ("{{ x }}", RENDER),
        ("[1,]", "remove the comma"),
        ("[None]", "write null; json.dumps of the Python value does it"),
        ('["a\tb"]', "write it as \\t"),
        ('["a\x1fb"]', "write it as \\u001f"),
        ("{a: 1}", 'write keys in double quotes: "name": ...'),
        ("[@]", None),
    ],
)
def test_hints_say_what_to_do(text: str, hint: str | None) -> None:
    assert trouble(text).hint == hint


@pytest.mark.parametrize(
    ("text", "message", "column"),
    [
        ("[1e400]", "the number is beyond what a 64-bit float holds (about 1.8e308)", 2),
        ("[-1e400]", "the number is beyond what a 64-bit float holds (about 1.8e308)", 2),
        ("[" + "9" * 4301 + "]", "the number has more than 4,300 digits", 2),
        ("[0." + "9" * 4300 + "]", "the number has more than 4,300 digits", 2),
        ("[" * 129 + "]" * 129, "lists and objects are nested more than 128 deep", 129),
        ("[" * 100_000, "lists and objects are nested more than 128 deep", 129),
        ('{"a":' * 200 + "1" + "}" * 200, "lists and objects are nested more than 128 deep", 128 * 5 + 1),
    ],
)
def test_limits_are_told_as_limits(text: str, message: str, column: int) -> None:
    found = trouble(text)
    assert (found.kind, found.message, found.line, found.column) == ("limit", message, 1, column)


def test_a_text_at_the_limit_of_depth_is_read() -> None:
    assert value("[" * 128 + "]" * 128) == json.loads("[" * 128 + "]" * 128)


def test_values_and_characters_are_counted() -> None:
    assert trouble("[1, 2, 3]", max_nodes=3).message == "the text holds more than 3 values"
    assert trouble("[1, 2, 3]", max_nodes=3).column == 8
    assert trouble('["a", "b", {}]', max_nodes=3).column == 12
    assert isinstance(read_json("[1, 2]", LIMITS._replace(max_nodes=3)), Document)
    assert trouble("[1, 2]", max_bytes=5).message == "the text has 6 characters; at most 5 are read"


def test_a_lower_limit_of_python_is_no_crash() -> None:
    before = sys.get_int_max_str_digits()
    sys.set_int_max_str_digits(640)
    try:
        found = trouble("[" + "9" * 700 + "]")
    finally:
        sys.set_int_max_str_digits(before)
    assert found.message == "the number has more digits than Python is set to read"


@pytest.mark.parametrize(
    "text", ['{"token": "pina_SECRET" oops}', "[pina_SECRET]", '{"a": "x\\pina_SECRET"}', "{pina_SECRET}"]
)
def test_no_message_quotes_the_text(text: str) -> None:
    found = trouble(text)
    assert "SECRET" not in found.message + (found.hint or "")
