"""The identity of a finding, which survives reformatting."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from pinvet.model import json_pointer

if TYPE_CHECKING:
    from pinvet.engine.verdict import Verdict
    from pinvet.lint.placing import Site


def fingerprints(verdicts: list[Verdict], site: Site, entities: dict[int, dict[str, Any]]) -> list[str]:
    """Return the identity of each verdict: rule, file, operation, entity, pointer without indexes, and an ordinal.

    It never depends on a value, nor on the order of keys or the layout of the text. An entity without an id is told
    by the digest of its keys.
    """
    from hashlib import sha256

    seen: dict[str, int] = {}
    identities: dict[int, str] = {}
    for position in sorted(range(len(verdicts)), key=lambda index: (verdicts[index].position, _key(verdicts[index]))):
        verdict = verdicts[position]
        keys = ",".join(sorted(map(str, entities.get(verdict.position, {}))))
        who = verdict.identity or sha256(keys.encode("utf-8", "surrogatepass")).hexdigest()
        path = json_pointer(tuple(step for step in verdict.pointer if isinstance(step, str)))
        base = f"{verdict.check.rule.id}\n{site.path}\n{site.operation.id}\n{who}\n{verdict.part or ''}{path}"
        ordinal = seen[base] = seen.get(base, -1) + 1
        identities[position] = sha256(f"{base}\n{ordinal}".encode("utf-8", "surrogatepass")).hexdigest()[:32]
    return [identities[position] for position in range(len(verdicts))]


def _key(verdict: Verdict) -> list[tuple[int, str]]:
    return [(step, "") if isinstance(step, int) else (-1, step) for step in verdict.pointer]
