"""Whether money is in micro-currency: whole numbers, a million to one unit of the account's currency."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from pinvet.checks.problem import Problem
    from pinvet.checks.structure.part import Part

UNIT: Final = 1_000_000
CENT: Final = 10_000
SMALL: Final = ("bid", "goal")  # words in the names of amounts that may be less than one unit


def judge(part: Part) -> Problem | None:
    """Return the problem with an amount that is no whole number, or that stands in the wrong type."""
    value, types = part.value, part.known.types
    if part.is_unset or value == "":
        return None
    if types == ("string",):
        return _digits(part)
    if isinstance(value, str):
        plain = value.isascii() and value.isdigit() and len(value) < 19
        fix = part.put(int(value), "take the quotes away") if plain else {}
        return part.problem(f"{part.says()}, expected a whole number of micro-currency without quotes", **fix)
    if isinstance(value, bool) or not isinstance(value, (int, float)):
        return part.problem(f"{part.says()}, expected a whole number of micro-currency")
    if isinstance(value, float) and not value.is_integer():
        return part.problem(f"{part.says()}, expected a whole number of micro-currency: 1 unit is {UNIT}")
    return None


def _digits(part: Part) -> Problem | None:
    value = part.value
    if isinstance(value, str):
        if value.isascii() and value.isdigit():
            return None
        return part.problem(f"{part.says()}, expected digits: micro-currency as a text")
    if isinstance(value, int) and not isinstance(value, bool) and value >= 0:
        fix = part.put(str(value), "put it in quotes")
        return part.problem(f"{part.says()}, expected a text of digits; put it in quotes", **fix)
    return part.problem(f"{part.says()}, expected a text of digits: micro-currency")


def amount(part: Part) -> Problem | None:
    """Return what is doubtful about an amount: under one unit it looks like another unit of money was meant."""
    value = part.value
    if isinstance(value, str):
        value = int(value) if value.isascii() and value.isdigit() and len(value) < 19 else 0
    if isinstance(value, bool) or not isinstance(value, (int, float)) or value <= 0 or part.is_unset:
        return None
    is_small = any(word in part.name for word in SMALL)
    if value < (CENT if is_small else UNIT):
        share = "a cent" if is_small else "one unit of the account's currency"
        message = f"{part.says()} in micro-currency, which is less than {share}; 1 unit is written {UNIT}"
        return part.problem(message)
    if value % CENT:
        return part.problem(f"{part.says()} in micro-currency, which is no whole number of cents", "note")
    return None
