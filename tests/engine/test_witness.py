"""What a recorded answer says of a finding: refused, accepted, or nothing."""

from __future__ import annotations

from typing import Any

import pytest

from pinvet.api.table import load_table
from pinvet.engine.answers import refused
from pinvet.engine.witness import QUEUED, is_queued, witness
from pinvet.model import Response

NO = {"code": 2, "message": "no"}
MIXED = {"items": [{"data": {"id": "1"}, "exceptions": None}, {"data": None, "exceptions": [NO]}, {"exceptions": NO}]}


@pytest.mark.parametrize(
    ("response", "position", "said"),
    [
        (Response(), 0, "unknown"),
        (Response(None, MIXED), 1, "unknown"),
        (Response(400, NO), 0, "confirmed"),
        (Response(404), -1, "confirmed"),
        (Response(422, None), 5, "confirmed"),
        (Response(401, NO), 0, "unknown"),
        (Response(403), 0, "unknown"),
        (Response(429), 0, "unknown"),
        (Response(302), 0, "unknown"),
        (Response(101), 0, "unknown"),
        (Response(500), 0, "unknown"),
        (Response(200, MIXED), 0, "contradicted"),
        (Response(200, MIXED), 1, "confirmed"),
        (Response(200, MIXED), 2, "confirmed"),
        (Response(207, MIXED), 3, "contradicted"),
        (Response(200, MIXED), -1, "contradicted"),
        (Response(200, {"promotions": [{"exception": NO}]}), 0, "confirmed"),
        (Response(200, {"items": "x", "promotions": [{}]}), 0, "contradicted"),
        (Response(201, {"id": "1"}), 0, "contradicted"),
        (Response(204), 0, "contradicted"),
        (Response(200, [MIXED]), 1, "contradicted"),
        (Response(200, {"items": [None, 5, []]}), 1, "contradicted"),
    ],
)
def test_what_an_answer_says(response: Response, position: int, said: str) -> None:
    assert witness(response, position) == said


@pytest.mark.parametrize("position", [-1, 0, 1])
def test_of_what_is_only_queued_success_says_nothing(position: int) -> None:
    assert witness(Response(200, MIXED), position, queued=True) == "unknown"
    assert witness(Response(202, None), position, queued=True) == "unknown"
    assert witness(Response(400, NO), position, queued=True) == "confirmed"
    assert witness(Response(403, NO), position, queued=True) == "unknown"


def test_which_operations_only_queue() -> None:
    table = load_table()
    assert {name for name in table.index["operations"] if is_queued(table.operation(name))} == {
        *QUEUED,
        "bulk_upsert/create",
    }


@pytest.mark.parametrize("empty", [None, [], {}, "", 0])
def test_no_exception_is_no_refusal(empty: Any) -> None:
    assert refused({"exceptions": empty}) is None
    assert refused({"exceptions": empty, "exception": NO}) == NO


@pytest.mark.parametrize("item", [None, "exceptions", ["exceptions"], 7])
def test_what_is_no_item_refuses_nothing(item: Any) -> None:
    assert refused(item) is None
