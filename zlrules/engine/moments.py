"""Tasks in time: what is asked of each on the last day of an assessed year, or before it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date
from typing import NamedTuple

import polars as pl

from zlrules.engine.reports import TaskRow, whole
from zlrules.loading.bound import BoundTask
from zlrules.models.task import Milestone, first_day

AT_PRESENT, BY_DUE, FIRST_MILESTONE = 0, 1, 2
"""Points of a task: how far it is, how far it was when due, and then its milestones."""


class Moment(NamedTuple):
    """A task in an assessed year.

    Attributes:
        judged_on: The day on which is judged; reports and dates after it aren't known yet.
    """

    place: int
    task: BoundTask
    year: int
    judged_on: date

    @property
    def day(self) -> date:
        """The day on which the task is looked at: the last of the year, unless that lies ahead."""
        return min(self.judged_on, date(self.year, 12, 31))

    @property
    def first(self) -> date:
        """The first day whose reports count: of the year, where each year is for itself."""
        return date(self.year, 1, 1) if self.task.task.recurrence else date.min

    @property
    def last(self) -> date:
        """The last day whose reports count."""
        return self.day if self.task.task.recurrence else self.judged_on

    @property
    def due(self) -> date | None:
        """The day by which it must be done: each year's last, where each year is for itself."""
        due = self.task.due
        if due is None or not self.task.task.recurrence:
            return due
        return min(due, date(self.year, 12, 31)) if self.year <= due.year else None

    @property
    def is_due(self) -> bool:
        """Whether that day has come."""
        return self.due is not None and self.due <= self.day

    @property
    def starts_later(self) -> bool:
        """Whether it is too early to expect anything."""
        start = self.task.task.start
        return start is not None and first_day(start) > self.day

    def milestones(self) -> Iterator[tuple[int, Milestone]]:
        """The milestones that were due last, with their points."""
        come = [one for one in self.task.milestones if self.first <= one.by <= self.day]
        latest = max((one.by for one in come), default=None)
        for point, one in enumerate(self.task.milestones, start=FIRST_MILESTONE):
            if one.by == latest:
                yield point, one


def moments(tasks: Sequence[TaskRow], years: Sequence[int], judged_on: date) -> list[Moment]:
    """Every task in every year."""
    return [
        Moment(place, row.task, year, judged_on)
        for place, row in enumerate(tasks)
        for year in years
    ]


def points_of(asked: Sequence[Moment], scale: int) -> pl.DataFrame:
    """What is asked at each moment, as `zlrules.engine.reached.reached` wants it.

    Returns:
        Besides that, ``need`` (on the lattice) and ``share`` (in 10**-scale %) of milestones.
    """
    rows = [row for moment in asked for row in _points(moment, scale)]
    schema = {
        "task": pl.Int64,
        "year": pl.Int32,
        "point": pl.Int64,
        "rank": pl.Int64,
        "by": pl.Date,
        "first": pl.Date,
        "last": pl.Date,
        "as_reported": pl.Boolean,
        "need": pl.Int64,
        "share": pl.Int64,
    }
    return pl.DataFrame(rows, schema=schema, orient="row")


def _points(moment: Moment, scale: int) -> Iterator[tuple[object, ...]]:
    task = moment.task.task
    place, year, span = moment.place, moment.year, (moment.first, moment.last)
    done = task.stages.index(task.done_stage)
    yield place, year, AT_PRESENT, done, moment.day, *span, True, None, None
    if moment.due is not None:
        yield place, year, BY_DUE, done, moment.due, *span, False, None, None
    for point, one in moment.milestones():
        rank = task.stages.index(one.stage or task.done_stage)
        number = whole(one.at_least, scale)
        wanted = (None, number) if one.is_share else (number, None)
        yield place, year, point, rank, one.by, *span, False, *wanted
