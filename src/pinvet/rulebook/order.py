"""Rules about order: the operations that they wait for, and the names that join requests to those."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from pinvet.checks.kinds.kind import named
from pinvet.checks.registry import AWAITED
from pinvet.rulebook.forms import condition_tests
from pinvet.rulebook.mistakes import Slip, near
from pinvet.rulebook.names import Names

if TYPE_CHECKING:
    from collections.abc import Iterator

    from pinvet.model import Pointer

IDENTITY = "id"  # of what a request creates, as its answer tells


def orders(at: Pointer, rule: dict[str, Any], names: Names) -> Iterator[Slip]:
    """Yield what is wrong with the other operations of a rule about order, and with what joins them to its own."""
    for kind, key in AWAITED.items():
        if kind not in rule:
            continue
        argument = rule[kind]
        others = named(argument, key)
        for index, name in enumerate(others):
            place = (*at, kind, key) if isinstance(argument[key], str) else (*at, kind, key, index)
            if name not in names.table:
                yield Slip(place, f"there is no operation {name}", near(name, names.table.ids()))
            elif name in {operation.id for operation in names.operations}:
                yield Slip(place, f"the rule itself is about {name}", "name another operation")
        theirs = Names(names.table, others)
        for name, own in argument.get("joined_by", {}).items():
            where = (*at, kind, "joined_by", name)
            for side, known in ((name, theirs), (own, names)):
                if side != IDENTITY:
                    yield from known.single(where, side, kind)
        yield from theirs.condition((*at, kind, "with"), argument.get("with", {}))
        yield from condition_tests((*at, kind, "with"), argument.get("with", {}))
