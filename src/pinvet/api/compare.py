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
    """A fact that changed, from what to what, and for which values of which deciding parameters; none for all."""

    fact: str
    before: Any
    after: Any
    where: tuple[Where, ...] = ()

    @property
    def likeness(self) -> list[Any]:
        """What two differences that are the same share.

        Names of deciding parameters lead through the body of an operation, so only their last parts count.
        """
        where = [[last(by), values] for by, values in self.where]
        if self.fact == "when":
            return [where, sorted([last(by), told, self.after[by]] for by, told in self.before.items())]
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


def shifts(one: Difference) -> tuple[Shift, ...]:
    """Return what a difference of `when` says, by each of the parameters that decide."""
    sides = [(by, frozenset(before), frozenset(one.after[by])) for by, before in one.before.items()]
    return tuple(Shift(by, before - after, after - before) for by, before, after in sides)


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
        nowhere = dict.fromkeys(facts.get("apart", ()), ()) if word == "when" else {}
        return {self.leads.get(by, by): told for by, told in {**nowhere, **facts.get(word, {})}.items()}


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
    of the deciding parameter say so, and nothing that changed in every branch alike. Nor is told of all what follows
    from a branch: that a limit is looser now, since one of them has a looser one.
    """
    if not between.leads and repr(before) == repr(after):
        return  # almost all of them
    plain = list(_plain(before, after, without))
    sides = Branches(between.told(before, "variants"), after.get("variants", {}), before, after, between)
    branches = list(_of_branches(sides, [one.step for one in plain]))
    follows = {one.fact for one in plain if any(one.fact == other.fact for other in branches) and sides.tell(one)}
    told = [one for one in plain if one.fact not in follows]
    yield from told
    if "enum" not in {one.fact for one in told} and differs("branches", before.get("branches"), after.get("branches")):
        yield Difference("branches", before.get("branches"), after.get("branches"))
    moved = list(_moved(*sides.there, between))
    yield from moved
    for one in branches:
        if not moved or one.fact != "required":  # whether it must be there follows from where it can be
            yield one


def _plain(before: Facts, after: Facts, without: frozenset[str]) -> Iterator[Difference]:
    for word in sorted({*before, *after} - UNION - without):
        if differs(word, before.get(word), after.get(word)):
            yield Difference(word, before.get(word), after.get(word))


def _moved(old: dict[str, Any], new: dict[str, Any], between: Unions) -> Iterator[Difference]:
    """Yield, as one difference, in which branches of all unions a parameter was and is."""
    before: dict[str, list[str]] = {}
    after: dict[str, list[str]] = {}
    for by in sorted({*old, *new} & between.common.keys()):
        every = between.common[by]
        was, now = (sorted(every.intersection(side.get(by, every))) for side in (old, new))
        if was != now:
            before[by], after[by] = was, now
    if before:
        yield Difference("when", before, after)


class Branches(NamedTuple):
    """What the branches of unions say of one parameter, before and after, beside what holds for all."""

    old: Mapping[str, Any]
    new: Mapping[str, Any]
    before: Facts
    after: Facts
    between: Unions

    @property
    def there(self) -> tuple[dict[str, Any], dict[str, Any]]:
        """In which branches the parameter was and is."""
        return self.between.told(self.before, "when"), self.between._replace(leads={}).told(self.after, "when")

    def each(self, by: str) -> Iterator[tuple[str, Facts, Facts]]:
        """Yield the branches that stayed and have the parameter, with its facts in them before and after."""
        for value in sorted(self.between.common[by]):
            if all(value in when.get(by, (value,)) for when in self.there):
                old, new = self.old.get(by, {}), self.new.get(by, {})
                yield value, old.get(value, self.before), new.get(value, self.after)

    def tell(self, one: Difference) -> bool:
        """Tell whether the branches of a union alone make a fact what it was for all, and what it is."""
        return any(
            _made(one.fact, one.before, [old for _, old, _ in self.each(by)])
            and _made(one.fact, one.after, [new for _, _, new in self.each(by)])
            for by in {*self.old, *self.new} & self.between.common.keys()
        )


def _made(fact: str, whole: Any, branches: list[Facts]) -> bool:
    """Tell whether a fact of all branches together is one of theirs, or is made of theirs."""
    told = [branch.get(fact) for branch in branches]
    if isinstance(whole, list):
        every = [item for one in told for item in (one if isinstance(one, list) else [one])]
        return written(fact, whole) == written(fact, list(dict.fromkeys(every)))
    return any(not differs(fact, whole, one) for one in told)


def _of_branches(sides: Branches, told: list[list[Any]]) -> Iterator[Difference]:
    """Yield what changed in branches; the same in several, of whichever union, is one difference."""
    found: dict[str, tuple[Difference, dict[str, list[str]]]] = {}
    for by in sorted({*sides.old, *sides.new} & sides.between.common.keys()):
        for value, one, other in sides.each(by):
            for difference in _plain(one, other, frozenset()):
                if difference.step not in told:
                    found.setdefault(repr(difference), (difference, {}))[1].setdefault(by, []).append(value)
    for difference, where in found.values():
        yield difference._replace(where=tuple((by, tuple(values)) for by, values in where.items()))
