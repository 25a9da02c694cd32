"""curl itself, and bash, as judges of the curl reader: over curlconverter's fixtures, and commands made at random."""

from __future__ import annotations

import random
import re
import shutil
import subprocess
import threading
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

import pytest
from curl_reading import read_all

from pinvet.sources.curl.arguments import curl_arguments
from pinvet.sources.curl.given import Given
from pinvet.sources.curl.parts import Command
from pinvet.sources.curl.shell import commands
from pinvet.sources.curl.transfer import Sent, sent
from pinvet.sources.curl.variables import Variables
from pinvet.sources.record import Record

if TYPE_CHECKING:
    from collections.abc import Iterator

SUITE = Path(__file__).parents[3] / "shared" / "suites" / "curlconverter" / "test" / "fixtures" / "curl_commands"
FIXTURES = sorted(SUITE.glob("*.sh"))
BASH, CURL = shutil.which("bash"), shutil.which("curl")

needs_suite = pytest.mark.skipif(not FIXTURES, reason="the suite is not here")
needs_curl = pytest.mark.skipif(not BASH or not CURL, reason="bash and curl are not here")

# How many requests a fixture sends, where it is not one.
COUNTS = {
    "form_quotes": 5,
    "j_data_priority_than_f": 0,
    "multiple_commands": 3,
    "multiple_urls": 0,
    "pipelines": 5,
    "put_with_T_option": 0,
    "url_query": 4,
    "url_query_reads_file": 4,
}

# What cannot be compared with what curl sends, and why.
NOT_COMPARABLE = {
    "form_quotes": "the files of its forms are not there, so that curl sends fewer requests",
    "get_cert_key_capath": "the certificates are not there, so that curl sends nothing",
    "get_proxy": "curl goes to the proxy that the command names",
    "get_proxy_with_auth": "curl goes to the proxy that the command names",
    "redirect_command_url_query": "the file is named by a command, which pinvet does not run",
    "redirect_variable_and_string_data": "the file is named by a variable that is not set",
    "redirect_variable_data": "the file is named by a variable that is not set",
    "socks_proxy": "curl goes to the proxy that the command names",
}
FILES = (
    "add_params.xml sample.sparql new_file my_file.txt myfile.jpg myfile.jg file.txt input_redirected_file.txt "
    "image.jpg 47.htz test/fixtures/curl_commands/delete.sh cookies.txt cookie.txt"
).split()


@needs_suite
@pytest.mark.parametrize("fixture", FIXTURES, ids=lambda path: path.stem)
def test_every_fixture_is_read(fixture):
    found = read_all(fixture.read_bytes())
    requests = [each for each in found if isinstance(each, Record)]
    assert len(requests) == COUNTS.get(fixture.stem, 1)
    for request in requests:
        request.written()


@needs_suite
def test_the_tables_name_fixtures_that_are_there():
    assert len(FIXTURES) == 108
    assert {*COUNTS, *NOT_COMPARABLE} <= {fixture.stem for fixture in FIXTURES}


class _Echo(BaseHTTPRequestHandler):
    """Answers as a proxy, so that the address of every host is seen as curl has it."""

    protocol_version = "HTTP/1.1"
    seen: list[tuple[str, str, str]] = []  # noqa: RUF012  # emptied before each command

    def __getattr__(self, name: str):
        if name.startswith("do_"):
            return self._echo
        raise AttributeError(name)

    def _echo(self) -> None:
        body = self.rfile.read(int(self.headers.get("content-length") or 0))
        if self.headers.get("transfer-encoding"):
            while size := int(self.rfile.readline().strip() or b"0", 16):
                body += self.rfile.read(size)
                self.rfile.readline()
            self.rfile.readline()
        self.seen.append((self.command.upper(), _address(self.path), body.decode("utf-8", "replace")))
        self.send_response(200)
        self.send_header("content-length", "0")
        self.end_headers()

    def log_message(self, *_: object) -> None:
        """Say nothing."""


@pytest.fixture(scope="module")
def proxy() -> Iterator[str]:
    server = ThreadingHTTPServer(("127.0.0.1", 0), _Echo)
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    yield f"http://127.0.0.1:{server.server_port}"
    server.shutdown()
    server.server_close()


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    for name in FILES:
        path = tmp_path / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(b'{"a": "\xc3\xa9 &=+",\r\n "b": 1}\n')
    return tmp_path


def _address(url: str) -> str:
    parts = urlsplit(url)
    address = f"{parts.scheme}://{parts.netloc}{parts.path or '/'}" + (f"?{parts.query}" if parts.query else "")
    return re.sub("%[0-9A-F]{2}", lambda match: match[0].lower(), address)


def _by_curl(script: str, proxy: str, folder: Path) -> list[tuple[str, str, str]]:
    _Echo.seen.clear()
    environment = {"PATH": "/usr/bin:/bin", "HOME": "/nonexistent", "http_proxy": proxy, "LC_ALL": "C.UTF-8"}
    subprocess.run(
        [BASH, "-c", script], env=environment, cwd=folder, capture_output=True, check=False, timeout=60,
        stdin=subprocess.DEVNULL,
    )  # fmt: skip
    return list(_Echo.seen)


