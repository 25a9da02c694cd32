"""What a rule speaks of: the parameters that it names, and what it says of their values."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final, NamedTuple

from pinvet.account import KINDS
from pinvet.checks.conditions import STATES
from pinvet.checks.facts import NAMESPACES
from pinvet.checks.kinds.granted import GRANTED
from pinvet.checks.kinds.table import CELLS
from pinvet.checks.registry import waits_for
from pinvet.rulebook.names import NAMED_LISTS
from pinvet.rulebook.said import NOTHING, Said, as_list, said_of
from pinvet.rulebook.spaces import CLOCK, DESCRIBED

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from pinvet.rulebook.rule import Rule


class Mention(NamedTuple):
    """A parameter as a rule names it.

    `operations` are those whose parameter it is, None for those that the rule is about. `part` is query or path where
    it stands there, scopes for the scopes that an operation needs, else empty. `only` holds the names that alone may
    be set inside it, None where the rule does not say that; `listed` that it stands in such a list and nowhere else.
    """

    name: str
    said: Said = NOTHING
    operations: tuple[str, ...] | None = None
    part: str = ""
    only: tuple[str, ...] | None = None
    listed: bool = False


def mentions(rule: Rule) -> Iterator[Mention]:
    """Yield every parameter that a rule names: in its check, its conditions, what weakens it, and its fix."""
    place = f"{rule.body['at']}." if "at" in rule.body else ""
    if place:
        yield Mention(place[:-1])
    of_pack, own = rule.when
    yield from _condition(of_pack, "")
    yield from _condition(own, place)
    yield from _check(rule.kind, rule.argument, place, waits_for(rule.kind, rule.argument))
    for entry in rule.body.get("weaker", ()):
        yield from _condition(entry.get("when", {}), place)
        yield from _tests(entry.get("values", {}), place)
        yield from _names(entry.get("parameters", ()), place)
    yield from _beside(rule, place)


def _beside(rule: Rule, place: str) -> Iterator[Mention]:
    """Yield what stands beside a check: where a finding stands, its fix, what ids are looked up by."""
    body = rule.body
    if "point" in body:
        yield from _named(body["point"], "")
    fix = body.get("fix")
    if isinstance(fix, dict):
        yield from _tests(fix.get("set", {}), place)
        yield from _names([fix["remove"]] if "remove" in fix else [], place)
    if rule.kind == "known" and rule.argument != GRANTED:
        spaces = {KINDS.get(one, "") for target in rule.argument.values() for one in as_list(target)}
        for name in (*body.get("match", ()), *body.get("no_overlap", ())):
            for space in sorted(spaces & DESCRIBED.keys()):
                yield Mention(name, operations=DESCRIBED[space])


def _check(kind: str, argument: Any, place: str, others: tuple[str, ...]) -> Iterator[Mention]:
    if kind == "only":
        yield Mention(place[:-1], only=tuple(argument))
        yield from (one._replace(listed=True) for one in _names(argument, place))
    elif kind in NAMED_LISTS or kind == "forbidden":
        pairs = [*argument, *argument.values()] if isinstance(argument, dict) else argument
        yield from _names(pairs, place)
    elif argument == GRANTED:
        yield Mention("", part="scopes")
    elif kind in ("values", "must_be"):
        yield from _tests(argument, place)
    elif kind in ("empty_as", "known"):
        yield from _names(argument, place)
    elif kind in OF_KIND:
        yield from OF_KIND[kind](argument, place)
    elif others:
        yield from _names(argument.get("joined_by", {}).values(), place)
        theirs = (*_names(argument.get("joined_by", {}), ""), *_condition(argument.get("with", {}), ""))
        yield from (one if one.operations else one._replace(operations=others) for one in theirs)


def _nested(argument: Any, place: str) -> Iterator[Mention]:
    """Yield the names of kinds whose argument holds lists of names under keys."""
    for key in ("per", "by", "parameters"):
        yield from _names(argument[key] if isinstance(argument.get(key), list) else (), place)
    yield from _names([argument["distinct"]] if "distinct" in argument else [], place)


def _compare(argument: dict[str, Any], place: str) -> Iterator[Mention]:
    for name, comparison in argument.items():
        sides = [side for word, side in comparison.items() if word not in ("as", "plus")]
        numbers = [side for side in sides if isinstance(side, (int, float))]
        yield from _named(name, place, Said(limits=frozenset({"number"}) if numbers else frozenset()))
        yield from _names([side for side in sides if isinstance(side, str)], place)


def _table(argument: dict[str, Any], place: str) -> Iterator[Mention]:
    for row in argument["rows"]:
        yield from _named(argument["by"], place, said_of(row["for"]))
        for kind in CELLS:
            if kind in row:
                yield from _check(kind, row[kind], place, ())


def _spelling(argument: dict[str, Any], place: str) -> Iterator[Mention]:
    for wrong, right in argument.get("names", {}).items():
        yield from _names([wrong, right], place)
    for name, words in argument.get("values", {}).items():
        yield from _named(name, place, said_of([*words, *words.values()]))


OF_KIND: Final = {
    "count": _nested,
    "rate": _nested,
    "same_across": _nested,
    "compare": _compare,
    "table": _table,
    "spelling": _spelling,
}


def _condition(when: dict[str, Any], place: str) -> Iterator[Mention]:
    for name, test in when.items():
        if name == "not":
            yield from _condition(test, place)
        elif name == "any":
            for one in test:
                yield from _condition(one, place)
        elif name in STATES:
            yield from _names(as_list(test), place)
        else:
            yield from _named(name, place, said_of(test))


def _tests(tests: dict[str, Any], place: str) -> Iterator[Mention]:
    for name, test in tests.items():
        yield from _named(name, place, said_of(test))


def _names(names: Iterable[Any], place: str) -> Iterator[Mention]:
    for name in names:
        if isinstance(name, list):
            yield from _names(name, place)
        else:
            yield from _named(name, place)


def _named(name: str, place: str, what: Said = NOTHING) -> Iterator[Mention]:
    """Yield what a name means: a fact behind a name space, or a parameter at the rule's own place."""
    space, _, rest = name.partition(".")
    if space not in NAMESPACES or not (rest or space in CLOCK):
        yield Mention(place + name, what)
    elif space in DESCRIBED:
        yield Mention(rest, what, DESCRIBED[space])
    elif space in ("entity", "body", "was"):
        yield Mention(rest, what)
    elif space in ("query", "path"):
        yield Mention(rest, what, part=space)
