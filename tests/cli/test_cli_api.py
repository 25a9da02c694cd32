"""`pinvet api build`: the API table from descriptions."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from pinvet.api.error import ApiTableError

if TYPE_CHECKING:
    import pytest
    from cli_helpers import Run


def test_the_files_that_changed_are_named(run: Run, project: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    asked: list[object] = []

    def write_table(*given: object) -> list[str]:
        asked.append(given)
        return ["operations.json"] if len(asked) == 1 else []

    monkeypatch.setattr("pinvet.api.build.write_table", write_table)
    (project / "a.yaml").write_text("{}")
    (project / "b.json").write_text("{}")
    first = run("api", "build", "a.yaml", "--overlay", "b.json", "--output", "out")
    assert (first.exit_code, first.stdout) == (0, "wrote operations.json\n")
    assert asked == [((Path("a.yaml"),), Path("b.json"), Path("out"))]
    assert run("api", "build", "a.yaml").stdout == "nothing changed\n"
    assert asked[1] == ((Path("a.yaml"),), None, None)


def test_a_description_that_cannot_be_used_is_told(run: Run, project: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*_given: object) -> list[str]:
        raise ApiTableError("a.yaml: expected an object")

    monkeypatch.setattr("pinvet.api.build.write_table", refuse)
    (project / "a.yaml").write_text("[]")
    result = run("api", "build", "a.yaml")
    assert (result.exit_code, result.stderr) == (2, "error: a.yaml: expected an object\n")


def test_a_description_has_to_be_there(run: Run) -> None:
    assert run("api", "build").exit_code == 2
    result = run("api", "build", "none.yaml")
    assert result.exit_code == 2
    assert "none.yaml" in result.stderr
