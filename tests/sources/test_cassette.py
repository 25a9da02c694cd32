"""Cassettes: every layout that recorders write, the places in them, and what is left of a damaged one."""

from __future__ import annotations

import base64
import gzip
import io
import json
import re
import threading
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import TYPE_CHECKING, Any, ClassVar

import pytest
import yaml
from capture_reading import at, check_sound, only_records, pointers, told, written
from hypothesis import given
from hypothesis import strategies as st

from pinvet.model import Notice, Place
from pinvet.sources.cassette import body as bodies
from pinvet.sources.cassette import damaged, read, reading
from pinvet.sources.record import Capture, Record
from pinvet.text.document import Document
from pinvet.text.json import read_json
from pinvet.text.lines import Lines

if TYPE_CHECKING:
    from collections.abc import Iterator

    from pinvet.model import Pointer

SHARED = Path(__file__).parents[3] / "shared"
SUITE = SHARED / "suites" / "cassettes"
SAMPLE = SHARED / "data" / "sample-vcrpy-cassette.yaml"
URL = "https://api.pinterest.com/v5/ad_accounts/1/campaigns"


def outcome(text: str | bytes, path: str = "a.yaml") -> list[Record | Notice]:
    data = text.encode() if isinstance(text, str) else text
    return list(read(Capture(path, io.BytesIO(data), hosts=("127.0.0.1",))))


def records(text: str | bytes, path: str = "a.yaml") -> list[Record]:
    return only_records(outcome(text, path))


def notices(text: str | bytes, path: str = "a.yaml") -> list[tuple[str, int, int, bool]]:
    return [(n.message, n.line, n.column, n.fatal) for n in outcome(text, path) if isinstance(n, Notice)]


def one(body: str, response: str = "body: {string: '{}'}") -> str:
    return (
        f"interactions:\n- request:\n    body: {body}\n    headers: {{}}\n    method: POST\n    uri: {URL}\n"
        f"  response:\n    {response}\n    status: {{code: 200, message: OK}}\nversion: 1\n"
    )


def body_of(text: str) -> Any:
    (record,) = records(text)
    return record.request.body


# the public suite


@pytest.mark.skipif(not SUITE.exists(), reason="the suite is not here")
def test_the_suite_is_read() -> None:
    found = {}
    for path in sorted(SUITE.iterdir()):
        given_out = outcome(path.read_bytes(), path.name)
        kinds = [type(one).__name__ for one in given_out]
        found[path.name.rpartition("__")[2]] = (kinds.count("Record"), kinds.count("Notice"))
    assert found == {
        "new_cassette.json": (1, 0),
        "new_cassette.yaml": (1, 0),
        "not_cassette.txt": (0, 1),
        "old_cassette.json": (1, 0),
        "old_cassette.yaml": (1, 0),
        "domain_redirect.yaml": (2, 0),
        "gzip_httpx_old_format.yaml": (1, 0),
        "gzip_requests.yaml": (1, 0),
    }


@pytest.mark.skipif(not SUITE.exists(), reason="the suite is not here")
def test_old_and_new_layouts_hold_the_same() -> None:
    migrated = [told(records(path.read_bytes(), path.name)[0]) for path in sorted(SUITE.glob("*_cassette.[jy]*"))]
    assert len(migrated) == 4
    assert all(one == (0, "GET", "http://httpbin.org/ip", None, 200, {"origin": "217.122.164.194"}) for one in migrated)


@pytest.mark.skipif(not SUITE.exists(), reason="the suite is not here")
@pytest.mark.parametrize("name", ["gzip_requests", "gzip_httpx_old_format"])
def test_answers_are_unpacked_by_their_bytes_whatever_headers_say(name: str) -> None:
    (path,) = SUITE.glob(f"*__{name}.yaml")
    (record,) = records(path.read_bytes())
    assert record.response.status == 200
    assert record.response.body["gzipped"] is True


@pytest.mark.skipif(not SAMPLE.exists(), reason="the sample is not here")
def test_a_recorded_sample() -> None:
    text = SAMPLE.read_text("utf-8")
    found = outcome(text)
    made = [one for one in found if isinstance(one, Record)]
    assert [one.request.body for one in made] == [
        [{"name": "café 😀", "bid": 1}],
        None,
        {"grant_type": "refresh_token", "refresh_token": "pinr_X"},
        None,
        {"a": 1},
    ]
    assert notices(text) == [
        ("the body is not JSON: a second value follows the first", 39, 23, False),
        ("the body is no UTF-8 text", 108, 3, False),
    ]
    assert at(text, written(made[0]).value_place((0, "name"))) == r'"caf\u00e9 \ud83d\ude00"'
    assert at(text, made[4].place) == "request"


