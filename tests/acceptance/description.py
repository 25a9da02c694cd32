"""The official API description, and our overlay, as JSON Schema; and bodies drawn from them, all of them valid."""

from __future__ import annotations

import copy
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final, NamedTuple

import jsonschema_rs
import pytest

from pinvet.api.data import data_dir
from pinvet.api.read import read_value

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence
    from random import Random

Schema = dict[str, Any]
At = tuple[str | int, ...]

OFFICIAL: Final = Path(__file__).parents[3] / "shared" / "reference" / "openapi-5.23.0.yaml"
OVERLAY: Final = data_dir("schemas") / "api" / "overlay-5.28.json"
needs_official = pytest.mark.skipif(not OFFICIAL.is_file(), reason="the official description is not here")
KEPT: Final = (
    "type", "enum", "pattern", "minimum", "maximum", "minLength", "maxLength", "minItems", "maxItems", "required",
)  # fmt: skip
EXCLUSIVE: Final = {"exclusiveMinimum": "minimum", "exclusiveMaximum": "maximum"}
FREE: Final = "free"  # a name in a map
TEXTS: Final = ("some text", "Été 2027", "a-b_c", "7 lamps")


@lru_cache
def description(path: Path) -> Schema:
    """Return a description."""
    read = read_value(path)
    assert isinstance(read, dict)
    return read


class Described:
    """A description whose schemas are looked up; `given` are the values that parameters have by dotted name."""

    def __init__(self, path: Path, given: Mapping[str, Sequence[Any]] | None = None) -> None:
        self.root = description(path)
        self.given = given or {}

    def follow(self, node: Any) -> Any:
        """Return what a node is or refers to."""
        while isinstance(node, dict) and "$ref" in node:
            found: Any = self.root
            for step in node["$ref"].split("/")[1:]:
                found = found[step]
            node = found
        return node

    def operations(self) -> Iterator[tuple[str, str, Schema]]:
        """Yield method, path and description of each operation, its parameters with those of its path."""
        for path, entry in self.root["paths"].items():
            for method in ("get", "put", "post", "delete", "patch"):
                if method in entry:
                    parameters = [*entry.get("parameters", ()), *entry[method].get("parameters", ())]
                    yield method.upper(), path, {**entry[method], "parameters": list(map(self.follow, parameters))}

    def content(self, operation: Schema) -> Schema | None:
        """Return what is told of an operation's JSON body: its schema and its examples."""
        found: Schema | None = self.follow(operation.get("requestBody", {})).get("content", {}).get("application/json")
        return found

    def validator(self, schema: Schema) -> jsonschema_rs.Draft202012Validator:
        """Return the validator of a schema of the description."""
        schemas = {name: strict(one) for name, one in self.root["components"]["schemas"].items()}
        return jsonschema_rs.Draft202012Validator({**strict(schema), "components": {"schemas": schemas}})

    def resolved(self, schema: Schema, random: Random) -> Schema:
        """Return a schema without references and compositions; of a union, one branch."""
        schema = self.follow(schema)
        plain = {word: copy.copy(one) for word, one in schema.items() if word not in ("allOf", "oneOf", "anyOf")}
        parts = list(schema.get("allOf", ()))
        parts += [self.branch(schema, word, random) for word in ("oneOf", "anyOf") if word in schema]
        for part in parts:
            _join(plain, self.resolved(part, random))
        return plain

    def branch(self, schema: Schema, word: str, random: Random) -> Schema:
        """Return one branch of a union, which says with which value of its discriminator it is meant."""
        by, mapping = told(schema)
        if by is None:
            chosen: Schema = random.choice(schema[word])
            return chosen
        value = random.choice(sorted(mapping))
        return {"allOf": [{"$ref": mapping[value]}, {"properties": {by: {"enum": [value]}}}]}


def strict(schema: Any) -> Any:
    """Write a schema of OpenAPI 3.0 as JSON Schema. Free names are left free: they are judged for themselves."""
    if not isinstance(schema, dict):
        return schema
    if "$ref" in schema:
        return {"$ref": schema["$ref"]}
    out: Schema = {word: schema[word] for word in KEPT if word in schema}
    for word, bound in EXCLUSIVE.items():
        if schema.get(word) is True:
            out[word] = out.pop(bound)
        elif word in schema:
            out[word] = schema[word]
    if "enum" in out:
        out["enum"] = [word for word in out["enum"] if word is not None]
    if "properties" in schema:
        out["properties"] = {name: strict(one) for name, one in schema["properties"].items()}
    for word in ("additionalProperties", "items"):
        if isinstance(schema.get(word), dict):
            out[word] = strict(schema[word])
    parts = [strict(one) for one in schema.get("allOf", ())]
    parts += [_union(schema, word) for word in ("oneOf", "anyOf") if word in schema]
    if parts:
        out["allOf"] = parts
    null = schema.get("nullable", None in schema.get("enum", ()))
    return {"anyOf": [{"type": "null"}, out]} if null else out


