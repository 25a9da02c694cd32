"""How comparisons of days read: their order, spans between them, and how far apart two of them lie."""

from __future__ import annotations

from typing import Final

from pinvet.checks.words import count

TODAY: Final = "today"
# operator -> how it reads without a span, with a span behind the other day, with one before it
_WORDS: Final = {
    "above": ("after", "more than", "less than"),
    "at_least": ("on or after", "at least", "at most"),
    "below": ("before", "less than", "more than"),
    "at_most": ("on or before", "at most", "at least"),
}


def of_days(operator: str, other: str, days: float) -> str:
    """Say how a day must stand to another one: ``on or after x``, ``at most 3 days before x``."""
    order, after, before = _WORDS[operator]
    other = "the day of the request" if other == TODAY else other
    return f"{after if days > 0 else before} {span(days)} {other}" if days else f"{order} {other}"


def span(days: float) -> str:
    """Say how far a day lies from another one, and on which side: ``3 days before``."""
    whole = abs(int(days))
    number = count(whole, "day") if whole == abs(days) else f"{abs(days)} days"
    return f"{number} {'after' if days > 0 else 'before'}"
