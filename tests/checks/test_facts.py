"""Facts: own evidence beats the account, the account beats what is declared, and unknown is never false."""

from __future__ import annotations

from typing import Any, ClassVar

import pytest

from pinvet.checks.facts import fact
from pinvet.checks.scope import Scope
from pinvet.checks.view import Call, View
from pinvet.model import UNKNOWN
from rulebench import Judged, a_rule, account_of, create, declared_by, judge, table, update

GROUPS, ADS = "ad_groups/create", "ads/create"
ADVERT = {"ad_group_id": "5"}


def told(
    name: str,
    operation: str,
    entity: dict[str, Any],
    context: dict[str, Any] | None = None,
    assume: tuple[str, ...] = (),
) -> Any:
    described = table().operation(operation)
    call = Call(operation, described.entity, update=described.does == "update")
    call.account, call.declared = account_of(context), declared_by(assume)
    return fact(name, Scope(described, table(), (), {})).get(View(call, entity))


def campaigns(**values: Any) -> dict[str, Any]:
    return {"campaigns": {"1": values}}


def under(group: dict[str, Any] | None = None, **campaign: Any) -> dict[str, Any]:
    return {"campaigns": {"1": campaign}, "ad_groups": {"5": {"campaign_id": "1", **(group or {})}}}


PPLUS = "campaign.is_performance_plus"
SETTINGS = {"performance_plus_campaign_settings": {"boost_prospecting_ad_group_bid": False}}
DECLARED, DENIED = ("performance-plus",), ("no-performance-plus",)

PERFORMANCE_PLUS: list[tuple[str, dict[str, Any], dict[str, Any], tuple[str, ...], Any]] = [
    ("campaigns/create", {"is_performance_plus": True}, {}, DENIED, True),
    ("campaigns/create", {"is_performance_plus": False}, {}, DECLARED, False),
    ("campaigns/create", {}, {}, (), False),
    ("campaigns/create", {"is_performance_plus": None}, {}, DENIED, False),
    ("campaigns/create", {}, {}, DECLARED, True),
    ("campaigns/create", {"is_performance_plus": "true"}, {}, DECLARED, UNKNOWN),
    ("campaigns/create", {"is_performance_plus": "{{flag}}"}, {}, (), UNKNOWN),
    ("campaigns/create", {"is_performance_plus": "{{flag}}"}, {}, DECLARED, True),
    ("campaigns/update", {"id": "1"}, campaigns(is_performance_plus=True), DENIED, True),
    ("campaigns/update", {"id": "1"}, campaigns(is_performance_plus=False), DECLARED, False),
    ("campaigns/update", {"id": "1"}, campaigns(), DECLARED, False),
    ("campaigns/update", {"id": "1"}, campaigns(partial=True), (), UNKNOWN),
    ("campaigns/update", {"id": "1"}, campaigns(partial=True), DECLARED, True),
    ("campaigns/update", {"id": "1"}, campaigns(is_performance_plus="yes"), DENIED, False),
    ("campaigns/update", {"id": "1", **SETTINGS}, campaigns(is_performance_plus=False), (), True),
    ("campaigns/update", {"id": "1", "is_performance_plus": True}, {}, (), UNKNOWN),
    ("campaigns/update", {"id": "1"}, {}, (), UNKNOWN),
    ("campaigns/update", {"id": 1}, campaigns(is_performance_plus=True), (), UNKNOWN),
    (GROUPS, {"campaign_id": "1"}, campaigns(is_performance_plus=True), (), True),
    (GROUPS, {"campaign_id": "1"}, campaigns(), (), False),
    (GROUPS, {"campaign_id": "1"}, campaigns(partial=True), (), UNKNOWN),
    (GROUPS, {"campaign_id": "1"}, {}, DECLARED, True),
    (GROUPS, {"campaign_id": "1"}, {}, DENIED, False),
    (GROUPS, {"campaign_id": "1"}, {}, (), UNKNOWN),
    (GROUPS, {"campaign_id": "{{id}}"}, {}, (), UNKNOWN),
    (GROUPS, {"campaign_id": "1", "customer_segment_id": "7"}, campaigns(), (), True),
    (GROUPS, {"campaign_id": "1", "customer_segment_id": "0"}, campaigns(), (), False),
    (GROUPS, {"campaign_id": "1", **SETTINGS}, {}, DENIED, True),
    ("ad_groups/update", {"id": "5"}, under(is_performance_plus=True), (), True),
    ("ad_groups/update", {"id": "5"}, under({"customer_segment_id": "7"}), (), True),
    ("ad_groups/update", {"id": "5"}, {}, (), UNKNOWN),
    (ADS, ADVERT, under(is_performance_plus=True), (), True),
    (ADS, ADVERT, under(), (), False),
    (ADS, ADVERT, under({"customer_segment_id": "7"}), (), True),
    (ADS, ADVERT, {"ad_groups": {"5": {"campaign_id": "1"}}}, (), UNKNOWN),
    (ADS, ADVERT, {}, DECLARED, True),
    ("ads/update", {"id": "9"}, {"ads": {"9": ADVERT}, **under(is_performance_plus=True)}, (), True),
    ("product_group_promotions/create", ADVERT, under(is_performance_plus=True), (), True),
]


