"""A shell script -> its simple commands, those inside $(...) included, each word with the way back to the script.

No grammar of loops and functions is needed: `if`, `do` and `{` are words that stand before a command.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from pinvet.sources.curl.documents import Document, fill
from pinvet.sources.curl.parts import Broken, Command, Part, UnreadError, Word
from pinvet.sources.curl.quotes import placeholder
from pinvet.sources.curl.windows import windows_command
from pinvet.sources.curl.words import Words

if TYPE_CHECKING:
    from collections.abc import Sequence

_REDIRECT: Final = re.compile(r"<<<|<<-?|<>|[<>]&|>>|>\||&>>?|[<>](?!\()")
_OPERATOR: Final = re.compile(r"\r\n?|\n|&&|\|\||;;&?|;&|\|&|[;&|()]")
_BEGINS_COMMAND: Final = re.compile(
    r"^[ \t]*(?:[$%] )?(?:(?:export|local|readonly|declare)[ \t]+)?"
    r"(?:[A-Za-z_][A-Za-z0-9_]*=|(?:sudo|time|env|command)[ \t]|(?:[^\s'\"]*/)?curl(?:\.exe)?[ \t])",
    re.MULTILINE,
)
_DEEPEST: Final = 8
_MOST_RESCANNED: Final = 4  # times the script's length: a command that is not closed is searched to the end


def commands(text: str, start: int, end: int) -> list[Command | Broken]:
    """Return the commands of the script that stands from `start` to `end` in a text, in the order that they end in.

    After one that cannot be read, reading goes on at the next line that begins with a command. Only what holds the
    word curl is reported as broken.
    """
    shell = Shell(text, start, end, [])
    rescanned = 0
    while shell.at < end:
        try:
            shell.commands(None)
        except UnreadError as error:
            began = shell.began
            line_end = text.find("\n", began, end)
            del shell.items[shell.kept :]  # what was read inside of it is read again
            again = _BEGINS_COMMAND.search(text, line_end + 1, end) if line_end >= 0 else None
            resumed = again.start() if again else end
            if "curl" in text[began:resumed]:
                shell.items.append(Broken(error.message, began, error.opened))
            rescanned += error.stop - began
            if again and rescanned > _MOST_RESCANNED * (end - start):
                shell.items.append(Broken("too many commands cannot be read; the rest is passed over", resumed))
                break
            shell = Shell(text, resumed, end, shell.items)
    return shell.items


class _Draft:
    """A command that is being read."""

    def __init__(self, piped: Command | None = None) -> None:
        self.words: list[Word] = []
        self.given: Word | None = None
        self.file: Word | None = None
        self.piped = piped


class Shell(Words):
    """Reads commands into `items`.

    `began` is where the outermost command that is being read begins; the first `kept` items were read before it.
    """

    def __init__(self, text: str, start: int, end: int, items: list[Command | Broken], depth: int = 0) -> None:
        super().__init__(text, start, end)
        self.items = items
        self.depth = depth
        self.began = start
        self.kept = len(items)
        self.begins_line = True
        self.documents: list[Document] = []

    def commands(self, closing: str | None) -> list[Command]:
        """Read up to a closing bracket or the end; return the commands that are not nested. Raises UnreadError."""
        found: list[Command] = []
        draft = _Draft()
        opened = 0
        while True:
            self.skip()
            if self._redirect(draft) or self._word_of(draft):
                continue
            command = self._finished(draft)
            if command is not None:
                found.append(command)
            operator = _OPERATOR.match(self.text, self.at, self.end)
            if operator is None:
                if closing:
                    raise self.unread("bracket (", self.began)
                return found
            self.at = operator.end()
            mark = operator[0]
            if mark == closing and not opened:
                return found
            opened += (mark == "(") - (mark == ")" and opened > 0)
            self.begins_line = is_break = mark[0] in "\r\n"
            if is_break:
                self._read_documents()
            waiting = draft.piped if is_break and command is None else None
            draft = _Draft(command if mark in ("|", "|&") else waiting)

    def substituted(self, start: int, end: int | None = None, *, quoted: bool = True) -> Sequence[Part]:
        """Read the commands from `at` up to an offset, or up to the bracket that closes them; return their text.

        It is known only of `cat` with a here-document.
        """
        if self.depth >= _DEEPEST:
            raise UnreadError("the command cannot be read: commands are nested too deep in it", self.at, start)
        inner = self if end is None else Shell(self.text, self.at, end - 1, self.items, self.depth)
        inner.depth += 1
        found = inner.commands(")" if end is None else None)
        inner.depth -= 1
        self.at = self.at if end is None else end
        if len(found) == 1 and found[0].given and [word.text for word in found[0].words] == ["cat"]:
            return _without_last_breaks(found[0].given.parts)
        return [placeholder(f"command_{start}", start, self.at, split=not quoted)]

    def _word_of(self, draft: _Draft) -> bool:
        """Read the next word of a command, or a whole command of another shell; tell whether there was one."""
        if self.at >= self.end or _OPERATOR.match(self.text, self.at, self.end):
            return False
        if not draft.words and not self.depth:
            self.began = self.at
            self.kept = len(self.items)
            foreign = windows_command(self.text, self.at, self.end) if self.begins_line else None
            if foreign is not None:
                command, self.at = foreign
                self.items.append(command)
                return True
        draft.words.append(self.word())
        return True

    def _redirect(self, draft: _Draft) -> bool:
        """Read a redirection, and keep where standard input comes from; tell whether there was one."""
        match = _REDIRECT.match(self.text, self.at, self.end)
        if match is None:
            return False
        number = ""
        if draft.words and draft.words[-1].end == self.at and self.text[draft.words[-1].start : self.at].isdecimal():
            number = draft.words.pop().text
        self.at = match.end()
        self.skip()
        follows = any(pattern.match(self.text, self.at, self.end) for pattern in (_OPERATOR, _REDIRECT))
        if self.at >= self.end or follows:
            return True
        word = self.word()
        if number not in ("", "0"):
            return True
        if match[0] == "<":
            draft.file = word
        elif match[0] == "<<<":
            draft.given = word._replace(parts=[*word.parts, Part("\n", word.end, word.end)])
        elif match[0] in ("<<", "<<-"):
            written = self.text[word.start : word.end]
            document = Document(written, word.start, match[0] == "<<-", [])
            self.documents.append(document)
            draft.given = Word(document.parts, word.start, word.end)
        return True

    def _finished(self, draft: _Draft) -> Command | None:
        if not draft.words:
            return None
        command = Command(draft.words, draft.given, draft.file, draft.piped)
        self.items.append(command)
        return command

    def _read_documents(self) -> None:
        while self.documents:
            self.at = fill(self.documents.pop(0), self.text, self.at, self.end, self._expand)

    def _expand(self, start: int, end: int) -> list[Part]:
        parts: list[Part] = []
        try:
            Shell(self.text, start, end, self.items, self.depth).expanded(parts)
        except UnreadError:
            return [Part(self.text[start:end], start, end)]
        return parts


def _without_last_breaks(parts: Sequence[Part]) -> Sequence[Part]:
    """Return a text as the shell takes it from a command: without the line breaks at its end."""
    kept = list(parts)
    while kept and kept[-1].name is None:
        last = kept.pop()
        text = last.text.rstrip("\n")
        if text:
            kept.append(last._replace(text=text, end=last.end - len(last.text) + len(text)))
            break
    return kept
