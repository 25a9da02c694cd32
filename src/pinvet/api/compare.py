"""What is told otherwise of one parameter: its facts, and those that hold only in some branches of a union."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, NamedTuple

from pinvet.api.flat import UNION, differs, written
from pinvet.api.renames import last

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from pinvet.api.flat import Facts, Part

Where = tuple[str, tuple[str, ...]]


class Difference(NamedTuple):
    """A fact that changed, from what to what, and for which values of which deciding parameter; None for all."""

    fact: str
    before: Any
    after: Any
    where: Where | None = None

    @property
    def likeness(self) -> list[Any]:
        """What two differences that are the same share.

        Names of deciding parameters lead through the body of an operation, so only their last parts count.
        """
        where = None if self.where is None else [last(self.where[0]), self.where[1]]
        if self.fact == "when":
            return [where, last(next(iter(self.before))), *self.before.values(), *self.after.values()]
        return [where, written(self.fact, self.before), written(self.fact, self.after)]

    @property
    def step(self) -> list[Any]:
        """What changes in a branch of a union just as it changes in all: of an enum what came and what went."""
        if self.fact == "enum" and isinstance(self.before, list) and isinstance(self.after, list):
            return [self.fact, *members(self.before, self.after)]
        return [self.fact, written(self.fact, self.before), written(self.fact, self.after)]


class Shift(NamedTuple):
    """The branches that a parameter left and entered, by the parameter that decides."""

    by: str
    gone: frozenset[str]
    came: frozenset[str]


def shift(one: Difference) -> Shift:
    """Return what a difference of `when` says."""
    [(by, before)], [after] = one.before.items(), one.after.values()
    return Shift(by, frozenset(before) - frozenset(after), frozenset(after) - frozenset(before))


class Unions(NamedTuple):
    """What became of the unions of an operation: new names of deciding parameters, and the branches that stayed."""

    leads: Mapping[str, str]
    common: Mapping[str, frozenset[str]]

    def around(self) -> Unions:
        """Return the same as the wrapper's parameters name it, which lead nowhere else."""
        leads = {one[5:]: two[5:] for one, two in self.leads.items() if one.startswith("body.")}
        return Unions(leads, {by[5:]: values for by, values in self.common.items() if by.startswith("body.")})

    def told(self, facts: Facts, word: str) -> dict[str, Any]:
        """Return the marks of a parameter as it was, by the names that deciding parameters have now."""
        return {self.leads.get(by, by): told for by, told in facts.get(word, {}).items()}


def members(before: list[Any], after: list[Any]) -> tuple[list[Any], list[Any]]:
    """Return which members of a list went, and which came."""
    old, new = ({written("", one) for one in side} for side in (before, after))
    return [one for one in before if written("", one) not in new], [one for one in after if written("", one) not in old]


def unions(old: Mapping[str, Part], new: Mapping[str, Part], pairs: Mapping[str, Mapping[str, str]]) -> Unions:
    """Return what became of the unions around the entities of an operation, and of those inside of them.

    `old` and `new` are the parts of the request, `pairs` tells for each what was renamed in it.
    """
    leads = {**pairs["body"], **{f"body.{name}": f"body.{other}" for name, other in pairs["wrapper"].items()}}
    before, after = ({**_branches(one["body"], ""), **_branches(one["wrapper"], "body.")} for one in (old, new))
    now = {leads.get(by, by): values for by, values in before.items()}
    return Unions(leads, {by: values & after[by] for by, values in now.items() if by in after})


def _branches(part: Part, prefix: str) -> dict[str, frozenset[str]]:
    return {prefix + name: frozenset(facts["branches"]) for name, facts in part.items() if "branches" in facts}


def compared(
    before: Facts, after: Facts, between: Unions, without: frozenset[str] = frozenset()
) -> Iterator[Difference]:
    """Yield how the facts of one parameter differ, but for the words in `without`.

    Of a branch only is told what does not follow from what is told of all: not that it came or went, for the values
    of the deciding parameter say so, and nothing that changed in every branch alike.
    """
    if not between.leads and repr(before) == repr(after):
        return  # almost all of them
    told = list(_plain(before, after, without))
    yield from told
    if "enum" not in {one.fact for one in told} and differs("branches", before.get("branches"), after.get("branches")):
        yield Difference("branches", before.get("branches"), after.get("branches"))
    moved = list(_moved(between.told(before, "when"), after.get("when", {}), between))
    yield from moved
    for one in _of_branches(before, after, between, [one.step for one in told]):
        if not moved or one.fact != "required":  # whether it must be there follows from where it can be
            yield one


def _plain(before: Facts, after: Facts, without: frozenset[str]) -> Iterator[Difference]:
    for word in sorted({*before, *after} - UNION - without):
        if differs(word, before.get(word), after.get(word)):
            yield Difference(word, before.get(word), after.get(word))


def _moved(old: dict[str, Any], new: dict[str, Any], between: Unions) -> Iterator[Difference]:
    for by in sorted({*old, *new} & between.common.keys()):
        every = between.common[by]
        before, after = (sorted(every.intersection(side.get(by, every))) for side in (old, new))
        if before != after:
            yield Difference("when", {by: before}, {by: after})


def _of_branches(before: Facts, after: Facts, between: Unions, told: list[list[Any]]) -> Iterator[Difference]:
    old, new = between.told(before, "variants"), after.get("variants", {})
    there = between.told(before, "when"), after.get("when", {})
    for by in sorted({*old, *new} & between.common.keys()):
        found: dict[str, tuple[Difference, list[str]]] = {}
        for value in sorted({*old.get(by, {}), *new.get(by, {})} & between.common[by]):
            if not all(value in when.get(by, (value,)) for when in there):
                continue
            one, other = old.get(by, {}).get(value, before), new.get(by, {}).get(value, after)
            for difference in _plain(one, other, frozenset()):
                if difference.step not in told:
                    found.setdefault(repr(difference), (difference, []))[1].append(value)
        for difference, values in found.values():
            yield difference._replace(where=(by, tuple(values)))
