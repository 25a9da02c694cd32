"""Any request, written as a curl command in any spelling, is read back; and no text whatsoever stops the reader."""

from __future__ import annotations

import json
from itertools import pairwise
from typing import NamedTuple

import pytest
from curl_reading import notices, read_all, records
from hypothesis import given
from hypothesis import strategies as st

from pinvet.sources.record import Record
from pinvet.text.document import Document
from pinvet.text.json import read_json
from pinvet.text.lines import Lines


class Written(NamedTuple):
    """A text in a shell's spelling, and where in it each character of the text begins and ends."""

    source: str
    spans: list[tuple[int, int]]


def single(draw, text: str) -> Written:
    pieces = [("'\\''" if char == "'" else char) for char in text]
    return _between("'", pieces, "'")


def double(draw, text: str) -> Written:
    pieces = ["\\" + char if char in '"\\$`' else char for char in text]
    breaks = draw(st.sets(st.integers(0, max(len(text) - 1, 0)), max_size=2)) if text else ()
    return _between('"', pieces, '"', dict.fromkeys(breaks, "\\\n"))


def ansi(draw, text: str) -> Written:
    return _between("$'", [_escaped(draw, char) for char in text], "'")


def bare(draw, text: str) -> Written:
    pieces = [char if char.isascii() and char.isalnum() else "\\" + char for char in text]
    return _between("", pieces, "")


def _escaped(draw, char: str) -> str:
    code = ord(char)
    forms = [] if char in "'\\" else [char]
    named = {"\n": "\\n", "\t": "\\t", "'": "\\'", '"': '\\"', "\\": "\\\\"}
    forms += [named[char]] if char in named else []
    # digits may follow, so that the short forms need all their places
    forms += [f"\\x{code:02x}", f"\\{code:03o}"] if code < 0x80 else []
    forms += [f"\\u{code:04X}"] if code <= 0xFFFF else []
    return draw(st.sampled_from([*forms, f"\\U{code:08x}"]))


def _between(opening: str, pieces: list[str], closing: str, before: dict[int, str] | None = None) -> Written:
    source, spans = opening, []
    for index, piece in enumerate(pieces):
        source += (before or {}).get(index, "")
        spans.append((len(source), len(source) + len(piece)))
        source += piece
    return Written(source + closing, spans)


@st.composite
def words(draw, text: str) -> Written:
    """One word, in one quoting or in several."""
    cuts = sorted(draw(st.sets(st.integers(0, len(text)), max_size=4)) | {0, len(text)})
    source, spans = "", []
    for start, end in pairwise(cuts):
        chunk = text[start:end]
        styles = [single, double, ansi]
        if "\n" not in chunk and not (source == "" and chunk[0] in " \t"):
            styles.append(bare)
        style = draw(st.sampled_from(styles))
        written = style(draw, chunk)
        if style is single and "'" in chunk:
            written = _fixed(written, chunk)
        spans += [(len(source) + first, len(source) + last) for first, last in written.spans]
        source += written.source
    return Written(source or "''", spans)


def _fixed(written: Written, chunk: str) -> Written:
    """Return the spans of '\\'' as the reader has them: the backslash and the quote."""
    spans = [
        (first + 1, last - 1) if char == "'" else (first, last)
        for char, (first, last) in zip(chunk, written.spans, strict=True)
    ]
    return Written(written.source, spans)


TEXTS = st.text(st.characters(codec="utf-8", exclude_characters="\0"), max_size=8) | st.text(
    "a\"'\\$`\n\t {}é😀!^#", max_size=8
)
VALUES = st.recursive(
    st.none() | st.booleans() | st.integers(-(10**9), 10**9) | TEXTS,
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(TEXTS, inner, max_size=3),
    max_leaves=8,
)
BODIES = st.lists(VALUES, max_size=3) | st.dictionaries(TEXTS, VALUES, max_size=4)
PATHS = st.lists(st.text("abc019_-.~", min_size=1, max_size=5), min_size=1, max_size=4).map("/".join)
GAPS = st.sampled_from([" ", "  ", "\t", " \\\n", " \\\n  ", " \\\r\n\t", " \\ ", " \\  \n "])


class Model(NamedTuple):
    method: str
    url: str
    body: object
    text: str


@st.composite
def models(draw) -> Model:
    body = draw(BODIES)
    text = json.dumps(
        body,
        ensure_ascii=draw(st.booleans()),
        indent=draw(st.sampled_from([None, 1, 2])),
        separators=draw(st.sampled_from([(",", ":"), (", ", ": "), (" ,", " :\t")])),
    )
    query = draw(st.sampled_from(["", "?a=b&c=d%20e", "?x"]))
    url = f"https://api.pinterest.com/v5/{draw(PATHS)}{query}"
    return Model(draw(st.sampled_from(["POST", "PATCH", "PUT", "DELETE"])), url, body, text)


class Script(NamedTuple):
    text: str
    spans: list[tuple[int, int]]


