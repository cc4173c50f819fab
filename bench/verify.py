"""Compares what the peers come to, row by row and column by column, and with `decimal`."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

import polars as pl

from bench.by_decimal import read_districts
from bench.generate import Tables
from bench.peers import product, wide
from bench.rules import Rules, read_rules

ALL_BELOW = 100
"""Up to so many districts every row is judged with `decimal`, else those near a boundary."""
MOST_DISTRICTS = 400
LAST_DIGIT = 2
"""Margins are in halves of the last decimal."""
SHOWN = 5

Told = tuple[pl.DataFrame, pl.DataFrame]


def differences(tables: Tables) -> Iterator[str]:
    """Every way in which the programs don't agree, a line each."""
    from bench.peers import duck

    ours = product.run(tables)
    yield from differing("wide", ours, wide.run(tables))
    yield from differing("duck", ours, duck.run(tables))
    yield from unlike_decimal(tables, ours[0], read_rules())


def differing(peer: str, ours: Told, theirs: Told) -> Iterator[str]:
    """The columns in which results or decisions of a peer aren't those of zlrules."""
    for name, our, their in zip(("results", "decisions"), ours, theirs, strict=True):
        if our.height != their.height or our.columns != their.columns:
            yield f"{peer}: {name}: {their.shape} instead of {our.shape}, {their.columns}"
            continue
        for column in our.columns:
            theirs_alike = their[column].cast(our[column].dtype)
            wrong = our[column].ne_missing(theirs_alike)
            if wrong.any():
                keys = [
                    key for key in ("district", "year", "criterion", "part") if key in our.columns
                ]
                shown = our.select(*keys, zlrules=our[column]).with_columns(
                    theirs_alike.alias(peer)
                )
                first = shown.filter(wrong).head(SHOWN).rows()
                yield f"{peer}: {name}: {column} differs in {wrong.sum()} rows: {first}"


def unlike_decimal(tables: Tables, results: pl.DataFrame, rules: Rules) -> Iterator[str]:
    """The rows whose outcome or margin isn't what `decimal` says."""
    codes = pl.read_parquet(tables.districts)["code"]
    near = pl.col("margin").abs() <= LAST_DIGIT
    if len(codes) <= ALL_BELOW:
        near = pl.lit(value=True)
    looked_at = codes.head(MOST_DISTRICTS).to_list()
    districts = read_districts(tables, rules, looked_at)
    rows = {row.id: row for row in rules.rows}
    wanted = results.filter(pl.col("district").cast(pl.String).is_in(looked_at), near)
    columns = ("district", "year", "criterion", "part", "outcome", "margin", "margin_scale")
    wrong = 0
    for code, year, criterion, part, outcome, margin, scale in wanted.select(columns).iter_rows():
        expected = districts[code].judge(rows[part or criterion], year)
        found = (outcome, None if margin is None else Decimal(margin // 2).scaleb(-scale))
        if found != expected:
            wrong += 1
            if wrong <= SHOWN:
                yield f"decimal: {code} {year} {part or criterion}: {found} instead of {expected}"
    if wrong > SHOWN:
        yield f"decimal: {wrong} rows of {wanted.height} in all"
    if not wanted.height:
        yield "decimal: no row near a boundary, nothing was compared"
