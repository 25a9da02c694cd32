"""`pinvet api`: the API table that rules, routing and hints read."""

from __future__ import annotations

from pathlib import Path

import click

from pinvet.cli.api_diff import diff
from pinvet.cli.console import emit


@click.group()
def api() -> None:
    """Build the table of the API's operations and parameters, and compare versions of it."""


@api.command()
@click.argument("openapi", nargs=-1, required=True, type=click.Path(path_type=Path, exists=True, dir_okay=False))
@click.option(
    "--overlay",
    type=click.Path(path_type=Path, exists=True, dir_okay=False),
    metavar="FILE",
    help="What a newer version adds, in the same form as a description.",
)
@click.option(
    "--output",
    type=click.Path(path_type=Path, file_okay=False),
    metavar="DIR",
    help="Write the table to DIR. Default: pinvet's own table.",
)
def build(openapi: tuple[Path, ...], overlay: Path | None, output: Path | None) -> None:
    """Build the table from official OPENAPI descriptions, YAML or JSON, one for each version.

    \b
    Example:
      pinvet api build openapi-5.23.0.yaml --output schemas/api
    """
    from pinvet.api.build import write_table

    changed = write_table(openapi, overlay, output)
    for name in changed:
        emit(f"wrote {name}\n")
    if not changed:
        emit("nothing changed\n")


api.add_command(diff)
