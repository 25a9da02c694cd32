"""Whole processes on one small payload: the installed pinvet, `python -c pass` and two other checkers, interleaved."""

from __future__ import annotations

import json
import sys
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING

from bench import Contender, Row, command, publish, race, ratio
from environment import SCHEMA, clean_variables, enter, here
from payloads import clean_body, write_pack

if TYPE_CHECKING:
    from environment import Environment

ROUNDS = 25
PASS = "python -c pass"
WARM = "pinvet check one.json, warm cache"
EMPTY = "pinvet check one.json, empty cache"
TEAM_WARM = "pinvet check one.json --rules team, warm cache"
TEAM_EMPTY = "pinvet check one.json --rules team, empty cache"
CHECK_JSONSCHEMA = "check-jsonschema one.json"
JSONSCHEMA = "jsonschema -i one.json"
TEAM_RULES = 5


def contenders(environment: Environment, folder: Path) -> dict[str, Contender]:
    """Return what takes part: each a process that judges the same file in a folder of its own."""
    payload = folder / "one.campaigns.create.json"
    payload.write_text(json.dumps(clean_body(1), indent=2), encoding="utf-8")
    team = folder / "team"
    write_pack(team, TEAM_RULES, "campaigns/create")
    at = str(folder)
    warm = clean_variables(PINVET_CACHE_DIR=str(folder / "cache"))
    check = (environment.program("pinvet"), "check", payload.name)
    return {
        PASS: command(environment.program("python"), "-c", "pass", cwd=at, env=warm),
        WARM: command(*check, cwd=at, env=warm),
        EMPTY: _without_cache(check, folder / "empty"),
        TEAM_WARM: command(*check, "--rules", "team", cwd=at, env=warm),
        TEAM_EMPTY: _without_cache((*check, "--rules", "team"), folder / "empty-team"),
        CHECK_JSONSCHEMA: command(
            environment.program("check-jsonschema"), "--schemafile", str(SCHEMA), payload.name, cwd=at, env=warm
        ),
        JSONSCHEMA: command(environment.program("jsonschema"), "-i", payload.name, str(SCHEMA), cwd=at, env=warm),
    }


def _without_cache(words: tuple[str, ...], cache: Path) -> Contender:
    """Return the contender whose cache folder is emptied before every turn."""
    turn = command(*words, cwd=str(cache.parent), env=clean_variables(PINVET_CACHE_DIR=str(cache)))

    def empty() -> None:
        cache.mkdir(exist_ok=True)
        for kept in cache.iterdir():
            kept.unlink()

    return turn._replace(before=empty)


def rows(taking_part: dict[str, Contender], rounds: int = ROUNDS) -> list[Row]:
    """Race them and return the ratios over `python -c pass`."""
    samples = race(taking_part, rounds)
    budgets = {WARM: ("8x", "6.5x"), TEAM_EMPTY: ("0.6 s", "0.3 s"), EMPTY: ("0.6 s", "0.3 s")}
    made = []
    for name in samples:
        if name == PASS:
            continue
        budget, goal = budgets.get(name, ("", ""))
        row = ratio(name, samples, PASS, budget=budget, goal=goal)
        made.append(row._replace(note=f"{samples[name].median:.2f} s here" if budget.endswith("s") else ""))
    return made


def measure() -> list[Row]:
    """Measure in the benchmarks' environment."""
    with tempfile.TemporaryDirectory() as folder:
        return rows(contenders(here(), Path(folder)))


if __name__ == "__main__":
    enter(__file__)
    publish(measure)
    sys.exit(0)
