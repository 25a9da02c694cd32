"""HAR files of browsers and proxies: what was sent, where it stands, and what is no request at all."""

from __future__ import annotations

import base64
import gzip
import io
import json
import zipfile
import zlib
from pathlib import Path
from typing import Any

import pytest
from capture_reading import Slow, at, only_records, pointers
from hypothesis import given
from hypothesis import strategies as st

from pinvet.model import Notice, Place
from pinvet.sources.har import packed, read, scan
from pinvet.sources.record import Capture, Record
from pinvet.text.lines import Lines

SUITE = Path(__file__).parents[3] / "shared" / "suites" / "har"
URL = "https://api.pinterest.com/v5/ad_accounts/1/campaigns"
BODY = [{"name": 'Été "x" 🎉\\\n', "daily_spend_cap": 1, "a/b": [None, {"~": "\u2028"}]}]


def outcome(data: bytes | str, size: int | None = None) -> list[Record | Notice]:
    data = data.encode() if isinstance(data, str) else data
    stream: Any = io.BytesIO(data) if size is None else Slow(data, size)
    return list(read(Capture("a.har", stream)))


def records(data: bytes | str, size: int | None = None) -> list[Record]:
    return only_records(outcome(data, size))


def notice(data: bytes | str) -> Notice:
    (found,) = [one for one in outcome(data) if isinstance(one, Notice)]
    return found


def entry(body: Any = BODY, **changes: Any) -> dict[str, Any]:
    text = body if isinstance(body, str) else json.dumps(body)
    request = {"method": "POST", "url": URL, "postData": {"mimeType": "application/json", "text": text}}
    return {"startedDateTime": "2026-03-29T17:37:42.482Z", "request": request, "response": {"status": 200}} | changes


def posting(post: dict[str, Any] | None, **changes: Any) -> str:
    request = {"method": "POST", "url": URL} | ({} if post is None else {"postData": post}) | changes
    return har(entry(request=request))


def har(*entries: Any, **dump: Any) -> str:
    pages = [{"id": "page_1", "title": 'say "hi" {[', "pageTimings": {}}, "entries", {"log": {"entries": [1]}}]
    log = {"version": "1.2", "creator": {"name": "test"}, "pages": pages, "entries": list(entries), "comment": ""}
    return json.dumps({"log": log}, **dump)


def raw(*entries: str) -> str:
    return '{"log": {"entries": [\n' + ",\n".join(entries) + "\n]}}"


# Requests, answers, places


def test_a_request_its_answer_and_its_time() -> None:
    answer = {"items": [{"data": {"id": "1"}}]}
    text = har(entry(), entry(response={"status": 400, "content": {"text": json.dumps(answer)}}), indent=1)
    first, second = records(text)
    assert first.request[0:1] + first.request[2:4] + first.request[6:] == (BODY, "POST", URL, 0, False)
    assert (first.response.status, first.response.body, second.response) == (200, None, (400, answer))
    assert (first.at, second.request.position) == (1774805862.482, 1)
    assert at(text, first.place) == at(text, second.place) == "{"
    assert first.place.line < second.place.line


def test_no_token_gets_into_a_record() -> None:
    headers = [{"name": "Authorization", "value": "Bearer pina_1"}, {"name": "Content-Type", "value": "text/plain"}]
    (one,) = records(posting({"text": "[1]"}, headers=headers, cookies=[{"name": "s", "value": "pina_1"}]))
    assert one.request.body == [1]
    assert "pina_1" not in repr(one)


def test_a_long_file_is_read_as_it_comes() -> None:
    text = har(*[entry("[" + " " * 2000 + "]")] * 2000).encode()
    stream = io.BytesIO(text)
    step = len(text) / 2000
    for number, one in enumerate(read(Capture("a.har", stream))):
        assert isinstance(one, Record)
        assert one.request.position == number
        assert stream.tell() - number * step < 600_000


scalars = st.none() | st.booleans() | st.integers(-(2**53), 2**53) | st.text(max_size=12)
bodies = st.recursive(
    scalars,
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=5), inner, max_size=3),
    max_leaves=8,
).filter(lambda body: isinstance(body, dict | list))
calls = st.tuples(st.sampled_from(["POST", "patch", "GET"]), bodies, st.integers(100, 599).filter(lambda x: x != 101))
layouts = st.fixed_dictionaries(
    {
        "indent": st.sampled_from([None, 0, 2, "\t"]),
        "ensure_ascii": st.booleans(),
        "separators": st.sampled_from([None, (",", ":"), (" , ", " : ")]),
    }
)


