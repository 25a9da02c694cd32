"""Secrets written out in an input: told by their shape, counted, and placed, whatever pieces the bytes come in."""

from __future__ import annotations

import io

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pinvet.checks.patterns import searcher
from pinvet.sources import secrets
from pinvet.sources.secret_shapes import HEADS, LONGEST
from pinvet.sources.secret_words import words_in
from pinvet.sources.secrets import MOST, REACH, Scanner, Secrets, secrets_in
from pinvet.text.lines import Lines

# put together, so that nobody who looks for secrets finds some here
TOKEN = "pin" + "a_Ab01cdEf23ghIj45"
OTHER = "pin" + "r.eyJ0eXAiOiJKV1QifQ"
JWT = "ey" + "JhbGciOiJIUzI1NiJ9.ey" + "JzdWIiOiIxMjM0In0.dozjgNryP4J3jVmNHl0w5N"
BARE = "0a1b2c3d4e5f6a7b"
PAIR = "MTQ2MDA4MDp" + "zM2NyM3Q="
WRITTEN_OUT = {
    "a token": TOKEN,
    "a refresh token": OTHER,
    "its other spelling": OTHER.replace(".", "_", 1),
    "a JSON Web Token": JWT,
    "a header": f"Authorization: Bearer {BARE}",
    "a header of HAR": f'{{"name": "Authorization", "value": "bearer {TOKEN}"}}',
    "a header in a URL": f"?header=Bearer%20{BARE}",
    "a name and a password": f"authorization: Basic {PAIR}",
    "a JSON value": f'{{"access_token": "{BARE}"}}',
    "JSON in JSON": f'{{"body": "{{\\"refresh_token\\": \\"{BARE}\\"}}"}}',
    "JSON in JSON in JSON": rf"\\\"client_secret\\\":\\\"{BARE}\\\"",
    "a Python value": f"{{'partner_access_token': '{BARE}'}}",
    "another style": f'{{"accessToken":"{BARE}"}}',
    "a form": f"grant_type=x&client_secret={BARE}&code=1",
    "a query": f"https://api.pinterest.com/v5/x?access_token={BARE}",
    "YAML": f"code_verifier:   {BARE}",
    "a script": f"export CLIENT_SECRET={BARE}",
    "a field of HAR": f'{{"name": "password",\n      "value": "{BARE}"}}',
    "a field of Postman": f'{{"key":"password","value":"{BARE}","type":"string"}}',
    "a connector": f'"pinterest_client_secret": "{BARE}"',
    "a password that is a word": '"password": "swordfish"',
    "a password in capitals": f"PASSWORD={BARE}",
    "a private key": "-----BEGIN RSA PRIVATE " + "KEY-----\nMIIE",
    "a token after an escape": rf"\n{TOKEN}",
}
HARMLESS = {
    "a variable of a shell": "Authorization: Bearer $TOKEN",
    "a variable in braces": "Authorization: Bearer ${TOKEN1234567}",
    "a variable of Postman": "Authorization: Bearer {{access_token_12}}",
    "a placeholder": "Authorization: Bearer <token-0123456789>",
    "stars": "Authorization: Bearer ***",
    "redacted": "Authorization: Bearer REDACTED-0123456789",
    "crossed out": "Bearer xxxxxxxxxxxxxxxxxxx0",
    "an example": "Bearer pin" + "a_EXAMPLE0123456789",
    "a fake": "pin" + "a_FAKE0123456789",
    "a dummy": '"client_secret": "dummy-0123456789"',
    "yours": '"access_token": "YOUR_TOKEN_0123"',
    "a made-up pair": "Basic " + "ZHVtbXk6ZHVtbXk=",
    "words": "basic information about the bearer authentication of the token endpoint",
    "a word of Base64": "Basic responsibilities",
    "not Base64": "Basic abcdefghi",
    "a quoted variable": '"password": "{{pw}}", "client_secret": "${SECRET_123}"',
    "what stands there": '"password": "string", "client_secret": "client_secret", "access_token": "the-token"',
    "a sentence": '"refresh_token": "Is given once"',
    "one character": '"password": "00000000"',
    "nothing that is told": '"password": "••••••••"',
    "no value": '"access_token": null, "refresh_token": "", "password": true',
    "another key": '"next_page_token": "0a1b2c3d4e5f", "password_hint": "0a1b2c3d4e5f"',
    "another's secret": '"secretary": "0a1b2c3d4e5f", "client_secretary": "0a1b2c3d4e5f"',
    "a call": "access_token=get_token2(name)",
    "a part of a variable": "client_secret=prefix1$REST",
    "an annotation": "def fetch(access_token: str, password: str | None = None)",
    "an inner word": "spin" + "a_bifida0123456789",
    "a public key": "-----BEGIN PUBLIC KEY-----",
    "a talk about keys": "keep your PRIVATE KEY to yourself",
}


