"""The rules of a run, and single ones of them by the words of a command line."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from pinvet.config.check import quoted
from pinvet.text.words import nearest

if TYPE_CHECKING:
    from collections.abc import Iterable

    from pinvet.config import Settings
    from pinvet.rulebook.rule import Rule


def rules_of_run(settings: Settings) -> list[Rule]:
    """Return all rules that the settings load, those that are off included.

    Raises PackError with every mistake of the packs.
    """
    from pinvet.lint.rules import rules_for

    return list(rules_for(settings))


def rule_called(word: str, rules: Iterable[Rule]) -> Rule:
    """Return the rule of an id, in any case, or a name. Raises click.UsageError for a word that is neither."""
    known = list(rules)
    for rule in known:
        if word.upper() == rule.id.upper() or word == rule.name:
            return rule
    near = nearest(word, [name for rule in known for name in (rule.id, rule.name)])
    hint = f"Did you mean {near}?" if near else "pinvet rules lists them all."
    raise click.UsageError(f"There is no rule {quoted(word)}. {hint}")


def rules_of_pack(word: str, rules: Iterable[Rule]) -> list[Rule]:
    """Return the rules of a pack or of a folder of packs. Raises click.UsageError where there is neither."""
    known = list(rules)
    found = [rule for rule in known if rule.pack == word or rule.pack.startswith(f"{word}/")]
    if not found:
        packs = {name for rule in known for name in (rule.pack, rule.pack.partition("/")[0])}
        near = nearest(word, sorted(packs))
        hint = f"Did you mean {near}?" if near else f"Known are {', '.join(sorted(packs))}."
        raise click.UsageError(f"There is no pack {quoted(word)}. {hint}")
    return found
