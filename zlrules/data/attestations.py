"""Written statements that a requirement is met, checked (书面证明)."""

from __future__ import annotations

import polars as pl

from zlrules.data.districts import refuse_unknown
from zlrules.data.findings import Findings, by_value, no_day
from zlrules.data.headers import KINDS
from zlrules.data.period import parse_period
from zlrules.errors import Problem


def check_attestations(
    raw: pl.DataFrame, districts: frozenset[str]
) -> tuple[pl.DataFrame, list[Problem]]:
    """Check statements.

    Returns:
        The table with, added, ``from_year`` and ``to_year`` (Int32, the years covered) and
        ``until`` (Date, last day of validity, null without one); and what is wrong.
    """
    findings = Findings(raw)
    refuse_unknown(findings, districts)
    for column in ("ruleset", "criterion", "kind", "document", "period"):
        findings.require(column, "补上再试")
    allowed = [*KINDS, *KINDS.values()]
    findings.refuse(
        ~raw["kind"].is_in(allowed), "kind", "未知性质 '{}'", f"可用: {', '.join(allowed)}"
    )
    bad = raw["period"].is_not_null() & by_value(raw["period"], _to, pl.Int32).is_null()
    findings.refuse(bad, "period", "没有 '{}' 这样的时期", "写成 2025 或 2021/2025")
    for column in ("date", "expires"):
        findings.refuse(no_day(raw[column]), column, "'{}' 不是日期", "写成 2025-12-31")
    frame = raw.with_columns(
        pl.col("kind").replace(KINDS),
        pl.col("node").fill_null(""),
        by_value(raw["period"], _from, pl.Int32).alias("from_year"),
        by_value(raw["period"], _to, pl.Int32).alias("to_year"),
        pl.col("expires").str.to_date("%Y-%m-%d", strict=False).alias("until"),
    )
    return frame, findings.problems


def _from(text: str) -> int | None:
    period = parse_period(text)
    return (period.first or period.year) if period and period.part is None else None


def _to(text: str) -> int | None:
    period = parse_period(text)
    return period.year if period and period.part is None else None
