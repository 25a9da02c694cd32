"""Unions of schemas: which parameter tells their branches apart, and what it tells of each parameter inside.

A parameter that only some branches have is marked `when`: by the dotted name of the parameter that decides, the values
with which it is there. Where branches differ in what they say of it, `variants` holds that by the same name and value.
The parameter that decides is marked with the `branches` it knows. What stands beside a union and in none of its
branches is `apart` from the parameter that decides there. A union that nothing tells apart is read as all of its
branches together.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from pinvet.api.shape import Facts, Shape, Union

Parameters = dict[str, dict[str, Any]]

MARKS: Final = ("when", "apart", "variants", "branches")
LOOSE: Final = ("default", "nullable", *MARKS)  # what a branch says of these is left to all branches together


def told_apart(discriminator: Any, parts: Sequence[Any], branches: Sequence[Shape]) -> tuple[Union, ...]:
    """Return the union of some branches by what tells them apart, which a description says or enums show."""
    from pinvet.api.shape import Union

    by, mapping = _said(discriminator)
    if by is None:
        by, mapping = _shown(branches), {}
    if by is None:
        return _of_one(branches)
    found: dict[str, Shape] = {}
    for part, branch in zip(parts, branches, strict=True):
        named = part.get("$ref") if isinstance(part, dict) else None
        values = [value for value, reference in mapping.items() if reference == named]
        found.update(dict.fromkeys(values or _words(branch, by), branch))
    every = {id(branch) for branch in branches} <= {id(branch) for branch in found.values()}
    return (Union(by, found),) if every and len(found) > 1 else ()


def _of_one(branches: Sequence[Shape]) -> tuple[Union, ...]:
    """Return the unions inside one branch that are decided by a parameter which no other branch has."""
    return tuple(
        union
        for branch in branches
        for union in branch.unions
        if not any(union.by in other.properties for other in branches if other is not branch)
    )


def _said(discriminator: Any) -> tuple[str | None, Mapping[str, Any]]:
    if not isinstance(discriminator, dict) or not isinstance(discriminator.get("propertyName"), str):
        return None, {}
    mapping = discriminator.get("mapping")
    return discriminator["propertyName"], mapping if isinstance(mapping, dict) else {}


def _shown(branches: Sequence[Shape]) -> str | None:
    """Return a parameter that every branch asks for, each with other values."""
    for name in branches[0].required:
        words = [_words(branch, name) for branch in branches if name in branch.required]
        if len(words) == len(branches) and all(words) and _disjoint(words):
            return name
    return None


def _words(branch: Shape, name: str) -> list[str]:
    inner = branch.properties.get(name)
    return [] if inner is None else [value for value in inner.facts.get("enum", ()) if isinstance(value, str)]


def _disjoint(words: Iterable[Sequence[str]]) -> bool:
    listed = [word for group in words for word in group]
    return len(listed) == len(set(listed))


def mark(found: Parameters, union: Union, prefix: str, branches: Mapping[str, Parameters]) -> None:
    """Mark the parameters under a union by what its branches, flattened, say of them; `prefix` leads to the union."""
    decides = prefix + union.by
    inner = {prefix + name for flat in branches.values() for name, facts in flat.items() if "branches" in facts}
    for name, facts in found.items():
        if not name.startswith(prefix):
            continue
        having = {value: flat[name[len(prefix) :]] for value, flat in branches.items() if name[len(prefix) :] in flat}
        if not having:
            inside = {one for one in inner if name.startswith(one.removesuffix(one.rpartition(".")[2]))}
            facts["apart"] = sorted({*facts.get("apart", ()), decides, *inside})
            continue
        if len(having) < len(branches):
            facts.setdefault("when", {})[decides] = sorted(having)
        for value, own in having.items() if name != decides else ():  # of its own value it says nothing new
            other = {word: fact for word, fact in own.items() if word not in LOOSE and facts.get(word) != fact}
            if other:
                facts.setdefault("variants", {}).setdefault(decides, {})[value] = other
        _inherit(facts, prefix, list(having.values()))
    if decides in found:
        found[decides]["branches"] = sorted(branches)


def _inherit(facts: Facts, prefix: str, branches: Sequence[Facts]) -> None:
    """Take over what unions further inside tell, as far as all branches agree on it."""
    for decides in set.intersection(*(set(one.get("when", ())) for one in branches)):
        values = {value for one in branches for value in one["when"][decides]}
        facts.setdefault("when", {})[prefix + decides] = sorted(values)
    for decides in set.intersection(*(set(one.get("apart", ())) for one in branches)):
        facts["apart"] = sorted({*facts.get("apart", ()), prefix + decides})
    for decides in set.intersection(*(set(one.get("variants", ())) for one in branches)):
        first = branches[0]["variants"][decides]
        agreed = {
            value: other
            for value, other in first.items()
            if all(one["variants"][decides].get(value) == other for one in branches)
        }
        if agreed:
            facts.setdefault("variants", {})[prefix + decides] = agreed
    if all("branches" in one for one in branches):
        facts["branches"] = sorted({value for one in branches for value in one["branches"]})


def led(facts: Facts, prefix: str) -> Facts:
    """Return the facts of an entity's parameter with deciding names from the entity on; `body.` leads out of it."""

    def seen(name: str) -> str:
        return name.removeprefix(prefix) if name.startswith(prefix) else f"body.{name}"

    marks: Facts = {
        word: {seen(name): told for name, told in facts[word].items()} for word in ("when", "variants") if word in facts
    }
    apart = {"apart": sorted(map(seen, facts["apart"]))} if "apart" in facts else {}
    return {**facts, **marks, **apart} if prefix else facts
