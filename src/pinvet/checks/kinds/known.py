"""``known: {p: collection}``: each value is the id of something the account knows, in the same ad account.

An id that was never seen is unknown, unless the collection was listed whole. A rule that gives no more than notes says
nothing at all of a request that is judged alone, where nobody saw anything of the collection: that is not worth a skip.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, NamedTuple

from pinvet.account import KINDS
from pinvet.checks.kinds.granted import GRANTED, granted
from pinvet.checks.kinds.kind import Kind, heads, label
from pinvet.checks.kinds.overlap import overlaps
from pinvet.checks.kinds.reference import BEFORE_DOT, referring
from pinvet.checks.paths import Steps, get, nodes, placeholder_above, steps
from pinvet.checks.problem import Problem
from pinvet.checks.state_tests import is_touched
from pinvet.checks.states import is_placeholder
from pinvet.checks.view import is_alone
from pinvet.checks.words import listing

if TYPE_CHECKING:
    from collections.abc import Iterable

    from pinvet.account import Known
    from pinvet.checks.scope import Scope
    from pinvet.checks.view import View
    from pinvet.model import Pointer


class Reference(NamedTuple):
    """One compiled line: the parameter that refers, and the collections it may refer to."""

    name: str
    path: Steps
    unset: tuple[Any, ...]
    collections: tuple[str, ...]
    severity: str


def compile_kind(argument: dict[str, Any], scope: Scope) -> Kind:
    """Compile the check: a problem for every id that is deleted, foreign, or absent from a whole list."""
    if argument == GRANTED:
        return granted(scope)
    if BEFORE_DOT in scope.rule.get("match", ()):
        return referring(argument, scope)
    lines = tuple(_line(name, target, scope) for name, target in argument.items())
    match = tuple(scope.rule.get("match", ("id",)))
    wanted = scope.rule.get("expect", "present") == "present"
    overlap = scope.rule.get("no_overlap")

    def find(view: View) -> Iterable[Problem]:
        problems: list[Problem] = []
        for line in lines:
            if not is_touched(view, line.path):
                continue
            found = [
                (pointer, value, _lookup(view, line, value, match))
                for pointer, value in nodes(view.value, line.path)
                if isinstance(value, str) and value not in line.unset and not is_placeholder(value)
            ]
            if overlap:
                problems.extend(overlaps(line.name, found, overlap))
                continue
            problems.extend(
                problem
                for pointer, value, known in found
                if (problem := _judge(view, line, pointer, value, known=known, wanted=wanted)) is not None
            )
        return problems

    names = tuple(line.path for line in lines)
    return Kind(find, names, needs=heads(names))


def _line(name: str, target: Any, scope: Scope) -> Reference:
    collections = tuple(target) if isinstance(target, list) else (target,)
    return Reference(label(scope, name), steps(name), scope.unset(name), collections, scope.rule["severity"])


def _lookup(view: View, line: Reference, value: str, match: tuple[str, ...]) -> Known | bool | None:
    """Return the entity that a value names, or for a path of the same body whether it names one of its keys."""
    gone: Known | None = None
    keys = [key for key in match if key != "id"]
    for collection in line.collections:
        if collection not in KINDS:
            return _is_key(view.root.value, steps(collection), value)
        own = view.call.account.get(collection, value) if "id" in match else None
        others = (one for key in keys for one in view.call.account.named(collection, key, value))
        for known in others if own is None else (own,):
            if not known.deleted:
                return known
            gone = known
    return gone  # what is deleted counts only where nothing else has that name


def _is_key(entity: dict[str, Any], path: Steps, value: str) -> bool | None:
    """Tell whether a value is a key of an object of the entity; None where a placeholder stands for that object."""
    if placeholder_above(entity, path) is not None:
        return None
    holder = get(entity, path[:-1])
    return isinstance(holder, dict) and value in holder


def _judge(
    view: View, line: Reference, pointer: Pointer, value: str, *, known: Known | bool | None, wanted: bool
) -> Problem | None:
    title = listing([name.replace("_", " ") for name in line.collections], "or")
    if isinstance(known, bool):
        if known is wanted:
            return None
        verb = "names none of" if wanted else "is also set by"
        return _problem(line, pointer, value, f"{line.name} {verb} {title}")
    if not wanted:
        return _problem(line, pointer, value, f"{line.name} is an id from {title}") if known is not None else None
    if known is None:
        if line.severity == "note" and _is_untold(view, line):
            return None
        call = view.call
        unlisted = [name for name in line.collections if not call.account.is_listed_in(name, call.ad_account_id)]
        message = f"{line.name} names nothing among the {title} of this account"
        return _problem(line, pointer, value, message, tuple(unlisted[:1]))
    if known.deleted:
        problem = _problem(line, pointer, value, f"{line.name} names one of the {title} that was deleted")
        return problem._replace(severity="warning") if known.presumed and line.severity == "error" else problem
    own = view.call.ad_account_id
    if own is not None and known.ad_account_id is not None and own != known.ad_account_id:
        return _problem(line, pointer, value, f"{line.name} names one of the {title} of another ad account")
    return None


def _problem(line: Reference, pointer: Pointer, value: Any, message: str, missing: tuple[str, ...] = ()) -> Problem:
    return Problem(pointer, "relation", message, value, missing=missing, names=(line.name,))


def _is_untold(view: View, line: Reference) -> bool:
    """Tell whether a request is judged by itself, and nothing was told beforehand that it could refer to."""
    account = view.call.account
    told = any(
        account.entities[name] or account.is_listed_in(name, view.call.ad_account_id)
        for name in line.collections
        if name in KINDS
    )
    return is_alone(view) and not told
