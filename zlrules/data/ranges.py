"""Whether figures lie in the range of their indicator."""

from __future__ import annotations

from decimal import ROUND_CEILING, ROUND_FLOOR, Decimal

import polars as pl

from zlrules.data.findings import TOO_LARGE, Findings
from zlrules.data.precisions import Precisions
from zlrules.interval import LARGEST, MOST_DECIMALS
from zlrules.loading.catalogue import Catalogue
from zlrules.models.indicator import Indicator

_MOST_DIGITS = LARGEST // 2 // 10 ** (MOST_DECIMALS - 3)
_LARGEST_WHOLE = 2**63 - 1


def check_ranges(
    frame: pl.DataFrame, precisions: Precisions, catalogue: Catalogue, findings: Findings
) -> None:
    """Refuse figures beyond what their indicator can be.

    Args:
        frame: The observations, with ``digits`` and ``decimals``.
        precisions: Their indicators and decimals.
    """
    digits = frame["digits"]
    findings.refuse((digits > _MOST_DIGITS) | (digits < -_MOST_DIGITS), "value", *TOO_LARGE)
    outside = _outside(frame, precisions, catalogue)
    for (name,), figures in outside.partition_by("indicator", as_dict=True).items():
        indicator = catalogue[str(name)]
        findings.refuse_rows(
            figures["at"],
            "value",
            "数值 '{}' 超出指标的取值范围",
            f"{indicator.name} 应{_range_words(indicator)}，核对数值和单位",
        )


def _outside(frame: pl.DataFrame, precisions: Precisions, catalogue: Catalogue) -> pl.DataFrame:
    """Numbers beyond an end, or at it with a bound that lies wholly beyond it.

    Returns:
        Columns ``at``, the number of the row, and ``indicator``.
    """
    ranges = {name: catalogue[name].range for name in precisions.indicators}
    least = precisions.map(lambda name, places: _whole(ranges[name].min, places, ROUND_CEILING))
    most = precisions.map(lambda name, places: _whole(ranges[name].max, places, ROUND_FLOOR))
    far = ((frame["digits"] <= least) | (frame["digits"] >= most)).arg_true()
    told = frame.select("indicator", "measure", "bound", "digits", "decimals")[far]
    told = told.with_columns(far.alias("at"), least[far].alias("least"), most[far].alias("most"))
    digits, bound = pl.col("digits"), pl.col("bound")
    beyond = (digits < pl.col("least")) | (digits > pl.col("most"))
    at_least = (bound == "<") & (digits == pl.col("least"))
    at_most = (bound == ">") & (digits == pl.col("most"))
    doubtful = told.filter(beyond | at_least | at_most, pl.col("measure") == "value")
    numbers = doubtful.select("indicator", "digits", "decimals", beyond.alias("beyond")).iter_rows()
    outside = [
        is_beyond or Decimal(digits).scaleb(-decimals) in (ranges[name].min, ranges[name].max)
        for name, digits, decimals, is_beyond in numbers
    ]
    return doubtful.select("at", "indicator").filter(pl.Series(outside, dtype=pl.Boolean))


def _whole(limit: Decimal | None, places: int, rounding: str) -> int | None:
    """The outermost number inside of a limit, in units of the last decimal."""
    if limit is None:
        return None
    whole = int(limit.scaleb(places).to_integral_value(rounding))
    return max(-_LARGEST_WHOLE, min(whole, _LARGEST_WHOLE))


def _range_words(indicator: Indicator) -> str:
    low, high = indicator.range.min, indicator.range.max
    words = [
        f"不小于 {low}" if low is not None else "",
        f"不大于 {high}" if high is not None else "",
    ]
    return "、".join(filter(None, words))
