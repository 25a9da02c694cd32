"""What rules about configurations need: durations, lists of ids, references, and names before dots."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

from pinvet.checks.expect import expectation
from pinvet.checks.formats import hours_of
from pinvet.rulebook.load import load_packs
from pinvet.rulebook.mistakes import PackError
from rulebench import a_pack, a_rule, create, judge, table, write_pack

if TYPE_CHECKING:
    from pathlib import Path

CONFIG = "connector/config"


@pytest.mark.parametrize(
    ("text", "hours"),
    [
        ("1 hour", 1),
        ("24 hours", 24),
        ("5 days", 120),
        ("1 week", 168),
        ("0 days", None),
        ("-1 days", None),
        ("1.5 days", None),
        ("٣ days", None),
        ("5days", None),
        ("5  days", None),
        ("5 dayss", None),
        ("5 months", None),
        ("9999999 days", None),
        ("", None),
        (24, None),
        (None, None),
    ],
)
def test_durations(text: Any, hours: int | None) -> None:
    assert hours_of(text) == hours


def passes(format_: str, value: Any) -> bool | None:
    return expectation({"format": format_}).holds(value)


@pytest.mark.parametrize(
    ("format_", "good", "bad", "silent"),
    [
        ("duration", ["1 day"], ["daily", ""], [24, None, "${D}"]),
        (
            "id-list",
            ["1", "1,2", " 1 , 2 ", "1" * 18],
            ["", "1,", ",1", "1,1", "1;2", "a", "٣", "1" * 19],
            [5, "${A},1"],
        ),
        (
            "reference",
            ["$A", "%A%", "***", "(empty)", "YOUR_SECRET", "aaa"],
            ["0f6c1e9a", "tulip-and-9-daisies", 12345678, "\udc00b2c7"],
            ["${A}", "{{a}}", True, None, ["x"], {}],
        ),
    ],
)
def test_formats(format_: str, good: list[Any], bad: list[Any], silent: list[Any]) -> None:
    assert [passes(format_, value) for value in good] == [True] * len(good)
    assert [passes(format_, value) for value in bad] == [False] * len(bad)
    assert [passes(format_, value) for value in silent] == [None] * len(silent)


def compared(left: Any, right: Any, **keys: Any) -> list[str]:
    rule = a_rule(at="jobs.*", compare={"lookback": {"at_most": "poll_frequency", "as": "duration", **keys}})
    return [
        one.message for one in judge(rule, {"jobs": [{"lookback": left, "poll_frequency": right}]}, CONFIG).verdicts
    ]


def test_durations_are_compared_and_shown() -> None:
    assert compared("5 days", "24 hours") == ['jobs.*.lookback must be at most poll_frequency, but is "5 days"']
    assert compared("1 day", "24 hours") == []
    assert compared("2 days", "24 hours", plus={"days": 1}) == []
    assert compared("49 hours", "24 hours", plus={"days": 1}) != []
    for left, right in (("Last 5 days", "1 day"), ("5 days", None), ("${D}", "1 day"), (5, 1)):
        assert compared(left, right) == []


REFERS = a_rule(known={"dimensions.*.result_fields.*": "jobs.*.targets.*.table"}, match=["before-dot"])


def referred(fields: Any, targets: Any) -> Any:
    body = {"dimensions": [{"result_fields": fields}], "jobs": [{"targets": targets}]}
    return judge(REFERS, body, CONFIG)


def test_what_stands_before_a_dot_is_one_of_the_names() -> None:
    tables = [{"table": "a"}, {"table": "b.c"}, {"table": 5}, {}]
    judged = referred(["a.x", "a", "c.x", "b.c.x", ".a", "A.x", "", None, 5, ["a"], "${F}"], tables)
    assert judged.at == [f"/dimensions/0/result_fields/{index}" for index in (2, 3, 4, 5)]
    assert judged.verdicts[0].message == (
        "dimensions.*.result_fields.* begins with none of the names at jobs.*.targets.*.table; expected one of them, "
        "a dot, and a field"
    )
    assert referred(["a.x"], None).at == ["/dimensions/0/result_fields/0"]


def test_where_a_name_is_not_known_here_it_is_a_skip() -> None:
    for targets in ([{"table": "${T}"}], ["${T}"], "${T}"):
        judged = referred(["a.x"], targets)
        assert (judged.at, judged.skips) == ([], [("TST1", ("jobs.*.targets.*.table",))])
    assert referred(["a.x"], [{"table": "${T}"}, {"table": "a"}]).skips == []


@pytest.mark.parametrize(
    ("known", "match"),
    [
        ({"promotion_ids.*": "promotions"}, ["before-dot"]),
        ({"promotion_ids.*": ["name", "status"]}, ["before-dot"]),
        ({"promotion_ids.*": "name"}, ["before-dot", "id"]),
    ],
)
def test_names_before_dots_are_those_of_one_parameter(tmp_path: Path, known: Any, match: list[str]) -> None:
    pack = a_pack(a_rule(known=known, match=match), operations=["ad_groups/create"])
    with pytest.raises(PackError) as caught:
        load_packs([write_pack(tmp_path, pack)], table(), ours=False)
    (mistake,) = caught.value.mistakes
    assert mistake.message == "before-dot stands alone, and asks for the texts of one parameter of the same entity"


def test_a_table_names_and_shows_what_it_goes_by_outside_of_its_place() -> None:
    rows = [{"for": {"none_of": ["GBP"]}, "values": {"prefix": {"no_match": "£", "words": "no pound sign"}}}]
    rule = a_rule(at="metrics.*", table={"by": "entity.connection.currency", "rows": rows})
    judged = judge(rule, {"connection": {"currency": "EUR"}, "metrics": [{"prefix": "£"}]}, CONFIG)
    assert judged.only.message == (
        'metrics.*.prefix is a text of 1 character, expected no pound sign for connection.currency "EUR"'
    )


def test_a_pack_without_an_address_is_one(tmp_path: Path) -> None:
    source = {"title": "A paper", "url": "", "verified": "2026-11-21"}
    (pack,) = load_packs([write_pack(tmp_path, a_pack(a_rule(required=["name"]), source=source))], table(), ours=False)
    assert pack.rules[0].url == ""
    assert create(a_rule(required=["name"]), {}).at == ["/name"]
