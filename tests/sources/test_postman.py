"""Postman collections: folders, addresses in parts, variables, bodies that are not quite JSON, and saved examples."""

from __future__ import annotations

import functools
import io
import json
import operator
import shutil
import subprocess
from pathlib import Path
from typing import Any

import pytest
from capture_reading import at, check_sound, only_records, pointers, told, written
from hypothesis import given
from hypothesis import strategies as st

from pinvet.api.table import load_table
from pinvet.model import Notice
from pinvet.sources.postman import read, variables
from pinvet.sources.postman.environment import environment_of, is_environment, join
from pinvet.sources.record import Capture, Record

DESCRIPTION = Path(__file__).parents[3] / "shared" / "reference" / "openapi-5.23.0.yaml"
GENERATOR = "openapi-to-postmanv2@6.3.3"
SCHEMA = "https://schema.getpostman.com/json/collection/v2.1.0/collection.json"
BASE = "https://api.pinterest.com/v5"


def collection(*items: Any, **more: Any) -> str:
    value = {"info": {"name": "x", "schema": SCHEMA}, "item": list(items), **more}
    return json.dumps(value, indent=1, ensure_ascii=False)


def outcome(text: str | bytes, **given_variables: str) -> list[Record | Notice]:
    data = text.encode() if isinstance(text, str) else text
    return list(read(Capture("a.json", io.BytesIO(data), variables=given_variables)))


def records(text: str | bytes, **given_variables: str) -> list[Record]:
    return only_records(outcome(text, **given_variables))


def post(raw: str, **more: Any) -> dict[str, Any]:
    return {"request": {"method": "POST", "url": f"{BASE}/pins", "body": {"mode": "raw", "raw": raw, **more}}}


def url_of(url: Any, *known: dict[str, Any], **given_variables: str) -> str | None:
    found = records(collection({"request": {"url": url}}, variable=list(known)), **given_variables)
    return found[0].request.url if found else None


HAND_MADE = """\
{
  "info": {"name": "Ads", "schema": "https://schema.getpostman.com/json/collection/v2.1.0/collection.json"},
  "variable": [{"key": "baseUrl", "value": "https://api.pinterest.com/v5"}, {"key": "token", "value": "pina_x"}],
  "item": [
    {"name": "Campaigns", "item": [
      {"name": "Deeper", "item": [
        {"name": "create", "request": {
          "method": "POST",
          "header": [{"key": "Authorization", "value": "{{token}}"}],
          "url": {
            "raw": "{{baseUrl}}/ad_accounts/:ad_account_id/campaigns?a=1",
            "host": ["{{baseUrl}}"], "path": ["ad_accounts", ":ad_account_id", "campaigns"],
            "query": [{"key": "a", "value": "1"}, {"key": "b", "value": "2", "disabled": true}],
            "variable": [{"key": "ad_account_id", "value": "549755885175"}]
          },
          "body": {"mode": "raw", "raw": "[ // the caf\\u00e9's \\"one\\"\\n{\\"name\\": \\"<string>\\", \
\\"daily_spend_cap\\": {{cap}}, \\"id\\": \\"{{id}}\\" /* not 5 */}]"}
        }, "response": [
          {"name": "ok", "code": 201, "body": "{\\"items\\": []}", "originalRequest": {
           "method": "POST", "url": "{{baseUrl}}/pins", "body": {"mode": "raw", "raw": "{\\"a\\": 1}"}}},
          {"name": "no request", "code": 400, "body": "{}"},
          {"name": "as text", "code": null, "body": null, "originalRequest": "{{baseUrl}}/boards"}
        ]}
      ]}
    ]},
    {"name": "list", "request": "{{baseUrl}}/ad_accounts/:ad_account_id/campaigns"}
  ]
}
"""


def test_a_collection_made_by_hand() -> None:
    made = records(HAND_MADE)
    body = [{"name": "<string>", "daily_spend_cap": "{{cap}}", "id": "{{id}}"}]
    assert [told(record) for record in made] == [
        (0, "POST", f"{BASE}/ad_accounts/549755885175/campaigns?a=1", body, None, None),
        (1, "POST", f"{BASE}/pins", {"a": 1}, 201, {"items": []}),
        (2, "GET", f"{BASE}/boards", None, None, None),
        (3, "GET", f"{BASE}/ad_accounts/{{{{ad_account_id}}}}/campaigns", None, None, None),
    ]
    assert [record.place.line for record in made] == [7, 18, 21, 25]
    assert at(HAND_MADE, made[3].place).startswith('"{{baseUrl}}/ad_accounts')
    document = written(made[0])
    assert at(HAND_MADE, document.value_place((0, "name"))) == '\\"<string>\\"'
    assert at(HAND_MADE, document.value_place((0, "daily_spend_cap"))) == "{{cap}}"
    assert at(HAND_MADE, document.value_place((0, "id"))) == '\\"{{id}}\\"'
    assert at(HAND_MADE, document.key_place((0, "id"))) == '\\"id\\"'
    assert at(HAND_MADE, document.opening_place((0, "absent"))) == "{"
    assert at(HAND_MADE, written(made[1]).value_place(("a",))) == "1"
    assert made[2].written() is None
    assert "pina_x" not in str(made)


