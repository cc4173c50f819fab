"""The wide table: a row per district and year, a few columns per series."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

import polars as pl

from zlrules.engine.selection import FIGURE

TARGET = {"lower": pl.Int64, "upper": pl.Int64, "target": pl.UInt32, **FIGURE}
"""Columns of an assigned target in the wide table."""

Types = Mapping[str, type[pl.DataType]]


@dataclass(frozen=True)
class Grid:
    """Every district and year, district by district, years in order: the cells.

    Attributes:
        districts: Codes, sorted.
    """

    districts: Sequence[str]
    years: range

    @property
    def size(self) -> int:
        """How many cells there are."""
        return len(self.districts) * len(self.years)

    def cells(self, fixed: set[int]) -> pl.DataFrame:
        """The cells with their ``district`` and ``year``.

        Args:
            fixed: Years that requirements name; for each, a column ``at:<year>`` (UInt32) says in
                which row the same district stands in that year.
        """
        cell = pl.int_range(self.size, dtype=pl.UInt32, eager=True)
        years = pl.Series(self.years, dtype=pl.Int32)
        start = cell // len(years) * len(years)
        return pl.DataFrame(
            {
                "district": pl.Series(self.districts, dtype=pl.Categorical()).gather(
                    cell // len(years)
                ),
                "year": years.gather(cell % len(years)),
                **{
                    f"at:{year}": (start + (year - self.years.start)).cast(pl.UInt32)
                    for year in sorted(fixed)
                },
            }
        )

    def positions(self, selected: pl.DataFrame) -> pl.DataFrame:
        """What was selected for some cells, with its place in a `Stack`.

        Args:
            selected: Columns ``number`` (of the series), ``district``, ``year`` and others.
        """
        codes = pl.Series(self.districts, dtype=pl.String)
        places = pl.DataFrame({"district": codes}).with_row_index("place")
        inside = pl.col("year").is_between(self.years.start, self.years.stop - 1)
        placed = selected.filter(inside).join(places, on="district")
        cell = pl.col("place").cast(pl.Int64) * len(self.years) + pl.col("year") - self.years.start
        return placed.with_columns((pl.col("number") * self.size + cell).alias("position"))


@dataclass
class Stack:
    """Columns of all series, one below the other, to be filled in and then put side by side.

    Attributes:
        count: How many series there are; each gets its columns, filled or not.
        types: The columns of a series.
    """

    grid: Grid
    count: int
    types: Types
    columns: dict[str, pl.Series] = field(default_factory=dict)

    def fill(self, selected: pl.DataFrame) -> None:
        """Fill in what was selected.

        Args:
            selected: Columns ``position`` and any of the stack's.
        """
        for name, dtype in self.types.items():
            if name in selected.columns:
                values = selected[name].cast(dtype)
                values = values.fill_null(value=False) if dtype == pl.Boolean else values
                self.columns[name] = self._column(name).scatter(selected["position"], values)

    def side_by_side(self, prefix: str) -> dict[str, pl.Series]:
        """The columns of each series apart, ``<prefix><number>:<name>``, one row per cell.

        Where nothing was filled in, flags are down and all else is null.

        Args:
            prefix: ``s`` for series, ``t`` for targets, ``a`` for statements.
        """
        return {
            f"{prefix}{number}:{name}": self._column(name).slice(
                number * self.grid.size, self.grid.size
            )
            for name in self.types
            for number in range(self.count)
        }

    def _column(self, name: str) -> pl.Series:
        if name not in self.columns:
            dtype = self.types[name]
            nothing = False if dtype == pl.Boolean else None
            size = self.count * self.grid.size
            self.columns[name] = pl.repeat(nothing, size, dtype=dtype, eager=True)
        return self.columns[name]


def lay_out(
    grid: Grid, selected: pl.DataFrame, count: int, prefix: str, types: Types
) -> dict[str, pl.Series]:
    """Put selected figures side by side, see `Stack`.

    Args:
        selected: Columns ``number``, ``district``, ``year`` and those of ``types``.
    """
    stack = Stack(grid, count, types)
    if count:
        stack.fill(grid.positions(selected))
    return stack.side_by_side(prefix)
