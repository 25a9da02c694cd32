"""Whether a value has the JSON type that the API takes."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from pinvet.checks.kinds.kind import put

if TYPE_CHECKING:
    from pinvet.checks.problem import Problem
    from pinvet.checks.structure.part import Part

WORDS: Final = {
    "string": "a text",
    "integer": "a whole number",
    "number": "a number",
    "boolean": "true or false",
    "array": "a list",
    "object": "an object",
}
SWITCHES: Final = {"true": True, "false": False}


def has_type(value: Any, name: str) -> bool:
    """Tell whether a value has a type by its JSON Schema name; 5.0 is a whole number."""
    if isinstance(value, bool):
        return name == "boolean"
    if isinstance(value, int):
        return name in ("integer", "number")
    if isinstance(value, float):
        return name == "number" or (name == "integer" and value.is_integer())
    if isinstance(value, str):
        return name == "string"
    return name == ("array" if isinstance(value, list) else "object")


def judge(part: Part) -> Problem | None:
    """Return the problem with a value of another type; one that is empty in the wrong way is a warning."""
    types = part.known.types
    if not types or any(has_type(part.value, name) for name in types):
        return None
    due = " or ".join(WORDS.get(name, name) for name in types)
    if part.value in ("", [], {}):
        message = f"{part.says()}, expected {due}; leave it out where nothing is meant"
        return part.problem(message, "warning")
    return part.problem(f"{part.says()}, expected {due}{_hint(part)}", **_fix(part))


def _hint(part: Part) -> str:
    types, value = part.known.types, part.value
    if "array" in types and not isinstance(value, (list, dict)):
        return "; put it in brackets, also if it is one"
    if "array" in types and isinstance(value, dict):
        return ", each an object; put this one in brackets" if _holds_objects(part) else ""
    if types == ("object",) and isinstance(value, list) and len(value) == 1:
        return "; take the brackets away"
    if types == ("string",) and not isinstance(value, (list, dict)):
        return "; put it in quotes"
    return "; take the quotes away" if isinstance(value, str) and _unquoted(part) is not None else ""


def _fix(part: Part) -> dict[str, Any]:
    """Return the fix of a value that means the right thing in the wrong type."""
    types, value = part.known.types, part.value
    if "array" in types and isinstance(value, dict) and _holds_objects(part):
        return part.put([value], "put it in brackets")
    items = part.known.items
    if "array" in types and items is not None and any(has_type(value, name) for name in items.types):
        return part.put([value], "put it in brackets")
    if isinstance(value, str):
        plain = _unquoted(part)
        if isinstance(plain, bool):  # what is written there says no more than the word true or false
            return put(part.pointer, plain, "take the quotes away", there=True)
        return {} if plain is None else part.put(plain, "take the quotes away")
    if types == ("string",) and isinstance(value, int) and not isinstance(value, bool):
        return part.put(str(value), "put it in quotes")
    return {}


def _holds_objects(part: Part) -> bool:
    return part.known.items is not None and "object" in part.known.items.types


def _unquoted(part: Part) -> Any:
    """Return the number or switch that a text writes, where its parameter takes one; else None."""
    types, text = part.known.types, part.value
    if "boolean" in types and text.lower() in SWITCHES:
        return SWITCHES[text.lower()]
    digits = text.removeprefix("-")
    if {"integer", "number"} & set(types) and digits.isascii() and digits.isdigit() and len(digits) < 19:
        return int(text)
    return None
