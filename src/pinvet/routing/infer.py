"""The operation of a request: named, told by its method and URL, or found out from the parameters of its body."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final, NamedTuple

from pinvet.routing.connector import CONNECTOR, is_connector

if TYPE_CHECKING:
    from pinvet.api.table import Table
    from pinvet.model import Request

# names that many APIs use: a body made of nothing else tells no operation
COMMON: Final = frozenset(
    "id name status type title description url link key value code email note items data text content message version "
    "start_time end_time filters country language format location level columns config role role_name "
    "permissions".split()
)
WRITES: Final = frozenset({"create", "update", "other"})


def operation_of(request: Request, table: Table) -> tuple[str, dict[str, str]] | None:
    """Return the operation of a request that names one or has a method and a URL, with its path parameters."""
    if request.operation is not None:
        return request.operation, request.path or {}
    if request.method is not None and request.url is not None:
        found = table.match(request.method, request.url)
        return None if found is None else (found[0], found[1])
    return None


def infer(body: Any, table: Table) -> str | None:
    """Return the one operation that a bare body can be meant for, or None.

    Every key of its first entity is a parameter of the operation (or two thirds of them are, two of which only this
    API has), what the operation requires is there, and no other operation fits as well. An ``id`` means an update. A
    connector's configuration is no body, and goes by its own name.
    """
    if is_connector(body, table):
        return CONNECTOR
    fitting: list[tuple[int, str]] = []
    for identity, entry in table.index["operations"].items():
        if entry["does"] not in WRITES or "keys" not in entry:
            continue
        for keys in _candidate_keys(body, entry):
            strangers = _strangers(keys, entry)
            if strangers is not None:
                fitting.append((strangers, identity))
                break
    if not fitting:
        return None
    fewest = min(number for number, _ in fitting)
    best = [identity for number, identity in fitting if number == fewest]
    return _by_id(best, body, table)


class Closest(NamedTuple):
    """The operation that a body without one comes nearest to, and what keeps it from being that operation."""

    operation: str
    missing: tuple[str, ...]
    strangers: tuple[str, ...]


def closest(body: Any, table: Table) -> Closest | None:
    """Return the operation whose own parameters a body shares most, or None where it shares fewer than two."""
    best: tuple[int, int, str] = (0, 0, "")
    for identity, entry in table.index["operations"].items():
        if entry["does"] not in WRITES or "keys" not in entry or identity not in table:
            continue
        for keys in _candidate_keys(body, entry):
            known = keys & (frozenset(entry["keys"]) | frozenset(entry.get("wrapper", ())))
            does = "update" if "id" in keys else "create"
            shared = len(known - COMMON)
            if shared > 1:
                best = max(best, (shared, int(entry["does"] == does), identity))
    if not best[2]:
        return None
    entry = table.index["operations"][best[2]]
    keys = next(iter(_candidate_keys(body, entry)))
    known = frozenset(entry["keys"]) | frozenset(entry.get("wrapper", ()))
    missing = tuple(sorted(frozenset(entry.get("required", ())) - keys))
    return Closest(best[2], missing, tuple(sorted(map(str, keys - known))))


def _candidate_keys(body: Any, entry: dict[str, Any]) -> list[frozenset[str]]:
    """Return the sets of keys that an operation could know: the first entity's, and the wrapper's with it."""
    first = body[0] if isinstance(body, list) and body else body
    if not isinstance(first, dict):
        return []
    if not entry.get("wrapper"):
        return [frozenset(first)]
    wrapper = frozenset(entry["wrapper"])
    inner = next((value for key, value in first.items() if key in wrapper and isinstance(value, (list, dict))), None)
    item = inner[0] if isinstance(inner, list) and inner else inner
    if isinstance(item, dict) and wrapper & first.keys():
        return [frozenset(item) | (frozenset(first) & wrapper)]
    return [frozenset(first)]


def _strangers(keys: frozenset[str], entry: dict[str, Any]) -> int | None:
    """Return how many keys an operation does not know, or None where it cannot be the one."""
    if not keys or not keys.issuperset(entry.get("required", ())):
        return None
    known = keys.intersection(entry["keys"]) | keys.intersection(entry.get("wrapper", ()))
    specific = known - COMMON
    strangers = len(keys - known)
    if not specific or (strangers and (len(specific) < 2 or strangers > len(keys) // 3)):
        return None
    return strangers


def _by_id(best: list[str], body: Any, table: Table) -> str | None:
    if len(best) == 1:
        return best[0]
    first = body[0] if isinstance(body, list) and body else body
    wanted = "update" if isinstance(first, dict) and first.get("id") is not None else "create"
    fitting = [identity for identity in best if table.index["operations"][identity]["does"] == wanted]
    return fitting[0] if len(fitting) == 1 else None
