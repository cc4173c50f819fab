"""From many figures to one per series, district and year.

Final figures come before provisional ones, the whole year before a part of it, the latest date
before earlier ones. What is left and speaks of the same fact is one interval: where the sources
are compatible, what they have in common; where they disagree, all that they say, marked as a
conflict, so that a requirement is settled only if every one of them settles it the same way.
"""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal

import polars as pl

from zlrules.data.coded import Coded
from zlrules.engine.series import Key
from zlrules.errors import DataError, Problem
from zlrules.facts import Facts
from zlrules.interval import ANY_STATE, LARGEST, MOST_STATES, UNBOUNDED, decimals_of, on_lattice
from zlrules.loading.catalogue import Catalogue
from zlrules.words import Status

PARTS = {"H2": 1, "H1": 2, "Q4": 3, "Q3": 4, "Q2": 5, "Q1": 6}
"""Which part of a year stands for it first; months come last, the latest of them first."""

FIGURE = {
    "low": pl.Int64,
    "high": pl.Int64,
    "row": pl.UInt32,
    "provisional": pl.Boolean,
    "conflict": pl.Boolean,
}
"""What is selected for each series, district and year."""

COUNTING = (
    *("index", "district", "indicator", "scope", "measure", "bound", "status", "as_of"),
    *("year", "part", "first", "base_year", "stateful", "alone", "low", "high"),
)
"""What of an observation counts when one is selected."""

_WORDS = ("indicator", "scope", "measure", "part", "status", "bound")
"""Columns of few distinct texts, which other tables have as texts."""


def placed(
    observations: pl.DataFrame, facts: Facts, scales: Mapping[str, int], catalogue: Catalogue
) -> pl.DataFrame:
    """Observations on the lattice of their indicator, with ``low`` and ``high``.

    Of states both are the bits of the words that the source may mean, see `Series.codes`.

    Args:
        observations: Some of the observations.
        scales: Decimals of each indicator's lattice; others are left out.

    Raises:
        DataError: Figures that are too large for the decimals of others of their indicator.
    """
    wanted = Coded.of(observations["indicator"]).where(scales.__contains__)
    frame = observations.filter(wanted, pl.col("digits").is_not_null(), ~pl.col("set_aside"))
    frame = with_exact(frame, scales)
    indicators, bounds = Coded.of(frame["indicator"]), Coded.of(frame["bound"])
    exact, bound = pl.col("exact"), pl.col("bound")
    low = bounds.map({"=": 0, ">=": 0, ">": 1}.get, pl.Int64)
    high = bounds.map({"=": 0, "<=": 0, "<": -1}.get, pl.Int64)
    least, most = _ranges(scales, catalogue)
    is_value = pl.col("measure") == "value"
    bit = pl.lit(2, dtype=pl.Int64).pow(pl.col("digits").clip(0, MOST_STATES - 1))
    state = pl.when("stateful").then(pl.when(bound == "=").then(bit).otherwise(ANY_STATE))
    floor = pl.when(is_value).then(indicators.map(least.get, pl.Int64))
    ceiling = pl.when(is_value).then(indicators.map(most.get, pl.Int64))
    around = _around(facts.about)
    return frame.with_columns(
        *(pl.col(name).cast(pl.String) for name in _WORDS),
        pl.coalesce(
            state, exact + low, pl.max_horizontal(exact - around, floor), pl.lit(-UNBOUNDED)
        ).alias("low"),
        pl.coalesce(
            state, exact + high, pl.min_horizontal(exact + around, ceiling), pl.lit(UNBOUNDED)
        ).alias("high"),
    )


def with_exact(frame: pl.DataFrame, scales: Mapping[str, int]) -> pl.DataFrame:
    """Add ``exact``, the number on the lattice of its indicator.

    Args:
        frame: Columns ``indicator``, ``digits``, ``decimals``, ``file``, ``row`` and ``value``.

    Raises:
        DataError: Numbers that are too large for the lattice.
    """
    scale = Coded.of(frame["indicator"]).map(scales.get, pl.UInt32)
    finer = pl.lit(10, dtype=pl.Int128).pow(scale - pl.col("decimals").cast(pl.UInt32))
    exact = frame.with_columns((pl.col("digits").cast(pl.Int128) * finer * 2).alias("exact"))
    beyond = exact.filter(pl.col("exact").abs() > LARGEST)
    if not beyond.is_empty():
        wrong = "数值 '{}' 过大，容不下同一指标其他数据和限值的小数位数"
        places = beyond.select("file", "row", "value").iter_rows()
        remedy = "核对单位和小数位数"
        raise DataError(
            [
                Problem(file, row, "列 value", wrong.format(text), remedy)
                for file, row, text in places
            ]
        )
    return exact.with_columns(pl.col("exact").cast(pl.Int64))


