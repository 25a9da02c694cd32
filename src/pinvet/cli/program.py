"""The program `pinvet`: its commands, each imported when it is called, and the one place where errors end."""

from __future__ import annotations

import gc
import os
import sys
from typing import Any, Final, NoReturn

import click

from pinvet.cli.console import FAILED, INTERRUPTED, complain, complain_of, prepare, remark
from pinvet.version import __version__

# Command -> the module that holds it, and its name there.
COMMANDS: Final[dict[str, tuple[str, str]]] = {
    "check": ("pinvet.cli.check", "check"),
    "explain": ("pinvet.cli.explain", "explain"),
    "rules": ("pinvet.cli.rules", "rules"),
    "init": ("pinvet.cli.init", "init"),
    "account": ("pinvet.cli.account", "account"),
    "api": ("pinvet.cli.api", "api"),
    "completion": ("pinvet.cli.completion", "completion"),
}
VERBOSE: Final = "pinvet.verbose"
_TRACEBACK_FROM: Final = 2
_FILE_ENDINGS: Final = (".json", ".yaml", ".yml")


class PlainHelp(click.Command):
    """A command whose option for help says what it says here: to look for translations takes time at every start."""

    _help: click.Option | None = None

    def get_help_option(self, ctx: click.Context) -> click.Option | None:
        """Return the option that shows the help, always the same one."""
        names = self.get_help_option_names(ctx)
        if self._help is None and names and self.add_help_option:
            text = "Show this message and exit."
            self._help = click.Option(names, is_flag=True, is_eager=True, expose_value=False, help=text, callback=_help)
        return self._help


def _help(ctx: click.Context, _: click.Parameter, value: bool) -> None:  # noqa: FBT001 - click's own order
    if value and not ctx.resilient_parsing:
        click.echo(ctx.get_help(), color=ctx.color)
        ctx.exit()


def _version(ctx: click.Context, _: click.Parameter, value: bool) -> None:  # noqa: FBT001 - click's own order
    if value and not ctx.resilient_parsing:
        click.echo(f"pinvet {__version__}", color=ctx.color)
        ctx.exit()


class Program(PlainHelp, click.Group):
    """A group of commands that are imported when they are called."""

    def list_commands(self, _ctx: click.Context) -> list[str]:
        """Name the commands in the order in which a newcomer meets them."""
        return list(COMMANDS)

    def get_command(self, _ctx: click.Context, cmd_name: str) -> click.Command | None:
        """Import a command, or return None where there is no such one."""
        if cmd_name not in COMMANDS:
            return None
        from importlib import import_module

        module, name = COMMANDS[cmd_name]
        command: click.Command = getattr(import_module(module), name)
        return command

    def resolve_command(
        self, ctx: click.Context, args: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        """Find the command that was called; one who calls a file learns of `check`."""
        first = args[0]
        if first in COMMANDS:
            return super().resolve_command(ctx, args)
        message = f"There is no command {first!r}."
        if first.lower().endswith(_FILE_ENDINGS) or "/" in first:
            ctx.fail(f"{message} To check a file: pinvet check {click.format_filename(first)}")
        from pinvet.text.words import nearest

        near = nearest(first, COMMANDS)
        return ctx.fail(f"{message} " + (f"Did you mean {near}?" if near else f"Known are {', '.join(COMMANDS)}."))

    def invoke(self, ctx: click.Context) -> Any:
        """Run the command; every error that is nobody's usage error ends here, in one line."""
        try:
            return super().invoke(ctx)
        except (click.ClickException, click.exceptions.Exit, click.Abort):
            raise
        except KeyboardInterrupt:
            remark("interrupted")
            ctx.exit(INTERRUPTED)
        except Exception as error:  # noqa: BLE001 - the last handler of the program
            _explain(error, ctx.meta.get(VERBOSE, 0))
            ctx.exit(FAILED)


@click.command(cls=Program, context_settings={"help_option_names": ["-h", "--help"]})
@click.option(
    "-V", "--version", is_flag=True, is_eager=True, expose_value=False, callback=_version,
    help="Show the version and exit.",
)  # fmt: skip
def program() -> None:
    """Vet requests to the Pinterest Ads API v5 before they cost money.

    pinvet judges JSON and YAML payloads against the constraints that Pinterest documents, and names the
    parameter, the line, and the page. It sends nothing anywhere.

    \b
    Start here:
      pinvet check payloads/            judge what lies in a folder
      pinvet explain one-spend-cap      read one rule in full
      pinvet init                       write a pinvet.toml for this project
    """


def main() -> NoReturn:
    """Run the program with the arguments of the process, and exit."""
    gc.disable()  # what is imported is no garbage, and looking for some takes a tenth of a short run
    try:
        prepare()
        program.main(prog_name="pinvet")
    finally:
        gc.enable()


def start() -> NoReturn:
    """Do as `main`, and leave at once: to tidy up memory that goes anyway takes as long as to judge a payload."""
    try:
        main()
    except SystemExit as end:
        if isinstance(end.code, int):
            _leave(end.code)
        raise


def _leave(code: int) -> None:
    """End the process if all that was written has gone out; if not, the interpreter says why."""
    try:
        for stream in (sys.stdout, sys.stderr):
            if stream is not None:
                stream.flush()
    except (OSError, ValueError):
        return
    os._exit(code)


def _explain(error: Exception, verbose: int) -> None:
    """Say what stopped the run. Only our own errors are written out: the text of others may quote the input."""
    mistakes = getattr(error, "mistakes", None)
    if mistakes:
        complain_of(mistakes)
        return
    from pinvet.api.error import ApiTableError

    if isinstance(error, ApiTableError):
        complain(str(error))
        return
    if isinstance(error, OSError) and error.strerror:
        complain(f"the system refused: {error.strerror.lower()}")
        return
    where = _frames(error)
    complain(
        f"pinvet stopped on an error of its own, {type(error).__name__} at {where[-1]}; "
        "please report it with this line and the command (check -v -v shows the way there)"
    )
    if verbose >= _TRACEBACK_FROM:
        for frame in where:
            remark(f"  at {frame}")


def _frames(error: Exception) -> list[str]:
    """Return the way to an error without a single value: file, line and function."""
    import traceback
    from pathlib import Path

    frames = traceback.extract_tb(error.__traceback__)
    return [f"{Path(frame.filename).name}:{frame.lineno} in {frame.name}" for frame in frames]
