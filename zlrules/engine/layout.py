"""The wide table: a row per district and year, a few columns per series."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property

import polars as pl

from zlrules.data.constant import constant
from zlrules.engine.node import reason_of
from zlrules.engine.selection import FIGURE
from zlrules.engine.series import column_name
from zlrules.interval import is_single
from zlrules.words import Reason

TARGET = {"lower": pl.Int64, "upper": pl.Int64, "target": pl.UInt32, **FIGURE}
"""Columns of an assigned target in the wide table."""

Types = Mapping[str, pl.DataType | type[pl.DataType]]
Columns = dict[str, pl.Series]


@dataclass(frozen=True, eq=False, repr=False)
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
        districts = pl.Series(self.districts, dtype=pl.Categorical())
        years = pl.Series(self.years, dtype=pl.Int32)
        start = cell // len(years) * len(years)
        return pl.DataFrame(
            {
                "district": districts[cell // len(years)],
                "year": years[cell % len(years)],
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
        position = pl.col("number").cast(pl.UInt32) * self.size + self.cell(selected)
        return selected.with_columns(position=position).filter(pl.col("position").is_not_null())

    def cell(self, told: pl.DataFrame) -> pl.Series:
        """The cell of each row (UInt32); null for other years.

        Args:
            told: Columns ``district``, of the grid, and ``year``.
        """
        districts = told["district"].cast(pl.Categorical()).to_physical()
        inside = pl.col("year").is_between(self.years.start, self.years.stop - 1)
        since = pl.col("year").cast(pl.UInt32, wrap_numerical=True) - self.years.start
        cell = pl.lit(self._first_cells[districts]) + since
        return told.select(pl.when(inside).then(cell)).to_series()

    @cached_property
    def _first_cells(self) -> pl.Series:
        """The first cell of each district, by the number of its category."""
        numbers = pl.Series(self.districts, dtype=pl.Categorical()).to_physical()
        cells = pl.Series(range(0, self.size, len(self.years)), dtype=pl.UInt32)
        nothing = constant(None, pl.UInt32, 1 + max(numbers, default=0))
        return nothing.scatter(numbers, cells)


@dataclass(eq=False, repr=False)
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

    def put(self, selected: pl.DataFrame) -> None:
        """Fill in what was selected for some cells.

        Args:
            selected: Columns ``number`` (of the series), ``district``, ``year`` and any of the
                stack's.
        """
        if not selected.is_empty():
            self.fill(self.grid.positions(selected))

    def is_open(self, positions: pl.Series) -> pl.Series:
        """Whether no figure was filled in at some positions."""
        return self._column("row")[positions].is_null()

    def side_by_side(self, prefix: str, backs: Collection[tuple[str, int]]) -> Columns:
        """The columns of each series apart, ``<prefix><number>:<name>``, one row per cell.

        Where nothing was filled in, flags are down and all else is null. Columns of earlier years
        hold anything in the years before the first.

        Args:
            prefix: ``s`` for series, ``t`` for targets, ``a`` for statements, ``x`` for answers
                that a row isn't assessed, ``e`` for events.
            backs: Series wanted for earlier years, too: prefix with number, and how many years.
        """
        wanted = [(f"{prefix}{number}", 0) for number in range(self.count)]
        wanted += [(of, back) for of, back in sorted(backs) if of.startswith(prefix)]
        longest = max((back for _, back in wanted), default=0)
        table: Columns = {}
        for name, filled in self._filled().items():
            stacked = _blank(filled.dtype, longest).append(filled)
            for of, back in wanted:
                start = longest + int(of.removeprefix(prefix)) * self.grid.size - back
                table[column_name(of, name, back)] = stacked.slice(start, self.grid.size)
        return table

    def _filled(self) -> Columns:
        """The columns of all series, with what follows from them where they are figures."""
        columns = {name: self._column(name) for name in self.types}
        return {**columns, **_of_figures(columns)} if "low" in columns else columns

    def _column(self, name: str) -> pl.Series:
        if name not in self.columns:
            size = self.count * self.grid.size
            self.columns[name] = _blank(self.types[name], size).alias(name)
        return self.columns[name]


def _of_figures(columns: Columns) -> Columns:
    """``value``, where a figure is a single one, and why a requirement on it would be ``open``."""
    low, high = pl.col("low"), pl.col("high")
    reason = (
        pl.when(low.is_null())
        .then(reason_of(Reason.NO_FIGURE))
        .when(pl.col("conflict"))
        .then(reason_of(Reason.CONFLICT))
        .otherwise(reason_of(Reason.BOUND))
    )
    figures = pl.DataFrame({name: columns[name] for name in ("low", "high", "conflict")})
    value = pl.when(is_single(low, high)).then(low)
    return figures.select(value=value, open=reason).to_dict()


def _blank(dtype: pl.DataType | type[pl.DataType], size: int) -> pl.Series:
    return constant(False if dtype == pl.Boolean else None, dtype, size)


def lay_out(
    grid: Grid,
    selected: pl.DataFrame,
    count: int,
    prefix: str,
    types: Types,
    *,
    backs: Collection[tuple[str, int]] = (),
) -> Columns:
    """Put selected figures side by side, see `Stack`.

    Args:
        selected: Columns ``number``, ``district``, ``year`` and those of ``types``.
        backs: As for `Stack.side_by_side`.
    """
    stack = Stack(grid, count, types)
    stack.put(selected)
    return stack.side_by_side(prefix, backs)
