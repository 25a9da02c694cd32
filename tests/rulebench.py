"""Small rules tried on small bodies: a rule as a dict, a request, and what came out by rule and pointer."""

from __future__ import annotations

import json
from functools import lru_cache
from typing import TYPE_CHECKING, Any, NamedTuple

from pinvet.account import Account, Declared
from pinvet.account.context import fill
from pinvet.api.asked import asked
from pinvet.api.table import load_table
from pinvet.checks.registry import ALL_KINDS
from pinvet.config.assume import facts
from pinvet.engine.fold import finish, is_retry, learn, read
from pinvet.engine.requests import Routed, Setting, examine
from pinvet.model import Request, Response, json_pointer
from pinvet.rulebook.book import Rulebook
from pinvet.rulebook.rule import Rule, rule_from

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from pinvet.api.table import Table
    from pinvet.engine.requests import Outcome
    from pinvet.engine.verdict import Gap, Verdict
    from pinvet.rulebook.program import Program

PAGE = {"title": "A page", "url": "https://example.test/page", "verified": "2026-11-21"}
NOON = 1_795_262_400  # 2026-11-21, 12:00 UTC
Body = dict[str, Any]


@lru_cache(maxsize=4)
def table(version: str | None = "5.28") -> Table:
    return load_table().at(version)


def a_rule(identity: str = "TST1", **keys: Any) -> Body:
    """A rule as a pack writes it; `operations` of campaigns/create unless told."""
    return {
        "id": identity,
        "name": f"rule-{identity.lower()}",
        "title": "What is right",
        "covers": [],
        "severity": "error",
        "section": "Section",
        "examples": {"valid": [{}], "invalid": [{"finds": ["/name"]}]},
        **keys,
    }


def a_pack(*rules: Body, **keys: Any) -> Body:
    return {"pack": "team/own", "source": PAGE, "operations": ["campaigns/create"], "rules": list(rules), **keys}


def rules_of(pack: Body) -> list[Rule]:
    return [rule_from(pack, rule, ALL_KINDS, ours=False) for rule in pack["rules"]]


def book(*rules: Body, version: str = "5.28", **keys: Any) -> Rulebook:
    compiled = rules_of(a_pack(*rules, **keys))
    return Rulebook(compiled, table(version), version, selected=frozenset())


def write_pack(folder: Path, pack: Body | str, name: str = "own.yaml") -> Path:
    """Write a pack, of a value or a text, into a folder; JSON is YAML too. Return the folder."""
    folder.mkdir(parents=True, exist_ok=True)
    text = pack if isinstance(pack, str) else json.dumps(pack, indent=1)
    (folder / name).write_text(text, encoding="utf-8")
    return folder


class Judged(NamedTuple):
    """What came out, the short way: (rule, pointer, severity), and (rule, missing facts)."""

    verdicts: list[Verdict]
    gaps: list[Gap]
    outcome: Outcome

    @property
    def found(self) -> list[tuple[str, str, str]]:
        return [(one.check.rule.id, json_pointer(one.pointer), one.severity) for one in self.verdicts]

    @property
    def at(self) -> list[str]:
        """The pointers, from the only entity on, in order."""
        return [json_pointer(one.pointer[len(one.entity) :]) for one in self.verdicts]

    @property
    def skips(self) -> list[tuple[str, tuple[str, ...]]]:
        return [(gap.check.rule.id, gap.facts) for gap in self.gaps]

    @property
    def only(self) -> Verdict:
        (one,) = self.verdicts
        return one


def account_of(context: Body | None) -> Account:
    account = Account()
    if context:
        fill(account, context)
    return account


def declared_by(assume: Sequence[str]) -> Declared:
    said = facts(assume)
    return Declared(said.get("is_performance_plus"), said.get("is_nca"), said.get("objective_type"))  # type: ignore[arg-type]


def judge(
    rules: Body | Sequence[Body] | Rulebook,
    body: Any,
    operation: str = "campaigns/create",
    *,
    context: Body | None = None,
    account: Account | None = None,
    assume: Sequence[str] = (),
    path: dict[str, str] | None = None,
    query: dict[str, list[str]] | None = None,
    url: str | None = None,
    version: str = "5.28",
    now: int = NOON,
    endless: bool = True,
    retry: bool = False,
    undated: bool = False,
    position: int = 0,
    **keys: Any,
) -> Judged:
    """Judge a whole body by rules that are written for its operation, unless they name their own."""
    if isinstance(rules, Rulebook):
        compiled = rules
    else:
        several = [rules] if isinstance(rules, dict) else list(rules)
        compiled = book(*several, version=version, **{"operations": [operation], **keys})
    request = Request(body, operation, None, url, query, path, position)
    routed = Routed(request, operation, path or {}, retry=retry, serial=position, undated=undated)
    outcome = examine(
        routed,
        Setting(compiled, now),
        account if account is not None else account_of(context),
        declared_by(assume),
        endless=endless,
    )
    parts = [judged for _, judged in outcome.parts]
    return Judged([v for part in parts for v in part.verdicts], [g for part in parts for g in part.gaps], outcome)


def create(rules: Any, entity: Body, operation: str = "campaigns/create", **keys: Any) -> Judged:
    """Judge one entity, in the list that the operation takes."""
    return judge(rules, [entity], operation, **keys)


def update(rules: Any, entity: Body, operation: str = "campaigns/update", **keys: Any) -> Judged:
    return judge(rules, [entity], operation, **keys)


class Log:
    """Requests in order of time, each judged against the account and then learned."""

    def __init__(self, rules: Rulebook, context: Body | None = None) -> None:
        self.book = rules
        self.account = account_of(context)
        self.programs: dict[str, Program] = {}
        self.number = 0

    def send(
        self,
        operation: str,
        body: Any = None,
        *,
        status: int | None = None,
        answer: Any = None,
        ids: Sequence[str] = (),
        query: dict[str, list[str]] | None = None,
        path: dict[str, str] | None = None,
        at: float | None = None,
    ) -> Judged:
        described = table().operation(operation)
        if described.body is None and body is None:
            body = asked(query or {}, described)
        if ids:
            answer = {"items": [{"data": {"id": identity}, "exceptions": []} for identity in ids]}
        if answer is not None and status is None:
            status = 200
        response = Response(status, answer)
        retry = is_retry(self.account, operation, body, response)
        judged = judge(
            self.book, body, operation, account=self.account, endless=False, retry=retry, query=query, path=path,
            url="/" if query is not None else None, position=self.number,
        )  # fmt: skip
        self.number += 1
        for program, part in judged.outcome.parts:
            self.programs[program.operation.id] = program
            learn(program, part.views, response, at)
            if program.operation.does == "read":
                read(self.account, program.operation, query, response, (path or {}).get("ad_account_id"))
        return judged

    def end(self) -> list[tuple[str, int, str, str | None, str]]:
        """Judge the end of the input: rule, request, parameter, missing fact, severity."""
        return [
            (late.check.rule.id, late.touch.request, late.parameter, late.missing, late.touch.severity)
            for program in self.programs.values()
            for late in finish(program, self.account)
        ]
