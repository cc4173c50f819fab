"""Totals that nobody reports, though their parts are: added up, and known as such.

A part that isn't reported can be all that its range allows, so that a sum is an interval like any
other figure. It becomes observations: one row where the sum is exact, else a row for each end
that it has.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from decimal import Decimal
from graphlib import TopologicalSorter

import polars as pl

from zlrules.engine.selection import agreed, best, placed
from zlrules.facts import TOTALS, Facts
from zlrules.interval import UNBOUNDED, closed_high, closed_low, decimals_of, on_lattice
from zlrules.loading.bound import BoundRuleset
from zlrules.loading.catalogue import Catalogue
from zlrules.models.indicator import Indicator
from zlrules.words import Status

OCCASION = ["district", "scope", "period", "measure", "base", "stage"]
"""What figures must have in common to be added up."""
TIMES = ["year", "part", "first", "base_year"]
"""What follows from the period and the base."""
ADDITIVE = ["value", "change"]


def with_totals(facts: Facts, bound: BoundRuleset) -> Facts:
    """Add the totals that a ruleset asks for where only their parts are reported.

    A total that is reported stays alone, whatever its parts come to.

    Raises:
        DataError: Figures that are too large for the decimals of others they are added to.
    """
    for total in _totals_of(bound):
        facts = _with_total(facts, total, bound.catalogue)
    return facts


def _totals_of(bound: BoundRuleset) -> list[Indicator]:
    """The totals that a ruleset names or that are parts of these, parts first."""
    catalogue = bound.catalogue
    nodes = (node for row in bound.rows() if row.root for node in row.root.walk())
    asked = [node.indicator.id for node in nodes if node.indicator.total_of]
    parts: dict[str, tuple[str, ...]] = {}
    while asked:
        name = asked.pop()
        if name not in parts:
            parts[name] = catalogue[name].total_of
            asked.extend(parts[name])
    in_order = TopologicalSorter(parts).static_order()
    return [catalogue[name] for name in in_order if parts[name]]


def _with_total(facts: Facts, total: Indicator, catalogue: Catalogue) -> Facts:
    known = facts.observations
    reported = _texts(known.filter(facts.observed.indicators.where(total.id.__eq__)))
    parts = (
        _texts(known.filter(facts.observed.indicators.where(total.total_of.__contains__)))
        .filter(pl.col("measure").is_in(ADDITIVE))
        .join(reported, on=OCCASION, how="anti", nulls_equal=True)
    )
    if parts.is_empty():
        return facts
    scale = _scale(parts, facts, total, catalogue)
    said = _said(parts, facts, total, scale, catalogue)
    ends = _ends(_sums(said, total, scale, catalogue), total, scale)
    rows = ends.with_row_index("number").with_columns(
        (pl.col("number") + known.height).cast(pl.UInt32).alias("index")
    )
    observations = rows.select(name for name in rows.columns if name in known.schema)
    typed = observations.cast({name: known.schema[name] for name in observations.columns})
    told = rows.with_columns(pl.col("index").implode().over("sum").alias("rows"))
    return replace(
        facts,
        observed=facts.observed.of(pl.concat([known, typed], how="diagonal")),
        totals=pl.concat([facts.totals, told.select(pl.col(TOTALS.names())).cast(TOTALS)]),
    )


def _texts(observations: pl.DataFrame) -> pl.DataFrame:
    """A few observations with texts instead of categories, so that they can be joined."""
    return observations.with_columns(
        pl.col(name).cast(pl.String) for name in ("indicator", *OCCASION)
    )


def _scale(parts: pl.DataFrame, facts: Facts, total: Indicator, catalogue: Catalogue) -> int:
    """The decimals that all parts can be written with, the ends of those marked ``~`` too."""
    width = 2 + decimals_of(Decimal(facts.about)) if facts.about else 0
    wider = pl.when(pl.col("bound") == "~").then(width).otherwise(0)
    written = parts.select((pl.col("decimals") + wider).max()).item()
    limits = [end for name in total.total_of for end in _range_of(catalogue[name])]
    return max(int(written or 0), *(decimals_of(end) for end in limits if end is not None), 0)


def _range_of(indicator: Indicator) -> tuple[Decimal | None, Decimal | None]:
    return indicator.range.min, indicator.range.max


def _said(
    parts: pl.DataFrame, facts: Facts, total: Indicator, scale: int, catalogue: Catalogue
) -> pl.DataFrame:
    """What is known of each part on each occasion: one interval of what all sources say."""
    figures = placed(parts, facts, dict.fromkeys(total.total_of, scale), catalogue)
    place = [*OCCASION, "indicator"]
    chosen = best(figures, place)
    first = chosen.group_by(place).agg(
        pl.col("file", "row").sort_by("index").first(),
        pl.col(*TIMES).first(),
        pl.col("as_of").unique(),
    )
    intervals = agreed(chosen, place).rename({"row": "first_row"})
    return intervals.join(first, on=place, nulls_equal=True)


def _sums(said: pl.DataFrame, total: Indicator, scale: int, catalogue: Catalogue) -> pl.DataFrame:
    """The sum of each occasion, parts that aren't reported counted in with all that they can be."""
    occasions = said.select(OCCASION).unique(maintain_order=True)
    names = pl.DataFrame(
        {"indicator": total.total_of}, schema={"indicator": said.schema["indicator"]}
    )
    every = occasions.join(names, how="cross").join(
        said, on=[*OCCASION, "indicator"], how="left", nulls_equal=True, maintain_order="left"
    )
    low, high = (_limit(total, end, scale, catalogue) for end in (0, 1))
    return (
        every.with_columns(
            pl.col("low").fill_null(low),
            pl.col("high").fill_null(high),
        )
        .group_by(OCCASION, maintain_order=True)
        .agg(
            _sum("low", closed_low(pl.col("low")), 1),
            _sum("high", closed_high(pl.col("high")), -1),
            pl.col("conflict").any().alias("disputed_parts"),
            pl.col("provisional").any(),
            pl.col("file", "row", *TIMES).drop_nulls().first(),
            pl.col("as_of").explode().unique().alias("days"),
            pl.col("first_row").drop_nulls().alias("parts"),
            pl.col("first_row").filter(pl.col("conflict")).alias("disputed"),
            pl.col("indicator").filter(pl.col("first_row").is_null()).alias("unreported"),
        )
    )


