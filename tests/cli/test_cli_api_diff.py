"""`pinvet api diff`: what is compared, what is printed, and what the exit code says."""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

if TYPE_CHECKING:
    from cli_helpers import Run

PACK = """
pack: house/own
source: {title: The page, url: "https://example.com", verified: "2026-11-21"}
operations: [boards/create]
base: {name: Spring}
rules:
  - id: OWN1
    name: open-boards
    title: A board says nothing of its privacy
    covers: []
    forbidden: [privacy]
    severity: warning
    section: Names
    examples:
      valid: [{body: {name: Autumn}}]
      invalid: [{body: {privacy: PUBLIC}, finds: [/privacy]}]
"""


def description(name: str = "boards/create", path: str = "/boards", **properties: Any) -> dict[str, Any]:
    entity = {"type": "object", "properties": {"name": {"type": "string"}, **properties}}
    operation = {"operationId": name, "requestBody": {"content": {"application/json": {"schema": entity}}}}
    return {"openapi": "3.0.3", "info": {"version": "5.1.0"}, "paths": {path: {"post": operation}}}


def write(name: str, root: object) -> None:
    Path(name).write_text(json.dumps(root), encoding="utf-8")


@pytest.fixture
def files(project: Path) -> Path:
    private = {"type": "array", "items": {"type": "string"}}
    write("old.json", description(privacy=private))
    write("new.json", description(secrecy={"type": "boolean"}))
    return project


@pytest.mark.usefixtures("files")
def test_nothing_changed(run: Run) -> None:
    result = run("api", "diff", "old.json", "old.json", "--no-config")
    assert (result.exit_code, result.stdout) == (0, "no differences between old.json (5.1) and old.json (5.1)\n")


@pytest.mark.usefixtures("project")
def test_a_rule_of_ours_is_touched(run: Run) -> None:
    campaigns = ("campaigns/create", "/ad_accounts/{ad_account_id}/campaigns")
    write("old.json", description(*campaigns))
    write("new.json", description(*campaigns, color={"type": "string"}))
    result = run("api", "diff", "old.json", "new.json", "--no-config")
    assert result.exit_code == 1
    assert "    + color: string\n        not in the list of PP108\n" in result.stdout


def test_a_rule_of_yours_is_touched(run: Run, files: Path) -> None:
    (files / "packs").mkdir()
    (files / "packs" / "own.yaml").write_text(PACK)
    result = run("api", "diff", "old.json", "new.json", "--rules", "packs", "--format", "json")
    assert result.exit_code == 1, result.output
    assert [rule["id"] for rule in json.loads(result.stdout)["rules"]] == ["OWN1"]
    (files / "pinvet.toml").write_text('packs = ["packs"]\n')
    told = run("api", "diff", "old.json", "new.json", "--format", "markdown")
    assert "| boards/create | **went** privacy: array of string | named by OWN1 |" in told.stdout


@pytest.mark.usefixtures("files")
def test_no_rule_is_touched(run: Run) -> None:
    result = run("api", "diff", "old.json", "new.json", "--no-config")
    assert result.exit_code == 0
    assert result.stdout == (
        "Pinterest API, old.json (5.1) -> new.json (5.1): 2 changes\n"
        "  2 touch no rule: 1 parameter went, 1 parameter came\n\n"
        "In operations that no rule names\n\n"
        "  boards/create\n"
        "    - privacy: array of string\n"
        "    + secrecy: boolean\n"
    )
    assert run("api", "diff", "5.23", "5.28", "--no-config").stdout.endswith("descriptions for them\n")
    every = run("api", "diff", "5.23", "5.28", "--no-config", "--all").stdout
    assert "  promotions/update\n    - status: string, one of " in every


@pytest.mark.usefixtures("files")
def test_a_version_of_our_table_is_a_side(run: Run) -> None:
    result = run("api", "diff", "5.23", "5.28", "--no-config", "--format", "json")
    assert result.exit_code == 1
    told = json.loads(result.stdout)
    assert [told[side]["version"] for side in ("old", "new")] == ["5.23", "5.28"]


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["old.json"], "Missing argument 'NEW'"),
        (
            ["old.json", "none.json"],
            "error: none.json: there is no such file or folder, and no such version in pinvet's",
        ),
        (["old.json", "."], "operations.json: cannot be read: No such file or directory; build the table again with"),
        (["old.json", "bad.json"], "error: bad.json:1:1: "),
        (["old.json", "new.json", "--format", "xml"], "'xml' is not one of 'text', 'json', 'markdown'"),
        (["old.json", "new.json", "--rules", "none"], "error: --rules: there is no folder 'none'"),
    ],
)
@pytest.mark.usefixtures("files")
def test_what_cannot_be_compared(run: Run, arguments: list[str], said: str) -> None:
    Path("bad.json").write_text("nonsense")
    result = run("api", "diff", *arguments)
    assert result.exit_code == 2
    assert said in result.stderr
    assert result.stdout == ""