def _union(schema: Schema, word: str) -> Schema:
    """Return a union as what its discriminator makes of it, or else as any of its branches."""
    by, mapping = told(schema)
    if by is None:
        return {"anyOf": [strict(one) for one in schema[word]]}
    said = {"properties": {by: {"enum": list(mapping)}}, "required": [by]}
    branches = [
        {"if": {"properties": {by: {"const": value}}, "required": [by]}, "then": {"$ref": reference}}
        for value, reference in mapping.items()
    ]
    return {"allOf": [said, *branches]}


def told(schema: Schema) -> tuple[str | None, dict[str, str]]:
    """Return the parameter that tells the branches of a union apart, and what its values mean."""
    discriminator = schema.get("discriminator", {})
    return discriminator.get("propertyName"), discriminator.get("mapping", {})


def _join(plain: Schema, other: Schema) -> None:
    """Take what another part of a composition says into a schema."""
    for word, one in other.items():
        if word == "properties":
            members = plain.setdefault("properties", {})
            for name, inner in one.items():
                members[name] = {"allOf": [members[name], inner]} if name in members else inner
        elif word == "required":
            plain["required"] = sorted({*plain.get("required", ()), *one})
        elif word == "enum" and "enum" in plain:
            plain["enum"] = [value for value in plain["enum"] if value in one]
        else:
            plain.setdefault(word, one)


class Place(NamedTuple):
    """A value in a body: where it stands, and its schema with compositions resolved."""

    at: At
    schema: Schema

    @property
    def name(self) -> str:
        """The dotted name, from the body on."""
        return ".".join("*" if isinstance(step, int) else step for step in self.at)

    @property
    def is_closed(self) -> bool:
        """Whether it is an object whose names are all known."""
        return bool(self.schema.get("properties")) and not self.schema.get("additionalProperties")


class Draft:
    """A valid body drawn from a schema, with all the places in it; `often` says how likely what is optional is."""

    def __init__(self, described: Described, schema: Schema, random: Random, often: float) -> None:
        self._described = described
        self._random = random
        self._often = often
        self.places: list[Place] = []
        self.body = self._value(schema, ())

    def _value(self, schema: Schema, at: At) -> Any:
        random = self._random
        place = Place(at, self._described.resolved(schema, random))
        self.places.append(place)
        plain, given = place.schema, self._described.given.get(place.name)
        if given:
            return random.choice(given)
        if "enum" in plain:
            return random.choice([word for word in plain["enum"] if word is not None])
        kind = plain.get("type")
        if kind == "object" or (kind is None and "properties" in plain):
            return self._object(plain, at)
        if kind == "array":
            size = random.randint(max(plain.get("minItems", 0), 1), max(plain.get("minItems", 0), 2))
            size = min(size, plain.get("maxItems", size))
            return [self._value(plain.get("items", {}), (*at, index)) for index in range(size)]
        if kind == "boolean":
            return random.random() < 0.5
        return self._number(plain) if kind in ("integer", "number") else _text(plain, random)

    def _object(self, plain: Schema, at: At) -> Schema:
        found: Schema = {}
        for name, inner in plain.get("properties", {}).items():
            wanted = name in plain.get("required", ()) or Place((*at, name), {}).name in self._described.given
            if wanted or self._random.random() < self._often:
                found[name] = self._value(inner, (*at, name))
        values = plain.get("additionalProperties")
        if isinstance(values, dict) and (not found or self._random.random() < self._often):
            found[FREE] = self._value(values, (*at, FREE))
        return found

    def _number(self, plain: Schema) -> float:
        low, high = plain.get("minimum", 1_000_000), plain.get("maximum", 30_000_000)
        low = min(low, high)
        if plain["type"] == "number" and high - low <= 1:
            return float(low + high) / 2
        whole = self._random.randint(int(low), int(high))
        return whole if plain["type"] == "integer" or self._random.random() < 0.5 else min(whole + 0.5, high)


def _text(plain: Schema, random: Random) -> str:
    """Return a text that fits a pattern of the description."""
    pattern = plain.get("pattern", "")
    if "a-z" in pattern:
        return "abc123"
    if "http" in pattern:
        return "https://example.com/a.csv"
    if "[0-5][0-9]" in pattern:
        return "07:30"
    if "T(" in pattern:
        return "2026-11-21T07:30:00.000Z"
    if r"\d{4}" in pattern or plain.get("format") == "date":
        return f"2026-11-{random.randint(10, 30)}"
    if r"\d+" in pattern or "[0-9]+" in pattern:
        return str(random.randint(10**9, 10**14))
    return random.choice(TEXTS)[: plain.get("maxLength", 99)]
