"""Who reports which criterion, by when, and how far that has got, checked (责任分工)."""

from __future__ import annotations

import polars as pl

from zlrules.data.districts import refuse_unknown
from zlrules.data.findings import Findings, no_day, repeats, with_nothing
from zlrules.data.headers import DUTY_STATES
from zlrules.errors import Problem, one_of
from zlrules.words import DutyState


def check_duties(
    raw: pl.DataFrame, districts: frozenset[str]
) -> tuple[pl.DataFrame, list[Problem]]:
    """Check who reports what.

    Args:
        raw: A table in the form of `zlrules.data.headers.DUTIES`.

    Returns:
        The table with ``state`` in the words of `DutyState`, not reported unless said, and,
        added, ``day`` (Date, the last day to report on); and what is wrong.
    """
    if raw.is_empty():
        return with_nothing(raw, {"day": pl.Date}), []
    findings = Findings(raw)
    refuse_unknown(findings, districts)
    for column in ("ruleset", "criterion", "lead"):
        findings.require(column, "补上再试")
    unknown = ~raw["state"].is_in([*DUTY_STATES, *DUTY_STATES.values()])
    findings.refuse(unknown, "state", "未知状态 '{}'", lambda text: one_of(text, DUTY_STATES))
    findings.refuse(no_day(raw["due"]), "due", "'{}' 不是日期", "写成 2026-01-31")
    again = repeats(raw, ["district", "ruleset", "criterion"])
    wrong = "'{}' 的分工写了两次，{} 已有"
    findings.refuse_repeats(again, "criterion", wrong, "一项写一行；几个单位时一个牵头，其余配合")
    frame = raw.with_columns(
        pl.col("state").replace(DUTY_STATES).fill_null(DutyState.UNREPORTED.value),
        pl.col("due").str.to_date("%Y-%m-%d", strict=False).alias("day"),
    )
    return frame, findings.problems
