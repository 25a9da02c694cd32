"""Real clients send to a server on loopback, each recorded in its own way: what pinvet reads is what the server got."""

from __future__ import annotations

import importlib.util
import json
import os
import shlex
import shutil
import subprocess
import sys
import threading
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import TYPE_CHECKING, Any, NamedTuple

import pytest
from desk import settings

from pinvet.lint import Linter
from pinvet.model import Notice
from pinvet.sources.inputs import inputs
from pinvet.sources.readers import CaptureFile

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from pinvet.sources.record import Record

pytestmark = pytest.mark.slow

ACCOUNT = "/v5/ad_accounts/549755885175"
CAMPAIGN = {
    "name": 'Été "2027" 🎉 it\'s $HOME `x` \\ {{x}}', "status": "ACTIVE", "objective_type": "CONSIDERATION",
    "start_time": 1798761600, "is_performance_plus": True, "daily_spend_cap": 20000000,
    "is_flexible_daily_budgets": True, "lifetime_spend_cap": 90000000,
}  # fmt: skip
CALLS = [
    ("POST", f"{ACCOUNT}/campaigns", [CAMPAIGN]),
    ("PATCH", f"{ACCOUNT}/campaigns", [{"id": "626760000001", "name": "line\nbreak\t\u2028", "status": None}]),
    ("GET", f"{ACCOUNT}/campaigns?page_size=25&entity_statuses=ACTIVE,PAUSED", None),
    ("POST", f"{ACCOUNT}/ad_groups", [{"campaign_id": "626760000001", "name": "x" * 3000, "bid_multiplier": 1.5}]),
    ("DELETE", "/v5/catalogs/product_groups/7?ad_account_id=549755885175", None),
]


class Got(NamedTuple):
    """What the server got: the method, the path with its query, the JSON body, and the status that it answered."""

    method: str
    path: str
    body: Any
    status: int


class Echo(ThreadingHTTPServer):
    """Answers every request, each in its turn with another status, and keeps it."""

    daemon_threads = True

    def __init__(self) -> None:
        self.got: list[Got] = []
        super().__init__(("127.0.0.1", 0), Handler)

    @property
    def address(self) -> str:
        return f"http://127.0.0.1:{self.server_address[1]}"


class Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    server: Echo

    def answer(self) -> None:
        body = self.chunks() if self.headers["Transfer-Encoding"] == "chunked" else self.whole()
        status = (200, 400)[len(self.server.got) % 2]
        parsed = json.loads(body) if body else None
        self.server.got.append(Got(self.command, self.path, parsed, status))
        text = json.dumps({"items": [{"data": {"id": "626760000001"}, "exceptions": []}]}).encode()
        self.send_response(status)
        self.send_header("Content-Type", "application/json")
        self.send_header("Content-Length", str(len(text)))
        self.end_headers()
        self.wfile.write(text)

    def whole(self) -> bytes:
        return self.rfile.read(int(self.headers["Content-Length"] or 0))

    def chunks(self) -> bytes:
        body = b""
        while size := int(self.rfile.readline(), 16):
            body += self.rfile.read(size)
            self.rfile.readline()
        self.rfile.readline()
        return body

    do_GET = do_POST = do_PATCH = do_DELETE = answer  # noqa: N815  # the names of the server's own

    def log_message(self, format: str, *arguments: Any) -> None:  # noqa: A002
        """Print nothing."""


@pytest.fixture
def server() -> Iterator[Echo]:
    echo = Echo()
    thread = threading.Thread(target=echo.serve_forever, daemon=True)
    thread.start()
    yield echo
    echo.shutdown()
    echo.server_close()
    thread.join()


def needs(*packages: str) -> pytest.MarkDecorator:
    missing = [name for name in packages if importlib.util.find_spec(name) is None]
    return pytest.mark.skipif(bool(missing), reason=f"{', '.join(missing)} is not installed")


def send(script: str, server: Echo, folder: Path, name: str) -> Path:
    """Run a client's script in a process of its own; what it prints is the file that is read."""
    path = folder / name
    environment = {**os.environ, "PYTHONIOENCODING": "utf-8", "NO_PROXY": "*", "no_proxy": "*"}
    with path.open("wb") as out:
        subprocess.run(
            [sys.executable, "-c", script, server.address, str(folder / f"written-{name}")],
            input=json.dumps(CALLS).encode(),
            stdout=out,
            env=environment,
            check=True,
            timeout=300,
        )
    return path


