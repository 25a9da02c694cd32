"""The lines of a condition, each a test of one fact: of its value, or of its state."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from pinvet.checks.condition import Answer, Condition
from pinvet.checks.expect import Expectation, expectation
from pinvet.checks.facts import Fact, fact
from pinvet.checks.own import own_nodes
from pinvet.checks.reads import Reads, states_of
from pinvet.checks.state_tests import STATE_TESTS
from pinvet.checks.uses import WORDS as USED
from pinvet.model import UNKNOWN, Pointer

if TYPE_CHECKING:
    from collections.abc import Callable

    from pinvet.checks.paths import Steps
    from pinvet.checks.scope import Scope
    from pinvet.checks.view import View


def value_test(name: str, test: Any, scope: Scope) -> Condition:
    """Compile the test of a value of a fact."""
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


def state_test(state: str, name: str, scope: Scope) -> Condition:
    """Compile the test whether a parameter is set, unset, touched, cleared or changed."""
    about = fact(name, scope)
    names = (about.own,) if about.own is not None and state != "unset" else ()
    words = {"set": "is set", "unset": "is not set", "cleared": "is cleared"}.get(state, "changes")
    if name.startswith("was."):
        words = words.replace("is ", "was ") + " before"
    subject = _subject(name, scope)
    own = about.own is not None and name == ".".join(about.own)
    reads = states_of([about.own or ()]) if own and state != "changed" and about.reads is not None else about.reads
    return _leaf(about, STATE_TESTS[state](about), f"{subject} {words}", names=names, reads=reads)


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

    facts = (about._replace(reads=reads),)
    return Condition(holds, missing, lambda view: _rests(about, view), names, (words,), facts, reads)


def _rests(about: Fact, view: View) -> tuple[Pointer, ...]:
    if about.own is not None:
        found = own_nodes(view, about.own)
        return tuple((*view.prefix, *pointer) for pointer, _ in found or ())
    return ()  # a parent that was found was named rightly: nothing rests on the parameter that names it


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
    if test is True and name in USED:
        return USED[name]
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
    }.get(space, f"an entry of {name[:-2]}" if name.endswith(".*") else name)