# bodies


@pytest.mark.parametrize(
    ("body", "expected"),
    [
        ("null", None),
        ("''", None),
        ("'{\"a\": 1}'", {"a": 1}),
        ('"{\\"a\\": 1}"', {"a": 1}),
        ("|\n      {\"a\":\n        1}", {"a": 1}),
        (">\n      {\"a\":\n      1}", {"a": 1}),
        ("!!binary eyJhIjogMX0=", {"a": 1}),
        ("!binary |-\n      eyJhIjog\n      MX0=", {"a": 1}),
        ("!!python/unicode '{\"a\": 1}'", {"a": 1}),
        ("!!python/object/apply:builtins.iter\n      args: [[!!binary eyJh, '\": 1}']]\n      state: 0", {"a": 1}),
        ("!!python/object/apply:builtins.iter\n      args: [!!python/tuple ['{\"a\"', ': 1}']]", {"a": 1}),
        ("!!python/object/apply:builtins.iter\n    - - '{\"a\": 1}'", {"a": 1}),
        ("!!python/object/new:_io.BytesIO\n      state: !!python/tuple [!!binary eyJhIjogMX0=, 3, null]", {"a": 1}),
        ("!!python/object/new:_io.BytesIO\n      state: '{\"a\": 1}'", {"a": 1}),
        ("{encoding: UTF-8, string: '{\"a\": 1}'}", {"a": 1}),
        ("{encoding: null, base64_string: eyJhIjogMX0=}", {"a": 1}),
        ("{encoding: UTF-8, string: null}", None),
        ("{string: !!binary eyJhIjogMX0=}", {"a": 1}),
        ("{}", None),
        ("[]", None),
        ("{a: 1}", {"a": 1}),
        ("[{a: !!binary eA==}]", [{"a": None}]),
        ("[[1]]", [[1]]),
        ("1e3", 1000.0),
    ],
)  # fmt: skip
def test_bodies_of_every_kind(body: str, expected: object) -> None:
    assert body_of(one(body)) == expected


def test_a_body_that_was_recorded_as_its_value() -> None:
    text = one("null\n    parsed_body: {a: 1}", "parsed_body: {b: 2}")
    (record,) = records(text)
    assert (record.request.body, record.response.body) == ({"a": 1}, {"b": 2})
    assert at(text, written(record).value_place(("a",))) == "{a: 1}"


def packed(data: bytes) -> str:
    return f"!!binary {base64.b64encode(gzip.compress(data)).decode()}"


def test_packed_bodies_are_unpacked() -> None:
    text = one(packed(b'{"a": 1}'), f"body: {{string: {packed(b'[2]')}}}")
    (record,) = records(text)
    assert (record.request.body, record.response.body) == ({"a": 1}, [2])
    assert at(text, written(record).value_place(("a",))) == packed(b'{"a": 1}').removeprefix("!!binary ")


def test_a_body_that_unpacks_to_too_much_is_left_out() -> None:
    text = one(packed(b"[" + b" " * 1_000_000 + b"]"))
    (notice, record) = outcome(text)
    assert isinstance(notice, Notice)
    assert isinstance(record, Record)
    assert re.fullmatch(r"the body unpacks to more than [0-9,]+ bytes, which is more than is read", notice.message)
    assert (notice.kind, notice.line, notice.column, notice.fatal) == ("record", 3, 5, False)
    assert (record.request.body, record.request.cut, record.response.status) == (None, True, 200)
    (other,) = records(text.replace("api.pinterest.com", "example.com"))
    assert (other.request.body, other.request.cut) == (None, True)


def test_damaged_packing_and_base64_are_told() -> None:
    assert notices(one("!!binary H4sIAAAAAAAA////")) == [("the body is damaged gzip", 3, 5, False)]
    assert notices(one("{base64_string: x}")) == [("the body is no base64, as its key says", 3, 5, False)]
    cut = base64.b64encode(gzip.compress(json.dumps([{"name": str(n)} for n in range(99)]).encode())[:-40]).decode()
    (notice, record) = outcome(one(f"!!binary {cut}"))
    assert isinstance(notice, Notice)
    assert isinstance(record, Record)
    assert "what stands before is judged" in notice.message
    assert record.request.cut
    assert record.request.body[0] == {"name": "0"}


