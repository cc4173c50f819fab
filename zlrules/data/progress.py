"""How far tasks have got, as documents report it, checked (任务进展)."""

from __future__ import annotations

import polars as pl

from zlrules.data.constant import constant
from zlrules.data.districts import refuse_unknown
from zlrules.data.findings import Findings, by_value, is_day, repeats, with_nothing
from zlrules.data.numbers import digits_and_decimals
from zlrules.data.period import last_day_of
from zlrules.errors import Problem

_COUNTS = ("done", "total")

ADDED = {
    "day": pl.Date,
    "done_digits": pl.Int64,
    "done_decimals": pl.Int8,
    "total_digits": pl.Int64,
    "total_decimals": pl.Int8,
}
"""Columns that checking adds."""


def check_progress(
    raw: pl.DataFrame, districts: frozenset[str]
) -> tuple[pl.DataFrame, list[Problem]]:
    """Check reports on tasks; which tasks there are is known only to rulesets.

    Args:
        raw: A table in the form of `zlrules.data.headers.PROGRESS`.

    Returns:
        The table with, added, ``day`` (Date, the last one that the report speaks of) and, for
        ``done`` and ``total``, ``<name>_digits`` (Int64) and ``<name>_decimals`` (Int8); and what
        is wrong.
    """
    if raw.is_empty():
        return with_nothing(raw, ADDED), []
    findings = Findings(raw)
    refuse_unknown(findings, districts)
    for column in ("task", "as_of"):
        findings.require(column, "补上再试")
    day = by_value(raw["as_of"], _last_day, pl.String).str.to_date("%Y-%m-%d").alias("day")
    bad = raw["as_of"].is_not_null() & day.is_null()
    findings.refuse(
        bad, "as_of", "没有 '{}' 这样的日期", "写成 2025-06-30、2025-06、2025H1 或 2025"
    )
    silent = raw.select(pl.all_horizontal(pl.col("stage", "action", "blocked").is_null()))
    findings.refuse(
        silent.to_series(), "stage", "没有说进展", "写阶段、进展说明或受阻原因；未报的不要这一行"
    )
    frame = raw.with_columns(day)
    for column in _COUNTS:
        frame = frame.hstack(_count(findings, column))
    _check_counts(findings, frame)
    again = repeats(
        frame,
        ["district", "ruleset", "task", "item", "day", "stage", "source", "place"],
        pl.struct("done", "total", "action", "blocked"),
        may_be_empty=True,
    )
    findings.refuse_repeats(again, "task", "'{}' 同一处有两个不同的说法，{} 已有", "核对原文")
    return frame, findings.problems


def _last_day(text: str) -> str | None:
    if is_day(text):
        return text
    day = last_day_of(text)
    return day.isoformat() if day else None


def _count(findings: Findings, column: str) -> list[pl.Series]:
    raw = findings.frame[column]
    numbers = digits_and_decimals(raw, constant(0, pl.UInt32, len(raw)))
    bad = raw.is_not_null() & (numbers["digits"].is_null() | (numbers["digits"] < 0))
    findings.refuse(bad, column, "'{}' 不是可用的数", "只写不小于零的数，如 48；未报的留空")
    return [numbers[name].alias(f"{column}_{name}") for name in ("digits", "decimals")]


def _check_counts(findings: Findings, frame: pl.DataFrame) -> None:
    uncounted = frame.select(pl.col("done").is_not_null() & pl.col("stage").is_null())
    findings.refuse(uncounted.to_series(), "done", "'{}' 没有说是哪个阶段的数", "写出阶段")
    more = frame.select(_decimal("done") > _decimal("total")).to_series().fill_null(value=False)
    findings.refuse(more, "done", "'{}' 大于总数", "核对原文")


def _decimal(column: str) -> pl.Expr:
    """A count as a whole number of billionths."""
    missing = 9 - pl.col(f"{column}_decimals").cast(pl.Int64)
    power = pl.lit(10, dtype=pl.Int128).pow(missing.cast(pl.UInt32))
    return pl.col(f"{column}_digits").cast(pl.Int128) * power
