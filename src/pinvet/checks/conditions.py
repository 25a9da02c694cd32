"""Conditions: ``when`` of packs, rules and severities, in three values.

``True`` and ``False`` are answers, ``None`` is unknown. ``and`` is false if one part is false, else unknown if one
part is unknown; ``any`` is the mirror; ``not`` keeps unknown.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, NamedTuple

from pinvet.checks.expect import Expectation, expectation
from pinvet.checks.facts import Fact, fact, own_nodes
from pinvet.checks.reads import Reads, all_read, states_of
from pinvet.checks.state_tests import STATE_TESTS
from pinvet.checks.words import listing
from pinvet.model import UNKNOWN, Pointer

if TYPE_CHECKING:
    from collections.abc import Callable

    from pinvet.checks.paths import Steps
    from pinvet.checks.scope import Scope
    from pinvet.checks.view import View

Answer = bool | None
STATES = ("set", "unset", "touched", "cleared", "changed")


class Condition(NamedTuple):
    """A compiled condition.

    ``missing`` names the facts that make it unknown; ``rests`` the pointers of the set parameters it speaks of;
    ``names`` the own parameters whose touch lets an update be judged; ``words`` how it reads after "because".
    """

    holds: Callable[[View], Answer]
    missing: Callable[[View], tuple[str, ...]]
    rests: Callable[[View], tuple[Pointer, ...]]
    names: tuple[Steps, ...]
    words: tuple[str, ...]
    facts: tuple[Fact, ...] = ()
    reads: Reads | None = Reads()


def _nothing(_: View) -> tuple[Any, ...]:
    return ()


ALWAYS = Condition(lambda _: True, _nothing, _nothing, (), ())


def condition(when: dict[str, Any], scope: Scope) -> Condition:
    """Compile a condition: every line of it must hold."""
    parts: list[Condition] = []
    for name, test in when.items():
        if name == "not":
            parts.append(_not(condition(test, scope)))
        elif name == "any":
            parts.append(_any([condition(one, scope) for one in test]))
        elif name in STATES:
            parts.extend(_state(name, one, scope) for one in (test if isinstance(test, list) else [test]))
        else:
            parts.append(_test(name, test, scope))
    return all_of(parts)


def all_of(parts: list[Condition]) -> Condition:
    """Join conditions: all of them must hold."""
    parts = [part for part in parts if part is not ALWAYS]
    if not parts:
        return ALWAYS
    if len(parts) == 1:
        return parts[0]
    if len(parts) == 2:
        return _joined(parts, _both(parts[0].holds, parts[1].holds))
    holding = tuple(part.holds for part in parts)

    def holds(view: View) -> Answer:
        answer: Answer = True
        for part in holding:
            one = part(view)
            if one is False:
                return False
            if one is None:
                answer = None
        return answer

    return _joined(parts, holds)


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


def _leaf(
    about: Fact,
    holds: Callable[[View], Answer],
    words: str,
    *,
    names: tuple[Steps, ...],
    reads: Reads | None,
) -> Condition:
    def missing(view: View) -> tuple[str, ...]:
        return (about.name,) if holds(view) is None else ()

    return Condition(holds, missing, lambda view: _rests(about, view), names, (words,), (about,), reads)


def _rests(about: Fact, view: View) -> tuple[Pointer, ...]:
    if about.own is not None:
        found = own_nodes(view, about.own)
        return tuple((*view.prefix, *pointer) for pointer, _ in found or ())
    return ()  # a parent that was found was named rightly: nothing rests on the parameter that names it


def _test(name: str, test: Any, scope: Scope) -> Condition:
    about = fact(name, scope)
    expected = expectation(test)
    names = (about.own,) if about.own is not None else ()
    words = _words(name, test, expected, scope)
    if about.own is not None and "*" in about.own:
        return _leaf(about, _some_node(about.own, expected), words, names=names, reads=about.reads)
    get, passes = about.get, expected.holds
    if isinstance(test, bool):
        return _leaf(about, _switch(get, wanted=test), words, names=names, reads=about.reads)

    def holds(view: View) -> Answer:
        value = get(view)
        if value is UNKNOWN:
            return None
        return False if value is None else passes(value)

    return _leaf(about, holds, words, names=names, reads=about.reads)


def _switch(get: Callable[[View], Any], *, wanted: bool) -> Callable[[View], Answer]:
    """Return the test of a switch, the commonest condition of all: absent is false, another type is unknown."""

    def holds(view: View) -> Answer:
        value = get(view)
        if value is True or value is False:
            return value is wanted
        return False if value is None else None

    return holds


def _some_node(path: Steps, expected: Expectation) -> Callable[[View], Answer]:
    def holds(view: View) -> Answer:
        found = own_nodes(view, path)
        if found is None:
            return None
        answers = [expected.holds(value) for _, value in found]
        if True in answers:
            return True
        return None if None in answers else False

    return holds


def _state(state: str, name: str, scope: Scope) -> Condition:
    about = fact(name, scope)
    names = (about.own,) if about.own is not None and state != "unset" else ()
    words = {"set": "is set", "unset": "is not set", "cleared": "is cleared"}.get(state, "changes")
    if name.startswith("was."):
        words = words.replace("is ", "was ") + " before"
    subject = _subject(name, scope)
    own = about.own is not None and name == ".".join(about.own)
    reads = states_of([about.own or ()]) if own and state != "changed" and about.reads is not None else about.reads
    return _leaf(about, STATE_TESTS[state](about), f"{subject} {words}", names=names, reads=reads)


def _words(name: str, test: Any, expected: Expectation, scope: Scope) -> str:
    whose = "the campaign" if scope.entity == "campaign" else "its campaign"
    known = {
        ("campaign.is_performance_plus", True): f"{whose} is Performance+",
        ("campaign.is_performance_plus", False): f"{whose} is not Performance+",
        ("campaign.is_nca", True): f"{whose} focuses on new customers",
        ("campaign.is_nca", False): f"{whose} does not focus on new customers",
        ("declared.performance_plus", True): "the campaign was declared to be Performance+",
        ("declared.new_customer_acquisition", True): "the campaign was declared to focus on new customers",
    }
    if isinstance(test, bool) and (name, test) in known:
        return known[name, test]
    if name.startswith("was."):
        return f"{_subject(name, scope)} was {expected.words} before"
    return f"{_subject(name, scope)} is {expected.words}"


def _subject(name: str, scope: Scope) -> str:
    """Name a fact as the subject of a sentence."""
    space, _, rest = name.partition(".")
    campaign = "the campaign" if scope.entity == "campaign" else "its campaign"
    return {
        "campaign": f"{rest} of {campaign}",
        "ad_group": f"{rest} of its ad group",
        "was": rest,
        "request": f"the request's {rest}",
        "catalog_product_group": f"{rest} of its catalog product group",
    }.get(space, name)
