"""What a command line stands for: captures told from payloads, files and streams opened, packed ones unpacked."""

from __future__ import annotations

import gzip
import io
import json
import os
import threading
import zlib
from contextlib import suppress
from typing import TYPE_CHECKING, Any

import pytest

from pinvet.config import Settings
from pinvet.model import Notice
from pinvet.sources import opened
from pinvet.sources.formats import INPUT_FORMATS, PAYLOAD, READERS
from pinvet.sources.inputs import inputs
from pinvet.sources.payload import Payload
from pinvet.sources.readers import CaptureFile
from pinvet.sources.record import Record
from pinvet.text.limits import LIMITS
from recordings import FORMATS, Call, Format, har, ndjson, without

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

BODY = [{"name": "Été 🎉", "objective_type": "AWARENESS"}]
CALLS = [
    Call("POST", "campaigns", BODY, 200, {"items": []}, 1_795_262_400.0),
    Call("GET", "campaigns?page_size=5", None, 200, {"items": []}, 1_795_262_401.0),
]
EVERY_FORMAT = pytest.mark.parametrize("format_", FORMATS.values(), ids=FORMATS)


@pytest.fixture
def settings(tmp_path: Path) -> Settings:
    return Settings(tmp_path)


def found(settings: Settings, *paths: str, stdin: bytes = b"", chosen: bool = True) -> list[Payload | CaptureFile]:
    return list(inputs(paths, settings, settings.root, io.BytesIO(stdin), chosen=chosen))


def one(settings: Settings, *paths: str, stdin: bytes = b"", **keys: Any) -> Payload | CaptureFile:
    (only,) = found(settings, *paths, stdin=stdin, **keys)
    return only


def capture(settings: Settings, *paths: str, stdin: bytes = b"") -> CaptureFile:
    only = one(settings, *paths, stdin=stdin)
    assert type(only) is CaptureFile, only
    return only


def payload(settings: Settings, *paths: str, stdin: bytes = b"") -> Payload:
    only = one(settings, *paths, stdin=stdin)
    assert type(only) is Payload, only
    return only


def read(file: CaptureFile) -> tuple[list[Record], list[Notice]]:
    """Return the records of a capture and its notices; damage to the file as a whole ends them."""
    items: list[Record | Notice] = []
    with suppress(OSError):
        items.extend(file.records())
    return [item for item in items if isinstance(item, Record)], [item for item in items if isinstance(item, Notice)]


def calls_of(file: CaptureFile) -> list[tuple[Any, ...]]:
    records, notices = read(file)
    assert notices == []
    return [(each.request.method, each.request.url, each.request.body, *each.response, each.at) for each in records]


def sent(format_: Format) -> list[tuple[Any, ...]]:
    return [(call.method, call.url, call.body, call.status, call.answer, call.at) for call in without(CALLS, format_)]


# Formats


@EVERY_FORMAT
def test_every_format_is_told_by_its_name(settings: Settings, format_: Format) -> None:
    (settings.root / format_.name).write_bytes(format_.write(CALLS))
    file = capture(settings, format_.name)
    assert (file.path, file.format, file.named) == (format_.name, format_.kind, True)
    assert file.size == len(format_.write(CALLS))
    assert calls_of(file) == sent(format_)
    assert calls_of(file) == sent(format_)  # as often as it is asked


@EVERY_FORMAT
def test_every_format_but_notes_is_told_without_its_name(settings: Settings, format_: Format) -> None:
    if format_.name.endswith(".md"):
        pytest.skip("a page of notes is read where it is named as one")
    name = "x.yaml" if format_.name.endswith(".yaml") else "x"
    (settings.root / name).write_bytes(format_.write(CALLS))
    file = capture(settings, name)
    assert file.format == format_.kind
    assert calls_of(file) == sent(format_)


@EVERY_FORMAT
def test_every_format_comes_on_standard_input(settings: Settings, format_: Format) -> None:
    named = settings._replace(stdin_filename=format_.name)
    file = capture(named, "-", stdin=format_.write(CALLS))
    assert (file.path, file.format, file.size) == (format_.name, format_.kind, None)
    assert calls_of(file) == sent(format_)


