"""Changes of the API in words: a few for each fact that is known, and plain before and after for all others."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any, Final

from pinvet.api.compare import members
from pinvet.redact import clean
from pinvet.reporters.phrases import counted

if TYPE_CHECKING:
    from collections.abc import Callable

    from pinvet.api.change import Change

MOST: Final = 8  # of a list that is read in passing
LONGEST: Final = 60
# What is said where a fact comes, and where it goes.
SWITCHES: Final = {
    "required": ("required now", "no longer required"),
    "nullable": ("null is allowed now", "null is no longer allowed"),
    "map": ("any names inside now", "only known names inside now"),
    "fixed": ("never changes, by pinvet's facts", "may change, by pinvet's facts"),
    "documented": ("known from documents alone now", "part of the description now"),
    "id": ("an id of digits now", "no longer an id of digits"),
    "body": ("has a body now", "no longer has a body"),
}
NOUNS: Final = {
    "unset": "what counts as unset",
    "rate": "class of rate limit",
    "does": "what it does",
    "money": "unit of money",
    "time": "form of time",
    "body.type": "the body",
    "body.min": "entities at least",
    "body.max": "entities at most",
}


def sentence(change: Change) -> str:
    """Say what happened, without the name of the parameter or operation that it happened to."""
    branches = [f"with {by} {_listed(list(values))}" for by, values in change.where]
    where = f", {' or '.join(branches)}" if branches else ""
    return clean(f"{_sentence(change)}{where}")


def _sentence(change: Change) -> str:
    if change.what == "renamed":
        return f"{'now called' if change.of_operation else 'looks renamed to'} {change.after}"
    if change.what != "changed":
        return _described(change)
    inside = count_inside(change)
    return f"{_changed(change)}, and with it {inside}" if inside else _changed(change)


def _changed(change: Change) -> str:
    if change.fact in SWITCHES and (change.before is None or change.after is None):
        return SWITCHES[change.fact][change.after is None]
    if change.fact in SPECIAL:
        return SPECIAL[change.fact](change.before, change.after)
    noun = NOUNS.get(change.fact, change.fact.replace("body.", "body, "))
    return f"{noun} {_value(change.before)} -> {_value(change.after)}"


def _described(change: Change) -> str:
    """Describe what came or went in short: its type and the values it takes, or the route of an operation."""
    facts = change.after if change.what == "came" else change.before
    if change.of_operation:
        return f"{facts['method']} {facts['path']}"
    items = facts.get("items", {})
    kind = _value(facts["type"]) if "type" in facts else "any type"
    enum = facts.get("enum") or items.get("enum")
    inside = count_inside(change)
    parts = [
        f"{kind} of {_value(items['type'])}" if "type" in items else kind,
        f"one of {_listed(enum)}" if enum else "",
        "required" if facts.get("required") else "",
        *(f"with {by} {_listed(values)}" for by, values in facts.get("when", {}).items()),
        f"{inside} inside" if inside else "",
    ]
    return ", ".join(part for part in parts if part)


def count_inside(change: Change) -> str:
    """Count the parameters that came or went with one, or say nothing where there are none."""
    number = len([name for name in change.inside if not name.endswith("*")])
    return counted(number, "parameter") if number else ""


def _enum(before: Any, after: Any) -> str:
    if before is None:
        return f"only {_listed(after)} now"
    if after is None:
        return f"any value now, no longer only {_listed(before)}"
    return _moved("value", *members(before, after))


def _scopes(before: Any, after: Any) -> str:
    return _moved("scope", *members(before or [], after or []))


def _moved(noun: str, gone: list[Any], came: list[Any]) -> str:
    parts = [
        f"{noun if len(words) == 1 else noun + 's'} {_listed(words)} {became}"
        for words, became in ((came, "came"), (gone, "went"))
        if words
    ]
    return "; ".join(parts)


def _branches(before: Any, after: Any) -> str:
    if after is None:
        return "no longer decides what else is there"
    return f"decides what else is there, by {_listed(after)}" + (f"; it was by {_listed(before)}" if before else "")


def _when(before: dict[str, Any], after: dict[str, Any]) -> str:
    moves = [(by, *members(old, after[by])) for by, old in before.items()]
    came = [f"with {by} {_listed(values)}" for by, _, values in moves if values]
    gone = [f"with {by} {_listed(values)}" for by, values, _ in moves if values]
    parts = [
        f"there {' and '.join(came)} too" if came else "",
        f"no longer there {' or '.join(gone)}" if gone else "",
    ]
    return "; ".join(part for part in parts if part)


def _lie(before: Any, after: Any) -> str:
    new = f"now at {'.'.join(after)}" if after else "which is no longer there"
    return f"entities lay at {'.'.join(before or ['the body itself'])}, {new}; their parameters are not compared"


SPECIAL: Final[dict[str, Callable[[Any, Any], str]]] = {
    "enum": _enum,
    "scopes": _scopes,
    "branches": _branches,
    "when": _when,
    "body.at": _lie,
}


def _listed(values: list[Any]) -> str:
    shown = [_value(value) for value in values[:MOST]]
    return ", ".join(shown) + (f" and {len(values) - MOST} more" if len(values) > MOST else "") or "none"


def _value(value: Any) -> str:
    if value is None:
        return "none"
    if isinstance(value, list):
        return " or ".join(map(_value, value)) if value else "none"
    text = value if isinstance(value, str) else json.dumps(value, ensure_ascii=False)
    return text if len(text) <= LONGEST else f"{text[: LONGEST - 3]}..."
