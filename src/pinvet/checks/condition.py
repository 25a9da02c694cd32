"""The compiled form of a condition, in three values.

``True`` and ``False`` are answers, ``None`` is unknown.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, NamedTuple

from pinvet.checks.reads import Reads

if TYPE_CHECKING:
    from collections.abc import Callable

    from pinvet.checks.facts import Fact
    from pinvet.checks.paths import Steps
    from pinvet.checks.view import View
    from pinvet.model import Pointer

Answer = bool | None


class Condition(NamedTuple):
    """A compiled condition.

    ``missing`` names the facts that make it unknown; ``rests`` the pointers of the set parameters it speaks of;
    ``names`` the own parameters whose touch lets an update be judged; ``words`` how it reads after "because"; ``facts``
    all that it asks, each with as much as it reads of it; ``parts`` are the conditions that all have to hold, where it
    consists of several.
    """

    holds: Callable[[View], Answer]
    missing: Callable[[View], tuple[str, ...]]
    rests: Callable[[View], tuple[Pointer, ...]]
    names: tuple[Steps, ...]
    words: tuple[str, ...]
    facts: tuple[Fact, ...] = ()
    reads: Reads | None = Reads()
    parts: tuple[Condition, ...] = ()


def _nothing(_: View) -> tuple[Any, ...]:
    return ()


ALWAYS = Condition(lambda _: True, _nothing, _nothing, (), ())