def _around(about: str | None) -> pl.Expr:
    """By how much figures marked ``~`` may be off; null for all others.

    The lattice is fine enough for it, see `zlrules.engine.scoring.lattice_scales`.
    """
    if about is None:
        return pl.lit(None, dtype=pl.Int64)
    share = Decimal(about)
    per = 10 ** decimals_of(share)
    width = pl.col("exact").abs().cast(pl.Int128) * int(share * per) // (100 * per)
    return pl.when(pl.col("bound") == "~").then(width.cast(pl.Int64))


def _ranges(
    scales: Mapping[str, int], catalogue: Catalogue
) -> tuple[dict[str, int], dict[str, int]]:
    least, most = {}, {}
    for name, scale in scales.items():
        limits = catalogue[name].range
        least[name] = -UNBOUNDED if limits.min is None else on_lattice(limits.min, scale)
        most[name] = UNBOUNDED if limits.max is None else on_lattice(limits.max, scale)
    return least, most


def select(figures: pl.DataFrame, keys: Mapping[Key, int]) -> pl.DataFrame:
    """Select one figure for each series, district and year.

    Args:
        figures: As from `placed`: those that don't stand alone.
        keys: The series wanted, with their numbers.

    Returns:
        Columns ``number`` (of the series), ``district``, ``year`` and those of `FIGURE`.
    """
    wanted = pl.DataFrame(
        [
            (number, k.indicator, k.scope, k.measure, k.base, k.part_year)
            for k, number in keys.items()
        ],
        schema={
            "number": pl.Int64,
            "indicator": pl.String,
            "scope": pl.String,
            "measure": pl.String,
            "wanted_base": pl.Int32,
            "part_year": pl.Boolean,
        },
        orient="row",
    )
    against = pl.when(pl.col("wanted_base") == 0).then(pl.col("year") - 1).otherwise("wanted_base")
    told = figures.select(COUNTING)
    candidates = told.filter(pl.col("year").is_not_null(), pl.col("first").is_null()).join(
        wanted, on=["indicator", "scope", "measure"]
    )
    candidates = candidates.filter(
        pl.col("base_year").eq_missing(against),
        pl.col("part").is_null() | pl.col("part_year"),
    )
    place = ["number", "district", "year"]
    several = candidates.select(pl.struct(place).is_duplicated()).to_series()
    if not several.any():
        return _as_told(candidates, place)
    alone = _as_told(candidates.filter(~several), place)
    return pl.concat([alone, agreed(best(candidates.filter(several), place), place)])


def _as_told(alone: pl.DataFrame, place: list[str]) -> pl.DataFrame:
    """Figures that nothing else competes with."""
    provisional = pl.col("status") != Status.FINAL.value
    return alone.select(
        *place,
        "low",
        "high",
        pl.col("index").alias("row"),
        provisional.alias("provisional"),
        pl.lit(value=False).alias("conflict"),
    )


def best(candidates: pl.DataFrame, place: list[str]) -> pl.DataFrame:
    """Keep the figures of the best standing in each place."""
    month = pl.col("part").str.extract(r"^-(\d\d)$").cast(pl.Int8, strict=False)
    part = pl.col("part").replace_strict(PARTS, default=None, return_dtype=pl.Int8)
    after = pl.coalesce(part, 20 - month, pl.lit(0)).cast(pl.Int8)
    standing = 2 * after + (pl.col("status") != "final").cast(pl.Int8)
    ranked = candidates.with_columns(standing.alias("standing"))
    best = ranked.filter(pl.col("standing") == pl.col("standing").min().over(place))
    latest = pl.col("as_of").max().over(place)
    return best.filter((pl.col("as_of") == latest) | pl.col("as_of").is_null() | latest.is_null())


def agreed(candidates: pl.DataFrame, place: list[str]) -> pl.DataFrame:
    """Make one interval of what the sources say about the same fact."""
    exact_first = candidates.sort(pl.col("bound") != "=", "index", maintain_order=True)
    grouped = exact_first.group_by(place, maintain_order=True).agg(
        pl.col("low").max().alias("common_low"),
        pl.col("high").min().alias("common_high"),
        pl.col("low").min().alias("all_low"),
        pl.col("high").max().alias("all_high"),
        pl.when("stateful").then("low").bitwise_or().alias("any_state"),
        pl.col("index").first().alias("row"),
        (pl.col("status") != "final").any().alias("provisional"),
    )
    conflict = pl.col("common_low") > pl.col("common_high")
    return grouped.select(
        *place,
        pl.coalesce("any_state", pl.when(conflict).then("all_low").otherwise("common_low")).alias(
            "low"
        ),
        pl.coalesce("any_state", pl.when(conflict).then("all_high").otherwise("common_high")).alias(
            "high"
        ),
        "row",
        "provisional",
        conflict.alias("conflict"),
    )
