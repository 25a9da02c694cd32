"""The escapes of JSON strings."""

from __future__ import annotations

import re
from typing import Final

# A pair of surrogates, one code unit, or a short escape; the text is known to follow the grammar.
_ESCAPE: Final = re.compile(r"\\(?:u([dD][89abAB]..)\\u([dD][c-fC-F]..)|u(....)|(.))")
_SHORT: Final = {
    '"': '"', "\\": "\\", "/": "/", "b": "\b", "f": "\f", "n": "\n", "r": "\r", "t": "\t",
}  # fmt: skip


class LoneSurrogateError(ValueError):
    """An escape is half of a surrogate pair; `offset` counts from the start of the string's inner text."""

    def __init__(self, offset: int) -> None:
        super().__init__("half of a surrogate pair")
        self.offset = offset


def unescape(raw: str) -> str:
    r"""Return what a JSON string's inner text stands for; `raw` follows the grammar of RFC 8259.

    Raises LoneSurrogateError where an escape such as `\ud83d` lacks its other half.
    """
    return _ESCAPE.sub(_character, raw) if "\\" in raw else raw


def _character(match: re.Match[str]) -> str:
    high, low, unit, short = match.groups()
    if short is not None:
        return _SHORT[short]
    if high is not None:
        return chr(0x10000 + ((int(high, 16) - 0xD800) << 10) + int(low, 16) - 0xDC00)
    code = int(unit, 16)
    if 0xD800 <= code <= 0xDFFF:
        raise LoneSurrogateError(match.start())
    return chr(code)