def test_values_from_outside_come_before_those_of_the_collection() -> None:
    made = records(HAND_MADE, baseUrl="https://api-sandbox.pinterest.com/v5", cap="7", id="626", token="")
    assert made[0].request.url == "https://api-sandbox.pinterest.com/v5/ad_accounts/549755885175/campaigns?a=1"
    assert made[0].request.body == [{"name": "<string>", "daily_spend_cap": 7, "id": "626"}]
    document = written(made[0])
    assert at(HAND_MADE, document.value_place((0, "daily_spend_cap"))) == "{{cap}}"
    assert at(HAND_MADE, document.value_place((0, "id"))) == '\\"{{id}}\\"'


# addresses


@pytest.mark.parametrize(
    ("url", "expected"),
    [
        (f"{BASE}/pins?a=:b#:c", f"{BASE}/pins?a=:b#:c"),
        ("{{unknown}}/pins/:pin_id", "{{unknown}}/pins/{{pin_id}}"),
        ("{{base}}/pins", f"{BASE}/pins"),
        ("/v5/pins", "/v5/pins"),
        ("<base>/pins", "<base>/pins"),
        ("api.pinterest.com/v5/pins", "http://api.pinterest.com/v5/pins"),
        ({"raw": "{{base}}/pins/:id?a=1", "variable": [{"id": "id", "value": 5}]}, f"{BASE}/pins/5?a=1"),
        ({"protocol": "https", "host": ["api", "pinterest", "com"], "port": "443", "path": ["v5", "pins"]},
         "https://api.pinterest.com:443/v5/pins"),
        ({"protocol": "https", "host": "api.pinterest.com", "path": "/v5/pins", "hash": "x"}, f"{BASE}/pins#x"),
        ({"host": ["{{base}}"], "path": [{"type": "any", "value": "pins"}, ":a", ":b", ":c"],
          "variable": [
              {"key": "a", "value": "x/y?z#"}, {"key": "b", "value": "{{known}}"}, {"key": "c", "value": None}, 1]},
         f"{BASE}/pins/x%2Fy%3Fz%23/known%20/{{{{c}}}}"),
        ({"host": ["{{base}}"], "path": ["pins"], "query": [
            {"key": "a", "value": "{{known}}"}, {"key": "b", "value": None}, {"key": None, "value": None},
            {"key": "c", "value": "x#y"}, {"key": "d", "value": True}, {"key": "e", "disabled": True}, 7]},
         f"{BASE}/pins?a=known%20&b&c=x%23y&d=true"),
        ({"host": ["{{base}}"], "path": ["pins"], "query": "a=1"}, f"{BASE}/pins?a=1"),
        ({"host": ["{{off}}"], "path": ["pins"]}, "{{off}}/pins"),
        ({"path": ["v5", "pins"]}, "/v5/pins"),
        ("", None),
        (None, None),
        (7, None),
        ({}, None),
        ({"raw": None, "host": [], "path": None}, None),
    ],
)  # fmt: skip
def test_addresses(url: object, expected: str | None) -> None:
    known = (
        {"key": "base", "value": BASE},
        {"id": "known", "value": "known%20"},
        {"key": "off", "value": "x", "disabled": True},
        {"key": "empty", "value": ""},
        "x",
    )
    assert url_of(url, *known) == expected


def test_a_draft_without_an_address_is_left_out_and_counted() -> None:
    (record,) = records(collection({"request": {"method": "GET", "url": ""}}, {"request": f"{BASE}/pins"}))
    assert told(record)[:3] == (1, "GET", f"{BASE}/pins")


