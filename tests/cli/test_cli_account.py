"""`pinvet account build`: what it writes, who may read it, and that later checks judge by it as by the traffic."""

from __future__ import annotations

import json
import os
import stat
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pinvet.account import Account, Known
from pinvet.account.context import fill
from pinvet.account.export import TEXT, exported
from recordings import Call, har, ndjson, timed

if TYPE_CHECKING:
    from pathlib import Path

    from cli_helpers import Run

PINNED = ("--no-config", "--as-of", "2026-11-21", "--api-version", "5.28")
CAMPAIGN = {
    "name": "ACME Spring", "status": "ACTIVE", "objective_type": "CONSIDERATION", "start_time": 1_798_761_600,
    "is_performance_plus": True, "daily_spend_cap": 20_000_000, "is_flexible_daily_budgets": True,
    "tracking_urls": {"click": ["https://acme.test/?id=1"]}, "order_line_id": "77",
}  # fmt: skip
GROUP = {
    "name": "ACME", "status": "ACTIVE", "campaign_id": "626760000001", "billable_event": "CLICKTHROUGH",
    "bid_strategy_type": "AUTOMATIC_BID",
    "targeting_spec": {"LOCATION": ["NL", "US-CA"], "AGE_BUCKET": ["18-24"], "GENDER": ["female"], "LOCALE": ["en-US"]},
}  # fmt: skip


def ids(*identities: str) -> dict[str, Any]:
    return {"items": [{"data": {"id": identity}, "exceptions": []} for identity in identities]}


TRAFFIC = timed(
    [
        Call("POST", "campaigns", [CAMPAIGN], 200, ids("626760000001")),
        Call("POST", "ad_groups", [GROUP], 200, ids("2680001000204")),
        Call(
            "GET",
            "ad_groups?campaign_ids=626760000001",
            None,
            200,
            {"items": [{**GROUP, "id": "2680001000204"}, {**GROUP, "id": "2680001000205"}], "bookmark": None},
        ),
        Call("PATCH", "campaigns", [{"id": "626760000002", "status": "PAUSED"}], None),
    ]
)
LATER = timed(
    [
        Call("PATCH", "ad_groups", [{"id": "2680001000204", "budget_in_micro_currency": 5}]),
        Call("PATCH", "ad_groups", [{"id": "2680001000204", "targeting_spec": {"LOCATION": ["NL"]}}]),
        Call("PATCH", "ad_groups", [{"id": "2680001000205", "status": "ARCHIVED", "campaign_id": "626760000001"}]),
        Call("PATCH", "campaigns", [{"id": "626760000001", "is_performance_plus": False, "objective_type": "SALES"}]),
        Call("PATCH", "campaigns", [{"id": "626760000002", "is_performance_plus": True}]),
        Call("POST", "ads", [{"ad_group_id": "2680001000204", "creative_type": "REGULAR", "pin_id": "5"}]),
    ],
    start=1_795_270_000,
)


def build(run: Run, project: Path, *arguments: str, calls: list[Call] | None = None) -> Path:
    (project / "traffic.ndjson").write_bytes(ndjson(TRAFFIC if calls is None else calls))
    result = run("account", "build", "traffic.ndjson", "--no-config", "-o", "account.json", *arguments)
    assert result.exit_code == 0, result.output
    return project / "account.json"


def test_a_file_that_only_its_owner_may_read(run: Run, project: Path) -> None:
    path = build(run, project)
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    path.chmod(0o644)
    build(run, project)
    assert stat.S_IMODE(path.stat().st_mode) == 0o600


def test_the_answer_says_what_it_holds_and_what_to_do(run: Run, project: Path) -> None:
    (project / "a.har").write_bytes(har(TRAFFIC))
    result = run("account", "build", "a.har", "--no-config", "-o", "account.json")
    assert result.stdout == (
        "wrote account.json: 2 campaigns, 2 ad groups\nnext: pinvet check PAYLOADS --context account.json\n"
    )
    assert result.stderr == ""


