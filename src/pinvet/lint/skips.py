"""Rules that could not be judged, folded into one entry per missing fact, with what would supply it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, NamedTuple

from pinvet.account import KINDS, PARENTS
from pinvet.checks.kinds.memory import END_OF_INPUT
from pinvet.finding import Skip
from pinvet.model import json_pointer

if TYPE_CHECKING:
    from pinvet.checks.view import View
    from pinvet.engine.verdict import Gap
    from pinvet.model import Pointer

MOST: Final = 5_000  # facts that are told apart; those of further entities are one for each reason
REFERRED = ("catalog_product_group", "promotion", "feed")
DECLARED = {
    "performance_plus": "campaign.is_performance_plus",
    "new_customer_acquisition": "campaign.is_nca",
    "objective_type": "campaign.objective_type",
}
ASSUME = {
    "campaign.is_performance_plus": "--assume performance-plus",
    "campaign.is_nca": "--assume new-customer-acquisition",
    "campaign.objective_type": "--assume objective=OBJECTIVE",
}
CONTEXT = "--context account.json"
TOGETHER = "look at the siblings' requests too, or follow them with Linter.learn"


class Missing(NamedTuple):
    """A missing fact for people: why it is missing, what it is, what would supply it."""

    reason: str
    what: str
    remedy: str


class Missed:
    """Where one fact was first missed, by which rules, and for how many entities."""

    __slots__ = ("_entities", "_request", "first", "number", "rules")

    def __init__(self, path: str, request: int, pointer: Pointer) -> None:
        self.first = (path, request, pointer)
        self.rules: set[str] = set()
        self.number = 0
        self._request = (path, request)
        self._entities: set[int] = set()

    def add(self, rule: str, path: str, request: int, position: int) -> None:
        """Take in that a rule missed the fact for an entity; what is said of one request comes together."""
        self.rules.add(rule)
        if self._request != (path, request):
            self._request = (path, request)
            self._entities.clear()
        if position not in self._entities:
            self._entities.add(position)
            self.number += 1


class Skips:
    """The skips of a run. One entity counts once for each fact, however many rules ask for it."""

    def __init__(self) -> None:
        self._missed: dict[Missing, Missed] = {}

    def add(self, gap: Gap, path: str, request: int) -> None:
        """Count a rule that could not be judged for an entity."""
        missing = describe(gap.facts[0] if gap.facts else "", gap.view)
        self._at(missing, path, request, gap.pointer).add(gap.check.rule.id, path, request, gap.view.index)

    def late(self, rule: str, fact: str, path: str, request: int, position: int) -> None:
        """Count a rule that could not be judged when the input ended, for an entity by its position."""
        self._at(_unlisted(fact), path, request, (position,)).add(rule, path, request, position)

    def entries(self) -> tuple[Skip, ...]:
        """Return the skips in the order in which their facts were first missed."""
        return tuple(
            Skip(
                missing.reason,
                missing.what,
                tuple(sorted(missed.rules)),
                missed.number,
                missed.first[0],
                missed.first[1],
                json_pointer(missed.first[2]),
                missing.remedy,
            )
            for missing, missed in self._missed.items()
        )

    def _at(self, missing: Missing, path: str, request: int, pointer: Pointer) -> Missed:
        missed = self._missed.get(missing)
        if missed is None and len(self._missed) >= MOST:
            missing = missing._replace(what="the same of further entities")
            missed = self._missed.get(missing)
        if missed is None:
            missed = self._missed[missing] = Missed(path, request, pointer)
        return missed


def describe(fact: str, view: View) -> Missing:
    """Say for people what a fact is, whose it is, and how to supply it."""
    space, _, rest = fact.partition(".")
    kind = _kind(view.call.entity or "entity")
    if fact == "campaign.id":
        return Missing("unknown-parent", f"the campaign of {_named(kind, view.identity)}", CONTEXT)
    if space == "campaign":
        return Missing("unknown-parent", f"{rest} of {_campaign(view, kind)}", ASSUME.get(fact, CONTEXT))
    if space == "ad_group":
        return Missing("unknown-parent", f"{rest} of {_named('ad group', view.parent_id('ad_group_id'))}", CONTEXT)
    if space == "was":
        return _before(view, kind)
    if space in (*REFERRED, *KINDS, "account"):
        return _referred(space, rest, view)
    if fact.partition(" of ")[0] in PARENTS:
        return _unlisted(fact)
    if fact == END_OF_INPUT:
        return Missing("end-of-input", "the end of the input: siblings may still change in other requests", TOGETHER)
    if space in ("path", "query", "request"):
        remedy = 'give the payload as {"method": ..., "url": ..., "body": ...}'
        return Missing("no-url", f"the request's {rest or space}", remedy)
    if fact in ("today", "now"):
        return Missing("no-time", "the day on which the request was sent", "--as-of DATE")
    if space == "declared":
        return Missing("unknown-fact", f"what is assumed about {rest}", ASSUME.get(DECLARED.get(rest, ""), CONTEXT))
    name = fact.removeprefix("entity.")
    if view.call.update and view.root.value.get(name.partition(".")[0]) is None:
        return _before(view, kind)
    return Missing("unknown-value", f"a value of {name} that can be judged", "fill the placeholder in")


def _referred(space: str, rest: str, view: View) -> Missing:
    if space in KINDS:
        return Missing("unknown-reference", f"the {_kind(space)} of this ad account", CONTEXT)
    if rest == "in_use":
        return Missing("unknown-use", f"what still uses the {_kind(space)}s that are deleted", CONTEXT)
    if space == "account":
        return Missing("unknown-fact", f"the {_kind(rest.removeprefix('has_'))} of this account", CONTEXT)
    identity = view.parent_id(f"{space}_id") or (view.call.path or {}).get(f"{space}_id")
    return Missing("unknown-reference", f"{rest} of {_named(_kind(space), identity)}", CONTEXT)


def _unlisted(fact: str) -> Missing:
    """Say which list nobody read whole: ``ad_groups of 626...``."""
    collection, _, parent = fact.partition(" of ")
    if collection not in PARENTS:  # such as the times of requests: nothing but a longer capture tells them
        return Missing("unknown-fact", fact, "")
    whose = _named(_kind(PARENTS[collection].removesuffix("_id")), parent)
    return Missing("unknown-siblings", f"the whole list of {_kind(collection)} of {whose}", CONTEXT)


def _before(view: View, kind: str) -> Missing:
    return Missing("unknown-entity", f"the state of {_named(kind, view.identity)} before this request", CONTEXT)


def _kind(name: str) -> str:
    return name.replace("_", " ")


def _campaign(view: View, kind: str) -> str:
    campaign = view.campaign_id()
    if _shown(campaign):
        return f"campaign {campaign}" + ("" if kind == "campaign" else f" of this {kind}")
    group = view.parent_id("ad_group_id")
    if kind not in ("campaign", "ad group") and _shown(group):
        return f"the campaign of ad group {group}"
    return "this campaign" if kind == "campaign" else f"the campaign of this {kind}"


def _named(kind: str, identity: object) -> str:
    return f"{kind} {identity}" if _shown(identity) else f"this {kind}"


def _shown(identity: object) -> bool:
    return isinstance(identity, str) and identity.isascii() and identity.isdigit() and len(identity) <= 20