@given(
    st.lists(calls, max_size=4),
    layouts,
    st.sampled_from(["\n", "\r\n", "\r"]),
    st.booleans(),
    st.sampled_from([bytes, gzip.compress, zlib.compress]),
    st.integers(1, 60),
)
def test_what_was_recorded_is_read_back_and_found(
    sent: list[tuple[str, Any, int]], layout: Any, line_end: str, mark: bool, pack: Any, size: int
) -> None:
    inner = {"indent": layout["indent"], "ensure_ascii": layout["ensure_ascii"]}
    entries = [
        {
            "request": {"method": method, "url": URL, "postData": {"text": json.dumps(body, **inner)}},
            "response": {"status": status, "content": {"text": json.dumps(body)}},
        }
        for method, body, status in sent
    ]
    text = har(*entries, **layout).replace("\n", line_end)
    data = pack((b"\xef\xbb\xbf" if mark else b"") + text.encode())
    found = records(data, size)
    assert [(one.request.method, one.request.body, one.response) for one in found] == [
        (method.upper(), body, (status, body)) for method, body, status in sent
    ]
    assert [one.request.position for one in found] == list(range(len(sent)))
    for one in found:
        assert at(text, one.place) == "{"
        document = one.written()
        assert document is not None
        for pointer, value in pointers(one.request.body).items():
            inside = at(text, document.value_place(pointer))
            assert json.loads(json.loads(f'"{inside}"')) == value
    assert [strip(one) for one in records(data)] == [strip(one) for one in found]


def test_a_body_with_every_kind_of_escape_is_found_in_its_line() -> None:
    inside = r"[{\"name\": \"\u00c9 \ud83c\udf89 \/ \\\" \\u00e9 🎉\", \"cap\": 5}]"
    text = raw('{"request": {"method": "POST", "url": "/v5/x", "postData": {"text": "' + inside + '"}}}')
    (one,) = records(text)
    assert one.request.body == [{"name": 'É 🎉 / " é 🎉', "cap": 5}]
    document = one.written()
    assert document is not None
    assert at(text, document.value_place((0, "cap"))) == "5"
    assert at(text, document.key_place((0, "cap"))) == r"\"cap\""
    assert document.value_place((0, "cap")) == Place(2, 134, 2, 135)


# What is no request that was sent


@pytest.mark.parametrize(
    "left_out",
    [
        {"request": {"method": "OPTIONS", "url": URL}},
        {"request": {"method": "CONNECT", "url": "http://api.pinterest.com:443"}},
        {"_fromCache": "disk"},
        {"fromCache": True, "response": {"status": 304}},
        {"_fetchType": "Service Worker"},
        {"_fetchType": "Memory Cache"},
        {"response": {"status": 200, "_fetchedViaServiceWorker": True}},
        {"_resourceType": "websocket"},
        {"_webSocketMessages": []},
        {"response": {"status": 101}},
        {"request": {"method": "GET", "url": "wss://api.pinterest.com/v5"}},
        {"request": None},
        {"request": "GET /"},
    ],
)
def test_what_was_not_sent_to_a_server_is_left_out_and_counted(left_out: dict[str, Any]) -> None:
    (one,) = records(har(entry() | left_out, entry()))
    assert one.request.position == 1


def test_a_network_load_is_a_request_though_its_status_says_not_modified() -> None:
    text = har(entry(_fetchType="Network Load", _fromCache=None, response={"status": 304, "fromCache": False}))
    assert records(text)[0].response.status == 304


@pytest.mark.parametrize("response", [{"status": 0}, {}, None, [], {"status": "200"}, {"status": 200.5}])
def test_a_request_that_failed_has_an_unknown_status(response: Any) -> None:
    assert records(har(entry(response=response)))[0].response == (None, None)


