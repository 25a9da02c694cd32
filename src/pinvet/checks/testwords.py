"""The test words of the value tests, and what those about numbers, lengths and repetitions mean."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from pinvet.checks.expectation import Answer, Expectation
from pinvet.checks.states import equal, is_placeholder
from pinvet.checks.words import count
from pinvet.checks.words_of_constants import exactly, is_empty, none_of, of_type, one_of
from pinvet.checks.words_of_texts import day, matching, no_entry, not_matching, of_format, one_kind

if TYPE_CHECKING:
    from collections.abc import Callable


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


def _multiple_of(n: float) -> Expectation:
    # beyond 1e18 lie infinities, and whole numbers that no float holds
    return _number(lambda value: bool(abs(value) < 1e18 and value % n == 0), f"a multiple of {n}")


WORDS: dict[str, Callable[[Any], Expectation]] = {
    "type": of_type,
    "enum": one_of,
    "const": lambda value: one_of([value]),
    "none_of": none_of,
    "pattern": matching,
    "no_match": not_matching,
    "format": of_format,
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
    "exactly": exactly,
    "one_kind": one_kind,
    "no_entry": no_entry,
    "empty": is_empty,
    "before": lambda limit: day(lambda value: value < limit, f"before {limit}"),
    "from": lambda limit: day(lambda value: value >= limit, f"from {limit} on"),
}
