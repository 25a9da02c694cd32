"""Changes that siblings share: in one request, by the end of the input, or never against each other."""

from __future__ import annotations

from typing import Any

import pytest

from rulebench import Judged, Log, a_rule, book, judge

GROUPS, ADS = "ad_groups/update", "ads/update"


def sync(within: str, siblings: Any = "campaign", **more: Any) -> dict[str, Any]:
    keys = {key: more.pop(key) for key in ("equal",) if key in more}
    names = more.pop("parameters", ["targeting_spec.GEO", "name"])
    return a_rule(same_across={"siblings": siblings, "parameters": names, "within": within, **keys}, **more)


def family(*ids: str, listed: bool = True, **values: Any) -> dict[str, Any]:
    groups = {identity: {"campaign_id": "1", "name": "old", **values} for identity in ids}
    return {"ad_groups": groups, "listed": ["ad_groups of 1"] if listed else []}


def renamed(**names: str | None) -> list[dict[str, Any]]:
    return [{"id": identity.removeprefix("g"), "name": name} for identity, name in names.items()]


def groups(rule: dict[str, Any], body: list[dict[str, Any]], context: dict[str, Any], **keys: Any) -> Judged:
    return judge(rule, body, GROUPS, context=context, **keys)


class TestWithinARequest:
    rule = sync("request")

    def test_all_alike(self) -> None:
        judged = groups(self.rule, renamed(g11="A", g12="A"), family("11", "12"))
        assert (judged.found, judged.skips) == ([], [])

    def test_alike_as_sets(self) -> None:
        body = [
            {"id": "11", "targeting_spec": {"GEO": ["US", "CA"]}},
            {"id": "12", "targeting_spec": {"GEO": ["CA", "US"]}},
        ]
        assert groups(self.rule, body, family("11", "12")).found == []

    def test_different(self) -> None:
        judged = groups(self.rule, renamed(g11="A", g12="B"), family("11", "12"))
        assert judged.found == [("TST1", "/1/name", "error")]
        assert judged.only.message == "name differs from that of a sibling in the same request"
        assert judged.only.related == (((0, "name"), "the sibling's value", None),)

    def test_left_out(self) -> None:
        judged = groups(self.rule, renamed(g11="A"), family("11", "12"))
        assert judged.found == [("TST1", "/0/name", "error")]
        assert judged.only.message == "name changes here, but 1 of 1 sibling is not in the same request"
        three = groups(self.rule, renamed(g11="A", g12="A"), family("11", "12", "13", "14"))
        assert three.found == [("TST1", "/0/name", "error")]  # once, at the first
        assert three.only.message == "name changes here, but 2 of 3 siblings are not in the same request"

    def test_only_what_is_touched(self) -> None:
        assert groups(self.rule, renamed(g11="old"), family("11", "12")).found == []
        assert groups(self.rule, [{"id": "11", "status": "PAUSED"}], family("11", "12")).found == []
        assert groups(self.rule, renamed(g11="A", g12=None), family("11", "12")).found == [("TST1", "/0/name", "error")]

    def test_a_campaign_with_one_ad_group(self) -> None:
        judged = groups(self.rule, renamed(g11="A"), family("11"))
        assert (judged.found, judged.skips) == ([], [])

    def test_siblings_that_nobody_listed(self) -> None:
        alone = groups(self.rule, renamed(g11="A"), family("11", listed=False))
        assert (alone.found, alone.skips) == ([], [("TST1", ("ad_groups of 1",))])
        seen = groups(self.rule, renamed(g11="A"), family("11", "12", listed=False))
        assert (seen.found, seen.skips) == ([], [("TST1", ("ad_groups of 1",))])

    def test_if_unknown_weighs_what_was_seen_but_guesses_nothing(self) -> None:
        rule = sync("request", if_unknown="warning")
        seen = groups(rule, renamed(g11="A"), family("11", "12", listed=False))
        assert seen.found == [("TST1", "/0/name", "warning")]
        alone = groups(rule, renamed(g11="A"), family("11", listed=False))
        assert (alone.found, alone.skips) == ([], [("TST1", ("ad_groups of 1",))])

    def test_a_campaign_that_nobody_knows(self) -> None:
        assert groups(self.rule, renamed(g11="A"), {}).skips == [("TST1", ("campaign.id",))]
        assert groups(self.rule, [{"id": "11", "name": "A", "campaign_id": 7}], {}).skips == [
            ("TST1", ("campaign.id",))
        ]

    def test_other_campaigns_are_no_siblings(self) -> None:
        context = family("11")
        context["ad_groups"]["21"] = {"campaign_id": "2"}
        context["listed"].append("ad_groups of 2")
        assert groups(self.rule, renamed(g11="A", g21="B"), context).found == []

    def test_whatever_the_value(self) -> None:
        rule = sync("request", equal=False)
        assert groups(rule, renamed(g11="A", g12="B"), family("11", "12")).found == []
        assert groups(rule, renamed(g11="A"), family("11", "12")).found == [("TST1", "/0/name", "error")]


