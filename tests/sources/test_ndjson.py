"""Logs of requests as NDJSON: every shape that is read, where a body stands, and what is said about damage."""

from __future__ import annotations

import base64
import gzip
import io
import json
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pinvet.model import Notice, Place, Request, Response
from pinvet.sources.captures import WRITES
from pinvet.sources.loglines import LONGEST, TOO_LONG, log_lines
from pinvet.sources.ndjson import read
from pinvet.sources.record import Capture, Record
from pinvet.text.limits import LIMITS

if TYPE_CHECKING:
    from collections.abc import Mapping

    from pinvet.model import Pointer

URL = "https://api.pinterest.com/v5/ad_accounts/549755885175/campaigns"
BODY = [{"name": 'Spring "café" 😀', "daily_spend_cap": 20_000_000}]
ANSWER = {"items": [{"data": {"id": "626736533506"}}]}


def read_all(log: str | bytes, fields: Mapping[str, str] | None = None) -> list[Record | Notice]:
    data = log.encode() if isinstance(log, str) else log
    return list(read(Capture("log.ndjson", io.BytesIO(data), fields or {})))


def records(log: str | bytes, fields: Mapping[str, str] | None = None) -> list[Record]:
    found = read_all(log, fields)
    assert all(isinstance(each, Record) for each in found), found
    return [each for each in found if isinstance(each, Record)]


def one(record: object, fields: Mapping[str, str] | None = None) -> Record:
    (found,) = records(json.dumps(record) + "\n", fields)
    return found


def alone(log: str | bytes) -> Notice:
    (notice,) = read_all(log)
    assert isinstance(notice, Notice)
    return notice


def wrapped(**changes: Any) -> dict[str, Any]:
    return {"request": {"method": "POST", "url": URL, "body": BODY} | changes}


def text_at(log: str, place: Place | None) -> str:
    assert place is not None
    assert place.line == place.end_line
    return log.split("\n")[place.line - 1][place.column - 1 : place.end_column - 1]


def value_at(log: str, record: Record, pointer: Pointer = ()) -> Any:
    """Return the value that stands in a log where a record's body says that it does."""
    document = record.written()
    assert document is not None
    text = text_at(log, document.value_place(pointer))
    try:
        return json.loads(text)
    except json.JSONDecodeError:  # inside a JSON string
        return json.loads(json.loads(f'"{text}"'))


PACKED = base64.b64encode(json.dumps(BODY).encode()).decode()
SHAPES = {
    "wrapped": {
        "ts": 1798761600.5,
        "request": {"method": "POST", "url": URL, "headers": {"Authorization": "x"}, "body": BODY},
        "response": {"status": 201, "body": ANSWER},
    },
    "wrapped strings": {
        "time": 1798761600500,
        "request": {"method": "post", "uri": URL, "body": json.dumps(BODY)},
        "response": {"status_code": 201, "body": json.dumps(ANSWER)},
    },
    "wrapped base64": {
        "timestamp": "2027-01-01T00:00:00.5Z",
        "request": {"method": "POST", "path": URL, "body_base64": PACKED},
        "response": {"status": 201, "body_base64": base64.b64encode(json.dumps(ANSWER).encode()).decode()},
    },
    "wrapped, flat answer": wrapped() | {"ts": 1798761600.5, "status": 201, "response_body": ANSWER},
    "flat": {
        "time": "2027-01-01T01:00:00.5+01:00",
        "method": "POST",
        "path": URL,
        "body": BODY,
        "status": 201,
        "response_body": ANSWER,
    },
    "flat strings": {
        "ts": "1798761600.5",
        "method": "POST",
        "uri": URL,
        "request_body": json.dumps(BODY, ensure_ascii=False),
        "status_code": 201,
        "response_body": json.dumps(ANSWER),
    },
    "flat base64": {
        "timestamp": "2027-01-01 00:00:00.5",
        "method": "POST",
        "url": URL,
        "request_body_base64": PACKED,
        "status": 201,
        "response_body_base64": base64.b64encode(json.dumps(ANSWER).encode()).decode(),
    },
    "flat, wrapped answer": {
        "ts": 1798761600.5,
        "method": "POST",
        "url": URL,
        "body": BODY,
        "response": {"status": 201, "body": ANSWER},
    },
    "dotted": {
        "@timestamp": "2027-01-01T00:00:00,500Z",
        "http.request.method": "POST",
        "url.full": URL,
        "http.request.body.content": json.dumps(BODY),
        "http.response.status_code": 201,
        "http.response.body.content": json.dumps(ANSWER),
    },
    "nested": {
        "@timestamp": "2027-01-01T00:00:00.500000000Z",
        "message": "sent",
        "url": {"full": URL, "path": "/v5"},
        "http": {
            "request": {"method": "POST", "body": {"content": json.dumps(BODY), "bytes": 10}},
            "response": {"status_code": 201, "body": {"content": json.dumps(ANSWER)}},
        },
    },
    "attributes": {
        "start_time": 1798761600500000000,
        "attributes": {
            "http.method": "POST",
            "http.url": URL,
            "http.request.body.content": json.dumps(BODY),
            "http.status_code": 201,
            "http.response.body.content": json.dumps(ANSWER),
        },
    },
}


