"""The entries of a report: what was found, skipped and refused, and the rules that ran. Every text in it may be shown.

Annotations are evaluated here: as texts, NamedTuple would compile each of them at every start.
"""

from typing import Any, Literal, NamedTuple

from pinvet.model import Confidence, Part, Place, Severity, Witness


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
