"""The bodies of curl commands: where their text comes from, and where its values stand in the script."""

from __future__ import annotations

import os

import pytest
from curl_reading import API, CAMPAIGNS, notices, only, value_at

from pinvet.text.limits import LIMITS

GIVEN = [
    ("curl {url} -d @- <<EOF\n{{\"a\": 1}}\nEOF\n", {"a": 1}),
    ("curl {url} -d @- <<'EOF'\n{{\"a\": \"$X \\\\\\\\ `y`\"}}\nEOF\n", {"a": "$X \\\\ `y`"}),
    ("N=5\ncurl {url} -d @- <<EOF\n{{\"a\": $N, \"b\": $M}}\nEOF\n", {"a": 5, "b": "${M}"}),
    ("curl {url} -d @- <<EOF\n{{\"a\": \"\\$x\\`\"}}\nEOF\n", {"a": "$x`"}),
    ("curl {url} --json @- <<-EOF\n\t{{\"a\":\n\t\t$B}}\n\tEOF\n", {"a": "${B}"}),
    ("curl {url} --json @- <<-'EOF'\n\t{{\"a\":\n\t\t1}}\n\tEOF\n", {"a": 1}),
    ("curl {url} -d @/dev/stdin <<\\X -s\n{{\"a\":\n1}}\nX\n", {"a": 1}),
    ("curl -d @- {url} <<EOF | jq .\n{{\"a\": 1}}\nEOF\n", {"a": 1}),
    ("curl {url} -d @- <<< '{{\"a\": 1}}'", {"a": 1}),
    ("B='{{\"a\": 1}}'\ncurl {url} -d @- <<< \"$B\"", {"a": 1}),
    ("cat <<EOF | curl -d @- {url}\n{{\"a\": 1}}\nEOF\n", {"a": 1}),
    ("cat <<EOF |\n{{\"a\": 1}}\nEOF\ncurl -d @- {url}\n", {"a": 1}),
    ("echo '{{\"a\":' '1}}' | curl -d @- {url}", {"a": 1}),
    ("echo -n '{{\"a\": 1}}' | curl -d @- {url}", {"a": 1}),
    ("printf '%s\\n' '{{\"a\": 1}}' | curl -d @- {url}", {"a": 1}),
    ("B=$(cat <<'EOF'\n{{\"a\": 1}}\nEOF\n)\ncurl {url} -d \"$B\"", {"a": 1}),
    ("curl {url} -d \"$(cat <<EOF\n{{\"a\": $N}}\n\nEOF\n)\"", {"a": "${N}"}),
    ("curl {url} -d \"{{\\\"a\\\": $(cat <<E\n$X\n\nE\n)}}\"", {"a": "${X}"}),
    ("curl {url} -d \"[1$(cat <<E\n\nE\n)]\"", [1]),
    ("curl {url} -d '{{\"a\":' -d @- <<EOF\n1}}\nEOF\n", None),
    ("curl {url} -T - -X POST <<EOF\n{{\"a\": 1}}\nEOF\n", {"a": 1}),
    ("curl {url} -d @- <<EOF\n{{\"a\": $(x}}\nEOF\n", None),
    ("curl {url} -d @- <<EOF\nEOF\n", None),
]  # fmt: skip


@pytest.mark.parametrize(("script", "expected"), GIVEN)
def test_a_body_may_come_from_standard_input(script, expected):
    found = only(script.format(url=CAMPAIGNS)).request
    assert (found.method, found.url, found.body) == ("POST", CAMPAIGNS, expected)


