"""Whether an outcome settles something: final, due, and its text well known."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache

import polars as pl

from zlrules.engine.node import always
from zlrules.engine.plan import Row, never
from zlrules.loading.bound import BoundRow
from zlrules.words import UNSURE, Confidence, DueState

DUE_STATES = pl.Enum([state.value for state in DueState])


def weakest_confidence(row: BoundRow) -> Confidence:
    """A row is as well known as its weakest part."""
    order: Sequence[Confidence] = list(Confidence)
    parts = [part.row.confidence for part in row.parts]
    return max([row.row.confidence, row.criterion.confidence, *parts], key=order.index)


@cache
def _state(state: DueState) -> pl.Expr:
    return pl.lit(state.value, dtype=DUE_STATES)


def due_state(row: BoundRow) -> pl.Expr:
    """Whether a row is due in the assessed year; a row without a date always is."""
    year = row.criterion.due_year
    due = _state(DueState.DUE)
    if year is None:
        return due
    return pl.when(pl.col("year") >= year).then(due).otherwise(_state(DueState.NOT_DUE))


def settles(bound: BoundRow, row: Row) -> pl.Expr:
    """Whether a row's outcome settles something.

    Args:
        row: What the row comes to.
    """
    if weakest_confidence(bound) in UNSURE:
        return never()
    settled = row["met"].is_not_null()
    if row["applies"] is not always():
        settled |= ~row["applies"]
    if row["provisional"] is not never():
        settled &= ~row["provisional"]
    if bound.criterion.due_year is not None:
        settled &= pl.col("year") >= bound.criterion.due_year
    return settled
