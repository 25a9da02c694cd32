"""The table of check kinds, written out: name in a pack, compiler, place in the order of precedence."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from pinvet.checks.kinds import (
    compare,
    count,
    empty_as,
    forbidden,
    immutable,
    known,
    must_be,
    only,
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
    "structure": structure.compile_kind,
}
SPELLING = "spelling"
ALL_KINDS = (*KINDS, SPELLING)

# one fault, one finding: at the same pointer and aspect the lower number is reported
PRECEDENCE = {SPELLING: 0, "forbidden": 2, "structure": 3, "only": 4}
OTHERS = 1
