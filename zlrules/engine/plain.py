"""Figures that stand alone, put where they belong without any choosing: nearly all there are."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from functools import cached_property

import polars as pl

from zlrules.data.coded import by_pair
from zlrules.engine.layout import Grid, Stack
from zlrules.engine.selection import with_exact
from zlrules.facts import Facts
from zlrules.interval import LARGEST
from zlrules.words import Status


class PlainFigures:
    """The figures that stand alone (see `zlrules.data.alone`), each with its cell.

    Args:
        scales: Decimals of each indicator's lattice.
    """

    def __init__(self, facts: Facts, grid: Grid, scales: Mapping[str, int]) -> None:
        self._facts = facts
        self._grid = grid
        self._scales = scales

    def fill(self, stack: Stack, wanted: Iterable[tuple[str, str, int]]) -> None:
        """Fill in the figures of some series.

        Args:
            stack: Columns of `zlrules.engine.selection.FIGURE`, still empty.
            wanted: Indicator, scope and number of each series.

        Raises:
            DataError: Figures that are too large for the decimals of others of their indicator.
        """
        series: dict[tuple[str, str], list[int]] = {}
        for indicator, scope, number in wanted:
            series.setdefault((indicator, scope), []).append(number)
        if not series:
            return
        for turn in range(max(map(len, series.values()))):
            self._place(stack, {of: own[turn] for of, own in series.items() if turn < len(own)})
        rows = stack.columns["row"]
        stack.columns["low"] = self._exact[rows]
        stack.columns["high"] = stack.columns["low"].clone()

    def _place(self, stack: Stack, numbers: Mapping[tuple[str, str], int]) -> None:
        """Note the row of each figure, and whether it is provisional, in the cell of its series."""
        observed = self._facts.observed
        first_cells = {of: number * self._grid.size for of, number in numbers.items()}
        position = self._cell + by_pair(observed.indicators, observed.scopes, first_cells)
        rows = position.is_not_null().arg_true()
        stack.fill(pl.DataFrame({"position": position.drop_nulls(), "row": rows}))
        provisional = position[self._provisional].drop_nulls().alias("position").to_frame()
        stack.fill(provisional.with_columns(provisional=True))

    @cached_property
    def _provisional(self) -> pl.Series:
        """The rows of provisional figures: a few."""
        return (self._facts.observations["status"] != Status.FINAL.value).arg_true()

    @cached_property
    def _cell(self) -> pl.Series:
        """The cell of each observation that stands alone; null for others."""
        grid, observed = self._grid, self._facts.observed
        places = {code: place * len(grid.years) for place, code in enumerate(grid.districts)}
        begin = observed.districts.map(places.get, pl.Int64)
        inside = pl.col("year").is_between(grid.years.start, grid.years.stop - 1)
        cell = begin + (pl.col("year") - grid.years.start)
        return observed.frame.select(pl.when(pl.col("alone") & inside).then(cell)).to_series()

    @cached_property
    def _exact(self) -> pl.Series:
        """Each observation's number on the lattice; null where nobody asked for its indicator."""
        frame, precisions = self._facts.observations, self._facts.observed.precisions

        def finer(name: str, decimals: int) -> int | None:
            scale = self._scales.get(name)
            return None if scale is None else 2 * 10 ** (scale - decimals)

        digits = frame["digits"]
        times = precisions.map(finer)
        largest, most = digits.abs().max(), times.max()
        if isinstance(largest, int) and isinstance(most, int) and largest * most > LARGEST:
            beyond = frame.filter(digits.abs() > LARGEST // times)
            with_exact(beyond.with_columns(pl.col("indicator").cast(pl.String)), self._scales)
        return digits * times
