"""The API table as it is used: operations found by id or by route, each loaded when it is first needed."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from pinvet.api.data import data_dir, operation_file
from pinvet.api.error import ApiTableError
from pinvet.api.operation import Operation
from pinvet.api.parameter import is_known, version_key

if TYPE_CHECKING:
    from pathlib import Path

    from pinvet.api.routes import Routes

REBUILD: Final = "build the table again with: pinvet api build"


class Table:
    """The operations of one table, of all its versions together or, through `at`, of one of them."""

    __slots__ = ("_folder", "_loaded", "_routes", "_version", "index", "pseudo")

    def __init__(self, folder: Path, index: dict[str, Any], version: str | None = None) -> None:
        self.index = index
        self.pseudo: dict[Any, dict[str, Any]] = index.get("pseudo", {})  # judged beside requests, no operations
        self._folder = folder
        self._version = version
        self._loaded: dict[str, Operation] = {}
        self._routes: Routes | None = None

    @property
    def version(self) -> str | None:
        """The version that this table is of; None for all versions together."""
        return self._version

    def has_version(self, version: str) -> bool:
        """Tell whether the table knows a version of the API, such as "5.28"."""
        return version in self.index["versions"]

    def at(self, version: str | None = None) -> Table:
        """Return the table of one version, the newest for None. Raises ApiTableError if it is not known."""
        versions: list[str] = self.index["versions"]
        chosen = max(versions, key=version_key) if version is None else version
        if chosen not in versions:
            raise ApiTableError(f"the API table has no version {chosen}; it has {', '.join(versions)}")
        return Table(self._folder, self.index, chosen)

    def __contains__(self, operation: object) -> bool:
        if operation in self._loaded:
            return True
        entry = self.index["operations"].get(operation) or self.pseudo.get(operation)
        return entry is not None and is_known(entry, self._version)

    def ids(self) -> tuple[str, ...]:
        """Return the ids of all operations of the API, sorted."""
        return tuple(name for name, entry in self.index["operations"].items() if is_known(entry, self._version))

    def rates(self) -> frozenset[str]:
        """Return the classes of rate limits that the operations belong to."""
        return frozenset(entry["rate"] for entry in self.index["operations"].values() if entry.get("rate"))

    def operation(self, operation: str) -> Operation:
        """Return an operation by its id. Raises KeyError if there is none, ApiTableError if it cannot be read."""
        found = self._loaded.get(operation)
        if found is None:
            if operation not in self:
                raise KeyError(operation)
            stored = _stored(self._folder / operation_file(operation))
            try:
                found = Operation(stored, self._version)
            except (KeyError, TypeError, AttributeError):
                message = f"{self._folder}: {operation} is not as this version of pinvet writes it; {REBUILD}"
                raise ApiTableError(message) from None
            self._loaded[operation] = found
        return found

    def match(self, method: str, path: str) -> tuple[str, dict[str, str]] | None:
        """Return the id of the operation that a request calls and its path parameters, or None.

        `path` is a path or a whole URL, with or without /v5 and a query. The most literal template wins.
        """
        if self._routes is None:
            from pinvet.api.routes import Routes

            entries = self.index["operations"]
            self._routes = Routes((entries[name]["method"], entries[name]["path"], name) for name in self.ids())
        return self._routes.match(method, path)


def _stored(path: Path) -> dict[str, Any]:
    import json

    try:
        stored = json.loads(path.read_bytes())
    except OSError as error:
        raise ApiTableError(f"{path}: cannot be read: {error.strerror or 'unknown reason'}; {REBUILD}") from None
    except ValueError:
        raise ApiTableError(f"{path}: damaged; {REBUILD}") from None
    if not isinstance(stored, dict):
        raise ApiTableError(f"{path}: damaged; {REBUILD}")
    return stored


_tables: dict[Path, Table] = {}


def load_table(folder: Path | None = None) -> Table:
    """Return the table in a folder, the shipped one for None; each is read once per process.

    Raises ApiTableError if its index cannot be read.
    """
    chosen = data_dir("schemas") / "api" if folder is None else folder
    found = _tables.get(chosen)
    if found is None:
        index = _stored(chosen / "operations.json")
        if not index.get("versions") or not isinstance(index.get("operations"), dict):
            raise ApiTableError(f"{chosen / 'operations.json'}: damaged; {REBUILD}")
        found = _tables[chosen] = Table(chosen, index)
    return found
