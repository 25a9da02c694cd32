"""Documentation that is made is up to date, and documentation that is written by hand shows what is real."""

from __future__ import annotations

import importlib
import json
import re
import shlex
import tomllib
from itertools import takewhile
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click
import pytest
import yaml

from pinvet.api.table import load_table
from pinvet.checks.registry import ALL_KINDS
from pinvet.cli import program
from pinvet.config.check import faults
from pinvet.config.keys import SCHEMA
from pinvet.examples import judge_packs
from pinvet.reporters import FORMATS
from pinvet.rulebook.load import load_packs
from pinvet.text.document import Document
from pinvet.text.yaml import read_pack_yaml

if TYPE_CHECKING:
    from types import ModuleType

ROOT = Path(__file__).resolve().parents[1]
TOOL = ROOT / "tools/docs.py"
BLOCK = re.compile(r"(?P<above>[^\n]*)\n```(?P<language>\w+)\n(?P<text>.*?)^```$", re.DOTALL | re.MULTILINE)
LINK = re.compile(r"\]\((?!https?://)([^)#]+)(?:#([^)]+))?\)")
WRITTEN = (
    *("README.md", "CONTRIBUTING.md", "CHANGELOG.md"),
    *("docs/api-changes.md", "docs/connector.md", "docs/rule-language.md"),
)
# what the page leaves out of the rules that it shows
PACK = {
    "pack": "docs/page",
    "source": {"title": "Page", "url": "https://example.com", "verified": "2026-11-21"},
    "operations": ["campaigns/create", "campaigns/update"],
    "base": {"name": "Spring", "objective_type": "CONSIDERATION", "status": "PAUSED"},
}
RULE = {
    "id": "DOC1",
    "name": "of-the-page",
    "title": "What the page shows",
    "covers": [],
    "severity": "error",
    "section": "The page",
    "examples": {"valid": [{}], "invalid": [{"finds": [""]}]},
}


def blocks(page: str, language: str) -> list[str]:
    return [match["text"] for match in BLOCK.finditer((ROOT / page).read_text()) if match["language"] == language]


@pytest.fixture
def pages(monkeypatch: pytest.MonkeyPatch) -> ModuleType:
    monkeypatch.syspath_prepend(str(TOOL.parent))
    return importlib.import_module("pages.blocks")


@pytest.mark.parametrize(
    ("page", "expected"),
    [
        ("<!-- file: LICENSE.txt -->\n```text\nold\n```\n", "<!-- file: LICENSE.txt -->\n```text\nMIT\n```\n"),
        ("```python\nprint(6 * 7)\n```\n<!-- run: python -->\n```text\n```\n", "-->\n```text\n42\n```\n"),
        ("<!-- run: pinvet --version -->\n```console\n```\n", "```console\n$ pinvet --version\npinvet "),
        ("```json\n{}\n```\n", "```json\n{}\n```\n"),
    ],
    ids=["file", "python", "command", "unmarked"],
)
def test_a_marked_block_is_filled(pages: ModuleType, tmp_path: Path, page: str, expected: str) -> None:
    (tmp_path / "LICENSE.txt").write_text("MIT\n")
    filled = pages.refreshed(page, tmp_path)
    assert expected in filled
    assert pages.refreshed(filled, tmp_path) == filled


@pytest.mark.parametrize(
    ("marker", "message"),
    [
        ("file: nowhere.json", "cannot be read"),
        ("run: rm -rf build", "only pinvet and python are run"),
        ("run: python", "no python block"),
    ],
)
def test_a_block_that_cannot_be_filled_is_told(pages: ModuleType, tmp_path: Path, marker: str, message: str) -> None:
    with pytest.raises(pages.BrokenBlockError, match=message):
        pages.refreshed(f"<!-- {marker} -->\n```text\n```\n", tmp_path)


def test_every_marker_stands_above_a_block(pages: ModuleType) -> None:
    for page in WRITTEN:
        text = (ROOT / page).read_text()
        assert len(pages.MARKED.findall(text)) == len(re.findall(r"^<!-- (?:run|file): ", text, re.MULTILINE))


def test_no_output_in_the_readme_is_typed_by_hand() -> None:
    for match in BLOCK.finditer((ROOT / "README.md").read_text()):
        if match["language"] in ("console", "text", "json"):
            assert match["above"].startswith(("<!-- run: ", "<!-- file: ")), match["text"]


