"""A JSON Patch (RFC 6902) applied to a value, and the pointers (RFC 6901) in it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

Operation = dict[str, Any]


def apply_patch(value: Any, patch: Iterable[Operation]) -> Any:
    """Return the value after a JSON Patch (RFC 6902) of add, remove, replace and move; it is not changed itself.

    Raises ValueError where an operation is another one, or its path or `from` leads nowhere.
    """
    for operation in patch:
        value = _applied(value, operation)
    return value


def parse_pointer(pointer: str) -> tuple[str, ...]:
    """Split a JSON Pointer (RFC 6901) into its unescaped keys; raises ValueError where it is none."""
    if pointer and not pointer.startswith("/"):
        raise ValueError("a JSON Pointer starts with /")
    return tuple(step.replace("~1", "/").replace("~0", "~") for step in pointer.split("/")[1:])


def _applied(value: Any, operation: Operation) -> Any:
    kind, path = operation["op"], parse_pointer(operation["path"])
    if kind == "add":
        return _with(value, path, operation["value"], insert=True)
    if kind == "replace":
        _found(value, path)
        return _with(value, path, operation["value"], insert=False)
    if kind == "remove":
        return _without(value, path)
    if kind == "move":
        source = parse_pointer(operation["from"])
        return _with(_without(value, source), path, _found(value, source), insert=True)
    raise ValueError(f"an operation {kind!r} is not one of add, remove, replace, move")


def _found(value: Any, path: Iterable[str]) -> Any:
    for step in path:
        value = value[key_of(value, step)]
    return value


def key_of(container: Any, step: str, *, insert: bool = False) -> str | int:
    """Return a step as the key or index that a container has; with `insert`, also where one may be put."""
    if isinstance(container, dict) and (insert or step in container):
        return step
    if isinstance(container, list):
        if insert and step == "-":
            return len(container)
        plain = step.isascii() and step.isdigit() and len(step) < 10 and str(int(step)) == step
        if plain and int(step) < len(container) + insert:
            return int(step)
    raise ValueError("the path leads nowhere")


def _opened(value: Any, path: Sequence[str]) -> tuple[Any, Any]:
    """Copy the containers on the way to the parent of a path; return the new root and that parent."""
    root = parent = _copied(value)
    for step in path[:-1]:
        key = key_of(parent, step)
        parent[key] = _copied(parent[key])
        parent = parent[key]
    return root, parent


def _copied(value: Any) -> Any:
    return value.copy() if isinstance(value, (dict, list)) else value


def _with(value: Any, path: Sequence[str], new: Any, *, insert: bool) -> Any:
    if not path:
        return new
    root, parent = _opened(value, path)
    key = key_of(parent, path[-1], insert=insert)
    if insert and isinstance(parent, list):
        parent.insert(int(key), new)
    else:
        parent[key] = new
    return root


def _without(value: Any, path: Sequence[str]) -> Any:
    if not path:
        return None
    root, parent = _opened(value, path)
    del parent[key_of(parent, path[-1])]
    return root
