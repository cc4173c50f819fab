"""Plans of a ruleset, one for all portions of the districts that need the same."""

from __future__ import annotations

from collections.abc import Mapping, Set as AbstractSet
from datetime import date
from threading import Lock
from typing import TypeAlias

from zlrules.engine.judging import RowJudge
from zlrules.engine.plan import Plan
from zlrules.engine.reports import tasks_of
from zlrules.loading.bound import BoundRuleset

States: TypeAlias = Mapping[str, tuple[frozenset[str], ...]]


class Plans:
    """What the rows of a ruleset become, for whatever the data need.

    Args:
        judged_on: The day on which is judged.
    """

    def __init__(self, bound: BoundRuleset, judged_on: date) -> None:
        self.bound = bound
        self.judged_on = judged_on
        self._plans: dict[object, Plan] = {}
        self._lock = Lock()

    def of(
        self,
        scales: Mapping[str, int],
        states: States,
        stated: AbstractSet[tuple[str, str]],
        exemptions: Mapping[int, int],
    ) -> Plan:
        """The plan for data with such decimals, states, statements and answers, see `Plan`."""
        needed = (
            *(frozenset(scales.items()), frozenset(states.items())),
            *(frozenset(stated), frozenset(exemptions.items())),
        )
        with self._lock:
            if needed not in self._plans:
                plan = Plan(scales, states, stated, exemptions)
                _plan_rows(self.bound, plan, self.judged_on)
                self._plans[needed] = plan
            return self._plans[needed]


def _plan_rows(bound: BoundRuleset, plan: Plan, judged_on: date) -> None:
    """Plan every row of a ruleset, criteria after their parts."""
    judge = RowJudge(plan, judged_on)
    for place, task in enumerate(tasks_of(bound)):
        judge.judge_task(task.number, task.bound, place)
    numbers = {row.row.id: number for number, row in enumerate(bound.rows())}
    for number, row in enumerate(bound.rows()):
        if row.root is not None:
            judge.judge(number, row, row.root)
    for number, row in enumerate(bound.rows()):
        if row.parts:
            judge.judge_by_parts(number, row, [numbers[part.row.id] for part in row.parts])
