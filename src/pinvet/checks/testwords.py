"""The test words of the value tests: what each means, and how it reads."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from pinvet.checks.expectation import TYPE_WORDS, TYPES, Answer, Expectation
from pinvet.checks.formats import FORMATS
from pinvet.checks.patterns import searcher
from pinvet.checks.states import equal, is_placeholder, is_set
from pinvet.checks.words import constant, count, listing

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


def _type(name: Any) -> Expectation:
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


def _none_of(values: list[Any]) -> Expectation:
    words = f"any value but {listing([constant(item) for item in values], 'or')}"
    if all(isinstance(value, str) for value in values):
        return Expectation(_among_texts(frozenset(values), passes=False), words)
    inner = one_of(values)

    def holds(value: Any) -> Answer:
        answer = inner.holds(value)
        return None if answer is None else not answer

    return Expectation(holds, words)


def _exactly(values: list[Any]) -> Expectation:
    def holds(value: Any) -> Answer:
        if not isinstance(value, list) or any(is_placeholder(item) for item in value):
            return None
        return all(any(equal(v, w) for w in values) for v in value) and all(
            any(equal(v, w) for v in value) for w in values
        )

    return Expectation(holds, f"exactly {listing([constant(item) for item in values])}", (values,))


def _pattern(pattern: str) -> Expectation:
    matches = searcher(pattern)
    return Expectation(lambda value: _text(value, matches), f"a text that matches {pattern}")


def _no_match(pattern: str) -> Expectation:
    matches = searcher(pattern)
    return Expectation(lambda value: _text(value, lambda t: not matches(t)), f"a text that does not match {pattern}")


def _text(value: Any, test: Callable[[str], bool]) -> Answer:
    if not isinstance(value, str) or is_placeholder(value):
        return None
    return test(value)


def _one_kind(pattern: str) -> Expectation:
    matches = searcher(pattern)

    def holds(value: Any) -> Answer:
        if not isinstance(value, list) or not all(isinstance(item, str) for item in value):
            return None
        known = [item for item in value if not is_placeholder(item)]
        return len({matches(item) for item in known}) < 2

    return Expectation(holds, f"entries that all match {pattern}, or none of them")


def _format(name: str) -> Expectation:
    test, words = FORMATS[name]
    return Expectation(lambda value: None if is_placeholder(value) else test(value), words)


def _number(test: Callable[[Any], bool], words: str) -> Expectation:
    def holds(value: Any) -> Answer:
        if isinstance(value, bool) or not isinstance(value, (int, float)):
            return None
        return test(value)

    return Expectation(holds, words)


def _length(kind: type[str | list[Any]], test: Callable[[int], bool], words: str) -> Expectation:
    def holds(value: Any) -> Answer:
        if not isinstance(value, kind) or is_placeholder(value):
            return None
        return test(len(value))

    return Expectation(holds, words)


def _unique(key: str | None) -> Expectation:
    def holds(value: Any) -> Answer:
        if not isinstance(value, list):
            return None
        plain: set[tuple[bool, Any]] = set()  # of scalars: a long list costs no more than its length
        nested: list[Any] = []
        for item in value:
            one = item if key is None else item.get(key) if isinstance(item, dict) else None
            if one is None or is_placeholder(one):
                continue
            if isinstance(one, (dict, list)):
                if any(equal(one, other) for other in nested):
                    return False
                nested.append(one)
            elif (kind := (isinstance(one, bool), one)) in plain:
                return False
            else:
                plain.add(kind)
        return True

    return Expectation(holds, "a list without repetitions" if key is None else f"a list without a repeated {key}")


def _empty(wanted: bool) -> Expectation:  # noqa: FBT001  # the argument of a test word
    words = "empty" if wanted else "not empty"
    return Expectation(lambda value: is_set(value) is not wanted, words, (), None, wanted)


def _date(test: Callable[[str], bool], words: str) -> Expectation:
    def holds(value: Any) -> Answer:
        if not isinstance(value, str) or FORMATS["date"][0](value[:10]) is not True:
            return None
        return test(value)

    return Expectation(holds, words)


def _multiple_of(n: float) -> Expectation:
    # beyond 1e18 lie infinities, and whole numbers that no float holds
    return _number(lambda value: bool(abs(value) < 1e18 and value % n == 0), f"a multiple of {n}")


WORDS: dict[str, Callable[[Any], Expectation]] = {
    "type": _type,
    "enum": one_of,
    "const": lambda value: one_of([value]),
    "none_of": _none_of,
    "pattern": _pattern,
    "no_match": _no_match,
    "format": _format,
    "minimum": lambda n: _number(lambda value: bool(value >= n), f"at least {n}"),
    "maximum": lambda n: _number(lambda value: bool(value <= n), f"at most {n}"),
    "exclusiveMinimum": lambda n: _number(lambda value: bool(value > n), f"above {n}"),
    "multipleOf": _multiple_of,
    "minLength": lambda n: _length(str, lambda size: size >= n, f"at least {count(n, 'character')}"),
    "maxLength": lambda n: _length(str, lambda size: size <= n, f"at most {count(n, 'character')}"),
    "minItems": lambda n: _length(list, lambda size: size >= n, f"a list of at least {n}"),
    "maxItems": lambda n: _length(list, lambda size: size <= n, f"a list of at most {n}"),
    "uniqueItems": lambda _: _unique(None),
    "unique_by": _unique,
    "exactly": _exactly,
    "one_kind": _one_kind,
    "empty": _empty,
    "before": lambda day: _date(lambda value: value < day, f"before {day}"),
    "from": lambda day: _date(lambda value: value >= day, f"from {day} on"),
}