def test_variables_in_variables() -> None:
    known = [{"key": "base", "value": "https://{{host}}/v5"}, {"key": "host", "value": "{{sub}}.pinterest.com"}]
    assert url_of("{{base}}/pins", *known, {"key": "sub", "value": "api"}) == f"{BASE}/pins"
    assert url_of("{{base}}/pins", *known) == "https://{{sub}}.pinterest.com/v5/pins"
    assert url_of("{{base}}/pins", *known, sub="api") == f"{BASE}/pins"


def test_variables_that_grow_without_end_are_unknown(monkeypatch: pytest.MonkeyPatch) -> None:
    bomb = [{"key": f"v{level}", "value": f"{{{{v{level + 1}}}}}" * 1000} for level in range(9)]
    assert url_of("/v5/{{v0}}", *bomb) == "/v5/{{v0}}"
    assert url_of("/v5/{{a}}", {"key": "a", "value": "{{a}}"}) == "/v5/{{a}}"
    assert url_of("/v5/{{a}}", {"key": "a", "value": "x{{a}}"}) == "/v5/" + "x" * 6 + "{{a}}"
    assert url_of("/v5/{{a}}", {"key": "a", "value": "x" * (1 << 20) + "x"}) == "/v5/{{a}}"
    monkeypatch.setattr(variables, "_MOST", 5)
    text = collection(*({"request": "/v5/{{a}}"} for _ in range(3)), variable=[{"key": "a", "value": "ab"}])
    assert [record.request.url for record in records(text)] == ["/v5/ab", "/v5/ab", "/v5/{{a}}"]


# bodies


@pytest.mark.parametrize(
    ("raw", "expected"),
    [
        ("", None),
        ("  \n", None),
        ('{"a": {{x}}}', {"a": "{{x}}"}),
        ('{"a": [{{x}}, {{n}}, {{$guid}}]}', {"a": ["{{x}}", 12, "{{$guid}}"]}),
        ('{"a": {{object}}, "b": "{{word}} {{x}}"}', {"a": {"b": 1}, "b": "word {{x}}"}),
        ('{"a": {{inner}}}', {"a": "{{inner}}"}),
        ('{"a": <integer>, "b": "<boolean>"}', {"a": "<integer>", "b": "<boolean>"}),
        ('{"a": 1} // x "y" {{n}}\n', {"a": 1}),
        ('/* { */ {"a": /**/ 1 /* * */} /* never closed', {"a": 1}),
        ('{"a": "http://x/*y*/ // z"}', {"a": "http://x/*y*/ // z"}),
        ('{"a": "\\"// {{n}}"}', {"a": '"// 12'}),
        ("{{object}}", {"b": 1}),
        ("{{x}}", "{{x}}"),
    ],
)
def test_bodies_that_are_not_quite_json(raw: str, expected: object) -> None:
    known = {"n": "12", "word": "word", "object": '{"b": 1}', "inner": "{{x}}"}
    (record,) = records(collection(post(raw)), **known)
    assert record.request.body == expected


def test_a_body_that_is_no_json_is_told_where_it_stands() -> None:
    text = collection(post('{\n "a": {{x}},\n "b": }'))
    notice, record = outcome(text)
    assert isinstance(notice, Notice)
    assert isinstance(record, Record)
    assert notice.message.startswith("the body is not JSON: ")
    line = text.splitlines()[notice.line - 1]
    assert line[notice.column - 1 :] == '}"'
    assert (record.request.body, record.request.cut) == (None, True)
    _, record = outcome(collection(post('{\n "a": {{x}},\n "b": ')))
    assert isinstance(record, Record)
    assert (record.request.body, record.request.cut) == ({"a": "{{x}}"}, True)


FORM = "application/x-www-form-urlencoded"


@pytest.mark.parametrize(
    ("request_part", "expected"),
    [
        ({"body": {"mode": "urlencoded", "urlencoded": [
            {"key": "grant_type", "value": "{{grant}}"}, {"key": "b", "value": None}, {"key": "", "value": "x"},
            {"key": "off", "value": "1", "disabled": True}, "x"]}}, {"grant_type": "a b&c", "b": ""}),
        ({"body": {"mode": "raw", "raw": "a={{grant}}//x"}, "header": f"Accept: */*\r\ncontent-type: {FORM}\r\n"},
         {"a": "a b", "c//x": ""}),
        ({"body": {"mode": "raw", "raw": "a=1"}, "header": [7, {"key": "Content-Type", "value": FORM}]}, {"a": "1"}),
        ({"body": {"mode": "raw", "raw": "[1]"}, "header": [{"key": "Content-Type", "value": FORM, "disabled": True}]},
         [1]),
        ({"body": {"mode": "raw", "raw": "[1]"}, "header": None}, [1]),
        ({"body": {"raw": "[1]"}}, [1]),
        ({"body": {"mode": "raw", "raw": "[1]", "disabled": True}}, None),
        ({"body": {"mode": "raw"}}, None),
        ({"body": {"mode": "formdata", "formdata": []}}, None),
        ({"body": None}, None),
        ({"body": {}}, None),
    ],
)  # fmt: skip
def test_bodies_of_other_kinds(request_part: dict[str, Any], expected: object) -> None:
    (record,) = records(collection({"request": {"url": f"{BASE}/x", **request_part}}), grant="a b&c")
    assert (record.request.body, record.request.cut) == (expected, False)


