"""Every benchmark runs, on inputs so small that nothing is measured."""

from __future__ import annotations

import json
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

if TYPE_CHECKING:
    from collections.abc import Iterator

BENCHMARKS = Path(__file__).parents[1] / "benchmarks"
MODULES = (
    "bench", "environment", "payloads", "traffic", "cold", "library", "files", "memory", "log", "har", "faults", "run",
)  # fmt: skip


@pytest.fixture(autouse=True)
def importable(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """The benchmarks are scripts of one folder; what they are called is nobody else's business."""
    monkeypatch.syspath_prepend(str(BENCHMARKS))
    yield
    for name in MODULES:
        sys.modules.pop(name, None)


def test_contenders_take_turns_and_the_first_does_not_count() -> None:
    from bench import Contender, race

    turns: list[str] = []
    contenders = {
        "one": Contender(lambda: turns.append("one"), before=lambda: turns.append("before")),
        "two": Contender(lambda: turns.append("two"), times=2),
    }
    samples = race(contenders, 3)
    assert turns.count("one") == turns.count("two") == turns.count("before") == 4
    assert turns[turns.index("one") - 1] == "before"
    assert samples["one"].minimum <= samples["one"].median


def test_a_program_that_fails_is_no_contender() -> None:
    from bench import command

    command(sys.executable, "-c", "pass").turn()
    with pytest.raises(RuntimeError, match="exited with 3"):
        command(sys.executable, "-c", "import sys; sys.exit(3)").turn()


def test_the_table_has_the_budget_beside_the_ratio() -> None:
    from bench import Sample, ratio, table

    samples = {"floor": Sample(1.0, 2.0), "what": Sample(3.0, 500.0)}
    head, line = table([ratio("what", samples, "floor", budget="8x", goal="6.5x")]).splitlines()
    assert head.split() == ["what", "over", "min", "median", "budget", "goal"]
    assert line.split() == ["what", "floor", "3.00x", "250x", "8x", "6.5x"]


def test_rows_are_published_as_a_table_or_as_json(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    from bench import Row, publish

    row = Row("what", "floor", 1.5, 12.25, "8x", "6x", "0.1 s here")
    monkeypatch.setattr(sys, "argv", ["cold.py"])
    publish(lambda: [row])
    assert "12.2x" in capsys.readouterr().out
    monkeypatch.setattr(sys, "argv", ["cold.py", "--json"])
    publish(lambda: [row])
    assert [Row(*values) for values in json.loads(capsys.readouterr().out)] == [row]


def test_payloads_are_the_same_on_every_run(tmp_path: Path) -> None:
    from payloads import clean_body, write_files

    assert clean_body(3) == clean_body(3)
    for name in ("a", "b"):
        (tmp_path / name).mkdir()
        assert write_files(tmp_path / name, 40, named=name == "a")
    texts = [[path.read_text() for path in sorted((tmp_path / name).iterdir())] for name in ("a", "b")]
    assert texts[0] == texts[1]


def test_the_schema_and_pinvet_judge_the_payloads_alike() -> None:
    from jsonschema import Draft202012Validator

    import pinvet
    from environment import SCHEMA
    from payloads import FAULTS, clean_body, faulty_body

    schema = Draft202012Validator(json.loads(SCHEMA.read_text(encoding="utf-8")))

    def faults(body: list[dict[str, Any]]) -> tuple[bool, bool]:
        return not schema.is_valid(body), bool(pinvet.check(body, operation="campaigns/create").findings)

    assert faults(clean_body(30)) == (False, False)
    assert faults(faulty_body()) == (True, True)
    for fault in FAULTS:
        for number in range(10):
            body = clean_body(10)[number : number + 1]
            fault(body[0])
            assert faults(body) == (True, True), fault.__name__


def test_cold(tmp_path: Path) -> None:
    import cold
    from environment import here

    taking_part = cold.contenders(here(), tmp_path)
    installed = {cold.PASS, cold.WARM}
    rows = cold.rows({name: one for name, one in taking_part.items() if name in installed}, 1)
    assert {row.what for row in rows} == installed - {cold.PASS}
    assert all(row.minimum > 0 for row in rows)
    others = {cold.EMPTY, cold.TEAM_WARM, cold.TEAM_EMPTY, cold.CHECK_JSONSCHEMA, cold.JSONSCHEMA}
    assert set(taking_part) - installed == others


def test_library() -> None:
    import library

    rows = library.measure(rounds=1, seconds=0, more_rules=2)
    assert [row.what for row in rows if row.budget] == [
        "one campaign: pinvet check",
        "one campaign: pinvet check, 2 more rules of ads/create",
    ]
    assert len(rows) == 3 * 5 + 1


def test_files(tmp_path: Path) -> None:
    import files
    from environment import here

    taking_part = files.contenders(here(), tmp_path, many=40, few=40)
    peer = "check-jsonschema, 40 files"
    rows = files.rows({name: one for name, one in taking_part.items() if name != peer}, 1, many=40, few=40)
    assert peer in taking_part
    assert rows[-1].what.endswith("per file")


def test_memory(tmp_path: Path) -> None:
    import memory
    from environment import here

    programs = memory.commands(here(), tmp_path, many=2, few=1)
    installed = {
        name: words for name, words in programs.items() if "jsonschema, 1" not in name and "check-" not in name
    }
    rows = memory.rows(installed, tmp_path, rounds=1)
    assert len(rows) == len(installed) - 1
    assert all(row.minimum > 0.5 for row in rows)


def test_log(tmp_path: Path) -> None:
    import log
    from environment import here

    programs = log.programs(here(), tmp_path, many=400, few=200)
    made = log.rows(log.contenders(programs, tmp_path), 1, many=400, few=200)
    assert [row.budget for row in made] == [log.BUDGET, log.BUDGET_OF_TWO, "linear: 1x"]


def test_har(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    import har
    from environment import here

    monkeypatch.setattr(har, "DESCRIPTION", tmp_path / "nowhere.yaml")  # its peers are installed on a full run only
    (row,) = har.rows(har.contenders(here(), tmp_path, 40), 1)
    assert row.what == "pinvet check, a HAR"


def test_five_of_five_faults_are_found_and_none_where_there_is_none() -> None:
    import faults

    assert faults.pinvet_finds() == ["", "PP103", "API105", "API103", "API003", "API005"]


def test_the_wheel_is_built_anew_only_for_new_sources(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    import environment

    done: list[str] = []
    home = tmp_path / "venv"
    (home / "bin").mkdir(parents=True)
    (home / "bin" / "python").touch()
    monkeypatch.setattr(environment, "HOME", home)
    monkeypatch.setattr(environment, "_wheel", lambda: done.append("wheel") or tmp_path)
    monkeypatch.setattr(environment, "_pip", lambda *_words: done.append("pip"))
    for digest, expected in (("1", ["wheel", "pip", "pip"]), ("1", []), ("2", ["wheel", "pip", "pip"])):
        monkeypatch.setattr(environment, "_digest", lambda digest=digest: digest)
        environment.prepared()
        assert done == expected
        done.clear()


def test_what_changes_the_wheel_changes_the_stamp() -> None:
    import environment

    sources = {path.relative_to(environment.ROOT).as_posix() for path in environment._sources()}
    assert {"pyproject.toml", "tools/build_hook.py", "src/pinvet/model.py", "rules/rows.yaml"} <= sources
    assert environment._digest() == environment._digest()
    assert "PYTHONPATH" not in environment.clean_variables(PINVET_CACHE_DIR="x")
