"""Payloads for property tests: bodies that follow a page to the letter, bodies with faults, and any JSON at all.

Valid values come from the API table; a page narrows them for some parameters.
"""

from __future__ import annotations

import copy
from functools import lru_cache
from typing import TYPE_CHECKING, Any, NamedTuple

from desk import API_VERSION, WRITES, settings
from hypothesis import strategies as st

from pinvet.account import Account
from pinvet.account.context import fill
from pinvet.api.table import load_table
from pinvet.lint import Linter
from pinvet.rulebook.load import load_packs

if TYPE_CHECKING:
    from pinvet.api.operation import Operation
    from pinvet.api.parameter import Parameter
    from pinvet.rulebook.load import Pack

Entity = dict[str, Any]
START = st.integers(1780000000, 1798761600)  # seconds
AFTER_START = st.integers(1798848000, 1830000000)
AGES = ["18-24", "25-34", "35-44", "45-49", "50-54", "55-64", "65+"]
DIGITS = st.integers(10**5, 10**17).map(str)
INCLUDED, EXCLUDED = st.integers(10**5, 10**9).map(str), st.integers(10**10, 10**17).map(str)  # no id is both
URLS = st.sampled_from(["https://example.com/a", "https://example.com/b?c=1", "https://example.com/ü"])
WORDS = st.sampled_from(["Lamps", "Lamps & rugs", "Été 2027", "x"])
PLACEHOLDERS = st.sampled_from(["{{value}}", "${VALUE}", "<value>", "{{a}}-{{b}}"])
STRANGE = [
    None,
    "",
    [],
    {},
    0,
    -1,
    1.5,
    10**20,
    True,
    False,
    "x",
    "0",
    "TRUE",
    "CAMPAIGN_ID",
    ["a", "a"],
    [None],
    {"a": 1},
]
ODD = st.sampled_from(STRANGE).map(copy.deepcopy)  # each draw its own, since parameters are put inside

LEAVES = st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=20) | ODD | PLACEHOLDERS
ANY_JSON = st.recursive(
    LEAVES,
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text(max_size=12), inner, max_size=4),
    max_leaves=12,
)


class Page(NamedTuple):
    """One table of a page: the pack that mirrors it, what it forbids by name, and the values that it narrows."""

    pack: str
    forbidden: str | None = None
    without: frozenset[str] = frozenset()
    narrowed: tuple[tuple[str, Any], ...] = ()


EVENT = "optimization_goal_metadata.conversion_tag_v3_goal_metadata.conversion_event"
PAGES = {
    "campaigns/create": Page(
        "performance-plus/campaign",
        "PP107",
        without=frozenset({"lifetime_spend_cap", "performance_plus_campaign_settings"}),
        narrowed=(
            ("start_time", START),
            ("end_time", AFTER_START),
            ("objective_type", st.sampled_from(["CONSIDERATION", "SALES", "LEADS", "APP_INSTALL"])),
            ("is_flexible_daily_budgets", st.just(value=True)),
            ("is_performance_plus", st.just(value=True)),
        ),
    ),
    "ad_groups/create": Page(
        "performance-plus/ad-group",
        "PP215",
        without=frozenset({"performance_plus_campaign_settings", "customer_segment_id", "campaign_id"}),
        narrowed=(
            ("bid_strategy_type", st.just("AUTOMATIC_BID")),
            ("targeting_spec.AGE_BUCKET", st.permutations(AGES)),
            ("targeting_spec.AUDIENCE_INCLUDE", st.lists(INCLUDED, min_size=1, max_size=3, unique=True)),
            ("targeting_spec.AUDIENCE_EXCLUDE", st.lists(EXCLUDED, min_size=1, max_size=3, unique=True)),
            (EVENT, st.sampled_from(["ADD_TO_CART", "CHECKOUT", "SIGNUP", "LEAD"])),
        ),
    ),
    "ads/create": Page(
        "performance-plus/ad",
        "PP304",
        without=frozenset({"ad_group_id"}),
        narrowed=(
            ("creative_type", st.sampled_from(["REGULAR", "VIDEO", "CAROUSEL", "MAX_VIDEO", "IDEA"])),
            ("customizable_cta_type", st.sampled_from(["LEARN_MORE", "SHOP_NOW", "VISIT_SITE"])),
        ),
    ),
    "product_group_promotions/create": Page(
        "performance-plus/product-group-promotion",
        "PP410",
        without=frozenset({"ad_group_id", "id", "catalog_product_group_id"}),
        narrowed=(("creative_type", st.just("SHOPPING")),),
    ),
    "promotions/create": Page(
        "promotions/promotion",
        without=frozenset({"promotion_type", "template_values", "discount_status"}),
        narrowed=(
            ("end_time", AFTER_START),
            ("start_time", START),
            ("platform_type", st.sampled_from(["DEFAULT", "SHOPIFY"])),
        ),
    ),
}
ONLY = {"campaigns/create": "PP108", "ad_groups/create": "PP214", "ads/create": "PP305",
        "product_group_promotions/create": "PP409"}  # fmt: skip
