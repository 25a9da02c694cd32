"""The text, concise and GitHub outputs, letter by letter."""

from __future__ import annotations

import pytest
from samples import (
    BROKEN,
    CALLED,
    CAPTURE,
    CONTESTED,
    EMPTY,
    END,
    EVERYTHING,
    LIBRARY,
    PARENT,
    PAYLOAD,
    TORN,
    TWO_CAPS,
)

from pinvet.finding import Related
from pinvet.model import Input
from pinvet.report import Report, Summary
from pinvet.reporters import FORMATS, Options, render

PAYLOAD_TEXT = """\
spring.json:4:3: error[PP103] one-spend-cap: only one of lifetime_spend_cap, daily_spend_cap; daily_spend_cap is the second
  --> judged as campaigns/create (inferred from its parameters), body /daily_spend_cap
   |
 3 |   "lifetime_spend_cap": 90000000,
 4 |   "daily_spend_cap": 20000000,
   |   ^^^^^^^^^^^^^^^^^^^^^^^^^^^
 5 |   "name": "············"
   |
   = note: spring.json:3:3: lifetime_spend_cap is the first
   = remark: The API keeps neither cap.
   = source: Step 1: Create a campaign,
             https://developers.pinterest.com/docs/work-with-ads/pinterest-performance-plus-setup
   = fix: Remove daily_spend_cap (unsafe)
   = also: PP105

1 error
1 file, 1 request, 1 entity held against 143 rules
next: `pinvet explain PP103` tells why, and how to fix it
"""  # noqa: E501 - the lines of the output
CAPTURE_TEXT = """\
logs/day.ndjson:7:311: warning[PP107] flexible-with-lifetime: is_flexible_daily_budgets is true, expected false because lifetime_spend_cap is set
  --> campaigns/create, POST /ad_accounts/{ad_account_id}/campaigns, request 6, body /1/is_flexible_daily_budgets
   |
 7 | …"is_flexible_daily_budgets": true
   |  ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^
   |
   = note: logs/day.ndjson:7:270: lifetime_spend_cap is set here
   = note: (request 2): the campaign is known from the context
   = contested: The reference lists both, the guide forbids it
   = confidence: the document asks for more than the API does
   = witness: contradicted, the API accepted this request
   = seen: 12 times; this is the first
   = source: Step 1: Create a campaign,
             https://developers.pinterest.com/docs/work-with-ads/pinterest-performance-plus-setup

logs/day.ndjson:13:220: notice: record 12 ends before its body does
   = hint: Record it again with a larger limit.

suppressed: frozen until spring
   - PP107 flexible-with-lifetime, 1 finding, first at logs/day.ndjson:9:311

not judged: unknown parent
   - campaign 626735565838 of this ad group
     2 rules (PP201, PP202) on 12 entities, first at logs/day.ndjson, request 9, /0
   - campaign 626735565839 of this ad group
     1 rule (PP201) on 1 entity, first at logs/day.ndjson, request 9, /0
   = remedy: --assume performance-plus

not judged: needs the end
   - what comes after this call
     1 rule (CA203) on 1 entity

1 warning, 3 notes hidden, 1 suppressed, 14 skips, 1 notice
1 file, 98 requests, 120 entities held against 143 rules
next: `pinvet explain PP107` tells why, and how to fix it
      `--show notes` prints 3 notes
      `--assume performance-plus` judges 13 skipped entities
      `--fail-on warning` makes warnings fail the run
"""  # noqa: E501 - the lines of the output
LIBRARY_TEXT = """\
campaigns/create (whole body): note[PP112] known-objective: objective_type is "AWARENESS", expected one of "CONSIDERATION", "WEB_CONVERSION"
  --> campaigns/create, POST /ad_accounts/{ad_account_id}/campaigns, body
   = confidence: no document says this in so many words
   = witness: confirmed, the API refused this request
   = fix: Set objective_type (safe)

1 note
0 files, 1 request, 1 entity held against 143 rules
next: `pinvet explain PP112` tells why, and how to fix it
"""  # noqa: E501 - the lines of the output
EMPTY_TEXT = """\
no findings
1 file, 1 request, 1 entity held against 2 rules
"""
CONCISE = """\
campaigns/create (whole body): note[PP112] known-objective: objective_type is "AWARENESS", expected one of "CONSIDERATION", "WEB_CONVERSION"
logs/day.ndjson:7:311: warning[PP107] flexible-with-lifetime: is_flexible_daily_budgets is true, expected false because lifetime_spend_cap is set
spring.json:4:3: error[PP103] one-spend-cap: only one of lifetime_spend_cap, daily_spend_cap; daily_spend_cap is the second
autumn.json:9:4: fatal notice: expected , or }
logs/day.ndjson:13:220: notice: record 12 ends before its body does
1 error, 1 warning, 1 note, 1 suppressed, 14 skips, 2 notices
"""  # noqa: E501 - the lines of the output
GITHUB = """\
::error file=spring.json,line=4,endLine=4,col=3,endColumn=30,title=PP103 one-spend-cap::only one of lifetime_spend_cap, daily_spend_cap; daily_spend_cap is the second%0Aremark: The API keeps neither cap.%0Afix: Remove daily_spend_cap%0Asource: Step 1: Create a campaign, https://developers.pinterest.com/docs/work-with-ads/pinterest-performance-plus-setup
::error file=autumn.json,line=9,endLine=9,col=4,endColumn=4,title=pinvet::expected , or }
::warning file=logs/day.ndjson,line=7,endLine=7,col=311,endColumn=343,title=PP107 flexible-with-lifetime::is_flexible_daily_budgets is true, expected false because lifetime_spend_cap is set%0Acontested: The reference lists both, the guide forbids it%0Asource: Step 1: Create a campaign, https://developers.pinterest.com/docs/work-with-ads/pinterest-performance-plus-setup
::warning file=logs/day.ndjson,line=13,endLine=13,col=220,endColumn=220,title=pinvet::record 12 ends before its body does%0ARecord it again with a larger limit.
::notice title=PP112 known-objective::campaigns/create (whole body): objective_type is "AWARENESS", expected one of "CONSIDERATION", "WEB_CONVERSION"%0Afix: Set objective_type
pinvet: 1 error, 1 warning, 1 note, 1 suppressed, 14 skips, 2 notices
"""  # noqa: E501 - the lines of the output


