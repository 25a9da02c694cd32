"""Folders of payload files, 5 % of them with a fault: whole processes over one that only parses every file."""

from __future__ import annotations

import sys
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING

from bench import Contender, Row, command, publish, race, ratio
from environment import SCHEMA, clean_variables, enter, here
from payloads import write_files

if TYPE_CHECKING:
    from environment import Environment

MANY = 10_000
FEW = 1_000
ROUNDS = 3

PARSE = """
import orjson, pathlib, sys
for path in sorted(pathlib.Path(sys.argv[1]).iterdir()):
    orjson.loads(path.read_bytes())
"""
NAIVE = """
import json, jsonschema, pathlib, sys
validator = jsonschema.Draft202012Validator(json.loads(pathlib.Path(sys.argv[2]).read_bytes()))
for path in sorted(pathlib.Path(sys.argv[1]).iterdir()):
    list(validator.iter_errors(json.loads(path.read_bytes())))
"""


def contenders(environment: Environment, top: Path, many: int = MANY, few: int = FEW) -> dict[str, Contender]:
    """Return the processes that take part, each over a folder of files that are the same on every run."""
    folders = {"many": (many, True), "few": (few, True), "nameless": (many, False)}
    for name, (number, is_named) in folders.items():
        (top / name).mkdir()
        if not write_files(top / name, number, named=is_named):
            raise RuntimeError("a folder without a fault would not do: the exit code says nothing")
    at, env = str(top), clean_variables(PINVET_CACHE_DIR=str(top / "cache"))
    python, pinvet = environment.program("python"), environment.program("pinvet")
    report = ("--format", "json", "--output-file", str(top / "report.json"))
    every = sorted(str(path) for path in (top / "many").iterdir())
    return {
        f"orjson parses {many} files": command(python, "-c", PARSE, "many", cwd=at, env=env),
        f"pinvet check, {many} files": command(pinvet, "check", "many", *report, cwd=at, env=env, exits=1),
        f"pinvet check, {few} files": command(pinvet, "check", "few", *report, cwd=at, env=env, exits=1),
        f"pinvet check, {many} files, operation found out": command(
            pinvet, "check", "nameless", *report, cwd=at, env=env, exits=1
        ),
        f"json and python jsonschema, {many} files": command(python, "-c", NAIVE, "many", str(SCHEMA), cwd=at, env=env),
        f"check-jsonschema, {many} files": command(
            environment.program("check-jsonschema"), "--schemafile", str(SCHEMA), *every, cwd=at, env=env, exits=1
        ),
    }


def rows(taking_part: dict[str, Contender], rounds: int = ROUNDS, many: int = MANY, few: int = FEW) -> list[Row]:
    """Race them; the last row is what a file costs among many over what it costs among few."""
    samples = race(taking_part, rounds)
    floor, *others = samples
    made = [ratio(name, samples, floor) for name in others if name != f"pinvet check, {few} files"]
    growth = ratio(f"pinvet check, {many} files", samples, f"pinvet check, {few} files", budget="linear: 1x")
    share = few / many
    return [
        *made,
        growth._replace(what=f"{growth.what}, per file", minimum=growth.minimum * share, median=growth.median * share),
    ]


def measure() -> list[Row]:
    """Measure in the benchmarks' environment."""
    with tempfile.TemporaryDirectory() as folder:
        return rows(contenders(here(), Path(folder)))


if __name__ == "__main__":
    enter(__file__)
    publish(measure)
    sys.exit(0)
