"""Whether an outcome settles something: final, due, and its text well known."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta
from functools import cache

import polars as pl

from zlrules.engine.node import always
from zlrules.engine.plan import Row, never
from zlrules.loading.bound import BoundRow
from zlrules.models.task import last_day
from zlrules.words import UNSURE, Confidence, DueState

DUE_STATES = pl.Enum([state.value for state in DueState])


def weakest_confidence(row: BoundRow) -> Confidence:
    """A row is as well known as its weakest part."""
    order: Sequence[Confidence] = list(Confidence)
    parts = [part.row.confidence for part in row.parts]
    return max([row.row.confidence, row.criterion.confidence, *parts], key=order.index)


@cache
def state_of(state: DueState) -> pl.Expr:
    """A due state as a column value."""
    return pl.lit(state.value, dtype=DUE_STATES)


def is_due(row: BoundRow, judged_on: date) -> pl.Expr:
    """Whether a row is due in the assessed year; a row without a date always is.

    Tasks are due only when the day has come: ``judged_on``; those of each year at its end.
    """
    year = row.criterion.due_year
    if row.criterion.due is None or year is None:
        return always()
    tasks = [one.task for one in (row, *row.parts) if one.task is not None]
    if any(task.task.recurrence for task in tasks):
        return pl.col("year") < (judged_on + timedelta(days=1)).year
    if tasks and last_day(row.criterion.due) > judged_on:
        return never()
    return pl.col("year") >= year


def due_state(due: pl.Expr) -> pl.Expr:
    """The state of a row that is due or not."""
    if due is always() or due is never():
        return state_of(DueState.DUE if due is always() else DueState.NOT_DUE)
    return pl.when(due).then(state_of(DueState.DUE)).otherwise(state_of(DueState.NOT_DUE))


def settles(bound: BoundRow, row: Row, due: pl.Expr) -> pl.Expr:
    """Whether a row's outcome settles something.

    Args:
        row: What the row comes to.
        due: Whether it is due.
    """
    if weakest_confidence(bound) in UNSURE or due is never():
        return never()
    settled = row["met"].is_not_null()
    if row["applies"] is not always():
        settled |= ~row["applies"]
    if row["provisional"] is not never():
        settled &= ~row["provisional"]
    if due is not always():
        settled &= due
    return settled
