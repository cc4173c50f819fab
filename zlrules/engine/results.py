"""The results table: one row per ruleset row, district and year; ids, enums and whole numbers."""

from __future__ import annotations

from collections.abc import Sequence

import polars as pl

from zlrules.engine.node import OUTCOMES, REASONS
from zlrules.engine.scoring import Scored
from zlrules.engine.settling import DUE_STATES
from zlrules.engine.standing import STATUSES
from zlrules.loading.bound import BoundRow, BoundRuleset
from zlrules.words import Attested

ATTESTED = pl.Enum([kind.value for kind in Attested])

RESULTS: dict[str, pl.DataType | type[pl.DataType]] = {
    "ruleset": pl.Categorical(),
    "district": pl.Categorical(),
    "year": pl.Int32,
    "criterion": pl.Categorical(),
    "part": pl.Categorical(),
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
    "task_status": STATUSES,
}
"""Schema of the results.

``ruleset`` is ``id@edition``; ``part`` is null for criteria. ``low`` and ``high`` are what the
figure can be, in halves of the last of ``scale`` decimals (an odd number is an open end), ``margin``
the same with ``margin_scale``: value = margin / 2 / 10**margin_scale. ``decided_by`` is the number
of the requirement, or part, inside the row that decided, from 1. ``older`` says by how many
years the figure is older than asked for; ``attested`` is the weakest statement that was needed;
``figure`` and ``target`` are row numbers of the observations and assigned targets, from 0.
``task_status`` says how a task stands, null for other rows.
"""


_SAID = {"figure": "row"}
"""Columns that go by another name where a row of the ruleset is judged (`ROW_COLUMNS`)."""

_SAME = ("ruleset", "district", "year", "criterion", "part", "scale", "margin_scale")
"""Columns that don't depend on what is judged."""


def results_of(bound: BoundRuleset, scored: Scored) -> pl.DataFrame:
    """Make the results table of one ruleset, sorted by district, year and the order of rows."""
    rows = list(bound.rows())
    if not rows:
        return pl.DataFrame(schema=RESULTS)
    told = {
        name: [scored.rows[number][_SAID.get(name, name)] for number in range(len(rows))]
        for name in RESULTS
        if name not in _SAME
    }
    varying = {name: columns for name, columns in told.items() if not _constant(columns)}
    fixed = {name: _values(columns) for name, columns in told.items() if name not in varying}
    fixed |= _named(bound, scored, rows)
    interleaved = scored.frame.select(
        pl.concat_arr(columns).reshape((-1,)).alias(name) for name, columns in varying.items()
    )
    place = pl.int_range(scored.frame.height * len(rows), dtype=pl.UInt32, eager=True)
    cell, number = place // len(rows), place % len(rows)
    table = pl.DataFrame(
        {
            **scored.frame.select(pl.col("district", "year").gather(cell)).to_dict(),
            **{name: _repeated(values, number) for name, values in fixed.items()},
            **interleaved.to_dict(),
        }
    )
    table = table.with_columns(
        pl.col("attested").cat.to(ATTESTED), pl.col("task_status").cat.to(STATUSES)
    )
    return table.select(pl.col(name).cast(dtype) for name, dtype in RESULTS.items())


def _constant(columns: Sequence[pl.Expr]) -> bool:
    """Whether every row of the ruleset comes to the same in all districts and years."""
    return all(column.meta.is_literal() for column in columns)


def _values(constants: Sequence[pl.Expr]) -> pl.Series:
    return pl.concat(pl.select(constant).to_series() for constant in constants)


def _repeated(values: pl.Series, number: pl.Series) -> pl.Series:
    """The values of the rows of the ruleset, for each district and year in turn."""
    if values.n_unique() == 1:
        return values.head(1).new_from_index(0, len(number))
    return values.gather(number)


def _named(bound: BoundRuleset, scored: Scored, rows: Sequence[BoundRow]) -> dict[str, pl.Series]:
    """Names and scales of the rows of the ruleset."""
    plan = scored.plan
    quantities = [plan.quantities[number] for number in range(len(rows))]
    return {
        "ruleset": pl.Series([bound.ruleset.name] * len(rows), dtype=RESULTS["ruleset"]),
        "criterion": pl.Series([row.criterion.id for row in rows], dtype=RESULTS["criterion"]),
        "part": pl.Series(
            [row.row.id if row.is_part else None for row in rows], dtype=RESULTS["part"]
        ),
        "scale": pl.Series(
            [plan.scales.get(row.row.indicator or "") for row in rows], dtype=pl.Int8
        ),
        "margin_scale": pl.Series(
            [quantity.scale if quantity else None for quantity in quantities], dtype=pl.Int8
        ),
    }
