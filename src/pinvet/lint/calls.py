"""The calls of the library that need no linter of one's own."""

from __future__ import annotations

from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

from pinvet.lint.linter import Linter

if TYPE_CHECKING:
    from collections.abc import Iterable

    from pinvet.config.settings import Settings
    from pinvet.lint.captured import Progress
    from pinvet.report import Report
    from pinvet.sources.payload import Payload
    from pinvet.sources.readers import CaptureFile


@lru_cache(maxsize=1)
def _default() -> Linter:
    return Linter()


def check(body: Any, *, operation: str | None = None, method: str | None = None, url: str | None = None) -> Report:
    """Judge one body with all of pinvet's rules. See ``Linter.check``."""
    return _default().check(body, operation=operation, method=method, url=url)


def check_file(path: str | Path) -> Report:
    """Judge one payload file or capture with all of pinvet's rules; findings have lines and columns."""
    from io import BytesIO

    from pinvet.sources.inputs import inputs

    linter = _default()
    return linter.run(inputs([str(path)], linter.settings, Path.cwd(), BytesIO()))


def run(
    settings: Settings,
    inputs: Iterable[Payload | CaptureFile],
    progress: Progress | None = None,
    *,
    frames: bool = True,
) -> Report:
    """Judge payload files and captures under the given settings; Ctrl-C ends with the report so far."""
    return Linter(settings).run(inputs, progress, interruptible=True, frames=frames)
