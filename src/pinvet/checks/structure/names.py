"""Names that the API does not know, that stand elsewhere, or that are missing."""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING, Any, Final

from pinvet.api.tree import here
from pinvet.checks.kinds.kind import remove, rename
from pinvet.checks.problem import Problem
from pinvet.checks.states import is_set
from pinvet.checks.words import listing
from pinvet.text.words import nearest

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from pinvet.api.parameter import Parameter
    from pinvet.api.tree import Node, Told
    from pinvet.checks.scope import Scope
    from pinvet.model import Pointer


FEW: Final = 8  # words that a message spells out


@lru_cache(maxsize=1024)
def shown_name(name: str) -> str:
    """Show a name that a request brought: as it is where it looks like a parameter, else by its length."""
    from pinvet.redact import looks_secret

    plain = not looks_secret(name) and all(
        letter.isascii() and (letter.isalnum() or letter in "_.-") for letter in name
    )
    return name if plain and len(name) <= 80 else f"a name of {len(name)} characters"


def unknown(scope: Scope, node: Node, pointer: Pointer, value: Any, holder: Mapping[Any, Any]) -> Problem:
    """Return the problem with a name that the table does not have, given with its pointer and the object around it."""
    name = ".".join(str(step) for step in pointer)
    shown = shown_name(name)
    hint, near = _hint(scope, node, pointer)
    message = f"{shown} is not a parameter that {scope.operation.id} knows{hint}"
    is_free = near is not None and near not in holder
    fix = rename(pointer, near or "", f"rename {shown} to {near}") if is_free else remove(pointer, f"remove {shown}")
    return Problem(pointer, "presence", message, value, names=(name,), **fix)


def _hint(scope: Scope, node: Node, pointer: Pointer) -> tuple[str, str | None]:
    """Return what to say of a name that is not known, and the one beside it that is probably meant."""
    last = str(pointer[-1])
    full = f"{node.name}.{last}" if node.name else last
    version = scope.table.version
    since, until = scope.operation.parameters.hidden.get(full, (None, None))
    if until is not None and version is not None:
        gone = f" in version {version}: it is gone since {until}"
        return gone if since is None else _window(since, until, version), None
    if since is not None:
        return f" in version {version}: it came with {since}", None
    if not node.name and last in scope.operation.read_only:
        return "; it is read-only: the API tells it in its answers", None
    near = nearest(last, node.members)
    if near is not None:
        return f"; did you mean {near}?", near
    place = places(scope).get(last)
    if place == last:  # known, but not around the entities
        return "; it stands in each entry of the list", None
    return f"; did you mean {place}?" if place is not None else "", None


def _window(since: str, until: str, version: str) -> str:
    return f" in version {version}: it came with {since} and is gone since {until}"


def places(scope: Scope) -> dict[str, str]:
    """Return where the operation has parameters, by the last part of their names; the first place of each."""
    return _places(tuple(scope.operation.parameters))


@lru_cache(maxsize=64)
def _places(names: tuple[str, ...]) -> dict[str, str]:
    return {name.rpartition(".")[2]: name for name in reversed(names)}


def astray(node: Node, pointer: Pointer, value: Any, told: Told) -> Problem:
    """Return the problem with a parameter of another branch than the one that was chosen."""
    known = node.known
    by, among = next(
        (name, values)
        for name, values in ((known.when or {}) if known else {}).items()
        if name in told and told[name] not in values
    )
    shown = ".".join(str(step) for step in pointer)
    others = listing(sorted(among), "or") if len(among) <= FEW else f"{len(among)} other words"
    message = f"{shown} is not known where {_decides(by, pointer)} is {told[by]}; it goes with {others}"
    return Problem(pointer, "presence", message, value, names=(node.name,), **remove(pointer, f"remove {shown}"))


def missing(scope: Scope, node: Node, pointer: Pointer, value: dict[str, Any], told: Told) -> Iterator[Problem]:
    """Yield the problem with each parameter that is required in an object and not set there."""
    for step, inner in node.members.items():
        known = inner.known
        if known is None or not (known.required or known.variants):
            continue
        as_told = here(known, told)
        if as_told is None or not as_told.required or _is_there(step, value, as_told):
            continue
        name = ".".join(str(one) for one in (*pointer, step))
        because = "" if known.required else f" where {_because(known.variants or {}, told, pointer)}"
        message = f"{name} is missing; {scope.operation.id} requires it{because}"
        yield Problem((*pointer, step), "absence", message, value.get(step), names=(inner.name,))


def _is_there(step: str, value: dict[str, Any], known: Parameter) -> bool:
    """Tell whether the API finds what it requires: an object or a list may be empty, and null where it may be null."""
    found = value.get(step)
    if found is None:
        return step in value and known.nullable
    return is_set(found, known.unset) or found == {} or (found == [] and not known.minItems)


def _because(variants: Mapping[str, Any], told: Told, pointer: Pointer) -> str:
    by = next(name for name, others in variants.items() if told.get(name) in others)
    return f"{_decides(by, pointer)} is {told[by]}"


def _decides(by: str, pointer: Pointer) -> str:
    """Name the parameter that decides between branches as it stands on the way to a place."""
    steps = by.removeprefix("body.").split(".")
    return ".".join(str(pointer[at]) if step == "*" else step for at, step in enumerate(steps))
