"""A connector's configuration, told from what other tools write: by its keys, and by options that only it has."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

if TYPE_CHECKING:
    from collections.abc import Iterator

    from pinvet.api.table import Table

CONNECTOR: Final = "connector/config"
# many tools write a connection and jobs; options of these names have one purpose
OPTIONS: Final = ("pinterest_advertiser", "pinterest_client")
DEPTH: Final = 4


def is_connector(body: Any, table: Table) -> bool:
    """Tell whether a value is a connector's configuration, of whose keys up to a third may be unknown."""
    if not isinstance(body, dict) or CONNECTOR not in table.pseudo:
        return False
    known = table.pseudo[CONNECTOR]["keys"]
    strangers = sum(key not in known for key in body)
    return _has_option(body.get("connection")) and strangers * 3 <= len(body)


def mentions_connector(body: Any) -> bool:
    """Tell whether an option of a connector stands in the first levels of a value, as in another form of it."""
    level = [body]
    for _ in range(DEPTH):
        if any(_has_option(one) for one in level):
            return True
        level = [inner for one in level for inner in _inside(one)]
    return False


def _has_option(value: Any) -> bool:
    return isinstance(value, dict) and any(isinstance(name, str) and name.startswith(OPTIONS) for name in value)


def _inside(value: Any) -> Iterator[Any]:
    if isinstance(value, dict):
        yield from value.values()
    elif isinstance(value, list):
        yield from value
