"""Captures are told from payloads, by name, by their first bytes, or by the shape of their value."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from pinvet.config import Settings
from pinvet.sources.captures import HEAD, format_of
from pinvet.sources.payload import read_payload

SHARED = Path(__file__).parents[3] / "shared"
RECORD = {"request": {"method": "POST", "url": "https://api.pinterest.com/v5/x", "body": []}, "response": {}}
FLAT = {"ts": 1, "method": "POST", "path": "/v5/x", "body": []}


def told(path: str, text: str | bytes | object) -> str | None:
    """Return the format that a file is read as; None for a payload."""
    if not isinstance(text, str | bytes):
        text = json.dumps(text)
    data = text.encode() if isinstance(text, str) else text
    return format_of(path, data[:HEAD]) or read_payload(path, data, Settings(Path.cwd())).capture


@pytest.mark.parametrize(
    ("path", "text", "format_"),
    [
        ("a.har", "", "har"),
        ("a.ZHAR", b"PK\x03\x04", "har"),
        ("a.jsonl.gz", b"", "ndjson"),
        ("notes.md", "# curl", "curl"),
        ("a.postman_collection.json", {}, "postman"),
        ("a.mitm", b"", "flow"),
        ("a.json", {"log": {"version": "1.2", "entries": []}}, "har"),
        ("a.json", {"about": 1, "log": {"version": "1.2", "entries": []}}, "har"),
        ("a.json", {"interactions": [], "version": 1}, "cassette"),
        ("a.json", {"version": 1, "interactions": []}, "cassette"),
        ("a.yaml", "interactions:\n- request:\n    body: !!binary AA==\nversion: 1\n", "cassette"),
        ("a.yaml", "---\nhttp_interactions:\n- request: {}\n", "cassette"),
        ("a.yaml", "- request:\n    body: !!python/x y\n", "cassette"),
        ("a.yaml", "- {request: {method: GET, uri: /x}, response: {}}\n", "cassette"),
        ("a.json", {"http_interactions": []}, "cassette"),
        (
            "a.json",
            {"info": {"schema": "https://schema.getpostman.com/json/"}, "item": []},
            "postman",
        ),
        ("a.json", {"info": {"name": "x", "schema": "s"}, "item": []}, "postman"),
        ("a.json", [RECORD, FLAT], "ndjson"),
        ("a.json", RECORD, "ndjson"),
        ("a.json", f"{json.dumps(RECORD)}\n\n{json.dumps(RECORD)}\n", "ndjson"),
        ("a.log", f"{json.dumps(FLAT)}\r\n{json.dumps(FLAT)}\n{{cut", "ndjson"),
        ("a.log", json.dumps({**FLAT, "body": "x" * HEAD}) + "\n", None),
        ("a.sh", "", "curl"),
        ("a.txt", "#!/bin/sh\nset -e\n\ncurl -X POST https://x\n", "curl"),
        ("a.txt", "# create\n\ncurl 'https://x' \\\n  -d '{}'\n", "curl"),
        ("a.txt", "curl\thttps://x", "curl"),
        ("a.log", "INFO\nsend: b'POST /v5 HTTP/1.1\\r\\n'\nreply: 'HTTP/1.1 200'\n", "debuglog"),
        ("a.log", "2026-11-21 INFO send: b'POST /v5 HTTP/1.1\\r\\n'\n", "debuglog"),
        ("<stdin>", "curl https://x", "curl"),
        ("<stdin>", b"23:7:version;2:20#4:type;4:http;}", "flow"),
    ],
)
def test_captures_are_told(path: str, text: object, format_: str | None) -> None:
    assert told(path, text) == format_


@pytest.mark.parametrize(
    ("path", "text"),
    [
        ("a.json", {"log": [], "entries": []}),
        ("a.json", {"item": [], "info": "x"}),
        ("a.json", {"info": {"name": "x"}, "item": [], "schema": "s"}),
        ("a.json", {"request": {"method": "POST"}}),
        ("a.json", [{"method": "POST", "url": "/x"}, {"name": "x"}]),
        ("a.json", FLAT),
        ("a.json", []),
        ("a.yaml", "run: |\n  curl https://x\n"),
        ("a.yaml", "curl: x\n"),
        ("a.json", '{"a": 1}\n{"b": 2}\n'),
        ("a.json", "{\n{"),
        ("a.json", b"\xff\xfe{}"),
    ],
)
def test_what_only_looks_like_a_capture_is_a_payload(path: str, text: object) -> None:
    assert told(path, text) is None


@pytest.mark.skipif(not SHARED.is_dir(), reason="the public suites are not here")
@pytest.mark.parametrize(
    ("name", "format_"),
    [
        ("data/sample-vcrpy-cassette.yaml", "cassette"),
        ("data/sample-http-client-debug.log", "debuglog"),
        ("suites/har/mitmproxy__chrome.har", "har"),
        ("suites/har/mitmproxy__with-bom.har", "har"),
        ("suites/cassettes/vcrpy__tests__fixtures__migration__new_cassette.json", "cassette"),
        ("suites/cassettes/vcrpy__tests__fixtures__migration__old_cassette.json", "cassette"),
        ("suites/cassettes/vcrpy__tests__fixtures__migration__old_cassette.yaml", "cassette"),
        ("suites/cassettes/vcrpy__tests__integration__cassettes__gzip_requests.yaml", "cassette"),
        ("suites/mitmproxy/dumpfile-10.mitm", "flow"),
        ("suites/mitmproxy/dumpfile-019.mitm", "flow"),
    ],
)
def test_recorded_files_are_told_without_their_name(name: str, format_: str) -> None:
    data = (SHARED / name).read_bytes()
    unnamed = "capture.yaml" if name.endswith("yaml") else "capture.json" if name.endswith("json") else "capture"
    assert told(unnamed, data) == format_
