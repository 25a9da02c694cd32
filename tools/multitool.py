"""Hold SARIF logs against Microsoft's multitool, with the rules of the standard and those of GitHub.

    python tools/multitool.py LOG...

The tool comes from npm into build/node_modules. It exits with 0 whatever it finds, so what it prints is read.
Exits with 1 if there is an error or a warning, with 2 if the tool cannot be had.
"""

from __future__ import annotations

import json
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path
from typing import Any, NamedTuple

PACKAGE = "@microsoft/sarif-multitool-{platform}"
VERSION = "5.7.0"
PLATFORMS = {"linux": "linux", "darwin": "darwin", "win32": "win32"}
BUILD = Path(__file__).resolve().parent.parent / "build"
RULES = "Sarif;Ghas"


class Complaint(NamedTuple):
    """What the tool says about a log: the level (error, warning, note), its rule, and the place in the log."""

    level: str
    rule: str
    place: str
    text: str


class UnavailableError(Exception):
    """The tool is not installed and cannot be: the message says why."""


def binary() -> Path:
    """Return the tool, installed if need be; raises UnavailableError where npm or the network is."""
    package = PACKAGE.format(platform=PLATFORMS.get(sys.platform, sys.platform))
    program = BUILD / "node_modules" / package / "Sarif.Multitool"
    if not program.exists():
        npm = shutil.which("npm")
        if npm is None:
            raise UnavailableError("npm is not installed")
        BUILD.mkdir(exist_ok=True)
        command = [npm, "install", "--silent", "--prefix", str(BUILD), f"{package}@{VERSION}"]
        done = subprocess.run(command, check=False, capture_output=True, text=True)
        if done.returncode or not program.exists():
            raise UnavailableError(f"npm could not install {package}: {done.stderr.strip()}")
    program.chmod(0o755)  # npm runs no script of the package, and so leaves it without the permission
    return program


def complaints(log: Path) -> list[Complaint]:
    """Return what the tool says about one log, notes left out."""
    with tempfile.TemporaryDirectory() as folder:
        output = Path(folder) / "out.sarif"
        subprocess.run(
            [str(binary()), "validate", str(log), "--rule-kind", RULES, "--output", str(output)],
            check=False,
            capture_output=True,
        )
        if not output.exists():
            return [Complaint("error", "none", str(log), "the tool wrote no result")]
        written = json.loads(output.read_text(encoding="utf-8-sig"))
    return [
        complaint
        for run in written["runs"]
        for complaint in (*map(_of_result, run.get("results", [])), *_of_tool(run))
        if complaint.level in {"error", "warning"}
    ]


def _of_result(result: dict[str, Any]) -> Complaint:
    region = result.get("locations", [{}])[0].get("physicalLocation", {}).get("region", {})
    place = f"{region.get('startLine', 0)}:{region.get('startColumn', 0)}"
    message = result["message"]
    text = message.get("text") or " ".join(message.get("arguments", []))
    return Complaint(result.get("level", "warning"), result["ruleId"], place, text)


def _of_tool(run: dict[str, Any]) -> list[Complaint]:
    return [
        Complaint(
            told.get("level", "warning"),
            told.get("descriptor", {}).get("id", "tool"),
            "",
            told["message"]["text"],
        )
        for invocation in run.get("invocations", [])
        for told in invocation.get("toolExecutionNotifications", [])
    ]


def main(arguments: list[str]) -> int:
    """Print the complaints about every log and return the exit code."""
    found = 0
    for log in map(Path, arguments):
        try:
            said = complaints(log)
        except UnavailableError as missing:
            print(missing, file=sys.stderr)
            return 2
        for complaint in said:
            print(f"{log}:{complaint.place}: {complaint.level}[{complaint.rule}] {complaint.text}")
        found += len(said)
    return 1 if found else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
