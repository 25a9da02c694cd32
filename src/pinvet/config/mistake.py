"""What can be wrong with settings: one error that lists every mistake with its place."""

from __future__ import annotations

from typing import NamedTuple


class Mistake(NamedTuple):
    """One mistake: in a file at a 1-based line and column, or, with line 0, in the flag or variable `path`."""

    path: str
    line: int
    column: int
    message: str
    hint: str | None = None

    def __str__(self) -> str:
        where = f"{self.path}:{self.line}:{self.column}" if self.line else self.path
        return f"{where}: {self.message}" + (f" ({self.hint})" if self.hint else "")


class ConfigError(Exception):
    """The settings cannot be used; `mistakes` holds all that is wrong with them, in the order of the file."""

    def __init__(self, *mistakes: Mistake) -> None:
        super().__init__("\n".join(map(str, mistakes)))
        self.mistakes = mistakes
