"""Targets assigned by a higher level, checked (上级下达目标)."""

from __future__ import annotations

from collections.abc import Mapping

import polars as pl

from zlrules.data.coded import Coded
from zlrules.data.districts import refuse_unknown
from zlrules.data.findings import Findings, repeats, with_nothing
from zlrules.data.headers import COMPARATORS, MEASURES
from zlrules.data.numbers import digits_and_decimals, published_decimals
from zlrules.data.period import parse_period
from zlrules.errors import Problem
from zlrules.loading.catalogue import Catalogue
from zlrules.units import factor

ADDED = {
    "year": pl.Int32,
    "first": pl.Int32,
    "base_year": pl.Int32,
    "digits": pl.Int64,
    "decimals": pl.Int8,
}
"""Columns that checking adds."""

_CHECKED = ("indicator", "period", "span", "base", "comparator", "measure")
"""Columns whose every distinct text is looked at once."""


def check_assigned(
    raw: pl.DataFrame, districts: frozenset[str], catalogue: Catalogue
) -> tuple[pl.DataFrame, list[Problem]]:
    """Check assigned targets.

    Returns:
        The table with ids for names and, added, ``year`` (Int32, in which the target is due),
        ``first`` (Int32, first year of the span its figure covers, null for a single year),
        ``base_year`` (Int32), ``digits`` (Int64) and ``decimals`` (Int8); and what is wrong.
    """
    if raw.is_empty():
        return with_nothing(raw, ADDED), []
    findings = Findings(raw)
    coded = {name: Coded.of(raw[name]) for name in _CHECKED}
    _check_words(findings, coded, districts, catalogue)
    indicators = coded["indicator"].renamed(catalogue.find)
    _check_units(findings, indicators, catalogue)
    frame = raw.with_columns(
        indicators.map(str, pl.String).alias("indicator"),
        pl.col("scope").fill_null("全区"),
        pl.col("measure").replace(MEASURES).fill_null("value"),
        pl.col("comparator").replace(COMPARATORS),
        coded["period"].map(_year, pl.Int32).alias("year"),
        coded["span"].map(_first, pl.Int32).alias("first"),
        coded["base"].map(_year, pl.Int32).alias("base_year"),
    )
    near = published_decimals(indicators, catalogue)
    numbers = digits_and_decimals(frame["value"], near)
    bad = frame["value"].is_not_null() & numbers["digits"].is_null()
    findings.refuse(
        bad, "value", "'{}' 不是可用的数值", "只写数字，如 81.6；比较方式写在“比较方式”列"
    )
    frame = frame.with_columns(numbers["digits"], numbers["decimals"])
    again = repeats(frame, ["district", "indicator", "scope", "year"])
    findings.refuse_repeats(
        again, "indicator", "'{}' 同一年有几个下达目标，{} 已有", "只留有效的一个"
    )
    return frame, findings.problems


def _check_words(
    findings: Findings, coded: Mapping[str, Coded], districts: frozenset[str], catalogue: Catalogue
) -> None:
    refuse_unknown(findings, districts)
    for column in ("indicator", "period", "comparator", "value"):
        findings.require(column, "补上再试")
    findings.refuse_texts(
        "indicator",
        coded["indicator"],
        lambda name: catalogue.find(name) is not None,
        "未知指标 '{}'",
        catalogue.candidates,
    )
    for column, words in (("comparator", COMPARATORS), ("measure", MEASURES)):
        allowed = [*words, *words.values()]
        remedy = f"可用: {', '.join(allowed)}"
        findings.refuse_texts(column, coded[column], allowed.__contains__, "未知的词 '{}'", remedy)
    for column, good, remedy in (
        ("period", _year, "写成 2025"),
        ("span", _first, "写成 2021/2025"),
        ("base", _year, "写成 2020"),
    ):
        bad = findings.frame[column].is_not_null() & coded[column].map(good, pl.Int32).is_null()
        findings.refuse(bad, column, "没有 '{}' 这样的时期", remedy)


def _check_units(findings: Findings, indicators: Coded, catalogue: Catalogue) -> None:
    if findings.frame["unit"].null_count() == findings.frame.height:
        return
    named = findings.frame.with_columns(indicators.map(str, pl.String).alias("indicator"))
    for name, unit in (
        named.select("indicator", "unit").drop_nulls().unique(maintain_order=True).iter_rows()
    ):
        if factor(unit, catalogue[name].unit or "") != 1:
            here = (named["indicator"] == name) & (named["unit"] == unit)
            findings.refuse(here, "unit", "单位 '{}' 与指标不同", f"换算为 {catalogue[name].unit}")


def _year(text: str) -> int | None:
    period = parse_period(text)
    return period.year if period and period.part is None and period.first is None else None


def _first(text: str) -> int | None:
    period = parse_period(text)
    return period.first if period else None
