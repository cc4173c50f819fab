"""Conditions on districts: ``{terrain: [山区, 丘陵]}``."""

from __future__ import annotations

import polars as pl

from zlrules.engine.series import Series
from zlrules.models.ruleset import Condition


def condition_holds(condition: Condition, series: Series) -> pl.Expr:
    """Whether a district fulfils a condition: null where an attribute that matters isn't known."""
    return series.needs.condition(condition)


def fulfilled(condition: Condition, districts: pl.DataFrame) -> pl.Series:
    """Which districts fulfil a condition; null where an attribute that matters isn't known.

    Args:
        districts: A row per district, a column per attribute.
    """
    unknown = pl.repeat(None, pl.len(), dtype=pl.String)
    return districts.select(
        pl.all_horizontal(
            (pl.col(name) if name in districts.columns else unknown).is_in(list(words))
            for name, words in condition.root.items()
        ).alias("fulfilled")
    ).to_series()
