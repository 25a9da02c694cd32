"""Debug logs of http.client: what real clients print, in pieces and among other lines, and what damage leaves of it."""

from __future__ import annotations

import ast
import contextlib
import gc
import gzip
import http.client
import io
import json
import threading
from http.server import BaseHTTPRequestHandler, HTTPServer
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pinvet.model import Notice, Place, Request, Response
from pinvet.sources.debuglog import read
from pinvet.sources.loglines import LONGEST
from pinvet.sources.record import Capture, Record
from pinvet.text.limits import LIMITS

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from pinvet.model import Pointer

PATH = "/v5/ad_accounts/549755885175/ad_groups"
HOST = "api.pinterest.com"
BODY = [{"name": 'Spring\'s "café" 😀\n\\', "bid": 5}]


def read_all(log: str | bytes) -> list[Record | Notice]:
    return list(read(Capture("debug.log", io.BytesIO(log.encode() if isinstance(log, str) else log))))


def records(log: str | bytes) -> list[Record]:
    found = read_all(log)
    assert all(isinstance(each, Record) for each in found), found
    return [each for each in found if isinstance(each, Record)]


def noted(log: str | bytes) -> tuple[list[Record], list[Notice]]:
    found = read_all(log)
    return [each for each in found if isinstance(each, Record)], [each for each in found if isinstance(each, Notice)]


def value_at(log: str, record: Record, pointer: Pointer = ()) -> Any:
    """Return the value that stands in a log where a record's body says that it does."""
    document = record.written()
    assert document is not None
    place = document.value_place(pointer)
    assert place is not None
    assert place.line == place.end_line
    text = log.split("\n")[place.line - 1][place.column - 1 : place.end_column - 1]
    quote = "'" if "\\'" in text or "'" not in text else '"'
    return json.loads(ast.literal_eval(f"b{quote}{text}{quote}"))


def head(method: str = "POST", path: str = PATH, **headers: object) -> bytes:
    named = "".join(f"{name.replace('_', '-')}: {value}\r\n" for name, value in {"Host": HOST, **headers}.items())
    return f"{method} {path} HTTP/1.1\r\n{named}\r\n".encode()


def send(*pieces: bytes) -> str:
    return "".join(f"send: {piece!r}\n" for piece in pieces)


def reply(status: int = 200) -> str:
    return f"reply: 'HTTP/1.1 {status} OK\\r\\n'\n"


def sent(body: Any = BODY, status: int = 200) -> str:
    data = json.dumps(body, ensure_ascii=False).encode()
    return send(head(Content_Length=len(data)), data) + reply(status)


# What real clients print.


