"""An entity's own parameters: as a request sends them, or as the account knows them."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from pinvet.checks.paths import Steps, get, nodes, placeholder_above
from pinvet.model import UNKNOWN, Pointer

if TYPE_CHECKING:
    from pinvet.checks.view import View

# what the API has no field for: only a context file can tell
NEVER_TOLD = frozenset({"role", "position"})


def own_value(view: View, path: Steps) -> Any:
    """Return an own parameter: as sent, else on an update as the account knows it."""
    value = get(view.value, path)
    if value is not None or not view.call.update:
        return value
    return known_value(view, path)


def known_value(view: View, path: Steps) -> Any:
    """Return what the account knows of an own parameter before this request."""
    if any(isinstance(step, int) for step in view.prefix):
        return None  # an element of a list that the request itself brings
    was = view.root.was
    if was is None:
        return UNKNOWN if view.call.update else None  # before a create there was nothing
    full = (*(str(step) for step in view.prefix), *path)
    value = get(was.values, full)
    if value is None and (full[0] in NEVER_TOLD or (not was.whole and full[0] not in was.values)):
        return UNKNOWN
    return value


def own_nodes(view: View, path: Steps) -> list[tuple[Pointer, Any]] | None:
    """Return (pointer, value) of an own parameter's nodes, wildcards included; None where nobody knows."""
    if not view.call.update or view.value.get(path[0]) is not None:
        found = nodes(view.value, path)
        above = None if found else placeholder_above(view.value, path)
        return found if above is None else [above]
    value = known_value(view, path[:1])
    if value is UNKNOWN:
        return None
    return nodes({path[0]: value}, path)


def or_unknown(value: Any) -> Any:
    """Return a value, UNKNOWN where nobody told one."""
    return UNKNOWN if value is None else value
