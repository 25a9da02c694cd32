"""A capture as a file that can be opened and read."""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any, BinaryIO, Final, NamedTuple

from pinvet.sources.formats import READERS
from pinvet.sources.record import Capture

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Iterator, Mapping
    from pathlib import Path

    from pinvet.model import Notice
    from pinvet.sources.formats import Format
    from pinvet.sources.record import Record

_CHUNK: Final = 1 << 20


class CaptureFile(NamedTuple):
    """A capture that can be read, from its beginning, as often as `open` is called; standard input only once.

    `variables` are those of the Postman environments of a run, as soon as all of its inputs were looked at.
    """

    path: str
    format: Format
    open: Callable[[], BinaryIO]
    named: bool = True
    size: int | None = None
    fields: Mapping[str, str] = {}
    file_refs: Path | None = None
    hosts: Collection[str] = ()
    variables: Mapping[str, str | None] = {}

    def records(self, watch: Callable[[BinaryIO], BinaryIO] | None = None) -> Iterator[Record | Notice]:
        """Read the capture: its exchanges in the order of the file, and what is wrong with it.

        `watch` is put around the stream, to see what goes by.
        """
        read: Any = import_module(READERS[self.format]).read
        with self.open() as stream:
            seen = stream if watch is None else watch(stream)
            yield from read(Capture(self.path, seen, self.fields, self.file_refs, self.variables, self.hosts))
            while watch is not None and seen.read(_CHUNK):
                pass  # a reader that gives up leaves the rest of the stream, and that is to be seen too
