"""``at_most_one``, ``at_least_one``, ``exactly_one``, ``all_or_none``: how many of some members are set.

A member is a parameter, or a list of parameters that count together. ``all_or_none`` also takes a mapping: many pairs.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, NamedTuple

from pinvet.checks.kinds.kind import Kind, heads, label
from pinvet.checks.kinds.required import absence
from pinvet.checks.own import own_nodes, own_value
from pinvet.checks.paths import Steps, get, is_misshapen, missing_pointer, nodes, placeholder_above, steps
from pinvet.checks.problem import Beside, Problem
from pinvet.checks.reads import states_of
from pinvet.checks.state_tests import is_touched
from pinvet.checks.states import is_set
from pinvet.checks.words import listing
from pinvet.model import UNKNOWN

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from pinvet.checks.scope import Scope
    from pinvet.checks.view import View
    from pinvet.model import Pointer


class Part(NamedTuple):
    """One parameter of a member."""

    name: str
    path: Steps
    unset: tuple[Any, ...]


Member = tuple[Part, ...]


def _members(argument: list[Any], scope: Scope) -> tuple[Member, ...]:
    return tuple(
        tuple(
            Part(label(scope, name), steps(name), scope.unset(name))
            for name in (member if isinstance(member, list) else [member])
        )
        for member in argument
    )


def _names(members: tuple[Member, ...]) -> tuple[Steps, ...]:
    return tuple(part.path for member in members for part in member)


def _title(member: Member) -> str:
    return listing([part.name for part in member])


def _part_set(view: View, part: Part) -> bool | None:
    if len(part.path) == 1 and not view.call.update:
        return is_set(view.value.get(part.path[0]), part.unset)
    if "*" not in part.path:
        value = own_value(view, part.path)
        return None if value is UNKNOWN else is_set(value, part.unset)
    found = own_nodes(view, part.path)
    return None if found is None else any(is_set(value, part.unset) for _, value in found)


def _member_set(view: View, member: Member) -> bool | None:
    if len(member) == 1:
        return _part_set(view, member[0])
    answers = [_part_set(view, part) for part in member]
    if False in answers:
        return False
    return None if None in answers else True


def _is_hidden(view: View, member: Member) -> bool:
    """Tell whether a member would stand inside a placeholder, where nobody can say which of several is set."""
    return any(placeholder_above(view.value, part.path) is not None for part in member)


def _pointer(view: View, part: Part) -> Pointer:
    found = nodes(view.value, part.path)
    return found[0][0] if found else missing_pointer(view.value, part.path)


def _common_parent(view: View, members: tuple[Member, ...]) -> Pointer:
    """Return the pointer of the object that all members are in, if it is there, else of the entity."""
    paths = [part.path[:-1] for member in members for part in member]
    shared = paths[0]
    for path in paths[1:]:
        while shared != path[: len(shared)]:
            shared = shared[:-1]
    plain = shared[: shared.index("*")] if "*" in shared else shared
    return plain if plain and get(view.value, plain) is not None else ()


def at_most_one(argument: list[Any], scope: Scope) -> Kind:
    """Compile the check: at most one member is set; stands at the last of them that is."""
    members = _members(argument, scope)
    plain = tuple(member[0].path[0] for member in members if len(member) == 1 and len(member[0].path) == 1)
    quick = len(plain) == len(members) and not scope.update

    def find(view: View) -> Iterable[Problem]:
        if quick and len(view.value.keys() & plain) < 2:
            return ()
        there = [member for member in members if _member_set(view, member) is True]
        if len(there) > 1:
            there = [member for member in there if not _is_hidden(view, member)]
        return _too_many(view, members, there) if len(there) > 1 else ()

    names = _names(members)
    return Kind(find, names, needs=heads(names), reads=states_of(names))


def _too_many(view: View, members: tuple[Member, ...], there: list[Member]) -> list[Problem]:
    sent = [member for member in there if any(is_touched(view, part.path) for part in member)]
    last = (sent or there)[-1]
    others = [member for member in there if member is not last]
    names = listing([_title(member) for member in members])
    place = "is set too" if all(get(view.value, o[0].path) is not None for o in others) else "is already set"
    return [
        Problem(
            _pointer(view, last[0]),
            "presence",
            f"only one of {names} can be set; {listing([_title(member) for member in others])} {place}",
            get(view.value, last[0].path),
            related=tuple(
                Beside(_pointer(view, member[0]), f"{_title(member)} is set here")
                for member in others
                if get(view.value, member[0].path) is not None
            ),
            names=tuple(part.name for member in members for part in member),
        )
    ]


def at_least_one(argument: list[Any], scope: Scope) -> Kind:
    """Compile the check: at least one member is set; stands at their common parent."""
    members = _members(argument, scope)
    words = listing([_title(member) for member in members], "or")
    inner = tuple(path for path in _names(members) if "*" in path)

    def find(view: View) -> Iterable[Problem]:
        answers = [_member_set(view, member) for member in members]
        if True in answers or any(is_misshapen(view.value, path) for path in inner):
            return ()
        missing = tuple(f"was.{m[0].name}" for m, answer in zip(members, answers, strict=True) if answer is None)
        pointer = _common_parent(view, members)
        names = tuple(part.name for member in members for part in member)
        return [Problem(pointer, "absence", f"{words} is missing", missing=missing, names=names)]

    names = _names(members)
    return Kind(find, names, reads=states_of(names))


def exactly_one(argument: list[Any], scope: Scope) -> Kind:
    """Compile the check: one member is set, and only one."""
    most, least = at_most_one(argument, scope), at_least_one(argument, scope)
    return Kind(lambda view: [*most.find(view), *least.find(view)], most.names, reads=most.reads)


def all_or_none(argument: list[Any] | dict[str, str], scope: Scope) -> Kind:
    """Compile the check: where one member is set, the others are too; stands at each that is missing."""
    return _pairs(argument, scope) if isinstance(argument, dict) else _together(argument, scope)


def _pairs(argument: dict[str, str], scope: Scope) -> Kind:
    """Compile the check of many pairs, each of which is set whole or not at all."""
    kinds = [_together(list(pair), scope) for pair in argument.items()]
    names = tuple(name for kind in kinds for name in kind.names)
    parents = {path[:-1] for path in names}
    leaves = frozenset(path[-1] for path in names)
    parent = parents.pop() if len(parents) == 1 and not scope.update else None

    def find(view: View) -> Iterable[Problem]:
        if parent is not None:
            here = get(view.value, parent) if parent else view.value
            if not isinstance(here, dict) or here.keys().isdisjoint(leaves):
                return ()  # mostly an entity has none of many pairs
        return [problem for kind in kinds for problem in kind.find(view)]

    return Kind(find, names, needs=heads(names), reads=states_of(names))


def _together(argument: list[Any], scope: Scope) -> Kind:
    members = _members(argument, scope)

    def find(view: View) -> Iterable[Problem]:
        answers = [_member_set(view, member) for member in members]
        if True not in answers or all(answers):
            return ()
        there = [member for member, answer in zip(members, answers, strict=True) if answer is True]
        rests = tuple((*view.prefix, *_pointer(view, part)) for member in there for part in member)
        problems: list[Problem] = []
        for member, answer in zip(members, answers, strict=True):
            if answer is True:
                continue
            for part in member:
                gap = absence(view, part.name, part.path, part.unset)
                if gap is not None:
                    message = f"{part.name} is missing beside {listing([_title(one) for one in there])}"
                    problems.append(gap._replace(message=message, rests=rests))
        return problems

    names = _names(members)
    return Kind(find, names, needs=heads(names), reads=states_of(names))


CARDINALITIES: dict[str, Callable[[list[Any], Scope], Kind]] = {
    "at_most_one": at_most_one,
    "at_least_one": at_least_one,
    "exactly_one": exactly_one,
    "all_or_none": all_or_none,
}
