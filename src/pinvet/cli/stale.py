"""`pinvet rules stale`: which sources were compared with their rules longest ago."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING, Any, NamedTuple

import click

from pinvet.cli.book import rules_of_run
from pinvet.cli.console import Stop, emit
from pinvet.cli.options import CONTEXT, PACKS, options, settings_of

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import date

    from pinvet.rulebook.rule import Rule


class Source(NamedTuple):
    """A document on the day when some rules were last compared with it, and these rules, sorted by id."""

    age: int
    verified: str
    title: str
    url: str
    rules: tuple[Rule, ...]


@click.command(context_settings=CONTEXT, short_help="List the sources that were verified longest ago.")
@click.option("--as-of", metavar="DATE", help="Count the days to DATE (YYYY-MM-DD). Default: today.")
@click.option(
    "--older-than",
    type=click.IntRange(min=0),
    metavar="DAYS",
    help="List only what was verified more than DAYS days ago, and exit with 1 if there is any.",
)
@click.option("--format", "format", type=click.Choice(("text", "json")), default="text", help="Default: text.")
@options(PACKS)
@click.pass_context
def stale(ctx: click.Context, /, older_than: int | None, format: str, **_given: Any) -> None:  # noqa: A002
    """List the sources of the rules by the day when they were last compared, oldest first.

    A source is a document, by its address; rules that were compared with it on another day stand on a line of their
    own. The day is the rule's own, else that of its pack.

    \b
    Examples:
      pinvet rules stale
      pinvet rules stale --older-than 90

    \b
    Exit codes:
      0  nothing is older, or no age was asked for
      1  with --older-than: something is older
      2  wrong usage, configuration or pack
    """
    settings = settings_of(ctx)
    rules = rules_of_run(settings)
    day = _day(settings.as_of)
    found = [one for one in sources(rules, day) if older_than is None or one.age > older_than]
    if format == "json":
        emit(as_json(found, day))
    else:
        emit(as_text(found, [rule.id for rule in rules]) or f"nothing was verified more than {older_than} days ago\n")
    ctx.exit(1 if found and older_than is not None else 0)


def sources(rules: Iterable[Rule], day: date) -> list[Source]:
    """Return the sources of rules with their ages on a day, oldest first, then by title.

    A document goes by the title that most of its rules give it, and one without an address by its title.
    """
    found: dict[tuple[str, str], list[Rule]] = {}
    for rule in sorted(rules):
        found.setdefault((rule.verified, rule.url or rule.source), []).append(rule)
    every = [
        Source(
            (day - _verified(members[0])).days,
            verified,
            Counter(rule.source for rule in members).most_common(1)[0][0],
            members[0].url,
            tuple(members),
        )
        for (verified, _), members in found.items()
    ]
    return sorted(every, key=lambda one: (-one.age, one.title, one.url))


def as_text(found: Iterable[Source], known: Iterable[str]) -> str:
    """Return a line for each source: its age, the day, how many rules it has and which, and where it is."""
    from pinvet.redact import clean
    from pinvet.reporters.ids import folded
    from pinvet.reporters.phrases import counted

    every = tuple(known)
    rows = []
    for one in found:
        ids = folded((rule.id for rule in one.rules), every, wide=True)
        where = f" ({one.url})" if one.url else ""
        rows.append(
            (counted(one.age, "day"), one.verified, counted(len(one.rules), "rule"), f"{one.title}: {ids}{where}")
        )
    widths = [max((len(row[column]) for row in rows), default=0) for column in range(3)]
    return "".join(f"{'  '.join([*map(str.rjust, row[:3], widths), clean(row[3])])}\n" for row in rows)


def as_json(found: Iterable[Source], day: date) -> str:
    """Return the sources as a JSON object."""
    import json

    told = [
        {
            "source": one.title,
            "url": one.url,
            "verified": one.verified,
            "age_days": one.age,
            "packs": sorted({rule.pack for rule in one.rules}),
            "rules": [rule.id for rule in one.rules],
        }
        for one in found
    ]
    return json.dumps({"as_of": day.isoformat(), "sources": told}, indent=2, ensure_ascii=False) + "\n"


def _day(as_of: str | None) -> date:
    from datetime import UTC, date, datetime

    return date.fromisoformat(as_of) if as_of else datetime.now(UTC).date()


def _verified(rule: Rule) -> date:
    from datetime import date

    try:
        return date.fromisoformat(rule.verified)
    except ValueError:
        raise Stop(f"rule {rule.id} of pack {rule.pack}: verified is no day of the calendar") from None
