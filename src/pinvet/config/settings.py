"""The settings of a run, with everything resolved: what the flags, the environment, and the project's file say."""

from collections.abc import Mapping
from pathlib import Path
from types import MappingProxyType
from typing import Any, Final, NamedTuple

from pinvet.model import Severity

BUILT_IN: Final = "built-in"
EVERYWHERE: Final = ("**",)
# Keys with a single value that is taken as it is, in the file and as a flag.
PLAIN: Final = ("fail-on", "min-severity", "api-version", "as-of", "max-findings", "fail-deprecated", "strict")


class Assumption(NamedTuple):
    """What is taken for granted about the files that fit one of some globs."""

    files: tuple[str, ...]
    assume: tuple[str, ...]
    origin: str


class Ignore(NamedTuple):
    """Rules that are not reported for the files that fit one of some globs, and why."""

    files: tuple[str, ...]
    rules: tuple[str, ...]
    reason: str
    origin: str


class Settings(NamedTuple):
    """Everything a run needs to know. Globs are relative to the root; folders and files of our own are absolute.

    `select` is empty for all rules that are enabled. `api_version` and `as_of` are None for the newest version that
    the API table knows, and for today. `assumptions` stand in order of growing weight. `origins` tells where a value
    comes from (`pinvet.toml:3:1`, `--select`, `PINVET_SELECT`), by dotted key; ask `origin`.
    """

    root: Path
    config_file: str | None = None
    select: tuple[str, ...] = ()
    ignore: tuple[str, ...] = ()
    extend_select: tuple[str, ...] = ()
    severity: Mapping[str, Severity] = MappingProxyType({})
    fail_on: Severity = "error"
    min_severity: Severity = "warning"
    api_version: str | None = None
    as_of: str | None = None
    assumptions: tuple[Assumption, ...] = ()
    operation: str | None = None
    operations: tuple[tuple[str, str], ...] = ()
    ignores: tuple[Ignore, ...] = ()
    packs: tuple[Path, ...] = ()
    context: Path | None = None
    exclude: tuple[str, ...] = ()
    force_exclude: bool = False
    stdin_filename: str | None = None
    input_format: str | None = None
    hosts: tuple[str, ...] = ()
    fields: Mapping[str, str] = MappingProxyType({})
    file_refs: Path | None = None
    max_findings: int = 20_000
    fail_deprecated: bool = False
    strict: bool = False
    cache: bool = True
    origins: Mapping[str, str] = MappingProxyType({})

    def declared(self, path: str) -> dict[str, bool | str]:
        """Return the facts about campaigns that are taken for granted for a file: `is_performance_plus` and others."""
        from pinvet.config.assume import facts

        words = [word for assumption in self.assumptions if _fits(path, assumption.files) for word in assumption.assume]
        return facts(words)

    def mapped_operation(self, path: str) -> str | None:
        """Return the operation that the flag, else the first glob of the map that fits, gives a file."""
        if self.operation:
            return self.operation
        return next((operation for glob, operation in self.operations if _fits(path, (glob,))), None)

    def is_excluded(self, path: str) -> bool:
        """Tell whether a file or folder, by its path relative to the root, is to be left out."""
        return _fits(path, self.exclude)

    def origin(self, *key: str | int) -> str:
        """Tell where a value comes from, by its key and, within it, the steps to an entry."""
        steps = [str(key[0]).replace("-", "_"), *map(str, key[1:])]
        for length in range(len(steps), 0, -1):
            found = self.origins.get(".".join(steps[:length]))
            if found:
                return found
        return BUILT_IN

    def as_dict(self) -> dict[str, Any]:
        """Return the settings as plain values for --show-settings, each beside where it comes from."""
        return {
            field.replace("_", "-"): {"value": _plain(getattr(self, field)), "from": self.origin(field)}
            for field in self._fields
            if field != "origins"
        }


def _plain(value: Any) -> Any:
    """Turn tuples and mappings into lists and dictionaries; a named tuple becomes a dictionary."""
    if hasattr(value, "_asdict"):
        return {key: _plain(item) for key, item in value._asdict().items()}
    if isinstance(value, tuple):
        return [_plain(item) for item in value]
    if isinstance(value, Mapping):
        return dict(value)
    return value if isinstance(value, (str, int, type(None))) else str(value)


def _fits(path: str, globs: tuple[str, ...]) -> bool:
    """Tell whether a path fits one of some globs."""
    if not globs:
        return False
    from pinvet.config.globs import matches

    return any(matches(path, glob) for glob in globs)
