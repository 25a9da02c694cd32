"""Where the keys of a TOML text stand, which tomllib does not tell.

The scanner runs over text that tomllib has accepted, so it only has to find keys and step over values; it checks
nothing.
"""

from __future__ import annotations

from typing import Final

Steps = tuple[str | int, ...]

_BARE_END: Final = " \t.=]\n"
_SCALAR_END: Final = ",]}#\n"


class Scanner:
    """One pass over a TOML text; `found` maps the path of every key and list element to its offset."""

    def __init__(self, text: str) -> None:
        self.text = text
        self.at = 0
        self.found: dict[Steps, int] = {}
        self.last: dict[Steps, int] = {}  # the newest index of each array of tables

    def scan(self) -> None:
        """Read the whole text."""
        table: Steps = ()
        while self._blank() < len(self.text):
            start = self.at
            if self.text.startswith("[[", start):
                self.at += 2
                keys = self._dotted()
                array = (*self._header(keys[:-1]), keys[-1])
                self.last[array] = self.last.get(array, -1) + 1
                table = (*array, self.last[array])
                self.at += 2
                self._note(table, start)
            elif self.text[start] == "[":
                self.at += 1
                table = self._header(self._dotted())
                self.at += 1
                self._note(table, start)
            else:
                self._pair(table)

    def _note(self, path: Steps, offset: int) -> None:
        """Keep the first place of a path and of all that it lies in."""
        for length in range(1, len(path) + 1):
            self.found.setdefault(path[:length], offset)

    def _header(self, keys: list[str]) -> Steps:
        """Turn the keys of a header into a path: within an array of tables they mean its newest element."""
        path: Steps = ()
        for key in keys:
            path = (*path, key)
            if path in self.last:
                path = (*path, self.last[path])
        return path

    def _blank(self) -> int:
        """Step over white space, line breaks and comments; return where something follows."""
        while self.at < len(self.text):
            letter = self.text[self.at]
            if letter == "#":
                self.at = _end(self.text, "\n", self.at)
            elif letter in " \t\r\n":
                self.at += 1
            else:
                break
        return self.at

    def _dotted(self) -> list[str]:
        """Read a dotted key and stand at what follows it."""
        keys = []
        while True:
            self._blank()
            if self.text[self.at] in "\"'":
                start = self.at
                self._string()
                keys.append(_unquoted(self.text[start : self.at]))
            else:
                start = self.at
                while self.text[self.at] not in _BARE_END:
                    self.at += 1
                keys.append(self.text[start : self.at])
            self._blank()
            if self.text[self.at] != ".":
                return keys
            self.at += 1

    def _pair(self, table: Steps) -> None:
        start = self._blank()
        path = (*table, *self._dotted())
        self._note(path, start)
        self.at += 1  # the equals sign
        self._value(path)

    def _value(self, path: Steps) -> None:
        self._blank()
        opening = self.text[self.at]
        if opening in "\"'":
            self._string()
        elif opening in "[{":
            self.at += 1
            self._items(path, opening)
        else:
            while self.at < len(self.text) and self.text[self.at] not in _SCALAR_END:
                self.at += 1

    def _items(self, path: Steps, opening: str) -> None:
        index = 0
        while self.text[self._blank()] not in "]}":
            if self.text[self.at] == ",":
                self.at += 1
            elif opening == "{":
                self._pair(path)
            else:
                self._note((*path, index), self.at)
                self._value((*path, index))
                index += 1
        self.at += 1

    def _string(self) -> None:
        """Step over a string of any of the four kinds."""
        quote = self.text[self.at]
        triple = self.text.startswith(quote * 3, self.at)
        close = quote * 3 if triple else quote
        self.at += len(close)
        while not self.text.startswith(close, self.at):
            self.at += 2 if quote == '"' and self.text[self.at] == "\\" else 1
        self.at += len(close)
        while triple and self.text.startswith(quote, self.at):  # quotes that belong to the content
            self.at += 1


def places(text: str) -> dict[Steps, tuple[int, int]]:
    """Return the 1-based line and column of every key and element of a TOML text that tomllib accepts."""
    scanner = Scanner(text)
    scanner.scan()
    return {path: place(text, offset) for path, offset in scanner.found.items()}


def place(text: str, offset: int) -> tuple[int, int]:
    """Return the 1-based line and column of an offset."""
    return text.count("\n", 0, offset) + 1, offset - text.rfind("\n", 0, offset)


def _end(text: str, mark: str, start: int) -> int:
    found = text.find(mark, start)
    return len(text) if found < 0 else found


def _unquoted(token: str) -> str:
    """Decode a quoted key the way tomllib does."""
    if token[0] == "'" or "\\" not in token:
        return token[1:-1]
    import tomllib

    return next(iter(tomllib.loads(f"{token} = 0")))
