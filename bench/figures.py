"""The figures of the benchmarks: invented, always the same, with all that makes scoring hard.

Each cell (district, indicator, year) draws its luck from its own number, so that the first hundred
districts are the same whether a hundred or thirty thousand are made, on every machine.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import polars as pl

YEARS = range(2016, 2026)
TARGET_YEARS = range(2021, 2026)
SOURCES = ("年鉴", "公报", "监测年报", "部门报表")
TERRAINS = ("山区", "丘陵", "平原")
REGIONS = ("东部", "中部", "西部")

MISSING = 0.03
BOUNDED = 0.01
AT_LIMIT = 0.02
UNUSUAL = 0.005
TWO_SOURCES = 0.001


@dataclass(frozen=True)
class Pattern:
    """How the figures of one indicator are spread, all in its last decimal.

    Attributes:
        decimals: Decimals that it is published with.
        limits: Limits that some figures hit exactly.
        direction: 1 where more is better, -1 where less is.
        spread: How far figures lie from the limit.
        most: The greatest value that it can have; the least is 0.
        percent: The yearly change in tenths of a percent that some figures hit exactly.
        steps: Whether figures move on from year to year by a few last decimals.
    """

    decimals: int
    limits: tuple[int, ...]
    direction: int = 1
    spread: int = 100
    most: int | None = None
    percent: int | None = None
    steps: bool = False


PATTERNS = (
    Pattern(1, (816,), 1, 120, 1000),
    Pattern(1, (900,), 1, 90, 1000),
    Pattern(1, (355,), 1, 150, 1000),
    Pattern(1, (950,), 1, 45, 1000),
    Pattern(2, (8825, 9600), 1, 1100, 10000),
    Pattern(1, (600,), 1, 200, 1000),
    Pattern(1, (224,), 1, 90, 1000),
    Pattern(1, (850,), 1, 100, 1000),
    Pattern(1, (340, 500), -1, 120),
    Pattern(0, (160, 120), -1, 50),
    Pattern(3, (512,), -1, 250),
    Pattern(2, (4275,), -1, 1500),
    Pattern(1, (2200,), -1, 600),
    Pattern(2, (250,), -1, 120),
    Pattern(2, (1450,), 1, 500),
    Pattern(2, (275,), 1, 120, 10000),
    Pattern(0, (3,), -1, 4),
    Pattern(1, (50,), -1, 60, 1000),
    Pattern(0, (0,), -1, 2),
    Pattern(1, (1000,), 1, 12, 1000),
    Pattern(2, (250, 400), 1, 160, 10000),
    Pattern(2, (600, 900), 1, 280, 1400),
    Pattern(1, (200, 400), 1, 180, 1000),
    Pattern(2, (6025, 3500, 1800), 1, 2500, 10000),
    Pattern(1, (550, 455), 1, 200, 1000),
    Pattern(1, (520, 550, 580), -1, 60),
    Pattern(2, (5000,), 1, 3, 10000, steps=True),
    Pattern(0, (12,), -1, 1, steps=True),
    Pattern(1, (300_000,), 1, 2, steps=True),
    Pattern(2, (6500,), 1, 3, 10000, steps=True),
    Pattern(2, (189_999_999_900,), 1, 4_000_000_000, percent=15),
    Pattern(1, (40_000,), 1, 1_200, percent=-20),
    Pattern(1, (250,), 1, 4, 1000, steps=True),
    Pattern(2, (310_000,), -1, 60_000),
    Pattern(1, (180,), 1, 60, 1000),
    Pattern(1, (730, 800), 1, 150, 1000),
    Pattern(1, (15_000,), 1, 5_000),
    Pattern(1, (600, 900, 1000), 1, 250, 1000),
    Pattern(1, (985,), 1, 20, 1000),
    Pattern(3, (125,), -1, 80),
)
"""The indicators ``bench.i01`` to ``bench.i40``."""

ASSIGNED = {34: (310_000, 2, "at_most"), 35: (180, 1, "at_least")}
"""Indicators with assigned targets: the usual one in last decimals, decimals, comparator."""

TARGETS = {
    "district": pl.String,
    "indicator": pl.String,
    "period": pl.String,
    "comparator": pl.String,
    "value": pl.Float64,
}


def indicator_id(number: int) -> str:
    """The id of an indicator, counted from 1; there are as many patterns, used again and again."""
    return f"bench.i{number:02d}"


def district_codes(first: int, count: int) -> list[str]:
    """The codes of so many districts, in order."""
    return [str(100_001 + number) for number in range(first, first + count)]


def luck(number: pl.Expr, draw: int) -> pl.Expr:
    """A number from 0 to 2**32 - 1 that looks random, from a cell's number (splitmix64)."""
    mixed = (number * 16 + draw + 1) * pl.lit(0x9E3779B97F4A7C15, dtype=pl.UInt64)
    mixed = (mixed ^ (mixed // 2**30)) * pl.lit(0xBF58476D1CE4E5B9, dtype=pl.UInt64)
    mixed = (mixed ^ (mixed // 2**27)) * pl.lit(0x94D049BB133111EB, dtype=pl.UInt64)
    return (mixed // 2**32).cast(pl.Int64)


def chance(number: pl.Expr, draw: int, share: float) -> pl.Expr:
    """True in a share of the cells."""
    return luck(number, draw) < int(share * 2**32)


def observations(first: int, count: int, indicators: int = 40, invalid: float = 0) -> pl.DataFrame:
    """The figures of some districts, sorted by district, indicator and period.

    Args:
        first: Number of the first district.
        indicators: How many indicators; beyond 40 the patterns are used again.
        invalid: Share of figures that are no number or out of range.

    Returns:
        Columns ``district``, ``indicator``, ``period``, ``value`` (Float64), ``bound``, ``status``
        and ``source``.
    """
    cells = _cells(first, count, indicators)
    cells = cells.with_columns(_digits().alias("digits"))
    cells = cells.with_columns(_on_change().alias("digits"))
    cells = cells.filter(~chance(pl.col("cell"), 1, MISSING)).with_columns(
        unusual=pl.when(chance(pl.col("cell"), 2, UNUSUAL)).then(luck(pl.col("cell"), 3) % 4),
        twice=pl.when(chance(pl.col("cell"), 4, TWO_SOURCES)).then(luck(pl.col("cell"), 5) % 2),
        bound=_bound(),
        part=pl.lit(""),
        status=pl.lit("final"),
        other=pl.lit(0),
    )
    rows = pl.concat([_main_rows(cells), *_further_rows(cells)])
    rows = rows.sort("cell", "part", "status", "other")
    return rows.select(
        pl.lit(pl.Series(district_codes(first, count))).gather(pl.col("place")).alias("district"),
        pl.lit(pl.Series([indicator_id(n + 1) for n in range(indicators)]))
        .gather(pl.col("indicator"))
        .alias("indicator"),
        pl.concat_str((pl.col("year") + YEARS.start).cast(pl.String), "part").alias("period"),
        _spoiled(_value(), invalid).alias("value"),
        "bound",
        "status",
        pl.lit(pl.Series(SOURCES))
        .gather((pl.col("indicator") + pl.col("other")) % 4)
        .alias("source"),
    )


def _cells(first: int, count: int, indicators: int) -> pl.DataFrame:
    """A row per district, indicator and year, with the pattern of the indicator."""
    size = indicators * len(YEARS)
    rest = pl.col("number") % size
    numbers = pl.int_range(count * size, dtype=pl.Int64, eager=True).alias("number").to_frame()
    cells = numbers.select(
        place=pl.col("number") // size,
        indicator=rest // len(YEARS),
        year=rest % len(YEARS),
    )
    district = pl.col("place") + first
    cells = cells.with_columns(
        cell=((district * 4096 + pl.col("indicator")) * 64 + pl.col("year")).cast(pl.UInt64),
        home=((district * 4096 + pl.col("indicator")) * 64 + 63).cast(pl.UInt64),
        district_number=(district * 4096 * 64 + 62).cast(pl.UInt64),
    )
    return cells.with_columns(
        _of_pattern([one.decimals for one in PATTERNS]).alias("decimals"),
        _of_pattern([one.direction for one in PATTERNS]).alias("direction"),
        _of_pattern([one.spread for one in PATTERNS]).alias("spread"),
        _of_pattern([one.most or 2**60 for one in PATTERNS]).alias("most"),
        _of_pattern([one.percent or 0 for one in PATTERNS]).alias("percent"),
        _of_pattern([one.steps for one in PATTERNS]).alias("steps"),
        _limit().alias("limit"),
    )


def _of_pattern(values: Sequence[int]) -> pl.Expr:
    return pl.lit(pl.Series(values)).gather(pl.col("indicator") % len(PATTERNS))


def _limit() -> pl.Expr:
    """The limit near which a cell's figure lies: always the same one for a district."""
    most = max(len(one.limits) for one in PATTERNS)
    padded = [
        limit
        for one in PATTERNS
        for limit in (one.limits * most)[: len(one.limits)]
        + one.limits[:1] * (most - len(one.limits))
    ]
    choice = luck(pl.col("home"), 0) % _of_pattern([len(one.limits) for one in PATTERNS])
    place = (pl.col("indicator") % len(PATTERNS)) * most + choice
    return pl.lit(pl.Series(padded)).gather(place)


def _digits() -> pl.Expr:
    """A figure in its last decimal: around the limit, or a few steps on from the year before."""
    badness = (
        pl.when(luck(pl.col("district_number"), 1) % 2 == 0)
        .then(1)
        .otherwise(luck(pl.col("district_number"), 2) % 40)
    )
    within = (luck(pl.col("cell"), 6) % 1000 - badness * 10) * pl.col("spread") // 1000
    level = pl.col("limit") + pl.col("direction") * within
    steps = luck(pl.col("cell"), 6) % (2 * pl.col("spread") + 2) - pl.col("spread") // 2 - pl.lit(0)
    moved = steps.cum_sum().over("home") * pl.col("direction") + pl.col("limit")
    digits = pl.when(pl.col("steps")).then(moved).otherwise(level)
    at_limit = chance(pl.col("cell"), 7, AT_LIMIT) & ~pl.col("steps")
    return pl.when(at_limit).then(pl.col("limit")).otherwise(digits).clip(0, pl.col("most"))


def _on_change() -> pl.Expr:
    """Figures of every other year may differ from the one before by exactly what is asked for."""
    before = pl.col("digits").shift(1)
    exact = before * (1000 + pl.col("percent")) // 1000
    here = (pl.col("percent") != 0) & (pl.col("year") % 2 == 1)
    return pl.when(here & (luck(pl.col("cell"), 8) % 4 == 0)).then(exact).otherwise("digits")


def _bound() -> pl.Expr:
    words = pl.lit(pl.Series([">=", ">", "<=", "<"])).gather(luck(pl.col("cell"), 10) % 4)
    inside = (pl.col("digits") > 0) & (pl.col("digits") < pl.col("most"))
    bounded = chance(pl.col("cell"), 9, BOUNDED) & inside
    return pl.when(bounded).then(words).otherwise(pl.lit("="))


ONLY_HALF, ONLY_PROVISIONAL, ALSO_HALF, ALSO_PROVISIONAL = range(4)
"""What is unusual about some figures."""


def _main_rows(cells: pl.DataFrame) -> pl.DataFrame:
    """One row a cell: for a few provisional, or of the first half year alone."""
    return cells.with_columns(
        part=pl.when(pl.col("unusual") == ONLY_HALF).then(pl.lit("H1")).otherwise("part"),
        status=pl.when(pl.col("unusual") == ONLY_PROVISIONAL)
        .then(pl.lit("provisional"))
        .otherwise("status"),
    )


def _further_rows(cells: pl.DataFrame) -> list[pl.DataFrame]:
    """Half years beside the year, provisional figures beside final ones, and second sources."""
    near = (pl.col("digits") + 1 + luck(pl.col("cell"), 11) % 3).clip(0, pl.col("most"))
    return [
        cells.filter(pl.col("unusual") == ALSO_HALF).with_columns(digits=near, part=pl.lit("H1")),
        cells.filter(pl.col("unusual") == ALSO_PROVISIONAL).with_columns(
            digits=near, status=pl.lit("provisional")
        ),
        cells.filter(pl.col("twice") == 0).with_columns(other=pl.lit(1)),
        cells.filter(pl.col("twice") == 1).with_columns(digits=near, other=pl.lit(1)),
    ]


def _value() -> pl.Expr:
    return pl.col("digits").cast(pl.Float64) / pl.lit(10.0).pow(pl.col("decimals"))


def _spoiled(value: pl.Expr, share: float) -> pl.Expr:
    wrong = pl.when(luck(pl.col("cell"), 13) % 2 == 0).then(float("nan")).otherwise(-value - 1)
    return pl.when(chance(pl.col("cell"), 12, share)).then(wrong).otherwise(value)


def districts(count: int) -> pl.DataFrame:
    """The table of districts; of a few the terrain isn't known, or isn't one of the usual."""
    number = pl.int_range(count, dtype=pl.UInt64)
    table = pl.select(number=number)
    terrains = pl.Series([*TERRAINS * 11, "高原", None])
    return table.select(
        code=pl.Series(district_codes(0, count)),
        name=pl.format("第{}区", pl.col("number") + 1),
        level=pl.lit("县"),
        terrain=pl.lit(terrains).gather(luck(pl.col("number"), 0) % len(terrains)),
        region=pl.lit(pl.Series(REGIONS)).gather(luck(pl.col("number"), 1) % len(REGIONS)),
    )


def assigned(count: int, indicators: int = 40) -> pl.DataFrame:
    """Targets that were assigned to nine of ten districts in the later years."""
    codes = pl.DataFrame({"district": district_codes(0, count)}).with_row_index("place")
    years = pl.DataFrame({"year": list(TARGET_YEARS)})
    tables = [pl.DataFrame(schema=TARGETS)]
    for number in range(1, indicators + 1):
        if (number - 1) % len(PATTERNS) + 1 not in ASSIGNED:
            continue
        usual, decimals, comparator = ASSIGNED[(number - 1) % len(PATTERNS) + 1]
        table = codes.join(years, how="cross", maintain_order="left_right")
        cell = (pl.col("place").cast(pl.UInt64) * 4096 + number) * 64 + pl.col("year") - 2000
        drawn = table.with_columns(cell=cell.cast(pl.UInt64)).filter(chance(pl.col("cell"), 0, 0.9))
        other = pl.Series([comparator] * 8 + ["more_than", "equals"])
        tables.append(
            drawn.select(
                "district",
                pl.lit(indicator_id(number)).alias("indicator"),
                pl.col("year").cast(pl.String).alias("period"),
                pl.lit(other).gather(luck(pl.col("cell"), 1) % 10).alias("comparator"),
                ((usual + luck(pl.col("cell"), 2) % 5 - 2) / 10.0**decimals).alias("value"),
            )
        )
    return pl.concat(tables).sort("district", "indicator", "period")
