"""What curl sends of its data options: one text, put together from parts that lead back to the script."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from pinvet.sources.curl.parts import Part, cut

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence

    from pinvet.sources.curl.parts import Word

    # Gives the text of the file that a word names, or of standard input for "-"; None where it is not known.
    Read = Callable[[Word], Sequence[Part] | None]

_LINES: Final = re.compile(r"[^\r\n]++")
_UNKNOWN: Final = "\0"
_JSON: Final = re.compile(r'"(?:[^"\\]++|\\.)*+"?|[\s{}\[\],:]++|([^\s{}\[\],:"]++)', re.DOTALL)


def posted(data: Iterable[tuple[str, Word]], read: Read) -> list[Part] | None:
    """Return the text that data options make together, or None where a part of it is not known.

    Each of `data` is the name of an option and its value.
    """
    text: list[Part] = []
    known = True
    for count, (option, word) in enumerate(data):
        piece = _piece(option, word, read)
        known = known and piece is not None
        if count and option != "json":
            text.append(Part("&", word.start, word.start))
        text += piece or ()
    return text if known else None


def is_unknown(parts: Iterable[Part]) -> bool:
    """Tell whether a text is made of nothing but values that are not known here, and blanks."""
    visible = [part for part in parts if part.text.strip()]
    return bool(visible) and all(part.name for part in visible)


def is_json(parts: Iterable[Part]) -> bool:
    """Tell whether a text begins as a JSON object or list does."""
    first = next((part.text.lstrip() for part in parts if part.text.strip()), "")
    return first.startswith(("{", "["))


def quoted_placeholders(parts: Sequence[Part]) -> list[Part]:
    """Return a JSON text with every placeholder that stands outside of a string made a string.

    What touches a placeholder belongs to the same value: `${MILLIONS}000000` is one number.
    """
    if all(part.name is None for part in parts):
        return list(parts)
    masked = "".join(_UNKNOWN * len(part.text) if part.name else part.text for part in parts)
    bare = [match for match in _JSON.finditer(masked) if match[1] and _UNKNOWN in match[1]]
    edges = [edge for match in bare for edge in match.span()]
    return _with_quotes(parts, edges)


def _with_quotes(parts: Sequence[Part], edges: Sequence[int]) -> list[Part]:
    """Put a double quote at each offset: the first opens, the second closes, and so on."""
    found: list[Part] = []
    offset = done = 0
    for part in parts:
        at = 0
        while done < len(edges) and edges[done] < offset + len(part.text):
            edge = edges[done] - offset
            found += cut((part,), at, edge)
            behind = cut((part,), edge)[0]
            place = found[-1].end if done % 2 else behind.start
            found.append(Part('"', place, place))
            at, done = edge, done + 1
        found += cut((part,), at)
        offset += len(part.text)
    if done < len(edges):
        found.append(Part('"', found[-1].end, found[-1].end))
    return found


def _piece(option: str, word: Word, read: Read) -> Sequence[Part] | None:
    text = word.text
    if option == "data-urlencode":
        return encoded(word, read)
    if option == "data-raw" or not text.startswith("@"):
        return word.parts
    content = read(word.after(1))
    if content is None or option in ("data-binary", "json"):
        return content
    return [piece for part in content for line in _LINES.finditer(part.text) for piece in cut((part,), *line.span())]


def encoded(word: Word, read: Read) -> list[Part] | None:
    """Return a value of --data-urlencode: `content`, `=content`, `name=content`, `@file` or `name@file`."""
    text = word.text
    found = text.find("=") if "=" in text else text.find("@")
    name = cut(word.parts, 0, max(found, 0))
    content: Sequence[Part] | None = cut(word.parts, found + 1)
    if found >= 0 and text[found] == "@":
        content = read(word.after(found + 1))
    if content is None:
        return None
    between = [Part("=", word.start, word.start)] if name else []
    return [*name, *between, *map(_encoded, content)]


def _encoded(part: Part) -> Part:
    from urllib.parse import quote_plus

    return part if part.name else part._replace(text=quote_plus(part.text))
