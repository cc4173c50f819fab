"""Which written statements hold for which row, node, district and year."""

from __future__ import annotations

from collections.abc import Collection

import polars as pl

from zlrules.binding import BoundRuleset
from zlrules.facts import Facts
from zlrules.words import Attested

STRENGTH = {kind.value: place for place, kind in enumerate(Attested)}


def valid_statements(bound: BoundRuleset, facts: Facts, judged_on: str) -> pl.DataFrame:
    """The statements about a ruleset that are valid on a day."""
    ruleset = bound.ruleset
    return facts.attestations.filter(
        pl.col("ruleset").is_in([ruleset.id, ruleset.name]),
        pl.col("until").is_null() | (pl.col("until") >= pl.lit(judged_on).str.to_date()),
    )


def statement_columns(
    bound: BoundRuleset,
    facts: Facts,
    cells: pl.DataFrame,
    judged_on: str,
    wanted: Collection[tuple[int, str]],
) -> pl.DataFrame:
    """A column ``a<row>/<node>`` per node: the place in `Attested` of its strongest statement.

    Args:
        cells: Gives ``district`` and ``year``, and the order of rows.
        wanted: Numbers of rows and paths of nodes.
    """
    valid = valid_statements(bound, facts, judged_on)
    where = cells.select("district", "year")
    ids = [row.row.id for row in bound.rows()]
    columns = []
    for number, path in sorted(wanted):
        name = f"a{number}/{path}"
        about = valid.filter(pl.col("criterion") == ids[number], pl.col("node") == path)
        if about.is_empty():
            columns.append(pl.repeat(None, cells.height, dtype=pl.UInt8, eager=True).alias(name))
            continue
        strength = pl.col("kind").replace_strict(STRENGTH, return_dtype=pl.UInt8)
        covering = where.join(about, on="district").filter(
            pl.col("year").is_between(pl.col("from_year"), pl.col("to_year"))
        )
        strongest = covering.group_by("district", "year").agg(strength.min().alias(name))
        joined = where.join(strongest, on=["district", "year"], how="left", maintain_order="left")
        columns.append(joined[name])
    return pl.DataFrame(columns)
