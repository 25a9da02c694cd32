"""The two sides of a comparison, as a user names them: a version, a folder with a table, or a description."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any, Literal, NamedTuple

from pinvet.api.build import version_of
from pinvet.api.data import data_dir
from pinvet.api.describe import operations
from pinvet.api.error import ApiTableError
from pinvet.api.facts import FactSheet, doing
from pinvet.api.merge import Version, merged
from pinvet.api.operation import Operation
from pinvet.api.read import read_value
from pinvet.api.table import load_table

if TYPE_CHECKING:
    from collections.abc import Mapping

    from pinvet.api.describe import Described, Layout
    from pinvet.api.table import Table

Kind = Literal["version", "table", "description"]


class Side(NamedTuple):
    """One side: what it was called, what that turned out to be, the version of the API, its operations by id."""

    name: str
    kind: Kind
    version: str
    operations: Mapping[str, Operation]


def sides(old: str, new: str) -> tuple[Side, Side]:
    """Read both sides. Raises ApiTableError where one of them is nothing that can be read.

    Tables hold what pinvet knows beside the description (values that count as unset, what never changes). Beside a
    table a description is read with that too; two descriptions are compared as they are.
    """
    kinds = [_kind(name) for name in (old, new)]
    with_facts = kinds != ["description", "description"]
    one, other = (_side(name, kind, with_facts=with_facts) for name, kind in zip((old, new), kinds, strict=True))
    return one, other


def _kind(name: str) -> Kind:
    if load_table().has_version(name):
        return "version"
    path = Path(name)
    if path.is_dir():
        return "table"
    if path.exists():
        return "description"
    known = ", ".join(load_table().index["versions"])
    raise ApiTableError(f"{name}: there is no such file or folder, and no such version in pinvet's own table ({known})")


def _side(name: str, kind: Kind, *, with_facts: bool) -> Side:
    if kind == "description":
        return _description(name, with_facts=with_facts)
    table = load_table().at(name) if kind == "version" else load_table(Path(name)).at()
    return Side(name, kind, str(table.version), _operations(table))


def _operations(table: Table) -> dict[str, Operation]:
    """Return the operations of a table; what has no path is judged by pinvet, but no part of the API."""
    every = (table.operation(name) for name in table.ids())
    return {operation.id: operation for operation in every if operation.path}


def _description(name: str, *, with_facts: bool) -> Side:
    path = Path(name)
    root = read_value(path)
    if not isinstance(root, dict):
        raise ApiTableError(f"{name}: expected an object; is this an OpenAPI 3 description?")
    written = data_dir("schemas") / "api" / "facts.yaml"
    sheet = FactSheet(read_value(written), str(written))
    version = version_of(root, path)
    table = merged([Version(version, _described(root, name, sheet.layouts()), is_overlay=False)])
    if with_facts:
        sheet.apply(table)
    else:
        for one in table.values():
            one |= {"entity": None, "does": doing(one["id"], one["method"])}
    return Side(name, "description", version, {key: Operation(one) for key, one in table.items()})


def _described(root: dict[str, Any], source: str, layouts: Mapping[str, Layout]) -> dict[tuple[str, str], Described]:
    """Return the operations of a description, even where entities no longer lie where pinvet knows them to lie.

    A build would be refused there, but that they have moved is what a comparison is for.
    """
    try:
        return operations(root, source, layouts)
    except ApiTableError:
        fitting = {name: layout for name, layout in layouts.items() if _fits(root, name, layout)}
        return operations(root, source, fitting)


def _fits(root: dict[str, Any], name: str, layout: Layout) -> bool:
    """Tell whether the body of an operation has the place where its entities are known to lie."""
    paths = root.get("paths")
    alone = {
        path: {method: one}
        for path, item in (paths.items() if isinstance(paths, dict) else ())
        for method, one in (item.items() if isinstance(item, dict) else ())
        if isinstance(one, dict) and one.get("operationId") == name
    }
    try:
        operations({**root, "paths": alone}, name, {name: layout})
    except ApiTableError:
        return False
    return True
