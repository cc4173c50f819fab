"""Rows of tables that speak of a ruleset, for whole years."""

from __future__ import annotations

import polars as pl

from zlrules.loading.bound import BoundRuleset


def about(bound: BoundRuleset, table: pl.DataFrame) -> pl.DataFrame:
    """The rows about a ruleset, whether they name its edition or not.

    Args:
        table: Column ``ruleset`` and others.
    """
    return table.filter(pl.col("ruleset").is_in([bound.ruleset.id, bound.ruleset.name]))


def by_year(table: pl.DataFrame) -> pl.DataFrame:
    """A row for each year that a row covers, as ``year`` (Int32).

    Args:
        table: Columns ``from_year``, ``to_year`` and others.
    """
    covered = pl.int_ranges("from_year", pl.col("to_year") + 1, dtype=pl.Int32)
    return table.with_columns(covered.alias("year")).explode("year")
