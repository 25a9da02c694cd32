"""``same_across: {siblings, parameters, within, equal}``: a change is made alike in all siblings.

``within: request``: every sibling stands in the same request with the same value. ``any``: no two siblings get
different values. ``capture``: every sibling has been touched alike by the end of the input; where the input has no
end (a payload, a library call), what is missing is a skip. ``equal: false``: touched, whatever the value.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, NamedTuple

from pinvet.account import COLLECTIONS, Touch
from pinvet.checks.kinds.kind import Kind, heads, label
from pinvet.checks.kinds.memory import END_OF_INPUT, Ending, lost
from pinvet.checks.kinds.siblings import Family, family, members_at, unseen_list
from pinvet.checks.paths import Steps, get, steps
from pinvet.checks.problem import Beside, Problem
from pinvet.checks.state_tests import is_touched
from pinvet.checks.states import same
from pinvet.checks.words import count

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from pinvet.account import Account
    from pinvet.checks.kinds.memory import End, Learned, Remember
    from pinvet.checks.scope import Scope
    from pinvet.checks.view import View

__all__ = ["END_OF_INPUT", "compile_kind", "ending", "remembering"]


class Sync(NamedTuple):
    """The compiled argument."""

    rule: str
    siblings: Any
    parameters: tuple[tuple[str, Steps], ...]
    within: str
    equal: bool


def compile_kind(argument: dict[str, Any], scope: Scope) -> Kind:
    """Compile the check: problems where siblings differ or are left out."""
    sync = _sync(argument, scope)

    def find(view: View) -> Iterable[Problem]:
        touched = [(name, path) for name, path in sync.parameters if is_touched(view, path)]
        if not touched:
            return ()
        if not isinstance(view.campaign_id(), str):
            return [_unknown(path, name, "campaign.id") for name, path in touched]
        group = family(view, sync.siblings)
        if group is None:
            return ()
        problems: list[Problem] = []
        for name, path in touched:
            problems.extend(_judge(view, sync, group, name, path))
        return problems

    names = tuple(path for _, path in sync.parameters)
    return Kind(find, names, needs=heads(names))


def _sync(argument: dict[str, Any], scope: Scope) -> Sync:
    parameters = tuple((label(scope, name), steps(name)) for name in argument["parameters"])
    within, equal = argument["within"], argument.get("equal", True)
    return Sync(scope.rule["id"], argument["siblings"], parameters, within, equal)


def _judge(view: View, sync: Sync, group: Family, name: str, path: Steps) -> Iterable[Problem]:
    alike = [
        other
        for other in view.call.siblings
        if other is not view.root and is_touched(other, path) and _together(other, sync, group)
    ]
    earlier = [other for other in alike if other.index < view.index]
    value = get(view.value, path)
    if sync.equal:
        for other in earlier:
            if not same(get(other.value, path), value):
                message = f"{name} differs from that of a sibling in the same request"
                beside = (Beside(path, "the sibling's value", other.index),)
                return [Problem(path, "relation", message, value, related=beside, names=(name,))]
        clash = _clash(view, sync, group, name, value, {other.identity for other in alike})
        if clash is not None:
            return [clash]
    if sync.within == "any" or earlier:
        return ()  # what is left out is said once, at the first sibling of the request
    return _left_out(view, sync, group, name, path, {other.identity for other in alike})


def _together(other: View, sync: Sync, group: Family) -> bool:
    theirs = family(other, sync.siblings)
    return theirs is not None and theirs.key == group.key


def _clash(view: View, sync: Sync, group: Family, name: str, value: Any, present: set[str | None]) -> Problem | None:
    """Return the problem of a value that differs from what an earlier request gave a sibling left out of this one."""
    if sync.within != "any":
        return None
    for identity, touch in view.call.account.events.touched.get((sync.rule, group.key, name), {}).items():
        if identity != view.identity and identity not in present and not same(touch.value, value):
            message = f"{name} differs from what an earlier request gave a sibling"
            return Problem(steps(name), "relation", message, value, names=(name,))
    unseen = lost(view, sync.rule)
    return None if unseen is None else _unknown(steps(name), name, unseen)


def _left_out(
    view: View, sync: Sync, group: Family, name: str, path: Steps, present: set[str | None]
) -> Iterable[Problem]:
    others = [known for known in group.members if known.id != view.identity]
    absent = [known for known in others if known.id not in present]
    if not absent and (group.complete or group.missing == "was.role"):
        return () if group.complete else [_unknown(path, name, group.missing)]
    if sync.within == "capture":
        if not view.call.endless:
            return ()  # judged when the input ends
        return [_unknown(path, name, END_OF_INPUT if absent else group.missing)]
    if not absent:
        return [_unknown(path, name, group.missing)]
    total = len(others)
    message = f"{name} changes here, but {len(absent)} of {count(total, 'sibling')} is not in the same request"
    if len(absent) > 1:
        message = message.replace(" is not in", " are not in")
    missing = () if group.complete else (group.missing,)
    return [Problem(path, "relation", message, get(view.value, path), missing=missing, names=(name,))]


def _unknown(path: Steps, name: str, missing: str) -> Problem:
    message = f"{name} changes here; its siblings must change alike"
    return Problem(path, "relation", message, missing=(missing,), names=(name,), never_guess=True)


def remembering(argument: dict[str, Any], scope: Scope) -> Remember:
    """Return the function that remembers what an accepted request touched, for later ones and for the end."""
    sync = _sync(argument, scope)

    def remember(view: View, learned: Learned) -> None:
        group = family(view, sync.siblings)
        identity = view.identity
        if group is None or identity is None or not learned.applies:
            return
        for name, path in sync.parameters:
            if is_touched(view, path):
                value = get(view.value, path)
                grave = learned.level(Problem(path, "relation", "", value, names=(name,)))
                touch = Touch(view.call.request, view.index, value, *grave)
                view.call.account.events.touch((sync.rule, group.key, name), identity, touch)

    return remember


def ending(argument: dict[str, Any], scope: Scope) -> End | None:
    """Return the function that tells, at the end of the input, which changes were not made in all siblings."""
    sync = _sync(argument, scope)
    collection = COLLECTIONS[scope.entity or ""]

    def late(account: Account) -> Iterator[Ending]:
        for (rule, key, name), touches in account.events.touched.items():
            if rule == sync.rule:
                yield from _late(sync, account, collection, key, name, touches)

    return late if sync.within == "capture" else None


def _late(
    sync: Sync, account: Account, collection: str, key: str, name: str, touches: dict[str, Touch]
) -> Iterator[Ending]:
    first, *others = touches.values()
    if sync.equal:
        for other in others:
            if not same(first.value, other.value):
                yield Ending(other, name, f"{name} differs from that of a sibling changed before")
                return
    members = members_at(account, collection, key, sync.siblings)
    absent = [identity for identity in members if identity not in touches]
    unseen = unseen_list(account, collection, key.partition(":")[0])
    if absent:
        total = count(len(members) - 1, "sibling")
        verb = "was" if len(absent) == 1 else "were"
        message = f"{name} changes here, but {len(absent)} of {total} {verb} never changed alike"
        yield Ending(first, name, message, unseen)
    elif unseen is not None and not isinstance(sync.siblings, dict):
        message = f"{name} changes here; its siblings must change alike"
        yield Ending(first, name, message, unseen, never_guess=True)
