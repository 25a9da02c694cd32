"""How shapes come together: composed (allOf), where later parts refine earlier ones, or as a union (oneOf, anyOf)."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from pinvet.api.shape import ABOUT, LOWER, UPPER, Facts, Shape, Union, typed, types_of

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence


def refined(base: Shape, over: Shape) -> Shape:
    """Return the shape of a value that has both shapes; where they differ, `over` is the more specific."""
    facts = base.facts | over.facts
    if "enum" in base.facts and "enum" in over.facts:
        both = [value for value in over.facts["enum"] if value in base.facts["enum"]]
        facts["enum"] = both or over.facts["enum"]
    properties = dict(base.properties)
    for name, shape in over.properties.items():
        properties[name] = refined(properties[name], shape) if name in properties else shape
    return Shape(
        facts,
        properties,
        tuple(dict.fromkeys(base.required + over.required)),
        _together(base.values, over.values, refined),
        _together(base.elements, over.elements, refined),
        (
            *(_each(one, lambda branch: refined(branch, over._replace(unions=()))) for one in base.unions),
            *(_each(one, lambda branch: refined(base._replace(unions=()), branch)) for one in over.unions),
        ),
    )


def _each(union: Union, change: Callable[[Shape], Shape]) -> Union:
    """Return a union with what stands beside it in each of its branches."""
    return Union(union.by, {value: change(branch) for value, branch in union.branches.items()})


def _together(one: Shape | None, two: Shape | None, join: Callable[[Shape, Shape], Shape]) -> Shape | None:
    if one is None or two is None:
        return two if one is None else one
    return join(one, two)


def united(branches: Sequence[Shape]) -> Shape:
    """Return the shape of a value that has the shape of one of the branches: all names, common demands."""
    properties: dict[str, list[Shape]] = {}
    for branch in branches:
        for name, shape in branch.properties.items():
            properties.setdefault(name, []).append(shape)
    values = [branch.values for branch in branches if branch.values is not None]
    elements = [branch.elements for branch in branches if branch.elements is not None]
    return Shape(
        _common([branch.facts for branch in branches]),
        {name: united(shapes) for name, shapes in properties.items()},
        tuple(name for name in branches[0].required if all(name in other.required for other in branches)),
        united(values) if values else None,
        united(elements) if elements else None,
    )


def _common(branches: Sequence[Facts]) -> Facts:
    facts: Facts = {}
    if all(types_of(branch) for branch in branches):
        facts |= typed(name for branch in branches for name in types_of(branch))
    for word, about in ABOUT.items():
        if about is None:
            continue
        concerned = [branch for branch in branches if not types_of(branch) or about & {*types_of(branch)}]
        told = [branch[word] for branch in concerned if word in branch]
        if told and len(told) == len(concerned):
            facts |= _loosest(word, told)
    for word in ("nullable", "map"):
        if any(branch.get(word) for branch in branches):
            facts[word] = True
    if "default" in branches[0] and all(branch.get("default") == branches[0]["default"] for branch in branches):
        facts["default"] = branches[0]["default"]
    return facts


def _loosest(word: str, told: Sequence[Any]) -> Facts:
    if word == "enum":
        return {word: list(dict.fromkeys(value for values in told for value in values))}
    if word in LOWER:
        return {word: min(told)}
    if word in UPPER:
        return {word: max(told)}
    return {word: told[0]} if all(value == told[0] for value in told) else {}
