"""The files of a command line -> payloads and captures, one at a time, in a fixed order."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, BinaryIO

from pinvet.model import Notice
from pinvet.sources.captures import HEAD, format_of
from pinvet.sources.discover import STDIN, discover, read_bytes
from pinvet.sources.formats import READERS
from pinvet.sources.payload import Payload, read_payload
from pinvet.sources.secret_words import words_in
from pinvet.text.limits import LIMITS

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping, Sequence

    from pinvet.config import Settings
    from pinvet.sources.discover import Found
    from pinvet.sources.formats import Format
    from pinvet.sources.readers import CaptureFile


def inputs(
    paths: Sequence[str], settings: Settings, folder: Path, stdin: BinaryIO, *, chosen: bool = True
) -> Iterator[Payload | CaptureFile]:
    """Read what the paths of a command line stand for, sorted by path.

    `folder` is the absolute folder that the paths are relative to. Paths that nobody chose, such as those that a git
    hook lists, are read like those met in folders.
    """
    variables: dict[str, str | None] = {}  # of the environments of the run: captures see those that come later, too
    for found in discover(paths, settings, folder):
        named = chosen and getattr(found, "named", True)
        if isinstance(found, Notice):
            yield Payload(found.path, "json", None, (), (found,), named=named)
            continue
        one = _input(found, settings, stdin, variables, named=named)
        if type(one) is Payload and one.variables is not None:
            from pinvet.sources.postman.environment import join

            join(variables, one.variables)
        yield one


def _input(
    found: Found, settings: Settings, stdin: BinaryIO, variables: Mapping[str, str | None], *, named: bool
) -> Payload | CaptureFile:
    from pinvet.sources.opened import ahead, opener

    try:
        found, head, stream = ahead(found, stdin, HEAD)
    except OSError as error:
        reason = (error.strerror or "unknown reason").lower()
        notice = Notice("unreadable", found.path, f"the file cannot be read: {reason}", fatal=True)
        return Payload(found.path, "json", None, (), (notice,), named=named)
    format_ = _format(found, settings, head)
    if format_ is not None:
        return _capture(found, format_, settings, opener(found, stream), variables, named=named)
    if found.packed:
        stream = opener(found, None)()
    data = read_bytes(found, LIMITS.max_bytes, stream.read)
    stream.close()
    if isinstance(data, Notice):
        return Payload(data.path, "json", None, (), (data,), named=named)
    payload = read_payload(found.path, data, settings, named=named)
    if payload.capture is None:
        return _with_secrets(payload, data) if words_in(data, 0, len(data)) else payload
    return _capture(found, payload.capture, settings, opener(found, None, data), variables, named=named)


def _with_secrets(payload: Payload, data: bytes) -> Payload:
    from pinvet.sources.secrets import secrets_in

    return payload._replace(secrets=secrets_in(data))


def _format(found: Found, settings: Settings, head: bytes) -> Format | None:
    if settings.input_format is not None:
        return next((known for known in READERS if known == settings.input_format), None)
    return format_of(found.path, head)


def _capture(
    found: Found,
    format_: Format,
    settings: Settings,
    open_: Callable[[], BinaryIO],
    variables: Mapping[str, str | None],
    *,
    named: bool,
) -> CaptureFile:
    from pinvet.sources.readers import CaptureFile

    size = None if found.location == STDIN else Path(found.location).stat().st_size
    hosts = frozenset(host.lower() for host in settings.hosts)
    return CaptureFile(found.path, format_, open_, named, size, settings.fields, settings.file_refs, hosts, variables)
