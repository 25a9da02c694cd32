"""``compare: {p: {op: q, plus: {days: n}, as: kind}}``: two values stand in an order."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, NamedTuple

from pinvet.checks.facts import Fact, fact
from pinvet.checks.kinds.kind import Kind, found, heads, label
from pinvet.checks.paths import steps
from pinvet.checks.problem import Beside, Problem
from pinvet.checks.reads import all_read
from pinvet.checks.states import is_placeholder, is_set
from pinvet.model import UNKNOWN

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from pinvet.checks.scope import Scope
    from pinvet.checks.view import View
    from pinvet.model import Pointer

DAY = 86_400
READABLE = 1e18  # beyond lie infinities, and whole numbers that no float holds

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


def compile_kind(argument: dict[str, Any], scope: Scope) -> Kind:
    """Compile the check: a problem for every line that does not hold. Both sides must be set and readable."""
    lines = tuple(_line(name, spec, scope) for name, spec in argument.items())

    def find(view: View) -> Iterable[Problem]:
        problems: list[Problem] = []
        for line in lines:
            problem = _judge(view, line, scope)
            if problem is not None:
                problems.append(problem)
        return problems

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
    days = plus if kind == "date" else plus * DAY
    number = other if not isinstance(other, str) else 0
    return Comparison(name, fact(name, scope), operator, right, number, words, days, READERS[kind])


def _judge(view: View, line: Comparison, scope: Scope) -> Problem | None:
    left = line.left.get(view)
    right = line.number if line.right is None else line.right.get(view)
    sides = ((line.left, left), (line.right, right))
    missing = tuple(
        side.name if side.own is None else f"was.{side.name}"
        for side, value in sides
        if side is not None and value is UNKNOWN
    )
    if not all(value is UNKNOWN or _readable(line, side, value) for side, value in sides):
        return None  # whatever an unknown side is, nothing can be compared with this
    if not missing and _holds(line, left, right):
        return None
    pointer, other = _places(view, line)
    shown = "" if missing else f", but is {found(scope, line.name, left)}"
    message = f"{label(scope, line.name)} must be {line.words}{shown}"
    related = (Beside(other, f"{line.right.name} stands here"),) if line.right is not None and other else ()
    rests = ((*view.prefix, *other),) if other else ()
    return Problem(pointer, "value", message, left, rests, missing, related, names=(line.name,))


def _readable(line: Comparison, side: Fact | None, value: Any) -> bool:
    if side is not None and not is_set(value, side.unset):
        return False
    if line.operator in LISTS:
        return isinstance(value, list) and not any(
            isinstance(one, (dict, list)) or is_placeholder(one) for one in value
        )
    return line.read(value) is not None


def _holds(line: Comparison, left: Any, right: Any) -> bool:
    test = OPERATORS[line.operator][0]
    return test(left, right) if line.operator in LISTS else test(line.read(left), line.read(right) + line.plus)


def _places(view: View, line: Comparison) -> tuple[Pointer, Pointer]:
    """Return where the finding stands (the side that was sent) and where the other side stands, if in the request."""
    from pinvet.checks.paths import get

    sides = [side.own for side in (line.left, line.right) if side is not None and side.own is not None]
    sent = [own for own in sides if get(view.value, own) is not None]
    if not sent:
        return (line.left.own or ()), ()
    return sent[0], sent[1] if len(sent) > 1 else ()


def _number(value: Any) -> float | None:
    if isinstance(value, bool) or not isinstance(value, (int, float)):
        return None
    return value if -READABLE < value < READABLE else None


def _date(value: Any) -> int | None:
    """Read a date such as 2026-11-21, or Unix seconds, as a number of days."""
    if not isinstance(value, str):
        seconds = _number(value)
        return None if seconds is None else int(seconds // DAY)
    from datetime import date

    try:
        return date.fromisoformat(value[:10]).toordinal() - date(1970, 1, 1).toordinal()
    except ValueError:
        return None


def _age(value: Any) -> float | None:
    """Read an age such as ``"21"`` or ``"65+"``, which lies above every other."""
    if not isinstance(value, str):
        return _number(value)
    digits = value.removesuffix("+")
    if not (digits.isascii() and digits.isdigit() and len(digits) < 4):
        return None
    return int(digits) + (0.5 if value.endswith("+") else 0)


def _price(value: Any) -> float | None:
    """Read a price such as ``"24.99 USD"`` or ``"24.99"``."""
    if not isinstance(value, str):
        return _number(value)
    amount = value.rstrip("ABCDEFGHIJKLMNOPQRSTUVWXYZ").strip()
    digits = amount.replace(".", "", 1)
    return _number(float(amount)) if digits.isascii() and digits.isdigit() else None


READERS: dict[str, Callable[[Any], Any]] = {"number": _number, "date": _date, "age": _age, "price": _price}