def test_a_stream_that_is_told_by_its_first_bytes_is_read_from_them_on(settings: Settings) -> None:
    log = ndjson(CALLS * 600)
    assert len(log) > 2 << 16
    file = capture(settings, "-", stdin=log)
    assert (file.path, file.format) == ("<stdin>", "ndjson")
    assert calls_of(file) == sent(FORMATS["ndjson"]) * 600


def test_a_list_of_records_is_told_by_its_value(settings: Settings) -> None:
    records = [json.loads(line) for line in ndjson(CALLS).splitlines()]
    log = json.dumps(records, indent=1).encode()
    (settings.root / "a.json").write_bytes(log)
    for file in (capture(settings, "a.json"), capture(settings, "-", stdin=log)):
        assert file.format == "ndjson"
        assert calls_of(file) == sent(FORMATS["ndjson"])


@pytest.mark.parametrize("kind", READERS)
def test_the_format_may_be_said(settings: Settings, kind: str) -> None:
    (settings.root / "a.campaigns.create.json").write_text("{}")
    file = capture(settings._replace(input_format=kind), "a.campaigns.create.json")
    assert file.format == kind
    records, notices = read(file)
    assert records == []
    assert all(not notice.message.startswith("{}") for notice in notices)


def test_a_payload_may_be_said(settings: Settings) -> None:
    (settings.root / "a.har").write_text(json.dumps(BODY))
    only = payload(settings._replace(input_format=PAYLOAD), "a.har")
    assert [request.body for _, request in only.requests] == [BODY]


def test_every_format_has_a_word() -> None:
    assert set(INPUT_FORMATS) == {PAYLOAD} | {format_.kind for format_ in FORMATS.values()}


# Payloads


def test_a_body_is_a_payload(settings: Settings) -> None:
    (settings.root / "a.json").write_text(json.dumps(BODY))
    for only in (payload(settings, "a.json"), payload(settings, "-", stdin=json.dumps(BODY).encode())):
        assert [request.body for _, request in only.requests] == [BODY]
        assert only.named


@pytest.mark.parametrize("name", ["rows.csv", "send.py", "notes"])
def test_a_file_of_another_kind_is_told_from_broken_json(settings: Settings, name: str) -> None:
    for text, foreign in ((b"campaign_id,name\n626,x\n", True), (b'[{"name": x}]', False)):
        (settings.root / name).write_bytes(text)
        (notice,) = payload(settings, name).notices
        assert ("no payload in JSON or YAML" in notice.message) is foreign
        assert ("--input-format" in (notice.hint or "")) is foreign


def test_a_secret_in_a_payload_is_found(settings: Settings) -> None:
    (settings.root / "a.json").write_text('[{"name": "A"}]')
    (settings.root / "b.json").write_text('[{"name": "pina_' + "A1b2C3d4" * 5 + '"}]')
    clean, leaky = found(settings, "a.json", "b.json")
    assert (clean.secrets is None, leaky.secrets is None) == (True, False)  # type: ignore[union-attr]


# Environments of Postman collections


def environment(value: str) -> str:
    rows = [{"key": "cap", "value": value, "enabled": True}]
    return json.dumps({"name": "x", "values": rows, "_postman_variable_scope": "environment"})


def collection(settings: Settings, name: str = "m.postman_collection.json") -> None:
    body = {"mode": "raw", "raw": '[{"daily_spend_cap": {{cap}}}]'}
    url = "https://api.pinterest.com/v5/ad_accounts/1/campaigns"
    item = {"request": {"method": "POST", "url": url, "body": body}}
    schema = "https://schema.getpostman.com/json/collection/v2.1.0/collection.json"
    (settings.root / name).write_text(json.dumps({"info": {"schema": schema}, "item": [item]}))


def bodies(inputs_: list[Payload | CaptureFile]) -> list[Any]:
    captures = [one for one in inputs_ if type(one) is CaptureFile]
    return [item.request.body for one in captures for item in one.records() if isinstance(item, Record)]


