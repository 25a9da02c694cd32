"""A request log, half its bodies texts, 5 % of its writes with a fault: pinvet over a process that parses everything.

The account is followed through the log, and every finding has its place. What happened before decides what is wrong, so
one process judges one log; two of them each judge half of the ad accounts, which have nothing to do with one another.
"""

from __future__ import annotations

import sys
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING

import memory
from bench import Contender, Row, command, publish, race, ratio
from environment import clean_variables, enter, here
from traffic import write_halves, write_log

if TYPE_CHECKING:
    from environment import Environment

MANY = 200_000
FEW = 20_000
ROUNDS = 2
BUDGET, GOAL = "6.7x", "3.3x"  # 0.15 and 0.3 of the floor's throughput
BUDGET_OF_TWO, GOAL_OF_TWO = "3.7x", "1.8x"  # 0.27 and 0.55

PARSE = """
import orjson, sys
with open(sys.argv[1], "rb") as log:
    for line in log:
        record = orjson.loads(line)
        for side in ("request", "response"):
            body = record[side]["body"]
            if type(body) is str:
                orjson.loads(body)
"""

SIDE_BY_SIDE = """
import subprocess, sys
pinvet, *logs = sys.argv[1:]
report = ("--format", "json", "--output-file")
running = [subprocess.Popen([pinvet, "check", log, *report, log + ".json"]) for log in logs]
sys.exit(max(one.wait() for one in running))
"""


def programs(environment: Environment, top: Path, many: int = MANY, few: int = FEW) -> dict[str, tuple[str, ...]]:
    """Return the programs that take part, and write the logs that they read."""
    for name, number in (("many", many), ("few", few)):
        write_log(top / f"{name}.ndjson", number)
    halves = top / "even.ndjson", top / "odd.ndjson"
    write_halves(halves, many)
    python, pinvet = environment.program("python"), environment.program("pinvet")
    report = ("--format", "json", "--output-file", str(top / "report.json"))
    return {
        f"orjson parses a log of {many}": (python, "-c", PARSE, "many.ndjson"),
        f"pinvet check, a log of {many}": (pinvet, "check", "many.ndjson", *report),
        f"pinvet check, a log of {few}": (pinvet, "check", "few.ndjson", *report),
        f"pinvet check in two processes, a log of {many}": (python, "-c", SIDE_BY_SIDE, pinvet, *map(str, halves)),
    }


def contenders(taking_part: dict[str, tuple[str, ...]], top: Path) -> dict[str, Contender]:
    """Return the programs as processes that take turns; pinvet finds faults, and exits with 1."""
    env = clean_variables(PINVET_CACHE_DIR=str(top / "cache"))
    return {
        name: command(*words, cwd=str(top), env=env, exits=1 if "pinvet" in name else 0)
        for name, words in taking_part.items()
    }


def rows(taking_part: dict[str, Contender], rounds: int = ROUNDS, many: int = MANY, few: int = FEW) -> list[Row]:
    """Race them: the time over the floor's, and what a record costs in a long log over its cost in a short one."""
    samples = race(taking_part, rounds)
    floor, long, short, two = samples
    grown = ratio(long, samples, short, budget="linear: 1x")
    share = few / many
    return [
        ratio(long, samples, floor, budget=BUDGET, goal=GOAL),
        ratio(two, samples, floor, budget=BUDGET_OF_TWO, goal=GOAL_OF_TWO),
        grown._replace(what=f"{grown.what}, per record", minimum=grown.minimum * share, median=grown.median * share),
    ]


def measure() -> list[Row]:
    """Measure speed and peak memory in the benchmarks' environment."""
    with tempfile.TemporaryDirectory() as folder:
        top = Path(folder)
        taking_part = programs(here(), top)
        nothing = {"python -c pass": (here().program("python"), "-c", "pass")}
        alone = {name: words for name, words in taking_part.items() if SIDE_BY_SIDE not in words}
        return [*rows(contenders(taking_part, top)), *memory.rows(nothing | alone, top, 1)]


if __name__ == "__main__":
    enter(__file__)
    publish(measure)
    sys.exit(0)
