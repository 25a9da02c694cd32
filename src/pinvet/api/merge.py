"""Several versions of the API as one table: which operations and parameters there are, since when, until when.

A name that a newer version no longer has is kept and marked `until`; a new one is marked `since`. Facts are those of
the newest version, except that an enum keeps the values of every version and a type covers every version's. An
overlay is taken down from something that holds less than the description did: what it does not say of a parameter is
unchanged.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, NamedTuple

from pinvet.api.shape import typed, types_of

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from pinvet.api.describe import Described
    from pinvet.api.flatten import Parameters
    from pinvet.api.shape import Facts

SECTIONS = ("parameters", "wrapper", "query", "path_parameters")


class Version(NamedTuple):
    """The operations of one version of the API, and whether they come from an overlay."""

    name: str
    operations: Mapping[tuple[str, str], Described]
    is_overlay: bool


def merged(versions: Sequence[Version]) -> dict[str, dict[str, Any]]:
    """Return the operations of all versions, oldest first, by id, as the table stores them.

    An operation is the same if method and path are; it keeps the id of the oldest version, on which rules rely.
    """
    table: dict[tuple[str, str], dict[str, Any]] = {}
    for version in versions:
        for key, described in version.operations.items():
            table[key] = _with(table[key], described, version) if key in table else _new(described, version)
        for key, operation in table.items():
            if key not in version.operations and operation["until"] is None:
                operation["until"] = version.name
    return {one["id"]: _read_only(one) for one in sorted(table.values(), key=lambda one: str(one["id"]))}


def _new(described: Described, version: Version) -> dict[str, Any]:
    return {
        **described._asdict(),
        "scopes": list(described.scopes),
        "since": version.name,
        "until": None,
    }


def _read_only(operation: dict[str, Any]) -> dict[str, Any]:
    """Return an operation with the names that its answer tells and its requests do not take, where there are any."""
    names = [name for name in operation.pop("told") if name not in operation["parameters"]]
    return {**operation, "read_only": names} if names else operation


def _with(older: dict[str, Any], newer: Described, version: Version) -> dict[str, Any]:
    """Return an operation with what a newer version says of it."""
    operation = {**older, "until": None}
    if newer.scopes or not version.is_overlay:
        operation["scopes"] = list(newer.scopes)
    if newer.rate or not version.is_overlay:
        operation["rate"] = newer.rate
    if newer.told or not version.is_overlay:
        operation["told"] = newer.told
    if newer.body is not None:
        operation["body"] = newer.body
    for section in SECTIONS:
        # A body that an overlay leaves out is not gone: a generator writes forms, for one, another way.
        if newer.body is not None or section in ("query", "path_parameters") or not version.is_overlay:
            operation[section] = _parameters(older[section], getattr(newer, section), version)
    return operation


def _parameters(older: Parameters, newer: Parameters, version: Version) -> Parameters:
    found: Parameters = {}
    for name in sorted({*older, *newer}):
        if name not in newer:
            gone = "until" not in older[name] and not _inside_open(name, newer)
            found[name] = {**older[name], "until": version.name} if gone else older[name]
        elif name not in older:
            found[name] = {**newer[name], "since": version.name}
        else:
            found[name] = _facts(older[name], newer[name], version)
    return found


def _inside_open(name: str, newer: Parameters) -> bool:
    """Tell whether a name lies in an object whose members the newer version leaves open."""
    parent = name.rpartition(".")[0]
    while parent and parent not in newer:
        parent = parent.rpartition(".")[0]
    return bool(parent) and newer[parent].get("map", False)


def _facts(older: Facts, newer: Facts, version: Version) -> Facts:
    facts = {**older, **newer} if version.is_overlay else {**newer}
    facts.pop("until", None)
    if "since" in older:
        facts["since"] = older["since"]
    facts |= _joined(older, newer, version)
    if "items" in older and "items" in newer:
        items = {**older["items"], **newer["items"]} if version.is_overlay else {**newer["items"]}
        facts["items"] = items | _joined(older["items"], newer["items"], version)
    if "variants" in newer:
        facts["variants"] = _variants(older, newer["variants"], version)
    facts.pop("required", None)
    for mark in ("required_since", "required_until"):
        if mark in older:
            facts[mark] = older[mark]
    return facts | _demand(older, newer, version)


def _variants(older: Facts, told: Facts, version: Version) -> Facts:
    """Return what branches say of a parameter, with the words that they took in the older version."""
    was = older.get("variants", {})
    return {
        by: {
            value: own | _joined({**older, **was.get(by, {}).get(value, {})}, own, version)
            for value, own in branches.items()
        }
        for by, branches in told.items()
    }


def _demand(older: Facts, newer: Facts, version: Version) -> Facts:
    """Tell whether a parameter is required, and in which version that changed."""
    was, now = older.get("required", False), newer.get("required", False)
    demand: Facts = {"required": True} if now else {}
    if now and not was:
        demand["required_since"] = version.name
    if was and not now:
        demand["required_until"] = version.name
    return demand


def _joined(older: Facts, newer: Facts, version: Version) -> Facts:
    facts: Facts = {}
    if types_of(older) and types_of(newer):
        facts |= typed([*types_of(older), *types_of(newer)])
    if "enum" in older and "enum" in newer:
        facts["enum"] = list(dict.fromkeys([*older["enum"], *newer["enum"]]))
        gone = older.get("enum_until", {})
        came = {value: version.name for value in newer["enum"] if value not in older["enum"]}
        went = {value: version.name for value in older["enum"] if value not in newer["enum"]} | gone
        if came or "enum_since" in older:
            facts["enum_since"] = {**older.get("enum_since", {}), **came}
        if went:
            facts["enum_until"] = {value: until for value, until in went.items() if value not in newer["enum"]}
    return facts