def read(path: Path, server: Echo, **keys: Any) -> list[Record]:
    """Return the records of a capture, of which each has to stand where it says that it does."""
    host = server.address.removeprefix("http://")
    chosen = settings()._replace(root=path.parent, hosts=(host,), **keys)
    (file,) = inputs([path.name], chosen, path.parent, sys.stdin.buffer)
    assert type(file) is CaptureFile
    items = list(file.records())
    assert [item for item in items if isinstance(item, Notice)] == []
    found: list[Record] = [item for item in items if not isinstance(item, Notice)]
    report = Linter(chosen).run(inputs([path.name], chosen, path.parent, sys.stdin.buffer))
    assert report.summary.requests == len(found)
    (two_caps,) = [one for one in report.findings if one.rule == "PP103"]
    assert two_caps.place is not None
    line = path.read_text(encoding="utf-8").splitlines()[two_caps.place.line - 1]
    assert "daily_spend_cap" in line[two_caps.place.column - 1 : two_caps.place.end_column - 1]
    return found


def seen(records: list[Record], server: Echo) -> list[tuple[Any, ...]]:
    """Return what was read, as the server would tell of it; a debug log does not tell http from https."""
    host = server.address.partition("://")[2]
    return [
        (
            record.request.method,
            (record.request.url or "").partition("://")[2].removeprefix(host),
            record.request.body,
            record.response.status,
        )
        for record in records
    ]


def told(server: Echo, *, statuses: bool = True) -> list[tuple[Any, ...]]:
    assert len(server.got) == len(CALLS)
    assert [(got.method, got.path, got.body) for got in server.got] == [(m, p, b) for m, p, b in CALLS]
    return [(got.method, got.path, got.body, got.status if statuses else None) for got in server.got]


SDK = """
import json, sys, pinterestsdk
from pinterestsdk import ApiClient, Configuration
from pinterestsdk.rest import RESTClientObject

configuration = Configuration(host=sys.argv[1] + "/v5", access_token="pina_" + "x" * 40, debug=True)
client = ApiClient(configuration)
for method, path, body in json.load(sys.stdin):
    address = sys.argv[1] + path
    client.rest_client.request(method, address, {"Authorization": "Bearer pina_secret"}, body).read()
"""
MODELS = """
import json, sys, pinterestsdk
from pinterestsdk import AdGroupsApi, ApiClient, CampaignCreateItem, CampaignsApi, Configuration

configuration = Configuration(host=sys.argv[1] + "/v5", access_token="pina_" + "x" * 40, debug=True)
(campaign,) = json.load(sys.stdin)[0][2]
with ApiClient(configuration) as client:
    api = CampaignsApi(client)
    api.campaigns_create_without_preload_content("549755885175", [CampaignCreateItem(**campaign)]).read()
    api.campaigns_list_without_preload_content("549755885175", page_size=25).read()
"""
DEBUGGED = """
import http.client, json, logging, sys, requests

http.client.HTTPConnection.debuglevel = 1
logging.basicConfig(level=logging.DEBUG, stream=sys.stdout)
with requests.Session() as session:
    for number, (method, path, body) in enumerate(json.load(sys.stdin)):
        sent = {"json": body}
        if number == 3:
            text = json.dumps(body).encode()
            sent = {"data": iter([text[:100], text[100:]]), "headers": {"Content-Type": "application/json"}}
        session.request(method, sys.argv[1] + path, **(sent if body is not None else {}))
"""
TAPED = """
import json, sys, requests, vcr

tape = vcr.VCR(record_mode="all", serializer={serializer!r})
with tape.use_cassette(sys.argv[2]):
    for method, path, body in json.load(sys.stdin):
        requests.request(method, sys.argv[1] + path, json=body, headers={{"Authorization": "Bearer pina_secret"}})
sys.stdout.buffer.write(open(sys.argv[2], "rb").read())
"""
HOOKED = """
import json, sys, time, httpx

def write(response):
    response.read()
    request = response.request
    record = {"ts": time.time(), "method": request.method, "url": str(request.url),
              "body": request.content.decode() or None, "status": response.status_code, "response_body": response.text}
    print(json.dumps(record))

with httpx.Client(event_hooks={"response": [write]}, trust_env=False) as client:
    for method, path, body in json.load(sys.stdin):
        client.request(method, sys.argv[1] + path, json=body) if body is not None else client.request(
            method, sys.argv[1] + path)
"""


