"""The record that readers make: the body's value and places, forms, damage, and whose damage is told."""

from __future__ import annotations

import io
import json
from typing import Any

import pytest

from pinvet.model import Notice, Place, Request, Response
from pinvet.sources.captures import format_of
from pinvet.sources.readers import CaptureFile
from pinvet.sources.record import NO_PLACE, WRITE_WHOLE, Capture, Record, Recorded, is_elsewhere, record, response_of
from pinvet.text.spots import Spot, Spots

URL = "https://api.pinterest.com/v5/ad_accounts/1/campaigns"
HERE = Place(4, 1, 4, 2)
CAPTURE = Capture("a.log", io.BytesIO())


def made(body: Recorded, url: str = URL, **keys: Any) -> tuple[Record, Notice | None]:
    return record(keys.pop("capture", CAPTURE), 7, "post", url, body, place=HERE, **keys)


def at_column(offset: int) -> Any:
    """Return the places of a text that begins at a column of line 9."""
    return lambda: Spots([(0, 0), (10_000, 10_000)], lambda inner: (9, inner + offset))


def test_a_body_that_is_json() -> None:
    one, notice = made(Recorded(b'[{"a": 1}]', spots=at_column(5)), response=Response(200), at=5.5)
    assert notice is None
    assert one.request == Request([{"a": 1}], None, "POST", URL, position=7)
    assert (one.response, one.place, one.at) == (Response(200), HERE, 5.5)
    document = one.written()
    assert document is not None
    assert document.value_place((0, "a")) == Place(9, 12, 9, 13)


@pytest.mark.parametrize("text", [None, "", "  \r\n", b""])
@pytest.mark.parametrize("cut", [False, True])
def test_no_body(text: Any, cut: bool) -> None:
    one, notice = made(Recorded(text, cut=cut))
    assert (one.request.body, one.request.cut, notice) == (None, cut, None)
    assert one.written() is None


@pytest.mark.parametrize(
    ("text", "fields"),
    [
        ("a=1&b=x+y&a=2&c=", {"a": "2", "b": "x y", "c": ""}),
        (b"grant_type=refresh_token&\xff=%ff", {"grant_type": "refresh_token", "\ufffd": "\ufffd"}),
        ("&".join(["a=1"] * 2000), {}),
    ],
)
def test_a_form_becomes_an_object(text: Any, fields: dict[str, str]) -> None:
    one, notice = made(Recorded(text, "application/X-WWW-form-urlencoded; charset=utf-8"))
    assert (one.request.body, one.request.cut, notice) == (fields, False, None)


def test_what_only_our_own_reader_takes() -> None:
    body = '[{"a": ' + "9" * 400 + "}]"
    one, notice = made(Recorded(body, spots=at_column(1)))
    assert (one.request.body, one.request.cut, notice) == ([{"a": int("9" * 400)}], False, None)


def test_a_body_that_was_cut_is_judged_as_far_as_it_goes() -> None:
    one, notice = made(Recorded('[{"a": 1, "b": "x', spots=at_column(3)))
    assert (one.request.body, one.request.cut) == ([{"a": 1}], True)
    assert notice is not None
    assert (notice.kind, notice.path, notice.line, notice.fatal) == ("record", "a.log", 9, False)
    assert notice.message.startswith("the body is not JSON: ")
    assert notice.message.endswith("; what stands before is judged, and nothing is said to be missing")
    document = one.written()
    assert document is not None
    assert document.value_place((0, "a")) == Place(9, 10, 9, 11)


@pytest.mark.parametrize(
    ("text", "before"),
    [
        ('[{"a": 1, "b": ', "it looks cut off: "),
        ('[{"a": 1, "b": "x', "close it with a double quote; if the text was cut off, "),
    ],
)
def test_who_reads_a_capture_is_not_told_to_send_anything(text: str, before: str) -> None:
    for body, advice in (
        (Recorded(text), "let whatever records this keep whole bodies"),
        (Recorded(text, remedy=WRITE_WHOLE), "write the whole body"),
    ):
        _, notice = made(body)
        assert notice is not None
        assert notice.hint == before + advice