@pytest.mark.parametrize(
    ("repeated", "again"),
    [
        ("&a 'xxxxxxxxxx'", "*a"),
        ("&a [[xxxxxxxxxx]]", "*a"),
        ("&a {b: xxxxxxxxxx}", "*a"),
        ("''", "[['xxxxxx', 'xxxxxx']]"),
    ],
)
def test_bodies_that_aliases_repeat_are_counted(repeated: str, again: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(bodies, "MOST", 11)
    item = "- request: {{method: POST, uri: /v5/x, headers: {{content-type: x-www-form-urlencoded}}, body: {}}}\n"
    text = "interactions:\n" + item.format(repeated) + item.format(again) + "version: 1\n"
    found = notices(text)
    assert found[-1][0].startswith("the body is not read: of the 11 bytes of bodies that one file may hold, ")


# other recorders

RUBY = """\
---
http_interactions:
- request:
    method: post
    uri: https://api.pinterest.com/v5/ad_accounts/1/campaigns
    body:
      encoding: UTF-8
      string: '[{"name":"It''s spring","objective_type":"AWARENESS","status":
        "ACTIVE"}]'
    headers:
      Content-Type:
      - application/json
  response:
    status:
      code: 200
      message: OK
    headers: {}
    body:
      encoding: ASCII-8BIT
      string: !binary |-
        eyJpdGVtcyI6W119
    http_version:
  recorded_at: Sat, 21 Nov 2026 19:17:16 GMT
recorded_with: VCR 6.2.0
"""

PHP = """\

-
    request:
        method: POST
        url: 'https://api.pinterest.com/v5/ad_accounts/1/campaigns'
        headers:
            Content-Type: application/json
        body: '{"a":1}'
    response:
        status:
            http_version: '1.1'
            code: '201'
            message: ''
        headers:
            content-length: '99'
        body: "{\\n  \\"id\\": 101\\n}"
    index: 0
-
    request:
        method: GET
        url: /v5/ad_accounts
        headers: {  }
    response:
        status: '2000'
"""

R = """\
http_interactions:
- request:
    method: POST
    uri: https://api.pinterest.com/v5/oauth/token
    body:
      string: grant_type=refresh_token
    headers:
      Content-Type: application/x-www-form-urlencoded
  response:
    status:
      status_code: 502
    body:
      base64_string: e30=
  recorded_at: 2025-04-27 21:48:05 GMT
recorded_with: vcr/1.7.0, webmockr/2.0.0
"""

BETAMAX = json.dumps(
    {
        "http_interactions": [
            {
                "recorded_at": "2015-06-27T14:15:28",
                "request": {
                    "uri": URL,
                    "method": "POST",
                    "body": {"base64_string": "eyJhIjogMX0=", "encoding": "utf-8"},
                    "headers": {"Content-Type": ["application/json"]},
                },
                "response": {"status": {"code": 200, "message": "OK"}, "body": {"string": "{}", "encoding": None}},
            }
        ],
        "recorded_with": "betamax/0.4.2",
    }
)


def test_cassettes_of_ruby() -> None:
    (record,) = records(RUBY)
    body = [{"name": "It's spring", "objective_type": "AWARENESS", "status": "ACTIVE"}]
    assert told(record) == (0, "POST", URL, body, 200, {"items": []})
    assert record.at == 1795288636.0
    document = written(record)
    assert at(RUBY, document.value_place((0, "name"))) == "\"It''s spring\""
    assert at(RUBY, document.value_place((0, "status"))) == '"ACTIVE"'
    assert document.value_place((0, "status")) == Place(9, 9, 9, 17)


def test_cassettes_of_php() -> None:
    first, second = records(PHP)
    assert told(first) == (0, "POST", URL, {"a": 1}, 201, {"id": 101})
    assert told(second) == (1, "GET", "/v5/ad_accounts", None, None, None)
    assert at(PHP, written(first).value_place(("a",))) == "1"


def test_cassettes_of_r() -> None:
    (record,) = records(R)
    url = "https://api.pinterest.com/v5/oauth/token"
    assert told(record) == (0, "POST", url, {"grant_type": "refresh_token"}, 502, {})
    assert record.at == 1745790485.0


def test_cassettes_of_betamax() -> None:
    (record,) = records(BETAMAX, "a.json")
    assert told(record) == (0, "POST", URL, {"a": 1}, 200, {})
    assert record.at == 1435414528.0
    assert at(BETAMAX, written(record).value_place(("a",))).startswith('{"base64_string"')
    assert records(BETAMAX, "a.yaml") == records(BETAMAX, "a.json") or records(BETAMAX, "a.yaml")[0].at == record.at


@pytest.mark.parametrize("moment", ["soon", "''", "12", "0001-01-01T00:00:00+23:59", "Sat, 99 Nov 2026 19:17:16 GMT"])
def test_a_time_that_is_none_is_unknown(moment: str) -> None:
    (record,) = records(one("null").replace("version: 1", f"  recorded_at: {moment}"))
    assert record.at is None or record.at < -62_000_000_000


def test_requests_of_before_version_1() -> None:
    text = """\
- request: !!python/object:vcr.request.Request
    body: 'a=1&b=%20'
    headers: !!python/object/apply:__builtin__.frozenset
    - - !!python/tuple [accept, '*/*']
      - !!python/tuple [Content-Type, application/x-www-form-urlencoded]
    host: localhost
    method: POST
    path: /v5/oauth/token
    port: 8080
    protocol: http
  response: {body: {string: ''}, headers: [], status: {code: 204, message: x}}
"""
    (record,) = records(text)
    assert told(record) == (0, "POST", "http://localhost:8080/v5/oauth/token", {"a": "1", "b": " "}, 204, None)
    assert record.written() is None


@pytest.mark.parametrize(
    "headers",
    [
        "{Content-Type: [application/x-www-form-urlencoded]}",
        "{a: b, content-type: application/x-www-form-urlencoded;charset=UTF-8}",
        "[[Content-Type, application/x-www-form-urlencoded], [a, b], c]",
        "[[[Content-Type, application/x-www-form-urlencoded]]]",
    ],
)
def test_the_media_type_is_found(headers: str) -> None:
    assert body_of(one("a=1").replace("headers: {}", f"headers: {headers}")) == {"a": "1"}


@pytest.mark.parametrize("headers", ["null", "{content-type: 1}", "{content-type: []}", "[1]", "{a: b}"])
def test_odd_headers_are_passed_over(headers: str) -> None:
    text = one("a=1").replace("headers: {}", f"headers: {headers}")
    assert notices(text)[0][0].startswith("the body is not JSON")


# what cannot be read

NO_CASSETTE = "this is no cassette: a cassette is an object with a list of interactions"


@pytest.mark.parametrize(
    ("text", "message", "line", "column"),
    [
        ("", "the text is empty", 1, 1),
        ("hello", NO_CASSETTE, 1, 1),
        ("[]", NO_CASSETTE, 1, 1),
        ("- a\n", NO_CASSETTE, 1, 1),
        ("{}", NO_CASSETTE, 1, 1),
        ("interactions: 1\n", NO_CASSETTE, 1, 1),
        ("a: [\n- b: [\n", "a value is missing here", 2, 1),
        ("interactions:\n" + " " * 70 + "- request: [\n", "the text ends", 0, 0),
        ('{"interactions": [{"request": {', "the text ends inside the object that opens at line 1, column 31", 1, 32),
        ('{"request": {', "the text ends inside the object that opens at line 1, column 13", 1, 14),
        ('{"interactions": [', "the text ends inside the list that opens at line 1, column 18", 1, 19),
        ("\x1f\x8b\x08", "this is gzip, not text", 1, 1),
        ("a\x00b", "a NUL byte: this is binary data, not text", 1, 2),
    ],
)
def test_a_file_that_is_no_cassette(text: str, message: str, line: int, column: int) -> None:
    path = "a.json" if text.startswith(("{", "[")) else "a.yaml"
    data = text.encode("latin-1")
    if not line:
        assert [(n[3], n[0] != "") for n in notices(data, path)] == [(True, True)]
        return
    assert notices(data, path) == [(message, line, column, True)]
    assert len(outcome(data, path)) == 1


def test_a_file_that_is_too_long(monkeypatch: pytest.MonkeyPatch) -> None:
    from pinvet.sources import whole

    monkeypatch.setattr(whole, "WHOLE", whole.WHOLE._replace(max_bytes=10))
    assert notices("interactions: []") == [("the text has 11 bytes; at most 10 are read", 1, 1, True)]


@pytest.mark.parametrize(
    "text", ["interactions: []", "interactions:\n", "http_interactions: ~", '{"interactions": []}']
)
def test_an_empty_cassette_says_nothing(text: str) -> None:
    assert outcome(text) == []


def test_single_bytes_that_are_no_text_cost_no_other_record() -> None:
    data = one('\'{"a": "caf#"}\'').encode().replace(b"#", b"\xe9")
    notice, record = outcome(data)
    assert isinstance(notice, Notice)
    assert isinstance(record, Record)
    assert (notice.kind, notice.message, notice.line, notice.fatal) == ("record", "byte 0xe9 is not UTF-8", 3, False)
    assert record.request.body == {"a": "caf\ufffd"}
    assert notices(b"interactions: \xe9\x00") == [
        ("byte 0xe9 is not UTF-8: this is binary data, not text", 1, 15, True)
    ]


@pytest.mark.parametrize(
    ("item", "message", "column"),
    [
        ("null", "this is no recorded interaction: it has no request", 3),
        ("{response: {}}", "this is no recorded interaction: it has no request", 3),
        ("{request: 1}", "this is no recorded interaction: it has no request", 3),
        ("{request: {uri: /v5/x}}", "the recorded request has no method", 4),
        ("{request: {method: GET}}", "the recorded request has no address", 4),
        ("{request: {method: " + "A" * 21 + ", uri: /v5/x}}", "the recorded request has no method", 4),
        ("{request: {method: GET, uri: /" + "x" * 65536 + "}}", "the recorded request has no address", 4),
        ("{request: {method: GET, host: x, path: 1, protocol: http}}", "the recorded request has no address", 4),
    ],
)
def test_a_record_without_a_request_counts_and_is_told(item: str, message: str, column: int) -> None:
    text = f"interactions:\n- {item}\n- request: {{method: GET, uri: /v5/ad_accounts}}\nversion: 1\n"
    notice, record = outcome(text)
    assert notice == Notice("record", "a.yaml", message, 2, column)
    assert isinstance(record, Record)
    assert told(record) == (1, "GET", "/v5/ad_accounts", None, None, None)


def test_a_body_behind_an_alias_is_placed_where_it_stands() -> None:
    text = (
        "interactions:\n- request: &r {method: POST, uri: /v5/x, body: &b '[1, 2]'}\n- request: *r\n"
        "- request: {method: POST, uri: /v5/y, body: *b}\nversion: 1\n"
    )
    made = records(text)
    assert [one.request.body for one in made] == [[1, 2]] * 3
    assert [one.place.line for one in made] == [2, 3, 4]
    assert [written(one).value_place((1,)) for one in made] == [Place(2, 56, 2, 57)] * 3


def test_yaml_that_begins_like_json_is_known_by_its_name() -> None:
    text = "{interactions: [{request: {method: GET, uri: /v5/ad_accounts}}]}"
    assert told(records(text)[0])[1:3] == ("GET", "/v5/ad_accounts")
    assert notices(text, "a.json") == [("the key is not quoted", 1, 2, True)]


# damaged and cut files


def three(*, bad: str = "") -> str:
    text = "interactions:\n"
    for number in range(3):
        body = bad if bad and number == 1 else f"'[{number}]'"
        text += f"- request:\n    body: {body}\n    method: POST\n    uri: /v5/{number}\n"
        text += "  response: {status: {code: 200}}\n"
    return text + "version: 1\n"


@pytest.mark.parametrize("bad", ["!!python/object/apply:os.system ['x']", "a: b: c", '"\\q"', "*nobody", "\x07"])
def test_a_damaged_record_costs_no_other(bad: str) -> None:
    found = outcome(three(bad=bad))
    assert [told(one)[:4] for one in found if isinstance(one, Record)] == [
        (0, "POST", "/v5/0", [0]),
        (2, "POST", "/v5/2", [2]),
    ]
    (notice,) = [one for one in found if isinstance(one, Notice)]
    assert notice.message.startswith("the record cannot be read: ")
    assert (notice.kind, notice.line, notice.fatal) == ("record", 8, False)
    assert isinstance(found[1], Notice)
    second = next(one for one in found if isinstance(one, Record) and one.request.position == 2)
    assert at(three(bad=bad), written(second).value_place((0,))) == "2"


def test_a_damaged_first_record_is_told_first() -> None:
    text = three().replace("'[0]'", "@")
    assert [type(one) for one in outcome(text)] == [Notice, Record, Record]
    assert outcome(text)[0] == Notice(
        "record", "a.yaml", "the record cannot be read: @ ` and % cannot begin a value", 3, 11,
        hint="put the value in quotes",
    )  # fmt: skip


def test_damage_in_the_lists_of_php_and_with_indentation() -> None:
    broken = PHP.replace("'{\"a\":1}'", "'{\"a\":1}' x")
    assert [type(one) for one in outcome(broken)] == [Notice, Record]
    indented = re.sub("(?m)^(?=[- ])", "  ", three(bad="@")) + "# the end\n"
    assert [type(one) for one in outcome(indented)] == [Record, Notice, Record]


def test_a_damaged_json_record_costs_no_other() -> None:
    item = {"request": {"method": "POST", "uri": "/v5/x", "body": '["interactions": [{]'}, "response": {}}
    items = [json.dumps(item, indent=1) for _ in range(3)]
    items[1] = items[1].replace('"/v5/x"', "/v5/x")
    text = '{"version": 1, "interactions": [' + ", 7, ".join(items) + "]}"
    found = outcome(text, "a.json")
    made = [one for one in found if isinstance(one, Record)]
    assert [one.request.position for one in made] == [0, 2]
    (notice,) = [one for one in found if isinstance(one, Notice) and "record cannot be read" in one.message]
    assert text.splitlines()[notice.line - 1][notice.column - 1 :].startswith("/v5/x")
    old = f"[{items[1]}, {items[0]}]"
    assert [one.request.position for one in outcome(old, "a.json") if isinstance(one, Record)] == [1]


def test_trouble_outside_the_records_is_told_once() -> None:
    assert [type(one) for one in outcome(three() + "what: [\n")] == [Record, Record, Record, Notice]
    assert notices(three() + "what: [\n") == [("a value is missing here", 19, 1, False)]
    assert notices('{"interactions": [{"request": {"method": "GET", "uri": "/"}}', "a.json") == [
        ("the text ends inside the list that opens at line 1, column 18", 1, 61, False)
    ]
    assert notices('{"interactions": [{"request": {"method": "GET", "uri": "/"}}], }', "a.json") == [
        ("a comma stands before the closing bracket", 1, 62, False)
    ]


def test_a_limit_of_the_whole_file_costs_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(reading, "WHOLE", reading.WHOLE._replace(max_nodes=20))
    assert [one.request.body for one in records(three())] == [[0], [1], [2]]


def test_damage_without_end_is_told_once(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(damaged, "_MOST_DAMAGED", 2)
    text = three() + "- @\n- @\n- @\n"
    text = text.replace("version: 1\n", "")
    found = outcome(text)
    assert [type(one) for one in found] == [Record] * 3 + [Notice] * 3
    assert notices(text)[-1] == ("2 records are damaged: what follows is not read", 19, 1, False)


VALUES = st.recursive(
    st.none() | st.booleans() | st.integers(-(2**53), 2**53) | st.text(max_size=20),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text(max_size=8), inner, max_size=4),
    max_leaves=12,
)
BODIES = st.dictionaries(st.text(max_size=8), VALUES, max_size=4) | st.lists(VALUES, max_size=4)
EXCHANGES = st.tuples(
    st.sampled_from(["POST", "PATCH"]),
    st.sampled_from([URL, "https://api.pinterest.com/v5/ad_accounts/1/ad_groups?a=%20b#c", "/v5/pins"]),
    BODIES,
    st.sampled_from([200, 201, 400, 500]),
    BODIES,
)
SESSIONS = st.lists(EXCHANGES, min_size=1, max_size=4)


def vcrpy(session: list[Any], dump: Any, **options: Any) -> str:
    interactions = [
        {
            "request": {"method": method, "uri": url, "body": json.dumps(body, **options), "headers": {"A": ["b"]}},
            "response": {
                "status": {"code": status, "message": "x"},
                "headers": {},
                "body": {"string": json.dumps(answer)},
            },
        }
        for method, url, body, status, answer in session
    ]
    return str(dump({"version": 1, "interactions": interactions}))


def ruby(session: list[Any], dump: Any, **options: Any) -> str:
    interactions = [
        {
            "request": {"method": method.lower(), "uri": url, "body": {"string": json.dumps(body, **options)}},
            "response": {
                "status": {"code": status},
                "body": {"base64_string": base64.b64encode(json.dumps(answer).encode()).decode()},
            },
            "recorded_at": "Sat, 21 Nov 2026 19:17:16 GMT",
        }
        for method, url, body, status, answer in session
    ]
    return str(dump({"http_interactions": interactions}))


@st.composite
def dumps(draw: st.DrawFn) -> Any:
    """Draw a way to write a cassette: JSON, or YAML in one of the styles that writers use."""
    style = draw(st.sampled_from(["json", None, "'", '"', "|"]))
    width, unicode = draw(st.sampled_from([40, 80, 4000])), draw(st.booleans())
    if style == "json":
        return lambda value: json.dumps(value, indent=draw(st.sampled_from([None, 1])), ensure_ascii=unicode)
    dumper = draw(st.sampled_from([yaml.Dumper, getattr(yaml, "CDumper", yaml.Dumper)]))
    ends = draw(st.sampled_from(["\n", "\r\n"]))
    return lambda value: yaml.dump(
        value, Dumper=dumper, default_style=style, width=width, allow_unicode=unicode, line_break=ends
    )


@given(SESSIONS, st.sampled_from([vcrpy, ruby]), dumps(), st.sampled_from([None, 1]), st.booleans())
def test_a_session_comes_back_from_every_layout(
    session: list[Any], layout: Any, dump: Any, indent: int | None, ascii_only: bool
) -> None:
    text = layout(session, dump, indent=indent, ensure_ascii=ascii_only)
    made = records(text, "a.json" if text.startswith("{") else "a.yaml")
    assert [told(record) for record in made] == [(n, *exchange) for n, exchange in enumerate(session)]
    for record, exchange in zip(made, session, strict=True):
        assert at(text, record.place).strip("\"'") == "request"
        source = read_json(json.dumps(exchange[2], indent=indent, ensure_ascii=ascii_only))
        assert isinstance(source, Document)
        for pointer in pointers(exchange[2]):
            assert_place(text, record, pointer, at(source.text, source.value_place(pointer)))


def assert_place(text: str, record: Record, pointer: Pointer, expected: str) -> None:
    """Check that the source at the place of a value stands for its JSON text, in the style of the whole body."""
    document = written(record)
    source, whole = at(text, document.value_place(pointer)), at(text, document.value_place(()))
    lines = Lines(text)
    first = document.value_place(())
    assert first is not None
    opened = text[lines.offset(first.line, first.column) - 1]
    if opened == '"':
        assert (json.loads(f'"{source}"') if text.startswith("{") else yaml.safe_load(f'"{source}"')) == expected
    elif opened == "'":
        assert yaml.safe_load(f"'{source}'") == expected
    else:  # a block, whose lines are indented
        assert json.loads(source) == json.loads(expected)
    assert source in whole


CASSETTE = vcrpy([("POST", URL, [{"name": "café", "n": n}] * 3, 200, {"items": []}) for n in range(3)], yaml.dump)


@given(st.integers(0, len(CASSETTE)))
def test_a_cassette_cut_anywhere_keeps_its_whole_records(end: int) -> None:
    whole = [told(record) for record in records(CASSETTE)]
    found = outcome(CASSETTE[:end])
    made = [told(record) for record in found if isinstance(record, Record)]
    complete = CASSETTE[:end].count("\n- request:")  # the last of which may be cut
    assert made[: complete - 1] == whole[: max(complete - 1, 0)]
    assert len(made) <= complete
    if len(made) < complete:
        assert isinstance(found[-1], Notice)
    if complete > 1:
        assert not any(isinstance(one, Notice) and one.fatal for one in found)


@given(st.integers(0, 4000), st.booleans())
def test_a_json_cassette_cut_anywhere_keeps_its_whole_records(end: int, pretty: bool) -> None:
    session = [("POST", URL, [{"name": "café", "n": n}], 200, {"items": []}) for n in range(3)]
    text = vcrpy(session, lambda value: json.dumps(value, indent=4 if pretty else None))
    whole = [told(record) for record in records(text, "a.json")]
    found = outcome(text[:end], "a.json")
    made = [told(record) for record in found if isinstance(record, Record)]
    assert made == whole[: len(made)]
    if end < len(text.rstrip()):
        assert isinstance(found[-1], Notice)


@given(
    st.binary(max_size=300)
    | st.tuples(st.integers(0, len(CASSETTE)), st.binary(max_size=4), st.integers(0, 9)).map(
        lambda t: CASSETTE.encode()[: t[0]] + t[1] + CASSETTE.encode()[t[0] + t[2] :]
    ),
    st.sampled_from(["a.yaml", "a.json"]),
)
def test_no_bytes_are_a_crash(data: bytes, path: str) -> None:
    check_sound(outcome(data, path), data)


SHAPES = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(max_size=6) | st.sampled_from(["GET", "/v5/x", "Content-Type"]),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.sampled_from(
        "request response method uri url protocol host port path body parsed_body string base64_string encoding args "
        "state headers content-type status code status_code recorded_at content".split()), inner, max_size=6),
    max_leaves=30,
)  # fmt: skip


