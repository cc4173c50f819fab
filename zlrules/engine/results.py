"""The results table: one row per ruleset row, district and year; ids, enums and whole numbers."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import NamedTuple

import polars as pl

from zlrules.engine.interleaving import Interleaving, repeated
from zlrules.engine.node import OUTCOMES, REASONS
from zlrules.engine.scoring import Scored
from zlrules.engine.settling import DUE_STATES
from zlrules.engine.standing import STATUSES
from zlrules.loading.bound import BoundRow, BoundRuleset
from zlrules.words import Attested

ATTESTED = pl.Enum([kind.value for kind in Attested])

RESULTS: dict[str, pl.DataType | type[pl.DataType]] = {
    "ruleset": pl.Categorical(),
    "district": pl.Categorical(),
    "year": pl.Int32,
    "criterion": pl.Categorical(),
    "part": pl.Categorical(),
    "outcome": OUTCOMES,
    "reason": REASONS,
    "decided_by": pl.Int32,
    "settles": pl.Boolean,
    "due_state": DUE_STATES,
    "provisional": pl.Boolean,
    "conflict": pl.Boolean,
    "attested": ATTESTED,
    "older": pl.UInt8,
    "low": pl.Int64,
    "high": pl.Int64,
    "scale": pl.Int8,
    "margin": pl.Int64,
    "margin_scale": pl.Int8,
    "figure": pl.UInt32,
    "target": pl.UInt32,
    "task_status": STATUSES,
}
"""Schema of the results.

``ruleset`` is ``id@edition``; ``part`` is null for criteria. ``low`` and ``high`` are what the
figure can be, in halves of the last of ``scale`` decimals (an odd number is an open end), ``margin``
the same with ``margin_scale``: value = margin / 2 / 10**margin_scale. ``decided_by`` is the number
of the requirement, or part, inside the row that decided, from 1. ``older`` says by how many
years the figure is older than asked for; ``attested`` is the weakest statement that was needed;
``figure`` and ``target`` are row numbers of the observations and assigned targets, from 0.
``task_status`` says how a task stands, null for other rows.
"""


_SAID = {"figure": "row"}
"""Columns that go by another name where a row of the ruleset is judged (`ROW_COLUMNS`)."""

_CODED = ("attested", "task_status")
"""Columns that are places of words where a row is judged."""

_NAMED = ("ruleset", "district", "year", "criterion", "part", "scale", "margin_scale")
"""Columns that don't depend on what is judged."""


class Told(NamedTuple):
    """The results of one ruleset on some districts, before they are one table.

    Attributes:
        height: How many rows they have: by district, year and the order of rows.
        columns: The columns of `RESULTS`. Shorter ones say the same again and again.
    """

    height: int
    columns: Mapping[str, pl.Series]

    def changed(self, columns: Mapping[str, pl.Series]) -> Told:
        """The same with some other columns."""
        return self._replace(columns={**self.columns, **columns})

    def full(self, column: pl.Series) -> pl.Series:
        """A column at its full height."""
        if len(column) == self.height:
            return column
        return repeated(column, self.height // len(column))


def results_of(bound: BoundRuleset, scored: Scored) -> Told:
    """Tell what the rows of one ruleset come to in every district and assessed year."""
    rows = list(bound.rows())
    if not rows:
        return Told(0, pl.DataFrame(schema=RESULTS).to_dict())
    interleaving = Interleaving(scored.assessed, scored.wide.height, len(rows))
    judged = {
        name: _typed(interleaving.together(columns), name)
        for name, columns in _judged(scored, len(rows)).items()
    }
    district = scored.wide["district"][interleaving.cell]
    return Told(len(district), {**_named(bound, scored, rows), **judged, "district": district})


def _judged(scored: Scored, count: int) -> dict[str, list[pl.Series]]:
    """What each row of the ruleset comes to, by name; of length 1 where all cells say the same."""
    told = {
        name: [scored.rows[number][_SAID.get(name, name)] for number in range(count)]
        for name in RESULTS
        if name not in _NAMED
    }
    name_of = scored.plan.column
    constants = _constants(one for columns in told.values() for one in columns if not name_of(one))
    return {
        name: [
            _one_if_null(scored.wide[column]) if (column := name_of(one)) else constants[id(one)]
            for one in columns
        ]
        for name, columns in told.items()
    }


def _constants(told: Iterable[pl.Expr]) -> dict[int, pl.Series]:
    """The values of what isn't a column, by identity: a few objects that very many rows share."""
    constants = {id(one): one for one in told}
    values = pl.select(one.alias(str(key)) for key, one in constants.items())
    return {key: values[str(key)] for key in constants}


def _one_if_null(column: pl.Series) -> pl.Series:
    return column.head(1) if column.null_count() == len(column) else column


def _typed(column: pl.Series, name: str) -> pl.Series:
    return column.cat.to(RESULTS[name]) if name in _CODED else column.cast(RESULTS[name])


def _named(bound: BoundRuleset, scored: Scored, rows: Sequence[BoundRow]) -> dict[str, pl.Series]:
    """Names and scales of the rows of the ruleset, and the years."""
    plan = scored.plan
    years = pl.Series(sorted(scored.years), dtype=pl.Int32)
    quantities = [plan.quantities[number] for number in range(len(rows))]
    return {
        "year": years[pl.int_range(len(years) * len(rows), eager=True) // len(rows)],
        "ruleset": pl.Series([bound.ruleset.name] * len(rows), dtype=RESULTS["ruleset"]),
        "criterion": pl.Series([row.criterion.id for row in rows], dtype=RESULTS["criterion"]),
        "part": pl.Series(
            [row.row.id if row.is_part else None for row in rows], dtype=RESULTS["part"]
        ),
        "scale": pl.Series(
            [plan.scales.get(row.row.indicator or "") for row in rows], dtype=pl.Int8
        ),
        "margin_scale": pl.Series(
            [quantity.scale if quantity else None for quantity in quantities], dtype=pl.Int8
        ),
    }
