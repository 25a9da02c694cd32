"""`pinvet rules`: the rules that there are, as a table or as JSON."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import click

from pinvet.cli.book import rules_of_pack, rules_of_run
from pinvet.cli.console import emit, remark
from pinvet.cli.options import CONTEXT, PROJECT, options, settings_of
from pinvet.cli.stale import stale
from pinvet.cli.testing import test

if TYPE_CHECKING:
    from collections.abc import Iterable

    from pinvet.rulebook.rule import Rule


@click.group(invoke_without_command=True, context_settings=CONTEXT)
@click.option("--pack", metavar="PACK", help="Only the rules of this pack, or of this folder of packs.")
@click.option("--operation", metavar="NAME", help="Only the rules for this operation, such as campaigns/create.")
@click.option("--parameter", metavar="NAME", help="Only the rules that name this parameter.")
@click.option("--format", "format", type=click.Choice(("text", "json")), default="text", help="Default: text.")
@options(PROJECT)
@click.pass_context
def rules(ctx: click.Context, /, pack: str | None, operation: str | None, parameter: str | None, **_given: Any) -> None:
    """List the rules: id, severity, name, and what each asks for.

    \b
    Examples:
      pinvet rules --operation campaigns/create
      pinvet rules --parameter daily_spend_cap
      pinvet rules --pack promotions --format json
    """
    if ctx.invoked_subcommand:
        return
    found = rules_of_run(settings_of(ctx))
    if pack:
        found = rules_of_pack(pack, found)
    if operation:
        from pinvet.api.table import load_table
        from pinvet.rulebook.book import applies_to

        table = load_table()
        rate = table.operation(operation).rate if operation in table else None
        found = [rule for rule in found if applies_to(rule, operation, rate)]
    if parameter:
        found = [rule for rule in found if names(rule, parameter)]
    emit(as_json(found) if ctx.params["format"] == "json" else as_table(found))
    if not found:
        remark("no rule fits; pinvet rules lists them all")


rules.add_command(test)
rules.add_command(stale)


def as_table(found: Iterable[Rule]) -> str:
    """Return one line for each rule, in columns, sorted by id."""
    rows = [(rule.id, _severity(rule), rule.name, rule.title) for rule in sorted(found, key=lambda rule: rule.id)]
    widths = [max((len(row[column]) for row in rows), default=0) for column in range(3)]
    lines = ("  ".join([*map(str.ljust, row[:3], widths), row[3]]) for row in rows)
    return "".join(f"{line}\n" for line in lines)


def as_json(found: Iterable[Rule]) -> str:
    """Return the rules as a JSON list of objects, sorted by id."""
    import json

    return json.dumps([summary(rule) for rule in sorted(found, key=lambda rule: rule.id)], indent=2) + "\n"


def summary(rule: Rule) -> dict[str, Any]:
    """Return what is told of a rule to other programs."""
    return {
        "id": rule.id,
        "name": rule.name,
        "title": rule.title,
        "why": rule.why,
        "pack": rule.pack,
        "operations": list(rule.operations),
        "kind": rule.kind,
        "severity": rule.severity,
        "confidence": rule.confidence,
        "contested": rule.contested,
        "remark": rule.remark,
        "enabled": rule.enabled,
        "versions": rule.versions,
        "url": rule.url,
        "source": rule.source,
        "section": rule.section,
        "verified": rule.verified,
    }


def names(rule: Rule, parameter: str) -> bool:
    """Tell whether a rule's check or its conditions name a parameter, by its dotted name or the end of it."""
    waiting: list[Any] = [rule.argument, *rule.when]
    while waiting:
        value = waiting.pop()
        if isinstance(value, dict):
            waiting += [*value, *value.values()]
        elif isinstance(value, (list, tuple)):
            waiting += value
        elif isinstance(value, str) and f".{value}.".endswith(f".{parameter}."):
            return True
    return False


def _severity(rule: Rule) -> str:
    return rule.severity if rule.enabled else f"{rule.severity} (off)"
