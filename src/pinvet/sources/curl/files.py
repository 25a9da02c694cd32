"""The files that curl reads with @file: only below the folder that the caller allows, and nothing but plain text."""

from __future__ import annotations

import os
import stat
from pathlib import Path
from typing import NamedTuple

from pinvet.text.decode import decode
from pinvet.text.document import Trouble
from pinvet.text.limits import LIMITS


class Unreadable(NamedTuple):
    """Why a file is not read, in words that follow `a file`, and what to do about it."""

    message: str
    hint: str | None = None


def read_text(folder: Path | None, name: str) -> str | Unreadable:
    """Return the text of a file that a command names, relative to the folder, which it must not leave."""
    if folder is None:
        return Unreadable("that is not read", "allow it with --allow-file-refs DIR; names are relative to DIR")
    try:
        top = os.path.realpath(folder)
        path = os.path.realpath(Path(top, name))
        if os.path.commonpath((top, path)) != top:
            return Unreadable("outside of the folder of --allow-file-refs")
        if not stat.S_ISREG(os.stat(path).st_mode):  # noqa: PTH116  # before it is opened: a pipe would block
            return Unreadable("that is no regular file")
        with open(path, "rb") as file:  # noqa: PTH123
            data = file.read(LIMITS.max_bytes + 1)
    except (OSError, ValueError):
        return Unreadable("that cannot be opened")
    text = decode(data)
    return Unreadable(f"that cannot be read: {text.message}") if isinstance(text, Trouble) else text
