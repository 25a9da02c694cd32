"""The words of pinvet, as frozen values: what is read, and where it stands. What is told of it is in `report`.

Everything here is a named tuple: cheap to import, immutable, and compared by value. Lines and columns are
1-based and count code points; the end column is one past the last character. A pointer is a tuple of keys and
list indexes into a body and becomes an RFC 6901 JSON Pointer only when it is shown.

Annotations are evaluated here, and where else large named tuples are: as the texts that other modules have by
``from __future__ import annotations``, NamedTuple would compile each of them at every start.
"""

from typing import Any, Final, Literal, NamedTuple

Pointer = tuple[str | int, ...]
Severity = Literal["error", "warning", "note"]
Confidence = Literal["documented", "stricter", "inferred"]
Aspect = Literal["presence", "absence", "value", "relation"]
Part = Literal["body", "query", "path"]
Witness = Literal["confirmed", "contradicted", "unknown"]
NoticeKind = Literal[
    "syntax",
    "unreadable",
    "unknown-operation",
    "unknown-format",
    "capture",
    "shape",
    "context",
    "limit",
    "record",
    "clock",
]

new: Final = tuple.__new__  # for hot paths: half the time of a named tuple's own constructor, with every field given

SEVERITIES: Final[tuple[Severity, ...]] = ("note", "warning", "error")


def rank(severity: str) -> int:
    """Return how grave a severity is: 0 for a note, 1 for a warning, 2 for an error, -1 for anything else."""
    return SEVERITIES.index(severity) if severity in SEVERITIES else -1


def json_pointer(pointer: Pointer) -> str:
    """Write a pointer as an RFC 6901 JSON Pointer; the whole document is the empty string."""
    return "".join("/" + str(step).replace("~", "~0").replace("/", "~1") for step in pointer)


class Unknown:
    """The one value for a fact that nobody told: neither present nor absent."""

    __slots__ = ()

    def __repr__(self) -> str:
        return "UNKNOWN"

    def __bool__(self) -> bool:
        message = "a fact that is unknown is neither true nor false"
        raise TypeError(message)


UNKNOWN: Final = Unknown()


class Place(NamedTuple):
    """A span of text: 1-based lines and columns in code points, the end one past the last character."""

    line: int
    column: int
    end_line: int
    end_column: int


class Request(NamedTuple):
    """One API call, or one bare body, before it is routed to an operation."""

    body: Any = None
    operation: str | None = None
    method: str | None = None
    url: str | None = None
    query: dict[str, list[str]] | None = None
    path: dict[str, str] | None = None
    position: int = 0
    cut: bool = False  # the body was recorded in part: nothing is reported missing from it


class Response(NamedTuple):
    """What a server answered: the HTTP status, None where none was recorded, and the JSON body."""

    status: int | None = None
    body: Any = None


class Exchange(NamedTuple):
    """A request that was sent and, where it is known, its answer: the HTTP status and the JSON body."""

    method: str
    url: str
    body: Any = None
    status: int | None = None
    response: Any = None


class Notice(NamedTuple):
    """Something about an input itself rather than about what it asks for."""

    kind: NoticeKind
    path: str
    message: str
    line: int = 1
    column: int = 1
    fatal: bool = False
    hint: str | None = None


class Input(NamedTuple):
    """One input that was read: its kind, and the operation it was judged as where it is a payload."""

    path: str
    kind: str
    operation: str | None = None
    inferred: bool = False
    requests: int = 1
