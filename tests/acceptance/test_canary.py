"""No token, no personal value and no word of an answer reaches an output, in any format, whatever goes wrong."""

from __future__ import annotations

import json
import os
from functools import cache
from typing import TYPE_CHECKING, Any

import pytest
import yaml
from canaries import FORMATS, MARK, Exchange, Nest, exchanges
from click.testing import CliRunner

from pinvet.api.table import load_table
from pinvet.cli import program
from pinvet.lint import Linter
from pinvet.model import Exchange as Learned
from pinvet.reporters import FORMATS as REPORTERS

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from pathlib import Path

    from click.testing import Result

PINNED = ("--as-of", "2026-11-21", "--api-version", "5.28")
OUTPUTS = tuple({function: name for name, function in reversed(REPORTERS.items())}.values())  # each by its first name
LOUD = ("-v", "-v", "--show", "notes", "--show-all", "--statistics", "--min-severity", "note")
PAYLOADS = (
    "campaigns/create",
    "ad_groups/update",
    "ads/create",
    "events/create",
    "customer_lists/create",
    "lead_forms/create",
    "audiences/create",
    "items_batch/post",
    "feeds/create",
)


@cache
def given() -> tuple[Nest, list[Exchange]]:
    table = load_table().at("5.28")
    nest = Nest()
    return nest, list(exchanges([table.operation(one) for one in table.ids()], nest))


