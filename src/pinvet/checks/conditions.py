"""Conditions: ``when`` of packs, rules and severities, in three values.

``True`` and ``False`` are answers, ``None`` is unknown. ``and`` is false if one part is false, else unknown if one
part is unknown; ``any`` is the mirror; ``not`` keeps unknown.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from pinvet.checks.condition import ALWAYS, Answer, Condition
from pinvet.checks.condition_tests import state_test, value_test
from pinvet.checks.reads import all_read
from pinvet.checks.words import listing

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from pinvet.checks.scope import Scope
    from pinvet.checks.view import View

STATES = ("set", "unset", "touched", "cleared", "changed")


def condition(when: dict[str, Any], scope: Scope) -> Condition:
    """Compile a condition: every line of it must hold."""
    parts: list[Condition] = []
    for name, test in when.items():
        if name == "not":
            parts.append(_not(condition(test, scope)))
        elif name == "any":
            parts.append(_any([condition(one, scope) for one in test]))
        elif name in STATES:
            parts.extend(state_test(name, one, scope) for one in (test if isinstance(test, list) else [test]))
        else:
            parts.append(value_test(name, test, scope))
    return all_of(parts)


def all_of(parts: list[Condition]) -> Condition:
    """Join conditions: all of them must hold."""
    parts = [part for part in parts if part is not ALWAYS]
    if not parts:
        return ALWAYS
    if len(parts) == 1:
        return parts[0]
    holding = tuple(part.holds for part in parts)
    holds = _both(*holding) if len(holding) == 2 else _every(holding)
    flat = tuple(one for part in parts for one in part.parts or (part,))
    return _joined(parts, holds)._replace(parts=flat)


def _every(holding: Iterable[Callable[[View], Answer]]) -> Callable[[View], Answer]:
    def holds(view: View) -> Answer:
        answer: Answer = True
        for part in holding:
            one = part(view)
            if one is False:
                return False
            if one is None:
                answer = None
        return answer

    return holds


def _both(first: Callable[[View], Answer], second: Callable[[View], Answer]) -> Callable[[View], Answer]:
    def holds(view: View) -> Answer:
        one = first(view)
        if one is False:
            return False
        other = second(view)
        return other if one is True or other is False else None

    return holds


def _any(parts: list[Condition]) -> Condition:
    def holds(view: View) -> Answer:
        answers = [part.holds(view) for part in parts]
        if True in answers:
            return True
        return None if None in answers else False

    joined = _joined(parts, holds)
    return joined._replace(words=(" or ".join(listing(part.words) for part in parts),))


def _not(part: Condition) -> Condition:
    def holds(view: View) -> Answer:
        answer = part.holds(view)
        return None if answer is None else not answer

    return part._replace(holds=holds, words=(_negated(part.words),))


def _negated(words: tuple[str, ...]) -> str:
    """Say the opposite of a condition: of a single sentence by its verb, of several as a whole."""
    sentence = listing(words)
    for verb in (" is ", " was "):
        if len(words) == 1 and sentence.count(verb) == 1 and f"{verb}not " not in sentence:
            return sentence.replace(verb, f"{verb}not ")
    return f"not all of this holds: {sentence}"


def _joined(parts: list[Condition], holds: Callable[[View], Answer]) -> Condition:
    def gather(each: str) -> Callable[[View], tuple[Any, ...]]:
        return lambda view: tuple(dict.fromkeys(item for part in parts for item in getattr(part, each)(view)))

    return Condition(
        holds,
        gather("missing"),
        gather("rests"),
        tuple(name for part in parts for name in part.names),
        tuple(word for part in parts for word in part.words),
        tuple(one for part in parts for one in part.facts),
        all_read(part.reads for part in parts),
    )