def _by_pinvet(script: str, folder: Path) -> list[tuple[str, str, str | None]]:
    """Return method, address and body of each request; the body is None where it is not known."""
    items = commands(script, 0, len(script))
    variables = Variables(items)
    found = []
    for item in items:
        arguments = curl_arguments(item, variables) if isinstance(item, Command) else None
        for each in sent(arguments[1], Given(item, variables, folder)) if arguments else ():
            if isinstance(each, Sent):
                body = None if each.cut else "".join(part.text for part in each.body or ())
                found.append((each.method.upper(), _address(each.url), body))
    return found


def _agree(ours: list[tuple[str, str, str | None]], theirs: list[tuple[str, str, str]]) -> bool:
    if len(ours) != len(theirs):
        return False
    return all(own[:2] == real[:2] and own[2] in (None, real[2]) for own, real in zip(ours, theirs, strict=True))


@pytest.mark.slow
@needs_suite
@needs_curl
@pytest.mark.parametrize("fixture", FIXTURES, ids=lambda path: path.stem)
def test_curl_sends_what_the_reader_says(fixture, proxy, folder):
    script = fixture.read_text("utf-8")
    ours, theirs = _by_pinvet(script, folder), _by_curl(script, proxy, folder)
    if fixture.stem == "pipelines":  # the commands of a pipe run at once
        ours, theirs = sorted(ours), sorted(theirs)
    assert _agree(ours, theirs) is (fixture.stem not in NOT_COMPARABLE), (ours, theirs)


ARGUMENTS = """-d a|-d 'b=c d'|-d@file.txt|--data-binary @new_file|--data-raw @file.txt|--data-urlencode 'a b'
-T file.txt|--data-urlencode =é|--data-urlencode n=v+w|--data-urlencode @file.txt|--data-urlencode n@file.txt
--json '{}'|-G|-I|--json @new_file|--data-ascii x|-X PUT|-XPATCH|-sSX DELETE|--request POST|localhost/v
--url localhost/u?q=1|-d ''|http://localhost/w?|'localhost?a=b&'|localhost/x?c#frag|--url-query q=z|--url-query '+r&s'
--url-query t@new_file|-F a=b|--next|-H 'X: y'|-H 'Content-Type: application/json'|-o /dev/null|-u a:b|-A ua
--compressed|-vsk|-sd g|--get
--head|--no-buffer|--max-time 5|-m5|-e ref|-b c=d|-T -|--sil|--data-b h|-i|-L|-g|--retry 0|-d @-|--data-binary @-"""


@pytest.mark.slow
@needs_curl
def test_curl_sends_what_the_reader_says_of_options_in_any_order(proxy, folder):
    chance = random.Random(7)
    pool = re.split(r"[|\n]", ARGUMENTS)
    compared = 0
    for _ in range(300):
        arguments = [chance.choice(pool) for _ in range(chance.randint(1, 6))]
        arguments.insert(chance.randint(0, len(arguments)), "localhost/z")
        script = f"curl -s {' '.join(arguments)} <<'E'\n{{\"in\":\n 1}}\nE\n"
        ours = _by_pinvet(script, folder)
        reads_twice = script.count("@-") + script.count("-T -") > 1
        if reads_twice or any(re.search(r"\s", url) for _, url, _ in ours):  # curl refuses such addresses
            continue
        compared += 1
        assert _agree(ours, _by_curl(script, proxy, folder)), script
    assert compared > 200


PIECES = [
    *"'\"\\ \n\tabé😀#;{}:,![]%$", "$'", '$"', "&&", "\\n", "\\x41", "\\101", "\\u00e9", "\\U0001F600", "\\'", '\\"',
    "\\\\", "\\\n", "x=1", "$A", "${A}", '"$B"', "\\$", "\\?", "\\e", "\\z", "<<<x ", ">f ", "2>&1 ",
]  # fmt: skip
SHOWING = 'exec 9>&1\ncurl() { { printf "%s\\3" "$@"; printf "\\4"; } >&9; }\nset -f\n'


@pytest.mark.slow
@pytest.mark.skipif(not BASH, reason="bash is not here")
def test_bash_splits_words_as_the_reader_does(tmp_path):
    chance = random.Random(11)
    compared = 0
    for _ in range(700):
        command = "curl " + "".join(chance.choice(PIECES) for _ in range(chance.randint(1, 14)))
        script = f"A='v 1'\nB='\"x\"'\n{command}\n"
        run = subprocess.run(
            [BASH, "-c", SHOWING + script], env={"PATH": "/nowhere", "LC_ALL": "C.UTF-8"}, cwd=tmp_path,
            capture_output=True, check=False, timeout=60, stdin=subprocess.DEVNULL,
        )  # fmt: skip
        items = commands(script, 0, len(script))
        variables = Variables(items)
        found = [curl_arguments(item, variables) for item in items if isinstance(item, Command)]
        ours = [[word.text for word in arguments[1]] or [""] for arguments in found if arguments]
        is_refused = re.search(rb"syntax error|unexpected EOF|bad substitution|ambiguous redirect", run.stderr)
        is_unknown = any(re.search(r"\$\{.+?\}", text) for texts in ours for text in texts)
        # a lost line break; and bash does not split $A in a word that also holds a lone dollar sign
        is_else = re.search(r"\\[ \t]|\$[^A{'\"]", command) or command.endswith("$")
        if is_refused or is_unknown or is_else or "\3" in command:
            continue
        compared += 1
        theirs = [said.split("\3")[:-1] for said in run.stdout.decode("utf-8", "replace").split("\4")[:-1]]
        assert ours == theirs, command
    assert compared > 200
