"""Results of several portions of districts on one lattice: one row of a ruleset, one scale."""

from __future__ import annotations

from collections.abc import Sequence

import polars as pl

from zlrules.interval import UNBOUNDED, closed_high, closed_low

_ROW = ("criterion", "part")
_SCALES = ("scale", "margin_scale")


def aligned(portions: Sequence[pl.DataFrame], rows: int) -> pl.DataFrame:
    """Put results together; where portions needed different decimals, all get the most.

    Args:
        portions: As from `zlrules.engine.results.results_of`, of one ruleset.
        rows: How many rows the ruleset has; the first so many results have a scale of each.
    """
    scales = pl.concat(one.head(rows).select(*_ROW, *_SCALES) for one in portions).unique()
    finest = scales.group_by(_ROW).agg(pl.col(_SCALES).max().name.suffix(":finest"))
    if scales.height == finest.height:
        return pl.concat(portions, rechunk=False)
    return pl.concat(_finer(portion, finest) for portion in portions)


def _finer(results: pl.DataFrame, finest: pl.DataFrame) -> pl.DataFrame:
    wide = results.join(finest, on=_ROW, how="left", nulls_equal=True, maintain_order="left")
    low, high = pl.col("low"), pl.col("high")
    times, margin_times = (_times(name) for name in _SCALES)
    return wide.with_columns(
        pl.when(low > -UNBOUNDED).then(closed_low(low) * times + (low & 1)).otherwise(low),
        pl.when(high < UNBOUNDED).then(closed_high(high) * times - (high & 1)).otherwise(high),
        pl.col("margin") * margin_times,
        *(pl.col(f"{name}:finest").alias(name) for name in _SCALES),
    ).select(results.columns)


def _times(name: str) -> pl.Expr:
    places = pl.col(f"{name}:finest") - pl.col(name)
    return pl.lit(10, dtype=pl.Int64).pow(places.cast(pl.UInt32))
