"""Events in a window of days, and whether statements cover the window: by district, not by year."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, timedelta

import polars as pl

from zlrules.engine.layout import Grid, lay_out
from zlrules.engine.series import EventKey
from zlrules.engine.statements import STRENGTH
from zlrules.facts import Facts

EVENTS = {"found": pl.Boolean, "possible": pl.Boolean, "covered": pl.UInt8}
"""Columns of events in the wide table, see `zlrules.engine.series.Events`."""


def window_start(judged_on: date, years: int) -> date:
    """The first day of a window that ends so many years later."""
    try:
        return judged_on.replace(year=judged_on.year - years)
    except ValueError:
        return judged_on.replace(year=judged_on.year - years, day=28)


def counting(facts: Facts, key: EventKey, judged_on: date) -> pl.DataFrame:
    """The events that count, or may count: their grade isn't known."""
    events = facts.events.filter(
        pl.col("kind") == key.indicator,
        pl.col("day") <= judged_on,
        pl.col("grade").is_null() | pl.col("grade").is_in(list(key.grades))
        if key.grades
        else pl.lit(value=True),
    )
    if key.until_rectified:
        return events.filter(pl.col("rectified").is_null() | (pl.col("rectified") > judged_on))
    return events.filter(pl.col("day") >= window_start(judged_on, key.years))


def lay_out_events(
    grid: Grid,
    facts: Facts,
    judged_on: date,
    statements: pl.DataFrame,
    keys: Mapping[EventKey, int],
) -> dict[str, pl.Series]:
    """Put what was asked about events side by side, the same in every year.

    Args:
        statements: Those about the ruleset that are valid.

    Returns:
        Columns ``e<number>:<name>``, one row per cell.
    """
    if not keys:
        return {}
    asked = [
        _about(facts, statements, key, judged_on).with_columns(
            pl.lit(number, dtype=pl.Int64).alias("number")
        )
        for key, number in keys.items()
    ]
    years = pl.DataFrame({"year": list(grid.years)})
    yearly = pl.concat(asked).join(years, how="cross")
    return lay_out(grid, yearly, len(keys), "e", EVENTS)


def _about(facts: Facts, statements: pl.DataFrame, key: EventKey, judged_on: date) -> pl.DataFrame:
    """What is known by district: events that count, that may count, and who covers the window."""
    events = counting(facts, key, judged_on)
    unsure = pl.col("grade").is_null() if key.grades else pl.lit(value=False)
    happened = events.group_by("district").agg(
        (~unsure).any().alias("found"), unsure.any().alias("possible")
    )
    about = statements.filter(
        pl.col("criterion") == key.criterion,
        pl.col("node").is_in(_within(key.path)),
        pl.col("kind").is_in(list(key.accepted)),
    )
    covered = _covered(about, window_start(judged_on, key.years), judged_on)
    return happened.join(covered, on="district", how="full", coalesce=True).with_columns(
        pl.col("found", "possible").fill_null(value=False)
    )


def _within(path: str) -> list[str]:
    """The node and all around it: a statement about the whole covers what is in it."""
    steps = path.split("/") if path else []
    return ["/".join(steps[:count]) for count in range(len(steps) + 1)]


def _covered(statements: pl.DataFrame, start: date, end: date) -> pl.DataFrame:
    """The weakest of the statements that together cover every day, by district."""
    day = timedelta(days=1)
    spans = (
        statements.select(
            "district",
            pl.max_horizontal("first_day", pl.lit(start)).alias("first"),
            pl.min_horizontal("last_day", pl.lit(end)).alias("last"),
            pl.col("kind").replace_strict(STRENGTH, return_dtype=pl.UInt8).alias("strength"),
        )
        .filter(pl.col("first") <= pl.col("last"))
        .sort("district", "first")
    )
    reached = pl.col("last").cum_max().shift(1).over("district").fill_null(start - day)
    whole = spans.with_columns((pl.col("first") > reached + day).alias("gap"))
    return (
        whole.group_by("district")
        .agg(pl.col("gap").any(), pl.col("last").max(), pl.col("strength").max())
        .filter(~pl.col("gap") & (pl.col("last") == end))
        .select("district", pl.col("strength").alias("covered"))
    )
