"""`pinvet init`: a first configuration out of what lies in the project."""

from __future__ import annotations

import tomllib
from typing import TYPE_CHECKING

from pinvet.cli.init import operations
from pinvet.config import resolve
from pinvet.model import Input, Notice
from pinvet.report import Report

if TYPE_CHECKING:
    from pathlib import Path

    from cli_helpers import Engine, Run


def found(*inputs: tuple[str, str, bool], strangers: tuple[str, ...] = (), broken: tuple[str, ...] = ()) -> Report:
    judged = (Input(path, "json", operation, inferred) for path, operation, inferred in inputs)
    others = (Input(path, "json", requests=0) for path in strangers)
    told = [Notice("syntax", path, "no JSON") for path in broken]
    if strangers:
        told.append(Notice("unknown-operation", "", f"{len(strangers)} files are no payloads"))
    return Report(inputs=(*judged, *others, Input("log.har", "har")), notices=tuple(told))


def test_a_folder_for_one_operation_becomes_one_glob() -> None:
    report = found(
        ("p/a.json", "ads/create", True),
        ("p/b.yaml", "ads/create", True),
        ("p/c.ads.create.json", "ads/create", False),
    )
    assert operations(report) == [("p/*.json", "ads/create"), ("p/*.yaml", "ads/create")]


def test_a_folder_that_holds_more_is_listed_by_file() -> None:
    mixed = found(("p/a.json", "ads/create", True), ("p/b.json", "ads/update", True))
    assert operations(mixed) == [("p/a.json", "ads/create"), ("p/b.json", "ads/update")]
    beside_others = found(("p/a.json", "ads/create", True), strangers=("p/package.json",))
    assert operations(beside_others) == [("p/a.json", "ads/create")]
    beside_broken = found(("p/a.json", "ads/create", True), broken=("p/b.json",))
    assert operations(beside_broken) == [("p/a.json", "ads/create")]
    named = found(("p/a.json", "ads/create", True), ("p/b.ads.update.json", "ads/update", False))
    assert operations(named) == [("p/a.json", "ads/create")]


def test_files_beside_the_configuration_are_anchored() -> None:
    assert operations(found(("a.json", "ads/create", True))) == [("/a.json", "ads/create")]


def test_what_the_name_of_a_file_tells_needs_no_entry() -> None:
    assert operations(found(("p/a.ads.create.json", "ads/create", False))) == []


def test_a_configuration_is_written_that_can_be_read(run: Run, engine: Engine, project: Path) -> None:
    engine.report = found(
        ('p "q"/ü\\.json', "ads/create", True),
        ("bad\udcff.json", "ads/create", True),
        strangers=("package.json", "x.json"),
    )
    (project / "sub").mkdir()
    result = run("init")
    assert result.exit_code == 0, result.output
    text = (project / "pinvet.toml").read_text(encoding="utf-8")
    assert tomllib.loads(text)["operations"] == {'p "q"/*.json': "ads/create"}
    assert resolve({}, project).operations == (('p "q"/*.json', "ads/create"),)
    assert result.stdout.splitlines() == [
        "wrote pinvet.toml",
        '  p "q"/*.json: ads/create',
        "2 files are left out: no operation fits the parameters",
        "next: pinvet check",
    ]


def test_without_payloads_an_example_is_written(run: Run, engine: Engine, project: Path) -> None:
    engine.report = found(strangers=("package.json",))
    result = run("init")
    assert "no payload was found whose operation has to be told" in result.stdout
    assert "1 file is left out" in result.stdout
    text = (project / "pinvet.toml").read_text(encoding="utf-8")
    assert '# "payloads/campaigns/*.json" = "campaigns/create"' in text
    assert tomllib.loads(text)["operations"] == {}


def test_it_is_written_at_the_root_of_the_repository(run: Run, engine: Engine, project: Path, monkeypatch) -> None:  # type: ignore[no-untyped-def]  # a fixture of pytest
    (project / "sub").mkdir()
    monkeypatch.chdir(project / "sub")
    assert run("init").exit_code == 0
    assert (project / "pinvet.toml").is_file()
    assert engine.settings[0].root == project


def test_nothing_is_overwritten_unasked(run: Run, engine: Engine, project: Path) -> None:
    (project / "pinvet.toml").write_text('fail-on = "note"\n')
    result = run("init")
    assert result.exit_code == 2
    assert "pinvet.toml configures pinvet here already; --force writes pinvet.toml all the same" in result.stderr
    assert (project / "pinvet.toml").read_text() == 'fail-on = "note"\n'
    assert run("init", "--force").exit_code == 0
    assert "[operations]" in (project / "pinvet.toml").read_text()


def test_a_table_in_pyproject_counts_as_a_configuration(run: Run, engine: Engine, project: Path) -> None:
    (project / "pyproject.toml").write_text("[tool.pinvet]\nstrict = true\n")
    result = run("init")
    assert result.exit_code == 2
    assert "pyproject.toml, table [tool.pinvet], configures pinvet here already" in result.stderr


def test_a_folder_that_takes_no_file_is_told(run: Run, engine: Engine, project: Path) -> None:
    (project / "pinvet.toml").mkdir()
    result = run("init")
    assert result.exit_code == 2
    assert "pinvet.toml cannot be written: is a directory" in result.stderr


def test_the_payloads_of_a_real_project(run: Run, project: Path) -> None:
    (project / "p").mkdir()
    body = '[{"name": "Spring", "objective_type": "CONSIDERATION", "ad_account_id": "1", "daily_spend_cap": 1000000}]'
    (project / "p" / "a.json").write_text(body)
    (project / "package.json").write_text('{"name": "x", "version": "1.0.0"}')
    result = run("init")
    assert "  p/*.json: campaigns/create\n" in result.stdout
    assert resolve({}, project).mapped_operation("p/b.json") == "campaigns/create"
