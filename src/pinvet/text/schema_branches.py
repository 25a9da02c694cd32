"""Which branch of `anyOf` and `oneOf` an author meant, so that only its mistakes are told."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Iterator

    from pinvet.text.schema_violation import Violation

_KINDS: Final = ("type", "enum", "const")
_KEYS: Final = ("required", "additionalProperties", "unevaluatedProperties")


def causes(violation: Violation) -> Iterator[Violation]:
    """Yield the violations that explain one: itself, or those of the branch that fits the value best.

    A violation stands for its branches where none of them fits the value's type or words, or where each branch
    only asks for a key: then the choice itself is the mistake.
    """
    leaves = choices(violation)
    if not leaves or all(_is_kind(leaf) for leaf in leaves) or all(_is_key(leaf) for leaf in leaves):
        yield violation
        return
    for cause in min(violation.branches, key=_distance):
        yield from causes(cause)


def essential(violations: list[Violation]) -> list[Violation]:
    """Return violations without those of a value whose type is wrong: they say nothing more."""
    mistyped = {violation.pointer for violation in violations if violation.keyword == "type"}
    return [each for each in violations if each.keyword == "type" or each.pointer not in mistyped]


def choices(violation: Violation) -> list[Violation]:
    """Return what all branches say of a value, branches of branches of the same value included."""
    return [leaf for branch in violation.branches for cause in branch for leaf in _leaves(cause)]


def _leaves(violation: Violation) -> list[Violation]:
    return (choices(violation) if not violation.depth else []) or [violation]


def _is_kind(violation: Violation) -> bool:
    return violation.keyword in _KINDS and not violation.depth


def _is_key(violation: Violation) -> bool:
    return violation.keyword == "required" and not violation.depth


def _distance(branch: tuple[Violation, ...]) -> tuple[bool, int, int, int]:
    """Return how far a branch is from the value: its type, then words of its members, then keys, then the rest."""
    leaves = [leaf for violation in branch for leaf in _leaves(violation)]
    wrong_type = all(_is_kind(leaf) for leaf in leaves)
    wrong_words = sum(leaf.depth == 1 and leaf.keyword in ("enum", "const") for leaf in branch)
    wrong_keys = sum(not leaf.depth and leaf.keyword in _KEYS for leaf in branch)
    return wrong_type, wrong_words, wrong_keys, len(branch)
