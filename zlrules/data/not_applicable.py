"""Documents that say why a requirement isn't assessed here, checked (不涉及、不考核 …)."""

from __future__ import annotations

import polars as pl

from zlrules.data.districts import refuse_unknown
from zlrules.data.findings import Findings, by_value, no_day, repeats, with_nothing
from zlrules.data.headers import EXEMPTIONS
from zlrules.data.period import first_year, last_year
from zlrules.errors import Problem, one_of

ADDED = {"from_year": pl.Int32, "to_year": pl.Int32}
"""Columns that checking adds."""


def check_not_applicable(
    raw: pl.DataFrame, districts: frozenset[str]
) -> tuple[pl.DataFrame, list[Problem]]:
    """Check reasons for not assessing.

    Args:
        raw: A table in the form of `zlrules.data.headers.NOT_APPLICABLE`.

    Returns:
        The table with ``reason`` in the words of `Exemption` and, added, ``from_year`` and
        ``to_year`` (Int32, the years covered); and what is wrong.
    """
    if raw.is_empty():
        return with_nothing(raw, ADDED), []
    findings = Findings(raw)
    refuse_unknown(findings, districts)
    for column in ("ruleset", "criterion", "period", "reason"):
        findings.require(column, "补上再试")
    findings.require("document", "没有文件的答复不算，补上文件")
    allowed = [*EXEMPTIONS, *EXEMPTIONS.values()]
    unknown = ~raw["reason"].is_in(allowed)
    findings.refuse(unknown, "reason", "未知原因 '{}'", lambda text: one_of(text, EXEMPTIONS))
    bad = raw["period"].is_not_null() & by_value(raw["period"], last_year, pl.Int32).is_null()
    findings.refuse(bad, "period", "没有 '{}' 这样的时期", "写成 2025 或 2021/2025")
    findings.refuse(no_day(raw["date"]), "date", "'{}' 不是日期", "写成 2025-12-31")
    frame = raw.with_columns(
        pl.col("reason").replace(EXEMPTIONS),
        by_value(raw["period"], first_year, pl.Int32).alias("from_year"),
        by_value(raw["period"], last_year, pl.Int32).alias("to_year"),
    )
    again = repeats(frame, ["district", "ruleset", "criterion", "period"])
    wrong = "'{}' 同一时期有几个不参与考核的原因，{} 已有"
    findings.refuse_repeats(again, "criterion", wrong, "只留一个")
    return frame, findings.problems
