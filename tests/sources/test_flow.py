"""Flow files of mitmproxy: every version's keys, what is packed, what is damaged, and where a body stands."""

from __future__ import annotations

import gzip
import io
import json
import zlib
from pathlib import Path
from typing import Any

import pytest
from capture_reading import Slow, only_records, pointers
from hypothesis import given
from hypothesis import strategies as st

from pinvet.model import Notice, Place
from pinvet.sources.flow import message, read
from pinvet.sources.record import Capture, Record
from recordings import tnet

SUITE = Path(__file__).parents[3] / "shared" / "suites" / "mitmproxy"
URL = "https://api.pinterest.com/v5/ad_accounts/1/campaigns"
PATH = "/v5/ad_accounts/1/campaigns"
BODY = [{"name": 'Été "x" 🎉', "daily_spend_cap": 1}]
HINT = "convert it: mitmdump -nr in.flow --set hardump=out.har"


def flow(body: bytes | None = None, *, response: Any = None, headers: Any = (), **changes: Any) -> dict[str, Any]:
    request = {
        "method": b"POST",
        "scheme": b"https",
        "host": "api.pinterest.com",
        "port": 443,
        "path": PATH.encode(),
        "authority": b"",
        "headers": [[b"Content-Type", b"application/json"], [b"Authorization", b"Bearer pina_1"], *headers],
        "content": json.dumps(BODY, ensure_ascii=False).encode() if body is None else body,
        "timestamp_start": 1726927927.5,
    }
    top = {key: changes.pop(key) for key in ("type", "version", "websocket") if key in changes}
    return {"version": 21, "type": "http", "websocket": None, "request": request | changes, "response": response} | top


def outcome(data: bytes, size: int | None = None) -> list[Record | Notice]:
    stream: Any = io.BytesIO(data) if size is None else Slow(data, size)
    return list(read(Capture("a.flow", stream)))


def records(*flows: dict[str, Any], old: bool = False) -> list[Record]:
    return only_records(outcome(b"".join(tnet(one, old=old) for one in flows)))


def told(data: bytes) -> Notice:
    (notice,) = [one for one in outcome(data) if isinstance(one, Notice)]
    return notice


def at(data: bytes, place: Place | None) -> bytes:
    """Return what stands at a place: lines end with a line feed, columns count bytes."""
    assert place is not None
    starts = [0]
    for line in data.split(b"\n"):
        starts.append(starts[-1] + len(line) + 1)
    return data[starts[place.line - 1] + place.column - 1 : starts[place.end_line - 1] + place.end_column - 1]


# Requests, answers, places


def test_a_request_its_answer_and_its_time() -> None:
    response = {"status_code": 400, "headers": [], "content": b'{"code": 1}'}
    first, second = records(flow(response=response), flow())
    assert (first.request.body, first.request.method, first.request.url) == (BODY, "POST", URL)
    assert (first.response, second.response) == ((400, {"code": 1}), (None, None))
    assert (first.at, first.request.position, second.request.position) == (1726927927.5, 0, 1)
    assert first.place == Place(1, 1, 1, 2)
    assert "pina_1" not in repr(first)


def test_a_flow_of_python_2() -> None:
    request = flow()["request"] | {"content": b'{"a": 1}', "timestamp_start": 1}
    response = {"code": 201, "msg": "Created", "content": b'{"id": "1"}', "headers": []}
    for content in ("content", "body"):
        renamed = {content if key == "content" else key: value for key, value in request.items()}
        answer = {content if key == "content" else key: value for key, value in response.items()}
        (one,) = records({"request": renamed, "response": answer, "version": [0, 10, 1]}, old=True)
        assert (one.request.body, one.request.url, one.at) == ({"a": 1}, URL, 1)
        assert one.response == (201, {"id": "1"})


