"""The example requests of the official description: no error on any of them, but where one breaks its description.

Whole examples are judged by every rule. The examples of single parameters are put into bodies drawn from the schema,
which hold what no client would send together: there only the rules of structure are asked.
"""

from __future__ import annotations

import copy
from collections import Counter
from random import Random
from typing import TYPE_CHECKING, Any, NamedTuple

import pytest
from description import OFFICIAL, Described, Draft, Place, Schema, needs_official
from desk import line, settings

from pinvet.lint import Linter
from pinvet.rulebook.book import Rulebook
from pinvet.rulebook.load import load_packs
from rulebench import judge, table

if TYPE_CHECKING:
    from collections.abc import Iterator

    from pinvet.report import Report

pytestmark = needs_official

HOST = "https://api.pinterest.com/v5"
PARTS = ("oneOf", "anyOf", "allOf")
GROUP = "product_group_promotion"

# What breaks the description itself: operation and example -> what is found, and why that is right.
BROKEN = {
    # version 5.28 says of catalog_product_group_id that creates require it; the example names the group only
    ("product_group_promotions/create", "schema"): [
        f"API008 /{GROUP}/0/catalog_product_group_id",
        f"API008 /{GROUP}/1/catalog_product_group_id",
    ],
}
# The same of bodies that are drawn: rule, operation and parameter -> why it is right, though the schema allows it.
STRICTER = {
    ("API008", "product_group_promotions/create", f"{GROUP}.*.catalog_product_group_id"): "5.28: required for creates",
    ("API008", "product_group_promotions/update", f"{GROUP}.*.id"): "5.28: required for updates",
    ("API008", "feeds/create", "default_country"): "CatalogsFeedsCreateRequest: refused without, says its sentence",
    ("API008", "feeds/create", "default_locale"): "CatalogsFeedsCreateRequest: refused without, says its sentence",
    ("API008", "bulk_upsert/create", f"create.product_groups.*.{GROUP}.*.catalog_product_group_id"): "as above",
    ("API008", "bulk_upsert/create", f"update.product_groups.*.{GROUP}.*.id"): "as above",
    ("API008", "bulk_upsert/create", "update.labels.*.parent_id"): "5.28 requires it: LabelBulkUpdateRequest",
    ("API008", "bulk_upsert/create", "update.labels.*.status"): "5.28 requires it: LabelBulkUpdateRequest",
    ("API005", "items_batch/post", "items.*.attributes.visibility"): "CatalogsCreativeAssetsAttributes: two words",
}  # fmt: skip


class Example(NamedTuple):
    """One whole example: its operation, where it stands, how it is sent, and the body."""

    operation: str
    name: str
    method: str
    url: str
    body: Any


def examples() -> Iterator[Example]:
    """Yield what the description gives as whole bodies: beside the schema, in it, and in the branches of a union."""
    described = Described(OFFICIAL)
    for method, path, operation in described.operations():
        told = described.content(operation) or {}
        schema = described.follow(told.get("schema", {}))
        found = {name: described.follow(one)["value"] for name, one in told.get("examples", {}).items()}
        places = {"example": told, "schema": schema}
        for word in PARTS:
            places |= {f"{word}/{at}": described.follow(one) for at, one in enumerate(schema.get(word, ()))}
        found |= {name: place["example"] for name, place in places.items() if "example" in place}
        for name, body in found.items():
            yield Example(operation["operationId"], name, method, f"{HOST}{path}", body)


WHOLE = list(examples()) if OFFICIAL.is_file() else []


def errors(report: Report) -> list[str]:
    return sorted(f"{one.rule} {one.pointer}" for one in report.findings if one.severity == "error")


def test_the_description_has_whole_examples() -> None:
    assert len(WHOLE) == 14
    assert BROKEN.keys() <= {(one.operation, one.name) for one in WHOLE}


@pytest.mark.parametrize("version", ["5.23", "5.28"])
@pytest.mark.parametrize("one", WHOLE, ids=lambda one: f"{one.operation}-{one.name}")
def test_whole_examples_have_no_errors(one: Example, version: str) -> None:
    linter = Linter(settings()._replace(api_version=version))
    due = BROKEN.get((one.operation, one.name), [])
    by_address = linter.check(one.body, method=one.method, url=one.url)
    assert errors(by_address) == due
    assert by_address.notices == ()
    assert errors(linter.check(one.body, operation=one.operation)) == due


def test_where_an_example_and_its_schema_differ_the_finding_is_contested() -> None:
    quiz = Described(OFFICIAL).follow({"$ref": "#/components/schemas/QuizPinData"})["example"]
    ad = {"ad_group_id": "2680059592705", "creative_type": "REGULAR", "pin_id": "394205773611545468"}
    report = Linter(settings()).check([{**ad, "quiz_pin_data": quiz}], operation="ads/create")
    assert {line(one) for one in report.findings} == {
        f"API003 warning contested /0/quiz_pin_data/results/{index}/{name}"
        for index in range(3)
        for name in ("organicPinId", "iOS_deep_link")
    }


class Exemplary(Draft):
    """A body in which parameters have the values of their examples: of an object, the object's or those inside."""

    def _value(self, schema: Schema, at: tuple[str | int, ...]) -> Any:
        plain = self._described.resolved(schema, self._random)
        example = plain.get("example")
        if example is None or (isinstance(example, (dict, list)) and self._random.random() < 0.5):
            return super()._value(schema, at)
        self.places.append(Place(at, plain))
        return copy.deepcopy(example)


def structure(version: str) -> Rulebook:
    rules = [one for pack in load_packs((), table(None)) for one in pack.rules if one.pack == "api/structure"]
    return Rulebook(rules, table(version), version, selected=frozenset(rule.id for rule in rules))


def faults(version: str, number: int) -> Counter[tuple[str, str, str]]:
    """Return what the rules of structure refuse in bodies made of examples: rule, operation, parameter."""
    described, book = Described(OFFICIAL), structure(version)
    found: Counter[tuple[str, str, str]] = Counter()
    for _, _, operation in described.operations():
        content, name = described.content(operation), operation["operationId"]
        random = Random(f"{version} {name}")  # the same bodies on every run
        for turn in range(number if content is not None else 0):
            body = Exemplary(described, (content or {})["schema"], random, (0.0, 0.3, 0.6, 1.0)[turn % 4]).body
            for verdict in judge(book, body, name, version=version).verdicts:
                if verdict.severity == "error":
                    at = ".".join("*" if isinstance(step, int) else step for step in verdict.pointer)
                    found[verdict.check.rule.id, name, at] += 1
    return found


def test_examples_of_parameters_have_no_errors() -> None:
    assert faults("5.28", 12).keys() - STRICTER.keys() == set()


@pytest.mark.slow
@pytest.mark.parametrize("version", ["5.23", "5.28"])
def test_examples_of_parameters_have_no_errors_at_length(version: str) -> None:
    found = faults(version, 400).keys()
    assert found - STRICTER.keys() == set()
    assert version != "5.28" or found == STRICTER.keys()  # no exception is listed that nothing needs any more
