"""What is wrong with one string, number or word of a JSON text, in words."""

from __future__ import annotations

import re
from typing import Final

from pinvet.text.document import SEND_WHOLE, Trouble, trouble_at

_PLAIN: Final = re.compile(r'[^"\\\x00-\x1f]*(?:\\(?:["\\/bfnrt]|u[0-9A-Fa-f]{4})[^"\\\x00-\x1f]*)*')
_RUN: Final = re.compile(r"[\w+.-]+")
_NUMBER_LIKE: Final = re.compile(r"[+-]?\.?[0-9]")

# What other languages write outside strings to be filled in later.
_TEMPLATE: Final = re.compile(
    r"\{\{(?!\s*[\"}\[{])|\{%|<%|\$\{|\$[A-Za-z_]|\$\(|#\{|<[A-Za-z_][\w .-]*>|%\(|%[sd]\b|\[\[\s*[A-Za-z_]"
)
_CLOSE: Final = f"close it with a double quote; if the text was cut off, {SEND_WHOLE}"
_RENDER: Final = "render it first and pipe the result in with --stdin-filename"

_WORDS: Final = {
    "nan": ("NaN is no JSON number", "write null, or leave the parameter out"),
    "infinity": ("Infinity is no JSON number", "write null, or leave the parameter out"),
    "inf": ("Infinity is no JSON number", "write null, or leave the parameter out"),
    "none": ("None is no JSON word", "write null; json.dumps of the Python value does it"),
    "nil": ("nil is no JSON word", "write null"),
    "undefined": ("undefined is no JSON word", "write null, or leave the parameter out"),
    "null": ("JSON writes null in lower case", "write null"),
    "true": ("JSON writes true in lower case", "write true"),
    "false": ("JSON writes false in lower case", "write false"),
}


def template(text: str, at: int) -> Trouble | None:
    """Return the trouble with a template of another language at an offset, None where there is none.

    A reader takes the first brace of `{{ x }}` for an object and stops at the second, so one step back counts.
    """
    for start in (at, at - 1):
        if start >= 0 and (start == at or text[start] in "{[") and _TEMPLATE.match(text, start):
            return trouble_at(text, start, "a template stands here, not a value", _RENDER)
    return None


def bad_string(text: str, at: int) -> Trouble:
    """Return the trouble with the string that opens at an offset and does not follow the grammar."""
    match = _PLAIN.match(text, at + 1)
    end = match.end() if match else at + 1
    character = text[end : end + 1]
    if not character:
        return trouble_at(text, at, "the string that opens here is never closed", _CLOSE)
    if character == "\\":
        return _bad_escape(text, at, end)
    if character in "\n\r":
        message = "the string that opens here is not closed on its line"
        return trouble_at(text, at, message, "close it with a double quote, or write the line end as \\n")
    escape = "\\t" if character == "\t" else f"\\u{ord(character):04x}"
    name = "a tab" if character == "\t" else f"the control character U+{ord(character):04X}"
    return trouble_at(text, end, f"{name} stands inside a string", f"write it as {escape}")


def _bad_escape(text: str, at: int, end: int) -> Trouble:
    character = text[end + 1 : end + 2]
    if not character:
        return trouble_at(text, at, "the string that opens here is never closed", _CLOSE)
    if character == "u":
        return trouble_at(text, end, "a \\u escape needs four hexadecimal digits", "for example \\u00e9")
    return trouble_at(text, end, "the backslash begins no escape that JSON knows", "write a backslash itself as \\\\")


def inside_word(text: str, at: int) -> Trouble | None:
    """Return the trouble with the number or word that the reader left in its middle, None where it did not.

    It does so after the 0 of 012, or after the true of trueish.
    """
    start = at
    while start > 0 and _RUN.match(text[start - 1]):
        start -= 1
    return at_word(text, start) if start < at and _RUN.match(text, at) else None


def at_word(text: str, at: int) -> Trouble | None:
    """Return the trouble with the number or word that begins at an offset, None where there is neither."""
    match = _RUN.match(text, at)
    if match is None:
        return None
    word = match[0]
    if _NUMBER_LIKE.match(word):
        return _number(text, at, word)
    known = _WORDS.get(word.lstrip("+-").lower())
    if known is not None:
        return trouble_at(text, at, *known)
    if not word.strip("+-."):
        return trouble_at(text, at, "a number needs at least one digit")
    return trouble_at(
        text, at, "a bare word stands here", "write strings in double quotes; words are true, false, null"
    )


def _number(text: str, start: int, word: str) -> Trouble:
    digits = word.lstrip("+-")
    message, hint = "this is no JSON number", "for example 12, -3.5 or 1e6"
    if word.startswith("+"):
        message, hint = "a number has no plus sign in JSON", "remove the plus sign"
    elif digits.startswith("."):
        message, hint = "a number needs a digit before the point", "write 0 before it"
    elif re.match(r"0[0-9]", digits):
        message, hint = "a number has no leading zeros in JSON", "remove them; an id stands in double quotes"
    elif re.match(r"0[xXoObB]", digits):
        message, hint = "JSON has decimal numbers only", "write the number in decimal"
    elif "_" in digits:
        message, hint = "a number has no underscores in JSON", "remove them"
    elif re.match(r"[0-9]+\.(?![0-9])", digits):
        message, hint = "a number needs a digit after the point", "write 0 after it, or remove the point"
    elif re.match(r"[0-9.]+[eE][-+]?(?![0-9])", digits):
        message, hint = "the exponent has no digits", "for example 1e6"
    elif re.match(r"[0-9]+-[0-9]", digits):
        message, hint = "a date or a range stands here without quotes", "write it in double quotes"
    return trouble_at(text, start, message, hint)
