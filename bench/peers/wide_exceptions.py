"""The few figures that need a closer look: bounds, parts of years, provisional ones, several sources."""

from __future__ import annotations

import polars as pl

from bench.rules import Rules, placed

PARTS = ("", "H2", "H1", "Q4", "Q3", "Q2", "Q1", *(f"-{month:02d}" for month in range(12, 0, -1)))
"""What may stand behind a year, in the order in which it stands for the year."""
BOUNDS = ["=", ">=", ">", "<=", "<", "~"]
UNBOUNDED = 2**61
NOISE = (2.0**-49, 1e-9, 0.01)


class InvalidError(ValueError):
    """The figures are invalid."""


def near_decimal(doubles: pl.Series) -> pl.Series:
    """Whether doubles are whole but for the noise of a double."""
    noise = (doubles.abs() * NOISE[0]).clip(NOISE[1], NOISE[2])
    return (doubles - doubles.round()).abs() <= noise


def exceptional(
    scan: pl.LazyFrame, rows: pl.DataFrame, numbers: pl.Series, rules: Rules, line: int
) -> pl.DataFrame:
    """Figures that need a closer look, each with its interval.

    Args:
        rows: Slot and value of all rows.
        numbers: Row numbers of those that are looked at.
        line: Slots of an indicator in a block.

    Raises:
        InvalidError: A word isn't known, a value is none, or two rows contradict each other.
    """
    marks = pl.repeat(value=False, n=rows.height, eager=True).scatter(numbers, values=True)
    told = scan.select("period", "bound", "status", "source").filter(marks).collect()
    slots = rows["slot"][numbers]
    index = slots // line % len(rules.indicators)
    table = told.with_columns(
        numbers.alias("row"),
        slots.alias("slot"),
        index.alias("indicator"),
        *(values[index] for values in _catalogue(rules)),
        value=rows["value"][numbers],
    )
    table = _with_ends(table)
    _refuse(table)
    return table


def _catalogue(rules: Rules) -> list[pl.Series]:
    """What is needed of the indicators: powers of ten, and their ranges on the lattice."""
    indicators = list(rules.indicators.values())
    scales = [rules.scales[one.id] for one in indicators]
    pairs = list(zip(indicators, scales, strict=True))
    most = [UNBOUNDED if one.most is None else placed(one.most, scale) for one, scale in pairs]
    return [
        pl.Series("times", [10.0**one.decimals for one in indicators]),
        pl.Series("finer", [2 * 10 ** (scale - one.decimals) for one, scale in pairs]),
        pl.Series("least", [placed(one.least, scale) for one, scale in pairs]),
        pl.Series("most", most),
    ]


def _with_ends(table: pl.DataFrame) -> pl.DataFrame:
    doubles = table["value"] * table["times"]
    bound, exact = pl.col("bound"), pl.col("exact")
    low = exact + (bound == ">").cast(pl.Int64)
    high = exact - (bound == "<").cast(pl.Int64)
    return table.with_columns(
        near_decimal(doubles).alias("near"),
        exact=doubles.round().cast(pl.Int64, strict=False) * pl.col("finer"),
        part=pl.col("period").str.slice(4).cast(pl.Enum(PARTS)).to_physical(),
        provisional=pl.col("status") != "final",
    ).with_columns(
        low=pl.when(bound.is_in(["=", ">=", ">"])).then(low).otherwise("least"),
        high=pl.when(bound.is_in(["=", "<=", "<"])).then(high).otherwise("most"),
    )


def _refuse(table: pl.DataFrame) -> None:
    bound, exact, least, most = (pl.col(name) for name in ("bound", "exact", "least", "most"))
    good = pl.all_horizontal(
        "near",
        bound.is_in(BOUNDS),
        pl.col("status").is_in(["final", "provisional"]),
        (exact > least) | ((exact == least) & (bound != "<")),
        (exact < most) | ((exact == most) & (bound != ">")),
    )
    said = pl.struct("exact", "bound")
    key = ["slot", "part", "status", "source"]
    differ = (said != said.first().over(key)).any()
    checks = table.select(good.fill_null(value=False).all().alias("good"), differ.alias("differ"))
    if checks.row(0) != (True, False):
        raise InvalidError("unknown words, out of range, or repeated with another value")


def selected(exceptions: pl.DataFrame, rules: Rules) -> pl.DataFrame:
    """One interval for each slot: whole years first, then final figures, then what all sources allow.

    Returns:
        Columns ``slot``, ``low``, ``high``, ``row``, ``provisional`` and ``conflict``.
    """
    in_parts = {row.indicator for row in rules.rows if row.part_year}
    allowed = pl.lit(pl.Series([name in in_parts for name in rules.indicators]))
    candidates = exceptions.filter((pl.col("part") == 0) | allowed.gather(pl.col("indicator")))
    standing = pl.col("part").cast(pl.Int32) * 2 + pl.col("provisional").cast(pl.Int32)
    best = candidates.filter(standing == standing.min().over("slot"))
    found = best.sort(pl.col("bound") != "=", "row").group_by("slot", maintain_order=True)
    agreed = found.agg(
        pl.col("low").max(),
        pl.col("high").min(),
        pl.col("low").min().alias("lowest"),
        pl.col("high").max().alias("highest"),
        pl.col("row").first(),
        pl.col("provisional").any(),
    ).with_columns(conflict=pl.col("low") > pl.col("high"))
    return agreed.with_columns(
        low=pl.when("conflict").then("lowest").otherwise("low"),
        high=pl.when("conflict").then("highest").otherwise("high"),
    )
