"""What is wrong with a YAML text, in our own words: the parser's quote the text."""

from __future__ import annotations

from typing import Final, NamedTuple

from pinvet.text.document import Trouble, trouble_at
from pinvet.text.json_tokens import template


class _Words(NamedTuple):
    fragments: tuple[str, ...]  # any of these in the parser's problem
    message: str
    hint: str | None = None
    opening: bool = False  # the place is where the construct opens, not where the parser stopped


_INDENT: Final = "items of one list and keys of one object begin in the same column"

# The first entry that fits counts. The C parser and the Python one word some problems differently.
_TABLE: Final = (
    _Words(
        ("mapping values are not allowed",),
        "a colon stands where no key can",
        "check the indentation; a value that holds a colon and a space stands in quotes",
    ),
    _Words(("mapping keys are not allowed",), "a question mark stands where no key can", "put the value in quotes"),
    _Words(("sequence entries are not allowed",), "a dash of a list stands where no list can", _INDENT),
    _Words(("found unexpected end of stream",), "the string that opens here is never closed", None, opening=True),
    _Words(("unexpected document",), "the string that opens here is never closed", None, opening=True),
    _Words(("unknown escape character", "hexdecimal", "hexadecimal"), "the backslash begins no escape that YAML knows",
           "write a backslash itself as \\\\, or use single quotes"),
    _Words(("could not find expected ':'",), "a colon is missing after this key", _INDENT, opening=True),
    _Words(("',' or ']'",), "the list that opens here lacks a comma or its closing ]", None, opening=True),
    _Words(("',' or '}'",), "the object that opens here lacks a comma or its closing }", None, opening=True),
    _Words(("undefined tag handle",), "the tag here is not declared", "remove it; plain values need no tag"),
    _Words(("tag", "URI"), "the tag here is malformed", "remove it; plain values need no tag"),
    _Words(("incompatible YAML document",), "the %YAML line asks for another version", "write %YAML 1.2"),
    _Words(("directive",), "a line that begins with % is a directive, and this one is unknown", "remove it"),
    _Words(("<document start>",), "something follows the end of the value", "one file holds one value"),
    _Words(("comment or line break", "chomping or indentation", "indentation indicator"),
           "after | or > the line ends, and the text begins on the next"),
    _Words(("alphabetic or numeric",), "& and * begin an anchor or an alias, and its name is missing",
           "put the value in quotes"),
    _Words(("expected node content", "expected the node content"), "a value is missing here",
           "write null where there is none"),
    _Words(("expected key", "'-' indicator", "<block end>"), "this does not fit the indentation of the lines above",
           _INDENT),
)  # fmt: skip
_TAB: Final = ("a tab stands where indentation should", "indent with spaces")
_RESERVED: Final = ("@ ` and % cannot begin a value", "put the value in quotes")
_TRAILING: Final = ("something follows the value on its line", "put the whole value in quotes")
_OTHER: Final = "this cannot be read as YAML from here on"


def explain(text: str, problem: str, offset: int, opening: int | None) -> Trouble:
    """Return the trouble with a YAML text.

    `problem` is what the parser was doing and what it says, and is never shown. `offset` is where it stopped,
    `opening` where the construct it was in began, where it tells.
    """
    if "cannot start any token" in problem or "tab character" in problem:
        return _bad_start(text, offset)
    for words in _TABLE:
        if any(fragment in problem for fragment in words.fragments):
            at = opening if words.opening and opening is not None else offset
            said = _TRAILING if words.hint == _INDENT and _after_value(text, at) else words[1:3]
            return template(text, at) or trouble_at(text, at, *said)
    return trouble_at(text, offset, _OTHER)


def _bad_start(text: str, offset: int) -> Trouble:
    found = template(text, offset)
    if found is not None:
        return found
    message, hint = _TAB if text[offset : offset + 1] == "\t" else _RESERVED
    return trouble_at(text, offset, message, hint)


def _after_value(text: str, offset: int) -> bool:
    """Tell whether a quote or bracket closed on the same line before an offset."""
    before = text[max(0, offset - 200) : offset].rstrip(" ")
    return before[-1:] in ('"', "'", "]", "}")
