"""What a payload file asks for, and which files are none."""

from __future__ import annotations

import io
import json
from typing import TYPE_CHECKING

import pytest

from pinvet.config import Settings
from pinvet.model import Request
from pinvet.sources.inputs import inputs
from pinvet.sources.naming import operation_in_name, words_in_name
from pinvet.sources.payload import Payload, read_payload

if TYPE_CHECKING:
    from pathlib import Path

BODY = [{"name": "Spring", "objective_type": "AWARENESS"}]


@pytest.fixture
def settings(tmp_path: Path) -> Settings:
    return Settings(tmp_path)


def read(settings: Settings, path: str, text: str | bytes | object, *, named: bool = True) -> Payload:
    if not isinstance(text, str | bytes):
        text = json.dumps(text)
    return read_payload(path, text.encode() if isinstance(text, str) else text, settings, named=named)


def request(payload: Payload) -> Request:
    assert not payload.notices
    ((_pointer, request),) = payload.requests
    return request


def test_a_bare_body_in_json(settings: Settings) -> None:
    payload = read(settings, "a.json", BODY)
    assert payload.requests == (((), Request(body=BODY)),)
    assert (payload.path, payload.named, payload.kind) == ("a.json", True, "json")
    assert payload.document is not None
    assert payload.document.value == BODY
    assert request(read(settings, "a.json", {"a": 1})).body == {"a": 1}
    assert request(read(settings, "a.txt", {"a": 1})).body == {"a": 1}


def test_a_bare_body_in_yaml(settings: Settings) -> None:
    payload = read(settings, "a.YML", "- name: Spring\n  objective_type: AWARENESS\n", named=False)
    assert request(payload).body == BODY
    assert (payload.kind, payload.named) == ("yaml", False)


@pytest.mark.parametrize(
    ("path", "text", "kind"),
    [
        ("<stdin>", '{"name": "Spring"}', "json"),
        ("<stdin>", "name: Spring", "yaml"),
        ("<stdin>", "- name: Spring", "yaml"),
        ("body.yaml", '{"name": "Spring"}', "yaml"),
        ("body.json", '{"name": "Spring"}', "json"),
    ],
)
def test_standard_input_is_json_or_else_yaml(settings: Settings, path: str, text: str, kind: str) -> None:
    payload = read(settings, path, text)
    assert not payload.notices
    assert payload.kind == kind


def test_broken_json_on_standard_input_is_told_as_json(settings: Settings) -> None:
    payload = read(settings, "<stdin>", '{"name": }')
    assert payload.notices[0].kind == "syntax"
    assert payload.kind == "json"


def test_a_request_with_its_address(settings: Settings) -> None:
    url = "https://api.pinterest.com/v5/ad_accounts/1/campaigns?a=1&b=&a=2#x"
    payload = read(settings, "a.json", {"method": "post", "url": url, "body": BODY})
    assert payload.requests == (
        (("body",), Request(body=BODY, method="POST", url=url, query={"a": ["1", "2"], "b": [""]})),
    )
    assert payload.document is not None
    place = payload.document.value_place(("body",))
    assert place is not None
    by_path = request(read(settings, "a.yaml", "{method: GET, path: /v5/ad_accounts}"))
    assert by_path == Request(method="GET", url="/v5/ad_accounts", query={})


@pytest.mark.parametrize(
    "value",
    [
        {"method": "SHIP", "url": "/x"},
        {"method": "POST", "url": 3},
        {"method": "POST"},
        {"method": 1, "path": "/x"},
        {"url": "/x"},
    ],
)
def test_what_only_looks_like_a_request_is_a_body(settings: Settings, value: object) -> None:
    assert request(read(settings, "a.json", value)).body == value


def test_a_body_in_quotes_is_told_apart(settings: Settings) -> None:
    payload = read(settings, "a.json", '{"method": "POST", "url": "/x",\n "body": "[{}]"}')
    (notice,) = payload.notices
    assert (notice.kind, notice.line, notice.column, notice.fatal) == ("shape", 2, 10, True)
    assert notice.message.startswith("the body is a text")
    assert payload.requests == ()


def test_a_query_without_end_is_told(settings: Settings) -> None:
    payload = read(settings, "a.json", {"method": "GET", "path": "/x?" + "a=1&" * 2000})
    assert payload.notices[0].message == "the query of the address cannot be read"


@pytest.mark.parametrize("text", ["3", '"x"', "null", "true"])
def test_a_single_value_is_no_body(settings: Settings, text: str) -> None:
    for named in (True, False):
        (notice,) = read(settings, "a.json", text, named=named).notices
        assert (notice.kind, notice.fatal) == ("shape", named)
        assert notice.message == "a body is an object or a list, and this is a single value"


