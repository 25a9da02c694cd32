"""What reaches the terminal: text on standard output, and errors in one line each on standard error."""

from __future__ import annotations

import os
import sys
from typing import TYPE_CHECKING, Final

import click

if TYPE_CHECKING:
    from collections.abc import Iterable

FAILED: Final = 2
INTERRUPTED: Final = 130


class Stop(click.ClickException):
    """What ends the run with one line: something outside of us does not do as we were told."""

    exit_code = FAILED


def emit(*texts: str) -> None:
    """Write texts to standard output. A reader that went away, as `head` does, is no error: the rest is dropped."""
    try:
        sys.stdout.writelines(texts)
        sys.stdout.flush()
    except BrokenPipeError:
        _drop_output()


def complain(message: str) -> None:
    """Write one error to standard error."""
    remark(f"error: {message}")


def remark(message: str) -> None:
    """Write one line to standard error, harmless for a terminal."""
    from pinvet.redact import clean

    click.echo(clean(message), err=True)


def complain_of(mistakes: Iterable[object]) -> None:
    """Write one error for each mistake, which writes itself as `path:line:column: message (hint)`."""
    for mistake in mistakes:
        complain(str(mistake))


def prepare() -> None:
    """Let no character that the terminal's encoding lacks stop a report."""
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(errors="backslashreplace")


def _drop_output() -> None:
    """Lead standard output nowhere, so that the interpreter's own last flush does not fail either."""
    nowhere = os.open(os.devnull, os.O_WRONLY)
    os.dup2(nowhere, sys.stdout.fileno())
    os.close(nowhere)