def test_without_a_file_it_is_printed(run: Run, project: Path) -> None:
    path = build(run, project)
    result = run("account", "build", "traffic.ndjson", "--no-config")
    assert result.exit_code == 0
    assert result.stdout == path.read_text()


def test_it_holds_what_rules_ask_for_and_no_text_of_anybody(run: Run, project: Path) -> None:
    told = json.loads(build(run, project).read_text())
    assert told == {
        "campaigns": {
            "626760000001": {
                **CAMPAIGN,
                "name": TEXT,
                "tracking_urls": {"click": [TEXT]},
                "by_client": True,
                "ad_account_id": "549755885175",
            },
            "626760000002": {
                "status": "PAUSED",
                "partial": True,
                "presumed": True,
                "ad_account_id": "549755885175",
            },
        },
        "ad_groups": {
            "2680001000204": {**GROUP, "name": TEXT, "by_client": True, "ad_account_id": "549755885175"},
            "2680001000205": {**GROUP, "name": TEXT, "ad_account_id": "549755885175"},
        },
        "listed": ["ad_groups of 626760000001"],
    }


def judged(run: Run, project: Path, *files: str) -> tuple[list[Any], list[Any]]:
    """Return what is found in later.ndjson, and what of it could not be judged."""
    report = json.loads(run("check", *files, "--format", "json", "--show", "notes", *PINNED).stdout)
    found = [
        (one["rule"], one["severity"], one["request"], one["pointer"], one["message"])
        for one in report["findings"]
        if one["path"] == "later.ndjson" and one["operation"]
    ]
    return found, [(one["missing"], one["rules"]) for one in report["skips"] if one["first"]["path"] == "later.ndjson"]


def test_later_checks_judge_by_it_as_by_the_traffic_itself(run: Run, project: Path) -> None:
    build(run, project)
    (project / "later.ndjson").write_bytes(ndjson(LATER))
    found, skipped = judged(run, project, "traffic.ndjson", "later.ndjson")
    assert {"PP215", "PP506", "PP508", "PP501"} & {rule for rule, *_ in found}
    assert len({request for _, _, request, *_ in found}) >= 5
    assert judged(run, project, "later.ndjson", "--context", "account.json") == (found, skipped)


def test_what_was_created_is_counted(run: Run, project: Path) -> None:
    build(run, project)
    (project / "later.ndjson").write_bytes(ndjson(timed([Call("POST", "ad_groups", [GROUP])], 1_795_270_000)))
    found, _ = judged(run, project, "traffic.ndjson", "later.ndjson")
    assert "PP201" in {rule for rule, *_ in found}
    assert judged(run, project, "later.ndjson", "--context", "account.json")[0] == found


def test_it_may_begin_with_what_was_known_before(run: Run, project: Path) -> None:
    (project / "before.json").write_text('{"campaigns": {"5": {"objective_type": "SALES"}}, "scopes": ["ads:read"]}')
    told = json.loads(build(run, project, "--context", "before.json").read_text())
    assert set(told["campaigns"]) == {"5", "626760000001", "626760000002"}
    assert set(told["scopes"]) >= {"ads:read"}
    later = [Call("GET", "campaigns", None, 200, {"items": []})]
    again = json.loads(build(run, project, "--context", "account.json", calls=later).read_text())
    assert again["scopes"] == told["scopes"]
    assert again["campaigns"] == told["campaigns"]


def test_parts_of_a_log_one_after_the_other_tell_the_same(run: Run, project: Path) -> None:
    whole = json.loads(build(run, project).read_text())
    build(run, project, calls=TRAFFIC[:2])
    assert json.loads(build(run, project, "--context", "account.json", calls=TRAFFIC[2:]).read_text()) == whole


# Where it goes


