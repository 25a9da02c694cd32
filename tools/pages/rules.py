"""One page per pack with all its rules, and the index of them."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import yaml

from pages.markdown import NOTE, code, fenced, listing, one_line, page, table
from pages.samples import chosen, sample, shown
from pages.severity import conditions, scope, severities

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from pinvet.api.table import Table
    from pinvet.checks.scope import Scope
    from pinvet.examples.judging import Bench
    from pinvet.rulebook.load import Pack
    from pinvet.rulebook.rule import Rule

FIXES_SHOWN = 3
CONFIDENCE = {
    "stricter": "the page asks for more than the API does",
    "inferred": "it follows from the page, which does not say it in words",
}


def index(packs: Iterable[Pack]) -> str:
    """Return the page that lists all rules, pack by pack."""
    packs = sorted(packs, key=lambda pack: pack.name)
    rules = [rule for pack in packs for rule in pack.rules]
    counts = [f"{sum(rule.severity == word for rule in rules)} {word}s" for word in ("error", "warning", "note")]
    opening = (
        f"{len(rules)} rules in {len(packs)} packs: {listing(counts)} by their worst case. Each pack mirrors one "
        "section of one document; its page tells every rule in full, as `pinvet explain ID` does in a terminal. "
        "[coverage.md](../coverage.md) turns the table round: what the documents ask for, and the rule that checks it."
    )
    blocks: list[list[str]] = [[NOTE], ["# Rules"], [opening]]
    for pack in packs:
        source = pack.document.value["source"]
        blocks.append([f"## {pack.name}"])
        blocks.append([f"{_titled(source)}, read on {source['verified']}."])
        rows = [
            (f"[{rule.id}]({pack.name}.md#{rule.id.lower()})", rule.name, one_line(rule.title), _level(rule))
            for rule in sorted(pack.rules)
        ]
        blocks.append(table(("id", "name", "what is right", "severity"), rows))
    return page(*blocks)


def _titled(source: dict[str, str]) -> str:
    """Return a document's title, with its address where it has one."""
    title = one_line(source["title"])
    return f"[{title}]({source['url']})" if source["url"] else title


def pack_page(pack: Pack, bench: Bench, api: Table) -> str:
    """Return the page of one pack."""
    source = pack.document.value["source"]
    depth = pack.name.count("/")
    read = f"From {_titled(source)}, read on {source['verified']}."
    opening = [f"{read} Source: `rules/{pack.name}.yaml`. [All rules]({'../' * depth}README.md)."]
    blocks: list[Iterable[str]] = [[NOTE], [f"# {pack.name}"], opening]
    for rule, body in zip(pack.rules, pack.document.value["rules"], strict=True):
        blocks += _rule(pack, rule, body["examples"], bench, api)
    return page(*blocks)


def _rule(
    pack: Pack, rule: Rule, examples: dict[str, list[dict[str, Any]]], bench: Bench, api: Table
) -> Iterator[list[str]]:
    where = scope(rule, api)
    valid = sample(pack, rule, chosen(examples["valid"], finding=False), bench)
    invalid = sample(pack, rule, chosen(examples["invalid"], finding=True), bench)
    yield [f"## {rule.id}"]
    yield [f"**{rule.name}**: {one_line(rule.title)}."]
    if rule.why:
        yield [one_line(rule.why)]
    fixes = _fixes(pack, rule, examples["invalid"], bench)
    yield [*_facts(pack, rule, where), f"- **Fix**: {fixes or 'none is offered'}"]
    yield fenced(_check(rule), "yaml")
    yield shown(valid, "Fine")
    yield [*shown(invalid, "Not fine", valid.context), "", *invalid.said]


def _check(rule: Rule) -> str:
    if isinstance(rule.argument, str):
        return f"{rule.kind}: {rule.argument}"
    written = {rule.kind: rule.argument}
    return yaml.safe_dump(written, sort_keys=False, width=100, allow_unicode=True, default_flow_style=None)


def _facts(pack: Pack, rule: Rule, where: Scope | None) -> Iterator[str]:
    worst, *others = severities(rule, where)
    yield f"- **Severity**: {worst}"
    yield from (f"  - {line}" for line in others)
    named = {"@any": "all operations", "@catalogs": "all catalog operations"}
    judged = (
        named.get(name, f"all operations of {code(name[1:])}" if name[0] == "@" else code(name))
        for name in rule.operations
    )
    yield f"- **Judged for**: {', '.join(judged)}"
    if "at" in rule.body:
        yield f"- **At**: {code(rule.body['at'])}"
    when = conditions(rule, where)
    if when:
        yield f"- **When**: {listing(when)}"
    if rule.versions:
        yield f"- **API versions**: {code(rule.versions)}"
    if rule.contested:
        yield f"- **Contested**: {one_line(rule.contested)}"
    if rule.remark:
        yield f"- **Remark**: {one_line(rule.remark)}"
    if rule.confidence != "documented":
        yield f"- **Confidence**: {rule.confidence}; {CONFIDENCE[rule.confidence]}"
    own_day = f", read on {rule.verified}" if rule.verified != pack.document.value["source"]["verified"] else ""
    yield f"- **Source**: [{one_line(rule.source)}]({rule.url}), {one_line(rule.section)}{own_day}"
    if rule.covers:
        yield f"- **Covers**: {', '.join(map(code, rule.covers))}"


def _fixes(pack: Pack, rule: Rule, examples: list[dict[str, Any]], bench: Bench) -> str:
    """Say what the findings of the rule's own examples offer."""
    fixes = dict.fromkeys(fix for example in examples for fix in sample(pack, rule, example, bench).fixes)
    more = ["and others"] if len(fixes) > FIXES_SHOWN else []
    return "; ".join([*list(fixes)[:FIXES_SHOWN], *more])


def _level(rule: Rule) -> str:
    return rule.severity if rule.enabled else f"{rule.severity} (off)"
