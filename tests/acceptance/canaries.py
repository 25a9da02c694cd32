"""Values that nobody may ever see again, planted in every corner of recorded traffic, in every format.

A canary holds a mark, so that one search finds all of them in an output, and a number in letters that tells which it
is.
Digests and numbers cannot hold a mark; they are remembered.
"""

from __future__ import annotations

import json
import re
from base64 import b64encode
from hashlib import sha256
from itertools import cycle
from typing import TYPE_CHECKING, Any, NamedTuple
from urllib.parse import quote, urlencode

import yaml

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from pinvet.api.operation import Operation
    from pinvet.api.parameter import Parameter

MARK = "qzxvjk"
HOST = "api.pinterest.com"
ACCOUNT = "549755885175"
# what is personal in operations about people: there numbers and single words may not be shown either
PERSONAL = frozenset(
    "em ph fn ln ge db ct st zp external_id hashed_maids client_ip_address client_user_agent user_agent ip_address "
    "email user_email records click_id hashed_email hashed_maid".split()
)
PEOPLE = ("audience", "customer", "event", "lead")


class Exchange(NamedTuple):
    """A request and its answer as they go over the wire."""

    method: str
    path: str
    headers: dict[str, str]
    body: str
    status: int
    answer: str

    @property
    def url(self) -> str:
        return f"https://{HOST}{self.path}"


class Nest:
    """Makes canaries and knows them all."""

    def __init__(self) -> None:
        self.made = 0
        self.digests: dict[str, str] = {}
        self.numbers: dict[str, str] = {}
        self._kinds = cycle((self.token, self.mail, self.person, self.digest, self.phrase, self.jwt))
        self._shapely = cycle((self.token, self.mail, self.digest, self.jwt))
        self._short = cycle((self.word, self.number, self.mail, self.digest))

    def _name(self) -> str:
        self.made += 1
        digits = str(self.made).translate(str.maketrans("0123456789", "abcdefghil"))
        return MARK + digits

    def token(self) -> str:
        return f"pina_FAKE{self._name()}0123"

    def jwt(self) -> str:
        return f"eyFAKE{self._name()}.eyFAKE{self._name()}.c2lnbmF0dXJl"

    def mail(self) -> str:
        return f"{self._name()}@mail.example"

    def person(self) -> str:
        return f"Zoë {self._name().title()}"

    def phrase(self) -> str:
        return f"Ask {self._name()} <b>at</b> 'home', \"street\"/{self._name()}\n+49 151 {self._name()}"

    def word(self) -> str:
        return self._name().upper()

    def digest(self) -> str:
        mail = self.mail()
        digest = sha256(mail.encode()).hexdigest()
        self.digests[digest] = mail
        return digest

    def number(self) -> int:
        self.made += 1
        number = 830_000_000 + 7919 * self.made
        self.numbers[str(number)] = f"number {self.made}"
        return number

    def any(self) -> str:
        return next(self._kinds)()

    def value(self, operation: Operation, name: str, parameter: Parameter) -> str | int:
        """Return a canary for a parameter. Words in the place of an enum are shown, unless they are personal."""
        about_people = any(word in operation.id for word in PEOPLE)
        if about_people and not PERSONAL.isdisjoint(name.split(".")):
            return next(self._short)()
        has_words = parameter.enum or (parameter.items is not None and parameter.items.enum)
        return next(self._shapely)() if has_words else next(self._kinds)()

    def seen_in(self, output: str) -> list[str]:
        """Return the canaries of an output, each with what stands around it."""
        lower = output.lower()
        found = [match.start() for match in re.finditer(MARK, lower)] if MARK in lower else []
        for mark in PACKED:
            found += [match.start() for match in re.finditer(re.escape(mark), output)] if mark in output else []
        found += [one.start() for one in re.finditer(r"[0-9a-f]{64}", output) if one[0] in self.digests]
        found += [one.start() for one in re.finditer(r"[0-9]{9,}", output) if one[0] in self.numbers]
        return [output[max(0, at - 150) : at + 60] for at in sorted(found)]


