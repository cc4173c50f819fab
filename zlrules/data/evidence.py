"""The register of evidence, checked (证明材料登记)."""

from __future__ import annotations

import re

import polars as pl

from zlrules.data.districts import refuse_unknown
from zlrules.data.evidence_files import leads_outside
from zlrules.data.findings import Findings, by_value, no_day, repeats, with_nothing
from zlrules.data.period import parse_days
from zlrules.errors import Problem

DESCRIPTION = (
    *("title", "issuer", "number", "date", "period", "pages", "path", "sha256", "expires"),
    "source",
)
"""What is said of a document itself, wherever one of its rows says it."""

LISTED = r"[^、；;\s]+"
"""One of the ids in a cell that lists several."""

_SHA256 = re.compile(r"[0-9a-fA-F]{64}", re.ASCII)
_PAGES = re.compile(r"[1-9]\d{0,5}", re.ASCII)
_DOCUMENT = ["district", "id"]


def check_evidence(
    raw: pl.DataFrame, districts: frozenset[str]
) -> tuple[pl.DataFrame, list[Problem]]:
    """Check the register; a document has a row, and further ones with the same id.

    Args:
        raw: A table in the form of `zlrules.data.headers.EVIDENCE`.

    Returns:
        The table with ``path`` written with ``/``, ``sha256`` in small letters and, added,
        ``criteria`` (List of String, those that ``criterion`` lists); and what is wrong.
    """
    if raw.is_empty():
        return with_nothing(raw, {"criteria": pl.List(pl.String)}), []
    findings = Findings(raw)
    refuse_unknown(findings, districts)
    findings.require("id", "每份材料写一个编号，如 ZM-001")
    numbered = raw.with_columns(pl.col("id").fill_null(pl.col("row").cast(pl.String)))
    _check_description(findings, numbered)
    _check_texts(findings)
    named = raw.select(pl.col("criterion").is_not_null() & pl.col("ruleset").is_null())
    findings.refuse(
        named.to_series(), "criterion", "'{}' 没有说是哪个指标体系的", "补上指标体系的 id"
    )
    again = repeats(numbered, [*_DOCUMENT, "ruleset", "criterion"], may_be_empty=True)
    remedy = "只留一行；支撑另一项的，考核指标写另一项"
    findings.refuse_repeats(again, "id", "'{}' 这一行重复，{} 已有", remedy)
    frame = raw.with_columns(
        pl.col("path").str.replace_all("\\", "/", literal=True),
        pl.col("sha256").str.to_lowercase(),
        pl.col("criterion").str.extract_all(LISTED).alias("criteria"),
    )
    return frame, findings.problems


def _check_texts(findings: Findings) -> None:
    raw = findings.frame
    days = "写成 2025、2021/2025 或 2023-03-01/2026-02-28"
    bad = by_value(raw["period"], lambda text: parse_days(text) is None, pl.Boolean)
    findings.refuse(bad.fill_null(value=False), "period", "没有 '{}' 这样的时期", days)
    for column in ("date", "expires"):
        findings.refuse(no_day(raw[column]), column, "'{}' 不是日期", "写成 2025-12-31")
    findings.refuse(_unlike(raw["pages"], _PAGES), "pages", "'{}' 不是页数", "写成 12")
    findings.refuse(
        _unlike(raw["sha256"], _SHA256), "sha256", "'{}' 不是 SHA-256", "64 位十六进制数，或不填"
    )
    outside = by_value(raw["path"], leads_outside, pl.Boolean).fill_null(value=False)
    remedy = "把文件放进工作区，写相对于工作区的路径，如 evidence/年报.pdf"
    findings.refuse(outside, "path", "路径 '{}' 在工作区之外", remedy)


def _unlike(column: pl.Series, pattern: re.Pattern[str]) -> pl.Series:
    bad = by_value(column, lambda text: pattern.fullmatch(text) is None, pl.Boolean)
    return bad.fill_null(value=False)


def _check_description(findings: Findings, raw: pl.DataFrame) -> None:
    """Refuse documents that nothing or different things are said of.

    Args:
        raw: The table, every row with an id.
    """
    first = {name: pl.col(name).drop_nulls().first().over(_DOCUMENT) for name in DESCRIPTION}
    for name in ("title", "period"):
        lacking = raw.select(first[name].is_null() & pl.struct(_DOCUMENT).is_first_distinct())
        findings.refuse(lacking.to_series(), name, "没有填写", "补上再试")
    for name in DESCRIPTION:
        differs = raw.select((pl.col(name) != first[name]).fill_null(value=False)).to_series()
        wrong = "同一编号的材料在前面写的不是 '{}'"
        findings.refuse(differs, name, wrong, "同一份材料各行写得一样，或只写一次")
