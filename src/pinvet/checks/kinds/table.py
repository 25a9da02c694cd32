"""``table: {by: p, rows: [{for: test, <kind>: ...}]}``: every row that fits the value of ``by`` is judged."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, NamedTuple

from pinvet.checks.expect import Expectation, expectation
from pinvet.checks.facts import fact
from pinvet.checks.kinds import compare, forbidden, must_be, required, values
from pinvet.checks.kinds.cardinality import CARDINALITIES
from pinvet.checks.kinds.kind import Kind, found
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
    "at_least_one": CARDINALITIES["at_least_one"],
    "compare": compare.compile_kind,
}


class Row(NamedTuple):
    """One row: which values of ``by`` it is for, its check, and what overrides the rule's severity."""

    fits: Expectation
    cell: Kind
    override: dict[str, Any]


def compile_kind(argument: dict[str, Any], scope: Scope) -> Kind:
    """Compile the check: the problems of every row that fits."""
    by = argument["by"]
    about = fact(by, scope)
    rows = tuple(_row(row, scope) for row in argument["rows"])

    def find(view: View) -> Iterable[Problem]:
        key = about.get(view)
        if key is None:
            return ()
        problems: list[Problem] = []
        for number, row in enumerate(rows):
            fits = None if key is UNKNOWN else row.fits.holds(key)
            if fits is False:
                continue
            problems.extend(
                _about(problem, row, view, key, known=fits is True)._replace(row=number)
                for problem in row.cell.find(view)
            )
        return problems

    def _about(problem: Problem, row: Row, view: View, key: Any, *, known: bool) -> Problem:
        missing = problem.missing if known else (*problem.missing, by)
        rests = ((*view.prefix, *about.own),) if about.own is not None and "*" not in about.own else ()
        shown = found(scope, by, key, row.fits.constants) if known else row.fits.words
        message = f"{problem.message} for {by} {shown}"
        return problem._replace(message=message, missing=missing, rests=(*problem.rests, *rests), **row.override)

    names = tuple(name for row in rows for name in row.cell.names)
    own = (about.own,) if about.own is not None else ()
    return Kind(find, (*own, *names), facts=(about,))


def _row(row: dict[str, Any], scope: Scope) -> Row:
    cell = next(name for name in row if name in CELLS)
    override: dict[str, Any] = {key: row[key] for key in ("severity", "contested", "remark") if key in row}
    return Row(expectation(row["for"]), CELLS[cell](row[cell], scope), override)
