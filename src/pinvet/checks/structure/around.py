"""What stands around the entities of a request: the parameters of its wrapper and of its query."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pinvet.api.asked import asked
from pinvet.api.tree import Node, tree_of
from pinvet.checks.structure.walk import Problems, problems

if TYPE_CHECKING:
    from collections.abc import Iterator

    from pinvet.api.operation import Operation
    from pinvet.checks.problem import Problem
    from pinvet.checks.scope import Scope
    from pinvet.checks.view import View
    from pinvet.model import Part, Pointer


def around(scope: Scope, view: View) -> Problems:
    """Return what is wrong around an entity, by aspect; nothing where an earlier entity of the request has told it."""
    found: Problems = {}
    call = view.call
    at = view.wrapper_at
    if at is not None and next(one for one in call.siblings if one.wrapper is view.wrapper) is view:
        _add(found, problems(scope, _wrapper(scope.operation), view.wrapper, {}), "body", at)
    is_first = bool(call.siblings) and call.siblings[0] is view
    if is_first and call.query and scope.operation.body is not None and call.operation == scope.operation.id:
        root = tree_of(scope.operation.query)
        _add(found, problems(scope, root, asked(call.query, scope.operation), {}), "query", ())
    return found


def _wrapper(operation: Operation) -> Node:
    """Return the parameters around the entities, without the list that these stand in."""
    inside = operation.body.at[0] if operation.body is not None and operation.body.at else ""
    return tree_of({name: known for name, known in operation.wrapper.items() if name.partition(".")[0] != inside})


def _add(found: Problems, more: Problems, part: Part, at: Pointer) -> None:
    for aspect, listed in more.items():
        found.setdefault(aspect, []).extend(_moved(listed, part, at))


def _moved(listed: list[Problem], part: Part, at: Pointer) -> Iterator[Problem]:
    """Lead problems and their fixes from the entity's own pointers to those of the body; no fix edits an address."""
    for one in listed:
        moved = one._replace(pointer=(*at, *one.pointer), part=part)
        if part == "body":
            yield moved._replace(patch=tuple({**step, "path": (*at, *step["path"])} for step in one.patch))
        else:
            yield moved._replace(patch=(), fix_title="", safe=False)
