"""Requests that hold other requests: each part of a bulk upsert is split as the operation that it is."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, NamedTuple

from pinvet.checks.paths import nodes, steps
from pinvet.routing import Fault, Slot, split

if TYPE_CHECKING:
    from collections.abc import Iterator

    from pinvet.api.operation import Operation
    from pinvet.api.table import Table
    from pinvet.model import Pointer


class Part(NamedTuple):
    """One part of a body: the operation that it is, its entities, and what is wrong with its shape."""

    operation: str
    slots: tuple[Slot, ...]
    faults: tuple[Fault, ...]


def parts_of(body: Any, operation: Operation, table: Table) -> Iterator[Part]:
    """Yield the parts of a body, and the body itself without them, with pointers from the whole body on."""
    parts = operation.body.parts if operation.body is not None else ()
    slots, faults = split(_without(body, [steps(path) for path, _ in parts]), operation)
    yield Part(operation.id, slots, faults)
    for path, inner in parts:
        for pointer, value in nodes(body, steps(path)):
            slots, faults = split(value, table.operation(inner))
            yield Part(inner, tuple(_moved(one, pointer) for one in slots), tuple(_led(one, pointer) for one in faults))


def _moved(slot: Slot, pointer: Pointer) -> Slot:
    return slot._replace(pointer=(*pointer, *slot.pointer), wrapper_pointer=(*pointer, *slot.wrapper_pointer))


def _led(fault: Fault, pointer: Pointer) -> Fault:
    return fault._replace(pointer=(*pointer, *fault.pointer))


def _without(body: Any, paths: list[tuple[str, ...]]) -> Any:
    """Return a body without what its parts hold, so that nothing is judged twice."""
    if not isinstance(body, dict):
        return body
    inner: dict[str, set[str]] = {}
    for path in paths:
        inner.setdefault(path[0], set()).add(path[1])
    return {
        name: {key: item for key, item in value.items() if key not in inner[name]}
        if name in inner and isinstance(value, dict)
        else value
        for name, value in body.items()
    }
