"""A HAR file of 5,000 campaign creates, 5 % with a fault: pinvet, redocly drift and openapi-core over parsing the file.

The peers judge by Pinterest's own API description, which lies beside the checkout; without it, or without npm, they are
left out.
"""

from __future__ import annotations

import json
import random
import shutil
import sys
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING

from bench import SEED, Contender, Row, command, publish, race, ratio
from environment import clean_variables, enter, here
from faults import DESCRIPTION, har, openapi_core, redocly_drift
from payloads import FAULTS, FAULTY_EVERY, campaign

if TYPE_CHECKING:
    from environment import Environment

EXCHANGES = 5_000
ROUNDS = 3
FLOOR = "orjson parses the HAR"

PARSE = "import orjson, sys; orjson.loads(open(sys.argv[1], 'rb').read())"
OPENAPI_CORE = """
import json, sys
from openapi_core import OpenAPI
from openapi_core.testing import MockRequest
api = OpenAPI.from_file_path(sys.argv[1])
host, path = "https://api.pinterest.com", "/v5/ad_accounts/549755885175/campaigns"
for entry in json.load(open(sys.argv[2]))["log"]["entries"]:
    data = entry["request"]["postData"]["text"].encode()
    try:
        api.validate_request(MockRequest(host, "post", path, data=data, content_type="application/json"))
    except Exception:
        pass
"""


def write_har(path: Path, exchanges: int) -> None:
    """Write the capture."""
    chance = random.Random(SEED)
    bodies = [[campaign(chance, number)] for number in range(exchanges)]
    for number, body in enumerate(bodies):
        if number % FAULTY_EVERY == FAULTY_EVERY - 1:
            chance.choice(FAULTS)(body[0])
    path.write_text(json.dumps(har(*bodies)))


def contenders(environment: Environment, top: Path, exchanges: int = EXCHANGES) -> dict[str, Contender]:
    """Return the processes that take part."""
    write_har(top / "traffic.har", exchanges)
    at, env = str(top), clean_variables(PINVET_CACHE_DIR=str(top / "cache"))
    python, pinvet = environment.program("python"), environment.program("pinvet")
    report = ("--format", "json", "--output-file", "report.json")
    found = {
        FLOOR: command(python, "-c", PARSE, "traffic.har", cwd=at, env=env),
        "pinvet check, a HAR": command(pinvet, "check", "traffic.har", *report, cwd=at, env=env, exits=1),
    }
    if not DESCRIPTION.is_file():
        return found
    words = (openapi_core(), "-c", OPENAPI_CORE, str(DESCRIPTION), "traffic.har")
    found["openapi-core, a HAR"] = command(*words, cwd=at, env=env)
    if shutil.which("npm") is not None:
        words = (*redocly_drift(DESCRIPTION), "--format", "json", "traffic.har")
        found["redocly drift, a HAR"] = command(*words, cwd=at, env=env, exits=1)
    return found


def rows(taking_part: dict[str, Contender], rounds: int = ROUNDS) -> list[Row]:
    """Race them."""
    samples = race(taking_part, rounds)
    return [ratio(name, samples, FLOOR) for name in samples if name != FLOOR]


def measure() -> list[Row]:
    """Measure in the benchmarks' environment."""
    with tempfile.TemporaryDirectory() as folder:
        return rows(contenders(here(), Path(folder)))


if __name__ == "__main__":
    enter(__file__)
    publish(measure)
    sys.exit(0)