@pytest.mark.parametrize("request_", [{"method": "POST"}, {"method": "", "url": URL}, {"method": "GET", "url": 5}])
def test_a_request_without_method_or_url_is_passed_over(request_: Any) -> None:
    first, second = outcome(har(entry(request=request_), entry()))
    assert isinstance(first, Notice)
    assert (first.kind, first.message, first.fatal) == (
        "record",
        "the request of the entry has no method or no url, and is passed over",
        False,
    )
    assert isinstance(second, Record)
    assert second.request.position == 1


@pytest.mark.parametrize(
    ("written", "seconds"),
    [
        ("2023-03-29T17:37:42.482-07:00", 1680136662.482),
        ("2023-03-29T17:37:42.4820000-07:00", 1680136662.482),
        ("2023-07-25T10:42:01.726810+00:00", 1690281721.72681),
        ("2023-07-25T10:42:01Z", 1690281721.0),
        ("2023-07-25T10:42:01", 1690281721.0),
        ("0001-01-01T00:00:00+23:59", -62135683140.0),
        ("yesterday", None),
        ("", None),
        (1690281721, None),
        (None, None),
    ],
)
def test_times_of_every_writer(written: object, seconds: float | None) -> None:
    assert records(har(entry(startedDateTime=written)))[0].at == seconds


# Bodies


def test_the_text_is_what_was_sent_and_the_parameters_only_stand_in_for_it() -> None:
    params = [{"name": "a", "value": "1"}, {"name": "b&", "value": "x y"}, {"name": "c"}, "d"]
    media = "application/x-www-form-urlencoded; charset=UTF-8"
    assert records(posting({"mimeType": media, "text": "a=2", "params": params}))[0].request.body == {"a": "2"}
    text = posting({"mimeType": media, "params": params})
    (one,) = records(text)
    assert one.request.body == {"a": "1", "b&": "x y", "c": ""}
    assert one.written() is None
    assert records(posting({"mimeType": "application/json", "params": params}))[0].request[0::7] == (None, True)
    assert records(posting({"mimeType": media, "params": {}}))[0].request.body is None
    assert records(posting({"mimeType": "multipart/form-data; boundary=x", "text": "--x"}))[0].request[0::7] == (
        None,
        True,
    )


@pytest.mark.parametrize(
    ("post", "changes", "cut"),
    [
        ({"mimeType": "", "text": "", "params": []}, {"bodySize": 0}, False),
        ({"mimeType": "", "text": "", "params": []}, {"bodySize": -1}, False),
        ({"mimeType": "", "text": ""}, {"bodySize": 12}, True),
        ({"mimeType": "", "text": "", "comment": "Request bodies are not included."}, {}, True),
        ({"mimeType": "application/json"}, {"bodySize": 12}, True),
        ({"mimeType": "application/json", "text": {"a": 1}}, {"bodySize": 12}, True),
        (None, {"bodySize": 12}, True),
        (None, {"bodySize": -1}, True),
        (None, {"bodySize": 0}, False),
        (None, {"bodySize": 12, "method": "GET"}, False),
    ],
)
def test_a_body_that_was_not_recorded_is_no_empty_body(post: Any, changes: dict[str, Any], cut: bool) -> None:
    (one,) = records(posting(post, **changes))
    assert (one.request.body, one.request.cut) == (None, cut)


@pytest.mark.parametrize(
    "headers",
    [
        [{"name": "Accept", "value": "*/*"}, {"name": "content-Type", "value": "application/x-www-form-urlencoded"}],
        [["Accept", "*/*"], ["Content-type", "application/x-www-form-urlencoded"]],
        [5, {}, ["x"], {"name": "content-type", "value": "application/x-www-form-urlencoded"}],
    ],
)
def test_the_media_type_stands_in_headers_of_either_form(headers: Any) -> None:
    assert records(posting({"text": "a=1"}, headers=headers))[0].request.body == {"a": "1"}


def test_base64_in_requests_and_answers() -> None:
    coded = base64.b64encode(json.dumps(BODY).encode()).decode()
    post = {"mimeType": "application/json", "encoding": "base64", "text": coded}
    response = {"status": 200, "content": {"encoding": "base64", "text": coded}}
    text = har(entry(request={"method": "POST", "url": URL, "postData": post}, response=response), indent=2)
    (one,) = records(text)
    assert (one.request.body, one.response.body) == (BODY, BODY)
    document = one.written()
    assert document is not None
    assert at(text, document.value_place((0, "name"))) == f'"{coded}"'
    bad = posting(post | {"text": "A"})
    assert notice(bad).message == "the body is marked as base64, and is none"
    response["content"] = {"encoding": "base64", "text": "A"}
    assert records(har(entry(response=response)))[0].response == (200, None)


