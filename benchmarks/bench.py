"""What all benchmarks share: contenders that take turns, ratios of what they took, and the table of them."""

from __future__ import annotations

import gc
import json
import random
import statistics
import subprocess
import sys
import time
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping, Sequence

SEED = 20261121
JSON_FLAG = "--json"
SAMPLE_SECONDS = 0.004  # one turn of a contender that runs inside this process


class Contender(NamedTuple):
    """What is measured: a turn, how often it does its work in one turn, and what is put in place before, untimed."""

    turn: Callable[[], object]
    times: int = 1
    before: Callable[[], object] | None = None


class Sample(NamedTuple):
    """The fastest and the middle one of all turns, in seconds per piece of work (or in bytes, for memory)."""

    minimum: float
    median: float


class Row(NamedTuple):
    """One line of the table: what was measured over what, as a ratio of minima and a ratio of medians."""

    what: str
    over: str
    minimum: float
    median: float
    budget: str = ""
    goal: str = ""
    note: str = ""


def race(contenders: Mapping[str, Contender], rounds: int) -> dict[str, Sample]:
    """Let every contender take one turn a round, in a new order each round, after one turn that does not count."""
    order = random.Random(SEED)
    taken: dict[str, list[float]] = {name: [] for name in contenders}
    for number in range(rounds + 1):
        for name in order.sample(list(contenders), len(contenders)):
            turn, times, before = contenders[name]
            if before is not None:
                before()
            started = time.perf_counter()
            turn()
            if number:
                taken[name].append((time.perf_counter() - started) / times)
    return {name: Sample(min(all_), statistics.median(all_)) for name, all_ in taken.items()}


def repeated(work: Callable[[], object], *, seconds: float = SAMPLE_SECONDS) -> Contender:
    """Return a contender that does a piece of work as often as fits into a turn, and at least once."""
    work()  # compiles what is compiled on first use
    gc.collect()
    started = time.perf_counter()
    work()
    times = max(1, int(seconds / max(time.perf_counter() - started, 1e-9)))

    def turn() -> None:
        for _ in range(times):
            work()

    return Contender(turn, times)


def command(*words: str, cwd: str | None = None, env: Mapping[str, str] | None = None, exits: int = 0) -> Contender:
    """Return a contender that runs a program to its end. It raises where the program exits with another code."""

    def turn() -> None:
        done = subprocess.run(words, cwd=cwd, env=env, capture_output=True, check=False)
        if done.returncode != exits:
            raise RuntimeError(f"{' '.join(words)} exited with {done.returncode}: {done.stderr.decode()[-400:]}")

    return Contender(turn)


def ratio(what: str, samples: Mapping[str, Sample], over: str, *, budget: str = "", goal: str = "") -> Row:
    """Return the row of one contender over another."""
    one, other = samples[what], samples[over]
    return Row(what, over, one.minimum / other.minimum, one.median / other.median, budget, goal)


def table(rows: Iterable[Row]) -> str:
    """Write rows as a text table: the budget and the goal beside each ratio."""
    head = ("what", "over", "min", "median", "budget", "goal", "")
    lines = [head, *(_cells(row) for row in rows)]
    widths = [max(len(line[column]) for line in lines) for column in range(len(head))]
    written = ["  ".join(_aligned(cell, widths[column], column) for column, cell in enumerate(line)) for line in lines]
    return "\n".join(line.rstrip() for line in written) + "\n"


def publish(measure: Callable[[], Sequence[Row]]) -> None:
    """Measure and print: the table, or with `--json` one row a line for run.py."""
    rows = measure()
    if JSON_FLAG in sys.argv[1:]:
        print(json.dumps([list(row) for row in rows]))
    else:
        print(table(rows), end="")


def _cells(row: Row) -> tuple[str, ...]:
    return (row.what, row.over, _number(row.minimum), _number(row.median), row.budget, row.goal, row.note)


def _number(value: float) -> str:
    return f"{value:.2f}x" if value < 10 else f"{value:.1f}x" if value < 100 else f"{value:.0f}x"


def _aligned(cell: str, width: int, column: int) -> str:
    return cell.rjust(width) if 1 < column < 6 else cell.ljust(width)
