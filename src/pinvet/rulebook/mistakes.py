"""Mistakes in packs: all of them together, each with its file, line and column."""

from __future__ import annotations

from typing import NamedTuple


class Mistake(NamedTuple):
    """One mistake in a pack file."""

    path: str
    line: int
    column: int
    message: str
    hint: str | None = None

    def __str__(self) -> str:
        hint = f" ({self.hint})" if self.hint else ""
        return f"{self.path}:{self.line}:{self.column}: {self.message}{hint}"


class PackError(Exception):
    """Packs that cannot be used. ``mistakes`` lists everything that is wrong with them."""

    def __init__(self, mistakes: tuple[Mistake, ...]) -> None:
        super().__init__("\n".join(str(mistake) for mistake in mistakes))
        self.mistakes = mistakes
