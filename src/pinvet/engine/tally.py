"""How many entities each rule judged: kept as plans and groups while judging, counted per rule when somebody asks."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from pinvet.rulebook.plan import Plan
    from pinvet.rulebook.program import Program


MOST_PLANS: Final = 1000  # that are told apart until they are counted


class Judgings:
    """How many entities were judged: per group of checks on creates, per rule where each check decides for itself.

    ``plans`` holds the plans of entities, for what they make judged without being asked.
    """

    __slots__ = ("_planned", "checks", "groups", "plans")

    def __init__(self) -> None:
        self.groups: dict[int, int] = {}
        self.checks: dict[str, int] = {}
        self.plans: list[Plan] = []
        # by identity: to compare plans would take longer than all else
        self._planned: dict[int, tuple[Plan, int]] | None = None

    def add(self, other: Judgings) -> None:
        """Take in what another request of the same operation judged."""
        for number, times in other.groups.items():
            self.groups[number] = self.groups.get(number, 0) + times
        for rule_id, times in other.checks.items():
            self.checks[rule_id] = self.checks.get(rule_id, 0) + times
        self.plans += other.plans
        if len(self.plans) > MOST_PLANS:
            self._count_plans()

    def by_rule(self, program: Program) -> dict[str, int]:
        """Return the number of entities that each rule judged. Nothing changes: reports may share what was judged."""
        whole = Judgings()
        whole.groups, whole.checks = dict(self.groups), dict(self.checks)
        whole.plans, whole._planned = list(self.plans), dict(self._planned or {})
        whole._count_plans()
        whole._let_go()
        counts = whole.checks
        for number, times in whole.groups.items():
            for check in program.groups[number].checks:
                counts[check.rule.id] = counts.get(check.rule.id, 0) + times
        return counts

    def _count_plans(self) -> None:
        planned = self._planned = {} if self._planned is None else self._planned
        for plan in self.plans:
            before = planned.get(id(plan))
            planned[id(plan)] = (plan, 1 if before is None else before[1] + 1)
        self.plans.clear()
        if len(planned) > MOST_PLANS:
            self._let_go()

    def _let_go(self) -> None:
        """Count what plans make judged, and let go of them."""
        for plan, times in (self._planned or {}).values():
            for number in plan.held:
                self.groups[number] = self.groups.get(number, 0) + times
            for rule_id in plan.judged:
                self.checks[rule_id] = self.checks.get(rule_id, 0) + times
        self._planned = None
