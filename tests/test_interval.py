"""Figures are exact: no value near a boundary falls on the wrong side of it."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal

import polars as pl
import pytest
from hypothesis import given, settings, strategies as st

from tests.laws.worlds import OPERATORS, RIVER
from zlrules import DataError, RulesetError
from zlrules.evaluate import evaluate
from zlrules.interval import (
    closed_high,
    closed_low,
    decimals_of,
    greatest_difference,
    is_open,
    is_single,
    least_difference,
    off_lattice,
    on_lattice,
)
from zlrules.testing import JUDGED_ON, YEAR, Situation, data_of, judge, ruleset_of, verdicts_of
from zlrules.words import Outcome

SIGNS = {"at_least": 1, "more_than": 1, "at_most": -1, "less_than": -1}


def held(comparator: str, number: Decimal, limit: Decimal) -> bool:
    match comparator:
        case "at_least":
            return number >= limit
        case "more_than":
            return number > limit
        case "at_most":
            return number <= limit
    return number < limit


decimals = st.decimals(min_value=-1000, max_value=1000, places=6)
neighbours = st.sampled_from(["0", "0.1", "-0.1", "0.000001", "-0.000001", "1E+1", "0.30", "-100"])
pairs = st.tuples(decimals, neighbours, st.integers(0, 6))


@settings(max_examples=25, deadline=None)
@given(st.lists(pairs, min_size=20, max_size=40), st.sampled_from(sorted(SIGNS)))
def test_limits_agree_with_decimal_at_and_beside_the_boundary(
    numbers: list[tuple[Decimal, str, int]], comparator: str
) -> None:
    limit, _, places = numbers[0]
    limit = round(limit, places)
    figures = [limit + Decimal(step) for _, step, _ in numbers]
    figures += [round(number, places) for number, _, places in numbers]
    ruleset = ruleset_of(
        [{"require": {comparator: f"{limit:f}"}}], indicators=[RIVER], operators=OPERATORS
    )
    verdicts = judge(ruleset, [Situation([{"value": f"{figure:f}"}]) for figure in figures])
    for figure, verdict in zip(figures, verdicts, strict=True):
        expected = Outcome.MET if held(comparator, figure, limit) else Outcome.MISSED
        assert (figure, verdict.outcome) == (figure, expected)
        assert verdict.margin == (figure - limit) * SIGNS[comparator]


def outcome_of_double(value: float, limit: str, decimals: int) -> Outcome:
    indicator = RIVER.model_copy(update={"decimals": decimals})
    ruleset = ruleset_of(
        [{"require": {"equals": limit}}], indicators=[indicator], operators=OPERATORS
    )
    data = data_of(ruleset, [Situation([{"value": "0"}])])
    doubles = data.observations.with_columns(pl.lit(value).alias("value"))
    read = replace(data, observations=doubles)
    (verdict,) = verdicts_of(
        evaluate([(ruleset, [YEAR])], read, JUDGED_ON, as_reference=False, plugins=())
    )
    return verdict.outcome


def test_a_double_is_the_decimal_that_was_meant() -> None:
    assert outcome_of_double(0.1 + 0.2, "0.3", 1) is Outcome.MET
    assert outcome_of_double(81.6, "81.6", 1) is Outcome.MET
    assert outcome_of_double(80.5 - 81.6, "-1.1", 1) is Outcome.MET
    assert outcome_of_double(1.005, "1.005", 3) is Outcome.MET


@pytest.mark.parametrize("value", [81.6123, float("nan"), float("inf"), 1e300])
def test_a_double_that_no_decimal_was_meant_by_is_refused(value: float) -> None:
    with pytest.raises(DataError, match="不是可用的数值"):
        outcome_of_double(value, "0.3", 1)


@pytest.mark.parametrize(
    "text", ["12345678901234567", "1234567890123456.7", "1e5", "１２", "1,000", "NaN", "-", "81.6%"]
)
def test_what_is_no_plain_number_is_refused(text: str) -> None:
    ruleset = ruleset_of([{"require": {"at_least": "1"}}], indicators=[RIVER], operators=OPERATORS)
    with pytest.raises(DataError, match="不是可用的数值"):
        judge(ruleset, [Situation([{"value": text}])])


def test_numbers_too_long_for_each_other_are_refused_never_wrapped_around() -> None:
    ruleset = ruleset_of(
        [{"require": {"at_least": "100"}}], indicators=[RIVER], operators=OPERATORS
    )
    large, fine = {"value": "189999999900"}, {"value": "0.123456789", "period": "2020"}
    assert judge(ruleset, [Situation([large])])[0].margin == 189999999800
    with pytest.raises(DataError, match="数值 '189999999900' 过大"):
        judge(ruleset, [Situation([large, fine])])


def test_limits_too_long_for_the_figures_are_refused_never_wrapped_around() -> None:
    change = {"since": "previous_year", "at_least": "999999999999999.123456789", "unit": "absolute"}
    rows = [{"require": {"change": change}}]
    ruleset = ruleset_of(rows, indicators=[RIVER], operators=OPERATORS)
    with pytest.raises(RulesetError, match="过大"):
        judge(ruleset, [Situation([{"value": "5"}])])


@pytest.mark.parametrize(
    ("text", "scale", "halves"),
    [("81.6", 1, 1632), ("81.60", 2, 16320), ("0", 3, 0), ("-1.1", 1, -22), ("5", 0, 10)],
)
def test_places_on_the_lattice(text: str, scale: int, halves: int) -> None:
    assert on_lattice(Decimal(text), scale) == halves
    assert off_lattice(halves, scale) == Decimal(text)


def test_a_number_finer_than_the_lattice_has_no_place() -> None:
    with pytest.raises(ValueError, match="more than 1 decimals"):
        on_lattice(Decimal("81.65"), 1)


def test_an_open_end_stands_beside_its_number() -> None:
    assert off_lattice(1801, 1) == Decimal("90.0")
    assert off_lattice(-1801, 1) == Decimal("-90.0")


def test_decimals_are_those_written() -> None:
    assert [decimals_of(Decimal(text)) for text in ("81.6", "81.60", "81", "1E+3")] == [1, 2, 0, 0]


OPEN, CLOSED = 11, 10
"""More than 5 and at least 5, at no decimals."""


@pytest.mark.parametrize(
    ("low", "high_before", "least"),
    [(CLOSED, CLOSED, 0), (OPEN, CLOSED, 1), (CLOSED, 9, 1), (OPEN, 9, 1), (14, 10, 4)],
)
def test_open_ends_make_open_differences(low: int, high_before: int, least: int) -> None:
    frame = pl.DataFrame({"low": [low], "high_before": [high_before]})
    found = frame.select(
        least=least_difference(pl.col("low"), pl.col("high_before")),
        most=greatest_difference(-pl.col("low"), -pl.col("high_before")),
    )
    assert found.row(0) == (least, -least)


def test_ends_and_single_values() -> None:
    frame = pl.DataFrame({"low": [10, 11, 11], "high": [10, 11, 13]})
    low, high = pl.col("low"), pl.col("high")
    found = frame.select(
        low=closed_low(low),
        high=closed_high(high),
        open=is_open(low, high),
        one=is_single(low, high),
    )
    assert found.rows() == [(10, 10, 0, True), (10, 12, 1, False), (10, 14, 1, False)]
