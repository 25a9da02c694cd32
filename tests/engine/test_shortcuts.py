"""What a rulebook remembers of the shapes it has seen never changes what it says of the next entity."""

from __future__ import annotations

from typing import Any

from generated import CONDITIONS, ENTITIES, rule_sets
from hypothesis import given, settings
from hypothesis import strategies as st

from rulebench import a_rule, book, create

ASSUMED = st.sampled_from([(), ("performance-plus",), ("no-performance-plus",)])


@settings(max_examples=70)
@given(rule_sets(CONDITIONS), st.lists(st.tuples(ENTITIES, ASSUMED), min_size=2, max_size=6))
def test_a_used_rulebook_says_what_a_new_one_says(
    rules: list[dict[str, Any]], sent: list[tuple[dict[str, Any], Any]]
) -> None:
    used = book(*rules)
    for entity, assume in sent:
        new = create(book(*rules), entity, assume=assume)
        again = create(used, entity, assume=assume)
        assert again.found == new.found
        assert again.skips == new.skips
        for (program, left), (_, right) in zip(again.outcome.parts, new.outcome.parts, strict=True):
            assert left.tally.by_rule(program) == right.tally.by_rule(program)


def test_more_shapes_than_are_remembered() -> None:
    used = book(a_rule(required=["name"], when={"is_performance_plus": True}))
    for turn in range(2):
        for number in range(300):
            entity = {"is_performance_plus": bool(number % 2), f"x{number}": turn}
            assert bool(create(used, entity).found) is bool(number % 2)
    wide = {f"x{number}": 1 for number in range(200)}
    assert create(used, {**wide, "is_performance_plus": True}).found
    assert not create(used, {**wide, "is_performance_plus": False}).found


def test_the_clock_the_account_and_the_address_are_asked_every_time() -> None:
    rules = [
        a_rule("TST1", required=["name"], when={"today": {"before": "2026-12-01"}}),
        a_rule("TST2", required=["start_time"], when={"path.ad_account_id": "1"}),
        a_rule("TST3", required=["end_time"], when={"query.mode": "dry"}),
    ]
    used = book(*rules)
    for now, account, mode in ((1_795_262_400, "1", "dry"), (1_900_000_000, "2", "wet"), (1_795_262_400, "1", "dry")):
        judged = create(
            used, {"status": "A"}, now=now, path={"ad_account_id": account}, query={"mode": [mode]}, url="/"
        )
        assert len(judged.found) == (3 if account == "1" else 0)
    group = book(a_rule(required=["name"], when={"campaign.status": "ACTIVE"}), operations=["ad_groups/create"])
    for status in ("ACTIVE", "PAUSED", "ACTIVE"):
        context = {"campaigns": {"1": {"status": status}}}
        assert bool(create(group, {"campaign_id": "1"}, "ad_groups/create", context=context).found) is (
            status == "ACTIVE"
        )
