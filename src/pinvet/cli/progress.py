"""A line on the terminal for runs that take long: how much was read, how many requests, how many findings."""

from __future__ import annotations

import sys
import time
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Callable

SILENT_SECONDS: Final = 2.0
PAUSE_SECONDS: Final = 0.2
MIB: Final = 1024 * 1024
_CLEAR: Final = "\r\x1b[2K"


class Progress:
    """Called with what was done; it writes to standard error, on a terminal, once a run has taken two seconds."""

    def __init__(self, clock: Callable[[], float] = time.monotonic) -> None:
        self._clock = clock
        self._next = clock() + SILENT_SECONDS
        self._shown = False

    def __call__(self, done: int, requests: int, findings: int) -> None:
        """Show how many bytes and requests were read and how many findings there are, not too often."""
        now = self._clock()
        if now < self._next:
            return
        self._next = now + PAUSE_SECONDS
        self._shown = True
        sys.stderr.write(f"{_CLEAR}{done / MIB:,.0f} MiB, {requests:,} requests, {findings:,} findings")
        sys.stderr.flush()

    def close(self) -> None:
        """Take the line away."""
        if self._shown:
            sys.stderr.write(_CLEAR)
            sys.stderr.flush()