def test_a_link_stays_one_and_what_it_leads_to_is_written(run: Run, project: Path) -> None:
    (project / "real.json").write_text("old")
    (project / "account.json").symlink_to(project / "real.json")
    path = build(run, project)
    assert path.is_symlink()
    assert stat.S_IMODE((project / "real.json").stat().st_mode) == 0o600
    assert json.loads((project / "real.json").read_text())["campaigns"]


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="there are no named pipes here")
def test_what_is_no_file_is_written_to_and_stays(run: Run, project: Path) -> None:
    (project / "traffic.ndjson").write_bytes(ndjson(TRAFFIC))
    os.mkfifo(project / "pipe")
    reading = os.open(project / "pipe", os.O_RDONLY | os.O_NONBLOCK)
    try:
        assert run("account", "build", "traffic.ndjson", "--no-config", "-o", "pipe").exit_code == 0
        assert json.loads(os.read(reading, 1 << 16))["campaigns"]
    finally:
        os.close(reading)
    assert stat.S_ISFIFO((project / "pipe").stat().st_mode)


def test_a_place_that_cannot_be_written_to(run: Run, project: Path) -> None:
    (project / "traffic.ndjson").write_bytes(ndjson(TRAFFIC))
    result = run("account", "build", "traffic.ndjson", "--no-config", "-o", "none/account.json")
    assert (result.exit_code, result.stdout) == (2, "")
    assert result.stderr == ("Error: none/account.json: the account cannot be written: no such file or directory\n")


# What is no traffic


def test_nothing_that_tells_of_an_account(run: Run, project: Path) -> None:
    (project / "a.ndjson").write_bytes(ndjson([Call("GET", "https://other.test/")]))
    (project / "account.json").write_text("old")
    result = run("account", "build", "a.ndjson", "--no-config", "-o", "account.json")
    assert (result.exit_code, result.stdout) == (3, "")
    assert result.stderr.splitlines() == [
        "a.ndjson:1:1: no request to the Pinterest API is recorded here",
        "nothing to write: these captures tell of nothing that an account holds",
    ]
    assert (project / "account.json").read_text() == "old"


def test_a_payload_is_no_capture(run: Run, project: Path) -> None:
    (project / "body.json").write_text('[{"name": "A"}]')
    result = run("account", "build", "body.json", "--no-config")
    assert result.exit_code == 3
    assert result.stderr.startswith("body.json:1:1: this is no capture\n")


def test_a_file_that_is_not_there_is_2_and_the_rest_is_written(run: Run, project: Path) -> None:
    (project / "traffic.ndjson").write_bytes(ndjson(TRAFFIC))
    result = run("account", "build", "none.har", "traffic.ndjson", "--no-config", "-o", "account.json")
    assert result.exit_code == 2
    assert result.stderr == "none.har:1:1: there is no such file or folder\n"
    assert json.loads((project / "account.json").read_text())["campaigns"]
    assert run("account", "build", "none.har", "--no-config").exit_code == 2


def test_captures_are_asked_for(run: Run) -> None:
    assert run("account", "build").exit_code == 2
    assert "Learn what an ad account holds" in run("account", "--help").stdout


# What may stand in the file


