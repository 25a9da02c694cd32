"""The words of a curl command -> the requests that it sends."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, NamedTuple

from pinvet.sources.curl.address import address, addresses, query
from pinvet.sources.curl.body import is_json, is_unknown, posted, quoted_placeholders
from pinvet.sources.curl.options import MISSING, UNKNOWN, options

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from pinvet.sources.curl.given import Given
    from pinvet.sources.curl.parts import Part, Word

_DATA: Final = frozenset({"data", "data-ascii", "data-binary", "data-raw", "data-urlencode", "json"})
_FORM: Final = frozenset({"form", "form-string"})
_MEANT: Final = frozenset({*_FORM, "config", "head", "request"})  # who writes these wants a request to be sent
_SENDS_NOTHING: Final = frozenset({"help", "manual", "version"})
_JSON: Final = "application/json"
_FIELDS: Final = "application/x-www-form-urlencoded"


class Trouble(NamedTuple):
    """What of a command is not read, and what to do about it."""

    message: str
    hint: str | None = None


_UNKNOWN_BODY: Final = Trouble(
    "the body is a value that is not known here; the request is judged without it",
    "set the variable to a text in the script, or write --data @FILE and allow it with --allow-file-refs DIR",
)


class Sent(NamedTuple):
    """One request. `body` is None where there is none, and where it is not known: then the request is `cut`."""

    method: str
    url: str
    body: Sequence[Part] | None = None
    media: str = ""
    cut: bool = False
    troubles: tuple[Trouble, ...] = ()


class _Transfer:
    """The options up to --next, which starts anew."""

    def __init__(self) -> None:
        self.names: set[str] = set()
        self.urls: list[Word] = []
        self.query: list[Word] = []
        self.uploads: list[Word] = []
        self.data: list[tuple[str, Word]] = []
        self.method = ""
        self.media = ""
        self._lists = {"url": self.urls, "url-query": self.query, "upload-file": self.uploads}

    def take(self, name: str, value: Word | None) -> None:
        """Add an option."""
        self.names.add(name)
        if value is None:
            return
        if name in _DATA:
            self.data.append((name, value))
        elif name in self._lists:
            self._lists[name].append(value)
        elif name == "request":
            self.method = value.text
        elif name == "header":
            field, _, media = value.text.partition(":")
            self.media = media.strip() if field.strip().lower() == "content-type" else self.media


def sent(words: Sequence[Word], given: Given) -> Iterator[Sent | Trouble]:
    """Give the requests that curl sends with these arguments; a trouble where it sends none though it was meant to."""
    transfers = [_Transfer()]
    for name, value in options(words):
        if name != "next":
            transfers[-1].take(name, value)
        elif transfers[-1].urls:
            transfers.append(_Transfer())
    if any(not transfer.names.isdisjoint(_SENDS_NOTHING) for transfer in transfers):
        return
    if any(MISSING in transfer.names for transfer in transfers):
        yield Trouble("the last option of the curl command lacks its value")
        return
    for transfer in transfers:
        if _is_refused(transfer):
            yield Trouble("curl sends nothing here: data, -F, -I and -T exclude each other")
            return
        yield from _requests(transfer, given)


def _requests(transfer: _Transfer, given: Given) -> Iterator[Sent | Trouble]:
    urls = addresses(transfer.urls)
    if not urls:
        is_meant = transfer.data or transfer.uploads or not transfer.names.isdisjoint(_MEANT)
        yield from [Trouble("the curl command names no address")] if is_meant else []
        return
    names = transfer.names
    data = posted(transfer.data, given.read)
    is_query = "get" in names and bool(transfer.data)
    asked = data if is_query else query(transfer.query, given.read)
    is_post = (transfer.data and not is_query) or not names.isdisjoint(_FORM)
    usual = "HEAD" if "head" in names else "POST" if is_post else "GET"
    troubles = list(_unread(names))
    for index, url in enumerate(urls):
        upload = transfer.uploads[index] if index < len(transfer.uploads) else None
        request = Sent(transfer.method or ("PUT" if upload else usual), address(url, asked, upload))
        body = given.read(upload) if upload is not None else () if is_query else data
        if body is not None and is_unknown(body):
            body = None
            troubles.append(_UNKNOWN_BODY)
        troubles += (Trouble(*trouble) for trouble in given.taken())
        cut = body is None or not names.isdisjoint({*_FORM, "config"})
        yield _with_body(request._replace(cut=cut, troubles=tuple(troubles)), body, transfer)
        troubles.clear()


def _with_body(request: Sent, body: Sequence[Part] | None, transfer: _Transfer) -> Sent:
    """Add a body: one that begins like JSON is JSON, whatever the header says, which is easily forgotten."""
    if not body:
        return request
    if is_json(body):
        return request._replace(body=quoted_placeholders(body), media=_JSON)
    usual = _JSON if "json" in transfer.names else _FIELDS if transfer.data else ""
    return request._replace(body=body, media=transfer.media or usual)


def _is_refused(transfer: _Transfer) -> bool:
    """Tell whether curl gives up when it comes to these options."""
    is_form = not transfer.names.isdisjoint(_FORM)
    kinds = (
        bool(transfer.data) and ("get" not in transfer.names or is_form or bool(transfer.uploads)),
        is_form,
        "head" in transfer.names,
        bool(transfer.uploads),
    )
    return sum(kinds) > 1


def _unread(names: set[str]) -> Iterator[Trouble]:
    if not names.isdisjoint(_FORM):
        yield Trouble("a multipart form (-F) is not read; the request is judged without its body")
    if "config" in names:
        yield Trouble("the file of --config is not read", "write the options that it holds into the command")
    if UNKNOWN in names:
        yield Trouble("an option of the curl command is not known; it is read as one without a value")
