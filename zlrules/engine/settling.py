"""Whether an outcome settles something: final, due, and its text well known."""

from __future__ import annotations

from collections.abc import Sequence

import polars as pl

from zlrules.engine.node import outcome_of
from zlrules.loading.bound import BoundRow
from zlrules.words import Confidence, DueState, Outcome

DUE_STATES = pl.Enum([state.value for state in DueState])

UNSURE = (Confidence.WEAK, Confidence.UNVERIFIED)
"""Texts known this badly settle nothing."""


def weakest_confidence(row: BoundRow) -> Confidence:
    """A row is as well known as its weakest part."""
    order: Sequence[Confidence] = list(Confidence)
    parts = [part.row.confidence for part in row.parts]
    return max([row.row.confidence, row.criterion.confidence, *parts], key=order.index)


def due_state(row: BoundRow) -> pl.Expr:
    """Whether a row is due in the assessed year; a row without a date always is."""
    due, not_due = (pl.lit(state.value, dtype=DUE_STATES) for state in DueState)
    year = row.criterion.due_year
    return due if year is None else pl.when(pl.col("year") >= year).then(due).otherwise(not_due)


def settles(row: BoundRow, outcome: pl.Expr, provisional: pl.Expr) -> pl.Expr:
    """Whether a row's outcome settles something.

    Args:
        outcome: What it came to.
        provisional: Whether a figure that it rests on isn't final.
    """
    if weakest_confidence(row) in UNSURE:
        return pl.lit(value=False)
    is_open = (outcome == outcome_of(Outcome.NO_DATA)) | (outcome == outcome_of(Outcome.PENDING))
    year = row.criterion.due_year
    is_due = pl.lit(value=True) if year is None else pl.col("year") >= year
    return ~is_open & is_due & ~provisional.fill_null(value=False)
