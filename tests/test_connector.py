"""The configuration of a reporting connector: recognised, judged, and silent about its secrets."""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import TYPE_CHECKING, Any

import jsonschema
import pytest
import yaml
from click.testing import CliRunner

import pinvet
from pinvet.api.table import load_table
from pinvet.cli import program
from pinvet.redact import is_secret_name
from pinvet.routing import CONNECTOR, infer, mentions_connector

if TYPE_CHECKING:
    from click.testing import Result

ROOT = Path(__file__).resolve().parents[1]
EXAMPLES = ROOT / "examples/connector"
VALID = (EXAMPLES / "valid.connector.config.yaml").read_text(encoding="utf-8")
BROKEN = (EXAMPLES / "broken.connector.config.yaml").read_text(encoding="utf-8")
SECRET = "tulip-and-9-daisies"
TOKEN = "pin" + "a_Ab01cdEf23ghIj45"
TABLE = load_table()
PARAMETERS = TABLE.operation(CONNECTOR).parameters
FORMATS = ("text", "concise", "github", "json", "jsonl", "sarif")

FOUND = [
    "API003 warning /jobs/2/pol_frequency",
    "API004 error /metrics/3/round",
    "API005 error /metrics/2/column",
    "RC102 error /connection/pinterest_advertiser_id",
    "RC104 error /connection/pinterest_client_secret",
    "RC105 note /connection/pinterest_client_id",
    "RC201 warning /jobs/0/targets/0/level",
    "RC202 error /jobs/0/targets/0/update_mode",
    "RC203 warning /jobs/1/lookback",
    "RC204 warning /jobs/0/targets/1/date_column",
    "RC205 warning /jobs/0/first_run_hour",
    "RC206 note /jobs/0/poll_frequency",
    "RC207 note /jobs/0/targets",
    "RC208 error /dimensions/0/result_fields/0",
    "RC209 warning /jobs/2/targets/0/type",
    "RC210 warning /jobs/2/lookback",
    "RC301 warning /metrics/0/divide_by",
    "RC302 warning /metrics/4/prefix",
    "RC303 warning /metrics/3/column",
    "RC304 warning /jobs/1/targets/0/level",
    "RC305 warning /metrics/1/divide_by",
    "RC307 warning /metrics/4/divide_by",
]


