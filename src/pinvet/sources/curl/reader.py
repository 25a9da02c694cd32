"""A script or a Markdown page -> the requests of its curl commands, in the order that the shell sends them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pinvet.model import Notice, Place
from pinvet.sources.curl.arguments import curl_arguments
from pinvet.sources.curl.given import Given
from pinvet.sources.curl.markdown import is_markdown, markdown_script
from pinvet.sources.curl.parts import Broken, Places
from pinvet.sources.curl.script import shell_script
from pinvet.sources.curl.shell import commands
from pinvet.sources.curl.transfer import Sent, sent
from pinvet.sources.curl.variables import Variables
from pinvet.sources.record import WRITE_WHOLE, Recorded, is_elsewhere, record
from pinvet.sources.whole import whole_text

if TYPE_CHECKING:
    from collections.abc import Iterator

    from pinvet.sources.curl.parts import Word
    from pinvet.sources.curl.script import Position
    from pinvet.sources.record import Capture, Record


def read(capture: Capture) -> Iterator[Record | Notice]:
    """Give the requests of a script, or of the code blocks of a page, and what of them cannot be read.

    A variable that is set once to a text stands for it; any other stays in the request as `${NAME}`.
    """
    text, notice = whole_text(capture)
    if notice is not None:
        yield notice
    if text is None:
        return
    script = markdown_script(text) if is_markdown(capture.path, text) else shell_script(text)
    items = [item for start, end in script.spans for item in commands(script.text, start, end)]
    variables = Variables(items)
    count = 0
    for item in items:
        if isinstance(item, Broken):
            yield _broken(capture, item, script.position)
            count += 1
            continue
        found = curl_arguments(item, variables)
        if found is None:
            continue
        name, words = found
        for each in sent(words, Given(item, variables, capture.file_refs)):
            if isinstance(each, Sent):
                yield from _request(capture, count, each, name, script.position)
            else:
                yield Notice("record", capture.path, each.message, *script.position(name.start), hint=each.hint)
            count += 1
    if variables.exhausted:
        message = "the variables of the script stand for too much text; some of them are read as unknown"
        yield Notice("limit", capture.path, message)


def _request(capture: Capture, count: int, request: Sent, name: Word, position: Position) -> Iterator[Record | Notice]:
    parts = request.body
    place = Place(*position(name.start), *position(name.end))
    body = Recorded(None, cut=request.cut)
    if parts:
        text = "".join(part.text for part in parts)
        body = Recorded(text, request.media, lambda: Places(parts, position), request.cut, WRITE_WHOLE)
    made, damaged = record(capture, count, request.method, request.url, body, place=place)
    for message, hint in request.troubles:
        if not is_elsewhere(request.url, capture.hosts):
            yield Notice("record", capture.path, message, place.line, place.column, hint=hint)
    if damaged is not None:
        yield damaged
    yield made


def _broken(capture: Capture, broken: Broken, position: Position) -> Notice:
    message = broken.message
    if broken.opened is not None:
        message = f"{message}; it opens in line {position(broken.opened)[0]}"
    return Notice("record", capture.path, message, *position(broken.start), hint=broken.hint)
