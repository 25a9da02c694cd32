"""The options that commands share, and the settings that they make together with the project's file."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final, TypeVar

import click
from click.core import ParameterSource

from pinvet.config import Flag, Settings, resolve
from pinvet.model import SEVERITIES
from pinvet.sources.formats import INPUT_FORMATS

if TYPE_CHECKING:
    from click.shell_completion import CompletionItem

_LEVELS: Final = tuple(reversed(SEVERITIES))
Command = TypeVar("Command", bound=Callable[..., Any])

# A command's own names of the environment: PINVET_FAIL_ON, not PINVET_CHECK_FAIL_ON.
CONTEXT: Final = {"auto_envvar_prefix": "PINVET"}

_GIVEN: Final = (ParameterSource.COMMANDLINE, ParameterSource.ENVIRONMENT)
_LISTS: Final = frozenset({"select", "ignore", "extend_select", "assume", "host"})
_SETTINGS: Final = (
    *(
        "select",
        "ignore",
        "extend_select",
        "fail_on",
        "min_severity",
        "api_version",
        "as_of",
        "assume",
        "context",
    ),
    *("rules", "operation", "stdin_filename", "force_exclude", "max_findings", "fail_deprecated", "strict"),
    *("input_format", "host", "allow_file_refs"),
)

_RULES: Final = "ids (PP103), prefixes (PP), names (one-spend-cap) or packs (promotions)"


class _Folder(click.ParamType):  # type: ignore[type-arg]  # as in older versions of click
    """A folder; in the environment several are parted as in PATH. `click.Path` would look for translations."""

    name = "folder"
    envvar_list_splitter = os.pathsep

    def shell_complete(self, ctx: click.Context, param: click.Parameter, incomplete: str) -> list[CompletionItem]:  # noqa: ARG002
        """Let the shell complete a folder."""
        from click.shell_completion import CompletionItem

        return [CompletionItem(incomplete, type="dir")]


PACKS: Final = (
    click.option("--config", metavar="FILE", help="Read this configuration instead of the nearest pinvet.toml."),
    click.option("--no-config", is_flag=True, help="Read no configuration file."),
    click.option(
        "--rules",
        multiple=True,
        type=_Folder(),
        metavar="DIR",
        help="Load the rule packs of DIR too. Repeatable.",
    ),
    click.option("--no-cache", is_flag=True, help="Compile the rule packs anew and keep nothing on disk."),
)
PROJECT: Final = (
    *PACKS[:-1],
    click.option("--api-version", metavar="VERSION", help="Version of the API to judge for, such as 5.28."),
    PACKS[-1],
)
SELECTION: Final = (
    click.option("--select", multiple=True, metavar="RULES", help=f"Run only these rules: {_RULES}. Repeatable."),
    click.option("--ignore", multiple=True, metavar="RULES", help="Do not report these rules. Repeatable."),
    click.option(
        "--extend-select",
        multiple=True,
        metavar="RULES",
        help="Run these too, such as rules that are off by default.",
    ),
)
JUDGING: Final = (
    click.option(
        "--operation",
        metavar="NAME",
        help="What the payloads are for, such as campaigns/create. Else it is found out.",
    ),
    click.option(
        "--assume",
        multiple=True,
        metavar="FACT",
        help="Take for granted about campaigns not seen: performance-plus, no-performance-plus, "
        "new-customer-acquisition, objective=SALES. Repeatable.",
    ),
    click.option("--context", metavar="FILE", help="Read what the ad account holds from FILE."),
    click.option("--as-of", metavar="DATE", help="Judge dates as if today were DATE (YYYY-MM-DD)."),
    click.option(
        "--fail-deprecated/--no-fail-deprecated",
        default=None,
        help="From its end date on, treat what is deprecated as an error.",
    ),
    click.option("--stdin-filename", metavar="NAME", help="Name of what comes on standard input, for its kind."),
    click.option("--force-exclude", is_flag=True, help="Leave excluded files out even where they are named."),
)
CAPTURES: Final = (
    click.option(
        "--input-format",
        type=click.Choice(INPUT_FORMATS),
        help="Read every input as this. Else its name and its first bytes tell.",
    ),
    click.option(
        "--host",
        multiple=True,
        metavar="HOST",
        help="In captures, take requests to HOST as requests to the API too, such as localhost:8080. Repeatable.",
    ),
    click.option(
        "--allow-file-refs",
        metavar="DIR",
        help="Let @file of a curl command read files in DIR. Else such bodies are not read.",
    ),
)
VERDICT: Final = (
    click.option(
        "--fail-on",
        type=click.Choice(_LEVELS),
        help="Exit with 1 from this severity on. Default: error.",
    ),
    click.option(
        "--min-severity",
        type=click.Choice(_LEVELS),
        help="Print findings from this severity on. Default: warning.",
    ),
    click.option(
        "--strict/--no-strict",
        default=None,
        help="Exit with 2 if there is any notice: something that could not be read or told.",
    ),
    click.option("--max-findings", type=click.IntRange(min=1), metavar="N", help="Print at most N findings in full."),
)


def options(*groups: Iterable[Callable[[Command], Command]]) -> Callable[[Command], Command]:
    """Put groups of options onto a command, in the order in which help lists them."""

    def decorate(command: Command) -> Command:
        for option in reversed([option for group in groups for option in group]):
            command = option(command)
        return command

    return decorate


def settings_of(ctx: click.Context) -> Settings:
    """Return the settings that a command's options, its environment and the project's file make.

    Raises ConfigError, also for an operation or a version that the API table does not know.
    """
    given = {name: Flag(ctx.params[name], _origin(ctx, name)) for name in _SETTINGS if _is_given(ctx, name)}
    flags = {
        name.replace("_", "-"): flag._replace(value=split(flag.value)) if name in _LISTS else flag
        for name, flag in given.items()
    }
    if ctx.params.get("no_cache"):
        flags["cache"] = Flag(value=False, origin=_origin(ctx, "no_cache"))
    if "notes" in ctx.params.get("show", ()):
        flags["min-severity"] = Flag("note", _origin(ctx, "show"))
    config = ctx.params.get("config")
    settings = resolve(flags, Path.cwd(), config, search=not ctx.params.get("no_config"))
    if settings.operation or settings.operations or settings.api_version or settings.assumptions:
        from pinvet.cli.names import check_names

        check_names(settings)
    return settings


def split(values: Iterable[str]) -> tuple[str, ...]:
    """Return the words of repeated options, of which each may be a list with commas."""
    return tuple(word.strip() for value in values for word in value.split(",") if word.strip())


def _is_given(ctx: click.Context, name: str) -> bool:
    return name in ctx.params and ctx.get_parameter_source(name) in _GIVEN


def _origin(ctx: click.Context, name: str) -> str:
    """Name the flag or the variable that gave a value."""
    if ctx.get_parameter_source(name) == ParameterSource.ENVIRONMENT:
        return f"PINVET_{name.upper()}"
    return f"--{name.replace('_', '-')}"
