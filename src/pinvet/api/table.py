"""The API table as it is used: operations found by id or by route, each loaded when it is first needed."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final, NamedTuple

from pinvet.api.data import data_dir, operation_file
from pinvet.api.error import ApiTableError
from pinvet.api.parameter import Parameter, Parameters, is_known, version_key

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

    from pinvet.api.routes import Routes
    from pinvet.api.tree import Node

__all__ = ["Body", "Operation", "Parameter", "Table", "load_table"]

REBUILD: Final = "build the table again with: pinvet api build"


class Body(NamedTuple):
    """How the JSON body of an operation is laid out.

    `type` is the JSON type of the body, or several. `at` leads to the entities ("*" for each element of a list; empty
    where the body is the one entity), `min` and `max` bound their number. `wrapper_stands_for` names parameters of the
    wrapper that are read for an entity which lacks them. `parts` are pairs of a dotted place and the operation whose
    whole body stands there.
    """

    type: str | tuple[str, ...]
    at: tuple[str, ...] = ()
    min: int | None = None
    max: int | None = None
    wrapper_stands_for: tuple[str, ...] = ()
    parts: tuple[tuple[str, str], ...] = ()


class Operation:
    """One operation of the API.

    `parameters` are those of one entity, `wrapper` those around the entities, `query` and `path_parameters` those
    of the URL. What an operation without a body asks for stands in its query: those are its parameters. `does` is
    create, update, read, delete or other; `rate` names the class of its rate limit, `scopes` the OAuth scopes it
    needs. `read_only` are names that its answer tells and its body does not take. What is judged beside requests,
    `connector/config`, has neither method nor path.
    """

    __slots__ = (
        "body", "does", "entity", "id", "method", "parameters", "path", "path_parameters", "query", "rate",
        "read_only", "scopes", "since", "tree", "until", "wrapper",
    )  # fmt: skip

    def __init__(self, stored: Mapping[str, Any], version: str | None = None) -> None:
        self.id: str = stored["id"]
        self.method: str = stored["method"]
        self.path: str = stored["path"]
        self.entity: str | None = stored["entity"]
        self.does: str = stored["does"]
        self.since: str = stored["since"]
        self.until: str | None = stored["until"]
        self.rate: str | None = stored["rate"]
        self.scopes: tuple[str, ...] = tuple(stored["scopes"])
        self.body: Body | None = None if stored["body"] is None else _body(stored["body"])
        self.wrapper = Parameters(stored["wrapper"], version)
        self.query = Parameters(stored["query"], version)
        self.parameters = self.query if self.body is None else Parameters(stored["parameters"], version)
        self.path_parameters = Parameters(stored["path_parameters"], version)
        self.read_only: frozenset[str] = frozenset(stored.get("read_only", ()))
        self.tree: Node | None = None  # the parameters as a tree, for whoever makes it

    def __repr__(self) -> str:
        return f"Operation({self.id!r})"

    def find(self, name: str) -> tuple[str, ...]:
        """Return the entity parameters that a dotted name means, in order; empty if it means none.

        A `*` in the name also stands for any one member, and behind a list of scalars for its elements, which the
        table holds under the list's own name.
        """
        if name in self.parameters:
            return (name,)
        if name.endswith(".*"):
            parent = self.parameters.get(name[:-2])
            if parent is not None and parent.items is not None:
                return (name[:-2],)
        if "*" not in name:
            return ()
        wanted = name.split(".")
        return tuple(known for known in self.parameters if _fits(wanted, known.split(".")))


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


def _body(stored: Mapping[str, Any]) -> Body:
    return Body(
        stored["type"] if isinstance(stored["type"], str) else tuple(stored["type"]),
        tuple(stored["at"]),
        stored.get("min"),
        stored.get("max"),
        tuple(stored.get("wrapper_stands_for", ())),
        tuple(stored.get("parts", {}).items()),
    )


def _fits(wanted: list[str], known: list[str]) -> bool:
    return len(wanted) == len(known) and all(want in ("*", step) for want, step in zip(wanted, known, strict=True))


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
