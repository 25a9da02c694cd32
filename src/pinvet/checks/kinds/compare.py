"""``compare: {p: {op: q, plus: {days: n}, as: kind}}``: two values stand in an order."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, NamedTuple

from pinvet.checks.facts import Fact, fact
from pinvet.checks.formats import hours_of
from pinvet.checks.kinds.kind import Kind, found, heads, label
from pinvet.checks.kinds.readings import DAY, READERS
from pinvet.checks.kinds.spans import of_days, span
from pinvet.checks.paths import steps
from pinvet.checks.prices import currency_of
from pinvet.checks.problem import Beside, Problem
from pinvet.checks.reads import all_read
from pinvet.checks.states import is_placeholder, is_set
from pinvet.model import UNKNOWN

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from pinvet.checks.scope import Scope
    from pinvet.checks.view import View
    from pinvet.model import Pointer

DAYS = {"date": 1, "duration": 24}  # what a day is where it is no number of seconds

OPERATORS: dict[str, tuple[Callable[[Any, Any], bool], str]] = {
    "above": (lambda a, b: a > b, "above"),
    "at_least": (lambda a, b: a >= b, "at least"),
    "below": (lambda a, b: a < b, "below"),
    "at_most": (lambda a, b: a <= b, "at most"),
    "disjoint_from": (lambda a, b: not set(a) & set(b), "without the entries of"),
    "same_length_as": (lambda a, b: len(a) == len(b), "as long as"),
}
LISTS = ("disjoint_from", "same_length_as")


class Comparison(NamedTuple):
    """One compiled line: the left side, the operator, the right side (a fact or a number), and the offset."""

    name: str
    left: Fact
    operator: str
    right: Fact | None
    number: float
    words: str
    plus: float
    read: Callable[[Any], Any]
    test: Callable[[Any, Any], bool]


def compile_kind(argument: dict[str, Any], scope: Scope) -> Kind:
    """Compile the check: a problem for every line that does not hold. Both sides must be set and readable."""
    lines = tuple(_line(name, spec, scope) for name, spec in argument.items())

    quick = tuple(_quick(line) for line in lines)

    def find(view: View) -> Iterable[Problem]:
        for is_fine in quick:
            if not is_fine(view):
                return [problem for line in lines if (problem := _judge(view, line, scope)) is not None]
        return ()

    names = tuple(
        side.own for line in lines for side in (line.left, line.right) if side is not None and side.own is not None
    )
    facts = tuple(side for line in lines for side in (line.left, line.right) if side)
    left = [line.left.own for line in lines if line.left.own == steps(line.name)]
    needs = heads(left) if len(left) == len(lines) else None
    return Kind(find, names, facts=facts, needs=needs, reads=all_read(side.reads for side in facts))


def _line(name: str, spec: dict[str, Any], scope: Scope) -> Comparison:
    operator = next(word for word in spec if word in OPERATORS)
    other = spec[operator]
    right = fact(other, scope) if isinstance(other, str) else None
    plus = spec.get("plus", {}).get("days", 0)
    kind = spec.get("as", "number")
    words = f"{OPERATORS[operator][1]} {other}" + (f" plus {plus} days" if plus else "")
    if kind == "date" and operator not in LISTS:
        words = of_days(operator, str(other), plus)
    days = plus * DAYS.get(kind, DAY)
    number = other if not isinstance(other, str) else 0
    return Comparison(
        name, fact(name, scope), operator, right, number, words, days, READERS[kind], OPERATORS[operator][0]
    )


def _judge(view: View, line: Comparison, scope: Scope) -> Problem | None:
    left = line.left.get(view)
    if left is None:
        return None
    right = line.number if line.right is None else line.right.get(view)
    sides = ((line.left, left), (line.right, right))
    missing = tuple(
        side.name if side.own is None else f"was.{side.name}"
        for side, value in sides
        if side is not None and value is UNKNOWN
    )
    if not all(value is UNKNOWN or _readable(line, side, value) for side, value in sides):
        return None  # whatever an unknown side is, nothing can be compared with this
    if not missing and (_holds(line, left, right) or _currencies_differ(line, left, right)):
        return None
    pointer, other = _places(view, line)
    shown = "" if missing else f", but {_shown(line, left, right, scope)}"
    message = f"{label(scope, line.name)} must be {line.words}{shown}"
    related = (Beside(other, f"{line.right.name} stands here"),) if line.right is not None and other else ()
    rests = ((*view.prefix, *other),) if other else ()
    return Problem(pointer, "value", message, left, rests, missing, related, names=(line.name,))


def _quick(line: Comparison) -> Callable[[View], bool]:
    """Return what tells quickly that two values stand in their order; it is false where that takes more than a look."""
    if line.operator in LISTS:
        return lambda _: False
    get, read, test, plus = line.left.get, line.read, line.test, line.plus
    other = None if line.right is None else line.right.get
    number = line.number

    def is_fine(view: View) -> bool:
        left, right = read(get(view)), read(number if other is None else other(view))
        return left is not None and right is not None and test(left, right + plus)

    return is_fine


def _readable(line: Comparison, side: Fact | None, value: Any) -> bool:
    if side is not None and not is_set(value, side.unset):
        return False
    if line.operator in LISTS:
        return isinstance(value, list) and not any(
            isinstance(one, (dict, list)) or is_placeholder(one) for one in value
        )
    return line.read(value) is not None


def _holds(line: Comparison, left: Any, right: Any) -> bool:
    if line.operator in LISTS:
        return line.test(left, right)
    return line.test(line.read(left), line.read(right) + line.plus)


def _shown(line: Comparison, left: Any, right: Any, scope: Scope) -> str:
    """Say what the left side is; of a day, how far it lies from the other one."""
    if line.read is READERS["date"] and line.operator not in LISTS:
        days = line.read(left) - line.read(right)
        return f"lies {span(days)} it" if days else "is that day itself"
    if line.operator == "disjoint_from":
        return f"has {len(set(left) & set(right))} of them"
    words = (left,) if line.read is hours_of else ()  # what reads as a duration is nothing but one
    return f"is {found(scope, line.name, left, words)}"


def _places(view: View, line: Comparison) -> tuple[Pointer, Pointer]:
    """Return where the finding stands (the side that was sent) and where the other side stands, if in the request."""
    from pinvet.checks.paths import get

    sides = [side.own for side in (line.left, line.right) if side is not None and side.own is not None]
    sent = [own for own in sides if get(view.value, own) is not None]
    if not sent:
        return (line.left.own or ()), ()
    return sent[0], sent[1] if len(sent) > 1 else ()


def _currencies_differ(line: Comparison, left: Any, right: Any) -> bool:
    """Tell whether two prices cannot be compared, since nobody knows the rate; numbers have no currency."""
    texts = isinstance(left, str) and isinstance(right, str)
    return line.read is READERS["price"] and texts and currency_of(left) != currency_of(right)
