"""The notices of a log: a few of each kind in full, the rest counted, and one alone where nothing could be read."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from pinvet.model import Notice
from pinvet.sources.loglines import TOO_LONG, TOO_LONG_MESSAGE
from pinvet.text.document import Trouble
from pinvet.text.fast import INVALID
from pinvet.text.limits import LIMITS

if TYPE_CHECKING:
    from collections.abc import Iterator

    from pinvet.model import Place

TOLD: Final = 20  # notices of one kind that stand in full

_NO_REQUEST: Final = "no request in this record"
_NO_REQUEST_HINT: Final = (
    "where its fields have other names, say under capture.fields in the configuration where they are"
)
_CUT: Final = "the file ends in the middle of this record, which is not judged"
_MORE: Final = {
    "stranger": "no request in {} more records",
    "damaged": "{} more lines hold no JSON that can be read",
}
_ONE_A_LINE: Final = "a log holds one record a line (NDJSON), or one list of records"


class Troubles:
    """The notices of one log. They wait until a record is read: `nothing` tells that none was, so far."""

    def __init__(self, path: str) -> None:
        self.path = path
        self.waiting: list[Notice] = []
        self.nothing = True
        self.whole: Trouble | None = None  # with the log as one value, where it was read so
        self._counts = dict.fromkeys(_MORE, 0)
        self._folded: dict[str, Notice] = {}

    def add(self, notice: Notice) -> None:
        """Take a notice about a record that is read."""
        self.waiting.append(notice)

    def stranger(self, place: Place) -> None:
        """Say that a record holds no request."""
        self._fold(
            "stranger", Notice("record", self.path, _NO_REQUEST, place.line, place.column, hint=_NO_REQUEST_HINT)
        )

    def dense(self, number: int) -> Any:
        """Say that a line holds too many values, and return INVALID in its place."""
        message = f"the record holds more than {LIMITS.max_nodes:,} values and is not judged"
        self._fold("damaged", Notice("limit", self.path, message, number))
        return INVALID

    def reread(self, line: bytes, number: int) -> Any:
        """Return the value of a line that the fast reader refused, or INVALID after saying why there is none."""
        from pinvet.text.decode import decode
        from pinvet.text.json import read_json
        from pinvet.text.lines import Lines

        if line is TOO_LONG:
            self._fold("damaged", Notice("limit", self.path, TOO_LONG_MESSAGE, number))
            return INVALID
        text = decode(line, LIMITS)
        if isinstance(text, Trouble):
            kind, message, _, column, hint = text
            hint = hint if kind == "unreadable" else None  # else it says how to get by with a file that is too large
        else:
            read = read_json(text)
            if not isinstance(read, Trouble):
                return read.value
            kind, message, hint = "record", f"the record is not JSON: {read.message}", None
            column = Lines(text).offset(read.line, read.column) + 1
        if line.lstrip().startswith(b"{") and not line.endswith(b"\n"):
            kind, message, hint = "record", _CUT, None
        self._fold("damaged", Notice(kind, self.path, message, number, column, hint=hint))
        return INVALID

    def release(self) -> Iterator[Notice]:
        """Return the notices that waited."""
        yield from self.waiting
        self.waiting.clear()

    def finish(self) -> Iterator[Notice]:
        """Return what is left to say when the log has been read."""
        if self.nothing:
            yield self._nothing()
            return
        yield from self.release()
        for name, last in self._folded.items():
            more = self._counts[name] - TOLD
            yield last._replace(message=_MORE[name].format(f"{more:,}"))

    def _fold(self, name: str, notice: Notice) -> None:
        self._counts[name] += 1
        if self._counts[name] <= TOLD:
            self.waiting.append(notice)
        else:
            self._folded.setdefault(name, notice)

    def _nothing(self) -> Notice:
        """Return why a log gave no record at all."""
        strangers, damaged = self._counts["stranger"], self._counts["damaged"]
        if strangers:
            message = f"none of its {strangers:,} records holds a request with a method and a URL"
            message = "its one record holds no request with a method and a URL" if strangers == 1 else message
            return Notice("unreadable", self.path, message, fatal=True, hint=_NO_REQUEST_HINT)
        if self.whole is not None:
            kind, message, line, column, hint = self.whole
            return Notice(kind, self.path, message, line, column, fatal=True, hint=hint)
        if damaged:
            first = self.waiting[0]
            return first._replace(fatal=True, hint=first.hint or _ONE_A_LINE)
        return Notice("shape", self.path, "the file holds no record: there is nothing to check")
