"""Nothing but reading: Polars looks at every value of the files once."""

from __future__ import annotations

import polars as pl
import polars.selectors as cs

from bench.generate import Tables


def run(tables: Tables) -> tuple[pl.DataFrame, pl.DataFrame]:
    """Add up the numbers, and the lengths of the texts.

    Returns:
        A row of sums, and a row of those of the smaller tables.
    """
    paths = (tables.observations, tables.districts, tables.assigned)
    sums = [
        pl.scan_parquet(path).select(cs.numeric().sum(), cs.string().str.len_bytes().sum())
        for path in paths
    ]
    figures, *others = pl.collect_all(sums, engine="streaming")
    return figures, pl.concat(others, how="diagonal")
