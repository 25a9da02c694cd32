"""curl's own command line: which requests its options make."""

from __future__ import annotations

import re
import shutil
import subprocess

import pytest
from curl_reading import API, notices, read_all, records

from pinvet.sources.curl.options import MISSING, UNKNOWN, options
from pinvet.sources.curl.parts import Part, Word
from pinvet.sources.record import Record

CURL = shutil.which("curl")

METHODS = [
    ("", "GET"),
    ("-d a=b", "POST"),
    ("-da=b", "POST"),
    ("--json {}", "POST"),
    ("--form a=b", "POST"),
    ("--form-string a=b", "POST"),
    ("-I", "HEAD"),
    ("--head", "HEAD"),
    ("-X patch", "PATCH"),
    ("-XPATCH -d a=b", "PATCH"),
    ("-sSLX DELETE", "DELETE"),
    ("--request PUT", "PUT"),
    ("--request=PUT", "PUT"),
    ("-d a=b -G", "GET"),
    ("-G -I -d a=b", "HEAD"),
    ("-T x", "PUT"),
    ("-X $METHOD", "${METHOD}"),
]


@pytest.mark.parametrize(("given", "method"), METHODS)
def test_methods(given, method):
    (record,) = records(f"curl {given} {API}/a")
    assert record.request.method == method


ADDRESSES = [
    (f"{API}/a", [f"{API}/a"]),
    (f"{API}/a {API}/b", [f"{API}/a", f"{API}/b"]),
    (f"--url {API}/a -o x {API}/b -O", [f"{API}/a", f"{API}/b"]),
    (f"-- {API}/a", [f"{API}/a"]),
    (f"-H 'A: b' -u u:p -A agent -e ref -b c=d -m 5 -w '%{{x}}' -x proxy --retry 3 {API}/a", [f"{API}/a"]),
    (f"-sk --compressed --no-buffer --sil {API}/a", [f"{API}/a"]),
    ("api.pinterest.com/v5/a", [f"http{API[5:]}/a"]),
    ("$BASE/a", ["${BASE}/a"]),
    ("{{base}}/a", ["{{base}}/a"]),
    (f"'{API}/a?b=c#d'", [f"{API}/a?b=c"]),
    (f"-G -d b=c -d d=e {API}/a", [f"{API}/a?b=c&d=e"]),
    (f"-G -d b=c '{API}/a?z=1'", [f"{API}/a?z=1&b=c"]),
    (f"-G -d b=c '{API}/a?z=1&' '{API}/b?'", [f"{API}/a?z=1&b=c", f"{API}/b?b=c"]),
    (f"-G {API}/a", [f"{API}/a"]),
    (f"-d x=y --url-query 'b=c d' --url-query +e&f {API}/a".replace("&", "\\&"), [f"{API}/a?b=c+d&e&f"]),
    (f"-G -d x=y --url-query b=c {API}/a", [f"{API}/a?x=y"]),
    (f"-T dir/file.txt {API}/a/ {API}/b", [f"{API}/a/file.txt", f"{API}/b"]),
    ("-T file.txt https://api.pinterest.com", ["https://api.pinterest.com/file.txt"]),
    (f"-d a=b {API}/a --next {API}/b", [f"{API}/a", f"{API}/b"]),
    (f"-d a=b --next {API}/b -: {API}/c", [f"{API}/b", f"{API}/c"]),
]


@pytest.mark.parametrize(("given", "urls"), ADDRESSES)
def test_addresses(given, urls):
    assert [record.request.url for record in records(f"curl {given}")] == urls


def test_next_starts_anew():
    first, second = records(f"curl {API}/a -d '{{}}' --next {API}/b")
    assert (first.request.method, second.request.method, second.request.body) == ("POST", "GET", None)


def test_what_stands_before_a_transfer_that_curl_refuses_is_sent():
    first, second = read_all(f"curl {API}/a --next {API}/b -d a -I --next {API}/c")
    assert isinstance(first, Record)
    assert not isinstance(second, Record)