@pytest.mark.parametrize(("operation", "entity", "context", "assume", "answer"), PERFORMANCE_PLUS)
def test_is_performance_plus(operation: str, entity: Any, context: Any, assume: Any, answer: Any) -> None:
    assert told(PPLUS, operation, entity, context, assume) is answer


BOOST = {"performance_plus_campaign_settings": {"boost_prospecting_ad_group_bid": True}}
LISTS = {"performance_plus_campaign_settings": {"pinner_list_exclusions": ["8"]}}
NEW, NOT_NEW = ("new-customer-acquisition",), ("no-new-customer-acquisition",)

NCA: list[tuple[str, dict[str, Any], dict[str, Any], tuple[str, ...], Any]] = [
    ("campaigns/create", BOOST, {}, NOT_NEW, True),
    ("campaigns/create", LISTS, {}, (), True),
    ("campaigns/create", SETTINGS, {}, (), False),
    ("campaigns/create", {}, {}, NEW, True),
    ("campaigns/create", {"performance_plus_campaign_settings": "on"}, {}, (), False),
    ("campaigns/update", {"id": "1", **BOOST}, campaigns(), (), True),
    ("campaigns/update", {"id": "1"}, campaigns(**BOOST), (), True),
    ("campaigns/update", {"id": "1"}, campaigns(), NEW, False),
    ("campaigns/update", {"id": "1"}, campaigns(partial=True), (), UNKNOWN),
    ("campaigns/update", {"id": "1"}, campaigns(partial=True, **SETTINGS), (), False),
    ("campaigns/update", {"id": "1"}, campaigns(partial=True), NEW, True),
    (GROUPS, {"campaign_id": "1", "customer_segment_id": "7"}, campaigns(), (), True),
    (GROUPS, {"campaign_id": "1", "customer_segment_id": 0}, {}, (), UNKNOWN),
    (GROUPS, {"campaign_id": "1"}, campaigns(**LISTS), (), True),
    (GROUPS, {"campaign_id": "1"}, campaigns(), NEW, False),
    (GROUPS, {"campaign_id": "1"}, {}, NOT_NEW, False),
    (ADS, ADVERT, under({"customer_segment_id": "7"}), (), True),
    (ADS, ADVERT, under(), (), False),
    (ADS, ADVERT, {}, (), UNKNOWN),
]


@pytest.mark.parametrize(("operation", "entity", "context", "assume", "answer"), NCA)
def test_is_nca(operation: str, entity: Any, context: Any, assume: Any, answer: Any) -> None:
    assert told("campaign.is_nca", operation, entity, context, assume) is answer


SALES = ("objective=SALES",)
OBJECTIVE: list[tuple[str, dict[str, Any], dict[str, Any], tuple[str, ...], Any]] = [
    ("campaigns/create", {"objective_type": "LEADS"}, {}, SALES, "LEADS"),
    ("campaigns/create", {}, {}, (), None),
    ("campaigns/create", {}, {}, SALES, "SALES"),
    ("campaigns/create", {"objective_type": "{{o}}"}, {}, (), UNKNOWN),
    ("campaigns/create", {"objective_type": "{{o}}"}, {}, SALES, "SALES"),
    ("campaigns/update", {"id": "1"}, campaigns(objective_type="LEADS"), SALES, "LEADS"),
    ("campaigns/update", {"id": "1", "objective_type": "SALES"}, campaigns(objective_type="LEADS"), (), "SALES"),
    ("campaigns/update", {"id": "1"}, campaigns(), (), UNKNOWN),
    ("campaigns/update", {"id": "1"}, campaigns(), SALES, "SALES"),
    ("campaigns/update", {"id": "1"}, {}, (), UNKNOWN),
    (GROUPS, {"campaign_id": "1"}, campaigns(objective_type="LEADS"), SALES, "LEADS"),
    (GROUPS, {"campaign_id": "1"}, campaigns(objective_type="{{o}}"), SALES, "SALES"),
    (GROUPS, {"campaign_id": "1"}, campaigns(), (), UNKNOWN),  # the API requires it: it is there, nobody told
    (GROUPS, {"campaign_id": "1"}, campaigns(partial=True), (), UNKNOWN),
    (ADS, ADVERT, under(objective_type="LEADS"), (), "LEADS"),
    (ADS, ADVERT, {}, SALES, "SALES"),
]


