"""When a request was sent, as rules ask for it."""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING, Any

from pinvet.checks.own import or_unknown
from pinvet.model import UNKNOWN

if TYPE_CHECKING:
    from pinvet.checks.view import View

DAY = 86_400


def today(view: View) -> Any:
    """Return the day on which a request is sent, in UTC, such as ``2026-11-21``; UNKNOWN where nobody tells."""
    now = view.call.now
    return UNKNOWN if now is None else _day(now // DAY)


@lru_cache(maxsize=64)
def _day(number: int) -> str:
    """Write a number of days since 1970 as a date."""
    from time import gmtime, strftime

    return strftime("%Y-%m-%d", gmtime(number * DAY))


def now(view: View) -> Any:
    """Return the time at which a request is sent, in Unix seconds; UNKNOWN where nobody tells."""
    return or_unknown(view.call.now)