@pytest.mark.parametrize(
    ("report", "format_", "expected"),
    [
        (PAYLOAD, "text", PAYLOAD_TEXT),
        (PAYLOAD, "full", PAYLOAD_TEXT),
        (CAPTURE, "text", CAPTURE_TEXT),
        (LIBRARY, "text", LIBRARY_TEXT),
        (EMPTY, "text", EMPTY_TEXT),
        (EVERYTHING, "concise", CONCISE),
        (EMPTY, "concise", "no findings\n"),
        (EVERYTHING, "github", GITHUB),
        (EMPTY, "github", "pinvet: no findings\n"),
    ],
    ids=lambda value: value if isinstance(value, str) and value in FORMATS else "",
)
def test_output(report: Report, format_: str, expected: str) -> None:
    assert render(report, format_, Options()) == expected


def test_an_unknown_format_is_refused_with_the_known_ones() -> None:
    with pytest.raises(ValueError, match=r"unknown format 'html'; known are text, full, concise"):
        render(EMPTY, "html")


@pytest.mark.parametrize("format_", ["text", "concise"])
@pytest.mark.parametrize("quiet", [False, True])
def test_the_last_line_says_what_strictness_did(format_: str, quiet: bool) -> None:
    strict = Options(quiet=quiet, strict="--strict")
    lines = render(Report(notices=(TORN, TORN)), format_, strict).splitlines()
    assert lines[-1] == "--strict turned 2 notices into exit code 2"
    assert sum("record 12 ends before its body does" in line for line in lines) == 2
    from_file = render(Report(notices=(TORN,)), format_, strict._replace(strict="strict (pinvet.toml:3:1)"))
    assert from_file.endswith("\nstrict (pinvet.toml:3:1) turned 1 notice into exit code 2\n")


@pytest.mark.parametrize(
    "report", [Report(), Report(notices=(TORN, BROKEN)), Report(notices=(TORN,), partial=True)], ids=["", "2", "130"]
)
@pytest.mark.parametrize("format_", ["text", "concise"])
def test_strictness_is_no_matter_where_it_changed_nothing(report: Report, format_: str) -> None:
    assert "turned" not in render(report, format_, Options(strict="--strict"))
    assert "turned" not in render(Report(notices=(TORN,)), format_)


