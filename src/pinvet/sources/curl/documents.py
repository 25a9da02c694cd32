"""The text of a here-document, which stands in the lines below its command."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final, NamedTuple

from pinvet.sources.curl.parts import Part, UnreadError

if TYPE_CHECKING:
    from collections.abc import Callable

_QUOTES: Final = re.compile(r"[\\'\"]")


class Document(NamedTuple):
    """A here-document: the word behind << and where it stands, whether it is <<-, and the parts of its text."""

    written: str
    start: int
    indented: bool
    parts: list[Part]


def fill(document: Document, text: str, at: int, end: int, expand: Callable[[int, int], list[Part]]) -> int:
    """Read a here-document whose lines begin at an offset, and return the offset behind it. Raises UnreadError.

    `expand` reads a span with variables in it, which a document has unless its word is quoted.
    """
    delimiter = _QUOTES.sub("", document.written)
    lines = []
    while at < end:
        line_end = text.find("\n", at, end)
        after = line_end + 1 if line_end >= 0 else end
        line = text[at:after]
        first = at + (len(line) - len(line.lstrip("\t")) if document.indented else 0)
        at = after
        if text[first:after].rstrip("\r\n") == delimiter:
            break
        lines.append((first, after))
    else:
        raise UnreadError("the command cannot be read: its here-document has no last line", end, document.start)
    spans = lines if document.indented else [(lines[0][0], lines[-1][1])] if lines else []
    for start, stop in spans:
        is_literal = delimiter != document.written
        document.parts.extend([Part(text[start:stop], start, stop)] if is_literal else expand(start, stop))
    return at
