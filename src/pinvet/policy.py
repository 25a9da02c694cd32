"""The team's decisions: which rules count, how grave they are, and what is set aside for which files."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from pinvet.config.mistake import ConfigError, Mistake
from pinvet.model import Severity, rank

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from pinvet.config import Settings
    from pinvet.finding import Finding
    from pinvet.rulebook.rule import Rule


class Ignored(NamedTuple):
    """Rules set aside for the files that fit some globs, with the reason."""

    files: tuple[str, ...]
    rules: frozenset[str]
    reason: str


class Policy(NamedTuple):
    """What becomes of a finding: left out, set aside, or reported at a severity."""

    selected: frozenset[str]
    severities: Mapping[str, Severity]
    ignores: tuple[Ignored, ...]
    min_severity: Severity

    def shows(self, severity: str) -> bool:
        """Tell whether findings of a severity are listed; the others are counted."""
        return rank(severity) >= rank(self.min_severity)

    def suppression(self, finding: Finding) -> str | None:
        """Return the reason for which a finding is set aside, or None."""
        if not self.ignores:
            return None
        from pinvet.config.globs import matches

        for ignored in self.ignores:
            if finding.rule in ignored.rules and any(matches(finding.path, glob) for glob in ignored.files):
                return ignored.reason
        return None


def policy(settings: Settings, rules: Iterable[Rule]) -> Policy:
    """Resolve the words of the settings (ids, prefixes, names, packs). Raises ConfigError for others."""
    known = tuple(rules)
    mistakes: list[Mistake] = []

    def expand(words: Iterable[str], *key: str | int) -> frozenset[str]:
        found: set[str] = set()
        for position, word in enumerate(words):
            fitting = {rule.id for rule in known if fits(rule, word)}
            if not fitting:
                mistakes.append(_unknown(word, known, settings.origin(*key, position)))
            found |= fitting
        return frozenset(found)

    everything = frozenset(rule.id for rule in known if rule.enabled)
    selected = expand(settings.select, "select") or (everything if not settings.select else frozenset())
    selected |= expand(settings.extend_select, "extend-select")
    selected -= expand(settings.ignore, "ignore")
    if not selected and not mistakes:
        origin = settings.origin("select") if settings.select else settings.origin("ignore")
        path, line, column = _place(origin)
        mistakes.append(Mistake(path, line, column, "no rule is left to judge by", "select less strictly"))
    severities: dict[str, Severity] = {}
    for word, severity in settings.severity.items():
        severities.update(dict.fromkeys(expand([word], "severity", word), severity))
    ignores = tuple(
        Ignored(entry.files, expand(entry.rules, "ignores", number), entry.reason)
        for number, entry in enumerate(settings.ignores)
    )
    if mistakes:
        raise ConfigError(*mistakes)
    return Policy(selected, severities, ignores, settings.min_severity)


def fits(rule: Rule, word: str) -> bool:
    """Tell whether a word means a rule: its id, a prefix of it, its name, its pack, or its pack's folder."""
    if word in (rule.id, rule.name, rule.pack) or rule.pack.startswith(f"{word}/"):
        return True
    return word.isalnum() and word.isupper() and rule.id.startswith(word)


def _unknown(word: str, rules: tuple[Rule, ...], origin: str) -> Mistake:
    from pinvet.text.words import nearest

    words = {name for rule in rules for name in (rule.id, rule.name, rule.pack, rule.pack.partition("/")[0])}
    near = nearest(word, sorted(words))
    hint = f"did you mean {near}?" if near else "`pinvet rules` lists all rules and packs"
    path, line, column = _place(origin)
    return Mistake(path, line, column, f"no rule, prefix or pack is called {word!r}", hint)


def _place(origin: str) -> tuple[str, int, int]:
    """Split where a setting comes from: a file with line and column, or the name of a flag."""
    path, _, rest = origin.partition(":")
    line, _, column = rest.partition(":")
    return (path, int(line), int(column)) if line.isdigit() and column.isdigit() else (origin, 0, 0)
