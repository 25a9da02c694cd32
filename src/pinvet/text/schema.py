"""Our own JSON Schemas over a document: every mistake at its line and column, in our own words.

Only schemas that ship with pinvet run here, never a user's: their patterns go through `re`. Nothing is
fetched: a reference that leads out of a schema is an error of that schema.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from pinvet.text.document import Trouble
from pinvet.text.schema_branches import causes, essential
from pinvet.text.schema_violation import Violation
from pinvet.text.schema_words import Mistake, mistakes

if TYPE_CHECKING:
    from pinvet.model import Place, Pointer
    from pinvet.text.document import Document


class Schema:
    """A JSON Schema (2020-12), compiled once."""

    __slots__ = ("_schema", "_validator")

    def __init__(self, schema: dict[str, Any]) -> None:
        from jsonschema import Draft202012Validator
        from referencing import Registry

        self._schema = schema
        self._validator = Draft202012Validator(schema, registry=Registry())

    def check(self, document: Document, at: Pointer = ()) -> list[Trouble]:
        """Return every violation by the value at a pointer that leads somewhere, in the order of the text."""
        value = document.value
        for step in at:
            value = value[step]
        found: set[Trouble] = set()
        try:
            violations = essential([_violation(error) for error in self._validator.iter_errors(value)])
            for cause in (cause for violation in violations for cause in causes(violation)):
                found.update(_trouble(document, at, mistake) for mistake in mistakes(cause, self._schema))
        except RecursionError:
            place = document.opening_place(at)
            return [Trouble("limit", "the value is nested too deeply to be checked", place.line, place.column)]
        return sorted(found, key=lambda trouble: (trouble.line, trouble.column, trouble.message))


def check(document: Document, schema: dict[str, Any], at: Pointer = ()) -> list[Trouble]:
    """Return every violation of a schema by the value at a pointer; `Schema` compiles one for many documents."""
    return Schema(schema).check(document, at)


def _violation(error: Any) -> Violation:
    """Take what is needed out of the library's error."""
    branches: dict[int, list[Violation]] = {}
    for cause in error.context:
        branches.setdefault(cause.schema_path[0], []).append(_violation(cause))
    unevaluated = ()
    if error.validator == "unevaluatedProperties":
        # Only the validator knows what other keywords have evaluated, and only its message tells; the message
        # itself quotes the input and goes nowhere.
        unevaluated = tuple(key for key in error.instance if repr(key) in error.message)
    return Violation(
        keyword=error.validator or "",
        wanted=error.validator_value,
        value=error.instance,
        schema=error.schema if isinstance(error.schema, dict) else {},
        pointer=tuple(error.absolute_path),
        depth=len(error.path),
        of_key="propertyNames" in error.absolute_schema_path and isinstance(error.instance, str),
        unevaluated=unevaluated,
        branches=tuple(tuple(essential(branch)) for branch in branches.values()),
    )


def _trouble(document: Document, at: Pointer, mistake: Mistake) -> Trouble:
    place = _place(document, (*at, *mistake.pointer), mistake.part)
    return Trouble("shape", mistake.message, place.line, place.column, mistake.hint)


def _place(document: Document, pointer: Pointer, part: str) -> Place:
    place = None
    if part == "key":
        place = document.key_place(pointer)
    elif part == "value":
        place = document.value_place(pointer)
    return place or document.opening_place(pointer)
