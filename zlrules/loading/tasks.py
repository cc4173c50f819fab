"""Tasks bound: their milestones read, every stage and date held against the others."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import date
from typing import NamedTuple

from pydantic import ValidationError

from zlrules.errors import Problem, one_of
from zlrules.loading.bound import BoundTask
from zlrules.loading.parsing import problems_of, subject_of
from zlrules.loading.yamlfile import Location, YamlFile
from zlrules.models.ruleset import Criterion, Part
from zlrules.models.task import Milestone, Milestones, Task, first_day, last_day

Mistake = tuple[Location, str, str]
"""Where something is wrong, what, and what to do."""


def bind_task(
    file: YamlFile, location: Location, row: Criterion | Part, due: int | date | None
) -> tuple[BoundTask | None, list[Problem]]:
    """Bind the task of a row.

    Args:
        location: Where the row stands in the file.
        due: When its criterion is due.

    Returns:
        The task, none where its milestones can't be read; and what is wrong.
    """
    assert row.task is not None
    where = (*location, "require")
    try:
        read = Milestones.model_validate(row.require.root).milestones if row.require else ()
    except ValidationError as invalid:
        return None, problems_of(invalid, file, where, Milestones)
    told = tuple(_with_stage(milestone, row.task) for milestone in read)
    task = BoundTask(row.task, told, last_day(due) if due is not None else None)
    problems = [
        Problem(*file.place(at), subject_of(file, at), wrong, remedy)
        for at, wrong, remedy in (
            *_dates(task, location),
            *_Checker(task, (*where, "milestones")).mistakes(),
        )
    ]
    return task, problems


def _with_stage(milestone: Milestone, task: Task) -> Milestone:
    return milestone.model_copy(update={"stage": milestone.stage or task.done_stage})


def _dates(task: BoundTask, location: Location) -> Iterator[Mistake]:
    start = task.task.start
    if start is not None and task.due is not None and first_day(start) > task.due:
        yield (*location, "task", "start"), f"开始 {start} 晚于期限 {task.due}", "核对日期"


class _Checker(NamedTuple):
    """Holds the milestones of a task against it.

    Attributes:
        where: Where they stand in the file.
    """

    task: BoundTask
    where: Location

    def mistakes(self) -> Iterator[Mistake]:
        checks: tuple[Callable[[Milestone], tuple[str, str, str] | None], ...] = (
            *(self._stage, self._late, self._early, self._too_much),
        )
        for index, milestone in enumerate(self.task.milestones):
            for check in checks:
                if found := check(milestone):
                    key, wrong, remedy = found
                    yield (*self.where, index, key), wrong, remedy

    def _stage(self, milestone: Milestone) -> tuple[str, str, str] | None:
        stages = self.task.task.stages
        if milestone.stage in stages:
            return None
        return "stage", f"未知阶段 '{milestone.stage}'", one_of(str(milestone.stage), stages)

    def _late(self, milestone: Milestone) -> tuple[str, str, str] | None:
        due = self.task.due
        if due is None or milestone.by <= due:
            return None
        return "by", f"阶段目标 {milestone.by} 晚于期限 {due}", "核对日期"

    def _early(self, milestone: Milestone) -> tuple[str, str, str] | None:
        start = self.task.task.start
        if start is None or milestone.by >= first_day(start):
            return None
        return "by", f"阶段目标 {milestone.by} 早于开始 {start}", "核对日期"

    def _too_much(self, milestone: Milestone) -> tuple[str, str, str] | None:
        size = self.task.task.size
        if milestone.is_share or size is None or milestone.at_least <= size:
            return None
        return "at_least", f"{milestone.at_least} 大于任务量 {size}", "核对数量"