def test_a_body_that_is_no_json_is_told_at_its_place() -> None:
    text = har(entry('{"name": tru}'), entry(), indent=2)
    damaged, first, second = outcome(text)
    assert isinstance(damaged, Notice)
    assert isinstance(first, Record)
    assert isinstance(second, Record)
    assert at(text, Place(damaged.line, damaged.column, damaged.line, damaged.column + 3)) == "tru"
    assert (first.request.cut, second.request.body) == (True, BODY)


def test_a_body_beyond_the_limit_is_not_read(monkeypatch: pytest.MonkeyPatch) -> None:
    from pinvet.sources.har import entry as module

    monkeypatch.setattr(module, "LIMITS", module.LIMITS._replace(max_bytes=10))
    told, one = outcome(har(entry(response={"status": 200, "content": {"text": "[" + " " * 10 + "]"}})))
    assert isinstance(told, Notice)
    assert isinstance(one, Record)
    assert told.message == "the body has more than 10 bytes, and is not read"
    assert (one.request.body, one.request.cut, one.response) == (None, True, (200, None))


def test_half_of_a_surrogate_pair_in_an_answer_costs_nothing() -> None:
    text = raw(
        r'{"request": {"method": "POST", "url": "/v5/x", "postData": {"text": "{\"a\": 1}"}},'
        r' "response": {"status": 200, "content": {"text": "\ud83d \ud83d\ude00 \\ud83d"}}}'
    )
    (one,) = records(text)
    document = one.written()
    assert document is not None
    assert (one.request.body, at(text, document.value_place(("a",)))) == ({"a": 1}, "1")


def test_a_number_of_many_digits_costs_nothing() -> None:
    (one,) = records(har(entry(_size=10**400)))
    assert one.request.body == BODY


# Damage


@pytest.mark.parametrize(
    ("damaged", "message", "column"),
    [
        (r'{"a": "\x"}', "the entry is not read: the backslash begins no escape that JSON knows", 8),
        ('{"a": 1,, "b": {"c": [}]}', "the entry is not read: ", 9),
        ('{"a": [1, {"b": 2}', "the entry is not read: ", None),
        ('{"a": [1, 2}', "the entry is not read: ", None),
        ('{"a": 1]}', "the entry is not read: ", 8),
        ("5", "the entry is no object, and is passed over", 1),
        ("null", "the entry is no object, and is passed over", 1),
        ('"{"', "the entry is no object, and is passed over", 1),
        ('[{"request": {}}]', "the entry is no object, and is passed over", 1),
        ("[" * 200 + "]" * 200, "the entry is no object, and is passed over", 1),
        ("{'a': 1}", "the entry is not read: ", 2),
        ('{"a": "\n"}', "the entry is not read: the string that opens here is not closed on its line", 7),
    ],
)
def test_a_damaged_entry_costs_itself_only(damaged: str, message: str, column: int | None) -> None:
    good = json.dumps(entry())
    text = raw(good, damaged, good)
    if damaged.endswith("2}") and damaged.count("}") != damaged.count("{"):
        text = text.replace(damaged + ",", damaged + "},")  # a list that is never closed ends with its object
    found = outcome(text)
    assert [type(one) for one in found] == [Record, Notice, Record]
    told, last = found[1:]
    assert isinstance(told, Notice)
    assert isinstance(last, Record)
    assert told.message.startswith(message)
    assert (told.kind, told.fatal, told.line) == ("record", False, 3)
    assert column is None or told.column == column
    assert (last.request.position, last.request.body, last.place.column) == (2, BODY, 1)


def test_commas_and_brackets_too_many_or_too_few_between_entries() -> None:
    good = json.dumps(entry())
    found = records(f'{{"log": {{"entries": [{good} {good},, {good}}}, {good},]}}}}')
    assert [one.request.position for one in found] == [0, 1, 2, 3]


