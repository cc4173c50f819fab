"""Figures that stand alone, put where they belong without any choosing: nearly all there are."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from functools import cached_property

import polars as pl

from zlrules.data.coded import by_pair
from zlrules.data.constant import constant
from zlrules.engine.layout import Grid, Stack
from zlrules.engine.selection import with_exact
from zlrules.facts import Facts
from zlrules.interval import LARGEST
from zlrules.words import Status

Pair = tuple[str, str]
"""Indicator and scope."""


class PlainFigures:
    """The figures that stand alone (see `zlrules.data.alone`), each with its cell.

    Args:
        scales: Decimals of each indicator's lattice.
        asked: What is asked for.
    """

    def __init__(
        self, facts: Facts, grid: Grid, scales: Mapping[str, int], asked: Iterable[Pair]
    ) -> None:
        self._facts = facts
        self._grid = grid
        self._scales = scales
        self._places = {pair: place for place, pair in enumerate(dict.fromkeys(asked))}

    def fill(self, stack: Stack, wanted: Mapping[int, Pair]) -> None:
        """Fill in the figures of some series.

        Args:
            stack: Columns of `zlrules.engine.selection.FIGURE`, still empty.
            wanted: What each series is about, by its number.

        Raises:
            DataError: Figures that are too large for the decimals of others of their indicator.
        """
        size = self._grid.size
        end = len(self._places)
        places = [
            self._places[wanted[number]] if number in wanted else end
            for number in range(stack.count)
        ]
        for name, column in (("row", self._rows), ("provisional", self._provisional)):
            slices = [column.slice(place * size, size) for place in places]
            stack.columns[name] = pl.concat(slices, rechunk=True)
        stack.columns["low"] = self._exact[stack.columns["row"]]
        stack.columns["high"] = stack.columns["low"].clone()

    @cached_property
    def _rows(self) -> pl.Series:
        """The row of the figure in each cell, one pair after the other; then as many empty cells."""
        rows = self._position.is_not_null().arg_true()
        nothing = constant(None, pl.UInt32, self._height)
        return nothing.scatter(self._position.drop_nulls(), rows)

    @cached_property
    def _provisional(self) -> pl.Series:
        """Whether the figure in each cell is provisional, as few are."""
        observed = self._facts.observed.frame
        rows = (observed["status"] != Status.FINAL.value).arg_true()
        nothing = constant(value=False, dtype=pl.Boolean, height=self._height)
        return nothing.scatter(self._position[rows].drop_nulls(), values=True)

    @cached_property
    def _position(self) -> pl.Series:
        """The cell of each observation that stands alone; null for others."""
        observed, size = self._facts.observed, self._grid.size
        first_cells = {pair: place * size for pair, place in self._places.items()}
        first = by_pair(observed.indicators, observed.scopes, first_cells)
        position = pl.lit(self._grid.cell(observed.frame)) + pl.lit(first)
        return observed.frame.select(pl.when("alone").then(position)).to_series()

    @property
    def _height(self) -> int:
        return (len(self._places) + 1) * self._grid.size

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
