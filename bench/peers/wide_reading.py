"""Reads the figures into one slot per indicator, year and district, selected, exact and checked.

District blocks follow each other; inside a block all figures of an indicator stand together, year
by year: a slice is an indicator, and the year before is the same slice moved by one block width.
Only row numbers are put into the slots, everything else is fetched by them. The few figures that
are provisional, bounds, of a part of a year or one of several for a slot go a way of their own.
"""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal

import polars as pl

from bench.figures import YEARS
from bench.generate import Tables
from bench.rules import Rules, placed

PARTS = ("", "H2", "H1", "Q4", "Q3", "Q2", "Q1", *(f"-{month:02d}" for month in range(12, 0, -1)))
"""What may stand behind a year, in the order in which it stands for the year."""
PERIODS = [f"{year}{part}" for year in YEARS for part in PARTS]
BOUNDS = ["=", ">=", ">", "<=", "<", "~"]
UNBOUNDED = 2**61
BLOCK = 4_096
NOISE = (2.0**-49, 1e-9, 0.01)


@dataclass(frozen=True)
class Slots:
    """The selected figures; every series has a value for each slot.

    Attributes:
        width: Districts in a block; the last block is filled up.
        blocks: How many blocks there are.
        low: Lowest and highest possible value, in halves of the last decimal.
        row: Row number of the figure.
    """

    width: int
    blocks: int
    low: pl.Series
    high: pl.Series
    row: pl.Series
    provisional: pl.Series
    conflict: pl.Series


class Refused(ValueError):
    """The figures are invalid."""


