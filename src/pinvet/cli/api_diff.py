"""`pinvet api diff`: how the API changed, and which rules speak of what changed."""

from __future__ import annotations

from typing import Any

import click

from pinvet.cli.book import rules_of_run
from pinvet.cli.console import emit
from pinvet.cli.options import CONTEXT, PACKS, options, settings_of
from pinvet.reporters.api_diff import FORMATS, Comparison, render


@click.command(context_settings=CONTEXT, short_help="Tell how the API changed, and for which rules.")
@click.argument("old", metavar="OLD")
@click.argument("new", metavar="NEW")
@click.option("--format", "format", type=click.Choice(tuple(FORMATS)), default="text", help="Default: text.")
@click.option("--all", "every", is_flag=True, help="Tell each change that touches no rule too, not only their numbers.")
@options(PACKS)
@click.pass_context
def diff(ctx: click.Context, /, old: str, new: str, format: str, *, every: bool, **_given: Any) -> None:  # noqa: A002
    """Tell how the API changed from OLD to NEW, and which rules speak of what changed.

    Each is an OpenAPI description in YAML or JSON, a folder that pinvet api build wrote (its newest version), or a
    version that pinvet's own table holds. A rule is touched by a change of an operation that it is about and of a
    parameter that it names, or of a value or limit that it states there. Answers of the API are not compared.

    \b
    Examples:
      pinvet api diff 5.28 openapi-5.29.0.yaml
      pinvet api diff openapi-5.28.0.yaml openapi-5.29.0.yaml --format markdown
      pinvet api diff 5.23 5.28 --rules packs/ --all

    \b
    Exit codes:
      0  no rule is touched
      1  a rule is touched
      2  wrong usage, configuration or pack, or a side that cannot be read
    """
    from pinvet.api.diff import differences
    from pinvet.api.sides import sides
    from pinvet.rulebook.touched import touched

    rules = tuple(rules_of_run(settings_of(ctx)))
    one, other = sides(old, new)
    rates = {name: operation.rate for side in (one, other) for name, operation in side.operations.items()}
    told = touched(differences(one.operations, other.operations), rules, rates)
    comparison = Comparison(one, other, told, rules)
    emit(render(comparison, format, every=every))
    ctx.exit(1 if comparison.touched else 0)
