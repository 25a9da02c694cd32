"""The Postman collection that Postman's own converter makes of the official description, judged by every rule.

Its requests hold placeholders such as ``<integer>``, or the description's examples: no error comes from a placeholder,
and every error is one of those that are listed with their reason. What the converter draws is the same on every run.
"""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from datetime import date
from functools import cache
from typing import TYPE_CHECKING, Any, NamedTuple
from urllib.parse import parse_qs, urlsplit

import pytest
from description import OFFICIAL, needs_official
from desk import AS_OF, ROOT, settings

from pinvet.checks.states import is_placeholder
from pinvet.model import Notice
from pinvet.rulebook.load import load_packs
from pinvet.sources.inputs import inputs
from pinvet.sources.readers import CaptureFile
from rulebench import table

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    from pinvet.model import Request

pytestmark = [
    pytest.mark.slow,
    needs_official,
    pytest.mark.skipif(shutil.which("npm") is None, reason="there is no npm here"),
]

CONVERTER = "openapi-to-postmanv2@6.3.3"
NAME = "official.postman_collection.json"
DRAWS = [("Schema", 1), ("Schema", 2), ("Schema", 3), ("Example", 1), ("Example", 2)]
OPERATIONS = 231  # of the description, each as a request with its saved examples
CHANCE = """
let state = Number(process.env.SEED);
Math.random = () => {
  state = (state + 0x6d2b79f5) | 0;
  let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
  mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
  return ((mixed ^ (mixed >>> 14)) >>> 0) / 4294967296;
};
"""
FILLINGS = [
    {"<integer>": 20_000_000, "<long>": 7, "<number>": 1.5, "<double>": 0.5, "<float>": 0.5, "<boolean>": switch}
    for switch in (False, True)
]
# What the collection leaves out though it is required: parameter, operation -> why that is known.
MISSING = {
    ("product_group_promotion.*.catalog_product_group_id", "product_group_promotions/create"): "5.28: creates need it",
    ("create.product_groups.*.product_group_promotion.*.catalog_product_group_id", "product_group_promotions/create"):
        "5.28: creates need it",
    ("update.product_groups.*.product_group_promotion.*.id", "product_group_promotions/update"):
        "5.28: updates need it",
    ("update.labels.*.parent_id", "bulk_upsert/create"): "5.28 requires it",
    ("items.*.operation", "advanced_auction_items_submit/post"): "the converter drops it: it stands beside a union",
}  # fmt: skip
TOGETHER = "all parameters are sent at once"
DRAWN = "the converter draws words that do not go together"
OLD = "the examples are from years ago"
# Rules whose errors are right here, and why. Those about parameters that do not go together speak of placeholders too.
MEANT = {
    "API213": TOGETHER,  # a targeting template beside targeting
    "API301": TOGETHER,  # ages beside buckets of them
    "API805": TOGETHER,  # hours of a report by day
    "API845": TOGETHER,  # ids of another level
    "API846": TOGETHER,  # products in a report on something else
    "PP103": TOGETHER,  # both spend caps
    "PP107": TOGETHER,  # what Performance+ campaigns do not take
    "PP108": TOGETHER,
    "API110": DRAWN,  # the objective of an automated campaign
    "API112": DRAWN,  # another objective than the answer before has
    "API208": DRAWN,  # the event of a campaign for returns
    "API209": DRAWN,  # its bids
    "API211": DRAWN,  # what is paid for beside a frequency cap
    "API810": DRAWN,  # the level of a report by targeting
    "PP110": DRAWN,  # the objective of a Performance+ campaign
    "API802": OLD,
    "API804": OLD,
    "API816": OLD,
    "API823": OLD,
}


class Found(NamedTuple):
    """One error: its rule, operation, request and pointer, and the value that stands there."""

    rule: str
    operation: str
    request: int
    pointer: str
    value: Any

    @property
    def name(self) -> str:
        """The parameter, by dotted name from the body on."""
        return ".".join("*" if step.isdigit() else step for step in self.pointer.split("/")[1:])


@pytest.fixture(scope="module")
def converter() -> Path:
    """The converter, installed on the first run."""
    home = ROOT / "build" / "openapi-to-postman"
    program = home / "node_modules" / "openapi-to-postmanv2" / "bin" / "openapi2postmanv2.js"
    if not program.exists():
        home.mkdir(parents=True, exist_ok=True)
        words = ["npm", "install", "--prefix", str(home), "--no-audit", "--no-fund", CONVERTER]
        done = subprocess.run(words, capture_output=True, check=False)
        if done.returncode != 0:
            pytest.skip("npm cannot install the converter")
    return program