def test_an_environment_serves_the_collections_of_its_run(settings: Settings) -> None:
    collection(settings)
    collection(settings, "z.json")
    assert bodies(found(settings, ".")) == [[{"daily_spend_cap": "{{cap}}"}]] * 2
    (settings.root / "n.postman_environment.json").write_text(environment("5"))
    assert bodies(found(settings, ".")) == [[{"daily_spend_cap": 5}]] * 2
    assert bodies(found(settings, "z.json")) == [[{"daily_spend_cap": "{{cap}}"}]]
    assert bodies(found(settings, "z.json", "n.postman_environment.json")) == [[{"daily_spend_cap": 5}]]
    (settings.root / "a.json").write_text(environment("6"))
    assert bodies(found(settings, ".")) == [[{"daily_spend_cap": "{{cap}}"}]] * 2


def test_an_environment_alone_is_nothing_to_judge(settings: Settings) -> None:
    (settings.root / "a.json").write_text(environment("pina_" + "A1b2C3d4" * 5))
    only = payload(settings, "a.json")
    assert (only.requests, only.notices, only.document) == ((), (), None)
    assert only.secrets is not None
    (settings.root / "b.json").write_text('{"_postman_variable_scope": "environment"}')
    assert payload(settings, "b.json").variables is None


# Files met, named, chosen by others


def test_captures_that_are_met_in_folders(settings: Settings) -> None:
    for name in ("a.har", "a.ndjson", "a.jsonl.gz", "a.sh", "a.md", "a.mitm", "a.log", "a.txt.gz", "sub/a.json"):
        path = settings.root / name
        path.parent.mkdir(exist_ok=True)
        path.write_bytes(gzip.compress(ndjson(CALLS)) if name.endswith(".gz") else har(CALLS))
    met = [(each.path, type(each) is CaptureFile, each.named) for each in found(settings, ".")]
    assert met == [
        ("a.har", True, False),
        ("a.jsonl.gz", True, False),
        ("a.ndjson", True, False),
        ("sub/a.json", True, False),
    ]


def test_what_a_hook_lists_is_as_if_met(settings: Settings) -> None:
    (settings.root / "a.har").write_bytes(har(CALLS))
    (settings.root / "b.json").write_text("[{}]")
    assert [each.named for each in found(settings, "a.har", "b.json", chosen=False)] == [False, False]


def test_what_is_not_there(settings: Settings) -> None:
    only = payload(settings, "none.har")
    assert [(notice.kind, notice.fatal) for notice in only.notices] == [("unreadable", True)]


def test_a_file_that_goes_away(settings: Settings, monkeypatch: pytest.MonkeyPatch) -> None:
    (settings.root / "a.har").write_bytes(har(CALLS))
    monkeypatch.setattr(opened.Path, "open", lambda *_: (_ for _ in ()).throw(OSError(13, "Permission denied")))
    (notice,) = payload(settings, "a.har").notices
    assert notice == Notice("unreadable", "a.har", "the file cannot be read: permission denied", fatal=True)


def test_a_payload_that_is_too_large(settings: Settings, monkeypatch: pytest.MonkeyPatch) -> None:
    from pinvet.sources import inputs as module

    monkeypatch.setattr(module, "LIMITS", module.LIMITS._replace(max_bytes=10))
    (settings.root / "a.json").write_text(json.dumps(BODY))
    (notice,) = payload(settings, "a.json").notices
    assert notice.kind == "limit"


def test_what_readers_are_told(settings: Settings) -> None:
    (settings.root / "a.ndjson").write_text('{"verb": "GET", "url": "https://API.test/v5/x", "body": "oops"}\n')
    told = settings._replace(fields={"method": "/verb"}, hosts=("Api.Test",), file_refs=settings.root)
    file = capture(told, "a.ndjson")
    assert (file.fields, file.hosts, file.file_refs) == ({"method": "/verb"}, {"api.test"}, settings.root)
    ((record,), (notice,)) = read(file)
    assert (record.request.method, notice.kind) == ("GET", "record")


