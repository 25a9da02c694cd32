"""The answer as a witness: whether what a finding says is wrong was refused, or accepted."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from pinvet.engine.answers import items_of, refused

if TYPE_CHECKING:
    from pinvet.api.operation import Operation
    from pinvet.model import Response, Witness

# refusals that say nothing of the body: no or a wrong token, no right, too many requests
OF_THE_CALLER: Final = frozenset({401, 403, 407, 408, 425, 429})
# batches that are answered before they are looked at; so are requests that hold others
QUEUED: Final = frozenset({"items_batch/post", "catalogs_local_inventory_items_batch/operate"})


def witness(response: Response, position: int, *, queued: bool = False) -> Witness:
    """Return what an answer says of the entity at a position of the request, -1 for the body as a whole.

    Where success means no more than ``queued``, only a refusal says anything.
    """
    status = response.status
    if status is None:
        return "unknown"
    if 400 <= status < 500:
        return "unknown" if status in OF_THE_CALLER else "confirmed"
    if queued or not 200 <= status < 300:
        return "unknown"
    items = items_of(response.body)
    if items is None or position < 0:
        return "contradicted"
    return "confirmed" if position < len(items) and refused(items[position]) else "contradicted"


def is_queued(operation: Operation) -> bool:
    """Tell whether the answer to an operation comes before its body is looked at."""
    return operation.id in QUEUED or (operation.body is not None and bool(operation.body.parts))
