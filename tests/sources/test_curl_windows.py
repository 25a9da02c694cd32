"""curl commands copied for the shells of Windows."""

from __future__ import annotations

import pytest
from curl_reading import API, body, notices, read_all, sent, value_at

from pinvet.sources.record import Record

COPIED = f"""curl ^"{API}/a?b=c^%^20d^" ^
  -X ^"POST^" ^
  -H ^"content-type: application/json^" ^
  --data-raw ^"^[^{{^\\^"name^\\^":^\\^"a ^\\^\\^\\^" ^& c^\\^",^\\^"cap^\\^":1^}}^]^"
curl ^"{API}/b^" ^
  --data-raw ^"^{{^

^\\^"n^\\^":^\\^"x^%^20y^\\^"^}}^"
"""


def test_what_browsers_copy_for_cmd_is_read():
    assert sent(COPIED) == [
        ("POST", "/a?b=c%20d", [{"name": 'a " & c', "cap": 1}]),
        ("POST", "/b", {"n": "x%20y"}),
    ]
    assert notices(COPIED) == []
    assert value_at(COPIED, 0, "cap") == "1"
    assert value_at(COPIED, 0, "name") == '^\\^"a ^\\^\\^\\^" ^& c^\\^"'
    assert value_at(COPIED, "n", which=1) == '^\\^"x^%^20y^\\^"'


@pytest.mark.parametrize(
    ("option", "expected"),
    [
        ('-d "{\\"a\\": \\"b\\"}"', {"a": "b"}),
        ('-d "{""a"": ""b^&""}"', {"a": "b^&"}),
        ('-d "{\\"a\\": %CAP%, \\"b\\": \\"%NAME%\\", \\"c\\": \\"5%\\"}"', {"a": "${CAP}", "b": "${NAME}", "c": "5%"}),
        ('-d "{\\"a\\": \\"\\\\\\\\\\"}"', {"a": "\\"}),
        ('-d {\\"a\\":1} > out.txt', {"a": 1}),
        ('-d   "[1]"   "" \t-s', [1]),
        ('-d "" -d "[1]" & echo x', {"[1]": ""}),
        ('-d "[1,^\r\n2]" "" ', [1, 2]),
    ],
)
def test_carets_and_backslashes_mean_what_they_mean_to_cmd(option, expected):
    assert body(f"curl {API}/a ^\r\n {option}\r\n") == expected


def test_a_caret_inside_of_posix_quotes_is_nothing_special():
    assert sent(f'curl {API}/a -d \'{{"a": "^x"}}\'') == [("POST", "/a", {"a": "^x"})]


@pytest.mark.parametrize(
    "script",
    [
        "Invoke-WebRequest -Uri https://api.pinterest.com/v5/a `\n -Method POST `\n -Body '{\"a\": 1}'\n",
        "$answer = Invoke-RestMethod https://api.pinterest.com/v5/a\n",
        "iwr https://api.pinterest.com/v5/a\n",
        "curl.exe -X POST https://api.pinterest.com/v5/a `\r\n  -d '{}' `\r\n  -s\r\n",
    ],
)
def test_powershell_is_told_apart(script):
    notice, record = read_all(f"{script}curl {API}/b\n")
    assert not isinstance(notice, Record)
    assert (notice.message, notice.line) == ("this is PowerShell, which is not read", 1)
    assert notice.hint is not None
    assert isinstance(record, Record)
    assert record.request.position == 1


def test_backticks_at_the_end_of_a_line_may_be_a_command_of_posix():
    assert sent(f"curl {API}/a `cat x `\n") == [("GET", "/a", None)]
