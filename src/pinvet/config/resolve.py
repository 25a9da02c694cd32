"""Flags, the project's file, and what is built in -> settings: the command line wins, then the file."""

from __future__ import annotations

import os
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final, NamedTuple

from pinvet.config.find import config_file, exists, repository_root
from pinvet.config.mistake import ConfigError, Mistake
from pinvet.config.settings import EVERYWHERE, PLAIN, Assumption, Settings

if TYPE_CHECKING:
    from collections.abc import Mapping

_FLAG_ONLY: Final = ("operation", "stdin-filename", "force-exclude", "cache", "input-format")
_NAMES: Final = {"rules": "packs", "host": "hosts", "allow-file-refs": "file_refs"}


class Flag(NamedTuple):
    """A value from outside the project, and the flag or variable that gave it."""

    value: Any
    origin: str


def resolve(flags: Mapping[str, Flag], folder: Path, config: str | None = None, *, search: bool = True) -> Settings:
    """Return the settings for a run in an absolute folder.

    `flags` are those that were given, by name without dashes in front: the keys of the configuration, and `rules`,
    `operation`, `stdin-filename`, `force-exclude`, `cache`, `input-format`, `host`, `allow-file-refs`. `config` names
    the file to read instead of the nearest one; without `search` none is looked for. `ignore`, `extend-select`,
    `assume`, `rules` and `host` add to what the file says, except that a `select` flag sets the file's whole
    selection aside.

    Raises ConfigError with every mistake.
    """
    repository = repository_root(folder)
    path = _joined(folder, config) if config else None
    if path is None and search:
        path = config_file(folder, repository or folder)
    root = repository or (path.parent if path and not config else folder)
    settings = Settings(root)
    mistakes: list[Mistake] = []
    if path:
        from pinvet.config.entries import settings_in

        settings, mistakes = settings_in(path, root)
    given = _Given(flags, folder)
    settings = given.over(settings)
    mistakes += given.mistakes
    if mistakes:
        raise ConfigError(*mistakes)
    return settings


class _Given:
    """What the flags and variables say, and the mistakes in it."""

    def __init__(self, flags: Mapping[str, Flag], folder: Path) -> None:
        self.flags = flags
        self.folder = folder
        self.mistakes: list[Mistake] = []

    def over(self, settings: Settings) -> Settings:
        """Return settings with the flags put over them."""
        if "select" in self.flags:
            settings = settings._replace(select=self._words("select"), ignore=(), extend_select=())
        origins = {_setting(key): flag.origin for key, flag in self.flags.items()}
        return settings._replace(
            ignore=(*settings.ignore, *self._words("ignore")),
            extend_select=(*settings.extend_select, *self._words("extend-select")),
            assumptions=(*settings.assumptions, *self._assumptions()),
            packs=tuple(dict.fromkeys((*settings.packs, *self._packs()))),
            context=self._existing("context", as_folder=False) or settings.context,
            hosts=(*settings.hosts, *self._words("host")),
            file_refs=self._existing("allow-file-refs", as_folder=True),
            origins={**settings.origins, **origins},
            **self._plain(),
        )

    def _words(self, key: str) -> tuple[str, ...]:
        return tuple(self.flags[key].value) if key in self.flags else ()

    def _plain(self) -> dict[str, Any]:
        """Return the single values; those that the file may set too are checked as the file's are."""
        for key in PLAIN:
            if key in self.flags:
                self._check(key, *self.flags[key])
        return {_setting(key): self.flags[key].value for key in (*PLAIN, *_FLAG_ONLY) if key in self.flags}

    def _check(self, key: str, value: Any, origin: str) -> None:
        from pinvet.config.check import faults
        from pinvet.config.keys import SCHEMA

        for fault in faults(value, SCHEMA["properties"][key], (key,)):
            self._mistake(origin, fault.message, fault.hint)

    def _assumptions(self) -> tuple[Assumption, ...]:
        if "assume" not in self.flags:
            return ()
        from pinvet.config.assume import unknown

        words, origin = self.flags["assume"]
        for word in words:
            wrong = unknown(word)
            if wrong:
                self._mistake(origin, *wrong)
        return (Assumption(EVERYWHERE, tuple(words), origin),)

    def _packs(self) -> list[Path]:
        found = []
        for name in self._words("rules"):
            found.append(_joined(self.folder, name))
            if not exists(found[-1]):
                self._mistake(self.flags["rules"].origin, f"there is no folder {name!r}")
        return found

    def _existing(self, key: str, *, as_folder: bool) -> Path | None:
        """Return the folder or file that a flag names; None without the flag."""
        if key not in self.flags:
            return None
        name, origin = self.flags[key]
        found = _joined(self.folder, name)
        if not exists(found, as_folder=as_folder):
            self._mistake(origin, f"there is no {'folder' if as_folder else 'file'} {name!r}")
        return found

    def _mistake(self, origin: str, message: str, hint: str | None = None) -> None:
        self.mistakes.append(Mistake(origin, 0, 0, message, hint))


def _joined(folder: Path, name: str) -> Path:
    """Return a path relative to a folder as an absolute one without `..`, links as they are."""
    return Path(os.path.normpath(folder / name))


def _setting(key: str) -> str:
    """Return the name among the settings of a key or a flag."""
    return _NAMES.get(key, key.replace("-", "_"))
