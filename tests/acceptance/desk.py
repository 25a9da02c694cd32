"""What the acceptance tests share: linters with the clock and the API version pinned, and findings as short lines."""

from __future__ import annotations

from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

from pinvet.account import Account
from pinvet.account.context import fill
from pinvet.config.settings import EVERYWHERE, Assumption, Settings
from pinvet.lint import Linter
from pinvet.sources.payload import read_payload

if TYPE_CHECKING:
    from pinvet.finding import Finding
    from pinvet.report import Report

ROOT = Path(__file__).resolve().parents[2]
EXAMPLES = ROOT / "examples"
AS_OF = "2026-11-21"
API_VERSION = "5.28"

CAMPAIGN, OTHER_CAMPAIGN, ORDINARY = "626760000901", "626760000902", "626760000909"
AD_GROUP, OTHER_AD_GROUP = "2680001000901", "2680001000902"
ALL_PRODUCTS = "1231000000901"

WRITES = (
    "campaigns/create",
    "campaigns/update",
    "ad_groups/create",
    "ad_groups/update",
    "ads/create",
    "ads/update",
    "product_group_promotions/create",
    "product_group_promotions/update",
    "promotions/create",
    "promotions/update",
    "items_batch/post",
)


def settings(*assume: str, context: Path | None = None, as_of: str = AS_OF) -> Settings:
    """Return settings of a run on a fixed day."""
    assumptions = (Assumption(EVERYWHERE, assume, "test"),) if assume else ()
    return Settings(
        root=ROOT,
        as_of=as_of,
        api_version=API_VERSION,
        min_severity="note",
        assumptions=assumptions,
        context=context,
    )


@lru_cache
def linter(*assume: str, context: Path | None = None, as_of: str = AS_OF) -> Linter:
    """Return a linter of a run on a fixed day; the same words give the same linter."""
    return Linter(settings(*assume, context=context, as_of=as_of))


@lru_cache
def under(objective: str) -> Linter:
    """Return a linter whose account holds a Performance+ campaign of an objective, with an ad group in it."""
    plus = {"status": "ACTIVE", "is_performance_plus": True, "objective_type": objective}
    if objective in ("SALES", "CONSIDERATION"):
        plus["intended_promotion_type"] = "CATALOG" if objective == "SALES" else "STANDARD_AD"
    account = Account()
    group = {"status": "ACTIVE", "billable_event": "CLICKTHROUGH", "bid_strategy_type": "AUTOMATIC_BID"}
    fill(
        account,
        {
            "campaigns": {
                CAMPAIGN: plus,
                OTHER_CAMPAIGN: plus,
                ORDINARY: {**plus, "is_performance_plus": False},
            },
            "ad_groups": {
                AD_GROUP: {**group, "campaign_id": CAMPAIGN},
                OTHER_AD_GROUP: {**group, "campaign_id": OTHER_CAMPAIGN},
            },
            "catalog_product_groups": {ALL_PRODUCTS: {"type": "ALL_PRODUCTS"}},
        },
    )
    return Linter(settings(), account=account)


def judge_file(path: Path, with_: Linter) -> Report:
    """Judge one payload file by its name, as the command line does."""
    return with_.run([read_payload(path.relative_to(ROOT).as_posix(), path.read_bytes(), with_.settings)])


def line(finding: Finding) -> str:
    """Return a finding in short: rule, severity, whether it is contested, pointer."""
    return " ".join(filter(None, (finding.rule, finding.severity, finding.contested and "contested", finding.pointer)))


def lines(report: Report) -> list[str]:
    """Return the findings of a report in short, sorted."""
    return sorted(line(finding) for finding in report.findings)


def grave(report: Report) -> list[str]:
    """Return what is worse than a note, with its message, for assertions that expect none."""
    return [f"{line(one)}: {one.message}" for one in report.findings if one.severity != "note"]


def skips(report: Report) -> list[tuple[str, tuple[str, ...]]]:
    """Return (missing fact, the rules that were not judged); of the fact, the first word."""
    return [(one.missing.split(" ")[0], one.rules) for one in report.skips]


def at(value: Any, pointer: str) -> Any:
    """Return what stands at a JSON Pointer. Raises LookupError where nothing does."""
    for step in pointer.split("/")[1:]:
        key = step.replace("~1", "/").replace("~0", "~")
        value = value[int(key)] if isinstance(value, list) else value[key]
    return value
