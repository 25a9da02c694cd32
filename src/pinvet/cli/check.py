"""`pinvet check`: judge payloads, print the report, and say with the exit code how it went."""

from __future__ import annotations

import gc
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

import click

from pinvet.cli.console import FAILED, INTERRUPTED, emit, remark
from pinvet.cli.options import CAPTURES, CONTEXT, JUDGING, PROJECT, SELECTION, VERDICT, options, settings_of
from pinvet.cli.output import OUTPUT, outputs_of, publish
from pinvet.cli.program import VERBOSE, PlainHelp
from pinvet.reporters import FRAMED

if TYPE_CHECKING:
    from pinvet.config import Settings
    from pinvet.model import Severity
    from pinvet.report import Report

_HERE: Final = (".",)
FOUND: Final = 1
RARELY: Final = (100_000, 50, 100)  # judging leaves no cycles behind, and what an account holds is no garbage
NOTHING: Final = 3
COMMITTED: Final[dict[str, Severity]] = {"inline-secret": "error"}  # what a hook sees is about to be committed


def _keep_verbosity(ctx: click.Context, _parameter: click.Parameter, value: int) -> int:
    """Let the program's last error handler know how much to tell."""
    ctx.meta[VERBOSE] = value
    return value


@click.command(
    cls=PlainHelp,
    context_settings=CONTEXT,
    short_help="Judge payloads and captures: files, folders, or standard input.",
)
@click.argument("paths", nargs=-1, metavar="[PATHS]...")
@options(SELECTION, VERDICT, JUDGING, CAPTURES, OUTPUT, PROJECT)
@click.option("--hook", is_flag=True, help="For git hooks: silent on success, no colour, nothing to check is no error.")
@click.option("--exit-zero", is_flag=True, help="Exit with 0 where findings alone would make it 1.")
@click.option("--show-settings", is_flag=True, help="Print the settings and where each comes from, and check nothing.")
@click.option("-q", "--quiet", is_flag=True, help="Print findings and what could not be read, nothing else.")
@click.option(
    "-v",
    "--verbose",
    count=True,
    is_eager=True,
    callback=_keep_verbosity,
    help="Print more; twice for still more.",
)
@click.pass_context
def check(ctx: click.Context, /, paths: tuple[str, ...], **_given: Any) -> None:
    """Judge payloads and captures: files, folders, globs, or - for standard input. Without any, this folder.

    A payload file holds one request body, in JSON or YAML, or an object with method, url and body. Its operation is
    told by --operation, by the table [operations] of pinvet.toml, by its name (spring.campaigns.create.json), or is
    found out from its parameters.

    A capture holds recorded requests: NDJSON logs, HAR, cassettes, curl scripts and Markdown, Postman collections,
    debug logs of http.client, mitmproxy flows. The account is followed through all captures of a run, by time.
    A Postman environment among the files gives the variables of the collections.

    \b
    Examples:
      pinvet check spring.campaigns.create.json
      pinvet check payloads/ --fail-on warning
      cat body.json | pinvet check - --operation campaigns/create
      pinvet check traffic.ndjson browser.har --statistics
      pinvet check --format text --format sarif=pinvet.sarif

    \b
    Exit codes:
      0  nothing at or above --fail-on
      1  findings
      2  wrong usage, configuration or pack, or an input that cannot be read
      3  nothing to check

    Every option has a variable: PINVET_FAIL_ON for --fail-on. Lists take commas: --select PP,promotions.
    """
    settings = settings_of(ctx)
    if ctx.params["show_settings"]:
        emit(_listing(settings))
        return
    if ctx.params["hook"]:
        settings = settings._replace(severity={**COMMITTED, **settings.severity})
    outputs = outputs_of(ctx.params)
    is_quiet = ctx.params["quiet"] or ctx.params["hook"]
    frames = any(output.format in FRAMED for output in outputs)
    report = _report(paths or _HERE, settings, chosen=not ctx.params["hook"], is_quiet=is_quiet, frames=frames)
    code = exit_code(report, settings, hook=ctx.params["hook"], exit_zero=ctx.params["exit_zero"])
    publish(report, outputs, settings, ctx.params, is_silent=ctx.params["hook"] and code == 0)
    if report.partial:
        remark("interrupted: the report is of what was read so far")
        ctx.exit(INTERRUPTED)
    if code == NOTHING:
        remark(
            "nothing to check: there is no payload of a known operation, and no request to the API, here (exit code 3)"
        )
    ctx.exit(code)


def exit_code(report: Report, settings: Settings, *, hook: bool = False, exit_zero: bool = False) -> int:
    """Return 2 for what could not be read, else 1 for findings, else 3 for nothing to check, else 0."""
    counts = report.summary
    failing = {
        "error": counts.errors,
        "warning": counts.errors + counts.warnings,
        "note": counts.errors + counts.warnings + counts.notes,
    }[settings.fail_on]
    if any(notice.fatal or settings.strict for notice in report.notices):
        return FAILED
    if failing:
        return 0 if exit_zero else FOUND
    return NOTHING if counts.requests == 0 and not hook else 0


def _report(paths: tuple[str, ...], settings: Settings, *, chosen: bool, is_quiet: bool, frames: bool) -> Report:
    from pinvet.lint import run
    from pinvet.sources.inputs import inputs

    if not gc.isenabled():  # as main leaves it; what is imported stays until the end and needs no looking at
        gc.freeze()
        gc.enable()
        gc.set_threshold(*RARELY)
    found = inputs(paths, settings, Path.cwd(), sys.stdin.buffer, chosen=chosen)
    if is_quiet or not sys.stderr.isatty():
        return run(settings, found, frames=frames)
    from pinvet.cli.progress import Progress

    shown = Progress()
    try:
        return run(settings, found, shown, frames=frames)
    finally:
        shown.close()


def _listing(settings: Settings) -> str:
    import json

    return json.dumps(settings.as_dict(), indent=2) + "\n"
