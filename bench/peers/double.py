"""What one would write in an afternoon: a wide table of doubles, and no more than outcomes.

Bounds are taken as figures, the last of several figures counts, nothing is checked, and a figure
at its limit may come out on either side. It shows what exactness costs; its results aren't compared.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from itertools import pairwise
from typing import Any

import polars as pl

from bench.figures import YEARS
from bench.generate import Tables
from bench.rules import Row, change_limit, read_rules, words


def run(tables: Tables) -> tuple[pl.DataFrame, pl.DataFrame]:
    """Judge all districts and years.

    Returns:
        District, year, criterion, met and gap; and how many criteria each district and year meets.
    """
    rules = read_rules()
    districts = pl.read_parquet(tables.districts)
    frame = _wide(tables, districts, list(rules.indicators))
    leaves = [row for row in rules.rows if row.require is not None]
    judged = [_node(row, row.indicator, row.require or {}) for row in leaves]
    columns = [
        column.alias(f"{row.id}:{name}")
        for row, (met, gap) in zip(leaves, judged, strict=True)
        for name, column in (("met", met), ("gap", gap))
    ]
    scored = frame.select("district", "year", *columns)
    results = pl.concat(
        [
            scored.select(
                "district",
                "year",
                pl.lit(row.id).cast(pl.Categorical).alias("criterion"),
                pl.col(f"{row.id}:met").alias("met"),
                pl.col(f"{row.id}:gap").alias("gap"),
            )
            for row in leaves
        ]
    )
    met = pl.sum_horizontal([pl.col(f"{row.id}:met") for row in leaves])
    return results, scored.select("district", "year", met.alias("met"))


def _wide(tables: Tables, districts: pl.DataFrame, indicators: list[str]) -> pl.DataFrame:
    """A row per year and district, a column per indicator and assigned target."""
    codes = pl.Enum(districts["code"])
    height = districts.height * len(YEARS)
    place = pl.col("district").cast(codes).to_physical().cast(pl.UInt32)
    year = pl.col("period").str.head(4).cast(pl.UInt32) - YEARS.start
    number = pl.col("indicator").cast(pl.Enum(indicators)).to_physical().cast(pl.UInt32)
    position = (number * len(YEARS) + year) * districts.height + place
    whole = pl.col("period").str.len_bytes() == len("2025")
    columns = {}
    targets = pl.scan_parquet(tables.assigned)
    for table, prefix in ((tables.figures(), ""), (targets, "target ")):
        rows = table.filter(whole).select(position.alias("position"), "value")
        found = rows.collect(engine="streaming")
        empty = pl.repeat(None, height * len(indicators), dtype=pl.Float64, eager=True)
        values = empty.scatter(found["position"], found["value"])
        for index, name in enumerate(indicators):
            columns[prefix + name] = values.slice(index * height, height)
    cell = pl.int_range(height, eager=True)
    for name in ("code", "terrain", "region"):
        one = districts[name].cast(codes if name == "code" else pl.Categorical)
        columns["district" if name == "code" else name] = one.gather(cell % districts.height)
    columns["year"] = cell // districts.height + YEARS.start
    return pl.DataFrame(columns)


def _node(row: Row, indicator: str, require: Mapping[str, Any]) -> tuple[pl.Expr, pl.Expr]:
    """Whether a requirement is met, and by how much."""
    indicator = require.get("of", indicator)
    operator, told = next((name, told) for name, told in require.items() if name != "of")
    value = pl.col(indicator)
    before = value.shift(pl.len() // len(YEARS))
    match operator:
        case "all" | "any":
            children = [_node(row, indicator, child) for child in told]
            together = pl.all_horizontal if operator == "all" else pl.any_horizontal
            return together([met for met, _ in children]), children[0][1]
        case "by":
            return _branches(row, indicator, told)
        case "assigned":
            gap = value - pl.col(f"target {indicator}")
            return gap >= 0, gap
        case "change":
            comparator, limit = change_limit(told)
            change = (value - before) / before * 100 if told["unit"] == "%" else value - before
            return _limit(comparator, change, [float(limit)])
        case "rising" | "falling" | "steady":
            return _trend(operator, told, value)
    return _limit(
        operator, value, [float(one) for one in ([told] if isinstance(told, str) else told)]
    )


def _limit(operator: str, value: pl.Expr, limits: Sequence[float]) -> tuple[pl.Expr, pl.Expr]:
    limit = limits[0]
    match operator:
        case "at_least":
            return value >= limit, value - limit
        case "more_than":
            return value > limit, value - limit
        case "at_most":
            return value <= limit, limit - value
        case "less_than":
            return value < limit, limit - value
        case "equals":
            return value == limit, -(value - limit).abs()
    gap = pl.min_horizontal(value - limit, limits[-1] - value)
    return gap >= 0, gap


def _trend(operator: str, told: Mapping[str, str], value: pl.Expr) -> tuple[pl.Expr, pl.Expr]:
    tolerance = float(told["tolerance"])
    height = pl.len() // len(YEARS)
    years = [value.shift(height * back) if back else value for back in range(int(told["years"]))]
    steps = [now - before for now, before in pairwise(years)]
    if operator == "steady":
        gap = tolerance - pl.max_horizontal([step.abs() for step in steps])
    else:
        gap = (
            pl.min_horizontal([-step if operator == "falling" else step for step in steps])
            + tolerance
        )
    return (gap > 0 if told.get("strict") == "true" else gap >= 0), gap


def _branches(
    row: Row, indicator: str, branches: Sequence[Mapping[str, Any]]
) -> tuple[pl.Expr, pl.Expr]:
    met: pl.Expr = pl.lit(None, dtype=pl.Boolean)
    gap: pl.Expr = pl.lit(None, dtype=pl.Float64)
    for branch in reversed(branches):
        holds = pl.all_horizontal(
            [pl.col(name).is_in(words(told)) for name, told in branch["when"].items()]
        )
        one, distance = _node(row, indicator, branch["require"])
        met, gap = (
            pl.when(holds).then(one).otherwise(met),
            pl.when(holds).then(distance).otherwise(gap),
        )
    return met, gap
