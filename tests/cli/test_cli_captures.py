"""`pinvet check` on captures: its flags, the keys of the configuration, standard input, Ctrl-C."""

from __future__ import annotations

import json
from pathlib import Path
from types import SimpleNamespace
from typing import TYPE_CHECKING, Any

import pytest

from pinvet.cli import check
from pinvet.cli.progress import Progress
from pinvet.config import ConfigError, Flag, Settings, resolve
from pinvet.finding import Finding
from pinvet.model import Input
from pinvet.report import Report, Summary
from recordings import FORMATS, Call, flat_ndjson, ndjson

if TYPE_CHECKING:
    from collections.abc import Callable

    from cli_helpers import Engine, Run

PINNED = ("--no-config", "--as-of", "2026-11-21", "--api-version", "5.28")
NAMELESS = Call("POST", "campaigns", [{"objective_type": "AWARENESS", "status": "ACTIVE"}], None)
LOCAL = NAMELESS._replace(path="http://localhost:8080/v5/ad_accounts/1/campaigns")


def rules(run: Run, *arguments: str, pinned: tuple[str, ...] = PINNED, **keys: Any) -> list[str]:
    result = run("check", *arguments, "--format", "json", *pinned, **keys)
    return [one["rule"] for one in json.loads(result.stdout)["findings"] if one["operation"]]


# Flags


def test_flags_become_settings(run: Run, engine: Engine, project: Path) -> None:
    (project / "refs").mkdir()
    run("check", "--host", "a.test,b.test:1", "--host", "c.test", "--input-format", "har", "--allow-file-refs", "refs")
    (settings,) = engine.settings
    assert settings.hosts == ("a.test", "b.test:1", "c.test")
    assert (settings.input_format, settings.file_refs) == ("har", project / "refs")
    assert settings.origin("hosts") == "--host"
    assert (settings.origin("input_format"), settings.origin("file_refs")) == ("--input-format", "--allow-file-refs")
    run("check", PINVET_HOST="a.test b.test", PINVET_INPUT_FORMAT="curl", PINVET_ALLOW_FILE_REFS="refs")
    assert engine.settings[1].hosts == ("a.test", "b.test")
    assert (engine.settings[1].input_format, engine.settings[1].file_refs) == ("curl", project / "refs")
    assert engine.settings[1].origin("hosts") == "PINVET_HOST"


def test_without_flags_nothing_is_allowed(run: Run, engine: Engine) -> None:
    run("check")
    (settings,) = engine.settings
    assert (settings.hosts, settings.input_format, settings.file_refs, settings.fields) == ((), None, None, {})


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["--input-format", "pcap"], "Invalid value for '--input-format': 'pcap' is not one of 'payload', 'ndjson',"),
        (["--allow-file-refs", "none"], "error: --allow-file-refs: there is no folder 'none'"),
        (["--allow-file-refs", "file"], "error: --allow-file-refs: there is no folder 'file'"),
    ],
)
def test_mistakes(run: Run, engine: Engine, project: Path, arguments: list[str], said: str) -> None:
    (project / "file").write_text("")
    result = run("check", *arguments)
    assert (result.exit_code, result.stdout) == (2, "")
    assert said in result.stderr


def test_how_to_print(run: Run, engine: Engine) -> None:
    same = Finding(
        "PP1", "x", "error", "documented", None, None, "wrong", "", "", "a.har", None, 0, "POST", "/x",
        "campaigns/create", "campaign", 0, "body", "/0", "x",
    )  # fmt: skip
    engine.report = Report(
        Summary(files=1, requests=2, errors=2),
        inputs=(Input("a.har", "har", requests=2),),
        findings=(same, same._replace(request=1)),
    )
    assert run("check").stdout.count("error[PP1]") == 1
    assert run("check", "--show-all").stdout.count("error[PP1]") == 2
    assert run("check", PINVET_SHOW_ALL="1").stdout.count("error[PP1]") == 2


def test_statistics(run: Run, project: Path) -> None:
    (project / "a.ndjson").write_bytes(ndjson([NAMELESS]))
    assert "judged         found     confirmed" not in run("check", "a.ndjson", *PINNED).stdout
    assert "judged         found     confirmed" in run("check", "a.ndjson", "--statistics", *PINNED).stdout


# The configuration


def test_hosts_and_fields_come_from_the_project(run: Run, project: Path) -> None:
    (project / "pinvet.toml").write_text(
        'hosts = ["localhost:8080"]\n[fields]\nmethod = "/http/verb"\nurl = "/http/target"\nbody = "/payload"\n'
    )
    record = {"http": {"verb": "POST", "target": LOCAL.path}, "payload": LOCAL.body}
    (project / "a.ndjson").write_text(json.dumps(record) + "\n")
    pinned = PINNED[1:]
    assert "API008" in rules(run, "a.ndjson", pinned=pinned)
    shown = json.loads(run("check", "--show-settings", "--host", "more.test").stdout)
    assert shown["hosts"] == {"value": ["localhost:8080", "more.test"], "from": "--host"}
    assert shown["fields"]["value"] == {"method": "/http/verb", "url": "/http/target", "body": "/payload"}
    assert shown["fields"]["from"] == "pinvet.toml:2:1"


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ('hosts = "localhost"\n', "'hosts' must be a list"),
        ('hosts = [""]\n', "must not be empty"),
        ('[fields]\nurl = "http.target"\n', "must be a JSON Pointer, which starts with a slash, not 'http.target'"),
        ('[fields]\nverb = "/x"\n', "unknown key 'verb'"),
        ('[fields]\nmetod = "/x"\n', "did you mean 'method'?"),
        ('file-refs = "."\n', "unknown key 'file-refs'"),
        ('allow-file-refs = "."\n', "unknown key 'allow-file-refs'"),
        ('input-format = "har"\n', "unknown key 'input-format'"),
    ],
)
def test_what_the_project_may_not_say(run: Run, project: Path, text: str, said: str) -> None:
    (project / "pinvet.toml").write_text(text)
    result = run("check")
    assert result.exit_code == 2
    assert said in result.stderr