def test_quiet_leaves_findings_and_what_fails_the_run() -> None:
    quiet = Options(quiet=True)
    assert render(EMPTY, "text", quiet) == ""
    assert render(EMPTY, "concise", quiet) == ""
    assert render(EMPTY, "github", quiet) == ""
    assert render(Report(notices=(TORN, BROKEN)), "text", quiet) == "autumn.json:9:4: fatal notice: expected , or }\n"
    assert (
        render(Report(notices=(TORN, BROKEN)), "concise", quiet) == "autumn.json:9:4: fatal notice: expected , or }\n"
    )
    assert render(PAYLOAD, "text", quiet) == PAYLOAD_TEXT.partition("\n\n")[0] + "\n"
    assert render(PAYLOAD, "concise", quiet) == CONCISE.splitlines()[2] + "\n"


def test_verbose_lists_the_inputs_and_every_missing_fact() -> None:
    skips = tuple(PARENT._replace(missing=f"campaign {number}") for number in range(7))
    report = Report(inputs=(*EVERYTHING.inputs, Input("", "json", "ads/create")), skips=skips)
    short, full = render(report, "text"), render(report, "text", Options(verbose=1))
    assert "   - campaign 4\n" in short
    assert "   - ... 2 more (-v prints all)\n" in short
    assert "campaign 5" not in short
    assert "   - campaign 6\n" in full
    assert "more (-v" not in full
    assert full.startswith(
        "spring.json: json, judged as campaigns/create (inferred from its parameters), 1 request\n"
        "logs/day.ndjson: ndjson, 98 requests\n"
        "input: json, judged as ads/create, 1 request\n"
    )


def test_a_stopped_run_says_so() -> None:
    assert "stopped before the end of the input" in render(EVERYTHING, "text")
    assert "stopped" not in render(PAYLOAD, "text")


def test_hints_name_only_what_helps() -> None:
    shown = Options(show_notes=True, fail_on="warning")
    text = render(CAPTURE, "text", shown)
    assert "--show notes" not in text
    assert "--fail-on" not in text
    assert "next:" not in render(Report(skips=(END, PARENT._replace(remedy="ask the owner"))), "text")


def test_visible_notes_are_those_that_are_not_hidden() -> None:
    report = Report(summary=Summary(notes=5, hidden=3))
    assert render(report, "concise") == "5 notes, 3 of them hidden\n"


def test_large_counts_are_grouped_and_long_lists_of_rules_cut() -> None:
    skip = PARENT._replace(rules=tuple(f"PP{number}" for number in range(201, 209)), entities=12000)
    text = render(Report(skips=(skip,)), "text")
    assert "8 rules (PP201, PP202, PP203, PP204, PP205, PP206, ...) on 12,000 entities" in text


def test_a_related_place_says_what_is_known_of_it() -> None:
    related = (
        Related("a.json", "/x", "in a file, nowhere in its text"),
        Related("", "/y", "in this body"),
        Related("", "", "somewhere"),
    )
    text = render(Report(findings=(CALLED._replace(related=related),)), "text")
    assert "= note: a.json /x: in a file, nowhere in its text\n" in text
    assert "= note: /y: in this body\n" in text
    assert "= note: somewhere\n" in text


def test_the_request_of_a_payload_is_not_told() -> None:
    finding = CONTESTED._replace(path="spring.json")
    asked = Input("spring.json", "json", "campaigns/create")
    for inputs, arrow in (
        ((asked,), "campaigns/create, body /1/is_flexible"),
        (PAYLOAD.inputs, "judged as campaigns/create (inferred from its parameters), body /1/is_flexible"),
        ((), "campaigns/create, POST /ad_accounts/{ad_account_id}/campaigns, request 6, body /1/is_flexible"),
    ):
        assert f"  --> {arrow}" in render(Report(inputs=inputs, findings=(finding,)), "text")