@pytest.mark.parametrize(("operation", "entity", "context", "assume", "answer"), OBJECTIVE)
def test_objective_type(operation: str, entity: Any, context: Any, assume: Any, answer: Any) -> None:
    found = told("campaign.objective_type", operation, entity, context, assume)
    assert found is answer or found == answer


@pytest.mark.parametrize(
    ("name", "campaign", "answer"),
    [
        ("campaign.daily_spend_cap", {"daily_spend_cap": 5}, 5),
        ("campaign.daily_spend_cap", {}, None),
        ("campaign.daily_spend_cap", {"partial": True}, UNKNOWN),
        ("campaign.is_top_of_search", {}, False),  # the default
        ("campaign.is_top_of_search", {"partial": True}, UNKNOWN),
        ("campaign.is_top_of_search", {"is_top_of_search": None, "partial": True}, False),
        ("campaign.name", {}, UNKNOWN),  # required on create: it cannot be absent
        ("campaign.tracking_urls.click", {"tracking_urls": {"click": ["u"]}}, ["u"]),
        ("campaign.tracking_urls.click", {"tracking_urls": {}, "partial": True}, None),
        ("campaign.role", {}, UNKNOWN),
    ],
)
def test_a_parent_known_whole_or_in_part(name: str, campaign: dict[str, Any], answer: Any) -> None:
    found = told(name, GROUPS, {"campaign_id": "1"}, campaigns(**campaign))
    assert found is answer or found == answer
    assert told(name, GROUPS, {"campaign_id": "1"}) is UNKNOWN


def test_a_campaigns_own_parameters_have_their_defaults() -> None:
    assert told("campaign.is_top_of_search", "campaigns/create", {}) is False
    assert told("campaign.is_top_of_search", "campaigns/create", {"is_top_of_search": True}) is True
    assert told("campaign.status", "campaigns/update", {"id": "1"}) is UNKNOWN
    assert told("campaign.status", "campaigns/update", {"id": "1", "status": "PAUSED"}) == "PAUSED"


def test_what_only_a_context_file_can_tell() -> None:
    known = {"ad_groups": {"5": {"role": "base"}}, "ads": {"9": {"position": 2}}}
    assert told("was.role", "ad_groups/update", {"id": "5"}, known) == "base"
    assert told("was.role", "ad_groups/update", {"id": "5"}, under()) is UNKNOWN
    assert told("was.position", "ads/update", {"id": "9"}, known) == 2
    assert told("was.position", "ads/update", {"id": "9"}, {"ads": {"9": {}}}) is UNKNOWN
    assert told("ad_group.role", ADS, ADVERT, known) == "base"
    assert told("ad_group.role", ADS, ADVERT, under()) is UNKNOWN


def test_what_was_before() -> None:
    assert (
        told("was.status", "campaigns/update", {"id": "1", "status": "PAUSED"}, campaigns(status="ACTIVE")) == "ACTIVE"
    )
    assert told("was.status", "campaigns/update", {"id": "1"}, campaigns()) is None
    assert told("was.status", "campaigns/update", {"id": "1"}) is UNKNOWN
    assert told("was.status", "campaigns/create", {"status": "ACTIVE"}) is None


def test_ids_of_parents() -> None:
    assert told("campaign.id", "campaigns/update", {"id": "1"}) == "1"
    assert told("campaign.id", "campaigns/create", {}) is UNKNOWN
    assert told("campaign.id", GROUPS, {"campaign_id": "1"}) == "1"
    assert told("campaign.id", ADS, ADVERT, under()) == "1"
    assert told("campaign.id", ADS, ADVERT) is UNKNOWN
    assert told("ad_group.id", ADS, ADVERT) == "5"
    assert told("ad_group.id", "ads/update", {"id": "9"}, {"ads": {"9": ADVERT}}) == "5"
    assert told("ad_group.id", ADS, {}) is UNKNOWN


def test_what_an_entity_refers_to() -> None:
    context = {
        "catalog_product_groups": {"3": {"type": "ALL_PRODUCTS"}},
        "promotions": {"4": {"start_time": 5}},
        "feeds": {"6": {"format": "CSV"}},
        "product_group_promotions": {"9": {"catalog_product_group_id": "3"}},
    }
    pgp = "product_group_promotions"
    kind = "catalog_product_group.type"
    assert told(kind, f"{pgp}/create", {"catalog_product_group_id": "3"}, context) == "ALL_PRODUCTS"
    assert told(kind, f"{pgp}/create", {"catalog_product_group_id": "8"}, context) is UNKNOWN
    assert told(kind, f"{pgp}/update", {"id": "9"}, context) == "ALL_PRODUCTS"
    assert told("promotion.start_time", GROUPS, {"promotion_id": "4"}, context) == 5
    assert told("promotion.start_time", GROUPS, {"promotion_id": "0"}, context) is UNKNOWN
    assert told("feed.format", "catalogs_product_groups/create", {"feed_id": "6"}, context) == "CSV"
    rule = a_rule(required=["format"], when={"feed.format": "CSV"})
    assert judge(rule, {}, "feeds/ingest", path={"feed_id": "6"}, context=context).skips == []


