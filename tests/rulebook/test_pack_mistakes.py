"""What loading packs refuses: every mistake at its file, line and column, with the nearest known word."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

from pinvet.rulebook.load import load_packs
from pinvet.rulebook.mistakes import Mistake, PackError
from rulebench import PAGE, a_pack, a_rule, table, write_pack

if TYPE_CHECKING:
    from pathlib import Path


def mistakes(folder: Path, pack: Any, *, ours: bool = False) -> list[Mistake]:
    write_pack(folder, pack)
    try:
        load_packs([folder], table(), ours=ours)
    except PackError as error:
        return list(error.mistakes)
    return []


def told(folder: Path, pack: Any) -> list[tuple[str, str | None]]:
    return [(one.message, one.hint) for one in mistakes(folder, pack)]


HEAD = """\
pack: team/own
source: {title: Page, url: "https://example.test/", verified: "2026-11-21"}
operations: [campaigns/create]
rules:
  - id: TEAM1
    name: a-rule
    title: What is right
    covers: []
    severity: error
    section: Section
"""
EXAMPLES = """\
    examples:
      valid: [{body: {name: A}}]
      invalid: [{finds: [/name]}]
"""

PLACES: list[tuple[str, str, int, int, str]] = [
    # text of the rule after its head, what is said, line, column, hint
    ("    frobidden: [name]\n", "the key frobidden is unknown here", 11, 5, "did you mean forbidden?"),
    ("    required: [nmae]\n", "nmae is no parameter of campaigns/create", 11, 16, "did you mean name?"),
    ("    all_or_none: {name: staus}\n", "staus is no parameter of campaigns/create", 11, 19, "did you mean status?"),
    ("    all_or_none: {nmae: status}\n", "nmae is no parameter of campaigns/create", 11, 19, "did you mean name?"),
    (
        "    required: [name]\n    forbidden: [status]\n",
        "a rule has exactly one kind of check; this one has required and forbidden",
        5,
        5,
        "",
    ),
    ("", "a rule has exactly one kind of check; this one has none", 5, 5, ""),
    (
        "    required: [name]\n    when: {campain.status: ACTIVE}\n",
        "campain.status is no parameter of campaigns/create",
        12,
        12,
        "",
    ),
    (
        "    required: [name]\n    when: {campaign.statsu: ACTIVE}\n",
        "statsu is no parameter of a campaign",
        12,
        12,
        "did you mean status?",
    ),
    ("    values: {name: {patern: x}}\n", "the key patern is unknown here", 11, 21, "did you mean pattern?"),
    ("    values: {name: {format: dat}}\n", "or reference is expected here", 11, 29, "did you mean date?"),
    ("    values: {name: {pattern: '(?=a)'}}\n", "the pattern is not one that a linear engine runs", 11, 14, ""),
    (
        "    required: [name]\n    operations: [campaign/create]\n",
        "there is no operation campaign/create",
        12,
        18,
        "did you mean campaigns/create?",
    ),
    ("    required: [name]\n    contested: No.\n", "a contested rule is a warning at most", 9, 5, "use `remark:`"),
    ("    anchor: &a [name]\n", "", 11, 13, ""),
    ("    required: [name]\n    required: [status]\n", "", 12, 5, ""),
    ("    required: !!str [name]\n", "", 11, 15, ""),
    ("    required: [name\n", "", 11, 15, ""),
]


@pytest.mark.parametrize(
    ("text", "message", "line", "column", "hint"), PLACES, ids=[p[0].strip()[:40] or "no kind" for p in PLACES]
)
def test_mistakes_stand_at_their_place(
    tmp_path: Path, text: str, message: str, line: int, column: int, hint: str
) -> None:
    found = mistakes(tmp_path, HEAD + text + EXAMPLES)
    assert found, text
    one = found[0]
    assert message in one.message
    assert (one.path, one.line, one.column) == ((tmp_path / "own.yaml").as_posix(), line, column)
    assert hint in (one.hint or "")


def test_a_good_pack_has_none(tmp_path: Path) -> None:
    assert mistakes(tmp_path, HEAD + "    required: [name]\n" + EXAMPLES) == []


def test_words_that_yaml_1_1_would_read_otherwise_are_texts(tmp_path: Path) -> None:
    text = HEAD + "    values: {name: [on, off, yes, no, NO, 2026-11-21, 1:30]}\n" + EXAMPLES
    write_pack(tmp_path, text)
    (pack,) = load_packs([tmp_path], table(), ours=False)
    assert pack.rules[0].argument == {"name": ["on", "off", "yes", "no", "NO", "2026-11-21", "1:30"]}


REFUSED: list[tuple[dict[str, Any], str]] = [
    # names
    ({"required": ["status", "nmae"]}, "nmae is no parameter"),
    ({"only": ["nmae"]}, "nmae is no parameter"),
    ({"immutable": ["nmae"]}, "nmae is no parameter"),
    ({"at_most_one": ["name", ["status", "nmae"]]}, "nmae is no parameter"),
    ({"values": {"nmae": 1}}, "nmae is no parameter"),
    ({"must_be": {"nmae": 1}}, "nmae is no parameter"),
    ({"empty_as": {"nmae": []}}, "nmae is no parameter"),
    ({"known": {"nmae": "promotions"}}, "nmae is no parameter"),
    ({"compare": {"start_time": {"below": "nmae"}}}, "nmae is no parameter"),
    ({"count": {"per": ["nmae"], "at_most": 1}}, "nmae is no parameter"),
    ({"count": {"per": ["name"], "distinct": "nmae", "at_most": 1}}, "nmae is no parameter"),
    ({"spelling": {"names": {"anything": "nmae"}}}, "nmae is no parameter"),
    ({"spelling": {"values": {"nmae": {"a": "b"}}}}, "nmae is no parameter"),
    ({"table": {"by": "nmae", "rows": [{"for": 1, "required": ["name"]}]}}, "nmae is no parameter"),
    ({"table": {"by": "name", "rows": [{"for": 1, "required": ["nmae"]}]}}, "nmae is no parameter"),
    ({"required": ["click"], "at": "tracking_url"}, "tracking_url is no parameter"),
    ({"required": ["clik"], "at": "tracking_urls"}, "tracking_urls.clik is no parameter"),
    ({"required": ["name"], "point": "nmae"}, "nmae is no parameter"),
    ({"required": ["name"], "fix": {"set": {"nmae": 1}}}, "nmae is no parameter"),
    ({"required": ["name"], "fix": {"remove": "nmae"}}, "nmae is no parameter"),
    # conditions and facts
    ({"required": ["name"], "when": {"set": ["status", "nmae"]}}, "nmae is no parameter"),
    ({"required": ["name"], "when": {"not": {"any": [{"unset": "nmae"}, {"set": "name"}]}}}, "nmae is no parameter"),
    ({"required": ["name"], "weaker": [{"when": {"nmae": 1}, "severity": "note"}]}, "nmae is no parameter"),
    ({"required": ["name"], "when": {"campaign.role": "base"}}, "role is no parameter of a campaign"),
    ({"required": ["name"], "when": {"ad_group.is_nca": True}}, "is_nca is no parameter of a ad group"),
    ({"required": ["name"], "when": {"promotion.in_doubt": True}}, "in_doubt is no parameter of a promotion"),
    ({"required": ["name"], "when": {"feed.nmae": "x"}}, "nmae is no parameter of a feed"),
    ({"required": ["name"], "when": {"was.nmae": "x"}}, "nmae is not told by was."),
    ({"required": ["name"], "when": {"entity.role": "x"}}, "role is not told by entity."),
    ({"required": ["name"], "when": {"declared.objectiv": "x"}}, "nothing can be declared as objectiv"),
    ({"required": ["name"], "when": {"request.scope": "x"}}, "scope is not told by request."),
    ({"required": ["name"], "when": {"path.feed_id": "x"}}, "feed_id is not told by path."),
    ({"required": ["name"], "when": {"query.x": "x"}}, "x is not told by query."),
    ({"required": ["name"], "when": {"today.x": "x"}}, "x is not told by today."),
    ({"required": ["name"], "when": {"changed": "was.name"}}, "changed speaks of what the request itself sends"),
    ({"required": ["name"], "when": {"cleared": "tracking_urls.*"}}, "cleared takes no *"),
    # arguments that no check could be made of
    ({"must_be": {"tracking_urls.*": 1}}, "must_be takes no *"),
    ({"immutable": ["tracking_urls.*"]}, "immutable takes no *"),
    ({"empty_as": {"tracking_urls.*": []}}, "empty_as takes no *"),
    ({"compare": {"start_time": {"below": "tracking_urls.*"}}}, "compare takes no *"),
    ({"table": {"by": "name", "rows": [{"for": 1, "must_be": {"tracking_urls.*": 1}}]}}, "must_be takes no *"),
    ({"spelling": {"names": {"x.*.y": "tracking_urls.click"}}}, "must have the same number of *"),
    ({"spelling": {"names": {"x": "tracking_urls.*"}}}, "must have the same number of *"),
    ({"spelling": {"names": {"x.*": "tracking_urls.*"}}}, "must have the same number of *"),
    ({"compare": {"start_time": {"plus": {"days": 1}}}}, "a comparison has exactly one operator; this one has none"),
    ({"compare": {"start_time": {"below": 1, "above": 2}}}, "this one has below and above"),
    ({"compare": {"start_time": {"disjoint_from": 5}}}, "disjoint_from compares with another list"),
    (
        {"table": {"by": "name", "rows": [{"for": 1, "severity": "note"}]}},
        "a row has exactly one check; this one has none",
    ),
    (
        {"table": {"by": "name", "rows": [{"for": 1, "required": ["name"], "forbidden": ["name"]}]}},
        "this one has required and forbidden",
    ),
    (
        {"table": {"by": "name", "rows": [{"for": 1, "compare": {"start_time": {"as": "date"}}}]}},
        "exactly one operator",
    ),
    ({"known": {"name": "promotion"}}, "promotion is neither a collection nor a parameter"),
    ({"known": {"name": ["promotions", "feed"]}}, "feed is neither a collection nor a parameter"),
    (
        {"same_across": {"siblings": "campaign", "parameters": ["name"], "within": "any"}},
        "same_across is about ad_groups",
    ),
    ({"count": {"per": ["name"], "at_most": 1, "of": "all"}}, "`of: all` counts what stands under one parent"),
    ({"required": ["name"], "judge": "body"}, "only the shape of a body is judged as a whole"),
    ({"structure": "id", "judge": "body"}, "only the shape of a body is judged as a whole"),
    ({"structure": "id", "at": "tracking_urls"}, "the API table is held against whole entities"),
    # patterns and numbers, wherever they stand
    ({"values": {"name": {"items": {"no_match": "(?!a)"}}}}, "the pattern is not one"),
    ({"must_be": {"name": {"one_kind": "(?<x>a)\\1"}}}, "the pattern is not one"),
    ({"values": {"name": {"no_entry": "("}}}, "the pattern is not one"),
    ({"values": {"name": {"words": "a good name"}}}, "words say what a test expects; there is no test here"),
    (
        {"table": {"by": "name", "rows": [{"for": {"pattern": "(?=a)"}, "required": ["name"]}]}},
        "the pattern is not one",
    ),
    ({"table": {"by": "name", "rows": [{"for": 1, "values": {"name": {"pattern": "("}}}]}}, "the pattern is not one"),
    (
        {"required": ["name"], "when": {"any": [{"name": {"pattern": "("}}, {"not": {"name": 1}}]}},
        "the pattern is not one",
    ),
    (
        {"required": ["name"], "weaker": [{"when": {"name": {"pattern": "("}}, "severity": "note"}]},
        "the pattern is not one",
    ),
    (
        {"forbidden": ["name"], "weaker": [{"values": {"name": {"pattern": "("}}, "severity": "note"}]},
        "the pattern is not one",
    ),
    ({"values": {"start_time": {"multipleOf": 0}}}, "multipleOf is a number above 0"),
    ({"values": {"start_time": {"items": {"multipleOf": -1}}}}, "multipleOf is a number above 0"),
    # rules about order
    ({"before": {"earlier": "ads/lst", "when_missing": "report"}}, "there is no operation ads/lst"),
    ({"eventually": {"later": ["campaigns/update", "ads/lst"]}}, "there is no operation ads/lst"),
    ({"eventually": {"later": "campaigns/create"}}, "the rule itself is about campaigns/create"),
    ({"before": {"earlier": "ads/list", "when_missing": "no"}}, "report or pass is expected here"),
    (
        {"eventually": {"later": "campaigns/update", "joined_by": {"campaign_id": "id"}}},
        "campaign_id is no parameter of campaigns/update",
    ),
    (
        {"eventually": {"later": "campaigns/update", "joined_by": {"id": "identity"}}},
        "identity is no parameter of campaigns/create",
    ),
    (
        {"eventually": {"later": "ads/list", "joined_by": {"query.ids": "id"}}},
        "ids is not told by query.",
    ),
    (
        {"eventually": {"later": "campaigns/update", "joined_by": {"id": "tracking_urls.*"}}},
        "eventually takes no *",
    ),
    (
        {"eventually": {"later": "campaigns/update", "with": {"set": "nmae"}}},
        "nmae is no parameter of campaigns/update",
    ),
    (
        {"eventually": {"later": "campaigns/update", "with": {"name": {"pattern": "("}}}},
        "the pattern is not one",
    ),
    ({"rate": {"per": "day", "by": ["path.feed_id"], "at_most": 4}}, "feed_id is not told by path."),
    ({"rate": {"per": "day", "by": ["tracking_urls.*"], "at_most": 4}}, "rate takes no *"),
    # severities
    (
        {"required": ["name"], "severity": "warning", "weaker": [{"versions": "<5", "severity": "error"}]},
        "this is graver than",
    ),
    ({"required": ["name"], "severity": "note", "if_unknown": "warning"}, "this is graver than"),
    (
        {"table": {"by": "name", "rows": [{"for": 1, "required": ["name"], "severity": "error"}]}, "severity": "note"},
        "this is graver than",
    ),
    (
        {"required": ["name"], "weaker": [{"severity": "note"}, {"versions": "<5", "severity": "note"}]},
        "is never reached",
    ),
    (
        {"required": ["name"], "weaker": [{"severity": "note", "remark": "x"}, {"versions": "<5", "severity": "note"}]},
        "is never reached",
    ),
    (
        {"forbidden": ["name"], "weaker": [{"empty": True, "severity": "error", "contested": "No."}]},
        "a warning at most",
    ),
    # the rest
    ({"required": ["name"], "covers": ["pp-campaign-nme"]}, "there is no row pp-campaign-nme"),
    ({"required": ["name"], "operations": ["@all"]}, "there is no operation @all"),
    ({"required": ["name"], "operations": ["connector/run"]}, "there is no operation connector/run"),
    ({"required": ["name"], "operations": ["connector/config"]}, "name is no parameter of connector/config"),
]


@pytest.mark.parametrize(("keys", "message"), REFUSED, ids=[f"{k}"[:70] for k, _ in REFUSED])
def test_refused(tmp_path: Path, keys: dict[str, Any], message: str) -> None:
    found = [one.message for one in mistakes(tmp_path, a_pack(a_rule(**keys)))]
    assert len(found) == 1, found
    assert message in found[0]


ALLOWED: list[dict[str, Any]] = [
    {"forbidden": ["whatever"]},
    {"required": ["name"], "when": {"campaign.is_nca": True, "today": {"before": "2027-01-01"}, "now": {"minimum": 5}}},
    {"required": ["name"], "when": {"path.ad_account_id": "1", "request.method": "POST"}},
    {"required": ["name"], "when": {"touched": ["tracking_urls.*", "name"]}},
    {
        "required": ["name"],
        "when": {"catalog_product_group.type": "X", "feed.format": "CSV", "promotion.deleted": True},
    },
    {"required": ["name"], "when": {"ad_group.role": "base", "was.position": 1, "entity.tracking_urls.click": "x"}},
    {"only": ["nmae"], "strict": True},
    {"values": {"tracking_urls.*": {"items": {"pattern": "^https"}}}},
    {"values": {"tracking_urls.click.*": "x"}},
    {"required": ["anything", "at.all"], "operations": ["@any"]},
    {"required": ["name"], "operations": ["@any"], "when": {"whatever": 1}},
    {"structure": "shape", "judge": "body"},
    {"spelling": {"names": {"urls.*.x": "tracking_urls.*.y"}}, "operations": ["@any"]},
    {"same_across": {"siblings": "campaign", "parameters": ["name"], "within": "any"}, "operations": ["ads/update"]},
    {"count": {"per": ["campaign_id"], "at_most": 1, "of": "all"}, "operations": ["ad_groups/create"]},
    {"known": {"tracking_urls.click.*": "tracking_urls.*"}},
    {"known": {"request.scope": "token.scopes"}},
    {"before": {"earlier": "ads/list", "joined_by": {"query.campaign_ids": "campaign.id"}, "when_missing": "pass"}},
    {"before": {"earlier": ["ads/list", "ads/get"], "with": {"set": "ad_ids"}, "when_missing": "report"}},
    {"eventually": {"later": "campaigns/update", "joined_by": {"id": "id"}, "with": {"status": "ACTIVE"}}},
    {"eventually": {"later": "ads/update", "joined_by": {"id": "x"}}, "operations": ["@any"]},
    {"rate": {"per": "minute", "by": ["path.ad_account_id"], "at_most": 300}},
    {"required": ["name"], "fix": {"set": {"tracking_urls.click": ["u"]}}},
    {"required": ["name"], "severity": "note", "if_unknown": "note"},
    {"required": ["name"], "covers": ["pp-campaign-name-required"]},
]


@pytest.mark.parametrize("keys", ALLOWED, ids=[f"{k}"[:70] for k in ALLOWED])
def test_allowed(tmp_path: Path, keys: dict[str, Any]) -> None:
    assert mistakes(tmp_path, a_pack(a_rule(**keys))) == []


def test_the_packs_own_condition_is_checked_for_all_its_rules(tmp_path: Path) -> None:
    rules = [
        a_rule("TST1", required=["name"]),
        a_rule("TST2", required=["bid_multiplier"], operations=["ad_groups/create"]),
    ]
    assert mistakes(tmp_path, a_pack(*rules, when={"set": "bid_multiplier"})) == []
    assert told(tmp_path, a_pack(*rules, when={"set": "bid_multiplyer"})) == [
        ("bid_multiplyer is no parameter of ad_groups/create or campaigns/create", "did you mean bid_multiplier?")
    ]
    assert told(tmp_path, a_pack(*rules, when={"name": {"pattern": "("}}))[0][0].startswith("the pattern")
    anything = a_pack(a_rule(required=["x"]), operations=["@any"], when={"x": {"pattern": "("}})
    assert told(tmp_path, anything)[0][0].startswith("the pattern")
    elsewhere = [a_rule("TST1", required=["name"], pack_when="ignored"), a_rule("TST2", required=["name"])]
    assert mistakes(tmp_path, a_pack(*elsewhere, when={"set": "name"})) == []


def test_operations_are_named_somewhere(tmp_path: Path) -> None:
    pack = a_pack(a_rule(required=["name"]))
    del pack["operations"]
    assert told(tmp_path, pack)[0] == ("neither the rule nor its pack names operations", None)


EXAMPLES_REFUSED: list[tuple[dict[str, Any], str, str]] = [
    ({"operation": "campaign/create"}, "there is no operation campaign/create", "did you mean campaigns/create?"),
    (
        {"requests": [{"operation": "campaign/create"}]},
        "there is no operation campaign/create",
        "did you mean campaigns/create?",
    ),
    ({"api_version": "4.0"}, "the API table has no version 4.0", "it has 5.23, 5.28"),
    ({"as_of": "tomorrow"}, "this is no day", "a day is written as 2026-11-21"),
    ({"assume": ["performance"]}, "nothing can be assumed as performance", "known are performance-plus"),
    ({"text": "{"}, "the text of an example is JSON", ""),
    ({"finds": {"/name": "fatal"}}, "a finding is one of note, warning, error", ""),
    ({"finds": {"1": "error"}}, "what request 1 finds is a list of pointers", "such as [/0/name]"),
    ({"finds": {"1": {"1": ["/name"]}}}, "a finding is one of note, warning, error", ""),
    ({"bdy": {}}, "the key bdy is unknown here", "did you mean body?"),
    ({"daily_spend_cap": 5}, "the key daily_spend_cap is unknown here", ""),
]


@pytest.mark.parametrize(
    ("example", "message", "hint"), EXAMPLES_REFUSED, ids=[f"{e}"[:50] for e, *_ in EXAMPLES_REFUSED]
)
def test_examples_that_cannot_be_judged(tmp_path: Path, example: dict[str, Any], message: str, hint: str) -> None:
    examples = {"valid": [{}], "invalid": [{"finds": ["/name"], **example}]}
    for pack in (
        a_pack(a_rule(required=["name"], examples=examples)),
        a_pack(a_rule(required=["name"]), examples=[{**example, "finds": {}}]),
    ):
        if pack.get("examples") and "finds" in example:
            continue
        found = mistakes(tmp_path, pack)
        assert len(found) == 1, found
        assert message in found[0].message
        assert hint in (found[0].hint or "")
        assert found[0].line > 5


class TestSeveralPacks:
    def test_all_mistakes_of_all_files_together_in_order(self, tmp_path: Path) -> None:
        write_pack(
            tmp_path / "b", a_pack(a_rule("TST1", required=["nmae"]), a_rule("TST2", required=["statsu"])), "two.yml"
        )
        write_pack(tmp_path / "a", "rules: [", "one.yaml")
        write_pack(tmp_path / "a", a_pack(a_rule("TST3", frobidden=["name"])), "two.yaml")
        with pytest.raises(PackError) as caught:
            load_packs([tmp_path / "b", tmp_path / "a"], table(), ours=False)
        lines = str(caught.value).splitlines()
        assert [line.partition(":")[0].removeprefix(tmp_path.as_posix()) for line in lines] == [
            "/a/one.yaml", "/a/two.yaml", "/b/two.yml", "/b/two.yml",
        ]  # fmt: skip
        assert all(line.split(":")[1].isdigit() and line.split(":")[2].isdigit() for line in lines)
        assert lines[2].endswith("nmae is no parameter of campaigns/create (did you mean name?)")

    def test_an_id_and_a_name_are_used_once(self, tmp_path: Path) -> None:
        write_pack(tmp_path, a_pack(a_rule("TST1", required=["name"])), "a.yaml")
        write_pack(tmp_path, a_pack(a_rule("TST1", required=["name"])), "b.yaml")
        with pytest.raises(PackError) as caught:
            load_packs([tmp_path], table(), ours=False)
        first = (tmp_path / "a.yaml").as_posix()
        assert [one.message for one in caught.value.mistakes] == [
            f"id TST1 is already used in {first}",
            f"name rule-tst1 is already used in {first}",
        ]

    def test_ours_are_taken_too(self, tmp_path: Path) -> None:
        found = mistakes(tmp_path, a_pack(a_rule("PP101", required=["name"])), ours=True)
        assert [one.message for one in found] == ["id PP101 is already used in rules/performance-plus/campaign.yaml"]

    @pytest.mark.parametrize("folder", ["empty", "missing"])
    def test_a_folder_without_packs(self, tmp_path: Path, folder: str) -> None:
        (tmp_path / "empty").mkdir()
        with pytest.raises(PackError) as caught:
            load_packs([tmp_path / folder], table(), ours=False)
        assert [(one.message, one.hint) for one in caught.value.mistakes] == [
            ("there is no pack here", "a pack is a .yaml file of rules")
        ]


class TestFiles:
    def failing(self, folder: Path) -> str:
        with pytest.raises(PackError) as caught:
            load_packs([folder], table(), ours=False)
        (one,) = caught.value.mistakes
        assert (one.line, one.column) == (1, 1)
        return one.message

    def test_a_file_that_cannot_be_read(self, tmp_path: Path) -> None:
        (tmp_path / "x.yaml").mkdir()
        assert self.failing(tmp_path) == "the pack cannot be read"

    def test_a_file_that_is_no_text(self, tmp_path: Path) -> None:
        (tmp_path / "x.yaml").write_bytes(b"pack: \xff")
        assert self.failing(tmp_path) == "the pack is not UTF-8 text"

    def test_a_file_that_is_huge(self, tmp_path: Path) -> None:
        (tmp_path / "x.yaml").write_bytes(b"#" * ((5 << 20) + 1))
        assert self.failing(tmp_path) == "the pack is larger than 5 MiB"

    def test_a_byte_order_mark_is_no_mistake(self, tmp_path: Path) -> None:
        (tmp_path / "x.yaml").write_text("\ufeff" + HEAD + "    required: [name]\n" + EXAMPLES, encoding="utf-8")
        assert len(load_packs([tmp_path], table(), ours=False)) == 1

    def test_users_may_call_their_pack_as_they_like(self, tmp_path: Path) -> None:
        write_pack(tmp_path, a_pack(a_rule(required=["name"])), "rows.yaml")
        assert [pack.name for pack in load_packs([tmp_path], table(), ours=False)] == ["team/own"]

    @pytest.mark.parametrize(
        "value", [[], "text", 5, None, {"pack": "x"}, {"pack": "Team/Own", "source": PAGE, "rules": []}]
    )
    def test_what_is_no_pack(self, tmp_path: Path, value: Any) -> None:
        assert mistakes(tmp_path, value)


def test_our_own_rules_must_say_why(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    from pinvet.rulebook import load

    write_pack(tmp_path, a_pack(a_rule(required=["name"])))
    monkeypatch.setattr(load, "data_dir", lambda name: tmp_path if name == "rules" else _schemas())
    with pytest.raises(PackError) as caught:
        load_packs((), table())
    assert str(caught.value) == "rules/own.yaml:13:4: the rule does not say why (add `why:`, one or two sentences)"


def _schemas() -> Path:
    from pinvet.api.data import data_dir

    return data_dir("schemas")
