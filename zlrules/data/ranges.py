"""Whether figures lie in the range of their indicator."""

from __future__ import annotations

from decimal import Decimal

import polars as pl

from zlrules.data.coded import Coded
from zlrules.data.findings import TOO_LARGE, Findings
from zlrules.interval import LARGEST, MOST_DECIMALS
from zlrules.loading.catalogue import Catalogue
from zlrules.models.indicator import Indicator

_PLACES = 2 * MOST_DECIMALS
_LARGEST_DIGITS = LARGEST // 2 // 10 ** (MOST_DECIMALS - 3)


def check_ranges(
    frame: pl.DataFrame, indicators: Coded, catalogue: Catalogue, findings: Findings
) -> None:
    """Refuse figures beyond what their indicator can be.

    Of figures that stand alone, only those are looked at whose indicator has one beyond its range.

    Args:
        frame: The observations, with ``digits``, ``decimals`` and ``alone``.
        indicators: Their column ``indicator``.
    """
    beyond = frame.select(pl.col("digits").abs() > _LARGEST_DIGITS).to_series()
    findings.refuse(beyond, "value", *TOO_LARGE)
    suspects = _suspects(frame, indicators, catalogue)
    suspect = indicators.where(suspects.__contains__) if suspects else pl.lit(value=False)
    doubtful = (
        frame.select("alone", "indicator", "measure", "bound", "digits", "decimals")
        .with_row_index("at")
        .filter(~pl.col("alone") | suspect, pl.col("measure") == "value")
        .with_columns(pl.col("indicator").cast(pl.String))
    )
    of_figures = Coded.of(doubtful["indicator"])
    outside = doubtful.with_columns(
        of_figures.map(lambda name: _placed(catalogue[name].range.min), pl.Int128).alias("min"),
        of_figures.map(lambda name: _placed(catalogue[name].range.max), pl.Int128).alias("max"),
    ).filter(_outside())
    for (name,), figures in outside.partition_by("indicator", as_dict=True).items():
        indicator = catalogue[str(name)]
        findings.refuse_rows(
            figures["at"],
            "value",
            "数值 '{}' 超出指标的取值范围",
            f"{indicator.name} 应{_range_words(indicator)}，核对数值和单位",
        )


def _suspects(frame: pl.DataFrame, indicators: Coded, catalogue: Catalogue) -> set[str]:
    """Indicators whose least or greatest figure, of those that stand alone, is beyond the range."""
    coded = frame.select("alone", "digits", "decimals").with_columns(indicators.codes.alias("code"))
    extremes = (
        coded.filter("alone")
        .group_by((pl.col("code") * 100 + pl.col("decimals")).alias("group"))
        .agg(
            pl.col("code", "decimals").first(),
            pl.col("digits").min().alias("least"),
            pl.col("digits").max().alias("most"),
        )
    )
    found = set()
    for code, decimals, *ends in extremes.select("code", "decimals", "least", "most").iter_rows():
        name = indicators.distinct[code]
        limits = catalogue[name].range
        if not all(limits.holds(Decimal(end).scaleb(-decimals)) for end in ends):
            found.add(name)
    return found


def _placed(limit: Decimal | None) -> int | None:
    """An end of a range in units of the last decimal that a converted figure can have."""
    return None if limit is None else int(limit.scaleb(_PLACES))


def _outside() -> pl.Expr:
    """Whether a number lies beyond an end, or at it with a bound that lies wholly beyond it."""
    finer = pl.lit(10, dtype=pl.Int64).pow((_PLACES - pl.col("decimals")).cast(pl.UInt32))
    number = pl.col("digits").cast(pl.Int128) * finer
    below = (number < pl.col("min")) | ((number == pl.col("min")) & (pl.col("bound") == "<"))
    above = (number > pl.col("max")) | ((number == pl.col("max")) & (pl.col("bound") == ">"))
    return below | above


def _range_words(indicator: Indicator) -> str:
    low, high = indicator.range.min, indicator.range.max
    words = [
        f"不小于 {low}" if low is not None else "",
        f"不大于 {high}" if high is not None else "",
    ]
    return "、".join(filter(None, words))
