"""Recorded sessions: whatever format they are recorded in, however they are cut and read, the findings are the same."""

from __future__ import annotations

import io
from typing import TYPE_CHECKING, Any

import pytest
from desk import linter
from hypothesis import given
from hypothesis import strategies as st

from pinvet.sources.readers import CaptureFile
from recordings import FORMATS, START, Call, Format, ndjson, timed, without

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from pinvet.finding import Finding
    from pinvet.report import Report

CAMPAIGNS, GROUPS, ADS = ("626760000001", "626760000002"), ("2680001000001", "2680001000002"), ("687300000001",)
PLUS = {
    "name": "Spring", "status": "ACTIVE", "objective_type": "CONSIDERATION", "start_time": 1_798_761_600,
    "is_performance_plus": True, "daily_spend_cap": 20_000_000, "is_flexible_daily_budgets": True,
}  # fmt: skip
GROUP = {
    "name": "Base", "status": "ACTIVE", "billable_event": "CLICKTHROUGH", "bid_strategy_type": "AUTOMATIC_BID",
    "targeting_spec": {"LOCATION": ["NL"]},
}  # fmt: skip
NO = {"code": 1, "message": "no"}


def laid_over(values: dict[str, Any], **changes: Any) -> st.SearchStrategy[dict[str, Any]]:
    """Draw an entity: the values, with some of the changes; a change to None takes the parameter away."""

    def made(names: set[str]) -> dict[str, Any]:
        entity = {**values, **{name: changes[name] for name in sorted(names)}}
        return {name: value for name, value in entity.items() if value is not None}

    return st.sets(st.sampled_from(sorted(changes)), max_size=3).map(made)


NEW_CAMPAIGNS = laid_over(
    PLUS,
    name="Été \"2027\" 🎉 \\ </script> 'x'",
    is_performance_plus=False,
    lifetime_spend_cap=90_000_000,
    daily_spend_cap=None,
    objective_type="SALES",
    start_time="soon",
    nmae="x",
    status="{{status}}",
)
NEW_GROUPS = laid_over(
    GROUP,
    campaign_id=CAMPAIGNS[0],
    name="line\nbreak\ttab\u2028",
    budget_in_micro_currency=5_000_000,
    bid_strategy_type=None,
    targeting_spec={"GEO": ["US"], "AGE_BUCKET": ["18-24"]},
    id=GROUPS[0],
)
CHANGES = laid_over(
    {"id": GROUPS[0]},
    id=GROUPS[1],
    name="New",
    status="ARCHIVED",
    campaign_id=CAMPAIGNS[1],
    targeting_spec={"LOCATION": ["NL", "BE"]},
    budget_in_micro_currency=7,
)
CAMPAIGN_CHANGES = laid_over(
    {"id": CAMPAIGNS[0], "name": "B"},
    is_performance_plus=False,
    objective_type="LEADS",
    id=CAMPAIGNS[1],
    status="PAUSED",
)
AD_CHANGES = laid_over({"id": ADS[0], "ad_group_id": GROUPS[0]}, name="A", status="PAUSED", is_removable=True)


def listed(collection: str, *items: dict[str, Any]) -> dict[str, Any]:
    return {"items": list(items), "bookmark": None}


LISTS = st.sampled_from(
    [
        Call("GET", "campaigns?page_size=25", None, 200, listed("campaigns", {**PLUS, "id": CAMPAIGNS[0]})),
        Call(
            "GET",
            f"ad_groups?campaign_ids={CAMPAIGNS[0]}",
            None,
            200,
            listed("ad_groups", *({**GROUP, "id": identity, "campaign_id": CAMPAIGNS[0]} for identity in GROUPS)),
        ),
        Call(
            "GET",
            f"ads?ad_group_ids={GROUPS[0]}&page_size=5",
            None,
            200,
            listed("ads", {"id": ADS[0], "ad_group_id": GROUPS[0], "status": "ACTIVE"}),
        ),
        Call("GET", "https://other.test/v5/ad_accounts/1/campaigns", None, 200, {}),
        Call("GET", "nothing/of/the/api", None, 404, NO),
        Call("DELETE", "catalogs/product_groups/5", None, 204, None),
    ]
)


