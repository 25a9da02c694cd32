"""The lines of a log, one at a time and none larger than memory allows, however long the log is."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, Final

from pinvet.text.limits import MIB

if TYPE_CHECKING:
    from collections.abc import Iterator
    from typing import BinaryIO

LONGEST: Final = 64 * MIB
TOO_LONG: Final = b"\0 a line that is too long"  # told apart by identity
TOO_LONG_MESSAGE: Final = f"the line is longer than {LONGEST:,} bytes and is not read"

BYTE_ORDER_MARK: Final = b"\xef\xbb\xbf"


def log_lines(stream: BinaryIO, longest: int = LONGEST) -> Iterator[bytes]:
    """Return the lines of a stream with their line feeds; TOO_LONG stands for each that is longer than `longest`."""
    for line in iter(partial(stream.readline, longest), b""):
        if len(line) < longest or line.endswith(b"\n"):
            yield line
            continue
        while (part := stream.readline(MIB)) and not part.endswith(b"\n"):
            pass
        yield TOO_LONG