def test_what_is_suppressed_is_told_by_reason_and_rule() -> None:
    frozen = [TWO_CAPS._replace(rule=f"PP{number}", remark="frozen") for number in range(101, 108)]
    report = Report(suppressed=(*frozen, CALLED, frozen[0]._replace(path="b.json", place=None)))
    text = render(report, "text")
    assert "suppressed: frozen\n   - PP101 one-spend-cap, 2 findings, first at spring.json:4:3\n" in text
    assert (
        "   - PP105 one-spend-cap, 1 finding, first at spring.json:4:3\n   - ... 2 more rules (-v prints all)\n\n"
        in text
    )
    assert "\nsuppressed\n   - PP112 known-objective, 1 finding, first at campaigns/create (whole body)\n" in text
    assert "   - PP107" in render(report, "text", Options(verbose=1))
    assert "more rule" not in render(report, "text", Options(verbose=1))
    assert render(report, "text", Options(quiet=True)) == ""


def test_a_file_without_a_place_stands_alone() -> None:
    finding = TWO_CAPS._replace(place=None, frame=None)
    assert render(Report(findings=(finding,)), "concise").startswith("spring.json: error[PP103]")


def test_a_notice_about_no_file_is_about_the_input() -> None:
    notice = TORN._replace(path="", hint=None)
    assert render(Report(notices=(notice,)), "concise").startswith("input: notice: record 12")
    assert "::warning title=pinvet::record 12" in render(Report(notices=(notice,)), "github")


def test_colour_is_plain_ansi_and_takes_nothing_away() -> None:
    import re

    for report, expected in ((PAYLOAD, PAYLOAD_TEXT), (CAPTURE, CAPTURE_TEXT)):
        coloured = render(report, "text", Options(color=True))
        assert "\x1b[1;31m" in coloured or "\x1b[1;33m" in coloured
        assert re.sub(r"\x1b\[[0-9;]*m", "", coloured) == expected


def test_links_go_to_web_pages_only() -> None:
    linked = render(PAYLOAD, "concise", Options(hyperlinks=True))
    assert f"error[\x1b]8;;{TWO_CAPS.url}\x1b\\PP103\x1b]8;;\x1b\\] one-spend-cap" in linked
    for url in ("javascript:alert(1)", "file:///etc/passwd", "https://a/\x1b]8;;", ""):
        finding = TWO_CAPS._replace(url=url)
        assert "\x1b" not in render(Report(findings=(finding,)), "concise", Options(hyperlinks=True))


def test_long_remarks_break_at_words_under_themselves() -> None:
    finding = CALLED._replace(contested="one side says this and " * 6 + "that")
    text = render(Report(findings=(finding,)), "text", Options(width=60))
    block = [line for line in text.splitlines() if "one side" in line or line.startswith(" " * 16)]
    assert len(block) > 2
    assert all(len(line) <= 60 for line in block)
    assert all(line.startswith(" " * 16) for line in block[1:])


def test_github_shows_ten_of_each_level_and_counts_the_rest() -> None:
    errors = tuple(TWO_CAPS._replace(request=number) for number in range(13))
    warnings = (CONTESTED,) * 11
    report = Report(
        summary=Summary(errors=13, warnings=11, notes=1),
        findings=(CALLED, *warnings, *errors),
        notices=(TORN,),
    )
    lines = render(report, "github", Options(quiet=True)).splitlines()
    assert [line.split(" ")[0] for line in lines] == [
        *["::error"] * 10,
        *["::warning"] * 10,
        "::notice",
        "pinvet:",
    ]
    assert lines[-1] == "pinvet: 13 errors, 11 warnings, 1 note; without an annotation: 3 errors, 2 warnings"


def test_github_properties_and_texts_are_escaped() -> None:
    finding = TWO_CAPS._replace(
        path="100%,a:b::c.json",
        message="50% of\r\n::error::this",
        remark=None,
        fix=None,
        url="",
        section="",
        name="a,b",
    )
    line = render(Report(findings=(finding,)), "github").splitlines()[0]
    assert line == (
        "::error file=100%25%2Ca%3Ab%3A%3Ac.json,line=4,endLine=4,col=3,endColumn=30,title=PP103 a%2Cb"
        "::50%25 of\\u{d}\\u{a}::error::this"
    )


def test_github_takes_an_end_column_on_one_line_only() -> None:
    place = TWO_CAPS.place._replace(end_line=6) if TWO_CAPS.place else None
    line = render(Report(findings=(TWO_CAPS._replace(place=place),)), "github").splitlines()[0]
    assert "line=4,endLine=6,col=3,title=" in line
