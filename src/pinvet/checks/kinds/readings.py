"""How values that stand in an order are read: numbers, dates, ages, prices, durations; None where one is no such."""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING, Any, Final

from pinvet.checks.formats import hours_of
from pinvet.checks.prices import amount_of

if TYPE_CHECKING:
    from collections.abc import Callable

DAY: Final = 86_400
SECONDS: Final = 100_000_000  # below lie the years before 1973, and days that are written as numbers
READABLE: Final = 1e18  # beyond lie infinities, and whole numbers that no float holds


def _number(value: Any) -> float | None:
    if type(value) is not int and (isinstance(value, bool) or not isinstance(value, (int, float))):
        return None
    return value if -READABLE < value < READABLE else None


def _date(value: Any) -> int | None:
    """Read a date such as 2026-11-21, or Unix seconds, as a number of days; the number 20261121 is neither."""
    if type(value) is int and SECONDS <= value < READABLE:
        return value // DAY
    if isinstance(value, str):
        return _day(value[:10])
    seconds = _number(value)
    return None if seconds is None or abs(seconds) < SECONDS else int(seconds // DAY)


@lru_cache(maxsize=256)
def _day(text: str) -> int | None:
    from datetime import date

    try:
        return date.fromisoformat(text).toordinal() - date(1970, 1, 1).toordinal()
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
    """Read the amount of a price such as ``"24.99 USD"`` or ``"24.99"``."""
    return amount_of(value) if isinstance(value, str) else _number(value)


READERS: Final[dict[str, Callable[[Any], Any]]] = {
    "number": _number,
    "date": _date,
    "age": _age,
    "price": _price,
    "duration": hours_of,
}
