"""``values: {p: test}``: each set node of a parameter, or a fact, passes its test."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from pinvet.checks.expect import Expectation, expectation
from pinvet.checks.facts import Fact, fact
from pinvet.checks.kinds.address import address_place, is_first
from pinvet.checks.kinds.kind import Kind, found, heads, label, put
from pinvet.checks.paths import nodes, steps
from pinvet.checks.problem import Problem
from pinvet.checks.reads import all_read
from pinvet.checks.state_tests import is_touched
from pinvet.checks.states import is_set
from pinvet.checks.uses import WORDS as USED
from pinvet.checks.view import is_alone
from pinvet.model import UNKNOWN

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from pinvet.checks.scope import Scope
    from pinvet.checks.view import View
    from pinvet.model import Pointer

BOOLEANS = {"true": True, "false": False}


def compile_kind(tests: dict[str, Any], scope: Scope) -> Kind:
    """Compile the check: a problem for every value that fails its test."""
    finders: list[Callable[[View], Iterable[Problem]]] = []
    facts: list[Fact] = []
    own: list[Fact] = []
    for name, test in tests.items():
        about, expected = fact(name, scope), expectation(test)
        if about.own is not None and not name.startswith(("campaign.", "entity.")):
            finders.append(_own(name, about, expected, scope))
            own.append(about)
        else:
            finders.append(_fact(name, about, expected, scope))
        facts.append(about)
    names = tuple(about.own or steps(about.leads or "") for about in facts if about.own or about.leads)
    needs = heads(names) if len(own) == len(facts) else None
    reads = all_read(about.reads for about in facts)
    of_address = all(address_place(name, scope)[1] for name in tests)
    if len(finders) == 1:
        return Kind(finders[0], names, facts=tuple(facts), needs=needs, reads=reads, of_address=of_address)

    def find(view: View) -> Iterable[Problem]:
        problems: list[Problem] = []
        for finder in finders:
            problems += finder(view)
        return problems

    return Kind(find, names, facts=tuple(facts), needs=needs, reads=reads, of_address=of_address)


def _own(name: str, about: Fact, expected: Expectation, scope: Scope) -> Callable[[View], Iterable[Problem]]:
    path, unset = about.own or (), about.unset
    full, key = label(scope, name), path[0]
    single, plain = len(path) == 1, expected.items is None

    def find(view: View) -> Iterable[Problem]:
        value = view.value.get(key)
        if value is None or (single and plain and expected.holds(value) is not False):
            return ()
        problems: list[Problem] = []
        for pointer, node in nodes(view.value, path):
            if not is_set(node, unset) or not is_touched(view, path):
                continue
            for inner, part, words in expected.failures(node):
                problems.append(_problem((*pointer, *inner), part, words))
        return problems

    def _problem(pointer: Pointer, value: Any, words: str) -> Problem:
        shown = found(scope, name, value, expected.constants)
        fix = _conversion(pointer, value, words, expected)
        return Problem(pointer, "value", f"{full} is {shown}, expected {words}", value, names=(full,), **fix)

    return find


def _conversion(pointer: Pointer, value: Any, words: str, expected: Expectation) -> dict[str, Any]:
    """Return a fix where the test has one answer: a constant, or a boolean written as a text."""
    if words.startswith("true or false") and isinstance(value, str) and value.lower() in BOOLEANS:
        right = BOOLEANS[value.lower()]
        return {**put(pointer, right, f"write {value.lower()} without quotes", there=True), "safe": True}
    if expected.single is not UNKNOWN:
        return put(pointer, expected.single, f"set it to {words}", there=True)
    return {}


def _fact(name: str, about: Fact, expected: Expectation, scope: Scope) -> Callable[[View], Iterable[Problem]]:
    subject = subject_of(name)
    point = about.leads or scope.rule.get("point")
    note = scope.rule["severity"] == "note"
    part, in_address = address_place(name, scope)

    def find(view: View) -> Iterable[Problem]:
        if in_address and not is_first(view):
            return ()
        value = about.get(view)
        pointer = in_address or fact_place(view, about, scope)
        if value is UNKNOWN:
            if note and is_alone(view) and not any(view.call.account.entities.values()):
                return ()  # what is a note at most is not worth a skip where nobody told anything
            message = f"{subject} must be {expected.words}"
            return [Problem(pointer, "value", message, missing=(name,), names=(point or name,), part=part)]
        if value is None or expected.holds(value) is not False:
            return ()
        shown = found(scope, name, value, expected.constants)
        message = USED[name] if value is True and name in USED else f"{subject} is {shown}, expected {expected.words}"
        return [Problem(pointer, "value", message, names=(point or name,), part=part)]

    return find


def fact_place(view: View, about: Fact, scope: Scope) -> Pointer:
    """Return where a finding about a fact stands: the fact's own parameter, what leads to it, the point, the entity."""
    if view.root is not view:
        return ()  # inside an entity it stands at the object that is judged
    own = about.own[0] if about.own is not None and len(about.own) == 1 else None
    for name in (own, about.leads, scope.rule.get("point")):
        if name is not None and view.value.get(name) is not None:
            return (name,)
    return ()


def subject_of(name: str) -> str:
    """Name a fact as the subject of a sentence."""
    space, _, rest = name.partition(".")
    owner = {
        "campaign": "the campaign",
        "ad_group": "the ad group",
        "was": "the entity so far",
        "catalog_product_group": "the catalog product group",
        "promotion": "the promotion",
        "feed": "the feed",
        "request": "the request",
        "path": "the address",
    }.get(space)
    return f"{rest} of {owner}" if owner else name
