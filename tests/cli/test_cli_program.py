"""The program: its commands, its help, and how it ends when something goes wrong."""

from __future__ import annotations

import io
import json
import os
import signal
import subprocess
import sys
from pathlib import Path
from typing import TYPE_CHECKING

import click
import pytest

from pinvet import __version__
from pinvet.cli.console import emit, prepare
from pinvet.cli.program import COMMANDS, Program, main, start
from pinvet.rulebook.mistakes import Mistake, PackError

if TYPE_CHECKING:
    from cli_helpers import Run


def test_the_version(run: Run) -> None:
    for flag in ("-V", "--version"):
        assert run(flag).output == f"pinvet {__version__}\n"


@pytest.mark.parametrize("name", [(), *((name,) for name in COMMANDS), ("rules", "test"), ("api", "build")])
def test_every_command_helps_with_an_example(run: Run, name: tuple[str, ...]) -> None:
    for flag in ("-h", "--help"):
        result = run(*name, flag)
        assert result.exit_code == 0
        assert "pinvet" in result.stdout
    if name not in (("api",), ("account",)):
        assert f"  pinvet {' '.join(name)}" in result.stdout


def test_every_option_says_what_it_does(run: Run) -> None:
    from pinvet.cli import program

    context = click.Context(program)
    for name in COMMANDS:
        command = program.get_command(context, name)
        assert command is not None
        for option in command.params:
            if isinstance(option, click.Option):
                assert option.help, (name, option.name)
                assert option.help.endswith("."), (name, option.name)


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["chekc"], "There is no command 'chekc'. Did you mean check?"),
        (["x"], "There is no command 'x'. Known are check, explain, rules, init, account, api, completion."),
        (["a.json"], "There is no command 'a.json'. To check a file: pinvet check a.json"),
        (["payloads/"], "There is no command 'payloads/'. To check a file: pinvet check payloads/"),
    ],
)
def test_a_command_that_there_is_not(run: Run, arguments: list[str], said: str) -> None:
    result = run(*arguments)
    assert result.exit_code == 2
    assert said in result.stderr


def test_no_command_is_found_by_another_name() -> None:
    assert Program().get_command(click.Context(Program()), "nope") is None


# How it ends


def fail(error: BaseException) -> object:
    def run(*_given: object, **_named: object) -> object:
        raise error

    return run


