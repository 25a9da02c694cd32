"""The states of a parameter's value: absent, empty, set, placeholder. Every check asks here and nowhere else."""

from __future__ import annotations

from typing import Any


def is_placeholder(value: Any) -> bool:
    """Tell whether a value stands for one that is not known here: ``{{x}}``, ``${X}``, ``<string>``."""
    if not isinstance(value, str) or len(value) < 3:
        return False
    if value[0] == "<":
        return value[-1] == ">"
    return ("{{" in value and "}}" in value) or ("${" in value and "}" in value)


def equal(left: Any, right: Any) -> bool:
    """Compare two JSON values: ``1`` is ``1.0``, but ``true`` is not ``1`` and ``"0"`` is not ``0``."""
    if left is right:
        return True
    if isinstance(left, bool) or isinstance(right, bool):
        return False
    if isinstance(left, list):
        return (
            isinstance(right, list)
            and len(left) == len(right)
            and all(equal(a, b) for a, b in zip(left, right, strict=True))
        )
    if isinstance(left, dict):
        return (
            isinstance(right, dict)
            and left.keys() == right.keys()
            and all(equal(value, right[key]) for key, value in left.items())
        )
    return bool(left == right)


def same(left: Any, right: Any) -> bool:
    """Compare two values as the account does: lists of scalars are sets, everything else as JSON."""
    if isinstance(left, list) and isinstance(right, list) and _scalars(left) and _scalars(right):
        return {(type(item).__name__, item) for item in left} == {(type(item).__name__, item) for item in right}
    return equal(left, right)


def _scalars(values: list[Any]) -> bool:
    return not any(isinstance(value, (dict, list)) for value in values)


def is_unset(value: Any, unset: tuple[Any, ...]) -> bool:
    """Tell whether a value that is there counts as empty: ``""``, ``[]``, ``{}``, or listed by the API table."""
    if value is True or value is False:
        return value in unset if any(type(item) is bool for item in unset) else False
    if not value and type(value) in (str, list, dict):
        return True
    return any(equal(value, item) for item in unset)


def is_set(value: Any, unset: tuple[Any, ...] = ()) -> bool:
    """Tell whether a parameter is set: present, not null, not empty, and not a value that the API reads as unset."""
    if value is None:
        return False
    if value and not unset:
        return True
    return not is_unset(value, unset)
