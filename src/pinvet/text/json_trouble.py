"""What is wrong with a JSON text, in words: called with the place where the reader could not go on."""

from __future__ import annotations

import re
from typing import Final, Literal

from pinvet.text.document import SEND_WHOLE, Trouble, trouble_at
from pinvet.text.json_tokens import at_word, bad_string, inside_word, template
from pinvet.text.lines import Lines

Expected = Literal["key", "value", "separator", "end"]

_SPACE: Final = re.compile(r"[ \t\n\r]*")
_STRING: Final = re.compile(r'"[^"\\\x00-\x1f]*(?:\\(?:["\\/bfnrt]|u[0-9A-Fa-f]{4})[^"\\\x00-\x1f]*)*"')
_NAMES: Final = {"{": "object", "[": "list"}
_CLOSERS: Final = {"{": "}", "[": "]"}
_OPENING: Final = re.compile(r'["{\[\w+.\'-]')
_BARE_KEY: Final = re.compile(r"[\w$-]")
_UNFINISHED: Final = re.compile(r"t|tr|tru|f|fa|fal|fals|n|nu|nul|-")
_NDJSON: Final = "give each value a file of its own, or put them into one list"

# Characters that stand where they cannot, and what to do about them.
_STRAY: Final = {
    "'": ("single quotes do not quote in JSON", 'write the string in double quotes: "..."'),
    "“": ("curly quotes do not quote in JSON", 'write the string in double quotes: "..."'),
    "”": ("curly quotes do not quote in JSON", 'write the string in double quotes: "..."'),
    "`": ("backquotes do not quote in JSON", 'write the string in double quotes: "..."'),
    "/": ("a comment stands here; JSON has none", "remove it"),
    "#": ("a comment stands here; JSON has none", "remove it"),
    ";": ("a semicolon stands where a comma should", None),
    "=": ("an equals sign stands where a colon should", None),
    "\\": ("a backslash stands outside a string", "was the text escaped twice? unescape it first"),
    "\ufeff": ("a byte order mark stands inside the text", "remove it; were two files joined?"),
}


def explain(text: str, position: int, opened: list[int], expected: Expected) -> Trouble:
    """Return why a JSON text cannot be read on.

    `position` is where the reader wanted a key with its value, a value, a comma or closing bracket, or the end;
    `opened` holds the offsets of the brackets that are open there.
    """
    at = _skip(text, position)
    if expected == "key":
        return _at_key(text, at, opened)
    if expected == "value":
        return _at_value(text, at, opened)
    word = inside_word(text, position)
    if word is not None:
        return word
    return _at_end(text, at) if expected == "end" else _at_separator(text, at, opened)


def _at_key(text: str, at: int, opened: list[int]) -> Trouble:
    match = _STRING.match(text, at)
    if match is not None:
        return _after_key(text, _skip(text, match.end()), opened)
    character = text[at : at + 1]
    if not character:
        return _cut(text, opened, "")
    if character == '"':
        return bad_string(text, at)
    last = _last(text, at)
    if character == "}" and last >= 0 and text[last] == ",":
        return trouble_at(text, last, "a comma stands before the closing bracket", "remove the comma")
    if character == ":":
        return trouble_at(text, at, "a colon stands without a key before it")
    if character == ",":
        return trouble_at(text, at, "a comma stands where a key should")
    found = template(text, at)
    if found is not None:
        return found
    if _BARE_KEY.match(text, at):
        return trouble_at(text, at, "the key is not quoted", 'write keys in double quotes: "name": ...')
    return _stray(text, at, "a key in double quotes")


def _after_key(text: str, at: int, opened: list[int]) -> Trouble:
    character = text[at : at + 1]
    if character == ":":
        return _at_value(text, _skip(text, at + 1), opened)
    if not character:
        return _cut(text, opened, " after a key")
    if character in ",}":
        return trouble_at(text, at, "a key stands here without a value", 'write it as "key": value')
    found = template(text, at)
    if found is not None:
        return found
    if _OPENING.match(character):
        return trouble_at(text, at, "a colon is missing between the key and this value")
    return _stray(text, at, "a colon")