# Pipes


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="there are no named pipes here")
@pytest.mark.parametrize("data", [ndjson(CALLS * 600), json.dumps(BODY).encode()], ids=["capture", "payload"])
def test_a_pipe_is_read_once_and_whole(settings: Settings, data: bytes) -> None:
    path = settings.root / "pipe"
    os.mkfifo(path)
    writer = threading.Thread(target=lambda: path.write_bytes(data))
    writer.start()
    only = one(settings, "pipe")
    assert only.path == "pipe"
    if isinstance(only, CaptureFile):
        assert only.size is None
        assert len(calls_of(only)) == 1200
    else:
        assert [request.body for _, request in only.requests] == [BODY]
    writer.join()


# Packed files


def packed(settings: Settings, data: bytes, name: str = "a.ndjson.gz") -> CaptureFile:
    (settings.root / name).write_bytes(data)
    return capture(settings, name)


LOG = ndjson(CALLS * 3000)


def test_a_packed_log(settings: Settings) -> None:
    assert calls_of(packed(settings, gzip.compress(LOG))) == sent(FORMATS["ndjson"]) * 3000
    assert calls_of(packed(settings, gzip.compress(ndjson(CALLS)), "app.log.gz")) == sent(FORMATS["ndjson"])
    assert calls_of(packed(settings, gzip.compress(har(CALLS)), "a.har.gz")) == sent(FORMATS["har"])
    assert calls_of(packed(settings, ndjson(CALLS))) == sent(FORMATS["ndjson"])  # only called packed


@pytest.mark.parametrize(
    ("text", "format_"),
    [
        (json.dumps([{"request": {"method": "GET", "url": "/v5/campaigns"}}]), "ndjson"),
        (json.dumps([{"method": "GET", "url": "/v5/campaigns"}]), "ndjson"),
        (json.dumps({"v": 1, "log": {"entries": [{"request": {"method": "GET", "url": "/v5/campaigns"}}]}}), "har"),
        (json.dumps({"recorded_with": "VCR", "http_interactions": []}), "cassette"),
    ],
)
def test_a_capture_of_another_name_is_read_as_it_would_be_unpacked(settings: Settings, text: str, format_: str) -> None:
    (settings.root / "plain.json").write_text(text)
    plain, other = capture(settings, "plain.json"), packed(settings, gzip.compress(text.encode()), "a.json.gz")
    assert (plain.format, other.format) == (format_, format_)
    assert [type(item) for item in other.records()] == [type(item) for item in plain.records()]


def test_a_packed_payload_is_one_too(settings: Settings) -> None:
    files = {
        "a.campaigns.create.json.gz": json.dumps(BODY),
        "b.campaigns.create.yaml.gz": "- name: A\n",
        "c.campaigns.create.yml.gz": "[" + json.dumps({"name": "pina_" + "A1b2C3d4" * 5}),
    }
    for name, text in files.items():
        (settings.root / name).write_bytes(gzip.compress(text.encode()))
    first, second, third = (payload(settings, name) for name in files)
    assert [request.body for _, request in first.requests] == [BODY]
    assert [(request.body, request.operation) for _, request in second.requests] == [
        ([{"name": "A"}], "campaigns/create"),
    ]
    assert [(notice.kind, notice.fatal) for notice in third.notices] == [("syntax", True)]
    assert third.secrets is not None
    assert [each.path for each in found(settings, ".")] == ["a.campaigns.create.json.gz"]


def test_a_packed_payload_that_is_damaged_or_too_large(settings: Settings, monkeypatch: pytest.MonkeyPatch) -> None:
    text = b"[" + b" " * (1 << 17) + os.urandom(1 << 12).hex().encode()
    (settings.root / "a.json.gz").write_bytes(gzip.compress(text)[:-9])
    (notice,) = payload(settings, "a.json.gz").notices
    assert notice.message == "the file cannot be read: the packed file is damaged"
    monkeypatch.setattr("pinvet.sources.inputs.LIMITS", LIMITS._replace(max_bytes=1 << 17))
    (settings.root / "b.json.gz").write_bytes(gzip.compress(text))
    (notice,) = payload(settings, "b.json.gz").notices
    assert notice.message.startswith("the file is larger than 131,072 bytes")