scalars = st.none() | st.booleans() | st.integers(-(2**53), 2**53) | st.text(max_size=12)
bodies = st.recursive(
    scalars,
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=5), inner, max_size=3),
    max_leaves=8,
).filter(lambda body: isinstance(body, dict | list))
calls = st.tuples(st.sampled_from(["POST", "patch"]), bodies, st.integers(100, 599).filter(lambda x: x != 101))


@given(
    st.lists(calls, max_size=4),
    st.booleans(),
    st.booleans(),
    st.sampled_from([None, 2, "\n\t"]),
    st.integers(1, 60),
)
def test_what_was_recorded_is_read_back_and_found(
    sent: list[tuple[str, Any, int]], old: bool, ascii_only: bool, indent: Any, size: int
) -> None:
    data = b"".join(
        tnet(
            flow(
                json.dumps(body, indent=indent, ensure_ascii=ascii_only).encode(),
                method=method.encode(),
                response={"status_code": status, "content": json.dumps(body).encode(), "headers": []},
            ),
            old=old,
        )
        for method, body, status in sent
    )
    found = outcome(data, size)
    assert [strip(one) for one in outcome(data)] == [strip(one) for one in found]
    assert len(found) == len(sent)
    for position, (one, (method, body, status)) in enumerate(zip(found, sent, strict=True)):
        assert isinstance(one, Record)
        assert one.request[0:1] + one.request[2:4] + one.request[6:] == (body, method.upper(), URL, position, False)
        assert one.response == (status, body)
        assert at(data, one.place).isdigit()
        document = one.written()
        assert document is not None
        for pointer, value in pointers(body).items():
            assert json.loads(at(data, document.value_place(pointer))) == value


def strip(one: Record | Notice) -> tuple[Any, ...]:
    return one[:4] if isinstance(one, Record) else one


@pytest.mark.parametrize(
    ("changes", "url"),
    [
        ({"port": 8443}, "https://api.pinterest.com:8443"),
        ({"port": 443, "scheme": b"http"}, "http://api.pinterest.com:443"),
        ({"host": "192.0.2.1", "headers": [[b"Host", b"api.pinterest.com"]]}, "https://api.pinterest.com"),
        ({"host": "192.0.2.1", "headers": [[b":authority", b"api.pinterest.com"]]}, "https://api.pinterest.com"),
        ({"host": "192.0.2.1", "authority": b"api.pinterest.com"}, "https://api.pinterest.com"),
        ({"host": "2001:db8::1", "port": 80}, "https://[2001:db8::1]:80"),
        ({"host": b"api.pinterest.com", "port": None}, "https://api.pinterest.com"),
    ],
)
def test_the_host_is_the_one_that_the_request_names(changes: dict[str, Any], url: str) -> None:
    assert records(flow(**changes))[0].request.url == url + PATH


@pytest.mark.parametrize(
    "left_out",
    [
        {"type": "tcp"},
        {"type": "websocket"},
        {"websocket": {"messages": []}},
        {"method": b"OPTIONS"},
        {"method": b"connect"},
        {"method": None},
        {"response": {"status_code": 101}},
    ],
)
def test_what_is_no_call_is_left_out_and_counted(left_out: dict[str, Any]) -> None:
    (one,) = records(flow(**left_out), {"version": 21, "type": "dns"}, {"version": 21, "request": None}, flow())
    assert one.request.position == 3


@pytest.mark.parametrize("status", [None, b"200", "200", 99, True, 200.0])
def test_an_answer_without_a_status_is_unknown(status: Any) -> None:
    (one,) = records(flow(response={"status_code": status}))
    assert one.response.status == (200 if status == 200.0 else None)


@pytest.mark.parametrize("time", [None, "1", b"", float("nan"), float("inf")])
def test_a_time_that_is_none(time: Any) -> None:
    assert records(flow(timestamp_start=time))[0].at is None
    assert records({**flow(), "request": {"method": b"GET"}})[0].at is None


# Bodies