@pytest.mark.parametrize("shape", SHAPES)
@pytest.mark.parametrize("wide", [True, False])
def test_every_shape_is_read(shape: str, wide: bool) -> None:
    log = json.dumps(SHAPES[shape], ensure_ascii=not wide) + "\n"
    (record,) = records(log)
    assert record.request == Request(body=BODY, method="POST", url=URL)
    assert record.response == Response(201, ANSWER)
    assert record.at == 1798761600.5
    assert record.place == Place(1, 1, 1, 1)
    if "base64" not in shape:
        assert value_at(log, record, (0, "name")) == BODY[0]["name"]


def test_a_packed_body_has_the_place_of_its_string() -> None:
    log = json.dumps(SHAPES["flat base64"]) + "\n"
    document = records(log)[0].written()
    assert document is not None
    assert text_at(log, document.value_place((0, "name"))) == f'"{PACKED}"'


def test_positions_count_every_record_and_lines_every_line() -> None:
    good, bad = json.dumps(wrapped()), "{oops}"
    found = read_all(f"\ufeff\n{good}\r\n\n{bad}\n  \n{good}\n")
    assert [(each.request.position, each.place.line) for each in found if isinstance(each, Record)] == [(0, 2), (2, 6)]
    (notice,) = (each for each in found if isinstance(each, Notice))
    assert (notice.kind, notice.line, notice.column, notice.fatal) == ("record", 4, 2, False)
    assert notice.message.startswith("the record is not JSON: ")


def test_a_byte_order_mark_takes_no_column() -> None:
    log = json.dumps(wrapped())
    (record,) = records("\ufeff" + log)
    assert value_at(log, record) == BODY


def test_a_list_of_records_is_read_whole() -> None:
    log = json.dumps([wrapped(), "no record", SHAPES["flat strings"], wrapped(method="OPTIONS")], indent=1)
    first, notice, second = read_all(log)
    assert isinstance(first, Record)
    assert isinstance(second, Record)
    assert isinstance(notice, Notice)
    assert (first.request, second.request.position) == (Request(body=BODY, method="POST", url=URL), 2)
    assert value_at(log, first, (0, "name")) == value_at(log, second, (0, "name")) == BODY[0]["name"]
    assert log.split("\n")[notice.line - 1][notice.column - 1] == "["  # the list that holds it
    assert text_at(log, first.place) == "{"


@pytest.mark.parametrize("blank", ["", "\n \r\n"])
def test_one_record_may_take_several_lines(blank: str) -> None:
    log = blank + json.dumps(SHAPES["nested"], indent=2)
    (record,) = records(log)
    assert record.request == Request(body=BODY, method="POST", url=URL)
    assert value_at(log, record, (0, "daily_spend_cap")) == 20_000_000


def test_a_damaged_first_line_does_not_hide_the_rest() -> None:
    good = json.dumps(wrapped())
    notice, record = read_all(f"\n{good[:40]}\n{good}\n")
    assert isinstance(notice, Notice)
    assert isinstance(record, Record)
    assert (notice.line, record.place.line, record.request.position) == (2, 3, 1)


