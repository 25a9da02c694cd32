"""What a YAML scalar stands for: the core schema of YAML 1.2, and nothing more.

No yes, no, on, off, no dates, no base 60, no underscores in numbers: those are strings here.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any, Final

if TYPE_CHECKING:
    from pinvet.model import NoticeKind

_WORDS: Final = {
    "": None, "~": None, "null": None, "Null": None, "NULL": None,
    "true": True, "True": True, "TRUE": True,
    "false": False, "False": False, "FALSE": False,
}  # fmt: skip
_NUMBER_STARTS: Final = frozenset("+-.0123456789")
_INTEGER: Final = re.compile(r"[-+]?[0-9]+")
_BASED: Final = re.compile(r"0o([0-7]+)|0x([0-9a-fA-F]+)")
_FLOAT: Final = re.compile(r"[-+]?(?:\.[0-9]+|[0-9]+(?:\.[0-9]*)?)(?:[eE][-+]?[0-9]+)?")
_NOT_FINITE: Final = re.compile(r"[-+]?\.(?:inf|Inf|INF)|\.(?:nan|NaN|NAN)")
_INFINITE: Final = (float("inf"), float("-inf"))

_CORE: Final = "tag:yaml.org,2002:"
_TYPES: Final[dict[str, tuple[type, ...]]] = {
    "str": (str,),
    "null": (type(None),),
    "bool": (bool,),
    "int": (int,),
    "float": (float, int),
}

# The tags that vcrpy writes around recorded bodies, the last three before its version 1; their content is plain data.
_CASSETTE: Final = frozenset(
    f"{_CORE}{name}"
    for name in (
        "python/str",
        "python/unicode",
        "python/tuple",
        "python/object/apply:builtins.iter",
        "python/object/new:_io.BytesIO",
        "python/object:vcr.request.Request",
        "python/object/apply:builtins.frozenset",
        "python/object/apply:__builtin__.frozenset",
    )
)
_BINARY: Final = (f"{_CORE}binary", "!binary")  # the second is Ruby's
_SHOWABLE_TAG: Final = re.compile(r"!{1,2}[A-Za-z]{1,12}(?:/[A-Za-z]{1,12}){0,3}")


class ScalarError(ValueError):
    """A scalar stands for no value that JSON has; the message is ours and holds no part of it."""

    def __init__(self, message: str, kind: NoticeKind = "syntax") -> None:
        super().__init__(message)
        self.message = message
        self.kind: NoticeKind = kind


def plain(text: str, max_digits: int) -> Any:
    """Return the value of an unquoted scalar without a tag. Raises ScalarError for infinity and huge numbers."""
    if text in _WORDS:
        return _WORDS[text]
    if text[0] not in _NUMBER_STARTS:
        return text
    if _INTEGER.fullmatch(text):
        return _integer(text, 10, max_digits)
    based = _BASED.fullmatch(text)
    if based is not None:
        return _integer(based[1] or based[2], 8 if based[1] else 16, max_digits // 2)
    if _NOT_FINITE.fullmatch(text):
        raise ScalarError("infinity and not-a-number are no values of JSON")
    if _FLOAT.fullmatch(text) is None:
        return text
    value = float(text)
    if value in _INFINITE:
        raise ScalarError("the number is beyond what a 64-bit float holds (about 1.8e308)", "limit")
    return value


def tagged(text: str, tag: str, max_digits: int, *, cassette: bool) -> Any:
    """Return the value of a scalar with a tag; in a cassette `!!binary` is bytes, and vcrpy's tags mean text.

    Raises ScalarError for other tags, and where the scalar does not fit its tag.
    """
    if cassette and tag in _BINARY:
        return _binary(text)
    if tag == "!" or (cassette and tag in _CASSETTE):
        return text
    types = _TYPES.get(tag.removeprefix(_CORE)) if tag.startswith(_CORE) else None
    if types is None:
        raise ScalarError(f"the tag{rendered(tag)} is not read here")
    if types == (str,):
        return text
    value = plain(text, max_digits)
    if type(value) not in types:
        raise ScalarError(f"the value does not fit its tag{rendered(tag)}")
    return float(value) if float in types else value


def fits_collection(tag: str | None, kind: str, *, cassette: bool) -> bool:
    """Tell whether a tag may stand on a list (`kind` is "seq") or an object ("map")."""
    return tag in (None, "!", _CORE + kind) or (cassette and tag in _CASSETTE)


def rendered(tag: str) -> str:
    """Return a space and the short form of a tag where that can hold no secret, else nothing."""
    short = "!!" + tag.removeprefix(_CORE) if tag.startswith(_CORE) else tag
    match = _SHOWABLE_TAG.match(short)
    if match is None or short[match.end() : match.end() + 1] not in ("", ":"):
        return ""
    return f" {match[0]}"


def _integer(digits: str, base: int, max_digits: int) -> int:
    if len(digits.lstrip("+-")) > max_digits:
        raise ScalarError(f"the number has more than {max_digits:,} digits", "limit")
    try:
        return int(digits, base)
    except ValueError:  # PYTHONINTMAXSTRDIGITS may ask for less than our own limit
        raise ScalarError("the number has more digits than Python is set to read", "limit") from None


def _binary(text: str) -> bytes:
    from binascii import Error, a2b_base64

    try:
        return a2b_base64(text)
    except (Error, ValueError):
        raise ScalarError("the value is no base64, as its tag !!binary says") from None
