"""`pinvet init`: a first pinvet.toml, with what the payloads of the project are for."""

from __future__ import annotations

import io
from pathlib import Path
from typing import TYPE_CHECKING

import click

from pinvet.cli.console import Stop, emit
from pinvet.config.find import OWN_FILE, SHARED_FILE, config_file, repository_root

if TYPE_CHECKING:
    from collections.abc import Iterable

    from pinvet.model import Input
    from pinvet.report import Report

_HEAD = """\
# Settings of pinvet, which vets requests to the Pinterest Ads API v5.
# Every key, with what it means: pinvet check --help, and schemas/config.schema.json of pinvet.

# fail-on = "error"           # the weakest severity that makes the exit code 1
# api-version = "5.28"        # the version of the API that requests are written for
# assume = ["performance-plus"]

# What each payload is for: the first glob that fits decides. Globs are relative to this folder.
[operations]
"""
_EXAMPLE = '# "payloads/campaigns/*.json" = "campaigns/create"\n'


@click.command(short_help="Write a pinvet.toml for this project.")
@click.option("--force", is_flag=True, help="Replace a pinvet.toml that is there.")
def init(*, force: bool) -> None:
    """Write a pinvet.toml for this project, with the operations of the payloads that lie in it.

    \b
    Example:
      pinvet init && pinvet check
    """
    here = Path.cwd()
    root = repository_root(here) or here
    path = root / OWN_FILE
    there = config_file(root, root)
    if there and not force:
        shown = f"{there.name}, table [tool.pinvet]," if there.name == SHARED_FILE else there.name
        raise Stop(f"{shown} configures pinvet here already; --force writes {OWN_FILE} all the same")
    report = _look_around(root)
    found = operations(report)
    try:
        path.write_text(_HEAD + (_lines(found) or _EXAMPLE), encoding="utf-8")
    except OSError as error:
        raise Stop(f"{OWN_FILE} cannot be written: {(error.strerror or 'unknown reason').lower()}") from None
    emit(f"wrote {OWN_FILE}\n" + "".join(f"  {glob}: {operation}\n" for glob, operation in found))
    emit(_rest(report, found))


def operations(report: Report) -> list[tuple[str, str]]:
    """Return globs and operations for the payloads whose operation was found out from their parameters.

    A folder below the root in which everything is for one operation becomes one glob.
    """
    others = {_folder(path) for path in (*(notice.path for notice in report.notices), *_undecided(report))}
    by_folder: dict[str, list[Input]] = {}
    for each in report.inputs:
        if each.operation and each.path.isprintable():
            by_folder.setdefault(_folder(each.path), []).append(each)
    found = []
    for folder, inputs in sorted(by_folder.items()):
        inferred = [each for each in inputs if each.inferred]
        kinds = {each.operation for each in inputs}
        if folder and folder not in others and len(kinds) == 1:
            suffixes = sorted({each.path.rpartition(".")[2] for each in inferred})
            found += [(f"{folder}/*.{suffix}", str(inputs[0].operation)) for suffix in suffixes]
        else:
            found += [(each.path if folder else f"/{each.path}", str(each.operation)) for each in inferred]
    return found


def _look_around(root: Path) -> Report:
    from pinvet.config import resolve
    from pinvet.lint import run
    from pinvet.sources.inputs import inputs

    settings = resolve({}, root, search=False)
    return run(settings, inputs(["."], settings, root, io.BytesIO()), frames=False)


def _lines(found: Iterable[tuple[str, str]]) -> str:
    """Write the map as TOML, whose quoted texts are those of JSON as long as every character can be printed."""
    import json

    return "".join(f"{json.dumps(glob, ensure_ascii=False)} = {json.dumps(operation)}\n" for glob, operation in found)


def _rest(report: Report, found: list[tuple[str, str]]) -> str:
    """Say what was left out, and what to do next."""
    text = "" if found else "no payload was found whose operation has to be told\n"
    undecided = len(_undecided(report))
    if undecided:
        files = "1 file is" if undecided == 1 else f"{undecided:,} files are"
        text += f"{files} left out: no operation fits the parameters\n"
    return text + "next: pinvet check\n"


def _undecided(report: Report) -> set[str]:
    """Return the files that may be payloads, but of which no operation; one notice speaks of many of them."""
    return {each.path for each in report.inputs if not each.operation and each.kind in ("json", "yaml")}


def _folder(path: str) -> str:
    return path.rpartition("/")[0]
