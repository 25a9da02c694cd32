"""The table that is checked in, as it is used: operations, facts, versions and routes."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from pinvet.api import data
from pinvet.api.data import data_dir
from pinvet.api.error import ApiTableError
from pinvet.api.facts import FactSheet
from pinvet.api.operation import Body, Operation
from pinvet.api.parameter import Parameter
from pinvet.api.read import read_value
from pinvet.api.table import Table, load_table

TABLE = load_table()
ENTITIES = {
    "campaigns/create": "campaign",
    "ad_groups/update": "ad_group",
    "ads/create": "ad",
    "product_group_promotions/create": "product_group_promotion",
    "promotions/update": "promotion",
    "items_batch/post": "catalog_item",
    "feeds/create": "feed",
    "catalogs_product_groups/create_many": "catalog_product_group",
    "events/create": "event",
    "analytics/create_report": "report",
    "ads/analytics": "report",
    "boards/create": None,
}


def test_every_operation_of_both_versions_is_there() -> None:
    assert TABLE.index["versions"] == ["5.23", "5.28"]
    assert len(TABLE.at("5.23").ids()) == 231
    assert len(TABLE.at("5.28").ids()) == 266
    assert TABLE.ids() == TABLE.at().ids()


@pytest.mark.parametrize("operation", TABLE.ids())
def test_each_operation_loads_and_agrees_with_the_index(operation: str) -> None:
    entry = TABLE.index["operations"][operation]
    found = TABLE.operation(operation)
    assert [found.method, found.path, found.entity, found.does, found.since, found.until, found.rate] == [
        entry[key] for key in ("method", "path", "entity", "does", "since", "until", "rate")
    ]
    assert (found.body is not None) == ("keys" in entry)
    if found.body is not None:
        top = {name: facts for name, facts in found.parameters.items() if "." not in name}
        assert entry["keys"] == list(top)
        assert entry["required"] == [name for name, facts in top.items() if facts.required]
        assert entry["wrapper"] == [name for name in found.wrapper if "." not in name]
    for section in (found.parameters, found.wrapper, found.query, found.path_parameters):
        assert all(isinstance(facts, Parameter) for facts in section.values())
        assert list(section) == sorted(section)
    assert list(found.path_parameters) == sorted(_names(found.path))


def _names(path: str) -> list[str]:
    return [segment[1:-1] for segment in path.split("/") if segment.startswith("{")]


@pytest.mark.parametrize("operation", TABLE.ids())
def test_each_route_leads_to_its_operation(operation: str) -> None:
    found = TABLE.operation(operation)
    path = found.path
    for name in _names(path):
        path = path.replace(f"{{{name}}}", f"7-{name}")
    url = f"https://api.pinterest.com/v5{path}?page_size=5#top"
    assert TABLE.match(found.method.lower(), url) == (operation, {n: f"7-{n}" for n in _names(found.path)})


@pytest.mark.parametrize(("operation", "entity"), ENTITIES.items())
def test_operations_know_their_entity(operation: str, entity: str | None) -> None:
    assert TABLE.operation(operation).entity == entity


@pytest.mark.parametrize(
    ("operation", "does"),
    [
        ("campaigns/create", "create"),
        ("campaigns/update", "update"),
        ("campaigns/list", "read"),
        ("promotions/delete", "delete"),
        ("ad_groups_bid_floor/get", "read"),
        ("items/post", "read"),
        ("items_batch/post", "other"),
        ("feeds/ingest", "other"),
    ],
)
def test_operations_know_what_they_do(operation: str, does: str) -> None:
    assert TABLE.operation(operation).does == does


def test_a_campaign_create_is_known_with_types_enums_and_demands() -> None:
    create = TABLE.operation("campaigns/create")
    assert create.body == Body("array", ("*",), 1, 30)
    assert create.scopes == ("ads:write",)
    assert create.rate == "ads_write"
    plus = create.parameters["is_performance_plus"]
    assert (plus.type, plus.types, plus.default, plus.fixed) == ("boolean", ("boolean",), False, True)
    objectives = create.parameters["objective_type"].enum
    assert objectives is not None
    assert {"WEB_CONVERSION", "CATALOG_SALES", "SALES", "LEADS"} <= set(objectives)
    assert TABLE.index["operations"]["campaigns/create"]["required"] == ["name", "objective_type"]
    assert create.parameters["daily_spend_cap"].unset == (0,)
    assert create.parameters["daily_spend_cap"].money == "micro"
    assert create.parameters["start_time"].time == "unix-seconds"
    assert create.parameters["status"].default == "ACTIVE"


def test_what_a_version_requires_is_told() -> None:
    name = "ad_account_id"
    assert TABLE.operation("campaigns/create").parameters[name].required_until == "5.28"
    assert not TABLE.operation("campaigns/create").parameters[name].required
    assert TABLE.at("5.23").operation("campaigns/create").parameters[name].required
    assert not TABLE.at("5.28").operation("campaigns/create").parameters[name].required
    later = "update.labels.*.status"
    assert TABLE.operation("bulk_upsert/create").parameters[later].required_since == "5.28"
    assert not TABLE.at("5.23").operation("bulk_upsert/create").parameters[later].required
    assert TABLE.at("5.28").operation("bulk_upsert/create").parameters[later].required
    group = TABLE.at("5.28").operation("targeting_template/create").parameters["placement_group"]
    assert (group.required, group.default) == (False, "ALL")  # what has a default may be left out


@pytest.mark.parametrize(
    "name",
    [
        "promotion_ids",
        "performance_plus_campaign_settings",
        "performance_plus_campaign_settings.pinner_list_exclusions",
    ],
)
def test_a_newer_parameter_is_part_of_the_newer_version_alone(name: str) -> None:
    assert TABLE.operation("ad_groups/create").parameters[name].since == "5.28"
    assert name not in TABLE.at("5.23").operation("ad_groups/create").parameters
    assert name in TABLE.at("5.28").operation("ad_groups/create").parameters


def test_a_removed_parameter_is_part_of_the_older_version_alone() -> None:
    name = "optimization_goal_metadata.conversion_tag_v3_goal_metadata.learning_mode_type"
    assert TABLE.operation("ad_groups/create").parameters[name].until == "5.28"
    assert name in TABLE.at("5.23").operation("ad_groups/create").parameters
    assert name not in TABLE.at().operation("ad_groups/create").parameters


def test_wrappers_are_told_apart_from_entities() -> None:
    create = TABLE.operation("product_group_promotions/create")
    assert create.body == Body("object", ("product_group_promotion", "*"), 1, 30, wrapper_stands_for=("ad_group_id",))
    assert list(create.wrapper) == ["ad_group_id", "product_group_promotion"]
    assert create.wrapper["ad_group_id"].required
    assert create.parameters["catalog_product_group_id"].required
    assert TABLE.operation("product_group_promotions/update").parameters["id"].required
    batch = TABLE.operation("items_batch/post")
    assert batch.body == Body("object", ("items", "*"), 1, 1000)
    assert {"catalog_type", "country", "language", "operation", "items"} <= set(batch.wrapper)
    assert batch.wrapper["catalog_type"].enum == ("RETAIL", "HOTEL", "CREATIVE_ASSETS")
    assert {"item_id", "hotel_id", "creative_assets_id", "attributes.promotion_id"} <= set(batch.parameters)
    assert batch.parameters["attributes.gtin"].types == ("integer", "string")


def test_a_bulk_body_tells_where_the_bodies_of_other_operations_stand() -> None:
    body = TABLE.operation("bulk_upsert/create").body
    assert body is not None
    assert ("create.campaigns", "campaigns/create") in body.parts
    for place, operation in body.parts:
        assert operation in TABLE.ids()
        assert place.removesuffix(".*") in TABLE.operation("bulk_upsert/create").parameters


def test_lists_of_scalars_carry_their_items() -> None:
    ids = TABLE.operation("ad_groups/create").parameters["promotion_ids"]
    assert ids.id
    assert ids.items == Parameter(type="string", pattern=r"^\d+$")
    columns = TABLE.operation("analytics/create_report").parameters["columns"]
    assert columns.items is not None
    assert columns.items.enum is not None
    assert "SPEND_IN_DOLLAR" in columns.items.enum
    assert TABLE.operation("ads/analytics").query["ad_ids"].maxItems == 250


def test_countries_are_texts() -> None:
    countries = TABLE.operation("items_batch/post").wrapper["country"].enum
    assert countries is not None
    assert "NO" in countries
    assert all(isinstance(country, str) for country in countries)


def test_each_fact_is_about_a_parameter_that_exists() -> None:
    sheet = FactSheet(read_value(data_dir("schemas") / "api" / "facts.yaml"), "facts.yaml")
    told = list(sheet.named())
    assert len(told) > 40
    for operations, name, is_documented in told:
        known = [TABLE.operation(each).parameters.get(name) for each in operations]
        assert any(facts is not None for facts in known), name
        assert any(facts is not None and facts.documented for facts in known) == is_documented, name


def test_facts_that_the_description_has_otherwise_are_taken_back() -> None:
    assert TABLE.operation("ad_groups/create").parameters["budget_type"].default is None


@pytest.mark.parametrize(
    ("name", "found"),
    [
        ("template_values.*.amount", ("template_values.*.amount",)),
        ("no_such_name", ()),
        ("template_values.*.*.amount", ()),
    ],
)
def test_names_are_found(name: str, found: tuple[str, ...]) -> None:
    assert TABLE.operation("promotions/create").find(name) == found


def test_a_star_stands_for_named_members_and_for_scalars() -> None:
    create = TABLE.operation("campaigns/create")
    assert create.find("tracking_urls.*") == tuple(
        f"tracking_urls.{event}"
        for event in ("audience_verification", "buyable_button", "click", "engagement", "impression")
    )
    assert "bid_options.audience_multipliers.*" in create.find("bid_options.*.*")
    assert create.find("tracking_urls.click.*") == ("tracking_urls.click",)
    assert create.find("name.*") == ()


@pytest.mark.parametrize(
    ("method", "url", "operation"),
    [
        ("POST", "/ad_accounts/1/campaigns", "campaigns/create"),
        ("patch", "/v5/ad_accounts/1/campaigns/", "campaigns/update"),
        ("GET", "https://api-sandbox.pinterest.com/v5/ad_accounts/1/campaigns/2?x=/v5/y", "campaigns/get"),
        ("POST", "http://localhost:8080/mock/v5/catalogs/items/batch", "items_batch/post"),
        ("POST", "{{baseUrl}}/catalogs/items/batch", "items_batch/post"),
        ("POST", "${API}/v5/catalogs/product_groups/multiple", "catalogs_product_groups/create_many"),
        ("GET", "/catalogs/product_groups/multiple", "catalogs_product_groups/get"),
        ("GET", "/catalogs/product_groups/7", "catalogs_product_groups/get"),
        ("GET", "/ad_accounts/{ad_account_id}/ads/analytics", "ads/analytics"),
    ],
)
def test_requests_are_routed(method: str, url: str, operation: str) -> None:
    found = TABLE.match(method, url)
    assert found is not None
    assert found[0] == operation


@pytest.mark.parametrize(
    ("method", "url"),
    [
        ("DELETE", "/ad_accounts/1/campaigns"),
        ("POST", "/ad_accounts/1/campaign"),
        ("GET", "https://api.pinterest.com/v5"),
        ("GET", ""),
        ("GET", "/{}/campaigns"),
        ("GET", "/" + "a/" * 5000),
        ("GET", "{{base}}"),
    ],
)
def test_other_requests_are_not_routed(method: str, url: str) -> None:
    assert TABLE.match(method, url) is None


def test_a_path_parameter_is_decoded() -> None:
    found = TABLE.match("GET", "/pins/a%2Fb")
    assert found == ("pins/get", {"pin_id": "a/b"})


def test_a_version_routes_its_own_operations_alone() -> None:
    path = "/ad_accounts/1/customer_segments"
    assert TABLE.match("POST", path) == ("customer_segment/create", {"ad_account_id": "1"})
    assert TABLE.at("5.23").match("POST", path) is None
    with pytest.raises(KeyError):
        TABLE.at("5.23").operation("customer_segment/create")


def test_versions_are_told() -> None:
    assert TABLE.has_version("5.23")
    assert not TABLE.has_version("5.24")
    assert TABLE.version is None
    assert TABLE.at().version == "5.28"
    with pytest.raises(ApiTableError, match=r"no version 4\.0; it has 5\.23, 5\.28"):
        TABLE.at("4.0")


def test_an_operation_is_loaded_once_and_the_table_once() -> None:
    assert load_table() is TABLE
    assert TABLE.operation("ads/create") is TABLE.operation("ads/create")
    parameters = TABLE.operation("ads/create").parameters
    assert parameters["name"] is parameters["name"]
    assert len(parameters) == len(list(parameters))
    assert repr(TABLE.operation("ads/create")) == "Operation('ads/create')"
    with pytest.raises(KeyError):
        TABLE.operation("no/such")


@pytest.mark.parametrize("text", ["", "[]", "{}", '{"versions": ["5.1"]}', "\x00", '{"versions":[],"operations":{}}'])
def test_a_damaged_index_is_told(tmp_path: Path, text: str) -> None:
    (tmp_path / "operations.json").write_text(text)
    with pytest.raises(ApiTableError, match=r"damaged; build the table again"):
        load_table(tmp_path)


def test_a_missing_table_is_told(tmp_path: Path) -> None:
    with pytest.raises(ApiTableError, match="cannot be read"):
        load_table(tmp_path / "nowhere")


@pytest.mark.parametrize("text", ['{"id": "a/b"}', '{"id": 1, "body": 3}', "[]"])
def test_a_damaged_operation_is_told(tmp_path: Path, text: str) -> None:
    entry = {"method": "GET", "path": "/a", "since": "5.1", "until": None}
    (tmp_path / "operations.json").write_text(json.dumps({"versions": ["5.1"], "operations": {"a/b": entry}}))
    (tmp_path / "operations").mkdir()
    (tmp_path / "operations" / "a.b.json").write_text(text)
    table = load_table(tmp_path)
    assert isinstance(table, Table)
    with pytest.raises(ApiTableError, match="build the table again"):
        table.operation("a/b")


def test_data_lies_in_the_package_or_in_the_checkout(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    package = tmp_path / "src" / "pinvet"
    (tmp_path / "schemas").mkdir()
    package.mkdir(parents=True)
    monkeypatch.setattr(data, "PACKAGE", package)
    with pytest.raises(FileNotFoundError, match="install pinvet again"):
        data_dir("schemas")
    (tmp_path / "pyproject.toml").touch()
    assert data_dir("schemas") == tmp_path / "schemas"
    (package / "schemas").mkdir()
    assert data_dir("schemas") == package / "schemas"


def test_loading_imports_nothing_heavy() -> None:
    code = "import sys; before = set(sys.modules); import pinvet.api.table;print(*set(sys.modules) - before)"
    run = subprocess.run([sys.executable, "-S", "-c", code], capture_output=True, text=True, check=False,
                         env={"PYTHONPATH": str(Path(data.__file__).parents[2])})  # fmt: skip
    assert run.returncode == 0, run.stderr
    assert not {"json", "yaml", "dataclasses", "importlib.metadata"} & set(run.stdout.split())


def test_operations_can_be_made_without_a_body() -> None:
    stored: dict[str, Any] = {
        "id": "x", "method": "GET", "path": "/x", "entity": None, "does": "read", "since": "5.1", "until": None,
        "rate": None, "scopes": [], "body": None, "parameters": {}, "wrapper": {}, "query": {}, "path_parameters": {},
    }  # fmt: skip
    operation = Operation(stored)
    assert operation.body is None
    assert operation.find("a.*") == ()
    assert Parameter().types == ()