def _at_value(text: str, at: int, opened: list[int]) -> Trouble:
    character = text[at : at + 1]
    last = _last(text, at)
    if not character:
        if not opened and last < 0:
            return trouble_at(text, 0, "the text is empty", "a payload is one JSON value")
        return _cut(text, opened, "")
    if character == '"' and _STRING.match(text, at):
        # A value that follows the grammar is refused only for the colon after it.
        return trouble_at(text, at, "a key stands outside an object", "members with keys stand in an object: {...}")
    if character == '"':
        return bad_string(text, at)
    if character in "}]" and opened and last >= 0 and text[last] == ",":
        return trouble_at(text, last, "a comma stands before the closing bracket", "remove the comma")
    if character in "}]" and not opened:
        return trouble_at(text, at, f"{character} closes nothing", "remove it")
    if character in ",}]:":
        what = {",": "a comma", ":": "a colon"}.get(character, "a closing bracket")
        return trouble_at(text, at, f"{what} stands where a value should", "write null where there is none")
    if _UNFINISHED.fullmatch(text, at):
        return _cut(text, opened, " in the middle of a word")
    found = template(text, at) or at_word(text, at)
    return found or _stray(text, at, "a value")


def _at_separator(text: str, at: int, opened: list[int]) -> Trouble:
    character = text[at : at + 1]
    if not character:
        return _cut(text, opened, "")
    opening = opened[-1]
    kind, closer = _NAMES[text[opening]], _CLOSERS[text[opening]]
    if character in "}]":
        where = _where(text, opening)
        return trouble_at(text, at, f"{character} closes the {kind} that opens at {where}", f"close it with {closer}")
    if character == ":":
        return trouble_at(text, at, f"a colon stands where a comma or {closer} should")
    found = template(text, at)
    if found is not None:
        return found
    if _OPENING.match(character) and character != "'":
        return trouble_at(text, at, "a comma is missing before this")
    return _stray(text, at, f"a comma or {closer}")


def _at_end(text: str, at: int) -> Trouble:
    if text[at] in "}]":
        return trouble_at(text, at, f"{text[at]} closes nothing: the value ended before it", "remove it")
    found = template(text, at)
    if found is not None:
        return found
    if _OPENING.match(text[at]) and text[at] != "'":
        return trouble_at(text, at, "a second value follows the first", _NDJSON)
    if text[at] == ",":
        hint = "remove the comma, or put the values into a list: [...]"
        return trouble_at(text, at, "a comma follows the value", hint)
    return _stray(text, at, "the end of the text")


def _cut(text: str, opened: list[int], where: str) -> Trouble:
    """Return the trouble with a text that ends too early; `where` continues the words "the text ends"."""
    hint = f"it looks cut off: {SEND_WHOLE}"
    if not opened:
        return trouble_at(text, len(text), f"the text ends{where} where a value should stand", hint)
    kind = _NAMES[text[opened[-1]]]
    message = f"the text ends{where} inside the {kind} that opens at {_where(text, opened[-1])}"
    return trouble_at(text, len(text), message, hint)


def _stray(text: str, at: int, expected: str) -> Trouble:
    character = text[at]
    message, hint = _STRAY.get(character, (None, None))
    if character == "/" and text[at + 1 : at + 2] not in ("/", "*"):
        message = hint = None
    if message is not None:
        return trouble_at(text, at, message, hint)
    if character.isspace() or character == "\0" or not character.isprintable():
        name = f"the character U+{ord(character):04X}"
        hint = "only space, tab and line ends may stand between values"
    else:
        name = character if character.isascii() else f"the character U+{ord(character):04X}"
    return trouble_at(text, at, f"{name} stands where {expected} should", hint)


def _where(text: str, offset: int) -> str:
    line, column = Lines(text).position(offset)
    return f"line {line}, column {column}"


def _skip(text: str, position: int) -> int:
    match = _SPACE.match(text, position)
    return match.end() if match else position


def _last(text: str, at: int) -> int:
    """Return the offset of the last character before an offset that is not white space, or -1."""
    at -= 1
    while at >= 0 and text[at] in " \t\n\r":
        at -= 1
    return at
