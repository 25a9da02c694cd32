"""The YAML reader: core scalars of YAML 1.2, bounded, and a located message of our own for every mistake."""

from __future__ import annotations

import math
from pathlib import Path

import pytest
import yaml

from pinvet.text.document import Document, Trouble
from pinvet.text.limits import LIMITS
from pinvet.text.yaml import read_cassette_yaml, read_pack_yaml, read_yaml

CASSETTES = Path(__file__).parents[3] / "shared" / "suites" / "cassettes"


@pytest.fixture(params=["C", "Python"], autouse=True)
def parser(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> None:
    """Run every test with the C parser and, as where it is absent, with the Python one."""
    if request.param == "Python":
        monkeypatch.delattr(yaml, "CSafeLoader", raising=False)
    elif not yaml.__with_libyaml__:
        pytest.skip("PyYAML has no C parser here")


def value(text: str) -> object:
    document = read_yaml(text)
    assert isinstance(document, Document), document
    assert document.kind == "yaml"
    return document.value


def trouble(text: str, **limits: int) -> Trouble:
    found = read_yaml(text, LIMITS._replace(**limits))
    assert isinstance(found, Trouble), found.value
    return found


@pytest.mark.parametrize(
    ("scalar", "expected"),
    [
        ("", None), ("~", None), ("null", None), ("Null", None), ("NULL", None),
        ("true", True), ("True", True), ("TRUE", True), ("false", False), ("False", False), ("FALSE", False),
        ("0", 0), ("-0", 0), ("+12", 12), ("017", 17), ("0o17", 15), ("0x1F", 31), ("-5", -5),
        ("1.5", 1.5), ("1.", 1.0), (".5", 0.5), ("-.5e1", -5.0), ("1e3", 1000.0), ("+1E-2", 0.01),
        ("2" * 100, int("2" * 100)),
        # words and numbers of YAML 1.1 are strings
        ("yes", "yes"), ("no", "no"), ("NO", "NO"), ("on", "on"), ("off", "off"), ("y", "y"), ("tRUE", "tRUE"),
        ("2026-11-21", "2026-11-21"), ("2026-11-21 10:00:00", "2026-11-21 10:00:00"), ("1:30", "1:30"),
        ("1_000", "1_000"), ("0b11", "0b11"), ("-0x1F", "-0x1F"), ("0o8", "0o8"), ("=", "="), (".", "."),
        ("1.2.3", "1.2.3"), ("+", "+"), ("e3", "e3"), ("${BUDGET}", "${BUDGET}"), ("http://x/y?z", "http://x/y?z"),
        # quotes make strings of anything
        ("'1'", "1"), ('"true"', "true"), ("''", ""), ('"\\u00e9\\U0001F600\\n"', "é😀\n"), ("'.nan'", ".nan"),
        # core tags
        ("!!str 12", "12"), ("!!str", ""), ("! 12", "12"), ("!!int '12'", 12), ("!!float 1", 1.0), ("!!float 2.5", 2.5),
        ("!!null ''", None), ("!!bool 'true'", True), ("!!seq [1]", [1]), ("!!map {a: 1}", {"a": 1}), ("! [1]", [1]),
        ("|\n  a\n  b\n", "a\nb\n"), (">-\n  a\n  b\n", "a b"),
    ],
)  # fmt: skip
def test_scalars_follow_the_core_schema(scalar: str, expected: object) -> None:
    read = value(f"key: {scalar}")
    assert read == {"key": expected}
    assert isinstance(read, dict)
    assert type(read["key"]) is type(expected)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("---\n...\n", None),
        ("12", 12),
        ("- a\n- [b, {c: d}]\n- - e\n", ["a", ["b", {"c": "d"}], ["e"]]),
        ("? a\n: b\nc:\n- d\n", {"a": "b", "c": ["d"]}),
        ('{"a": [1, 2.5, null, true, "x"], "b": {}}', {"a": [1, 2.5, None, True, "x"], "b": {}}),
        ("%YAML 1.2\n---\na: 1\n...\n", {"a": 1}),
        ("yes: on\n'1': x\n\"<<\": y\n", {"yes": "on", "1": "x", "<<": "y"}),
        ("!!str 1: x", {"1": "x"}),
        ("a: &x [1]\nb: *x\nc: &x 2\nd: *x\n", {"a": [1], "b": [1], "c": 2, "d": 2}),
        ("[a: 1, b]", [{"a": 1}, "b"]),
    ],
)
def test_documents_of_every_style_are_read(text: str, expected: object) -> None:
    assert value(text) == expected