BODIES = [
    ("-d a=1 -d b=2", {"a": "1", "b": "2"}),
    ("-d '{\"a\":' --json '1}'", {"a": 1}),
    ("--json '{\"a\":' --json '1}'", {"a": 1}),
    ("--data-ascii a=1 --data-raw b=2 --data-binary c=3", {"a": "1", "b": "2", "c": "3"}),
    ("--data-urlencode 'a=b&c' --data-urlencode '=d=e' --data-urlencode 'f g'", {"a": "b&c", "d=e": "", "f g": ""}),
    ("--data-raw @x=1", {"@x": "1"}),
    ("-d ''", None),
    ("-d '{\"a\": 1}' -H 'Content-Type: text/plain'", {"a": 1}),
    ("-d ' [1]'", [1]),
    ("-d a=1 -H 'content-type: application/x-www-form-urlencoded; charset=UTF-8'", {"a": "1"}),
    ("-d 12 -H 'Content-Type: application/json'", 12),
    ("-d 12 -H 'Content-Type;' -H Content-Type:", {"12": ""}),
    ("-d 12 -H @headers", {"12": ""}),
    ("--json 12 -H 'X: y'", 12),
    ('--expand-data \'{"a": "{{b}}"}\'', {"a": "{{b}}"}),
    ("--data-b '{\"a\": 1}'", {"a": 1}),
]


@pytest.mark.parametrize(("given", "body"), BODIES)
def test_bodies(given, body):
    (record,) = records(f"curl {API}/a {given}")
    assert record.request.body == body
    assert notices(f"curl {API}/a {given}") == []


@pytest.mark.parametrize(
    ("given", "message"),
    [
        ("-d a -I {url}", "curl sends nothing here: data, -F, -I and -T exclude each other"),
        ("-d a -F b=c -G {url}", "curl sends nothing here: data, -F, -I and -T exclude each other"),
        ("-T x -G -d a {url}", "curl sends nothing here: data, -F, -I and -T exclude each other"),
        ("{url} -X", "the last option of the curl command lacks its value"),
        ("{url} --data", "the last option of the curl command lacks its value"),
        ("-X POST", "the curl command names no address"),
        ("-d a=b '$@'", None),
        ('-d a=b "$@"', "the curl command names no address"),
        ("-K file", "the curl command names no address"),
        ("{url} -d", "the last option of the curl command lacks its value"),
    ],
)
def test_a_command_that_sends_nothing_is_noticed(given, message):
    found = read_all(f"curl {given.format(url=API)}")
    assert [each.message for each in found if not isinstance(each, Record)] == ([message] if message else [])
    assert len(found) == 1


@pytest.mark.parametrize("given", ["--newfangled", "--newfangled=1", "--no-newfangled", "--", "--=", "--data-"])
def test_an_option_that_is_not_known_is_noticed_and_the_request_kept(given):
    found = read_all(f"curl {API}/a {given}")
    known = ["an option of the curl command is not known; it is read as one without a value"]
    assert [each.message for each in found if not isinstance(each, Record)] == (known if given != "--" else [])
    assert isinstance(found[-1], Record)


@pytest.mark.skipif(CURL is None, reason="curl is not here")
def test_options_take_a_value_exactly_where_curl_says_so():
    said = subprocess.run([CURL, "--help", "all"], capture_output=True, text=True, check=True).stdout
    lines = re.findall(r"^ +(?:-(\S), )?--(\S+) +([<\[])?", said, re.MULTILINE)
    assert len(lines) > 200
    for letter, name, mark in lines:
        for spelled in (f"--{name}", *([f"-{letter}"] if letter else [])):
            (found, value), *rest = options([_word(spelled), _word("VALUE")])
            takes = bool(mark) and name != "help"
            assert (value is not None, len(rest)) == (takes, not takes), spelled
            assert found not in (MISSING, UNKNOWN), spelled


def _word(text: str) -> Word:
    return Word([Part(text, 0, len(text))], 0, len(text))
