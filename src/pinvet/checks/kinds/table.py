"""``table: {by: p, rows: [{for: test, <kind>: ...}]}``: every row that fits the value of ``by`` is judged."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, NamedTuple

from pinvet.checks.expect import Expectation, expectation
from pinvet.checks.facts import fact
from pinvet.checks.kinds import cardinality, compare, forbidden, must_be, required, values
from pinvet.checks.kinds.kind import Kind, found
from pinvet.checks.reads import all_read
from pinvet.checks.states import is_placeholder
from pinvet.model import UNKNOWN

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from pinvet.checks.problem import Problem
    from pinvet.checks.scope import Scope
    from pinvet.checks.view import View

CELLS: dict[str, Callable[[Any, Scope], Kind]] = {
    "required": required.compile_kind,
    "forbidden": forbidden.compile_kind,
    "values": values.compile_kind,
    "must_be": must_be.compile_kind,
    "at_least_one": cardinality.at_least_one,
    "compare": compare.compile_kind,
}


class Row(NamedTuple):
    """One row: which values of ``by`` it is for, its check, and what overrides the rule's severity."""

    fits: Expectation
    cell: Kind
    override: dict[str, Any]
    listed: bool


def compile_kind(argument: dict[str, Any], scope: Scope) -> Kind:
    """Compile the check: the problems of every row that fits."""
    by = argument["by"]
    about = fact(by, scope)
    rows = tuple(_row(row, scope) for row in argument["rows"])
    numbered = tuple(enumerate(rows))
    by_text = _by_text(numbered)

    def find(view: View) -> Iterable[Problem]:
        key = about.get(view)
        if key is None:
            return ()
        problems: list[Problem] = []
        for number, row in by_text.get(key, ()) if by_text and _plain(key) else numbered:
            fits = None if key is UNKNOWN else row.fits.holds(key)
            if fits is False:
                continue
            known = fits is True
            problems += (_about(one, number, row, view, key, known=known) for one in row.cell.find(view))
        return problems

    def _about(problem: Problem, number: int, row: Row, view: View, key: Any, *, known: bool) -> Problem:
        missing = problem.missing if known else (*problem.missing, by)
        rests = ((*view.prefix, *about.own),) if about.own is not None and "*" not in about.own else ()
        shown = found(scope, by, key, row.fits.constants) if known else row.fits.words
        message = f"{problem.message} for {by.removeprefix('entity.')} {shown}"
        rests = (*problem.rests, *rests)
        return problem._replace(message=message, missing=missing, rests=rests, row=number, **row.override)

    names = tuple(name for row in rows for name in row.cell.names)
    own = (about.own,) if about.own is not None else ()
    needs = frozenset(about.own[:1]) if about.own is not None and by == ".".join(about.own) else None
    reads = all_read((about.reads, *(row.cell.reads for row in rows)))
    return Kind(find, (*own, *names), facts=(about,), needs=needs, reads=reads)


def _by_text(numbered: tuple[tuple[int, Row], ...]) -> dict[str, tuple[tuple[int, Row], ...]]:
    """Return the rows for each text that some row is for; empty where a row is for anything but listed texts."""
    if not all(row.fits.constants and row.listed for _, row in numbered):
        return {}
    texts = {text for _, row in numbered for text in row.fits.constants}
    return {text: tuple(one for one in numbered if text in one[1].fits.constants) for text in texts}


def _plain(key: Any) -> bool:
    return type(key) is str and not is_placeholder(key)


def _row(row: dict[str, Any], scope: Scope) -> Row:
    cell = next(name for name in row if name in CELLS)
    override: dict[str, Any] = {key: row[key] for key in ("severity", "contested", "remark") if key in row}
    tests = row["for"] if isinstance(row["for"], list) else [row["for"]]
    listed = all(isinstance(test, str) for test in tests)
    return Row(expectation(row["for"]), CELLS[cell](row[cell], scope), override, listed)
