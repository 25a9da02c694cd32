"""No text of an input acts on a terminal, a CI log or a parser, and no secret gets out by any format."""

from __future__ import annotations

import base64
import json
from pathlib import Path
from typing import TYPE_CHECKING
from urllib.parse import quote

import jsonschema_rs
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from samples import EMPTY, naughty

from pinvet.redact import render as said
from pinvet.reporters import FORMATS, Options, render

if TYPE_CHECKING:
    from pinvet.report import Report

ROOT = Path(__file__).resolve().parents[2]
BLNS = ROOT.parent / "shared/suites/blns.json"
SARIF = ROOT.parent / "shared/data/sarif-schema-2.1.0.json"
IN_CI = Options(github_actions=True)
EVIL = [
    "::error::run",
    "  ::set-output name=a::b",
    "\u00a0::add-mask::x",
    "a\n::error::b",
    "a\r::error::b",
    "a\u2028::error::b",
    "##[error]x",
    "a ##[add-mask]b",
    "###[x]##[y]",
    "##vso[task.setvariable variable=a]b",
    "\x1b[31mred\x1b[0m",
    "\x1b]8;;https://evil.example\x1b\\click\x1b]8;;\x1b\\",
    "\x9b31m",
    "\u202egnp.exe",
    "\ud800",
    "\udcff\udfff",
    "](1)",
    "[x](https://evil.example)",
    "{}{0}{finding}%s%d%n",
    "\U000e0041",
    "/",
    "~",
    "C:\\x",
]


def naughty_strings() -> list[str]:
    known: list[str] = json.loads(BLNS.read_text()) if BLNS.exists() else []
    return EVIL + known


def check(text: str) -> None:
    report = naughty(text)
    measured = IN_CI._replace(statistics=True)
    for format_ in ("text", "concise", "github"):
        for options in (measured, IN_CI._replace(verbose=1, quiet=True, width=30)):
            for line in render(report, format_, options).split("\n"):
                assert line == "" or line.isprintable()
                assert "##[" not in line or line.startswith(("::error ", "::warning "))
                assert "##vso[" not in line or line.startswith(("::error ", "::warning "))
                own = format_ == "github" and line.startswith(("::error ", "::warning "))
                assert own or not line.lstrip().startswith("::")
    for format_ in ("json", "jsonl", "sarif"):
        written = render(report, format_)
        assert written.isascii()
        assert "##[" not in written
        assert all(line.isprintable() for line in written.split("\n"))
        for document in written.splitlines() if format_ == "jsonl" else [written]:
            json.loads(document)
    coloured = render(report, "text", Options(color=True, hyperlinks=True, verbose=1))
    assert all(character.isprintable() or character in "\x1b\n" for character in coloured)


@pytest.mark.parametrize("text", naughty_strings(), ids=lambda text: ascii(text)[:30])
def test_naughty_strings_do_nothing(text: str) -> None:
    check(text)


@settings(max_examples=50, deadline=None)
@given(st.text(st.characters(codec=None), max_size=60))
def test_nor_does_any_other_text(text: str) -> None:
    check(text)


@pytest.mark.skipif(not SARIF.exists(), reason="the shared material is absent")
def test_naughty_strings_make_valid_documents() -> None:
    sarif = jsonschema_rs.validator_for(json.loads(SARIF.read_text()), validate_formats=True)
    contract = jsonschema_rs.validator_for(json.loads((ROOT / "schemas/report.v1.schema.json").read_text()))
    for text in naughty_strings():
        if any("\ud800" <= character <= "\udfff" for character in text):
            continue  # the validator takes no lone surrogates
        assert sarif.is_valid(json.loads(render(naughty(text), "sarif"))), text
        assert contract.is_valid(json.loads(render(naughty(text), "json"))), text


def test_github_commands_are_whole_whatever_the_path_is() -> None:
    """The runner cuts a command at the first `::` after its own, and its properties at commas."""
    for text in EVIL:
        for line in render(naughty(text), "github", Options(quiet=True)).splitlines():
            if not line.startswith("::"):
                continue
            head, _, _ = line[2:].partition("::")
            level, _, properties = head.partition(" ")
            names = [pair.partition("=")[0] for pair in properties.split(",")]
            assert level in {"error", "warning"}
            assert set(names) <= {"file", "line", "endLine", "col", "endColumn", "title"}
            assert len(names) == len(set(names))


SECRETS = {
    "access_token": "pina_CANARY0123456789",
    "refresh_token": "pinr.CANARY0123456789",
    "client_secret": "canarycanarycanarycanarycanarycanary0000",
    "password": "CANARY-pass",
    "code": "90210902109021",
    "token": "CANARYTOKEN",
    "records": "canary@example.com",
    "user_data.em": "f660ab912ec121d1b1e928a0bb4bc61b15f5ad44d5efdc4e1c92a25e99b8e44a",
    "user_data.ph": "15551234567",
    "user_data.zp": "94107",
    "user_data.country": "CANARYLAND",
    "user_data.client_ip_address": "192.0.2.77",
    "billing_contact_email": "canary@example.org",
    "status": "Bearer CANARY.x",
    "name": "canary's campaign",
    "id": "eyJhbGciOiJub25lIn0.eyJjYW5hcnkiOjF9.",
}


@pytest.mark.parametrize("format_", FORMATS)
@pytest.mark.parametrize(("parameter", "secret"), SECRETS.items(), ids=SECRETS)
def test_no_canary_gets_out(parameter: str, secret: str, format_: str) -> None:
    """Whatever a check says of a value went through `redact.render`, so no format can hold it."""
    words = said(secret, parameter=parameter, operation="events/create", enum=True)
    report: Report = naughty(f"{parameter} is {words}, expected another one")
    for options in (Options(), Options(verbose=2, color=True, hyperlinks=True), IN_CI):
        written = render(report, format_, options)
        plain = secret.encode()
        for shape in (secret, quote(secret), base64.b64encode(plain).decode(), plain.hex()):
            assert shape not in written
    assert secret not in render(EMPTY, format_)
