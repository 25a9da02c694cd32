"""`pinvet explain`: one rule in full."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

import click

from pinvet.cli.book import rule_called, rules_of_run
from pinvet.cli.console import emit
from pinvet.cli.options import CONTEXT, PROJECT, options, settings_of
from pinvet.cli.rules import summary
from pinvet.config.settings import EVERYWHERE
from pinvet.redact import clean

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from pinvet.config import Settings
    from pinvet.examples import Shown
    from pinvet.rulebook.rule import Rule

_CONFIDENCE: Final = {
    "documented": "documented: the page says so",
    "stricter": "stricter: the page asks for more than the API does",
    "inferred": "inferred: it follows from the page, which does not say it in words",
}
_WIDTH: Final = 12
_COLUMNS: Final = 100


@click.command(context_settings=CONTEXT, short_help="Tell what one rule asks for, and why.")
@click.argument("rule", metavar="RULE")
@click.option("--format", "format", type=click.Choice(("text", "json")), default="text", help="Default: text.")
@options(PROJECT)
@click.pass_context
def explain(ctx: click.Context, /, rule: str, **_given: Any) -> None:
    """Tell what RULE asks for, why, where that is documented, and how to set it aside.

    \b
    Examples:
      pinvet explain PP103
      pinvet explain one-spend-cap
    """
    settings = settings_of(ctx)
    found = rule_called(rule, rules_of_run(settings))
    examples = _examples(found, settings)
    aside = set_aside(found, settings)
    write = as_json if ctx.params["format"] == "json" else as_text
    emit(write(found, examples, aside))


def _examples(rule: Rule, settings: Settings) -> tuple[Shown, ...]:
    """Read the examples of a rule from its pack; what runs every day keeps rules without them."""
    from pinvet.api.table import load_table
    from pinvet.examples import examples_of
    from pinvet.rulebook.load import load_packs

    table = load_table()  # of all versions, as when packs are read for a run
    return examples_of(rule.id, load_packs(settings.packs, table), table.at(settings.api_version))


def set_aside(rule: Rule, settings: Settings) -> list[dict[str, Any]]:
    """Return where the project's own settings keep a rule from being reported, why, and where they say so."""
    from pinvet.policy import fits

    entries = [one for one in settings.ignores if any(fits(rule, word) for word in one.rules)]
    aside = [{"files": list(one.files), "reason": one.reason, "from": one.origin} for one in entries]
    if any(fits(rule, word) for word in settings.ignore):
        aside.append({"files": list(EVERYWHERE), "reason": "", "from": settings.origin("ignore")})
    return aside


def as_json(rule: Rule, examples: tuple[Shown, ...] = (), aside: Sequence[dict[str, Any]] = ()) -> str:
    """Return a rule as a JSON object, with its check and its conditions as the pack writes them."""
    import json

    told = {"when": _conditions(rule), "check": {rule.kind: rule.argument}, "weaker": rule.body.get("weaker", [])}
    shown = [one._asdict() for one in examples]
    return json.dumps(summary(rule) | told | {"examples": shown, "ignored": list(aside)}, indent=2) + "\n"


def as_text(rule: Rule, examples: tuple[Shown, ...] = (), aside: Sequence[dict[str, Any]] = ()) -> str:
    """Return a rule as a page for a terminal."""
    facts = [*_facts(rule), *(_fact("ignored", _ignored(entry)) for entry in aside)]
    blocks = [[f"{rule.id} {rule.name}", rule.title], *([[rule.why]] if rule.why else []), facts]
    blocks += [_shown(one) for one in _chosen(examples)]
    how = [f"To set it aside: pinvet check --ignore {rule.id}, or in pinvet.toml:"]
    how += ["", "  [[ignores]]", '  files = ["path/of/**"]', f'  rules = ["{rule.id}"]', '  reason = "..."']
    return "\n".join(f"{line}" for block in [*blocks, how] for line in [*_wrapped(block), ""])


