"""Refusals that no rule explains: what the API would not take although nothing was found in it."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any, Final

from pinvet.engine.answers import items_of, refused
from pinvet.engine.witness import OF_THE_CALLER
from pinvet.finding import Refusal
from pinvet.lint.plain_words import plain_words

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from pinvet.api.operation import Operation
    from pinvet.api.table import Table
    from pinvet.rulebook.rule import Rule
    from pinvet.sources.record import Record

MOST: Final = 1_000  # different refusals; what comes after counts as one more of none
LONGEST: Final = 200
LARGEST_CODE: Final = 1_000_000  # a larger number is somebody's
_QUOTED: Final = re.compile(r"""(?s)(['"`]).*?\1|\[.*?\]|\{.*?\}|<.*?>""")
_WORD: Final = re.compile(r"\S+")
_PLAIN: Final = re.compile(r"[A-Za-z]{1,20}(?:['-][A-Za-z]{1,12})?[.,;:!?)]*|\(?[a-z]{1,20}[.,;:)]*")


class Refusals:
    """The refusals of a run, one entry for each operation, status, code and message."""

    def __init__(self, rules: Iterable[Rule], table: Table) -> None:
        """Begin a run; the words of its rules, and the names that the API has for parameters, are no secrets."""
        self._rules = rules
        self._table = table
        self._plain: frozenset[str] | None = None
        self._names: dict[str, frozenset[str]] = {}
        self._entries: dict[tuple[str, int, str, str], Refusal] = {}

    def take(self, path: str, item: Record, operation: Operation, told: Mapping[str, str]) -> None:
        """Count the refusals of one exchange of which nothing was found."""
        status = item.response.status
        if status is None or status in OF_THE_CALLER or not 200 <= status < 500 or 300 <= status < 400:
            return
        plain = None
        for answer in _refusals(status, item.response.body):
            if plain is None:
                plain = self._known().difference(_texts(item.request.body), told.values())
            code, message = _code(answer), _message(answer, plain, self._names_of(operation))
            key = (operation.id, status, code, message)
            before = self._entries.get(key)
            if before is not None:
                self._entries[key] = before._replace(times=before.times + 1)
            elif len(self._entries) < MOST:
                line = item.place.line
                entry = Refusal(operation.id, status, code, message, path, item.request.position, line)
                self._entries[key] = entry

    def _known(self) -> frozenset[str]:
        if self._plain is None:
            self._plain = plain_words(self._rules)
        return self._plain

    def _names_of(self, operation: Operation) -> frozenset[str]:
        """Return the names of an operation's parameters, and of what its body may hold the bodies of."""
        names = self._names.get(operation.id)
        if names is None:
            names = self._names[operation.id] = frozenset(_names(operation, self._table))
        return names

    def entries(self) -> tuple[Refusal, ...]:
        """Return the refusals, the most frequent first."""
        return tuple(sorted(self._entries.values(), key=lambda one: (-one.times, one.operation, one.code)))


def _refusals(status: int, body: Any) -> Iterator[Any]:
    if status >= 400:
        yield body
        return
    for item in items_of(body) or ():
        reasons = refused(item)
        if reasons:
            yield from reasons if isinstance(reasons, list) else [reasons]


def _code(answer: Any) -> str:
    code = answer.get("code") if isinstance(answer, dict) else None
    return str(code) if isinstance(code, int) and not isinstance(code, bool) and 0 <= code < LARGEST_CODE else ""


def _names(operation: Operation, table: Table) -> Iterator[str]:
    """Yield every step of the names of an operation's parameters: of its entities, around them, and of its address."""
    parts = operation.body.parts if operation.body is not None else ()
    for one in (operation, *(table.operation(inner) for _, inner in parts)):
        for known in (one.parameters, one.wrapper, one.query, one.path_parameters):
            yield from (step for dotted in known for step in dotted.split("."))


def _message(answer: Any, plain: frozenset[str], names: frozenset[str]) -> str:
    """Return the words of an answer that may be shown: parameters of the operation, and plain words.

    A server quotes what it refuses, and names whom it knows, so that everything else is left out, parameters of other
    operations among it.
    """
    text = answer.get("message") if isinstance(answer, dict) else None
    if not isinstance(text, str):
        return ""

    def word(match: re.Match[str]) -> str:
        bare = match[0].strip("()[].,;:!?'\"`")
        if names.issuperset(bare.split(".")):
            return match[0].replace("'", "").replace('"', "")
        return match[0] if _PLAIN.fullmatch(match[0]) and plain.issuperset(bare.lower().split("-")) else "…"

    def quoted(match: re.Match[str]) -> str:
        bare = match[0][1:-1]
        return bare if names.issuperset(bare.split(".")) else "…"

    return _WORD.sub(word, _QUOTED.sub(quoted, text[: 4 * LONGEST]))[:LONGEST]


def _texts(value: Any) -> Iterator[str]:
    """Yield every word of the texts of a value, keys included, in lower case."""
    waiting = [value]
    while waiting:
        one = waiting.pop()
        if isinstance(one, dict):
            waiting += [*one.keys(), *one.values()]
        elif isinstance(one, list):
            waiting += one
        elif isinstance(one, str):
            yield from (word.strip("()[].,;:!?'\"`") for word in one.lower().split())