@given(SHAPES, SHAPES)
def test_no_shape_is_a_crash(item: object, inner: object) -> None:
    whole = {"method": "GET", "uri": "/v5/x", "headers": inner, "body": item}
    value = {"interactions": [item, {"request": item, "response": inner}, {"request": whole, "recorded_at": item}]}
    for text, path in ((json.dumps(value), "a.json"), (yaml.safe_dump(value), "a.yaml")):
        check_sound(outcome(text, path), text)


# what vcrpy itself records


class Server(BaseHTTPRequestHandler):
    """Answers every request with a packed JSON text, and keeps what it got."""

    got: ClassVar[list[tuple[str, str, bytes]]] = []

    def answer(self) -> None:
        if self.headers.get("Transfer-Encoding") == "chunked":
            parts = []
            while size := int(self.rfile.readline(), 16):
                parts.append(self.rfile.read(size))
                self.rfile.readline()
            self.rfile.readline()
            body = b"".join(parts)
        else:
            body = self.rfile.read(int(self.headers.get("Content-Length", 0)))
        self.got.append((self.command, self.path, body))
        data = gzip.compress(b'{"items": [{"data": {"id": "626"}}]}')
        self.send_response(201)
        self.send_header("Content-Type", "application/json")
        self.send_header("Content-Encoding", "gzip")
        self.send_header("Content-Length", str(len(data)))
        self.end_headers()
        self.wfile.write(data)

    do_GET = do_POST = do_PATCH = answer  # noqa: N815

    def log_message(self, *_: object) -> None:
        pass


