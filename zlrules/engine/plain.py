"""Figures that stand alone, put where they belong without any choosing: nearly all there are."""

from __future__ import annotations

from collections.abc import Mapping

import polars as pl

from zlrules.engine.layout import Grid, Stack
from zlrules.engine.selection import with_exact
from zlrules.engine.series import Key
from zlrules.facts import Facts
from zlrules.interval import LARGEST, MOST_DECIMALS
from zlrules.words import Status

_FINER = [10**places for places in range(2 * MOST_DECIMALS + 1)]


def fill_plain(
    stack: Stack, facts: Facts, keys: Mapping[Key, int], scales: Mapping[str, int]
) -> None:
    """Fill in the figures that stand alone (see `zlrules.data.alone`).

    Args:
        stack: Columns of `zlrules.engine.selection.FIGURE`, still empty.
        keys: The series wanted, with their numbers.
        scales: Decimals of each indicator's lattice.

    Raises:
        DataError: Figures that are too large for the decimals of others of their indicator.
    """
    wanted: dict[tuple[str, str], list[int]] = {}
    for key, number in keys.items():
        if key.measure == "value":
            wanted.setdefault((key.indicator, key.scope), []).append(number)
    if not wanted:
        return
    exact = _exact(facts, scales)
    cell = _cell(facts, stack.grid)
    for turn in range(max(map(len, wanted.values()))):
        numbers = {of: series[turn] for of, series in wanted.items() if turn < len(series)}
        position = _number(facts, numbers) * stack.grid.size + cell
        told = facts.observations.select(
            position.alias("position"),
            exact.alias("low"),
            pl.col("index").alias("row"),
            (pl.col("status") != Status.FINAL.value).alias("provisional"),
        )
        if position.null_count():
            told = told.filter(pl.col("position").is_not_null())
        stack.fill(told.drop("provisional"))
        stack.fill(told.filter("provisional").select("position", "provisional"))
    stack.columns["high"] = stack.columns["low"].clone()


def _number(facts: Facts, numbers: Mapping[tuple[str, str], int]) -> pl.Series:
    """The series that each observation belongs to; null where nobody asked for it."""
    indicators, scopes = facts.observed.indicators, facts.observed.scopes
    table = [
        numbers.get((indicator, scope))
        for indicator in indicators.distinct
        for scope in scopes.distinct
    ]
    return pl.Series(table, dtype=pl.Int64).gather(
        indicators.codes * len(scopes.distinct) + scopes.codes
    )


def _cell(facts: Facts, grid: Grid) -> pl.Series:
    """The cell of each observation that stands alone; null for others and outside of the grid."""
    places = {code: place for place, code in enumerate(grid.districts)}
    place = facts.observed.districts.map(places.get, pl.Int64)
    year = pl.col("year").cast(pl.Int64) - grid.years.start
    inside = pl.col("alone") & year.is_between(0, len(grid.years) - 1)
    cell = pl.when(inside).then(place * len(grid.years) + year)
    return facts.observations.select(cell.alias("cell")).to_series()


def _exact(facts: Facts, scales: Mapping[str, int]) -> pl.Series:
    """Each observation's number on the lattice of its indicator; null where nobody asked for it."""
    frame = facts.observations
    shift = facts.observed.indicators.map(scales.get, pl.Int32) - frame["decimals"]
    digits = frame["digits"]
    largest, finest = digits.abs().max(), shift.max()
    if not isinstance(largest, int) or not isinstance(finest, int):
        return digits
    if largest * _FINER[finest] * 2 > LARGEST:
        limits = pl.Series([LARGEST // 2 // times for times in _FINER], dtype=pl.Int64)
        beyond = frame.filter(digits.abs() > limits.gather(shift))
        with_exact(beyond.with_columns(pl.col("indicator").cast(pl.String)), scales)
    finer = pl.Series(_FINER, dtype=pl.Int64).gather(shift)
    return digits * finer * 2
