"""What a report tells of the rules that ran, put together when somebody looks."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from pinvet.model import Input, Report, RuleInfo, Summary

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from pinvet.engine.judge import Judged
    from pinvet.engine.requests import Outcome
    from pinvet.engine.tally import Judgings
    from pinvet.rulebook.program import Program
    from pinvet.rulebook.rule import Rule


def quiet_report(one: Input, outcome: Outcome) -> Report:
    """Return the report of a request of which nothing is to be said: most library calls end here."""
    parts = outcome.parts
    rules = len(parts[0][0].rules) if len(parts) == 1 else len(_rules_of(parts))
    return Report(Summary(1, 1, outcome.entities, 0, 0, 0, 0, 0, 0, rules), (one,), RuleList(lambda: _rules_of(parts)))


def _rules_of(parts: Iterable[tuple[Program, Judged]]) -> tuple[RuleInfo, ...]:
    return infos((program, judged.tally) for program, judged in parts)


def infos(programs: Iterable[tuple[Program, Judgings]]) -> tuple[RuleInfo, ...]:
    """Return what a report tells of the rules of some programs, in the order of their ids."""
    judged: dict[str, int] = {}
    rules: dict[str, Rule] = {}
    for program, part in programs:
        rules.update({rule.id: rule for rule in program.rules})
        for rule_id, number in part.by_rule(program).items():
            judged[rule_id] = judged.get(rule_id, 0) + number
    return tuple(rule_info(rule, judged.get(key, 0)) for key, rule in sorted(rules.items()))


class RuleList(Sequence[RuleInfo]):
    """The rules of a report, put together when somebody first looks: most library calls never do."""

    __slots__ = ("_build", "_built")

    def __init__(self, build: Callable[[], tuple[RuleInfo, ...]]) -> None:
        self._build = build
        self._built: tuple[RuleInfo, ...] | None = None

    @property
    def items(self) -> tuple[RuleInfo, ...]:
        """The rules, in the order of their ids."""
        if self._built is None:
            self._built = self._build()
        return self._built

    def __len__(self) -> int:
        return len(self.items)

    def __getitem__(self, index: Any) -> Any:
        return self.items[index]

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Sequence) and tuple(self) == tuple(other)

    def __hash__(self) -> int:
        return hash(self.items)

    def __repr__(self) -> str:
        return repr(self.items)

    def __reduce__(self) -> tuple[type, tuple[tuple[RuleInfo, ...]]]:
        return tuple, (self.items,)  # a report travels between processes with what it tells, not with the run


def rule_info(rule: Rule, judged: int = 0) -> RuleInfo:
    """Return what a report tells of a rule."""
    return RuleInfo(
        rule.id,
        rule.name,
        rule.title,
        rule.why,
        rule.url,
        rule.section,
        rule.severity,  # type: ignore[arg-type]  # the pack schema allows nothing else
        rule.confidence,  # type: ignore[arg-type]
        rule.contested,
        rule.pack,
        judged,
    )
