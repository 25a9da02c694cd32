"""The command line's own help texts as a page."""

from __future__ import annotations

import inspect
from typing import TYPE_CHECKING, Final

import click

from pages.markdown import NOTE, code, fenced, one_line, page, table
from pinvet.cli import program

if TYPE_CHECKING:
    from collections.abc import Iterator

VERBATIM: Final = "\b"  # click's mark for lines that are not to be wrapped


def cli() -> str:
    """Return the page with every command, its help, and its options."""
    blocks = [[NOTE], ["# Command line"], *_help(program)]
    context = click.Context(program, info_name="pinvet")
    for name in program.list_commands(context):
        command = program.get_command(context, name)
        if command is not None:
            blocks += _command(command, f"pinvet {name}")
    return page(*blocks)


def _command(command: click.Command, path: str) -> Iterator[list[str]]:
    yield [f"## {path}"]
    yield fenced(" ".join([path, *_usage(command)]), "text")
    yield from _help(command)
    options = [one for one in command.params if isinstance(one, click.Option)]
    if options:
        yield table(("option", "meaning"), [(_flags(one), one_line(one.help or "")) for one in options])
    if isinstance(command, click.Group):
        for name, inner in command.commands.items():
            yield from _command(inner, f"{path} {name}")


def _usage(command: click.Command) -> Iterator[str]:
    if any(isinstance(one, click.Option) for one in command.params):
        yield "[OPTIONS]"
    for one in command.params:
        if isinstance(one, click.Argument):
            yield one.metavar or (f"{one.human_readable_name}..." if one.nargs == -1 else one.human_readable_name)
    if isinstance(command, click.Group):
        yield "[COMMAND] [ARGS]..."


def _help(command: click.Command) -> list[list[str]]:
    """Return the paragraphs of a help text; what click prints as it stands becomes a code block below its title."""
    blocks: list[list[str]] = []
    for paragraph in inspect.cleandoc(command.help or "").split("\n\n"):
        lines = paragraph.split("\n")
        if lines[0] != VERBATIM:
            blocks.append([one_line(paragraph)])
            continue
        blocks.append([lines[1]])
        blocks.append(fenced(inspect.cleandoc("\n".join(lines[2:])), "text"))
    return blocks


def _flags(option: click.Option) -> str:
    names = ", ".join(code(name) for name in (*option.opts, *option.secondary_opts))
    if option.is_flag or option.count:
        return names
    choices = "|".join(option.type.choices) if isinstance(option.type, click.Choice) else None
    return f"{names} {code(option.metavar or choices or option.type.name.upper())}"
