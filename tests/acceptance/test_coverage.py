"""Every row of the constraint catalogue is served by a rule, or says why not."""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING, Any

from desk import ROOT
from entities import packs

from pinvet.text.yaml import read_yaml

if TYPE_CHECKING:
    from pinvet.text.document import Document

# the rows of the pages on Performance+, promotions and shopping; K is the reporting connector
PAGES = frozenset("ABCDEFGHIJ")


@lru_cache
def data(name: str) -> dict[str, Any]:
    document: Document | Any = read_yaml((ROOT / "rules" / name).read_text(encoding="utf-8"))
    rows: dict[str, Any] = document.value["rows"]
    return rows


def covered() -> set[str]:
    return {row for pack in packs().values() for rule in pack.rules for row in rule.covers}


def test_every_row_has_a_rule_or_a_reason_and_not_both() -> None:
    rows, uncovered = set(data("rows.yaml")), set(data("uncovered.yaml"))
    assert covered() | uncovered == rows
    assert covered() & uncovered == set()


def test_a_row_without_a_rule_says_why() -> None:
    reasons = data("uncovered.yaml")
    assert [row for row, reason in reasons.items() if not isinstance(reason, str) or len(reason.split()) < 3] == []


def test_what_the_pages_ask_of_requests_is_covered() -> None:
    open_rows = [row for row in data("uncovered.yaml") if data("rows.yaml")[row]["part"] in PAGES]
    assert open_rows == ["catalogs-endpoint-known"]


def test_the_catalogue_is_whole() -> None:
    parts = [facts["part"] for facts in data("rows.yaml").values()]
    assert {part: parts.count(part) for part in sorted(set(parts))} == {
        "A": 25, "API": 102, "B": 28, "C": 10, "D": 16, "E": 16, "F": 25, "G": 45, "H": 17, "I": 6, "J": 9, "K": 17,
    }  # fmt: skip