INDENT = "items of one list and keys of one object begin in the same column"


@pytest.mark.parametrize(
    ("text", "message", "line", "column"),
    [
        ("", "the text is empty", 1, 1),
        ("# only a comment\n", "the text is empty", 1, 1),
        ("a: 1\n---\nb: 2\n", "a second document begins here", 2, 1),
        ("a: 1\nb: [1, *x]\n", "no anchor of this name stands before the alias", 2, 8),
        ("a: *", "& and * begin an anchor or an alias, and its name is missing", 1, 5),
        ("a: &x [1, *x]", "the value contains itself", 1, 11),
        ("a: &x {b: [*x]}", "the value contains itself", 1, 12),
        ("a: 1\n<<: {b: 2}\n", "merge keys (<<) are not read", 2, 1),
        ("a: 1\n2: b\n", "the key is a number, true, false or null, and keys are strings", 2, 1),
        ("true: b\n", "the key is a number, true, false or null, and keys are strings", 1, 1),
        ("? \n: b", "the key is a number, true, false or null, and keys are strings", 1, 2),
        ("!!int 1: b\n", "the key is a number, true, false or null, and keys are strings", 1, 7),
        ("[a]: b\n", "a list or object stands where a key should", 1, 1),
        ("? {a: b}\n: c\n", "a list or object stands where a key should", 1, 3),
        ("a: &x b\n*x : c\n", "an alias stands where a key should", 2, 1),
        ("&x a: b\n", "anchors on keys are not read", 1, 1),
        ("a: .nan", "infinity and not-a-number are no values of JSON", 1, 4),
        ("a: -.INF", "infinity and not-a-number are no values of JSON", 1, 4),
        ("a: !!python/object/apply:os.system ['x']", "the tag !!python/object/apply is not read here", 1, 4),
        ("a: !!python/name:os.system", "the tag !!python/name is not read here", 1, 4),
        ("a: !vault x", "the tag !vault is not read here", 1, 4),
        ("a: !pina_1234 x", "the tag is not read here", 1, 4),
        ("a: !<http://x/pina> x", "the tag is not read here", 1, 4),
        ("a: !!binary eA==", "the tag !!binary is not read here", 1, 4),
        ("a: !!timestamp 2026-11-21", "the tag !!timestamp is not read here", 1, 4),
        ("a: !!set {b: null}", "the tag !!set is not read here", 1, 4),
        ("a: !!int x", "the value does not fit its tag !!int", 1, 4),
        ("a: !x!y b", "the tag here is not declared", 1, 4),
        ("a: !<", "the tag here is malformed", 1, 6),
        ("a: {{ budget }}", "a template stands here, not a value", 1, 4),
        ("{{ body }}", "a template stands here, not a value", 1, 1),
        ("a: {% if x %}", "a template stands here, not a value", 1, 4),
        ("{% if x %}", "a template stands here, not a value", 1, 1),
        ("a: b: c", "a colon stands where no key can", 1, 5),
        ("a: 1\n b: 2", "a colon stands where no key can", 2, 3),
        ("a: ? b", "a question mark stands where no key can", 1, 4),
        ("a: - b", "a dash of a list stands where no list can", 1, 4),
        ("a:\n  - 1\n - 2", "this does not fit the indentation of the lines above", 3, 2),
        ("- a\nb: c", "this does not fit the indentation of the lines above", 2, 1),
        ('a: "x"y', "something follows the value on its line", 1, 7),
        ("a:\n\t- b", "a tab stands where indentation should", 2, 1),
        ("a: @b", "@ ` and % cannot begin a value", 1, 4),
        ("a: `b`", "@ ` and % cannot begin a value", 1, 4),
        ("a: 'x", "the string that opens here is never closed", 1, 4),
        ('a: "x\n---\n', "the string that opens here is never closed", 1, 4),
        ("a: [1, 2\nb: 3", "the list that opens here lacks a comma or its closing ]", 1, 4),
        ("a: {b: 1", "the object that opens here lacks a comma or its closing }", 1, 4),
        ("[1]]", "something follows the end of the value", 1, 4),
        ("a: ]", "a value is missing here", 1, 4),
        ("- |\n x\ny", "a colon is missing after this key", 3, 1),
        ("%YAML 3.0\n---\na", "the %YAML line asks for another version", 1, 1),
        ("a: |x\n b", "after | or > the line ends, and the text begins on the next", 1, 5),
        ("a: \x07", "the character U+0007 may not stand in YAML", 1, 4),
        ("a: \x7f", "the character U+007F may not stand in YAML", 1, 4),
        ("a: \ud800", "the character U+D800 may not stand in YAML", 1, 4),
    ],
)  # fmt: skip
def test_every_mistake_has_our_own_words_and_place(text: str, message: str, line: int, column: int) -> None:
    found = trouble(text)
    assert (found.message, found.line, found.column) == (message, line, column)
    assert found.kind == "syntax"