def test_lines_in_brackets_are_not_a_list() -> None:
    notice, record = read_all(f"[2027-01-01] start\n{json.dumps(wrapped())}\n")
    assert isinstance(notice, Notice)
    assert isinstance(record, Record)


def test_a_log_longer_than_what_is_read_at_once_begins_with_a_damaged_line() -> None:
    good = json.dumps(wrapped() | {"padding": "x" * 1_000_000}) + "\n"
    many = LIMITS.max_bytes // len(good) + 3
    notice, *found = read_all('{"request": \n' + good * many)
    assert isinstance(notice, Notice)
    assert [(each.place.line, each.request.position) for each in found if isinstance(each, Record)] == [
        (position + 1, position) for position in range(1, many + 1)
    ]


def test_a_list_too_large_to_be_read_whole_is_one_notice() -> None:
    notice = alone(b"[\n" + b" " * LIMITS.max_bytes + b"]")
    assert (notice.kind, notice.fatal) == ("limit", True)


@pytest.mark.parametrize(
    ("log", "kind", "line", "column", "message"),
    [
        ("hello\n\nworld\n", "record", 1, 1, "the record is not JSON"),
        ("[{}\n", "syntax", 2, 1, "the text ends"),
        ('{\n  "request": {,}\n}', "syntax", 2, 15, ""),
        ('{"a": 1}\n{"b": 2}\n{"c"\n', "unreadable", 1, 1, "none of its 2 records holds a request"),
        ("[1]", "unreadable", 1, 1, "its one record holds no request"),
        ("\ufeff".encode("utf-16"), "unreadable", 1, 1, "the text is encoded as UTF-16"),
        (b'"\xff"', "unreadable", 1, 2, "byte 0xff is not UTF-8"),
    ],
)
def test_a_log_of_which_nothing_can_be_read_is_one_fatal_notice(
    log: str | bytes, kind: str, line: int, column: int, message: str
) -> None:
    notice = alone(log)
    assert notice.fatal
    assert (notice.kind, notice.line, notice.column) == (kind, line, column)
    assert notice.message.startswith(message)


@pytest.mark.parametrize("log", ["", "\n\r\n", "[]", "\ufeff"])
def test_an_empty_log_is_no_failure(log: str) -> None:
    notice = alone(log)
    assert (notice.kind, notice.fatal) == ("shape", False)


def test_a_cut_last_line_is_a_notice() -> None:
    good = json.dumps(wrapped(), ensure_ascii=False).encode()
    for end in range(1, len(good)):
        record, *notices = read_all(good + b"\n" + good[:end])
        assert isinstance(record, Record)
        (notice,) = notices
        assert isinstance(notice, Notice)
        assert notice.message == "the file ends in the middle of this record, which is not judged"
        assert (notice.kind, notice.line, notice.hint) == ("record", 2, None)


def test_many_notices_of_a_kind_are_folded() -> None:
    lines = [json.dumps(wrapped()), *['{"level": "info"}'] * 25, *["oops"] * 22, *['{"path": "/v5"}'] * 3, ""]
    record, *notices = read_all("\n".join(lines))
    assert isinstance(record, Record)
    messages = [(each.message, each.line) for each in notices if isinstance(each, Notice)]
    assert len(messages) == 20 + 20 + 2
    assert messages[0] == ("no request in this record", 2)
    assert messages[-2:] == [("no request in 8 more records", 22), ("2 more lines hold no JSON that can be read", 47)]


def test_a_line_that_is_too_long_is_passed_over() -> None:
    good = json.dumps(wrapped()).encode() + b"\n"
    first, notice, second = read_all(good + b'{"x": "' + b"x" * LONGEST + b'"}\n' + good)
    assert isinstance(first, Record)
    assert isinstance(notice, Notice)
    assert isinstance(second, Record)
    assert (notice.kind, notice.line, second.place.line) == ("limit", 2, 3)


@given(st.lists(st.binary(max_size=12)), st.integers(1, 12))
def test_lines_are_those_of_the_stream_but_for_the_long_ones(parts: list[bytes], longest: int) -> None:
    lines = io.BytesIO(b"\n".join(parts)).readlines()
    expected = [TOO_LONG if len(line.removesuffix(b"\n")) >= longest else line for line in lines]
    assert list(log_lines(io.BytesIO(b"\n".join(parts)), longest)) == expected


