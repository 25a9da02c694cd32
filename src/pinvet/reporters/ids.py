"""Many rule ids in few characters."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable

SHORTEST: Final = 3


def folded(ids: Iterable[str], known: Iterable[str], *, wide: bool = False) -> str:
    """Write ids, sorted; `PP101-PP105` stands for every known id from the one to the other, three at least.

    What is known beside them ends a range, and so does the next hundred unless ranges may be `wide`.
    """
    wanted = set(ids)
    runs: list[list[str]] = [[]]
    for one in sorted({*known, *wanted}):
        if one not in wanted or (runs[-1] and _block(runs[-1][0], wide=wide) != _block(one, wide=wide)):
            runs.append([])
        if one in wanted:
            runs[-1].append(one)
    return ", ".join(_run(run) for run in runs if run)


def _run(run: Collection[str]) -> str:
    first, *_, last = (*run, *run)
    return f"{first}-{last}" if len(run) >= SHORTEST else ", ".join(run)


def _block(one: str, *, wide: bool) -> str:
    """Return what ids of one range have in common: across hundreds, a range looks longer than it is."""
    return one.rstrip("0123456789") if wide else one[:-2]