@pytest.fixture
def server() -> Iterator[str]:
    Server.got.clear()
    with ThreadingHTTPServer(("127.0.0.1", 0), Server) as running:
        thread = threading.Thread(target=running.serve_forever, daemon=True)
        thread.start()
        yield f"http://127.0.0.1:{running.server_address[1]}/v5/ad_accounts/549755885175"
        running.shutdown()
        thread.join()


LONG = [
    {
        "ad_account_id": "549755885175",
        "name": f'It\'s "spring" \\ café 😀 no {number}',
        "objective_type": "AWARENESS",
        "tracking_urls": {"impression": ["https://example.com/a?b=c&d=%20e"], "click": None},
        "daily_spend_cap": number * 1_000_000,
    }
    for number in range(3)
]


@pytest.mark.slow
@pytest.mark.parametrize("serializer", ["yaml", "json"])
@pytest.mark.parametrize("decoded", [False, True])
def test_what_vcrpy_records_of_requests_is_read(server: str, tmp_path: Path, serializer: str, decoded: bool) -> None:
    vcr, requests = pytest.importorskip("vcr"), pytest.importorskip("requests")
    path = tmp_path / f"session.{serializer}"
    decoded = decoded or serializer == "json"  # vcrpy writes no packed bytes as JSON
    recorder = vcr.VCR(serializer=serializer, decode_compressed_response=decoded, match_on=["method", "uri", "body"])
    with recorder.use_cassette(str(path)):
        requests.post(f"{server}/campaigns", json=LONG)
        requests.post(f"{server}/campaigns", json=LONG, headers={"Authorization": "Bearer pina_secret"})
        requests.patch(f"{server}/campaigns", data=json.dumps(LONG, ensure_ascii=False, indent=2).encode())
        requests.post(f"{server}/oauth", data={"grant_type": "refresh_token", "refresh_token": "x y"})
        requests.get(f"{server}/campaigns?page_size=2&a=%20")
        if serializer == "yaml":
            requests.post(f"{server}/campaigns", data=iter([b'[{"na', b'me": 1}]']))
            requests.post(f"{server}/campaigns", data=io.BytesIO(b'{"name": "x"}'))
    text = path.read_text("utf-8")
    made = records(text, path.name)
    assert [(one.request.method, str(one.request.url).removeprefix(server.removesuffix("/v5/ad_accounts/549755885175")))
            for one in made] == [(method, target) for method, target, _ in Server.got]  # fmt: skip
    form = {"grant_type": "refresh_token", "refresh_token": "x y"}
    rest = [[{"name": 1}], {"name": "x"}] if serializer == "yaml" else []
    assert [one.request.body for one in made] == [LONG, LONG, LONG, form, None, *rest]
    assert {one.response.status for one in made} == {201}
    assert all(one.response.body == {"items": [{"data": {"id": "626"}}]} for one in made)
    for record, (_, _, body) in zip(made[:3], Server.got[:3], strict=True):
        source = read_json(body.decode())
        assert isinstance(source, Document)
        for pointer in pointers(LONG):
            assert_place(text, record, pointer, at(source.text, source.value_place(pointer)))


@pytest.mark.slow
def test_what_vcrpy_records_of_httpx_is_read(server: str, tmp_path: Path) -> None:
    vcr, httpx = pytest.importorskip("vcr"), pytest.importorskip("httpx")
    path = tmp_path / "session.yaml"
    with vcr.use_cassette(str(path)), httpx.Client(trust_env=False) as client:
        client.post(f"{server}/campaigns", json=LONG)
        client.get(f"{server}/campaigns")
    first, second = records(path.read_bytes(), path.name)
    assert told(first) == (0, "POST", f"{server}/campaigns", LONG, 201, {"items": [{"data": {"id": "626"}}]})
    assert told(second)[1:4] == ("GET", f"{server}/campaigns", None)
    source = read_json(Server.got[0][2].decode())
    assert isinstance(source, Document)
    for pointer in pointers(LONG):
        assert_place(path.read_text("utf-8"), first, pointer, at(source.text, source.value_place(pointer)))
