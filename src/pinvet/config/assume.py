"""What the user takes for granted about campaigns that no input tells of."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Iterable

_WORDS: Final[dict[str, tuple[str, bool]]] = {
    "performance-plus": ("is_performance_plus", True),
    "no-performance-plus": ("is_performance_plus", False),
    "new-customer-acquisition": ("is_nca", True),
    "no-new-customer-acquisition": ("is_nca", False),
}
_OBJECTIVE: Final = "objective="
KNOWN: Final = (*_WORDS, "objective=NAME")


def fact(word: str) -> tuple[str, bool | str] | None:
    """Return the fact that an assumption declares, by the name of the campaign's parameter, or None for no such word.

    `objective=sales` declares `("objective_type", "SALES")`; whether the API knows that objective is for those to say
    who know the API.
    """
    if word in _WORDS:
        return _WORDS[word]
    objective = word.removeprefix(_OBJECTIVE)
    if objective == word or not objective.replace("_", "").isalnum():
        return None
    return "objective_type", objective.upper()


def facts(words: Iterable[str]) -> dict[str, bool | str]:
    """Return what a list of known assumptions declares; of two that contradict each other the later one holds."""
    return dict(known for word in words if (known := fact(word)))


def unknown(word: str) -> tuple[str, str] | None:
    """Return what is wrong with an assumption, and a hint, or None where it is known."""
    if fact(word):
        return None
    from pinvet.text.words import nearest

    near = nearest(word, KNOWN)
    hint = f"did you mean {near!r}?" if near else f"known: {', '.join(KNOWN)}"
    return f"nothing is known about the assumption {word!r}", hint