def raw_deflate(data: bytes) -> bytes:
    packer = zlib.compressobj(wbits=-15)
    return packer.compress(data) + packer.flush()


@pytest.mark.parametrize(
    ("packing", "pack"),
    [
        (b"gzip", gzip.compress),
        (b" X-GZip", gzip.compress),
        (b"deflate", zlib.compress),
        (b"deflate", raw_deflate),
        (b"identity", bytes),
        (b"gzip", bytes),
    ],
)
def test_packed_bodies(packing: bytes, pack: Any) -> None:
    body = pack(json.dumps(BODY).encode())
    response = {"status_code": 200, "headers": [[b"content-encoding", packing]], "content": body}
    data = tnet(flow()) + tnet(flow(body, headers=[[b"Content-Encoding", packing]], response=response))
    one = outcome(data)[1]
    assert isinstance(one, Record)
    assert (one.request.body, one.request.cut, one.response) == (BODY, False, (200, BODY))
    document = one.written()
    assert document is not None
    cap = at(data, document.value_place((0, "daily_spend_cap")))
    assert cap == (b"1" if pack is bytes else body)


BOMB = gzip.compress(b"[" * (2 << 20), mtime=0)


@pytest.mark.parametrize(
    ("packing", "body", "trouble"),
    [
        (b"br", b"\x0b\x02", "the body is packed in a way that is not read; gzip and deflate are"),
        (b"gzip, br", b"\x0b\x02", "the body is packed in a way that is not read; gzip and deflate are"),
        (b"gzip", gzip.compress(b"[1, 2]", mtime=0)[:-9], "the packed body ends too early, and is not read"),
        (
            b"gzip",
            gzip.compress(b"[" * (2 << 20), mtime=0),
            "the packed body holds more than 1,048,576 bytes, and is not read",
        ),
        (b"gzip", b"\xff\xfe", "the body is no UTF-8 text"),
        (b"deflate", b"\xff\xfe", "the body is no UTF-8 text"),
    ],
)
def test_a_packed_body_that_is_not_read_is_unknown(packing: bytes, body: bytes, trouble: str) -> None:
    notice, one = outcome(tnet(flow(body, headers=[[b"content-encoding", packing]])))
    assert isinstance(notice, Notice)
    assert isinstance(one, Record)
    assert (notice.kind, notice.message, notice.fatal) == ("record", trouble, False)
    assert one.request.body is None
    assert one.request.cut or trouble == "the body is no UTF-8 text"


def test_an_answer_that_is_not_read_is_unknown() -> None:
    response = {"status_code": 200, "headers": [[b"content-encoding", b"zstd"]], "content": b"\x28\xb5"}
    assert records(flow(response=response))[0].response == (200, None)


def test_a_body_that_was_streamed_is_no_empty_body() -> None:
    one, empty = records(flow(content=None), flow(b""))
    assert (one.request.body, one.request.cut) == (None, True)
    assert (empty.request.body, empty.request.cut) == (None, False)


def test_a_form() -> None:
    one = flow(b"a=b+c&d=")
    one["request"]["headers"] = [[b"content-type", b"application/x-www-form-urlencoded"]]
    assert records(one)[0].request.body == {"a": "b c", "d": ""}


def test_a_body_that_is_no_json_is_told_at_its_place() -> None:
    data = tnet(flow()) + tnet(flow(b'[{"name": "\xc3\xa9",\n "a": "\xc3\xa9", "cap": tru}]'))
    notice, one = outcome(data)[1:]
    assert isinstance(notice, Notice)
    assert isinstance(one, Record)
    assert at(data, Place(notice.line, notice.column, notice.line, notice.column + 3)) == b"tru"
    assert (one.request.body, one.request.cut) == (None, True)


