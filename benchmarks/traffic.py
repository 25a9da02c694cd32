"""A seeded request log: creates, updates and reads of one ad account and many, some of them with a fault."""

from __future__ import annotations

import json
import random
from typing import TYPE_CHECKING, Any

from bench import SEED
from payloads import FAULTS, FAULTY_EVERY, campaign

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

ACCOUNTS = 200
KNOWN = 5000  # campaigns that may still get ad groups and changes
CLOCK = 1_795_000_000
Campaign = tuple[str, str, dict[str, Any]]  # ad account, id, what it was created with
# what clients and the API send along, but for the token
SENT = {
    "content-type": "application/json",
    "accept": "application/json",
    "accept-encoding": "gzip, deflate",
    "user-agent": "python-requests/2.34.2",
    "connection": "keep-alive",
}
ANSWERED = {
    "content-type": "application/json",
    "content-encoding": "gzip",
    "cache-control": "no-cache, no-store, max-age=0",
    "x-ratelimit-limit": "300, 300;w=60;category=ads_write",
    "x-ratelimit-remaining": "214",
    "x-ratelimit-reset": "32",
    "vary": "User-Agent, Accept-Encoding",
}
# what the API says of an entity beyond what it was sent
CAMPAIGN = {
    "type": "campaign", "summary_status": "RUNNING", "order_line_id": None, "is_campaign_budget_optimization": True,
    "created_time": CLOCK, "updated_time": CLOCK, "bid_options": None,
}  # fmt: skip
AD_GROUP = {
    "type": "adgroup", "summary_status": "RUNNING", "created_time": CLOCK, "updated_time": CLOCK,
    "budget_in_micro_currency": None, "bid_in_micro_currency": None, "budget_type": "CBO_ADGROUP",
    "placement_group": "ALL", "pacing_delivery_type": "STANDARD", "auto_targeting_enabled": True, "start_time": CLOCK,
    "end_time": None, "lifetime_frequency_cap": None, "conversion_learning_mode_type": None, "feed_profile_id": None,
    "dca_assets": None, "bid_multiplier": None, "is_creative_optimization": None,
}  # fmt: skip


def records(number: int, seed: int = SEED) -> Iterator[dict[str, Any]]:
    """Yield that many records of exchanges, most of 1 to 3 KB; half of them write their bodies as texts."""
    chance = random.Random(seed)
    accounts = [str(549_755_000_000 + index) for index in range(ACCOUNTS)]
    campaigns: list[Campaign] = []
    for index in range(number):
        account, method, path, body, answer = _exchange(chance, index, chance.choice(accounts), campaigns)
        faulty = index % FAULTY_EVERY == FAULTY_EVERY - 1
        if faulty and path.endswith("/campaigns") and method == "POST":
            chance.choice(FAULTS)(body[0])
            del campaigns[-len(body) :]  # a refused create makes nothing
        elif faulty:
            body[0]["budget_mode"] = "DAILY"
        wrap = json.dumps if chance.random() < 0.5 else _same
        yield {
            "ts": CLOCK + index,
            "request": {
                "method": method,
                "url": f"https://api.pinterest.com/v5/ad_accounts/{account}{path}",
                "headers": SENT,
                "body": wrap(body),
            },
            "response": {
                "status": 400 if faulty else 200,
                "headers": {**ANSWERED, "x-pinterest-rid": str(chance.randrange(10**15, 10**16))},
                "body": wrap({"code": 1, "message": "Invalid request body"} if faulty else answer),
            },
        }


def _same(value: Any) -> Any:
    return value


def _exchange(
    chance: random.Random, index: int, account: str, campaigns: list[Campaign]
) -> tuple[str, str, str, list[dict[str, Any]], dict[str, Any]]:
    """Return the ad account, method, path, body and answer of an exchange."""
    if not campaigns or chance.random() < 0.4:
        body = [campaign(chance, index) for _ in range(chance.choice((1, 1, 2, 4)))]
        made = [{**CAMPAIGN, **one, "id": str(626_736_000_000 + index * 8 + offset)} for offset, one in enumerate(body)]
        campaigns.extend((account, one["id"], one) for one in made)
        del campaigns[:-KNOWN]
        return account, "POST", "/campaigns", body, _answer(made)
    if chance.random() < 0.5:
        account, parent, _ = campaigns.pop(chance.randrange(len(campaigns)))  # one ad group for each
        body = [_ad_group(index, parent)]
        group = {**AD_GROUP, **body[0], "id": str(2_680_000_000_000 + index), "ad_account_id": account}
        return account, "POST", "/ad_groups", body, _answer([group])
    account, parent, known = chance.choice(campaigns)
    body = [{"id": parent, "name": f"Renamed {index}", "status": chance.choice(("ACTIVE", "PAUSED"))}]
    return account, "PATCH", "/campaigns", body, _answer([{**known, **body[0]}])


def _ad_group(index: int, parent: str) -> dict[str, Any]:
    return {
        "name": f"Group {index}",
        "campaign_id": parent,
        "status": "ACTIVE",
        "billable_event": "CLICKTHROUGH",
        "bid_strategy_type": "AUTOMATIC_BID",
        "targeting_spec": {"GEO": ["US", "CA"]},
        "optimization_goal_metadata": None,
        "tracking_urls": {"click": [f"https://example.com/click/{index}?campaign={parent}&source=pinterest"]},
    }


def _answer(made: list[dict[str, Any]]) -> dict[str, Any]:
    return {"items": [{"data": one, "exceptions": []} for one in made]}


def write_log(path: Path, number: int) -> None:
    """Write a request log."""
    with path.open("w", encoding="utf-8") as file:
        file.writelines(json.dumps(record) + "\n" for record in records(number))


def write_halves(paths: tuple[Path, Path], number: int) -> None:
    """Write the same log in two, each with half of the ad accounts."""
    with paths[0].open("w", encoding="utf-8") as even, paths[1].open("w", encoding="utf-8") as odd:
        for record in records(number):
            account = record["request"]["url"].split("/")[5]
            (odd if int(account) % 2 else even).write(json.dumps(record) + "\n")
