"""What a server said of a request that it refused: its own words are kept, what it quotes and whom it names are not."""

from __future__ import annotations

from typing import Any

import pytest

from pinvet.api.table import load_table
from pinvet.lint import Linter
from pinvet.lint.refusals import Refusals
from pinvet.model import Request, Response
from pinvet.sources.record import NO_PLACE, Record

TABLE = load_table().at("5.28")


def told(message: Any, body: Any = None, code: Any = 1, operation: str = "campaigns/update") -> tuple[str, str]:
    refusals = Refusals(Linter().terms.setting.book.rules, TABLE)
    answer = Response(400, {"code": code, "message": message})
    record = Record(Request(body, position=3), answer, NO_PLACE)
    refusals.take("log.ndjson", record, TABLE.operation(operation), {})
    (entry,) = refusals.entries()
    return entry.message, entry.code


@pytest.mark.parametrize(
    ("message", "shown"),
    [
        ("Sorry! We could not find your campaign.", "Sorry! We could not find your campaign."),
        ("daily_spend_cap must be greater than 0", "daily_spend_cap must be greater than …"),
        ("Invalid 'status': you can't do this", "Invalid status: you can't do this"),
        ("Micro-currency is required", "Micro-currency is required"),
        ("Jane Doe may not see jane@example.com or jdoe", "… … may not see … or …"),
        ("Campaign Tulips is not Tulips-like", "Campaign … is not …"),
        ("Campaign Spring ends", "Campaign … ends"),
        ("pina_FAKE0123456789 expired at 203.0.113.7", "… expired at …"),
        (7, ""),
    ],
)
def test_plain_words_and_parameters_are_kept(message: Any, shown: str) -> None:
    assert told(message, [{"name": "Value of Spring"}])[0] == shown


@pytest.mark.parametrize(
    ("operation", "message", "shown"),
    [
        ("campaigns/update", "bid_in_micro_currency: no", "… no"),
        ("ad_groups/update", "bid_in_micro_currency: no", "bid_in_micro_currency: no"),
        ("ad_groups/update", "'targeting_spec.GEO' and targeting_spec.Jane", "targeting_spec.GEO and …"),
        ("ad_groups/create", "no `ad_account_id`", "no ad_account_id"),
        ("product_group_promotions/create", "ad_group_id of creative_type", "ad_group_id of creative_type"),
        ("bulk_upsert/create", "campaigns and bid_in_micro_currency", "campaigns and bid_in_micro_currency"),
        ("ads/list", "ad_group_ids or page_size or creative_type", "ad_group_ids or page_size or …"),
    ],
)
def test_the_names_are_those_of_the_operation_and_of_no_other(operation: str, message: str, shown: str) -> None:
    assert told(message, operation=operation)[0] == shown


@pytest.mark.parametrize(("code", "shown"), [(2, "2"), (0, "0"), (830_001_234, ""), (-1, ""), ("2", ""), (True, "")])
def test_a_code_is_a_small_number(code: Any, shown: str) -> None:
    assert told("no", code=code)[1] == shown


@pytest.mark.parametrize("name", ["items", "promotions"])
def test_refused_items_of_an_accepted_batch_are_told_whatever_their_list_is_called(name: str) -> None:
    refusals = Refusals(Linter().terms.setting.book.rules, TABLE)
    body = {name: [{"data": {"id": "1"}, "exceptions": []}, {"exceptions": [{"code": 2, "message": "Invalid name"}]}]}
    record = Record(Request([{}, {}], position=3), Response(200, body), NO_PLACE)
    refusals.take("log.ndjson", record, TABLE.operation("promotions/create"), {})
    (entry,) = refusals.entries()
    assert (entry.code, entry.message, entry.status) == ("2", "Invalid name", 200)
