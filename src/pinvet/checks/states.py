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


def is_set(value: Any, unset: tuple[Any, ...] = ()) -> bool:
    """Tell whether a parameter is set: present, not null, not empty, and not a value that the API reads as unset."""
    if value is True or value is False:
        return not any(item is value for item in unset)  # a switch that is off is set: somebody says so
    if value:
        return not unset or value not in unset
    if value is None:
        return False
    return isinstance(value, (int, float)) and value not in unset  # what is left is 0, "", [] or {}