@pytest.fixture
def project(tmp_path: Path, cache: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    (tmp_path / ".git").mkdir()
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("XDG_CACHE_HOME", str(cache))
    return tmp_path


def check(*arguments: str) -> Result:
    return CliRunner().invoke(program, ["check", "--no-config", *arguments], prog_name="pinvet")


def report(*arguments: str) -> dict[str, Any]:
    told: dict[str, Any] = json.loads(check("--format", "json", "--show", "notes", *arguments).stdout)
    return told


def lines(told: dict[str, Any]) -> list[str]:
    return sorted(f"{one['rule']} {one['severity']} {one['pointer']}".rstrip() for one in told["findings"])


def as_json(text: str) -> str:
    return json.dumps(yaml.safe_load(text), indent=1)


# ---- recognised


def test_the_examples_are_clean_and_broken(project: Path) -> None:
    (project / "valid.connector.config.yaml").write_text(VALID)
    (project / "broken.connector.config.yaml").write_text(BROKEN)
    assert lines(report("valid.connector.config.yaml")) == []
    told = report("broken.connector.config.yaml")
    assert lines(told) == FOUND
    assert {(one["operation"], one["entity"], one["method"], one["path_template"]) for one in told["findings"]} == {
        ("connector/config", "connector", None, None)
    }


@pytest.mark.parametrize(("name", "write"), [("connector.yaml", str), ("shop.yml", str), ("pins.json", as_json)])
def test_it_is_known_by_its_keys(project: Path, name: str, write: Any) -> None:
    (project / name).write_text(write(BROKEN))
    for paths in ((name,), ()):  # named, and met in a folder
        told = report(*paths)
        assert [(one["operation"], one["inferred"]) for one in told["inputs"]] == [("connector/config", True)]
        assert lines(told) == FOUND
    assert check("--hook", name).exit_code == 1


def test_it_is_known_by_its_name_and_by_the_flag(project: Path) -> None:
    text = "connection: {host: db}\n"
    (project / "shop.connector.config.yaml").write_text(text)
    (project / "shop.yaml").write_text(text)
    missing = ["API003 warning /connection/host", "RC101 error /connection/pinterest_advertiser_id"]
    for arguments in (("shop.connector.config.yaml",), ("shop.yaml", "--operation", "connector/config")):
        assert [one for one in lines(report(*arguments)) if "note" not in one] == missing
    assert check("shop.yaml").exit_code == 2
    told = check("shop.yaml", "--operation", "connector/confg").stderr
    assert "did you mean connector/config?" in told


@pytest.mark.parametrize(
    ("body", "is_one"),
    [
        ({"connection": {"pinterest_advertiser_id": "1"}}, True),
        ({"connection": {"pinterest_client_id": "1"}, "jobs": [], "metrics": [], "dimensions": []}, True),
        ({"connection": {"pinterest_advertisers": "1"}, "jobs": [], "dimension": []}, True),
        ({"connection": {"pinterest_advertiser_id": "1"}, "a": 1, "b": 2}, False),
        ({"connection": {"pinterest_token": "1"}, "jobs": []}, False),
        ({"connection": {1: "1"}, "jobs": []}, False),
        ({"connection": "pinterest_advertiser_id", "jobs": []}, False),
        ({"jobs": [], "metrics": [], "dimensions": []}, False),
        ([{"connection": {"pinterest_advertiser_id": "1"}}], False),
        ({}, False),
    ],
)
def test_what_other_tools_write_is_none(body: Any, *, is_one: bool) -> None:
    assert (infer(body, TABLE) == CONNECTOR) is is_one


def test_a_table_without_connectors_knows_none() -> None:
    index = {word: value for word, value in TABLE.index.items() if word != "pseudo"}
    table = type(TABLE)(Path(), index)
    assert infer({"connection": {"pinterest_advertiser_id": "1"}}, table) is None


def test_other_files_of_a_folder_are_counted_as_before(project: Path) -> None:
    (project / "ci.yml").write_text("connection: {host: db}\njobs: [{name: a}]\n")
    (project / "other.yaml").write_text("type: pinterest\noptions: {pinterest_advertiser_id: '549755885175'}\n")
    told = report()
    assert (lines(told), [one["kind"] for one in told["notices"]]) == ([], ["unknown-operation"])
    assert check("--hook", "ci.yml", "other.yaml").exit_code == 0


FOREIGN: list[Any] = [
    {"options": {"pinterest_advertiser_id": "1"}},
    {"connectors": [{"settings": {"pinterest_client_id": "1"}}]},
    [{"pinterest_client_secret": "${A}"}],
]


@pytest.mark.parametrize("body", FOREIGN)
def test_another_form_is_told_that_this_one_is_pinvets_own(project: Path, body: Any) -> None:
    assert mentions_connector(body)
    (project / "other.yaml").write_text(json.dumps(body))
    result = check("other.yaml")
    assert result.exit_code == 2
    words = " ".join(result.stdout.split())
    assert "but not in the form that pinvet reads; no document has one, so the form is pinvet's own" in words
    assert "its top-level keys are connection, dimensions, jobs and metrics" in words
    assert "docs/connector.md" in words
    assert "--operation connector/config" in words


DEEP = {"a": {"b": {"c": {"d": {"pinterest_client_id": 1}}}}}


@pytest.mark.parametrize("body", [{}, [], "pinterest_client_id", DEEP])
def test_what_mentions_none_of_its_options_is_no_connector(body: Any) -> None:
    assert not mentions_connector(body)


def test_it_is_no_operation_of_the_api() -> None:
    operation = TABLE.operation(CONNECTOR)
    assert CONNECTOR in TABLE
    assert CONNECTOR not in TABLE.ids()
    assert (operation.method, operation.path, operation.does, operation.rate) == ("", "", "other", None)
    assert TABLE.match("", "/") is None
    assert TABLE.at("5.23").operation(CONNECTOR).entity == "connector"


def test_a_library_call_takes_values(project: Path) -> None:
    told = pinvet.check(yaml.safe_load(BROKEN))
    found = sorted(f"{one.rule} {one.severity} {one.pointer}" for one in told.findings)
    assert found == [one for one in FOUND if " note " not in one]
    assert pinvet.check(yaml.safe_load(VALID), operation="connector/config").findings == ()


# ---- secrets


@pytest.mark.parametrize("write", [str, as_json])
@pytest.mark.parametrize("format_", FORMATS)
def test_a_secret_is_told_once_and_neither_shown_nor_measured(project: Path, format_: str, write: Any) -> None:
    said = []
    for secret in (SECRET, "b2c7", "nine daisies & 1 tulip, " * 4):
        (project / "connector.yaml").write_text(write(BROKEN.replace(SECRET, json.dumps(secret))))
        said.append(check("connector.yaml", "--format", format_).output)
    assert said[0] == said[1] == said[2]
    assert not re.search("tulip|daisies|b2c7", said[0])
    assert said[0].count("client-secret-reference") + said[0].count("ClientSecretReference") >= 1
    assert "PV002" not in said[0] or format_ in ("json", "sarif")  # these list all rules


@pytest.mark.parametrize(
    ("secret", "found"),
    [
        (SECRET, ["RC104 error /connection/pinterest_client_secret"]),
        ("nine daisies & a tulip", ["RC104 error /connection/pinterest_client_secret"]),
        (20261121, ["RC104 error /connection/pinterest_client_secret"]),
        ("${PINTEREST_CLIENT_SECRET}", []),
        ("$PINTEREST_CLIENT_SECRET", []),
        ("{{ secret }}", []),
        ("(empty)", []),
        ("***", []),
        ("", []),
        (None, []),
    ],
)
def test_a_reference_passes_and_all_else_is_an_error(project: Path, secret: Any, found: list[str]) -> None:
    (project / "connector.yaml").write_text(VALID.replace("${PINTEREST_CLIENT_SECRET}", json.dumps(secret)))
    assert lines(report("connector.yaml")) == found


def test_other_secrets_are_errors_here_and_told_where_they_stand(project: Path) -> None:
    text = VALID.replace("description: Pinterest Ads Connection", f"description: uses {TOKEN}, # password: {SECRET}")
    (project / "connector.yaml").write_text(text)
    (found,) = report("connector.yaml")["findings"]
    assert (found["rule"], found["severity"], found["count"]) == ("PV002", "error", 2)
    assert (found["line"], found["column"]) == (4, text.splitlines()[3].index(TOKEN) + 1)
    (project / "pinvet.toml").write_text('[severity]\ninline-secret = "note"\n')
    result = CliRunner().invoke(program, ["check", "connector.yaml"], prog_name="pinvet")
    assert result.exit_code == 0


def test_beside_a_secret_in_its_option_others_are_still_told(project: Path) -> None:
    text = BROKEN.replace("label: Delivery", f"label: {TOKEN}")
    (project / "connector.yaml").write_text(text)
    assert [one for one in lines(report("connector.yaml")) if one not in FOUND] == ["PV002 error"]
    nested = VALID.replace("${PINTEREST_CLIENT_SECRET}", f'{{value: "{TOKEN}"}}')
    (project / "connector.yaml").write_text(nested)
    assert lines(report("connector.yaml")) == ["API004 error /connection/pinterest_client_secret", "PV002 error"]


def test_whoever_ignores_the_rule_is_not_told_by_another(project: Path) -> None:
    (project / "connector.yaml").write_text(BROKEN)
    assert [one for one in lines(report("connector.yaml", "--ignore", "RC104")) if one.startswith("PV")] == []


def test_what_cannot_be_read_is_still_looked_at(project: Path) -> None:
    (project / "a.connector.config.yaml").write_text(f"connection: [\n  pinterest_client_secret: {SECRET}\n")
    assert lines(report("a.connector.config.yaml")) == ["PV002 warning"]


# ---- what is written about it


SCHEMA = json.loads((ROOT / "schemas/connector.schema.json").read_text(encoding="utf-8"))


def named(schema: dict[str, Any], prefix: str = "") -> dict[str, dict[str, Any]]:
    """Return the parts of a schema by the dotted names of the parameters that they are about."""
    found = {}
    for name, part in schema.get("properties", {}).items():
        found[prefix + name] = part
        found |= named(part, f"{prefix}{name}.")
        if part.get("items", {}).get("type") == "object":
            found[f"{prefix}{name}.*"] = part["items"]
            found |= named(part["items"], f"{prefix}{name}.*.")
    return found


def test_the_schema_knows_what_the_table_knows() -> None:
    parts = named(SCHEMA)
    assert sorted(parts) == sorted(PARAMETERS)
    for name, parameter in PARAMETERS.items():
        part = parts[name].get("anyOf", [parts[name]])[0]
        types = [part["type"]] if isinstance(part.get("type", []), str) else part.get("type", [])
        assert set(types) <= set(parameter.types), name
        inner = part.get("items", {}).get("anyOf", [{}])[0] if "array" in types else part
        words = parameter.enum or (parameter.items.enum if parameter.items is not None else None)
        assert tuple(inner.get("enum", ())) == tuple(words or ()), name


def test_the_schema_takes_the_valid_example_and_says_whose_form_it_is() -> None:
    validator = jsonschema.Draft202012Validator(SCHEMA)
    validator.check_schema(SCHEMA)
    assert list(validator.iter_errors(yaml.safe_load(VALID))) == []
    assert len(list(validator.iter_errors(yaml.safe_load(BROKEN)))) == 8
    assert "pinvet's own" in SCHEMA["description"]


def test_the_page_tells_every_key_and_whose_form_it_is() -> None:
    page = (ROOT / "docs/connector.md").read_text(encoding="utf-8")
    assert "The form of the file on this page is pinvet's own" in page
    told = {word for code in re.findall(r"`([^`\n]+)`", page) for word in re.findall(r"\w+", code)}
    assert {name.rpartition(".")[2] for name in PARAMETERS if not name.endswith("*")} <= told


def test_no_column_counts_video_starts() -> None:
    columns = PARAMETERS["metrics.*.column"].enum or ()
    assert {"SPEND_IN_MICRO_DOLLAR", "TOTAL_VIDEO_P100_COMPLETE"} <= set(columns)
    assert [one for one in columns if "START" in one] == []


def test_options_for_secrets_are_secrets_everywhere() -> None:
    assert [name for name in PARAMETERS if is_secret_name(name)] == [
        "connection.pinterest_client_secret",
        "connection.secret",
    ]
