"""What the engine makes of a problem: the rule, the severity, and the places in the body as it was written."""

from typing import Any, NamedTuple

from pinvet.checks.view import View
from pinvet.model import Aspect, Part, Pointer, Severity
from pinvet.rulebook.program import Check


class Elsewhere(NamedTuple):
    """Another place that a verdict speaks about, in this body or in that of an earlier request, by its number."""

    pointer: Pointer
    message: str
    request: int | None = None


class Verdict(NamedTuple):
    """A problem with its rule and severity; every pointer leads from the body as it was written.

    `ended` tells that it is about something that was to end, on or before the day of the request.

    Where the problem stands in the address instead, ``part`` says in which part of it.
    """

    check: Check
    severity: Severity
    contested: str | None
    remark: str | None
    message: str
    pointer: Pointer
    parameter: str
    aspect: Aspect
    entity: Pointer
    position: int
    names: tuple[str, ...] = ()
    rests: tuple[Pointer, ...] = ()
    related: tuple[Elsewhere, ...] = ()
    patch: tuple[dict[str, Any], ...] = ()
    fix_title: str = ""
    safe: bool = False
    also: tuple[str, ...] = ()
    request: int = 0
    identity: str | None = None
    reached: tuple[str, ...] = ()
    ended: bool = False
    part: Part | None = None


class Gap(NamedTuple):
    """A rule that could not be judged for an entity, with the facts that are missing."""

    check: Check
    view: View
    facts: tuple[str, ...]
    pointer: Pointer