@pytest.mark.parametrize(
    "script",
    [
        f"curl {API}/a -d @-",
        f"jq . x | curl {API}/a -d @-",
        f"echo -e 'x' | curl {API}/a -d @-",
        f"curl {API}/a -d @- <<< $X",
        f"curl {API}/a -d @- < $FILE",
        f'curl {API}/a -d "@$FILE"',
        f'curl {API}/a -d "$BODY"',
        f'curl {API}/a -d "$(jq . x)"',
        f"curl {API}/a -d @body.json",
        f"curl {API}/a -d @- < body.json",
        f"curl {API}/a -T body.json -X POST",
        f"curl {API}/a --data-urlencode x@body.json",
        f"curl {API}/a -F x=y",
        f"curl {API}/a -X POST --config x",
    ],
)
def test_a_request_whose_body_is_not_known_is_kept_as_cut_with_a_notice(script):
    (notice,) = notices(script)
    record = only(script)
    assert (notice.kind, notice.line, notice.fatal) == ("record", 1, False)
    assert (record.request.method, record.request.body, record.request.cut) == ("POST", None, True)
    assert "body.json" not in notice.message


PLACES = [
    ("""curl u/v5/ -d '{"a": "b"}'""", ("a",), '"b"'),
    ("""curl u/v5/ -d '{"a": "it'\\''s"}'""", ("a",), "\"it'\\''s\""),
    ('curl u/v5/ -d "{\\"a\\": \\"b\\"}"', ("a",), '\\"b\\"'),
    ('curl u/v5/ -d "{\\"a\\": 12}"', ("a",), "12"),
    ("curl u/v5/ -d $'{\"a\": \"\\u00e9\"}'", ("a",), '"\\u00e9"'),
    ("curl u/v5/ -d $'\\x7b\"a\": \\x31}'", ("a",), "\\x31"),
    ("curl u/v5/ -d $'{\"a\": \"\\xc3\\xa9z\"}'", ("a",), '"\\xc3\\xa9z"'),
    ("""curl u/v5/ -d '{"a":'"12"', "b": 3}'""", ("a",), "12"),
    ("""curl u/v5/ -d '{"a":'"12"', "b": 3}'""", ("b",), "3"),
    ("""curl u/v5/ -d '{"a":'"$X"', "b": 3}'""", ("a",), "$X"),
    ("""curl u/v5/ -d '{"a":'${X}00'}'""", ("a",), "${X}00"),
    ("""curl u/v5/ -d '["é😀", "x"]'""", (1,), '"x"'),
    ("curl u/v5/ -d '{' -d '\"a\": 1}' ", (), "{' -d '\"a\": 1}"),
    ("curl u/v5/ --json '{' --json '\"a\": 1}' ", ("a",), "1"),
    ("B='{\"a\":\n  [1]}'\ncurl u/v5/ -d \"$B\"", ("a", 0), "1"),
    ("curl u/v5/ -d @- <<EOF\n{\"a\":\n  $X}\nEOF", ("a",), "$X"),
    ("curl u/v5/ --json @- <<-'EOF'\n\t{\"a\":\n\t\t\"x\"}\n\tEOF", ("a",), '"x"'),
    ("curl u/v5/ -d \"$(cat <<EOF\n{\"a\": 7}\nEOF\n)\"", ("a",), "7"),
    ("curl u/v5/ -d \"{\\\n\\\"a\\\": \\\n1\\\n2}\"", ("a",), "1\\\n2"),
    ("curl u/v5/ -d '{\"a\":\r\n1}'", ("a",), "1"),
    ("\ufeffcurl u/v5/ -d '{\"a\":1}'", ("a",), "1"),
]  # fmt: skip


@pytest.mark.parametrize(("script", "pointer", "expected"), PLACES)
def test_a_value_is_found_through_all_quotes(script, pointer, expected):
    script = script.replace("u/v5/", CAMPAIGNS)
    if script.startswith("\ufeff"):
        assert value_at(script.encode().decode("utf-8-sig"), *pointer) == expected
        return
    if pointer == ():
        assert notices(script)[0].kind == "record"
        return
    assert value_at(script, *pointer) == expected


