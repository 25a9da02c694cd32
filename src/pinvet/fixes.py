"""Fixes: a JSON Patch turned into edits of the text that its value was read from."""

from __future__ import annotations

from itertools import combinations, pairwise, product
from typing import TYPE_CHECKING, Any

from pinvet.text.patches import key_of, parse_pointer

if TYPE_CHECKING:
    from collections.abc import Sequence

    from pinvet.finding import Edit
    from pinvet.model import Pointer
    from pinvet.text.document import Document
    from pinvet.text.patches import Operation


def edits_for(patch: Sequence[Operation], document: Document, base: Pointer) -> tuple[Edit, ...]:
    """Return the edits of the text of a document that do what a JSON Patch does to the value at `base`.

    They are in the order of the text and do not overlap: `pinvet.text.edits.apply` makes them. Returns an empty
    tuple where any operation cannot be done on the text alone: then no part of the patch can.
    """
    located = [_pointers(operation, document, base) for operation in patch]
    if not all(located) or _depend(located):
        return ()
    edits = [_edit(operation, document, pointers) for operation, pointers in zip(patch, located, strict=True)]
    made = sorted(edit for edit in edits if edit is not None)
    complete = len(made) == len(edits) and all(_apart(one, other) for one, other in pairwise(made))
    return tuple(made) if complete else ()


def _pointers(operation: Operation, document: Document, base: Pointer) -> tuple[Pointer, ...]:
    """Return where in the document an operation acts, for a move from where and to where; nothing if nowhere."""
    names = ("from", "path") if operation["op"] == "move" else ("path",)
    try:
        return tuple(_located(document.value, base, operation[name]) for name in names)
    except (KeyError, IndexError, TypeError, ValueError):
        return ()


def _located(value: Any, base: Pointer, pointer: str) -> Pointer:
    """Return a pointer into the document, list indexes as numbers; its last step may be a key still to come."""
    for step in base:
        value = value[step]
    located = list(base)
    path = parse_pointer(pointer)
    for left, step in enumerate(path, start=1 - len(path)):
        key = key_of(value, step, insert=left == 0 and isinstance(value, dict))
        located.append(key)
        value = value[key] if left else None
    return tuple(located)


def _depend(located: Sequence[tuple[Pointer, ...]]) -> bool:
    """Tell whether what one operation changes holds, or moves in its list, what another one is about."""
    return any(
        one[:shared] == other[:shared] or _shifts(one, other) or _shifts(other, one)
        for first, second in combinations(located, 2)
        for one, other in product(first, second)
        for shared in [min(len(one), len(other))]
    )


def _shifts(one: Pointer, other: Pointer) -> bool:
    """Tell whether `one` is an element of a list that the way to `other` leads through."""
    return bool(one) and isinstance(one[-1], int) and other[: len(one) - 1] == one[:-1]


def _apart(one: Edit, other: Edit) -> bool:
    """Tell whether two edits in the order of the text leave each other's commas alone."""
    end, start = one.place[2:], other.place[:2]
    if end != start or other.place[2:] != start:
        return end <= start
    # Members added to one object stand at one place, each with its comma before it, unless it was empty. After a
    # removal there may be nothing left for that comma to follow.
    return one.place == other.place and not one.text.startswith('"')


def _edit(operation: Operation, document: Document, pointers: tuple[Pointer, ...]) -> Edit | None:
    from pinvet.text import edits

    kind, target = operation["op"], pointers[0]
    if kind == "remove":
        return edits.remove(document, target)
    if kind == "move":
        return _renamed(document, target, pointers[1])
    text = _written(operation["value"]) if kind in {"add", "replace"} else None
    name = target[-1] if target else None
    if text is None or (kind == "add" and isinstance(name, int)):  # into a list it shifts what follows
        return None
    if document.value_place(target) is not None:  # adding a member that is there replaces it (RFC 6902)
        return edits.replace(document, target, text)
    return edits.add(document, target[:-1], name, text) if kind == "add" and isinstance(name, str) else None


def _renamed(document: Document, source: Pointer, goal: Pointer) -> Edit | None:
    """Rename a member; a move to another parent, or onto a member that is there, is no edit of one place."""
    from pinvet.text import edits

    inside = source and goal and source[:-1] == goal[:-1] and isinstance(goal[-1], str)
    if not inside or document.value_place(source) is None or document.value_place(goal) is not None:
        return None
    return edits.rename(document, source, str(goal[-1]))


def _written(value: Any) -> str | None:
    """Write a value as JSON, which YAML takes as well; None for what no file in UTF-8 can hold."""
    import json

    try:
        text = json.dumps(value, ensure_ascii=False, allow_nan=False)
        text.encode()
    except ValueError:  # a number that JSON does not have, or a lone surrogate
        return None
    return text
