"""What holds for any value and any text: nothing raises, values come back, places point at them."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

import yaml
from hypothesis import example, given
from hypothesis import strategies as st

from pinvet.text.decode import decode
from pinvet.text.document import Document, Trouble
from pinvet.text.json import read_json
from pinvet.text.lines import Lines
from pinvet.text.yaml import read_cassette_yaml, read_pack_yaml, read_yaml
from pinvet.text.yaml_scalars import ScalarError, plain

if TYPE_CHECKING:
    from pinvet.model import Place, Pointer

TEXT = st.text(st.characters(exclude_categories=["Cs"]), max_size=8)
SCALAR = st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False, allow_infinity=False) | TEXT
JSON = st.recursive(
    SCALAR,
    lambda children: st.lists(children, max_size=4) | st.dictionaries(TEXT, children, max_size=4),
    max_leaves=20,
)
LAYOUTS: list[dict[str, Any]] = [
    {},
    {"ensure_ascii": False},
    {"indent": 2},
    {"indent": "\t", "ensure_ascii": False},
    {"separators": (",", ":"), "ensure_ascii": False},
]
SEEDS = [
    '[{"name": "Spring \\u00e9 \\ud83d\\ude00", "cap": -1.5e3, "on": [true, false, null]}]',
    '{\r\n  "a": {},\r  \'b\': [1,], // c\n  "c": {{ x }}\t}',
    "a: &x [1, 'two', \"th\\nree\"]\nb: *x\nc: |\n  text\n  more\nd: !!str 5\n? e\n: - f\n  - {g: h}\n",
]
PIECES = [
    *"{}[],:\"\\\n\r\t -#&*!|>%@`'/",
    "\\u",
    "0",
    "1e",
    "null",
    "{{",
    "{%",
    "\ufeff",
    "\x00",
    "\u2028",
    "\x85",
    "é",
    "😀",
]


@st.composite
def mutated(draw: st.DrawFn) -> str:
    """Return a seed with pieces cut out, doubled and put in."""
    text = draw(st.sampled_from(SEEDS))
    for _ in range(draw(st.integers(1, 6))):
        start = draw(st.integers(0, len(text)))
        end = draw(st.integers(start, min(len(text), start + 8)))
        text = text[:start] + draw(st.sampled_from(PIECES) | TEXT) * draw(st.integers(0, 2)) + text[end:]
    return text


def nodes(value: Any, at: Pointer = ()) -> list[tuple[Pointer, Any]]:
    items = value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ()
    return [(at, value), *(node for key, each in items for node in nodes(each, (*at, key)))]


def cut(document: Document, place: Place | None) -> str:
    assert place is not None
    lines = Lines(document.text)
    return document.text[lines.offset(*place[:2]) : lines.offset(*place[2:])]


def same(left: Any, right: Any) -> bool:
    return bool(left == right) and json.dumps(left) == json.dumps(right)


@given(JSON, st.sampled_from(LAYOUTS), st.sampled_from(["\n", "\r\n", "\r"]))
def test_json_comes_back_and_every_place_points_at_its_text(value: Any, layout: dict[str, Any], end: str) -> None:
    text = json.dumps(value, **layout).replace("\n", end)
    document = read_json(text)
    assert isinstance(document, Document)
    assert same(document.value, value)
    assert document.duplicates == ()
    for pointer, each in nodes(value):
        assert same(json.loads(cut(document, document.value_place(pointer))), each)
        key = document.key_place(pointer)
        if pointer and isinstance(pointer[-1], str):
            assert json.loads(cut(document, key)) == pointer[-1]
        else:
            assert key is None


def stays_a_string(text: str) -> bool:
    try:
        return isinstance(plain(text, 4300), str)
    except ScalarError:
        return False


PRINTABLE = st.text(
    st.characters(
        min_codepoint=32,
        max_codepoint=0x1F6FF,
        exclude_characters="\x7f\x85\u2028\u2029\ufeff\ufffe\uffff",
        exclude_categories=["Cs", "Cc"],
    ),
    max_size=8,
)
# YAML 1.1, which PyYAML writes, and 1.2 differ in which bare words are strings.
WORD = PRINTABLE.filter(stays_a_string)
PLAIN_YAML = st.recursive(
    st.none() | st.booleans() | st.integers() | WORD,
    lambda children: st.lists(children, max_size=4) | st.dictionaries(WORD, children, max_size=4),
    max_leaves=20,
)
PRINTABLE_JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False, allow_infinity=False) | PRINTABLE,
    lambda children: st.lists(children, max_size=4) | st.dictionaries(PRINTABLE, children, max_size=4),
    max_leaves=20,
)


@given(PLAIN_YAML, st.sampled_from([None, True, False]), st.sampled_from([None, '"', "'"]), st.booleans())
def test_yaml_comes_back_and_every_place_points_at_its_text(
    value: Any, flow: bool | None, style: str | None, wide: bool
) -> None:
    text = yaml.safe_dump(value, default_flow_style=flow, default_style=style, allow_unicode=wide, sort_keys=False)
    document = read_yaml(text)
    assert isinstance(document, Document), (text, document)
    assert same(document.value, value)
    for pointer, each in nodes(value):
        part = cut(document, document.value_place(pointer))
        if isinstance(each, str) and "\n" not in part:
            assert yaml.safe_load(part) == each or part == each
        elif isinstance(each, int | None) and style is None:
            assert yaml.safe_load(part) == each
        if pointer and isinstance(pointer[-1], str):
            assert document.key_place(pointer) is not None


@given(PRINTABLE_JSON, st.sampled_from([None, 1, 4]))
def test_json_is_yaml_with_the_same_places(value: Any, indent: int | None) -> None:
    text = json.dumps(value, ensure_ascii=False, indent=indent)
    json_document, yaml_document = read_json(text), read_yaml(text)
    assert isinstance(json_document, Document)
    assert isinstance(yaml_document, Document)
    assert same(json_document.value, yaml_document.value)
    for pointer, _ in nodes(value):
        assert json_document.value_place(pointer) == yaml_document.value_place(pointer)
        assert json_document.key_place(pointer) == yaml_document.key_place(pointer)
        assert json_document.opening_place(pointer) == yaml_document.opening_place(pointer)


def judge(text: str, outcome: Document | Trouble) -> None:
    """Check that an outcome is a value all of whose places lie in the text, or a trouble that does."""
    lines = Lines(text.removeprefix("\ufeff"))
    if isinstance(outcome, Trouble):
        assert 1 <= outcome.line <= len(lines)
        assert lines.offset(outcome.line, outcome.column) == lines.start(outcome.line) + outcome.column - 1
        assert outcome.message.isprintable()
        return
    for pointer, _ in nodes(outcome.value)[:50]:
        place = outcome.value_place(pointer)
        assert place is not None
        assert place[:2] <= place[2:]
        frame = outcome.frame(place, lambda _, __: False)
        assert frame.place.line == place.line
        assert 1 <= frame.place.column <= len(dict(frame.lines)[place.line]) + 1
        assert frame.place[:2] <= frame.place[2:]
        assert all(line.isprintable() for _, line in frame.lines)
        outcome.opening_place((*pointer, "missing"))
    assert all(each.first < each.second for each in outcome.duplicates)


@given(mutated() | st.text(max_size=60))
@example("\r")
@example('{"a": 1,\r}')
def test_no_text_makes_the_json_reader_raise(text: str) -> None:
    judge(text, read_json(text))


@given(mutated() | st.text(max_size=60))
def test_no_text_makes_the_yaml_readers_raise(text: str) -> None:
    for read in (read_yaml, read_pack_yaml, read_cassette_yaml):
        judge(text, read(text))


@given(st.binary(max_size=60) | mutated().map(lambda text: text.encode("utf-8", "surrogatepass")))
def test_no_bytes_make_decoding_raise(data: bytes) -> None:
    text = decode(data)
    if isinstance(text, Trouble):
        assert text.kind in ("unreadable", "limit")
    else:
        assert text.encode() == data.removeprefix(b"\xef\xbb\xbf")


SECRET = st.text(st.sampled_from("QZXJ"), min_size=4, max_size=9)
SECRETS = st.recursive(
    SECRET,
    lambda children: st.lists(children, max_size=3) | st.dictionaries(st.text("aé -"), children, max_size=3),
)


@given(SECRETS, st.booleans())
def test_no_frame_shows_what_may_not_be_shown(value: Any, as_yaml: bool) -> None:
    text = yaml.safe_dump(value) if as_yaml else json.dumps(value, indent=1)
    document = read_yaml(text) if as_yaml else read_json(text)
    if isinstance(document, Trouble):
        return
    for pointer, each in nodes(document.value):
        place = document.value_place(pointer)
        assert place is not None
        shown = "\n".join(line for _, line in document.frame(place, lambda _, __: False, 3).lines)
        if isinstance(each, str):
            assert each not in shown
