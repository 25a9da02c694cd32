"""Bulk upserts: every part of one request is judged as the operation that it is, at its own place in the body."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

import pytest

from pinvet.engine.bulk import parts_of
from pinvet.lint import Linter
from rulebench import Log, a_rule, book, judge, table

if TYPE_CHECKING:
    from pinvet.finding import Finding

BULK = "bulk_upsert/create"
CAMPAIGN = {"name": "A", "objective_type": "CONSIDERATION"}
PROMOTED = {"ad_group_id": "5", "product_group_promotion": [{"catalog_product_group_id": "7"}, {"status": "PAUSED"}]}
BODY: dict[str, Any] = {
    "create": {
        "campaigns": [CAMPAIGN, {"status": "PAUSED"}],
        "ad_groups": [{"name": "G", "campaign_id": "C1"}],
        "product_groups": [PROMOTED, {"ad_group_id": "6", "product_group_promotion": [{}]}],
        "keywords": [{"parent_id": "5"}],
    },
    "update": {"campaigns": [{"id": "1", "name": "B"}], "ads": [{"id": "2"}], "labels": "left"},
}


def parts(body: Any) -> dict[str, Any]:
    """Return by operation what the parts hold: the pointers and values of their entities, and their faults."""
    found: dict[str, Any] = {}
    for part in parts_of(body, table().operation(BULK), table()):
        if part.slots or part.faults:
            slots, faults = found.setdefault(part.operation, ([], []))
            slots += [(slot.pointer, slot.value) for slot in part.slots]
            faults += [fault[:2] for fault in part.faults]
    return found


def test_parts_are_split_as_the_operations_that_they_are() -> None:
    found = parts(BODY)
    assert {name: [pointer for pointer, _ in slots] for name, (slots, _) in found.items()} == {
        BULK: [()],
        "campaigns/create": [("create", "campaigns", 0), ("create", "campaigns", 1)],
        "ad_groups/create": [("create", "ad_groups", 0)],
        "product_group_promotions/create": [
            ("create", "product_groups", 0, "product_group_promotion", 0),
            ("create", "product_groups", 0, "product_group_promotion", 1),
            ("create", "product_groups", 1, "product_group_promotion", 0),
        ],
        "campaigns/update": [("update", "campaigns", 0)],
        "ads/update": [("update", "ads", 0)],
    }
    assert all(faults == [] for _, faults in found.values())
    for slots, _ in list(found.values())[1:]:
        for pointer, value in slots:
            inner: Any = BODY
            for step in pointer:
                inner = inner[step]
            assert inner is value


def test_the_body_itself_is_judged_without_its_parts() -> None:
    ((_, value),) = parts(BODY)[BULK][0]
    assert value == {"create": {"keywords": [{"parent_id": "5"}]}, "update": {"labels": "left"}}
    assert "campaigns" in BODY["create"]


def test_wrappers_lie_inside_their_part() -> None:
    split = parts_of(BODY, table().operation(BULK), table())
    promotions = [part.slots for part in split if part.operation == "product_group_promotions/create"]
    assert [(slot.wrapper, slot.wrapper_pointer) for slots in promotions for slot in slots] == [
        ({"ad_group_id": "5"}, ("create", "product_groups", 0)),
        ({"ad_group_id": "5"}, ("create", "product_groups", 0)),
        ({"ad_group_id": "6"}, ("create", "product_groups", 1)),
    ]


@pytest.mark.parametrize(
    ("body", "found"),
    [
        ({"create": {"campaigns": []}}, {"campaigns/create": ([], [("size", ("create", "campaigns"))])}),
        (
            {"create": {"campaigns": {"name": "A"}}},
            {
                "campaigns/create": (
                    [(("create", "campaigns"), {"name": "A"})],
                    [("shape", ("create", "campaigns"))],
                )
            },
        ),
        (
            {"update": {"ads": [{}, 5]}},
            {"ads/update": ([(("update", "ads", 0), {})], [("shape", ("update", "ads", 1))])},
        ),
        ({"create": {"product_groups": {}}}, {}),
        ({"create": {"campaigns": None}, "update": None}, {}),
        ({"create": [], "update": 5}, {}),
    ],
)
def test_a_part_of_the_wrong_shape(body: Any, found: Any) -> None:
    assert {name: part for name, part in parts(body).items() if name != BULK} == found


@pytest.mark.parametrize("body", [None, [], "x", 5])
def test_a_body_of_the_wrong_shape(body: Any) -> None:
    assert parts(body) == {BULK: ([], [("shape", ())])}


RULES = (
    a_rule("NEW1", required=["start_time"], operations=["campaigns/create"]),
    a_rule("UPD1", immutable=["objective_type"], operations=["campaigns/update"]),
    a_rule("GRP1", required=["billable_event"], operations=["ad_groups/create"]),
    a_rule("PGP1", required=["status"], operations=["product_group_promotions/create"]),
    a_rule("CNT1", count={"per": ["ad_group_id"], "at_most": 1}, operations=["product_group_promotions/create"]),
)


def test_rules_of_each_operation_judge_their_part() -> None:
    judged = judge(book(*RULES), BODY, BULK, context={"campaigns": {"1": {"objective_type": "SALES"}}})
    assert sorted(judged.found) == [
        ("CNT1", "/create/product_groups/0/product_group_promotion/1", "error"),
        ("GRP1", "/create/ad_groups/0/billable_event", "error"),
        ("NEW1", "/create/campaigns/0/start_time", "error"),
        ("NEW1", "/create/campaigns/1/start_time", "error"),
        ("PGP1", "/create/product_groups/0/product_group_promotion/0/status", "error"),
        ("PGP1", "/create/product_groups/1/product_group_promotion/0/status", "error"),
    ]
    assert judged.outcome.entities == 8


def test_updates_are_judged_against_the_account() -> None:
    body = {"update": {"campaigns": [{"id": "1", "objective_type": "LEADS"}]}}
    judged = judge(book(*RULES), body, BULK, context={"campaigns": {"1": {"objective_type": "SALES"}}})
    assert judged.found == [("UPD1", "/update/campaigns/0/objective_type", "error")]


def test_entities_of_all_parts_have_numbers_of_their_own() -> None:
    judged = judge(book(*RULES), BODY, BULK)
    numbers = [view.index for _, part in judged.outcome.parts[1:] for view in part.views]
    assert numbers == list(range(8))


def test_what_was_sent_is_known_afterwards_as_presumed() -> None:
    one = Log(book(*RULES))
    one.send(BULK, {"update": {"campaigns": [{"id": "1", "objective_type": "SALES"}]}})
    known = one.account.get("campaigns", "1")
    assert known is not None
    assert (known.values, known.presumed) == ({"id": "1", "objective_type": "SALES"}, True)


TWO_CAPS = {
    "objective_type": "CONSIDERATION", "daily_spend_cap": 5, "name": "Secret", "lifetime_spend_cap": 9,
    "is_performance_plus": True,
}  # fmt: skip


class TestFindings:
    url = "https://api.pinterest.com/v5/ad_accounts/549755885175/bulk/upsert"

    def findings(self, body: Any) -> dict[str, Finding]:
        text = body if isinstance(body, str) else json.dumps(body, indent=1)
        return {one.pointer: one for one in Linter().check(text, method="POST", url=self.url).findings}

    def test_they_name_the_part_and_the_request_that_held_it(self) -> None:
        body = {"create": {"campaigns": [CAMPAIGN, TWO_CAPS]}}
        one = self.findings(body)["/create/campaigns/1/daily_spend_cap"]
        assert (one.operation, one.entity, one.entity_index) == ("campaigns/create", "campaign", 1)
        assert (one.method, one.path_template) == ("POST", "/ad_accounts/{ad_account_id}/bulk/upsert")
        assert one.parameter == "daily_spend_cap"
        assert one.place is not None
        lines = json.dumps(body, indent=1).splitlines()
        assert lines[one.place.line - 1][one.place.column - 1 :].startswith('"daily_spend_cap"')
        (related,) = one.related
        assert related.pointer == "/create/campaigns/1/lifetime_spend_cap"

    def test_what_may_be_shown_goes_by_the_part(self) -> None:
        one = self.findings({"create": {"campaigns": [TWO_CAPS]}})["/create/campaigns/0/daily_spend_cap"]
        assert one.frame is not None
        shown = " ".join(text for _, text in one.frame.lines)
        assert '"objective_type": "CONSIDERATION"' in shown
        assert '"name": "······"' in shown

    @pytest.mark.parametrize(
        ("body", "pointer", "words"),
        [
            ({"create": {"campaing": []}}, "/create/campaing", "did you mean campaigns?"),
            ({"upsert": {}}, "/upsert", "is not a parameter that bulk_upsert/create knows"),
        ],
    )
    def test_a_part_that_nobody_knows_is_told(self, body: Any, pointer: str, words: str) -> None:
        assert words in self.findings(body)[pointer].message

    def test_an_update_in_a_bulk_is_no_post_of_something_that_exists(self) -> None:
        body = {"update": {"ad_groups": [{"id": "2680086898355", "name": "Renamed"}]}}
        assert Linter().check(body, method="POST", url=self.url).findings == ()
        found = self.findings({"create": {"ad_groups": [{"id": "2680086898355", "name": "Renamed"}]}})
        assert found["/create/ad_groups/0/id"].rule == "PR311"

    def test_a_key_twice_is_told_once(self) -> None:
        text = '{"create": {"campaigns": [{"name": "A", "name": "B", "objective_type": "AWARENESS"}]}, "update": {}}'
        report = Linter().check(text, method="POST", url=self.url)
        (twice,) = [one for one in report.findings if one.pointer == "/create/campaigns/0/name"]
        assert [related.message for related in twice.related] == ["the first one"]
