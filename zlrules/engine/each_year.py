"""Tasks of each year in an evaluation of several years: none of them may be missing."""

from __future__ import annotations

from collections.abc import Mapping

import polars as pl

from zlrules.engine.reached import CELL
from zlrules.engine.standing import STATUSES
from zlrules.words import TaskStatus


def over_years(standing: pl.DataFrame, first_years: Mapping[int, int]) -> pl.DataFrame:
    """Let the years before count for tasks that are promised for each year.

    A year that was missed stays missed, whatever the last one brings; one that nobody reported on
    leaves the whole open. Counts stay those of the last year: years are never added up.

    Args:
        standing: As from `zlrules.engine.standing.standing`, for all years.
        first_years: The first year of each such task, by its place.
    """
    silent = standing.filter(pl.col("district").is_null())
    first = pl.col("task").replace_strict(first_years, default=None, return_dtype=pl.Int64)
    before = (
        standing.select(*CELL)
        .filter(pl.col("task").is_in(list(first_years)))
        .join(silent.select("task", year_before="year", nobody="status"), on="task")
        .filter(pl.col("year_before") < pl.col("year"), pl.col("year_before") >= first)
        .join(
            standing.select("task", "district", year_before="year", said="status"),
            on=["task", "district", "year_before"],
            how="left",
            nulls_equal=True,
        )
        .with_columns(pl.coalesce("said", "nobody").alias("then"))
        .group_by(*CELL)
        .agg(
            (pl.col("then") == TaskStatus.OVERDUE.value).any().alias("missed"),
            (pl.col("then") != TaskStatus.COMPLETED.value).any().alias("open"),
        )
    )
    status = (
        pl.when("missed")
        .then(_word(TaskStatus.OVERDUE))
        .when(pl.col("open") & (pl.col("status") == TaskStatus.COMPLETED.value))
        .then(_word(TaskStatus.NO_DATA))
        .otherwise("status")
    )
    joined = standing.join(before, on=CELL, how="left", nulls_equal=True)
    return joined.with_columns(status.alias("status")).drop("missed", "open")


def _word(status: TaskStatus) -> pl.Expr:
    return pl.lit(status.value, dtype=STATUSES)
