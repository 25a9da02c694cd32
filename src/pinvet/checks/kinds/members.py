"""Members of a set of parameters: each is a parameter, or a list of parameters that count together."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, NamedTuple

from pinvet.checks.kinds.kind import label
from pinvet.checks.own import own_nodes, own_value
from pinvet.checks.paths import Steps, missing_pointer, nodes, steps
from pinvet.checks.states import is_set
from pinvet.checks.words import listing
from pinvet.model import UNKNOWN

if TYPE_CHECKING:
    from pinvet.checks.scope import Scope
    from pinvet.checks.view import View
    from pinvet.model import Pointer


class Part(NamedTuple):
    """One parameter of a member."""

    name: str
    path: Steps
    unset: tuple[Any, ...]


Member = tuple[Part, ...]


def members_of(argument: list[Any], scope: Scope) -> tuple[Member, ...]:
    """Return the members that an argument lists."""
    return tuple(
        tuple(
            Part(label(scope, name), steps(name), scope.unset(name))
            for name in (member if isinstance(member, list) else [member])
        )
        for member in argument
    )


def names_of(members: tuple[Member, ...]) -> tuple[Steps, ...]:
    """Return the paths of all parameters of some members."""
    return tuple(part.path for member in members for part in member)


def title(member: Member) -> str:
    """Name a member for people."""
    return listing([part.name for part in member])


def _part_set(view: View, part: Part) -> bool | None:
    if len(part.path) == 1 and not view.call.update:
        return is_set(view.value.get(part.path[0]), part.unset)
    if "*" not in part.path:
        value = own_value(view, part.path)
        return None if value is UNKNOWN else is_set(value, part.unset)
    found = own_nodes(view, part.path)
    return None if found is None else any(is_set(value, part.unset) for _, value in found)


def is_member_set(view: View, member: Member) -> bool | None:
    """Tell whether all of a member is set, None where nobody knows."""
    if len(member) == 1:
        return _part_set(view, member[0])
    answers = [_part_set(view, part) for part in member]
    if False in answers:
        return False
    return None if None in answers else True


def pointer_of(view: View, part: Part) -> Pointer:
    """Return where a parameter stands, or would stand."""
    found = nodes(view.value, part.path)
    return found[0][0] if found else missing_pointer(view.value, part.path)
