"""Dotted names of parameters: ``a.b`` steps into objects, ``*`` stands for every list element and map value."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from pinvet.checks.states import is_placeholder
from pinvet.model import UNKNOWN, Pointer

if TYPE_CHECKING:
    from collections.abc import Iterable

Steps = tuple[str, ...]


def steps(name: str) -> Steps:
    """Split a dotted name into its steps."""
    return tuple(name.split("."))


def get(value: Any, path: Steps) -> Any:
    """Return the value under a path without wildcards, or None where it is absent or null.

    A placeholder stands for all that belongs inside it, so what is asked for inside of one is the placeholder.
    """
    for step in path:
        if type(value) is not dict:
            return value if is_placeholder(value) else None
        value = value.get(step)
    return value


def reach(value: Any, pointer: Pointer) -> Any:
    """Return what stands at a pointer, through objects and lists, or None where nothing does."""
    for step in pointer:
        if isinstance(value, dict):
            value = value.get(step)
        elif isinstance(value, list) and isinstance(step, int) and step < len(value):
            value = value[step]
        else:
            return None
    return value


def placeholder_above(value: Any, path: Steps, at: Pointer = ()) -> tuple[Pointer, Any] | None:
    """Return a placeholder that a parameter would stand inside of, with its pointer; None where there is none."""
    if not path:
        return None
    if is_placeholder(value):
        return at, value
    step, rest = path[0], path[1:]
    if isinstance(value, dict) and step != "*":
        return placeholder_above(value.get(step), rest, (*at, step))
    if step == "*" and isinstance(value, list):
        found = (placeholder_above(item, rest, (*at, index)) for index, item in enumerate(value))
        return next((one for one in found if one is not None), None)
    return None


def is_misshapen(value: Any, path: Steps) -> bool:
    """Tell whether something on the way to a parameter is no object or list, where one has to be.

    Null and placeholders are nothing of the kind. What would be inside of it is not missing: it was sent wrongly.
    """
    if not path or value is None or is_placeholder(value):
        return False
    step, rest = path[0], path[1:]
    if step != "*":
        return not isinstance(value, dict) or is_misshapen(value.get(step), rest)
    if isinstance(value, dict):
        return any(is_misshapen(item, rest) for item in value.values())
    return not isinstance(value, list) or any(is_misshapen(item, rest) for item in value)


def nodes(value: Any, path: Steps) -> list[tuple[Pointer, Any]]:
    """Return (pointer, value) of every node under a path that is there and not null, in their order."""
    found: list[tuple[Pointer, Any]] = [((), value)]
    for step in path:
        if step != "*":
            found = [((*at, step), item[step]) for at, item in found if isinstance(item, dict) and step in item]
        else:
            found = [((*at, key), inner) for at, item in found for key, inner in _inside(item)]
    return [node for node in found if node[1] is not None]


def _inside(value: Any) -> Iterable[tuple[str | int, Any]]:
    if isinstance(value, dict):
        return value.items()
    return enumerate(value) if isinstance(value, list) else ()


def missing_pointer(value: Any, path: Steps) -> Pointer:
    """Return the pointer that a missing parameter would have.

    A wildcard leads through the only element of a list; where there are several or none, the list itself is
    pointed at, since no index would be right.
    """
    pointer: Pointer = ()
    for position, step in enumerate(path):
        if step != "*":
            pointer = (*pointer, step)
            value = value.get(step) if isinstance(value, dict) else None
            continue
        if isinstance(value, list) and len(value) == 1:
            pointer = (*pointer, 0)
            value = value[0]
            continue
        if isinstance(value, (list, dict)) or value is None or value is UNKNOWN:
            return pointer
        return (*pointer, *path[position + 1 :])
    return pointer


def dotted(pointer: Pointer) -> str:
    """Write a pointer as the dotted name of a parameter: list indexes become ``*``."""
    return ".".join("*" if isinstance(step, int) else step for step in pointer)