def answered(body: list[dict[str, Any]], ids: tuple[str, ...], refused: int) -> dict[str, Any]:
    """Return what the API answers to a batch, of which it refuses one item, or none for -1."""
    return {
        "items": [
            {"data": None, "exceptions": [NO]}
            if index == refused
            else {"data": {"id": item.get("id", ids[index % len(ids)])}, "exceptions": []}
            for index, item in enumerate(body)
        ]
    }


@st.composite
def writes(
    draw: st.DrawFn, method: str, path: str, items: st.SearchStrategy[dict[str, Any]], ids: tuple[str, ...]
) -> Call:
    body = draw(st.lists(items, min_size=1, max_size=2))
    status = draw(st.sampled_from([200, 200, 200, None, 400, 500]))
    if status != 200:
        return Call(method, path, body, status, NO if status else None)
    return Call(method, path, body, 200, answered(body, ids, draw(st.integers(-1, 1))))


CALLS = st.one_of(
    writes("POST", "campaigns", NEW_CAMPAIGNS, CAMPAIGNS),
    writes("POST", "ad_groups", NEW_GROUPS, GROUPS),
    writes("PATCH", "ad_groups", CHANGES, GROUPS),
    writes("PATCH", "campaigns", CAMPAIGN_CHANGES, CAMPAIGNS),
    writes("PATCH", "ads", AD_CHANGES, ADS),
    LISTS,
)
SESSIONS = st.lists(CALLS, min_size=1, max_size=7).map(timed)


def capture(name: str, kind: Any, data: bytes, opened: Callable[[bytes], Any] = io.BytesIO) -> CaptureFile:
    return CaptureFile(name, kind, lambda: opened(data), size=len(data))


def recorded(calls: Sequence[Call], format_: Format = FORMATS["ndjson"]) -> CaptureFile:
    return capture(format_.name, format_.kind, format_.write(calls))


def found(report: Report) -> list[Finding]:
    """Return the findings but for those of the file itself, such as tokens in it."""
    return [one for one in report.findings if one.operation]


def short(report: Report, *, by_request: bool = True) -> list[tuple[Any, ...]]:
    return sorted(
        (one.request if by_request else 0, one.rule, one.operation, one.pointer, one.severity, one.message, one.witness)
        for one in found(report)
    )


def skipped(report: Report) -> list[tuple[Any, ...]]:
    return sorted((one.reason, one.missing, one.rules, one.entities) for one in report.skips)


def counted(report: Report) -> tuple[int, ...]:
    return report.summary.requests, report.summary.entities, report.summary.skips, report.summary.elsewhere


@pytest.mark.parametrize("format_", FORMATS.values(), ids=FORMATS)
@given(session=SESSIONS)
def test_every_format_gives_the_same_findings(format_: Format, session: list[Call]) -> None:
    if format_.kind == "debuglog":  # after a request without an answer, nobody knows whose the next answer is
        session = [call._replace(status=call.status or 500) for call in session]
    calls = without(session, format_)
    report, plain = (linter().run([one]) for one in (recorded(calls, format_), recorded(calls)))
    assert short(report) == short(plain)
    assert skipped(report) == skipped(plain)
    assert counted(report) == counted(plain)
    assert [one.message for one in report.notices] == [one.message for one in plain.notices]


@pytest.mark.parametrize("format_", [one for one in FORMATS.values() if one.kind != "flow"], ids=lambda one: one.name)
@given(session=SESSIONS)
def test_every_finding_has_its_place(format_: Format, session: list[Call]) -> None:
    """Where a value is found, its own text stands there, escaped as the format does."""
    data = format_.write(session)
    lines = data.decode().split("\n")
    for one in found(linter().run([capture(format_.name, format_.kind, data)])):
        place = one.place
        assert place is not None
        text = lines[place.line - 1][place.column - 1 :]
        assert text
        if place.line == place.end_line:
            assert place.end_column > place.column
            assert place.end_column - 1 <= len(lines[place.line - 1])
        name = one.pointer.rpartition("/")[2]
        if one.frame is not None and one.frame.lines[0][1].startswith(f'"{name}"'):
            assert name in "".join(lines[max(place.line - 3, 0) : place.end_line])  # a tape breaks long lines


