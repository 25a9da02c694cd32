"""Examples as they are shown to people: the whole body, and what is found in it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, NamedTuple

from pinvet.examples.bodies import body_of, first_operation

if TYPE_CHECKING:
    from collections.abc import Iterable

    from pinvet.api.table import Table
    from pinvet.rulebook.load import Pack


class Shown(NamedTuple):
    """One example: its body as it would be sent, and the pointers of the findings (none for a valid one)."""

    valid: bool
    operation: str
    body: Any
    finds: tuple[str, ...]
    needs_context: bool


def examples_of(rule_id: str, packs: Iterable[Pack], table: Table) -> tuple[Shown, ...]:
    """Return the examples of a rule that are a single body, in the order of the pack, valid ones first."""
    for pack in packs:
        for number, rule in enumerate(pack.rules):
            if rule.id != rule_id:
                continue
            value = pack.document.value
            examples = value["rules"][number]["examples"]
            return tuple(
                Shown(
                    group == "valid",
                    operation,
                    body_of(value, one, table.operation(operation)),
                    tuple(one.get("finds", ())),
                    bool({"context", "assume"} & one.keys()),
                )
                for group in ("valid", "invalid")
                for one in examples[group]
                if "requests" not in one and "text" not in one
                for operation in (one.get("operation", first_operation(value, rule)),)
            )
    return ()
