r"""Where the characters of a YAML string stand in its source, through escapes, folded lines and indentation.

A recorder writes a long body as one quoted scalar over many lines, or as a block behind `|`. Its source is decoded
here once more, and only what comes out as the parser's own string is trusted.
"""

from __future__ import annotations

import re
from itertools import pairwise
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from pinvet.text.spots import Runs

_BREAK: Final = r"(?:\r\n?|[\n\x85])"
_BREAKS: Final = re.compile(_BREAK)
_FOLD: Final = rf"(?=[ \t\r\n\x85])[ \t]*+(?P<fold>(?:{_BREAK}[ \t]*+)*+)"
_PLAIN: Final = re.compile(_FOLD)
_SINGLE: Final = re.compile(rf"{_FOLD}|(?P<quote>'')")
_DOUBLE: Final = re.compile(
    rf"{_FOLD}|\\(?:(?P<seam>{_BREAK}[ \t]*+)(?P<more>(?:{_BREAK}[ \t]*+)*+)"
    r"|(?:x(?P<x>..)|u(?P<u>....)|U(?P<U>........)|(?P<short>.)))"
)
_SHORT: Final = {
    "0": "\0", "a": "\a", "b": "\b", "t": "\t", "\t": "\t", "n": "\n", "v": "\v", "f": "\f", "r": "\r", "e": "\x1b",
    "N": "\x85", "_": "\xa0", "L": "\u2028", "P": "\u2029",
}  # fmt: skip


def yaml_string_runs(source: str, start: int, end: int, value: str) -> Runs | None:
    """Return the runs of the YAML scalar that stands from `start` to `end`, without tag and anchor, and is `value`.

    None where its characters cannot be told apart: a folded block, or a scalar that does not stand for the value.
    """
    first = source[start : start + 1]
    if first == "|":
        return _block(source, start, end, value)
    if first == ">":
        return None
    if first in ("'", '"'):
        text, runs = _flow(source, start + 1, end - 1, _SINGLE if first == "'" else _DOUBLE)
    else:
        text, runs = _flow(source, start, end, _PLAIN)
    return runs if text == value else None


def _flow(source: str, start: int, end: int, token: re.Pattern[str]) -> tuple[str, Runs]:
    """Return what a quoted or plain scalar's inner text stands for, and its runs."""
    runs: Runs = [(0, start)]
    parts = []
    inner, last = 0, start
    for match in token.finditer(source, start, end):
        character = _character(match)
        if character is None:
            continue
        inner += match.start() - last
        runs += [(inner, match.start()), (inner + len(character), match.end())]
        parts += [source[last : match.start()], character]
        inner, last = inner + len(character), match.end()
    parts.append(source[last:end])
    runs.append((inner + end - last, end))
    return "".join(parts), runs


def _character(match: re.Match[str]) -> str | None:
    """Return what an escape or folded line ends stand for; None for blanks that stand for themselves."""
    found = match.groupdict()
    if found["fold"] is not None:
        breaks = len(_BREAKS.findall(found["fold"]))
        return None if not breaks else "\n" * (breaks - 1) or " "
    if found.get("quote") is not None:
        return "'"
    if found["seam"] is not None:
        return "\n" * len(_BREAKS.findall(found["more"]))
    digits = found["x"] or found["u"] or found["U"]
    return chr(int(digits, 16)) if digits else _SHORT.get(found["short"], found["short"])


def _block(source: str, start: int, end: int, value: str) -> Runs | None:
    """Return the runs of a block behind `|`: every line as it stands, without its indentation."""
    breaks = [match.span() for match in _BREAKS.finditer(source, start, end)]
    spans = [(here[1], there[0]) for here, there in pairwise([*breaks, (end, end)])]
    indents = (
        (stop - begin) - len(line) for (begin, stop), line in zip(spans, value.split("\n"), strict=False) if line
    )
    indent = max(next(indents, 0), 0)
    runs: Runs = []
    lines = []
    inner = 0
    for begin, stop in spans:
        outer = min(begin + indent, stop)
        runs.append((inner, outer))
        lines.append(source[outer:stop])
        inner += stop - outer + 1
    text = "\n".join(lines)
    if not runs or not value.startswith(text) or value[len(text) :].strip():  # blanks at the end are chomped
        return None
    return [*runs, (len(text), end)]