@needs("pinterestsdk")
def test_the_vendors_sdk_with_debug_output(server: Echo, tmp_path: Path) -> None:
    records = read(send(SDK, server, tmp_path, "debug.log"), server)
    assert seen(records, server) == told(server)
    assert "pina_" not in repr(records)


@needs("pinterestsdk")
def test_the_vendors_sdk_with_its_models(server: Echo, tmp_path: Path) -> None:
    records = read(send(MODELS, server, tmp_path, "debug.log"), server)
    assert seen(records, server) == [tuple(got) for got in server.got]
    assert [got.path for got in server.got] == [f"{ACCOUNT}/campaigns", f"{ACCOUNT}/campaigns?page_size=25"]
    assert server.got[0].body[0]["name"] == CAMPAIGN["name"]


@needs("requests")
def test_requests_with_debug_output(server: Echo, tmp_path: Path) -> None:
    records = read(send(DEBUGGED, server, tmp_path, "debug.log"), server)
    assert seen(records, server) == told(server)


@needs("requests", "vcr")
@pytest.mark.parametrize(("name", "serializer"), [("tape.yaml", "yaml"), ("tape.json", "json")])
def test_requests_with_vcrpy(server: Echo, tmp_path: Path, name: str, serializer: str) -> None:
    records = read(send(TAPED.format(serializer=serializer), server, tmp_path, name), server)
    assert seen(records, server) == told(server)
    assert "pina_" not in repr(records)


@needs("httpx")
def test_httpx_with_an_event_hook(server: Echo, tmp_path: Path) -> None:
    records = read(send(HOOKED, server, tmp_path, "log.ndjson"), server)
    assert seen(records, server) == told(server)
    assert [record.at for record in records] == sorted(record.at or 0 for record in records)
    assert [record.response.body["items"][0]["data"]["id"] for record in records] == ["626760000001"] * len(CALLS)


@pytest.mark.skipif(shutil.which("curl") is None or shutil.which("bash") is None, reason="there is no curl here")
def test_curl_as_the_shell_runs_it(server: Echo, tmp_path: Path) -> None:
    (tmp_path / "body 1.json").write_text(json.dumps(CALLS[1][2]), encoding="utf-8")
    quoted = shlex.quote(json.dumps(CALLS[0][2], ensure_ascii=False))
    (method, listed, _), (_, groups, body), (_, deleted, _) = CALLS[2:]
    here = f"cat > /dev/null <<'END'\ncurl http://nobody.test\nEND\nNAME='{body[0]['name']}'"  # type: ignore[index]
    script = tmp_path / "calls.sh"
    script.write_text(
        f"""#!/usr/bin/env bash
set -euo pipefail
API={server.address}
export ACCOUNT="549755885175"
curl -sS -o /dev/null -H "Authorization: Bearer $TOKEN" -H 'Content-Type: application/json' \\
  -X POST "$API/v5/ad_accounts/${{ACCOUNT}}/campaigns" \\
  --data-raw {quoted}
curl -sS -o /dev/null -X PATCH "$API"{CALLS[1][1]} --json @'body 1.json'   # its body lies beside
curl -sS -o /dev/null -G "$API{listed.partition("?")[0]}" -d page_size=25 --data 'entity_statuses=ACTIVE,PAUSED'
{here}
curl -sS -o /dev/null "$API{groups}" -H 'Content-Type: application/json' -d '[{{"campaign_id": "626760000001",
  "name": "'"$NAME"'", "bid_multiplier": 1.5}}]'
curl -sS -o /dev/null --request DELETE "$API{deleted}"
""",
        encoding="utf-8",
    )
    environment = {"PATH": os.environ["PATH"], "HOME": str(tmp_path), "TOKEN": "pina_secret", "NO_PROXY": "*"}
    done = subprocess.run(["bash", str(script)], cwd=tmp_path, env=environment, capture_output=True, check=False)
    assert (done.returncode, done.stderr) == (0, b"")
    records = read(script, server, file_refs=tmp_path)
    assert seen(records, server) == told(server, statuses=False)
    assert method == "GET"