def test_several_packed_parts_are_one(settings: Settings) -> None:
    both = gzip.compress(ndjson(CALLS[:1])) + gzip.compress(ndjson(CALLS[1:]))
    assert calls_of(packed(settings, both)) == sent(FORMATS["ndjson"])


def wrong(data: bytes, where: int) -> bytes:
    return data[:where] + bytes(byte ^ 0xA5 for byte in data[where : where + 8]) + data[where + 8 :]


@pytest.mark.parametrize(
    "damage",
    [
        lambda data: data[: len(data) // 2],
        lambda data: data[:-4],
        lambda data: wrong(data, len(data) // 2),
        lambda data: wrong(data, len(data) - 8),
        lambda data: data + b"more",
        lambda data: b"\x1f\x8bnone",
        lambda data: b"\x1f\x8b",
        lambda data: b"\x1f\x8b\x08\x00" + b"\xff" * 40,
    ],
    ids=["cut", "checksum cut", "damaged", "checksum", "followed", "no gzip", "two bytes", "no deflate"],
)
def test_damage_is_told_and_what_stands_before_it_is_read(settings: Settings, damage: Any) -> None:
    file = packed(settings, damage(gzip.compress(LOG, 1)))
    read_so_far: list[Record | Notice] = []
    with pytest.raises(OSError, match="the packed file is damaged"):
        read_so_far.extend(file.records())
    begins_well = damage(LOG).startswith(LOG[:100])
    assert sum(isinstance(item, Record) for item in read_so_far) > (100 if begins_well else -1)


def test_a_bomb_is_let_down_before_it_goes_off(settings: Settings, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(opened, "FREE", 1 << 20)
    packer = zlib.compressobj(9, zlib.DEFLATED, 31)
    bomb = b"".join([packer.compress(bytes(1 << 22)) for _ in range(64)]) + packer.flush()
    file = packed(settings, bomb)
    given: list[int] = []
    with pytest.raises(opened.BombError, match="grows more than 200 times"), file.open() as stream:
        given.extend(map(len, iter(lambda: stream.read(1 << 16), b"")))
    assert sum(given) < 1 << 26


def test_what_grows_as_logs_do_is_no_bomb(settings: Settings, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(opened, "FREE", 1 << 10)
    random = os.urandom(1 << 12).hex().encode()
    log = b"".join(b'{"line": %d, "x": "%b"}\n' % (number, random[number % 4000 :][:99]) for number in range(3000))
    with packed(settings, gzip.compress(log)).open() as stream:
        assert stream.read() == log


def test_a_zipped_har_is_left_to_its_reader(settings: Settings) -> None:
    data = gzip.compress(har(CALLS))
    file = packed(settings, data, "a.zhar")
    assert file.format == "har"
    with file.open() as stream:
        assert stream.read() == data


def test_what_is_packed_is_not_unpacked_on_standard_input(settings: Settings) -> None:
    (notice,) = payload(settings, "-", stdin=gzip.compress(LOG)).notices
    assert notice.message == "this is gzip, not text"
    assert payload(settings, "-", stdin=gzip.compress(LOG)).secrets is None


# Watching


class Watched(io.RawIOBase):
    """A stream that counts what goes by."""

    def __init__(self, stream: Any, seen: list[int]) -> None:
        self.stream, self.seen = stream, seen

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: Any) -> int:
        data = self.stream.read(len(buffer))
        buffer[: len(data)] = data
        self.seen.append(len(data))
        return len(data)


@pytest.mark.parametrize("data", [LOG, b"[oops", b""])
def test_who_watches_sees_the_whole_file(settings: Settings, data: bytes) -> None:
    (settings.root / "a.har").write_bytes(data)
    seen: list[int] = []
    items: Iterator[Any] = capture(settings, "a.har").records(lambda stream: io.BufferedReader(Watched(stream, seen)))
    assert all(isinstance(item, Notice) for item in items)
    assert sum(seen) == len(data)
