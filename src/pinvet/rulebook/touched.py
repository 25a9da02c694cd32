"""Which rules a change of the API touches, and why."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final, Literal, NamedTuple

from pinvet.api.compare import members
from pinvet.checks.registry import waits_for
from pinvet.rulebook.book import ANY, applies_to
from pinvet.rulebook.mentions import mentions
from pinvet.rulebook.said import LIMIT_OF, as_list

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from pinvet.api.change import Change, Place
    from pinvet.rulebook.mentions import Mention
    from pinvet.rulebook.rule import Rule

# From what changes a rule most to what may not change it at all.
Why = Literal["operation", "parameter", "member", "limit", "list", "values", "scopes", "group"]
WHYS: Final[tuple[Why, ...]] = ("operation", "parameter", "member", "limit", "list", "values", "scopes", "group")
# Facts of an operation on which all that a rule says of it rests.
FOUNDATIONS: Final = frozenset({"method", "path", "body", "body.at", "body.type"})


class Touch(NamedTuple):
    """A rule that a change touches.

    `operation`: it is about an operation that came, went, or is another one now. `parameter`: it names a parameter that
    is. `member`: it names `words` of an enum that came or went; `values`: other words of that enum. `limit`: it states
    one. `list`: it lists what may be set, without what came. `scopes`: it judges them. `group`: it is about a group
    that an operation came into, or left for another.
    """

    rule: str
    why: Why
    words: tuple[str, ...] = ()


class Told(NamedTuple):
    """A change, and the rules that it touches."""

    change: Change
    touches: tuple[Touch, ...]


def touched(changes: Iterable[Change], rules: Iterable[Rule], rates: Mapping[str, str | None]) -> tuple[Told, ...]:
    """Return each change with the rules that it touches, in the order of their ids.

    `rates` are the classes of rate limits by operation, as some rules are about all operations of one class.
    """
    known = [(rule, tuple(mentions(rule))) for rule in sorted(rules, key=lambda rule: rule.id)]
    return tuple(
        Told(change, tuple(touch for rule, named in known if (touch := _touch(change, rule, named, rates)) is not None))
        for change in changes
    )


def named_operations(rule: Rule) -> frozenset[str]:
    """Return the operations that a rule names: those that it is about, and those that it waits for."""
    return frozenset((*rule.operations, *waits_for(rule.kind, rule.argument)))


def _touch(change: Change, rule: Rule, named: Sequence[Mention], rates: Mapping[str, str | None]) -> Touch | None:
    found = [touch for place in change.places for touch in _at(change, place, rule, named, rates.get(place.operation))]
    return min(found, key=lambda touch: WHYS.index(touch.why), default=None)


def _at(change: Change, place: Place, rule: Rule, named: Sequence[Mention], rate: str | None) -> Iterator[Touch]:
    applies = applies_to(rule, place.operation, rate)
    if change.of_operation:
        yield from _of_operation(change, place.operation, rule, named, applies=applies)
        return
    for mention in named:
        if place.operation in mention.operations if mention.operations else applies:
            yield from _of_parameter(change, place, rule, mention)


def _of_operation(
    change: Change, operation: str, rule: Rule, named: Sequence[Mention], *, applies: bool
) -> Iterator[Touch]:
    if change.fact == "scopes":
        if applies and any(mention.part == "scopes" for mention in named):
            yield Touch(rule.id, "scopes")
    elif change.fact == "rate":
        if {f"@{change.before}", f"@{change.after}"}.intersection(rule.operations):
            yield Touch(rule.id, "group")
    elif change.fact == "" or change.fact in FOUNDATIONS:
        names = {operation, change.after} if change.what == "renamed" else {operation}
        if names & named_operations(rule):
            yield Touch(rule.id, "operation")
        elif change.what == "came" and applies and ANY not in rule.operations:
            yield Touch(rule.id, "group")


def _of_parameter(change: Change, place: Place, rule: Rule, mention: Mention) -> Iterator[Touch]:
    if mention.part != place.part and (mention.part or place.part == "path"):
        return
    names = [place.name]
    if change.what == "renamed":
        names.append(_beside(place.name, change.after))
    if any(_is_about(change, name, mention) for name in names):
        yield from _about(change, rule, mention)
    if mention.only is not None and change.what in ("came", "renamed"):
        parent, _, last = names[-1].rpartition(".")
        if parent == mention.name and last not in mention.only:
            yield Touch(rule.id, "list")


def _is_about(change: Change, name: str, mention: Mention) -> bool:
    """Tell whether a mention names what changed, or something inside of what is there no more, or new."""
    if mention.only is not None:
        return False
    ours, theirs = (_steps(one) for one in (mention.name, name))
    is_whole = change.what != "changed" or change.fact == "type"
    if len(ours) < len(theirs) or (len(ours) > len(theirs) and not is_whole):
        return False
    return all(one == other or "*" in (one, other) for one, other in zip(ours, theirs, strict=False))


def _about(change: Change, rule: Rule, mention: Mention) -> Iterator[Touch]:
    """Yield what a change of a parameter means for a rule that names it."""
    if change.what != "changed":
        yield Touch(rule.id, "parameter")
    elif mention.listed:
        return  # the list only says that it may be set
    elif change.fact in LIMIT_OF:
        if LIMIT_OF[change.fact] in mention.said.limits:
            yield Touch(rule.id, "limit")
    elif change.fact == "enum":
        went, came = members(_listed(change.before), _listed(change.after))
        words = tuple(word for word in (*went, *came) if word in mention.said.words)
        if words:
            yield Touch(rule.id, "member", tuple(map(str, words)))
        elif came and mention.said.words:
            yield Touch(rule.id, "values")
    else:
        yield Touch(rule.id, "parameter")


def _listed(value: Any) -> list[Any]:
    return [] if value is None else as_list(value)


def _steps(name: str) -> list[str]:
    """Return the steps of a name; the elements of a list go by the name of the list."""
    steps = name.split(".")
    return steps[:-1] if len(steps) > 1 and steps[-1] == "*" else steps


def _beside(name: str, last: str) -> str:
    """Return the name of what stands beside a parameter."""
    parent = name.rpartition(".")[0]
    return f"{parent}.{last}" if parent else last
