"""``no_overlap`` of ``known``: the periods of the entities that are named follow one another."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from pinvet.checks.problem import Beside, Problem

if TYPE_CHECKING:
    from pinvet.model import Pointer


def overlaps(name: str, found: list[tuple[Pointer, str, Any]], keys: list[str]) -> list[Problem]:
    """Return a problem for each entity whose period overlaps that of one before it."""
    problems: list[Problem] = []
    periods: list[tuple[Pointer, float, float]] = []
    for pointer, value, known in found:
        if known is None or isinstance(known, bool):
            continue
        start, end = (known.values.get(key) for key in keys)
        period = (
            pointer,
            start if isinstance(start, int) else float("-inf"),
            end if isinstance(end, int) and end > 0 else float("inf"),
        )
        for other, begins, ends in periods:
            if period[1] < ends and begins < period[2]:
                problems.append(_overlap(name, pointer, value, other, tie=period[1] == begins))
                break
        periods.append(period)
    return problems


def _overlap(name: str, pointer: Pointer, value: str, other: Pointer, *, tie: bool) -> Problem:
    who = (
        "which one is shown is undefined, since they start together"
        if tie
        else "only the one that starts last is shown"
    )
    message = f"{name} overlaps in time with another one: {who}"
    related = (Beside(other, "the other one"),)
    return Problem(pointer, "relation", message, value, related=related, names=(name,))