@pytest.mark.parametrize(
    ("collection", "values", "told"),
    [
        ("campaigns", {"name": "ACME", "status": "ACTIVE"}, {"name": TEXT, "status": "ACTIVE"}),
        ("campaigns", {"name": "0612345678", "status": "Secret"}, {"name": TEXT, "status": TEXT}),
        ("campaigns", {"name": "2026-01-01"}, {"name": TEXT}),
        ("campaigns", {"name": "", "daily_spend_cap": 0}, {"name": "", "daily_spend_cap": 0}),
        ("campaigns", {"created_time": "2026-01-01T10:00:00Z"}, {"created_time": "2026-01-01T10:00:00Z"}),
        ("campaigns", {"created_time": "yesterday"}, {"created_time": TEXT}),
        ("campaigns", {"pina_a1": True, "a" * 61: 1, "é": 1}, {TEXT: 1}),
        ("campaigns", {"start_time": None}, {}),
        (
            "ad_groups",
            {"feed_profile_id": "12", "campaign_id": "Spring"},
            {"feed_profile_id": "12", "campaign_id": TEXT},
        ),
        ("ad_groups", {"promotion_ids": ["4", "x"]}, {"promotion_ids": ["4", TEXT]}),
        ("ad_groups", {"targeting_spec": {"GEO": ["US", "Me Too"]}}, {"targeting_spec": {"GEO": ["US", TEXT]}}),
        ("ad_groups", {"role": "base", "type": "ADGROUP"}, {"role": TEXT, "type": "ADGROUP"}),
        ("ads", {"position": 3, "creative_type": "REGULAR"}, {"position": 3, "creative_type": "REGULAR"}),
        ("promotions", {"promotion_code": "SAVE10"}, {"promotion_code": TEXT}),
        (
            "promotions",
            {"template_values": [{"percent": 10, "custom_text": "SALE", "currency_code": "EUR"}]},
            {"template_values": [{"percent": 10, "custom_text": TEXT, "currency_code": "EUR"}]},
        ),
        (
            "catalog_product_groups",
            {"type": "ALL_PRODUCTS", "filters": {"all_of": [{"BRAND": {"values": ["NIKE"]}}]}},
            {"type": "ALL_PRODUCTS", "filters": {"all_of": [{"BRAND": {"values": [TEXT]}}]}},
        ),
    ],
)
def test_values(collection: str, values: dict[str, Any], told: dict[str, Any]) -> None:
    account = Account()
    account.put(collection, Known("1", {"id": "1", **values}))
    assert exported(account) == {collection: {"1": told}}


def test_only_ids_are_ids() -> None:
    account = Account()
    for identity in ("1", "é", "Spring", "", "²"):
        account.put("campaigns", Known(identity, {}, ad_account_id=identity, deleted=True))
    account.listed |= {"ads of 5", "ads of Spring sale!", "feeds", "campaigns of\x1b[1m"}
    account.grant(["b:write", "a:read"])
    assert exported(account) == {
        "campaigns": {"1": {"deleted": True, "ad_account_id": "1"}},
        "listed": ["ads of 5", "feeds"],
        "scopes": ["a:read", "b:write"],
    }
    assert exported(Account()) == {}


def test_deep_values_end() -> None:
    deep: Any = "Secret"
    for turn in range(900):
        deep = {"inner": deep} if turn % 2 else [deep]
    account = Account()
    account.put("campaigns", Known("1", {"odd": deep}))
    assert "Secret" not in json.dumps(exported(account))


VALUES = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(max_size=8) | st.sampled_from(["ACTIVE", "SALES", "12", "NL"]),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=6), inner, max_size=3),
    max_leaves=6,
)


@given(
    st.dictionaries(
        st.tuples(st.sampled_from(["campaigns", "ad_groups", "promotions"]), st.integers(1, 99).map(str)),
        st.dictionaries(st.sampled_from(["name", "status", "campaign_id", "targeting_spec", "x"]) | st.text(), VALUES),
        max_size=4,
    ),
    st.sets(st.sampled_from(["partial", "deleted", "by_client", "presumed"])),
)
def test_what_is_written_is_read_back(entities: dict[tuple[str, str], dict[str, Any]], marks: set[str]) -> None:
    account = Account()
    for (collection, identity), values in entities.items():
        account.read(collection, {**values, **dict.fromkeys(marks, True), "id": identity})
    written = exported(account)
    again = Account()
    fill(again, json.loads(json.dumps(written)))
    assert exported(again) == written
    for collection, known in account.entities.items():
        for identity, one in known.items():
            other = again.entities[collection][identity]
            assert other._replace(values={}) == one._replace(values={})
