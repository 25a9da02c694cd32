"""How many entities each rule judged: kept as plans and groups while judging, counted per rule when somebody asks."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from pinvet.rulebook.plan import Plan
    from pinvet.rulebook.program import Program


MOST_PLANS = 1000  # that wait to be counted


class Judgings(NamedTuple):
    """How many entities were judged: per group of checks on creates, per rule where each check decides for itself.

    ``plans`` holds the plan of each entity, for the groups that its shape alone makes judged.
    """

    groups: dict[int, int]
    checks: dict[str, int]
    plans: list[Plan]

    def add(self, other: Judgings) -> None:
        """Take in what another request of the same operation judged."""
        for number, times in other.groups.items():
            self.groups[number] = self.groups.get(number, 0) + times
        for rule_id, times in other.checks.items():
            self.checks[rule_id] = self.checks.get(rule_id, 0) + times
        self.plans.extend(other.plans)
        if len(self.plans) > MOST_PLANS:
            self.count_plans()

    def count_plans(self) -> None:
        """Count what the plans hold, and let go of them."""
        for plan in self.plans:
            for number in plan.held:
                self.groups[number] = self.groups.get(number, 0) + 1
        self.plans.clear()

    def by_rule(self, program: Program) -> dict[str, int]:
        """Return the number of entities that each rule judged."""
        self.count_plans()
        counts = dict(self.checks)
        for number, times in self.groups.items():
            for check in program.groups[number].checks:
                counts[check.rule.id] = counts.get(check.rule.id, 0) + times
        return counts
