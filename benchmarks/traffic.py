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
CLOCK = 1_795_000_000


def records(number: int, seed: int = SEED) -> Iterator[dict[str, Any]]:
    """Yield that many records of exchanges of 1 to 3 KB each; half of them write their bodies as texts."""
    chance = random.Random(seed)
    accounts = [str(549_755_000_000 + index) for index in range(ACCOUNTS)]
    campaigns: list[tuple[str, str]] = []
    for index in range(number):
        account, method, path, body, answer = _exchange(chance, index, chance.choice(accounts), campaigns)
        faulty = index % FAULTY_EVERY == FAULTY_EVERY - 1
        if faulty and path.endswith("/campaigns") and method == "POST":
            chance.choice(FAULTS)(body[0])
        elif faulty:
            body[0]["budget_mode"] = "DAILY"
        wrap = json.dumps if chance.random() < 0.5 else _same
        yield {
            "ts": CLOCK + index,
            "request": {
                "method": method,
                "url": f"https://api.pinterest.com/v5/ad_accounts/{account}{path}",
                "headers": {"content-type": "application/json", "user-agent": "python-requests/2.34.2"},
                "body": wrap(body),
            },
            "response": {"status": 400 if faulty else 200, "body": wrap(answer)},
        }


def _same(value: Any) -> Any:
    return value


def _exchange(
    chance: random.Random, index: int, account: str, campaigns: list[tuple[str, str]]
) -> tuple[str, str, str, list[dict[str, Any]], dict[str, Any]]:
    """Return the ad account, method, path, body and answer of an exchange."""
    if not campaigns or chance.random() < 0.4:
        body = [campaign(chance, index) for _ in range(chance.choice((1, 1, 2, 4)))]
        ids = [str(626_736_000_000 + index * 8 + offset) for offset in range(len(body))]
        campaigns.extend((account, identity) for identity in ids)
        del campaigns[:-5000]
        return account, "POST", "/campaigns", body, _answer(body, ids)
    if chance.random() < 0.5:
        account, parent = campaigns.pop(chance.randrange(len(campaigns)))  # one ad group for each
        body = [_ad_group(index, parent)]
        return account, "POST", "/ad_groups", body, _answer(body, [str(2_680_000_000_000 + index)])
    account, parent = chance.choice(campaigns)
    body = [{"id": parent, "name": f"Renamed {index}", "status": chance.choice(("ACTIVE", "PAUSED"))}]
    return account, "PATCH", "/campaigns", body, _answer(body, [parent])


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


def _answer(body: list[dict[str, Any]], ids: list[str]) -> dict[str, Any]:
    items = [
        {"data": {**entity, "id": identity, "created_time": CLOCK}, "exceptions": None}
        for entity, identity in zip(body, ids, strict=True)
    ]
    return {"items": items}


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
