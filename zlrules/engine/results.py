"""The results table: one row per ruleset row, district and year; ids, enums and whole numbers."""

from __future__ import annotations

from collections.abc import Sequence

import polars as pl

from zlrules.engine.node import OUTCOMES, REASONS
from zlrules.engine.scoring import Scored
from zlrules.engine.settling import DUE_STATES
from zlrules.loading.bound import BoundRow, BoundRuleset
from zlrules.words import Attested

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


JUDGED = (
    *("outcome", "reason", "decided_by", "settles", "due_state", "provisional", "conflict"),
    *("attested", "older", "low", "high", "margin", "row", "target"),
)
"""Columns that the wide table has for every row of a ruleset."""


def results_of(bound: BoundRuleset, scored: Scored) -> pl.DataFrame:
    """Make the results table of one ruleset, sorted by district, year and the order of rows."""
    rows = list(bound.rows())
    if not rows:
        return pl.DataFrame(schema=RESULTS)
    stacked = pl.concat([_judged(scored.frame, number) for number in range(len(rows))])
    table = stacked.with_columns(_named(bound, scored, rows)).with_columns(
        pl.col("provisional", "conflict").fill_null(value=False),
        pl.col("older").cast(pl.UInt8),
        pl.col("row").alias("figure"),
        pl.coalesce(
            pl.when(pl.col("attested") == place).then(pl.lit(kind.value, dtype=ATTESTED))
            for place, kind in enumerate(Attested)
        ).alias("attested"),
    )
    return table.sort("district", "year", maintain_order=True).select(*RESULTS)


def _judged(frame: pl.DataFrame, number: int) -> pl.DataFrame:
    """The columns of one row of the ruleset, under their own names."""
    return pl.DataFrame(
        {
            "district": frame["district"],
            "year": frame["year"],
            **{name: frame[f"r{number}:{name}"] for name in JUDGED},
        }
    )


def _named(bound: BoundRuleset, scored: Scored, rows: list[BoundRow]) -> list[pl.Series]:
    """What is the same in all districts and years: names and scales, in the order of stacking."""
    size = scored.frame.height
    quantities = [scored.quantities[number] for number in range(len(rows))]
    scales = [scored.scales.get(row.row.indicator or "") for row in rows]
    margin_scales = [quantity.scale if quantity else None for quantity in quantities]
    texts: dict[str, Sequence[str | None]] = {
        "ruleset": [bound.ruleset.name] * len(rows),
        "criterion": [row.criterion.id for row in rows],
        "part": [row.row.id if row.is_part else None for row in rows],
    }
    return [
        *(_each(name, told, size, pl.String) for name, told in texts.items()),
        _each("scale", scales, size, pl.Int8),
        _each("margin_scale", margin_scales, size, pl.Int8),
    ]


def _each(
    name: str,
    values: Sequence[str | None] | Sequence[int | None],
    size: int,
    dtype: type[pl.DataType],
) -> pl.Series:
    """Every value as often as there are districts and years."""
    positions = pl.int_range(len(values) * size, eager=True) // size
    return pl.Series(name, values, dtype=dtype).gather(positions)