TARGETING = ("targeting_spec.AGE_BUCKET", "targeting_spec.AUDIENCE_EXCLUDE", "targeting_spec.AUDIENCE_INCLUDE",
             "targeting_spec.GEO", "targeting_spec.LOCATION")  # fmt: skip
PROMOTION = ("external_id", "promotion_custom_id", "platform_type", "promotion_title", "promotion_code", "start_time",
             "end_time")  # fmt: skip


@lru_cache
def packs() -> dict[str, Pack]:
    """Return our packs by name."""
    return {pack.name: pack for pack in load_packs((), load_table().at(API_VERSION))}


@lru_cache
def operation_of(name: str) -> Operation:
    """Return an operation of the pinned version."""
    return load_table().at(API_VERSION).operation(name)


@lru_cache
def linter_of(operation: str) -> Linter:
    """Return a linter whose account is the context of the page's pack, where the operation has one."""
    account = Account()
    page = PAGES.get(operation)
    if page is not None:
        fill(account, packs()[page.pack].document.value.get("context", {}))
    return Linter(settings(), account=account)


def rule_argument(rule: str) -> Any:
    """Return the argument of a rule's kind."""
    return next(one.argument for pack in packs().values() for one in pack.rules if one.id == rule)


def base(operation: str) -> Entity:
    """Return a new copy of the valid entity that the page's pack starts from."""
    page = PAGES.get(operation)
    return copy.deepcopy(packs()[page.pack].document.value["base"]) if page is not None else {"id": "2680086898355"}


def body_of(operation: str, entities: list[Entity]) -> Any:
    """Put entities into the body that the operation takes."""
    if operation.startswith("product_group_promotions"):
        return {**packs()["performance-plus/product-group-promotion"].document.value["body"],
                "product_group_promotion": entities}  # fmt: skip
    if operation.startswith("items_batch"):
        return {"catalog_type": "RETAIL", "country": "NL", "language": "nl", "items": entities}
    return entities


def pointer_of(operation: str, index: int, name: str) -> str:
    """Return the JSON Pointer of a parameter, by dotted name, of an entity."""
    inside = {"product_group_promotions": "/product_group_promotion", "items_batch": "/items"}
    return f"{inside.get(operation.partition('/')[0], '')}/{index}/{name.replace('.', '/')}"


def put(entity: Entity, name: str, value: Any) -> None:
    """Set a parameter by dotted name, making objects on the way."""
    *steps, last = name.split(".")
    inner = entity
    for step in steps:
        if not isinstance(inner.get(step), dict):
            inner[step] = {}
        inner = inner[step]
    inner[last] = value


def valid(operation: Operation, name: str) -> st.SearchStrategy[Any]:
    """Return the values that the API table allows for a parameter."""
    parameter = operation.parameters[name]
    if "object" in parameter.types:
        return _object(operation, name)
    return _scalar_or_list(parameter)


