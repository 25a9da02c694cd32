"""A capture that is read whole, because its format is one value: its text, and a word about bytes that are none."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from pinvet.model import Notice
from pinvet.text.decode import decode
from pinvet.text.document import SAVE_WHOLE, Trouble
from pinvet.text.limits import MIB, Limits

if TYPE_CHECKING:
    from pinvet.sources.record import Capture

# Of one cassette or collection; a body in it stays under the limits of a body.
WHOLE: Final = Limits(max_bytes=64 * MIB, max_depth=160, max_nodes=8_000_000, max_aliases=100_000)


def whole_text(capture: Capture) -> tuple[str | None, Notice | None]:
    """Return the text of a capture, None where it is no text, and the notice that says what is wrong with it.

    Where single bytes are not UTF-8, U+FFFD stands for them, so that the rest is read.
    """
    data = capture.stream.read(WHOLE.max_bytes + 1)
    text = decode(data, WHOLE)
    if not isinstance(text, Trouble):
        return text, None
    if (text.line, text.column) == (1, 1):  # too long, packed, or of another encoding
        return None, fatal(capture, text)
    mended = decode(data.decode("utf-8", "replace").encode(), WHOLE._replace(max_bytes=3 * WHOLE.max_bytes))
    if isinstance(mended, Trouble):
        return None, fatal(capture, text)
    return mended, Notice("record", capture.path, text.message, text.line, text.column, hint=text.hint)


def fatal(capture: Capture, trouble: Trouble) -> Notice:
    """Return the notice that a capture cannot be read at all."""
    kind, message, line, column, hint = trouble.advising(SAVE_WHOLE)
    return Notice(kind, capture.path, message, line, column, fatal=True, hint=hint)
