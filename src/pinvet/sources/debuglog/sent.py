"""One exchange of a debug log: what was sent, piece by piece, and what a log tells of the answer."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, Final

from pinvet.model import Notice, Place, Response
from pinvet.sources.debuglog.literal import decoded, piece
from pinvet.sources.debuglog.message import message
from pinvet.sources.debuglog.places import Pieces, of_body
from pinvet.sources.packed import unpacked
from pinvet.sources.record import Recorded, is_elsewhere, record, response_of
from pinvet.text.limits import LIMITS, MIB
from pinvet.text.spots import Spot

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from pinvet.sources.debuglog.literal import Piece
    from pinvet.sources.record import Capture, Record
    from pinvet.text.fragment import Placing

_LARGEST: Final = LIMITS.max_bytes + MIB  # a body and its head
_TOO_LARGE: Final = f"the body has more than {LIMITS.max_bytes:,} bytes and is not read"
_PACKED: Final = "the body is gzip that cannot be unpacked, or unpacks to more than is read"


class Sent:
    """A request that a log begins to tell of with one piece; `sure` that the next answer is the one to it."""

    def __init__(self, position: int, column: int, first: Piece, data: bytes, *, sure: bool) -> None:
        self.statuses: list[int] = []
        self._position = position
        self._place = Place(first.line, column, first.line, first.column + len(first.text) + (not first.cut))
        self._sure = sure
        self._pieces = [first]
        self._data = [data]
        self._size = len(data)
        self._body: str | bytes | None = None
        self._at: float | None = None

    def is_done_by(self, data: bytes) -> bool:
        """Tell whether no answer to this request can follow once the next one, which begins with `data`, is sent.

        It was answered, it is a tunnel, whose answer is not printed, or the next one is the same again.
        """
        line, _, _ = self._data[0].partition(b"\r")
        return bool(self.statuses) or line.startswith(b"CONNECT ") or data.startswith(line)

    def add(self, sent: Piece, data: bytes) -> None:
        """Take a further piece of the request; what is more than is read is dropped."""
        self._size += len(data)
        if self._size <= _LARGEST:
            self._pieces.append(sent)
            self._data.append(data)

    def answer(self, status: str | None, date: str | None, body: str | None) -> None:
        """Take what the log tells of an answer: the status, the time, or the body as the SDK logs it."""
        if status is not None and not status.startswith("1"):  # 1xx: the answer is still to come
            self.statuses.append(int(status))
        elif date is not None and self._at is None:
            self._at = _unix_seconds(date)
        elif body is not None and self.statuses and self._body is None:
            quoted = body[:1] == "b" and body[1:2] in ("'", '"')
            self._body = decoded(piece(body, 2, body[1], 1).text) if quoted else body

    def exchange(self, capture: Capture) -> Iterator[Record | Notice]:
        """Return the exchange, after a notice where its body cannot be read; nothing for what sends no body."""
        data = b"".join(self._data)
        sent = message(data)
        if sent.method in ("CONNECT", "OPTIONS"):
            return
        body = b"".join(data[start:end] for start, end in sent.slices)
        text = unpacked(body)
        problem = sent.problem or (_PACKED if text is None else None)
        if self._size > _LARGEST:
            text, problem = None, _TOO_LARGE
        cut = sent.cut or problem is not None or any(piece.cut for piece in self._pieces)
        spots: Callable[[], Placing] = partial(Spot, self._place)
        if text and text is body:
            spots = partial(Pieces, *of_body(self._pieces, [len(each) for each in self._data], sent.slices))
        recorded = Recorded((_whole(text) if cut else text) or None, sent.media, spots, cut)
        is_sure = self._sure and len(self.statuses) == 1
        made, notice = record(
            capture,
            self._position,
            sent.method,
            sent.url,
            recorded,
            response=response_of(self.statuses[0], self._body) if is_sure else Response(),
            place=self._place,
            at=self._at,
        )
        if problem is not None and not is_elsewhere(sent.url, capture.hosts):
            yield Notice("record", capture.path, problem, self._place.line, self._place.column)
        if notice is not None:
            yield notice
        yield made


def _whole(text: bytes | None) -> bytes | None:
    """Return a text that was cut without the part of a character that it may end with."""
    try:
        (text or b"").decode()
    except UnicodeDecodeError as error:
        return text[: error.start] if text and error.end == len(text) else text
    return text


def _unix_seconds(date: str) -> float | None:
    from email.utils import parsedate_to_datetime

    try:
        return parsedate_to_datetime(date).timestamp()
    except ValueError:
        return None
