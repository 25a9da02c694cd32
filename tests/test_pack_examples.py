"""Examples of rules are their tests: what they say is what must come out, exactly, alone and among all rules."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

from pinvet.examples import Failure, Shown, count_examples, examples_of, judge_packs, vet
from pinvet.rulebook.load import Pack, load_packs
from rulebench import a_pack, a_rule, table, write_pack

if TYPE_CHECKING:
    from pathlib import Path

GOOD: dict[str, Any] = {"valid": [{"body": {"name": "A"}}], "invalid": [{"body": {}, "finds": ["/name"]}]}


def packs(folder: Path, *contents: dict[str, Any]) -> list[Pack]:
    for number, content in enumerate(contents):
        write_pack(folder, content, f"{number}.yaml")
    return load_packs([folder], table(None), ours=False)


def failures(folder: Path, *rules: dict[str, Any], **keys: Any) -> list[tuple[str, str, str]]:
    found = judge_packs(packs(folder, a_pack(*rules, **keys)), table(None))
    return [(failure.rule, failure.how, failure.message) for failure in found]


def with_examples(valid: list[Any], invalid: list[Any], **keys: Any) -> dict[str, Any]:
    return a_rule(examples={"valid": valid, "invalid": invalid}, **(keys or {"required": ["name"]}))


class TestFailures:
    def test_none(self, tmp_path: Path) -> None:
        assert failures(tmp_path, with_examples(**GOOD)) == []

    @pytest.mark.parametrize(
        ("valid", "invalid", "how", "message"),
        [
            ([{"body": {}}], GOOD["invalid"], "noisy", "found an error at /name"),
            (GOOD["valid"], [{"body": {"name": "A"}, "finds": ["/name"]}], "missing", "found nothing at /name"),
            (
                GOOD["valid"],
                [{"body": {}, "finds": {"/name": "warning"}}],
                "wrong",
                "found an error instead of a warning at /name",
            ),
            (GOOD["valid"], [{"body": {}}], "wrong", "an invalid example says what it finds or skips"),
            (
                GOOD["valid"],
                [*GOOD["invalid"], {"body": {"name": "A"}, "skips": ["campaign.id"]}],
                "missing",
                "was not skipped for want of campaign.id",
            ),
        ],
    )
    def test_what_an_example_says_is_what_must_come_out(
        self, tmp_path: Path, valid: list[Any], invalid: list[Any], how: str, message: str
    ) -> None:
        assert failures(tmp_path, with_examples(valid, invalid))[0] == ("TST1", how, message)

    def test_a_skip_that_nobody_announced(self, tmp_path: Path) -> None:
        rule = with_examples(
            [{"body": {}}],
            [{"body": {}, "skips": ["campaign.objective_type"]}],
            required=["name"],
            when={"campaign.objective_type": "SALES"},
            operations=["ad_groups/create"],
        )
        assert failures(tmp_path, rule) == [("TST1", "noisy", "skipped for want of campaign.objective_type")]

    def test_of_several_requests_the_one_is_told(self, tmp_path: Path) -> None:
        requests = [{"items": [{"name": "A"}], "ids": ["1"]}, {"items": [{}], "status": 400}, {"body": {}}]
        rule = with_examples(GOOD["valid"], [{"requests": requests, "finds": {"1": ["/0/name"]}}])
        assert failures(tmp_path, rule) == [("TST1", "noisy", "found an error at /0/name of request 2")]

    def test_the_base_is_clean_but_for_notes(self, tmp_path: Path) -> None:
        rules = [with_examples(**GOOD), a_rule("TST2", forbidden=["status"], severity="note", examples={
            "valid": [{"body": {"status": "$absent"}}], "invalid": [{"finds": ["/status"]}]})]  # fmt: skip
        assert failures(tmp_path, *rules, base={"status": "ACTIVE", "name": "A"})[0][2] == "found nothing at /name"
        told = failures(tmp_path, *rules, base={"status": "ACTIVE"})
        assert told[0] == ("TST1", "noisy", "the base has an error at /name")
        assert not any(message.startswith("the base has a note") for *_, message in told)

    def test_among_all_rules_it_is_still_told_or_silenced_by_one_that_is(self, tmp_path: Path) -> None:
        rule = with_examples([{"body": {"name": "A"}}], [{"body": {"end_time": 5}, "finds": ["/name"]}])
        silencer = a_rule("TST2", values={"end_time": {"minimum": 9}}, examples={
            "valid": [{"body": {}}], "invalid": [{"body": {"end_time": 5}, "finds": ["/end_time"]}]})  # fmt: skip
        assert failures(tmp_path, rule, silencer) == []
        resting = {**rule, "when": {"set": "end_time"}}
        assert failures(tmp_path, resting, silencer) == []  # silenced, and named by what silences it

    def test_every_weaker_entry_row_and_verdict_is_reached(self, tmp_path: Path) -> None:
        note = {"body": {"status": "A"}, "finds": {"/name": "note"}}
        weaker = with_examples(GOOD["valid"], [*GOOD["invalid"], note], required=["name"],
                               weaker=[{"when": {"status": "A"}, "severity": "note"}])  # fmt: skip
        assert failures(tmp_path, weaker) == []
        entry = {"parameters": ["status"], "severity": "note"}
        unreached = with_examples(**GOOD, required=["name"], weaker=[entry, {"versions": "<5", "severity": "none"}])
        assert failures(tmp_path, unreached) == [("TST1", "missing", "no example reaches this entry")]
        rows = [{"for": "A", "required": ["name"]}, {"for": "B", "required": ["name"]}]
        table_rule = with_examples([{"body": {}}], [{"body": {"status": "A"}, "finds": ["/name"]}],
                                   table={"by": "status", "rows": rows})  # fmt: skip
        assert failures(tmp_path, table_rule) == [("TST1", "missing", "no example reaches this row")]
        verdict = with_examples(**GOOD, required=["name"], if_unknown="note")
        assert failures(tmp_path, verdict) == [("TST1", "missing", "no example reaches this verdict")]

    def test_whole_pack_examples(self, tmp_path: Path) -> None:
        rules = [with_examples(**GOOD), a_rule("TST2", required=["status"], examples={
            "valid": [{"body": {"status": "A"}}], "invalid": [{"body": {}, "finds": ["/status"]}]})]  # fmt: skip
        right = {"body": {}, "finds": {"TST1": ["/name"], "TST2": ["/status"]}}
        assert failures(tmp_path, *rules, examples=[right]) == []
        wrong = {"body": {"name": "A"}, "finds": {"TST1": ["/name"], "TST9": ["/x"]}}
        assert failures(tmp_path, *rules, examples=[wrong]) == [
            ("pack", "wrong", "TST9 is no rule of this pack"),
            ("pack", "missing", "TST1 found nothing at /name"),
            ("pack", "noisy", "TST2 found something at /status"),
        ]

    def test_they_stand_at_the_example(self, tmp_path: Path) -> None:
        rule = with_examples([{"body": {}}], GOOD["invalid"])
        (failure,) = judge_packs(packs(tmp_path, a_pack(rule)), table(None))
        path = (tmp_path / "0.yaml").as_posix()
        line = (
            next(n for n, text in enumerate((tmp_path / "0.yaml").read_text().splitlines(), 1) if '"valid"' in text) + 1
        )
        assert failure == Failure(path, line, 6, "TST1", "noisy", "found an error at /name")
        assert str(failure) == f"{path}:{line}:6: TST1 noisy: found an error at /name"

    def test_as_mistakes_of_users_packs(self, tmp_path: Path) -> None:
        (mistake,) = vet(packs(tmp_path, a_pack(with_examples([{"body": {}}], GOOD["invalid"]))), table(None))
        assert mistake.message == "TST1 is noisy: found an error at /name"

    def test_of_some_packs_only(self, tmp_path: Path) -> None:
        bad = with_examples([{"body": {}}], GOOD["invalid"])
        other = {**bad, "id": "OTH1", "name": "other"}
        both = packs(tmp_path, a_pack(bad, pack="one/a"), a_pack(other, pack="two/b"))
        for names, rules in ((["one"], ["TST1"]), (["two/b"], ["OTH1"]), (["on"], []), ([], ["TST1", "OTH1"])):
            assert [failure.rule for failure in judge_packs(both, table(None), names)] == rules
        assert count_examples(both) == 4


class TestWords:
    """What the words of an example do."""

    def finds(
        self, folder: Path, example: dict[str, Any], rule: dict[str, Any] | None = None, **keys: Any
    ) -> list[Any]:
        valid = [{"body": {"name": "A", "end_time": 5}, "context": "unknown", "assume": ["objective=LEADS"]}]
        one = a_rule(examples={"valid": valid, "invalid": [example]}, **(rule or {"required": ["name"]}))
        return failures(folder, one, **keys)

    def test_body_is_put_over_the_base_by_path(self, tmp_path: Path) -> None:
        base = {"name": "A", "tracking_urls": {"click": ["a", "b", "c"], "engagement": ["x"]}, "status": "A"}
        rule: dict[str, Any] = {
            "values": {"tracking_urls.click": {"exactly": ["a", "X"]}, "status": {"const": "B"}},
            "when": {"set": "bid_options"},
        }
        changes = {
            "tracking_urls.click.1": "X",
            "tracking_urls.click.2": "$absent",
            "status": "B",
            "bid_options.x.y": 1,
        }
        example = {"body": {**changes, "status": "C"}, "finds": ["/status"]}
        valid = {"body": changes}
        one = a_rule(examples={"valid": [valid], "invalid": [example]}, **rule)
        assert failures(tmp_path, one, base=base) == []

    def test_a_number_in_a_path_is_one_element_of_a_list(self, tmp_path: Path) -> None:
        base = {"jobs": [{"label": "x"}, {"label": "x"}, {"label": "x"}]}
        rule: dict[str, Any] = {"values": {"jobs.*.label": ["x"]}, "operations": ["connector/config"]}
        invalid = [
            {"body": {"jobs.1.label": "y"}, "finds": ["/jobs/1/label"]},
            {"body": {"jobs.0": "$absent", "jobs.1.label": "y"}, "finds": ["/jobs/1/label"]},
        ]
        one = a_rule(
            examples={"valid": [{"body": {"jobs.1.label": "x", "jobs.9.label": "y"}}], "invalid": invalid}, **rule
        )
        assert failures(tmp_path, one, base=base) == []

    def test_only_body_leaves_the_base_out(self, tmp_path: Path) -> None:
        assert (
            self.finds(tmp_path, {"only_body": True, "body": {"status": "A"}, "finds": ["/name"]}, base={"name": "A"})
            == []
        )

    def test_null_is_null_and_absent_is_absent(self, tmp_path: Path) -> None:
        rule: dict[str, Any] = {"empty_as": {"name": ["-"]}, "operations": ["campaigns/update"]}
        one = a_rule(
            examples={
                "valid": [{"body": {"name": "$absent"}}],
                "invalid": [{"body": {"name": None}, "finds": ["/name"]}],
            },
            **rule,
        )
        assert failures(tmp_path, one, base={"id": "1", "name": "A"}) == []

    def test_items_and_repeat(self, tmp_path: Path) -> None:
        example = {"items": [{"name": "A"}, {}], "repeat": 2, "finds": ["/1/name", "/3/name"]}
        assert self.finds(tmp_path, example) == []

    def test_raw_and_text(self, tmp_path: Path) -> None:
        shape = {"structure": "shape"}
        assert self.finds(tmp_path, {"raw": {"name": "A"}, "finds": [""]}, shape) == []
        twice = {"structure": "duplicate"}
        assert self.finds(tmp_path, {"text": '[{"name": 1, "name": 2}]', "finds": ["/0/name"]}, twice) == []

    def test_wrapped_bodies(self, tmp_path: Path) -> None:
        rule: dict[str, Any] = {
            "required": ["attributes"],
            "operations": ["items_batch/post"],
            "when": {"body.country": "US"},
        }
        example = {"wrapper": {"country": "US"}, "body": {}, "finds": ["/attributes"]}
        several = {"wrapper": {"country": "US"}, "items": [{}, {}], "finds": ["/0/attributes", "/1/attributes"]}
        for one in (example, several):
            assert self.finds(tmp_path, one, rule, body={"country": "CA"}) == []

    def test_bodies_of_one_object(self, tmp_path: Path) -> None:
        rule: dict[str, Any] = {"required": ["name"], "operations": ["catalogs_product_groups/create"]}
        assert self.finds(tmp_path, {"body": {}, "finds": ["/name"]}, rule) == []

    def test_context_is_merged_parameter_by_parameter(self, tmp_path: Path) -> None:
        rule: dict[str, Any] = {
            "values": {"campaign.status": "A"},
            "operations": ["ad_groups/create"],
            "when": {"campaign.objective_type": "SALES"},
        }
        context = {"campaigns": {"1": {"objective_type": "SALES", "status": "A"}}, "listed": ["promotions"]}
        own = {"campaigns": {"1": {"status": "B"}}, "ads": {"7": {}}, "listed": ["feeds"]}
        example = {"body": {"campaign_id": "1"}, "context": own, "finds": ["/campaign_id"]}
        one = a_rule(examples={"valid": [{"body": {"campaign_id": "1"}}], "invalid": [example]}, **rule)
        assert failures(tmp_path, one, context=context) == []

    def test_unknown_context_drops_the_packs(self, tmp_path: Path) -> None:
        rule: dict[str, Any] = {
            "required": ["name"],
            "when": {"campaign.objective_type": "SALES"},
            "operations": ["ad_groups/create"],
        }
        example = {"body": {"campaign_id": "1"}, "context": "unknown", "skips": ["campaign.objective_type"]}
        assert self.finds(tmp_path, example, rule, context={"campaigns": {"1": {"objective_type": "LEADS"}}}) == []

    @pytest.mark.parametrize(
        ("words", "when"),
        [
            ({"assume": ["objective=SALES"]}, {"declared.objective_type": "SALES"}),
            ({"as_of": "2027-03-01"}, {"today": {"from": "2027-02-01"}}),
            ({"path": {"ad_account_id": "1"}}, {"path.ad_account_id": "1"}),
            ({"query": {"mode": "dry", "ids": ["1", "2"]}}, {"query.mode": "dry", "set": "query.ids"}),
        ],
    )
    def test_as_on_the_command_line(self, tmp_path: Path, words: Any, when: Any) -> None:
        rule: dict[str, Any] = {"required": ["name"], "when": when, "operations": ["@any"]}
        assert (
            self.finds(tmp_path, {"operation": "campaigns/create", "body": {}, **words, "finds": ["/name"]}, rule) == []
        )

    def test_an_older_version(self, tmp_path: Path) -> None:
        rule: dict[str, Any] = {"required": ["name"], "versions": "<5.28"}
        assert self.finds(tmp_path, {"body": {}, "api_version": "5.23", "finds": ["/name"]}, rule) == []

    def test_an_operation_that_the_version_does_not_have(self, tmp_path: Path) -> None:
        from pinvet.rulebook.mistakes import PackError

        new = next(name for name in table("5.28").ids() if name not in table("5.23").ids())
        rule: dict[str, Any] = {"structure": "shape", "operations": [new]}
        message = f"version 5.23 of the API has no {new}"
        with pytest.raises(PackError, match=message):
            self.finds(tmp_path, {"raw": 5, "api_version": "5.23", "finds": [""]}, rule)

    def test_requests_are_followed_to_their_end(self, tmp_path: Path) -> None:
        sync = {"siblings": "campaign", "parameters": ["name"], "within": "capture"}
        rule: dict[str, Any] = {"same_across": sync, "operations": ["ad_groups/update"], "if_unknown": "warning"}
        known = {"ad_groups": {"5": {"campaign_id": "1"}, "6": {"campaign_id": "1"}}}
        listed = {**known, "listed": ["ad_groups of 1"]}
        one, two = ({"items": [{"id": identity, "name": "A"}], "status": 200} for identity in ("5", "6"))
        examples: dict[str, Any] = {
            "valid": [{"requests": [one, two], "context": listed}],
            "invalid": [
                {"requests": [one], "context": listed, "finds": {"0": ["/0/name"]}},
                {"requests": [one], "context": known, "finds": {"0": {"/0/name": "warning"}}},
                {"requests": [one, two], "context": known, "skips": ["ad_groups of 1"]},
            ],
        }
        assert failures(tmp_path, a_rule(examples=examples, **rule)) == []

    def test_requests_list_and_wait(self, tmp_path: Path) -> None:
        rule: dict[str, Any] = {
            "known": {"promotion_id": "promotions"},
            "operations": ["ad_groups/create"],
            "when": {"now": {"minimum": 1795219300}},
        }
        listing = {"operation": "promotions/list", "response": {"items": [{"id": "4"}]}}
        late = {"items": [{"promotion_id": "9"}], "after": 200}
        early = {"items": [{"promotion_id": "9"}]}
        examples: dict[str, Any] = {
            "valid": [{"requests": [listing, early]}],
            "invalid": [{"requests": [listing, late], "finds": {"1": ["/0/promotion_id"]}}],
        }
        assert failures(tmp_path, a_rule(examples=examples, **rule)) == []

    def test_requests_are_repeated(self, tmp_path: Path) -> None:
        sent = {"operation": "ads/list", "path": {"ad_account_id": "5"}, "status": 200}
        rate = {"per": "minute", "by": ["path.ad_account_id"], "at_most": 3}
        examples: dict[str, Any] = {
            "valid": [{"requests": [{**sent, "after": 20, "repeat": 9}]}, {"requests": [{**sent, "repeat": 3}]}],
            "invalid": [
                {"requests": [{**sent, "after": 1, "repeat": 3}, sent], "finds": {"3": [""]}},
                {"requests": [{**sent, "repeat": 4}], "skips": ["the times of the requests"]},
            ],
        }
        assert failures(tmp_path, a_rule(rate=rate, operations=["@ads_read"], examples=examples)) == []

    def test_a_rule_that_is_off_is_tried_alone(self, tmp_path: Path) -> None:
        assert failures(tmp_path, with_examples(**GOOD, required=["name"], enabled=False)) == []

    def test_spelling_is_on_for_every_rule(self, tmp_path: Path) -> None:
        spelling = a_rule("SPL1", spelling={"names": {"nmae": "name"}}, examples={
            "valid": [{"body": {}}], "invalid": [{"body": {"nmae": "A"}, "finds": ["/nmae"]}]})  # fmt: skip
        rule = with_examples([{"body": {"nmae": "A"}}], GOOD["invalid"])
        assert failures(tmp_path, rule, spelling) == []


def test_examples_as_they_are_shown(tmp_path: Path) -> None:
    examples = {
        "valid": [{"body": {"name": "B"}}],
        "invalid": [
            {"body": {"name": "$absent"}, "finds": ["/name"], "assume": ["performance-plus"]},
            {"raw": [{}], "operation": "campaigns/update", "finds": {"/0/name": "note"}},
            {"requests": [{"body": {}}], "finds": {"0": ["/name"]}},
            {"text": "[{}]", "finds": ["/0/name"]},
        ],
    }
    loaded = packs(tmp_path, a_pack(a_rule(required=["name"], examples=examples), base={"name": "A", "status": "X"}))
    assert examples_of("TST1", loaded, table(None)) == (
        Shown(True, "campaigns/create", [{"name": "B", "status": "X"}], (), False),
        Shown(False, "campaigns/create", [{"status": "X"}], ("/name",), True),
        Shown(False, "campaigns/update", [{}], ("/0/name",), False),
    )
    assert examples_of("TST9", loaded, table(None)) == ()
