"""Tasks in the wide table, and what follows for their rows from how they stand."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date
from functools import cache
from typing import NamedTuple

import polars as pl

from zlrules.engine.building import SHOWN, nothing_shown
from zlrules.engine.each_year import over_years
from zlrules.engine.layout import Grid, lay_out
from zlrules.engine.moments import moments
from zlrules.engine.node import always, no_child, no_margin, no_statement, reason_of
from zlrules.engine.plan import never
from zlrules.engine.reports import Reports, TaskRow, reports_on, tasks_of
from zlrules.engine.standing import STANDING, standing
from zlrules.facts import Facts
from zlrules.loading.bound import BoundRuleset
from zlrules.models.task import first_day
from zlrules.words import AssessmentKind, Reason, TaskStatus

COLUMNS = {**STANDING, "status": pl.UInt8}
"""Columns of a task in the wide table, ``p<place of the task>:<name>``."""

MET = (TaskStatus.COMPLETED, TaskStatus.ON_TARGET)
MISSED = (TaskStatus.OVERDUE, TaskStatus.BEHIND)

REASONS = {
    TaskStatus.NO_MILESTONE: Reason.NO_MILESTONE,
    TaskStatus.NOT_DUE: Reason.NOT_YET_DUE,
    TaskStatus.BLOCKED: Reason.BLOCKED,
}
"""Why a task with such a status is neither met nor missed."""


class Tasks(NamedTuple):
    """How the tasks of a ruleset stand.

    Attributes:
        rows: The tasks; those in the wide table go by their places here.
        reports: What was reported on them.
        judged_on: The day on which is judged.
        since: The first year of an evaluation of several years; None where it is of one.
    """

    rows: Sequence[TaskRow]
    reports: Reports
    judged_on: date
    since: int | None

    @classmethod
    def of(cls, bound: BoundRuleset, facts: Facts, judged_on: date, kind: AssessmentKind) -> Tasks:
        """The tasks of a ruleset.

        Args:
            kind: Yearly ones look at the assessed year, others at all years of the ruleset.

        Raises:
            DataError: A report doesn't fit them.
        """
        rows = tasks_of(bound)
        reports = reports_on(bound, rows, facts, judged_on)
        since = (
            None if kind is AssessmentKind.ANNUAL else first_day(bound.ruleset.in_force.from_).year
        )
        return cls(rows, reports, judged_on, since)

    def lay_out(self, grid: Grid) -> dict[str, pl.Series]:
        """Put the tasks side by side: columns ``p<place>:<name>``, see `STANDING`."""
        if not self.rows:
            return {}
        found = self._standing(grid.years).with_columns(pl.col("status").to_physical())
        known = found.filter(pl.col("district").is_not_null()).rename({"task": "number"})
        columns = lay_out(grid, known, len(self.rows), "p", COLUMNS)
        silent = found.filter(pl.col("district").is_null()).sort("task", "year")
        for place in range(len(self.rows)):
            of_years = silent.filter(pl.col("task") == place)["status"]
            status = columns[f"p{place}:status"]
            elsewhere = pl.concat([of_years] * len(grid.districts))
            columns[f"p{place}:status"] = status.zip_with(status.is_not_null(), elsewhere)
        return columns

    def _standing(self, years: range) -> pl.DataFrame:
        """How the tasks stand in some years."""
        since = years.start if self.since is None else min(self.since, years.start)
        asked = moments(self.rows, range(since, years.stop), self.judged_on)
        found = standing(self.reports, asked)
        if self.since is not None:
            found = over_years(found, dict(self._first_years(self.since)))
        return found.filter(pl.col("year") >= years.start)

    def _first_years(self, since: int) -> Iterator[tuple[int, int]]:
        """The first year of every task that is promised for each year."""
        for place, row in enumerate(self.rows):
            task = row.task.task
            if task.recurrence:
                start = since if task.start is None else first_day(task.start).year
                yield place, max(since, start)


@cache
def no_status() -> pl.Expr:
    """That a row is no task."""
    return pl.lit(None, dtype=pl.UInt8)


def task_status(place: int) -> pl.Expr:
    """How a task stands: place in `TaskStatus`."""
    return pl.col(f"p{place}:status")


def task_met(place: int) -> pl.Expr:
    """Whether a task is met."""
    status = task_status(place)
    met = pl.when(status.is_in(_codes(MET))).then(pl.lit(value=True))
    return met.when(status.is_in(_codes(MISSED))).then(pl.lit(value=False))


def task_row(place: int, met: pl.Expr, attested: pl.Expr) -> dict[str, pl.Expr]:
    """What the row of a task comes to.

    Args:
        met: Whether it is met by what was reported.
        attested: The statement that stands in where that settles nothing.
    """
    known, conflict = pl.col(f"p{place}:reported"), pl.col(f"p{place}:conflict")
    status, reason, whole = task_status(place), _reason(place), met
    if attested is not no_statement():
        stated = attested.is_not_null()
        completed = pl.lit(_codes([TaskStatus.COMPLETED])[0], dtype=pl.UInt8)
        status = pl.when(stated).then(completed).otherwise(status)
        reason, whole = pl.when(~stated).then(reason), met | stated
    return {
        "met": whole,
        "margin": no_margin(),
        "applies": always(),
        "reason": pl.when(whole.is_null()).then(reason),
        "decided_by": no_child(),
        "attested": attested,
        "known": known,
        "provisional": never(),
        "conflict": conflict,
        "task_status": status,
        **{name: nothing_shown(name) for name in SHOWN},
    }


def _codes(statuses: Sequence[TaskStatus]) -> list[int]:
    order = list(TaskStatus)
    return [order.index(status) for status in statuses]


def _reason(place: int) -> pl.Expr:
    """Why a task is neither met nor missed."""
    reported, conflict = pl.col(f"p{place}:reported"), pl.col(f"p{place}:conflict")
    told = (
        pl.when(conflict)
        .then(reason_of(Reason.CONFLICT))
        .when(reported)
        .then(reason_of(Reason.UNREPORTED))
        .otherwise(reason_of(Reason.NO_FIGURE))
    )
    for status, reason in REASONS.items():
        is_so = task_status(place) == _codes([status])[0]
        told = pl.when(is_so).then(reason_of(reason)).otherwise(told)
    return told
