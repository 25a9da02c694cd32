"""curl commands in shell scripts: what the shell makes of their words, and where the values of bodies stand."""

from __future__ import annotations

import pytest
from curl_reading import API, CAMPAIGNS, at, body, notices, only, read_all, records, sent, value_at

from pinvet.model import Place
from pinvet.sources.record import Record

QUOTED = [
    ("""-d '{"a": "b"}'""", {"a": "b"}),
    ("""-d '{"a": "it'\\''s"}'""", {"a": "it's"}),
    ('-d "{\\"a\\": \\"b\\"}"', {"a": "b"}),
    ('-d "{\\"a\\": \\"\\$5 \\`x\\` \\\\\\\\n\\"}"', {"a": "$5 `x` \\n"}),
    ('-d "{\\\n\\"a\\": \\\n1}"', {"a": 1}),
    ('-d {\\"a\\":1}', {"a": 1}),
    ('-d $\'{"a": "it\\\'s \\u00e9 \\U0001F600 \\x41\\102\\xc3\\xa9 \\\\n"}\'', {"a": "it's é 😀 ABé \n"}),
    ("-d $'{\\n\\t\"a\":\\r 1\\x20}'", {"a": 1}),
    ("-d $'{\"a\": 1}\\0 and more'", {"a": 1}),
    ("-d $'{\"a\": 1}\\xc3\\0 and more'", None),
    ('-d $\'{"a": "\\ud83d\\U00FFFFFF"}\'', {"a": "\ufffd\ufffd"}),
    ('-d $\'{"a": "\\\\\\z\\?"}\'', {"a": "\\z?"}),
    ("-d $'a=\\ca\\c\\\\\\e'", {"a": "\x01\x1c\x1b"}),
    ('-d $"{\\"a\\": 1}"', {"a": 1}),
    ("""-d '{"a":'"1"', "b": '2}""", {"a": 1, "b": 2}),
    ('-d \'{"a": "é😀"}\'', {"a": "é😀"}),
    ("-d'{\"a\":1}'", {"a": 1}),
    ("""-d '{"a": "$X `y` \\\\"}'""", {"a": "$X `y` \\"}),
    ("-d '[\n  1,\r\n  2\n]'", [1, 2]),
]


@pytest.mark.parametrize(("option", "expected"), QUOTED)
def test_quotes_mean_what_they_mean_to_the_shell(option, expected):
    assert body(f"curl {CAMPAIGNS} {option}") == expected


