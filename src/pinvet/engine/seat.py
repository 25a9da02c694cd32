"""The way back from where checks see a parameter to where it was written."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, NamedTuple

from pinvet.checks.kinds.spelling import trace

if TYPE_CHECKING:
    from pinvet.checks.problem import Problem
    from pinvet.checks.view import View
    from pinvet.model import Pointer
    from pinvet.routing import Slot
    from pinvet.rulebook.program import Check, Program


class Respelled(NamedTuple):
    """An entity under the right names, where what was moved had been written, and what the spelling rules say."""

    value: dict[str, Any]
    moved: dict[Pointer, Pointer]
    problems: tuple[tuple[Check, Problem], ...]


class Seat(NamedTuple):
    """One entity: where it stands, as checks see it, and as it was sent with what the wrapper says for it."""

    slot: Slot
    view: View
    sent: dict[str, Any]
    respelled: Respelled | None

    def written(self, pointer: Pointer) -> Pointer:
        """Return the pointer, from the body on, of a parameter named from the entity on."""
        moved = None if self.respelled is None else trace(self.respelled.moved, pointer)
        return self.origin(moved or pointer)

    def origin(self, pointer: Pointer) -> Pointer:
        """Return the pointer, from the body on, of a parameter named as it was written; wrappers stand outside."""
        first = pointer[0] if pointer else None
        if first in self.slot.wrapper and self.slot.value.get(first) is None:
            return (*self.slot.wrapper_pointer, *pointer)
        return (*self.slot.pointer, *pointer)


def sent(program: Program, slot: Slot) -> dict[str, Any]:
    """Return an entity with what the object around its list says for all of them."""
    body = program.operation.body
    if not slot.wrapper or body is None:
        return slot.value
    names = body.wrapper_stands_for
    own = {name: slot.wrapper[name] for name in names if name in slot.wrapper and slot.value.get(name) is None}
    return {**slot.value, **own} if own else slot.value


def respell(program: Program, value: dict[str, Any]) -> Respelled | None:
    """Return an entity under the names and values that were meant; None where nothing is misspelled."""
    moved: dict[Pointer, Pointer] = {}
    problems: list[tuple[Check, Problem]] = []
    for check, speller in program.spellers:
        result = speller.apply(value)
        if result is None:
            continue  # nearly always
        value = result.value
        for problem in result.problems:
            before = trace(moved, problem.pointer)
            problems.append((check, problem if before is None else problem._replace(pointer=before, patch=())))
        moved.update({target: trace(moved, source) or source for target, source in result.written.items()})
    return Respelled(value, moved, tuple(problems)) if problems else None
