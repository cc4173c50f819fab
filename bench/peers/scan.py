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
    others = [pl.scan_parquet(path) for path in (tables.districts, tables.assigned)]
    sums = [
        table.select(cs.numeric().sum(), cs.string().str.len_bytes().sum())
        for table in (tables.figures(), *others)
    ]
    figures, *rest = pl.collect_all(sums, engine="streaming")
    return figures, pl.concat(rest, how="diagonal")
