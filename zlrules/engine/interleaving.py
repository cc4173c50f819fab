"""Columns side by side, one for each row of a ruleset, become one column, cell by cell."""

from __future__ import annotations

from collections.abc import Sequence

import polars as pl


class Interleaving:
    """Puts columns of the wide table together, such that each cell has its rows one by one.

    Args:
        cells: Which rows of the wide table are wanted, in their order (UInt32).
        height: How many rows the wide table has.
        count: How many columns are put together, one for each row of the ruleset.
    """

    def __init__(self, cells: pl.Series, height: int, count: int) -> None:
        self._cells = cells
        self._height = height
        self._count = count
        self._order = self._plus([number * height for number in range(count)])

    @property
    def cell(self) -> pl.Series:
        """The row of the wide table of which each row tells."""
        return self._plus([0] * self._count)

    def together(self, columns: Sequence[pl.Series]) -> pl.Series:
        """One column of all; only the first cell's rows if all cells say the same.

        Args:
            columns: As long as the wide table, or of length 1 where all cells say the same.
        """
        if all(len(one) == 1 for one in columns):
            return pl.concat(columns)
        stacked = [
            one if len(one) == self._height else one.new_from_index(0, self._height)
            for one in columns
        ]
        whole = pl.concat(stacked, rechunk=True)
        if whole.dtype == pl.Boolean:  # bytes are taken more quickly than bits
            return whole.cast(pl.UInt8)[self._order].cast(pl.Boolean)
        return whole[self._order]

    def _plus(self, numbers: list[int]) -> pl.Series:
        """Every number added to the first cell, then to the next."""
        each = pl.lit(pl.Series([numbers], dtype=pl.Array(pl.UInt32, self._count))).first()
        return pl.select((pl.lit(self._cells) + each).reshape((-1,))).to_series()


def repeated(values: pl.Series, times: int) -> pl.Series:
    """All values in their order, again and again."""
    return values.reshape((1, len(values))).new_from_index(0, times).reshape((-1,))