def test_bytes_that_are_no_utf8_are_told_and_the_rest_is_read() -> None:
    text = har(entry([0], _note="é", _sound="é"), entry('["é", 1]'), indent=1, ensure_ascii=False)
    data = text.encode("latin-1")
    first, one, second, two = outcome(data)
    assert isinstance(first, Notice)
    assert isinstance(second, Notice)
    assert isinstance(one, Record)
    assert isinstance(two, Record)
    assert (first.kind, first.message) == ("record", "a byte here is not UTF-8; it is read as U+FFFD")
    for told, start in ((first, data.index(b"\xe9")), (second, data.rindex(b"\xe9"))):
        assert at(text, Place(told.line, told.column, told.line, told.column + 1)) == "é"
        assert Lines(text).offset(told.line, told.column) == start
    assert (one.request.body, two.request.body) == ([0], ["\ufffd", 1])
    document = two.written()
    assert document is not None
    assert at(text, document.value_place((1,))) == "1"


def test_other_bytes_than_utf8_cost_an_entry_that_is_left_out_nothing() -> None:
    assert outcome(har(entry(_note="é", _fromCache="disk"), ensure_ascii=False).encode("latin-1")) == []


SMALL = har(entry({"a": "é"}), entry([1]), {"x": {}}, entry("{}"), indent=1, ensure_ascii=False).encode()


def test_a_file_that_was_cut_off_anywhere_keeps_what_stands_before() -> None:
    whole = records(SMALL)
    for cut in range(len(SMALL)):
        found = outcome(SMALL[:cut])
        kept = [one for one in found if isinstance(one, Record)]
        told = [one for one in found if isinstance(one, Notice)]
        assert [one.request for one in kept] == [one.request for one in whole[: len(kept)]]
        if cut > SMALL.rindex(b"]"):
            assert (len(kept), told) == (3, [])
        else:
            assert [(one.fatal, one.kind) for one in told] == [(not kept, "record" if kept else "unreadable")]


@pytest.mark.parametrize(
    ("data", "message"),
    [
        (b"", "the file holds no list log.entries"),
        (b"{}", "the file holds no list log.entries"),
        (b"[]", "the file holds no list log.entries"),
        (b"nothing at all", "the file holds no list log.entries"),
        (b'{"log": 5}', "the file holds no list log.entries"),
        (b'{"log": {"entries": {}}}', "the file holds no list log.entries"),
        (b'{"log" {"pages": [], "entries"', "the file holds no list log.entries"),
        (b'{"log": {"x": ' + b"[" * 2000 + b', "entries": []}}', "the file holds no list log.entries"),
        (har(entry()).encode("utf-16"), "the text is encoded as UTF-16, not as UTF-8"),
        (b"\x28\xb5\x2f\xfd....", "this is Zstandard, not text"),
    ],
)
def test_a_file_without_entries_cannot_be_read(data: bytes, message: str) -> None:
    told = notice(data)
    assert told.message.startswith(message)
    assert (told.kind, told.fatal, told.path) == ("unreadable", True, "a.har")


def test_a_har_file_without_requests_is_read() -> None:
    assert outcome(har()) == []