def test_a_record_with_too_many_values_is_not_read() -> None:
    good = json.dumps(wrapped())
    first, notice = read_all(f'{good}\n{{"x": [{"0," * LIMITS.max_nodes}0]}}\n')
    assert isinstance(first, Record)
    assert isinstance(notice, Notice)
    assert (notice.kind, notice.line) == ("limit", 2)


def test_bytes_that_are_no_text_are_a_notice_at_their_line() -> None:
    good = json.dumps(wrapped()).encode()
    record, notice = read_all(good + b"\n" + good.replace(b"Spring", b"Spr\xefng") + b"\n")
    assert isinstance(record, Record)
    assert isinstance(notice, Notice)
    assert (notice.kind, notice.line, notice.message) == ("unreadable", 2, "byte 0xef is not UTF-8")


def test_a_number_that_only_our_own_reader_takes_is_read_and_placed() -> None:
    log = json.dumps(wrapped()) + '\n{"method": "POST", "url": "/v5/a", "body": {"cap": ' + "9" * 400 + "}}\n"
    _, record = records(log)
    assert record.request.body == {"cap": int("9" * 400)}
    assert value_at(log, record, ("cap",)) == int("9" * 400)


# Requests that are none, and bodies that take a closer look.


def test_preflights_are_left_out_but_counted() -> None:
    log = "\n".join(json.dumps(wrapped(method=method)) for method in ("OPTIONS", "GET", "options", "patch"))
    assert [(each.request.method, each.request.position) for each in records(log)] == [("GET", 1), ("PATCH", 3)]
    assert read_all(json.dumps(wrapped(method="OPTIONS"))) == []


@pytest.mark.parametrize(
    "record",
    [
        {"method": "campaign_created", "path": "/v5"},
        {"method": "POST"},
        {"method": "POST", "url": 5},
        {"method": ["POST"], "url": URL},
        {"request": "POST", "method": 5},
        {"request": {"method": "POST"}},
        [wrapped()],
        5,
    ],
)
def test_what_names_no_method_and_url_is_no_request(record: object) -> None:
    first, notice = read_all(json.dumps(wrapped()) + "\n" + json.dumps(record) + "\n")
    assert isinstance(first, Record)
    assert isinstance(notice, Notice)
    assert notice.message == "no request in this record"
    assert notice.hint is not None


@pytest.mark.parametrize("body", [None, "", " \n"])
def test_a_request_without_a_body(body: object) -> None:
    record = one(wrapped(method="GET", body=body))
    assert record.request == Request(method="GET", url=URL)
    assert record.response == Response()
    assert record.at is None
    assert record.written() is None


@pytest.mark.parametrize("body", [{}, [], 0, False, [1, "a"]])
def test_any_value_may_be_a_body(body: object) -> None:
    record = one(wrapped(body=body))
    assert record.request.body == body
    assert type(record.request.body) is type(body)


@pytest.mark.parametrize(
    "headers",
    [
        {"Content-Type": "application/x-www-form-urlencoded"},
        {"content-type": ["application/x-www-form-urlencoded; charset=UTF-8"]},
        [["Accept", "*/*"], ["Content-Type", "application/x-www-form-urlencoded"]],
        [{"name": "Content-Type", "value": "application/x-www-form-urlencoded"}],
    ],
)
def test_a_form_becomes_an_object(headers: object) -> None:
    record = one(wrapped(body="grant_type=refresh_token&scope=ads%3Aread", headers=headers))
    assert record.request.body == {"grant_type": "refresh_token", "scope": "ads:read"}
    assert record.written() is None


@pytest.mark.parametrize("headers", [None, 5, "text/plain", [1, ["a"]], {"Content-Type": None}, {"Accept": "a"}])
def test_headers_of_any_shape_are_no_trouble(headers: object) -> None:
    notice, record = read_all(json.dumps(wrapped(body="a=b", headers=headers)))
    assert isinstance(notice, Notice)
    assert isinstance(record, Record)
    assert notice.message.startswith("the body is not JSON")
    assert record.request.body is None


