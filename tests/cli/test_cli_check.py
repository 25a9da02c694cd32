"""`pinvet check`: what its flags mean, and its exit codes."""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from pinvet.cli.check import exit_code
from pinvet.config import Settings
from pinvet.model import Notice
from pinvet.report import Report, Summary
from pinvet.reporters import FORMATS

if TYPE_CHECKING:
    from cli_helpers import Engine, Run


CLEAN = Report(Summary(files=1, requests=1))
NOTHING = Report()
FATAL = (Notice("syntax", "a.json", "broken", fatal=True),)
HARMLESS = (Notice("unknown-operation", "package.json", "no payload"),)


def report(**counts: int) -> Report:
    return Report(Summary(files=1, requests=1, **counts))


# Exit codes


@pytest.mark.parametrize(
    ("given", "fail_on", "code"),
    [
        (CLEAN, "error", 0),
        (report(errors=1), "error", 1),
        (report(warnings=1, notes=1), "error", 0),
        (report(warnings=1), "warning", 1),
        (report(errors=1), "warning", 1),
        (report(notes=1), "warning", 0),
        (report(notes=1), "note", 1),
        (report(errors=1, warnings=1), "note", 1),
        (NOTHING, "error", 3),
        (report(errors=1)._replace(notices=FATAL), "error", 2),
        (NOTHING._replace(notices=FATAL), "error", 2),
        (NOTHING._replace(notices=HARMLESS), "error", 3),
        (CLEAN._replace(notices=HARMLESS), "error", 0),
    ],
)
def test_exit_codes(given: Report, fail_on: str, code: int) -> None:
    settings = Settings(Path("/"))._replace(fail_on=fail_on)
    assert exit_code(given, settings) == code


def test_exit_codes_of_modes() -> None:
    settings = Settings(Path("/"))
    assert exit_code(NOTHING, settings, hook=True) == 0
    assert exit_code(NOTHING._replace(notices=FATAL), settings, hook=True) == 2
    assert exit_code(report(errors=1), settings, exit_zero=True) == 0
    assert exit_code(NOTHING, settings, exit_zero=True) == 3
    assert exit_code(NOTHING._replace(notices=FATAL), settings, exit_zero=True) == 2
    assert exit_code(CLEAN._replace(notices=HARMLESS), settings._replace(strict=True)) == 2


@pytest.mark.parametrize("name", FORMATS)
def test_every_format_has_the_same_exit_codes(run: Run, engine: Engine, name: str) -> None:
    for given, code in (
        (CLEAN, 0),
        (report(errors=1), 1),
        (NOTHING._replace(notices=FATAL), 2),
        (NOTHING, 3),
    ):
        engine.report = given
        assert run("check", "--format", name).exit_code == code


def test_nothing_to_check_is_said(run: Run, engine: Engine) -> None:
    engine.report = NOTHING
    assert run("check").stderr == (
        "nothing to check: there is no payload of a known operation, and no request to the API, here (exit code 3)\n"
    )
    assert run("check", "--hook").stderr == ""


# What is checked


def test_without_a_path_the_folder_is_checked(run: Run, engine: Engine, project: Path) -> None:
    (project / "a.json").write_text("[]")
    assert run("check").exit_code == 0
    assert [(payload.path, payload.named) for payload in engine.payloads] == [("a.json", False)]


def test_paths_and_standard_input(run: Run, engine: Engine, project: Path) -> None:
    (project / "a.json").write_text("[]")
    run("check", "a.json", "-", "--stdin-filename", "x.ads.create.yaml", stdin=b"- name: Spring\n")
    read = {payload.path: payload for payload in engine.payloads}
    assert list(read) == ["a.json", "x.ads.create.yaml"]
    assert read["x.ads.create.yaml"].requests[0][1].operation == "ads/create"
    assert read["x.ads.create.yaml"].kind == "yaml"


def test_what_is_not_there_is_2(run: Run) -> None:
    result = run("check", "none.json", "--no-cache")
    assert result.exit_code == 2
    assert "none.json" in result.stdout
    assert "there is no such file or folder" in result.stdout


# Flags, variables, configuration


def test_flags_become_settings(run: Run, engine: Engine, project: Path) -> None:
    (project / "packs").mkdir()
    (project / "account.yaml").write_text("{}")
    result = run(
        "check",
        *("--select", "PP,NC", "--select", "promotions", "--ignore", "PP103", "--extend-select", " API901 ,"),
        *("--fail-on", "warning", "--min-severity", "error", "--strict", "--as-of", "2027-01-31"),
        *("--api-version", "5.23", "--fail-deprecated", "--assume", "performance-plus,objective=SALES"),
        *("--context", "account.yaml", "--operation", "campaigns/create", "--rules", "packs"),
        *("--max-findings", "7", "--no-cache", "--force-exclude", "--stdin-filename", "x.json"),
    )
    assert result.exit_code == 0, result.output
    (settings,) = engine.settings
    assert settings.select == ("PP", "NC", "promotions")
    assert settings.ignore == ("PP103",)
    assert settings.extend_select == ("API901",)
    assert (settings.fail_on, settings.min_severity, settings.strict) == ("warning", "error", True)
    assert (settings.as_of, settings.api_version, settings.fail_deprecated) == ("2027-01-31", "5.23", True)
    assert settings.declared("x") == {"is_performance_plus": True, "objective_type": "SALES"}
    assert settings.context == project / "account.yaml"
    assert settings.packs == (project / "packs",)
    assert settings.operation == "campaigns/create"
    assert (settings.max_findings, settings.cache, settings.force_exclude) == (7, False, True)
    assert settings.stdin_filename == "x.json"
    assert settings.origin("select") == "--select"


