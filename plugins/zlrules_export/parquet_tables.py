"""The tables of the Parquet output: results and decisions that can be read alone."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from decimal import Decimal
from typing import TypeAlias

import polars as pl

from zlrules import UNBOUNDED, Assessment, BoundRuleset, Nature, Outcome
from zlrules_export.partitions import KEYS, Part

DECIMALS = 9
"""Values are written with so many decimals; no figure may have more."""

VALUE = pl.Decimal(38, DECIMALS)

Columns: TypeAlias = Mapping[str, pl.DataType | type[pl.DataType]]

RESULTS: Columns = {
    "ruleset": pl.String,
    "year": pl.Int32,
    "district": pl.String,
    "district_name": pl.String,
    "criterion": pl.String,
    "part": pl.String,
    "number": pl.String,
    "title": pl.String,
    "nature": pl.String,
    "indicator": pl.String,
    "unit": pl.String,
    "required": pl.String,
    "outcome": pl.String,
    "reason": pl.String,
    "decided_by": pl.Int32,
    "settles": pl.Boolean,
    "due_state": pl.String,
    "provisional": pl.Boolean,
    "conflict": pl.Boolean,
    "attested": pl.String,
    "older": pl.UInt8,
    "text": pl.String,
    "low_value": VALUE,
    "high_value": VALUE,
    "margin_value": VALUE,
    "low": pl.Int64,
    "high": pl.Int64,
    "scale": pl.Int8,
    "margin": pl.Int64,
    "margin_scale": pl.Int8,
    "figure_file": pl.String,
    "figure_row": pl.UInt32,
    "target_file": pl.String,
    "target_row": pl.UInt32,
}
"""Columns of the results: those of `Assessment.results`, and what makes them readable alone.

``low_value``, ``high_value`` and ``margin_value`` are the exact decimals behind ``low``, ``high``
and ``margin``: null where there is no end, where the figure is a state (whose words stand in
``text``), or where it takes more than nine decimals. ``figure_file`` and ``figure_row`` say where
the figure stands in the data, ``target_file`` and ``target_row`` where the assigned target does.
"""

COUNTS = (*(outcome.value for outcome in Outcome), "not_due", "total")

DECISIONS: Columns = {
    "ruleset": pl.String,
    "year": pl.Int32,
    "district": pl.String,
    "district_name": pl.String,
    "title": pl.String,
    "decision": pl.String,
    "as_it_stands": pl.String,
    "best_case": pl.String,
    "worst_case": pl.String,
    "judged": pl.UInt32,
    "applicable": pl.UInt32,
    **{f"{nature}_{count}": pl.UInt32 for nature in Nature for count in COUNTS},
}
"""Columns of the decisions: those of `Assessment.decisions`, with the names of things.

The counts of a nature that the ruleset doesn't have are null.
"""


def result_parts(assessment: Assessment) -> Iterator[Part]:
    """The results of each ruleset and year; what is readable alone is ten times as large."""
    figures = assessment.data.observations.select("file", "row", "text")
    targets = assessment.data.assigned.select("file", "row")
    names = _names(assessment.data.districts)
    for scoring in assessment.scorings:
        about = _criteria(scoring.bound)
        for year in scoring.years:
            results = scoring.results.filter(pl.col("year") == year)
            rows = (
                results.with_columns(pl.col(pl.Categorical).cast(pl.String))
                .join(about, on=["criterion", "part"], nulls_equal=True, maintain_order="left")
                .join(names, on="district", maintain_order="left")
                .with_columns(
                    figures["file"][results["figure"]].alias("figure_file"),
                    figures["row"][results["figure"]].alias("figure_row"),
                    figures["text"][results["figure"]].alias("text"),
                    targets["file"][results["target"]].alias("target_file"),
                    targets["row"][results["target"]].alias("target_row"),
                )
                .with_columns(_of_states())
                .with_columns(_values())
            )
            yield Part(scoring.bound.ruleset.name, year, _typed(rows, RESULTS))


def decision_parts(assessment: Assessment) -> Iterator[Part]:
    """The decisions of each ruleset and year."""
    names = _names(assessment.data.districts)
    for scoring in assessment.scorings:
        decisions = scoring.decisions.rename(lambda name: name.replace(":", "_")).with_columns(
            pl.col("district").cast(pl.String), title=pl.lit(scoring.bound.ruleset.title)
        )
        named = decisions.join(names, on="district", maintain_order="left")
        missing = [pl.lit(None).alias(name) for name in DECISIONS if name not in named.columns]
        for year in scoring.years:
            rows = named.filter(pl.col("year") == year).with_columns(missing)
            yield Part(scoring.bound.ruleset.name, year, _typed(rows, DECISIONS))


def _typed(rows: pl.DataFrame, columns: Columns) -> pl.DataFrame:
    """The columns of a part, in order."""
    return rows.select(pl.col(name).cast(columns[name]) for name in columns if name not in KEYS)


def _names(districts: pl.DataFrame) -> pl.DataFrame:
    return districts.select(pl.col("code").alias("district"), pl.col("name").alias("district_name"))


def _criteria(bound: BoundRuleset) -> pl.DataFrame:
    """What each row of the ruleset asks for; ``stateful`` where its figure is a state."""
    rows = [
        {
            "criterion": row.criterion.id,
            "part": row.row.id if row.is_part else None,
            "number": row.row.number,
            "title": row.row.title,
            "nature": row.criterion.nature.value,
            "indicator": row.root.indicator.id if row.root else None,
            "unit": row.root.indicator.unit if row.root else None,
            "required": row.root.describe() if row.root else None,
            "stateful": bool(row.root and row.root.indicator.states),
        }
        for row in bound.rows()
    ]
    names = ("criterion", "part", "number", "title", "nature", "indicator", "unit", "required")
    schema = {**dict.fromkeys(names, pl.String), "stateful": pl.Boolean}
    return pl.DataFrame(rows, schema=schema)


def _of_states() -> list[pl.Expr]:
    """Words for states, which have no place on a number line; numbers for all others."""
    numbers = [
        pl.when(~pl.col("stateful")).then(pl.col(name)).alias(name)
        for name in ("low", "high", "scale")
    ]
    return [*numbers, pl.when(pl.col("stateful")).then(pl.col("text")).alias("text")]


def _values() -> list[pl.Expr]:
    low, high, margin = pl.col("low"), pl.col("high"), pl.col("margin")
    return [
        _value(pl.when(low > -UNBOUNDED).then((low - (low & 1)) // 2), "scale").alias("low_value"),
        _value(pl.when(high < UNBOUNDED).then((high + (high & 1)) // 2), "scale").alias(
            "high_value"
        ),
        _value(margin.abs() // 2 * margin.sign(), "margin_scale").alias("margin_value"),
    ]


def _value(digits: pl.Expr, scale: str) -> pl.Expr:
    """The exact decimal with so many digits behind the point; null when there are too many."""
    units = pl.Series([Decimal(1).scaleb(-count) for count in range(DECIMALS + 1)], dtype=VALUE)
    place = pl.when(pl.col(scale) <= DECIMALS).then(pl.col(scale))
    return digits.cast(pl.Decimal(38, 0)) * pl.lit(units).gather(place.cast(pl.UInt32))
