"""Whether a value is one of the words that the API lists for its parameter."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from pinvet.checks.states import equal
from pinvet.checks.structure.names import FEW
from pinvet.checks.words import constant, listing
from pinvet.text.words import nearest

if TYPE_CHECKING:
    from collections.abc import Sequence

    from pinvet.checks.problem import Problem
    from pinvet.checks.structure.part import Part


def judge(part: Part) -> Problem | None:
    """Return the problem with a word that no version lists, and a warning for one of another version."""
    words, value = part.known.enum, part.value
    if words is None or value in ("", [], {}) or any(equal(value, word) for word in words):
        return None
    if part.known.anycase and isinstance(value, str) and value.casefold() in [word.casefold() for word in words]:
        return None
    since = (part.known.enum_since or {}).get(part.value) if isinstance(part.value, str) else None
    until = (part.known.enum_until or {}).get(part.value) if isinstance(part.value, str) else None
    if since is not None or until is not None:
        when = f"came with version {since}" if since is not None else f"is gone since version {until}"
        return part.problem(f"{part.says((part.value,))}, a word that {when} of the API", "warning")
    listed = [word for word in words if isinstance(word, str)]
    near = nearest(part.value, listed) if isinstance(part.value, str) else None
    if near is None:
        return part.problem(f"{part.says()}, expected {_expected(words)}")
    same = near.casefold() == part.value.casefold()
    expected = f"expected {near}: case counts" if same else f"expected {_expected(words)}; did you mean {near}?"
    return part.problem(f"{part.says()}, {expected}", **part.put(near, f"write {near}"), safe=same)


def _expected(words: Sequence[Any]) -> str:
    listed = [constant(word) for word in words]
    return listing(listed, "or") if len(listed) <= FEW else f"one of the {len(listed)} words that the API lists"
