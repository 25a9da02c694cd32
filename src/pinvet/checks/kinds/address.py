"""Checks of the address of a request: its path parameters and its query. What they say is said once for a request."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pinvet.checks.kinds.kind import Kind
from pinvet.checks.problem import Problem
from pinvet.checks.words import listing

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from pinvet.checks.scope import Scope
    from pinvet.checks.view import View
    from pinvet.model import Part, Pointer

QUERY = "query."


def address_place(name: str, scope: Scope) -> tuple[Part | None, Pointer]:
    """Return the part of the address that a fact stands in, and its pointer there; nothing for other facts.

    What an operation without a body asks for is its query: a parameter of that is the entity's own.
    """
    space, _, rest = name.partition(".")
    if space == "path":
        return "path", (rest,)
    if space == "query":
        return (None if scope.operation.body is None else "query"), (rest,)
    return None, ()


def is_first(view: View) -> bool:
    """Tell whether an entity is the first of its request, at which is said what concerns the request as a whole."""
    return view.call.siblings[0] is view.root


def not_in_query(names: Sequence[str]) -> Kind:
    """Return the check that none of some names has a value in the query: one problem, at the first that has."""

    def find(view: View) -> Iterable[Problem]:
        query = view.call.query
        if not query or not is_first(view):
            return ()
        sent = [name for name in names if any(query.get(name, ()))]
        if not sent:
            return ()
        message = f"{listing(sent)} {'does' if len(sent) == 1 else 'do'} not belong in the query"
        return [Problem((sent[0],), "presence", message, names=tuple(sent), part="query")]

    return Kind(find, of_address=True)
