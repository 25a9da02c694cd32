"""`pinvet account`: what captures tell of an ad account, for later checks."""

from __future__ import annotations

import json
import os
import sys
from pathlib import Path

import click

from pinvet.cli.console import FAILED, Stop, emit, remark
from pinvet.cli.options import CAPTURES, CONTEXT, PROJECT, options, settings_of


@click.group()
def account() -> None:
    """Learn what an ad account holds from recorded traffic."""


@account.command(context_settings=CONTEXT)
@click.argument("captures", nargs=-1, required=True, metavar="CAPTURE...")
@options(CAPTURES, PROJECT)
@click.option("--context", metavar="FILE", help="Begin with what FILE tells.")
@click.option("-o", "--output-file", metavar="FILE", help="Write to FILE, which only you may read.")
@click.pass_context
def build(ctx: click.Context, /, captures: tuple[str, ...], output_file: str | None, **_given: object) -> None:
    """Follow CAPTURES and write what the account holds at their end, as a file for --context.

    It holds ids, switches, dates, numbers and words of enums; no names and no texts.

    \b
    Example:
      pinvet account build traffic.ndjson -o account.json
      pinvet check payloads/ --context account.json
    """
    from pinvet.account import KINDS
    from pinvet.account.export import exported
    from pinvet.cli.check import NOTHING
    from pinvet.lint import Linter
    from pinvet.reporters.phrases import counted
    from pinvet.sources.inputs import inputs

    settings = settings_of(ctx)
    linter = Linter(settings)
    known, report = linter.follow(inputs(captures, settings, Path.cwd(), sys.stdin.buffer))
    for notice in report.notices:
        remark(f"{notice.path}:{notice.line}:{notice.column}: {notice.message}")
    found = exported(known)
    failed = any(notice.fatal for notice in report.notices)
    if not found:
        remark("nothing to write: these captures tell of nothing that an account holds")
        ctx.exit(FAILED if failed else NOTHING)
    text = json.dumps(found, indent=1) + "\n"
    if output_file is None:
        emit(text)
    else:
        _write(Path(output_file), text)
        counts = {KINDS[name].replace("_", " "): len(entities) for name, entities in known.entities.items() if entities}
        told = ", ".join(counted(number, noun) for noun, number in counts.items()) or "no entity"
        emit(f"wrote {output_file}: {told}\nnext: pinvet check PAYLOADS --context {output_file}\n")
    ctx.exit(FAILED if failed else 0)


def _write(path: Path, text: str) -> None:
    """Write a file that nobody else may read, whatever the mode of one that it replaces.

    What is no file, such as /dev/stdout, is written to and stays.
    """
    try:
        if path.exists() and not path.is_file():
            path.write_text(text, encoding="ascii")
            return
        real = path.resolve()  # a link stays one
        real.unlink(missing_ok=True)
        with os.fdopen(os.open(real, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "w", encoding="ascii") as file:
            file.write(text)
    except OSError as error:
        reason = (error.strerror or "unknown reason").lower()
        raise Stop(f"{path}: the account cannot be written: {reason}") from None
