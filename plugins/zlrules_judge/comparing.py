"""Has the engine compare numbers: thousands of rows in one evaluation, exactly.

Every limit of every row becomes a district of its own, with the limit as its assigned target and
the value as its figure. Both are multiplied by the same power of ten, so that whole numbers are
compared and rows don't share a lattice.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date
from decimal import Decimal

import polars as pl

from zlrules import BoundRuleset, Data, Outcome, assess, decimals_of
from zlrules_judge.comparators import BOUNDS
from zlrules_judge.readings import Comparison, Verdict
from zlrules_judge.reasons import Why

LARGEST = 2**58 // 10**6
"""Whole numbers beyond this are refused by the engine."""

_INDICATOR = "judge.number"
_YEAR = 2000
_WHYS = {"bound": Why.BOUND}


def compare(comparisons: Sequence[Comparison], ruleset: BoundRuleset) -> list[Verdict]:
    """Judge comparisons, in their order.

    Args:
        ruleset: ``engine/table.yaml``.
    """
    exponents = [_exponent(one) for one in comparisons]
    fitting = [
        (place, limit)
        for place, one in enumerate(comparisons)
        if _fits(one, exponents[place])
        for limit in range(len(one.limits))
    ]
    found: dict[int, list[Verdict]] = {}
    for (place, _), verdict in zip(
        fitting, _judge(fitting, comparisons, exponents, ruleset), strict=True
    ):
        found.setdefault(place, []).append(verdict)
    return [_together(found.get(place, ())) for place in range(len(comparisons))]


def _exponent(comparison: Comparison) -> int:
    numbers = (comparison.number, *(limit.number for limit in comparison.limits))
    return max(decimals_of(_plain(number)) for number in numbers)


def _plain(number: Decimal) -> Decimal:
    """Without zeros at the end, which don't count for the comparison."""
    return number.normalize()


def _whole(number: Decimal, exponent: int) -> int:
    return int(number.scaleb(exponent))


def _fits(comparison: Comparison, exponent: int) -> bool:
    numbers = (comparison.number, *(limit.number for limit in comparison.limits))
    return all(abs(_whole(number, exponent)) <= LARGEST for number in numbers)


def _judge(
    asked: Sequence[tuple[int, int]],
    comparisons: Sequence[Comparison],
    exponents: Sequence[int],
    ruleset: BoundRuleset,
) -> list[Verdict]:
    if not asked:
        return []
    codes = [f"{place}/{limit}" for place, limit in asked]
    common = {"district": codes, "indicator": _INDICATOR, "period": str(_YEAR)}
    ours = [(comparisons[place], limit, exponents[place]) for place, limit in asked]
    data = Data(
        observations=pl.DataFrame(common).with_columns(
            value=pl.Series([str(_whole(one.number, by)) for one, _, by in ours]),
            bound=pl.Series([BOUNDS[one.bound] for one, _, _ in ours]),
        ),
        assigned=pl.DataFrame(common).with_columns(
            value=pl.Series([str(_whole(one.limits[n].number, by)) for one, n, by in ours]),
            comparator=pl.Series([one.limits[n].comparator.value for one, n, _ in ours]),
        ),
        districts=pl.DataFrame({"code": codes, "name": codes}),
    )
    results = assess([(ruleset, _YEAR)], data, judged_on=date(_YEAR, 1, 1)).results
    found = {row["district"]: row for row in results.iter_rows(named=True)}
    return [_verdict(found[code], by) for code, (_, _, by) in zip(codes, ours, strict=True)]


def _verdict(row: dict[str, object], exponent: int) -> Verdict:
    margin = row["margin"]
    told = None if margin is None else off_lattice(int(str(margin)), 0).scaleb(-exponent)
    why = None if row["reason"] is None else _WHYS[str(row["reason"])]
    return Verdict(Outcome(str(row["outcome"])), told, why)


def _together(verdicts: Iterable[Verdict]) -> Verdict:
    """All must hold; the worst margin counts."""