@pytest.fixture(scope="session")
def kept(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("cache")


@pytest.fixture
def project(tmp_path: Path, kept: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    (tmp_path / "project/.git").mkdir(parents=True)
    (tmp_path / "results").mkdir()
    monkeypatch.chdir(tmp_path / "project")
    for name in list(os.environ):
        if name.startswith("PINVET_") or name in ("NO_COLOR", "FORCE_COLOR", "GITHUB_ACTIONS"):
            monkeypatch.delenv(name)
    monkeypatch.setenv("XDG_CACHE_HOME", str(kept))
    return tmp_path / "project"


def check(*arguments: str, **environment: str) -> Result:
    return CliRunner().invoke(program, ["check", *arguments, *PINNED], env=environment, prog_name="pinvet")


def outputs(project: Path, *arguments: str, formats: Iterable[str] = OUTPUTS) -> Iterator[tuple[str, str]]:
    """Check, and give everything that comes out of it, in all formats."""
    results = project.parent / "results"
    named = [part for name in formats for part in ("--format", f"{name}={results / name}")]
    result = check(*arguments, *LOUD, *named)
    assert result.exit_code in (0, 1, 2), result.output
    assert "error of its own" not in result.output
    yield "the terminal", result.output
    for name in formats:
        yield name, (results / name).read_text(encoding="utf-8")


def assert_silent(nest: Nest, came: Iterator[tuple[str, str]]) -> None:
    for name, output in came:
        seen = nest.seen_in(output)
        assert seen == [], f"{len(seen)} in {name}"


@pytest.mark.parametrize("reader", FORMATS)
def test_what_a_capture_holds(reader: str, project: Path, kept: Path) -> None:
    nest, traffic = given()
    if reader != "ndjson":  # what is found is the same in each; where it stands, and what is damaged, is not
        traffic = [*traffic[:480:8], *traffic[480:]]
    name, write = FORMATS[reader]
    data = write(traffic, nest)
    (project / name).write_bytes(data)
    assert_silent(nest, outputs(project, name))
    report = json.loads((project.parent / "results/json").read_text())
    assert report["summary"]["requests"] >= len(traffic) - 4  # those to paths that the API does not have
    assert len(report["findings"]) > 2 * len(traffic)
    middle = len(data) * 3 // 8
    (project / name).write_bytes(data[:middle] + b"\xff" + data[middle + 1 : -len(data) // 9])  # no text, and no end
    assert_silent(nest, outputs(project, name, formats=("text", "json")))
    assert_silent(
        nest, ((path.name, path.read_bytes().decode("latin-1")) for path in kept.rglob("*") if path.is_file())
    )


@pytest.mark.parametrize("ending", ["json", "yaml"])
def test_what_a_payload_holds(ending: str, project: Path) -> None:
    nest, traffic = given()
    table = load_table().at("5.28")
    wanted = {one: table.operation(one) for one in PAYLOADS}
    names = []
    for number, one in enumerate(traffic):
        found = table.match(one.method, one.path)
        if found is None or found[0] not in wanted or not one.body:
            continue
        value = {"method": one.method, "url": one.url, "headers": one.headers, "body": json.loads(one.body)}
        names.append(f"{number}.{ending}")
        comment = f"# {nest.token()}, {nest.person()}\n"
        text = json.dumps(value, indent=number % 2) if ending == "json" else comment + yaml.safe_dump(value) + comment
        (project / names[-1]).write_text(text, encoding="utf-8")
        bare = f"{number}.{found[0].replace('/', '.')}.{ending}"
        (project / bare).write_text(one.body, encoding="utf-8")
        (project / f"cut.{bare}").write_text(text[: len(text) * 2 // 3], encoding="utf-8")
        names += [bare, f"cut.{bare}"]
    assert len(names) >= 3 * len(PAYLOADS)
    assert_silent(nest, outputs(project, *names))


def test_an_input_of_which_nothing_is_known(project: Path) -> None:
    nest = Nest()
    values: list[Any] = [nest.token(), {nest.mail(): nest.any()}, [nest.person(), {nest.token(): nest.digest()}]]
    for number, value in enumerate(values):
        (project / f"{number}.json").write_text(json.dumps(value))
        (project / f"{number}.ndjson").write_text(json.dumps({"line": value}))
    (project / "text.yaml").write_text(f"a: *{nest.word()}\nb: !{nest.word()} {nest.mail()}\n")
    assert_silent(nest, outputs(project, *(path.name for path in project.iterdir() if path.is_file())))


def test_the_settings_and_the_context(project: Path) -> None:
    nest = Nest()
    context = {"campaigns": {"626760000001": {"name": nest.person(), nest.mail(): nest.any(), "status": nest.token()}}}
    (project / "context.json").write_text(json.dumps(context))
    (project / "pinvet.toml").write_text(f'context = "context.json"\n# {nest.token()}\n')
    (project / "x.campaigns.update.json").write_text(json.dumps([{"id": "626760000001", "name": nest.person()}]))
    assert_silent(nest, iter([("settings", check("--show-settings").output)]))
    assert_silent(nest, outputs(project, "x.campaigns.update.json"))
    (project / "context.json").write_text(json.dumps(context)[:-9])
    assert_silent(nest, outputs(project, "x.campaigns.update.json"))


@pytest.mark.parametrize(
    "where",
    [
        "pinvet.lint.following.record",
        "pinvet.lint.following.Follower.take",
        "pinvet.sources.ndjson.read",
        "pinvet.cli.check.publish",
    ],
)
def test_a_crash(where: str, project: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The text of an error may quote what it was about, and so do the errors that led to it."""
    nest, traffic = given()

    def crash(*values: Any, **_more: Any) -> None:
        raise RuntimeError(nest.mail(), traffic, values) from KeyError(nest.token())

    monkeypatch.setattr(where, crash)
    (project / "log.ndjson").write_bytes(FORMATS["ndjson"][1](traffic[:9], nest))
    for arguments in ((), ("-v", "-v")):
        result = check("log.ndjson", *arguments)
        assert result.exit_code == 2
        assert "error of its own, RuntimeError" in result.output
        assert_silent(nest, iter([(where, result.output)]))


def test_what_the_library_gives(project: Path) -> None:
    """A rejection is raised and logged by programs that nobody looks at."""
    nest, traffic = given()
    linter = Linter()
    for one in traffic[::3]:
        body = json.loads(one.body) if one.body else None
        report = linter.check_request(one.method, one.url, json=body)
        linter.learn(Learned(one.method, one.url, body, one.status, json.loads(one.answer)))
        try:
            report.raise_for_errors()
        except Exception as error:  # noqa: BLE001  # whatever it is, it is silent
            assert_silent(nest, iter([("str", str(error)), ("repr", repr(error))]))
        assert_silent(nest, iter([("report", repr(report))]))


def test_the_search_finds_what_it_looks_for() -> None:
    nest = Nest()
    for planted in (nest.token, nest.mail, nest.person, nest.digest, nest.phrase, nest.jwt, nest.word, nest.number):
        text = str(planted())
        for said in (text, json.dumps(text), f"x {text.lower()}", text.replace("@", "%40")):
            assert nest.seen_in(said), said
        if MARK in text.lower():
            from base64 import b64encode

            for before in ("", "x", "xx"):
                assert nest.seen_in(b64encode(f"{before}{text}".encode()).decode()), text
    assert nest.seen_in("qzx 830000000 " + "0" * 64) == []
