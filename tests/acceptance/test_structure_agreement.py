"""What the rules of structure find, against a JSON Schema validator over the official description.

Bodies are drawn from the schema, and one place in each is changed. A finding at that place is due exactly where the
validator refuses the body; what differs on purpose is listed with its reason.
"""

from __future__ import annotations

import copy
import json
from functools import lru_cache
from random import Random
from typing import TYPE_CHECKING, Any, NamedTuple

import pytest
from description import OFFICIAL, Described, Draft, Place, needs_official

from pinvet.checks.states import is_placeholder
from pinvet.rulebook.book import Rulebook
from pinvet.rulebook.load import load_packs
from rulebench import judge, table

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from jsonschema_rs import Draft202012Validator

    from pinvet.api.parameter import Parameter
    from pinvet.engine.verdict import Verdict

pytestmark = needs_official

ITEM = "items.*.attributes."
WORDS = {
    f"{ITEM}availability": ["in stock", "OUT OF STOCK", "Preorder"],
    f"{ITEM}condition": ["new", "Used"],
    f"{ITEM}gender": ["male", "UNISEX"],
    f"{ITEM}age_group": ["kids", "ADULT"],
    f"{ITEM}size_type": ["plus", "Petite"],
    f"{ITEM}size_system": ["US", "uk"],
    f"{ITEM}custom_number_0": [0, 5, 4294967295],
    f"{ITEM}visibility": ["visible", "hidden"],
}
# Facts that are written by hand (schemas/api/facts.yaml): what the description says in sentences only.
GIVEN: dict[str, dict[str, Any]] = {
    "items_batch/post": WORDS,
    "product_group_promotions/create": {"product_group_promotion.*.catalog_product_group_id": ["2680059592706"]},
    "product_group_promotions/update": {"product_group_promotion.*.id": ["2680059592707"]},
    "bulk_upsert/create": {
        "create.product_groups.*.product_group_promotion.*.catalog_product_group_id": ["2680059592706"],
        "update.product_groups.*.product_group_promotion.*.id": ["2680059592707"],
    },
    "feeds/create": {"default_country": ["US"], "default_locale": ["en-US"]},
}
HAND_WRITTEN = {
    "*.name", "*.lifetime_frequency_cap", *WORDS,
    *(f"*.tracking_urls.{kind}{each}" for kind in ("audience_verification", "buyable_button", "click", "engagement",
                                                   "impression") for each in ("", ".*")),
    *(f"{ITEM}{name}" for name in ("title", "description", "link", "id", "item_group_id", "product_type", "video_link",
                                   "additional_image_link", "custom_number_1", "custom_number_2", "custom_number_3",
                                   "custom_number_4", "size_type")),
    "product_group_promotion.*", "product_group_promotion.*.catalog_product_group_id",
    "product_group_promotion.*.tracking_url",
}  # fmt: skip


def lists(name: str) -> dict[str, Any]:
    return {"type": "array", "minItems": 1, "maxItems": 30, "items": one(name)}


def one(name: str) -> dict[str, Any]:
    return {"$ref": f"#/components/schemas/{name}"}


TARGETS = {
    "campaigns/create": lists("CampaignCreateRequest"),
    "campaigns/update": lists("CampaignUpdateRequest"),
    "ad_groups/create": lists("AdGroupCreateRequest"),
    "ad_groups/update": lists("AdGroupUpdateRequest"),
    "ads/create": lists("AdCreateRequest"),
    "ads/update": lists("AdUpdateRequest"),
    "promotions/create": lists("PromotionCreateRequest"),
    "promotions/update": lists("PromotionUpdateRequest"),
    "product_group_promotions/create": one("ProductGroupPromotionCreateRequest"),
    "items_batch/post": one("CatalogsRetailBatchRequest"),
    "feeds/create": one("CatalogsVerticalFeedsCreateRequest"),
    "catalogs_product_groups/create": one("CatalogsVerticalProductGroupCreateRequest"),
    "analytics/create_report": one("AdsAnalyticsCreateAsyncRequest"),
    "audiences/create": one("AudienceCreateRequest"),
}
ASPECTS = ("shape", "size", "required", "null", "type", "enum", "limits", "id", "time", "money")
DROPPED, NAMED = object(), object()  # a parameter is left out, a name is added
VALUES = [
    None, True, False, 0, -1, 5, 1.5, 5.0, 10**12, "", "x", "12", "AG12", "C12", "CAMPAIGN_ID", "{{value}}", "y" * 600,
    [], {}, ["x"], [1], ["1", "2", "3", "4"], [None], {"a": 1}, "2026-02-30", "2026-11-21", "65+",
]  # fmt: skip