def _limit(total: Indicator, end: int, scale: int, catalogue: Catalogue) -> pl.Expr:
    """How far a part can go that isn't reported; only values have a range, changes have none."""
    far = UNBOUNDED if end else -UNBOUNDED
    limits = {name: _range_of(catalogue[name])[end] for name in total.total_of}
    ends: Mapping[str, int] = {
        name: far if limit is None else on_lattice(limit, scale) for name, limit in limits.items()
    }
    of_part = pl.col("indicator").replace_strict(ends, return_dtype=pl.Int64)
    return pl.when(pl.col("measure") == "value").then(of_part).otherwise(far)


def _sum(name: str, closed: pl.Expr, inwards: int) -> pl.Expr:
    """Ends added up: none where one of them is missing, open where one of them is."""
    end = pl.col(name)
    known = (end.abs() < UNBOUNDED).all()
    whole = closed.cast(pl.Int128).sum() + inwards * (end & 1).max()
    return pl.when(known).then(whole.cast(pl.Int64)).alias(name)


def _ends(sums: pl.DataFrame, total: Indicator, scale: int) -> pl.DataFrame:
    """Sums as observations; where parts are disputed, so is the sum between its two ends."""
    low, high = pl.col("low"), pl.col("high")
    closed = (low & 1 == 0) & (high & 1 == 0)
    exact = (low == high) & closed
    stands = exact | (pl.col("disputed_parts") & closed)
    status = pl.when("provisional").then(pl.lit(Status.PROVISIONAL)).otherwise(pl.lit(Status.FINAL))
    dated = pl.col("days").list
    numbered = sums.with_row_index("sum").with_columns(
        pl.lit(total.id).alias("indicator"),
        status.alias("status"),
        pl.when(dated.len() == 1).then(dated.first()).alias("as_of"),
        pl.lit(scale).alias("decimals"),
        pl.lit(value=False).alias("set_aside"),
        pl.lit(value=False).alias("stateful"),
        pl.lit(value=False).alias("alone"),
    )
    lower = numbered.filter(low.is_not_null()).with_columns(
        (closed_low(low) // 2).alias("digits"),
        pl.when(stands)
        .then(pl.lit("="))
        .when(low & 1 == 0)
        .then(pl.lit(">="))
        .otherwise(pl.lit(">"))
        .alias("bound"),
    )
    upper = numbered.filter(high.is_not_null(), exact.not_().fill_null(value=True)).with_columns(
        (closed_high(high) // 2).alias("digits"),
        pl.when(stands)
        .then(pl.lit("="))
        .when(high & 1 == 0)
        .then(pl.lit("<="))
        .otherwise(pl.lit("<"))
        .alias("bound"),
    )
    return pl.concat([lower, upper]).sort("sum", maintain_order=True)
