"""From many figures to one per series, district and year (design §6, Selection).

Final figures come before provisional ones, the whole year before a part of it, the latest date
before earlier ones. What is left and speaks of the same fact is one interval: where the sources
are compatible, what they have in common; where they disagree, all that they say, marked as a
conflict, so that a requirement is settled only if every one of them settles it the same way.
"""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal

import polars as pl

from zlrules.catalogue import Catalogue
from zlrules.facts import Facts
from zlrules.interval import UNBOUNDED, decimals_of, on_lattice
from zlrules.series import Key, TargetKey

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


def placed(facts: Facts, scales: Mapping[str, int], catalogue: Catalogue) -> pl.DataFrame:
    """Observations on the lattice of their indicator, with ``low`` and ``high``.

    Args:
        scales: Decimals of each indicator's lattice; others are left out.
    """
    frame = facts.observations.filter(
        pl.col("indicator").is_in(list(scales)), pl.col("digits").is_not_null()
    )
    scale = pl.col("indicator").replace_strict(scales, return_dtype=pl.UInt32)
    shift = (scale - pl.col("decimals").cast(pl.UInt32)).cast(pl.UInt32)
    exact = pl.col("digits") * pl.lit(10, dtype=pl.Int64).pow(shift) * 2
    low = pl.col("bound").replace_strict(
        {"=": 0, ">=": 0, ">": 1}, default=None, return_dtype=pl.Int64
    )
    high = pl.col("bound").replace_strict(
        {"=": 0, "<=": 0, "<": -1}, default=None, return_dtype=pl.Int64
    )
    least, most = _ranges(scales, catalogue)
    is_value = pl.col("measure") == "value"
    floor = pl.when(is_value).then(pl.col("indicator").replace_strict(least, return_dtype=pl.Int64))
    ceiling = pl.when(is_value).then(
        pl.col("indicator").replace_strict(most, return_dtype=pl.Int64)
    )
    around = _around(exact, facts.about)
    return frame.with_columns(
        pl.coalesce(exact + low, around[0], floor, pl.lit(-UNBOUNDED)).alias("low"),
        pl.coalesce(exact + high, around[1], ceiling, pl.lit(UNBOUNDED)).alias("high"),
    )


def _around(exact: pl.Expr, about: str | None) -> tuple[pl.Expr, pl.Expr]:
    """The ends of figures marked ``~``, rounded outwards; null for all others."""
    if about is None:
        nothing = pl.lit(None, dtype=pl.Int64)
        return nothing, nothing
    share = Decimal(about)
    per = 10 ** decimals_of(share)
    width = (exact.abs().cast(pl.Int128) * int(share * per) // (100 * per) + 1).cast(pl.Int64)
    width = width + (width & 1)
    is_about = pl.col("bound") == "~"
    return pl.when(is_about).then(exact - width), pl.when(is_about).then(exact + width)


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
        figures: As from `placed`.
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
    candidates = figures.filter(pl.col("year").is_not_null(), pl.col("first").is_null()).join(
        wanted, on=["indicator", "scope", "measure"]
    )
    candidates = candidates.filter(
        pl.col("base_year").eq_missing(against),
        pl.col("part").is_null() | pl.col("part_year"),
    )
    return _agreed(
        _best(candidates, ["number", "district", "year"]), ["number", "district", "year"]
    )


def select_assigned(
    figures: pl.DataFrame, facts: Facts, scales: Mapping[str, int], keys: Mapping[TargetKey, int]
) -> pl.DataFrame:
    """Select the assigned targets, each with the figure that it asks for.

    Where no target was entered, the indicator's figure of the year stands alone, so that it can
    be told apart from no figure at all.

    Returns:
        Columns ``number``, ``district``, ``year``, those of `FIGURE`, ``lower`` and ``upper``
        (Int64, what is acceptable) and ``target`` (UInt32, row of the target).
    """
    wanted = pl.DataFrame(
        [(number, key.indicator, key.scope) for key, number in keys.items()],
        schema={"number": pl.Int64, "indicator": pl.String, "scope": pl.String},
        orient="row",
    )
    targets = facts.assigned.with_row_index("target").join(wanted, on=["indicator", "scope"])
    scale = pl.col("indicator").replace_strict(scales, return_dtype=pl.UInt32, default=None)
    shift = (scale - pl.col("decimals").cast(pl.UInt32)).cast(pl.UInt32)
    exact = pl.col("digits") * pl.lit(10, dtype=pl.Int64).pow(shift) * 2
    lower = {"at_least": 0, "more_than": 1, "equals": 0}
    upper = {"at_most": 0, "less_than": -1, "equals": 0}
    word = pl.col("comparator")
    targets = targets.with_columns(
        (exact + word.replace_strict(lower, default=None, return_dtype=pl.Int64))
        .fill_null(-UNBOUNDED)
        .alias("lower"),
        (exact + word.replace_strict(upper, default=None, return_dtype=pl.Int64))
        .fill_null(UNBOUNDED)
        .alias("upper"),
    )
    place = ["number", "district", "year"]
    same = ["district", "indicator", "scope", "year", "first", "measure", "base_year"]
    whole = figures.filter(pl.col("part").is_null(), pl.col("year").is_not_null())
    asked = whole.join(targets.select(*same, "number"), on=same, nulls_equal=True)
    unasked = (
        whole.filter(pl.col("measure") == "value")
        .join(wanted, on=["indicator", "scope"])
        .join(targets, on=place, how="anti")
    )
    found = _agreed(_best(pl.concat([asked, unasked], how="diagonal"), place), place)
    bounds = targets.select(*place, "lower", "upper", "target")
    return bounds.join(found, on=place, how="full", coalesce=True)


def _best(candidates: pl.DataFrame, place: list[str]) -> pl.DataFrame:
    """Keep the figures of the best standing in each place."""
    month = pl.col("part").str.extract(r"^-(\d\d)$").cast(pl.Int8, strict=False)
    part = pl.col("part").replace_strict(PARTS, default=None, return_dtype=pl.Int8)
    standing = pl.struct(
        pl.coalesce(part, 20 - month, pl.lit(0)).cast(pl.Int8).alias("part"),
        (pl.col("status") != "final").alias("provisional"),
    )
    ranked = candidates.with_columns(standing.rank("dense").over(place).alias("standing"))
    best = ranked.filter(pl.col("standing") == pl.col("standing").min().over(place))
    latest = pl.col("as_of").max().over(place)
    return best.filter((pl.col("as_of") == latest) | pl.col("as_of").is_null() | latest.is_null())


def _agreed(candidates: pl.DataFrame, place: list[str]) -> pl.DataFrame:
    """Make one interval of what the sources say about the same fact."""
    exact_first = candidates.sort(pl.col("bound") != "=", "index", maintain_order=True)
    grouped = exact_first.group_by(place, maintain_order=True).agg(
        pl.col("low").max().alias("common_low"),
        pl.col("high").min().alias("common_high"),
        pl.col("low").min().alias("all_low"),
        pl.col("high").max().alias("all_high"),
        pl.col("index").first().alias("row"),
        (pl.col("status") != "final").any().alias("provisional"),
    )
    conflict = pl.col("common_low") > pl.col("common_high")
    return grouped.select(
        *place,
        pl.when(conflict).then("all_low").otherwise("common_low").alias("low"),
        pl.when(conflict).then("all_high").otherwise("common_high").alias("high"),
        "row",
        "provisional",
        conflict.alias("conflict"),
    )
