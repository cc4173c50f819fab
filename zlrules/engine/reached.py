"""How many of a task had reached a stage by a day: at least so many, at most so many.

What has reached a stage stays there. So a report of an earlier day says of a later one "at least",
and a report of a later day says of an earlier one "at most". A later stage reached is an earlier one
passed; the other way round nothing follows. Whether a count for a stage includes what has gone
beyond it, a report seldom says; both are possible. What nobody reported can be none or all.
"""

from __future__ import annotations

import polars as pl

from zlrules.engine.reports import WHOLE, Reports

CELL = ("task", "district", "year")
"""What a task in a district and an assessed year is named by."""


def reached(reports: Reports, points: pl.DataFrame) -> pl.DataFrame:
    """How many reached which stage by which day.

    Args:
        reports: What was reported; whatever the text gives no number for is one.
        points: ``task``, ``year``, ``point`` (a number), ``rank`` (of the stage), ``by`` (the day),
            ``first`` and ``last`` (reports outside of them don't count) and ``as_reported``: whether
            the last report is taken for the state on the day, instead of what follows from all.

    Returns:
        A row for each task, district and year that something was reported on, and each point: the
        columns of `CELL`, ``point``, ``low``, ``high`` and ``size`` (of the whole).
    """
    seen = (
        reports.rows.join(points, on="task", suffix="_asked")
        .filter(pl.col("day").is_between("first", "last"))
        .with_columns(pl.lit(10**reports.scale, dtype=pl.Int64).alias("unit"))
    )
    each = _spoken_of(_with_beyond(_sized(seen)))
    of_whole, of_items = each.filter(pl.col("item") == WHOLE), each.filter(pl.col("item") != WHOLE)
    listed = of_items.group_by(*CELL, "point").agg(
        pl.col("low").sum().alias("listed"),
        (pl.col("size") - pl.col("high")).sum().alias("lacking"),
    )
    said = of_whole.select(*CELL, "point", "low", "high")
    return (
        each.group_by(*CELL, "point")
        .agg(pl.col("task_size").first().alias("size"))
        .join(listed, on=[*CELL, "point"], how="left")
        .join(said, on=[*CELL, "point"], how="left")
        .select(
            *CELL,
            "point",
            pl.max_horizontal("low", "listed").alias("low"),
            pl.min_horizontal("high", pl.col("size") - pl.col("lacking").fill_null(0)).alias(
                "high"
            ),
            "size",
        )
    )


def _sized(seen: pl.DataFrame) -> pl.DataFrame:
    """Of how many each report speaks; where the text says nothing, of as many as the last one says."""
    last_total = pl.col("total").drop_nulls().last().over(*CELL, "point", order_by="day")
    return seen.with_columns(
        pl.coalesce("size", last_total, pl.col("unit")).alias("size"),
        pl.coalesce("task_size", last_total, pl.col("unit")).alias("task_size"),
    )


def _with_beyond(sized: pl.DataFrame) -> pl.DataFrame:
    """How many reports of the same day tell of later stages."""
    day = [*CELL, "point", "item", "day"]
    by_stage = sized.filter(pl.col("rank").is_not_null()).group_by(*day, "rank")
    counts = by_stage.agg(pl.col("done").max().fill_null(0)).sort("rank", descending=True)
    later = pl.col("done").cum_sum().over(day) - pl.col("done")
    return sized.join(
        counts.select(*day, "rank", later.alias("beyond")), on=[*day, "rank"], how="left"
    )


def _spoken_of(sized: pl.DataFrame) -> pl.DataFrame:
    """How many reached the stage, for each sub-list that is spoken of, and for the whole."""
    single = pl.when(pl.col("size") == pl.col("unit")).then("size")
    done = pl.coalesce("done", pl.when(pl.col("rank").is_not_null()).then(single))
    total = pl.coalesce("total", "size")
    beyond = pl.col("beyond").fill_null(0)
    others = pl.max_horizontal(total - pl.col("size"), pl.lit(0))
    unseen = pl.max_horizontal(pl.col("size") - total, pl.lit(0))
    counted = sized.with_columns(
        pl.min_horizontal(pl.max_horizontal(done - others, pl.lit(0)), "size").alias("low"),
        pl.min_horizontal(done + beyond + unseen, "size").alias("high"),
    )
    passed = (pl.col("rank") >= pl.col("rank_asked")) & (pl.col("day") <= pl.col("by"))
    exact = pl.col("rank") == pl.col("rank_asked")
    later = exact & (pl.col("day") >= pl.col("by")) & ~pl.col("as_reported")
    latest = exact & (pl.col("day") <= pl.col("by")) & pl.col("as_reported")
    on_last_day = latest & (pl.col("day") == pl.col("day").filter(latest).max())
    last = pl.col("high").filter(on_last_day).min()
    return counted.group_by(*CELL, "point", "item").agg(
        pl.col("low").filter(passed).max().fill_null(0),
        pl.coalesce(last, pl.col("high").filter(later).min(), pl.col("size").first()).alias("high"),
        pl.col("size").first(),
        pl.col("task_size").first(),
    )