@pytest.mark.parametrize("has_times", [True, False])
@pytest.mark.parametrize("second", ["ndjson", "har"])
@given(session=SESSIONS, data=st.data())
def test_a_log_in_two_files_is_the_same_log(
    second: str, has_times: bool, session: list[Call], data: st.DataObject
) -> None:
    calls = session if has_times else [call._replace(at=None) for call in session]
    where = data.draw(st.integers(0, len(calls)))
    parts = [("1.log", "ndjson", calls[:where]), ("2.log", second, calls[where:])]
    files = [capture(name, kind, FORMATS[kind].write(part)) for name, kind, part in parts if part]
    apart, whole = linter().run(files), linter().run([recorded(calls)])
    assert short(apart, by_request=False) == short(whole, by_request=False)
    assert skipped(apart) == skipped(whole)
    assert counted(apart) == counted(whole)
    if has_times:
        assert short(linter().run(files[::-1]), by_request=False) == short(whole, by_request=False)


@given(session=SESSIONS, data=st.data())
def test_the_order_of_a_file_makes_no_difference_where_there_are_times(
    session: list[Call], data: st.DataObject
) -> None:
    shuffled = data.draw(st.permutations(session))
    apart, whole = linter().run([recorded(shuffled)]), linter().run([recorded(session)])
    assert short(apart, by_request=False) == short(whole, by_request=False)


class Trickle(io.RawIOBase):
    """A stream that gives a few bytes at a time."""

    def __init__(self, data: bytes, size: int) -> None:
        self._rest = io.BytesIO(data)
        self._size = size

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: Any) -> int:
        data = self._rest.read(min(self._size, len(buffer)))
        buffer[: len(data)] = data
        return len(data)


@pytest.mark.parametrize("format_", FORMATS.values(), ids=FORMATS)
@given(session=SESSIONS, size=st.integers(1, 200), buffered=st.sampled_from([1, 64, 8192]))
def test_chunks_of_any_size_give_the_same(format_: Format, session: list[Call], size: int, buffered: int) -> None:
    data = format_.write(session)

    def slowly(given_data: bytes) -> io.BufferedReader:
        return io.BufferedReader(Trickle(given_data, size), buffered)

    slow, fast = (linter().run([capture("x", format_.kind, data, opened)]) for opened in (slowly, io.BytesIO))
    assert slow == fast


@given(session=SESSIONS, data=st.data())
def test_a_log_that_ends_anywhere_gives_what_stands_before(session: list[Call], data: st.DataObject) -> None:
    log = ndjson(session)
    end = data.draw(st.integers(0, len(log)))
    report = linter().run([capture("x", "ndjson", log[:end])])
    kept = log[:end].count(b"\n") + (log[end:].startswith(b"\n") if end else 0)
    whole = linter().run([recorded(session[:kept])]) if kept else None
    assert short(report) == ([] if whole is None else short(whole))
    assert len(report.notices) <= 4


def test_the_sessions_hold_faults() -> None:
    """The properties above would hold for nothing, too."""
    session = timed(
        [
            Call("POST", "campaigns", [PLUS], 200, answered([PLUS], CAMPAIGNS, -1)),
            Call("POST", "ad_groups", [{**GROUP, "campaign_id": CAMPAIGNS[0], "budget_in_micro_currency": 5}]),
            Call("PATCH", "ad_groups", [{"id": GROUPS[0], "name": "New"}]),
        ],
        START,
    )
    assert {one.rule for one in found(linter().run([recorded(session)]))} >= {"PP215"}
