"""The words of a shell's commands, with the blanks and comments between them."""

from __future__ import annotations

import re
from typing import Final

from pinvet.sources.curl.parts import Part, Word
from pinvet.sources.curl.quotes import Quotes

# A backslash before a blank is a line break that was lost, or one that a blank stands before: pages are copied so.
_BLANK: Final = re.compile(r"(?:[ \t]|\\[ \t]*\r?\n|\\(?=[ \t]|\Z))++")
_PLAIN: Final = re.compile(r"[^ \t\r\n\\'\"`$;|&()<>]++")
_COMMENT: Final = re.compile(r"#[^\r\n]*+")
_ARRAY: Final = re.compile(r"[A-Za-z_][A-Za-z0-9_]*\+?=")


class Words(Quotes):
    """Reads one word after the other."""

    def skip(self) -> None:
        """Go behind blanks, and behind a comment."""
        for pattern in (_BLANK, _COMMENT):
            match = pattern.match(self.text, self.at, self.end)
            self.at = match.end() if match else self.at

    def word(self) -> Word:
        """Read the word that begins here. Raises UnreadError."""
        start = self.at
        parts: list[Part] = []
        while self.at < self.end:
            char = self.text[self.at]
            if self._plain(parts):
                continue
            if char == "'":
                self.single(parts)
            elif char == '"':
                self.double(parts)
            elif char == "\\":
                self.escape(parts)
            elif char == "$":
                self.dollar(parts, quoted=False)
            elif char == "`":
                self.backticks(parts, quoted=False)
            elif not self._nested(parts):
                break
        return Word(parts, start, self.at)

    def _plain(self, parts: list[Part]) -> bool:
        """Read characters that stand for themselves outside of quotes; tell whether there were any."""
        match = _PLAIN.match(self.text, self.at, self.end)
        if match is None:
            return False
        parts.append(Part(match[0], match.start(), match.end()))
        self.at = match.end()
        return True

    def _nested(self, parts: list[Part]) -> bool:
        """Read <(...), >(...) or the elements of an array; tell whether there were any."""
        is_process = self.text.startswith(("<(", ">("), self.at, self.end)
        is_array = self.text[self.at] == "(" and len(parts) == 1 and _ARRAY.fullmatch(parts[0].text)
        if not is_process and not is_array:
            return False
        start = self.at
        self.at += 2 if is_process else 1
        parts += self.substituted(start)
        return True
