"""One violation of a schema in words. The library's own message quotes the input, so it is never used."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final, Literal, NamedTuple

from pinvet.text.schema_branches import choices
from pinvet.text.schema_keys import known, missing, unknown
from pinvet.text.schema_phrases import counted, key_name, listed, type_of, types, word
from pinvet.text.words import nearest

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from pinvet.model import Pointer
    from pinvet.text.schema_violation import Violation

    _Words = Callable[[Violation], tuple[str, str | None]]  # a message and a hint

_REFUSED: Final = "this value is not allowed here"


class Mistake(NamedTuple):
    """What is wrong in one place: at a value, at a member's key, or at the bracket of a container."""

    pointer: Pointer
    part: Literal["value", "key", "opening"]
    message: str
    hint: str | None = None


def mistakes(violation: Violation, root: dict[str, Any]) -> Iterator[Mistake]:
    """Yield what one violation of the schema `root` says, in our own words."""
    pointer = violation.pointer
    if violation.of_key:
        name = violation.value
        message = f"the key{key_name(name)} is not allowed here"
        yield Mistake((*pointer, name), "key", message, _form(violation))
    elif violation.keyword in ("additionalProperties", "unevaluatedProperties"):
        yield from _unknown_keys(violation, root)
    elif violation.keyword in ("required", "dependentRequired"):
        keys = missing(violation)
        verb = "is" if len(keys) == 1 else "are"
        yield Mistake(pointer, "opening", f"{listed(keys, 'and')} {verb} missing here")
    else:
        words = _SAY.get(violation.keyword)
        message, hint = words(violation) if words is not None else (_REFUSED, None)
        yield Mistake(pointer, "value", message, hint)


def _unknown_keys(violation: Violation, root: dict[str, Any]) -> Iterator[Mistake]:
    keys, words = unknown(violation), known(violation.schema, root)
    for key in keys:
        near = nearest(key, words)
        hint = None if near is None else f"did you mean {near}?"
        if near is None and words:
            hint = f"known here: {listed(words, 'and')}"
        yield Mistake((*violation.pointer, key), "key", f"the key{key_name(key)} is unknown here", hint)
    if not keys:
        yield Mistake(violation.pointer, "opening", "the keys here do not go together")


def _type(violation: Violation) -> tuple[str, str | None]:
    return _expected(_type_names(violation.wanted), violation.value)


def _expected(wanted: list[str], value: Any) -> tuple[str, str | None]:
    hint = None
    if isinstance(value, str) and not {"integer", "number", "boolean"}.isdisjoint(wanted):
        hint = "write it without quotes"
    elif "string" in wanted and isinstance(value, int | float):
        hint = "write it in double quotes"
    return f"{types(wanted)} is expected here, not {type_of(value)}", hint


def _enum(violation: Violation) -> tuple[str, str | None]:
    return _one_of(violation.wanted, violation.value)


def _const(violation: Violation) -> tuple[str, str | None]:
    return _one_of([violation.wanted], violation.value)


def _one_of(wanted: list[Any], value: Any) -> tuple[str, str | None]:
    strings = [known_word for known_word in wanted if isinstance(known_word, str)]
    near = nearest(value, strings) if isinstance(value, str) else None
    message = f"{listed(dict.fromkeys(word(each) for each in wanted), 'or')} is expected here"
    return message, None if near is None else f"did you mean {near}?"


def _choice(violation: Violation) -> tuple[str, str | None]:
    """Word a choice of which no branch fits, or more than one."""
    leaves = choices(violation)
    if not leaves:
        return _too_many(violation)
    if all(leaf.keyword == "required" for leaf in leaves):
        keys = dict.fromkeys(key for leaf in leaves for key in missing(leaf))
        return f"{listed(keys, 'or')} is missing here", None
    wanted = [value for leaf in leaves if leaf.keyword == "enum" for value in leaf.wanted]
    wanted += [leaf.wanted for leaf in leaves if leaf.keyword == "const"]
    names = [name for leaf in leaves if leaf.keyword == "type" for name in _type_names(leaf.wanted)]
    if wanted and (not names or any(type(value) is type(violation.value) for value in wanted)):
        return _one_of(wanted, violation.value)
    return _expected(names, violation.value)


def _too_many(violation: Violation) -> tuple[str, str | None]:
    branches = [branch for branch in violation.wanted if isinstance(branch, dict)]
    keys = dict.fromkeys(key for branch in branches for key in branch.get("required", []))
    present = [key for key in keys if isinstance(violation.value, dict) and key in violation.value]
    if len(present) > 1:
        return f"only one of {listed(present, 'and')} may stand here", "remove the others"
    return "the value fits more than one of the forms that are known here", None


def _pattern(violation: Violation) -> tuple[str, str | None]:
    return "the text does not have the form that is expected here", _form(violation)


def _form(violation: Violation) -> str | None:
    """Return what the schema says about a text: its description, else its pattern."""
    description: str | None = violation.schema.get("description")
    pattern = violation.schema.get("pattern")
    return description or (f"the form is {pattern}" if pattern else None)


def _least(noun: str, thing: str) -> _Words:
    return lambda violation: (f"{thing} needs at least {counted(violation.wanted, noun)}", None)


def _most(noun: str, thing: str) -> _Words:
    return lambda violation: (f"{thing} has more than {counted(violation.wanted, noun)}", None)


def _said(form: str) -> _Words:
    return lambda violation: (form.format(violation.wanted), None)


def _type_names(wanted: str | list[str]) -> list[str]:
    return [wanted] if isinstance(wanted, str) else wanted


_SAY: Final[dict[str, _Words]] = {
    "type": _type,
    "enum": _enum,
    "const": _const,
    "anyOf": _choice,
    "oneOf": _choice,
    "pattern": _pattern,
    "minLength": _least("character", "the text"),
    "maxLength": _most("character", "the text"),
    "minItems": _least("element", "the list"),
    "maxItems": _most("element", "the list"),
    "minProperties": _least("key", "the object"),
    "maxProperties": _most("key", "the object"),
    "minimum": _said("the number is below {}"),
    "maximum": _said("the number is above {}"),
    "exclusiveMinimum": _said("the number is not above {}"),
    "exclusiveMaximum": _said("the number is not below {}"),
    "multipleOf": _said("the number is no multiple of {}"),
    "uniqueItems": _said("an element of the list stands twice"),
    "contains": _said("the list lacks an element that must be there"),
    "items": _said("the list has more elements than are known here"),
}
