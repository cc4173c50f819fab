"""Whether figures lie in the range of their indicator."""

from __future__ import annotations

from decimal import Decimal

import polars as pl

from zlrules.data.coded import Coded
from zlrules.data.findings import TOO_LARGE, Findings
from zlrules.interval import LARGEST, MOST_DECIMALS, decimals_of
from zlrules.loading.catalogue import Catalogue
from zlrules.models.indicator import Indicator

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
    doubtful = ~frame["alone"]
    if suspects:
        doubtful |= indicators.where(suspects.__contains__)
    told = frame.select("indicator", "measure", "bound", "digits", "decimals").with_row_index("at")
    told = told.filter(doubtful, pl.col("measure") == "value", pl.col("digits").is_not_null())
    for (name,), figures in told.partition_by("indicator", as_dict=True).items():
        if name is not None:
            indicator = catalogue[str(name)]
            findings.refuse_rows(
                figures.filter(_outside(indicator))["at"],
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


def _outside(indicator: Indicator) -> pl.Expr:
    limits = indicator.range
    ends = [
        *([_beyond(_compared_with(limits.min), "<")] if limits.min is not None else []),
        *([_beyond(_compared_with(limits.max), ">")] if limits.max is not None else []),
    ]
    return pl.any_horizontal(pl.lit(value=False), *ends)


def _range_words(indicator: Indicator) -> str:
    low, high = indicator.range.min, indicator.range.max
    words = [
        f"不小于 {low}" if low is not None else "",
        f"不大于 {high}" if high is not None else "",
    ]
    return "、".join(filter(None, words))


def _beyond(difference: pl.Expr, side: str) -> pl.Expr:
    """Whether a number lies beyond a limit, or at it with a bound that lies wholly beyond it."""
    further = difference < 0 if side == "<" else difference > 0
    return further | ((difference == 0) & (pl.col("bound") == side))


def _compared_with(limit: Decimal) -> pl.Expr:
    """The sign of the difference between each number and a limit, in whole numbers."""
    decimals = decimals_of(limit)
    ours = pl.col("digits").cast(pl.Int128) * 10**decimals
    theirs = pl.lit(10, dtype=pl.Int64).pow(pl.col("decimals").cast(pl.UInt32)).cast(pl.Int128)
    difference: pl.Expr = ours - theirs * int(limit.scaleb(decimals))
    return difference
