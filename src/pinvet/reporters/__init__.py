"""One small module per output format, each a function from a report to text, or to the pieces of a text.

A reporter prints what the report holds, in the order it holds it. It does not filter, does not sort, decides no
exit code and opens no file. Every text in a report may be shown; reporters make it harmless for where it goes.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from pinvet.report import Report


class Options(NamedTuple):
    """How to print: `width` in columns, `verbose` as the number of `-v`, the rest yes or no.

    `show_notes` says that notes were asked for, `github_actions` that the output goes to a log whose lines can
    be commands, `fail_on` names the severity from which the run fails (`never`: none). `show_all` prints each of the
    findings that are alike, `statistics` what each rule judged and found. `strict` names what lets notices fail
    the run, and is empty where they do not.
    """

    color: bool = False
    width: int = 100
    verbose: int = 0
    quiet: bool = False
    show_notes: bool = False
    github_actions: bool = False
    hyperlinks: bool = False
    fail_on: str = "error"
    show_all: bool = False
    statistics: bool = False
    strict: str = ""


# Format -> the module in this package and the function in it; a module is imported when its format is asked for.
FORMATS: Final[dict[str, tuple[str, str]]] = {
    "text": ("text", "render"),
    "full": ("text", "render"),
    "concise": ("concise", "render"),
    "github": ("github", "render"),
    "json": ("data", "render"),
    "json-v1": ("data", "render"),
    "jsonl": ("data", "render_lines"),
    "json-lines": ("data", "render_lines"),
    "sarif": ("sarif", "render"),
}
FRAMED: Final = frozenset({"text", "full"})  # those that print the lines around findings


def render(report: Report, format: str, options: Options | None = None) -> str:  # noqa: A002 - the word of the CLI
    """Print a report in one of `FORMATS`. The text ends in a line break unless it is empty.

    Raises ValueError for a format that is not in the table.
    """
    return "".join(pieces(report, format, options))


def pieces(report: Report, format: str, options: Options | None = None) -> Iterable[str]:  # noqa: A002
    """Give the text of `render` in pieces, so that a large report is never in memory twice."""
    from importlib import import_module

    if format not in FORMATS:
        raise ValueError(f"unknown format {format!r}; known are {', '.join(FORMATS)}")
    module, function = FORMATS[format]
    reporter: Callable[[Report, Options], str | Iterable[str]]
    reporter = getattr(import_module(f"{__name__}.{module}"), function)
    text = reporter(report, options or Options())
    return (text,) if isinstance(text, str) else text