@pytest.mark.parametrize(
    "record",
    [
        wrapped(truncated=True),
        wrapped() | {"truncated": "true"},
        wrapped(body=json.dumps(BODY), body_truncated=True),
        wrapped(body=json.dumps(BODY), body_size=1000),
        wrapped(body=json.dumps(BODY)) | {"request_body_truncated": True, "truncated": True},
        {"method": "POST", "url": URL, "body": json.dumps(BODY), "body.size": 1000},
        {"method": "POST", "url": URL, "request_body_base64": PACKED, "request_body_size": 1000},
        SHAPES["dotted"] | {"http.request.body.size": 1000},
    ],
)
def test_a_body_that_was_recorded_in_part_is_cut(record: object) -> None:
    request = one(record).request
    assert request.cut
    assert request.body == BODY


@pytest.mark.parametrize("record", [wrapped(truncated=False), wrapped(body=json.dumps(BODY), body_size=10), wrapped()])
def test_a_whole_body_is_not_cut(record: object) -> None:
    assert not one(record).request.cut


def test_a_string_that_ends_too_soon_is_judged_as_far_as_it_goes() -> None:
    log = json.dumps(SHAPES["dotted"] | {"http.request.body.content": '[{"name": "Spring", "cap": 5, "obj'}) + "\n"
    notice, record = read_all(log)
    assert isinstance(notice, Notice)
    assert isinstance(record, Record)
    assert (record.request.body, record.request.cut) == ([{"name": "Spring", "cap": 5}], True)
    assert value_at(log, record, (0, "cap")) == 5
    assert log[notice.column - 1 :].startswith('\\"obj')


@pytest.mark.parametrize(
    ("body", "message"),
    [
        ({"body_base64": "a"}, "the body is no base64"),
        ({"body_base64": "é"}, "the body is no base64"),
        ({"body_base64": base64.b64encode(b"\x1f\x8bno gzip").decode()}, "the body is gzip that cannot be unpacked"),
        ({"body_base64": base64.b64encode(gzip.compress(b"x" * 9999999)).decode()}, "the body is gzip that cannot"),
        ({"body_base64": base64.b64encode(b"\xff").decode()}, "the body is no UTF-8 text"),
        ({"body": '"' + "x" * LIMITS.max_bytes + '"'}, "the body has more than 16,777,216 characters"),
    ],
)
def test_a_body_that_cannot_be_read_is_a_notice(body: dict[str, str], message: str) -> None:
    notice, record = read_all(json.dumps({"request": {"method": "POST", "url": URL, **body}}) + "\n")
    assert isinstance(notice, Notice)
    assert isinstance(record, Record)
    assert notice.message.startswith(message)
    assert record.request.body is None


def test_what_is_sent_to_others_needs_no_notice() -> None:
    for body in ({"body_base64": "!"}, {"body": "no"}):
        assert one({"request": {"method": "POST", "url": "https://example.com/v5/x", **body}}).request.body is None


def test_a_packed_body_may_be_gzip() -> None:
    packed = base64.b64encode(gzip.compress(json.dumps(BODY).encode())).decode()
    assert one({"request": {"method": "POST", "url": URL, "body_base64": packed}}).request.body == BODY


@pytest.mark.parametrize(
    ("response", "expected"),
    [
        ({"response": None}, Response()),
        ({"response": "OK"}, Response()),
        ({"response": {"status": 0, "body": "no JSON"}}, Response()),
        ({"response": {"status": "200", "body": [1]}}, Response(None, [1])),
        ({"response": {"status": True}}, Response()),
        ({"response": {"status": 200, "body_base64": "!"}}, Response(200)),
        ({"status": "ok", "status_code": 404}, Response(404)),
    ],
)
def test_answers(response: dict[str, Any], expected: Response) -> None:
    assert one(wrapped() | response).response == expected


@pytest.mark.parametrize(
    "time", [None, True, "", "yesterday", "2027-13-01", "9" * 500, "²", -5, 10**21, [1], "2027-01-01T00:00:00+99:00"]
)
def test_a_time_that_is_none_is_unknown(time: object) -> None:
    assert one(wrapped() | {"ts": time}).at is None


def test_basic_and_short_times() -> None:
    assert [one(wrapped() | {"ts": time}).at for time in ("20270101T000000Z", "2027-01-01", 1798761600000000)] == [
        1798761600.0
    ] * 3


