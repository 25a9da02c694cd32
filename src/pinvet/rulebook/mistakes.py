"""Mistakes in packs: all of them together, each with its file, line and column."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from pinvet.text.words import nearest

if TYPE_CHECKING:
    from collections.abc import Iterable

    from pinvet.model import Pointer


class Slip(NamedTuple):
    """A mistake by its pointer into the pack, before anybody looks for its line."""

    pointer: Pointer
    message: str
    hint: str | None


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


def near(word: str, known: Iterable[str]) -> str | None:
    """Return the hint that names the known word that is meant, if one is near."""
    found = nearest(word, known)
    return f"did you mean {found}?" if found else None


class PackError(Exception):
    """Packs that cannot be used. ``mistakes`` lists everything that is wrong with them."""

    def __init__(self, mistakes: tuple[Mistake, ...]) -> None:
        super().__init__("\n".join(str(mistake) for mistake in mistakes))
        self.mistakes = mistakes
