"""Has the engine compare numbers: thousands of rows in one evaluation, exactly.

Every limit of every row becomes a district of its own, with the limit as its assigned target and
the value as its figure. Both are multiplied by the same power of ten, so that whole numbers are
compared and rows don't share a lattice.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

import polars as pl

from zlrules import BoundRuleset, Data, Outcome, assess, decimals_of
from zlrules_judge.readings import Comparison, Verdict
from zlrules_judge.reasons import Why

LARGEST = 2**58 // 10**6
"""Whole numbers beyond this are refused by the engine."""

_INDICATOR = "judge.number"
_YEAR = 2000
_COLUMNS = ("code", "figure", "bound", "limit", "comparator")


@dataclass(frozen=True)
class _Pair:
    """A figure and one limit as whole numbers, ``exponent`` decimals shifted away."""

    place: int
    exponent: int
    cells: tuple[str, str, str, str, str]


def compare(comparisons: Sequence[Comparison], ruleset: BoundRuleset) -> list[Verdict]:
    """Judge comparisons, in their order.

    Args:
        ruleset: ``engine/table.yaml``.
    """
    found: dict[int, list[Verdict]] = {}
    pairs = [pair for place, one in enumerate(comparisons) for pair in _pairs(place, one)]
    for pair, verdict in zip(pairs, _judge(pairs, ruleset), strict=True):
        found.setdefault(pair.place, []).append(verdict)
    too_large = [Verdict(Outcome.PENDING, why=Why.TOO_LARGE)]
    return [_together(found.get(place, too_large)) for place in range(len(comparisons))]


def _pairs(place: int, comparison: Comparison) -> Iterator[_Pair]:
    """The comparisons of a row with its limits; none where the engine can't hold the numbers."""
    numbers = (comparison.number, *(limit.number for limit in comparison.limits))
    exponent = max(decimals_of(number.normalize()) for number in numbers)
    figure, *limits = (int(number.scaleb(exponent)) for number in numbers)
    if max(map(abs, (figure, *limits))) > LARGEST:
        return
    for number, (whole, limit) in enumerate(zip(limits, comparison.limits, strict=True)):
        sides = (str(figure), comparison.bound.bound, str(whole), limit.comparator.value)
        yield _Pair(place, exponent, (f"{place}/{number}", *sides))


def _judge(pairs: Sequence[_Pair], ruleset: BoundRuleset) -> list[Verdict]:
    if not pairs:
        return []
    schema = dict.fromkeys(_COLUMNS, pl.String)
    data = _data(pl.DataFrame([pair.cells for pair in pairs], schema=schema, orient="row"))
    results = assess([(ruleset, _YEAR)], data, judged_on=date(_YEAR, 1, 1)).results
    told = results.select("district", "outcome", "margin")
    verdicts = {code: (outcome, margin) for code, outcome, margin in told.iter_rows()}
    return [_verdict(*verdicts[pair.cells[0]], pair.exponent) for pair in pairs]


def _data(pairs: pl.DataFrame) -> Data:
    place = (
        pl.col("code").alias("district"),
        pl.lit(_INDICATOR).alias("indicator"),
        pl.lit(str(_YEAR)).alias("period"),
    )
    return Data(
        observations=pairs.select(*place, "bound", value="figure"),
        assigned=pairs.select(*place, "comparator", value="limit"),
        districts=pairs.select("code", name="code"),
    )


def _verdict(outcome: str, margin: int | None, exponent: int) -> Verdict:
    """A verdict of the engine; the row of a whole number is open only for its bounds."""
    result = Outcome(outcome)
    distance = None if margin is None else (Decimal(margin) / 2).scaleb(-exponent)
    return Verdict(result, distance, Why.BOUND if result is Outcome.PENDING else None)


def _together(verdicts: Sequence[Verdict]) -> Verdict:
    """All limits must hold; the worst margin counts."""
    outcomes = [verdict.outcome for verdict in verdicts]
    for outcome in (Outcome.MISSED, Outcome.PENDING):
        if outcome in outcomes:
            worst = verdicts[outcomes.index(outcome)]
            return Verdict(outcome, _least(verdicts), worst.why)
    return Verdict(Outcome.MET, _least(verdicts))


def _least(verdicts: Sequence[Verdict]) -> Decimal | None:
    margins = [verdict.margin for verdict in verdicts if verdict.margin is not None]
    return min(margins) if len(margins) == len(verdicts) else None