def commands(page: str) -> list[str]:
    """The calls of pinvet on a page: in blocks for shells and workflows, and in running text."""
    lines = [line for kind in ("sh", "yaml") for block in blocks(page, kind) for line in block.splitlines()]
    shell = [line.strip().removeprefix("- run: ") for line in lines]
    return [line for line in (*shell, *re.findall(r"`([^`\n]+)`", (ROOT / page).read_text())) if line[:7] == "pinvet "]


@pytest.mark.parametrize("page", WRITTEN)
def test_every_command_that_is_shown_exists(page: str) -> None:
    for line in commands(page):
        _, *words = shlex.split(line)
        command: click.Command = program
        for word in takewhile(lambda word: not word.startswith("-"), words):
            if isinstance(command, click.Group):
                found = command.get_command(click.Context(command), word)
                assert found is not None, line
                command = found
        known = {name for one in command.params for name in (*one.opts, *one.secondary_opts)} | {"--help"}
        assert {word.partition("=")[0] for word in words if word.startswith("--")} <= known, line


def test_the_configurations_that_are_shown_are_valid() -> None:
    shown = [*blocks("README.md", "toml"), *blocks("docs/config.md", "toml")]
    assert len(shown) > 15
    for text in shown:
        assert list(faults(tomllib.loads(text), SCHEMA)) == [], text


def test_the_workflow_and_the_hook_that_are_shown_are_ours() -> None:
    hook, workflow = (yaml.load(text, yaml.BaseLoader) for text in blocks("README.md", "yaml") if "# ." in text[:3])
    manifest = yaml.safe_load((ROOT / ".pre-commit-hooks.yaml").read_text())
    assert {one["id"] for one in hook["repos"][0]["hooks"]} <= {one["id"] for one in manifest}
    steps = workflow["jobs"]["pinvet"]["steps"]
    written = {word.partition("=")[2] for step in steps for word in step.get("run", "").split() if "sarif=" in word}
    assert {step["with"]["sarif_file"] for step in steps if "with" in step} == written


def test_every_format_stands_in_the_readme() -> None:
    table = (ROOT / "README.md").read_text().partition("| format | for |")[2].partition("\n\n")[0]
    assert set(re.findall(r"`([\w-]+)`", table)) == set(FORMATS)


def rules_of_the_page() -> list[dict[str, Any]]:
    """The rules, or parts of rules, that the reference of the language shows."""
    found = []
    for text in blocks("docs/rule-language.md", "yaml"):
        document = read_pack_yaml(text)
        assert isinstance(document, Document), text
        found += document.value if isinstance(document.value, list) else [document.value]
    return found


@pytest.mark.parametrize("shown", rules_of_the_page(), ids=lambda shown: str(next(reversed(shown))))
def test_every_rule_of_the_reference_loads(tmp_path: Path, shown: dict[str, Any]) -> None:
    (tmp_path / "page.yaml").write_text(json.dumps(shown if "pack" in shown else PACK | {"rules": [RULE | shown]}))
    packs = load_packs([tmp_path], load_table(), ours=False)
    assert len(packs[0].rules) == 1
    if "pack" in shown or "examples" in shown:
        assert judge_packs(packs, load_table()) == []


def test_the_reference_shows_every_kind_and_every_key() -> None:
    text = (ROOT / "docs/rule-language.md").read_text()
    schema = json.loads((ROOT / "schemas/rule-pack.schema.json").read_text())
    parts = [schema, *(schema["$defs"][name] for name in ("rule", "weaker", "words", "example"))]
    keys = {key for part in parts for key in part["properties"]}
    untold = {key for key in keys if not re.search(rf"`[^`]*\b{key}\b[^`]*`|^ *{key}:", text, re.MULTILINE)}
    assert untold == set()
    assert set(ALL_KINDS) <= {key for rule in rules_of_the_page() for key in rule}


def test_the_layers_in_the_contributors_page_are_those_of_the_contract() -> None:
    contract = tomllib.loads((ROOT / "pyproject.toml").read_text())["tool"]["importlinter"]["contracts"][0]["layers"]
    written = [re.split(r" {2,}", line)[0] for line in blocks("CONTRIBUTING.md", "text")[0].splitlines()]
    assert written == [layer for layer in contract if layer != "__main__"]


@pytest.mark.parametrize("page", [*WRITTEN, "docs/coverage.md", "docs/config.md", "docs/rules/README.md"])
def test_every_link_leads_somewhere(page: str) -> None:
    for target, anchor in LINK.findall((ROOT / page).read_text()):
        path = (ROOT / page).parent / target
        assert path.exists(), target
        if anchor:
            headings = re.findall(r"^#+ (.+)$", path.read_text(), re.MULTILINE)
            assert anchor in {heading.lower().replace(" ", "-") for heading in headings}, f"{target}#{anchor}"
