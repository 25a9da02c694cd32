"""Where the project is, and which file configures it."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from pathlib import Path

OWN_FILE: Final = "pinvet.toml"
SHARED_FILE: Final = "pyproject.toml"


def repository_root(folder: Path) -> Path | None:
    """Return the nearest folder at or above an absolute one that holds `.git`, or None."""
    return next((above for above in (folder, *folder.parents) if (above / ".git").exists()), None)


def config_file(folder: Path, top: Path) -> Path | None:
    """Return the nearest configuration from an absolute folder up to and with `top`, or None.

    In one folder pinvet.toml goes before pyproject.toml, which counts where it has pinvet's table.
    """
    for above in (folder, *folder.parents):
        if (above / OWN_FILE).is_file():
            return above / OWN_FILE
        if _has_our_table(above / SHARED_FILE):
            return above / SHARED_FILE
        if above == top:
            break
    return None


def exists(path: Path, *, as_folder: bool | None = None) -> bool:
    """Tell whether a path leads to something, or to a folder or to none; a name that no system takes does not."""
    try:
        return path.exists() if as_folder is None else path.exists() and path.is_dir() is as_folder
    except (OSError, ValueError):
        return False


def is_inside(path: str | Path, folder: str | Path) -> bool:
    """Tell whether an absolute path lies in a folder, or is it, once links are followed."""
    try:
        real, real_folder = os.path.realpath(path), os.path.realpath(folder)
    except ValueError:  # a NUL in the name
        return False
    return real == real_folder or real.startswith(real_folder.rstrip(os.sep) + os.sep)


def relative(path: str | Path, root: str | Path) -> str:
    """Write an absolute path relative to the root, with `/`; one outside stays absolute, the root is a point."""
    shown, top = str(path), str(root)
    if shown == top:
        return "."
    return shown.removeprefix(top.rstrip(os.sep) + os.sep).replace(os.sep, "/")


def _has_our_table(path: Path) -> bool:
    """Tell whether a pyproject.toml configures pinvet; one that cannot be read does not.

    Most files of this name never mention pinvet and are not parsed. One that does and is broken is ours to report.
    """
    try:
        data = path.read_bytes()
    except OSError:
        return False
    if b"pinvet" not in data:
        return False
    import tomllib

    try:
        tool = tomllib.loads(data.decode()).get("tool")
    except (ValueError, RecursionError):
        return b"tool.pinvet" in data
    return isinstance(tool, dict) and "pinvet" in tool
