"""Writes the tables of a benchmark into a folder, district block by district block."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import polars as pl
from polars.io.plugins import register_io_source

from bench.figures import assigned, districts, observations

BLOCK = 1_000
"""Districts made at a time."""


@dataclass(frozen=True)
class Tables:
    """The files of one size.

    Attributes:
        folder: Where they lie.
    """

    folder: Path

    @property
    def observations(self) -> Path:
        """The figures: a CSV file if there is one, else a Parquet file."""
        as_csv = self.folder / "observations.csv"
        return as_csv if as_csv.is_file() else self.folder / "observations.parquet"

    def figures(self) -> pl.LazyFrame:
        """The figures, not read yet."""
        if self.observations.suffix == ".csv":
            return pl.scan_csv(self.observations, schema=observations(0, 1).schema)
        return pl.scan_parquet(self.observations)

    @property
    def districts(self) -> Path:
        """The districts."""
        return self.folder / "districts.parquet"

    @property
    def assigned(self) -> Path:
        """The assigned targets."""
        return self.folder / "assigned.parquet"


def generate(
    folder: Path,
    count: int,
    *,
    csv: bool = False,
    shuffled: bool = False,
    invalid: float = 0,
    indicators: int = 40,
) -> Tables:
    """Write the tables of so many districts.

    Args:
        csv: Whether to write the figures as CSV instead of Parquet.
        shuffled: Whether to mix up the rows of the figures.
        invalid: Share of figures that are no number or out of range.
        indicators: How many indicators there are figures of.
    """
    folder.mkdir(parents=True, exist_ok=True)
    tables = Tables(folder)
    figures = _blocks(count, indicators, invalid)
    if shuffled:
        figures = figures.collect().sample(fraction=1, shuffle=True, seed=20).lazy()
    if csv:
        figures.sink_csv(folder / "observations.csv")
    else:
        figures.sink_parquet(folder / "observations.parquet", compression="zstd")
    districts(count).write_parquet(tables.districts, compression="zstd")
    assigned(count, indicators).write_parquet(tables.assigned, compression="zstd")
    return tables


def _blocks(count: int, indicators: int, invalid: float) -> pl.LazyFrame:
    def made(
        columns: list[str] | None, predicate: pl.Expr | None, rows: int | None, batch: int | None
    ) -> Iterator[pl.DataFrame]:
        for first in range(0, count, BLOCK):
            yield observations(first, min(BLOCK, count - first), indicators, invalid)

    return register_io_source(made, schema=observations(0, 1, indicators).schema)
