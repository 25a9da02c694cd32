"""Peak memory of whole processes, over that of `python -c pass`."""

from __future__ import annotations

import subprocess
import sys
import tempfile
from pathlib import Path
from statistics import median
from typing import TYPE_CHECKING

import cold
import files
from bench import Row, publish
from environment import SCHEMA, clean_variables, enter, here
from payloads import write_files

if TYPE_CHECKING:
    from environment import Environment

MANY = 10_000
FEW = 1_000
ROUNDS = 3
BUDGET = "128 MiB"
GOAL = "64 MiB"

# A process inherits the peak of whoever starts it, so a bare interpreter does, and asks the system afterwards.
PROBE = """
import os, sys
nowhere = os.open(os.devnull, os.O_WRONLY)
redirected = [(os.POSIX_SPAWN_DUP2, nowhere, 1), (os.POSIX_SPAWN_DUP2, nowhere, 2)]
_, _, used = os.wait4(os.posix_spawn(sys.argv[1], sys.argv[1:], os.environ, file_actions=redirected), 0)
print(used.ru_maxrss * (1 if sys.platform == "darwin" else 1024))
"""


def peak(*words: str, cwd: str, env: dict[str, str]) -> int:
    """Return the largest resident size of a program, in bytes."""
    probe = [sys.executable, "-I", "-S", "-c", PROBE, *words]
    return int(subprocess.run(probe, cwd=cwd, env=env, capture_output=True, text=True, check=True).stdout)


def commands(environment: Environment, top: Path, many: int = MANY, few: int = FEW) -> dict[str, tuple[str, ...]]:
    """Return the programs that are measured, and write what they read."""
    for name, number in (("one", 1), ("few", few), ("many", many)):
        (top / name).mkdir()
        write_files(top / name, number)
    python, pinvet = environment.program("python"), environment.program("pinvet")
    one = str(next((top / "one").iterdir()))
    report = ("--format", "json", "--output-file", str(top / "report.json"))
    checker = (environment.program("check-jsonschema"), "--schemafile", str(SCHEMA))
    every = sorted(str(path) for path in (top / "many").iterdir())
    return {
        cold.PASS: (python, "-c", "pass"),
        "pinvet check, 1 file": (pinvet, "check", one, *report),
        f"pinvet check, {few} files": (pinvet, "check", "few", *report),
        f"pinvet check, {many} files": (pinvet, "check", "many", *report),
        "check-jsonschema, 1 file": (*checker, one),
        f"check-jsonschema, {many} files": (*checker, *every),
        "jsonschema, 1 file": (environment.program("jsonschema"), "-i", one, str(SCHEMA)),
        f"json and python jsonschema, {many} files": (python, "-c", files.NAIVE, "many", str(SCHEMA)),
    }


def rows(programs: dict[str, tuple[str, ...]], top: Path, rounds: int = ROUNDS) -> list[Row]:
    """Run each program a few times and return its peak over the first one's."""
    env = clean_variables(PINVET_CACHE_DIR=str(top / "cache"))
    peaks = {name: [peak(*words, cwd=str(top), env=env) for _ in range(rounds)] for name, words in programs.items()}
    floor, *others = peaks
    return [_row(name, floor, peaks) for name in others]


def _row(name: str, floor: str, peaks: dict[str, list[int]]) -> Row:
    ours = name.startswith("pinvet")
    least, middle = min(peaks[name]) / min(peaks[floor]), median(peaks[name]) / median(peaks[floor])
    size = f"{median(peaks[name]) / (1 << 20):.0f} MiB here"
    return Row(f"peak memory: {name}", floor, least, middle, BUDGET if ours else "", GOAL if ours else "", size)


def measure() -> list[Row]:
    """Measure in the benchmarks' environment."""
    with tempfile.TemporaryDirectory() as folder:
        top = Path(folder)
        return rows(commands(here(), top), top)


if __name__ == "__main__":
    enter(__file__)
    publish(measure)
    sys.exit(0)
