"""Quick tests of single parameters: true only where nothing is wrong with a value, by all that the API table says.

What they leave open is judged by the walk (structure/walk.py), which says what is wrong and how to mend it.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from pinvet.checks.formats import MILLISECONDS
from pinvet.checks.states import is_placeholder
from pinvet.checks.structure.ids import is_id, prefixes
from pinvet.checks.structure.money import CENT, SMALL, UNIT

if TYPE_CHECKING:
    from collections.abc import Callable

    from pinvet.api.parameter import Parameter
    from pinvet.api.tree import Node

    Test = Callable[[Any], bool]

NEVER: Final = float("inf")
TEXT: Final = frozenset({str})
# What a test of a value asks for; what else is known of a parameter says nothing of its values by themselves.
ASKED: Final = (
    "enum", "pattern", "minimum", "maximum", "exclusiveMinimum", "exclusiveMaximum", "minLength", "maxLength",
    "minItems", "maxItems", "money", "time",
)  # fmt: skip


def of_node(node: Node, *, nulls: bool) -> Test:
    """Return the test of a parameter with all that lies in it; `nulls` says that a null is something to look at."""
    known = node.known
    if known is None or known.when or known.variants:
        return _never
    if known.types == ("object",):
        return _object(node, nulls=nulls)
    if known.types == ("array",):
        return _list(node, known, nulls=nulls)
    return _never if node.members or node.each is not None else of_parameter(known, node.name)


def _never(_: Any) -> bool:
    """Leave it to the walk."""
    return False


def _anything(_: Any) -> bool:
    return True


def _object(node: Node, *, nulls: bool) -> Test:
    known = {name: inner.known for name, inner in node.members.items() if inner.known is not None}
    if any(one.variants or (one.required and one.unset) for one in known.values()):
        return _never
    members = {name: of_node(inner, nulls=nulls) for name, inner in node.members.items()}
    required = [name for name, one in known.items() if one.required]
    refusing = {name for name, one in known.items() if not one.nullable}
    each: Test = _never
    if node.each is not None and (node.free or not members):
        each = of_node(node.each, nulls=nulls)
    elif node.free or not members:
        each = _anything
    test_of = members.get

    def test(value: Any) -> bool:
        if type(value) is not dict:
            return False
        for name, item in value.items():
            if item is None:
                if nulls and (name in refusing or name not in members):
                    return False
            elif not test_of(name, each)(item):
                return False
        return not required or all(map(value.get, required))

    return test


def _list(node: Node, known: Parameter, *, nulls: bool) -> Test:
    least, most = known.minItems or 0, NEVER if known.maxItems is None else known.maxItems
    if node.each is not None:
        return _elements(of_node(node.each, nulls=nulls), least, most)
    if known.items is None or {"array", "object"} & set(known.items.types):
        return _elements(_anything, least, most)
    items = known.items._replace(id=known.id or known.items.id)
    if is_plain(items) and not items.minLength:
        return _texts(least, most, NEVER if items.maxLength is None else items.maxLength)
    return _elements(of_parameter(items, node.name), least, most)


def _elements(inner: Test, least: float, most: float) -> Test:
    def test(value: Any) -> bool:
        return type(value) is list and (not value or least <= len(value) <= most) and all(map(inner, value))

    return test


def _texts(least: float, most: float, longest: float) -> Test:
    """Return the test of a list of plain texts, of which there are the most."""

    def test(value: Any) -> bool:
        if type(value) is not list or (value and not least <= len(value) <= most):
            return False
        for item in value:  # noqa: SIM110  # a generator costs more than the tests
            if type(item) is not str or len(item) > longest:
                return False
        return True

    def only_texts(value: Any) -> bool:
        return type(value) is list and TEXT.issuperset(map(type, value))

    return only_texts if (least, most, longest) == (0, NEVER, NEVER) else test


def of_parameter(known: Parameter, name: str) -> Test:
    """Return the test of a value that is no list and no object."""
    if known.id:
        return _id(known)
    if not known.types:
        return _never if any(getattr(known, word) is not None for word in ASKED) else _anything
    if known.types == ("boolean",):
        return _never if known.enum is not None else lambda value: value is True or value is False
    if known.types == ("string",):
        return _text(known)
    if known.types in (("integer",), ("number",)) and known.enum is None:
        return _number(known, name)
    return _never


def _id(known: Parameter) -> Test:
    letters = prefixes(known.pattern or "")
    least, most = length(known)

    def test(value: Any) -> bool:
        if type(value) is not str or not least <= len(value) <= most:
            return False
        return (value.isdigit() and value.isascii()) or not value or is_placeholder(value) or is_id(value, letters)

    return test


def length(known: Parameter) -> tuple[float, float]:
    """Return how short and how long a text may be."""
    return known.minLength or 0, NEVER if known.maxLength is None else known.maxLength


def is_plain(known: Parameter) -> bool:
    """Tell whether a text is judged by nothing but its length."""
    special = known.enum is not None or known.pattern or known.money or known.time or known.id
    return known.types == ("string",) and not special and known.format != "date"


def _text(known: Parameter) -> Test:
    if known.enum is not None and not known.anycase and is_plain(known._replace(enum=None)):
        least, most = length(known)
        words = frozenset(word for word in known.enum if isinstance(word, str) and least <= len(word) <= most)
        return lambda value: type(value) is str and value in words
    if not is_plain(known):
        return _never
    least, most = length(known)
    if least or most is not NEVER:
        return lambda value: type(value) is str and least <= len(value) <= most
    return lambda value: type(value) is str


def _number(known: Parameter, name: str) -> Test:
    fraction = known.types == ("number",) and known.time is None
    low: float = -NEVER if known.minimum is None else known.minimum
    high: float = NEVER if known.maximum is None else known.maximum
    if known.exclusiveMinimum is not None or known.exclusiveMaximum is not None:
        return _never
    if known.time is not None:
        high = min(high, MILLISECONDS - 1)
    if known.money is None:
        return lambda value: (type(value) is int or (fraction and type(value) is float)) and low <= value <= high
    least = max(low, CENT if any(word in name for word in SMALL) else UNIT)
    return lambda value: type(value) is int and least <= value <= high and value % CENT == 0
