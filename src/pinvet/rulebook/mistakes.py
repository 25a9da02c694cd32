"""Mistakes in packs: all of them together, each with its file, line and column."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from pinvet.config.mistake import Mistake
from pinvet.text.words import nearest

if TYPE_CHECKING:
    from collections.abc import Iterable

    from pinvet.model import Pointer


__all__ = ["Mistake", "PackError", "Slip", "near"]


class Slip(NamedTuple):
    """A mistake by its pointer into the pack, before anybody looks for its line."""

    pointer: Pointer
    message: str
    hint: str | None


def near(word: str, known: Iterable[str]) -> str | None:
    """Return the hint that names the known word that is meant, if one is near."""
    found = nearest(word, known)
    return f"did you mean {found}?" if found else None


class PackError(Exception):
    """Packs that cannot be used. ``mistakes`` lists everything that is wrong with them."""

    def __init__(self, mistakes: tuple[Mistake, ...]) -> None:
        super().__init__("\n".join(str(mistake) for mistake in mistakes))
        self.mistakes = mistakes