def test_every_flag_has_a_variable(run: Run, engine: Engine, project: Path) -> None:
    (project / "p 1").mkdir()
    (project / "p2").mkdir()
    result = run(
        "check",
        PINVET_SELECT="PP,NC",
        PINVET_FAIL_ON="note",
        PINVET_STRICT="1",
        PINVET_AS_OF="2027-01-31",
        PINVET_NO_CACHE="true",
        PINVET_RULES="p 1:p2",
        PINVET_FORMAT="concise json=out.json",
    )
    assert result.exit_code == 0, result.output
    (settings,) = engine.settings
    assert settings.select == ("PP", "NC")
    assert (settings.fail_on, settings.strict, settings.as_of, settings.cache) == (
        "note",
        True,
        "2027-01-31",
        False,
    )
    assert settings.packs == (project / "p 1", project / "p2")
    assert settings.origin("fail_on") == "PINVET_FAIL_ON"
    assert settings.origin("cache") == "PINVET_NO_CACHE"
    assert (project / "out.json").is_file()


def test_flags_beat_variables_which_beat_the_file(run: Run, engine: Engine, project: Path) -> None:
    (project / "pinvet.toml").write_text('fail-on = "note"\nmin-severity = "note"\nstrict = true\nmax-findings = 9\n')
    run("check", "--fail-on", "error", "--no-strict", PINVET_FAIL_ON="warning", PINVET_MIN_SEVERITY="error")
    (settings,) = engine.settings
    assert (settings.fail_on, settings.min_severity, settings.strict) == ("error", "error", False)
    assert settings.max_findings == 9


def test_a_configuration_is_named_or_left_out(run: Run, engine: Engine, project: Path) -> None:
    (project / "pinvet.toml").write_text('fail-on = "note"\n')
    (project / "other.toml").write_text('fail-on = "warning"\n')
    run("check")
    run("check", "--config", "other.toml")
    run("check", "--no-config")
    assert [settings.fail_on for settings in engine.settings] == ["note", "warning", "error"]


def test_notes_are_shown_on_request(run: Run, engine: Engine) -> None:
    run("check", "--show", "notes")
    assert engine.settings[0].min_severity == "note"
    assert engine.settings[0].origin("min_severity") == "--show"


def test_the_settings_are_shown_and_nothing_is_checked(run: Run, engine: Engine, project: Path) -> None:
    (project / "pinvet.toml").write_text('fail-on = "note"\n')
    result = run("check", "--show-settings", "--select", "PP")
    assert result.exit_code == 0
    shown = json.loads(result.stdout)
    assert shown["fail-on"] == {"value": "note", "from": "pinvet.toml:1:1"}
    assert shown["select"] == {"value": ["PP"], "from": "--select"}
    assert shown["root"]["value"] == str(project)
    assert engine.settings == []


# Mistakes


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["--operation", "campaign/create"], "no operation 'campaign/create' (did you mean campaigns/create?)"),
        (["--operation", "x"], "--operation: the API has no operation 'x' (names are those of the API description,"),
        (["--api-version", "6.1"], "--api-version: version 6.1 of the API is not known here (known are 5.23, 5.28)"),
        (["--api-version", "five"], "error: --api-version: 'api-version' must be a version such as 5.28, not 'five'"),
        (["--assume", "objective=SALE"], "error: --assume: the API has no objective 'SALE' (did you mean SALES?)"),
        (["--assume", "plus"], "error: --assume: nothing is known about the assumption 'plus'"),
        (["--as-of", "today"], "error: --as-of: 'as-of' must be a day written YYYY-MM-DD, not 'today'"),
        (["--config", "none.toml"], "none.toml:1:1: the configuration cannot be read: No such file or directory"),
        (["--context", "none.yaml"], "error: --context: there is no file 'none.yaml'"),
        (["--rules", "none"], "error: --rules: there is no folder 'none'"),
        (["--format", "sarf"], "Error: There is no format 'sarf'. Did you mean sarif?"),
        (["--format", "x"], "Error: There is no format 'x'. Known are text, full,"),
        (["--format", "json="], "Error: --format json= names no file after the equals sign."),
        (["--format", "json", "--format", "sarif"], "Error: Two reports want standard output: give each a file"),
        (["--format", "json=a", "--format", "sarif=./a"], "Error: Two reports want a: give each a file"),
        (["--fail-on", "never"], "Error: Invalid value for '--fail-on': 'never' is not one of"),
        (["--max-findings", "0"], "Error: Invalid value for '--max-findings'"),
        (["--nope"], "Error: No such option"),
        (["-o", "none/x.txt"], "Error: none/x.txt: the report cannot be written: no such file or directory"),
    ],
)  # fmt: skip
def test_mistakes_are_2_and_one_line(run: Run, engine: Engine, arguments: list[str], said: str) -> None:
    result = run("check", *arguments)
    assert result.exit_code == 2
    assert result.stdout == ""
    assert said in result.stderr
    assert "Traceback" not in result.stderr