COMMANDS = [
    (f"curl {API}/a", ["/a"]),
    (f"curl {API}/a; curl {API}/b && curl {API}/c || curl {API}/d & curl {API}/e", ["/a", "/b", "/c", "/d", "/e"]),
    (f"curl {API}/a | jq . | tee out\ncurl {API}/b", ["/a", "/b"]),
    (f"# curl {API}/no\ncurl {API}/a # curl {API}/no", ["/a"]),
    (f"curl {API}/a#b", ["/a"]),
    (f"(curl {API}/a); {{ curl {API}/b; }}", ["/a", "/b"]),
    (f"if curl {API}/a; then curl {API}/b; else curl {API}/c; fi", ["/a", "/b", "/c"]),
    (f"while ! curl {API}/a; do curl {API}/b; done", ["/a", "/b"]),
    (f"case $1 in\n  a) curl {API}/a ;;\n  *) curl {API}/b\nesac", ["/a", "/b"]),
    (f"f() {{ curl {API}/a; }}\nfunction g {{\n  curl {API}/b\n}}", ["/a", "/b"]),
    (f"X=1 Y=2 curl {API}/a", ["/a"]),
    (f"sudo -u bob curl {API}/a; time curl {API}/b; env -i X=1 /usr/bin/curl {API}/c", ["/a", "/b", "/c"]),
    (f"docker run --rm curlimages/curl {API}/a", ["/a"]),
    (f"curl {API}/a > out.json 2>&1 < /dev/null; curl {API}/b &> x; curl 2>> err {API}/c", ["/a", "/b", "/c"]),
    (f"curl {API}/a >; curl {API}/b > > x", ["/a", "/b"]),
    (f"curl -o >(cat) {API}/a", ["/a"]),
    (f"diff <(curl {API}/a) <(curl {API}/b)", ["/a", "/b"]),
    (f"id=$(curl {API}/a)", ["/a"]),
    (f'id="$(curl {API}/a | jq ".id")" && curl {API}/b', ["/a", "/b"]),
    (f"id=`curl {API}/a`; echo `date`", ["/a"]),
    (f"echo $( (curl {API}/a) ; curl {API}/b)", ["/a", "/b"]),
    (f"LIST=(a 'b c' $(curl {API}/a))", ["/a"]),
    (f"curl {API}/a \\\n  \\\n  -s\ncurl \\\r\n  {API}/b\r\n", ["/a", "/b"]),
    (f"curl {API}/a\rcurl {API}/b", ["/a", "/b"]),
    (f"$ curl {API}/a\n% curl {API}/b", ["/a", "/b"]),
    (f"echo curl {API}/a", []),
    (f"CURL='curl -s'\n$CURL {API}/a", ["/a"]),
    ("curl --version; curl -h; curl", []),
    (f"curl '' {API}/a", ["/a"]),
    (f"curl {API}/a\\", ["/a"]),
    (f"curl {API}/a \\", ["/a"]),
    (f"OPTS=' -s  -S '\ncurl $OPTS$OPTS {API}/a", ["/a"]),
    ("", []),
    ("curl", []),
    ("X=1", []),
    ("then", []),
]


@pytest.mark.parametrize(("script", "paths"), COMMANDS)
def test_every_command_of_a_script_is_found(script, paths):
    assert [url for _, url, _ in sent(script)] == paths
    assert notices(script) == []


def test_positions_count_every_request_and_every_command_that_cannot_be_read():
    script = f"curl {API}/a {API}/b\ncurl {API}/c 'x\ncurl {API}/d -d @- -F x=y\ncurl {API}/e\n"
    assert [(each.request.position if isinstance(each, Record) else each.line) for each in read_all(script)] == [
        0, 1, 2, 3, 4,
    ]  # fmt: skip


def test_a_request_begins_at_the_word_curl():
    assert only(f"X=1\n  sudo curl {API}/a").place == Place(2, 8, 2, 12)


VARIABLES = [
    ("CAP=5\n", '{"cap": $CAP}', {"cap": 5}),
    ("export CAP=5 NAME='x y'\n", '{"cap": ${CAP}, "name": "$NAME"}', {"cap": 5, "name": "x y"}),
    ("A=1; B=\"$A$A\"\n", '{"b": $B}', {"b": 11}),
    ("", '{"cap": $CAP, "id": "${ID}"}', {"cap": "${CAP}", "id": "${ID}"}),
    ("CAP=1\nCAP=2\n", '{"cap": $CAP}', {"cap": "${CAP}"}),
    ("CAP=1\nCAP+=2\n", '{"cap": $CAP}', {"cap": "${CAP}"}),
    ("CAP=1\n((CAP++))\n", '{"cap": $CAP}', {"cap": "${CAP}"}),
    ("CAP=1\nread -r CAP\n", '{"cap": $CAP}', {"cap": "${CAP}"}),
    ("CAP=1\nfor CAP in 1 2; do\n", '{"cap": $CAP}', {"cap": "${CAP}"}),
    ("CAP=1 true\n", '{"cap": $CAP}', {"cap": "${CAP}"}),
    ("if x; then CAP=1; fi\n", '{"cap": $CAP}', {"cap": 1}),
    ("CAP='$X'\n", '{"cap": "$CAP"}', {"cap": "$X"}),
    ("CAP=$1\n", '{"cap": "$CAP", "z": $2}', {"cap": "${CAP}", "z": "${2}"}),
    ("ID=$(make)\n", '{"id": "$ID"}', {"id": "${ID}"}),
    ("ID=$(make)\nCID=$ID\n", '{"id": "$CID"}', {"id": "${ID}"}),
    ("N=\"x-$(date)\"\n", '{"n": "$N"}', {"n": "x-${command_5}"}),
    ("N=${N:-5}\n", '{"n": $N, "m": ${M:-{a\\}}}', {"n": "${N}", "m": "${M}"}),
    ("A=$B\nB=$A\n", '{"a": "$A"}', {"a": "${B}"}),
    ("A=(1 2)\n", '{"a": "$A", "b": "${A[@]}"}', {"a": "${A}", "b": "${@}"}),
    ("local -r M=3\n", '{"m": ${M}000000, "n": -$N}', {"m": 3000000, "n": "-${N}"}),
    ("", '{"m": ${M}000000, $K: [$A,$B]}', {"m": "${M}000000", "${K}": ["${A}", "${B}"]}),
    ("", '{"a": $((1 + (2))), "b": $(date), "c": `date`, "d": ${#x}, "e": ${!y}}', {
        "a": "${sum_37}", "b": "${command_56}", "c": "${command_70}", "d": "${x}", "e": "${y}",
    }),
    ("", '{"a": "$ $% \\$x", "b": "$"}', {"a": "$ $% $x", "b": "$"}),
    ("E=\n", '{"e": "$E"}', {"e": ""}),
]  # fmt: skip


