"""`pinvet rules stale`: the sources that were compared with their rules longest ago."""

from __future__ import annotations

import json
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any

import pytest

from pinvet.checks.registry import ALL_KINDS
from pinvet.rulebook.rule import Rule, rule_from

if TYPE_CHECKING:
    from pathlib import Path

    from cli_helpers import Run


def rules(prefix: str, numbers: range, title: str, verified: str, url: str = "https://example.com/a") -> list[Rule]:
    pack = {"pack": f"own/{prefix.lower()}", "source": {"title": title, "url": url, "verified": verified}}
    body: dict[str, Any] = {"title": "One", "covers": [], "severity": "error", "section": "Here", "required": ["a"]}
    return [
        rule_from(pack, {"id": f"{prefix}{n}", "name": f"{prefix}{n}", **body}, ALL_KINDS, ours=False) for n in numbers
    ]


RULES = (
    *rules("AB", range(101, 105), "The page", "2026-11-01"),
    *rules("AC", range(101, 102), "The page, its other section", "2026-11-01"),
    *rules("AD", range(201, 203), "The page", "2026-10-02"),
    *rules("AE", range(301, 302), "Another page", "2026-11-01", "https://example.com/b"),
    *rules("AF", range(401, 403), "A book", "2026-11-21", ""),
)


@pytest.fixture
def book(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("pinvet.lint.rules.rules_for", lambda *_given: RULES)


@pytest.mark.usefixtures("book")
def test_a_line_for_each_source_and_day_oldest_first(run: Run) -> None:
    result = run("rules", "stale", "--as-of", "2026-11-22", "--no-config")
    assert result.exit_code == 0
    assert result.stdout == (
        "51 days  2026-10-02  2 rules  The page: AD201, AD202 (https://example.com/a)\n"
        "21 days  2026-11-01   1 rule  Another page: AE301 (https://example.com/b)\n"
        "21 days  2026-11-01  5 rules  The page: AB101-AB104, AC101 (https://example.com/a)\n"
        "  1 day  2026-11-21  2 rules  A book: AF401, AF402\n"
    )


@pytest.mark.usefixtures("book")
@pytest.mark.parametrize(
    ("days", "code", "lines"), [("51", 0, 0), ("50", 1, 1), ("21", 1, 1), ("20", 1, 3), ("0", 1, 4)]
)
def test_what_is_older_makes_the_exit_code(run: Run, days: str, code: int, lines: int) -> None:
    result = run("rules", "stale", "--as-of", "2026-11-22", "--older-than", days, "--no-config")
    assert result.exit_code == code
    if lines == 0:
        assert result.stdout == "nothing was verified more than 51 days ago\n"
    else:
        assert len(result.stdout.splitlines()) == lines


@pytest.mark.usefixtures("book")
def test_the_list_for_programs(run: Run) -> None:
    result = run("rules", "stale", "--as-of", "2026-11-22", "--older-than", "30", "--format", "json", "--no-config")
    assert result.exit_code == 1
    assert json.loads(result.stdout) == {
        "as_of": "2026-11-22",
        "sources": [
            {
                "source": "The page",
                "url": "https://example.com/a",
                "verified": "2026-10-02",
                "age_days": 51,
                "packs": ["own/ad"],
                "rules": ["AD201", "AD202"],
            }
        ],
    }
    none = run("rules", "stale", "--as-of", "2026-11-22", "--older-than", "99", "--format", "json", "--no-config")
    assert (none.exit_code, json.loads(none.stdout)["sources"]) == (0, [])


def test_today_is_what_counts_otherwise(run: Run) -> None:
    result = run("rules", "stale", "--format", "json", "--no-config")
    today = datetime.now(UTC).date()
    assert result.exit_code == 0
    told = json.loads(result.stdout)
    assert abs((datetime.fromisoformat(told["as_of"]).date() - today).days) <= 1
    assert {rule for one in told["sources"] for rule in one["rules"]} >= {"PP103", "PR101"}


def test_the_day_of_a_rule_wins_over_that_of_its_pack(run: Run, tmp_path: Path) -> None:
    pack = tmp_path / "own.yaml"
    rule = """
  - id: {id}
    name: {name}
    title: A name is there
    covers: []
    required: [name]
    severity: error
    section: Here{more}
    examples: {{valid: [{{body: {{name: A}}}}], invalid: [{{body: {{name: null}}, finds: [/name]}}]}}
"""
    pack.write_text(
        'pack: own/own\nsource: {title: The page, url: "", verified: "2026-10-01"}\noperations: [boards/create]\nrules:'
        + rule.format(id="OWN1", name="one", more="")
        + rule.format(id="OWN2", name="two", more='\n    verified: "2026-11-20"'),
        encoding="utf-8",
    )
    result = run("rules", "stale", "--as-of", "2026-11-21", "--no-config", "--rules", tmp_path.as_posix())
    assert result.exit_code == 0
    told = [" ".join(line.split()) for line in result.stdout.splitlines() if "OWN" in line]
    assert told == ["51 days 2026-10-01 1 rule The page: OWN1", "1 day 2026-11-20 1 rule The page: OWN2"]


def test_a_day_that_there_is_not(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("pinvet.lint.rules.rules_for", lambda *_given: rules("AB", range(1, 2), "Page", "2026-02-31"))
    result = run("rules", "stale", "--no-config")
    assert result.exit_code == 2
    assert "of pack own/ab: verified is no day of the calendar" in result.stderr
    assert run("rules", "stale", "--as-of", "2026-02-31", "--no-config").exit_code == 2
    assert run("rules", "stale", "--older-than", "-1", "--no-config").exit_code == 2
