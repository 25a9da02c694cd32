"""Whether times are whole Unix seconds, and dates are dates."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from pinvet.checks.formats import FORMATS, MILLISECONDS
from pinvet.checks.kinds.kind import put
from pinvet.checks.structure.limits import DATE_PATTERNS

if TYPE_CHECKING:
    from pinvet.checks.problem import Problem
    from pinvet.checks.structure.part import Part

DUE: Final = "a Unix time in whole seconds"


def is_time(part: Part) -> bool:
    """Tell whether a parameter holds a time or a date, so that this module speaks of its type too."""
    return part.known.time is not None or is_date(part)


def is_date(part: Part) -> bool:
    """Tell whether a parameter holds a date."""
    return part.known.format == "date" or part.known.pattern in DATE_PATTERNS


def judge(part: Part) -> Problem | None:
    """Return the problem with a time or a date that is written another way."""
    value = part.value
    if part.is_unset or value == "":
        return None
    if is_date(part):
        return _date(part)
    if isinstance(value, str):
        return _text(part, value)
    if isinstance(value, bool) or not isinstance(value, (int, float)):
        return part.problem(f"{part.says()}, expected {DUE}")
    if value >= MILLISECONDS:
        hint = "; this looks like milliseconds" if value < MILLISECONDS * 1000 else ""
        fix = part.put(int(value // 1000), "write seconds") if hint else {}
        return part.problem(f"{part.says()}, expected {DUE}{hint}", **fix)
    if isinstance(value, float) and not value.is_integer():
        return part.problem(f"{part.says()}, expected {DUE}")
    return None


def _date(part: Part) -> Problem | None:
    test, due = FORMATS["date"]
    if test(part.value) is True:
        return None
    return part.problem(f"{part.says()}, expected {due}")


def _text(part: Part, text: str) -> Problem | None:
    if text.isascii() and text.isdigit():
        seconds = int(text) if len(text) < 12 else None
        fix = part.put(seconds, "take the quotes away") if seconds is not None else {}
        return part.problem(f"{part.says()}, expected {DUE}; take the quotes away", **fix)
    seconds = _seconds(text)
    if seconds is None:
        return part.problem(f"{part.says()}, expected {DUE}")
    message = f"{part.name} is a date in words, expected {DUE}: {seconds}, if the date is meant in UTC"
    return part.problem(message, **put(part.pointer, seconds, "write Unix seconds", there=True))


def _seconds(text: str) -> int | None:
    """Return the Unix seconds of an ISO date or time; one without a zone is read as UTC. None for no time of ours."""
    from datetime import UTC, datetime

    try:
        read = datetime.fromisoformat(text)
        seconds = int((read if read.tzinfo is not None else read.replace(tzinfo=UTC)).timestamp())
    except (ValueError, OverflowError):
        return None
    return seconds if 0 <= seconds < MILLISECONDS else None