@pytest.mark.parametrize(
    ("path", "command", "advice"),
    [
        ("a.sh", b"curl https://api.pinterest.com/v5/campaigns -d '[{\"a\": '", "write the whole body"),
        ("a.json", b'{"interactions": [', "save the whole file"),
        ("b.postman_collection.json", b'{"info": {}, "item": [', "save the whole file"),
        ("c.ndjson", b'[{"method": "GET", "url": "/v5/campaigns"},\n', "save the whole file"),
    ],
)
def test_nor_who_wrote_it_or_saved_it(path: str, command: bytes, advice: str) -> None:
    format_ = format_of(path, command)
    assert format_ is not None
    told = [one for one in CaptureFile(path, format_, lambda: io.BytesIO(command)).records() if isinstance(one, Notice)]
    assert [notice.hint for notice in told] == [f"it looks cut off: {advice}"]


def test_a_body_that_is_nothing() -> None:
    one, notice = made(Recorded("oops secret", spots=at_column(3)))
    assert (one.request.body, one.request.cut, one.written()) == (None, True, None)
    assert notice is not None
    assert (notice.line, notice.column) == (9, 3)
    assert "secret" not in notice.message + (notice.hint or "")


def test_without_places_trouble_stands_at_the_record() -> None:
    one, notice = made(Recorded('[{"a": 1, '))
    assert notice is not None
    assert (notice.line, notice.column) == (4, 1)
    assert one.request.body == [{"a": 1}]
    assert one.written() is None


def test_bytes_that_are_no_text() -> None:
    one, notice = made(Recorded(b'[{"a": "\xff"}]', spots=at_column(3)))
    assert (one.request.body, one.request.cut, one.written()) == (None, False, None)
    assert notice == Notice("record", "a.log", "the body is no UTF-8 text", 4, 1)


def test_a_packed_body_has_one_place() -> None:
    whole = Place(2, 10, 2, 60)
    one, _ = made(Recorded('{"a": 1}', spots=lambda: Spot(whole)))
    document = one.written()
    assert document is not None
    assert document.value_place(("a",)) == document.opening_place(()) == whole


@pytest.mark.parametrize(
    "url",
    [
        URL,
        "https://API.pinterest.com:443/v5/x",
        "https://me:pass@api-sandbox.pinterest.com/v5/x",
        "https://api.pinterest.com?x=1",
        "https://proxy.test:8080/v5/x",
        "/v5/x",
        "v5/x",
        "",
        "{{baseUrl}}/v5/x",
        "https://{{host}}/v5/x",
        "https://${HOST}/v5/x",
        "https://<host>/v5/x",
        "https://%7B%7Bhost%7D%7D/x",
    ],
)
def test_damage_in_what_may_be_ours_is_told(url: str) -> None:
    capture = CAPTURE._replace(hosts=frozenset({"proxy.test"}))
    assert made(Recorded("oops"), url, capture=capture)[1] is not None
    assert not is_elsewhere(url, {"proxy.test:8080"})


@pytest.mark.parametrize(
    "url",
    [
        "https://proxy.test/v5/x",
        "https://api.pinterest.com.evil.test/v5/x",
        "https://evil.test/?https://api.pinterest.com",
    ],
)
def test_what_others_were_sent_is_no_business_of_ours(url: str) -> None:
    one, notice = made(Recorded("oops"), url)
    assert (one.request.url, notice) == (url, None)
    assert is_elsewhere(url)


@pytest.mark.parametrize(
    ("status", "body", "response"),
    [
        (200, '{"a": 1}', Response(200, {"a": 1})),
        (404, b"<html>", Response(404, None)),
        (599, None, Response(599, None)),
        (0, "", Response(None, None)),
        (600, "[]", Response(None, [])),
        (True, "", Response(None, None)),
        ("200", "", Response(None, None)),
        (None, "5", Response(None, 5)),
    ],
)
def test_answers(status: object, body: Any, response: Response) -> None:
    assert response_of(status, body) == response


def test_a_record_needs_no_place() -> None:
    one, _ = record(CAPTURE, 0, "get", "/v5/x", Recorded(None))
    assert (one.place, one.response, one.at) == (NO_PLACE, Response(), None)
    assert Record(one.request, one.response, one.place).written() is None
    assert json.dumps(one.request.method) == '"GET"'
