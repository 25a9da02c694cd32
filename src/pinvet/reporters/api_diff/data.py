"""The comparison for programs, as schemas/api-diff.v1.schema.json describes it."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any, Final

from pinvet.api.compare import members
from pinvet.api.flat import SETS
from pinvet.version import __version__

if TYPE_CHECKING:
    from pinvet.api.change import Change
    from pinvet.api.sides import Side
    from pinvet.reporters.api_diff import Comparison
    from pinvet.rulebook.rule import Rule
    from pinvet.rulebook.touched import Told

SCHEMA: Final = "pinvet-api-diff/v1"


def render(comparison: Comparison, *, every: bool) -> str:  # noqa: ARG001 - programs are told every change always
    """Write the comparison as one JSON document, indented."""
    return json.dumps(document(comparison), indent=1, ensure_ascii=False) + "\n"


def document(comparison: Comparison) -> dict[str, Any]:
    """Return the comparison as a JSON value."""
    touched = set(comparison.touched)
    return {
        "schema": SCHEMA,
        "tool": {"name": "pinvet", "version": __version__},
        "old": _side(comparison.old),
        "new": _side(comparison.new),
        "summary": {
            "changes": len(comparison.told),
            "touching": sum(bool(one.touches) for one in comparison.told),
            "rules": len(touched),
        },
        "changes": [_change(one) for one in comparison.told],
        "rules": [_rule(rule) for rule in sorted(comparison.rules) if rule.id in touched],
    }


def _side(side: Side) -> dict[str, Any]:
    return {"name": side.name, "kind": side.kind, "version": side.version, "operations": len(side.operations)}


def _change(one: Told) -> dict[str, Any]:
    change = one.change
    return {
        "what": change.what,
        "of": "operation" if change.of_operation else "parameter",
        "fact": change.fact or None,
        "before": change.before,
        "after": change.after,
        "members": _members(change),
        "with": [{"parameter": by, "values": list(values)} for by, values in change.where],
        "inside": list(change.inside),
        "places": [
            {"operation": place.operation, "in": place.part or None, "parameter": place.name or None}
            for place in change.places
        ],
        "rules": [{"id": touch.rule, "why": touch.why, "words": list(touch.words)} for touch in one.touches],
    }


def _members(change: Change) -> dict[str, Any] | None:
    """Return what came into a list and went from it, of the lists whose order says nothing."""
    sides = [[] if side is None else side for side in (change.before, change.after)]
    if change.fact not in SETS or not all(isinstance(side, list) for side in sides):
        return None
    gone, came = members(sides[0], sides[1])
    return {"came": came, "gone": gone}


def _rule(rule: Rule) -> dict[str, Any]:
    told = {"id": rule.id, "name": rule.name, "title": rule.title, "pack": rule.pack}
    return told | {"url": rule.url, "section": rule.section, "verified": rule.verified}
