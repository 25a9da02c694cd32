"""What only the end of the input shows, as findings and skips at the requests where it began."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pinvet.engine.bulk import parts_of
from pinvet.engine.verdict import Verdict
from pinvet.lint.fingerprints import fingerprints
from pinvet.lint.placing import Site, finding
from pinvet.routing import split

if TYPE_CHECKING:
    from pinvet.api.operation import Operation
    from pinvet.api.table import Table
    from pinvet.engine.fold import Late
    from pinvet.lint.judging import Terms
    from pinvet.lint.origins import Origins
    from pinvet.lint.tally import Tally
    from pinvet.model import Pointer
    from pinvet.routing import Slot
    from pinvet.rulebook.program import Program
    from pinvet.text.document import Document


def report_late(late: Late, program: Program, origins: Origins, terms: Terms, tally: Tally) -> None:
    """Add a finding, or the skip where it depends on a fact that nobody knows."""
    rule = late.check.rule
    if rule.id not in terms.policy.selected:
        return
    origin = origins.get(late.touch.request)
    severity = late.touch.severity
    if late.missing is not None:
        verdict = rule.body.get("if_unknown", "skip")
        if verdict == "skip" or late.never_guess:
            path, position = ("", 0) if origin is None else (origin.path, origin.position)
            tally.skips.late(rule.id, late.missing, path, position, late.touch.position)
            return
        severity = verdict
    if origin is None:
        return
    table = terms.setting.book.table
    operation, sent = program.operation, table.operation(origin.operation)
    document = origins.document(late.touch.request)
    is_bulk = sent.body is not None and bool(sent.body.parts)
    position = late.touch.position
    slots = _slots(document, sent, operation, table)
    slot = slots[position] if position < len(slots) else None
    entity = slot.pointer if slot is not None else () if is_bulk else _entity(operation, position)
    verdict = Verdict(
        late.check,
        terms.policy.severities.get(rule.id, severity),  # type: ignore[arg-type]  # the pack schema allows nothing else
        rule.contested,
        rule.remark,
        late.message,
        (*entity, *late.pointer) if slot is None else _written(slot, late.pointer),
        late.parameter,
        "relation",
        entity,
        position,
        request=late.touch.request,
    )
    site = Site(origin.path, document, (), origin.position, origin.method, operation, sent.path, origin.place)
    one = finding(verdict, site, verdict.severity, fingerprints([verdict], site, {})[0])  # no answer speaks of it
    tally.take(one, terms.policy)


def _slots(document: Document | None, sent: Operation, operation: Operation, table: Table) -> tuple[Slot, ...]:
    """Return the entities of a request as they were written, in the order that they were judged in."""
    if document is None:
        return ()
    if sent.body is None or not sent.body.parts:
        return split(document.value, operation)[0]
    parts = (part for part in parts_of(document.value, sent, table) if part.operation != sent.id)
    return tuple(slot for part in parts for slot in part.slots)


def _written(slot: Slot, pointer: Pointer) -> Pointer:
    """Return the pointer, from the body on, of a parameter of an entity; what stands around it may say it for it."""
    is_outside = bool(pointer) and pointer[0] in slot.wrapper and slot.value.get(pointer[0]) is None
    return (*(slot.wrapper_pointer if is_outside else slot.pointer), *pointer)


def _entity(operation: Operation, position: int) -> Pointer:
    """Return the pointer of an entity of a body of the usual shape, by its position."""
    at = operation.body.at if operation.body is not None else ()
    return tuple(position if step == "*" else step for step in at)
