"""Sessions with the API, and how each format that pinvet reads records them."""

from __future__ import annotations

import json
import shlex
from email.utils import formatdate
from typing import TYPE_CHECKING, Any, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

HOST = "https://api.pinterest.com"
AD_ACCOUNT = "549755885175"
START = 1_795_262_400  # 2026-11-21, 12:00 UTC
TOKEN = "Bearer pina_0123456789abcdef"


class Call(NamedTuple):
    """One request and its answer; `status` None where no answer came. `path` is behind the ad account."""

    method: str
    path: str
    body: Any = None
    status: int | None = 200
    answer: Any = None
    at: float | None = None

    @property
    def url(self) -> str:
        return self.path if "://" in self.path else f"{HOST}/v5/ad_accounts/{AD_ACCOUNT}/{self.path}"


def timed(calls: Sequence[Call], start: float = START) -> list[Call]:
    """Return the calls with times, one a second."""
    return [call._replace(at=start + number) for number, call in enumerate(calls)]


def text_of(body: Any) -> str:
    return json.dumps(body, ensure_ascii=False)


def lines(records: Sequence[Any]) -> bytes:
    return "".join(f"{json.dumps(record, ensure_ascii=False)}\n" for record in records).encode()


def wrapped(call: Call) -> dict[str, Any]:
    """Return our own record: request and response as objects, bodies as values."""
    request: dict[str, Any] = {"method": call.method, "url": call.url, "headers": {"Authorization": TOKEN}}
    if call.body is not None:
        request["body"] = call.body
    record: dict[str, Any] = {"request": request}
    if call.status is not None:
        record["response"] = {"status": call.status, "body": call.answer}
    return record if call.at is None else {"ts": call.at, **record}


def flat(call: Call) -> dict[str, Any]:
    """Return a record of one level, bodies as texts."""
    record: dict[str, Any] = {"method": call.method, "url": call.url}
    if call.at is not None:
        record["timestamp"] = call.at
    if call.body is not None:
        record["request_body"] = text_of(call.body)
    if call.status is not None:
        record |= {"status": call.status, "response_body": text_of(call.answer)}
    return record


def ndjson(calls: Sequence[Call]) -> bytes:
    return lines([wrapped(call) for call in calls])


def flat_ndjson(calls: Sequence[Call]) -> bytes:
    return lines([flat(call) for call in calls])


def har_entry(call: Call) -> dict[str, Any]:
    from datetime import UTC, datetime

    request: dict[str, Any] = {
        "method": call.method,
        "url": call.url,
        "headers": [{"name": "authorization", "value": TOKEN}],
        "bodySize": 0,
    }
    if call.body is not None:
        text = text_of(call.body)
        request |= {"bodySize": len(text.encode()), "postData": {"mimeType": "application/json", "text": text}}
    status = 0 if call.status is None else call.status  # what browsers write where no answer came
    content = {} if call.status is None else {"mimeType": "application/json", "text": text_of(call.answer)}
    entry: dict[str, Any] = {"request": request, "response": {"status": status, "content": content}}
    if call.at is not None:
        entry["startedDateTime"] = datetime.fromtimestamp(call.at, UTC).isoformat()
    return entry


def har(calls: Sequence[Call], indent: int | None = None) -> bytes:
    log = {"version": "1.2", "creator": {"name": "x"}, "entries": [har_entry(call) for call in calls]}
    return json.dumps({"log": log}, indent=indent).encode()


def interaction(call: Call) -> dict[str, Any]:
    headers = {"Authorization": [TOKEN], "Content-Type": ["application/json"]}
    body = None if call.body is None else text_of(call.body)
    taped: dict[str, Any] = {"request": {"body": body, "headers": headers, "method": call.method, "uri": call.url}}
    status = None if call.status is None else {"code": call.status, "message": "x"}
    answer = {"body": {"string": text_of(call.answer)}, "headers": {}, "status": status}
    return {**taped, "response": answer if call.status is not None else {}}


def cassette_json(calls: Sequence[Call]) -> bytes:
    return json.dumps({"version": 1, "interactions": [interaction(call) for call in calls]}, indent=1).encode()


def cassette_yaml(calls: Sequence[Call]) -> bytes:
    import yaml

    return yaml.dump({"interactions": [interaction(call) for call in calls], "version": 1}).encode()


def curl_command(call: Call) -> str:
    parts = ["curl", "-X", call.method, shlex.quote(call.url), "-H", shlex.quote(f"Authorization: {TOKEN}")]
    if call.body is not None:
        parts += ["-H", "'Content-Type: application/json'", "\\\n ", "--data-raw", shlex.quote(text_of(call.body))]
    return " ".join(parts)


def curl(calls: Sequence[Call]) -> bytes:
    return ("#!/bin/sh\n" + "".join(f"{curl_command(call)}\n" for call in calls)).encode()


def markdown(calls: Sequence[Call]) -> bytes:
    blocks = "".join(f"Then:\n\n```bash\n{curl_command(call)}\n```\n\n" for call in calls)
    return f"# How to\n\n{blocks}".encode()


