"""The variables that a script sets once to a text of its own: what the words of its commands stand for."""

from __future__ import annotations

import re
from collections import Counter
from typing import TYPE_CHECKING, Final

from pinvet.sources.curl.parts import Command, Part, Word, cut
from pinvet.sources.curl.quotes import placeholder

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from pinvet.sources.curl.parts import Broken

# Words that stand before a command: those of the shell, and the prompt where a session was copied.
BEFORE: Final = frozenset("$ % ! { if then elif else do while until".split())

_ASSIGNED: Final = re.compile(r"([A-Za-z_][A-Za-z0-9_]*)(\+?=)")
_COUNTED: Final = re.compile(r"([A-Za-z_][A-Za-z0-9_]*)(?:\+\+|--)")
_BLANKS: Final = re.compile(r"[ \t\n]++|[^ \t\n]++")
_SETTING: Final = frozenset("export local declare typeset readonly".split())
_CHANGING: Final = frozenset("for select read unset let mapfile readarray getopts printf".split())
_LONGEST: Final = 1 << 20  # characters that a variable may stand for
_MOST: Final = 1 << 25  # and all variables of a script together


def is_assignment(word: Word) -> bool:
    """Tell whether a word is NAME=value, the name not quoted."""
    first = word.parts[0] if word.parts else None
    return first is not None and first.start == word.start and _ASSIGNED.match(first.text) is not None


class Variables:
    """What is known of the variables of a script. `exhausted` once they stand for more text than is read."""

    def __init__(self, commands: Iterable[Command | Broken]) -> None:
        assigned = [each for command in commands if isinstance(command, Command) for each in _assigned(command)]
        times = Counter(name for name, _ in assigned)
        self._known: dict[str, list[Part]] = {}
        self._left = _MOST
        for name, value in assigned:
            if value is None or times[name] > 1:
                continue
            parts = self.expanded(value)
            # A value that is one unknown thing keeps the name of this variable, which tells more.
            only = parts[0].name if len(parts) == 1 else None
            if (only is None or only in times) and sum(len(part.text) for part in parts) <= _LONGEST:
                self._known[name] = parts

    @property
    def exhausted(self) -> bool:
        """Whether variables stand for more text than is read, so that some were left unknown."""
        return self._left < 0

    def expanded(self, parts: Iterable[Part]) -> list[Part]:
        """Return parts with the variables that are known replaced by their text, the others by placeholders."""
        return [part for pieces in map(self._looked_up, parts) for part in pieces]

    def words(self, words: Iterable[Word]) -> list[Word]:
        """Return words as a command gets them; the value of an unquoted variable may be several, or none."""
        return [each for word in words for each in self._split(word)]

    def _looked_up(self, part: Part) -> Sequence[Part]:
        if part.text or part.name is None:
            return (part,)
        known = self._known.get(part.name)
        if known is not None and self._left >= 0:
            self._left -= sum(len(piece.text) for piece in known)
            return known
        return (placeholder(part.name, part.start, part.end, split=part.split),)

    def _split(self, word: Word) -> Iterator[Word]:
        current: list[Part] = []
        is_word = not word.parts  # the empty word '' is one
        for part in word.parts:
            pieces = self._looked_up(part)
            if not part.split or (len(pieces) == 1 and pieces[0].name):
                current += pieces
                is_word = True
                continue
            for piece in pieces:
                for match in _BLANKS.finditer(piece.text):
                    is_blank = match[0][0] in " \t\n"
                    if is_blank and is_word:
                        yield Word(current, word.start, word.end)
                        current = []
                    elif not is_blank:
                        current += cut((piece,), match.start(), match.end())
                    is_word = not is_blank
        if is_word:
            yield Word(current, word.start, word.end)


def _assigned(command: Command) -> Iterator[tuple[str, list[Part] | None]]:
    """Give the variables that a command sets, each with the parts of its value, or None where that is no text."""
    words = list(command.words)
    while words and words[0].text in BEFORE:
        del words[0]
    name = words[0].text if words else ""
    counted = _COUNTED.match(name)
    if counted is not None:
        yield counted[1], None
    if name in _CHANGING:
        yield from ((word.text, None) for word in words[1:2] if name in ("for", "select"))
        yield from ((word.text.partition("=")[0], None) for word in words[1:] if name not in ("for", "select"))
    elif name in _SETTING:
        yield from (_value(word) for word in words[1:] if is_assignment(word))
    elif all(map(is_assignment, words)):
        yield from map(_value, words)


def _value(word: Word) -> tuple[str, list[Part] | None]:
    first, *rest = word.parts
    name, _, text = first.text.partition("=")
    if name.endswith("+"):
        return name[:-1], None
    return name, [first._replace(text=text, start=first.end - len(text)), *rest] if text else rest