@pytest.mark.parametrize(
    ("body", "what"),
    [
        ({"mode": "formdata", "formdata": [{"key": "a", "type": "file", "src": "/etc/passwd"}]}, "form data"),
        ({"mode": "file", "file": {"src": "/etc/passwd"}}, "a file"),
        ({"mode": "graphql", "graphql": {"query": "{a}"}}, "GraphQL"),
        ({"mode": "raw", "raw": {"a": 1}}, "of an unknown kind"),
        ({"mode": "new", "new": "x"}, "of an unknown kind"),
    ],
)
def test_bodies_that_are_not_read_are_told_where_they_may_be_for_the_api(body: dict[str, Any], what: str) -> None:
    sent = {"method": "POST", "url": f"{BASE}/media", "body": body}
    notice, record = outcome(collection({"request": sent}))
    message = f"the body is {what}, which is not read: the request is judged without it"
    assert notice == Notice("record", "a.json", message, 11, 13)
    assert isinstance(record, Record)
    assert (record.request.body, record.request.cut, record.written()) == (None, True, None)
    assert len(outcome(collection({"request": {**sent, "url": "{{base}}/media"}}))) == 2
    for host in ("https://example.com", "https://pinterest-media-upload.s3-accelerate.amazonaws.com"):
        (other,) = records(collection({"request": {**sent, "url": f"{host}/media"}}))
        assert other.request.cut


# items


def test_examples_are_records_of_their_own() -> None:
    examples = [
        {"code": 200, "body": "[]", "originalRequest": {"url": f"{BASE}/a"}},
        {"code": 200, "body": "[]", "originalRequest": None},
        {"code": "x", "body": 7, "originalRequest": {"url": f"{BASE}/b", "method": None}},
        None,
        {"code": 400, "body": "no", "originalRequest": 7},
    ]
    found = outcome(collection({"request": f"{BASE}/c", "response": examples}, {"request": f"{BASE}/d", "response": 1}))
    made = [told(one) for one in found if isinstance(one, Record)]
    assert made == [
        (0, "GET", f"{BASE}/c", None, None, None),
        (1, "GET", f"{BASE}/a", None, 200, []),
        (2, "GET", f"{BASE}/b", None, None, None),
        (4, "GET", f"{BASE}/d", None, None, None),
    ]
    (notice,) = [one for one in found if isinstance(one, Notice)]
    assert notice.message == "this is no request: it is neither an address nor an object with a method"


@pytest.mark.parametrize(
    ("item", "message"),
    [
        (7, "this is no item of a collection: it is no object"),
        ({"name": "x"}, "this item of the collection has no request"),
        ({"request": None}, "this is no request: it is neither an address nor an object with a method"),
        ({"request": {"method": 7}}, "this is no request: it is neither an address nor an object with a method"),
        ({"request": {"method": "A" * 21}}, "this is no request: it is neither an address nor an object with a method"),
    ],
)
def test_a_damaged_item_is_told_and_counted(item: object, message: str) -> None:
    notice, record = outcome(collection(item, {"request": f"{BASE}/pins"}))
    assert isinstance(notice, Notice)
    assert isinstance(record, Record)
    assert (notice.kind, notice.message, notice.fatal) == ("record", message, False)
    assert notice.line > 6
    assert record.request.position == 1


def nested(levels: int) -> str:
    inner = '{"item": [' * levels + f'{{"request": "{BASE}/pins"}}' + "]}" * levels
    return f'{{"info": {{}}, "item": [{inner}, {{"request": "{BASE}/boards"}}]}}'


def test_folders_are_read_so_deep_and_no_deeper() -> None:
    assert len(records(nested(64))) == 2
    notice, record = outcome(nested(65))
    assert isinstance(notice, Notice)
    assert isinstance(record, Record)
    assert notice.message == "folders nested more than 64 deep are not read"
    assert record.request.url == f"{BASE}/boards"
    (notice,) = outcome(nested(10_000))
    assert isinstance(notice, Notice)
    assert (notice.kind, notice.fatal) == ("limit", True)


