"""The test words that compare a value with constants, or ask for its type."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from pinvet.checks.expectation import TYPE_WORDS, TYPES, Answer, Expectation
from pinvet.checks.states import equal, is_placeholder, is_set
from pinvet.checks.words import constant, listing

if TYPE_CHECKING:
    from collections.abc import Callable


def one_of(allowed: list[Any]) -> Expectation:
    """Return the test for one of some constants; a value of a type that none of them has fails too."""
    types = {_json_type(item) for item in allowed}
    words = constant(allowed[0]) if len(allowed) == 1 else f"one of {listing([constant(a) for a in allowed], 'or')}"
    if types == {"string"}:
        texts = frozenset(allowed)
        return Expectation(_among_texts(texts, passes=True), words, tuple(allowed))

    if types == {"boolean"} and len(allowed) == 1:
        wanted = allowed[0]
        return Expectation(lambda value: value is wanted if isinstance(value, bool) else None, words, (wanted,))

    def holds(value: Any) -> Answer:
        if any(equal(value, item) for item in allowed):
            return True
        return False if _json_type(value) in types and not is_placeholder(value) else None

    return Expectation(holds, words, tuple(allowed))


def none_of(values: list[Any]) -> Expectation:
    """Return the test for any value but some constants."""
    words = f"any value but {listing([constant(item) for item in values], 'or')}"
    if all(isinstance(value, str) for value in values):
        return Expectation(_among_texts(frozenset(values), passes=False), words)
    inner = one_of(values)

    def holds(value: Any) -> Answer:
        answer = inner.holds(value)
        return None if answer is None else not answer

    return Expectation(holds, words)


def exactly(values: list[Any]) -> Expectation:
    """Return the test for a list that holds some constants, in any order, and nothing else."""

    def holds(value: Any) -> Answer:
        if not isinstance(value, list) or any(is_placeholder(item) for item in value):
            return None
        return all(any(equal(v, w) for w in values) for v in value) and all(
            any(equal(v, w) for v in value) for w in values
        )

    return Expectation(holds, f"exactly {listing([constant(item) for item in values])}", (values,))


def of_type(name: Any) -> Expectation:
    """Return the test for a JSON type, or for one of several."""
    names = name if isinstance(name, list) else [name]
    allowed = tuple(kind for one in names for kind in TYPES[one])
    numeric_whole = "integer" in names

    def holds(value: Any) -> Answer:
        if is_placeholder(value):
            return None
        if isinstance(value, bool):
            return "boolean" in names
        return isinstance(value, allowed) or (numeric_whole and isinstance(value, float) and value.is_integer())

    return Expectation(holds, " or ".join(TYPE_WORDS[one] for one in names))


def is_empty(wanted: bool) -> Expectation:  # noqa: FBT001  # the argument of a test word
    """Return the test whether a value is empty, or with false whether it is not."""
    words = "empty" if wanted else "not empty"
    return Expectation(lambda value: is_set(value) is not wanted, words, (), None, wanted)


def _among_texts(texts: frozenset[str], *, passes: bool) -> Callable[[Any], Answer]:
    """Return the test whether a text is one of some, or with ``passes`` false none of them."""

    def holds(value: Any) -> Answer:
        if not isinstance(value, str):
            return None
        if value in texts:
            return passes
        return None if is_placeholder(value) else not passes

    return holds


def _json_type(value: Any) -> str:
    if isinstance(value, bool):
        return "boolean"
    if isinstance(value, (int, float)):
        return "number"
    if isinstance(value, str):
        return "string"
    if isinstance(value, list):
        return "array"
    return "object" if isinstance(value, dict) else "null"