def _inside_base64(text: str) -> list[str]:
    """Return what Base64 makes of a text inside of another one, at each of the three ways that it can begin."""
    padded = (b64encode(b"\0" * before + text.encode() + b"\0" * 3).decode() for before in range(3))
    return [whole[start : start + 4 * ((len(text) - 2) // 3)] for whole, start in zip(padded, (0, 4, 4), strict=True)]


PACKED = [packed for mark in (MARK, MARK.upper(), MARK.title()) for packed in _inside_base64(mark)]

# Requests


def exchanges(operations: list[Operation], nest: Nest) -> Iterator[Exchange]:
    """Give requests to every operation, and answers, with canaries wherever a text can stand."""
    answers = cycle((200, 400, 201, 403, 500))
    for number, operation in enumerate(operations):
        for body in _bodies(operation, nest):
            yield Exchange(
                operation.method, _path(operation, nest, number), _headers(nest), body, *_answer(nest, answers)
            )
    for said in _sayings(nest):  # nothing is found in these, so that the refusal itself is told
        body = json.dumps([{"id": "626760000001", "name": nest.person()}])
        told = json.dumps({"code": 9, "message": said, "details": nest.any()})
        yield Exchange("PATCH", f"/v5/ad_accounts/{ACCOUNT}/campaigns", _headers(nest), body, 400, told)
        item = {"data": None, "exceptions": [{"code": 2, "message": said}, {"code": 3, "message": nest.any()}]}
        told = json.dumps({"items": [item]})
        yield Exchange("PATCH", f"/v5/ad_accounts/{ACCOUNT}/campaigns", _headers(nest), body, 200, told)
    for path in (nest.token(), nest.mail(), nest.digest(), f"boards/{nest.person()}/x"):
        body = json.dumps({nest.mail(): nest.any()})
        yield Exchange("POST", f"/v5/nowhere/{quote(path)}", _headers(nest), body, *_answer(nest, answers))


def _headers(nest: Nest) -> dict[str, str]:
    return {
        "Content-Type": "application/json",
        "Authorization": f"Bearer {nest.token()}",
        "Cookie": f"session={nest.token()}; mail={nest.mail()}",
        "X-Api-Key": nest.digest(),
        "User-Agent": f"client/1.0 {nest.word()}",
    }


def _path(operation: Operation, nest: Nest, number: int) -> str:
    path = "/v5" + operation.path
    for name in re.findall(r"\{(\w+)\}", operation.path):
        known = ACCOUNT if name == "ad_account_id" and number % 4 else quote(nest.token())
        path = path.replace(f"{{{name}}}", known)
    asked = {name: nest.value(operation, name, known) for name, known in operation.query.items()}
    return f"{path}?{urlencode({**asked, nest.mail(): nest.any(), 'access_token': nest.token()})}"


def _bodies(operation: Operation, nest: Nest) -> Iterator[str]:
    """Give bodies of an operation: its parameters nested as they should be, and a text in the place of every object."""
    if operation.body is None:
        yield ""
        return
    top = [name for name in operation.parameters if "." not in name]
    nested = _nested(operation, nest)
    flat = {name: nest.value(operation, name, operation.parameters[name]) for name in top}
    for entity in (nested, flat):
        yield _twice(json.dumps(_wrapped(operation, {**entity, **_strangers(nest)}, nest)), nest)
    yield json.dumps(nest.any())


def _strangers(nest: Nest) -> dict[str, Any]:
    """Return members that no operation knows: canaries as names and as values."""
    return {
        nest.mail(): nest.any(),
        nest.token(): {nest.person(): nest.any()},
        nest.person(): [nest.any(), {nest.digest(): nest.any()}],
        nest.digest(): True,
        "nmae": nest.any(),
        "access_token": nest.token(),
    }


def _nested(operation: Operation, nest: Nest) -> dict[str, Any]:
    value: dict[str, Any] = {}
    names = list(operation.parameters)
    for name in names:
        if not any(other.startswith(f"{name}.") for other in names):
            _put(value, name.split("."), nest.value(operation, name, operation.parameters[name]), nest)
    return value


def _put(value: dict[str, Any], steps: list[str], leaf: Any, nest: Nest) -> None:
    step, rest = steps[0], steps[1:]
    if not rest:
        value[step] = leaf
    elif rest[0] == "*" and len(rest) > 1:
        items = value.setdefault(step, [{nest.mail(): nest.any()}])
        if isinstance(items, list):
            _put(items[0], rest[1:], leaf, nest)
    elif rest[0] == "*":
        value[step] = [leaf, {nest.mail(): nest.any()}]
    else:
        inner = value.setdefault(step, {nest.mail(): nest.any()})
        if isinstance(inner, dict):
            _put(inner, rest, leaf, nest)


def _wrapped(operation: Operation, entity: dict[str, Any], nest: Nest) -> Any:
    at = operation.body.at if operation.body is not None else ()
    value: Any = entity
    for step in reversed(at):
        value = [value] if step == "*" else {**_around(operation, nest), step: value}
    return value


def _around(operation: Operation, nest: Nest) -> dict[str, Any]:
    return {name: nest.value(operation, name, known) for name, known in operation.wrapper.items() if "." not in name}


def _twice(text: str, nest: Nest) -> str:
    """Let the last object of a body hold a name twice."""
    end = text.rindex("}")
    return f'{text[:end]}, "name": {json.dumps(nest.any())}, "name": {json.dumps(nest.person())}{text[end:]}'


def _answer(nest: Nest, statuses: Iterator[int]) -> tuple[int, str]:
    status = next(statuses)
    if status >= 400:
        return status, json.dumps({"code": 1, "message": f"{nest.any()} is {nest.any()}", nest.mail(): nest.any()})
    data = {"id": nest.token(), "name": nest.person(), "owner": {"username": nest.word(), "mail": nest.mail()}}
    refused = {"code": 29, "message": f"{nest.any()} is {nest.any()}"}
    return status, json.dumps({"items": [{"data": data, "exceptions": [refused]}], "bookmark": nest.token()})


def _sayings(nest: Nest) -> Iterator[str]:
    """Give what a server may say that refuses a request and talks of what else it knows."""
    for making in (nest.token, nest.mail, nest.person, nest.phrase, nest.digest, nest.jwt, nest.word):
        yield f"Sorry, {making()} is not allowed for {making()}."
        yield f"name: {making()}"
    yield f"The advertiser {nest._name()} and his friend {nest._name().title()} may not do this"
    yield nest._name().title()
    yield f"{nest._name()}'s campaign; see {nest._name()}-{nest._name()}, {nest._name().title()}!"


# Formats


def ndjson(given: list[Exchange], nest: Nest) -> bytes:
    lines = []
    for number, one in enumerate(given):
        body = json.loads(one.body) if one.body and number % 2 else one.body
        request = {"method": one.method, "url": one.url, "headers": one.headers, "body": body}
        answer = {"status": one.status, "headers": {"Set-Cookie": nest.token()}, "body": json.loads(one.answer)}
        lines.append(
            json.dumps({"ts": 1_795_219_300 + number, nest.mail(): nest.any(), "request": request, "response": answer})
        )
    return "\n".join(lines).encode()


def har(given: list[Exchange], nest: Nest) -> bytes:
    def pairs(values: dict[str, str]) -> list[dict[str, str]]:
        return [{"name": name, "value": value} for name, value in values.items()]

    entries = [
        {
            "startedDateTime": "2026-11-21T00:00:00Z",
            "comment": nest.any(),
            "request": {
                "method": one.method,
                "url": one.url,
                "headers": pairs(one.headers),
                "cookies": pairs({"session": nest.token()}),
                "queryString": pairs({"access_token": nest.token()}),
                "postData": {"mimeType": "application/json", "text": one.body},
            },
            "response": {
                "status": one.status,
                "headers": pairs({"Set-Cookie": nest.token()}),
                "content": {"mimeType": "application/json", "text": one.answer},
            },
        }
        for one in given
    ]
    return json.dumps({"log": {"version": "1.2", "comment": nest.any(), "entries": entries}}, indent=1).encode()


def _interactions(given: list[Exchange], nest: Nest) -> dict[str, Any]:
    return {
        "interactions": [
            {
                "request": {
                    "method": one.method,
                    "uri": one.url,
                    "body": one.body,
                    "headers": {name: [value] for name, value in one.headers.items()},
                },
                "response": {
                    "status": {"code": one.status, "message": nest.any()},
                    "headers": {"Set-Cookie": [nest.token()]},
                    "body": {"string": one.answer},
                },
            }
            for one in given
        ],
        "version": 1,
    }


def cassette(given: list[Exchange], nest: Nest) -> bytes:
    comment = f"# {nest.token()} of {nest.mail()}\n"
    return (yaml.safe_dump(_interactions(given, nest)) + comment).encode()


def cassette_json(given: list[Exchange], nest: Nest) -> bytes:
    return json.dumps(_interactions(given, nest)).encode()


def _command(one: Exchange, nest: Nest) -> str:
    quoted = "'" + one.body.replace("'", "'\\''") + "'"
    headers = "".join(f" \\\n  -H '{name}: {value}'" for name, value in one.headers.items())
    data = f" \\\n  -d {quoted}" if one.body else ""
    return f"curl -u {nest.mail()}:{nest.token()} -X {one.method} '{one.url}'{headers}{data}\n"


def curl(given: list[Exchange], nest: Nest) -> bytes:
    lines = [f"# {nest.person()}\nTOKEN={nest.token()}\nexport MAIL={nest.mail()}\n"]
    return ("#!/bin/sh\n" + "\n".join([*lines, *(_command(one, nest) for one in given)])).encode()


def markdown(given: list[Exchange], nest: Nest) -> bytes:
    return "\n".join(
        f"# {nest.person()}\n\n```bash\n{_command(one, nest)}```\n\n{nest.any()}\n" for one in given
    ).encode()


def postman(given: list[Exchange], nest: Nest) -> bytes:
    items = [
        {
            "name": nest.person(),
            "request": {
                "method": one.method,
                "description": nest.any(),
                "auth": {"type": "bearer", "bearer": [{"key": "token", "value": nest.token(), "type": "string"}]},
                "header": [{"key": name, "value": value} for name, value in one.headers.items()],
                "url": {"raw": f"{one.url}{'&' if '?' in one.url else '?'}owner={{{{owner}}}}"},
                "body": {"mode": "raw", "raw": one.body},
            },
            "response": [{"name": nest.any(), "code": one.status, "body": one.answer}],
        }
        for one in given
    ]
    info = {"name": nest.any(), "schema": "https://schema.getpostman.com/json/collection/v2.1.0/collection.json"}
    variables = [{"key": "owner", "value": nest.mail()}, {"key": nest.mail(), "value": nest.token()}]
    return json.dumps({"info": info, "item": items, "variable": variables}, indent=1).encode()


def debuglog(given: list[Exchange], nest: Nest) -> bytes:
    lines = []
    for one in given:
        body = one.body.encode()
        named = {"Host": HOST, **one.headers, "Content-Length": str(len(body))}
        head = f"{one.method} {one.path} HTTP/1.1\r\n" + "".join(f"{k}: {v}\r\n" for k, v in named.items()) + "\r\n"
        lines += [f"send: {head.encode()!r}", f"send: {body!r}", f"reply: 'HTTP/1.1 {one.status} OK\\r\\n'"]
        lines += [f"header: Set-Cookie: {nest.token()}", f"DEBUG:app:{nest.any()}"]
    return "\n".join(lines).encode()


def _tnet(value: Any) -> bytes:
    if value is None:
        content, tag = b"", b"~"
    elif isinstance(value, (int, float)):
        content, tag = str(value).encode(), b"#" if isinstance(value, int) else b"^"
    elif isinstance(value, (bytes, str)):
        content, tag = (value, b",") if isinstance(value, bytes) else (value.encode(), b";")
    elif isinstance(value, dict):
        content, tag = b"".join(_tnet(key) + _tnet(item) for key, item in value.items()), b"}"
    else:
        content, tag = b"".join(map(_tnet, value)), b"]"
    return b"%d:%b%b" % (len(content), content, tag)


def flow(given: list[Exchange], nest: Nest) -> bytes:
    def headers(values: dict[str, str]) -> list[list[bytes]]:
        return [[name.encode(), value.encode()] for name, value in values.items()]

    return b"".join(
        _tnet(
            {
                "version": 21,
                "type": "http",
                "comment": nest.any(),
                "request": {
                    "method": one.method.encode(),
                    "scheme": b"https",
                    "host": HOST,
                    "port": 443,
                    "path": one.path.encode(),
                    "headers": headers(one.headers),
                    "content": one.body.encode(),
                    "timestamp_start": 1795219300.5,
                },
                "response": {
                    "status_code": one.status,
                    "headers": headers({"Set-Cookie": nest.token()}),
                    "content": one.answer.encode(),
                },
            }
        )
        for one in given
    )


FORMATS: dict[str, tuple[str, Callable[[list[Exchange], Nest], bytes]]] = {
    "ndjson": ("log.ndjson", ndjson),
    "har": ("log.har", har),
    "cassette in YAML": ("log.yaml", cassette),
    "cassette in JSON": ("log.json", cassette_json),
    "curl": ("log.sh", curl),
    "markdown": ("log.md", markdown),
    "postman": ("log.postman_collection.json", postman),
    "debuglog": ("log.txt", debuglog),
    "flow": ("log.flow", flow),
}
