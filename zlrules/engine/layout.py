"""The wide table: a row per district and year, a few columns per series."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import polars as pl

from zlrules.engine.selection import FIGURE

TARGET = {"lower": pl.Int64, "upper": pl.Int64, "target": pl.UInt32, **FIGURE}
"""Columns of an assigned target in the wide table."""


def grid(districts: Sequence[str], years: range, fixed: set[int]) -> pl.DataFrame:
    """Every district and year, district by district, years in order.

    Args:
        fixed: Years that requirements name; for each, a column ``at:<year>`` (UInt32) says in
            which row the same district stands in that year.
    """
    size = len(years)
    cells = pl.DataFrame(
        {
            "district": pl.Series(districts, dtype=pl.String).repeat_by(size).explode(),
            "year": pl.Series(list(years) * len(districts), dtype=pl.Int32),
        }
    )
    start = pl.int_range(pl.len(), dtype=pl.UInt32) // size * size
    return cells.with_columns(
        (start + (year - years.start)).cast(pl.UInt32).alias(f"at:{year}") for year in sorted(fixed)
    )


def lay_out(
    cells: pl.DataFrame,
    selected: pl.DataFrame,
    count: int,
    prefix: str,
    columns: Mapping[str, type[pl.DataType]],
) -> pl.DataFrame:
    """Put selected figures side by side.

    Args:
        cells: As from `grid`.
        selected: Columns ``number``, ``district``, ``year`` and ``columns``.
        count: How many series there are; each gets its columns, filled or not.
        prefix: What stands before the number in column names: ``s`` for series, ``t`` for
            targets, ``a`` for statements.

    Returns:
        The columns ``<prefix><number>:<name>`` alone, one row per cell; where nothing was selected
        flags are down and all else is null.
    """
    where = cells.select("district", "year").with_row_index("cell")
    positions = selected.join(where, on=["district", "year"]).with_columns(
        (pl.col("number") * cells.height + pl.col("cell")).alias("position")
    )
    wide: dict[str, pl.Series] = {}
    for name, dtype in columns.items():
        nothing = False if dtype == pl.Boolean else None
        everywhere = pl.repeat(nothing, cells.height * count, dtype=dtype, eager=True)
        everywhere = everywhere.scatter(positions["position"], positions[name].cast(dtype))
        for number in range(count):
            wide[f"{prefix}{number}:{name}"] = everywhere.slice(number * cells.height, cells.height)
    return pl.DataFrame(wide)