def test_a_body_beyond_the_limit_is_not_read(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(message, "LIMITS", message.LIMITS._replace(max_bytes=10))
    assert told(tnet(flow())).message == "the body has more than 10 bytes, and is not read"


@pytest.mark.parametrize(
    "headers",
    [
        None,
        [b"content-type", [b"content-type"], [b"content-type", b"a", b"b"], 5],
        {"content-type": "x"},
    ],
)
def test_headers_of_another_form_cost_nothing(headers: Any) -> None:
    one = flow()
    one["request"]["headers"] = headers
    assert records(one)[0].request.body == BODY


# Versions and damage


@pytest.mark.parametrize("version", [4, 7, 21, [0, 18, 2], [3, 0, 0]])
def test_known_versions(version: Any) -> None:
    assert len(records(flow(version=version))) == 1


@pytest.mark.parametrize("version", [None, 22, 3, "21", [], [4, 0], [b"0"]])
def test_another_version_is_told_once_and_read_as_far_as_it_fits(version: Any) -> None:
    notice, *found = outcome(tnet(flow(version=version)) * 2)
    assert isinstance(notice, Notice)
    assert (notice.kind, notice.fatal, notice.hint, notice.column) == ("record", False, HINT, 1)
    assert notice.message.startswith("the flows are of a version that is not known here")
    assert [one.request.body for one in found if isinstance(one, Record)] == [BODY, BODY]


@pytest.mark.parametrize(
    "inside",
    [
        b"7:request;9:5:method;5:}",
        b"7:request;12:6:method;3:GET}",
        b"7:request;5:hello}",
        b"7:request;",
        b"7:request;4:4:a,,}",
        b"x",
        b"3:abc?1:d,",
        b"7:request;" + tnet({"method": b"GET", "headers": 1}).replace(b"1:1#", b"3:a:b]"),
        b"0:~" * 40_000,
    ],
)
def test_a_damaged_flow_costs_itself_only_where_its_length_is_right(inside: bytes) -> None:
    good = tnet(flow())
    inside = b"7:version;2:21#" + inside
    first, notice, last = outcome(good + b"%d:%b}" % (len(inside), inside) + good)
    assert isinstance(first, Record)
    assert isinstance(notice, Notice)
    assert isinstance(last, Record)
    assert (notice.kind, notice.message, notice.fatal) == ("record", "the flow is damaged, and is passed over", False)
    assert last.request.position == 2


@pytest.mark.parametrize("after", [b"5:hello,", b"hello", b"\n", b"12345678901234:", b":", b"3:abc}}"])
def test_what_follows_a_lost_length_is_not_read(after: bytes) -> None:
    good = tnet(flow())
    found = outcome(good + after + good)
    notice = found[-1]
    assert isinstance(found[0], Record)
    assert isinstance(notice, Notice)
    assert len(found) == (3 if after == b"3:abc}}" else 2)
    assert notice.message == "no flow begins here: the file is damaged, and what follows is not read"
    assert (notice.kind, notice.fatal, notice.hint) == ("record", False, HINT)


def test_a_file_that_was_cut_off_anywhere_keeps_what_stands_before() -> None:
    one = tnet(flow(b"[1,\n2]"))
    data = one + one + one
    for cut in range(len(data)):
        found = outcome(data[:cut])
        whole, rest = divmod(cut, len(one))
        assert [type(item) for item in found] == [Record] * whole + [Notice] * bool(rest)
        if rest:
            notice = found[-1]
            assert isinstance(notice, Notice)
            assert (notice.fatal, notice.line) == (not whole, whole + 1)


@pytest.mark.parametrize("data", [b"{}", b"\x00", b"12", b'{"log": {}}', b"5:hello,", b"5:hell"])
def test_a_file_of_another_kind_cannot_be_read(data: bytes) -> None:
    notice = told(data)
    assert (notice.kind, notice.fatal, notice.path, notice.hint) == ("unreadable", True, "a.flow", HINT)


def test_a_file_without_flows_is_read() -> None:
    assert outcome(b"") == []


def test_a_flow_beyond_the_limit_is_passed_over(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("pinvet.sources.flow.flows.MOST_BYTES", 1000)
    monkeypatch.setattr("pinvet.sources.flow.flows._CHUNK", 100)
    big = tnet(flow(b"[" + b"\n1," * 1000 + b"1]"))
    data = tnet(flow()) + big + tnet(flow())
    first, notice, last = outcome(data)
    assert isinstance(first, Record)
    assert isinstance(notice, Notice)
    assert isinstance(last, Record)
    assert (notice.message, notice.fatal) == ("the flow has more than 64 MiB, and is passed over", False)
    assert (last.request.position, last.place.line) == (2, 1001)
    assert told(big[:-5]).fatal


# Anything


@given(
    st.binary(max_size=100) | st.lists(st.sampled_from([b"0:~", b"3:", b"1:a,", b"}", b"]", b"9" * 11])).map(b"".join)
)
def test_any_bytes_are_read_without_a_crash(data: bytes) -> None:
    for start in (b"", b"%d:" % len(data)):
        for one in outcome(start + data + b"}"):
            assert isinstance(one, Record | Notice)


FLOWS = (
    tnet(flow()) + tnet(flow(gzip.compress(b"[1]", mtime=0), headers=[[b"content-encoding", b"gzip"]])) + tnet(flow())
)


@given(st.data())
def test_a_file_changed_anywhere_is_read_without_a_crash_in_chunks_of_any_size(data: st.DataObject) -> None:
    changed = bytearray(FLOWS)
    for _ in range(data.draw(st.integers(1, 3))):
        start = data.draw(st.integers(0, len(changed)))
        new = data.draw(st.binary(max_size=3) | st.sampled_from([b"~", b"]", b"}", b"#", b"9"]))
        changed[start : start + data.draw(st.sampled_from([len(new), 0, 1]))] = new
    found = outcome(bytes(changed))
    assert [strip(one) for one in outcome(bytes(changed), data.draw(st.integers(1, 50)))] == [
        strip(one) for one in found
    ]
    for one in found:
        if isinstance(one, Record):
            one.written()


# Real files: the requests that are read of each, as method, url and status, by position


SUITE_READS: dict[str, list[tuple[int, str, str, int | None, float]]] = {
    "dumpfile-010.mitm": [(0, "GET", "http://example.com/", 200, 1468014849.988708)],
    "dumpfile-011.mitm": [(0, "GET", "https://example.com/", 200, 1469208634.706)],
    "dumpfile-018.mitm": [(0, "GET", "https://www.example.com/", 200, 1482157523.9086578)],
    "dumpfile-019.mitm": [(0, "GET", "https://webrv.rtb-seller.com/webrv-at", None, 1591300243.2604852)],
    "dumpfile-10.mitm": [(0, "GET", "https://example.com/", None, 1621870806.728884)],
    "dumpfile-19.mitm": [(0, "GET", "https://cloudflare-quic.com/", 200, 1726927927.6628444)],
    "dumpfile-7-websocket.mitm": [],
    "dumpfile-7.mitm": [
        (0, "GET", "http://example.com/", 200, 1609926103.1665907),
        (1, "GET", "https://example.com/", 200, 1609926104.3962648),
    ],
}


@pytest.mark.skipif(not SUITE.is_dir(), reason="the suite is not here")
def test_the_suite_is_whole() -> None:
    assert sorted(path.name for path in SUITE.iterdir()) == sorted(SUITE_READS)


@pytest.mark.skipif(not SUITE.is_dir(), reason="the suite is not here")
@pytest.mark.parametrize("name", SUITE_READS)
def test_real_files_are_read(name: str) -> None:
    data = (SUITE / name).read_bytes()
    reads = []
    for one in outcome(data):
        assert isinstance(one, Record)
        assert at(data, one.place).isdigit()
        url = (one.request.url or "").partition("?")[0]
        reads.append((one.request.position, one.request.method, url, one.response.status, one.at))
    assert reads == SUITE_READS[name]
