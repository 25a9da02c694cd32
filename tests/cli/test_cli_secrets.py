"""Secrets that are written out in what is checked: one finding for each file, as grave as the team wants it."""

from __future__ import annotations

import gzip
import json
from typing import TYPE_CHECKING, Any

import pytest

from pinvet.model import Notice
from pinvet.sources.formats import READERS

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from cli_helpers import Run
    from click.testing import Result

    from pinvet.sources.record import Capture

TOKEN = "pin" + "a_Ab01cdEf23ghIj45"
BODY = [{"id": "626760000001", "name": "A", "status": "PAUSED"}]
FEED = {"name": "A", "credentials": {"username": "shop", "password": "tulips-and-9-daisies"}}


def log(*headers: dict[str, str]) -> str:
    url = "https://api.pinterest.com/v5/ad_accounts/549755885175/campaigns"
    records = [
        {"request": {"method": "PATCH", "url": url, "headers": header, "body": BODY}, "response": {"status": 200}}
        for header in headers
    ]
    return "".join(f"{json.dumps(record)}\n" for record in records)


BEARER = {"Authorization": f"Bearer {TOKEN}"}
LOG = log({"Authorization": "Bearer ***"}, BEARER, BEARER)


def report(result: Result) -> dict[str, Any]:
    value: dict[str, Any] = json.loads(result.stdout)
    return value


def secrets(result: Result, where: str = "findings") -> list[dict[str, Any]]:
    assert TOKEN not in result.output
    return [one for one in report(result)[where] if one["rule"] == "PV002"]


def test_a_capture_has_one_finding_at_the_first_and_still_passes(project: Path, run: Run) -> None:
    (project / "log.ndjson").write_text(LOG)
    result = run("check", "log.ndjson", "--format", "json")
    (found,) = secrets(result)
    assert result.exit_code == 0
    assert (found["severity"], found["count"], found["line"]) == ("warning", 2, 2)
    assert found["column"] == LOG.splitlines()[1].index(TOKEN) + 1
    assert (found["operation"], found["pointer"], found["method"]) == ("", "", None)
    assert run("check", "log.ndjson", "--fail-on", "warning").exit_code == 1
    text = run("check", "log.ndjson").output
    assert "log.ndjson:2:" in text
    assert "2 secrets are written out in this file" in text
    assert "--> the file itself" in text


def test_a_hook_sees_what_is_about_to_be_committed(project: Path, run: Run) -> None:
    (project / "log.ndjson").write_text(LOG)
    result = run("check", "--hook", "log.ndjson", "--format", "json")
    assert result.exit_code == 1
    assert secrets(result)[0]["severity"] == "error"
    (project / "pinvet.toml").write_text('[severity]\nPV002 = "note"\n')  # the team's own word counts
    assert run("check", "--hook", "log.ndjson").exit_code == 0


@pytest.mark.parametrize("name", ["spring.campaigns.update.json", "spring.campaigns.update.yaml", "notes.json"])
def test_a_payload_and_what_is_none(project: Path, run: Run, name: str) -> None:
    (project / name).write_text(f'[{{"id": "626760000001",\n  "name": "ü {TOKEN}"}}]')
    (found,) = secrets(run("check", name, "--format", "json"))
    assert (found["count"], found["line"], found["column"]) == (1, 2, 14)


def test_the_password_of_a_feed(project: Path, run: Run) -> None:
    (project / "shop.feeds.create.json").write_text(json.dumps(FEED))
    assert len(secrets(run("check", "shop.feeds.create.json", "--format", "json"))) == 1
    FEED["credentials"] = {"username": "shop", "password": "${FEED_PASSWORD}"}
    (project / "shop.feeds.create.json").write_text(json.dumps(FEED))
    assert secrets(run("check", "shop.feeds.create.json", "--format", "json")) == []


def test_a_file_that_cannot_be_read_as_a_payload_still_holds_a_secret(project: Path, run: Run) -> None:
    (project / "broken.json").write_text(f'{{"access_token": "{TOKEN}", ')
    result = run("check", "broken.json", "--format", "json")
    assert result.exit_code == 2
    assert len(secrets(result)) == 1