class Change(NamedTuple):
    """One place in a body with another value."""

    operation: str
    place: Place
    value: Any

    @property
    def known(self) -> Parameter | None:
        """What the table knows of the parameter there."""
        operation = table("5.23").operation(self.operation)
        at = "".join(f"{step}." for step in operation.body.at) if operation.body is not None else ""
        name = self.place.name
        if at and name.startswith(at):
            return operation.parameters.get(name.removeprefix(at))
        return (operation.wrapper if at else operation.parameters).get(name)


def _is_time(change: Change) -> bool:
    known, value = change.known, change.value
    if known is None or isinstance(value, (bool, list, dict)) or value is None:
        return False
    late = known.time is not None and isinstance(value, (int, float)) and value >= 10**11
    return late or ("d{4}" in (known.pattern or "") and isinstance(value, str))


def _is_newer(change: Change) -> bool:
    """Tell whether the newer version says something else of a parameter: bounds and nulls are those of the newest."""
    known, schema = change.known, change.place.schema
    if known is None:
        return False
    if change.value is None:
        return known.nullable
    return known.maxLength != schema.get("maxLength") and isinstance(change.value, str)


# why a body may be judged another way than the schema does, and which changes are meant
ON_PURPOSE: dict[str, Callable[[Change], bool]] = {
    "a placeholder is a value that is not known": lambda it: is_placeholder(it.value),
    "what is empty is not set; in the wrong type it is a warning": lambda it: it.value in ("", [], {}),
    "the newest version tells what may be null, and how long a text may be": _is_newer,
    "hand-written facts say more than the schema": lambda it: it.place.name in HAND_WRITTEN,
    "times and dates are judged more strictly": _is_time,
    "an id whose 0 means none is taken as a number too": lambda it: (
        it.place.name == "*.order_line_id" and isinstance(it.value, int)
    ),
    "the object around the entities stands for a null in them": lambda it: (
        it.place.name == "product_group_promotion.*.ad_group_id" and it.value is None
    ),
    "without the word that decides between branches, all of them are meant": lambda it: (
        it.place.name == "catalog_type" and it.value is DROPPED
    ),
    "nothing tells the branches of a filter apart": lambda it: (
        it.place.name.startswith("filters") and it.place.name.count(".") < 4 and not isinstance(it.value, (str, int))
    ),
}


@lru_cache(maxsize=4)
def book(version: str, aspects: tuple[str, ...]) -> Rulebook:
    """Our rules of structure for some aspects; those that are off are on."""
    packs = load_packs((), table(None))
    rules = [rule for pack in packs for rule in pack.rules if rule.pack == "api/structure" and rule.argument in aspects]
    return Rulebook(rules, table(version), version, selected=frozenset(rule.id for rule in rules))


@lru_cache
def validator(operation: str) -> Draft202012Validator:
    return described(operation).validator(TARGETS[operation])


@lru_cache
def described(operation: str) -> Described:
    return Described(OFFICIAL, GIVEN.get(operation))


def change(draft: Draft, random: Random) -> tuple[Any, Place, Any]:
    """Return a body of which one place has another value."""
    body = copy.deepcopy(draft.body)
    place = random.choice([place for place in draft.places if place.at not in ((), (0,), (1,))])
    holder = body
    for step in place.at[:-1]:
        holder = holder[step]
    chance = random.random()
    if chance < 0.25 and isinstance(place.at[-1], str):
        del holder[place.at[-1]]
        return body, place, DROPPED
    if chance < 0.35 and isinstance(holder[place.at[-1]], dict):
        holder[place.at[-1]]["unheard_of"] = 1
        return body, place, NAMED
    value = random.choice(near(place, holder[place.at[-1]]) if chance < 0.6 else VALUES)
    holder[place.at[-1]] = copy.deepcopy(value)
    return body, place, value