def test_mistakes_of_the_configuration_are_told_at_their_places(run: Run, project: Path) -> None:
    (project / "pinvet.toml").write_text('fail_on = "note"\nmax-findings = 0\n')
    result = run("check")
    assert result.exit_code == 2
    assert result.stderr.splitlines() == [
        "error: pinvet.toml:1:1: unknown key 'fail_on' (did you mean 'fail-on'?)",
        "error: pinvet.toml:2:1: 'max-findings' must be at least 1",
    ]


def test_unknown_operations_of_the_map_are_told_at_their_places(run: Run, project: Path) -> None:
    (project / "ads").mkdir()
    (project / "ads" / "pinvet.toml").write_text('[operations]\n"a/*.json" = "ads/creat"\n"b/*.json" = "ads/create"\n')
    result = run("check", "--config", "ads/pinvet.toml")
    assert result.exit_code == 2
    assert result.stderr == (
        "error: ads/pinvet.toml:2:1: the API has no operation 'ads/creat' (did you mean ads/create?)\n"
    )


# Output


def test_reports_go_where_they_are_sent(run: Run, engine: Engine, project: Path) -> None:
    engine.report = report(errors=1)
    result = run("check", "--format", "concise", "--format", "json=a.json", "--output-format", "sarif=b.sarif")
    assert result.exit_code == 1
    assert "1 error" in result.stdout
    assert json.loads((project / "a.json").read_text())["schema"] == "pinvet-report/v1"
    assert json.loads((project / "b.sarif").read_text())["version"] == "2.1.0"


def test_the_output_file_takes_the_report_without_one(run: Run, engine: Engine, project: Path) -> None:
    assert run("check", "-o", "a.txt").stdout == ""
    assert (project / "a.txt").read_text()
    assert run("check", "--format", "json", "--format", "sarif=b.sarif", "--output-file", "a.json").stdout == ""
    assert json.loads((project / "a.json").read_text())["summary"]["requests"] == 1


def test_the_lines_around_findings_are_read_only_for_who_prints_them(run: Run, engine: Engine, project: Path) -> None:
    run("check")
    run("check", "--format", "sarif", "--format", "full=a.txt")
    run("check", "--format", "json", "--format", "sarif=b.sarif", "--format", "concise=c.txt")
    assert engine.frames == [True, True, False]


def test_a_hook_is_silent_on_success(run: Run, engine: Engine, project: Path) -> None:
    assert run("check", "--hook").output == ""
    engine.report = NOTHING
    result = run("check", "--hook", "--format", "text", "--format", "json=a.json")
    assert (result.exit_code, result.output) == (0, "")
    assert (project / "a.json").is_file()
    engine.report = report(errors=1)
    result = run("check", "--hook", "--color", "always")
    assert result.exit_code == 1
    assert "1 error" in result.stdout
    assert "\x1b" not in result.stdout


@pytest.mark.parametrize(
    ("arguments", "environment", "coloured"),
    [
        ([], {}, False),
        (["--color", "always"], {}, True),
        (["--color", "always"], {"NO_COLOR": "1"}, True),
        (["--color", "never"], {"FORCE_COLOR": "1"}, False),
        ([], {"FORCE_COLOR": "1"}, True),
        ([], {"FORCE_COLOR": "0"}, False),
        ([], {"FORCE_COLOR": "1", "NO_COLOR": "1"}, False),
        (["--color", "auto"], {"FORCE_COLOR": "1"}, True),
        ([], {"PINVET_COLOR": "always"}, True),
    ],
)
def test_colours(run: Run, engine: Engine, arguments: list[str], environment: dict[str, str], coloured: bool) -> None:
    engine.report = report(errors=1)
    assert ("\x1b" in run("check", *arguments, **environment).stdout) is coloured


def test_files_have_no_colours(run: Run, engine: Engine, project: Path) -> None:
    engine.report = report(errors=1)
    run("check", "--color", "always", "-o", "a.txt")
    assert "\x1b" not in (project / "a.txt").read_text()


def test_quiet_and_verbose_reach_the_reporter(run: Run, engine: Engine) -> None:
    assert len(run("check", "-q").stdout) < len(run("check").stdout)
    assert run("check", "-vv").exit_code == 0
    assert run("check", "--exit-zero").exit_code == 0
