"""Reports on the tasks of a ruleset, as whole numbers on one lattice."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date
from decimal import Decimal
from typing import NamedTuple

import polars as pl

from zlrules.data.findings import Findings
from zlrules.errors import DataError, Problem, one_of
from zlrules.facts import Facts
from zlrules.interval import LARGEST, decimals_of
from zlrules.loading.bound import BoundRow, BoundRuleset, BoundTask

WHOLE = -1
"""The item of a report that speaks of the whole task."""


class TaskRow(NamedTuple):
    """A row of a ruleset that is a task.

    Attributes:
        number: Its number among the rows of the ruleset.
    """

    number: int
    bound: BoundRow
    task: BoundTask

    @property
    def id(self) -> str:
        """The id by which reports name it."""
        return self.bound.row.id


class Reports(NamedTuple):
    """What was reported on tasks up to a day.

    Attributes:
        rows: ``task`` (place among the tasks), ``district``, ``item`` (place among the sub-lists,
            `WHOLE` for all), ``day``, ``rank`` (place of the stage, null for one that the task
            doesn't name), ``done``, ``total`` (on the lattice), ``size`` and ``task_size`` (of what
            is spoken of and of the whole task, null where the text doesn't say), ``blocked``
            (whether something stops it) and ``report`` (row number of the reports). None of these
            where the ruleset has no tasks.
        scale: Decimals of the lattice.
    """

    rows: pl.DataFrame
    scale: int


def tasks_of(bound: BoundRuleset) -> list[TaskRow]:
    """The tasks of a ruleset, criteria and parts."""
    return [
        TaskRow(number, row, row.task)
        for number, row in enumerate(bound.rows())
        if row.task is not None
    ]


def task_numbers(task: BoundTask) -> Iterator[Decimal]:
    """Every number that reports are held against."""
    if task.task.size is not None:
        yield task.task.size
    yield from (item.quantity for item in task.task.items)
    yield from (milestone.at_least for milestone in task.milestones)


def reports_on(
    bound: BoundRuleset, tasks: Sequence[TaskRow], facts: Facts, judged_on: date
) -> Reports:
    """The reports on the tasks of a ruleset that were there on a day.

    Raises:
        DataError: A report names a task or sub-list that isn't there, or a count that can't be.
    """
    ids = [row.id for row in tasks]
    findings = Findings(facts.progress)
    of_ruleset = (facts.progress["ruleset"] == bound.ruleset.name).fill_null(value=False)
    findings.refuse(
        of_ruleset & ~facts.progress["task"].is_in(ids),
        "task",
        "未知任务 '{}'",
        lambda text: one_of(text, ids),
    )
    if not tasks and not findings.problems:
        return Reports(pl.DataFrame(), 0)
    own = (
        facts.progress.with_row_index("report")
        .filter(pl.col("day") <= judged_on)
        .join(_named(bound, tasks), on="task")
        .filter(pl.col("ruleset").is_null() | pl.col("ruleset").is_in("names"))
        .unique(["number", "report"], maintain_order=True)
    )
    rows, scale = _placed(own, tasks)
    problems = [*findings.problems, *_mistakes(own, rows, tasks)]
    if problems:
        raise DataError(problems)
    return Reports(rows.filter(pl.col("item").is_not_null()), scale)


def _names(bound: BoundRuleset) -> list[str]:
    return [bound.ruleset.id, bound.ruleset.name]


def _named(bound: BoundRuleset, tasks: Sequence[TaskRow]) -> pl.DataFrame:
    """By which names reports speak of each task: its own, or those of the same one elsewhere.

    A ruleset goes by its id, which may mean any edition, or by id and edition.
    """
    named = [
        (place, row_id, _names(ruleset))
        for place, row in enumerate(tasks)
        for ruleset, row_id in (
            (bound, row.id),
            *((one.ruleset, one.row.row.id) for one in bound.places.get(row.id, ())),
        )
    ]
    schema: dict[str, pl.DataType | type[pl.DataType]] = {
        "number": pl.Int64,
        "task": pl.String,
        "names": pl.List(pl.String),
    }
    return pl.DataFrame(named, schema=schema, orient="row")


def _placed(own: pl.DataFrame, tasks: Sequence[TaskRow]) -> tuple[pl.DataFrame, int]:
    written = own.select(pl.max_horizontal("done_decimals", "total_decimals").max()).item() or 0
    numbers = [number for row in tasks for number in task_numbers(row.task)]
    scale = max([written, *map(decimals_of, numbers)])
    items, stages = _items(tasks, scale), _stages(tasks)
    sizes = {
        place: None if row.task.task.size is None else whole(row.task.task.size, scale)
        for place, row in enumerate(tasks)
    }
    rows = (
        own.join(items, left_on=["number", "item"], right_on=["task", "item"], how="left",
                 nulls_equal=True, maintain_order="left")
        .join(stages, left_on=["number", "stage"], right_on=["task", "stage"], how="left",
              maintain_order="left")
        .select(
            pl.col("number").alias("task"), "district", pl.col("at").alias("item"), "day", "rank",
            *(_lattice(name, scale) for name in ("done", "total")), "size",
            pl.col("number").replace_strict(sizes, return_dtype=pl.Int64).alias("task_size"),
            pl.col("blocked").is_not_null(), "report",
        )
    )  # fmt: skip
    return rows, scale


def _lattice(name: str, scale: int) -> pl.Expr:
    """A count on the lattice; null beyond its ends, which `_mistakes` tells."""
    missing = (scale - pl.col(f"{name}_decimals").cast(pl.Int64)).cast(pl.UInt32)
    placed = pl.col(f"{name}_digits").cast(pl.Int128) * pl.lit(10, dtype=pl.Int128).pow(missing)
    return pl.when(placed <= LARGEST).then(placed).cast(pl.Int64).alias(name)


def whole(number: Decimal, scale: int) -> int:
    """A number of a task on the lattice."""
    return int(number.scaleb(scale))


def _items(tasks: Sequence[TaskRow], scale: int) -> pl.DataFrame:
    """Every task and sub-list by name, with its place and size."""
    listed = [
        (place, name, at, None if size is None else whole(size, scale))
        for place, row in enumerate(tasks)
        for at, (name, size) in enumerate(
            [(None, row.task.task.size), *((one.id, one.quantity) for one in row.task.task.items)],
            start=WHOLE,
        )
    ]
    schema = {"task": pl.Int64, "item": pl.String, "at": pl.Int64, "size": pl.Int64}
    return pl.DataFrame(listed, schema=schema, orient="row")


def _stages(tasks: Sequence[TaskRow]) -> pl.DataFrame:
    listed = [
        (place, stage, rank)
        for place, row in enumerate(tasks)
        for rank, stage in enumerate(row.task.task.stages)
    ]
    schema = {"task": pl.Int64, "stage": pl.String, "rank": pl.Int64}
    return pl.DataFrame(listed, schema=schema, orient="row")


def _mistakes(own: pl.DataFrame, rows: pl.DataFrame, tasks: Sequence[TaskRow]) -> list[Problem]:
    findings = Findings(own)
    for place, row in enumerate(tasks):
        known = [item.id for item in row.task.task.items]
        here = (rows["task"] == place) & rows["item"].is_null() & (own["task"] == row.id)
        remedy = f"可用: {', '.join(known)}" if known else "这项任务没有分事项，不填"
        findings.refuse(here, "item", f"任务 {row.id} 没有事项 '{{}}'", remedy)
    for name in ("done", "total"):
        lost = own[f"{name}_digits"].is_not_null() & rows[name].is_null()
        findings.refuse(lost, name, "数值 '{}' 过大", "核对单位")
    sized = rows["size"].is_not_null() | rows["total"].is_not_null() | rows["item"].is_null()
    findings.refuse(
        rows["done"].is_not_null() & ~sized, "done", "'{}' 不知道是多少里的",
        "任务没有写数量，总数也要填",
    )  # fmt: skip
    return findings.problems