ENVIRONMENT = {
    "name": "x",
    "values": [{"key": "token", "value": "pina_secret"}],
    "_postman_variable_scope": "environment",
}


def test_the_variables_of_an_environment() -> None:
    rows = [
        {"key": "host", "value": "api.pinterest.com", "type": "default", "enabled": True},
        {"key": "off", "value": "x", "enabled": False},
        {"key": "key", "value": "fake", "type": "secret", "enabled": True},
        {"key": "cap", "value": 5, "enabled": True},
        {"key": "empty", "value": "", "enabled": True},
        "host",
    ]
    assert environment_of({**ENVIRONMENT, "values": rows}) == {"host": "api.pinterest.com", "cap": "5"}
    assert environment_of({**ENVIRONMENT, "values": rows, "_postman_variable_scope": "globals"}) == {}
    assert environment_of({"values": rows}) is None


def test_environments_that_disagree_leave_a_variable_unknown() -> None:
    known: dict[str, str | None] = {}
    for one in ({"a": "1", "b": "2"}, {"a": "1", "b": "3"}, {"b": "2", "c": "4"}):
        join(known, one)
    assert known == {"a": "1", "b": None, "c": "4"}
    filled = variables.Variables([{"key": "b", "value": "5"}, {"key": "d", "value": "6"}], known)
    assert [filled.value(name) for name in "abcde"] == ["1", None, "4", "6", None]


def test_an_environment_is_told_and_never_read() -> None:
    assert is_environment(ENVIRONMENT)
    assert is_environment({**ENVIRONMENT, "_postman_variable_scope": "globals"})
    assert not any(map(is_environment, (None, [], {}, {"values": []}, {"_postman_variable_scope": "x", "values": 1})))
    (notice,) = outcome(json.dumps(ENVIRONMENT))
    assert isinstance(notice, Notice)
    assert (notice.kind, notice.fatal) == ("unreadable", True)
    assert notice.message.startswith("this is a Postman environment")
    assert "secret" not in str(notice)


@pytest.mark.parametrize(
    ("text", "kind", "message"),
    [
        ("{}", "unreadable", "this is no Postman collection"),
        ("[]", "unreadable", "this is no Postman collection"),
        ('{"info": {}, "item": 1}', "unreadable", "this is no Postman collection"),
        ('{"id": "x", "order": [], "requests": []}', "unreadable", "this is a Postman collection of version 1"),
        ('{"info": {}, "item": [', "syntax", "the text ends inside the list"),
        ("", "syntax", "the text is empty"),
        ("\x1f\x8b", "unreadable", "this is gzip, not text"),
    ],
)
def test_a_file_that_is_no_collection(text: str, kind: str, message: str) -> None:
    (notice,) = outcome(text.encode("latin-1"))
    assert isinstance(notice, Notice)
    assert (notice.kind, notice.fatal) == (kind, True)
    assert notice.message.startswith(message)


def test_what_the_api_of_postman_answers_with_is_read() -> None:
    text = f'{{"collection": {collection(post("[1]"))}}}'
    (record,) = records(text)
    assert record.request.body == [1]
    assert at(text, written(record).value_place((0,))) == "1"


def test_single_bytes_that_are_no_text_cost_no_record() -> None:
    data = collection(post('{"a": "caf#"}')).encode().replace(b"#", b"\xe9")
    notice, record = outcome(data)
    assert isinstance(notice, Notice)
    assert isinstance(record, Record)
    assert (notice.message, notice.fatal) == ("byte 0xe9 is not UTF-8", False)
    assert record.request.body == {"a": "caf\ufffd"}


# any session, any bytes

VALUES = st.recursive(
    st.none() | st.booleans() | st.integers(-(2**53), 2**53) | st.text(max_size=20) | st.just("{{unknown}}"),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text(max_size=8), inner, max_size=4),
    max_leaves=12,
)
BODIES = st.dictionaries(st.text(max_size=8), VALUES, max_size=4) | st.lists(VALUES, max_size=4)
SESSIONS = st.lists(
    st.tuples(
        st.sampled_from(["POST", "PATCH"]), st.sampled_from(["pins", "ads?a=%20b"]), BODIES, BODIES, st.booleans()
    ),
    min_size=1,
    max_size=5,
)


