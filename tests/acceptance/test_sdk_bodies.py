"""Whatever the vendor's client can send has the right structure: bodies drawn from its models, sent as it sends them.

The models are generated from the description, and looser than it: what they let through and we do not is listed.
"""

from __future__ import annotations

import json
import re
from datetime import date
from typing import TYPE_CHECKING, Any, NamedTuple

import pytest
from hypothesis import given, seed, settings
from hypothesis import strategies as st
from sdk import imported, instances

from pinvet.rulebook.book import Rulebook
from pinvet.rulebook.load import load_packs
from rulebench import judge, table

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

VERSION = "5.28"  # of the client
EMPTY: tuple[Any, ...] = (None, "", [], {})
GROUP = "product_group_promotion"
ITEM = "items.*.attributes."


class Sent(NamedTuple):
    """What the client sends to an operation: the module and the name of the model, and whether in a list."""

    module: str
    model: str
    listed: bool = False


WRITES = {
    "campaigns/create": Sent("campaign_create_item", "CampaignCreateItem", listed=True),
    "campaigns/update": Sent("campaign_batch_update_item", "CampaignBatchUpdateItem", listed=True),
    "ad_groups/create": Sent("ad_group_create_create", "AdGroupCreateCreate", listed=True),
    "ad_groups/update": Sent("ad_group_update_batch_update", "AdGroupUpdateBatchUpdate", listed=True),
    "ads/create": Sent("ad_create", "AdCreate", listed=True),
    "ads/update": Sent("ad_batch_update", "AdBatchUpdate", listed=True),
    "promotions/create": Sent("promotion_create", "PromotionCreate", listed=True),
    "promotions/update": Sent("promotion_batch_update", "PromotionBatchUpdate", listed=True),
    f"{GROUP}s/create": Sent("product_group_promotions_create", "ProductGroupPromotionsCreate"),
    f"{GROUP}s/update": Sent(
        "product_group_promotions_update_with_required_body", "ProductGroupPromotionsUpdateWithRequiredBody"
    ),
    "items_batch/post": Sent("catalogs_items_batch_post_request", "CatalogsItemsBatchPostRequest"),
    "feeds/create": Sent("catalogs_feed_create_request_schema", "CatalogsFeedCreateRequestSchema"),
    "catalogs_product_groups/create": Sent(
        "catalogs_product_groups_create_request_schema", "CatalogsProductGroupsCreateRequestSchema"
    ),
    "targeting_template/create": Sent("targeting_template_create", "TargetingTemplateCreate"),
    "audiences/create": Sent("ad_accounts_audience_create", "AdAccountsAudienceCreate"),
    "events/create": Sent("conversion_events_create", "ConversionEventsCreate"),
    "analytics/create_report": Sent("ads_analytics_create_async_request", "AdsAnalyticsCreateAsyncRequest"),
}


class Found(NamedTuple):
    """One error: the operation, the rule, the parameter by dotted name, and the value that stands there."""

    operation: str
    rule: str
    name: str
    value: Any


def _is_no_day(value: Any) -> bool:
    if not isinstance(value, str):
        return False
    try:
        date.fromisoformat(value)
    except ValueError:
        return True
    return False


IDS = re.compile(
    r"""(.*\.)?( promotion_ids | targeting_template_ids | targeting_(spec|attributes)\.AUDIENCE_(INCLUDE|EXCLUDE)
    | (ad|ad_group|campaign|product_group|product_item)_ids | rule\.(ad_id|campaign_id|pin_id|seed_id|visitor_source_id)
    )(\.\*)?""",
    re.VERBOSE,
)
WORDS = {
    f"{ITEM}availability": "in stock, out of stock, preorder",
    f"{ITEM}condition": "new, used, refurbished",
    f"{ITEM}gender": "male, female, unisex",
    f"{ITEM}age_group": "newborn, infant, toddler, kids, adult",
    f"{ITEM}size_type": "regular, petite, plus, big_and_tall, maternity",
    f"{ITEM}size_system": "us, uk, eu, de, fr, jp, cn, it, br, mex, au",
    f"{ITEM}visibility": "visible, hidden",
}
NORWAY = "the client writes false for the code of Norway and of its language"
ROUNDS = 8  # at most; mostly one or two do
# why the description refuses what a model takes -> which errors are meant
LOOSER: dict[str, Callable[[Found], bool]] = {
    "a text that is required may be empty": lambda it: it.rule == "API008" and it.value == "",
    "one model serves creates and updates; its sentences tell which id each requires": lambda it: (
        it.rule == "API008"
        and it.value in EMPTY
        and (it.operation, it.name.removeprefix(f"{GROUP}.*."))
        in {(f"{GROUP}s/create", "catalog_product_group_id"), (f"{GROUP}s/update", "id")}
    ),
    "a sentence says that feeds without these are refused": lambda it: (
        (it.operation, it.rule) == ("feeds/create", "API008") and it.name in ("default_country", "default_locale")
    ),
    "the number of entities stands in a sentence": lambda it: it.rule == "API002" and it.value == [],
    "the items of a list, and a few ids in rules, have lost their pattern": lambda it: (
        it.rule == "API006" and IDS.fullmatch(it.name) is not None and re.fullmatch("[0-9]+", it.value) is None
    ),
    "any whole number is taken as a time": lambda it: (
        it.rule == "API012" and it.name.endswith("_time") and isinstance(it.value, int) and it.value >= 10**11
    ),
    "a date is held to its pattern, not to the calendar": lambda it: (
        it.rule == "API012" and it.name.endswith("_date") and _is_no_day(it.value)
    ),
    "words of catalog items stand in sentences": lambda it: (
        it.rule == "API005" and it.name in WORDS and it.value.lower() not in WORDS[it.name].split(", ")
    ),
    NORWAY: lambda it: it.rule == "API005" and it.value == "false",
    "bounds of catalog items stand in sentences": lambda it: (
        it.rule == "API009" and it.name.startswith(f"{ITEM}custom_number_") and not 0 <= it.value < 2**32
    ),
}
LESS_STRICT = ("campaigns/create", "ad_groups/update", f"{GROUP}s/create", "items_batch/post", "feeds/create",
               "analytics/create_report")  # fmt: skip