@pytest.mark.parametrize("text", ['a: "\\q"', 'a: "\\xzz"', 'a: "\\u12"'])
def test_unknown_escapes_are_told_where_they_stand(text: str) -> None:
    found = trouble(text)
    assert found.message == "the backslash begins no escape that YAML knows"
    assert found.line == 1
    assert 5 <= found.column <= 9


@pytest.mark.parametrize("text", ['a: "\\UFFFFFFFF"', 'a: "\\U00110000"'])
def test_an_escape_beyond_unicode_is_no_crash(text: str) -> None:
    found = trouble(text)
    assert (found.line, found.kind) == (1, "syntax")
    assert 5 <= found.column <= 7


@pytest.mark.parametrize("text", ["%FOO\n---\na", "%\n---\na"])
def test_unknown_directives_are_refused_or_skipped(text: str) -> None:
    read = read_yaml(text)
    assert isinstance(read, Document) or read.message.startswith("a line that begins with % is a directive")


@pytest.mark.parametrize(
    "text",
    [
        "pina_secret: 'pina_secret",
        "a: pina_secret: b",
        "a: !pina_secret x",
        "a: *pina_secret",
        'a: "\\qpina_secret"',
        "a: @pina_secret",
        "pina_secret: 1\n2: 3",
        "!pina_secret!x a",
        "a: [pina_secret}",
        "- pina_secret\nb: c",
        "a: &pina_secret!",
        "%pina_secret\n---\n%",
        "a: |pina_secret",
        "[a]: pina_secret",
    ],
)
def test_no_message_quotes_the_text(text: str) -> None:
    for read in (read_yaml(text), read_pack_yaml(text)):
        assert isinstance(read, Trouble)
        assert "secret" not in read.message + (read.hint or "")


def bomb(levels: int) -> str:
    lines = ["a0: &a0 [x, x, x, x, x, x, x, x, x, x]"]
    lines += [f"a{level}: &a{level} [{', '.join([f'*a{level - 1}'] * 10)}]" for level in range(1, levels)]
    return "\n".join(lines)


def test_an_alias_bomb_is_refused_before_it_grows() -> None:
    found = trouble(bomb(10))
    assert found.kind == "limit"
    assert found.message == "the text holds more than 2,000,000 values, repeated ones counted"
    assert found.line == 7
    assert isinstance(read_yaml(bomb(4)), Document)


def test_aliases_are_counted() -> None:
    found = trouble("- &a 1\n" + "- *a\n" * 3, max_aliases=2)
    assert (found.kind, found.message, found.line) == ("limit", "the text holds more than 2 aliases", 4)


def test_depth_behind_aliases_counts() -> None:
    chain = "- &a0 [x]\n" + "".join(f"- &a{level} [*a{level - 1}]\n" for level in range(1, 200))
    found = trouble(chain)
    assert (found.kind, found.message) == ("limit", "lists and objects are nested more than 128 deep")
    assert found.line == 128
    nested = trouble("- &a {b: [[x]]}\n- [[*a]]\n- {c: &d [[*a]]}\n- [*d]\n", max_depth=6)
    assert (nested.line, nested.column) == (3, 12)


@pytest.mark.parametrize(
    ("text", "line", "column"),
    [
        ("[" * 100_000, 1, 129),
        ("- " * 1_000, 1, 257),
        ("{a: " * 1_000, 1, 4 * 128 + 1),
        ("\n".join(" " * level + "a:" for level in range(300)), 129, 129),
    ],
)
def test_deep_nesting_is_a_limit_and_no_crash(text: str, line: int, column: int) -> None:
    found = trouble(text)
    assert (found.kind, found.line, found.column) == ("limit", line, column)


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("a: 1e400", "the number is beyond what a 64-bit float holds (about 1.8e308)"),
        ("a: " + "9" * 4301, "the number has more than 4,300 digits"),
        ("a: 0x" + "f" * 2151, "the number has more than 2,150 digits"),
        ("%TAG !a! x\n" * 101 + "--- a", "the text declares more than 100 tags"),
    ],
)
def test_other_limits(text: str, message: str) -> None:
    found = trouble(text)
    assert (found.kind, found.message) == ("limit", message)


