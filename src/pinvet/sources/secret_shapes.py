r"""What a secret looks like where it is written out, and what only looks like one: variables, masks, made-up values.

Every shape is looked for by a word in it. The heads of the shapes are one pattern for a linear engine too, which tells
at once of a large text that it holds none.
"""

from __future__ import annotations

import re
from functools import cache
from typing import Final

LONGEST: Final = 2_000  # of a value: longer ones are known by their beginning

_QUOTE: Final = r"""\\{0,7}["']"""  # a quote, in a JSON text inside of others too
_IS: Final = rf"(?:{_QUOTE})?[ \t]{{0,40}}(?::|=>?)[ \t]{{0,40}}"
_PAIRED: Final = (  # {"name": "password", "value": ...}, as HAR and Postman write headers and fields
    rf"{_QUOTE}[ \t\r\n]{{0,80}},[ \t\r\n]{{0,80}}{_QUOTE}value{_QUOTE}[ \t]{{0,40}}:[ \t]{{0,40}}"
)
_QUOTED: Final = rf"""(?:{_IS}|{_PAIRED}){_QUOTE}"""
_GAP: Final = r"(?:[ \t]{1,40}|%20)"
_PINTEREST: Final = r"pin(?:a_|r[._])[A-Za-z0-9][A-Za-z0-9_.-]{7}"
_BEARER: Final = rf"(?:[Bb]earer|BEARER){_GAP}"
_BASIC: Final = rf"(?:[Bb]asic|BASIC){_GAP}"
_KEY: Final = (
    r"(?:(?:access|refresh)_?[Tt]oken|(?:ACCESS|REFRESH)_TOKEN|client_?[Ss]ecret|CLIENT_SECRET"
    r"|code_?[Vv]erifier|CODE_VERIFIER|[Pp]assword|PASSWORD)"
)
# Wherever a secret stands, this is found. No look-around, and no `\s`, which takes in more in other engines.
HEADS: Final = "|".join(
    (
        _PINTEREST,
        r"eyJ[A-Za-z0-9_-]+\.eyJ",
        rf"{_BEARER}[A-Za-z._~+/=-]*[0-9]",
        rf"{_BASIC}[A-Za-z0-9+/]{{8}}",
        rf"""{_KEY}{_QUOTED}[^"'\\ \t\r\n]{{6}}""",
        rf"{_KEY}{_IS}[A-Za-z_.~+/%=-]*[0-9]",
        "PRIVATE KEY",
    )
)


def _under(key: str) -> str:
    """Return the shape of a value under a key."""
    return (
        rf"""{key}(?:{_QUOTED}(?P<quoted>[^"'\\ \t\r\n]{{6,{LONGEST}}}){_QUOTE}"""
        rf"|{_IS}(?P<plain>[A-Za-z0-9_.~+/%=-]{{6,{LONGEST}}}))"
    )


_TOKEN: Final = rf"(?P<token>{_PINTEREST}[A-Za-z0-9_.-]{{0,{LONGEST}}})"
# what begins at a word
_SHAPES: Final = {
    b"pina_": _TOKEN,
    b"pinr": _TOKEN,
    b"eyj": rf"(?P<jwt>eyJ[A-Za-z0-9_-]{{1,{LONGEST}}}\.eyJ[A-Za-z0-9_.-]{{1,{LONGEST}}})",
    b"bearer": rf"{_BEARER}(?P<bearer>[A-Za-z0-9._~+/=-]{{12,{LONGEST}}})",
    b"basic": rf"{_BASIC}(?P<basic>[A-Za-z0-9+/]{{8,{LONGEST}}}={{0,2}})",
    b"token": _under(
        "(?:(?:(?<=access)|(?<=access_)|(?<=refresh)|(?<=refresh_))[Tt]oken|(?:(?<=ACCESS_)|(?<=REFRESH_))TOKEN)"
    ),
    b"secret": _under("(?:(?:(?<=client)|(?<=client_))[Ss]ecret|(?<=CLIENT_)SECRET)"),
    b"verifier": _under("(?:(?:(?<=code)|(?<=code_))[Vv]erifier|(?<=CODE_)VERIFIER)"),
    b"password": _under("(?:[Pp]assword|PASSWORD)"),
    b"private key": "(?P<private>PRIVATE KEY)",
}
_MADE_UP: Final = re.compile(
    rb"(?i)example|fake|dummy|your[_-]|redact|masked|placeholder|change_?me|x{4}|\*{3}|\.{3}|\$[{(]|\{\{"
)
# a word that says what stands there: "client_secret", "string", "the-token"
_NAMED: Final = re.compile(
    rb"(?i)[a-z_.-]*(?:token|secret|password|verifier|value|string|credential|hidden|none|null)[a-z_.-]*"
)
_VARIABLE: Final = b"$<{%*[("


def secret_at(text: bytes, at: int, word: bytes) -> tuple[int, int] | None:
    """Return where a secret begins and ends that is told by a word at an offset, None where there is none."""
    match = _shape(word).match(text, at)
    return match.span(match.lastgroup or 0) if match is not None and _is_written_out(match, text) else None


@cache
def _shape(word: bytes) -> re.Pattern[bytes]:
    return re.compile(_SHAPES[word].encode())


def stands_in(value: bytes) -> bool:
    """Tell whether a value stands for a secret without being one: a variable, a mask, a made-up value, a mere word."""
    if value[:1] in _VARIABLE or len(set(value)) < 4:
        return True
    return _MADE_UP.search(value) is not None or _NAMED.fullmatch(value) is not None


def _is_written_out(match: re.Match[bytes], text: bytes) -> bool:
    """Tell a secret from a variable, a mask, a made-up value, and from words that look like one."""
    kind = match.lastgroup
    value = match[kind or 0]
    if kind == "private":
        return b"-----BEGIN " in text[max(0, match.start() - 40) : match.start()]
    if stands_in(value):
        return False
    if kind == "token":
        return not _goes_on(text, match.start())
    if kind == "basic":
        return _holds_a_pair(value)
    if kind == "quoted":
        return any(byte < 128 and chr(byte).isalnum() for byte in value)
    if kind == "plain" and text[match.end() : match.end() + 1] in (b"(", b"[", b"{", b"$"):
        return False  # a call in a script, or a part of a variable
    return any(byte in b"0123456789" for byte in value)


def _goes_on(text: bytes, start: int) -> bool:
    r"""Tell whether a word goes on at an offset; the `n` of an escaped line feed is no word."""
    before = text[max(0, start - 2) : start]
    return before[-1:].isalpha() and before[:1] != b"\\"


def _holds_a_pair(value: bytes) -> bool:
    """Tell whether a value is the Base64 of a name and a password, rather than a word: `basic information`."""
    from base64 import b64decode

    try:
        pair = b64decode(value + b"=" * (-len(value) % 4))
    except ValueError:
        return False
    name, colon, password = pair.partition(b":")
    return bool(colon and name and password) and pair.isascii() and not _MADE_UP.search(pair)
