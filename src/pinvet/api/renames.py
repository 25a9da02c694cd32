"""Parameters that went and came at the same place and are the same but for their name."""

from __future__ import annotations

import json
import re
from bisect import bisect_left
from typing import TYPE_CHECKING, Final

from pinvet.api.flat import OURS, UNION
from pinvet.text.words import nearest

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from pinvet.api.flat import Facts, Part


MOST: Final = 100  # names that are compared with each other by their likeness


def renames(before: Part, after: Part) -> dict[str, str]:
    """Return which names of one part of a request were replaced by which.

    A name that went and one that came beside it are a pair where everything known of them is alike and of no other
    two, or where they look alike and are of one type.
    """
    gone, came = (
        [name for name in topmost(one.keys() - other.keys()) if not name.endswith("*")]
        for one, other in ((before, after), (after, before))
    )
    old, new = _alike(gone, before), _alike(came, after)
    pairs: dict[str, str] = {}
    for parent in sorted(old.keys() & new.keys()):
        pairs |= dict(_same(old[parent], new[parent]))
        taken = set(pairs.values())
        ones = [name for name in old[parent] if name not in pairs]
        others = [name for name in new[parent] if name not in taken]
        if len(ones) <= MOST and len(others) <= MOST:
            pairs |= dict(_similar(ones, others, before, after))
    return pairs


def topmost(names: Iterable[str]) -> list[str]:
    """Return the names that lie inside none of the others, sorted."""
    known = set(names)
    return sorted(name for name in known if not any(outer in known for outer in outers(name)))


def outers(name: str) -> Iterator[str]:
    """Yield the names that a dotted name lies inside of, the nearest first."""
    while "." in name:
        name = _parent(name)
        yield name


def inside(name: str, ordered: Sequence[str]) -> list[str]:
    """Return what lies inside of a name, relative to it; `ordered` are sorted names."""
    start = bisect_left(ordered, f"{name}.")
    return [other[len(name) + 1 :] for other in ordered[start : bisect_left(ordered, f"{name}/")]]


def last(name: str) -> str:
    """Return the last part of a dotted name; of the elements of a list with the name of the list."""
    *_, found = re.split(r"\.(?!\*)", name)
    return found


def renamed(name: str, pairs: Mapping[str, str]) -> str:
    """Return the name that a parameter has after a renaming, be it of itself or of what it lies in."""
    for outer in (name, *outers(name)):
        if outer in pairs:
            return pairs[outer] + name[len(outer) :]
    return name


def _parent(name: str) -> str:
    return name.rpartition(".")[0]


def _alike(names: Iterable[str], part: Part) -> dict[str, dict[str, str]]:
    """Write for each parameter, by the one it lies in, all that the API says of it and of what lies in it.

    Left out are its name, the branches around it, and that it is required: both belong to what it lies in.
    """
    ordered = sorted(part)
    found: dict[str, dict[str, str]] = {}
    for name in names:
        within = {one: _api_only(part[f"{name}.{one}"]) for one in inside(name, ordered)}
        own = {word: fact for word, fact in _api_only(part[name]).items() if word != "required"}
        found.setdefault(_parent(name), {})[name] = json.dumps([own, within])
    return found


def _api_only(facts: Facts) -> Facts:
    return {word: facts[word] for word in sorted(facts) if word not in OURS | UNION}


def _same(old: Mapping[str, str], new: Mapping[str, str]) -> Iterator[tuple[str, str]]:
    """Yield the pairs that are alike, and like no other."""
    both: dict[str, tuple[list[str], list[str]]] = {what: ([], []) for what in old.values()}
    for number, side in enumerate((old, new)):
        for name, what in side.items():
            if what in both:
                both[what][number].append(name)
    for ones, others in both.values():
        if len(ones) == len(others) == 1:
            yield ones[0], others[0]


def _similar(old: list[str], new: list[str], before: Part, after: Part) -> Iterator[tuple[str, str]]:
    """Yield the pairs of one type that are called alike."""
    olds, news = ({name.rpartition(".")[2]: name for name in side} for side in (old, new))
    for own, name in olds.items():
        near = nearest(own, news)
        if near is None or nearest(near, olds) != own:
            continue
        if before[name].get("type") == after[news[near]].get("type"):
            yield name, news[near]
