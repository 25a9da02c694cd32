"""The time of a record in Unix seconds, from any of the forms that logs write."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any, Final

_SECONDS: Final = 1e11  # a larger number counts milliseconds or less: as seconds it would be the year 5138
_MOST: Final = 1e20  # no count of nanoseconds either


def unix_seconds(time: Any) -> float | None:
    """Return the time that a number (of seconds, milliseconds or less) or an ISO 8601 text stands for, or None.

    A text without a time zone is in UTC.
    """
    if type(time) is str:
        return _of_text(time)
    if type(time) is not float and type(time) is not int:
        return None
    if not 0 <= time < _MOST:
        return None
    while time > _SECONDS:
        time /= 1000
    return float(time)


def _of_text(text: str) -> float | None:
    try:
        # first: as ISO 8601, the digits of milliseconds are a day of the eighteenth century
        if text[4:5] != "-" and text.replace(".", "", 1).isdigit():
            return unix_seconds(float(text))
        time = datetime.fromisoformat(text)
    except ValueError:
        return None
    return (time if time.tzinfo is not None else time.replace(tzinfo=UTC)).timestamp()
