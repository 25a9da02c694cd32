"""What tests of all readers of captures ask of a record, of a place, and of whatever else a reader gives."""

from __future__ import annotations

import io
from typing import TYPE_CHECKING, Any

from pinvet.model import Notice, Place
from pinvet.sources.record import Record
from pinvet.text.lines import Lines

if TYPE_CHECKING:
    from collections.abc import Iterable

    from pinvet.model import Pointer
    from pinvet.text.document import Document


class Slow(io.RawIOBase):
    """A stream that gives a few bytes at a time and cannot seek, as pipes do."""

    def __init__(self, data: bytes, size: int) -> None:
        self._data = io.BytesIO(data)
        self._size = size

    def read(self, size: int = -1) -> bytes:
        return self._data.read(self._size if size < 0 else min(size, self._size))


def only_records(found: Iterable[Record | Notice]) -> list[Record]:
    """Return what a reader gave where it had nothing to complain of."""
    every = list(found)
    assert [one for one in every if isinstance(one, Notice)] == []
    return [one for one in every if isinstance(one, Record)]


def told(record: Record) -> tuple[Any, ...]:
    request, response = record.request, record.response
    return request.position, request.method, request.url, request.body, response.status, response.body


def at(text: str, place: Place | None) -> str:
    """Return what stands at a place of a text."""
    assert place is not None
    lines = Lines(text)
    return text[lines.offset(place.line, place.column) : lines.offset(place.end_line, place.end_column)]


def written(record: Record) -> Document:
    document = record.written()
    assert document is not None
    return document


def pointers(value: Any, here: Pointer = ()) -> dict[Pointer, Any]:
    """Return every value inside a value, itself first, by its pointer."""
    steps = value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ()
    return {here: value} | {p: v for step, inner in steps for p, v in pointers(inner, (*here, step)).items()}


def check_sound(found: Iterable[Record | Notice], data: bytes | str) -> None:
    """Check what holds of whatever a reader gives, however damaged the capture is that it read.

    Every place lies in the file, requests are numbered upwards, what is fatal comes alone, and a body that stands in
    the file is the body that was judged.
    """
    every = list(found)
    text = data if isinstance(data, str) else data.decode("utf-8", "replace")
    last = len(Lines(text))
    numbers = [one.request.position for one in every if isinstance(one, Record)]
    assert numbers == sorted(set(numbers))
    assert not numbers or not any(isinstance(one, Notice) and one.fatal for one in every)
    for one in every:
        if isinstance(one, Notice):
            assert 1 <= one.line <= last
            assert one.column >= 1
            assert one.message.isprintable()
            continue
        assert 1 <= one.place.line <= one.place.end_line <= last
        document = one.written()
        if document is not None:
            assert document.value == one.request.body