def at(text: str, part: str) -> tuple[int, int]:
    return Lines(text).position(text.index(part))


def place(found: Secrets | None) -> tuple[int, int]:
    assert found is not None
    return found.place.line, found.place.column


@pytest.mark.parametrize("text", WRITTEN_OUT.values(), ids=WRITTEN_OUT.keys())
def test_a_secret_is_counted_once_and_fast_screens_let_it_through(text: str) -> None:
    for whole in (text, f"x\n{text}\ny", f"{text} {text}"):
        found = secrets_in(whole.encode())
        assert found is not None
        assert found.times == whole.count(text)
        assert searcher(HEADS)(whole.encode().decode("latin-1"))


@pytest.mark.parametrize("text", HARMLESS.values(), ids=HARMLESS.keys())
def test_what_is_no_secret_is_none(text: str) -> None:
    assert secrets_in(text.encode()) is None


@pytest.mark.parametrize(
    ("text", "first"),
    [
        (f'{{\n  "größe": "日本", "access_token": "{BARE}"}}\n{TOKEN}', BARE),
        (f"a\r\nb\rcü {TOKEN}", TOKEN),
        (f"\r\n\r\n{TOKEN}\r\n", TOKEN),
        (f"Authorization: Bearer {TOKEN}", TOKEN),
    ],
)
def test_the_place_is_that_of_the_first_value_in_code_points(text: str, first: str) -> None:
    assert place(secrets_in(text.encode())) == at(text, first)
    assert place(secrets_in(b"\xef\xbb\xbf" + text.encode())) == at(text, first)  # a mark is no character


def test_in_a_binary_file_columns_are_bytes_and_line_feeds_alone_end_lines() -> None:
    scanner = Scanner(binary=True)
    scanner.feed(f"ü\rü\n日\r{TOKEN}".encode())
    assert place(scanner.close()) == (2, 5)


@given(
    st.lists(
        st.sampled_from([*WRITTEN_OUT.values(), *HARMLESS.values(), "\n", "\r\n", "\r", "ü日🎉", "x" * 700, " " * 90])
    ),
    st.lists(st.integers(1, 5_000)),
)
def test_the_pieces_that_bytes_come_in_change_nothing(parts: list[str], sizes: list[int]) -> None:
    data = "|".join(parts).encode()
    scanner = Scanner(lambda: lambda text: searcher(HEADS)(text.decode("latin-1")))
    rest = data
    for size in sizes:
        scanner.feed(rest[:size])
        rest = rest[size:]
    scanner.feed(rest)
    assert scanner.close() == secrets_in(data)


@given(st.lists(st.sampled_from([*WRITTEN_OUT.values(), *HARMLESS.values(), "\n", '"', "\\", "=", "x" * 2_500])))
def test_the_screen_for_large_files_misses_nothing(parts: list[str]) -> None:
    data = "".join(parts).encode()
    found = secrets_in(data)
    assert found is None or searcher(HEADS)(data.decode("latin-1"))
    assert found is None or words_in(data, 0, len(data))


@given(st.binary())
def test_any_bytes_are_looked_at(data: bytes) -> None:
    found = secrets_in(data + b" " + TOKEN.encode())
    assert found is not None


def test_a_large_file_goes_through_the_screen(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(secrets, "LARGE", 3 * REACH)
    asked: list[int] = []

    def screen(text: bytes) -> bool:
        asked.append(len(text))
        return TOKEN.encode() in text

    scanner = Scanner(lambda: screen)
    for _ in range(20):
        scanner.feed(b"spring sale\n" * 1_000)
    scanner.feed(TOKEN.encode())
    found = scanner.close()
    assert found is not None
    assert (found.times, place(found)) == (1, (20_001, 1))
    assert asked


def test_counting_ends_at_many() -> None:
    scanner = Scanner()
    for _ in range(3):
        scanner.feed(f"{TOKEN}\n".encode() * 900)
    found = scanner.close()
    assert found is not None
    assert (found.times, place(found)) == (MOST, (1, 1))


def test_a_value_without_end_is_one_secret_and_takes_no_time() -> None:
    data = b"access_token=" + b"a1b2" * 100_000
    found = secrets_in(data)
    assert found is not None
    assert found.times == 1
    assert secrets_in(b"eyJ" * 100_000) is None
    assert secrets_in(b"access_token" * 20_000 + b" " * 100_000) is None
    assert LONGEST < REACH


def test_a_stream_is_looked_at_while_it_is_read() -> None:
    data = b"line\n" * 50_000 + TOKEN.encode()
    for read in (lambda stream: stream.read(), lambda stream: stream.read(len(data) + 1), list):
        scanner = Scanner()
        stream = scanner.around(io.BytesIO(data))
        came = read(stream)
        assert (b"".join(came) if isinstance(came, list) else came) == data
        assert place(scanner.close()) == (50_001, 1)