def test_an_error_of_our_own_is_one_line(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("pinvet.lint.run", fail(KeyError("pina_secret")))
    result = run("check")
    assert result.exit_code == 2
    assert result.stdout == ""
    (line,) = result.stderr.splitlines()
    assert line.startswith("error: pinvet stopped on an error of its own, KeyError at test_cli_program.py:")
    assert "pina" not in line


def test_the_way_to_an_error_is_shown_without_values(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("pinvet.lint.run", fail(ValueError("pina_secret")))
    result = run("check", "-v", "-v")
    assert result.exit_code == 2
    lines = result.stderr.splitlines()
    assert lines[-1].startswith("  at test_cli_program.py:")
    assert any("check.py" in line for line in lines[1:])
    assert "pina" not in result.stderr
    assert run("check", "-v").stderr.count("\n") == 1


def test_mistakes_in_packs_are_listed(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    mistakes = (
        Mistake("packs/a.yaml", 3, 5, "unknown key", "did you mean name?"),
        Mistake("b\x1b.yaml", 1, 1, "empty"),
    )
    monkeypatch.setattr("pinvet.lint.run", fail(PackError(mistakes)))
    result = run("check")
    assert result.exit_code == 2
    assert result.stderr.splitlines() == [
        "error: packs/a.yaml:3:5: unknown key (did you mean name?)",
        "error: b\\u{1b}.yaml:1:1: empty",
    ]


def test_an_interrupt_is_130(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("pinvet.lint.run", fail(KeyboardInterrupt()))
    result = run("check")
    assert (result.exit_code, result.stderr) == (130, "interrupted\n")


def test_a_damaged_api_table_is_told(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    from pinvet.api.error import ApiTableError

    monkeypatch.setattr("pinvet.lint.run", fail(ApiTableError("operations.json: damaged")))
    result = run("check")
    assert (result.exit_code, result.stderr) == (2, "error: operations.json: damaged\n")


def process(*arguments: str, **options: object) -> subprocess.Popen[bytes]:
    environment = {**os.environ, "PYTHONPATH": os.pathsep.join(sys.path)}
    return subprocess.Popen(
        [sys.executable, "-m", "pinvet", *arguments],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        env=environment,
        **options,  # type: ignore[call-overload]  # tests pass what Popen takes
    )


def test_a_reader_that_goes_away_is_no_error(project: Path) -> None:
    running = process("check", "--show-settings")
    assert running.stdout is not None
    running.stdout.close()
    assert running.stderr is not None
    assert running.stderr.read() == b""
    running.stderr.close()
    assert running.wait() == 0


def test_the_module_runs_as_the_program_does(project: Path) -> None:
    running = process("--version")
    out, err = running.communicate()
    assert (out.decode().strip(), err, running.returncode) == (f"pinvet {__version__}", b"", 0)


def test_an_interrupted_process_ends_with_130(project: Path) -> None:
    running = process("check", "-", stdin=subprocess.PIPE)
    assert running.stdin is not None
    running.stdin.write(b"[")
    running.stdin.flush()
    with pytest.raises(subprocess.TimeoutExpired):
        running.wait(1.5)
    running.send_signal(signal.SIGINT)
    _out, err = running.communicate()
    assert running.returncode == 130
    assert b"Traceback" not in err


def test_only_what_a_run_uses_is_imported(project: Path) -> None:
    (project / "a.campaigns.create.json").write_text('[{"name": "Spring"}]')
    code = (
        "import sys\nfrom pinvet.cli import program\n"
        "program.main(sys.argv[1:], standalone_mode=False)\n"
        "sys.stderr.write(' '.join(sys.modules))"
    )
    heavy = {
        "yaml",
        "jsonschema",
        "jsonschema_rs",
        "pathspec",
        "importlib.metadata",
        "logging",
        "tomllib",
        "rich",
    }
    for arguments in (["check", "--show-settings"], ["--version"]):
        done = subprocess.run(
            [sys.executable, "-c", code, *arguments], capture_output=True, check=True, text=True, cwd=project
        )
        loaded = set(done.stderr.split())
        assert not heavy & loaded
        assert ("pinvet.lint" in loaded) is False
        assert ("pinvet.config" in loaded) is (arguments[0] == "check")


def test_the_entry_point_exits(project: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "argv", ["pinvet", "--version"])
    with pytest.raises(SystemExit) as ended:
        main()
    assert ended.value.code == 0


class TestTheWayOut:
    """The command ends without tidying up, but not before all that it has to say went out."""

    @pytest.fixture(autouse=True)
    def left(self, monkeypatch: pytest.MonkeyPatch) -> list[int]:
        codes: list[int] = []
        monkeypatch.setattr(os, "_exit", codes.append)
        return codes

    def test_with_the_code_of_the_run(self, monkeypatch: pytest.MonkeyPatch, left: list[int]) -> None:
        for arguments, code in ((["--version"], 0), (["check", "--nope"], 2)):
            monkeypatch.setattr(sys, "argv", ["pinvet", *arguments])
            with pytest.raises(SystemExit):
                start()
            assert left.pop() == code

    def test_as_every_program_where_the_output_cannot_go_out(
        self, monkeypatch: pytest.MonkeyPatch, left: list[int]
    ) -> None:
        monkeypatch.setattr(sys, "argv", ["pinvet", "--version"])
        monkeypatch.setattr(sys, "stdout", Full())
        monkeypatch.setattr(sys, "stderr", None)
        with pytest.raises(SystemExit):
            start()
        assert left == []

    def test_with_a_code_alone(self, monkeypatch: pytest.MonkeyPatch, left: list[int]) -> None:
        def ends() -> None:
            sys.exit("why")

        monkeypatch.setattr(sys.modules["pinvet.cli.program"], "main", ends)
        with pytest.raises(SystemExit, match="why"):
            start()
        assert left == []


class Full(io.StringIO):
    """A stream to a disk that is full after the first line, and says so when it is flushed."""

    flushed = False

    def flush(self) -> None:
        if self.flushed:
            raise OSError
        self.flushed = bool(self.getvalue())


def test_the_installed_command_tells_all_of_a_long_report(project: Path) -> None:
    body = [{"name": f"Spring {number}", "is_performance_plus": "yes"} for number in range(2_000)]
    (project / "a.campaigns.create.json").write_text(json.dumps(body))
    done = subprocess.run(
        [Path(sys.executable).with_name("pinvet"), "check", "--format", "json"],
        capture_output=True, check=False, cwd=project,
    )  # fmt: skip
    assert done.returncode == 1
    assert len(json.loads(done.stdout)["findings"]) > 2_000


def test_output_without_a_reader_is_dropped(monkeypatch: pytest.MonkeyPatch) -> None:
    reading, writing = os.pipe()
    os.close(reading)
    with os.fdopen(writing, "w") as stream:
        monkeypatch.setattr(sys, "stdout", stream)
        emit("a" * 100_000)
        emit("b")
        assert os.fstat(stream.fileno()).st_rdev == Path(os.devnull).stat().st_rdev


def test_streams_take_every_character(monkeypatch: pytest.MonkeyPatch) -> None:
    raw = io.BytesIO()
    monkeypatch.setattr(sys, "stdout", io.TextIOWrapper(raw, encoding="ascii"))
    monkeypatch.setattr(sys, "stderr", object())
    prepare()
    emit("\u2026\udcff")
    assert raw.getvalue() == b"\\u2026\\udcff"


# Completion


@pytest.mark.parametrize("shell", ["bash", "zsh", "fish"])
def test_completion_scripts(run: Run, shell: str) -> None:
    result = run("completion", shell)
    assert result.exit_code == 0
    assert "_PINVET_COMPLETE" in result.stdout


def test_there_is_no_completion_for_other_shells(run: Run) -> None:
    assert run("completion", "tcsh").exit_code == 2


@pytest.mark.parametrize(
    ("words", "completed"), [("pinvet ex", "plain,explain\n"), ("pinvet check --rules pa", "dir,pa\n")]
)
def test_the_program_completes_itself(project: Path, words: str, completed: str) -> None:
    last = str(words.count(" "))
    environment = {"_PINVET_COMPLETE": "bash_complete", "COMP_WORDS": words, "COMP_CWORD": last}
    done = subprocess.run(
        [sys.executable, "-c", "from pinvet.cli import main; main()"],
        capture_output=True,
        check=False,
        text=True,
        env={**os.environ, **environment},
    )
    assert done.stdout == completed


def test_reports_are_json_however_the_terminal_is_set(project: Path) -> None:
    done = subprocess.run(
        [sys.executable, "-m", "pinvet", "check", "ü\udcff.json", "--format", "json"],
        capture_output=True,
        check=False,
        env={**os.environ, "PYTHONIOENCODING": "ascii", "PYTHONUTF8": "0"},
    )
    assert done.returncode == 2
    assert json.loads(done.stdout)["notices"][0]["kind"] == "unreadable"
    assert b"Traceback" not in done.stderr