@pytest.mark.parametrize(("before", "text", "expected"), VARIABLES)
def test_variables_set_once_to_a_text_are_known_and_others_stay_placeholders(before, text, expected):
    script = f"{before}curl https://x/v5/ -d @- <<EOF\n{text}\nEOF\n"
    assert records(script)[-1].request.body == expected


def test_addresses_and_options_take_variables_as_the_shell_does():
    script = """
BASE=https://api.pinterest.com/v5
OPTS="-s -X PATCH"
NONE=
curl $OPTS "$BASE/ad_accounts/$ACCOUNT/campaigns" $NONE $MORE "${ARGS[@]}" "$@"
curl $URL
curl "$HOST/v5/a"
curl "$@"
"""
    assert [(record.request.method, record.request.url) for record in records(script)] == [
        ("PATCH", f"{API}/ad_accounts/${{ACCOUNT}}/campaigns"),
        ("GET", "${URL}"),
        ("GET", "${HOST}/v5/a"),
    ]


def test_a_placeholder_in_the_text_of_an_address_or_form_stays_there():
    record = only(f"curl -G {API}/a -d ids=$ID --data-urlencode 'q=a b' --data-urlencode \"z=$Z w\"")
    assert record.request.url == f"{API}/a?ids=${{ID}}&q=a+b&z=${{Z}}+w"
    assert body(f"curl {API}/a -d a=$A -d b=2") == {"a": "${A}", "b": "2"}


def test_a_command_that_is_not_closed_is_noticed_and_the_rest_is_read():
    script = f"""echo start
curl {API}/a -d '{{"a": 1}} \\
  -s
curl {API}/b -d '{{"b": 2}}'
  X=$(curl {API}/c "
curl {API}/d -d @- <<EOF
{{"d": 4}}
"""
    first, second, third, fourth = read_all(script)
    assert not isinstance(first, Record)
    assert (first.kind, first.line, first.column) == ("record", 2, 1)
    assert first.message == "the command cannot be read: a quote ' in it is not closed; it opens in line 2"
    assert isinstance(second, Record)
    assert second.request.body == {"b": 2}
    assert not isinstance(third, Record)
    assert third.message == 'the command cannot be read: a quote " in it is not closed; it opens in line 5'
    assert not isinstance(fourth, Record)
    assert fourth.message == "the command cannot be read: its here-document has no last line; it opens in line 6"


