"""What a server answered: whether it took a request, and what it made of each item of a batch."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from pinvet.api.told import LISTS

if TYPE_CHECKING:
    from pinvet.model import Response

REFUSED: Final = object()


def is_accepted(response: Response) -> bool:
    """Tell whether a request was answered, and with success."""
    status = response.status
    return status is not None and 200 <= status < 300


def items_of(body: Any) -> list[Any] | None:
    """Return what an answer says of each item of a batch, None where it is no answer to a batch."""
    if not isinstance(body, dict):
        return None
    return next((body[name] for name in LISTS if isinstance(body.get(name), list)), None)


def refused(item: Any) -> Any:
    """Return why the API refused one item inside an answer that is a success, or None where it did not."""
    if not isinstance(item, dict):
        return None
    return item.get("exceptions") or item.get("exception") or None


def answers_of(body: Any) -> list[Any]:
    """Return per item of a batch what the server made of it: its data, REFUSED, or None where it does not tell."""
    if not isinstance(body, dict):
        return []
    items = items_of(body)
    return [_answer(item) for item in ([body] if items is None else items)]


def _answer(item: Any) -> Any:
    if not isinstance(item, dict):
        return None
    if refused(item):
        return REFUSED
    data = item.get("data", item)
    return data if isinstance(data, dict) else None
