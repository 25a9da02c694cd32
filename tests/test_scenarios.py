"""Whole runs of the program, each told by a text file of tests/scenarios: files, commands, and what comes of them.

A file begins with a sentence: what a user would miss if this broke. Sections follow, each under a line with ``==``;
an empty line before such a line belongs to nobody.

    == file NAME       its text
    == bytes NAME      lines of a count and a JSON text, whose characters U+0000 to U+00FF are the bytes to repeat
    == folder NAME     an empty folder
    == unreadable NAME takes a file's permissions away; who is root reads it all the same, so the scenario is skipped
    == run COMMAND     in this process; variables may stand before the program, and ``< FILE`` after it
    == shell COMMAND   in bash, where pinvet and python are processes of their own
    == exit CODE       of the command above, with == stdout and == stderr where anything came
    == wrote NAME      what the file holds after the command above

Folders are shown as FOLDER, escape characters as ␛, and the number of rules as N.
PINVET_UPDATE_SCENARIOS=1 writes what comes into the files instead of comparing it.
"""

from __future__ import annotations

import json
import os
import re
import shlex
import subprocess
import sys
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

import pytest
from click.testing import CliRunner

from pinvet.cli import program

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

SCENARIOS = sorted(Path(__file__).parent.joinpath("scenarios").glob("*.txt"))
PINNED = ("--as-of 2026-11-21", "--api-version 5.28")
PYTHON = shlex.quote(sys.executable)
PROCESSES = f'python() {{ {PYTHON} "$@"; }}; pinvet() {{ {PYTHON} -m pinvet "$@"; }}'
UPDATING = os.environ.get("PINVET_UPDATE_SCENARIOS") == "1"
OUTCOMES = ("exit", "stdout", "stderr", "wrote")


class Section(NamedTuple):
    """A line with ``==``, as its first word and the rest, and the text below it."""

    kind: str
    rest: str
    text: str = ""


class Came(NamedTuple):
    """What a command came to."""

    code: int
    stdout: str
    stderr: str


def parse(text: str) -> tuple[str, list[Section]]:
    """Return the sentence of a scenario, and its sections."""
    head, *parts = re.split(r"(?m)^== ", text)
    sections = []
    for part in parts:
        heading, _, below = part.partition("\n")
        kind, _, rest = heading.partition(" ")
        sections.append(Section(kind, rest, re.sub(r"(?<![^\n])\n\Z", "", below)))
    return head, sections


def written(head: str, sections: list[Section]) -> str:
    """Return the text that `parse` reads."""
    lines = [head]
    for before, (kind, rest, text) in zip([None, *sections], sections, strict=False):
        gap = before is not None and (before.text or kind not in OUTCOMES)
        lines.append("\n" * bool(gap) + f"== {kind} {rest}".rstrip() + f"\n{text}")
    return "".join(lines)


@pytest.fixture
def folder(tmp_path: Path, cache: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    project = tmp_path / "project"
    project.joinpath(".git").mkdir(parents=True)
    monkeypatch.chdir(project)
    for name in list(os.environ):
        if name.startswith("PINVET_") or name in ("NO_COLOR", "FORCE_COLOR", "GITHUB_ACTIONS", "TERM"):
            monkeypatch.delenv(name)
    monkeypatch.setenv("XDG_CACHE_HOME", str(cache))
    monkeypatch.setenv("COLUMNS", "100")
    yield project
    for path in project.iterdir():
        if not path.is_symlink():
            path.chmod(0o755)  # what was unreadable is removed with the rest


@pytest.mark.parametrize("path", SCENARIOS, ids=[path.stem for path in SCENARIOS])
def test_scenario(path: Path, folder: Path) -> None:
    text = path.read_text(encoding="utf-8")
    head, sections = parse(text)
    came = written(head, play(sections, folder))
    if UPDATING:
        path.write_text(came, encoding="utf-8")
    assert came == path.read_text(encoding="utf-8")


@pytest.mark.parametrize("path", SCENARIOS, ids=[path.stem for path in SCENARIOS])
def test_every_scenario_says_what_it_is_for_and_is_the_same_on_every_day(path: Path) -> None:
    head, sections = parse(path.read_text(encoding="utf-8"))
    assert re.fullmatch(r"(# .+\n)+\n?", head)
    for section in sections:
        if section.kind in ("run", "shell") and "pinvet check" in section.rest:
            assert all(pin in section.rest for pin in PINNED), section.rest


def play(sections: list[Section], folder: Path) -> list[Section]:
    """Make the files, run the commands, and return the sections with what came of them."""
    came: list[Section] = []
    for position, section in enumerate(sections):
        if section.kind == "wrote":
            came.append(section._replace(text=shown(folder.joinpath(section.rest).read_bytes(), folder)))
        elif section.kind not in OUTCOMES:
            came.append(section)
        if section.kind in ("run", "shell"):
            code, stdout, stderr = (in_process if section.kind == "run" else in_shell)(section.rest, folder)
            came.append(Section("exit", str(code)))
            came += [Section(kind, "", text) for kind, text in (("stdout", stdout), ("stderr", stderr)) if text]
        elif section.kind in MAKERS:
            MAKERS[section.kind](folder / section.rest, section.text)
        assert section.kind in (*MAKERS, *OUTCOMES, "run", "shell"), f"section {position}: {section.kind}"
    return came


def in_process(command: str, folder: Path) -> Came:
    command, _, source = command.partition(" < ")
    words = shlex.split(command)
    start = words.index("pinvet")
    environment = dict(word.split("=", 1) for word in words[:start])
    stdin = folder.joinpath(source).read_bytes() if source else b""
    result = CliRunner().invoke(
        program, words[start + 1 :], input=stdin, env=environment, prog_name="pinvet", catch_exceptions=False
    )
    return Came(result.exit_code, shown(result.stdout_bytes, folder), shown(result.stderr_bytes, folder))


def in_shell(command: str, folder: Path) -> Came:
    script = f"set -o pipefail; {PROCESSES}; {command}"
    done = subprocess.run(["bash", "-c", script], cwd=folder, capture_output=True, timeout=60, check=False)
    return Came(done.returncode, shown(done.stdout, folder), shown(done.stderr, folder))


def shown(output: bytes, folder: Path) -> str:
    text = output.decode().replace(str(folder), "FOLDER").replace("\x1b", "␛")
    text = re.sub(r"held against [\d,]+ rules", "held against N rules", text)
    return text if text.endswith("\n") or not text else f"{text}\n(no line end)\n"


def make_file(path: Path, text: str) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8", newline="\n")


def make_bytes(path: Path, text: str) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    pieces = (line.split(" ", 1) for line in text.splitlines())
    path.write_bytes(b"".join(int(count) * json.loads(piece).encode("latin-1") for count, piece in pieces))


def make_unreadable(path: Path, text: str) -> None:
    if os.geteuid() == 0:
        pytest.skip("root reads every file")
    path.chmod(0)


MAKERS: dict[str, Callable[[Path, str], None]] = {
    "file": make_file,
    "bytes": make_bytes,
    "folder": lambda path, _text: path.mkdir(parents=True),
    "unreadable": make_unreadable,
}
