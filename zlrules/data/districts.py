"""The districts table checked."""

from __future__ import annotations

import polars as pl

from zlrules.data.coded import Coded
from zlrules.data.findings import Findings, repeats
from zlrules.errors import Problem, one_of


def check_districts(raw: pl.DataFrame) -> list[Problem]:
    """Check that every district has one code and a name.

    Returns:
        What is wrong.
    """
    findings = Findings(raw)
    findings.require("code", "填写行政区划代码，如 320404")
    findings.require("name", "填写行政区名称")
    again = repeats(raw, ["code"])
    findings.refuse_repeats(again, "code", "代码 '{}' 重复，{} 已有", "只留一行")
    return list(findings.problems)


def refuse_unknown(findings: Findings, known: frozenset[str]) -> None:
    """Refuse rows of a table that name no district, or one that isn't known."""
    findings.require("district", "补上再试")
    findings.refuse_texts(
        "district",
        Coded.of(findings.frame["district"]),
        known.__contains__,
        "未知行政区 '{}'",
        lambda text: one_of(text, known),
    )
