"""The known word that a mistyped one most likely means."""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Iterable

_LONGEST: Final = 64  # longer words are no names, and comparing them costs quadratic time
_CUTOFF: Final = 0.72


def nearest(word: str, words: Iterable[str]) -> str | None:
    """Return the word of `words` that `word` is most like, or None where none is near.

    Another case, and underscores or dashes left out or added, count as near before any other likeness.
    """
    if not word or len(word) > _LONGEST:
        return None
    return _nearest(word, tuple(words))


@lru_cache(maxsize=1024)
def _nearest(word: str, known: tuple[str, ...]) -> str | None:
    """Find it; clients make the same mistake again and again."""
    folded = _folded(word)
    same = next((candidate for candidate in known if _folded(candidate) == folded), None)
    if same is not None:
        return same
    from difflib import get_close_matches

    by_fold = {_folded(candidate): candidate for candidate in reversed(known)}
    close = get_close_matches(folded, by_fold, n=1, cutoff=_CUTOFF)
    return by_fold[close[0]] if close else None


def _folded(word: str) -> str:
    return "".join(character for character in word.casefold() if character not in "_-. ")
