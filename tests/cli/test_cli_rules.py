"""`pinvet rules`, `rules test`, and `explain`: the rules as a reader finds them."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

import pytest

from pinvet.cli.explain import as_text
from pinvet.cli.rules import names
from pinvet.rulebook.rule import Rule

if TYPE_CHECKING:
    from pathlib import Path

    from cli_helpers import Run


RULE = Rule(
    id="PP103",
    name="one-spend-cap",
    title="A campaign has one cap",
    why="Two caps are two plans. " * 8,
    pack="performance-plus/campaign",
    url="https://example.com/page",
    source="The page",
    verified="2026-11-21",
    section="Step 1",
    covers=(),
    operations=("campaigns/create",),
    when=({"campaign.is_performance_plus": True, "set": ["end_time"]},),
    kind="at_most_one",
    argument=["lifetime_spend_cap", ["targeting_spec.GEO", None]],
    severity="error",
    confidence="documented",
    contested=None,
    remark=None,
    enabled=True,
    ours=True,
    body={},
)
OTHER = RULE._replace(
    id="API901",
    name="prefer-async",
    title="Reports are made in the background",
    pack="api/reports",
    operations=("@any",),
    when=(),
    kind="values",
    argument={"granularity": {"none_of": ["HOUR"]}},
    severity="note",
    confidence="inferred",
    contested="The API takes it.",
    remark="Both sides are right.",
    enabled=False,
    body={"versions": ">=5.28"},
)


@pytest.fixture
def book(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("pinvet.lint.rules.rules_for", lambda *_given: (RULE, OTHER))


@pytest.fixture
def rated(monkeypatch: pytest.MonkeyPatch) -> None:
    rule = OTHER._replace(id="API902", name="rated", operations=("@ads_read",))
    monkeypatch.setattr("pinvet.lint.rules.rules_for", lambda *_given: (RULE, OTHER, rule))


def ids(text: str) -> list[str]:
    return [rule["id"] for rule in json.loads(text)]


@pytest.mark.usefixtures("book")
def test_the_table_has_a_line_for_each_rule(run: Run) -> None:
    assert run("rules").stdout.splitlines() == [
        "API901  note (off)  prefer-async   Reports are made in the background",
        "PP103   error       one-spend-cap  A campaign has one cap",
    ]


@pytest.mark.usefixtures("book")
def test_the_list_for_programs(run: Run) -> None:
    first, second = json.loads(run("rules", "--format", "json").stdout)
    assert (first["id"], second["id"]) == ("API901", "PP103")
    assert second["operations"] == ["campaigns/create"]
    assert (first["enabled"], first["versions"]) == (False, ">=5.28")


@pytest.mark.usefixtures("book")
@pytest.mark.parametrize(
    ("arguments", "found"),
    [
        (["--pack", "performance-plus/campaign"], ["PP103"]),
        (["--pack", "performance-plus"], ["PP103"]),
        (["--operation", "campaigns/create"], ["API901", "PP103"]),
        (["--operation", "ads/create"], ["API901"]),
        (["--parameter", "lifetime_spend_cap"], ["PP103"]),
        (["--parameter", "GEO"], ["PP103"]),
        (["--parameter", "targeting_spec.GEO"], ["PP103"]),
        (["--parameter", "end_time"], ["PP103"]),
        (["--parameter", "granularity", "--pack", "api"], ["API901"]),
    ],
)
def test_filters(run: Run, arguments: list[str], found: list[str]) -> None:
    assert ids(run("rules", "--format", "json", *arguments).stdout) == found


@pytest.mark.usefixtures("rated")
@pytest.mark.parametrize(("operation", "found"), [("ads/list", ["API901", "API902"]), ("ads/create", ["API901"])])
def test_rules_of_a_class_of_rate_limits(run: Run, operation: str, found: list[str]) -> None:
    assert ids(run("rules", "--format", "json", "--operation", operation).stdout) == found


@pytest.mark.usefixtures("book")
@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["--pack", "performanc-plus"], "There is no pack 'performanc-plus'. Did you mean performance-plus?"),
        (["--pack", "zzz"], "Known are api, api/reports, performance-plus, performance-plus/campaign."),
        (
            ["--operation", "ad/create"],
            "error: --operation: the API has no operation 'ad/create' (did you mean ads/create?)",
        ),
    ],
)
def test_filters_that_fit_nothing_that_there_is(run: Run, arguments: list[str], said: str) -> None:
    result = run("rules", *arguments)
    assert result.exit_code == 2
    assert said in result.stderr


@pytest.mark.usefixtures("book")
def test_a_parameter_without_rules_is_told(run: Run) -> None:
    result = run("rules", "--parameter", "spend_cap")
    assert (result.exit_code, result.stdout) == (0, "")
    assert result.stderr == "no rule fits; pinvet rules lists them all\n"


def test_names_end_at_a_point() -> None:
    assert names(RULE, "is_performance_plus")
    assert not names(RULE, "performance_plus")
    assert not names(RULE, "targeting_spec")


# Explain


@pytest.mark.usefixtures("book")
@pytest.mark.parametrize("word", ["PP103", "pp103", "one-spend-cap"])
def test_a_rule_is_found_by_id_and_name(run: Run, word: str) -> None:
    result = run("explain", word)
    assert result.exit_code == 0
    assert result.stdout.startswith("PP103 one-spend-cap\nA campaign has one cap\n\nTwo caps are two plans.")


def test_a_rule_in_full() -> None:
    assert as_text(OTHER._replace(why="")) == (
        "API901 prefer-async\n"
        "Reports are made in the background\n"
        "\n"
        "  severity    note, and off: --extend-select API901 enables it\n"
        "  confidence  inferred: it follows from the page, which does not say it in words\n"
        "  operations  @any\n"
        "  API         >=5.28\n"
        "  check       values: {granularity: {none_of: [HOUR]}}\n"
        "  contested   The API takes it.\n"
        "  remark      Both sides are right.\n"
        "  page        The page, Step 1\n"
        "              https://example.com/page\n"
        "              read on 2026-11-21, pack api/reports\n"
        "\n"
        "To set it aside: pinvet check --ignore API901, or in pinvet.toml:\n"
        "\n"
        "  [[ignores]]\n"
        '  files = ["path/of/**"]\n'
        '  rules = ["API901"]\n'
        '  reason = "..."\n'
    )


def test_conditions_are_written_as_in_the_pack() -> None:
    text = as_text(RULE)
    assert "  when        {campaign.is_performance_plus: true, set: [end_time]}\n" in text
    assert "  check       at_most_one: [lifetime_spend_cap, [targeting_spec.GEO, null]]\n" in text
    assert max(map(len, text.splitlines())) <= 100


@pytest.mark.usefixtures("book")
def test_a_rule_for_programs(run: Run) -> None:
    told = json.loads(run("explain", "PP103", "--format", "json").stdout)
    assert told["check"] == {"at_most_one": ["lifetime_spend_cap", ["targeting_spec.GEO", None]]}
    assert told["when"] == [{"campaign.is_performance_plus": True, "set": ["end_time"]}]


@pytest.mark.usefixtures("book")
def test_what_the_project_ignores_is_told_with_its_reason(run: Run, project: Path) -> None:
    (project / "pinvet.toml").write_text(
        'ignore = ["PP103"]\n[[ignores]]\nfiles = ["old/**", "b.json"]\nrules = ["one-spend-cap"]\n'
        'reason = "fro\\tzen"\n'
        '[[ignores]]\nfiles = ["x"]\nrules = ["ZZ"]\nreason = "other"\n'
    )
    text = run("explain", "PP103").stdout
    assert "  ignored     in old/**, b.json: fro\\u{9}zen (pinvet.toml:2:1)\n" in text
    assert "  ignored     everywhere (pinvet.toml:1:1)\n" in text
    assert "other" not in text
    told = json.loads(run("explain", "PP103", "--format", "json").stdout)["ignored"]
    assert told == [
        {"files": ["old/**", "b.json"], "reason": "fro\tzen", "from": "pinvet.toml:2:1"},
        {"files": ["**"], "reason": "", "from": "pinvet.toml:1:1"},
    ]
    assert "  ignored  " not in run("explain", "PP103", "--no-config").stdout


@pytest.mark.usefixtures("book")
@pytest.mark.parametrize(
    ("word", "said"),
    [
        ("one-spend-caps", "There is no rule 'one-spend-caps'. Did you mean one-spend-cap?"),
        ("zzz", "There is no rule 'zzz'. pinvet rules lists them all."),
    ],
)
def test_a_rule_that_there_is_not(run: Run, word: str, said: str) -> None:
    result = run("explain", word)
    assert result.exit_code == 2
    assert said in result.stderr


# Examples of packs

PACK = """
pack: billing/own
source: {title: The page, url: "https://example.com", verified: "2026-11-21"}
operations: [campaigns/create]
base: {name: Spring, objective_type: CONSIDERATION, daily_spend_cap: 20000000}
rules:
  - id: OWN1
    name: has-name
    title: A campaign has a name
    why: We say so.
    covers: []
    required: [name]
    severity: error
    section: Names
    examples:
      valid: [{body: {name: Autumn}}]
      invalid: [{body: {name: $absent}, finds: [FINDS]}]
