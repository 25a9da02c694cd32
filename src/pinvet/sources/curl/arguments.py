"""The commands that are curl, whatever stands before its name."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from pinvet.sources.curl.variables import BEFORE, is_assignment

if TYPE_CHECKING:
    from pinvet.sources.curl.parts import Command, Word
    from pinvet.sources.curl.variables import Variables

_CURL: Final = frozenset({"curl", "curl.exe"})
_RUNNING: Final = frozenset(
    "sudo doas time env command exec nohup timeout nice stdbuf xargs watch docker kubectl".split()
)


def curl_arguments(command: Command, variables: Variables) -> tuple[Word, list[Word]] | None:
    """Return the word `curl` of a command and the words behind it, variables replaced; None for other commands."""
    if not any(_may_be_curl(word) for word in command.words):
        return None
    words = variables.words(command.words)
    first = 0
    while first < len(words) and (words[first].text in BEFORE or is_assignment(words[first])):
        first += 1
    is_run = first < len(words) and _name(words[first]) in _RUNNING
    names = words[first:] if is_run else words[first : first + 1]
    found = next((index for index, word in enumerate(names, first) if _name(word) in _CURL), None)
    return None if found is None else (words[found], words[found + 1 :])


def _may_be_curl(word: Word) -> bool:
    """Tell cheaply whether a word is curl, or a variable that may hold it."""
    return "curl" in word.text.lower() or any(part.name and not part.text for part in word.parts)


def _name(word: Word) -> str:
    return word.text.rpartition("/")[2]