def test_files_of_curl_are_allowed_by_a_folder_that_is_there(project: Path) -> None:
    (project / "refs").mkdir()
    settings = resolve({"allow-file-refs": Flag("./refs/../refs", "--allow-file-refs")}, project)
    assert settings.file_refs == project / "refs"
    with pytest.raises(ConfigError):
        resolve({"allow-file-refs": Flag("../none", "--allow-file-refs")}, project)


# Runs


@pytest.mark.parametrize("name", FORMATS)
def test_every_format_from_a_file_and_from_standard_input(run: Run, project: Path, name: str) -> None:
    format_ = FORMATS[name]
    data = format_.write([NAMELESS])
    (project / format_.name).write_bytes(data)
    assert "API008" in rules(run, format_.name)
    assert "API008" in rules(run, "-", "--input-format", format_.kind, "--stdin-filename", format_.name, stdin=data)


def test_a_host_that_stands_for_the_api(run: Run, project: Path) -> None:
    (project / "a.ndjson").write_bytes(ndjson([LOCAL]))
    nothing = run("check", "a.ndjson", *PINNED)
    assert nothing.exit_code == 3
    assert "a.ndjson:1:1: notice: no request to the Pinterest API is recorded here" in nothing.stdout
    assert "nothing to check" in nothing.stderr
    assert "API008" in rules(run, "a.ndjson", "--host", "LOCALHOST:8080")


def test_files_that_curl_sends(run: Run, project: Path) -> None:
    (project / "refs").mkdir()
    (project / "refs" / "body.json").write_text(json.dumps(NAMELESS.body))
    (project / "a.sh").write_text(f"curl -X POST {NAMELESS.url} --json @refs/body.json\n")
    assert "API008" not in rules(run, "a.sh")
    assert "API008" in rules(run, "a.sh", "--allow-file-refs", ".")


def test_a_git_hook_may_list_captures(run: Run, project: Path) -> None:
    (project / "a.ndjson").write_bytes(flat_ndjson([Call("GET", "https://other.test/")]))
    result = run("check", "--hook", "a.ndjson", *PINNED)
    assert (result.exit_code, result.output) == (0, "")


def test_ctrl_c_prints_what_was_found_so_far(run: Run, project: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    from pinvet.lint.following import Follower

    taken: list[int] = []
    take: Callable[..., None] = Follower.take

    def pressed(*arguments: Any) -> None:
        taken.append(1)
        if len(taken) == 3:
            raise KeyboardInterrupt
        take(*arguments)

    monkeypatch.setattr(Follower, "take", pressed)
    (project / "a.ndjson").write_bytes(ndjson([NAMELESS] * 5))
    result = run("check", "a.ndjson", "--format", "text", "--format", "json=a.json", *PINNED)
    assert result.exit_code == 130
    assert "stopped before the end of the input; the counts are of what was read" in result.stdout
    assert result.stderr == "interrupted: the report is of what was read so far\n"
    document = json.loads((project / "a.json").read_text())
    assert (document["partial"], document["summary"]["requests"]) == (True, 2)


# Progress


def test_progress_is_shown_once_a_run_takes_long(capsys: pytest.CaptureFixture[str]) -> None:
    times = iter([0.0, 1.0, 2.5, 2.6, 3.0])
    shown = Progress(lambda: next(times))
    for number in range(4):
        shown(number << 20, number * 1000, number)
    shown.close()
    assert capsys.readouterr().err == (
        "\r\x1b[2K1 MiB, 1,000 requests, 1 findings\r\x1b[2K3 MiB, 3,000 requests, 3 findings\r\x1b[2K"
    )


def test_it_is_shown_to_somebody_who_looks(
    run: Run, engine: Engine, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    given: list[Any] = []
    monkeypatch.setattr("pinvet.lint.run", lambda *arguments, frames: given.append(arguments[2:]) or Report())
    monkeypatch.setattr("pinvet.cli.check.gc", FakeCollector())
    monkeypatch.setattr("pinvet.cli.check.sys", SimpleNamespace(stderr=Terminal(), stdin=SimpleNamespace(buffer=None)))
    for is_quiet in (False, True):
        check._report((), Settings(Path.cwd()), chosen=True, is_quiet=is_quiet, frames=True)
    ((shown,), nothing) = given
    assert isinstance(shown, Progress)
    assert nothing == ()
    assert capsys.readouterr().err == ""


class Terminal:
    def isatty(self) -> bool:
        return True


class FakeCollector:
    """Stands for the garbage collector, which main leaves off."""

    def isenabled(self) -> bool:
        return False

    def freeze(self) -> None:
        """Do nothing."""

    enable = freeze

    def set_threshold(self, *numbers: int) -> None:
        assert len(numbers) == 3


def test_of_a_short_run_nothing_is_shown(capsys: pytest.CaptureFixture[str]) -> None:
    shown = Progress(lambda: 0.0)
    shown(1, 1, 1)
    shown.close()
    assert capsys.readouterr().err == ""