def _facts(rule: Rule) -> Iterator[str]:
    off = "" if rule.enabled else f", and off: --extend-select {rule.id} enables it"
    yield _fact("severity", rule.severity + off)
    yield _fact("confidence", _CONFIDENCE.get(rule.confidence, rule.confidence))
    yield _fact("operations", ", ".join(rule.operations))
    if rule.versions:
        yield _fact("API", rule.versions)
    for condition in _conditions(rule):
        yield _fact("when", _written(condition))
    yield _fact("check", f"{rule.kind}: {_written(rule.argument)}")
    for entry in rule.body.get("weaker", ()):
        told = {key: value for key, value in entry.items() if key not in ("severity", "contested", "remark")}
        level = "nothing" if entry["severity"] == "none" else entry["severity"]
        yield _fact("weaker", f"{level} where {_written(told)}")
        if "contested" in entry:
            yield _fact("", entry["contested"])
    if rule.body.get("if_unknown", "skip") != "skip":
        yield _fact("if unknown", f"{rule.body['if_unknown']}, where the facts it asks for are not known")
    end = rule.body.get("deprecated")
    if end:
        yield _fact("ends", f"{end}, as documented; with --fail-deprecated its warnings are errors from then on")
    if rule.contested:
        yield _fact("contested", rule.contested)
    if rule.remark:
        yield _fact("remark", rule.remark)
    yield _fact("page", f"{rule.source}, {rule.section}")
    if rule.url:
        yield _fact("", rule.url)
    yield _fact("", f"read on {rule.verified}, pack {rule.pack}")


def _ignored(entry: dict[str, Any]) -> str:
    files = "everywhere" if entry["files"] == list(EVERYWHERE) else f"in {', '.join(entry['files'])}"
    why = f": {entry['reason']}" if entry["reason"] else ""
    return clean(f"{files}{why} ({entry['from']})")


def _conditions(rule: Rule) -> list[dict[str, Any]]:
    return [condition for condition in rule.when if condition]


def _chosen(examples: tuple[Shown, ...]) -> list[Shown]:
    """Return one example that passes and up to two that do not; those that stand without context first."""
    ordered = sorted(examples, key=lambda one: one.needs_context)
    valid, invalid = ([one for one in ordered if one.valid is wanted] for wanted in (True, False))
    return [*valid[:1], *[one for one in invalid if one.finds][:2]]


def _shown(example: Shown) -> list[str]:
    import json

    verdict = (
        "passes" if example.valid else f"found at {', '.join(pointer or 'the entity' for pointer in example.finds)}"
    )
    context = ", in its context" if example.needs_context else ""
    return [f"{example.operation}, {verdict}{context}:", f"  {json.dumps(example.body)}"]


def _fact(name: str, text: str) -> str:
    return f"  {name:<{_WIDTH}}{text}"


def _written(value: Any) -> str:
    """Write a part of a pack as one line of YAML would."""
    if isinstance(value, dict):
        return "{" + ", ".join(f"{key}: {_written(item)}" for key, item in value.items()) + "}"
    if isinstance(value, (list, tuple)):
        return "[" + ", ".join(map(_written, value)) + "]"
    if value is None or isinstance(value, bool):
        return {None: "null", True: "true", False: "false"}[value]
    return str(value)


def _wrapped(lines: list[str]) -> Iterator[str]:
    """Break long lines; what continues a fact stands below its text."""
    import textwrap

    for line in lines:
        if len(line.split()) == 1:
            yield line  # an address stays in its column, however long it is
            continue
        indent = (
            " " * (_WIDTH + 2) if line.startswith("  ") and not line.startswith("  [") else "  " * line.startswith("  ")
        )
        yield from textwrap.wrap(
            line, _COLUMNS, subsequent_indent=indent, break_long_words=False, break_on_hyphens=False
        ) or [""]
