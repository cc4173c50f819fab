"""From outcomes to the decision: what is settled decides, what isn't leaves it open."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal
from functools import cache

import polars as pl

from zlrules.engine.node import outcome_of
from zlrules.engine.plan import Row
from zlrules.engine.scoring import Scored
from zlrules.engine.settling import DUE_STATES
from zlrules.interval import decimals_of
from zlrules.loading.bound import BoundRuleset
from zlrules.models.ruleset import PassRule
from zlrules.words import Decision, DueState, Nature, Outcome

DECISION_WORDS = pl.Enum([decision.value for decision in Decision])

DECISIONS = {
    "ruleset": pl.String,
    "district": pl.String,
    "year": pl.Int32,
    "decision": DECISION_WORDS,
    "as_it_stands": DECISION_WORDS,
    "best_case": DECISION_WORDS,
    "worst_case": DECISION_WORDS,
    "judged": pl.UInt32,
    "applicable": pl.UInt32,
}
"""Schema of the decisions, before the counts ``<nature>:<outcome>`` (UInt32).

``judged`` of the ``applicable`` criteria are met or missed: the completeness.
"""


def decisions_of(bound: BoundRuleset, scored: Scored) -> pl.DataFrame:
    """Make the decisions of one ruleset: a row per district and year, sorted."""
    frame = scored.frame
    criteria = [
        (bound_row.criterion.nature, scored.rows[number])
        for number, bound_row in enumerate(bound.rows())
        if not bound_row.is_part
    ]
    rows = {nature: [row for of, row in criteria if of is nature] for nature in Nature}
    rules = {nature: rule for nature, rule in bound.ruleset.pass_rule.items() if rule != "reported"}
    best, worst, best_held, worst_held = (
        _together(
            [
                _reached(rows[nature], rule, settled=settled, hopeful=hopeful)
                for nature, rule in rules.items()
            ]
        )
        for settled in (True, False)
        for hopeful in (True, False)
    )
    anything = _any_applies([row for nature in rules for row in rows[nature]])
    everyone = [row for _, row in criteria]
    return frame.select(
        pl.lit(bound.ruleset.name).alias("ruleset"),
        pl.col("district"),
        pl.col("year"),
        _decision(anything, best, worst).alias("decision"),
        _decision(anything, best_held, worst_held).alias("as_it_stands"),
        _case(anything, best).alias("best_case"),
        _case(anything, worst).alias("worst_case"),
        _count([_is(row, Outcome.MET) | _is(row, Outcome.MISSED) for row in everyone]).alias(
            "judged"
        ),
        _count([~_is(row, Outcome.NOT_APPLICABLE) for row in everyone]).alias("applicable"),
        *(column for nature in Nature if rows[nature] for column in _counts(nature, rows[nature])),
    )


def _reached(rows: Sequence[Row], rule: PassRule, *, settled: bool, hopeful: bool) -> pl.Expr:
    """Whether a nature reaches its rule.

    Args:
        settled: Whether only outcomes that settle something are held on to, or all.
        hopeful: Whether what isn't held on to turns out well.
    """
    if rule == "unknown":
        return pl.lit(value=hopeful)
    good = [_good(row, settled=settled, hopeful=hopeful) for row in rows]
    if rule == "all":
        return _together(good)
    assert isinstance(rule, Decimal)
    applies = [_applies(row, settled=settled) for row in rows]
    reached = _count([one & two for one, two in zip(good, applies, strict=True)])
    per: int = 10 ** decimals_of(rule)
    needed = _count(applies).cast(pl.Int64) * int(rule * per)
    return reached.cast(pl.Int64) * per >= needed


def _good(row: Row, *, settled: bool, hopeful: bool) -> pl.Expr:
    not_missed = ~_is(row, Outcome.MISSED)
    return pl.when(_held(row, settled=settled)).then(not_missed).otherwise(pl.lit(value=hopeful))


def _held(row: Row, *, settled: bool) -> pl.Expr:
    """Whether an outcome is held on to."""
    if settled:
        return row["settles"]
    return ~(_is(row, Outcome.NO_DATA) | _is(row, Outcome.PENDING))


def _applies(row: Row, *, settled: bool) -> pl.Expr:
    exempt = _is(row, Outcome.NOT_APPLICABLE)
    return ~(exempt & row["settles"]) if settled else ~exempt


def _is(row: Row, outcome: Outcome) -> pl.Expr:
    return row["outcome"] == outcome_of(outcome)


def _any_applies(rows: Sequence[Row]) -> pl.Expr:
    return pl.any_horizontal(
        [pl.lit(value=False), *(~_is(row, Outcome.NOT_APPLICABLE) for row in rows)]
    )


def _together(reached: Sequence[pl.Expr]) -> pl.Expr:
    return pl.all_horizontal([pl.lit(value=True), *reached])


def _count(flags: Sequence[pl.Expr]) -> pl.Expr:
    return pl.sum_horizontal(
        [pl.lit(0, dtype=pl.UInt32), *(flag.cast(pl.UInt32) for flag in flags)]
    )


@cache
def _word(decision: Decision) -> pl.Expr:
    return pl.lit(decision.value, dtype=DECISION_WORDS)


def _case(anything: pl.Expr, reached: pl.Expr) -> pl.Expr:
    return (
        pl.when(~anything)
        .then(_word(Decision.UNDETERMINED))
        .when(reached)
        .then(_word(Decision.PASS))
        .otherwise(_word(Decision.FAIL))
    )


def _decision(anything: pl.Expr, best: pl.Expr, worst: pl.Expr) -> pl.Expr:
    """Passed when even the worst case passes, failed when even the best case fails."""
    return (
        pl.when(anything & worst)
        .then(_word(Decision.PASS))
        .when(anything & ~best)
        .then(_word(Decision.FAIL))
        .otherwise(_word(Decision.UNDETERMINED))
    )


def _counts(nature: Nature, rows: Sequence[Row]) -> list[pl.Expr]:
    columns = [
        _count([_is(row, outcome) for row in rows]).alias(f"{nature}:{outcome}")
        for outcome in Outcome
    ]
    word = pl.lit(DueState.NOT_DUE.value, dtype=DUE_STATES)
    not_due = [row["due_state"] == word for row in rows]
    total = pl.lit(len(rows), dtype=pl.UInt32)
    return [*columns, _count(not_due).alias(f"{nature}:not_due"), total.alias(f"{nature}:total")]
