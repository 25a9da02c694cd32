"""What a schema says of one value, and how the parts of a composed schema come together.

A shape keeps what a linter can use: types, enums, bounds, names. Where a schema is composed (allOf), later parts
refine earlier ones. Where it is a union (oneOf, anyOf), its shape knows the names of all branches and asks only for
what every branch asks for; where a parameter tells the branches apart, they are kept beside it (unions.py).
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

Facts = dict[str, Any]

NUMBERS: Final = frozenset({"integer", "number"})
STRINGS: Final = frozenset({"string"})
ARRAYS: Final = frozenset({"array"})
# Each keyword that is taken over, and the types it speaks about: a branch of a union that has none of these
# types has no say in it. None: it speaks about every value, and is joined in a way of its own.
ABOUT: Final[Mapping[str, frozenset[str] | None]] = {
    "type": None,
    "enum": NUMBERS | STRINGS | {"boolean"},
    "pattern": STRINGS,
    "format": NUMBERS | STRINGS,
    "minimum": NUMBERS,
    "maximum": NUMBERS,
    "exclusiveMinimum": NUMBERS,
    "exclusiveMaximum": NUMBERS,
    "minLength": STRINGS,
    "maxLength": STRINGS,
    "minItems": ARRAYS,
    "maxItems": ARRAYS,
    "default": None,
    "nullable": None,
}
# What a keyword holds. An exclusive bound is a switch in OpenAPI 3.0 and a number in 3.1.
HELD: Final[Mapping[str, tuple[type, ...]]] = {
    "type": (str, list),
    "enum": (list,),
    "pattern": (str,),
    "format": (str,),
    "minimum": (int, float),
    "maximum": (int, float),
    "exclusiveMinimum": (bool, int, float),
    "exclusiveMaximum": (bool, int, float),
    "minLength": (int,),
    "maxLength": (int,),
    "minItems": (int,),
    "maxItems": (int,),
    "nullable": (bool,),
}
LOWER: Final = frozenset({"minimum", "exclusiveMinimum", "minLength", "minItems"})
UPPER: Final = frozenset({"maximum", "exclusiveMaximum", "maxLength", "maxItems"})
JSON_TYPES: Final = {str: "string", bool: "boolean", int: "integer", float: "number"}


class Shape(NamedTuple):
    """What is known of one value: its facts, and the shapes of its members, map values and list elements."""

    facts: Facts
    properties: dict[str, Shape]
    required: tuple[str, ...] = ()
    values: Shape | None = None
    elements: Shape | None = None
    unions: tuple[Union, ...] = ()


class Union(NamedTuple):
    """A union whose branches one parameter tells apart: its name, and the whole shape for each of its values."""

    by: str
    branches: dict[str, Shape]


OPEN: Final = Shape({"type": "object", "map": True}, {})


def misused(schema: Mapping[str, Any]) -> str | None:
    """Return the first keyword of a schema that does not hold what it should."""
    for word, held in HELD.items():
        value = schema.get(word, ...)
        if value is not ... and (not isinstance(value, held) or (isinstance(value, bool) and bool not in held)):
            return word
    names = schema.get("type")
    wrong = isinstance(names, list) and not all(isinstance(name, str) for name in names)
    return "type" if wrong else None


def facts_of(schema: Mapping[str, Any]) -> Facts:
    """Return the keywords of one schema, in the spelling of the table whichever OpenAPI version it has."""
    facts = {word: schema[word] for word in ABOUT if word in schema}
    for limit in ("minimum", "maximum"):
        exclusive = f"exclusive{limit.capitalize()}"
        if isinstance(facts.get(exclusive), bool) and facts.pop(exclusive) and limit in facts:
            facts[exclusive] = facts.pop(limit)
    if "const" in schema:
        facts["enum"] = [schema["const"]]
    if "enum" in facts:
        values = facts["enum"]
        facts["enum"] = [value for value in values if isinstance(value, str | int | float)]
        if None in values:
            facts.setdefault("nullable", True)
        if "type" not in facts:
            facts |= typed(JSON_TYPES[type(value)] for value in facts["enum"])
    if isinstance(facts.get("type"), list):
        facts |= typed(facts.pop("type"))
    if facts.get("default", ...) is None:
        del facts["default"]
    return facts


def typed(names: Iterable[str]) -> Facts:
    """Return the type that covers some type names: one name, or a sorted list; null is told as nullable."""
    named = set(names)
    facts: Facts = {"nullable": True} if "null" in named else {}
    named.discard("null")
    if "number" in named:
        named.discard("integer")
    if named:
        facts["type"] = named.pop() if len(named) == 1 else sorted(named)
    return facts


def types_of(facts: Mapping[str, Any]) -> tuple[str, ...]:
    """Return the type names that a value may have; empty if nothing is said."""
    kind = facts.get("type", ())
    return (kind,) if isinstance(kind, str) else tuple(kind)
