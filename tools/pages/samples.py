"""Examples of rules as requests: the JSON that would be sent, and what pinvet says of it."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any, NamedTuple

from pages.markdown import code, fenced, json_text, listing
from pinvet.account import PARENTS, Account, Declared
from pinvet.account.context import fill
from pinvet.config.assume import facts
from pinvet.engine.requests import Setting, examine
from pinvet.examples.bodies import first_operation, merged, routed
from pinvet.examples.judging import AS_OF, answer_of, judge
from pinvet.model import json_pointer

if TYPE_CHECKING:
    from collections.abc import Iterator

    from pinvet.engine.verdict import Verdict
    from pinvet.examples.judging import Bench
    from pinvet.rulebook.load import Pack
    from pinvet.rulebook.rule import Rule

GIVEN = ("context", "assume", "api_version", "as_of", "operation", "path", "query", "requests")
SIBLINGS = ("count", "same_across")


class Sample(NamedTuple):
    """One example of a rule: what is sent, what is known, and what is said of it, a line for each finding."""

    example: dict[str, Any]
    operation: str
    body: Any
    context: dict[str, Any]
    said: tuple[str, ...]
    fixes: tuple[str, ...]


def sample(pack: Pack, rule: Rule, example: dict[str, Any], bench: Bench) -> Sample:
    """Judge one example with its rule alone, spelling on."""
    value = pack.document.value
    operation = example.get("operation") or first_operation(value, rule)
    context = merged(value.get("context", {}), example.get("context", {})) or {}
    if "requests" in example:
        sent = [_request(value, one, operation, bench) for one in example["requests"]]
        found = judge(pack, example, rule, bench).found.get(rule.id, {})
        said = tuple(_said(severity, pointer, f" of request {number}") for (number, pointer), severity in found.items())
        return Sample(example, operation, sent, _about(rule, sent, context), said, ())
    verdicts = _verdicts(pack, rule, example, bench)
    said = tuple(_said(one.severity, json_pointer(one.pointer), f": {one.message}") for one in verdicts)
    fixes = tuple(f"{one.fix_title} ({'safe' if one.safe else 'unsafe'})" for one in verdicts if one.patch)
    body = _body(value, example, operation, bench)
    return Sample(example, operation, body, _about(rule, body, context), said, fixes)


def _request(value: dict[str, Any], one: dict[str, Any], operation: str, bench: Bench) -> dict[str, Any]:
    """Return one request of a capture as it is shown, with its answer where that tells something."""
    described = bench.table.operation(one.get("operation", operation))
    sent = routed(value, one, described, 0)
    asked = "query" if described.body is None else "body"
    answer = answer_of(one)
    told = {"path": dict(sent.path), asked: sent.request.body, "status": answer.status, "response": answer.body}
    return {"operation": described.id} | {key: item for key, item in told.items() if item not in (None, {})}


def _body(value: dict[str, Any], example: dict[str, Any], operation: str, bench: Bench) -> Any:
    return routed(value, example, bench.table.operation(operation), 0).request.body


def _said(severity: str, pointer: str, rest: str) -> str:
    return f"- {severity} at {code(pointer) if pointer else 'the whole body'}{rest}"


def _verdicts(pack: Pack, rule: Rule, example: dict[str, Any], bench: Bench) -> list[Verdict]:
    value = pack.document.value
    account = Account()
    fill(account, merged(value.get("context", {}), example.get("context", {})) or {})
    declared = facts(example.get("assume", ()))
    plus, new, objective = (declared.get(name) for name in ("is_performance_plus", "is_nca", "objective_type"))
    assumed = Declared(
        plus if isinstance(plus, bool) else None,
        new if isinstance(new, bool) else None,
        objective if isinstance(objective, str) else None,
    )
    now = int(datetime.fromisoformat(example.get("as_of", AS_OF)).replace(tzinfo=UTC).timestamp())
    setting = Setting(bench.book(rule, example.get("api_version")), now)
    operation = bench.table.operation(example.get("operation") or first_operation(value, rule))
    outcome = examine(routed(value, example, operation, 0), setting, account, assumed)
    return [one for _, part in outcome.parts for one in part.verdicts if one.check.rule.id == rule.id]


def chosen(examples: list[dict[str, Any]], *, finding: bool) -> dict[str, Any]:
    """Return the example that needs the fewest words around it; the first of several."""
    fitting = [one for one in examples if not finding or "finds" in one] or examples
    return min(fitting, key=lambda one: (len(str(one)) > 800, sum(key in one for key in GIVEN)))


def shown(one: Sample, word: str, told: dict[str, Any] | None = None) -> list[str]:
    """Return the lines that show what is sent, with what is taken for granted about it.

    ``told`` is the context that stands above already, which is not repeated.
    """
    example = one.example
    if "requests" in example:
        sent = [f"{word}, as requests in this order{_given(example)}{_context(one, told)}:", ""]
        return [*sent, *fenced("\n".join(map(json_text, one.body)), "json"), *_told(one, told)]
    text = example["text"].strip() if "text" in example else json_text(one.body)
    sent = [f"{word}, for {code(one.operation)}{_given(example)}{_context(one, told)}:", ""]
    return [*sent, *fenced(text, "json"), *_told(one, told)]


def _context(one: Sample, told: dict[str, Any] | None) -> str:
    if not one.context:
        return ""
    return ", with the context above" if one.context == told else ", with the context below it"


def _told(one: Sample, told: dict[str, Any] | None) -> list[str]:
    return ["", *fenced(json_text(one.context), "json")] if one.context and one.context != told else []


def _given(example: dict[str, Any]) -> str:
    """Say what an example takes for granted, as the command line would."""
    flags = [code(f"--assume {word}") for word in example.get("assume", ())]
    flags += [code(f"--{key.replace('_', '-')} {example[key]}") for key in ("api_version", "as_of") if key in example]
    flags += [f"{key} {code(json_text(example[key]))}" for key in ("path", "query") if example.get(key)]
    return f", with {listing(flags)}" if flags else ""


def _about(rule: Rule, body: Any, context: dict[str, Any]) -> dict[str, Any]:
    """Return the part of a context that a body speaks of: entities by id, their parents, siblings where they count."""
    collections = {name: entities for name, entities in context.items() if name not in ("listed", "scopes")}
    named = set(_texts(body))
    for _ in range(3):  # product group promotion or ad, ad group, campaign
        for name, entities in collections.items():
            parent = PARENTS.get(name, "")
            named |= {str(entity.get(parent)) for key, entity in entities.items() if key in named}
            if rule.kind in SIBLINGS:
                named |= {key for key, entity in entities.items() if entity.get(parent) in named}
    kept = {
        name: {key: entity for key, entity in entities.items() if key in named}
        for name, entities in collections.items()
    }
    listed = [text for text in context.get("listed", ()) if text.rpartition(" ")[2] in {*named, *collections}]
    lists = {"listed": listed, "scopes": context.get("scopes", ())}
    return {name: part for name, part in (*kept.items(), *lists.items()) if part}


def _texts(value: Any) -> Iterator[str]:
    if isinstance(value, str):
        yield value
    elif isinstance(value, (list, dict)):
        for item in value.values() if isinstance(value, dict) else value:
            yield from _texts(item)