def test_a_body_that_is_not_json_is_noticed_where_it_breaks():
    script = f'curl {API}/a \\\n  -d \'{{"a": 1,\n  "b": [2,\''
    (notice,) = notices(script)
    assert (notice.line, notice.column) == (3, 11)
    record = only(script)
    assert (record.request.body, record.request.cut) == ({"a": 1, "b": [2]}, True)


def test_a_body_has_no_place_where_it_is_no_json():
    assert only(f"curl {API}/a -d a=b").written() is None
    assert only(f"curl {API}/a").written() is None


@pytest.fixture
def folder(tmp_path):
    inside = tmp_path / "bodies"
    inside.mkdir()
    (inside / "a.json").write_bytes(b'{"a":\r\n "b\nc"}\n')
    (inside / "plain.txt").write_text("x=1 &y", "utf-8")
    (inside / "latin.json").write_bytes('{"a": "é"}'.encode("latin-1"))
    (tmp_path / "secret.json").write_text('{"secret": 1}', "utf-8")
    (inside / "link.json").symlink_to(tmp_path / "secret.json")
    (inside / "good.json").symlink_to(inside / "a.json")
    os.mkfifo(inside / "pipe")
    with (inside / "large.json").open("wb") as file:
        file.truncate(LIMITS.max_bytes + 1)
    return inside


@pytest.mark.parametrize(
    ("options", "expected"),
    [
        ("-d @a.json", {"a": "bc"}),
        ("-d@./a.json -X POST", {"a": "bc"}),
        ("--json @good.json", None),
        ("--data-binary @plain.txt", {"x": "1 ", "y": ""}),
        ("--data-urlencode @plain.txt", {"x=1 &y": ""}),
        ("--data-urlencode n@plain.txt -d b=2", {"n": "x=1 &y", "b": "2"}),
        ("-d @- < plain.txt", {"x": "1 ", "y": ""}),
        ("--data-raw @plain.txt", {"@plain.txt": ""}),
    ],
)
def test_files_are_read_below_the_folder_that_is_allowed(folder, options, expected):
    assert only(f"curl {API}/a {options}", folder=folder).request.body == expected


def test_values_of_a_file_stand_where_the_script_names_it(folder):
    script = f"curl {API}/a \\\n  -d @a.json"
    document = only(script, folder=folder).written()
    assert document.value_place(("a",)) == (2, 6, 2, 13)


@pytest.mark.parametrize(
    ("name", "why"),
    [
        ("../secret.json", "outside of the folder of --allow-file-refs"),
        ("link.json", "outside of the folder of --allow-file-refs"),
        ("/etc/passwd", "outside of the folder of --allow-file-refs"),
        ("/dev/zero", "outside of the folder of --allow-file-refs"),
        ("pipe", "that is no regular file"),
        (".", "that is no regular file"),
        ("missing.json", "that cannot be opened"),
        ("latin.json", "that cannot be read: byte 0xe9 is not UTF-8"),
        ("large.json", "that cannot be read: the text has 16,777,217 bytes; at most 16,777,216 are read"),
    ],
)
def test_files_that_must_not_or_cannot_be_read_are_noticed(folder, name, why):
    script = f"curl {API}/a -d @{name}"
    (notice,) = notices(script, folder=folder)
    assert notice.message == f"data comes from a file {why}; the request is judged without it"
    assert only(script, folder=folder).request.cut


def test_no_file_is_read_unless_a_folder_is_allowed(folder, monkeypatch):
    monkeypatch.chdir(folder)
    (notice,) = notices(f"curl {API}/a -d @a.json")
    assert notice.message == "data comes from a file that is not read; the request is judged without it"
    assert notice.hint == "allow it with --allow-file-refs DIR; names are relative to DIR"


def test_a_folder_that_is_a_link_is_a_folder(folder, tmp_path):
    (tmp_path / "other").symlink_to(folder)
    assert only(f"curl {API}/a -d @a.json", folder=tmp_path / "other").request.body == {"a": "bc"}
