"""The shell commands in the code blocks of a Markdown page."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final, NamedTuple

from pinvet.sources.curl.script import Script, positions

if TYPE_CHECKING:
    from collections.abc import Iterator

_SUFFIXES: Final = (".md", ".markdown", ".mdx", ".mkd")
_OTHER: Final = (".sh", ".bash", ".zsh", ".ksh", ".curl")
_SHELLS: Final = frozenset("bash sh shell zsh ksh console curl terminal shell-session shellsession shellscript".split())
_UNSAID: Final = frozenset(["", *"text txt plain plaintext cmd bat batch powershell ps1 pwsh".split()])

_LINE: Final = re.compile(r"[^\r\n]*(?:\r\n?|\n)|[^\r\n]+\Z")
_ANY_FENCE: Final = re.compile(r"^[ \t]*(?:`{3}|~{3})", re.MULTILINE)
_FENCE: Final = re.compile(
    r"(?P<before>[ \t]*(?:>[ \t]*)*(?:(?:[-*+]|\d{1,9}[.)])[ \t]+)?)(?P<fence>`{3,}|~{3,})[{.\s]*(?P<label>[\w+-]*)"
)
_QUOTE: Final = re.compile(r"[ \t]*>[ \t]?")
_INDENT: Final = re.compile(r"[ \t]*")
_CODE: Final = re.compile(r" {4,}|[ ]{0,3}\t[ \t]*")
_CURL: Final = re.compile(r"[ \t]*(?:\$[ \t]+)?(?:curl(?:\.exe)?|Invoke-(?:WebRequest|RestMethod))[ \t]", re.IGNORECASE)


_BEGINS: Final = re.compile(rf"{_CURL.pattern}|[ \t]*(?:\$[ \t]+)?(?:export[ \t]+)?[A-Za-z_]\w*=", re.IGNORECASE)


class _Row(NamedTuple):
    """A line of code: its number in the page, how much stands before the code there, and the code."""

    number: int
    column: int
    text: str


def is_markdown(path: str, text: str) -> bool:
    """Tell a Markdown page by its name, or by a fence where the name says nothing."""
    name = path.lower().removesuffix(".gz")
    if name.endswith(_SUFFIXES):
        return True
    return not name.endswith(_OTHER) and not text.startswith("#!") and _ANY_FENCE.search(text) is not None


def markdown_script(text: str) -> Script:
    """Return the code blocks of a page that hold shell commands, as one script; each block is read by itself."""
    rows: list[_Row] = []
    spans: list[tuple[int, int]] = []
    length = 0
    for block in _blocks(text):
        code = "".join(row.text for row in block)
        rows += block
        spans.append((length, length + len(code)))
        length += len(code)
    script = "".join(row.text for row in rows)
    inner = positions(script)

    def position(offset: int) -> tuple[int, int]:
        line, column = inner(offset)
        row = rows[min(line, len(rows)) - 1]
        return row.number + max(line - len(rows), 0), row.column + column

    return Script(script, spans, position)


def _blocks(text: str) -> Iterator[list[_Row]]:
    """Give the code blocks that hold shell commands, without fences, indentation, quote marks and `>` prompts."""
    loose = _Loose()
    rows: list[_Row] | None = None
    fence = label = ""
    depth = indent = 0
    for number, line in enumerate(_LINE.findall(text), 1):
        at = None if rows is None else _inside(line, depth, indent)
        if rows is not None and at is not None and not _closes(line[at:], fence):
            rows.append(_Row(number, at, line[at:]))
            continue
        if rows is not None:
            yield from _taken(rows, label)
        rows = None
        opening = _FENCE.match(line) if at is None else None
        if opening is not None and not (opening["fence"][0] == "`" and "`" in line[opening.end() :]):
            rows, fence, label = [], opening["fence"], opening["label"].lower()
            before, mark, rest = opening["before"].rpartition(">")
            depth = before.count(">") + len(mark)
            indent = len(rest) - bool(mark and rest)
        yield from loose.ended() if rows is not None else loose.line(number, line)
    yield from loose.ended() if rows is None else _taken(rows, label)


class _Loose:
    """Code that stands between fences, told by its indentation alone: below an empty line, four blanks or a tab deep.

    Of such a block only commands of curl are read, from the first line that begins one, or sets a variable, on.
    """

    def __init__(self) -> None:
        self._rows: list[_Row] = []
        self._indent = 0
        self._may_begin = True

    def line(self, number: int, line: str) -> Iterator[list[_Row]]:
        """Take a line; give the block that it ends."""
        blanks = _CODE.match(line)
        is_empty = not line.strip()
        if self._rows and (blanks or is_empty):
            at = min(self._indent, len(line) - len(line.lstrip(" \t")))
            self._rows.append(_Row(number, at, line[at:]))
            return
        yield from self.ended()
        if blanks and self._may_begin and not is_empty:
            self._indent = blanks.end()
            self._rows.append(_Row(number, self._indent, line[self._indent :]))
        self._may_begin = is_empty

    def ended(self) -> Iterator[list[_Row]]:
        """Give the block that ends here, if there is one with commands in it."""
        rows, self._rows = self._rows, []
        first = next((index for index, row in enumerate(rows) if _BEGINS.match(row.text)), len(rows))
        if any(_CURL.match(row.text) for row in rows[first:]):
            yield from _taken(rows[first:], "sh")


def _inside(line: str, depth: int, indent: int) -> int | None:
    """Return where the code of a line begins, or None where the quotation that the block stands in has ended."""
    at = 0
    for _ in range(depth):
        mark = _QUOTE.match(line, at)
        if mark is None:
            return None
        at = mark.end()
    blanks = _INDENT.match(line, at)
    return min(at + indent, blanks.end() if blanks else at)


def _closes(code: str, fence: str) -> bool:
    code = code.strip()
    return len(code) >= len(fence) and not code.strip(fence[0])


def _taken(rows: list[_Row], label: str) -> Iterator[list[_Row]]:
    """Give a block where its label says shell, or where it has none that says otherwise and begins with curl."""
    first = next((row.text for row in rows if row.text.strip() and not row.text.lstrip().startswith("#")), "")
    if label not in _SHELLS and not (label in _UNSAID and _CURL.match(first)):
        return
    prompted = False
    for index, row in enumerate(rows):
        continued = prompted and row.text.startswith("> ")
        prompted = continued or row.text.startswith("$ ")
        if continued:
            rows[index] = _Row(row.number, row.column + 2, row.text[2:])
    yield rows
