"""``known: {request.scope: token.scopes}``: the token may do what the operation needs.

Said once for a request, at its first entity. Where nobody told the token's scopes, nothing is said: a request does not
show them, so that every request would be a skip.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from pinvet.checks.kinds.kind import Kind
from pinvet.checks.problem import Problem
from pinvet.checks.words import listing

if TYPE_CHECKING:
    from collections.abc import Iterable

    from pinvet.checks.scope import Scope
    from pinvet.checks.view import View

SCOPE: Final = "request.scope"
GRANTED: Final = {SCOPE: "token.scopes"}


def granted(scope: Scope) -> Kind:
    """Compile the check: a problem where a scope that the operation needs is none of the token's."""
    needed = scope.operation.scopes

    def find(view: View) -> Iterable[Problem]:
        told = view.call.account.scopes
        if told is None or view.call.siblings[0] is not view.root:
            return ()
        missing = [one for one in needed if one not in told]
        if not missing:
            return ()
        noun = "the scope" if len(missing) == 1 else "the scopes"
        message = f"{scope.operation.id} needs {noun} {listing(missing)}, which the token was not given"
        return [Problem((), "relation", message, names=(SCOPE,))]

    return Kind(find)
