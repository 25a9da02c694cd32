"""What the documents and the API description ask for, and which rules check it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from pages.markdown import NOTE, code, one_line, page, table

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from pinvet.rulebook.load import Pack
    from pinvet.rulebook.rule import Rule

PARTS: Final = {
    "A": "Performance+ campaigns",
    "B": "Ad groups of Performance+ campaigns: creating them",
    "C": "Ad groups of Performance+ campaigns: updating them, alike in all siblings",
    "D": "Ad groups for new customers: segments and bid multipliers",
    "E": "Ads of Performance+ campaigns",
    "F": "Product group promotions of Performance+ campaigns",
    "G": "Promotions",
    "H": "Promotions attached to ad groups",
    "I": "Promotions tagged to catalog items",
    "J": "Catalogs, shopping ads and analytics",
    "K": "The reporting connector's configuration",
    "API": "What the API description asks for beyond the documents",
}
OPENING: Final = """\
Every row is one thing that a source asks of requests, from the catalogue in `rules/rows.yaml`. Sources: 001 is the
page on setting up Performance+, 002 the page on promotions, 003 the overview of shopping, each by the lines of its
text copy, 004 the description of a reporting connector. Rows from the API description have a priority, P1 to P3, in
place of lines. A row without a rule says why (`rules/uncovered.yaml`)."""


def coverage(packs: Iterable[Pack], rows: Mapping[str, dict[str, Any]], reasons: Mapping[str, str]) -> str:
    """Return the page that lists every row, part by part. Raises ValueError for a row in neither place."""
    rules: dict[str, list[Rule]] = {}
    for rule in sorted(rule for pack in packs for rule in pack.rules):
        for row in rule.covers:
            rules.setdefault(row, []).append(rule)
    lost = [row for row in rows if row not in rules and row not in reasons]
    if lost:
        raise ValueError(f"no rule covers these rows, and rules/uncovered.yaml gives no reason: {', '.join(lost)}")
    blocks: list[list[str]] = [[NOTE], ["# Coverage"], OPENING.split("\n")]
    by_part = {part: [row for row in rows if rows[row]["part"] == part] for part in PARTS}
    counts = [
        (title, str(len(by_part[part])), str(sum(row in rules for row in by_part[part])))
        for part, title in PARTS.items()
    ]
    total = ("**all**", str(len(rows)), str(sum(row in rules for row in rows)))
    blocks.append(table(("part", "rows", "with a rule"), [*counts, total]))
    for part, title in PARTS.items():
        blocks.append([f"## {title}"])
        cells = [
            (code(row), one_line(_source(rows[row])), _answer(rules.get(row, ()), reasons.get(row, "")))
            for row in by_part[part]
        ]
        blocks.append(table(("row", "source", "rules, or why there is none"), cells))
    return page(*blocks)


def _source(row: Mapping[str, Any]) -> str:
    """Say where a row comes from; what the description asks for has a priority instead of lines."""
    return str(row.get("source") or f"API description, {row['scope']}")


def _answer(rules: Iterable[Rule], reason: str) -> str:
    links = [f"[{rule.id}](rules/{rule.pack}.md#{rule.id.lower()})" for rule in rules]
    return ", ".join(links) or one_line(reason)
