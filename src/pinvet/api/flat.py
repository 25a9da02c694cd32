"""An operation as plain facts, each by a word, so that two of them can be compared without knowing the words.

Facts are JSON values. What says nothing is left out, and so are the marks of versions (`since`, `enum_until`): they
are about the table, not about the API.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, Final

from pinvet.api.parameter import Parameter

if TYPE_CHECKING:
    from pinvet.api.operation import Operation

Facts = dict[str, Any]
Part = dict[str, Facts]

# What a reader calls a part of a request, and the attribute of an operation that holds its parameters.
PARTS: Final = {"body": "parameters", "wrapper": "wrapper", "query": "query", "path": "path_parameters"}
# Facts that pinvet adds, so that a parameter under another name may lose them without a word from Pinterest.
OURS: Final = frozenset({"unset", "fixed", "documented", "id", "money", "time"})
# Facts of unions: which parameter decides, and what holds with which of its values.
UNION: Final = frozenset({"when", "apart", "variants", "branches"})
MARKS: Final = ("since", "until")
# What is told of an operation and its requests, beside their parameters and the layout of its body.
TOLD: Final = ("method", "path", "entity", "does", "rate", "scopes")
# Lists whose order says nothing.
SETS: Final = frozenset({"type", "enum", "unset", "scopes", "branches"})


def operation_facts(operation: Operation) -> Facts:
    """Return what is told of an operation beside its parameters; those of its body are called `body.max` and so on."""
    told = {word: plain(getattr(operation, word)) for word in TOLD}
    told["body"] = operation.body is not None
    if operation.body is not None:
        told |= {f"body.{word}": plain(value) for word, value in operation.body._asdict().items()}
    return {word: value for word, value in told.items() if not _is_void(value)}


def parts_of(operation: Operation) -> dict[str, Part]:
    """Return the facts of the parameters of an operation, by part of the request and dotted name.

    The elements of a list of scalars stand under `name.*`, as rules call them. The query of an operation without a
    body is told once, as its query.
    """
    parts = {part: _part(getattr(operation, attribute)) for part, attribute in PARTS.items()}
    return parts if operation.body is not None else {**parts, "body": {}, "wrapper": {}}


def _part(parameters: Mapping[str, Parameter]) -> Part:
    found: Part = {}
    for name, parameter in parameters.items():
        facts = parameter_facts(parameter)
        items, variants = facts.pop("items", None), facts.get("variants", {})
        inside = {by: {value: one.pop("items", {}) for value, one in told.items()} for by, told in variants.items()}
        found[name] = facts
        if items is not None and f"{name}.*" not in parameters:
            found[f"{name}.*"] = items | ({"variants": inside} if inside else {})
    return found


def parameter_facts(parameter: Parameter) -> Facts:
    """Return what is known of a parameter."""
    return {
        word: plain(value)
        for word, value in parameter._asdict().items()
        if not word.endswith(MARKS) and value != Parameter._field_defaults[word]
    }


def plain(value: Any) -> Any:
    """Return a fact as a JSON value; a number without a fraction is an integer however it was written."""
    if isinstance(value, Parameter):
        return parameter_facts(value)
    if isinstance(value, Mapping):
        return {str(key): plain(item) for key, item in value.items()}
    if isinstance(value, (list, tuple)):
        return [plain(item) for item in value]
    return int(value) if isinstance(value, float) and value.is_integer() else value


def differs(word: str, before: Any, after: Any) -> bool:
    """Tell whether a fact is another one; true is not 1, and of a set the order does not matter."""
    return written(word, before) != written(word, after)


def written(word: str, value: Any) -> str:
    """Write a fact so that equal facts are equal texts."""
    import json

    if word in SETS and isinstance(value, list):
        return json.dumps(sorted(map(json.dumps, value)))
    return json.dumps([value] if word in SETS and value is not None else value, sort_keys=True)


def _is_void(value: Any) -> bool:
    return value is None or value is False or value in ([], {})
