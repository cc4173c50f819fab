"""Documented reasons for not assessing a row (不涉及、不考核 …), and what follows from them."""

from __future__ import annotations

from collections.abc import Mapping

import polars as pl

from zlrules.engine.layout import Grid, lay_out
from zlrules.engine.node import reason_of
from zlrules.engine.plan import Row
from zlrules.engine.written import about, by_year
from zlrules.facts import Facts
from zlrules.loading.bound import BoundRuleset
from zlrules.words import Reason

EXEMPTION = {"answered": pl.Boolean, "accepted": pl.Boolean}
"""Columns of an answer in the wide table: whether there is one, and whether the text accepts it."""


def answers_to(bound: BoundRuleset, facts: Facts) -> pl.DataFrame:
    """The answers about a ruleset, see `zlrules.data.not_applicable`."""
    return about(bound, facts.not_applicable)


def select_exemptions(bound: BoundRuleset, facts: Facts) -> pl.DataFrame:
    """Select the answers for each row, district and year.

    Returns:
        Columns ``bound_row`` (number of the row), ``district``, ``year`` and those of `EXEMPTION`.
    """
    accepted = [
        (number, row.row.id, sorted(row.row.exemptions()))
        for number, row in enumerate(bound.rows())
    ]
    rows = pl.DataFrame(
        accepted,
        schema={"bound_row": pl.Int64, "criterion": pl.String, "accepts": pl.List(pl.String)},
        orient="row",
    )
    answers = answers_to(bound, facts).join(rows, on="criterion")
    accepted_or_not = pl.col("reason").is_in(pl.col("accepts")).alias("accepted")
    yearly = by_year(answers.with_columns(accepted_or_not))
    return yearly.group_by("bound_row", "district", "year").agg(
        pl.lit(value=True).alias("answered"), pl.col("accepted").all()
    )


def lay_out_exemptions(
    grid: Grid, exemptions: pl.DataFrame, numbers: Mapping[int, int]
) -> dict[str, pl.Series]:
    """Put answers side by side: columns ``x<number>:<name>``."""
    number = pl.col("bound_row").replace_strict(numbers, return_dtype=pl.Int64)
    return lay_out(grid, exemptions.with_columns(number=number), len(numbers), "x", EXEMPTION)


def numbers_of(exemptions: pl.DataFrame) -> dict[int, int]:
    """A number for the columns of every row of the ruleset that there are answers about."""
    rows = exemptions["bound_row"].unique().sort()
    return {row: number for number, row in enumerate(rows)}


def under_exemption(row: Row, number: int) -> Row:
    """What a row comes to with an answer: left out, or open; never met or missed.

    Args:
        row: What it comes to without.
        number: Number of the answer's columns.
    """
    answered, accepted = pl.col(f"x{number}:answered"), pl.col(f"x{number}:accepted")
    current = row["known"] & (row["older"] == 0)
    contradicted = answered & (current | row["attested"].is_not_null())
    exempt = accepted & ~contradicted
    reason = (
        pl.when(contradicted)
        .then(reason_of(Reason.EXEMPTION_CONTRADICTED))
        .when(exempt)
        .then(reason_of(Reason.EXEMPT))
        .when(answered)
        .then(reason_of(Reason.EXEMPTION_NOT_ACCEPTED))
        .otherwise(row["reason"])
    )
    kept = {name: pl.when(~answered).then(row[name]) for name in ("met", "margin", "attested")}
    return {**kept, "applies": row["applies"] & ~exempt, "reason": reason}
