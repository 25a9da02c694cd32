"""Whether texts, numbers and lists keep the bounds that the API gives."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from pinvet.checks.words import count

if TYPE_CHECKING:
    from pinvet.checks.problem import Problem
    from pinvet.checks.structure.part import Part

# Patterns of the description in words; what is not here is shown as it is.
SPOKEN: Final = {
    r"^\d+$": "digits",
    r"^[0-9]+$": "digits",
    r"\d+": "digits",
    r"^\d+\+?$": "digits, with or without a plus behind them",
    "^(http|https|ftp|sftp)://": "an address that begins with http://, https://, ftp:// or sftp://",
    "^(0[0-9]|1[0-9]|2[0-3]):[0-5][0-9]$": "a time of day such as 07:30",
    "^[a-z0-9]*$": "small letters and digits",
    "^[a-zA-Z0-9]+$": "letters and digits",
    "^[a-zA-Z0-9+/=]+$": "base64",
}
DATE_PATTERNS: Final = (r"^\d{4}-\d{2}-\d{2}$", r"^(\d{4})-(\d{2})-(\d{2})$")  # times.py says more of these


def judge(part: Part) -> Problem | None:
    """Return the problem with a value beyond its bounds; what is empty or unset has none but those of lists."""
    value = part.value
    if isinstance(value, bool) or part.is_unset:
        return None
    message = ""
    if isinstance(value, str):
        message = _text(part, value)
    elif isinstance(value, list):
        message = _size(part, len(value))
    elif isinstance(value, (int, float)):
        message = _number(part, value)
    return part.problem(message) if message else None


def _text(part: Part, value: str) -> str:
    most, least = part.known.maxLength, part.known.minLength
    if most is not None and len(value) > most:
        return f"{part.name} has {len(value)} characters, at most {most} are allowed"
    if least is not None and 0 < len(value) < least:
        return f"{part.name} has {count(len(value), 'character')}, at least {least} are asked for"
    if value and part.known.pattern is not None and not part.known.id and not _fits(part.known.pattern, value):
        return f"{part.says()}, expected {_described(part.known.pattern)}"
    return ""


def _size(part: Part, size: int) -> str:
    most, least = part.known.maxItems, part.known.minItems
    if most is not None and size > most:
        return f"{part.name} holds {size} entries, at most {most} are allowed"
    if least is not None and 0 < size < least:
        return f"{part.name} holds {count(size, 'entry', 'entries')}, at least {least} are asked for"
    return ""


def _number(part: Part, value: float) -> str:
    known = part.known
    if known.maximum is not None and value > known.maximum:
        return f"{part.says()}, expected at most {_written(known.maximum)}"
    if known.minimum is not None and value < known.minimum:
        return f"{part.says()}, expected at least {_written(known.minimum)}"
    if known.exclusiveMaximum is not None and value >= known.exclusiveMaximum:
        return f"{part.says()}, expected less than {_written(known.exclusiveMaximum)}"
    if known.exclusiveMinimum is not None and value <= known.exclusiveMinimum:
        return f"{part.says()}, expected more than {_written(known.exclusiveMinimum)}"
    return ""


def _written(number: float) -> str:
    return str(int(number)) if float(number).is_integer() else str(number)


def _fits(pattern: str, value: str) -> bool:
    """Tell whether a text fits a pattern of the description; one that no linear engine runs is not judged."""
    from pinvet.checks.patterns import BadPatternError, searcher

    if pattern in DATE_PATTERNS:
        return True
    try:
        return searcher(pattern)(value)
    except BadPatternError:
        return True


def _described(pattern: str) -> str:
    plain = pattern.replace(r"\/", "/")  # some descriptions escape what needs no escape
    return SPOKEN.get(plain, f"a text that fits {plain}")
