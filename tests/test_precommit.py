"""The hook as its users meet it: pre-commit clones the checkout, builds it, and runs it on a repository of theirs."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

ROOT = Path(__file__).resolve().parents[1]
PRE_COMMIT = Path(sys.executable).with_name("pre-commit")
IDENTITY = ("-c", "user.name=pinvet", "-c", "user.email=pinvet@example.com", "-c", "commit.gpgsign=false")
CLEAN = {
    "ad_account_id": "549755885175",
    "name": "Spring sale",
    "status": "PAUSED",
    "objective_type": "CONSIDERATION",
    "start_time": 1798761600,
    "is_performance_plus": True,
    "daily_spend_cap": 20000000,
    "is_flexible_daily_budgets": True,
}
BROKEN = {**CLEAN, "is_flexible_daily_budgets": False}

pytestmark = [
    pytest.mark.slow,
    pytest.mark.skipif(not PRE_COMMIT.exists() or shutil.which("git") is None, reason="pre-commit or git is absent"),
]


def git(folder: Path, *arguments: str) -> str:
    return subprocess.run(["git", *IDENTITY, *arguments], cwd=folder, capture_output=True, text=True, check=True).stdout


def commit(folder: Path) -> None:
    git(folder, "init", "--quiet")
    git(folder, "add", "--all")
    git(folder, "commit", "--quiet", "--message", "All of it")


@pytest.fixture(scope="module")
def hooks(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The working tree as it is now, committed in a repository of its own: pre-commit clones what is committed."""
    folder = tmp_path_factory.mktemp("hooks")
    for name in git(ROOT, "ls-files", "--cached", "--others", "--exclude-standard", "-z").split("\0"):
        source = ROOT / name
        if name and source.is_file():
            (folder / name).parent.mkdir(parents=True, exist_ok=True)
            shutil.copy(source, folder / name)
    commit(folder)
    return folder


def try_hook(hooks: Path, project: Path, files: dict[str, Any]) -> subprocess.CompletedProcess[str]:
    for name, value in files.items():
        (project / name).parent.mkdir(parents=True, exist_ok=True)
        (project / name).write_text(json.dumps(value, indent=2) + "\n")
    commit(project)
    environment = {name: value for name, value in os.environ.items() if not name.startswith(("PINVET_", "GIT_"))}
    environment["NO_COLOR"] = "1"
    command = [str(PRE_COMMIT), "try-repo", str(hooks), "pinvet", "--all-files", "--color", "never"]
    return subprocess.run(command, cwd=project, env=environment, capture_output=True, text=True, check=False)


def test_a_broken_payload_fails_with_the_finding(hooks: Path, tmp_path: Path) -> None:
    done = try_hook(hooks, tmp_path, {"payloads/spring.campaigns.create.json": [BROKEN]})
    assert done.returncode == 1, done.stdout + done.stderr
    assert "payloads/spring.campaigns.create.json:" in done.stdout
    assert "error[PP105]" in done.stdout
    assert "exit code: 1" in done.stdout


def test_a_clean_payload_passes_in_silence(hooks: Path, tmp_path: Path) -> None:
    files = {"pinterest/spring.campaigns.create.json": [CLEAN], "other/broken.campaigns.create.json": [BROKEN]}
    done = try_hook(hooks, tmp_path, files)
    assert done.returncode == 0, done.stdout + done.stderr
    last = done.stdout.rstrip().splitlines()[-1]
    assert last.startswith("pinvet (Pinterest Ads API payloads)")
    assert last.endswith("Passed")
