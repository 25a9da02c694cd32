"""Blocks of hand-written pages that are made by running something: what stands there is what comes out.

A marker stands above the fenced block that it fills:

    <!-- run: pinvet check FILE -->     the command, run at the top of the checkout, and its output
    <!-- run: python -->                the output of the python block above
    <!-- file: examples/FILE -->        the file
"""

from __future__ import annotations

import os
import re
import shlex
import subprocess
import sys
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from pathlib import Path

MARKED: Final = re.compile(
    r"(?P<marker><!-- (?P<verb>run|file): (?P<what>.+?) -->)\n(?P<fence>```+)(?P<language>\w*)\n.*?(?P=fence)\n",
    re.DOTALL,
)
PYTHON: Final = re.compile(r"^```python\n(.*?)^```$", re.DOTALL | re.MULTILINE)
AS_OF: Final = "2026-11-21"  # so that no output changes with the calendar


class BrokenBlockError(Exception):
    """A marked block whose command or file is not there."""


def refreshed(text: str, root: Path) -> str:
    """Return a page with every marked block filled anew. Raises BrokenBlockError, naming the marker."""

    def fill(match: re.Match[str]) -> str:
        verb, what = match["verb"], match["what"]
        if verb == "file":
            content = _content(root / what)
        elif what == "python":
            blocks = PYTHON.findall(text[: match.start()])
            if not blocks:
                raise BrokenBlockError(f"{match['marker']}: no python block stands above it")
            content = _run([sys.executable, "-c", blocks[-1]], root)
        else:
            content = f"$ {what}\n{_run(_command(what), root)}"
        return f"{match['marker']}\n{match['fence']}{match['language']}\n{content.rstrip()}\n{match['fence']}\n"

    return MARKED.sub(fill, text)


def _content(path: Path) -> str:
    try:
        return path.read_text(encoding="utf-8")
    except OSError:
        raise BrokenBlockError(f"<!-- file: {path} -->: the file cannot be read") from None


def _command(line: str) -> list[str]:
    name, *arguments = shlex.split(line)
    if name != "pinvet":
        raise BrokenBlockError(f"<!-- run: {line} -->: only pinvet and python are run")
    return [sys.executable, "-m", "pinvet", *arguments]


def _run(command: list[str], root: Path) -> str:
    """Return what a command prints, on both streams; its exit code may be that of findings."""
    environment = {name: value for name, value in os.environ.items() if not name.startswith(("PINVET_", "GITHUB_"))}
    environment |= {"COLUMNS": "100", "NO_COLOR": "1", "PYTHONIOENCODING": "utf-8", "PINVET_AS_OF": AS_OF}
    done = subprocess.run(
        command, cwd=root, env=environment, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True, check=False
    )
    if "Traceback (most recent call last)" in done.stdout or "stopped on an error of its own" in done.stdout:
        raise BrokenBlockError(f"{shlex.join(command[1:])} stopped on an error:\n{done.stdout}")
    return done.stdout
