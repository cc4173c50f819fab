"""Written statements that a requirement is met, checked (书面证明)."""

from __future__ import annotations

from collections.abc import Callable

import polars as pl

from zlrules.data.districts import refuse_unknown
from zlrules.data.findings import Findings, by_value, no_day, with_nothing
from zlrules.data.headers import KINDS
from zlrules.data.period import Days, parse_days
from zlrules.errors import Problem

ADDED = {
    "from_year": pl.Int32,
    "to_year": pl.Int32,
    "first_day": pl.Date,
    "last_day": pl.Date,
    "until": pl.Date,
}
"""Columns that checking adds."""


def check_attestations(
    raw: pl.DataFrame, districts: frozenset[str]
) -> tuple[pl.DataFrame, list[Problem]]:
    """Check statements.

    Returns:
        The table with, added, ``from_year`` and ``to_year`` (Int32, the whole years covered),
        ``first_day`` and ``last_day`` (Date, the days covered, none later than the document's own
        date) and ``until`` (Date, last day of validity, null without one); and what is wrong.
    """
    if raw.is_empty():
        return with_nothing(raw, ADDED), []
    findings = Findings(raw)
    refuse_unknown(findings, districts)
    for column in ("ruleset", "criterion", "kind", "document", "period"):
        findings.require(column, "补上再试")
    allowed = [*KINDS, *KINDS.values()]
    findings.refuse(
        ~raw["kind"].is_in(allowed), "kind", "未知性质 '{}'", f"可用: {', '.join(allowed)}"
    )
    years = by_value(raw["period"], _of_days(lambda days: days.last_year), pl.Int32)
    remedy = "写成 2025、2021/2025 或 2023-03-01/2026-02-28"
    bad = raw["period"].is_not_null() & years.is_null()
    findings.refuse(bad, "period", "没有 '{}' 这样的时期", remedy)
    for column in ("date", "expires"):
        findings.refuse(no_day(raw[column]), column, "'{}' 不是日期", "写成 2025-12-31")
    frame = raw.with_columns(
        pl.col("kind").replace(KINDS),
        pl.col("node").fill_null(""),
        by_value(raw["period"], _of_days(lambda days: days.first_year), pl.Int32).alias(
            "from_year"
        ),
        years.alias("to_year"),
        _days(raw["period"], lambda days: days.first.isoformat()).alias("first_day"),
        pl.min_horizontal(
            _days(raw["period"], lambda days: days.last.isoformat()),
            pl.col("date").str.to_date("%Y-%m-%d", strict=False),
        ).alias("last_day"),
        pl.col("expires").str.to_date("%Y-%m-%d", strict=False).alias("until"),
    )
    return frame, findings.problems


def _of_days(told: Callable[[Days], int | str]) -> Callable[[str], int | str | None]:
    def of_text(text: str) -> int | str | None:
        days = parse_days(text)
        return None if days is None else told(days)

    return of_text


def _days(periods: pl.Series, told: Callable[[Days], str]) -> pl.Series:
    return by_value(periods, _of_days(told), pl.String).str.to_date("%Y-%m-%d", strict=False)
