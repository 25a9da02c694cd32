"""The states that conditions ask of a fact: set, unset, touched, cleared, changed."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from pinvet.checks.own import known_value, own_nodes
from pinvet.checks.paths import get, nodes
from pinvet.checks.states import is_set, same
from pinvet.model import UNKNOWN

if TYPE_CHECKING:
    from collections.abc import Callable

    from pinvet.checks.facts import Fact
    from pinvet.checks.paths import Steps
    from pinvet.checks.view import View

Answer = bool | None


def _is_set(about: Fact) -> Callable[[View], Answer]:
    get, unset = about.get, about.unset
    if about.own is not None and "*" in about.own:
        return _some_set(about.own, unset)

    def holds(view: View) -> Answer:
        value = get(view)
        return None if value is UNKNOWN else is_set(value, unset)

    return holds


def _some_set(path: Steps, unset: tuple[Any, ...]) -> Callable[[View], Answer]:
    def holds(view: View) -> Answer:
        found = own_nodes(view, path)
        return None if found is None else any(is_set(value, unset) for _, value in found)

    return holds


def _is_unset(about: Fact) -> Callable[[View], Answer]:
    inner = _is_set(about)

    def holds(view: View) -> Answer:
        answer = inner(view)
        return None if answer is None else not answer

    return holds


def is_touched(view: View, path: Steps) -> bool:
    """Tell whether a request sends a parameter, and not merely with the value that the account knows."""
    if "*" in path:
        return bool(nodes(view.value, path))
    value = get(view.value, path)
    if value is None:
        return False
    if not view.call.update or path == ("id",):
        return True  # the id of an update says which entity it is, it changes nothing
    before = known_value(view, path)
    if before is UNKNOWN:
        return True
    unset = view.call.unset.get(".".join((*map(str, view.prefix), *path)), ())
    if not is_set(value, unset) and not is_set(before, unset):
        return False  # sent empty where nothing was set: that changes nothing
    return not same(before, value)


def _is_touched(about: Fact) -> Callable[[View], Answer]:
    path = about.own or ()
    return lambda view: is_touched(view, path)


def _is_cleared(about: Fact) -> Callable[[View], Answer]:
    path = about.own or ()
    return lambda view: is_touched(view, path) and not is_set(get(view.value, path), about.unset)


def _is_changed(about: Fact) -> Callable[[View], Answer]:
    path = about.own or ()

    def holds(view: View) -> Answer:
        if not is_set(get(view.value, path), about.unset):
            return False
        before = known_value(view, path)
        return None if before is UNKNOWN else not same(before, get(view.value, path))

    return holds


STATE_TESTS: dict[str, Callable[[Fact], Callable[[View], Answer]]] = {
    "set": _is_set,
    "unset": _is_unset,
    "touched": _is_touched,
    "cleared": _is_cleared,
    "changed": _is_changed,
}