FIELDS = {
    "method": "/call/verb",
    "url": "/call/to~1where",
    "body": "/call/args/1",
    "status": "/result/0",
    "response_body": "/result/1/text",
    "time": "/when",
    "truncated": "/call/cut",
}


def test_the_configuration_says_where_fields_are() -> None:
    record = {
        "call": {"verb": "POST", "to/where": URL, "args": ["x", json.dumps(BODY)], "cut": True},
        "result": [201, {"text": json.dumps(ANSWER)}],
        "when": 1798761600,
        "request": {"method": "GET", "url": "/v5/other"},
    }
    log = json.dumps(record) + "\n"
    (found,) = records(log, FIELDS)
    assert found.request == Request(body=BODY, method="POST", url=URL, cut=True)
    assert (found.response, found.at) == (Response(201, ANSWER), 1798761600.0)
    assert value_at(log, found, (0, "name")) == BODY[0]["name"]


def test_fields_that_the_configuration_leaves_out_keep_their_names() -> None:
    log = json.dumps(wrapped(body="something else") | {"payload": BODY, "status": 200}) + "\n"
    (found,) = records(log, {"body": "/payload"})
    assert (found.request.body, found.response.status) == (BODY, 200)
    assert value_at(log, found) == BODY
    assert one({"verb": "POST", "url": URL, "body": BODY}, {"method": "/verb"}).request.body == BODY


@pytest.mark.parametrize("pointer", ["/call/9", "/call/x", "/call/-1", "/verb/0", "/nothing", ""])
def test_a_pointer_that_leads_nowhere_finds_no_request(pointer: str) -> None:
    (notice,) = read_all(json.dumps({"call": ["POST"], "verb": "x", "url": URL}), {"method": pointer})
    assert isinstance(notice, Notice)


def test_repeated_keys_of_a_body_are_found_and_the_last_counts() -> None:
    log = '{"method": "POST", "url": "/", "body": 1, "body": {"a": 1, "a": 2}}\n'
    (record,) = records(log)
    document = record.written()
    assert record.request.body == {"a": 2}
    assert document is not None
    (twice,) = document.duplicates
    assert text_at(log, twice.second) == '"a"'
    assert twice.second.column > twice.first.column
    assert value_at(log, record, ("a",)) == 2


def test_deep_nesting_is_no_trouble() -> None:
    deep = "[" * 900 + "]" * 900
    log = f'{{"x": {deep}, "method": "POST", "url": "/", "body": {{"a": 1}}, "y": {"[" * 1020 + "]" * 1020}}}\n'
    (record,) = records(log)
    document = record.written()
    assert record.request.body == {"a": 1}
    assert document is None or document.value == {"a": 1}  # where the body stands may be out of reach


# Any session.

TEXT = st.text(st.characters(exclude_categories=["Cs"]), max_size=8)
INTEGER = st.integers(-(2**63), 2**63 - 1)
SCALAR = st.none() | st.booleans() | INTEGER | st.floats(allow_nan=False, allow_infinity=False) | TEXT
JSON = st.recursive(
    SCALAR,
    lambda children: st.lists(children, max_size=4) | st.dictionaries(TEXT, children, max_size=4),
    max_leaves=12,
)
EXCHANGE = st.tuples(
    st.sampled_from(["GET", "POST", "PATCH", "DELETE"]),
    st.sampled_from([URL, "/v5/catalogs/items?ad_account_id=5", "https://api.pinterest.com/v5/é"]),
    st.none() | st.lists(JSON, max_size=3) | st.dictionaries(TEXT, JSON, max_size=3),
    st.none() | st.sampled_from([200, 400, 429]),
    st.none() | st.dictionaries(TEXT, JSON, max_size=2),
)
LAYOUTS: list[dict[str, Any]] = [{}, {"ensure_ascii": False}, {"separators": (",", ":"), "ensure_ascii": False}]
MAPPED = {"method": "/sent/verb", "url": "/sent/to", "status": "/got/code", "response_body": "/got/text"}


