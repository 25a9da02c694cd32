"""Every row of the constraint catalogue is served by a rule, or says why not."""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING, Any

from desk import ROOT
from entities import packs

from pinvet.text.yaml import read_yaml

if TYPE_CHECKING:
    from pinvet.text.document import Document

# the rows of the two pages on Performance+ and on promotions; J and K are catalogs and the reporting connector
ONE_REQUEST = frozenset("ABCDEFGHI")


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


def test_what_one_request_can_tell_is_covered() -> None:
    open_rows = {row: data("rows.yaml")[row] for row in data("uncovered.yaml")}
    scopes = {row: facts["scope"] for row, facts in open_rows.items() if facts["part"] in ONE_REQUEST}
    assert {row: scope for row, scope in scopes.items() if scope not in ("LOG", "LOG+CTX")} == {}
    assert len(scopes) <= 16


def test_the_catalogue_is_whole() -> None:
    parts = [facts["part"] for facts in data("rows.yaml").values()]
    assert {part: parts.count(part) for part in sorted(set(parts))} == {
        "A": 25, "API": 102, "B": 28, "C": 10, "D": 16, "E": 16, "F": 25, "G": 45, "H": 17, "I": 6, "J": 9, "K": 17,
    }  # fmt: skip
