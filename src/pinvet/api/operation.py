"""One operation of the API, as the table has it: its parameters, and the layout of its body."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, NamedTuple

from pinvet.api.parameter import Parameters

if TYPE_CHECKING:
    from collections.abc import Mapping

    from pinvet.api.tree import Node


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