def postman(calls: Sequence[Call]) -> bytes:
    items = []
    for call in calls:
        request: dict[str, Any] = {"method": call.method, "url": {"raw": call.url}}
        if call.body is not None:
            raw = json.dumps(call.body, indent=2, ensure_ascii=False)
            request["body"] = {"mode": "raw", "raw": raw, "options": {"raw": {"language": "json"}}}
        items.append({"name": call.path, "request": request})
    schema = "https://schema.getpostman.com/json/collection/v2.1.0/collection.json"
    return json.dumps({"info": {"name": "x", "schema": schema}, "item": [{"name": "f", "item": items}]}).encode()


def debuglog(calls: Sequence[Call]) -> bytes:
    shown = []
    for call in calls:
        body = b"" if call.body is None else text_of(call.body).encode()
        path = call.url.partition("://")[2]
        host, _, path = path.partition("/")
        head = f"{call.method} /{path} HTTP/1.1\r\nHost: {host}\r\nAuthorization: {TOKEN}\r\n"
        head += f"Content-Type: application/json\r\nContent-Length: {len(body)}\r\n\r\n"
        shown.append(f"send: {head.encode()!r}")
        if body:
            shown.append(f"send: {body!r}")
        if call.status is not None:
            shown.append(f"reply: 'HTTP/1.1 {call.status} x\\r\\n'")
            if call.at is not None:
                shown.append(f"header: Date: {formatdate(call.at, usegmt=True)}")
            shown.append(f"DEBUG:pinterestsdk:response body: {text_of(call.answer).encode()!r}")
    return "".join(f"{line}\n" for line in shown).encode()


def tnet(value: Any, *, old: bool = False) -> bytes:
    """Write a value as mitmproxy does in flow files; its old versions, in Python 2, wrote every text as bytes."""
    if value is None:
        content, tag = b"", b"~"
    elif isinstance(value, bool):
        content, tag = str(value).lower().encode(), b"!"
    elif isinstance(value, int):
        content, tag = str(value).encode(), b"#"
    elif isinstance(value, float):
        content, tag = repr(value).encode(), b"^"
    elif isinstance(value, bytes):
        content, tag = value, b","
    elif isinstance(value, str):
        content, tag = value.encode(), b"," if old else b";"
    elif isinstance(value, dict):
        content, tag = b"".join(tnet(key, old=old) + tnet(inner, old=old) for key, inner in value.items()), b"}"
    else:
        content, tag = b"".join(tnet(item, old=old) for item in value), b"]"
    return b"%d:%b%b" % (len(content), content, tag)


def flow(calls: Sequence[Call]) -> bytes:
    data = b""
    for call in calls:
        scheme, _, rest = call.url.partition("://")
        host, _, path = rest.partition("/")
        host, _, port = host.partition(":")
        body = b"" if call.body is None else text_of(call.body).encode()
        request: dict[str, Any] = {
            "method": call.method.encode(),
            "scheme": scheme.encode(),
            "host": host,
            "port": int(port or (443 if scheme == "https" else 80)),
            "path": f"/{path}".encode(),
            "authority": b"",
            "headers": [[b"content-type", b"application/json"], [b"authorization", TOKEN.encode()]],
            "content": body,
        }
        if call.at is not None:
            request["timestamp_start"] = float(call.at)
        answer = None
        if call.status is not None:
            answer = {"status_code": call.status, "headers": [], "content": text_of(call.answer).encode()}
        data += tnet({"version": 21, "type": "http", "websocket": None, "request": request, "response": answer})
    return data


class Format(NamedTuple):
    """A way to record a session: the name of the file, how it is written, and what the format cannot hold."""

    name: str
    write: Callable[[Sequence[Call]], bytes]
    kind: str
    answers: bool = True
    times: bool = True


FORMATS = {
    "ndjson": Format("log.ndjson", ndjson, "ndjson"),
    "flat ndjson": Format("flat.jsonl", flat_ndjson, "ndjson"),
    "har": Format("browser.har", har, "har"),
    "cassette yaml": Format("tape.yaml", cassette_yaml, "cassette", times=False),
    "cassette json": Format("tape.json", cassette_json, "cassette", times=False),
    "curl": Format("calls.sh", curl, "curl", answers=False, times=False),
    "markdown": Format("calls.md", markdown, "curl", answers=False, times=False),
    "postman": Format("calls.postman_collection.json", postman, "postman", answers=False, times=False),
    "debuglog": Format("debug.log", debuglog, "debuglog"),
    "flow": Format("proxy.mitm", flow, "flow"),
}


def without(calls: Sequence[Call], format_: Format) -> list[Call]:
    """Return the calls as a format can hold them: without answers, without times."""
    return [
        call._replace(
            status=call.status if format_.answers else None,
            answer=call.answer if format_.answers else None,
            at=call.at if format_.times else None,
        )
        for call in calls
    ]
