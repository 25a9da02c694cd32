"""What a server answered: whether it took a request, and what it made of each item of a batch."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

if TYPE_CHECKING:
    from pinvet.model import Response

REFUSED: Final = object()


def is_accepted(response: Response) -> bool:
    """Tell whether a request was answered, and with success."""
    status = response.status
    return status is not None and 200 <= status < 300


def answers_of(body: Any) -> list[Any]:
    """Return per item of a batch what the server made of it: its data, REFUSED, or None where it does not tell."""
    if not isinstance(body, dict):
        return []
    items = body.get("items", body.get("promotions"))
    return [_answer(item) for item in (items if isinstance(items, list) else [body])]


def _answer(item: Any) -> Any:
    if not isinstance(item, dict):
        return None
    if item.get("exceptions") or item.get("exception"):
        return REFUSED
    data = item.get("data", item)
    return data if isinstance(data, dict) else None
