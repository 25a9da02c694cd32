"""The words of pinvet, as frozen values: what is read, what is judged, and what is reported.

Everything here is a named tuple: cheap to import, immutable, and compared by value. Lines and columns are
1-based and count code points; the end column is one past the last character. A pointer is a tuple of keys and
list indexes into a body and becomes an RFC 6901 JSON Pointer only when it is shown.

Annotations are evaluated here, and where else large named tuples are: as the texts that other modules have by
``from __future__ import annotations``, NamedTuple would compile each of them at every start.
"""

from collections.abc import Sequence
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


class Frame(NamedTuple):
    """The lines around a place, with every value that may not be shown masked, and the span to underline."""

    lines: tuple[tuple[int, str], ...]
    place: Place


class Related(NamedTuple):
    """Another place that a finding speaks about."""

    path: str
    pointer: str
    message: str
    place: Place | None = None
    request: int = 0


class Edit(NamedTuple):
    """A replacement of the text at a place; an empty text deletes it."""

    place: Place
    text: str


class Fix(NamedTuple):
    """A change that resolves a finding: JSON Patch (RFC 6902) over the body, text edits where there is text."""

    title: str
    safe: bool
    patch: tuple[dict[str, Any], ...]
    edits: tuple[Edit, ...] = ()


class Finding(NamedTuple):
    """A problem after the engine has said which rule, how grave, and where. Every text in it may be shown."""

    rule: str
    name: str
    severity: Severity
    confidence: Confidence
    contested: str | None
    remark: str | None
    message: str
    url: str
    section: str
    path: str
    place: Place | None
    request: int
    method: str | None
    path_template: str | None
    operation: str
    entity: str
    entity_index: int
    part: Part
    pointer: str
    parameter: str
    witness: Witness = "unknown"
    times: int = 1
    fingerprint: str = ""
    also: tuple[str, ...] = ()
    related: tuple[Related, ...] = ()
    fix: Fix | None = None
    frame: Frame | None = None


class Skip(NamedTuple):
    """Rules that could not be judged because one fact is missing, counted over the entities concerned."""

    reason: str
    missing: str
    rules: tuple[str, ...]
    entities: int
    path: str
    request: int
    pointer: str
    remedy: str


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


class Refusal(NamedTuple):
    """What the API refused although nothing was found: the status, and its own code and words as far as they may show.

    ``path``, ``request`` and ``line`` lead to the first, ``times`` counts them.
    """

    operation: str
    status: int
    code: str
    message: str
    path: str
    request: int
    line: int
    times: int = 1


class RuleInfo(NamedTuple):
    """What a report tells of one rule that ran."""

    id: str
    name: str
    title: str
    why: str
    url: str
    section: str
    severity: Severity
    confidence: Confidence
    contested: str | None
    pack: str
    judged: int = 0
    skipped: int = 0
    found: int = 0
    confirmed: int = 0
    contradicted: int = 0


class Unapplied(NamedTuple):
    """Rules of one pack that judged nothing, and why.

    ``conditions``: requests of their operations came, and nothing in these met what the rules ask for. ``operations``:
    no request of their operations came.
    """

    pack: str
    reason: Literal["conditions", "operations"]
    rules: tuple[str, ...]


class Summary(NamedTuple):
    """The exact counts of a run."""

    files: int = 0
    requests: int = 0
    entities: int = 0
    errors: int = 0
    warnings: int = 0
    notes: int = 0
    suppressed: int = 0
    skips: int = 0
    notices: int = 0
    rules: int = 0
    hidden: int = 0
    elsewhere: int = 0


class Report(NamedTuple):
    """What a run found, skipped and could not read, ready for any reporter."""

    summary: Summary = Summary()
    inputs: tuple[Input, ...] = ()
    rules: Sequence[RuleInfo] = ()
    findings: tuple[Finding, ...] = ()
    suppressed: tuple[Finding, ...] = ()
    skips: tuple[Skip, ...] = ()
    notices: tuple[Notice, ...] = ()
    partial: bool = False
    refusals: tuple[Refusal, ...] = ()
    unapplied: Sequence[Unapplied] = ()

    @property
    def errors(self) -> tuple[Finding, ...]:
        """The findings that are errors."""
        return tuple(finding for finding in self.findings if finding.severity == "error")

    def raise_for_errors(self) -> "Report":
        """Return the report if it holds no error. Raises Rejected, which carries it, if it does.

        An input that could not be read, or whose operation is unknown, counts as an error: it was not judged.
        """
        if self.summary.errors or any(notice.fatal for notice in self.notices):
            raise Rejected(self)
        return self


class Rejected(Exception):  # noqa: N818  # the word that users catch: a request was rejected before it was sent
    """A request that pinvet found errors in. ``report`` tells which."""

    def __init__(self, report: Report) -> None:
        lines = [f"{finding.rule} {finding.pointer or '/'}: {finding.message}" for finding in report.errors]
        lines += [notice.message for notice in report.notices if notice.fatal]
        super().__init__("\n".join(lines))
        self.report = report

    def __reduce__(self) -> tuple[Any, ...]:
        return Rejected, (self.report,)  # made again from its report in another process
