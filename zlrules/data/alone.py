"""Which figures stand alone, so that nothing has to be chosen or agreed upon."""

from __future__ import annotations

import polars as pl

from zlrules.data.coded import Coded
from zlrules.data.constant import constant
from zlrules.data.findings import Findings, repeats
from zlrules.words import PLAUSIBLE_YEARS

KEY = ("district", "indicator", "scope", "period", "measure", "base", "stage", "status", "as_of")
"""What makes two rows speak of the same fact; source and place tell who says so."""


def stands_alone(
    frame: pl.DataFrame, districts: Coded, indicators: Coded, scopes: Coded
) -> pl.Series:
    """The plain figures: an exact number of a whole year, and all that is told of it.

    Args:
        frame: The observations, with ``year``, ``part``, ``first``, ``base_year`` and ``digits``.
        districts: Their column ``district``.
        indicators: Their column ``indicator``.
        scopes: Their column ``scope``.

    Returns:
        Boolean, never null.
    """
    told = frame.select(
        _fact(frame["year"], districts, indicators, scopes),
        is_yearly=(
            (pl.col("measure") == "value")
            & pl.col("base_year").is_null()
            & pl.col("first").is_null()
        ),
        is_exact=(
            (pl.col("bound") == "=")
            & pl.col("part").is_null()
            & pl.col("digits").is_not_null()
            & ~pl.col("stateful")
        ),
    )
    told = told.with_columns(pl.when("is_yearly").then("fact"))
    plain = told["is_yearly"] & told["is_exact"] & told["fact"].is_not_null()
    return (plain & ~_repeated(told["fact"])).fill_null(value=False)


def _fact(years: pl.Series, districts: Coded, indicators: Coded, scopes: Coded) -> pl.Series:
    """A number for each district, indicator, scope and year."""
    fact = years.cast(pl.Int64) - PLAUSIBLE_YEARS.start
    size = len(PLAUSIBLE_YEARS)
    for coded in (scopes, indicators, districts):
        if coded.is_constant:
            continue
        fact += coded.gather([place * size for place in range(len(coded.distinct))], pl.Int64)
        size *= max(1, len(coded.distinct))
    return fact.alias("fact")


def _repeated(numbers: pl.Series) -> pl.Series:
    """Where a column of numbers has one that it has elsewhere, too."""
    rows = numbers.is_not_null().arg_true()
    known = numbers[rows]
    if (known[1:] >= known[:-1]).all():
        second = (known[1:] == known[:-1]).arg_true() + 1
        twice = rows[second.append(second - 1)]
    else:
        ordered = known.sort()
        again = ordered[1:].filter(ordered[1:] == ordered[:-1]).unique()
        twice = numbers.is_in(again.implode()).arg_true() if len(again) else again
    nowhere = constant(value=False, dtype=pl.Boolean, height=len(numbers))
    return nowhere.scatter(twice, values=True)


def check_repeats(frame: pl.DataFrame, findings: Findings) -> None:
    """Refuse figures that differ from an earlier row with the same key; 29.9 and 29.90 don't.

    Args:
        frame: The observations that don't stand alone, with the number of each row as ``at``.
    """
    key = [*KEY, "source", "place"]
    more = pl.col("decimals").max().over(key) - pl.col("decimals")
    zeros = pl.lit(10, dtype=pl.Int64).pow(more.cast(pl.UInt32)).cast(pl.Int128)
    numbered = frame.filter(pl.col("digits").is_not_null() & pl.struct(key).is_duplicated())
    aligned = numbered.with_columns(pl.col("digits").cast(pl.Int128) * zeros)
    again = repeats(aligned.drop("at"), key, pl.struct("digits", "bound"), may_be_empty=True)
    again = again.with_columns(aligned["at"][again["at"]].alias("at"))
    findings.refuse_repeats(
        again,
        "value",
        "同一数据有不同的数值：这里是 '{}'，{} 是另一个",
        "只留正确的一行；不同出处的写明各自的来源和位置",
    )
