"""A configuration file -> checked values with their places, or every mistake in it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final, NamedTuple

from pinvet.config.check import faults
from pinvet.config.find import SHARED_FILE, relative
from pinvet.config.keys import SCHEMA
from pinvet.config.mistake import ConfigError, Mistake
from pinvet.config.places import Steps, place, places

if TYPE_CHECKING:
    from pathlib import Path

LARGEST: Final = 1 << 20
_TABLE: Final = ("tool", "pinvet")

# How tomllib begins what it says, and our words for it: its own text may quote the file.
_REASONS: Final = (
    ("Cannot ", "this key or table was given before"),
    ("Duplicate ", "this key was given before"),
    ("Expected '='", "an equals sign is missing after the key"),
    ("Expected ']", "the name of the table is not closed"),
    ("Expected newline", "more text follows the value on its line"),
    ("Illegal character", "a text is not closed on its line, or holds a control character"),
    ("Invalid date", "there is no such day"),
    ("Invalid initial", "a key is missing, or needs quotes"),
    ("Invalid statement", "a key, a table or a comment was expected"),
    ("Invalid value", "the value is no text in quotes, number, true, false, list or table"),
    ("Unclosed array", "the list is not closed"),
    ("Unclosed inline table", "the table in braces is not closed"),
    ("Unescaped", "a backslash in a text needs another one before it"),
    ("Unterminated string", "the text is not closed"),
)


class File(NamedTuple):
    """A configuration that passed its checks: its values, and the place of each by path."""

    shown: str
    folder: Path
    values: dict[str, Any]
    places: dict[Steps, tuple[int, int]]

    def place(self, path: Steps) -> tuple[int, int]:
        """Return the place of a path, or of the nearest key that it lies in."""
        for length in range(len(path), 0, -1):
            if path[:length] in self.places:
                return self.places[path[:length]]
        return 1, 1

    def mistake(self, path: Steps, message: str, hint: str | None = None) -> Mistake:
        """Return a mistake at the place of a path."""
        return Mistake(self.shown, *self.place(path), message, hint)


def read(path: Path, root: Path) -> File:
    """Read the configuration file at an absolute path.

    Raises ConfigError for a file that cannot be read, is not TOML, or holds what the key table does not allow.
    """
    shown = relative(path, root)
    text = _text(path, shown)
    values, found = _parse(text, shown)
    if path.name == SHARED_FILE:
        tool = values.get("tool")
        values = tool.get("pinvet", {}) if isinstance(tool, dict) else {}
        found = {key[len(_TABLE) :]: place for key, place in found.items() if key[: len(_TABLE)] == _TABLE}
    file = File(shown, path.parent, values, found)
    mistakes = [file.mistake(*fault) for fault in faults(_with_text_dates(values), SCHEMA)]
    if mistakes:
        raise ConfigError(*sorted(mistakes, key=lambda mistake: (mistake.line, mistake.column)))
    return file._replace(values=_with_text_dates(values))


def _text(path: Path, shown: str) -> str:
    try:
        with path.open("rb") as file:
            data = file.read(LARGEST + 1)
    except OSError as error:
        reason = error.strerror or "it cannot be opened"
        raise ConfigError(Mistake(shown, 1, 1, f"the configuration cannot be read: {reason}")) from None
    if len(data) > LARGEST:
        raise ConfigError(Mistake(shown, 1, 1, f"the configuration is larger than {LARGEST} bytes"))
    try:
        return data.decode("utf-8-sig").replace("\r\n", "\n")
    except UnicodeDecodeError as error:
        line = data.count(b"\n", 0, error.start) + 1
        raise ConfigError(Mistake(shown, line, 1, "the configuration is not UTF-8")) from None


def _parse(text: str, shown: str) -> tuple[dict[str, Any], dict[Steps, tuple[int, int]]]:
    import tomllib

    try:
        return tomllib.loads(text), places(text)
    except tomllib.TOMLDecodeError as error:
        raise ConfigError(_syntax_mistake(str(error), text, shown)) from None
    except (ValueError, RecursionError):
        message = "a number is too long, or tables are nested too deeply"
        raise ConfigError(Mistake(shown, 1, 1, message)) from None


def _syntax_mistake(said: str, text: str, shown: str) -> Mistake:
    """Turn what tomllib says, `reason (at line 3, column 5)`, into a mistake; without a line it is the end."""
    where = said.rpartition(" (at ")[2]
    numbers = [int(word) for word in where.replace(",", " ").replace(")", " ").split() if word.isdigit()]
    line, column = numbers if len(numbers) == 2 else place(text, len(text))
    known = next((words for start, words in _REASONS if said.startswith(start)), None)
    message = "this is not TOML" + (f": {known}" if known else "")
    return Mistake(shown, line, column, message, 'a line reads key = "value"')


def _with_text_dates(values: Any) -> Any:
    """Let `as-of = 2027-01-31` mean the same with and without quotes."""
    import datetime as dt

    day = values.get("as-of") if isinstance(values, dict) else None
    if isinstance(day, dt.date) and not isinstance(day, dt.datetime):
        return {**values, "as-of": day.isoformat()}
    return values
