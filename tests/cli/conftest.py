"""A project to run the program in, and an engine that answers with a report of the test's choice."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

import pytest
from cli_helpers import Engine
from click.testing import CliRunner

from pinvet.cli import program

if TYPE_CHECKING:
    from pathlib import Path

    from cli_helpers import Run
    from click.testing import Result


@pytest.fixture
def project(tmp_path: Path, cache: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    (tmp_path / ".git").mkdir()
    monkeypatch.chdir(tmp_path)
    for name in list(os.environ):
        if name.startswith("PINVET_") or name in ("NO_COLOR", "FORCE_COLOR", "GITHUB_ACTIONS"):
            monkeypatch.delenv(name)
    monkeypatch.setenv("XDG_CACHE_HOME", str(cache))
    return tmp_path


@pytest.fixture
def run(project: Path) -> Run:
    def invoke(*arguments: str, stdin: bytes | None = None, **environment: str) -> Result:
        return CliRunner().invoke(program, list(arguments), input=stdin, env=environment, prog_name="pinvet")

    return invoke


@pytest.fixture
def engine(monkeypatch: pytest.MonkeyPatch) -> Engine:
    found = Engine()
    monkeypatch.setattr("pinvet.lint.run", found.run)
    return found
