"""Where reports go: the formats that were asked for, each to standard output or to a file."""

from __future__ import annotations

import os
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final, NamedTuple

import click

from pinvet.cli.console import Stop, emit
from pinvet.reporters import FORMATS, Options, pieces

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from pinvet.config import Settings
    from pinvet.report import Report

OUTPUT: Final = (
    click.option(
        "--format",
        "--output-format",
        "format",
        multiple=True,
        metavar="FORMAT[=FILE]",
        help=f"Print as one of {', '.join(FORMATS)}; with =FILE to that file. Repeatable. Default: text.",
    ),
    click.option("-o", "--output-file", metavar="FILE", help="Write the report to FILE."),
    click.option("--show", multiple=True, type=click.Choice(("notes",)), help="Print notes too, not only their count."),
    click.option("--show-all", is_flag=True, help="Print every finding in text, also those that are alike."),
    click.option(
        "--statistics", is_flag=True, help="Print what each rule judged, found and skipped, and which never applied."
    ),
    click.option("--color", type=click.Choice(("auto", "always", "never")), help="Colours. Default: auto."),
)


WIDTH: Final = 100


class Output(NamedTuple):
    """A format, and the file it goes to; None is standard output."""

    format: str
    path: str | None


def outputs_of(given: Mapping[str, Any]) -> list[Output]:
    """Return where the report goes, from the options of a command.

    Raises click.UsageError for an unknown format, and for two reports to one place.
    """
    outputs = [_output(written) for written in given["format"] or ("text",)]
    if given["output_file"]:
        outputs = [output._replace(path=output.path or given["output_file"]) for output in outputs]
    places = [os.path.normpath(output.path) if output.path else None for output in outputs]
    for place in places:
        if places.count(place) > 1:
            where = place or "standard output"
            raise click.UsageError(f"Two reports want {where}: give each a file, as in --format sarif=pinvet.sarif.")
    return outputs


def publish(
    report: Report, outputs: list[Output], settings: Settings, given: Mapping[str, Any], *, is_silent: bool
) -> None:
    """Write a report everywhere it goes, files first. Silent, nothing goes to standard output."""
    for output in sorted(outputs, key=lambda output: output.path is None):
        look = _look(settings, given, has_terminal=output.path is None)
        if output.path is not None:
            _write(output.path, pieces(report, output.format, look))
        elif not is_silent:
            emit(*pieces(report, output.format, look))


def _output(written: str) -> Output:
    name, equals, path = written.partition("=")
    if name not in FORMATS:
        from pinvet.text.words import nearest

        near = nearest(name, FORMATS)
        hint = f"Did you mean {near}?" if near else f"Known are {', '.join(FORMATS)}."
        raise click.UsageError(f"There is no format {name!r}. {hint}")
    if equals and not path:
        raise click.UsageError(f"--format {written} names no file after the equals sign.")
    return Output(name, path or None)


def _write(path: str, texts: Iterable[str]) -> None:
    try:
        with Path(path).open("w", encoding="utf-8", errors="backslashreplace", newline="\n") as file:
            file.writelines(texts)
    except OSError as error:
        reason = (error.strerror or "unknown reason").lower()
        raise Stop(f"{path}: the report cannot be written: {reason}") from None


def _look(settings: Settings, given: Mapping[str, Any], *, has_terminal: bool) -> Options:
    is_terminal = has_terminal and sys.stdout.isatty()
    in_actions = os.environ.get("GITHUB_ACTIONS") == "true"
    color = has_terminal and not given["hook"] and _wants_color(given["color"], is_terminal=is_terminal)
    return Options(
        color=color,
        width=_width(),
        verbose=given["verbose"],
        quiet=given["quiet"],
        show_notes="notes" in given["show"],
        github_actions=in_actions and has_terminal,
        hyperlinks=color and is_terminal and not in_actions,
        fail_on="never" if given["exit_zero"] else settings.fail_on,
        show_all=given["show_all"],
        statistics=given["statistics"],
        strict=_strictness(settings),
    )


def _strictness(settings: Settings) -> str:
    """Name what makes notices fail the run, empty where nothing does."""
    if not settings.strict:
        return ""
    origin = settings.origin("strict")
    return origin if origin.startswith("--") else f"strict ({origin})"


def _width() -> int:
    """Return the columns of the terminal: what COLUMNS says, else what it is, else 100 (as shutil does, for less)."""
    said = os.environ.get("COLUMNS", "")
    if said.isdecimal() and int(said) > 0:
        return int(said)
    try:
        return os.get_terminal_size(sys.__stdout__.fileno()).columns or WIDTH  # type: ignore[union-attr]  # told below
    except (AttributeError, ValueError, OSError):  # none, closed, or no terminal
        return WIDTH


def _wants_color(asked: str | None, *, is_terminal: bool) -> bool:
    """Decide on colours: the flag, then NO_COLOR, then FORCE_COLOR, then whether a person is looking."""
    if asked in ("always", "never"):
        return asked == "always"
    if os.environ.get("NO_COLOR"):
        return False
    if os.environ.get("FORCE_COLOR", "0") != "0":
        return True
    return is_terminal and os.environ.get("TERM") != "dumb"
