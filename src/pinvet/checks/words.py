"""Small pieces of English that messages are put together from."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Sequence


def listing(items: Sequence[str], joiner: str = "and") -> str:
    """Join words as a sentence does: ``a``, ``a and b``, ``a, b and c``."""
    if len(items) < 2:
        return "".join(items)
    return f"{', '.join(items[:-1])} {joiner} {items[-1]}"


def constant(value: Any) -> str:
    """Write a constant of a rule: texts without quotes where they are plain words."""
    if value is None:
        return "null"
    if value is True or value is False:
        return str(value).lower()
    if isinstance(value, str):
        plain = value.replace("_", "").replace("-", "").replace("+", "")
        return value if plain.isalnum() and not value.isdigit() else f'"{value}"'
    if isinstance(value, list):
        return f"[{', '.join(constant(item) for item in value)}]"
    return "{}" if value == {} else str(value)


def count(number: int, one: str, many: str = "") -> str:
    """Write a number with its noun: ``1 entry``, ``3 entries``."""
    return f"{number} {one if number == 1 else many or one + 's'}"
