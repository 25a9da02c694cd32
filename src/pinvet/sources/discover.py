"""Paths, folders and globs of the command line -> the files to read, in a fixed order."""

from __future__ import annotations

import os
from pathlib import Path
from typing import TYPE_CHECKING, Final, NamedTuple

from pinvet.config.find import exists, is_inside, relative
from pinvet.config.globs import fits, fixed_folder, is_glob
from pinvet.model import Notice
from pinvet.sources.captures import MET

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from pinvet.config import Settings
    from pinvet.sources.gitignore import Ignored

STDIN: Final = "-"
STDIN_SHOWN: Final = "<stdin>"
SUFFIXES: Final = (".json", ".yaml", ".yml")

# Never searched, and never a payload: they belong to other tools. tsconfig.json is not even JSON.
_SKIPPED_FOLDERS: Final = frozenset({"node_modules", "__pycache__", "site-packages"})
_SKIPPED_FILES: Final = frozenset({"tsconfig.json", "jsconfig.json", "package-lock.json", "pnpm-lock.yaml"})


class Found(NamedTuple):
    """A file to read: how it is shown, where it lies, and whether it was named or met in a folder.

    `path` is relative to the root with `/`, or absolute outside of it. `location` is absolute, or `-` for standard
    input. `packed` tells a file that is gzip, once somebody has looked.
    """

    path: str
    location: str
    named: bool
    packed: bool = False


def discover(paths: Sequence[str], settings: Settings, folder: Path) -> list[Found | Notice]:
    """Return the files that paths, relative to an absolute folder, stand for, and what is wrong with any of them.

    A file that is named is read whatever it is called, a folder is searched for JSON and YAML, a glob stands for
    the files that fit it. Each file comes once, sorted by path.
    """
    search = _Search(settings, folder)
    for path in paths:
        search.add(path)
    return sorted([*search.found.values(), *search.notices], key=lambda each: each.path)


class _Search:
    def __init__(self, settings: Settings, folder: Path) -> None:
        self.settings = settings
        self.folder = folder
        self.root = str(settings.root)
        self.found: dict[str, Found] = {}
        self.notices: list[Notice] = []

    def add(self, path: str) -> None:
        """Take one path of the command line."""
        if path == STDIN:
            self.found[STDIN] = Found(self.settings.stdin_filename or STDIN_SHOWN, STDIN, named=True)
            return
        location = os.path.normpath(Path(self.folder, path))
        if exists(Path(location), as_folder=True):
            if self._may_follow(location, self.root):
                self._walk(location, _is_met, named=False)
        elif os.path.lexists(location):
            self._add_named(location)
        elif is_glob(path):
            self._expand(location, path)
        else:
            self._notice(location, "there is no such file or folder")

    def _add_named(self, location: str) -> None:
        shown = relative(location, self.root)
        if self.settings.force_exclude and self.settings.is_excluded(shown):
            return
        if self._may_follow(location, self.root):
            self.found[location] = Found(shown, location, named=True)

    def _expand(self, location: str, written: str) -> None:
        glob = location.replace(os.sep, "/")
        before = len(self.found)
        top = fixed_folder(glob)
        if exists(Path(top), as_folder=True):
            self._walk(top, lambda path: fits(path.replace(os.sep, "/"), glob), named=True)
        if len(self.found) == before:
            self._notice(location, f"no file fits the glob {written!r}")

    def _walk(self, top: str, wanted: Callable[[str], bool], *, named: bool) -> None:
        """Search a folder and what lies below it; linked folders come last, and none is entered twice."""
        from pinvet.sources.gitignore import ignored_above

        boundary = self.root if is_inside(top, self.root) else top
        entered: set[str] = set()
        waiting = [(top, ignored_above(top, boundary))]
        linked: list[tuple[str, Ignored]] = []
        while waiting or linked:
            folder, ignored = waiting.pop() if waiting else linked.pop(0)
            real = os.path.realpath(folder)
            if real in entered:
                continue
            entered.add(real)
            ignored = ignored.within(folder)
            for entry in self._entries(folder):
                is_folder = self._is_folder(entry)
                if is_folder is None:
                    continue
                if self._is_left_out(entry, ignored, is_folder=is_folder):
                    continue
                if entry.is_symlink() and not self._may_follow(entry.path, boundary):
                    continue
                if is_folder:
                    (linked if entry.is_symlink() else waiting).append((entry.path, ignored))
                elif wanted(entry.path) and entry.is_file():
                    shown = relative(entry.path, self.root)
                    self.found.setdefault(entry.path, Found(shown, entry.path, named))

    def _entries(self, folder: str) -> list[os.DirEntry[str]]:
        try:
            with os.scandir(folder) as entries:
                return sorted(entries, key=lambda entry: entry.name)
        except OSError as error:
            self._notice(folder, f"the folder cannot be read: {_reason(error)}")
            return []

    def _is_folder(self, entry: os.DirEntry[str]) -> bool | None:
        """Tell whether an entry is a folder, or None, with a notice, for a link that leads nowhere but to itself."""
        try:
            return entry.is_dir()
        except OSError as error:
            self._notice(entry.path, f"the link cannot be followed: {_reason(error)}")
            return None

    def _is_left_out(self, entry: os.DirEntry[str], ignored: Ignored, *, is_folder: bool) -> bool:
        if entry.name.startswith(".") or entry.name in (_SKIPPED_FOLDERS if is_folder else _SKIPPED_FILES):
            return True
        if self.settings.is_excluded(relative(entry.path, self.root)):
            return True
        return ignored.covers(entry.path, is_folder=is_folder)

    def _may_follow(self, location: str, boundary: str) -> bool:
        """Tell whether a path may be read; one that lies below the boundary by name has to stay there."""
        if Path(relative(location, boundary)).is_absolute() or is_inside(location, boundary):
            return True
        self._notice(
            location,
            "the link leads out of the project and is not followed",
            "name the file that it leads to",
        )
        return False

    def _notice(self, location: str, message: str, hint: str | None = None) -> None:
        shown = relative(location, self.root)
        self.notices.append(Notice("unreadable", shown, message, fatal=True, hint=hint))


def read_bytes(found: Found, limit: int, stream: Callable[[int], bytes]) -> bytes | Notice:
    """Return what a file holds, at most `limit` bytes, or why it cannot be read.

    `stream` reads so many bytes of standard input, and of a packed file.
    """
    try:
        if found.location == STDIN or found.packed:
            data = stream(limit + 1)
        else:
            with Path(found.location).open("rb") as file:
                if os.fstat(file.fileno()).st_size > limit:
                    return _too_large(found, limit)
                data = file.read(limit + 1)
    except OSError as error:
        return Notice("unreadable", found.path, f"the file cannot be read: {_reason(error)}", fatal=True)
    return _too_large(found, limit) if len(data) > limit else data


def _too_large(found: Found, limit: int) -> Notice:
    message = f"the file is larger than {limit:,} bytes and is not read; no request is that large"
    return Notice("limit", found.path, message, fatal=found.named)


def _is_met(path: str) -> bool:
    """Tell whether a file's name says that it may be a payload or a capture; scripts and notes have to be named."""
    return path.lower().endswith((*SUFFIXES, *MET))


def _reason(error: OSError) -> str:
    return (error.strerror or "unknown reason").lower()
