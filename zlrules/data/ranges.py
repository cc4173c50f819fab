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

    Args:
        frame: The observations, with ``digits`` and ``decimals``.
        indicators: Their column ``indicator``.
    """
    largest = frame.select(pl.col("digits").abs().max()).item()
    if largest is not None and largest > _LARGEST_DIGITS:
        beyond = frame.select(pl.col("digits").abs() > _LARGEST_DIGITS).to_series()
        findings.refuse(beyond, "value", *TOO_LARGE)
    told = frame.select("indicator", "measure", "bound", "digits", "decimals").with_row_index("at")
    near = told.filter(_near_an_end(frame, indicators, catalogue))
    for indicator in catalogue.used(near["indicator"]):
        limits = indicator.range
        beyond_ends = [
            *([_beyond(_compared_with(limits.min), "<")] if limits.min is not None else []),
            *([_beyond(_compared_with(limits.max), ">")] if limits.max is not None else []),
        ]
        wrong = near.filter(pl.col("indicator") == indicator.id, pl.any_horizontal(beyond_ends))
        findings.refuse_rows(
            wrong["at"],
            "value",
            "数值 '{}' 超出指标的取值范围",
            f"{indicator.name} 应{_range_words(indicator)}，核对数值和单位",
        )


def _near_an_end(frame: pl.DataFrame, indicators: Coded, catalogue: Catalogue) -> pl.Series:
    """Figures at an end of the range or beyond, told in doubles: no figure beyond is left out."""
    least = indicators.map(lambda name: _double(catalogue[name].range.min), pl.Float64)
    most = indicators.map(lambda name: _double(catalogue[name].range.max), pl.Float64)
    powers = pl.Series([10.0**places for places in range(MOST_DECIMALS * 4)])
    number = frame["digits"] / powers.gather(frame["decimals"].cast(pl.UInt32))
    noise = number.abs() * 2.0**-50
    near = (number - noise <= least) | (number + noise >= most)
    return near.fill_null(value=False) & (frame["measure"] == "value").fill_null(value=False)


def _double(limit: Decimal | None) -> float | None:
    return None if limit is None else float(limit)


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
