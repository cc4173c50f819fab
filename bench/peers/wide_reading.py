"""Reads the figures into one slot per indicator, year and district, selected, exact and checked.

District blocks follow each other; inside a block all figures of an indicator stand together, year
by year: a slice is an indicator, and the year before is the same slice moved by one block width.
The few figures that are provisional, bounds, of a part of a year or one of several for their slot
go a way of their own, `bench.peers.wide_exceptions`.
"""

from __future__ import annotations

from dataclasses import dataclass

import polars as pl

from bench.figures import YEARS
from bench.generate import Tables
from bench.peers.wide_exceptions import PARTS, InvalidError, exceptional, near_decimal, selected
from bench.rules import Rules

PERIODS = [f"{year}{part}" for year in YEARS for part in PARTS]
BLOCK = 8_192
"""Most districts in a block; more spill out of the processor's caches, fewer cost more calls."""
SURELY_NEAR = 1e-9


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


def read_figures(tables: Tables, codes: pl.Series, rules: Rules) -> Slots:
    """Read, check, select.

    Raises:
        InvalidError: Something is wrong with the figures.
    """
    blocks = -(-len(codes) // BLOCK)
    width = -(-len(codes) // blocks)
    scan = tables.figures()
    rows = _rows(scan, codes, list(rules.indicators), width)
    if rows["slot"].null_count() or rows["value"].null_count():
        raise InvalidError("unknown names or empty values")
    size = blocks * len(rules.indicators) * len(YEARS) * width
    number = pl.int_range(rows.height, dtype=pl.UInt32, eager=True)
    numbers = pl.repeat(None, size, dtype=pl.UInt32, eager=True).scatter(rows["slot"], number)
    special = _special(rows, number, numbers)
    exceptions = exceptional(scan, rows, special, rules, width * len(YEARS))
    values = pl.repeat(None, size, dtype=pl.Float64, eager=True).scatter(
        rows["slot"], rows["value"]
    )
    emptied = exceptions["slot"].unique()
    exact = _exact(values.scatter(emptied, None), rules, width)
    found = selected(exceptions, rules)
    slot = found["slot"]
    no = pl.repeat(value=False, n=size, eager=True)
    return Slots(
        width=width,
        blocks=blocks,
        high=exact.clone().scatter(slot, found["high"]),
        low=exact.scatter(slot, found["low"]),
        row=numbers.scatter(emptied, None).scatter(slot, found["row"]),
        provisional=no.clone().scatter(slot, found["provisional"]),
        conflict=no.scatter(slot, found["conflict"]),
    )


def _rows(scan: pl.LazyFrame, codes: pl.Series, indicators: list[str], width: int) -> pl.DataFrame:
    """The slot of every row, its value, and whether there is nothing special about it."""
    district = pl.col("district").cast(pl.Enum(codes), strict=False).to_physical().cast(pl.UInt32)
    indicator = pl.col("indicator").cast(pl.Enum(indicators), strict=False).to_physical()
    period = pl.col("period").cast(pl.Enum(PERIODS), strict=False).to_physical()
    block = district // width * len(indicators)
    line = (block + indicator.cast(pl.UInt32)) * len(YEARS) + (period // len(PARTS))
    whole = pl.col("period").str.len_bytes() == len("2025")
    plain = (pl.col("bound") == "=") & (pl.col("status") == "final") & whole
    rows = scan.select(
        (line * width + district % width).cast(pl.UInt32).alias("slot"),
        "value",
        plain.fill_null(value=False).alias("plain"),
    )
    return rows.collect(engine="streaming").rechunk()


def _special(rows: pl.DataFrame, number: pl.Series, numbers: pl.Series) -> pl.Series:
    """Rows that aren't plain or share their slot with others: there the last one has replaced them."""
    unusual = number.filter(~rows["plain"])
    if len(numbers) - numbers.null_count() == rows.height:
        return unusual
    replaced = number.filter(numbers[rows["slot"]] != number)
    shared = numbers[rows["slot"][replaced]]
    return pl.concat([replaced, shared, unusual]).unique().sort()


def _exact(values: pl.Series, rules: Rules, width: int) -> pl.Series:
    """Plain figures on the lattice of their indicator; slots without one are null."""
    line = len(YEARS) * width
    indicators = list(rules.indicators.values())
    placed_lines: list[pl.Series] = []
    for start in range(0, len(values), line):
        one = indicators[start // line % len(indicators)]
        doubles = values.slice(start, line) * 10.0**one.decimals
        whole = doubles.round()
        furthest = (doubles - whole).abs().max()
        digits = whole.cast(pl.Int64, strict=False)
        if digits.null_count() != doubles.null_count() or not one.holds(digits):
            raise InvalidError("out of range, or no number")
        if (
            isinstance(furthest, float)
            and furthest > SURELY_NEAR
            and not near_decimal(doubles).all()
        ):
            raise InvalidError("no decimals")
        placed_lines.append(digits * (2 * 10 ** (rules.scales[one.id] - one.decimals)))
    return pl.concat(placed_lines, rechunk=True)
