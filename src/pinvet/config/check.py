"""A configuration against its key table: every mistake, each at the path where it stands.

jsonschema would do this too, but importing it costs more time than the rest of a run.
"""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING, Any, Final, NamedTuple

from pinvet.text.words import nearest

if TYPE_CHECKING:
    from collections.abc import Iterator

_NAMES: Final = {
    "string": "a text in quotes",
    "boolean": "true or false",
    "integer": "a whole number",
    "array": "a list",
    "object": "a table",
}
_TYPES: Final[dict[str, type]] = {
    "string": str,
    "boolean": bool,
    "integer": int,
    "array": list,
    "object": dict,
}
_LONGEST_SHOWN: Final = 60


class Fault(NamedTuple):
    """What is wrong at a path of the configuration."""

    path: tuple[str | int, ...]
    message: str
    hint: str | None = None


def faults(value: object, schema: dict[str, Any], path: tuple[str | int, ...] = ()) -> Iterator[Fault]:
    """Yield what is wrong with a value under a schema of the key table, deepest places included."""
    wanted = schema["type"]
    if not isinstance(value, _TYPES[wanted]) or (wanted == "integer" and isinstance(value, bool)):
        yield Fault(path, f"{_name(path)} must be {_NAMES[wanted]}", _example(schema))
    elif isinstance(value, dict):
        yield from _table_faults(value, schema, path)
    elif isinstance(value, list):
        if len(value) < schema.get("minItems", 0):
            yield Fault(path, f"{_name(path)} must not be an empty list")
        for index, item in enumerate(value):
            yield from faults(item, schema["items"], (*path, index))
    elif isinstance(value, str):
        yield from _text_faults(value, schema, path)
    elif isinstance(value, int) and value < schema.get("minimum", value):
        yield Fault(path, f"{_name(path)} must be at least {schema['minimum']}")


def _table_faults(table: dict[str, Any], schema: dict[str, Any], path: tuple[str | int, ...]) -> Iterator[Fault]:
    known: dict[str, Any] = schema.get("properties", {})
    others = schema["additionalProperties"]
    for key, value in table.items():
        if key in known or others:
            yield from faults(value, known.get(key, others), (*path, key))
        else:
            yield Fault((*path, key), f"unknown key {quoted(key)}", _did_you_mean(key, list(known)))
    for key in schema.get("required", ()):
        if key not in table:
            yield Fault(path, f"the key {quoted(key)} is missing from {_name(path)}", known[key]["description"])


def _text_faults(text: str, schema: dict[str, Any], path: tuple[str | int, ...]) -> Iterator[Fault]:
    choices: list[str] | None = schema.get("enum")
    if choices and text not in choices:
        message = f"{_name(path)} must be {', '.join(choices[:-1])} or {choices[-1]}, not {quoted(text)}"
        near = nearest(text, choices)
        yield Fault(path, message, f"did you mean {quoted(near)}?" if near else None)
    elif len(text) < schema.get("minLength", 0):
        yield Fault(path, f"{_name(path)} must not be empty")
    elif "pattern" in schema and not is_version(text):
        yield Fault(path, f"{_name(path)} must be a version such as 5.28, not {quoted(text)}")
    elif schema.get("format") == "json-pointer" and not text.startswith("/"):
        yield Fault(path, f"{_name(path)} must be a JSON Pointer, which starts with a slash, not {quoted(text)}")
    elif schema.get("format") == "date" and not is_date(text):
        yield Fault(path, f"{_name(path)} must be a day written YYYY-MM-DD, not {quoted(text)}")


def is_version(text: str) -> bool:
    """Tell whether a text is a version as `VERSION_PATTERN` writes it: two numbers with a point between."""
    parts = text.split(".")
    return len(parts) == 2 and all(part.isascii() and part.isdigit() for part in parts)


def is_date(text: str) -> bool:
    """Tell whether a text is a day that exists, written YYYY-MM-DD."""
    try:
        return len(text) == 10 and dt.date.fromisoformat(text).isoformat() == text
    except ValueError:
        return False


def quoted(text: str) -> str:
    """Write a word out of a configuration so that it cannot steer a terminal: quoted, escaped, and cut."""
    return repr(text if len(text) <= _LONGEST_SHOWN else text[:_LONGEST_SHOWN] + "...")


def _name(path: tuple[str | int, ...]) -> str:
    """Name a place in words: a key in quotes, an element by its 1-based number."""
    keys = [step for step in path if isinstance(step, str)]
    if not keys:
        return "the configuration"
    if isinstance(path[-1], int):
        return f"entry {path[-1] + 1} of {quoted(keys[-1])}"
    return quoted(keys[-1])


def _example(schema: dict[str, Any]) -> str | None:
    """Write the first example of a key as TOML would, where that is short."""
    import json

    examples = schema.get("examples", ())
    if not examples or schema["type"] not in ("array", "string"):
        return None
    if schema["type"] == "array" and not all(isinstance(item, str) for item in examples[0]):
        return None
    return f"for example {json.dumps(examples[0])}"


def _did_you_mean(word: str, words: list[str]) -> str:
    near = nearest(word, words)
    return f"did you mean {quoted(near)}?" if near else f"known: {', '.join(sorted(words))}"