def read_figures(tables: Tables, codes: pl.Series, rules: Rules) -> Slots:
    """Read, check, select."""
    blocks = -(-len(codes) // BLOCK)
    width = -(-len(codes) // blocks)
    scan = pl.scan_parquet(tables.observations)
    rows = _rows(scan, codes, list(rules.indicators), width)
    if rows["slot"].null_count() or rows["value"].null_count():
        raise Refused("unknown names or empty values")
    size = blocks * len(rules.indicators) * len(YEARS) * width
    number = pl.int_range(len(rows), dtype=pl.UInt32, eager=True)
    slots = pl.repeat(None, size, dtype=pl.UInt32, eager=True).scatter(rows["slot"], number)
    replaced = number.filter(slots.gather(rows["slot"]) != number)
    shared = slots.gather(rows["slot"].gather(replaced))
    special = pl.concat([replaced, shared, number.filter(~rows["plain"])]).unique().sort()
    exceptions = _exceptions(scan, rows, special, rules, width)
    emptied = slots.scatter(exceptions["slot"].unique(), None)
    exact = _exact(rows["value"].gather(emptied), rules, width)
    return _with_exceptions(emptied, exact, exceptions, rules, width, blocks)


def _rows(scan: pl.LazyFrame, codes: pl.Series, indicators: list[str], width: int) -> pl.DataFrame:
    """The slot of every row, its value, and whether there is nothing special about it."""
    district = pl.col("district").cast(pl.Enum(codes), strict=False).to_physical().cast(pl.UInt32)
    indicator = pl.col("indicator").cast(pl.Enum(indicators), strict=False).to_physical()
    period = pl.col("period").cast(pl.Enum(PERIODS), strict=False).to_physical()
    block = district // width * len(indicators)
    line = (block + indicator.cast(pl.UInt32)) * len(YEARS) + (period // len(PARTS))
    whole = pl.col("period").str.len_bytes() == len("2025")
    plain = (pl.col("bound") == "=") & (pl.col("status") == "final") & whole
    return scan.select(
        (line * width + district % width).cast(pl.UInt32).alias("slot"),
        "value",
        plain.fill_null(value=False).alias("plain"),
    ).collect(engine="streaming")


def _exact(values: pl.Series, rules: Rules, width: int) -> pl.Series:
    """Plain figures on the lattice of their indicator; slots without one are null."""
    line = len(YEARS) * width
    indicators = list(rules.indicators.values())
    placed_lines = []
    for start in range(0, len(values), line):
        one = indicators[start // line % len(indicators)]
        doubles = values.slice(start, line) * 10.0**one.decimals
        whole = doubles.round()
        near = (doubles - whole).abs() <= (doubles.abs() * NOISE[0]).clip(NOISE[1], NOISE[2])
        digits = whole.cast(pl.Int64, strict=False)
        inside = digits >= int(one.least.scaleb(one.decimals))
        if one.most is not None:
            inside &= digits <= int(one.most.scaleb(one.decimals))
        if not (near.all() and inside.all() and digits.null_count() == doubles.null_count()):
            raise Refused("no decimals, or out of range")
        placed_lines.append(digits * (2 * 10 ** (rules.scales[one.id] - one.decimals)))
    return pl.concat(placed_lines, rechunk=True)


def _exceptions(
    scan: pl.LazyFrame, rows: pl.DataFrame, numbers: pl.Series, rules: Rules, width: int
) -> pl.DataFrame:
    """The figures that need a closer look, with intervals; refuses contradictory repeats."""
    marks = pl.repeat(value=False, n=len(rows), eager=True).scatter(numbers, values=True)
    told = scan.select("period", "bound", "status", "source").filter(marks).collect()
    line = len(YEARS) * width
    indicators = list(rules.indicators.values())
    index = rows["slot"].gather(numbers) // line % len(indicators)
    of = [
        pl.Series(name, values).gather(index)
        for name, values in {
            "times": [10.0**one.decimals for one in indicators],
            "finer": [2 * 10 ** (rules.scales[one.id] - one.decimals) for one in indicators],
            "least": [placed(one.least, rules.scales[one.id]) for one in indicators],
            "most": [placed(one.most or Decimal(2**50), rules.scales[one.id]) if one.most is not None else UNBOUNDED for one in indicators],
        }.items()
    ]
    table = pl.DataFrame(
        [numbers.alias("row"), rows["slot"].gather(numbers), rows["value"].gather(numbers), index.alias("indicator"), *of]
    ).hstack(told)
    doubles = pl.col("value") * pl.col("times")
    bound = pl.col("bound")
    table = table.with_columns(
        exact=doubles.round().cast(pl.Int64, strict=False) * pl.col("finer"),
        near=(doubles - doubles.round()).abs() <= (doubles.abs() * NOISE[0]).clip(NOISE[1], NOISE[2]),
        part=pl.col("period").str.slice(4).cast(pl.Enum(PARTS)).to_physical(),
        provisional=pl.col("status") != "final",
    ).with_columns(
        low=pl.when(bound.is_in(["=", ">=", ">"])).then(pl.col("exact") + (bound == ">").cast(pl.Int64)).otherwise("least"),
        high=pl.when(bound.is_in(["=", "<=", "<"])).then(pl.col("exact") - (bound == "<").cast(pl.Int64)).otherwise(pl.col("most")),
    )
    good = (
        pl.col("near") & bound.is_in(BOUNDS) & pl.col("status").is_in(["final", "provisional"])
        & (pl.col("exact") >= pl.col("least")) & (pl.col("exact") <= pl.col("most"))
        & ~((pl.col("exact") == pl.col("least")) & (bound == "<"))
        & ~((pl.col("exact") == pl.col("most")) & (bound == ">"))
    )
    key = ["slot", "part", "status", "source"]
    differ = (pl.struct("exact", "bound") != pl.struct("exact", "bound").first().over(key)).any()
    checks = table.select(good.fill_null(value=False).all().alias("good"), differ.alias("differ"))
    if checks.row(0) != (True, False):
        raise Refused("unknown words, no decimals, out of range, or repeated with another value")
    return table


def _with_exceptions(
    rows: pl.Series, exact: pl.Series, exceptions: pl.DataFrame, rules: Rules, width: int, blocks: int
) -> Slots:
    """Select among the exceptions, and put what is selected into the slots."""
    allowed = [
        any(row.part_year for row in rules.rows if row.indicator == name) for name in rules.indicators
    ]
    candidates = exceptions.filter(
        (pl.col("part") == 0) | pl.lit(pl.Series(allowed)).gather(pl.col("indicator"))
    )
    standing = pl.col("part").cast(pl.Int32) * 2 + pl.col("provisional").cast(pl.Int32)
    best = candidates.filter(standing == standing.min().over("slot"))
    found = (
        best.sort(pl.col("bound") != "=", "row")
        .group_by("slot", maintain_order=True)
        .agg(
            pl.col("low").max().alias("low"),
            pl.col("high").min().alias("high"),
            pl.col("low").min().alias("least"),
            pl.col("high").max().alias("most"),
            pl.col("row").first(),
            pl.col("provisional").any(),
        )
    ).with_columns(conflict=pl.col("low") > pl.col("high"))
    low = found.select(pl.when("conflict").then("least").otherwise("low")).to_series()
    high = found.select(pl.when("conflict").then("most").otherwise("high")).to_series()
    slot, size = found["slot"], len(rows)
    no = pl.repeat(value=False, n=size, eager=True)
    return Slots(
        width=width,
        blocks=blocks,
        high=exact.clone().scatter(slot, high),
        low=exact.scatter(slot, low),
        row=rows.scatter(slot, found["row"]),
        provisional=no.clone().scatter(slot, found["provisional"]),
        conflict=no.scatter(slot, found["conflict"]),
    )
