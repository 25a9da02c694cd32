"""The test words about texts: patterns, formats and days."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from pinvet.checks.expectation import Answer, Expectation
from pinvet.checks.formats import FORMATS
from pinvet.checks.patterns import searcher
from pinvet.checks.states import is_placeholder

if TYPE_CHECKING:
    from collections.abc import Callable


def matching(pattern: str) -> Expectation:
    """Return the test for a text in which a pattern is found."""
    matches = searcher(pattern)
    return Expectation(lambda value: _text(value, matches), f"a text that matches {pattern}")


def not_matching(pattern: str) -> Expectation:
    """Return the test for a text in which a pattern is not found."""
    matches = searcher(pattern)
    return Expectation(lambda value: _text(value, lambda t: not matches(t)), f"a text that does not match {pattern}")


def one_kind(pattern: str) -> Expectation:
    """Return the test for a list whose texts all match a pattern, or none of them."""
    matches = searcher(pattern)

    def holds(value: Any) -> Answer:
        if not isinstance(value, list) or not all(isinstance(item, str) for item in value):
            return None
        known = [item for item in value if not is_placeholder(item)]
        return len({matches(item) for item in known}) < 2

    return Expectation(holds, f"entries that all match {pattern}, or none of them")


def no_entry(pattern: str) -> Expectation:
    """Return the test for a list of which no text matches a pattern."""
    matches = searcher(pattern)

    def holds(value: Any) -> Answer:
        if not isinstance(value, list):
            return None
        return not any(_text(item, matches) for item in value)

    return Expectation(holds, f"a list without entries that match {pattern}")


def of_format(name: str) -> Expectation:
    """Return the test for one of our formats."""
    test, words = FORMATS[name]
    return Expectation(lambda value: None if is_placeholder(value) else test(value), words)


def day(test: Callable[[str], bool], words: str) -> Expectation:
    """Return the test of a text that is a day."""

    def holds(value: Any) -> Answer:
        if not isinstance(value, str) or FORMATS["date"][0](value[:10]) is not True:
            return None
        return test(value)

    return Expectation(holds, words)


def _text(value: Any, test: Callable[[str], bool]) -> Answer:
    if not isinstance(value, str) or is_placeholder(value):
        return None
    return test(value)