def near(place: Place, value: Any) -> list[Any]:
    """Return values at the edges of what a schema takes."""
    schema = place.schema
    found = [schema[word] + more for word, more in (("minimum", -1), ("minimum", 0), ("maximum", 0), ("maximum", 1))
             if word in schema]  # fmt: skip
    if "maxLength" in schema:
        found += ["z" * schema["maxLength"], "z" * (schema["maxLength"] + 1)]
    if isinstance(value, list) and value and schema.get("maxItems", 2000) < 2000:
        found += [value[:1] * schema["maxItems"], value[:1] * (schema["maxItems"] + 1)]
    if isinstance(value, list) and schema.get("minItems", 0) > 1:
        found.append(value[:1])
    words = [word for word in schema.get("enum", ()) if isinstance(word, str)]
    found += [words[-1], words[-1].swapcase(), "NO_SUCH_WORD"] if words else []
    return found or [None, [value], str(value), {"a": value}]


def errors(body: Any, operation: str, aspects: tuple[str, ...] = ASPECTS, version: str = "5.23") -> list[Verdict]:
    """Return what the rules of structure refuse, and what they note of nulls."""
    found = judge(book(version, aspects), body, operation, version=version).verdicts
    return [verdict for verdict in found if verdict.severity != "warning"]


def compare(operation: str, seed: str, number: int) -> Iterator[str]:
    """Yield what differs between the rules and the validator in some bodies, and not on purpose."""
    random = Random(f"{seed} {operation}")  # the same bodies on every run
    often = 0.1 if operation == "items_batch/post" else 0.3
    for turn in range(number):
        draft = Draft(described(operation), TARGETS[operation], random, often)
        if turn % 10 == 0:
            assert validator(operation).is_valid(draft.body), "what is drawn is valid"
            yield from (f"valid, but {said.message}" for said in errors(draft.body, operation))
            continue
        body, place, value = change(draft, random)
        if value is NAMED:
            yield from _names(operation, body, place)
            continue
        if any(is_meant(Change(operation, place, value)) for is_meant in ON_PURPOSE.values()):
            continue
        refused = not validator(operation).is_valid(body)
        found = errors(body, operation)
        if bool(found) is not refused:
            what = "left out" if value is DROPPED else json.dumps(value)[:60]
            said = "; ".join(verdict.message for verdict in found) or "is not found"
            yield f"{place.name} {what}: {'refused' if refused else 'valid'}, but {said}"
        elif found and place.name != "catalog_type" and not all(_touch(verdict.pointer, place.at) for verdict in found):
            yield f"{place.name}: found elsewhere: {[verdict.pointer for verdict in found]}"


def _names(operation: str, body: Any, place: Place) -> Iterator[str]:
    """Yield what is wrong with what is said of a name that no schema has."""
    found = [verdict.pointer for verdict in judge(book("5.23", ("unknown",)), body, operation, version="5.23").verdicts]
    due = [(*place.at, "unheard_of")] if place.is_closed else []
    if found != due:
        yield f"{place.name}: a strange name is found at {found}, not at {due}"
    yield from (f"{place.name}: a strange name, but {verdict.message}" for verdict in errors(body, operation))


def _touch(one_: tuple[Any, ...], other: tuple[Any, ...]) -> bool:
    short = min(len(one_), len(other))
    return one_[:short] == other[:short]


@pytest.mark.parametrize("operation", TARGETS)
def test_a_finding_is_there_exactly_where_the_schema_refuses(operation: str) -> None:
    assert list(compare(operation, "quick", 150)) == []


@pytest.mark.slow
@pytest.mark.parametrize("operation", TARGETS)
def test_a_finding_is_there_exactly_where_the_schema_refuses_at_length(operation: str) -> None:
    assert list(compare(operation, "long", 10_000))[:20] == []


def test_what_differs_on_purpose_is_met() -> None:
    """No reason is listed that nothing needs any more."""
    met = set()
    for operation, schema in TARGETS.items():
        random = Random(operation)
        for _ in range(400):
            body, place, value = change(Draft(described(operation), schema, random, 0.2), random)
            if value is NAMED:
                continue
            reasons = [why for why, is_meant in ON_PURPOSE.items() if is_meant(Change(operation, place, value))]
            if len(reasons) == 1 and validator(operation).is_valid(body) is bool(errors(body, operation)):
                met.add(reasons[0])
    assert met == ON_PURPOSE.keys()
