"""Bodies as a library call gets them: Python values, models, and JSON texts."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from pinvet.model import Notice

if TYPE_CHECKING:
    from pinvet.text.document import Document


PLAIN = frozenset({dict, str, int, float, bool, type(None)})


def read_body(body: Any, path: str) -> tuple[Any, Document | None, Notice | None]:
    """Return a body's plain value, its document where it was a text, or the notice that says why neither is there."""
    if type(body) is list and PLAIN.issuperset(map(type, body)):
        return body, None, None
    if isinstance(body, (str, bytes)):
        return _read_text(body, path)
    return plain(body), None, None


def plain(value: Any) -> Any:
    """Turn models into plain values: the body, what stands in its lists, and what an object around these holds."""
    if isinstance(value, dict):
        return {key: _items(item) for key, item in value.items()}
    return _items(value)


def _items(value: Any) -> Any:
    if isinstance(value, tuple):
        return [_model(item) for item in value]
    if isinstance(value, list):
        return [_model(item) for item in value] if any(_is_model(item) for item in value) else value
    return _model(value)


def _model(value: Any) -> Any:
    if not _is_model(value):
        return value
    if hasattr(value, "model_dump"):
        return value.model_dump(mode="json", by_alias=True)
    return value.to_dict()


def _is_model(value: Any) -> bool:
    return not isinstance(value, (dict, str, int, float, list, type(None))) and (
        hasattr(value, "model_dump") or hasattr(value, "to_dict")
    )


def _read_text(body: str | bytes, path: str) -> tuple[Any, Document | None, Notice | None]:
    from pinvet.text.decode import decode
    from pinvet.text.document import Trouble
    from pinvet.text.json import read_json
    from pinvet.text.limits import LIMITS

    text = decode(body, LIMITS) if isinstance(body, bytes) else body
    document = text if isinstance(text, Trouble) else read_json(text, LIMITS)
    if isinstance(document, Trouble):
        notice = Notice(
            document.kind, path, document.message, document.line, document.column, fatal=True, hint=document.hint
        )
        return None, None, notice
    return document.value, document, None