@pytest.fixture(scope="module")
def client() -> Iterator[Callable[[str, str], Any]]:
    with imported() as found:
        yield found


@pytest.fixture(scope="module")
def book() -> Rulebook:
    rules = [one for pack in load_packs((), table(None)) for one in pack.rules if one.pack == "api/structure"]
    own = [one for one in rules if one.enabled]
    return Rulebook(own, table(VERSION), VERSION, selected=frozenset(one.id for one in own))


def sent(client: Callable[[str, str], Any], operation: str) -> st.SearchStrategy[Any]:
    """Return the bodies of an operation as the client's own code makes JSON of its models."""
    told, api = WRITES[operation], client("api_client", "ApiClient")
    model = client(f"models.{told.module}", told.model)
    bodies = st.lists(instances(model), min_size=1, max_size=2) if told.listed else instances(model)
    return bodies.map(lambda body: json.loads(json.dumps(api.sanitize_for_serialization(api.__new__(api), body))))


def findings(body: Any, operation: str, book: Rulebook) -> Iterator[tuple[str, Found]]:
    """Yield severity and finding of what the rules of structure say."""
    for verdict in judge(book, body, operation, version=VERSION).verdicts:
        value = body
        for step in verdict.pointer:
            value = value[step] if isinstance(value, list) else (value or {}).get(step)
        name = ".".join("*" if isinstance(step, int) else step for step in verdict.pointer)
        if operation in WRITES and WRITES[operation].listed:
            name = name.removeprefix("*.")
        yield verdict.severity, Found(operation, verdict.check.rule.id, name, value)


def differences(body: Any, operation: str, book: Rulebook) -> Iterator[Found]:
    """Yield what is found in a body and not meant: no error, and no name that the API does not know."""
    for severity, found in findings(body, operation, book):
        is_bad = severity == "error" or found.rule == "API003"
        if is_bad and not any(is_meant(found) for is_meant in LOOSER.values()):
            yield found


@settings(max_examples=25)
@given(data=st.data())
@pytest.mark.parametrize("operation", WRITES)
def test_what_the_client_sends_has_no_errors(client: Any, book: Rulebook, operation: str, data: st.DataObject) -> None:
    assert list(differences(data.draw(sent(client, operation)), operation, book)) == []


@pytest.mark.slow
@given(data=st.data())
@pytest.mark.parametrize("operation", WRITES)
def test_what_the_client_sends_has_no_errors_at_length(
    client: Any, book: Rulebook, operation: str, data: st.DataObject
) -> None:
    assert list(differences(data.draw(sent(client, operation)), operation, book)) == []


@pytest.mark.slow
def test_every_way_in_which_the_models_are_looser_is_met(client: Any, book: Rulebook) -> None:
    """No reason is listed that nothing needs any more."""
    met = {NORWAY}  # one word of 248: it has a test of its own
    for number in range(ROUNDS):
        for operation in LESS_STRICT if met != LOOSER.keys() else ():
            met |= _met(client, book, operation, number)
    assert met == LOOSER.keys()


def _met(client: Any, book: Rulebook, operation: str, number: int) -> set[str]:
    """Return the reasons that some bodies need, others for each number."""
    met: set[str] = set()

    @seed(number)
    @settings(max_examples=100)
    @given(body=sent(client, operation))
    def run(body: Any) -> None:
        for _, found in findings(body, operation, book):
            met.update(why for why, is_meant in LOOSER.items() if is_meant(found))

    run()
    return met


def test_the_client_writes_the_code_of_norway_as_no_code(client: Any) -> None:
    codes = {country.value for country in client("models.country", "Country")}
    assert "false" in codes
    assert "NO" not in codes
