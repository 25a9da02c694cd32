"""What value tests say of a value, as far as the API says it too: the words it may be, and what is limited."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterable

# The test words that state a limit, and facts of the API that do, by what they limit.
LIMITS: Final = {
    "number": ("minimum", "maximum", "exclusiveMinimum", "exclusiveMaximum", "multipleOf"),
    "length": ("minLength", "maxLength"),
    "items": ("minItems", "maxItems", "uniqueItems", "unique_by"),
    "form": ("pattern", "no_match", "one_kind", "no_entry", "format"),
}
LIMIT_OF: Final = {word: limit for limit, words in LIMITS.items() for word in words}
LISTED: Final = ("enum", "none_of", "exactly")


class Said(NamedTuple):
    """What tests say of a value: words that it is or is not, and what they limit."""

    words: frozenset[Any] = frozenset()
    limits: frozenset[str] = frozenset()


NOTHING: Final = Said()


def said_of(test: Any) -> Said:
    """Return what a value test says, in any of its forms."""
    if not isinstance(test, dict):
        return Said(_words(as_list(test)))
    words: list[Any] = [word for key in LISTED for word in test.get(key, ())]
    words += [test["const"]] if "const" in test else []
    inner = said_of(test["items"]) if "items" in test else NOTHING
    limits = frozenset(LIMIT_OF[key] for key in test if key in LIMIT_OF)
    return Said(_words(words) | inner.words, limits | inner.limits)


def as_list(value: Any) -> list[Any]:
    """Return a list as it is, and anything else as a list of one."""
    return value if isinstance(value, list) else [value]


def _words(values: Iterable[Any]) -> frozenset[Any]:
    return frozenset(value for value in values if isinstance(value, (str, int, float)) and not isinstance(value, bool))