class Server(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"

    def do_POST(self) -> None:
        length = self.headers.get("Content-Length")
        if length is not None:
            self.rfile.read(int(length))
        else:
            while (size := int(self.rfile.readline(), 16)) >= 0:
                self.rfile.read(size + 2)
                if not size:
                    break
        self.send_response(201, "Created")
        self.send_header("Content-Length", "2")
        self.end_headers()
        self.wfile.write(b"{}")

    do_PATCH = do_POST  # noqa: N815

    def do_GET(self) -> None:
        self.send_response(404)
        self.send_header("Content-Length", "0")
        self.end_headers()

    def log_message(self, format: str, *args: object) -> None:  # noqa: A002
        pass


@pytest.fixture(scope="module")
def port() -> Iterator[int]:
    server = HTTPServer(("127.0.0.1", 0), Server)
    thread = threading.Thread(target=server.serve_forever)
    thread.start()
    yield server.server_port
    server.shutdown()
    thread.join()
    server.server_close()


@pytest.fixture
def recorded(monkeypatch: pytest.MonkeyPatch) -> Callable[[Callable[[], object]], str]:
    def record(work: Callable[[], object]) -> str:
        monkeypatch.setattr(http.client.HTTPConnection, "debuglevel", 1)
        with contextlib.redirect_stdout(io.StringIO()) as log:
            work()
        return log.getvalue()

    return record


Recording = "Callable[[Callable[[], object]], str]"
TOKEN = {"Authorization": "Bearer pina_SECRET", "Content-Type": "application/json"}
TEXT = json.dumps(BODY, ensure_ascii=False)


@pytest.mark.parametrize(
    "body",
    [
        json.dumps(BODY),
        TEXT.encode(),
        bytearray(TEXT.encode()),
        [TEXT[:9].encode(), TEXT[9:].encode()],
        io.BytesIO(TEXT.encode()),
        io.StringIO(json.dumps(BODY)),
        TEXT.replace("'", "").encode(),
    ],
)
def test_what_http_client_prints(port: int, recorded: Recording, body: Any) -> None:
    def work() -> None:
        connection = http.client.HTTPConnection("127.0.0.1", port)
        for method, path, payload in (("POST", PATH, body), ("GET", "/v5/x?page_size=25", None)):
            connection.request(method, path, payload, TOKEN)
            connection.getresponse().read()
        connection.close()

    log = recorded(work)
    first, second = records(log)
    text = json.loads(body if isinstance(body, str | bytes | bytearray) else TEXT)
    assert first.request == Request(body=text, method="POST", url=f"https://127.0.0.1:{port}{PATH}")
    assert second.request == Request(method="GET", url=f"https://127.0.0.1:{port}/v5/x?page_size=25", position=1)
    assert [each.response for each in (first, second)] == [Response(201), Response(404)]
    assert first.at is not None
    assert log.split("\n")[first.place.line - 1][first.place.column - 1 :].startswith("send: b'POST ")
    assert value_at(log, first, (0, "bid")) == 5


def test_what_requests_prints(port: int, recorded: Recording) -> None:
    requests = pytest.importorskip("requests")
    url = f"http://127.0.0.1:{port}{PATH}"

    def work() -> None:
        with requests.Session() as session:
            session.post(url, json=BODY, headers=TOKEN)
            session.patch(url, data=TEXT.encode(), params={"a": "é"})
            session.post(url, data={"grant_type": "refresh_token", "scope": "ads:read"})
            session.post(url, data=iter([TEXT[:12].encode(), TEXT[12:].encode()]))

    log = recorded(work)
    one, two, form, chunked = records(log)
    assert [each.request.body for each in (one, two, chunked)] == [BODY] * 3
    assert form.request.body == {"grant_type": "refresh_token", "scope": "ads:read"}
    assert (two.request.method, two.request.url) == ("PATCH", f"https://127.0.0.1:{port}{PATH}?a=%C3%A9")
    assert value_at(log, one) == value_at(log, two) == BODY
    assert value_at(log, chunked, (0, "bid")) == 5


def test_what_urllib3_prints(port: int, recorded: Recording) -> None:
    urllib3 = pytest.importorskip("urllib3")

    def work() -> None:
        with urllib3.PoolManager() as pool:
            pool.request("POST", f"http://127.0.0.1:{port}{PATH}", body=json.dumps(BODY), headers=TOKEN)

    (record,) = records(recorded(work))
    assert record.request.body == BODY


def test_no_header_gets_into_a_record(port: int, recorded: Recording) -> None:
    def work() -> None:
        connection = http.client.HTTPConnection("127.0.0.1", port)
        connection.request("POST", PATH, TEXT.encode(), TOKEN)
        connection.getresponse().read()
        connection.close()

    log = recorded(work)
    together = log.replace("\\r\\n\\r\\n'\nsend: b'", "\\r\\n\\r\\n", 1)
    assert together != log
    for each in (log, together):
        assert "SECRET" in each
        (record,) = records(each)
        assert record.request.body == BODY
        assert value_at(each, record) == BODY
        assert not any("SECRET" in text for text in texts_in(record))


def texts_in(value: object) -> list[str]:
    """Return every text and every bytes that a value leads to, but for what modules hold."""
    seen: dict[int, object] = {}
    waiting = [value]
    while waiting:
        each = waiting.pop()
        if (
            id(each) not in seen
            and not isinstance(each, type)
            and "__loader__" not in (each if isinstance(each, dict) else ())
        ):
            seen[id(each)] = each
            waiting += gc.get_referents(each)
    return [str(each) for each in seen.values() if isinstance(each, str | bytes)]


# What stands around the prints.


def test_prints_stand_among_other_lines() -> None:
    before = "\ufeffDEBUG:urllib3.connectionpool:Starting new HTTPS connection (1): x\nplease send: 'it'\n"
    log = (
        before + sent() + 'header: Server: x\nDEBUG:urllib3:http://x "POST / HTTP/1.1" 200 2\r\n' + sent({"b": 1}, 400)
    )
    first, second = records(log)
    assert (first.request.body, first.response) == (BODY, Response(200))
    assert (second.request.body, second.response) == ({"b": 1}, Response(400))
    assert value_at(log, second, ("b",)) == 1


def test_lines_that_are_no_utf_8_are_passed_over() -> None:
    (record,) = records(b"caf\xe9\n" + sent().encode().replace(b"send", b"\xe9 send"))
    assert record.request.body == BODY
    assert record.place.column == 3


@pytest.mark.parametrize("before", ["2026-11-21 19:36:46,123 DEBUG ", "DEBUG:http.client:", "[é] ", "\t"])
def test_a_logger_may_write_before_each_print(before: str) -> None:
    log = "".join(f"{before}{line}\n" for line in sent().splitlines())
    (record,) = records(log)
    assert record.request == Request(body=BODY, method="POST", url=f"https://{HOST}{PATH}")
    assert record.place.column == len(before) + 1
    assert value_at(log, record, (0, "name")) == BODY[0]["name"]


def test_several_prints_may_stand_on_one_line() -> None:
    log = sent().replace("\n", "") + "header: Date header: Server " + sent([]).replace("\n", " ")
    first, second = records(log)
    assert (first.request.body, second.request.body) == (BODY, [])
    assert value_at(log, first, (0, "bid")) == 5


def test_what_a_body_quotes_is_no_print() -> None:
    body = {"a": "send: b'POST / HTTP/1.1'", "b": "reply: 'HTTP/1.1 500 x'"}
    (record,) = records(sent(body))
    assert (record.request.body, record.response.status) == (body, 200)


@pytest.mark.parametrize(
    ("path", "url"),
    [
        (PATH, f"https://{HOST}{PATH}"),
        (f"http://{HOST}{PATH}", f"http://{HOST}{PATH}"),
        (f"https://{HOST}{PATH}?a=b", f"https://{HOST}{PATH}?a=b"),
    ],
)
def test_a_proxy_gets_whole_urls(path: str, url: str) -> None:
    (record,) = records(send(head("GET", path)) + reply())
    assert record.request.url == url


def test_without_a_host_the_path_remains() -> None:
    (record,) = records(send(b"GET /v5/x HTTP/1.1\r\n\r\n"))
    assert record.request.url == "/v5/x"


def test_tunnels_and_preflights_are_left_out_but_counted() -> None:
    tunnel = send(b"CONNECT api.pinterest.com:443 HTTP/1.0\r\n", b"\r\n") + "header: Via: 1.1 proxy\r\n\n"
    (record,) = records(tunnel + send(head("OPTIONS")) + reply() + tunnel + sent())
    assert (record.request.position, record.response.status) == (3, 200)
    assert read_all(tunnel) == []


def test_the_time_is_that_of_the_answer() -> None:
    date = "header: Date: Sat, 21 Nov 2026 19:36:46 GMT\n"
    log = (
        sent()
        + date
        + date.replace("21", "22")
        + sent()
        + date.replace("19:36", "29:36")
        + sent()
        + "header: Date: x\n"
    )
    assert [record.at for record in records(date + log)] == [1795289806.0, None, None]


@pytest.mark.parametrize(
    ("answer", "body"),
    [
        ('b\'{"items": ["caf\\xc3\\xa9"]}\'', {"items": ["café"]}),
        ("{'no': JSON}", None),
        ('{"items": []}', {"items": []}),
        ('b\'{"items": [', None),
        ("b", None),
    ],
)
def test_the_logger_of_the_sdk_tells_the_answer(answer: str, body: object) -> None:
    log = f"2026-11-21 19:36:46,123 DEBUG response body: {answer}\n"
    (record,) = records(log + sent() + log + log.replace("items", "more"))
    assert record.response == Response(200, body)


def test_the_first_part_of_an_answer_is_not_yet_the_answer() -> None:
    data = json.dumps(BODY).encode()
    log = send(head(Content_Length=len(data))) + "reply: 'HTTP/1.1 100 Continue\\r\\n'\nheaders: []\n" + send(data)
    (record,) = records(log + reply(201))
    assert (record.request.body, record.response) == (BODY, Response(201))


def test_an_answer_that_may_be_to_another_request_is_unknown() -> None:
    unanswered = sent().replace(reply(), "")
    statuses = [record.response.status for record in records(sent() + unanswered + sent({}) + reply() + sent())]
    assert statuses == [200, None, None, 200]
    lost = sent({}).replace(PATH, "/v5/other").replace(reply(), "reply: ''\n")
    assert [record.response.status for record in records(lost + sent())] == [None, None]


def test_a_retry_has_its_own_answer() -> None:
    assert [record.response.status for record in records(sent().replace(reply(), "") + sent())] == [None, 200]


# How bodies are sent.


def test_chunks_are_joined_wherever_they_were_divided() -> None:
    data = TEXT.encode()
    for size in (1, 2, 3, 7, len(data)):
        parts = [data[at : at + size] for at in range(0, len(data), size)]
        chunks = b"".join(b"%X;x=y\r\n%b\r\n" % (len(part), part) for part in parts) + b"0\r\n\r\n"
        for step in (1, 5, 1000):
            pieces = [chunks[at : at + step] for at in range(0, len(chunks), step)]
            log = send(head(Transfer_Encoding="chunked"), *pieces)
            (record,) = records(log)
            assert record.request == Request(body=BODY, method="POST", url=f"https://{HOST}{PATH}")
            document = record.written()
            assert document is not None
            if step == 1:
                place = document.value_place((0, "bid"))
                assert place is not None
                assert log.split("\n")[place.line - 1] == "send: b'5'"
                assert (place.line, place.end_column - place.column) == (place.end_line, 1)


@pytest.mark.parametrize("missing", [b"0\r\n\r\n", b"7]\r\n0\r\n\r\n", b"4\r\n, 7]\r\n0\r\n\r\n"])
def test_chunks_that_are_missing_cut_the_body(missing: bytes) -> None:
    chunks = b"3\r\n[55\r\n4\r\n, 7]\r\n0\r\n\r\n"
    found, _ = noted(send(head(Transfer_Encoding="chunked"), chunks.removesuffix(missing)))
    assert found[0].request.cut


def test_python_puts_double_quotes_around_single_ones() -> None:
    data = b"name=Spring's&x=\xc3\xa9"
    log = send(head(Content_Type="application/x-www-form-urlencoded", Content_Length=len(data)), data)
    assert 'send: b"name' in log
    assert records(log)[0].request.body == {"name": "Spring's", "x": "é"}


def test_an_empty_piece_is_no_trouble() -> None:
    data = json.dumps(BODY).encode()
    log = send(head(Content_Length=len(data)), b"", data, b"")
    (record,) = records(log)
    assert value_at(log, record) == BODY


def test_gzip_is_unpacked_and_has_one_place() -> None:
    data = gzip.compress(json.dumps(BODY).encode())
    (record,) = records("\n" + send(head(Content_Encoding="gzip", Content_Length=len(data)), data))
    assert record.request.body == BODY
    document = record.written()
    assert document is not None
    assert document.value_place((0, "bid")) == record.place
    found, notices = noted(send(head(Content_Length=9), data[:9]))
    assert found[0].request == Request(method="POST", url=f"https://{HOST}{PATH}", cut=True)
    assert notices[0].message.startswith("the body is gzip that cannot be unpacked")


# What damage leaves.


def test_a_cut_last_line_cuts_the_last_request_only() -> None:
    log = (sent() + sent()).removesuffix(reply()).removesuffix("\n")
    whole = len(sent())
    for end in range(whole, len(log)):
        found, notices = noted(log[:end])
        assert found[0].request == Request(body=BODY, method="POST", url=f"https://{HOST}{PATH}")
        assert found[0].response == Response(200)
        if len(found) == 1:
            assert len(notices) == ("send: b'" in log[whole:end])
        else:
            assert found[1].request.cut
            body = found[1].request.body
            assert body in (None, [], [{}], [{"name": BODY[0]["name"]}], BODY)


def test_the_part_of_a_cut_body_that_is_there_has_its_places() -> None:
    log = send(head(Content_Length=99), b'{"n": "caf\xc3\xa9", "b": "caf\xc3')
    log = log.removesuffix("'\n")
    (record,), (notice,) = noted(log)
    assert (record.request.body, record.request.cut) == ({"n": "café"}, True)
    assert value_at(log, record, ("n",)) == "café"
    assert (notice.kind, notice.line) == ("record", 2)


def test_a_body_that_ends_in_an_escape_is_cut_before_it() -> None:
    for end in ("\\", "\\x", "\\xc", "\\xc3"):
        log = send(head(Content_Length=99)) + "send: b'[1, \"" + end
        (record,), _ = noted(log)
        assert (record.request.body, record.request.cut) == ([1], True)


@pytest.mark.parametrize(
    ("log", "message"),
    [
        (send(head(Content_Length=10)), "the log lacks the body"),
        (send(head(Transfer_Encoding="chunked")), "the log lacks the body"),
        (send(head(Content_Length=2), b"[]", b"[1]"), "more was sent than the Content-Length"),
        (send(head(Content_Length=2), b"\xff\xff"), "the body is no UTF-8 text"),
        (send(head(Content_Length=2), b"no"), "the body is not JSON"),
    ],
)
def test_a_request_without_a_body_that_can_be_read_is_a_notice(log: str, message: str) -> None:
    (record,), (notice,) = noted("\n" + log)
    assert notice.message.startswith(message)
    assert (notice.kind, notice.fatal) == ("record", False)
    assert record.request.body is None
    assert record.request.cut or message.startswith("the body is")


def test_what_is_sent_to_others_needs_no_notice() -> None:
    for pieces in ([], [b"\x1f\x8b"], [b"no"]):
        log = send(head(Content_Length=2), *pieces).replace(HOST, "example.com")
        assert len(records(log)) == 1


def test_a_request_that_lacks_the_end_of_its_head_is_cut() -> None:
    (record,) = records(send(b"POST /v5/x HTTP/1.1\r\nHost: api.pinterest.com"))
    assert record.request == Request(method="POST", url="https://api.pinterest.com/v5/x", cut=True)


@pytest.mark.parametrize("length", ["", "x", "²", "-1", "9" * 99])
def test_a_length_that_is_none_is_not_believed(length: str) -> None:
    (record,) = records(send(head(Content_Length=length), b"[1]"))
    assert (record.request.body, record.request.cut) == ([1], False)


def test_what_belongs_to_no_request_is_told_once_and_counted() -> None:
    log = send(b"[1]", b"[2]") + sent() + "x " + send(b"[3]", b"[4]") + sent()
    found, notices = noted(log)
    assert [record.request.position for record in found] == [1, 3]
    assert [(notice.line, notice.column) for notice in notices] == [(1, 1), (6, 3)]
    assert all(notice.message.startswith("what was sent here belongs to no request") for notice in notices)


def test_a_body_that_is_too_large_is_a_notice() -> None:
    part = b"x" * (LIMITS.max_bytes // 4)
    (record,), (notice,) = noted(send(head(), *[part] * 5) + reply())
    assert notice.message == "the body has more than 16,777,216 bytes and is not read"
    assert record.request == Request(method="POST", url=f"https://{HOST}{PATH}", cut=True)
    assert record.written() is None


def test_a_line_that_is_too_long_is_passed_over() -> None:
    found, (notice,) = noted(sent() + "x" * (LONGEST + 1) + "\n" + sent())
    assert [record.request.body for record in found] == [BODY, BODY]
    assert (notice.kind, notice.line) == ("limit", 4)


@pytest.mark.parametrize(
    ("log", "message"),
    [
        ("", "the file holds no request"),
        ("DEBUG hello\nreply: 'HTTP/1.1 200 OK'\n", "the file holds no request"),
        (sent().encode("utf-16"), "the text is encoded as UTF-16"),
        (b"\xff\xfe", "the text is encoded as UTF-16"),
        (b"caf\xe9\n", "the file holds no request"),
    ],
)
def test_a_file_without_a_request_is_one_fatal_notice(log: str | bytes, message: str) -> None:
    (notice,) = read_all(log)
    assert isinstance(notice, Notice)
    assert (notice.kind, notice.fatal) == ("unreadable", True)
    assert notice.message.startswith(message)
    assert notice.hint is not None


# Any session.

WORD = st.text(st.characters(exclude_categories=["Cs"]), max_size=8)
INTEGER = st.integers(-(2**63), 2**63 - 1)
SCALAR = st.none() | st.booleans() | INTEGER | st.floats(allow_nan=False, allow_infinity=False) | WORD
JSON = st.recursive(
    SCALAR,
    lambda children: st.lists(children, max_size=4) | st.dictionaries(WORD, children, max_size=4),
    max_leaves=12,
)
EXCHANGE = st.tuples(
    st.sampled_from(["GET", "POST", "PATCH", "DELETE"]),
    st.sampled_from([PATH, "/v5/catalogs/items?ad_account_id=5", "/v5/caf%C3%A9"]),
    st.none() | st.lists(JSON, max_size=3) | st.dictionaries(WORD, JSON, max_size=3),
    st.sampled_from([200, 201, 400, 429, 500]),
    st.booleans(),  # ASCII alone
    st.sampled_from(["", "2026-11-21 19:36:46,123 DEBUG http.client ", "é "]),
    st.booleans(),  # the head and the body at once
)


def printed(exchange: tuple[Any, ...]) -> str:
    method, path, body, status, ascii_, before, at_once = exchange
    data = b"" if body is None else json.dumps(body, ensure_ascii=ascii_).encode()
    begin = head(method, path, Authorization="Bearer x", **({"Content_Length": len(data)} if data else {}))
    pieces = [begin + data] if at_once or not data else [begin, data]
    return "".join(f"{before}{line}\n" for line in (send(*pieces) + reply(status)).splitlines())


@given(st.lists(EXCHANGE, min_size=1, max_size=4), st.sampled_from(["", "header: Server: x\n", "\r\n"]))
def test_any_session_comes_back(exchanges: list[tuple[Any, ...]], between: str) -> None:
    log = between.join(printed(each) for each in exchanges)
    found = records(log)
    assert len(found) == len(exchanges)
    for position, (record, (method, path, body, status, *_)) in enumerate(zip(found, exchanges, strict=True)):
        url = f"https://{HOST}{path}"
        assert record.request == Request(body=body, method=method, url=url, position=position)
        assert record.response == Response(status)
        document = record.written()
        assert (document is None) == (body is None)
        for pointer, value in [] if body is None else nodes(body):
            assert value_at(log, record, pointer) == value


def nodes(value: Any, at: Pointer = ()) -> list[tuple[Pointer, Any]]:
    items = value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ()
    return [(at, value), *(node for key, each in items for node in nodes(each, (*at, key)))]


PIECES = [
    b"send: b'",
    b"'",
    b'"',
    b"\\",
    b"\\x",
    b"\\r\\n",
    b"\n",
    b"\xff",
    b"reply: '",
    b"HTTP/1.1 200",
    b"0",
    b"response body: b'",
]


@st.composite
def damaged(draw: st.DrawFn) -> bytes:
    """Return a log with pieces cut out and put in."""
    chunked = send(head(Transfer_Encoding="chunked"), b"5\r\n[1, 2\r\n1\r\n]\r\n0\r\n\r\n")
    log = "".join(
        draw(st.lists(st.sampled_from([sent(), chunked, send(head("GET"))]), min_size=1, max_size=3))
    ).encode()
    for _ in range(draw(st.integers(0, 5))):
        start = draw(st.integers(0, len(log)))
        end = draw(st.integers(start, min(len(log), start + 8)))
        log = log[:start] + draw(st.sampled_from(PIECES) | st.binary(max_size=4)) + log[end:]
    return log


@given(damaged() | st.binary(max_size=80))
def test_no_bytes_make_the_reader_raise(log: bytes) -> None:
    lines = log.decode("utf-8", "replace").split("\n")
    for each in read_all(log):
        if isinstance(each, Notice):
            assert 1 <= each.line <= len(lines)
            assert each.message.isprintable()
            continue
        document = each.written()
        place = each.place if document is None else document.value_place(())
        assert isinstance(place, Place)
        assert 1 <= place.line <= place.end_line <= len(lines)
        assert 1 <= place.column <= len(lines[place.line - 1]) + 1
        assert 1 <= place.end_column <= len(lines[place.end_line - 1]) + 1