@st.composite
def scripts(draw, model: Model) -> Script:
    """A script with one command for the model, and where each character of the body stands in it."""
    url, method, header = (
        draw(words(text)).source for text in (model.url, model.method, "Content-Type: application/json")
    )
    given_as = draw(st.sampled_from(["argument", "argument", "document", "variable"]))
    data, option, before, after = _body(draw, model, given_as)
    method_option = draw(st.sampled_from(["-X {}", "-X{}", "--request {}", "--request={}", "-sSX {}", "--req{}{}"][:5]))
    pieces = [
        (method_option.format(method), None),
        (draw(st.sampled_from(["{}", "--url {}", "--url={}"])).format(url), None),
        (f"{option}{data.source}", data if given_as == "argument" else None),
        *draw(st.sampled_from([[], [(f"-H {header}", None)], [("-s", None), (f"--header {header}", None)]])),
        *draw(st.sampled_from([[], [("--compressed", None)], [("-o /dev/null", None), ("-m5", None)]])),
    ]
    start = draw(st.sampled_from(["", "#!/bin/sh\n", "# it's\n", "cd x && ", "X=$("]))
    closing = ")" if start == "X=$(" else ""
    text = before + start
    spans = data.spans
    text += draw(st.sampled_from(["curl", "sudo curl", "A=b curl"]))
    for piece, written in draw(st.permutations(pieces)):
        text += draw(GAPS)
        if written is not None:
            spans = [(first + len(text) + len(option), last + len(text) + len(option)) for first, last in written.spans]
        text += piece
    if after:
        text += " <<'END'\n"
        spans = [(len(text) + index, len(text) + index + 1) for index in range(len(model.text))]
        text += f"{after}\nEND\n"
    return Script(
        text + closing + draw(st.sampled_from(["", "\n", " | jq .\n", "; echo done"] if not after else [""])), spans
    )


def _body(draw, model: Model, given_as: str) -> tuple[Written, str, str, str]:
    """Return the word of the body, the option before it, and what stands before and after the command."""
    option = draw(st.sampled_from(["-d ", "-d", "--data ", "--data-raw ", "--data=", "--data-binary ", "--json "]))
    if given_as == "document":
        return Written("@-", []), draw(st.sampled_from(["--data-binary ", "--json "])), "", model.text
    written = draw(words(model.text))
    if given_as == "argument":
        return written, option, "", ""
    before = "BODY="
    spans = [(first + len(before), last + len(before)) for first, last in written.spans]
    return Written('"$BODY"', spans), option, f"{before}{written.source}\n", ""


@given(st.data())
def test_a_request_is_read_back_from_every_spelling(data):
    model = data.draw(models())
    script = data.draw(scripts(model))
    assert notices(script.text) == []
    (record,) = records(script.text)
    assert (record.request.method, record.request.url) == (model.method, model.url)
    assert record.request.body == model.body
    document = record.written()
    assert document is not None
    lines = Lines(script.text)
    plain = read_json(model.text)
    assert isinstance(plain, Document)
    for pointer in _pointers(model.body):
        place, inner = document.value_place(pointer), plain.value_place(pointer)
        assert place is not None
        assert inner is not None
        first = plain.lines.offset(inner.line, inner.column)
        last = plain.lines.offset(inner.end_line, inner.end_column)
        expected = lines.place(script.spans[first][0], script.spans[last - 1][1])
        assert place == expected, pointer


def _pointers(value, at=()):
    yield at
    items = value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ()
    for key, item in items:
        yield from _pointers(item, (*at, key))


SHELL = st.lists(
    st.sampled_from(
        [
            *"'\"\\`$(){}[]<>|&;#=@-+%^ \t\n\r\0a1é",
            *["curl ", "curl -d ", "$(", "${A", "$'", "<<E\n", "E\n", "A=", "```\n", "~~~", "> ", "http://x/v5/ "],
            *["--json ", "@- ", "-F ", '^"', " ^\n", " `\n", "export ", "echo ", "cat "],
        ]
    ),
    max_size=60,
).map("".join)


@given(SHELL | st.text(max_size=60), st.sampled_from(["x.sh", "x.md", "x"]))
def test_no_text_stops_the_reader(text, path):
    _read_in_time(text.encode("utf-8", "replace"), path)


@given(st.binary(max_size=60), st.sampled_from(["x.sh", "x.md", "x"]))
def test_no_bytes_stop_the_reader(data, path):
    _read_in_time(data, path)


@given(st.data())
def test_a_script_that_was_cut_or_spliced_is_read_in_part(data):
    text = "".join(data.draw(scripts(data.draw(models()))).text + "\n" for _ in range(3))
    start, end = sorted(data.draw(st.tuples(*[st.integers(0, len(text))] * 2)))
    _read_in_time((text[:start] + data.draw(SHELL) + text[end:]).encode(), "x.sh")


def _read_in_time(data: bytes, path: str) -> None:
    positions = []
    for each in read_all(data, path):
        if isinstance(each, Record):
            positions.append(each.request.position)
            document = each.written()
            if document is not None and isinstance(each.request.body, (dict, list)):
                document.opening_place(())
    assert positions == sorted(set(positions))


LONG = {
    "unclosed quotes": 'curl "\n',
    "crossed quotes": "curl a\"'\n",
    "nested commands": 'curl "$(\n',
    "nothing but nested": "$(",
    "backticks": "curl `a\n",
    "braces": "${a",
    "sums": "$((",
    "documents": "curl <<E\n",
    "one line of documents": "curl <<A ",
    "lost line breaks": "\\ ",
    "carriage returns": "curl a\r",
    "carets": 'curl ^"a^" ^\n',
    "PowerShell": "curl a `\n",
    "fences": "```sh\ncurl a\n",
    "quoted fences": "> ```sh\n> curl a\n",
    "variables": 'A="$A"\n',
    "options": "curl --a --b ",
    "placeholders": "curl -d {$A,",
    "blanks": "'\n     ",
    "pipes": "echo a|curl -d @- x|",
}


@pytest.mark.parametrize("piece", LONG.values(), ids=LONG.keys())
def test_a_long_run_of_anything_is_read_to_its_end(piece):
    assert isinstance(read_all(piece * 4000, "x.md" if "```" in piece else "x.sh"), list | tuple)