def commented(text: str, indent: int | None) -> str:
    """Return a JSON text with a comment at its begin, its end, and behind every line end between values."""
    return '/* é " */' + (text.replace("\n", ' // {{x}} "\n') if indent else text) + "//"


@given(SESSIONS, st.booleans(), st.sampled_from([None, 1]), st.booleans(), st.booleans())
def test_a_session_comes_back(
    session: list[Any], ascii_only: bool, indent: int | None, bare: bool, comments: bool
) -> None:
    items: list[Any] = []
    expected: list[tuple[Any, ...]] = []
    for method, path, body, answer, deeper in session:
        source = json.dumps(body, indent=indent, ensure_ascii=ascii_only)
        source = source.replace('"{{unknown}}"', "{{unknown}}") if bare else source
        source = commented(source, indent) if comments else source
        sent = {"method": method, "url": f"{{{{base}}}}/{path}", "body": {"mode": "raw", "raw": source}}
        item = {"request": sent, "response": [{"code": 200, "body": json.dumps(answer), "originalRequest": sent}]}
        items.append({"item": [item]} if deeper else item)
        expected.append((len(expected), method, f"{BASE}/{path}", body, None, None))
        expected.append((len(expected), method, f"{BASE}/{path}", body, 200, answer))
    if bare and any('"{{unknown}}":' in json.dumps(body) for _, _, body, _, _ in session):
        return  # a key cannot stand without quotes
    text = json.dumps(
        {"info": {}, "item": items, "variable": [{"key": "base", "value": BASE}]}, ensure_ascii=ascii_only
    )
    made = records(text)
    assert [told(record) for record in made] == expected
    for record, body in zip(made[::2], [body for _, _, body, _, _ in session], strict=True):
        for pointer in pointers(body):
            inner = json.loads(f'"{at(text, written(record).value_place(pointer))}"')
            value = functools.reduce(operator.getitem, pointer, body)
            if isinstance(value, (dict, list)):
                assert (inner[0], inner[-1]) == (("{", "}") if isinstance(value, dict) else ("[", "]"))
            elif bare and value == "{{unknown}}":
                assert inner == value
            else:
                assert json.loads(inner) == value


@given(
    st.binary(max_size=300)
    | st.tuples(st.integers(0, len(HAND_MADE)), st.binary(max_size=4), st.integers(0, 9)).map(
        lambda t: HAND_MADE.encode()[: t[0]] + t[1] + HAND_MADE.encode()[t[0] + t[2] :]
    )
)
def test_no_bytes_are_a_crash(data: bytes) -> None:
    check_sound(outcome(data), data)


JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=6) | st.just("{{a}}/:b"),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.sampled_from(
        "info item request url raw host path query variable key value method body mode response originalRequest code "
        "header disabled urlencoded".split()), inner, max_size=5),
    max_leaves=30,
)  # fmt: skip


@given(JSON, JSON)
def test_no_shape_is_a_crash(item: object, variable: object) -> None:
    text = json.dumps(
        {"info": {}, "item": [item, {"request": item}, {"request": {"url": item, "body": item}}], "variable": variable}
    )
    text = text.replace("NaN", "0").replace("-Infinity", "0").replace("Infinity", "0")
    check_sound(outcome(text), text)


# the collection that Pinterest makes of its own description


@pytest.mark.slow
@pytest.mark.skipif(
    shutil.which("npx") is None or not DESCRIPTION.exists(), reason="npx or the description is not here"
)
def test_the_official_collection_is_read_whole(tmp_path: Path) -> None:
    out = tmp_path / "out.json"
    command = ["npx", "--yes", GENERATOR, "-s", str(DESCRIPTION), "-o", str(out), "-p", "-O", "folderStrategy=Tags"]
    try:
        subprocess.run(command, check=True, capture_output=True, timeout=300, cwd=tmp_path)
    except (subprocess.CalledProcessError, subprocess.TimeoutExpired):
        pytest.skip("the generator cannot be fetched")
    text = out.read_text("utf-8")
    made = records(text)
    assert [record.request.position for record in made] == list(range(len(made)))
    assert text.count('"originalRequest"') == sum(record.response.status is not None for record in made) + 231
    table = load_table().at(None)
    unrouted = [
        (record.request.method, record.request.url)
        for record in made
        if table.match(str(record.request.method), str(record.request.url)) is None
    ]
    assert unrouted == []
    bodies = [record for record in made if record.request.body is not None and "/oauth/" not in str(record.request.url)]
    assert len(bodies) > 400
    assert all(written(record).value == record.request.body for record in bodies)
