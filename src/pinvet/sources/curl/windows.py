"""Commands of the Windows shells: what browsers copy for cmd.exe is read, PowerShell is told apart."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from pinvet.sources.curl.parts import Broken, Command, Part, Word
from pinvet.sources.curl.quotes import placeholder

if TYPE_CHECKING:
    from collections.abc import Iterator

_POWERSHELL: Final = re.compile(
    r"(?:\$[\w:]+[ \t]*=[ \t]*)?(?:Invoke-(?:WebRequest|RestMethod)|iwr|irm)[ \t]"
    r"|curl(?:\.exe)?[ \t][^`\r\n]*+(?<=[ \t])`[ \t]*\r?\n",
    re.IGNORECASE,
)
_CONTINUED: Final = re.compile(r"(?:[^\r\n]*[ \t]`[ \t]*\r?\n)*+[^\r\n]*+")
_CMD: Final = re.compile(r"curl(?:\.exe)?[ \t](?:\^\"|[^\r\n]*[ \t](?:\^\"|\^[ \t]*\r?\n))", re.IGNORECASE)
_TOKEN: Final = re.compile(
    r"\^(?:\r?\n)?(?P<quoted>\r\n|[^\r])?|(?P<quote>\")|(?P<end>\r?\n|[&|<>])|%(?P<name>[A-Z_][A-Z0-9_]{2,})%"
    r"|[^\^\"\r\n&|<>%]++|[%\r]"
)
_PIECE: Final = re.compile(r"(?P<blank>[ \t]+)|(?P<slashes>\\*)\"|\\+|[^\\\" \t]+")
_LONGEST: Final = 1 << 20  # cmd.exe itself takes 8,191 characters


def windows_command(text: str, at: int, end: int) -> tuple[Command | Broken, int] | None:
    """Return the command of a Windows shell that begins at an offset, and the offset behind it; None for any other."""
    if _POWERSHELL.match(text, at, end):
        rest = _CONTINUED.match(text, at, end)
        hint = "copy the request for bash (browsers: Copy as cURL), or record it as a HAR file"
        return Broken("this is PowerShell, which is not read", at, None, hint), rest.end() if rest else end
    if not _CMD.match(text, at, end):
        return None
    parts, stop = _unescaped(text, at, min(end, at + _LONGEST))
    return Command(list(_words(parts, stop))), stop


def _unescaped(text: str, at: int, end: int) -> tuple[list[Part], int]:
    """Return the characters of a line of cmd.exe, carets taken away, and the offset of its end."""
    parts: list[Part] = []
    in_quotes = False
    for match in _TOKEN.finditer(text, at, end):
        token, start, stop = match[0], match.start(), match.end()
        if match["end"] and (token[0] in "\r\n" or not in_quotes):
            return parts, start
        if match["name"]:
            parts.append(placeholder(match["name"], start, stop))
        elif token[0] == "^" and (not in_quotes or "\n" in token):
            parts += [Part(char, start, stop) for char in (match["quoted"] or "")[-1:]]
        else:
            in_quotes ^= token.endswith('"')
            parts += [Part(char, start + index, start + index + 1) for index, char in enumerate(token)]
    return parts, end


def _words(parts: list[Part], end: int) -> Iterator[Word]:
    """Split characters into arguments, as programs of Windows do: a backslash counts before a double quote only."""
    marks = "".join("_" if part.name else part.text for part in parts)
    word: list[Part] | None = None
    in_quotes = False
    at = 0
    while (match := _PIECE.match(marks, at)) is not None:
        start, at = match.start(), match.end()
        if match["blank"] and not in_quotes:
            yield _word(word or [], parts[start].start)
            word = None
            continue
        word = [] if word is None else word
        slashes = match["slashes"]
        if slashes is None:
            word += parts[start:at]
            continue
        word += parts[start : start + len(slashes) // 2]
        if len(slashes) % 2:
            word.append(Part('"', parts[at - 2].start, parts[at - 1].end))
        elif in_quotes and marks.startswith('"', at):
            word.append(Part('"', parts[at - 1].start, parts[at].end))
            at += 1
        else:
            in_quotes = not in_quotes
    if word is not None:
        yield _word(word, end)


def _word(parts: list[Part], end: int) -> Word:
    return Word(parts, parts[0].start if parts else end, end)
