"""Debug logs of http.client, as Python prints them with ``HTTPConnection.debuglevel = 1``, among any other lines."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from pinvet.model import Notice
from pinvet.sources.debuglog.literal import decoded, piece
from pinvet.sources.debuglog.message import begins_request
from pinvet.sources.debuglog.sent import Sent
from pinvet.sources.loglines import BYTE_ORDER_MARK, TOO_LONG, TOO_LONG_MESSAGE, log_lines
from pinvet.text.decode import decode
from pinvet.text.document import Trouble

if TYPE_CHECKING:
    from collections.abc import Iterator

    from pinvet.sources.debuglog.literal import Piece
    from pinvet.sources.record import Capture, Record

_MARK: Final = re.compile(rb"(?:send|reply|header|response body): ")

# One line may hold several prints, each after whatever a logger puts before it.
_PRINT: Final = re.compile(
    r"\bsend: (?:bytearray\()?b(?P<send>['\"])"
    r"|\breply: b?['\"]HTTP/[\d.]{1,3} (?P<status>\d{3})\b"
    r"|\bheader: Date: (?P<date>\w{3}, \d\d? \w{3} \d{4} \d\d:\d\d:\d\d GMT)"
    r"|\bresponse body: (?P<answer>.+)"  # by the logger of the vendor's SDK
)
_HALF: Final = "what was sent here belongs to no request: the log begins, or lacks lines, in the middle of one"
_NOTHING: Final = "the file holds no request as http.client prints it"
_NOTHING_HINT: Final = 'such a log has lines that begin with send: b"POST, made with HTTPConnection.debuglevel = 1'


def read(capture: Capture) -> Iterator[Record | Notice]:
    """Return the requests that a log tells of in its order, and a notice for what cannot be read."""
    session = _Session(capture)
    encoding: Trouble | None = None
    for number, line in enumerate(log_lines(capture.stream), start=1):
        if number == 1:
            text = decode(line)
            encoding = text if isinstance(text, Trouble) and text.column == 1 else None
        if line is TOO_LONG:
            yield Notice("limit", capture.path, TOO_LONG_MESSAGE, number)
        elif _MARK.search(line) is not None:
            shown = line.removeprefix(BYTE_ORDER_MARK) if number == 1 else line
            yield from session.take(shown.decode("utf-8", "replace").rstrip("\r\n"), number)
    yield from session.finish()
    if session.nothing:
        message, hint = (_NOTHING, _NOTHING_HINT) if encoding is None else (encoding.message, encoding.hint)
        yield Notice("unreadable", capture.path, message, fatal=True, hint=hint)


class _Session:
    """What was read of a log so far: the request that is being sent, or was sent last."""

    def __init__(self, capture: Capture) -> None:
        self.nothing = True
        self._capture = capture
        self._position = -1
        self._current: Sent | None = None
        self._in_half = False  # what is sent belongs to no request, and that has been said

    def take(self, line: str, number: int) -> Iterator[Record | Notice]:
        """Take one line of the log; return the request that is done with it."""
        at = 0
        while (match := _PRINT.search(line, at)) is not None:
            at = match.end()
            if match["send"]:
                sent = piece(line, at, match["send"], number)
                at += len(sent.text) + 1
                yield from self._send(sent, match.start() + 1)
            elif self._current is not None:
                self._current.answer(match["status"], match["date"], match["answer"])

    def finish(self) -> Iterator[Record | Notice]:
        """Return the last request of the log."""
        last, self._current = self._current, None
        if last is not None:
            self.nothing = False
            yield from last.exchange(self._capture)

    def _send(self, sent: Piece, column: int) -> Iterator[Record | Notice]:
        data = decoded(sent.text)
        before = self._current
        if begins_request(data):
            yield from self.finish()
            self._position += 1
            self._in_half = False
            self._current = Sent(self._position, column, sent, data, sure=before is None or before.is_done_by(data))
        elif before is not None and not before.statuses:
            before.add(sent, data)
        elif not self._in_half:
            yield from self.finish()
            self._position += 1
            self._in_half = True
            yield Notice("record", self._capture.path, _HALF, sent.line, column)
