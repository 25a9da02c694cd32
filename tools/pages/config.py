"""The schema of the configuration as a page."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

from pages.markdown import NOTE, code, fenced, listing, one_line, page, table

if TYPE_CHECKING:
    from collections.abc import Iterator

TYPES = {"string": "a text", "boolean": "true or false", "integer": "a whole number"}


OPENING = """\
The nearest `pinvet.toml`, or `pyproject.toml` with a table `[tool.pinvet]`, from the current folder up to the root of
the repository. `pinvet init` writes one, and `pinvet check --show-settings` prints every setting with the place that
it comes from."""


def config(schema: dict[str, Any]) -> str:
    """Return the page with every key: what it holds, what it means, its default, and an example."""
    keys = schema["properties"]
    rows = [(f"[{code(key)}](#{key})", _holds(spec), _default(spec)) for key, spec in keys.items()]
    blocks = [
        [NOTE],
        ["# Configuration"],
        OPENING.split("\n"),
        [one_line(schema["description"])],
        table(("key", "holds", "default"), rows),
    ]
    for key, spec in keys.items():
        blocks += _key(key, spec)
    return page(*blocks)


def _key(key: str, spec: dict[str, Any]) -> Iterator[list[str]]:
    yield [f"## {key}"]
    yield [one_line(spec["description"])]
    entry = spec.get("items", {}).get("properties")
    if entry:
        yield table(
            ("key", "holds", "meaning"), [(code(k), _holds(s), one_line(s["description"])) for k, s in entry.items()]
        )
    if "examples" in spec or "default" in spec:
        example = spec["examples"][0] if "examples" in spec else spec["default"]
        yield fenced("\n".join(_toml(key, example)), "toml")


def _holds(spec: dict[str, Any]) -> str:
    if "enum" in spec:
        return listing(map(code, spec["enum"]), "or")
    if spec["type"] == "array":
        items = spec["items"]
        return "tables" if items["type"] == "object" else "a list of texts"
    if spec["type"] == "object":
        values = spec["additionalProperties"]
        if not values:
            return "a table of " + listing(map(code, spec["properties"]), "and")
        return "a table of " + (_holds(values) if "enum" in values else "texts")
    return TYPES[spec["type"]] + (", as a date" if spec.get("format") == "date" else "")


def _default(spec: dict[str, Any]) -> str:
    return code(_value(spec["default"])) if "default" in spec else ""


def _toml(key: str, value: Any) -> Iterator[str]:
    """Yield an example as TOML; the texts in it are those of JSON, and so are lists of them."""
    if isinstance(value, dict):
        yield f"[{key}]"
        yield from (f"{_bare(name)} = {_value(item)}" for name, item in value.items())
    elif isinstance(value, list) and value and isinstance(value[0], dict):
        for entry in value:
            yield f"[[{key}]]"
            yield from (f"{name} = {_value(item)}" for name, item in entry.items())
    else:
        yield f"{key} = {_value(value)}"


def _bare(name: str) -> str:
    return name if name.replace("-", "").replace("_", "").isalnum() else json.dumps(name)


def _value(value: Any) -> str:
    return json.dumps(value)
