"""`pinvet rules test`: packs held to their own examples."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import click

from pinvet.cli.console import emit
from pinvet.cli.options import CONTEXT, PROJECT, options, settings_of
from pinvet.config.check import quoted

if TYPE_CHECKING:
    from pinvet.rulebook.load import Pack


@click.command(context_settings=CONTEXT, short_help="Hold packs to their own examples.")
@click.argument("packs", nargs=-1, metavar="[PACK]...")
@options(PROJECT)
@click.pass_context
def test(ctx: click.Context, /, packs: tuple[str, ...], **_given: Any) -> None:
    """Judge the examples of each PACK, and say which do not do what they say.

    Without a PACK, those of the project and of --rules are tested, or pinvet's own where there are none. The exit
    code is 1 if an example fails. What pinvet's rules find in the base of a pack of yours is a remark.

    \b
    Examples:
      pinvet rules test
      pinvet rules test --rules packs/ billing
    """
    from pinvet.api.table import load_table
    from pinvet.checks.words import count
    from pinvet.examples import base_remarks, count_examples, judge_packs
    from pinvet.rulebook.load import load_packs

    settings = settings_of(ctx)
    table = load_table()
    loaded = load_packs(settings.packs, table)
    chosen = [pack.name for pack in wanted(loaded, packs)]
    failures = judge_packs(loaded, table, chosen)
    emit("".join(f"{line}\n" for line in (*failures, *base_remarks(loaded, table, chosen))))
    tested = [pack for pack in loaded if pack.name in chosen]
    examples, rules = count_examples(tested), sum(len(pack.rules) for pack in tested)
    verdict = f": {count(len(failures), 'failure')}" if failures else " hold"
    emit(f"{count(examples, 'example')} of {count(rules, 'rule')} in {count(len(tested), 'pack')}{verdict}\n")
    ctx.exit(1 if failures else 0)


def wanted(loaded: list[Pack], names: tuple[str, ...]) -> list[Pack]:
    """Return the packs that are named, by their name or their folder; without names the user's, else ours.

    Raises click.UsageError for a name that no pack has.
    """
    if not names:
        return [pack for pack in loaded if not pack.ours] or loaded
    for name in names:
        if not any(_is_called(pack, name) for pack in loaded):
            raise click.UsageError(f"There is no pack {quoted(name)}. pinvet rules --format json names them.")
    return [pack for pack in loaded if any(_is_called(pack, name) for name in names)]


def _is_called(pack: Pack, name: str) -> bool:
    return pack.name == name or pack.name.startswith(f"{name}/")