@pytest.fixture(scope="module")
def collection(converter: Path, tmp_path_factory: pytest.TempPathFactory) -> Callable[[str, int], Path]:
    """A function that gives the collection with placeholders (Schema) or with examples (Example) in it."""
    chance = tmp_path_factory.mktemp("chance") / "chance.cjs"
    chance.write_text(CHANCE)

    @cache
    def converted(resolution: str, seed: int) -> Path:
        path = tmp_path_factory.mktemp(f"{resolution}{seed}") / NAME
        command = ["node", "--require", str(chance), str(converter), "-s", str(OFFICIAL), "-o", str(path)]
        subprocess.run(
            [*command, "-O", f"parametersResolution={resolution}"],
            env={**os.environ, "SEED": str(seed)},
            check=True,
            capture_output=True,
        )
        return path

    return converted


@cache
def off() -> str:
    """Return the rules that nobody asks without being told to."""
    return ",".join(rule.id for pack in load_packs((), table(None)) for rule in pack.rules if not rule.enabled)


def checked(path: Path) -> dict[str, Any]:
    """Return the report of the command line on a collection, with every rule on."""
    command = [sys.executable, "-m", "pinvet", "check", path.name, "--no-config", "--as-of", AS_OF, "--format", "json"]
    done = subprocess.run([*command, "--extend-select", off()], cwd=path.parent, capture_output=True, check=False)
    assert (done.returncode, done.stderr) == (1, b"")
    report: dict[str, Any] = json.loads(done.stdout)
    assert report["notices"] == []  # every request is read, and belongs to an operation
    return report


def requests(path: Path) -> dict[int, Request]:
    """Return the requests of a collection by position."""
    chosen = settings()._replace(root=path.parent)
    (file,) = inputs([path.name], chosen, path.parent, sys.stdin.buffer)
    assert type(file) is CaptureFile
    return {one.request.position: one.request for one in file.records() if not isinstance(one, Notice)}


@cache
def errors(path: Path) -> tuple[Found, ...]:
    """Return the errors on a collection."""
    sent = requests(path)
    return tuple(
        Found(
            one["rule"],
            one["operation"],
            one["request"],
            one["pointer"],
            standing(sent[one["request"]], one["pointer"]),
        )
        for one in checked(path)["findings"]
        if one["severity"] == "error"
    )


def operations(path: Path) -> Iterator[tuple[str, ...]]:
    """Yield method and path of each request of a collection, without its saved examples."""
    pending = list(json.loads(path.read_text(encoding="utf-8"))["item"])
    while pending:
        item = pending.pop()
        pending += item.get("item", ())
        if "request" in item:
            yield item["request"]["method"], *item["request"]["url"]["path"]


def standing(request: Request, pointer: str) -> Any:
    """Return what stands at a pointer of a request: in its body, or in its query where it has none."""
    steps = pointer.split("/")[1:]
    if request.body is None:
        found = parse_qs(urlsplit(request.url or "").query).get(steps[0], [None])
        return found[int(steps[1])] if len(steps) > 1 else found[0]
    value = request.body
    for step in steps:
        value = value[int(step)] if isinstance(value, list) else (value or {}).get(step)
    return value


def is_meant(found: Found) -> bool:
    """Tell whether an error is one of those that are listed."""
    if found.rule == "API008":
        return found.value is None and (found.name, found.operation) in MISSING
    if found.rule == "API012":
        return found.name.endswith("date") and not is_day(found.value)
    return found.rule in MEANT and (MEANT[found.rule] == TOGETHER or not is_placeholder(found.value))


def is_day(value: Any) -> bool:
    """Tell whether a text is a date; the converter draws digits."""
    try:
        date.fromisoformat(value)
    except (TypeError, ValueError):
        return False
    return True


@pytest.mark.parametrize(("resolution", "seed"), DRAWS)
def test_the_collection_has_only_the_errors_that_are_meant(
    collection: Callable[[str, int], Path], resolution: str, seed: int
) -> None:
    path = collection(resolution, seed)
    assert len(set(operations(path))) == OPERATIONS
    assert [one for one in errors(path) if not is_meant(one)] == []


def test_an_error_on_placeholders_is_there_with_values_too(collection: Callable[[str, int], Path]) -> None:
    """Whatever is found while values are not known is found with some values that the schema takes."""
    path = collection("Schema", 1)
    found = {one[:4] for one in errors(path)}
    text = path.read_text(encoding="utf-8")
    assert text.count('\\"<integer>\\"') > 1000
    filled: set[tuple[Any, ...]] = set()
    for filling in FILLINGS:
        written = text
        for placeholder, value in filling.items():
            written = written.replace(f'\\"{placeholder}\\"', json.dumps(value))
        beside = path.with_name(f"filled.{NAME}")
        beside.write_text(written.replace("<string>", "some text"), encoding="utf-8")
        filled |= {one[:4] for one in errors(beside)}
    assert found - filled == set()
    assert len(filled) > len(found)


def test_every_listed_error_is_met(collection: Callable[[str, int], Path]) -> None:
    """No reason is listed that nothing needs any more."""
    found = [one for draw in DRAWS for one in errors(collection(*draw))]
    assert {one.rule for one in found} == MEANT.keys() | {"API008", "API012"}
    assert {(one.name, one.operation) for one in found if one.rule == "API008"} == MISSING.keys()
