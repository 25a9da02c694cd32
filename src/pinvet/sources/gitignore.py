"""What .gitignore files leave out, read by pathspec and never by git."""

from __future__ import annotations

import os
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final, NamedTuple

if TYPE_CHECKING:
    from pathspec import GitIgnoreSpec

_NAME: Final = ".gitignore"
_LARGEST: Final = 1 << 20

# Patterns become regular expressions, whose time grows with the power of their stars.
_MOST_STARS: Final = 4


class Ignored(NamedTuple):
    """The .gitignore files that count in a folder, from the top down: each with the folder that it lies in."""

    specs: tuple[tuple[str, GitIgnoreSpec], ...] = ()

    def within(self, folder: str) -> Ignored:
        """Return what counts in a folder, given what counts above it."""
        spec = _read(Path(folder, _NAME))
        return Ignored((*self.specs, (folder, spec))) if spec else self

    def covers(self, path: str, *, is_folder: bool) -> bool:
        """Tell whether a path is left out: the nearest file that says anything about it decides."""
        for folder, spec in reversed(self.specs):
            name = os.path.relpath(path, folder).replace(os.sep, "/") + ("/" if is_folder else "")
            said = spec.check_file(name).include
            if said is not None:
                return said
        return False


def ignored_above(folder: str, boundary: str) -> Ignored:
    """Return what counts above a folder, from the boundary down; nothing where the folder itself is left out.

    Who names a folder that is left out wants it searched.
    """
    steps = Path(os.path.relpath(folder, boundary)).parts
    if folder == boundary or steps[0] == os.pardir:
        return Ignored()
    ignored = Ignored()
    above = boundary
    for step in steps:
        ignored = ignored.within(above)
        above = str(Path(above, step))
        if ignored.covers(above, is_folder=True):
            return Ignored()
    return ignored


def _read(path: Path) -> GitIgnoreSpec | None:
    """Return the patterns of a file, or None where there is none, or none that can be read.

    As with git, a link of this name is not followed.
    """
    try:
        if path.is_symlink() or not path.is_file():
            return None
        with path.open("rb") as file:
            text = file.read(_LARGEST).decode("utf-8", "replace")
    except OSError:
        return None
    from pathspec import GitIgnoreSpec

    return GitIgnoreSpec([pattern for line in text.splitlines() for pattern in _compiled(line)])


def _compiled(line: str) -> list[Any]:
    """Return the pattern of one line in a list; a line that is no pattern, or a costly one, yields none."""
    import re
    import warnings

    from pathspec import GitIgnoreSpec

    if line.count("*") > _MOST_STARS:
        return []
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore", FutureWarning)  # of re, over brackets inside brackets
            return list(GitIgnoreSpec.from_lines([line]).patterns)
    except (ValueError, re.error):
        return []
