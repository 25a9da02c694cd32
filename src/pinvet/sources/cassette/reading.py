"""The text of a cassette -> its interactions, one after the other; where it is damaged, those that are whole."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from pinvet.model import Notice
from pinvet.sources.cassette.exchange import Exchanges
from pinvet.sources.cassette.part import Part
from pinvet.sources.whole import WHOLE, whole_text
from pinvet.text.document import Document, Trouble
from pinvet.text.lines import Lines

if TYPE_CHECKING:
    from collections.abc import Iterator

    from pinvet.model import Pointer
    from pinvet.sources.record import Capture, Record

_LISTS: Final = ("interactions", "http_interactions")
_YAML: Final = (".yaml", ".yml")
_NO_CASSETTE: Final = "this is no cassette: a cassette is an object with a list of interactions"


def read(capture: Capture) -> Iterator[Record | Notice]:
    """Yield the records of a cassette in the order of the file, and notices of what cannot be read."""
    text, notice = whole_text(capture)
    if notice is not None:
        yield notice
    if text is None:
        return
    document = _document(text, capture.path)
    if isinstance(document, Trouble):
        from pinvet.sources.cassette.damaged import salvaged

        yield from salvaged(capture, text, document)
        return
    pointer, interactions = _interactions(document.value)
    if interactions is None:
        yield Notice("unreadable", capture.path, _NO_CASSETTE, fatal=True)
        return
    part, exchanges = Part(document, 0, Lines(text)), Exchanges(capture)
    for position, value in enumerate(interactions):
        yield from exchanges.read(value, part, (*pointer, position))


def _document(text: str, path: str) -> Document | Trouble:
    """Return the value of a cassette: JSON where it begins like it, though YAML may do that too."""
    if text.lstrip()[:1] in ("{", "["):
        from pinvet.text.json import read_json

        document = read_json(text, WHOLE)
        if isinstance(document, Document) or not path.lower().removesuffix(".gz").endswith(_YAML):
            return document
    from pinvet.text.yaml import read_cassette_yaml

    return read_cassette_yaml(text, WHOLE)


def _interactions(value: Any) -> tuple[Pointer, list[Any] | None]:
    """Return where the interactions of a cassette stand, and their list; None where the value is no cassette."""
    if isinstance(value, dict):
        key = next((key for key in _LISTS if key in value), None)
        found = [] if key is None else value[key] or []
        return (key or "",), found if key is not None and isinstance(found, list) else None
    is_old = isinstance(value, list) and any(isinstance(item, dict) and "request" in item for item in value)
    return (), value if is_old else None
