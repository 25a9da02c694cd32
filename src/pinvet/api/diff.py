"""How two versions of the API differ: what came, went, got another name, or is told otherwise.

A change is told once: with the parameter that came or went go those inside it, and what is the same change in many
operations, as a change of a shared schema is, is one change at many places.
"""

from __future__ import annotations

import json
import re
from typing import TYPE_CHECKING, Final

from pinvet.api.change import Change, Place
from pinvet.api.compare import unions
from pinvet.api.diff_parts import of_part
from pinvet.api.flat import differs, operation_facts, parts_of
from pinvet.api.renames import renames, topmost

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from pinvet.api.diff_parts import Found
    from pinvet.api.flat import Facts
    from pinvet.api.operation import Operation

# Facts of an operation that many share: where they change alike, that is one change.
SHARED: Final = ("scopes", "rate", "entity", "does", "body")


def differences(old: Mapping[str, Operation], new: Mapping[str, Operation]) -> tuple[Change, ...]:
    """Return the changes from one version, its operations by id, to another, in the order of their first places."""
    found: dict[str, Change] = {}
    for change, likeness in sorted(_changes(old, new), key=lambda one: one[0].places):
        key = json.dumps([change.what, change.fact, likeness], sort_keys=True)
        known = found.get(key)
        found[key] = change if known is None else known.beside(change)
    return tuple(found.values())


def _changes(old: Mapping[str, Operation], new: Mapping[str, Operation]) -> Found:
    """Yield the changes, each at one place, with what makes two of them the same change."""
    pairs = _paired(old, new)
    for name in old:
        if name not in pairs:
            yield Change("gone", (Place(name),), before=_route(old[name])), name
    for name in new:
        if name not in pairs.values():
            yield Change("came", (Place(name),), after=_route(new[name])), name
    for name, other in pairs.items():
        yield from _of_operation(old[name], new[other])


def _paired(old: Mapping[str, Operation], new: Mapping[str, Operation]) -> dict[str, str]:
    """Return which operation is which: that of the same id, else that of the same method and path."""
    pairs = {name: name for name in old if name in new}
    routes = {(one.method, _pathway(one)): name for name, one in new.items() if name not in pairs}
    for name, one in old.items():
        if name not in pairs and (one.method, _pathway(one)) in routes:
            pairs[name] = routes.pop((one.method, _pathway(one)))
    return pairs


def _route(operation: Operation) -> Facts:
    return {"method": operation.method, "path": operation.path}


def _pathway(operation: Operation) -> str:
    """Return a path without the names of its parameters."""
    return re.sub(r"\{[^}]*\}", "{}", operation.path)


def _of_operation(old: Operation, new: Operation) -> Found:
    here = (Place(old.id),)
    if old.id != new.id:
        yield Change("renamed", here, before=old.id, after=new.id), old.id
    parts, others = parts_of(old), parts_of(new)
    before, after = operation_facts(old), operation_facts(new)
    for word in _facts_to_tell(before, after, has_path=_pathway(old) != _pathway(new), has_id=old.id != new.id):
        within = tuple(topmost({*parts["body"], *others["body"]})) if word == "body" else ()
        change = Change("changed", here, word, before.get(word), after.get(word), within)
        yield change, [change.before, change.after, within] if word.startswith(SHARED) else [old.id]
    # Where the entities lie elsewhere, no name means what it meant: that they do is all that can be told.
    moved = any(differs(word, before.get(word), after.get(word)) for word in ("body.type", "body.at"))
    pairs = {part: renames(parts[part], others[part]) for part in parts}
    between = unions(parts, others, pairs)
    for part in parts:
        if not moved or part not in ("body", "wrapper"):
            told = between.around() if part == "wrapper" else between
            yield from of_part(Place(old.id, part), parts[part], others[part], pairs[part], told)


def _facts_to_tell(before: Facts, after: Facts, *, has_path: bool, has_id: bool) -> Iterator[str]:
    """Yield the words of the facts of an operation that changed, but for those that follow from another one."""
    changed = [word for word in sorted({*before, *after}) if differs(word, before.get(word), after.get(word))]
    follows = {
        "does": has_id or "method" in changed,  # pinvet reads it off
        "path": not has_path,  # a parameter in it has another name, which is told as such
    }
    whole = next((word for word in ("body", "body.type") if word in changed), None)
    for word in changed:
        if not follows.get(word, False) and (whole is None or word == whole or not word.startswith("body")):
            yield word
