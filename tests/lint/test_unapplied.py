"""Rules that judged nothing in a run: those that had their chance, and those that had none."""

from __future__ import annotations

import pickle
from typing import TYPE_CHECKING

import pytest

from pinvet.config import Settings
from pinvet.finding import Unapplied
from pinvet.lint import Linter
from pinvet.sources.payload import read_payload
from rulebench import a_pack, a_rule, rules_of

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

CREATE, UPDATE, GROUPS = "campaigns/create", "campaigns/update", "ad_groups/create"
PACK = a_pack(
    a_rule("ALL1", required=["name"], severity="error", operations=[CREATE, UPDATE]),
    a_rule("CAP1", required=["end_time"], when={"set": "daily_spend_cap"}),
    a_rule("CAP2", required=["name"], when={"set": "lifetime_spend_cap"}),
    a_rule("SPL1", spelling={"names": {"nmae": "name"}}, severity="warning"),
    a_rule("BODY1", structure="size", severity="error"),
    a_rule("GRP1", required=["bid_multiplier"], operations=[GROUPS]),
    a_rule("GRP2", required=["bid_multiplier"], when={"campaign.is_performance_plus": True}, operations=[GROUPS]),
    a_rule("OLD1", required=["name"], versions="<5.23"),
    a_rule("OFF1", required=["name"], enabled=False, operations=[GROUPS]),
)


@pytest.fixture
def linter(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Callable[..., Linter]:
    rules = tuple(rules_of(PACK))
    monkeypatch.setattr("pinvet.lint.setup.rules_for", lambda *_: rules)
    return lambda **keys: Linter(Settings(tmp_path, as_of="2026-11-21", **keys))


def idle(linter: Linter, body: object, operation: str = CREATE) -> dict[str, tuple[str, ...]]:
    report = linter.check(body, operation=operation)
    assert {one.pack for one in report.unapplied} <= {"team/own"}
    return {one.reason: one.rules for one in report.unapplied}


GOOD, BAD = {"name": "A"}, {}


@pytest.mark.parametrize("body", [[GOOD], [BAD]], ids=["quiet", "found"])
def test_a_chance_missed_and_no_chance_at_all(linter: Callable[..., Linter], body: object) -> None:
    assert idle(linter(), body) == {"conditions": ("CAP1", "CAP2"), "operations": ("GRP1", "GRP2")}


def test_what_was_judged_once_is_none_of_them(linter: Callable[..., Linter]) -> None:
    assert idle(linter(), [GOOD, {**GOOD, "daily_spend_cap": 1}])["conditions"] == ("CAP2",)


def test_a_skip_is_none_either(linter: Callable[..., Linter]) -> None:
    assert idle(linter(), [{"campaign_id": "626"}], GROUPS) == {
        "operations": ("ALL1", "BODY1", "CAP1", "CAP2", "SPL1"),
    }


def test_rules_that_are_off_are_told_where_they_are_selected(linter: Callable[..., Linter]) -> None:
    assert idle(linter(extend_select=("OFF1",)), [GOOD])["operations"] == ("GRP1", "GRP2", "OFF1")


def test_of_a_selection_only_what_was_selected_is_told(linter: Callable[..., Linter]) -> None:
    assert idle(linter(select=("CAP", "GRP1")), [GOOD]) == {"conditions": ("CAP1", "CAP2"), "operations": ("GRP1",)}
    assert idle(linter(ignore=("CAP", "GRP")), [GOOD]) == {}


def test_several_payloads_are_one_run(linter: Callable[..., Linter]) -> None:
    one = linter()
    names = ("a.campaigns.create.json", "b.campaigns.create.json", "c.ad_groups.create.json")
    bodies = (b'[{"name": "A"}]', b'[{"name": "A", "daily_spend_cap": 5}]', b'[{"name": "A"}, {}]')
    report = one.run([read_payload(name, body, one.settings) for name, body in zip(names, bodies, strict=True)])
    assert report.unapplied == (Unapplied("team/own", "conditions", ("CAP2",)),)
    judged = {rule.id: rule.judged for rule in report.rules}
    assert (judged["SPL1"], judged["BODY1"]) == (2, 2)


def test_an_update_that_touches_nothing_a_rule_asks_for(linter: Callable[..., Linter]) -> None:
    assert idle(linter(), [{"id": "5", "status": "PAUSED"}], UPDATE)["conditions"] == ("ALL1",)


def test_a_report_travels_with_them(linter: Callable[..., Linter]) -> None:
    report = linter().check([GOOD], operation=CREATE)
    assert pickle.loads(pickle.dumps(report)).unapplied == report.unapplied != ()