class TestRoles:
    rule = sync("request", {"of": "campaign", "role": ["base", "retargeting"]})

    def context(self, **roles: str | None) -> dict[str, Any]:
        context = family(*(name.removeprefix("g") for name in roles))
        for name, role in roles.items():
            if role is not None:
                context["ad_groups"][name.removeprefix("g")]["role"] = role
        return context

    def test_only_those_of_the_roles_are_siblings(self) -> None:
        context = self.context(g11="base", g12="customer_segment", g13="retargeting")
        assert groups(self.rule, renamed(g12="A"), context).found == []
        assert groups(self.rule, renamed(g11="A", g13="A"), context).found == []
        assert groups(self.rule, renamed(g11="A"), context).found == [("TST1", "/0/name", "error")]

    def test_a_role_that_nobody_told(self) -> None:
        judged = groups(self.rule, renamed(g11="A"), self.context(g11=None, g12="base"))
        assert (judged.found, judged.skips) == ([], [("TST1", ("was.role",))])
        assert groups(self.rule, renamed(g99="A"), self.context(g11="base")).skips == [("TST1", ("campaign.id",))]


def adverts(*listed: str, **places: Any) -> dict[str, Any]:
    """Ads named a<group><number> at their positions, of the ad groups 11 and 12 of campaign 1."""
    ads = {name.removeprefix("a"): {"ad_group_id": name[1:3], "name": "old"} for name in places}
    for name, place in places.items():
        if place is not None:
            ads[name.removeprefix("a")]["position"] = place
    return {"ads": ads, "ad_groups": {"11": {"campaign_id": "1"}, "12": {"campaign_id": "1"}}, "listed": list(listed)}


class TestPositions:
    rule = sync("request", "position", parameters=["name"])
    whole = ("ad_groups of 1", "ads of 11", "ads of 12")

    def found(self, names: list[str], context: dict[str, Any]) -> Judged:
        return judge(self.rule, [{"id": identity, "name": "A"} for identity in names], ADS, context=context)

    def test_those_at_the_same_position_are_siblings(self) -> None:
        context = adverts(*self.whole, a111=0, a112=1, a121=0, a122=1)
        assert self.found(["111", "121"], context).found == []
        assert self.found(["111"], context).found == [("TST1", "/0/name", "error")]
        assert self.found(["111", "122"], context).found == [("TST1", "/0/name", "error"), ("TST1", "/1/name", "error")]

    def test_a_position_that_nobody_told(self) -> None:
        assert self.found(["111"], adverts(*self.whole, a111=None)).skips == [("TST1", ("was.position",))]
        assert self.found(["999"], adverts(*self.whole)).skips == [("TST1", ("campaign.id",))]

    def test_every_list_must_be_whole(self) -> None:
        for missing, fact in (("ad_groups of 1", "ad_groups of 1"), ("ads of 12", "ads of 12")):
            listed = [one for one in self.whole if one != missing]
            judged = self.found(["111"], adverts(*listed, a111=0))
            assert (judged.found, judged.skips) == ([], [("TST1", (fact,))])