@pytest.mark.parametrize("arguments", [("--ignore", "PV002"), ("--select", "PV001"), ("--ignore", "inline-secret")])
def test_who_does_not_want_to_know(project: Path, run: Run, arguments: tuple[str, ...]) -> None:
    (project / "log.ndjson").write_text(LOG)
    (project / "x.campaigns.update.json").write_text(json.dumps([{**BODY[0], "access_token": TOKEN}]))
    assert secrets(run("check", ".", "--format", "json", *arguments)) == []


def test_files_that_are_set_aside(project: Path, run: Run) -> None:
    (project / "fixtures").mkdir()
    (project / "fixtures/log.ndjson").write_text(LOG)
    (project / "log.ndjson").write_text(LOG)
    (project / "pinvet.toml").write_text(
        '[severity]\nPV = "error"\n\n[[ignores]]\nfiles = ["fixtures/"]\nrules = ["PV002"]\nreason = "made up"\n'
    )
    result = run("check", ".", "--format", "json")
    assert result.exit_code == 1
    assert [(one["path"], one["severity"]) for one in secrets(result)] == [("log.ndjson", "error")]
    assert [one["path"] for one in secrets(result, "suppressed")] == ["fixtures/log.ndjson"]


def test_the_files_that_a_run_is_set_up_with(project: Path, run: Run) -> None:
    (project / "pinvet.toml").write_text(f'context = "context.json"\n# {TOKEN}\n')
    context = {"campaigns": {"626760000001": {"name": f"A {TOKEN}"}}}
    (project / "context.json").write_text(json.dumps(context))
    (project / "x.campaigns.update.json").write_text(json.dumps(BODY))
    result = run("check", "x.campaigns.update.json", "--format", "json")
    assert [one["path"] for one in secrets(result)] == ["context.json", "pinvet.toml"]
    assert len(secrets(run("check", "x.campaigns.update.json", "context.json", "--format", "json"))) == 2
    assert secrets(run("check", "x.campaigns.update.json", "--format", "json", "--ignore", "PV002")) == []


def test_standard_input_and_a_packed_log(project: Path, run: Run) -> None:
    (found,) = secrets(run("check", "-", "--format", "json", stdin=LOG.encode()))
    assert (found["path"], found["line"], found["count"]) == ("<stdin>", 2, 2)
    (project / "log.ndjson.gz").write_bytes(gzip.compress(LOG.encode()))
    (found,) = secrets(run("check", "log.ndjson.gz", "--format", "json"))
    assert (found["line"], found["count"]) == (2, 2)


def test_what_a_reader_leaves_is_looked_at_too(project: Path, run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    def read(capture: Capture) -> Iterator[Notice]:
        capture.stream.read(1)
        yield Notice("unreadable", capture.path, "no", fatal=True)

    monkeypatch.setattr(f"{READERS['ndjson']}.read", read)
    (project / "log.ndjson").write_text(LOG)
    result = run("check", "log.ndjson", "--format", "json")
    assert result.exit_code == 2
    assert secrets(result)[0]["count"] == 2


def test_what_was_read_before_an_interruption_is_told(project: Path, run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    def read(capture: Capture) -> Iterator[Notice]:
        yield Notice("record", capture.path, capture.stream.readline().decode()[:0])
        raise KeyboardInterrupt

    monkeypatch.setattr(f"{READERS['ndjson']}.read", read)
    (project / "log.ndjson").write_text(log(BEARER))
    assert len(secrets(run("check", "log.ndjson", "--format", "json"))) == 1


def test_very_many_are_not_counted_to_their_end(project: Path, run: Run) -> None:
    (project / "log.ndjson").write_text(LOG + f'{{"{TOKEN}": 0}}\n' * 1_100)
    assert "at least 1,000 secrets" in run("check", "log.ndjson").output


def test_a_large_log(project: Path, run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("pinvet.sources.secrets.LARGE", 1)
    (project / "log.ndjson").write_text(f"{LOG.splitlines()[0]}\n" * 1_000 + LOG)
    (found,) = secrets(run("check", "log.ndjson", "--format", "json"))
    assert (found["line"], found["count"]) == (1_002, 2)
