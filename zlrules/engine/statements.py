"""Which written statements hold for which row, node, district and year."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

import polars as pl

from zlrules.engine.written import about, by_year
from zlrules.facts import Facts
from zlrules.loading.bound import BoundRuleset
from zlrules.words import Attested

STATEMENT = {"kind": pl.UInt8}
"""Columns of a statement in the wide table."""

STRENGTH = {kind.value: place for place, kind in enumerate(Attested)}


def valid_statements(bound: BoundRuleset, facts: Facts, judged_on: date) -> pl.DataFrame:
    """The statements about a ruleset that are valid on a day."""
    valid = pl.col("until").is_null() | (pl.col("until") >= judged_on)
    return about(bound, facts.attestations).filter(valid)


def stated_nodes(valid: pl.DataFrame) -> frozenset[tuple[str, str]]:
    """Ids of rows and paths of nodes about which there is a statement."""
    return frozenset(valid.select("criterion", "node").unique().iter_rows())


def select_statements(valid: pl.DataFrame, wanted: Mapping[tuple[str, str], int]) -> pl.DataFrame:
    """Select the strongest statement for each node, district and year.

    Args:
        valid: As from `valid_statements`.
        wanted: Ids of rows and paths of nodes, with the number of their columns.

    Returns:
        Columns ``number``, ``district``, ``year`` and ``kind`` (UInt8, place in `Attested`).
    """
    nodes = pl.DataFrame(
        [(row_id, path, number) for (row_id, path), number in wanted.items()],
        schema={"criterion": pl.String, "node": pl.String, "number": pl.Int64},
        orient="row",
    )
    yearly = by_year(valid.join(nodes, on=["criterion", "node"]))
    strength = pl.col("kind").replace_strict(STRENGTH, return_dtype=pl.UInt8)
    return yearly.group_by("number", "district", "year").agg(strength.min())
