"""``all_or_none: [p, ...]``: some parameters are set together or not at all; a mapping stands for many pairs."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from pinvet.checks.kinds.kind import Kind, heads
from pinvet.checks.kinds.members import is_member_set, members_of, names_of, pointer_of, title
from pinvet.checks.kinds.required import absence
from pinvet.checks.paths import get
from pinvet.checks.reads import states_of
from pinvet.checks.words import listing

if TYPE_CHECKING:
    from collections.abc import Iterable

    from pinvet.checks.problem import Problem
    from pinvet.checks.scope import Scope
    from pinvet.checks.view import View


def compile_kind(argument: list[Any] | dict[str, str], scope: Scope) -> Kind:
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
    members = members_of(argument, scope)

    def find(view: View) -> Iterable[Problem]:
        answers = [is_member_set(view, member) for member in members]
        if True not in answers or all(answers):
            return ()
        there = [member for member, answer in zip(members, answers, strict=True) if answer is True]
        rests = tuple((*view.prefix, *pointer_of(view, part)) for member in there for part in member)
        problems: list[Problem] = []
        for member, answer in zip(members, answers, strict=True):
            if answer is True:
                continue
            for part in member:
                gap = absence(view, part.name, part.path, part.unset)
                if gap is not None:
                    message = f"{part.name} is missing beside {listing([title(one) for one in there])}"
                    problems.append(gap._replace(message=message, rests=rests))
        return problems

    names = names_of(members)
    return Kind(find, names, needs=heads(names), reads=states_of(names))