def test_children_of_ad_groups_are_siblings_over_the_campaign() -> None:
    context = {
        "product_group_promotions": {"31": {"ad_group_id": "11"}, "32": {"ad_group_id": "12"}},
        "ad_groups": {"11": {"campaign_id": "1"}, "12": {"campaign_id": "1"}},
        "listed": ["ad_groups of 1", "product_group_promotions"],
    }
    rule = sync("request", parameters=["status"])
    operation = "product_group_promotions/update"

    def body(*ids: str) -> dict[str, Any]:
        return {"product_group_promotion": [{"id": identity, "status": "PAUSED"} for identity in ids]}

    assert judge(rule, body("31", "32"), operation, context=context).found == []
    found = judge(rule, body("31"), operation, context=context).found
    assert found == [("TST1", "/product_group_promotion/0/status", "error")]


class TestNeverAgainstEachOther:
    def log(self) -> Log:
        return Log(book(sync("any"), operations=[GROUPS]), family("11", "12", "13", listed=False))

    def test_in_one_request(self) -> None:
        assert self.log().send(GROUPS, renamed(g11="A", g12="B")).found == [("TST1", "/1/name", "error")]
        assert self.log().send(GROUPS, renamed(g11="A", g12="A")).found == []

    def test_over_requests(self) -> None:
        log = self.log()
        assert log.send(GROUPS, renamed(g11="A"), ids=["11"]).found == []
        judged = log.send(GROUPS, renamed(g12="B"), ids=["12"])
        assert judged.found == [("TST1", "/0/name", "error")]
        assert judged.only.message == "name differs from what an earlier request gave a sibling"
        assert log.send(GROUPS, renamed(g13="B"), status=400).found != []

    def test_changed_again_together(self) -> None:
        log = self.log()
        log.send(GROUPS, renamed(g11="A", g12="A"), status=200)
        assert log.send(GROUPS, renamed(g11="B", g12="B"), status=200).found == []

    def test_the_same_one_may_change_its_mind(self) -> None:
        log = self.log()
        log.send(GROUPS, renamed(g11="A"), status=200)
        assert log.send(GROUPS, renamed(g11="B"), status=200).found == []

    def test_refused_changes_do_not_count(self) -> None:
        log = self.log()
        log.send(GROUPS, renamed(g11="A"), status=400)
        assert log.send(GROUPS, renamed(g12="B"), status=200).found == []


