"""How the parameters of one part of a request differ: the body, what is around its entities, the query, the path."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final, NamedTuple

from pinvet.api.change import Change
from pinvet.api.compare import Shift, compared, shifts
from pinvet.api.flat import OURS, UNION
from pinvet.api.renames import inside, last, outers, renamed, topmost

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from pinvet.api.change import Place, What
    from pinvet.api.compare import Difference, Unions
    from pinvet.api.flat import Facts, Part

    Found = Iterator[tuple[Change, Any]]

# Facts of a value by which a schema is known whatever the parameter is called.
TELLING: Final = frozenset({"enum", "pattern"})


def of_part(at: Place, before: Part, after: Part, pairs: Mapping[str, str], between: Unions) -> Found:
    """Yield the changes of one part, each with what makes two of them the same change.

    `at` is a place of this part, `pairs` are the names that were replaced by others in it.
    """
    for name, other in pairs.items():
        names = last(name), last(other)
        alike = [*names, _alone(before[name])]
        yield Change("renamed", (at._replace(name=name),), before=names[0], after=names[1]), alike
    was = {renamed(name, pairs): name for name in before}
    sides = Sides(before, after, was, between, sorted(before), sorted(after))
    gone, came = sorted(was[name] for name in was.keys() - after.keys()), sorted(after.keys() - was.keys())
    kept = {name: sides.differences(name) for name in sorted(was.keys() & after.keys())}
    folds = Folds(between, kept)
    for name in topmost(gone):
        if not folds.take(renamed(name, pairs), before[name], "gone"):
            yield _whole("gone", at._replace(name=name), before, gone)
    for name in topmost(came):
        if not folds.take(name, after[name], "came"):
            yield _whole("came", at._replace(name=name), after, came)
    for name, found in kept.items():
        here = (at._replace(name=was[name]),)
        for one in found:
            within = folds.within(name, one)
            if within is None:
                continue
            change = Change("changed", here, one.fact, one.before, one.after, within, one.where)
            is_telling = one.fact in TELLING and one.before is not None and one.after is not None
            label = "" if is_telling else last(was[name])
            yield change, [label, one.likeness, within if one.fact == "type" else ()]


class Sides(NamedTuple):
    """A part of a request before and after; `was` gives the names that parameters had before by those they have now."""

    before: Part
    after: Part
    was: Mapping[str, str]
    between: Unions
    names_before: list[str]
    names_after: list[str]

    def differences(self, name: str) -> list[Difference]:
        """Return how a parameter that stayed differs, but for what follows from something else."""
        was = self.was[name]
        found = list(compared(self.before[was], self.after[name], self.between, OURS if was != name else frozenset()))
        # With a member, an object is open or closed: only where it had and has some is that a change of its own.
        if bool(inside(was, self.names_before)) != bool(inside(name, self.names_after)):
            found = [one for one in found if one.fact != "map"]
        # What a deciding parameter is in a branch is what the branch is called.
        alone = [one._replace(where=tuple(each for each in one.where if each[0] != name)) for one in found]
        return [one for one, whole in zip(alone, found, strict=True) if one.where or not whole.where]


class Folds:
    """What follows from another change of the same part: what is inside a parameter of another type or branch."""

    def __init__(self, between: Unions, kept: Mapping[str, Sequence[Difference]]) -> None:
        self._taken: dict[tuple[str, Shift | None], list[str]] = {}
        self._between, self._kept = between, kept
        for name, found in kept.items():
            for one in found:
                if one.fact == "type":
                    self._taken |= {(name, moved): [] for moved in (None, *_of_type(one))}
                elif one.fact == "when":
                    self._taken |= {(name, moved): [] for moved in shifts(one) if not self._lies_in(name, moved)}

    def _lies_in(self, name: str, moved: Shift) -> bool:
        return any((outer, moved) in self._taken for outer in outers(name))

    def take(self, name: str, facts: Facts, what: What) -> bool:
        """Note that a parameter came or went, by its new name, if that follows from a change around it."""
        for outer, moved in self._taken:
            if not name.startswith(f"{outer}."):
                continue
            if moved is None or self._is_of(facts, moved.gone if what == "gone" else moved.came, moved.by):
                self._taken[outer, moved].append(name[len(outer) + 1 :])
                return True
        return False

    def _is_of(self, facts: Facts, values: frozenset[str], by: str) -> bool:
        """Tell whether a parameter is there in some branches alone, of those that stayed."""
        there = self._between.common[by].intersection(self._between.told(facts, "when").get(by, ()))
        return bool(there) and there <= values

    def within(self, name: str, one: Difference) -> tuple[str, ...] | None:
        """Return what came or went with a change of a parameter that stayed; None where the change itself follows."""
        if one.fact == "when":
            taken = [self._taken[name, moved] for moved in shifts(one) if (name, moved) in self._taken]
            return tuple(sorted({each for names in taken for each in names})) if taken else None
        is_told = one.fact == "type" and one is next(each for each in self._kept[name] if each.fact == "type")
        return tuple(self._taken[name, None]) if is_told else ()


def _of_type(one: Difference) -> Iterator[Shift]:
    """Yield how what is inside moves where a parameter has another type in some branches: it leaves or enters them."""
    for by, values in one.where:
        yield Shift(by, frozenset(values), frozenset())
        yield Shift(by, frozenset(), frozenset(values))


def _whole(what: What, place: Place, part: Part, names: Sequence[str]) -> tuple[Change, Any]:
    """Return the change that a parameter came or went, with all that lies in it."""
    within = inside(place.name, names)
    alike = [_alone(part[name]) for name in (place.name, *(f"{place.name}.{one}" for one in within))]
    facts = part[place.name] | ({"items": part[f"{place.name}.*"]} if "*" in within else {})
    before, after = (facts, None) if what == "gone" else (None, facts)
    return Change(what, (place,), "", before, after, tuple(within)), [last(place.name), within, alike]


def _alone(facts: Facts) -> Facts:
    """Return the facts of a parameter without those that follow from what is around it."""
    return {word: fact for word, fact in facts.items() if word not in UNION}
