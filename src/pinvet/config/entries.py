"""What a configuration file lists, entry by entry: globs made relative to the root, paths held inside it."""

from __future__ import annotations

import os
from pathlib import Path
from typing import TYPE_CHECKING, Any

from pinvet.config.assume import unknown
from pinvet.config.check import quoted
from pinvet.config.find import exists, is_inside
from pinvet.config.globs import within
from pinvet.config.read import File, read
from pinvet.config.settings import EVERYWHERE, PLAIN, Assumption, Ignore, Settings

if TYPE_CHECKING:
    from pinvet.config.mistake import Mistake


def settings_in(path: Path, root: Path) -> tuple[Settings, list[Mistake]]:
    """Return the settings that the configuration file at an absolute path makes, and what is wrong with them.

    Raises ConfigError for a file of which nothing can be used.
    """
    file = read(path, root)
    entries = _Entries(file, root)
    settings = Settings(
        root=root,
        config_file=file.shown,
        select=entries.words("select"),
        ignore=entries.words("ignore"),
        extend_select=entries.words("extend-select"),
        severity=dict(file.values.get("severity", {})),
        assumptions=entries.assumptions(),
        operations=entries.operations(),
        ignores=entries.ignores(),
        packs=entries.packs(),
        context=entries.context(),
        exclude=entries.exclude(),
        hosts=entries.words("hosts"),
        fields=dict(file.values.get("fields", {})),
        origins=entries.origins,
        **{key.replace("-", "_"): file.values[key] for key in PLAIN if key in file.values},
    )
    return settings, sorted(entries.mistakes, key=lambda mistake: (mistake.line, mistake.column))


class _Entries:
    """The lists and tables of one file, relative to a root; `mistakes` and `origins` fill while they are read."""

    def __init__(self, file: File, root: Path) -> None:
        self.file = file
        self.root = root
        self.mistakes: list[Mistake] = []
        self.origins = {_dotted(path): self._origin(path) for path in file.places if path}
        is_below = is_inside(file.folder, root)
        self.prefix = os.path.relpath(file.folder, root).replace(os.sep, "/").removeprefix(".") if is_below else ""

    def words(self, key: str) -> tuple[str, ...]:
        """Return a plain list of words."""
        return tuple(self.file.values.get(key, ()))

    def exclude(self) -> tuple[str, ...]:
        """Return the globs of files to leave out."""
        return tuple(self._glob(glob, "exclude", index) for index, glob in self._listed("exclude"))

    def assumptions(self) -> tuple[Assumption, ...]:
        """Return what the file assumes: for all files first, then for some."""
        found = []
        if "assume" in self.file.values:
            words = self._assumed(self.file.values["assume"], "assume")
            found.append(Assumption(EVERYWHERE, words, self._origin(("assume",))))
        for index, entry in self._listed("assumptions"):
            files = self._globs(entry["files"], "assumptions", index, "files")
            words = self._assumed(entry["assume"], "assumptions", index, "assume")
            found.append(Assumption(files, words, self._origin(("assumptions", index, "assume"))))
        return tuple(found)

    def operations(self) -> tuple[tuple[str, str], ...]:
        """Return the map from globs to operations, in the order of the file."""
        found = []
        for written, operation in self.file.values.get("operations", {}).items():
            glob = self._glob(written, "operations", written)
            self.origins[_dotted(("operations", glob))] = self._origin(("operations", written))
            found.append((glob, operation))
        return tuple(found)

    def ignores(self) -> tuple[Ignore, ...]:
        """Return the rules that are not reported for some files."""
        return tuple(
            Ignore(
                files=self._globs(entry["files"], "ignores", index, "files"),
                rules=tuple(entry["rules"]),
                reason=entry["reason"],
                origin=self._origin(("ignores", index)),
            )
            for index, entry in self._listed("ignores")
        )

    def packs(self) -> tuple[Path, ...]:
        """Return the folders of the project's own packs."""
        return tuple(self._inside(folder, "packs", index) for index, folder in self._listed("packs"))

    def context(self) -> Path | None:
        """Return the file that tells what the account holds."""
        name = self.file.values.get("context")
        return self._inside(name, "context") if name else None

    def _listed(self, key: str) -> enumerate[Any]:
        return enumerate(self.file.values.get(key, ()))

    def _globs(self, globs: list[str], *path: str | int) -> tuple[str, ...]:
        return tuple(self._glob(glob, *path, index) for index, glob in enumerate(globs))

    def _glob(self, glob: str, *path: str | int) -> str:
        if ".." in glob.split("/"):
            self._mistake(path, f"the glob {quoted(glob)} leads out of the folder of this file", "leave out '..'")
        return within(glob, self.prefix)

    def _assumed(self, words: list[str], *path: str | int) -> tuple[str, ...]:
        for index, word in enumerate(words):
            wrong = unknown(word)
            if wrong:
                self._mistake((*path, index), *wrong)
        return tuple(words)

    def _inside(self, name: str, *path: str | int) -> Path:
        """Return the absolute path of what the file names, which exists and lies below the root."""
        found = Path(os.path.normpath(self.file.folder / name))
        if not is_inside(found, self.root):
            hint = "outside of it, use --rules or --context on the command line"
            self._mistake(path, f"{quoted(name)} leads out of the project", hint)
        elif not exists(found):
            self._mistake(path, f"there is no {quoted(name)} beside this file")
        return found

    def _mistake(self, path: tuple[str | int, ...], message: str, hint: str | None = None) -> None:
        self.mistakes.append(self.file.mistake(path, message, hint))

    def _origin(self, path: tuple[str | int, ...]) -> str:
        line, column = self.file.place(path)
        return f"{self.file.shown}:{line}:{column}"


def _dotted(path: tuple[str | int, ...]) -> str:
    """Write a path as the settings name it: the key with underscores, then the steps to an entry."""
    return ".".join([str(path[0]).replace("-", "_"), *map(str, path[1:])])