def test_values_and_characters_are_counted() -> None:
    assert trouble("[a, b, c]", max_nodes=3).column == 8
    assert trouble("a: 1", max_bytes=3).message == "the text has 4 characters; at most 3 are read"


def test_a_lower_limit_of_python_is_no_crash(monkeypatch: pytest.MonkeyPatch) -> None:
    import sys

    before = sys.get_int_max_str_digits()
    sys.set_int_max_str_digits(640)
    try:
        found = trouble("a: " + "9" * 700)
    finally:
        sys.set_int_max_str_digits(before)
    assert found.message == "the number has more digits than Python is set to read"


@pytest.mark.parametrize(
    ("text", "message", "line", "column"),
    [
        ("a: &x 1", "an anchor stands here; packs have none", 1, 4),
        ("a: &x [1]", "an anchor stands here; packs have none", 1, 4),
        ("a: *x", "an alias stands here; packs have none", 1, 4),
        ("a: !!str 1", "a tag stands here; packs have none", 1, 4),
        ("a: !!map {}", "a tag stands here; packs have none", 1, 4),
        ("a: 1\nb: 2\na: 3", "the key a stands twice; it stands at line 1, column 1 already", 3, 1),
        ("x:\n  - {a: 1, 'a': 3}", "the key a stands twice; it stands at line 2, column 6 already", 2, 12),
        ("a b: 1\na b: 3", "the key stands twice; it stands at line 1, column 1 already", 2, 1),
    ],
)
def test_packs_allow_no_anchors_aliases_tags_or_repeats(text: str, message: str, line: int, column: int) -> None:
    found = read_pack_yaml(text)
    assert isinstance(found, Trouble)
    assert (found.message, found.line, found.column) == (message, line, column)


def test_packs_have_their_own_limits() -> None:
    assert isinstance(read_pack_yaml("[" * 64 + "]" * 64), Document)
    found = read_pack_yaml("[" * 65 + "]" * 65)
    assert isinstance(found, Trouble)
    assert found.message == "lists and objects are nested more than 64 deep"
    assert isinstance(read_pack_yaml("#" * (5 * 1024 * 1024 + 1)), Trouble)


def test_cassettes_may_carry_the_tags_that_recorders_write() -> None:
    document = read_cassette_yaml(
        "a: !!binary |\n  aMOp\nb: !!python/unicode '12'\nc: !!python/tuple [1, 2]\n"
        "d: !!python/object/apply:builtins.iter\n  - - !!binary eA==\n"
        "e: !!python/object/new:_io.BytesIO\n  state: !!python/tuple [!!binary eA==, 0, null]\n"
        "f: !!python/object:vcr.request.Request\n  headers: !!python/object/apply:__builtin__.frozenset\n  - - x\n"
        "g: !binary |-\n  eA==\nh: !!python/str 1\n"
    )
    assert isinstance(document, Document)
    assert document.value == {
        "a": b"h\xc3\xa9",
        "b": "12",
        "c": [1, 2],
        "d": [[b"x"]],
        "e": {"state": [b"x", 0, None]},
        "f": {"headers": [["x"]]},
        "g": b"x",
        "h": "1",
    }


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("a: !!binary x", "the value is no base64, as its tag !!binary says"),
        ("a: !!binary é", "the value is no base64, as its tag !!binary says"),
        ("!!binary eA==: 1", "the key is a number, true, false or null, and keys are strings"),
        ("a: !!python/object:vcr.request.Response {}", "the tag !!python/object is not read here"),
        ("a: !!python/object/apply:builtins.eval [x]", "the tag !!python/object/apply is not read here"),
    ],
)
def test_cassettes_carry_no_other_tags(text: str, message: str) -> None:
    found = read_cassette_yaml(text)
    assert isinstance(found, Trouble)
    assert found.message == message


@pytest.mark.skipif(not CASSETTES.exists(), reason="the suite is not here")
def test_recorded_cassettes_are_read() -> None:
    read = {path.name: read_cassette_yaml(path.read_text("utf-8")) for path in sorted(CASSETTES.glob("*.yaml"))}
    assert len(read) == 5
    assert all(isinstance(document, Document) for document in read.values())


def test_an_infinite_float_never_comes_out() -> None:
    assert all(isinstance(read_yaml(f"a: {word}"), Trouble) for word in (".inf", "+.Inf", "-.inf", ".NaN", "1e999"))
    read = value("a: 1e308")
    assert isinstance(read, dict)
    assert math.isfinite(read["a"])
