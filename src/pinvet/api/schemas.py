"""Schemas of an API description, with references and compositions resolved into one shape per value.

A reference from a schema back into itself ends in an open object, whose members are not known.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from pinvet.api.error import ApiTableError
from pinvet.api.join import refined, united
from pinvet.api.shape import OPEN, Shape, facts_of, misused
from pinvet.api.unions import told_apart

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

MAX_DEPTH: Final = 64
MAX_WORK: Final = 250_000


def step(name: object) -> str:
    """Write one key as a step of a JSON Pointer."""
    return str(name).replace("~", "~0").replace("/", "~1")


class Schemas:
    """The schemas of one description. `source` names the file in messages; places in it are JSON Pointers."""

    __slots__ = ("_cache", "_cut", "_depth", "_root", "_work", "source")

    def __init__(self, root: Mapping[str, Any], source: str) -> None:
        self.source = source
        self._root = root
        self._cache: dict[str, Shape] = {}
        self._cut: set[str] = set()
        self._work = 0
        self._depth = 0

    def error(self, at: str, message: str) -> ApiTableError:
        """Return an error that stands at a pointer of this description."""
        return ApiTableError(f"{self.source}: at {at or '/'}: {message}")

    def follow(self, node: Any, at: str) -> tuple[dict[str, Any], str]:
        """Return the object that a node is or refers to, and where it stands; for anything but schemas."""
        seen: set[str] = set()
        while isinstance(node, dict) and "$ref" in node:
            reference = self._reference(node, at)
            if reference in seen:
                raise self.error(at, f"$ref {reference} leads back to itself")
            seen.add(reference)
            node, at = self._lookup(reference, at), reference[1:]
        if not isinstance(node, dict):
            raise self.error(at, "expected an object here")
        return node, at

    def json_body(self, node: Any, at: str) -> tuple[Shape, str] | None:
        """Return the shape of the JSON that a request or an answer holds, and where it stands; None without JSON."""
        owner, where = self.follow(node, at)
        content, _ = self.follow(owner.get("content", {}), f"{where}/content")
        media = next((name for name in content if str(name).split(";")[0].endswith("json")), None)
        if media is None:
            return None
        entry, where = self.follow(content[media], f"{where}/content/{step(media)}")
        return self.shape(entry.get("schema", {}), f"{where}/schema"), where

    def shape(self, schema: Any, at: str, stack: tuple[str, ...] = ()) -> Shape:
        """Return the shape of the schema at a pointer; `stack` holds the references that led to it."""
        if schema is True:
            return Shape({}, {})
        if not isinstance(schema, dict):
            raise self.error(at, "expected a schema, which is an object")
        self._work += 1
        self._depth += 1
        if self._work > MAX_WORK or self._depth > MAX_DEPTH:
            raise self.error(at, "the schemas are nested too deeply or too many for an API description")
        shape = Shape({}, {})
        if "$ref" in schema:
            shape = self._referred(self._reference(schema, at), at, stack)
        for part, where in self._parts(schema, "allOf", at):
            shape = refined(shape, self.shape(part, where, stack))
        for word in ("oneOf", "anyOf"):
            parts = list(self._parts(schema, word, at))
            branches = [self.shape(part, where, stack) for part, where in parts]
            if branches:
                told = told_apart(schema.get("discriminator"), [part for part, _ in parts], branches)
                shape = refined(shape, united(branches)._replace(unions=told))
        shape = refined(shape, self._own(schema, at, stack))
        self._depth -= 1
        return shape

    def _own(self, schema: dict[str, Any], at: str, stack: tuple[str, ...]) -> Shape:
        members, required = schema.get("properties", {}), schema.get("required", [])
        extra, items = schema.get("additionalProperties"), schema.get("items")
        if not isinstance(members, dict):
            raise self.error(f"{at}/properties", "expected an object of schemas")
        if not isinstance(required, list):
            raise self.error(f"{at}/required", "expected a list of names")
        wrong = misused(schema)
        if wrong is not None:
            raise self.error(f"{at}/{wrong}", f"{wrong} holds a value that it cannot have in a schema")
        facts = facts_of(schema)
        if extra is True or isinstance(extra, dict):
            facts["map"] = True
        return Shape(
            facts,
            {str(name): self.shape(part, f"{at}/properties/{step(name)}", stack) for name, part in members.items()},
            tuple(map(str, required)),
            self.shape(extra, f"{at}/additionalProperties", stack) if isinstance(extra, dict) else None,
            None if items is None else self.shape(items, f"{at}/items", stack),
        )

    def _parts(self, schema: dict[str, Any], word: str, at: str) -> Iterator[tuple[Any, str]]:
        parts = schema.get(word, [])
        if not isinstance(parts, list):
            raise self.error(f"{at}/{word}", "expected a list of schemas")
        for index, part in enumerate(parts):
            yield part, f"{at}/{word}/{index}"

    def _referred(self, reference: str, at: str, stack: tuple[str, ...]) -> Shape:
        if reference in stack:
            self._cut.add(reference)
            return OPEN
        if reference not in self._cache:
            before, self._cut = self._cut, set()
            found = self.shape(self._lookup(reference, at), reference[1:], (*stack, reference))
            cut = self._cut - {reference}
            self._cut = before | cut
            if cut:  # reached another way, the part that was cut off here would be known
                return found
            self._cache[reference] = found
        return self._cache[reference]

    def _reference(self, node: dict[str, Any], at: str) -> str:
        reference = node["$ref"]
        if not isinstance(reference, str) or not reference.startswith("#/"):
            raise self.error(at, "$ref leads out of this file; bundle the description into one file")
        return reference

    def _lookup(self, reference: str, at: str) -> Any:
        node: Any = self._root
        for part in reference[2:].split("/"):
            key = part.replace("~1", "/").replace("~0", "~")
            if not isinstance(node, dict) or key not in node:
                raise self.error(at, f"$ref {reference} names nothing in this file")
            node = node[key]
        return node
