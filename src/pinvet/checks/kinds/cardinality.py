"""``at_most_one``, ``at_least_one``, ``exactly_one``: how many of some members are set."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from pinvet.checks.kinds.kind import Kind, heads
from pinvet.checks.kinds.members import is_member_set, members_of, names_of, pointer_of, title
from pinvet.checks.paths import get, is_misshapen, placeholder_above
from pinvet.checks.problem import Beside, Problem
from pinvet.checks.reads import states_of
from pinvet.checks.state_tests import is_touched
from pinvet.checks.words import listing

if TYPE_CHECKING:
    from collections.abc import Iterable

    from pinvet.checks.kinds.members import Member
    from pinvet.checks.scope import Scope
    from pinvet.checks.view import View
    from pinvet.model import Pointer


def _is_hidden(view: View, member: Member) -> bool:
    """Tell whether a member would stand inside a placeholder, where nobody can say which of several is set."""
    return any(placeholder_above(view.value, part.path) is not None for part in member)


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
    members = members_of(argument, scope)
    plain = tuple(member[0].path[0] for member in members if len(member) == 1 and len(member[0].path) == 1)
    quick = len(plain) == len(members) and not scope.update

    def find(view: View) -> Iterable[Problem]:
        if quick and len(view.value.keys() & plain) < 2:
            return ()
        there = [member for member in members if is_member_set(view, member) is True]
        if len(there) > 1:
            there = [member for member in there if not _is_hidden(view, member)]
        return _too_many(view, members, there) if len(there) > 1 else ()

    names = names_of(members)
    return Kind(find, names, needs=heads(names), reads=states_of(names))


def _too_many(view: View, members: tuple[Member, ...], there: list[Member]) -> list[Problem]:
    sent = [member for member in there if any(is_touched(view, part.path) for part in member)]
    last = (sent or there)[-1]
    others = [member for member in there if member is not last]
    names = listing([title(member) for member in members])
    place = "is set too" if all(get(view.value, o[0].path) is not None for o in others) else "is already set"
    return [
        Problem(
            pointer_of(view, last[0]),
            "presence",
            f"only one of {names} can be set; {listing([title(member) for member in others])} {place}",
            get(view.value, last[0].path),
            related=tuple(
                Beside(pointer_of(view, member[0]), f"{title(member)} is set here")
                for member in others
                if get(view.value, member[0].path) is not None
            ),
            names=tuple(part.name for member in members for part in member),
        )
    ]


def at_least_one(argument: list[Any], scope: Scope) -> Kind:
    """Compile the check: at least one member is set; stands at their common parent."""
    members = members_of(argument, scope)
    words = listing([title(member) for member in members], "or")
    inner = tuple(path for path in names_of(members) if "*" in path)

    def find(view: View) -> Iterable[Problem]:
        answers = [is_member_set(view, member) for member in members]
        if True in answers or any(is_misshapen(view.value, path) for path in inner):
            return ()
        missing = tuple(f"was.{m[0].name}" for m, answer in zip(members, answers, strict=True) if answer is None)
        pointer = _common_parent(view, members)
        names = tuple(part.name for member in members for part in member)
        return [Problem(pointer, "absence", f"{words} is missing", missing=missing, names=names)]

    names = names_of(members)
    return Kind(find, names, reads=states_of(names))


def exactly_one(argument: list[Any], scope: Scope) -> Kind:
    """Compile the check: one member is set, and only one."""
    most, least = at_most_one(argument, scope), at_least_one(argument, scope)
    return Kind(lambda view: [*most.find(view), *least.find(view)], most.names, reads=most.reads)
