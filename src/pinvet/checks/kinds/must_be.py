"""``must_be: {p: test}``: the parameter is set, and passes its test."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from pinvet.checks.expect import Expectation, expectation
from pinvet.checks.facts import Fact, fact
from pinvet.checks.kinds.address import address_place, is_first
from pinvet.checks.kinds.kind import Kind, found, label, put
from pinvet.checks.kinds.values import fact_place, subject_of
from pinvet.checks.paths import missing_pointer, reach
from pinvet.checks.problem import Problem
from pinvet.checks.reads import all_read
from pinvet.checks.states import is_set
from pinvet.model import UNKNOWN

if TYPE_CHECKING:
    from collections.abc import Iterable

    from pinvet.checks.scope import Scope
    from pinvet.checks.view import View


def compile_kind(tests: dict[str, Any], scope: Scope) -> Kind:
    """Compile the check: a problem for every parameter that is missing or fails its test."""
    parts = [(name, fact(name, scope), expectation(test)) for name, test in tests.items()]

    def find(view: View) -> Iterable[Problem]:
        problems: list[Problem] = []
        for name, about, expected in parts:
            value = about.get(view)
            if value is not UNKNOWN and _passes(value, about, expected):
                continue
            if address_place(name, scope)[1] and not is_first(view):
                continue
            problems.append(_problem(view, name, about, expected, value))
        return problems

    def _problem(view: View, name: str, about: Fact, expected: Expectation, value: Any) -> Problem:
        if about.own is None:
            return _fact_problem(view, name, about, expected, value)
        full = label(scope, name)
        pointer = missing_pointer(view.value, about.own)
        sent = reach(view.value, pointer)
        fix: dict[str, Any] = {}
        if expected.single is not UNKNOWN:
            fix = put(pointer, expected.single, f"set {full} to {expected.words}", there=sent is not None)
            fix["safe"] = sent is None and not scope.rule.get("contested")
        if value is UNKNOWN:
            return Problem(
                pointer,
                "absence",
                f"{full} must be {expected.words}",
                missing=(f"was.{full}",),
                names=(full,),
                **fix,
            )
        if not is_set(value, about.unset) and not expected.wants_empty and sent is None:
            message = f"{full} is missing, expected {expected.words}"
            return Problem(pointer, "absence", message, sent, names=(full,), **fix)
        shown = found(scope, name, value, expected.constants)
        message = f"{full} is {shown}, expected {expected.words}"
        return Problem(pointer, "value", message, value, names=(full,), **fix)

    def _fact_problem(view: View, name: str, about: Fact, expected: Expectation, value: Any) -> Problem:
        part, in_address = address_place(name, scope)
        pointer = in_address or fact_place(view, about, scope)
        if value is UNKNOWN:
            message = f"{subject_of(name)} must be {expected.words}"
            return Problem(pointer, "value", message, missing=(name,), part=part)
        shown = "not set" if value is None else found(scope, name, value, expected.constants)
        message = f"{subject_of(name)} is {shown}, expected {expected.words}"
        return Problem(pointer, "value", message, names=(name,), part=part)

    facts = tuple(about for _, about, _ in parts)
    own = tuple(about.own for about in facts if about.own)
    return Kind(find, own, facts=facts, reads=all_read(about.reads for about in facts))


def _passes(value: Any, about: Fact, expected: Expectation) -> bool:
    if not is_set(value, about.unset):
        # a constant that the API reads as unset, such as 0, is still that constant
        return expected.wants_empty or (value is not None and expected.holds(value) is True)
    if expected.wants_empty:
        return False
    return expected.holds(value) is not False
