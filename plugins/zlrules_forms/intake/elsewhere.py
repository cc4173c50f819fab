"""Figures that the workspace has from other sources, where they differ from imported ones."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from decimal import Decimal

import polars as pl

from zlrules import Facts

FACT = ("district", "indicator", "scope", "period", "measure", "base_year")

Place = tuple[str, int]
"""A file, or a sheet of one, and a row."""


def differing(facts: Facts, imported: Collection[Place]) -> Mapping[Place, Sequence[str]]:
    """What other sources say, by the place of the imported figure that says something else.

    Both are kept; an assessment tells them as a conflict until one is adopted.

    Args:
        facts: All figures, the imported ones among them.
    """
    files = sorted({file for file, _ in imported})
    usable = facts.observations.filter(pl.col("digits").is_not_null(), ~pl.col("set_aside"))
    own = usable.filter(pl.col("file").is_in(files))
    same = usable.join(own.select(FACT).unique(), on=FACT, how="semi", nulls_equal=True)
    told: dict[tuple[object, ...], list[dict[str, object]]] = {}
    for row in same.iter_rows(named=True):
        told.setdefault(tuple(row[name] for name in FACT), []).append(row)
    return {
        (row["file"], row["row"]): others
        for row in own.iter_rows(named=True)
        if (row["file"], row["row"]) in imported
        for others in [_others(row, told[tuple(row[name] for name in FACT)])]
        if others
    }


def _others(row: Mapping[str, object], rows: Sequence[Mapping[str, object]]) -> list[str]:
    return [
        f"{one['file']}:{one['row']} 是 {one['text'] if one['stateful'] else one['value']}"
        for one in rows
        if _said(one) != _said(row)
    ]


def _said(row: Mapping[str, object]) -> tuple[object, ...]:
    digits, decimals = row["digits"], row["decimals"]
    assert isinstance(digits, int)
    assert isinstance(decimals, int)
    return Decimal(digits).scaleb(-decimals), row["bound"], row["status"]