def test_an_entry_beyond_the_limits(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(scan, "MOST_BYTES", 2000)
    big = entry("[" + json.dumps("🎉\\" * 4000) + "]")
    text = har(entry(), big, entry(), indent=1, ensure_ascii=False).replace("\n", "\r\n")
    for size in (1, 7, 100, 10**6):
        first, told, last = outcome(text.encode(), size)
        assert isinstance(first, Record)
        assert isinstance(told, Notice)
        assert isinstance(last, Record)
        assert (told.message, told.fatal) == ("the entry has more than 64 MiB, and is passed over", False)
        assert at(text, last.place) == "{"
        assert (last.request.position, last.place.line) == (2, text[: text.rindex('{\r\n    "started')].count("\n") + 1)


def test_an_entry_that_nests_too_deep_ends_the_reading() -> None:
    first, told = outcome(raw(json.dumps(entry()), '{"a":' * 5000))
    assert isinstance(first, Record)
    assert isinstance(told, Notice)
    assert "nests more than 1,024 deep" in told.message
    assert (told.line, told.fatal) == (3, False)
    assert notice(raw("[" * 5000)).fatal


# Packed files


def zipped(*names: str, method: int = zipfile.ZIP_DEFLATED) -> bytes:
    data = io.BytesIO()
    with zipfile.ZipFile(data, "w", method) as archive:
        for name in names:
            info = zipfile.ZipInfo(name)  # of a fixed time
            info.compress_type = method
            archive.writestr(info, har(entry(), entry()))
    return data.getvalue()


@pytest.mark.parametrize("method", [zipfile.ZIP_DEFLATED, zipfile.ZIP_STORED])
@pytest.mark.parametrize("names", [["a.har"], ["__MACOSX/._a.har", "readme.txt", "log/A.HAR"]])
def test_an_archive_of_one_har_file(names: list[str], method: int) -> None:
    assert len(records(zipped(*names, method=method))) == 2
    assert len(records(zipped(*names, method=method), 10)) == 2


GZIP = gzip.compress(b"{}", mtime=0)


def encrypted(data: bytes) -> bytes:
    local, central = data.index(b"PK\x03\x04") + 6, data.index(b"PK\x01\x02") + 8
    return data[:local] + b"\x01" + data[local + 1 : central] + b"\x01" + data[central + 1 :]


@pytest.mark.parametrize(
    ("data", "message"),
    [
        (
            GZIP + b"more",
            "the file holds no list log.entries: it is no HAR file, or was cut off before its first entry",
        ),
        (zipped("a.txt"), "the archive holds no HAR file; one is read"),
        (zipped("a.har", "b.har"), "the archive holds 2 HAR files; one is read"),
        (zipped("a.har", method=zipfile.ZIP_BZIP2), "the archive is encrypted, or packed in a way that is not read"),
        (encrypted(zipped("a.har")), "the archive is encrypted, or packed in a way that is not read"),
        (zipped("a.har")[:-30], "the archive is damaged: what follows cannot be unpacked"),
        (
            gzip.compress(b"{}", mtime=0)[:5] + b"\xff" * 20,
            "the packed file is damaged: what follows cannot be unpacked",
        ),
    ],
)
def test_a_packed_file_that_cannot_be_unpacked(data: bytes, message: str) -> None:
    told = notice(data)
    assert (told.message, told.fatal, told.kind) == (message, True, "unreadable")


def test_an_archive_of_a_file_that_is_no_har() -> None:
    data = io.BytesIO()
    with zipfile.ZipFile(data, "w") as archive:
        archive.writestr("a.har", "{}")
    assert notice(data.getvalue()).message.startswith("the file holds no list log.entries")


def test_a_packed_file_that_was_cut_off_keeps_what_stands_before() -> None:
    text = har(*[entry(str(number)) for number in range(5000)])
    data = gzip.compress(text.encode())
    for damaged in (data[: len(data) // 2], data[: len(data) // 2] + b"\xff" * 10 + data[len(data) // 2 + 10 :]):
        *kept, told = outcome(damaged)
        assert len(kept) > 1000
        assert isinstance(told, Notice)
        assert (told.kind, told.fatal) == ("record", False)


def test_a_packed_file_that_grows_too_much(monkeypatch: pytest.MonkeyPatch) -> None:
    bomb = har(entry()).encode().replace(b"]}}", b" " * (3 << 20) + b"]}}")
    for pack in (gzip.compress, zlib.compress):
        assert "grows to more than 200 times its size" in notice(pack(bomb)).message
    data = io.BytesIO()
    with zipfile.ZipFile(data, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("a.har", bomb)
    assert "grows to more than 200 times its size" in notice(data.getvalue()).message
    monkeypatch.setattr(packed, "MOST_UNPACKED", 1000)
    assert "holds more than 0 MiB" in notice(gzip.compress(har(*[entry()] * 50).encode())).message
    monkeypatch.setattr(packed, "MOST_ARCHIVED", 100)
    assert notice(zipped("a.har")).message == "the archive has more than 0 MiB"


def test_a_packed_file_of_small_chunks_that_hold_much() -> None:
    text = har(*[entry(str(number % 7)) for number in range(9000)])
    assert len(records(gzip.compress(text.encode()), 50)) == 9000


# Anything


STARTS = [b"", b'{"log":{"entries":[', b"\x78\x9c", b"\x1f\x8b\x08", b"PK\x03\x04"]


@given(st.binary(max_size=200), st.sampled_from(STARTS))
def test_any_bytes_are_read_without_a_crash(data: bytes, start: bytes) -> None:
    for one in outcome(start + data):
        assert isinstance(one, Record | Notice)


PIECES = [b'"', b"\\", b"{", b"}", b"[", b"]", b"\r", b"\xc3"]


@given(st.data())
def test_a_file_changed_anywhere_is_read_without_a_crash_in_chunks_of_any_size(data: st.DataObject) -> None:
    packed_too = [zipped("a.har"), gzip.compress(SMALL, mtime=0)]
    start_with = data.draw(st.sampled_from([SMALL, SMALL.replace(b"\n", b"\r\n"), *packed_too]))
    text = bytearray(start_with)
    for _ in range(data.draw(st.integers(1, 3))):
        start = data.draw(st.integers(0, len(text)))
        end = min(len(text), start + data.draw(st.integers(0, 3)))
        text[start:end] = data.draw(st.binary(max_size=3) | st.sampled_from(PIECES))
    whole, chunked = (outcome(bytes(text), size) for size in (None, data.draw(st.integers(1, 50))))
    if start_with not in packed_too:  # of a damaged packed file, smaller chunks save more
        assert [strip(one) for one in whole] == [strip(one) for one in chunked]
    for one in whole:
        if isinstance(one, Record):
            one.written()


def strip(one: Record | Notice) -> tuple[Any, ...]:
    return one[:4] if isinstance(one, Record) else one


# Real files: the requests that are read of each, as method and status, by position


SUITE_READS: dict[str, list[tuple[int, str, int | None]]] = {
    "mitmproxy__brokenfile.har": [],
    "mitmproxy__charles.har": [(0, "GET", 200)],
    "mitmproxy__chrome.har": [(0, "GET", 304), (1, "GET", None), (2, "GET", 200)],
    "mitmproxy__compressed.zhar": [(0, "GET", 200), (1, "POST", 200)],
    "mitmproxy__corrupted_gzip_body.har": [(0, "GET", 200)],
    "mitmproxy__error_log.har": [(0, "GET", None), (1, "POST", 405)],
    "mitmproxy__event_stream.har": [(0, "GET", 200), (1, "GET", 200)],
    "mitmproxy__firefox.har": [(number, "GET", 304 if number in (0, 9, 10, 12) else 200) for number in range(14)],
    "mitmproxy__head-content-length.har": [(0, "HEAD", 200)],
    "mitmproxy__incomplete_log.har": [(0, "GET", None), (1, "GET", None), (2, "POST", None), (3, "POST", None)],
    "mitmproxy__insomnia.har": [(0, "GET", 200)],
    "mitmproxy__postdata.har": [(0, "POST", 200)],
    "mitmproxy__successful_log.har": [(0, "GET", 200), (1, "POST", 200)],
    "mitmproxy__websocket.har": [],
    "mitmproxy__with-bom.har": [(0, "POST", 200)],
}


@pytest.mark.skipif(not SUITE.is_dir(), reason="the suite is not here")
def test_the_suite_is_whole() -> None:
    assert sorted(path.name for path in SUITE.iterdir()) == sorted(SUITE_READS)


@pytest.mark.skipif(not SUITE.is_dir(), reason="the suite is not here")
@pytest.mark.parametrize("name", SUITE_READS)
def test_real_files_are_read(name: str) -> None:
    data = (SUITE / name).read_bytes()
    found = outcome(data)
    kept = [one for one in found if isinstance(one, Record)]
    told = [one for one in found if isinstance(one, Notice)]
    reads = [(one.request.position, one.request.method, one.response.status) for one in kept]
    assert reads == SUITE_READS[name]
    assert [one.fatal for one in told] == ([True] if "broken" in name else [])
    assert [strip(one) for one in outcome(data, 37)] == [strip(one) for one in found]


@pytest.mark.skipif(not SUITE.is_dir(), reason="the suite is not here")
@pytest.mark.parametrize("name", ["mitmproxy__postdata.har", "mitmproxy__with-bom.har"])
def test_a_real_body_is_found_in_its_file(name: str) -> None:
    text = (SUITE / name).read_text(encoding="utf-8-sig")
    (one,) = records((SUITE / name).read_bytes())
    document = one.written()
    assert document is not None
    for pointer, value in pointers(one.request.body).items():
        assert json.loads(json.loads(f'"{at(text, document.value_place(pointer))}"')) == value