def rendered(exchange: tuple[Any, ...], shape: str, form: str, layout: dict[str, Any]) -> dict[str, Any]:
    """Return a record of an exchange whose body is a value, a string, or base64."""
    method, url, body, status, answer = exchange
    if form != "value" and body is not None:
        body = json.dumps(body, **layout)
        answer = None if answer is None else json.dumps(answer, **layout)
    if form == "base64" and body is not None:
        body = base64.b64encode(body.encode()).decode()
    name = "body_base64" if form == "base64" else "body"
    if shape == "wrapped":
        request = {"method": method, "url": url, name: body}
        return {"request": request, "response": {"status": status, "body": answer}}
    if shape == "flat":
        sent = {"method": method, "path": url, f"request_{name}": body}
        return sent | {"status": status, "response_body": answer}
    return {"sent": {"verb": method, "to": url, name: body}, "got": {"code": status, "text": answer}}


@given(
    st.lists(EXCHANGE, min_size=1, max_size=4),
    st.sampled_from(["wrapped", "flat", "mapped"]),
    st.sampled_from(["value", "string", "base64"]),
    st.sampled_from(LAYOUTS),
    st.sampled_from(LAYOUTS),
    st.sampled_from(["\n", "\r\n", "\n\n", None]),
)
def test_any_session_comes_back(
    exchanges: list[tuple[Any, ...]],
    shape: str,
    form: str,
    layout: dict[str, Any],
    outer: dict[str, Any],
    end: str | None,
) -> None:
    values = [rendered(each, shape, form, layout) for each in exchanges]
    if end is None:
        log = json.dumps(values, indent=2, ensure_ascii=False)
    else:
        log = "".join(json.dumps(value, **outer) + end for value in values)
    fields = MAPPED | {"body": "/sent/body_base64" if form == "base64" else "/sent/body"} if shape == "mapped" else {}
    found = records(log, fields)
    assert len(found) == len(exchanges)
    for position, (record, (method, url, body, status, answer)) in enumerate(zip(found, exchanges, strict=True)):
        cut = body is None and method in WRITES  # nobody tells whether it was sent without one
        assert record.request == Request(body=body, method=method, url=url, position=position, cut=cut)
        assert record.response == Response(status, answer)
        if body is None:
            assert record.written() is None
        elif form != "base64":
            document = record.written()
            assert document is not None
            assert document.value == body
            for pointer, value in nodes(body):
                if end is None and isinstance(value, list | dict) and value and form == "value":
                    continue  # it takes several lines
                assert value_at(log, record, pointer) == value


def nodes(value: Any, at: Pointer = ()) -> list[tuple[Pointer, Any]]:
    items = value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ()
    return [(at, value), *(node for key, each in items for node in nodes(each, (*at, key)))]


SEEDS = [json.dumps(shape, ensure_ascii=False).encode() for shape in SHAPES.values()]
PIECES = [
    b"{",
    b"}",
    b"[",
    b"]",
    b'"',
    b"\\",
    b"\n",
    b"\r",
    b",",
    b":",
    b"\xff",
    b"null",
    b"0",
    b"\xef\xbb\xbf",
    b'"body"',
]


@st.composite
def damaged(draw: st.DrawFn) -> bytes:
    """Return a few records with pieces cut out and put in."""
    log = b"\n".join(draw(st.lists(st.sampled_from(SEEDS), min_size=1, max_size=3)))
    for _ in range(draw(st.integers(0, 5))):
        start = draw(st.integers(0, len(log)))
        end = draw(st.integers(start, min(len(log), start + 8)))
        log = log[:start] + draw(st.sampled_from(PIECES) | st.binary(max_size=4)) + log[end:]
    return log


@given(damaged() | st.binary(max_size=80), st.sampled_from([{}, MAPPED, {"body": ""}]))
def test_no_bytes_make_the_reader_raise(log: bytes, fields: dict[str, str]) -> None:
    lines = log.count(b"\n") + log.count(b"\r") + 1
    found = read_all(log, fields)
    for each in found:
        if isinstance(each, Notice):
            assert 1 <= each.line <= lines
            assert each.message.isprintable()
        else:
            assert 1 <= each.place.line <= lines
            document = each.written()
            if document is not None:
                place = document.value_place(())
                assert place is not None
                assert 1 <= place.line <= place.end_line <= lines
