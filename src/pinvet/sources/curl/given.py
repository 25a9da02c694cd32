"""The files and the standard input that the data of a curl command comes from."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from pinvet.sources.curl.files import Unreadable, read_text
from pinvet.sources.curl.parts import Part

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from pinvet.sources.curl.parts import Command, Word
    from pinvet.sources.curl.variables import Variables

_STANDARD_INPUT: Final = frozenset({"-", "/dev/stdin"})
_PLAIN_FORMATS: Final = frozenset({"%s", "%s\\n", "%s\n"})


class Given:
    """Reads what one command is given."""

    def __init__(self, command: Command, variables: Variables, folder: Path | None) -> None:
        self._command = command
        self._variables = variables
        self._folder = folder
        self._troubles: list[tuple[str, str | None]] = []

    def taken(self) -> list[tuple[str, str | None]]:
        """Return why something was not known since this was asked last: a message and a hint each."""
        troubles, self._troubles = self._troubles, []
        return troubles

    def read(self, word: Word) -> Sequence[Part] | None:
        """Return the text of the file that a word names, or of standard input; None where it is not known."""
        if word.text not in _STANDARD_INPUT:
            return self._file(word)
        command = self._command
        if command.given is not None:
            return self._variables.expanded(command.given.parts)
        if command.file is not None:
            return self._file(command.file._replace(parts=self._variables.expanded(command.file.parts)))
        output = None if command.piped is None else self._output(command.piped)
        if output is None:
            self._trouble("standard input, which is not known here")
        return output

    def _file(self, word: Word) -> Sequence[Part] | None:
        if any(part.name for part in word.parts):
            self._trouble("a file whose name is not known here")
            return None
        text = read_text(self._folder, word.text)
        if isinstance(text, Unreadable):
            self._trouble(f"a file {text.message}", text.hint)
            return None
        return [Part(text, word.start, word.end)]

    def _output(self, command: Command) -> list[Part] | None:
        """Return what a command writes, where that can be told: cat with a here-document, echo, printf."""
        words = self._variables.words(command.words)
        name, *arguments = [word.text for word in words]
        if name == "cat" and not arguments and command.given is not None:
            return self._variables.expanded(command.given.parts)
        if name == "printf" and len(arguments) == 2 and arguments[0] in _PLAIN_FORMATS:
            return list(words[2].parts)
        if name != "echo" or arguments[:1] == ["-e"]:
            return None
        shown = words[2:] if arguments[:1] == ["-n"] else words[1:]
        text: list[Part] = []
        for word in shown:
            text += [Part(" ", word.start, word.start), *word.parts] if text else word.parts
        return text

    def _trouble(self, origin: str, hint: str | None = None) -> None:
        self._troubles.append((f"data comes from {origin}; the request is judged without it", hint))