@pytest.mark.parametrize(
    ("end", "what"),
    [
        ("'", "quote '"),
        ('"', 'quote "'),
        ("$'\\'", "quote $'"),
        ("`a\\`", "backtick"),
        ("${a", "bracket {"),
        ("$((1)", "bracket ("),
        ("$(a", "bracket ("),
    ],
)
def test_what_is_not_closed_is_named(end, what):
    (notice,) = notices(f"curl {API}/a {end}")
    assert notice.message == f"the command cannot be read: a {what} in it is not closed; it opens in line 1"
    assert notices(f"echo {end}") == []


def test_nothing_that_stands_inside_a_broken_command_is_read_twice():
    script = f'X="$(curl {API}/a)\ncurl {API}/b\n'
    assert [url for _, url, _ in sent(script)] == ["/b"]


def test_a_quote_that_swallows_the_next_command_was_not_closed():
    script = f"the shop's page:\ncurl {API}/a -H 'x: y' -d '{{\"a\": 1}}'\nthat's all\n"
    assert sent(script) == [("POST", "/a", {"a": 1})]
    assert sent(f"cat > x.sh <<'EOF'\ncurl {API}/a\nEOF\nsh -c '\ncurl {API}/b\n'\n") == []


def test_nesting_without_end_is_given_up():
    script = f"curl {API}/a " + "$(" * 50 + "\ncurl " + f"{API}/b"
    assert [url for _, url, _ in sent(script)] == ["/b"]
    assert "nested too deep" in notices(script)[0].message


def test_searching_again_and_again_is_given_up():
    found = notices('curl "$(\n' * 200)
    assert found[-1].message == "too many commands cannot be read; the rest is passed over"


def test_variables_that_double_and_double_are_given_up():
    doubled = "A0='xxxxxxxx'\n" + "".join(f'A{n + 1}="$A{n}$A{n}"\n' for n in range(40))
    found = notices(f'{doubled}curl {API}/a -d "$A40"\n')
    assert [notice.message[:26] for notice in found] == ["the body is a value that i"]
    big = f"A='{'x' * 1_000_000}'\n" + f'curl {API}/a -d "b=$A"\n' * 40
    assert notices(big)[-1].kind == "limit"


FLATTENED = [
    f"curl --request POST \\ --url {API}/a \\ --header 'content-type: application/json' \\ --data' [ {{ \"a\": 1 }} ]'",
    f'curl -X POST \\ "{API}/a" \\ -H "A: b" \\ -d \'[ {{ "a": 1 }} ]\'',
    f"curl -X POST \\ \n  {API}/a \\\t\n -d '[{{\"a\": 1}}]'",
    f"curl --request=POST --url={API}/a --data='[{{\"a\": 1}}]' \\",
]


@pytest.mark.parametrize("script", FLATTENED)
def test_commands_copied_from_pages_with_their_line_breaks_lost_are_read(script):
    assert sent(script) == [("POST", "/a", [{"a": 1}])]
    assert value_at(script, 0, "a") == "1"


def test_bytes_that_are_no_text_are_noticed_and_the_rest_is_read():
    script = f"# caf\xe9\ncurl {API}/a -d '{{\"a\": 1}}'\n".encode("latin-1")
    notice, record = read_all(script)
    assert not isinstance(notice, Record)
    assert (notice.kind, notice.line, notice.column, notice.fatal) == ("record", 1, 6, False)
    assert isinstance(record, Record)
    assert record.request.body == {"a": 1}
    assert at(script.decode("utf-8", "replace"), record.written().value_place(("a",))) == "1"


@pytest.mark.parametrize("data", ["curl x".encode("utf-16"), b"\x1f\x8b\x08", b"curl\0x"])
def test_a_file_that_is_no_text_is_refused(data):
    (notice,) = read_all(data)
    assert (notice.kind, notice.fatal) == ("unreadable", True)


def test_what_is_not_read_of_requests_to_other_services_is_nobodys_concern():
    assert notices("curl https://storage.example.com/ -F file=@x; curl https://$HOST/a -F x=y")[0].column == 47
    assert notices("curl https://storage.example.com/ -d '{'") == []
