"""Library calls in one process, everything compiled: pinvet and two validators over `orjson.loads` of the same body."""

from __future__ import annotations

import json
import sys
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING, Any

from bench import SAMPLE_SECONDS, Contender, Row, publish, race, ratio, repeated
from environment import SCHEMA, enter
from payloads import clean_body, faulty_body, write_pack

if TYPE_CHECKING:
    from pinvet.lint import Linter

ROUNDS = 60
OPERATION = "campaigns/create"
OTHER = "ads/create"
MORE_RULES = 500
BATCH = 30


def contenders(body: list[Any], seconds: float = SAMPLE_SECONDS) -> dict[str, Contender]:
    """Return the judges of one body, given as Python values to all; the floor parses its text."""
    import jsonschema
    import jsonschema_rs
    import orjson

    schema = json.loads(SCHEMA.read_text(encoding="utf-8"))
    python, rust = jsonschema.Draft202012Validator(schema), jsonschema_rs.Draft202012Validator(schema)
    linter = linter_for()
    data = orjson.dumps(body)
    text = data.decode()
    works = {
        "orjson.loads": lambda: orjson.loads(data),
        "pinvet check": lambda: linter.check(body, operation=OPERATION),
        "pinvet check of the text": lambda: linter.check(text, operation=OPERATION),
        "python jsonschema iter_errors": lambda: list(python.iter_errors(body)),
        "jsonschema-rs iter_errors": lambda: list(rust.iter_errors(body)),
        "jsonschema-rs is_valid": lambda: rust.is_valid(body),
    }
    return {name: repeated(work, seconds=seconds) for name, work in works.items()}


def linter_for(packs: tuple[Path, ...] = ()) -> Linter:
    """Return a linter with all of pinvet's rules and those of the packs; nothing is read from a project."""
    from pinvet.config import Settings
    from pinvet.lint import Linter

    return Linter(Settings(root=Path.cwd(), packs=packs))


def over_floor(
    title: str, taking_part: dict[str, Contender], rounds: int, budget: str = "", goal: str = ""
) -> list[Row]:
    """Race the judges of one body and return each as a ratio over the floor."""
    samples = race(taking_part, rounds)
    made = [ratio(name, samples, "orjson.loads") for name in samples if name != "orjson.loads"]
    made = [row._replace(budget=budget, goal=goal) if row.what == "pinvet check" else row for row in made]
    return [row._replace(what=f"{title}: {row.what}") for row in made]


def unrelated_rules(folder: Path, number: int, rounds: int, seconds: float = SAMPLE_SECONDS) -> Row:
    """Return what a check costs with many rules of another operation over what it costs without them."""
    write_pack(folder, number, OTHER)
    body = clean_body(1)
    with_them, without = linter_for((folder,)), linter_for()
    what, over = f"one campaign: pinvet check, {number} more rules of {OTHER}", "pinvet check"
    works = {
        what: lambda: with_them.check(body, operation=OPERATION),
        over: lambda: without.check(body, operation=OPERATION),
    }
    return ratio(
        what, race({name: repeated(work, seconds=seconds) for name, work in works.items()}, rounds), over, budget="1x"
    )


def measure(rounds: int = ROUNDS, seconds: float = SAMPLE_SECONDS, more_rules: int = MORE_RULES) -> list[Row]:
    """Measure one campaign, one with a fault, a full batch, and rules that do not apply."""
    made = over_floor("one campaign", contenders(clean_body(1), seconds), rounds, "12x", "6x")
    made += over_floor("one campaign with a fault", contenders(faulty_body(), seconds), rounds)
    made += over_floor(f"{BATCH} campaigns", contenders(clean_body(BATCH), seconds), rounds)
    with tempfile.TemporaryDirectory() as folder:
        made.append(unrelated_rules(Path(folder), more_rules, rounds, seconds))
    return made


if __name__ == "__main__":
    enter(__file__)
    publish(measure)
    sys.exit(0)
