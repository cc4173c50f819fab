"""Results of several portions of districts in one table, on one lattice."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import polars as pl

from zlrules.engine.results import RESULTS, Told
from zlrules.interval import UNBOUNDED, closed_high, closed_low

_SCALES = ("scale", "margin_scale")


def aligned(portions: Sequence[Told]) -> pl.DataFrame:
    """Put results together; where portions needed different decimals, all get the most.

    Args:
        portions: As from `zlrules.engine.results.results_of`, of one ruleset.

    Returns:
        The results (`RESULTS`), a chunk per portion; chunks that say the same are in memory once.
    """
    finest = {
        name: pl.select(pl.max_horizontal(one.columns[name] for one in portions)).to_series()
        for name in _SCALES
    }
    finer = [_finer(one, finest) for one in portions]
    return pl.DataFrame({name: pl.concat(_chunks(name, finer)) for name in RESULTS})


def _finer(told: Told, finest: Mapping[str, pl.Series]) -> Told:
    """A portion's results with the most decimals that any has."""
    if all(told.columns[name].equals(scale) for name, scale in finest.items()):
        return told
    numbers = {name: told.full(told.columns[name]) for name in ("low", "high", "margin")}
    times, margin_times = (
        told.full(_times(told.columns[name], scale)) for name, scale in finest.items()
    )
    low, high = pl.col("low"), pl.col("high")
    rescaled = pl.DataFrame(numbers).select(
        pl.when(low > -UNBOUNDED).then(closed_low(low) * times + (low & 1)).otherwise(low),
        pl.when(high < UNBOUNDED).then(closed_high(high) * times - (high & 1)).otherwise(high),
        pl.col("margin") * margin_times,
    )
    return told.changed({**rescaled.to_dict(), **finest})


def _times(scale: pl.Series, finest: pl.Series) -> pl.Series:
    """By how much numbers on a lattice grow."""
    return pl.select(pl.lit(10, dtype=pl.Int64).pow((finest - scale).cast(pl.UInt32))).to_series()


def _chunks(name: str, portions: Sequence[Told]) -> list[pl.Series]:
    """A column of each portion."""
    chunks: list[pl.Series] = []
    said, shared = pl.Series(), pl.Series()
    for one in portions:
        column = one.columns[name]
        if len(column) == one.height:
            chunks.append(column)
            continue
        if len(shared) < one.height or not column.equals(said):
            said, shared = column, one.full(column)
        chunks.append(shared.head(one.height))
    return chunks
