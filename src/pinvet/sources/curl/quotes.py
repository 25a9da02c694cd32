"""What stands inside a word of a POSIX shell: quotes, escapes, variables and commands, each as parts of a text."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from pinvet.sources.curl.escapes import ansi
from pinvet.sources.curl.parts import Part, UnreadError

if TYPE_CHECKING:
    from collections.abc import Sequence

_SINGLE: Final = re.compile(r"[^']*+'")
_ANSI: Final = re.compile(r"(?:[^'\\]++|\\.)*+'", re.DOTALL)
_IN_QUOTES: Final = re.compile(r'[^"\\$`]++')
_IN_DOCUMENT: Final = re.compile(r"[^\\$`]++")
_NAME: Final = r"([A-Za-z_][A-Za-z0-9_]*|[0-9]+|[@*#?$!-])"
_VARIABLE: Final = re.compile(rf"\$(?:([A-Za-z_][A-Za-z0-9_]*|[0-9@*#?$!-])|\{{{_NAME}\}})")
_MODIFIED: Final = re.compile(rf"\$\{{[#!]?{_NAME}")
_BRACES: Final = re.compile(r"\\.|[{}]", re.DOTALL)
_ROUND: Final = re.compile(r"[()]")
_BACKTICKS: Final = re.compile(r"(?:[^`\\]++|\\.)*+`", re.DOTALL)
_BREAK: Final = re.compile(r"\r?\n")

# A quote that closes behind the next command was opened by an apostrophe, or was never closed where it should be.
_SWALLOWED: Final = re.compile(r"\n[ \t]*(?:\$ )?curl(?:\.exe)?[ \t]")
_AFTER_QUOTE: Final = frozenset(" \t\r\n;|&)<>")


ALL: Final = frozenset("@*")  # the names of the variables that stand for all arguments, whatever their number


class Quotes:
    """Reads a span of a script; `at` is how far it has come."""

    def __init__(self, text: str, start: int, end: int) -> None:
        self.text = text
        self.at = start
        self.end = end

    def substituted(self, start: int, end: int | None = None, *, quoted: bool = True) -> Sequence[Part]:
        """Read the commands from `at` up to an offset, or up to the bracket that closes them; return their text."""
        raise NotImplementedError

    def unread(self, quote: str, opened: int) -> UnreadError:
        """Return the error for a quote or bracket that is never closed."""
        return UnreadError(f"the command cannot be read: a {quote} in it is not closed", self.end, opened)

    def single(self, parts: list[Part]) -> None:
        """Read '...', from the quote on."""
        opened = self.at
        match = _SINGLE.match(self.text, opened + 1, self.end)
        if match is None:
            raise self.unread("quote '", opened)
        if match.end() - 1 > opened + 1:
            parts.append(Part(match[0][:-1], opened + 1, match.end() - 1))
        self.at = match.end()
        self._check_swallowed("quote '", opened)

    def double(self, parts: list[Part]) -> None:
        """Read "...", from the quote on."""
        opened = self.at
        self.at += 1
        self.expanded(parts, closing='"')
        if self.at >= self.end:
            raise self.unread('quote "', opened)
        self.at += 1
        self._check_swallowed('quote "', opened)

    def expanded(self, parts: list[Part], closing: str = "") -> None:
        """Read text with variables and commands in it, up to a double quote, or to the end as a here-document."""
        plain = _IN_QUOTES if closing else _IN_DOCUMENT
        escapable = f"$`\\{closing}"
        while self.at < self.end:
            match = plain.match(self.text, self.at, self.end)
            if match is not None:
                parts.append(Part(match[0], match.start(), match.end()))
                self.at = match.end()
                continue
            char = self.text[self.at]
            if char == closing:
                return
            if char == "\\":
                self._escape(parts, escapable)
            elif char == "$":
                self.dollar(parts, quoted=True)
            else:
                self.backticks(parts, quoted=True)

    def escape(self, parts: list[Part]) -> None:
        """Read a backslash outside of quotes and the character that it quotes."""
        broken = _BREAK.match(self.text, self.at + 1, self.end)
        if broken is not None:
            self.at = broken.end()
        elif self.at + 1 < self.end:
            parts.append(Part(self.text[self.at + 1], self.at, self.at + 2))
            self.at += 2
        else:
            self.at += 1

    def _escape(self, parts: list[Part], escapable: str) -> None:
        follows = self.text[self.at + 1 : self.at + 2]
        if self.at + 1 < self.end and (follows in escapable or _BREAK.match(self.text, self.at + 1, self.end)):
            self.escape(parts)
        else:
            parts.append(Part("\\", self.at, self.at + 1))
            self.at += 1

    def dollar(self, parts: list[Part], *, quoted: bool) -> None:
        """Read what a dollar sign begins: a variable, a command, arithmetic, or quotes."""
        start = self.at
        match = _VARIABLE.match(self.text, start, self.end)
        if match is not None:
            name = match[1] or match[2]
            parts.append(Part("", start, match.end(), name, split=not quoted or name in ALL))
            self.at = match.end()
            return
        follows = self.text[start + 1 : min(start + 3, self.end)]
        if follows == "((":
            self._close(_ROUND, "(", start + 1)
            parts.append(placeholder(f"sum_{start}", start, self.at, split=not quoted))
        elif follows[:1] == "(":
            self.at += 2
            parts += self.substituted(start, quoted=quoted)
        elif follows[:1] == "{":
            self._close(_BRACES, "{", start + 1)
            parts.append(self._modified(start, quoted=quoted))
        elif follows[:1] == "'" and not quoted:
            self._ansi(parts)
        elif follows[:1] == '"' and not quoted:
            self.at += 1
            self.double(parts)
        else:
            parts.append(Part("$", start, start + 1))
            self.at += 1

    def _ansi(self, parts: list[Part]) -> None:
        opened = self.at + 1
        match = _ANSI.match(self.text, opened + 1, self.end)
        if match is None:
            raise self.unread("quote $'", opened)
        parts += ansi(self.text, opened + 1, match.end() - 1)
        self.at = match.end()
        self._check_swallowed("quote $'", opened)

    def backticks(self, parts: list[Part], *, quoted: bool) -> None:
        """Read `...`, from the backtick on."""
        opened = self.at
        match = _BACKTICKS.match(self.text, opened + 1, self.end)
        if match is None:
            raise self.unread("backtick", opened)
        self.at += 1
        parts += self.substituted(opened, match.end(), quoted=quoted)

    def _modified(self, start: int, *, quoted: bool) -> Part:
        """Return the part for ${NAME...} up to `at`: elements of an array, or a value that is changed."""
        if self.text.endswith(("[@]}", "[*]}"), start, self.at):
            return placeholder("@", start, self.at, split=True)
        match = _MODIFIED.match(self.text, start, self.at)
        return placeholder(match[1] if match else f"value_{start}", start, self.at, split=not quoted)

    def _close(self, brackets: re.Pattern[str], opening: str, opened: int) -> None:
        """Go behind the bracket that closes the one at an offset."""
        depth = 0
        for match in brackets.finditer(self.text, opened, self.end):
            depth += 1 if match[0] == opening else -(len(match[0]) == 1)
            if not depth:
                self.at = match.end()
                return
        raise self.unread(f"bracket {opening}", opened)

    def _check_swallowed(self, quote: str, opened: int) -> None:
        if not _SWALLOWED.search(self.text, opened, self.at):
            return
        is_glued = opened > 0 and self.text[opened - 1].isalnum()
        if is_glued or (self.at < self.end and self.text[self.at] not in _AFTER_QUOTE):
            error = self.unread(quote, opened)
            error.stop = self.at
            raise error


def placeholder(name: str, start: int, end: int, *, split: bool = False) -> Part:
    """Return the part that stands for a value that is not known here."""
    return Part(f"${{{name}}}", start, end, name, split)
