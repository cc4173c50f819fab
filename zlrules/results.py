"""The results table: one row per ruleset row, district and year; ids, enums and whole numbers."""

from __future__ import annotations

from collections.abc import Sequence

import polars as pl

from zlrules.binding import BoundRow, BoundRuleset
from zlrules.node import OUTCOMES, REASONS, Quantity
from zlrules.scoring import Scored
from zlrules.words import Attested, Confidence, DueState, Outcome

DUE_STATES = pl.Enum([state.value for state in DueState])
ATTESTED = pl.Enum([kind.value for kind in Attested])

RESULTS: dict[str, pl.DataType | type[pl.DataType]] = {
    "ruleset": pl.String,
    "district": pl.String,
    "year": pl.Int32,
    "criterion": pl.String,
    "part": pl.String,
    "outcome": OUTCOMES,
    "reason": REASONS,
    "decided_by": pl.Int32,
    "settles": pl.Boolean,
    "due_state": DUE_STATES,
    "provisional": pl.Boolean,
    "conflict": pl.Boolean,
    "attested": ATTESTED,
    "older": pl.UInt8,
    "low": pl.Int64,
    "high": pl.Int64,
    "scale": pl.Int8,
    "margin": pl.Int64,
    "margin_scale": pl.Int8,
    "figure": pl.UInt32,
    "target": pl.UInt32,
}
"""Schema of the results.

``ruleset`` is ``id@edition``; ``part`` is null for criteria. ``low`` and ``high`` are what the
figure can be, in halves of the last of ``scale`` decimals (an odd number is an open end), ``margin``
the same with ``margin_scale``: value = margin / 2 / 10**margin_scale. ``decided_by`` is the number
of the requirement, or part, inside the row that decided, from 1. ``older`` says by how many
years the figure is older than asked for; ``attested`` is the weakest statement that was needed;
``figure`` and ``target`` are row numbers of the observations and assigned targets, from 0.
"""

UNSURE = (Confidence.WEAK, Confidence.UNVERIFIED)
"""Texts known this badly settle nothing."""


def results_of(bound: BoundRuleset, scored: Scored) -> pl.DataFrame:
    """Make the results table of one ruleset, sorted by district, year and the order of rows."""
    frames = []
    for number, row in enumerate(bound.rows()):
        frames.append(scored.frame.select(_columns(bound, row, number, scored)))
    if not frames:
        return pl.DataFrame(schema=RESULTS)
    table = pl.concat(frames)
    return table.sort("district", "year", maintain_order=True).select(*RESULTS)


def due_state(row: BoundRow) -> pl.Expr:
    """Whether a row is due in the assessed year; a row without a date always is."""
    due = row.criterion.due_year
    if due is None:
        return pl.lit(DueState.DUE.value, dtype=DUE_STATES)
    return (
        pl.when(pl.col("year") >= due)
        .then(pl.lit(DueState.DUE.value, dtype=DUE_STATES))
        .otherwise(pl.lit(DueState.NOT_DUE.value, dtype=DUE_STATES))
    )


def settles(row: BoundRow, number: int) -> pl.Expr:
    """Whether a row's outcome settles something (design §7)."""
    if weakest_confidence(row) in UNSURE:
        return pl.lit(value=False)
    final = pl.col(f"r{number}:outcome").is_in(
        [Outcome.MET.value, Outcome.MISSED.value, Outcome.NOT_APPLICABLE.value]
    )
    is_due = due_state(row) == DueState.DUE.value
    return final & is_due & ~pl.col(f"r{number}:provisional").fill_null(value=False)


def weakest_confidence(row: BoundRow) -> Confidence:
    """A row is as well known as its weakest part."""
    order: Sequence[Confidence] = list(Confidence)
    known = [
        row.row.confidence,
        row.criterion.confidence,
        *(part.row.confidence for part in row.parts),
    ]
    return max(known, key=order.index)


def _columns(bound: BoundRuleset, row: BoundRow, number: int, scored: Scored) -> list[pl.Expr]:
    def column(name: str) -> pl.Expr:
        return pl.col(f"r{number}:{name}")

    quantity: Quantity | None = scored.quantities[number]
    scale = scored.scales.get(row.row.indicator) if row.row.indicator else None
    attested = [
        pl.when(column("attested") == place).then(pl.lit(kind.value, dtype=ATTESTED))
        for place, kind in enumerate(Attested)
    ]
    return [
        pl.lit(bound.ruleset.name).alias("ruleset"),
        pl.col("district"),
        pl.col("year"),
        pl.lit(row.criterion.id).alias("criterion"),
        pl.lit(row.row.id if row.is_part else None, dtype=pl.String).alias("part"),
        column("outcome").alias("outcome"),
        column("reason").alias("reason"),
        column("decided_by").alias("decided_by"),
        settles(row, number).alias("settles"),
        due_state(row).alias("due_state"),
        column("provisional").fill_null(value=False).alias("provisional"),
        column("conflict").fill_null(value=False).alias("conflict"),
        pl.coalesce(attested).alias("attested"),
        column("older").cast(pl.UInt8).alias("older"),
        column("low").alias("low"),
        column("high").alias("high"),
        pl.lit(scale, dtype=pl.Int8).alias("scale"),
        column("margin").alias("margin"),
        pl.lit(quantity.scale if quantity else None, dtype=pl.Int8).alias("margin_scale"),
        column("row").alias("figure"),
        column("target").alias("target"),
    ]
