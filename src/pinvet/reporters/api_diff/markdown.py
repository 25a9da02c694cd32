"""The comparison for a pull request or an issue: tables of what touches rules, the rest folded away."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from pinvet.redact import clean
from pinvet.reporters.api_diff.entries import entries, operations
from pinvet.reporters.api_diff.groups import grouped
from pinvet.reporters.api_diff.summary import headline, remarks

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from pinvet.reporters.api_diff import Comparison
    from pinvet.reporters.api_diff.groups import Group

# What Markdown, or the HTML in it, would read as something else.
SPECIAL: Final = str.maketrans(
    {**{sign: f"\\{sign}" for sign in "\\`*_[]|~#@"}, "<": "&lt;", ">": "&gt;", "&": "&amp;"}
)


def render(comparison: Comparison, *, every: bool) -> str:
    """Print the comparison; with `every` what touches no rule stands open instead of folded."""
    title, *counted = headline(comparison)
    if not comparison.told:
        return f"{_text(title[:1].upper() + title[1:])}.\n"
    lines = [f"## {_text(title)}", "", *(f"- {_text(line)}" for line in counted), ""]
    parts = grouped(comparison)
    known = [rule.id for rule in comparison.rules]
    if parts.touching:
        lines += ["### Touching rules", "", *_table(parts.touching, known)]
    rest = [
        ("Touching none, in operations that rules name", parts.beside),
        ("In operations that no rule names", parts.others),
    ]
    for heading, groups in rest:
        if groups and every:
            lines += [f"### {heading}", "", *_table(groups, known)]
        elif groups:
            lines += [f"<details><summary>{heading}</summary>", "", *_table(groups, known), "</details>", ""]
    lines += [f"- {line}" for line in remarks(comparison, every=True)]
    return "\n".join(lines).rstrip() + "\n"


def _table(groups: Iterable[Group], known: Sequence[str]) -> Iterator[str]:
    rows = [(group, entry) for group in groups for entry in entries(group, known, every=True)]
    with_rules = any(entry.reasons for _, entry in rows)
    yield "| operations | change |" + (" rules |" if with_rules else "")
    yield "| --- | --- |" + (" --- |" if with_rules else "")
    for group, entry in rows:
        place = _text(operations(group.operations, every=True)) or "whole operations"
        reasons = f" {'<br>'.join(_text(reason) for reason in entry.reasons)} |" if with_rules else ""
        yield f"| {place} | {_sign(entry.sign)}{_text(entry.text)} |{reasons}"
    yield ""


def _sign(sign: str) -> str:
    return {"+": "**came** ", "-": "**went** "}.get(sign, "")


def _text(text: str) -> str:
    """Write a text so that Markdown shows it as it is, calls nobody by name and links nothing."""
    return clean(text).translate(SPECIAL)