def test_a_name_that_only_looks_like_a_fact_is_a_parameter() -> None:
    assert told("campaign", GROUPS, {"campaign": 7}) == 7
    assert told("body", GROUPS, {"body": 7}) == 7
    assert told("entity.name", GROUPS, {"name": "A"}) == "A"
    assert told("declared.objective_type", GROUPS, {}, None, SALES) == "SALES"
    assert told("declared.objective_type", GROUPS, {}) is None
    assert told("tracking_urls.*", "campaigns/create", {"tracking_urls": {"click": ["u"]}}) == ["u"]
    assert told("tracking_urls.*", "campaigns/create", {}) is None
    assert told("tracking_urls.*", "campaigns/update", {"id": "1"}) is UNKNOWN


def test_the_wrapper_stands_for_its_items_where_the_api_says_so() -> None:
    rule = a_rule(values={"ad_group_id": {"minLength": 5}})
    operation = "product_group_promotions/create"
    body = {"ad_group_id": "1", "product_group_promotion": [{"ad_group_id": None}, {"ad_group_id": "12"}, {}]}
    assert judge(rule, body, operation).found == [
        ("TST1", "/ad_group_id", "error"),
        ("TST1", "/product_group_promotion/1/ad_group_id", "error"),
        ("TST1", "/ad_group_id", "error"),
    ]
    wrapped = a_rule(required=["attributes"], when={"body.country": "US"})
    items = {"country": "US", "items": [{}]}
    assert judge(wrapped, items, "items_batch/post").found == [("TST1", "/items/0/attributes", "error")]
    assert judge(wrapped, {**items, "country": "CA"}, "items_batch/post").found == []


class TestFindingsAboutFacts:
    """A finding about a fact stands at what leads to it, else at the rule's point, else at the entity."""

    group: ClassVar[dict[str, Any]] = {"campaign_id": "1", "name": "A"}

    def found(self, kind: dict[str, Any], **keys: Any) -> Judged:
        return create(a_rule(**kind), self.group, GROUPS, **keys)

    def test_at_what_leads_there(self) -> None:
        judged = self.found({"values": {"campaign.status": "ACTIVE"}}, context=campaigns(status="PAUSED"))
        assert judged.at == ["/campaign_id"]
        assert judged.only.message == 'status of the campaign is "PAUSED", expected ACTIVE'

    def test_at_the_point(self) -> None:
        judged = self.found({"values": {"declared.performance_plus": False}, "point": "name"}, assume=DECLARED)
        assert judged.at == ["/name"]
        assert judged.only.message == "declared.performance_plus is true, expected false"

    def test_at_the_entity(self) -> None:
        judged = self.found({"must_be": {"declared.performance_plus": False}}, assume=DECLARED)
        assert judged.at == [""]
        assert self.found({"values": {"declared.performance_plus": False}, "point": "status"}, assume=DECLARED).at == [
            ""
        ]

    def test_unset_and_unknown(self) -> None:
        context = campaigns(status="PAUSED")
        must = self.found({"must_be": {"campaign.daily_spend_cap": 5}}, context=context)
        assert must.only.message == "daily_spend_cap of the campaign is not set, expected 5"
        assert self.found({"values": {"campaign.daily_spend_cap": 5}}, context=context).verdicts == []
        for kind in ("values", "must_be"):
            assert self.found({kind: {"campaign.daily_spend_cap": 5}}).skips == [
                ("TST1", ("campaign.daily_spend_cap",))
            ]
            told = self.found({kind: {"campaign.daily_spend_cap": 5}, "if_unknown": "note"})
            assert [one.message for one in told.verdicts] == ["daily_spend_cap of the campaign must be 5"]

    def test_of_the_campaign_itself(self) -> None:
        rule = a_rule(values={"campaign.status": "ACTIVE"})
        assert create(rule, {"status": "PAUSED"}).at == ["/status"]
        assert update(rule, {"id": "1", "status": "PAUSED"}).at == ["/status"]
        objective = a_rule(values={"campaign.objective_type": "SALES"})
        assert create(objective, {"objective_type": "LEADS"}).at == ["/objective_type"]

    def test_inside_an_entity(self) -> None:
        rule = a_rule(at="tracking_urls", values={"campaign.status": "ACTIVE"})
        group = {**self.group, "tracking_urls": {"click": ["u"]}}
        assert create(rule, group, GROUPS, context=campaigns(status="PAUSED")).at == ["/tracking_urls"]
