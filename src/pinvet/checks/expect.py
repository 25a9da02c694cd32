"""Value tests, the one language for what a value must be, in conditions, checks and severities alike.

A test is a scalar (equal), a list (one of), or a mapping of test words. Its answer is true, false, or None where the
value is a placeholder or of a type that the test does not speak about. ``words`` in a mapping say what it expects.
"""

from __future__ import annotations

from typing import Any

from pinvet.checks.expectation import TYPE_WORDS, TYPES, Answer, Expectation
from pinvet.checks.testwords import WORDS
from pinvet.checks.words_of_constants import one_of

__all__ = ["TYPES", "TYPE_WORDS", "WORDS", "Answer", "Expectation", "expectation"]


def expectation(test: Any) -> Expectation:
    """Compile a value test. Raises ValueError for a pattern that the engine refuses."""
    if isinstance(test, dict):
        return _mapping(test)
    return one_of(test if isinstance(test, list) else [test])


def _mapping(test: dict[str, Any]) -> Expectation:
    said = test.get("words")
    test = {word: argument for word, argument in test.items() if word != "words"}
    parts = [WORDS[word](argument) for word, argument in test.items() if word != "items"]
    items = expectation(test["items"]) if "items" in test else None
    silent = {"items", "type"} if "format" in test or "pattern" in test else {"items"}
    spoken = [WORDS[word](argument).words for word, argument in test.items() if word not in silent]
    words = said or " and ".join(spoken) or f"a list, each {items.words if items else ''}"
    if len(parts) == 1:
        return parts[0]._replace(items=items, words=said or parts[0].words)
    holding = [part.holds for part in parts]

    def holds(value: Any) -> Answer:
        answers = [part(value) for part in holding]
        if False in answers:
            return False
        return None if None in answers else True

    single = next((part.constants for part in parts if len(part.constants) == 1), ())
    return Expectation(holds, words, single, items, any(part.wants_empty for part in parts))