class TestByTheEnd:
    def log(self, context: dict[str, Any], operations: tuple[str, ...] = (GROUPS,), **keys: Any) -> Log:
        rule = sync("capture", parameters=["name"], **keys)
        return Log(book(rule, operations=list(operations)), context)

    def test_all_touched_in_time(self) -> None:
        log = self.log(family("11", "12"))
        assert log.send(GROUPS, renamed(g11="A"), status=200).skips == []
        log.send(GROUPS, renamed(g12="A"), status=200)
        assert log.end() == []

    def test_one_left_out(self) -> None:
        log = self.log(family("11", "12", "13"))
        log.send(GROUPS, [{"id": "11", "status": "PAUSED"}], status=200)
        log.send(GROUPS, renamed(g11="A"), status=200)
        assert log.end() == [("TST1", 1, "name", None, "error")]

    def test_different_by_the_end(self) -> None:
        log = self.log(family("11", "12"))
        log.send(GROUPS, renamed(g11="A"), status=200)
        log.send(GROUPS, renamed(g12="B"), status=200)
        assert log.end() == [("TST1", 1, "name", None, "error")]
        log.send(GROUPS, renamed(g12="A"), status=200)
        assert log.end() == []

    def test_what_was_refused_was_not_changed(self) -> None:
        log = self.log(family("11", "12"))
        log.send(GROUPS, renamed(g11="A"), status=200)
        log.send(GROUPS, renamed(g12="A"), answer={"items": [{"exceptions": [{"code": 1}]}]})
        assert log.end() == [("TST1", 0, "name", None, "error")]

    def test_siblings_that_nobody_listed(self) -> None:
        log = self.log(family("11", "12", listed=False))
        log.send(GROUPS, renamed(g11="A"), status=200)
        assert log.end() == [("TST1", 0, "name", "ad_groups of 1", "error")]
        log.send(GROUPS, renamed(g12="A"), status=200)
        assert log.end() == [("TST1", 0, "name", "ad_groups of 1", "error")]

    def test_of_roles_only_those_with_the_role_are_waited_for(self) -> None:
        context = family("11", "12", "13", listed=False)
        context["ad_groups"]["11"]["role"] = context["ad_groups"]["12"]["role"] = "base"
        log = self.log(context, siblings={"of": "campaign", "role": ["base"]})
        log.send(GROUPS, renamed(g11="A", g12="A"), status=200)
        assert log.end() == []

    def test_of_positions_only_those_at_the_same_one(self) -> None:
        context = adverts("ad_groups of 1", "ads", a111=0, a112=1, a121=0)
        log = self.log(context, (ADS,), siblings="position")
        log.send(ADS, [{"id": "111", "name": "A"}, {"id": "121", "name": "A"}], status=200)
        assert log.end() == []
        log.send(ADS, [{"id": "111", "name": "B"}], status=200)
        assert log.end() == [("TST1", 0, "name", None, "error")]

    def test_without_an_end_it_is_a_skip(self) -> None:
        judged = groups(sync("capture"), renamed(g11="A"), family("11", "12"))
        assert (judged.found, judged.skips) == ([], [("TST1", ("the end of the input",))])
        assert groups(sync("capture"), renamed(g11="A", g12="A"), family("11", "12")).skips == []
        unlisted = groups(sync("capture"), renamed(g11="A"), family("11", listed=False))
        assert unlisted.skips == [("TST1", ("ad_groups of 1",))]

    def test_an_unknown_condition_is_a_skip_before_the_end(self) -> None:
        rule = sync("capture", parameters=["name"], when={"campaign.objective_type": "SALES"})
        log = Log(book(rule, operations=[GROUPS]), family("11", "12"))
        assert log.send(GROUPS, renamed(g11="A"), status=200).skips == [("TST1", ("campaign.objective_type",))]
        assert log.end() == []

    def test_the_gravest_is_told_as_it_was_weighed_then(self) -> None:
        weaker = [{"when": {"was.name": "old"}, "severity": "warning"}]
        log = self.log(family("11", "12"), weaker=weaker)
        log.send(GROUPS, renamed(g11="A"), status=200)
        assert log.end() == [("TST1", 0, "name", None, "warning")]
        none = self.log(family("11", "12"), weaker=[{"parameters": ["name"], "severity": "none"}])
        none.send(GROUPS, renamed(g11="A"), status=200)
        assert none.end() == []

    def test_a_message_counts_who_is_missing(self) -> None:
        from pinvet.engine.fold import finish

        log = self.log(family("11", "12", "13"))
        log.send(GROUPS, renamed(g11="A"), status=200)
        (late,) = finish(log.programs[GROUPS], log.account)
        assert late.message == "name changes here, but 2 of 2 siblings were never changed alike"
        log.send(GROUPS, renamed(g12="A"), status=200)
        (late,) = finish(log.programs[GROUPS], log.account)
        assert late.message == "name changes here, but 1 of 2 siblings was never changed alike"


@pytest.mark.parametrize("within", ["request", "any", "capture"])
def test_an_entity_without_an_id_is_never_remembered(within: str) -> None:
    log = Log(book(sync(within), operations=[GROUPS]), family("11", "12"))
    log.send(GROUPS, [{"name": "A", "campaign_id": "1"}], status=200)
    log.send(GROUPS, [{"id": "99", "name": "A"}], status=200)  # of a campaign that nobody knows
    assert log.account.events.touched == {}
