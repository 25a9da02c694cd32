"""The table of check kinds, written out: name in a pack, compiler, place in the order of precedence."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from pinvet.checks.kinds import (
    awaited,
    before,
    compare,
    count,
    empty_as,
    eventually,
    forbidden,
    immutable,
    known,
    must_be,
    only,
    rate,
    required,
    same_across,
    structure,
    table,
    values,
)
from pinvet.checks.kinds.cardinality import CARDINALITIES

if TYPE_CHECKING:
    from collections.abc import Callable

    from pinvet.checks.kinds.kind import Kind
    from pinvet.checks.kinds.memory import End, Remember, Watch
    from pinvet.checks.scope import Scope

KINDS: dict[str, Callable[[Any, Scope], Kind]] = {
    "required": required.compile_kind,
    "forbidden": forbidden.compile_kind,
    "only": only.compile_kind,
    **CARDINALITIES,
    "values": values.compile_kind,
    "must_be": must_be.compile_kind,
    "table": table.compile_kind,
    "compare": compare.compile_kind,
    "empty_as": empty_as.compile_kind,
    "known": known.compile_kind,
    "immutable": immutable.compile_kind,
    "count": count.compile_kind,
    "same_across": same_across.compile_kind,
    "before": before.compile_kind,
    "eventually": eventually.compile_kind,
    "rate": rate.compile_kind,
    "structure": structure.compile_kind,
}
SPELLING = "spelling"
ALL_KINDS = (*KINDS, SPELLING)

# what kinds remember of accepted entities, of those of the operations that they wait for, and say at the end
MEMORIES: dict[str, Callable[[Any, Scope], Remember | None]] = {
    "count": count.remembering,
    "same_across": same_across.remembering,
    "before": before.remembering,
    "eventually": eventually.remembering,
    "rate": rate.remembering,
}
WATCHES: dict[str, Callable[[Any, Scope], Watch]] = {
    "before": awaited.watching,
    "eventually": awaited.watching,
}
ENDINGS: dict[str, Callable[[Any, Scope], End | None]] = {
    "same_across": same_across.ending,
    "before": before.ending,
    "eventually": eventually.ending,
    "rate": rate.ending,
}
# kind -> the key of its argument that names the operations that it waits for
AWAITED = {"before": "earlier", "eventually": "later"}

# one fault, one finding: at the same pointer and aspect the lower number is reported
PRECEDENCE = {SPELLING: 0, "forbidden": 2, "structure": 3, "only": 4}
OTHERS = 1


def waits_for(kind: str, argument: Any) -> tuple[str, ...]:
    """Return the operations that a rule of a kind waits for beside its own."""
    return awaited.named(argument, AWAITED[kind]) if kind in AWAITED else ()
