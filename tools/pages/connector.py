"""The words of the API in the schema of a connector's configuration, so that an editor can offer them."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

from pinvet.routing import CONNECTOR

if TYPE_CHECKING:
    from pinvet.api.table import Table


def with_words(text: str, table: Table) -> str:
    """Return the schema with the words that the API table lists for each parameter; all else is written by hand."""
    schema: dict[str, Any] = json.loads(text)
    for name, parameter in table.operation(CONNECTOR).parameters.items():
        words = parameter.enum or (parameter.items.enum if parameter.items is not None else None)
        if words is not None:
            _words_of(_at(schema, name))["enum"] = list(words)
    return json.dumps(schema, indent=2, ensure_ascii=False) + "\n"


def _at(schema: dict[str, Any], name: str) -> dict[str, Any]:
    """Return the part of the schema that is about a parameter, by its dotted name."""
    for step in name.split("."):
        schema = schema["items"] if step == "*" else schema["properties"][step]
    return schema


def _words_of(part: dict[str, Any]) -> dict[str, Any]:
    """Return where the words of a parameter stand: beside the placeholders that may stand there too."""
    first: dict[str, Any] = part.get("items", part)["anyOf"][0]
    return first
