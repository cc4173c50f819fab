"""How tasks stand: the status that follows from reports, dates and milestones.

No straight line is drawn anywhere: before a task is due, only a milestone that a document sets can
say that it is behind.
"""

from __future__ import annotations

from collections.abc import Sequence

import polars as pl

from zlrules.engine.moments import AT_PRESENT, BY_DUE, FIRST_MILESTONE, Moment, points_of
from zlrules.engine.reached import CELL, reached
from zlrules.engine.reports import Reports
from zlrules.words import TaskStatus

STATUSES = pl.Enum([status.value for status in TaskStatus])

STANDING: dict[str, pl.DataType | type[pl.DataType]] = {
    "status": STATUSES,
    "low": pl.Int64,
    "high": pl.Int64,
    "size": pl.Int64,
    "stage": pl.Int64,
    "reported": pl.Boolean,
    "conflict": pl.Boolean,
    "blocked": pl.UInt32,
}
"""How a task stands in a district and year.

``low`` to ``high`` of ``size`` are done, as last reported, on the lattice of the reports; ``stage``
is the place of the furthest stage that anything reached; ``conflict``: reports contradict each
other; ``blocked`` is the row of the report that says what stops it.
"""


def standing(reports: Reports, asked: Sequence[Moment]) -> pl.DataFrame:
    """How tasks stand.

    Returns:
        The columns of `CELL` and `STANDING`. Besides the districts with reports on a task there is
        a row with the district null for it: how it stands where nothing was reported.
    """
    points = points_of(asked, reports.scale)
    found = reached(reports, points)
    of_districts = found.select("task", "district").unique()
    anywhere = pl.DataFrame(
        [(place, None) for place in sorted({one.place for one in asked})],
        schema=of_districts.schema,
        orient="row",
    )
    cells = pl.concat([of_districts, anywhere]).join(_dates(asked), on="task")
    for told in (
        found.filter(pl.col("point") == AT_PRESENT).drop("point"),
        found.group_by(*CELL).agg((pl.col("low") > pl.col("high")).any().alias("conflict")),
        _late(found),
        _milestones(found, points, reports.scale),
        _said(reports.rows, points),
    ):
        cells = cells.join(told, on=CELL, how="left")
    flags = ("reported", "conflict", "late", "behind", "on_target")
    cells = cells.with_columns(pl.col(flags).fill_null(value=False))
    return cells.with_columns(_status().alias("status")).select(
        *CELL, *(pl.col(name).cast(dtype) for name, dtype in STANDING.items())
    )


def _dates(asked: Sequence[Moment]) -> pl.DataFrame:
    """What the calendar alone says of each moment."""
    rows = [
        (
            *(one.place, one.year, one.is_due, one.starts_later),
            *(bool(one.task.milestones), any(True for _ in one.milestones())),
        )
        for one in asked
    ]
    schema = {
        "task": pl.Int64,
        "year": pl.Int32,
        "is_due": pl.Boolean,
        "starts_later": pl.Boolean,
        "has_milestones": pl.Boolean,
        "milestone_due": pl.Boolean,
    }
    return pl.DataFrame(rows, schema=schema, orient="row")


def _late(found: pl.DataFrame) -> pl.DataFrame:
    """Whether it is sure that a task wasn't done when it was due."""
    late = (pl.col("high") < pl.col("size")).alias("late")
    return found.filter(pl.col("point") == BY_DUE).select(*CELL, late)


def _milestones(found: pl.DataFrame, points: pl.DataFrame, scale: int) -> pl.DataFrame:
    """Whether a milestone was missed for sure, and whether all were reached for sure."""
    point = ["task", "year", "point"]
    wanted = points.filter(pl.col("point") >= FIRST_MILESTONE).select(*point, "need", "share")
    share = pl.col("share").cast(pl.Int128) * pl.col("size")
    enough = {
        end: pl.coalesce(
            pl.col(end) >= pl.col("need"), pl.col(end).cast(pl.Int128) * 100 * 10**scale >= share
        )
        for end in ("low", "high")
    }
    return (
        found.join(wanted, on=point)
        .group_by(*CELL)
        .agg((~enough["high"]).any().alias("behind"), enough["low"].all().alias("on_target"))
    )


def _said(reports: pl.DataFrame, points: pl.DataFrame) -> pl.DataFrame:
    """That something was reported, the furthest stage, and what stops the task at last."""
    present = points.filter(pl.col("point") == AT_PRESENT)
    said = reports.join(present.select("task", "year", "by", "first"), on="task").filter(
        pl.col("day").is_between("first", "by")
    )
    is_last = pl.col("day") == pl.col("day").max().over(*CELL, "item")
    some = pl.col("done").is_null() | (pl.col("done") > 0)
    return (
        said.with_columns(is_last.alias("is_last"))
        .group_by(*CELL)
        .agg(
            pl.lit(value=True).alias("reported"),
            pl.col("rank").filter(some).max().alias("stage"),
            pl.col("report").filter(pl.col("blocked") & pl.col("is_last")).min().alias("blocked"),
        )
    )


def _status() -> pl.Expr:
    """The status; what comes first holds."""
    is_blocked = pl.col("blocked").is_not_null()
    rules = (
        (pl.col("conflict"), TaskStatus.NO_DATA),
        (pl.col("low") >= pl.col("size"), TaskStatus.COMPLETED),
        (pl.col("is_due") & pl.col("late"), TaskStatus.OVERDUE),
        (pl.col("is_due") & is_blocked, TaskStatus.BLOCKED),
        (pl.col("is_due"), TaskStatus.NO_DATA),
        (pl.col("starts_later") & ~pl.col("reported"), TaskStatus.NOT_DUE),
        (pl.col("milestone_due") & pl.col("behind"), TaskStatus.BEHIND),
        (is_blocked, TaskStatus.BLOCKED),
        (pl.col("milestone_due") & pl.col("on_target"), TaskStatus.ON_TARGET),
        (pl.col("milestone_due"), TaskStatus.NO_DATA),
        (pl.col("has_milestones"), TaskStatus.NOT_DUE),
        (pl.col("reported"), TaskStatus.NO_MILESTONE),
    )
    told = pl.lit(TaskStatus.NO_DATA.value, dtype=STATUSES)
    for holds, status in reversed(rules):
        told = pl.when(holds).then(pl.lit(status.value, dtype=STATUSES)).otherwise(told)
    return told
