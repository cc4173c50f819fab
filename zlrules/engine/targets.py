"""Targets assigned by a higher level, each with the figure that it asks for."""

from __future__ import annotations

from collections.abc import Mapping

import polars as pl

from zlrules.data.coded import Coded, by_pair
from zlrules.engine.layout import Stack
from zlrules.engine.selection import COUNTING, FIGURE, agreed, best, with_exact
from zlrules.engine.series import TargetKey
from zlrules.facts import Facts
from zlrules.interval import UNBOUNDED

_LOWER = {"at_least": 0, "more_than": 1, "equals": 0}
_UPPER = {"at_most": 0, "less_than": -1, "equals": 0}
"""By how much the end of what is acceptable lies from the number, in halves of its last decimal."""

_ASKS = ["district", "indicator", "scope", "year", "first", "measure", "base_year"]
"""What a target and its figure have in common."""

_PLACE = ["number", "district", "year"]


def targets_of(
    facts: Facts, scales: Mapping[str, int], keys: Mapping[TargetKey, int]
) -> pl.DataFrame:
    """The assigned targets that are wanted.

    Args:
        scales: Decimals of each indicator's lattice.
        keys: The targets wanted, with their numbers.

    Returns:
        The table of `zlrules.data.assigned` with ``number``, ``lower`` and ``upper`` (Int64, what
        is acceptable) and ``target`` (UInt32, row of the target).
    """
    assigned = facts.assigned.with_row_index("target")
    numbers = {(key.indicator, key.scope): number for key, number in keys.items()}
    indicators, scopes = Coded.of(assigned["indicator"]), Coded.of(assigned["scope"])
    assigned = assigned.with_columns(
        pl.col("district").cast(pl.Categorical()),
        by_pair(indicators, scopes, numbers).cast(pl.Int64).alias("number"),
    )
    targets = with_exact(assigned.filter(pl.col("number").is_not_null()), scales)
    comparators = Coded.of(targets["comparator"])
    lower = pl.col("exact") + comparators.map(_LOWER.get, pl.Int64)
    upper = pl.col("exact") + comparators.map(_UPPER.get, pl.Int64)
    return targets.with_columns(
        lower.fill_null(-UNBOUNDED).alias("lower"), upper.fill_null(UNBOUNDED).alias("upper")
    )


def fill_targets(
    stack: Stack,
    targets: pl.DataFrame,
    keys: Mapping[TargetKey, int],
    contested: pl.DataFrame,
) -> None:
    """Fill in assigned targets, each with the figure that it asks for.

    Where no target was entered, the indicator's figure of the year (else of the shortest span)
    stands alone, so that it can be told apart from no figure at all.

    Args:
        stack: Columns of `zlrules.engine.layout.TARGET`, with the figures that stand alone.
        targets: As from `targets_of`.
        keys: The targets wanted, with their numbers.
        contested: The figures that don't stand alone, as from `zlrules.engine.selection.placed`.
    """
    asks_plainly = (
        (pl.col("measure") == "value") & pl.col("first").is_null() & pl.col("base_year").is_null()
    )
    nothing = [pl.lit(None, dtype=dtype).alias(name) for name, dtype in FIGURE.items()]
    stack.put(targets.filter(~asks_plainly).select(*_PLACE, *nothing))
    told = _whole_years(contested, keys)
    if not told.is_empty():
        found = stack.grid.positions(_chosen(told, targets))
        stack.fill(found.filter(stack.is_open(found["position"])))
    stack.put(targets.select(*_PLACE, "lower", "upper", "target"))


def _whole_years(figures: pl.DataFrame, keys: Mapping[TargetKey, int]) -> pl.DataFrame:
    """The figures of whole years and spans that speak of what is wanted, with its number."""
    wanted = pl.DataFrame(
        [(number, key.indicator, key.scope) for key, number in keys.items()],
        schema={"number": pl.Int64, "indicator": pl.String, "scope": pl.String},
        orient="row",
    )
    whole = figures.select(COUNTING).filter(pl.col("part").is_null(), pl.col("year").is_not_null())
    return whole.join(wanted, on=["indicator", "scope"])


def _chosen(told: pl.DataFrame, targets: pl.DataFrame) -> pl.DataFrame:
    """The figure that each target asks for, and what stands alone for want of a target."""
    asked = told.join(targets.select(_ASKS), on=_ASKS, how="semi", nulls_equal=True)
    unasked = told.filter(pl.col("measure") == "value").join(targets, on=_PLACE, how="anti")
    candidates = pl.concat([asked, unasked])
    shortest = pl.col("first").fill_null(pl.col("year"))
    candidates = candidates.filter(shortest == shortest.max().over(_PLACE))
    return agreed(best(candidates, _PLACE), _PLACE)
