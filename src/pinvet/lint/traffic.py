"""Recorded requests told apart: those of the Pinterest API with their operation, those to other hosts, strangers."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, NamedTuple

from pinvet.api.routes import HOSTS, path_of
from pinvet.redact import LONGEST_WORD, looks_secret

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from pinvet.api.operation import Operation
    from pinvet.api.table import Table

MOST: Final = 4096  # addresses that are remembered: a log calls few, and those again and again
_VARIABLES: Final = ("{{", "${", "$", "<", "%7b%7b")


class Way(NamedTuple):
    """Where a request goes: to an operation, to a path that the API does not know, or (``ours`` false) elsewhere."""

    ours: bool
    operation: Operation | None = None
    path: Mapping[str, str] = {}


ELSEWHERE: Final = Way(ours=False)


class Traffic:
    """Finds the way of recorded requests; every address is looked up once."""

    def __init__(self, table: Table, hosts: Iterable[str] = ()) -> None:
        """Know the API's own hosts, and others that stand for it, such as a proxy (``localhost:8080``)."""
        self._table = table
        self._hosts = HOSTS | {host.lower() for host in hosts}
        self._ways: dict[tuple[str, str], Way] = {}

    def way(self, method: str, url: str) -> Way:
        """Return where a request goes. The query and the fragment do not count."""
        key = (method, url.partition("?")[0])
        way = self._ways.get(key)
        if way is None:
            if len(self._ways) >= MOST:
                self._ways.clear()
            way = self._ways[key] = self._find(method, key[1].partition("#")[0])
        return way

    def _find(self, method: str, url: str) -> Way:
        if not self._is_ours(url):
            return ELSEWHERE
        found = self._table.match(method, url)
        operation = None if found is None else self._table.operation(found[0])
        return Way(True, operation, {} if found is None else found[1])  # noqa: FBT003  # a field of a tuple

    def _is_ours(self, url: str) -> bool:
        scheme, found, rest = url.partition("://")
        if not found:
            return scheme.lower().startswith(("/", *_VARIABLES))
        host = rest.partition("/")[0].rpartition("@")[2].lower()
        return host in self._hosts or host.rpartition(":")[0] in self._hosts or host.startswith(_VARIABLES)


def shown_path(url: str) -> str:
    """Return a path as it may be shown: what is no plain word, such as an id or a token, is left out."""
    return "/" + "/".join(segment if _is_plain(segment) else "..." for segment in path_of(url))


def _is_plain(segment: str) -> bool:
    word = segment.replace("_", "")
    return word.isascii() and word.isalpha() and len(segment) <= LONGEST_WORD and not looks_secret(segment)