"""


def pack(project: Path, finds: str = "/name") -> None:
    (project / "packs").mkdir()
    (project / "packs" / "own.yaml").write_text(PACK.replace("FINDS", finds))


@pytest.mark.parametrize("arguments", [[], ["billing"], ["billing/own"]])
def test_the_examples_of_own_packs_are_judged(run: Run, project: Path, arguments: list[str]) -> None:
    pack(project)
    result = run("rules", "test", "--rules", "packs", *arguments)
    assert (result.exit_code, result.stdout) == (0, "2 examples of 1 rule in 1 pack hold\n"), result.output


def test_an_example_that_fails_is_told_at_its_place(run: Run, project: Path) -> None:
    pack(project, "/objective_type")
    result = run("rules", "test", "--rules", "packs")
    assert result.exit_code == 1
    assert result.stdout.splitlines()[-1].startswith("2 examples of 1 rule in 1 pack: ")
    assert "packs/own.yaml:17:17: OWN1 missing: found nothing at /objective_type" in result.stdout


def test_a_base_that_only_our_rules_find_fault_with_is_a_remark(run: Run, project: Path) -> None:
    pack(project)
    own = project / "packs" / "own.yaml"
    own.write_text(own.read_text().replace(", daily_spend_cap: 20000000", ""))
    result = run("rules", "test", "--rules", "packs", "--api-version", "5.28")
    assert result.exit_code == 0, result.output
    remark, verdict = result.stdout.splitlines()
    assert "packs/own.yaml:5:7: remark: the base has error[API105]: daily_spend_cap or lifetime_spend_cap" in remark
    assert verdict == "2 examples of 1 rule in 1 pack hold"
    assert run("rules", "--rules", "packs", "--pack", "billing").exit_code == 0  # it is loaded all the same


def test_a_base_that_its_own_rules_find_fault_with_fails(run: Run, project: Path) -> None:
    pack(project)
    own = project / "packs" / "own.yaml"
    own.write_text(own.read_text().replace("{name: Spring, ", "{"))
    result = run("rules", "test", "--rules", "packs")
    assert result.exit_code == 1
    assert "packs/own.yaml:5:7: OWN1 noisy: the base has an error at /name" in result.stdout
    assert run("rules", "--rules", "packs").exit_code == 2


def test_own_packs_stand_beside_ours(run: Run, project: Path) -> None:
    pack(project)
    assert ids(run("rules", "--rules", "packs", "--pack", "billing", "--format", "json").stdout) == ["OWN1"]
    assert run("explain", "has-name", "--rules", "packs").stdout.startswith("OWN1 has-name\n")


def test_a_pack_that_there_is_not(run: Run, project: Path) -> None:
    pack(project)
    result = run("rules", "test", "--rules", "packs", "nope")
    assert result.exit_code == 2
    assert "There is no pack 'nope'." in result.stderr


def test_without_own_packs_ours_are_tested(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    judged: list[Any] = []

    def keep(_packs: object, _table: object, chosen: list[str]) -> list[object]:
        judged.extend(chosen)
        return []

    monkeypatch.setattr("pinvet.examples.judge_packs", keep)
    result = run("rules", "test")
    assert result.exit_code == 0, result.output
    assert "performance-plus/campaign" in judged