def _scalar_or_list(parameter: Parameter) -> st.SearchStrategy[Any]:
    kind = parameter.types[0] if parameter.types else "string"
    if parameter.enum is not None:
        return st.sampled_from([word for word in parameter.enum if word is not None])
    if kind == "array":
        items = _scalar_or_list(parameter.items) if parameter.items is not None else WORDS
        return st.lists(DIGITS if parameter.id else items, min_size=1, max_size=parameter.maxItems or 3, unique=True)
    if kind == "boolean":
        return st.booleans()
    if kind in ("integer", "number"):
        low = int(parameter.minimum or 1)
        if parameter.money:
            return st.integers(100, 10**8).map(lambda cents: cents * 10_000)
        return AFTER_START if parameter.time else st.integers(low, int(parameter.maximum or low + 10**6))
    return DIGITS if parameter.id or parameter.pattern else URLS | WORDS


def _object(operation: Operation, name: str) -> st.SearchStrategy[Any]:
    inside = {
        child.removeprefix(f"{name}."): valid(operation, child)
        for child in operation.parameters
        if child.startswith(f"{name}.") and "." not in child.removeprefix(f"{name}.") and not child.endswith("*")
    }
    return st.fixed_dictionaries({}, optional=inside).filter(bool) if inside else st.just({"key": "value"})


@lru_cache
def optional(operation: str) -> dict[str, st.SearchStrategy[Any]]:
    """Return the parameters of the page's table with their valid values, null where a client writes one."""
    page, known = PAGES[operation], operation_of(operation)
    names = rule_argument(ONLY[operation]) if operation in ONLY else PROMOTION
    narrowed = dict(page.narrowed)
    nested = {"targeting_spec", "optimization_goal_metadata"}
    found = {
        name: narrowed[name] if name in narrowed else valid(known, name)
        for name in names
        if name in known.parameters and name not in page.without | nested
    }
    if operation == "ad_groups/create":
        found |= {name: narrowed[name] if name in narrowed else valid(known, name) for name in (*TARGETING, EVENT)}
        frequency = "optimization_goal_metadata.frequency_goal_metadata"
        found[frequency] = st.fixed_dictionaries(
            {key: valid(known, f"{frequency}.{key}") for key in ("frequency", "timerange")}
        )
    start = base(operation)
    return {name: value if name.partition(".")[0] in start else value | st.none() for name, value in found.items()}


@st.composite
def by_the_page(draw: st.DrawFn, operation: str) -> Entity:
    """Draw an entity that follows the page: the pack's base, and any of the table's parameters with valid values."""
    entity = base(operation)
    choices = optional(operation)
    for name in draw(st.sets(st.sampled_from(sorted(choices)), max_size=len(choices))):
        put(entity, name, draw(choices[name]))
    if operation == "campaigns/create" and draw(st.booleans()):  # the other of the two caps
        del entity["daily_spend_cap"], entity["is_flexible_daily_budgets"]
        entity |= {"lifetime_spend_cap": draw(st.integers(100, 10**8)) * 10_000, "end_time": draw(AFTER_START)}
    return entity


@st.composite
def with_faults(draw: st.DrawFn, operation: str) -> Entity:
    """Draw an entity with things left out, put in, and given other values than they should have."""
    entity = base(operation)
    for name in draw(st.sets(st.sampled_from(sorted(entity)), max_size=3)):
        del entity[name]
    known = operation_of(operation)
    names = sorted(name for name in known.parameters if "*" not in name)
    for name in draw(st.sets(st.sampled_from([*names, "unheard_of", "targeting_spec.UNHEARD_OF"]), max_size=8)):
        usual = valid(known, name) if name in known.parameters else WORDS
        put(entity, name, draw(usual | ODD | PLACEHOLDERS))
    return entity


def requests() -> st.SearchStrategy[tuple[str, Any]]:
    """Draw an operation that writes, and a body of one to three entities with faults."""
    return st.sampled_from(WRITES).flatmap(
        lambda name: st.lists(with_faults(name), min_size=1, max_size=3).map(lambda items: (name, body_of(name, items)))
    )
