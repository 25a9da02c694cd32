"""One recorded HTTP message of a flow: its address, headers and body."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, NamedTuple

from pinvet.sources.flow.tnetstrings import LIST, NULL
from pinvet.text.limits import LIMITS, MIB

if TYPE_CHECKING:
    from pinvet.sources.flow.tnetstrings import Item

_HEADERS: Final = frozenset({"content-type", "content-encoding", "host", ":authority"})
_PORTS: Final = {"http": 80, "https": 443}
_PLAIN: Final = frozenset({"", "identity"})
_GZIP: Final = frozenset({"gzip", "x-gzip"})
_RATIO: Final = 200


class Content(NamedTuple):
    """A body: its bytes, where it stands, whether as it is, and why there are no bytes where they are unknown."""

    data: bytes | None
    item: Item | None = None
    verbatim: bool = False
    cut: bool = False
    trouble: str | None = None


def headers_of(message: dict[str, Item]) -> dict[str, str]:
    """Return the few headers of a message that reading it takes, by name in lower case. Raises DamagedError."""
    found: dict[str, str] = {}
    headers = message.get("headers")
    for header in headers.items() if headers is not None and headers.tag == LIST else ():
        pair = list(header.items()) if header.tag == LIST else []
        if len(pair) == 2 and (name := pair[0].text.lower()) in _HEADERS:
            found.setdefault(name, pair[1].text)
    return found


def url_of(request: dict[str, Item], headers: dict[str, str]) -> str:
    """Return the URL of a request: with the host that it names, since a transparent proxy may know its address only."""
    scheme = _text(request, "scheme").lower()
    host, port = _text(request, "host"), _number(request, "port")
    if ":" in host:
        host = f"[{host}]"
    if port not in (None, _PORTS.get(scheme)):
        host = f"{host}:{port:.0f}"
    authority = headers.get("host") or headers.get(":authority") or _text(request, "authority") or host
    return f"{scheme}://{authority}{_text(request, 'path')}"


def content_of(message: dict[str, Item], headers: dict[str, str]) -> Content:
    """Return the body of a message, unpacked. One that was streamed through the proxy is not in the file."""
    item = message.get("content") or message.get("body")
    if item is None or item.tag == NULL:
        return Content(None, cut=True)
    data, packing = item.content, headers.get("content-encoding", "").strip().lower()
    if len(data) > LIMITS.max_bytes:
        return _unknown(f"the body has more than {LIMITS.max_bytes:,} bytes, and is not read")
    if packing in _PLAIN or not data:
        return Content(data, item, verbatim=True)
    if packing in _GZIP or packing == "deflate":
        return _inflated(item, bare=packing == "deflate")
    return _unknown("the body is packed in a way that is not read; gzip and deflate are")


def _inflated(item: Item, *, bare: bool) -> Content:
    """Unpack gzip or zlib, or what some senders call deflate, which lacks zlib's header."""
    import zlib

    data = item.content
    most = min(LIMITS.max_bytes, max(MIB, _RATIO * len(data)))
    for window in (zlib.MAX_WBITS + 32, -zlib.MAX_WBITS)[: 1 + bare]:
        unpacker = zlib.decompressobj(window)
        try:
            text = unpacker.decompress(data, most)
        except zlib.error:
            continue
        if unpacker.eof:
            return Content(text, item)
        if len(text) < most:
            return _unknown("the packed body ends too early, and is not read")
        return _unknown(f"the packed body holds more than {most:,} bytes, and is not read")
    return Content(data, item, verbatim=True)  # the header was kept by a tool that unpacked the body


def _unknown(trouble: str) -> Content:
    return Content(None, cut=True, trouble=trouble)


def _text(message: dict[str, Item], name: str) -> str:
    item = message.get(name)
    return "" if item is None else item.text


def _number(message: dict[str, Item], name: str) -> float | None:
    item = message.get(name)
    return None if item is None else item.number
