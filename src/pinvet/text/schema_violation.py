"""One violation of a JSON Schema, free of the library that found it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, NamedTuple

if TYPE_CHECKING:
    from pinvet.model import Pointer


class Violation(NamedTuple):
    """A keyword that a value does not satisfy.

    `wanted` is the keyword's value in `schema`; `pointer` leads from the checked value to `value`; `depth` counts
    its steps from the value that the enclosing `anyOf` or `oneOf` judges. `of_key` says that `value` is a key
    judged by `propertyNames`. `unevaluated` holds the keys that `unevaluatedProperties` refuses, and `branches`
    what each branch of `anyOf` or `oneOf` says.
    """

    keyword: str
    wanted: Any
    value: Any
    schema: dict[str, Any]
    pointer: Pointer
    depth: int = 0
    of_key: bool = False
    unevaluated: tuple[str, ...] = ()
    branches: tuple[tuple[Violation, ...], ...] = ()
