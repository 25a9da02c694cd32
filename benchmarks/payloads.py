"""Seeded payloads: campaign creates as clients send them, a share of them with one fault, and packs of other rules."""

from __future__ import annotations

import json
import random
from typing import TYPE_CHECKING, Any

from bench import SEED

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

Entity = dict[str, Any]
FAULTY_EVERY = 20  # 5 %
START = 1_798_761_600
DAY = 86_400

# a body without a fault for each operation that packs are written about
BASES: dict[str, Entity] = {
    "campaigns/create": {"name": "Spring", "status": "PAUSED", "objective_type": "CONSIDERATION", "start_time": START},
    "ads/create": {
        "name": "Spring",
        "ad_group_id": "2680060704746",
        "creative_type": "REGULAR",
        "pin_id": "394205773611545468",
    },
}

PACK_HEAD = """\
pack: {pack}
source: {{title: House rules, url: "https://example.com/rules", verified: "2026-11-21"}}
operations: [{operation}]
base: {base}
rules:
"""
PACK_RULE = """\
  - id: {id}
    name: {name}
    title: The name is not number {number}
    covers: []
    values: {{name: {{none_of: ["{name}"]}}}}
    severity: error
    section: Names
    examples:
      valid: [{{body: {{}}}}]
      invalid: [{{body: {{name: "{name}"}}, finds: [/name]}}]
"""


def _both_caps(entity: Entity) -> None:
    entity |= {"daily_spend_cap": 20_000_000, "lifetime_spend_cap": 90_000_000, "end_time": START + 30 * DAY}
    entity["is_flexible_daily_budgets"] = True


def _no_cap(entity: Entity) -> None:
    for name in ("daily_spend_cap", "lifetime_spend_cap", "is_flexible_daily_budgets"):
        entity.pop(name, None)


def _no_start(entity: Entity) -> None:
    del entity["start_time"]


def _wrong_objective(entity: Entity) -> None:
    entity["objective_type"] = "VIDEO_COMPLETION"


def _text_for_boolean(entity: Entity) -> None:
    entity["is_performance_plus"] = "true"


def _forbidden(entity: Entity) -> None:
    entity["default_ad_group_budget_in_micro_currency"] = 5_000_000


def _stranger(entity: Entity) -> None:
    entity["budget_mode"] = "DAILY"


FAULTS: tuple[Callable[[Entity], None], ...] = (
    _both_caps, _no_cap, _no_start, _wrong_objective, _text_for_boolean, _forbidden, _stranger,
)  # fmt: skip


def campaign(chance: random.Random, number: int) -> Entity:
    """Return a Performance+ campaign that breaks no rule, with the parameters that clients send."""
    entity: Entity = {
        "ad_account_id": "549755885175",
        "name": f"Spring {number} {chance.choice(('shoes', 'coats', 'hats'))}",
        "status": chance.choice(("ACTIVE", "PAUSED")),
        "objective_type": "CONSIDERATION",
        "is_performance_plus": True,
        "start_time": START + chance.randrange(30) * DAY,
    }
    if chance.random() < 0.7:
        entity |= {"daily_spend_cap": chance.randrange(5, 500) * 1_000_000, "is_flexible_daily_budgets": True}
    else:
        entity |= {"lifetime_spend_cap": chance.randrange(50, 5000) * 1_000_000, "end_time": START + 60 * DAY}
    if chance.random() < 0.5:
        entity["tracking_urls"] = {kind: [f"https://example.com/{kind}/{number}"] for kind in ("click", "impression")}
    return entity


def clean_body(entities: int) -> list[Entity]:
    """Return a body of a campaign create without a fault; the same on every call."""
    chance = random.Random(SEED)
    return [campaign(chance, number) for number in range(entities)]


def faulty_body() -> list[Entity]:
    """Return a body of one campaign with one fault."""
    body = clean_body(1)
    _both_caps(body[0])
    return body


def write_files(folder: Path, number: int, *, named: bool = True) -> int:
    """Write that many payload files of one to three campaigns, and return how many hold a fault.

    Named, their names tell the operation; else it has to be found out from the parameters.
    """
    chance = random.Random(SEED)
    ending = ".campaigns.create.json" if named else ".json"
    faulty = 0
    for index in range(number):
        body = [campaign(chance, index) for _ in range(chance.choice((1, 1, 2, 3)))]
        if index % FAULTY_EVERY == FAULTY_EVERY - 1:
            chance.choice(FAULTS)(chance.choice(body))
            faulty += 1
        text = json.dumps(body, indent=2 if chance.random() < 0.5 else None)
        (folder / f"{index:05}{ending}").write_text(text, encoding="utf-8")
    return faulty


def write_pack(folder: Path, rules: int, operation: str) -> None:
    """Write one pack of that many rules about one operation of `BASES`."""
    base = json.dumps(BASES[operation])
    lines = [PACK_HEAD.format(pack="house/names", operation=operation, base=base)]
    lines += [PACK_RULE.format(id=f"HR{1000 + n}", name=f"house-name-{n}", number=n) for n in range(rules)]
    folder.mkdir(parents=True, exist_ok=True)
    (folder / "names.yaml").write_text("".join(lines), encoding="utf-8")