@pytest.mark.parametrize("text", ["", "  \n\t\n", "\ufeff"])
def test_an_empty_file_is_nothing_to_check(settings: Settings, text: str) -> None:
    payload = read(settings, "a.json", text)
    (notice,) = payload.notices
    assert notice.message == "the file is empty: there is nothing to check"
    assert not notice.fatal
    assert payload.requests == ()


# Operations


@pytest.mark.parametrize(
    ("path", "operation"),
    [
        ("spring.campaigns.create.json", "campaigns/create"),
        ("x/y/spring.v2.campaigns.update.JSON", "campaigns/update"),
        ("spring.items_batch.post.yaml", "items_batch/post"),
        ("ads.create.yml", "ads/create"),
        ("campaigns/create.json", None),
        ("spring.campaigns.destroy.json", None),
        ("spring.json", None),
        ("spring.campaigns.create", "campaigns/create"),
    ],
)
def test_the_name_of_a_file_tells_its_operation(settings: Settings, path: str, operation: str | None) -> None:
    assert request(read(settings, path, "{}")).operation == operation


def test_words_of_names() -> None:
    assert words_in_name("a/b.c/d.json") == []
    assert words_in_name("a.b.c.json") == ["b", "c"]
    assert operation_in_name("a.b.c.json", {"b/c"}) == "b/c"
    assert operation_in_name("a.b.c.json", {"a/b"}) is None


def test_the_map_beats_the_name_and_the_flag_beats_both(settings: Settings) -> None:
    mapped = settings._replace(operations=(("*.json", "ads/create"), ("**", "ads/update")))
    assert request(read(mapped, "a.campaigns.create.json", "{}")).operation == "ads/create"
    assert request(read(mapped, "a.campaigns.create.yaml", "{}")).operation == "ads/update"
    flagged = mapped._replace(operation="feeds/create")
    assert request(read(flagged, "a.campaigns.create.json", "{}")).operation == "feeds/create"


def test_the_address_of_a_request_beats_the_name_of_its_file(settings: Settings) -> None:
    value = {"method": "POST", "url": "/v5/ad_accounts/1/campaigns", "body": []}
    assert request(read(settings, "a.ads.create.json", value)).operation is None
    flagged = settings._replace(operation="ads/create")
    assert request(read(flagged, "a.json", value)).operation == "ads/create"


# Trouble


@pytest.mark.parametrize("named", [True, False])
def test_broken_json_is_an_error_at_its_place(settings: Settings, named: bool) -> None:
    payload = read(settings, "a.json", '{"a": 1,\n "b": }', named=named)
    (notice,) = payload.notices
    assert (notice.kind, notice.path, notice.line, notice.column) == ("syntax", "a.json", 2, 7)
    assert notice.fatal
    assert payload.document is None
    assert payload.requests == ()


def test_yaml_that_nobody_called_a_payload_is_only_noticed(settings: Settings) -> None:
    text = "Resources:\n  Ref: !Ref x\n"
    assert not read(settings, "stack.yaml", text, named=False).notices[0].fatal
    assert read(settings, "stack.yaml", text).notices[0].fatal
    assert read(settings._replace(strict=True), "stack.yaml", text, named=False).notices[0].fatal
    mapped = settings._replace(operations=(("stack.yaml", "ads/create"),))
    assert read(mapped, "stack.yaml", text, named=False).notices[0].fatal


def test_what_is_no_text_is_an_error(settings: Settings) -> None:
    for data in (b"\xff\xfe{\x00", b"\x1f\x8b\x08", b'{"a": "\xe9"}'):
        (notice,) = read(settings, "a.json", data, named=False).notices
        assert (notice.kind, notice.fatal) == ("unreadable", True)


def test_a_payload_that_is_nested_too_deep_is_an_error(settings: Settings) -> None:
    for path in ("a.json", "a.yaml"):
        (notice,) = read(settings, path, "[" * 100_000).notices
        assert notice.fatal


# All together


def test_payloads_reads_what_the_command_line_names(settings: Settings) -> None:
    (settings.root / "in").mkdir()
    (settings.root / "in" / "b.campaigns.create.json").write_text("[]")
    (settings.root / "in" / "a.json").write_text("{")
    found = list(inputs(["in", "-", "none"], settings, settings.root, io.BytesIO(b"{}")))
    assert [(payload.path, payload.named, len(payload.requests)) for payload in found] == [
        ("<stdin>", True, 1),
        ("in/a.json", False, 0),
        ("in/b.campaigns.create.json", False, 1),
        ("none", True, 0),
    ]
    assert [payload.notices[0].kind for payload in found if payload.notices] == ["syntax", "unreadable"]
